"""Text files of unknown encoding: UTF-8 with or without mark, UTF-16, GB18030, Big5."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from songclip_desktop import chinese
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.paths import resources

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE_CHARACTERS = 20_000
_LEAST_READABLE = 0.5
LOST = "\ufffd"  # stands where bytes could not be read as a character


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding it was read with."""

    text: str
    encoding: str


def decode(data: bytes, name: str, familiar: Callable[[str], int] = lambda _text: 0) -> Decoded:
    """Reads bytes as text.

    Args:
        data: the whole file.
        name: the file's, for what is said.
        familiar: how many words known to the caller the beginning of a text holds.

    Returns:
        The reading that makes most sense. Where a single byte is broken its place holds LOST.

    Raises:
        SongClipError: text_unreadable, where no reading makes sense.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace"), encoding)
    try:
        return _not_binary(Decoded(data.decode("utf-8"), "utf-8"), name)
    except UnicodeDecodeError:
        pass
    readings = [
        Decoded(data.decode(encoding, errors="replace"), encoding)
        for encoding in ("gb18030", "big5", "utf-8", "utf-16-le", "utf-16-be")
    ]
    scored = [(_readable(r.text) + familiar(r.text[:2000]), r) for r in readings]
    best, reading = max(scored, key=lambda pair: pair[0])
    if best < _LEAST_READABLE:
        raise _unreadable(name)
    return _not_binary(reading, name)


def read_text(path: Path, familiar: Callable[[str], int] = lambda _text: 0) -> Decoded:
    """The text of a file; see `decode`.

    Raises:
        SongClipError: text_unreadable; file_unreadable, where the file cannot be read at all.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SongClipError(
            "file_unreadable",
            say("文件「{name}」读不出来：{why}。", "“{name}” cannot be read: {why}.",
                name=path.name, why=error.strerror or error),
            say("请核对文件还在原处、没有被别的程序占用。",
                "Check that it is still there and not held by another program."),
        ) from error  # fmt: skip
    return decode(data, path.name, familiar)


def _readable(text: str) -> float:
    """The share of common characters among those that are not ASCII; 1 for a plain ASCII text."""
    sample = [c for c in text[:_SAMPLE_CHARACTERS] if not c.isascii()]
    if not sample:
        return 1.0
    good = sum(c in _common() or c in "，。、；：？！「」『』《》（）　×·—…“”" for c in sample)
    return good / len(sample)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The Chinese characters of the model's vocabulary: some seven thousand in use."""
    path = resources() / "vocabularies" / "chinese_clip.txt"
    words = path.read_text(encoding="utf-8").split()
    return frozenset(word for word in words if len(word) == 1 and chinese.is_han(word))


def _not_binary(decoded: Decoded, name: str) -> Decoded:
    if "\x00" in decoded.text:
        raise _unreadable(name)
    return decoded


def _unreadable(name: str) -> SongClipError:
    return SongClipError(
        "text_unreadable",
        say(
            "文件「{name}」的文字编码无法识别。",
            "The encoding of “{name}” was not recognised.",
            name=name,
        ),
        say(
            "请在 Excel 或记事本中另存为 UTF-8（CSV UTF-8）后再入藏。",
            "Save it as UTF-8 (CSV UTF-8) in Excel or an editor and import it again.",
        ),
    )
