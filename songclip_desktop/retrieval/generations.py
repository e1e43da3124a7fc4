"""The vectors of a collection on disk: generations that are switched, never overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from songclip_desktop.retrieval import coarse
from songclip_desktop.retrieval.vectors import ExactIndex

ZERO_SHOT = "zero_shot"
_CURRENT = "current"
_SOURCES = "sources.json"
_STATE = "state.json"
Window = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a generation was made of, and so whether it still fits.

    Attributes:
        identity: what changes when all vectors must be made anew: model and adapter.
        images: hash of each picture's bytes by image id; pictures that could not be read included.
        texts: hash of each text by its id.
        failed: image ids that could not be read.
    """

    identity: str
    images: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    failed: tuple[int, ...] = ()


def digest(hashes: Mapping[str, str]) -> str:
    """16 hex digits for the whole of `Sources.images` or `Sources.texts`, in whatever order."""
    told = "\n".join(f"{id} {hash}" for id, hash in sorted(hashes.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class State:
    """What is to be known of a generation before it is searched; read in no time.

    Attributes:
        identity: as `Sources.identity`. images, texts: digests of what it was made of.
    """

    identity: str
    images: str
    texts: str


@dataclass(frozen=True)
class Generation:
    """One finished set of vectors. Any thread; files are mapped when first asked for."""

    path: Path

    @cached_property
    def sources(self) -> Sources:
        """What it was made of."""
        told = _read(self.path / _SOURCES)
        return Sources(told["identity"], told["images"], told["texts"], tuple(told["failed"]))

    @cached_property
    def state(self) -> State:
        """The same in short."""
        try:
            told = _read(self.path / _STATE)
            return State(told["identity"], told["images"], told["texts"])
        except (OSError, ValueError, KeyError):
            made = self.sources
            return State(made.identity, digest(made.images), digest(made.texts))

    @cached_property
    def images(self) -> ExactIndex:
        """Pictures: float16 [N, D]; an id may have several rows."""
        return ExactIndex.open(self.path / "images.npy", self._rows("images"))

    @cached_property
    def texts(self) -> ExactIndex:
        """Texts: float16 [N, D]."""
        return ExactIndex.open(self.path / "texts.npy", self._rows("texts"))

    def window(self, row: int) -> Window | None:
        """The part of the picture that row `row` shows, as fractions; None for all of it."""
        left, top, right, bottom = self._boxes[row].tolist()
        return None if left != left else (left, top, right, bottom)

    @cached_property
    def windows(self) -> int:
        """How many rows show a part of a picture."""
        return int((~np.isnan(self._boxes[:, 0])).sum())

    def _rows(self, name: str) -> np.ndarray:
        """int64 [N]: the id in each row."""
        return self._array(f"{name}.ids.npy")

    @cached_property
    def _boxes(self) -> np.ndarray:
        """float64 [N, 4]: the part that each row of the pictures shows; nan for the whole."""
        return self._array("images.boxes.npy")

    def _array(self, name: str) -> np.ndarray:
        try:
            return np.load(self.path / name)
        except (OSError, ValueError):
            return _arrays(self.path)[name]


def _arrays(place: Path) -> dict[str, np.ndarray]:
    """What ids.json says, as arrays: they are read a hundred times as fast."""
    ids = _read(place / "ids.json")
    whole = [float("nan")] * 4
    boxes = [each["box"] or whole for each in ids["images"]]
    return {
        "images.ids.npy": np.array([each["id"] for each in ids["images"]], dtype=np.int64),
        "images.boxes.npy": np.array(boxes, dtype=np.float64).reshape(-1, 4),
        "texts.ids.npy": np.array(ids["texts"], dtype=np.int64),
    }


@lru_cache(maxsize=8)
def _opened(path: Path, _written_ns: int) -> Generation:
    """One object for each generation in use, so that its files are mapped and read once."""
    return Generation(path)


class Generations:
    """The folder `vectors-<model>/`: `current` names the generation in use of each column.

    Writing is for one process at a time; the caller holds a lock. Reading needs none.
    """

    def __init__(self, folder: Path) -> None:
        """Takes the folder, which need not exist yet."""
        self.folder = folder

    def current(self, column: str) -> Generation | None:
        """The generation in use of a column (`zero_shot` or a run's id); None without one."""
        name = self._names().get(column)
        if name is None:
            return None
        try:
            written = (self.folder / name / _SOURCES).stat().st_mtime_ns
        except OSError:
            return None
        return _opened(self.folder / name, written)

    def next_place(self, column: str) -> Path:
        """A folder, not made yet, for the next generation of a column."""
        numbers = [
            int(place.name.rpartition("@")[2])
            for place in self.folder.glob(f"{column}@*")
            if place.name.rpartition("@")[2].isdecimal()
        ]
        return self.folder / f"{column}@{max(numbers, default=0) + 1:04d}"

    def switch(self, column: str, place: Path, sources: Sources) -> Generation:
        """Puts the finished vectors at `place` into use, and removes what no column used before.

        The generation that was in use until now stays until the next switch, for whoever reads it.
        """
        for name, array in _arrays(place).items():
            np.save(place / name, array)
        for name in ("images", "texts"):
            coarse.write(place, name, np.load(place / f"{name}.npy", mmap_mode="r"))
        state = State(sources.identity, digest(sources.images), digest(sources.texts))
        _write(place / _STATE, asdict(state))
        _write(place / _SOURCES, asdict(sources))
        names = self._names()
        before = names.get(column)
        _write(self.folder / _CURRENT, names | {column: place.name})
        for old in self.folder.glob(f"{column}@*"):
            if old.name not in (place.name, before):
                # A file still mapped cannot be removed on Windows; the next switch tries again.
                shutil.rmtree(old, ignore_errors=True)
        return Generation(place)

    def drop(self, column: str) -> None:
        """Forgets a column and removes its vectors."""
        names = self._names()
        if names.pop(column, None) is not None:
            _write(self.folder / _CURRENT, names)
        for old in self.folder.glob(f"{column}@*"):
            shutil.rmtree(old, ignore_errors=True)

    def _names(self) -> dict[str, str]:
        try:
            return _read(self.folder / _CURRENT)
        except (OSError, ValueError):
            return {}


def keep_rows(old: Generation, fresh: Path, sources: Sources) -> None:
    """Adds to the vectors at `fresh` those rows of `old` that still hold.

    So only what changed has to be encoded.

    Args:
        old: the generation in use until now, of the same model and adapter.
        fresh: a folder that the engine filled with what `old` lacks.
        sources: what the whole is made of.
    """
    ids = _read(fresh / "ids.json")
    new_images = {each["id"] for each in ids["images"]}
    had, want = old.sources, sources
    images = [
        row
        for row, id in enumerate(old.images.ids.tolist())
        if id not in new_images and had.images.get(str(id)) == want.images.get(str(id), "")
    ]
    new_texts = set(ids["texts"])
    texts = [
        row
        for row, id in enumerate(old.texts.ids.tolist())
        if id not in new_texts and had.texts.get(str(id)) == want.texts.get(str(id), "")
    ]
    for name, rows in (("images", images), ("texts", texts)):
        kept = np.load(old.path / f"{name}.npy")[rows]
        added = np.load(fresh / f"{name}.npy")
        whole = np.concatenate([kept, added.reshape(-1, kept.shape[1])])
        with (fresh / f"{name}.part").open("wb") as file:
            np.save(file, whole)
        os.replace(fresh / f"{name}.part", fresh / f"{name}.npy")
    held = _read(old.path / "ids.json")
    ids["images"] = [held["images"][row] for row in images] + ids["images"]
    ids["texts"] = [held["texts"][row] for row in texts] + ids["texts"]
    _write(fresh / "ids.json", ids)


def begin_empty(place: Path, old: Generation) -> None:
    """Writes what the engine would for nothing to encode: no rows, of the width of `old`'s."""
    place.mkdir(parents=True)
    for name, index in (("images", old.images), ("texts", old.texts)):
        np.save(place / f"{name}.npy", np.zeros((0, index.dim), dtype=np.float16))
    _write(place / "ids.json", {"images": [], "texts": []})
    shutil.copyfile(old.path / "meta.json", place / "meta.json")


def _read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8"))


def _write(file: Path, body: Mapping[str, Any]) -> None:
    temporary = file.with_name(file.name + ".part")
    with temporary.open("w", encoding="utf-8") as stream:
        json.dump(body, stream, ensure_ascii=False)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, file)
