"""IIIF Presentation 2 and 3 in: a manifest is one work, its canvases are its pictures.

Sources: https://iiif.io/api/presentation/2.1/, https://iiif.io/api/presentation/3.0/ and
https://iiif.io/api/image/3.0/. Manifests in the wild break these rules in every way, so nothing
here relies on a value's type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from songclip_desktop.exchange import profiles
from songclip_desktop.exchange.profiles import Profile
from songclip_desktop.exchange.transforms import address_end, plain

_LANGUAGES = ("zh", "none", "@none", "en")  # the one that is read first, first
# What the specifications allow in a text; in version 3 only where it begins and ends with a tag.
_HTML = re.compile(r"</?(?:a|b|br|i|img|p|small|span|sub|sup)\b[^<>]*>", re.I)
_DEEPEST = 6
_ROLE = "image_role"


def is_collection(content: Any) -> bool:
    """Whether it lists manifests and is none itself."""
    return _kind(content) in ("collection", "collectionpage")


def members(collection: Any) -> tuple[str, ...]:
    """The addresses of a collection's manifests, its further pages and the collections in it."""
    found: list[str] = []
    for key in ("manifests", "members", "items", "collections", "first", "next"):
        for each in _list(_dict(collection).get(key)):
            address = each if isinstance(each, str) else _id(each)
            if address.startswith(("http://", "https://")):
                found.append(address)
    return tuple(dict.fromkeys(found))


def record(content: Any, folder: Path | None = None) -> dict[str, str] | None:
    """One manifest as column → text; None where the content is no manifest.

    Columns: `iiif.id`, `iiif.number` (the end of the id), `iiif.label`, `iiif.summary`, `iiif.rights`,
    `iiif.provider`, `attribution`, one for each label of its metadata, `iiif.pictures` (originals
    beside the file, else addresses, a line each), `iiif.roles`, `iiif.picture_labels`.

    Args:
        content: parsed JSON.
        folder: where the manifest lies, to find its pictures beside it.
    """
    if _kind(content) != "manifest":
        return None
    given = _dict(content)
    profile = profiles.named("iiif")
    metadata = _metadata(given, profile)
    found = {"iiif.id": _id(given), "iiif.number": address_end(_id(given))}
    required = _dict(_first(given.get("requiredStatement"))).get("value")
    # What repeats a field says nothing more.
    fields = {text for label, text in metadata.items() if profile.map([label]).columns}
    for column, value in (
        ("iiif.label", given.get("label")),
        ("iiif.summary", given.get("summary") or given.get("description")),
        ("attribution", required or given.get("attribution")),
    ):
        found[column] = "" if _text(value) in fields else _text(value)
    found["iiif.rights"] = _address(given.get("rights") or given.get("license"))
    found["iiif.provider"] = _text(_dict(_first(given.get("provider"))).get("label"))
    pictures = [
        picture for canvas in _canvases(given) for picture in _pictures(canvas, folder, profile)
    ]
    for column, place in (("iiif.pictures", 0), ("iiif.roles", 1), ("iiif.picture_labels", 2)):
        said = [picture[place] for picture in pictures]
        found[column] = "\n".join(each or "-" for each in said) if any(said) else ""
    return found | metadata


# -- what is said of the work ---------------------------------------------------------------------


def _metadata(given: dict[str, Any], profile: Profile) -> dict[str, str]:
    """Label → text; a label is taken in the language in which the profile knows it."""
    together: dict[str, list[str]] = {}
    for entry in _list(given.get("metadata")):
        value = _text(_dict(entry).get("value"))
        label = _label(_dict(entry).get("label"), profile)
        if value and label:
            together.setdefault(label, []).append(value)
    return {label: "; ".join(dict.fromkeys(values)) for label, values in together.items()}


def _label(value: Any, profile: Profile) -> str:
    said = [text.rstrip(":： ") for texts in _by_language(value).values() for text in texts]
    known = [text for text in said if profile.map([text]).columns]
    return known[0] if known else _text(value).rstrip(":： ")


def _text(value: Any) -> str:
    """What is said in Chinese, else without a language, else in English, else in the first one."""
    said = {key: texts for key, texts in _by_language(value).items() if texts}
    for wanted in _LANGUAGES:
        for language, texts in said.items():
            if language == wanted or language.startswith(f"{wanted}-"):
                return "; ".join(texts)
    return "; ".join(next(iter(said.values()), []))


