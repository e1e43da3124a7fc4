"""What is learned from: the snapshot of a run, or a data set in Chinese-CLIP's LMDB form.

A snapshot is one JSON file::

    {"schema": 1, "collection", "split_hash", "root": "/abs/collection",
     "works": [{"work": "D03.0005", "title": "溪山行旅图", "split": "train" | "valid" | "test",
                "images": [{"id": 7, "path": "originals/ab/…", "hash": "…"}],
                "captions": [{"id": 12, "kind": "modern", "text": "…"}]}]}

A relative image path lies under `root`. Kinds: modern, classical and tags are drafted; passage,
passage_modern and passage_prompt come from confirmed pairs and are learned from like the others;
english is passed over.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import lmdb
import numpy as np

from training.errors import TrainingError
from training.pixels import Source
from training.tokens import normalise

SPLITS = ("train", "valid", "test")
PAIR_KINDS = ("passage", "passage_modern", "passage_prompt")
_NOT_LEARNED = ("english",)


@dataclass(frozen=True)
class Picture:
    """One image of a work: where its bytes are, and their hash."""

    id: int
    source: Source
    hash: str


@dataclass(frozen=True)
class Caption:
    """One approved text of a work."""

    id: int
    kind: str
    text: str


@dataclass(frozen=True)
class Work:
    """All that is learned from, or held out, of one work."""

    work: str
    split: str
    images: tuple[Picture, ...]
    captions: tuple[Caption, ...]
    title: str = ""


@dataclass(frozen=True)
class Snapshot:
    """The works of a run as they were when it began."""

    collection: str
    split_hash: str
    works: tuple[Work, ...]

    def part(self, split: str, unreadable: frozenset[str] = frozenset()) -> Part:
        """The works of one split that have a picture and a text.

        Args:
            split: One of `SPLITS`.
            unreadable: Hashes of pictures to leave out.
        """
        works = []
        for work in self.works:
            images = tuple(image for image in work.images if image.hash not in unreadable)
            if work.split == split and images and work.captions:
                works.append(replace(work, images=images))
        return Part(tuple(works))


class Part:
    """The works of one split laid out in rows: N pictures, M texts.

    Attributes:
        works: In the snapshot's order; their places are the numbers used below.
        images: N pictures.
        captions: M texts.
        image_work: int [N], the work of each picture.
        text_work: int [M], the work of each text.
    """

    def __init__(self, works: tuple[Work, ...]) -> None:
        """Lays `works` out."""
        self.works = works
        self.images = [image for work in works for image in work.images]
        self.captions = [caption for work in works for caption in work.captions]
        self.image_work = np.repeat(np.arange(len(works)), [len(work.images) for work in works])
        self.text_work = np.repeat(np.arange(len(works)), [len(work.captions) for work in works])
        _, self._text_key = np.unique(
            [normalise(caption.text).strip() for caption in self.captions] or [""],
            return_inverse=True,
        )

    def rows_of(self, works: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the pictures and of the texts of these works, work after work."""
        images = [np.flatnonzero(self.image_work == work) for work in works]
        texts = [np.flatnonzero(self.text_work == work) for work in works]
        return np.concatenate(images), np.concatenate(texts)

    def positives(self, images: np.ndarray, texts: np.ndarray) -> np.ndarray:
        """Which of these rows belong together: boolean [B, M].

        A text belongs to a picture of its own work, and to a picture of any work (among these
        rows) that has a caption of the same words: neither may be pushed away.
        """
        image_work, text_work, key = (
            self.image_work[images],
            self.text_work[texts],
            self._text_key[texts],
        )
        own = image_work[:, None] == text_work[None, :]
        same_words = key[:, None] == key[None, :]
        return (own.astype(np.float32) @ same_words.astype(np.float32)) > 0

    def headline(self) -> np.ndarray:
        """Rows of the texts that headline figures are told of: all but confirmed pairs."""
        return np.array(
            [row for row, caption in enumerate(self.captions) if caption.kind not in PAIR_KINDS],
            dtype=int,
        )


def read(path: Path) -> Snapshot:
    """The snapshot in the file `path`, or the data set in the folder `path`.

    Raises:
        TrainingError: `snapshot_damaged`.
    """
    try:
        return _read_lmdb(path) if path.is_dir() else _read_json(path)
    except (OSError, ValueError, KeyError, TypeError, lmdb.Error, pickle.UnpicklingError) as error:
        raise TrainingError(
            "snapshot_damaged",
            f"The data set {path} cannot be read: {type(error).__name__}: {error}",
            "Take a new snapshot of the collection and start again.",
            path=str(path),
        ) from error


