"""A report on what went wrong, with what the doctor found, and nothing of the collection."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from songclip_desktop import report
from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.workflow import doctor

log = logging.getLogger(__name__)


def write(happened: str = "", facts: Iterable[str] = (), folder: Path | None = None) -> str:
    """The text of a report. Any thread; a second or two for a large collection.

    Args:
        happened: traces; empty where nothing fell.
        facts: lines on the program, such as Qt's version.
        folder: the collection whose words are taken out; None where there is none.
    """
    words = set() if folder is None else set(_words(folder))
    known = doctor.known()
    checked = f"{known.at:%Y-%m-%d %H:%M}\n{doctor.as_text(known.checks)}" if known else ""
    return report.compose(happened, checked, facts, words)


def _words(folder: Path) -> Iterator[str]:
    """What a collection's texts, titles and people are called."""
    try:
        with Collection.open(folder, read_only=True) as collection:
            yield collection.name
            for work in collection.paintings.all():
                yield from (work.title, work.artist, work.holder, work.inscription, work.notes)
                yield from (*work.tags, *work.extra.values())
            for caption in collection.captions.list():
                yield from (caption.text, caption.draft_text, caption.author)
                yield from (each.by for each in caption.approvals)
            for passage in collection.passages.list():
                yield from (passage.text, passage.source, passage.chapter, passage.author)
                if passage.annotation is not None:
                    told = passage.annotation
                    yield from (told.modern_chinese, told.english, told.search_prompt)
    except SongClipError as error:
        # All Chinese and all that is quoted is taken out without it.
        log.warning("the collection's words are not known: %s", error.code)
