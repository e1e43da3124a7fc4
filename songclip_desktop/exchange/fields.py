"""The core fields of a record, and where each of them stands in each form: `fields.json`, read once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from songclip_desktop import paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import pick, say
from songclip_desktop.records import Painting

NUMBER = "accession_number"  # what the accession number's column is called in every table
EXTRA = "extra."  # before the name of an extra field that would be taken for another column
_YES = "yes"


@dataclass(frozen=True)
class Field:
    """One core field.

    Attributes:
        key: as `records.Painting` calls it.
        zh, en: its label.
        dc: its element of Dublin Core; empty where it has none.
        lido: its place in LIDO, from `lido:lido` down; empty where it has none.
    """

    key: str
    zh: str
    en: str
    dc: str = ""
    lido: str = ""

    @property
    def label(self) -> str:
        """What it is called, in the reader's language."""
        return pick(self.zh, self.en)

    @property
    def column(self) -> str:
        """What its column is called in tables for programs."""
        return NUMBER if self.key == "accession" else self.key


@lru_cache(maxsize=1)
def core() -> tuple[Field, ...]:
    """The core fields in the order of a register. Any thread.

    Raises:
        SongClipError: never in a whole installation.
    """
    path = paths.resources() / "vocabularies" / "fields.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["fields"]
        return tuple(
            Field(each["key"], each["zh"], each["en"], each.get("dc", ""), each.get("lido", ""))
            for each in told
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        remedy = say("请重新安装本程序。", "Install the application again.")
        raise SongClipError("installation_damaged", f"{path}: {error}", remedy) from error


def word(key: str) -> str:
    """The label of a core field in the reader's language; another key as it is. Any thread."""
    return next((each.label for each in core() if each.key == key), key)


def of(painting: Painting, key: str) -> str:
    """What a work says in a field, as text; empty where it says nothing. Any thread.

    The group is told only where it is another than the work's own number, which is the default.
    """
    value = getattr(painting, key)
    if key == "group_key" and value == painting.accession:
        return ""
    if isinstance(value, bool):
        return _YES if value else ""
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
