"""导出: works with their pictures and captions, as registers, for the web, and to be kept.

prepare (main thread) → execute (any thread). What is written appears whole or not at all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from collections.abc import Collection as Among
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image as Pillow

from songclip_desktop.collection import large_pictures, pictures
from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import (
    bag_export,
    dublin_core,
    iiif_export,
    lido_export,
    register_export,
    spreadsheet,
    xmp,
)  # fmt: skip
from songclip_desktop.exchange.works import Names, Picture, Work, pictures_of
from songclip_desktop.language import current, say
from songclip_desktop.progress import Listener
from songclip_desktop.records import Caption, Image, Passage, Problem
from songclip_desktop.workflow.export_forms import FILES, FOLDERS

ADDRESS = iiif_export.ADDRESS
_PRINTED_PX = 1280


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes:
        records: works, or whatever the form counts.
        problems: what could not go along, such as a picture that is not where it was.
    """

    format: str
    files: tuple[Path, ...]
    records: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Contents:
    """What goes out."""

    works: tuple[Work, ...]
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """An export about to be made.

    Attributes:
        out: the file or folder. name: the collection's.
        read: reads what goes out, over a connection of its own: a large collection takes seconds,
            which the window has not. Any thread.
        shown: a picture as JPEG, upright and in sRGB, for print. Any thread.
        address: where the folder of a IIIF export will be published, with a slash at its end.
    """

    form: str
    out: Path
    name: str
    read: Callable[[], Contents]
    shown: Callable[[Image], bytes | None]
    address: str = ADDRESS


def prepare(
    collection: Collection,
    out: Path,
    form: str,
    *,
    ids: Among[int] | None = None,
    address: str = ADDRESS,
) -> Prepared:
    """Settles what will be written. Main thread; quick.

    Args:
        collection: read only is enough.
        out: a file with the form's suffix or a folder for one; for FOLDERS one that is absent or
            empty.
        form: one of FORMS, or pdf.
        ids: only these works; all by default.
        address: for iiif, see `Prepared`.

    Raises:
        SongClipError: out_not_empty, tiles_unavailable.
    """
    if form == "iiif" and large_pictures.vips() is None:
        raise SongClipError(
            "tiles_unavailable",
            say(
                "这台电脑上没有切图所需的 libvips。",
                "libvips, which cuts tiles, is not on this machine.",
            ),
            say(
                "请换一台电脑导出，或选择其他格式。",
                "Export on another machine, or choose another form.",
            ),
        )
    if form in FOLDERS and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise SongClipError(
            "out_not_empty",
            say("「{out}」里已有文件。", "“{out}” already holds files.", out=out),
            say(
                "请选择一个空文件夹，或给新文件夹起名。",
                "Choose an empty folder or name a new one.",
            ),
        )
    ending = address if address.endswith("/") else f"{address}/"
    read = partial(_read, collection.dir, collection.images.cache_dir, ids, form == "bagit")
    shown = partial(collection.images.thumbnail, size_px=_PRINTED_PX)
    return Prepared(form, out, collection.name, read, shown, ending)


def _read(folder: Path, cache_dir: Path, ids: Among[int] | None, texts: bool) -> Contents:
    with Collection.open(folder, read_only=True, cache_dir=cache_dir) as collection:
        passages = tuple(collection.passages.list()) if texts else ()
        return Contents(read_works(collection, ids), passages)


def read_works(collection: Collection, ids: Among[int] | None = None) -> tuple[Work, ...]:
    """Works with their pictures and captions, by accession number. The collection's thread."""
    images: dict[int, list[Image]] = defaultdict(list)
    for image in collection.paintings.all_images():
        images[image.painting_id].append(image)
    captions: dict[int, list[Caption]] = defaultdict(list)
    for caption in collection.captions.list():
        captions[caption.painting_id].append(caption)
    names = Names()
    works = []
    for painting in collection.paintings.all():
        if ids is not None and painting.id not in ids:
            continue
        ordered = sorted(images[painting.id], key=lambda one: (not one.primary, one.position))
        placed = [(image, collection.images.path(image)) for image in ordered]
        pictures = pictures_of(painting, placed, names)
        works.append(Work(painting, pictures, tuple(captions[painting.id])))
    return tuple(works)


def execute(prepared: Prepared, listener: Listener | None = None) -> Exported:
    """Writes one of FORMS. Any thread.

    Raises:
        SongClipError: out_not_writable.
        Stopped: nothing is left of it.
    """
    listener = listener or Listener()
    contents = prepared.read()
    works, problems = _present(contents.works, prepared.form)
    contents = replace(contents, works=works)
    one = prepared.form in FILES
    target = target_of(prepared.out, FILES[prepared.form]) if one else prepared.out
    try:
        with _beside(target) as place:
            files, refused = _write(prepared, contents, place, target.name, listener)
            _move(place, target, folder=prepared.form in FOLDERS)
    except OSError as error:
        raise not_writable(target, error) from error
    parent = target if prepared.form in FOLDERS else target.parent
    written = tuple(parent / file.relative_to(place) for file in files)
    return Exported(prepared.form, written, len(works), (*problems, *refused))