def _read_json(path: Path) -> Snapshot:
    body = json.loads(path.read_text(encoding="utf-8"))
    if body["schema"] != 1:
        raise ValueError(f"schema {body['schema']} is not known")
    root = Path(body["root"])
    works = []
    for each in body["works"]:
        if each["split"] not in SPLITS:
            raise ValueError(f"no such split: {each['split']}")
        images = tuple(
            Picture(int(image["id"]), root / image["path"], str(image["hash"]))
            for image in each["images"]
        )
        captions = tuple(
            Caption(int(caption["id"]), str(caption["kind"]), str(caption["text"]))
            for caption in each["captions"]
            if caption["kind"] not in _NOT_LEARNED and caption["text"].strip()
        )
        title = str(each.get("title", ""))
        works.append(Work(str(each["work"]), each["split"], images, captions, title))
    return Snapshot(str(body["collection"]), str(body["split_hash"]), tuple(works))


class _PairUnpickler(pickle.Unpickler):
    """Reads tuples, strings and integers; a pickle that names any class or function is refused."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} has no place in a data set")


def _read_lmdb(folder: Path) -> Snapshot:
    """`folder` holds `{train,valid,test}/{imgs,pairs}`; a split that is absent is empty.

    Pictures that share a text are one work. The form tells no kinds: all count as "caption".
    """
    works: list[Work] = []
    digest = hashlib.sha256()
    for split in SPLITS:
        if not (folder / split).is_dir():
            continue
        pairs = list(_pairs(folder / split / "pairs"))
        digest.update(json.dumps([split, pairs]).encode())
        works.extend(_grouped(split, pairs, folder / split / "imgs"))
    if not works:
        raise ValueError("it holds no pairs")
    return Snapshot(folder.name, digest.hexdigest(), tuple(works))


def _pairs(folder: Path) -> Iterator[tuple[int, int, str]]:
    with _opened(folder) as transaction:
        total = int(bytes(transaction.get(b"num_samples") or b"0"))
        for index in range(total):
            kept = transaction.get(str(index).encode())
            pair = _PairUnpickler(io.BytesIO(bytes(kept or b""))).load()
            match pair:
                case tuple((int() | str() as image, int() | str() as text, str() as words)):
                    yield int(image), int(text), words
                case _:
                    raise ValueError(f"pair {index} is no (image, text, words)")


def _grouped(split: str, pairs: Sequence[tuple[int, int, str]], images: Path) -> Iterator[Work]:
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node

    for image, text, _ in pairs:
        leader[find(("text", text))] = find(("image", image))
    members: dict[tuple[str, int], tuple[dict[int, None], dict[int, str]]] = {}
    for image, text, words in pairs:
        held = members.setdefault(find(("image", image)), ({}, {}))
        held[0][image] = None
        held[1][text] = words
    # LMDB opens a folder only once in a process, and pictures are decoded on several threads.
    lock = threading.Lock()
    with _opened(images) as transaction:
        for held_images, held_texts in members.values():
            pictures = tuple(_picture(transaction, images, lock, image) for image in held_images)
            captions = tuple(Caption(id, "caption", words) for id, words in held_texts.items())
            yield Work(str(pictures[0].id), split, pictures, captions)


def _picture(
    transaction: lmdb.Transaction, folder: Path, lock: threading.Lock, image: int
) -> Picture:
    kept = transaction.get(str(image).encode())
    if kept is None:
        raise KeyError(f"image {image}")
    return Picture(image, _reader(folder, lock, image), hashlib.sha256(bytes(kept)).hexdigest())


def _reader(folder: Path, lock: threading.Lock, image: int) -> Callable[[], bytes]:
    def read() -> bytes:
        with lock, _opened(folder) as transaction:
            # Takes the standard alphabet too, and is what upstream reads with.
            return base64.urlsafe_b64decode(bytes(transaction.get(str(image).encode()) or b""))

    return read


@contextmanager
def _opened(folder: Path) -> Iterator[lmdb.Transaction]:
    with (
        lmdb.open(str(folder), readonly=True, create=False, lock=False) as environment,
        environment.begin(buffers=True) as transaction,
    ):
        yield transaction
