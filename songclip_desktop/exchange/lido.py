"""LIDO 1.0 and 1.1 in: every <lido> is one work.

Source: https://lido-schema.org/schema/v1.1/lido-v1.1.html. Nothing outside the file is opened: no
entities, no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import json_lists, profiles
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.language import say

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUFFIXES = {".xml", ".lido"}
NAMESPACE = "http://www.lido-schema.org"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGES = ("zh", "", "en")  # the one that is read first, first
_TITLE = "titleSet.appellationValue"
_MOST_BYTES = 500_000_000
# Terms and concepts of the LIDO terminology for the event in which a work was made or came in.
_EVENTS = {
    "production": ("production", "creation", "herstellung", "制作", "創作", "创作", "製作", "lido00007", "lido00012"),
    "acquisition": ("acquisition", "erwerb", "erwerbung", "入藏", "征集", "徵集", "lido00001"),
}  # fmt: skip
_LEFT_OUT = {"descriptiveMetadata", "administrativeMetadata", "eventSet"}  # and all …Wrap


def is_lido(head: bytes) -> bool:
    """Whether a file that begins so may be LIDO."""
    plain = head.replace(b"\0", b"")  # of UTF-16
    return NAMESPACE.encode() in plain or b"<lido" in plain


def read(path: Path) -> Table:
    """The works of a file: a row each, a column for each path of elements that holds text.

    Columns: element names joined by dots, without wrappers (`titleSet.appellationValue`); an event
    has its kind (`event[production]…`), a described set or a term its lido:type. A description
    whose type is a field's name is a column of that name. `lido.pictures`: originals beside the
    file, else addresses. Several values stand in lines; of translations one is taken.

    Raises:
        SongClipError: lido_unreadable.
    """
    from lxml.etree import XMLSyntaxError, iterparse

    records: list[dict[str, str]] = []
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _unreadable(path.name, say("文件过大", "it is too large"))
        works = iterparse(
            str(path), tag="{*}lido", resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for _, work in works:
            records.append(_record(work, path.parent))
            work.clear()
    except (XMLSyntaxError, OSError) as error:
        raise _unreadable(path.name, error) from error
    return json_lists.table(path.name, records)


def _record(work: Element, folder: Path) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for path, text in _texts(work, ""):
        found.setdefault(path, []).append(text)
    record = {path: "\n".join(dict.fromkeys(texts)) for path, texts in found.items()}
    numbers = ("repositorySet.workID", "recordID", "lidoRecID")
    # The schema wants a title: a work without one has its number there.
    if record.get(_TITLE) in {record[name] for name in numbers if record.get(name)}:
        record[_TITLE] = ""
    record["lido.measurements"] = _measurements(work)
    pictures = [
        picture for each in work.iter("{*}resourceSet") for picture in _picture(each, folder)
    ]
    for column, place in (("lido.pictures", 0), ("lido.roles", 1), ("lido.picture_labels", 2)):
        said = [picture[place] for picture in pictures]
        record[column] = "\n".join(each or "-" for each in said) if any(said) else ""
    return record


def _texts(element: Element, path: str) -> Iterator[tuple[str, str]]:
    """(path, text) of everything below an element, one language of each."""
    for child in _in_one_language(list(element)):
        name = _name(child)
        step = path
        if name not in _LEFT_OUT and not name.endswith("Wrap"):
            step = f"{path}.{name}{_kind(child)}".removeprefix(".")
        if len(child):
            yield from _texts(child, step)
        elif child.text and child.text.strip():
            yield _described(step), child.text.strip()


def _described(path: str) -> str:
    """A description whose type is a field's name, or begins as an extra field does, is that column."""
    match = re.fullmatch(r"objectDescriptionSet\[(.+)\]\.descriptiveNoteValue", path, re.DOTALL)
    if match is None:
        return path
    if match[1] in profiles.FIELDS or match[1].startswith(profiles.EXTRA):
        return match[1]
    return "objectDescriptionSet.descriptiveNoteValue"


def _kind(element: Element) -> str:
    name = _name(element)
    if name == "event":
        said = " ".join(
            "".join(part.itertext()).lower() for part in element.iterfind("{*}eventType")
        )
        known = (kind for kind, words in _EVENTS.items() if any(word in said for word in words))
        return f"[{next(known, 'other')}]"
    if name in ("objectDescriptionSet", "termMaterialsTech"):
        kind = _attribute(element, "type")
        return f"[{kind}]" if kind else ""
    return ""


def _in_one_language(children: list[Element]) -> list[Element]:
    """Of neighbours of one name in several languages those in the best, else all of them."""
    languages: dict[str, set[str]] = {}
    for child in children:
        languages.setdefault(_name(child), set()).add(child.get(_XML_LANG) or "")
    best = {
        name: min(said, key=_rank) for name, said in languages.items() if len(said) > 1
    }  # fmt: skip
    return [
        child
        for child in children
        if (child.get(_XML_LANG) or "") == best.get(_name(child), child.get(_XML_LANG) or "")
        and isinstance(child.tag, str)
    ]


def _rank(language: str) -> tuple[int, str]:
    short = language.split("-")[0].lower()
    return (_LANGUAGES.index(short) if short in _LANGUAGES else len(_LANGUAGES)), language


def _measurements(work: Element) -> str:
    """What a work measures, where it is told only in parts: “height 26.8 cm × width 252.2 cm”."""
    parts = []
    for each in work.iter("{*}measurementSet"):
        said = [
            next((t.strip() for e in each.iter(f"{{*}}measurement{key}") for t in e.itertext() if t.strip()), "")
            for key in ("Type", "Value", "Unit")
        ]  # fmt: skip
        if said[1]:
            parts.append(" ".join(filter(None, said)))
    return " × ".join(parts)


def _picture(resource: Element, folder: Path) -> Iterator[tuple[str, str, str]]:
    """(file or address, role, label) of the first usable representation of a resource."""
    role = _first_text(resource, "{*}resourceRelType/{*}term")
    label = _first_text(resource, "{*}resourceDescription")
    for link in resource.iterfind("{*}resourceRepresentation/{*}linkResource"):
        address = (link.text or "").strip()
        picture = _beside(address, folder) or address
        if picture:
            yield picture, role, label
            return


def _beside(address: str, folder: Path) -> str:
    try:
        if not address or urlsplit(address).scheme in ("http", "https"):
            return ""
        path = folder / unquote(address)
        return str(path) if path.is_file() else ""
    except (OSError, ValueError):
        return ""


def _first_text(element: Element, path: str) -> str:
    found = element.find(path)
    return "".join(found.itertext()).strip() if found is not None else ""


def _attribute(element: Element, name: str) -> str:
    return element.get(f"{{{NAMESPACE}}}{name}") or element.get(name) or ""


def _name(element: Element) -> str:
    tag: Any = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _unreadable(name: str, why: object) -> SongClipError:
    return SongClipError(
        "lido_unreadable",
        say("LIDO 文件「{name}」读不出来：{why}。", "The LIDO file “{name}” cannot be read: {why}.",
            name=name, why=why),
        say("请核对文件是否完整，或重新导出。", "Check that it is whole, or export it again."),
    )  # fmt: skip
