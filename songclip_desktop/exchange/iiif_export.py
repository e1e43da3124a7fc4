"""IIIF Presentation 3 with static tiles (Image API 3, level 0): a folder for any web server.

https://iiif.io/api/presentation/3.0/ and https://iiif.io/api/image/3.0/. Nothing here is computed
on a server: put the folder where `address` says, and any IIIF viewer shows it.
"""

from __future__ import annotations

import json
import mimetypes
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import fields
from songclip_desktop.exchange.works import Names, Picture, Work, watched
from songclip_desktop.progress import Listener, Stopped

if TYPE_CHECKING:
    from PIL import Image as Pillow

ADDRESS = "http://localhost:8000/"  # `python -m http.server` in the folder shows it here
_TILE_PX = 512
_WIDEST_PX = (400, 1920)  # a thumbnail, and what a simple viewer shows
_CONTEXT = "http://iiif.io/api/presentation/3/context.json"
# What may stand in `rights`: https://iiif.io/api/presentation/3.0/#rights
_RIGHTS = re.compile(r"https?://(creativecommons\.org|rightsstatements\.org)/\S+")
_CAPTIONS = {"modern": ("白话", "Modern Chinese"), "classical": ("拟古文", "Classical Chinese"),
             "tags": ("关键词", "Keywords")}  # fmt: skip
_ROLE = "image_role"
_SCROLLS = ("手卷", "长卷", "横卷", "图卷", "handscroll")

Sizes = tuple[int, int, list[tuple[int, int]]]  # width, height, and the whole picture's sizes


