"""Whether finetuning and search really work here: done once, on a few works of the demo.

All of it goes the ways a curator's own work goes, in a collection that is thrown away.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.child import Child
from songclip_desktop.engine.client import Engine
from songclip_desktop.progress import Listener, Progress
from songclip_desktop.workflow import finetune, search
from songclip_desktop.workflow.hits import Hit

WORDS = "雪中垂钓"
# A batch and a gallery, and no more: what is shown is that it works, not how well.
_WORKS = {"train": 12, "test": 4}


@dataclass(frozen=True, slots=True)
class Learned:
    """A finetune of one epoch. works: learned from. seconds: wall time."""

    works: int
    device: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Found:
    """A search. pictures: among how many. itself: a picture found itself. seconds: wall time."""

    pictures: int
    itself: bool
    seconds: float


class SelfTest:
    """A few works of the demo in a temporary collection. One thread, never the one that draws.

    As a context manager it removes the collection.
    """

    def __init__(self, engine: Engine, worker: Child, listener: Listener) -> None:
        """`worker`: a process of the engine that is used for all of it."""
        self._engine = cast(Engine, _OneProcess(engine, worker))
        self._listener = listener
        self._folder = tempfile.TemporaryDirectory(prefix="songclip-")
        self._model = Path(self._folder.name) / "model"
        self._collection: Collection | None = None
        self._run: str | None = None

    def __enter__(self) -> SelfTest:
        try:
            self._collection = Collection.create(Path(self._folder.name) / "collection")
            _take(self._collection)
            _copy_model(self._model)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        if self._collection is not None:
            self._collection.close()
        self._folder.cleanup()

    def learn(self) -> Learned:
        """Finetunes the embedded model for one epoch, measures it and indexes.

        Raises:
            SongClipError: what the engine reports, as `finetune.execute`.
            Stopped: the listener asked for it.
        """
        started = time.monotonic()
        collection = self._open()
        prepared = finetune.prepare(collection, self._model, preset="mini", epochs=1)
        learned = finetune.execute(prepared, self._engine, self._listener)
        finetune.finish(collection, learned)
        self._run = learned.run
        return Learned(_WORKS["train"], learned.device, time.monotonic() - started)

    def find(self) -> Found:
        """Searches by words, on both sides where it learned before, and by a picture for itself.

        Raises:
            SongClipError: as `search.execute`.
            Stopped: the listener asked for it.
        """
        started = time.monotonic()
        collection = self._open()
        work = collection.paintings.all(with_image=True)[0]
        assert work.image is not None
        asked = {"model": self._model, "run": self._run, "compare": self._run is not None}
        words = search.search(collection, self._engine, WORDS, listener=self._listener, **asked)
        by_picture = search.search(
            collection,
            self._engine,
            collection.images.path(work.image),
            listener=self._listener,
            model=self._model,
            k=1,
        )
        pictures = sum(_WORKS.values())
        columns = (words.zero_shot, words.finetuned) if self._run else (words.zero_shot,)
        full = all(column is not None and len(column) == 10 for column in columns)
        nearest = [hit.accession for hit in by_picture.zero_shot or () if isinstance(hit, Hit)]
        itself = full and nearest == [work.accession]
        return Found(pictures, itself, time.monotonic() - started)

    def _open(self) -> Collection:
        assert self._collection is not None, "use it as a context manager"
        return self._collection


class _OneProcess:
    """Stands for an engine whose every job runs in one process that is warm already."""

    def __init__(self, engine: Engine, worker: Child) -> None:
        self.encoder = engine.encoder
        self._worker = worker

    @contextmanager
    def worker(self) -> Iterator[Child]:
        yield self._worker


def quietly(listener: Listener, shown: Progress) -> Listener:
    """A listener that hears the notes of a part, while the count stays the whole's."""

    def progress(step: Progress) -> None:
        listener.progress(Progress(shown.done, shown.total, shown.unit, step.note or shown.note))

    return Listener(progress=progress, should_stop=listener.should_stop)


def _copy_model(folder: Path) -> None:
    """The embedded model as one that is not the demo's: what it forgets is then not measured.

    That takes as long as all else together, and says nothing about the machine.
    """
    shutil.copytree(paths.mini_model(), folder)
    config = folder / "config.json"
    told = json.loads(config.read_text(encoding="utf-8"))
    config.write_text(json.dumps(told | {"demo": False}), encoding="utf-8")


def _take(collection: Collection) -> None:
    """Takes the first works of each split that have an approved description, with one each."""
    source = paths.demo_collection()
    splits = json.loads((source / "split.json").read_text(encoding="utf-8"))["splits"]
    texts = {}
    for line in filter(None, (source / "captions.jsonl").read_text("utf-8").splitlines()):
        row = json.loads(line)
        if row["status"] == "approved" and row["kind"] == "modern":
            texts[row["accession"]] = row["text"]
    left = dict(_WORKS)
    for accession in sorted(texts):
        split = splits.get(accession, "")
        if not left.get(split):
            continue
        left[split] -= 1
        painting = collection.paintings.add(accession, title=accession, split=split)
        picture = next((source / "pictures").glob(f"{accession}.*"))
        collection.paintings.add_image(painting.id, collection.images.add_file(picture))
        collection.captions.put_approved(
            painting.id, "modern", texts[accession], "curator", "SongClip"
        )
