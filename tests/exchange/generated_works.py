"""Works as hypothesis makes them up, and what must come back of them."""

from __future__ import annotations

import dataclasses
import hashlib
import unicodedata
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from songclip_desktop.collection.paintings import FIELDS
from songclip_desktop.exchange.profiles import Mapping, RegisterRow, fitting
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.exchange.works import Names, Work, pictures_of
from songclip_desktop.records import IMAGE_ROLES, WORK_KINDS, Caption, Image, Painting

_TRICKY = ("=1+1", "-绢本", "@作者", "+", "'=x", "''", '"引"', "a;b", "<残>", "&amp;", "_x0041_",
           "０１", "0042", "1e5", "TRUE", "𠀀", "é", "]]>", "{x}", "鶉", "a\nb", "null", "\t=")  # fmt: skip
_RIGHTS = ("", "http://rightsstatements.org/vocab/InC/1.0/", "公版", "© 某馆 2001")
_characters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="�")
words = st.one_of(
    st.sampled_from(_TRICKY),
    st.text(_characters, max_size=8),
    st.sampled_from(["寒江独钓图", "马远"]),
).map(str.strip)
_filled = words.filter(bool)
_line = _filled.filter(lambda text: len(text.splitlines()) == 1 and text != "-")
_one = _line.filter(lambda text: not set(text) & set(";；|、,，") and "http" not in text)
_accessions = _one.map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(bool)


@st.composite
def paintings(draw: st.DrawFn, accession: str, long: frozenset[str]) -> Painting:
    number = accession
    texts = {
        name: draw(words if name in long else st.just("") | _line)
        for name in FIELDS
        if name != "accession"
    }
    texts["rights"] = draw(st.sampled_from(_RIGHTS))
    if texts["title"] == number:
        texts["title"] = ""
    years = {name: draw(st.none() | st.integers(-3000, 2100)) for name in ("year_from", "year_to")}
    tags = draw(st.lists(_one, max_size=3, unique=True))
    extra = draw(st.dictionaries(_line, _filled, max_size=3))
    return Painting(
        id=1,
        accession=number,
        work_kind=draw(st.sampled_from(WORK_KINDS)),
        group_key=draw(st.just(number) | _filled),
        split="train",
        local_only=draw(st.booleans()),
        extra=extra,
        tags=tuple(tags),
        **texts,
        **years,
    )


@st.composite
def works(
    draw: st.DrawFn,
    painting_id: int,
    accession: str,
    files: Path | None = None,
    long: frozenset[str] = frozenset(FIELDS),
) -> Work:
    """A work with pictures; real ones where there is a folder of files.

    `long` are the fields that may have several lines.
    """
    painting = dataclasses.replace(draw(paintings(accession, long)), id=painting_id)
    images = []
    for place in range(draw(st.integers(0, 2))):
        name = f"{painting_id}-{place}.png"
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        image = Image(
            painting_id * 10 + place, painting_id, sha256, f"originals/{name}", False, 4, 3,
            place == 0, draw(st.sampled_from(IMAGE_ROLES)), place, draw(st.just("") | _line), name,
        )  # fmt: skip
        images.append((image, (files or Path()) / name))
    return Work(painting, pictures_of(painting, images, Names()))


@st.composite
def registers(
    draw: st.DrawFn, files: Path | None = None, long: frozenset[str] = frozenset(FIELDS)
) -> list[Work]:
    """One work to three, of different numbers."""
    numbers = draw(st.lists(_accessions, min_size=1, max_size=3, unique_by=str.casefold))
    return [draw(works(n, number, files, long)) for n, number in enumerate(numbers, 1)]


def read(table: Table) -> list[RegisterRow]:
    """A table as an import reads it."""
    mapping: Mapping = fitting(table.header).map(table.header)
    return [mapping.row(number, cells) for number, cells in table.rows]


def returned(row: RegisterRow) -> dict[str, Any]:
    """Everything a row says, without what is empty."""
    said = dict(row.fields) | {"tags": row.tags, "extra": row.extra, "pictures": row.pictures}
    said |= {"roles": _filled_out(row.picture_roles, row, "view")}
    said |= {"labels": _filled_out(row.picture_labels, row, "")}
    if said.get("group_key") == row.accession:
        del said["group_key"]
    return {key: value for key, value in said.items() if value not in ("", (), {}, None, False)}


def _filled_out(told: tuple[str, ...], row: RegisterRow, instead: str) -> tuple[str, ...]:
    there = (*told, *("" for _ in row.pictures))[: len(row.pictures)]
    return tuple(one or instead for one in there)


def meant(work: Work) -> dict[str, Any]:
    """The same of the work that was written."""
    painting = work.painting
    said: dict[str, Any] = {name: getattr(painting, name) for name in FIELDS}
    said |= {name: getattr(painting, name) for name in ("year_from", "year_to", "work_kind")}
    said |= {"local_only": painting.local_only, "tags": painting.tags, "extra": painting.extra}
    if painting.group_key != painting.accession:
        said["group_key"] = painting.group_key
    said["pictures"] = tuple(picture.called for picture in work.pictures)
    said["roles"] = tuple(picture.image.role for picture in work.pictures)
    said["labels"] = tuple(picture.image.label for picture in work.pictures)
    return {key: value for key, value in said.items() if value not in ("", (), {}, None, False)}


def captions(painting_id: int, accession: str) -> tuple[Caption, ...]:
    """An approved one, a draft and a rejected one."""
    told = (("modern", "approved"), ("classical", "draft"), ("tags", "rejected"))
    return tuple(
        Caption(
            painting_id * 10 + n, painting_id, accession, kind, status, f"=文{n}", f"初{n}",
            "remote", "王", "qwen", "draft-1", (), "2026-11-21T01:00:00Z",
        )
        for n, (kind, status) in enumerate(told)
    )  # fmt: skip