@dataclass(frozen=True)
class Reader:
    """How pictures are read, which is told from outside: this module knows no collection. Any thread.

    Attributes:
        reduced: a whole picture with a long side of about so many pixels, upright and in sRGB;
            raises SongClipError where it cannot be read.
        streamed: the same at full size as an image of libvips, for one pass; raises OSError where
            libvips does not know the form. It may still fail while it is used.
        decoded: the same, decoded beforehand by what `reduced` reads with.
    """

    reduced: Callable[[Path, int], Pillow.Image]
    streamed: Callable[[Path], Any]
    decoded: Callable[[Path], Any]


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        files: the collection's file and the manifests.
        refused: pictures that could not be read, and why; they were left out.
    """

    files: list[Path]
    refused: list[tuple[Work, Picture, SongClipError]]


def write(
    folder: Path,
    works: Sequence[Work],
    name: str,
    address: str,
    reader: Reader,
    listener: Listener,
) -> Written:
    """Writes a collection, a manifest a work, tiles and originals. Any thread.

    Args:
        folder: empty.
        works: whose pictures are all there.
        name: the collection's.
        address: where the folder will be published, with a slash at its end.
        reader: reads the pictures.
        listener: told of each work; may stop.

    Raises:
        OSError: it cannot be written.
        Stopped: the listener asked for it.
    """
    for part in ("manifests", "images", "originals"):
        (folder / part).mkdir()
    names, sizes, written = Names(), dict[str, Sizes](), list[Path]()
    listed, refused = list[dict[str, Any]](), list[tuple[Work, Picture, SongClipError]]()
    for work in watched(works, listener):
        shown = []
        for picture in work.pictures:
            if listener.should_stop():
                raise Stopped
            try:
                _write_picture(folder, picture, address, reader, sizes)
                shown.append(picture)
            except SongClipError as error:
                refused.append((work, picture, error))
        file = folder / "manifests" / names.give(f"{work.painting.accession}.json")
        kept = replace(work, pictures=tuple(shown))
        made = manifest(kept, f"{address}manifests/{quote(file.name)}", address, sizes)
        _write_json(file, made)
        written.append(file)
        listed.append({"id": made["id"], "type": "Manifest", "label": made["label"]})
    whole = folder / "collection.json"
    top = {"@context": _CONTEXT, "id": f"{address}collection.json", "type": "Collection"}
    _write_json(whole, {**top, "label": {"none": [_plain(name)]}, "items": listed})
    return Written([whole, *written], refused)


def manifest(work: Work, address: str, base: str, sizes: dict[str, Sizes]) -> dict[str, Any]:
    """A work as a manifest; `sizes` are those of its pictures by digest."""
    painting = work.painting
    made: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": address,
        "type": "Manifest",
        "label": {"none": [_plain(painting.title or painting.accession)]},
        "metadata": _metadata(work),
    }
    if work.approved("modern"):
        made["summary"] = {"zh": [_plain(work.approved("modern"))]}
    if painting.holder:
        holder = next(field for field in fields.core() if field.key == "holder")
        made["requiredStatement"] = _pair((holder.zh, holder.en), painting.holder)
    if _RIGHTS.fullmatch(painting.rights):
        made["rights"] = re.sub("^https:", "http:", painting.rights)
    if any(word in painting.format.lower() for word in _SCROLLS):
        made["viewingDirection"] = "right-to-left"
    pictures = enumerate(work.pictures, 1)
    made["items"] = [_canvas(one, f"{address}/canvas/{n}", base, sizes) for n, one in pictures]
    if not made["items"]:  # a manifest has a canvas: an empty one where there is no picture yet
        empty = {"id": f"{address}/canvas/1", "type": "Canvas", "height": 1000, "width": 1000}
        made["items"] = [empty]
    elif "thumbnail" in made["items"][0]:
        made["thumbnail"] = made["items"][0]["thumbnail"]
    return made


def _metadata(work: Work) -> list[dict[str, Any]]:
    painting = work.painting
    said = [(f.zh, f.en, fields.of(painting, f.key)) for f in fields.core()]
    said += [(*spoken, work.approved(kind)) for kind, spoken in _CAPTIONS.items()]
    pairs = [_pair((zh, en), value) for zh, en, value in said if value]
    for name, value in painting.extra.items():
        label = {"none": [_plain(name if not _known(name) else f"{fields.EXTRA}{name}")]}
        pairs.append({"label": label, "value": {"none": [_plain(value)]}})
    return pairs


def _known(name: str) -> bool:
    from songclip_desktop.exchange.register_export import column_of

    return column_of(name) != name


def _canvas(picture: Picture, address: str, base: str, sizes: dict[str, Sizes]) -> dict[str, Any]:
    width, height, whole = sizes[picture.image.sha256]
    service = f"{base}images/{_tiles_of(picture)}"
    shown = [
        {"id": f"{service}/full/{w},{h}/0/default.jpg", "type": "Image", "format": "image/jpeg",
         "width": w, "height": h}
        for w, h in whole
    ]  # fmt: skip
    body = shown[-1] | {
        "service": [{"id": service, "type": "ImageService3", "profile": "level0"}],
    }
    original = {
        "id": f"{base}originals/{quote(picture.name)}",
        "type": "Image",
        "label": {"none": [picture.name]},
        "format": mimetypes.guess_type(picture.name)[0] or "application/octet-stream",
    }
    canvas: dict[str, Any] = {"id": address, "type": "Canvas", "height": height, "width": width}
    if picture.image.label:
        canvas["label"] = {"none": [_plain(picture.image.label)]}
    if picture.image.role != "view":
        role = {"label": {"none": [_ROLE]}, "value": {"none": [picture.image.role]}}
        canvas["metadata"] = [role]
    painted = {"id": f"{address}/picture", "type": "Annotation", "motivation": "painting",
               "body": body, "target": address}  # fmt: skip
    page = {"id": f"{address}/page", "type": "AnnotationPage", "items": [painted]}
    return canvas | {"thumbnail": [shown[0]], "rendering": [original], "items": [page]}


def _pair(spoken: tuple[str, str], value: str) -> dict[str, Any]:
    zh, en = spoken
    return {"label": {"zh-Hans": [zh], "en": [en]}, "value": {"none": [_plain(value)]}}


def _plain(text: str) -> str:
    """Text that no viewer takes for HTML: what begins with < and ends with > gets a blank behind.

    https://iiif.io/api/presentation/3.0/#45-html-markup-in-property-values
    """
    return f"{text} " if text.startswith("<") and text.endswith(">") else text


# -- pictures ------------------------------------------------------------------------------------


def _tiles_of(picture: Picture) -> str:
    return picture.image.sha256[:32]


def _write_picture(
    folder: Path, picture: Picture, address: str, reader: Reader, sizes: dict[str, Sizes]
) -> None:
    """The original, and its tiles once for all works that have the same picture."""
    if picture.image.sha256 not in sizes:
        place = folder / "images" / _tiles_of(picture)
        sizes[picture.image.sha256] = _write_tiles(picture.file, place, address, reader)
    shutil.copyfile(picture.file, folder / "originals" / picture.name)


def _write_tiles(file: Path, place: Path, address: str, reader: Reader) -> Sizes:
    """Tiles and whole views of a picture, upright and in sRGB.

    Raises:
        SongClipError: it cannot be read.
        OSError: they cannot be written.
    """
    views = [reader.reduced(file, widest) for widest in _WIDEST_PX]
    home = f"{address}images"
    try:
        size = _save_tiles(reader.streamed(file), place, home)
    except OSError:  # as some compressions of TIFF; what fails again is the writing
        shutil.rmtree(place, ignore_errors=True)
        size = _save_tiles(reader.decoded(file), place, home)
    (place.parent / "vips-properties.xml").unlink(missing_ok=True)
    shown = list(dict.fromkeys(view.size for view in views))
    for (width, height), view in {view.size: view for view in views}.items():
        target = place / "full" / f"{width},{height}" / "0"
        target.mkdir(parents=True, exist_ok=True)
        view.save(target / "default.jpg", "JPEG", quality=88)
    info = json.loads((place / "info.json").read_text(encoding="utf-8"))
    info["sizes"] = [{"width": width, "height": height} for width, height in shown]
    _write_json(place / "info.json", info)
    return *size, shown


def _save_tiles(picture: Any, place: Path, home: str) -> tuple[int, int]:
    """Tiles of a picture of libvips; its width and height."""
    import pyvips

    try:
        picture.dzsave(
            str(place), layout="iiif3", tile_size=_TILE_PX, overlap=0, id=home,
            suffix=".jpg[Q=88,keep=none]",
        )  # fmt: skip
        return picture.width, picture.height
    except pyvips.Error as error:
        raise OSError(str(error)) from error


def _write_json(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
