from __future__ import annotations

import pytest

from songclip_desktop.exchange.derivation import Pattern


@pytest.mark.parametrize(
    ("pattern", "text", "artist", "left"),
    [
        (r"^{artist}\s*", "马远 寒江独钓图", "马远", "寒江独钓图"),
        (r"^{artist}\s*", "马远 寒江独钓图", "", "马远 寒江独钓图"),
        (r"^{artist}\s*", "a.c 图", "a.c", "图"),
        (r"^{artist}\s*", "abc 图", "a.c", "abc 图"),
        (r"\d{2}", "图24", "马远", "图"),
        (r"x", "马远x马远", "马远", "马远马远"),
    ],
)
def test_a_field_stands_in_a_pattern(pattern: str, text: str, artist: str, left: str) -> None:
    assert Pattern.of(pattern).without(text, {"artist": artist}) == left


def test_groups_hold_the_field_itself() -> None:
    found = {"artist": "明远"}
    assert Pattern.of(r"^(.{artist})\s(\S+)(x)?").groups("夏明远 楼阁图", found) == (
        "夏明远",
        "楼阁图",
        "",
    )
    assert Pattern.of(r"^({artist})").groups("夏明远", found) is None