def _by_language(value: Any, depth: int = 0) -> dict[str, list[str]]:
    """Language → texts, of a text, a list, Presentation 2 `@value` and Presentation 3 maps."""
    found: dict[str, list[str]] = {}
    if depth > _DEEPEST or value is None or isinstance(value, bool):
        return found
    if isinstance(value, (str, int, float)):
        return {"none": [text]} if (text := _unmarked(str(value)).strip()) else {}
    if isinstance(value, list):
        parts = [_by_language(part, depth + 1) for part in value]
    elif "@value" in value:
        language = str(value.get("@language") or "none").lower()
        inside = _by_language(value["@value"], depth + 1)
        parts = [{language: [text for texts in inside.values() for text in texts]}]
    elif "@id" in value or "id" in value:
        parts = [_by_language(_id(value), depth + 1)]
    else:
        parts = [
            {str(key).lower(): [t for texts in _by_language(v, depth + 1).values() for t in texts]}
            for key, v in value.items()
        ]
    for part in parts:
        for language, texts in part.items():
            found.setdefault(language, []).extend(texts)
    return found


def _unmarked(text: str) -> str:
    marked = text.startswith("<") and text.endswith(">")
    return plain(text) if marked or _HTML.search(text) else text


# -- its pictures ---------------------------------------------------------------------------------


def _canvases(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for sequence in _list(given.get("sequences")):
        yield from (_dict(canvas) for canvas in _list(_dict(sequence).get("canvases")))
    yield from (_dict(item) for item in _list(given.get("items")) if _kind(item) == "canvas")


def _pictures(
    canvas: dict[str, Any], folder: Path | None, profile: Profile
) -> Iterator[tuple[str, str, str]]:
    """(file or address, role, label) of every picture painted on a canvas, each once."""
    label = _text(canvas.get("label"))
    role = _metadata(canvas, profile).get(_ROLE, "")
    originals = [beside(_id(each), folder) for each in _list(canvas.get("rendering"))]
    found = list(filter(None, originals))
    for body in () if found else _bodies(canvas):
        address = beside(_id(body), folder) or _full_size(body)
        if address:
            found.append(address)
    for picture in dict.fromkeys(found):
        yield picture, role, label


def _bodies(canvas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for annotation in _list(canvas.get("images")):  # Presentation 2
        yield from _images(_dict(annotation).get("resource"))
    for page in _list(canvas.get("items")):
        for annotation in _list(_dict(page).get("items")):
            if _dict(annotation).get("motivation") in ("painting", ["painting"], None):
                yield from _images(_dict(annotation).get("body"))


def _images(body: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The images of a body: itself, what it is cut from, or all of a choice."""
    if depth > _DEEPEST:
        return
    for each in map(_dict, _list(body)):
        kind = _kind(each)
        if kind in ("choice", "oa:choice"):
            choices = (each.get("default"), *_list(each.get("item")), *_list(each.get("items")))
            for choice in choices:
                yield from _images(choice, depth + 1)
        elif kind in ("specificresource", "oa:specificresource"):
            yield from _images(each.get("full") or each.get("source"), depth + 1)
        elif kind in ("image", "dctypes:image", "dcterms:image") or (not kind and _id(each)):
            yield each


def _full_size(body: dict[str, Any]) -> str:
    """Where the picture lies in full size: its image service, else its own address."""
    service = _dict(_first(body.get("service")))
    base = _id(service).rstrip("/")
    named = " ".join(
        str(service.get(key) or "") for key in ("type", "@type", "@context", "profile")
    )
    if base.startswith("http") and "mage" in named:
        newest = "image/3" in named or "ImageService3" in named
        return f"{base}/full/{'max' if newest else 'full'}/0/default.jpg"
    address = _id(body)
    return address if address.startswith(("http://", "https://")) else ""


def beside(address: str, folder: Path | None) -> str:
    """The file beside the manifest that an address ends with; empty where there is none."""
    if folder is None or not address:
        return ""
    try:
        parts = [unquote(part) for part in urlsplit(address).path.split("/") if part]
    except ValueError:  # no address at all
        return ""
    if any(part in ("..", ".") or "/" in part or "\\" in part or "\0" in part for part in parts):
        return ""
    for start in range(len(parts)):
        for base in (folder, folder.parent):
            path = base.joinpath(*parts[start:])
            try:
                if path.is_file():
                    return str(path)
            except OSError:
                return ""
    return ""


# -- whatever stands there ------------------------------------------------------------------------


def _kind(value: Any) -> str:
    kind = _dict(value).get("type") or _dict(value).get("@type") or ""
    return str(_first(kind)).lower().removeprefix("sc:")


def _id(value: Any) -> str:
    given = _dict(value)
    found = value if isinstance(value, str) else given.get("id") or given.get("@id")
    return found.strip() if isinstance(found, str) else ""


def _address(value: Any) -> str:
    """The first address that stands there, also within a link; else the text."""
    text = _id(_first(value)) or _text(value)
    match = re.search(r"https?://[^\s\"'<>]+", text)
    return match[0] if match else text


def _first(value: Any) -> Any:
    return next(iter(value), None) if isinstance(value, list) else value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
