from __future__ import annotations

import pytest

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange.decoding import LOST, decode

SIMPLIFIED = "藏品编号,名称\nK1,寒江独钓图，绢本设色，纵二十六厘米\n"
TRADITIONAL = "藏品編號,名稱\nK1,谿山行旅圖，絹本設色，縱二百零六釐米\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"), (SIMPLIFIED, "utf-8-sig"), (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "gb18030"), (SIMPLIFIED, "gbk"), (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"), (TRADITIONAL, "utf-8"), (SIMPLIFIED, "utf-16-le"),
        ("plain ASCII", "ascii"),
    ],
)  # fmt: skip
def test_the_encoding_is_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.csv").text.removeprefix("\ufeff") == text


def test_a_broken_byte_is_marked_and_the_rest_kept() -> None:
    content = (SIMPLIFIED * 20).encode()
    broken = content[:400] + b"\xff" + content[401:]
    text = decode(broken, "x.csv").text
    assert LOST in text
    assert text.count("寒江独钓图") >= 18


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"\x00\x01\x02" * 50])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(SongClipError) as error:
        decode(content, "x.csv")
    assert error.value.code == "text_unreadable"
    assert "x.csv" in error.value.what
