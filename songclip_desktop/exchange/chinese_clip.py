"""Datasets in Chinese-CLIP's own form: TSV and JSONL, and the LMDB that its training reads."""

from __future__ import annotations

import base64
import json
import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lmdb

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.records import SPLITS

REPORT = "report.json"
_START_BYTES = 16 << 20
_PAGE = 4096


@dataclass(frozen=True)
class Row:
    """One work: its picture and the texts that belong to it.

    Attributes:
        split: train, valid or test. picture: reads the bytes of a JPEG, PNG or WebP file.
    """

    split: str
    picture: Callable[[], bytes]
    texts: tuple[str, ...]


def write(out: Path, rows: Sequence[Row], report: Mapping[str, Any], listener: Listener) -> None:
    """Writes `{split}_imgs.tsv`, `{split}_texts.jsonl`, `lmdb/{split}/{imgs,pairs}`, report.json.

    Ids are integers from 1, pictures and texts counted apart over all splits. Every split is
    written, also an empty one. The report comes last: its presence means that all is there. Any
    thread.

    Source of the form: Chinese-CLIP, README and cn_clip/preprocess/build_lmdb_dataset.py.

    Raises:
        SongClipError: `folder_unwritable`, `picture_unreadable`.
        Stopped: the listener asked for it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / REPORT).unlink(missing_ok=True)
        with ExitStack() as stack:
            splits = {split: stack.enter_context(_Split.opened(out, split)) for split in SPLITS}
            text_id = 0
            for image_id, row in enumerate(rows, start=1):
                if listener.should_stop():
                    raise Stopped
                ids = range(text_id + 1, text_id + 1 + len(row.texts))
                text_id += len(row.texts)
                splits[row.split].add(image_id, row.picture(), zip(ids, row.texts, strict=True))
                listener.progress(Progress(image_id, len(rows), "picture"))
        text = json.dumps(report, ensure_ascii=False, indent=1)
        (out / f"{REPORT}.part").write_text(text + "\n", encoding="utf-8")
        os.replace(out / f"{REPORT}.part", out / REPORT)
    except (OSError, lmdb.DiskError, lmdb.ReadonlyError) as error:
        raise SongClipError(
            "folder_unwritable",
            say("数据集没有写完：{why}", "The dataset was not written: {why}", why=error),
            say(
                "请清理磁盘或换一个可写的文件夹，再试一次。",
                "Make room on the disk or choose another folder, and try again.",
            ),
        ) from error


class _Split:
    """The files of one split while they are written."""

    def __init__(self, tsv: Any, jsonl: Any, images: _Store, pairs: _Store) -> None:
        self._tsv, self._jsonl, self._images, self._pairs = tsv, jsonl, images, pairs
        self._image_count = self._pair_count = 0

    @classmethod
    @contextmanager
    def opened(cls, out: Path, split: str) -> Iterator[_Split]:
        with (
            (out / f"{split}_imgs.tsv").open("w", encoding="ascii", newline="\n") as tsv,
            (out / f"{split}_texts.jsonl").open("w", encoding="utf-8", newline="\n") as jsonl,
            _Store.opened(out / "lmdb" / split / "imgs") as images,
            _Store.opened(out / "lmdb" / split / "pairs") as pairs,
        ):
            made = cls(tsv, jsonl, images, pairs)
            yield made
            images.put("num_images", str(made._image_count).encode())
            pairs.put("num_samples", str(made._pair_count).encode())

    def add(self, image_id: int, picture: bytes, texts: Iterator[tuple[int, str]]) -> None:
        encoded = base64.b64encode(picture)
        self._tsv.write(f"{image_id}\t{encoded.decode('ascii')}\n")
        self._images.put(str(image_id), encoded)
        self._image_count += 1
        for text_id, text in texts:
            line = {"text_id": text_id, "text": text, "image_ids": [image_id]}
            self._jsonl.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._pairs.put(str(self._pair_count), pickle.dumps((image_id, text_id, text)))
            self._pair_count += 1


class _Store:
    """An LMDB that starts empty and grows with what is put into it."""

    def __init__(self, environment: lmdb.Environment) -> None:
        self._environment = environment
        self._size = _START_BYTES

    @classmethod
    @contextmanager
    def opened(cls, folder: Path) -> Iterator[_Store]:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("data.mdb", "lock.mdb"):
            (folder / name).unlink(missing_ok=True)
        # Written once and read by others later: one sync at the end is enough.
        environment = lmdb.open(str(folder), map_size=_START_BYTES, sync=False, meminit=False)
        try:
            yield cls(environment)
            environment.sync(True)
        finally:
            environment.close()

    def put(self, key: str, value: bytes) -> None:
        used = (self._environment.info()["last_pgno"] + 1) * _PAGE
        if used + len(value) + 16 * _PAGE > self._size:
            self._size = 2 * self._size + -(-len(value) // _PAGE) * _PAGE
            self._environment.set_mapsize(self._size)
        with self._environment.begin(write=True) as transaction:
            transaction.put(key.encode(), value)
