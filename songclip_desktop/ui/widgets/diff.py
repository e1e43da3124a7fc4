"""What a curator changed in a draft, character by character."""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher

from songclip_desktop.ui.widgets.text import Mark, Reading


def difference(before: str, after: str) -> tuple[str, list[Mark]]:
    """Both texts woven into one, deleted characters before inserted ones, and the marks on it."""
    woven: list[str] = []
    marks: list[Mark] = []
    length = 0

    def put(text: str, kind: str) -> None:
        nonlocal length
        if text:
            if kind:
                marks.append(Mark(length, len(text), kind))
            woven.append(text)
            length += len(text)

    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            put(before[i1:i2], "")
        else:
            put(before[i1:i2], "delete")
            put(after[j1:j2], "insert")
    return "".join(woven), marks


def counts(before: str, after: str) -> tuple[int, int]:
    """Characters added and removed."""
    _, marks = difference(before, after)
    added = sum(mark.length for mark in marks if mark.kind == "insert")
    return added, sum(mark.length for mark in marks if mark.kind == "delete")


class DiffText(Reading):
    """A caption, or the same with its changes against the draft shown."""

    def __init__(self, role: str = "caption") -> None:
        """Empty until `show_text`."""
        super().__init__("", role)

    def show_text(
        self, text: str, draft: str | None = None, unknown: Collection[str] = frozenset()
    ) -> None:
        """Shows `text`; with `draft` the changes since; `unknown` characters in a dotted box."""
        woven, marks = (text, []) if draft is None else difference(draft, text)
        marks += [Mark(i, 1, "unknown") for i, letter in enumerate(woven) if letter in unknown]
        self.set_text(woven, marks)
        self.setAccessibleName(text)
