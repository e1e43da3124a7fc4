"""Works as a register: an Excel workbook, CSV, or JSON lines. What is written here is read back whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from songclip_desktop.exchange import captions, fields, profiles
from songclip_desktop.exchange.spreadsheet import write_delimited, write_sheets
from songclip_desktop.exchange.works import Work, watched
from songclip_desktop.progress import Listener

FORMS = ("xlsx", "csv", "jsonl")
_PICTURES = {
    "image": ("图片", "Image"),
    "image_role": ("图片类型", "Image role"),
    "image_label": ("图片说明", "Image label"),
}
_NOTHING = "-"  # in the place of a label that a picture has not got


def write(
    path: Path,
    form: str,
    works: Sequence[Work],
    listener: Listener | None = None,
    *,
    zh: bool = False,
) -> list[Path]:
    """Writes a register in one of FORMS, its captions with it. Any thread.

    Args:
        path: the file. A .csv gets its captions in a second one beside it.
        form: one of FORMS.
        works: in the order they are to stand.
        listener: told of each work; may stop.
        zh: a workbook's columns are named in Chinese. The other forms are for programs too, and
            have one set of names.

    Returns:
        The files.

    Raises:
        OSError: it cannot be written.
        Stopped: the listener asked for it.
    """
    seen = watched(works, listener or Listener())
    if form == "jsonl":
        with path.open("w", encoding="utf-8") as file:
            file.writelines(line(work) + "\n" for work in seen)
        return [path]
    paintings = {work.painting.id: work.painting for work in works}
    spoken = zh and form == "xlsx"
    told = captions.rows((one for work in works for one in work.captions), paintings, spoken)
    register = (header(works, spoken), rows(seen, works))
    reviewed = (captions.header(spoken), told)
    if form == "xlsx":
        names = ("藏品", "描述") if spoken else ("works", "captions")
        write_sheets(path, dict(zip(names, (register, reviewed), strict=True)))
        return [path]
    beside = path.with_name(f"{path.stem}-captions{path.suffix}")
    write_delimited(path, *register)
    write_delimited(beside, *reviewed)
    return [path, beside]


def header(works: Sequence[Work], zh: bool = False) -> list[str]:
    """The names of the columns: core fields, pictures, then every extra field of any work."""
    core = [field.zh if zh else field.column for field in fields.core()]
    pictures = [spoken[0] if zh else key for key, spoken in _PICTURES.items()]
    return [*core, *pictures, *(column_of(name) for name in _extra(works))]


def rows(seen: Iterable[Work], works: Sequence[Work]) -> Iterator[list[str]]:
    """The cells of each work seen, under the `header` of all works."""
    extra = _extra(works)
    for work in seen:
        core = [fields.of(work.painting, field.key) for field in fields.core()]
        yield [*core, *_pictures(work), *(work.painting.extra.get(name, "") for name in extra)]


def line(work: Work, *, exported: bool = False) -> str:
    """A work as one line of JSON: core fields, extra fields, pictures, captions.

    `exported` where the pictures go along, under the names they have in the export.
    """
    painting = work.painting
    told: dict[str, Any] = {}
    for field in fields.core():
        value = getattr(painting, field.key)
        years = isinstance(value, int) and not isinstance(value, bool)
        told[field.column] = value if years else fields.of(painting, field.key)
    told |= dict(zip(_PICTURES, _pictures(work, exported=exported), strict=True))
    told["extra"] = painting.extra
    told["images"] = [
        {
            "file": picture.name,
            "sha256": picture.image.sha256,
            "primary": picture.image.primary,
            "role": picture.image.role,
            "label": picture.image.label,
            "file_name": picture.image.file_name,
            "width_px": picture.image.width_px,
            "height_px": picture.image.height_px,
            "view": picture.image.view,
        }
        for picture in work.pictures
    ]
    told["captions"] = [captions.record(caption) for caption in work.captions]
    return json.dumps(told, ensure_ascii=False)


def column_of(name: str) -> str:
    """An extra field's column: its own name, or a marked one where that names another column."""
    common = profiles.named(profiles.FALLBACK)
    taken = profiles.familiar([name]) or list(common.map([name]).extra) != [name]
    return f"{fields.EXTRA}{name}" if taken else name


def _extra(works: Sequence[Work]) -> list[str]:
    """The extra fields of all works, in order of first appearance."""
    return list(dict.fromkeys(name for work in works for name in work.painting.extra))


def _pictures(work: Work, *, exported: bool = False) -> list[str]:
    """Names, roles and labels, a line each picture; the last two only where any says something."""
    images = [picture.image for picture in work.pictures]
    named = [picture.name if exported else picture.called for picture in work.pictures]
    roles = [image.role for image in images]
    labels = [image.label or _NOTHING for image in images]
    return [
        "\n".join(named),
        "\n".join(roles) if set(roles) - {"view"} else "",
        "\n".join(labels) if set(labels) - {_NOTHING} else "",
    ]
