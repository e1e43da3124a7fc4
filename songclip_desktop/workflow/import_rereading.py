"""A register read again: what it says anew, without touching what it says as before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from songclip_desktop.exchange.profiles import RegisterRow
from songclip_desktop.records import Painting

_DIGITS = 12  # of a digest: enough to tell two values of one cell apart


@dataclass(frozen=True)
class News:
    """What a row says otherwise than last time.

    Attributes:
        fields: field → new value. extra: all of the work's further columns from now on.
        tags: all its tags from now on, or None where the row says nothing new of them.
        overrode: fields that a curator had changed since and the register has changed too.
    """

    fields: dict[str, Any]
    extra: dict[str, str]
    tags: tuple[str, ...] | None
    overrode: tuple[str, ...]


def fingerprint(row: RegisterRow) -> str:
    """A short digest of each cell, kept with the work; the same row gives the same."""
    return json.dumps(_digests(row), ensure_ascii=False, sort_keys=True)


def news(work: Painting, row: RegisterRow, before: str) -> News:
    """What to change in a work: only the cells that are not as they were when last read.

    Args:
        work: as it stands, perhaps edited by a curator.
        row: as the register says it now.
        before: the fingerprint of the row last taken in; empty where the work came without one.
    """
    known = _known(before)
    said = _digests(row)
    new = {name for name in said.keys() | known.keys() if said.get(name) != known.get(name)}
    fields = {name: value for name, value in row.fields.items() if f"field.{name}" in new}
    fields.pop("accession", None)
    overrode = [
        name
        for name, value in fields.items()
        if (now := getattr(work, name)) not in ("", None, value)
        and f"field.{name}" in known
        and _digest(now) != known[f"field.{name}"]
    ]
    extra = {
        name: value
        for name, value in work.extra.items()
        if not (f"extra.{name}" in known and name not in row.extra)
    }
    extra |= {name: value for name, value in row.extra.items() if f"extra.{name}" in new}
    return News(fields, extra, row.tags if "tags" in new else None, tuple(overrode))


def _digests(row: RegisterRow) -> dict[str, str]:
    said: dict[str, Any] = {f"field.{name}": value for name, value in row.fields.items()}
    said |= {f"extra.{name}": value for name, value in row.extra.items()}
    said |= {f"caption.{kind}": text for kind, text in row.captions.items()}
    said |= {"tags": row.tags} if row.tags else {}
    return {name: _digest(value) for name, value in said.items()}


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _known(before: str) -> dict[str, str]:
    """The fingerprint as it was kept; a former version kept one digest for the whole row."""
    return json.loads(before) if before.startswith("{") else {}
