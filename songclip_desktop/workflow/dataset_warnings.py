"""What may weaken a training: texts that are cut, unknown characters, what is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from songclip_desktop import chinese
from songclip_desktop.language import pick, say
from songclip_desktop.records import DRAFTED_KINDS, SPLITS, Painting

if TYPE_CHECKING:
    from songclip_desktop.workflow.dataset import Text, Work


@dataclass(frozen=True, slots=True)
class DatasetWarning:
    """What may weaken the training; never stops it.

    Attributes:
        code: text_split, text_truncated, unknown_characters, text_repeated, picture_repeated,
            picture_missing or split_empty. accession, caption_id: where to look; empty and None for
            none.
    """

    code: str
    accession: str
    caption_id: int | None
    what: str


def of_split(accession: str, texts: Sequence[Text]) -> Iterator[DatasetWarning]:
    """Which of a work's texts are learned from in several parts."""
    for text in texts:
        pieces = len(chinese.sentences(text.text))
        if pieces > 1:
            what = say(
                "{accession}：文字超过模型能读的 {limit} 个字元，分成 {pieces} 段来学。",
                "{accession}: the text is longer than the {limit} tokens the model reads; it is "
                "learned from in {pieces} parts.",
                accession=accession,
                limit=chinese.TOKEN_LIMIT,
                pieces=pieces,
            )
            yield DatasetWarning("text_split", accession, text.id, what)


def without_picture(painting: Painting) -> DatasetWarning:
    """Of a work that has texts alone."""
    what = say(
        "{accession} 有定稿的说明，但图片不在，不会用于训练。",
        "{accession} has approved captions but no picture: it is left out.",
        accession=painting.accession,
    )
    return DatasetWarning("picture_missing", painting.accession, None, what)


def of_works(works: Sequence[Work]) -> Iterator[DatasetWarning]:
    """What is cut, unknown, repeated or empty in all that is taken."""
    for work in works:
        for text in work.texts:
            yield from _of_text(work.painting.accession, text)
    yield from _repeated_texts(works)
    yield from _repeated_pictures(works)
    for split in SPLITS:
        if works and not any(work.painting.split == split for work in works):
            name = {
                "train": ("训练", "train"),
                "valid": ("验证", "valid"),
                "test": ("测试", "test"),
            }
            what = say(
                "没有一件定稿的作品分在“{name}”里。",
                "No approved work is in the split {name}.",
                name=pick(*name[split]),
            )
            yield DatasetWarning("split_empty", "", None, what)


def _of_text(accession: str, text: Text) -> Iterator[DatasetWarning]:
    # A token is one character or more, so that a short text needs no counting.
    tokens = chinese.token_count(text.text) if len(text.text) > chinese.TOKEN_LIMIT else 0
    if tokens > chinese.TOKEN_LIMIT:
        what = say(
            "{accession}：文字有 {tokens} 个字元，模型只读前 {limit} 个。",
            "{accession}: the text has {tokens} tokens; the model reads the first {limit}.",
            accession=accession,
            tokens=tokens,
            limit=chinese.TOKEN_LIMIT,
        )
        yield DatasetWarning("text_truncated", accession, text.id, what)
    if unknown := chinese.unknown_characters(text.text):
        what = say(
            "{accession}：模型不认识 {unknown}。",
            "{accession}: the model does not know {unknown}.",
            accession=accession,
            unknown="、".join(unknown),
        )
        yield DatasetWarning("unknown_characters", accession, text.id, what)


def _repeated_texts(works: Sequence[Work]) -> Iterator[DatasetWarning]:
    first: dict[str, str] = {}
    for work in works:
        for text in work.texts:
            if text.kind not in DRAFTED_KINDS:
                continue  # one passage may describe any number of works
            other = first.setdefault(text.text.strip(), work.painting.accession)
            if other != work.painting.accession:
                what = say(
                    "{accession} 与 {other} 的说明完全相同，模型分不出这两件。",
                    "{accession} and {other} have the same caption: it cannot tell them apart.",
                    accession=work.painting.accession,
                    other=other,
                )
                yield DatasetWarning("text_repeated", work.painting.accession, text.id, what)


def _repeated_pictures(works: Sequence[Work]) -> Iterator[DatasetWarning]:
    first: dict[str, Painting] = {}
    for work in works:
        other = first.setdefault(work.image.sha256, work.painting)
        if other.split != work.painting.split:
            what = say(
                "{accession} 与 {other} 是同一张图片，却分在不同的组里，评测会偏高。",
                "{accession} and {other} are one picture in two splits: figures come out too high.",
                accession=work.painting.accession,
                other=other.accession,
            )
            yield DatasetWarning("picture_repeated", work.painting.accession, None, what)
