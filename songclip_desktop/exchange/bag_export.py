"""A BagIt folder (RFC 8493): records, pictures and annotations with a checksum each, to be kept.

Written so that it can be understood in ten years without this application: JSON lines, the
pictures' own files, and a page that says what each field means.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from songclip_desktop.exchange import fields, passages, register_export
from songclip_desktop.exchange.works import Work, watched
from songclip_desktop.progress import Listener
from songclip_desktop.records import Passage

RECORDS = "records.jsonl"
PICTURES = "pictures"
_ANNOTATIONS = "annotations.json"
_READ_ME = "README.txt"


def write(
    folder: Path,
    works: Sequence[Work],
    texts: Sequence[Passage],
    name: str,
    listener: Listener,
) -> list[Path]:
    """Writes a bag with SHA-256 of everything in it. Any thread.

    Args:
        folder: empty.
        works: whose pictures are all there.
        texts: passages; those with an annotation go along.
        name: the collection's.
        listener: told of each work; may stop.

    Raises:
        OSError: it cannot be written.
        Stopped: the listener asked for it.
    """
    import bagit

    (folder / PICTURES).mkdir()
    with (folder / RECORDS).open("w", encoding="utf-8") as records:
        for work in watched(works, listener):
            for picture in work.pictures:
                shutil.copyfile(picture.file, folder / PICTURES / picture.name)
            records.write(register_export.line(work, exported=True) + "\n")
    passages.write_annotations(folder / _ANNOTATIONS, list(texts))
    (folder / _READ_ME).write_text(_read_me(name, len(works)), encoding="utf-8")
    told = {
        "External-Description": f"{name}: {len(works)} works",
        "Bagging-Date": date.today().isoformat(),
        "Bag-Software-Agent": "SongClip Desktop",
    }
    bagit.make_bag(str(folder), told, checksums=["sha256"], encoding="utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def is_bag(folder: Path) -> bool:
    """Whether a folder is a bag of this form."""
    return (folder / "bagit.txt").is_file() and (folder / "data" / RECORDS).is_file()


def _read_me(name: str, count: int) -> str:
    lines = [
        f"{name}: {count} 件作品 / works",
        "",
        f"{RECORDS}: 每行一件作品（JSON, UTF-8）。 / A work a line (JSON, UTF-8).",
        f"{PICTURES}/: 原始图片。 / The original pictures.",
        f"{_ANNOTATIONS}: 典籍注释。 / Annotations of classical texts.",
        "../manifest-sha256.txt: 校验和（BagIt, RFC 8493）。 / Checksums (BagIt, RFC 8493).",
        "",
        "字段 / Fields:",
    ]
    lines += [f"  {field.column}: {field.zh} / {field.en}" for field in fields.core()]
    return "\n".join(lines) + "\n"
