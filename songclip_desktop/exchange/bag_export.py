"""A BagIt folder (RFC 8493): records, pictures and annotations with a checksum each, to be kept.

Written so that it can be understood in ten years without this application: JSON lines, the
pictures' own files, and a page that says what each field means.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from songclip_desktop.exchange import fields, passages, register_export
from songclip_desktop.exchange.works import Work, watched
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.records import Passage

RECORDS = "records.jsonl"
PICTURES = "pictures"
_ANNOTATIONS = "annotations.json"
_READ_ME = "README.txt"
_CHUNK_BYTES = 1 << 20


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
    bag = _Bag(folder)
    with bag.open(RECORDS) as records:
        for work in watched(works, listener):
            for picture in work.pictures:
                bag.copy(picture.file, f"{PICTURES}/{picture.name}", listener)
            records.write(register_export.line(work, exported=True) + "\n")
    passages.write_annotations(bag.place(_ANNOTATIONS), list(texts))
    with bag.open(_READ_ME) as page:
        page.write(_read_me(name, len(works)))
    return bag.close(f"{' '.join(name.split())}: {len(works)} works")


class _Bag:
    """A bag being filled, see https://www.rfc-editor.org/rfc/rfc8493 section 2."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests: dict[Path, str] = {}  # of files that are digested while they are copied
        (folder / "data").mkdir()

    def place(self, name: str) -> Path:
        """Where a file of the payload goes."""
        path = self._folder / "data" / name
        path.parent.mkdir(exist_ok=True)
        return path

    def open(self, name: str) -> TextIO:
        """A text file of the payload."""
        return self.place(name).open("w", encoding="utf-8", newline="\n")

    def copy(self, source: Path, name: str, listener: Listener) -> None:
        """Copies a file, digesting it on the way."""
        target, digest = self.place(name), hashlib.sha256()
        with source.open("rb") as original, target.open("wb") as copied:
            while chunk := original.read(_CHUNK_BYTES):
                if listener.should_stop():
                    raise Stopped
                digest.update(chunk)
                copied.write(chunk)
        self._digests[target] = digest.hexdigest()

    def close(self, description: str) -> list[Path]:
        """Writes what makes it a bag; all its files."""
        payload = sorted(path for path in (self._folder / "data").rglob("*") if path.is_file())
        self._manifest("manifest-sha256.txt", payload)
        size = sum(path.stat().st_size for path in payload)
        tags = {
            "bagit.txt": {"BagIt-Version": "1.0", "Tag-File-Character-Encoding": "UTF-8"},
            "bag-info.txt": {
                "External-Description": description,
                "Bagging-Date": date.today().isoformat(),
                "Bag-Software-Agent": "SongClip Desktop",
                "Payload-Oxum": f"{size}.{len(payload)}",
            },
        }
        for name, said in tags.items():
            lines = (f"{key}: {value}\n" for key, value in said.items())
            (self._folder / name).write_text("".join(lines), encoding="utf-8", newline="\n")
        about = [self._folder / name for name in (*tags, "manifest-sha256.txt")]
        self._manifest("tagmanifest-sha256.txt", about)
        return [*about, self._folder / "tagmanifest-sha256.txt", *payload]

    def _manifest(self, name: str, files: Sequence[Path]) -> None:
        lines = (
            f"{self._digest(file)}  {file.relative_to(self._folder).as_posix()}\n" for file in files
        )
        (self._folder / name).write_text("".join(lines), encoding="utf-8", newline="\n")

    def _digest(self, file: Path) -> str:
        if file in self._digests:
            return self._digests[file]
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()


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