def _write(
    prepared: Prepared, contents: Contents, place: Path, name: str, listener: Listener
) -> tuple[list[Path], list[Problem]]:
    """Writes the form into an empty folder: the files to be told of, and what was left out."""
    form, works = prepared.form, contents.works
    if form in register_export.FORMS:
        zh = current() != "en"
        files = register_export.write(place / name, form, works, listener, zh=zh)
        return files, [_cut(work) for work in works if form == "xlsx" and _too_long(work)]
    if form == "lido":
        return lido_export.write(place / name, works, prepared.name, listener), []
    if form == "dc":
        return dublin_core.write(place / name, works, listener), []
    if form == "xmp":
        return xmp.write(place, works), []
    if form == "bagit":
        texts = contents.passages
        return bag_export.write(place, works, texts, prepared.name, listener), []
    reader = iiif_export.Reader(_reduced, large_pictures.upright, _decoded)
    done = iiif_export.write(place, works, prepared.name, prepared.address, reader, listener)
    return done.files, [
        Problem(picture.called, None, work.painting.accession, why.code, why.what, why.remedy)
        for work, picture, why in done.refused
    ]


def _too_long(work: Work) -> bool:
    painting = work.painting
    texts = (painting.notes, painting.inscription, *painting.extra.values())
    captions = (text for one in work.captions for text in (one.text, one.draft_text))
    return any(len(text) > spreadsheet.MOST_CHARACTERS for text in (*texts, *captions))


def _cut(work: Work) -> Problem:
    return Problem(
        "",
        None,
        work.painting.accession,
        "cell_cut",
        say("Excel 的一格容不下这件作品的全部文字，后面的没有写出。",
            "A cell of Excel cannot hold all of a text of this work; the end was not written."),
        say("请改用 JSONL 或 BagIt 导出。", "Export as JSONL or BagIt instead."),
    )  # fmt: skip


def _reduced(file: Path, size_px: int) -> Pillow.Image:
    return pictures.read(file, size_px).pixels


def _decoded(file: Path) -> Any:
    return large_pictures.upright_of(pictures.read_within(file, pictures.MAX_PIXELS).pixels)


def _present(found: tuple[Work, ...], form: str) -> tuple[tuple[Work, ...], tuple[Problem, ...]]:
    """The works, where the form takes the pictures along without those that are not there."""
    if form not in ("iiif", "bagit"):
        return found, ()
    works, problems = [], []
    for work in found:
        there = tuple(picture for picture in work.pictures if picture.file.is_file())
        problems += [_missing(work, one) for one in work.pictures if one not in there]
        works.append(Work(work.painting, there, work.captions))
    return tuple(works), tuple(problems)


def _missing(work: Work, picture: Picture) -> Problem:
    return Problem(
        picture.called,
        None,
        work.painting.accession,
        "picture_missing",
        say("图片「{name}」不在原处，没有一同导出。",
            "The picture “{name}” is not where it was; it was not exported.", name=picture.file),
        say("请先在「检查」中重新找到它，再导出。", "Find it again by a check, then export."),
    )  # fmt: skip


# -- files ---------------------------------------------------------------------------------------


def target_of(out: Path, name: str) -> Path:
    """`out` itself where it has the form's suffix, else the named file in the folder `out`."""
    path = out if out.suffix.lower() == Path(name).suffix and not out.is_dir() else out / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_writable(path, error) from error
    return path


def not_writable(path: Path, error: OSError) -> SongClipError:
    """What is said where a file cannot be written."""
    return SongClipError(
        "out_not_writable",
        say("「{path}」写不进去：{why}。", "“{path}” cannot be written: {why}.",
            path=path, why=error.strerror or error),
        say("请选择可以写入的位置，并关闭正打开它的程序。",
            "Choose a place you may write to, and close programs that hold it."),
    )  # fmt: skip


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """An empty folder on the target's own disk, gone afterwards whatever is left in it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _move(place: Path, target: Path, *, folder: bool) -> None:
    """What was written takes its place: a whole folder, or each file over the one of before."""
    if not folder:
        for file in sorted(place.iterdir()):
            os.replace(file, target.with_name(file.name))
        return
    place.chmod(0o755)  # mkdtemp made it for its owner alone
    if target.exists():
        target.rmdir()  # empty: seen before, and refused here if it is not any more
    os.replace(place, target)
