"""Making a collection searchable: vectors of its pictures and texts, kept up to date."""

from __future__ import annotations

import errno
import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

from filelock import FileLock, Timeout

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener, Progress, Stopped
from songclip_desktop.records import Caption, Image, Painting, Passage
from songclip_desktop.retrieval.generations import (
    ZERO_SHOT,
    Generation,
    Generations,
    Sources,
    begin_empty,
    keep_rows,
)
from songclip_desktop.workflow import models
from songclip_desktop.workflow.models import Model
from training import protocol


@dataclass(frozen=True)
class Contents:
    """What can be found in a collection: works with a picture, approved captions, passages.

    Attributes:
        pictures: all images of these works, work after work, the primary one first.
        paths: where each of them lies, by image id.
    """

    works: tuple[Painting, ...]
    pictures: tuple[Image, ...]
    captions: tuple[Caption, ...]
    passages: tuple[Passage, ...]
    paths: dict[int, Path]

    @cached_property
    def texts(self) -> dict[int, str]:
        """Each text by its id; captions and passages draw theirs from one sequence."""
        return {each.id: each.text for each in (*self.captions, *self.passages)}

    @cached_property
    def text_hashes(self) -> dict[str, str]:
        """16 hex digits for each text, by its id as JSON writes it."""
        return {
            str(id): hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            for id, text in self.texts.items()
        }

    @cached_property
    def image_hashes(self) -> dict[str, str]:
        """What each picture's rows are made from, by its id as JSON writes it.

        The hash of its bytes, and for a scroll the rule by which it is cut into windows.
        """
        return {
            str(image.id): f"{image.sha256}/{protocol.WINDOWS_RULE}"
            if protocol.windows(image.width_px, image.height_px)
            else image.sha256
            for image in self.pictures
        }


@dataclass(frozen=True)
class Column:
    """One column of vectors: a base model, with an adapter or without.

    Attributes:
        run: the adapter's run, or None for zero-shot.
        adapter: its file. folder: where the vectors of this model lie.
    """

    model: Model
    run: str | None
    adapter: Path | None
    folder: Path

    @property
    def name(self) -> str:
        """What `current` calls it."""
        return self.run or ZERO_SHOT

    @property
    def identity(self) -> str:
        """Changes with the weights of model or adapter; reads a few MB."""
        adapter = (
            "" if self.adapter is None else hashlib.sha256(self.adapter.read_bytes()).hexdigest()
        )
        return f"{self.model.stamp}+{adapter[:16]}"

    def generation(self) -> Generation | None:
        """The vectors in use, up to date or not; None where there are none of this model."""
        found = Generations(self.folder).current(self.name)
        return found if found is not None and found.sources.identity == self.identity else None


@dataclass(frozen=True)
class Prepared:
    """All that indexing needs, read from the collection."""

    column: Column
    contents: Contents
    pixels: Path

    def sources(self, failed: tuple[int, ...] = ()) -> Sources:
        """What an up-to-date generation is made of."""
        return Sources(
            self.column.identity, self.contents.image_hashes, self.contents.text_hashes, failed
        )

    def fresh(self) -> Generation | None:
        """The generation in use if it is up to date, else None. Any thread."""
        found, wanted = self.column.generation(), self.sources()
        if found is None:
            return None
        had = found.sources
        return found if (had.images, had.texts) == (wanted.images, wanted.texts) else None


# A search reads all that can be found; most of them come one after the other, without a write.
_kept: WeakKeyDictionary[Collection, tuple[tuple[int, int], Contents]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an index holds.

    Attributes:
        images: pictures. windows: rows for parts of scrolls. texts: rows. vectors: the folder of the generation in use.
        failed: image ids that could not be read.
    """

    model: str
    run: str | None
    images: int
    texts: int
    windows: int
    vectors: Path
    failed: tuple[int, ...]
    seconds: float


def contents(collection: Collection) -> Contents:
    """Reads what can be found in a collection; quick while nothing was written. Main thread."""
    version = collection.version
    kept = _kept.get(collection)
    if kept is None or kept[0] != version:
        kept = _kept[collection] = (version, _read(collection))
    return kept[1]


def _read(collection: Collection) -> Contents:
    works = tuple(collection.paintings.all(with_image=True))
    order = {work.id: place for place, work in enumerate(works)}
    pictures = sorted(
        (image for image in collection.paintings.all_images() if image.painting_id in order),
        key=lambda image: (order[image.painting_id], not image.primary, image.id),
    )
    return Contents(
        works,
        tuple(pictures),
        tuple(collection.captions.list(status="approved")),
        tuple(collection.passages.list()),
        {image.id: collection.images.path(image) for image in pictures},
    )


def column(collection: Collection, model: Model, run: str | None = None) -> Column:
    """The column of a model with a run's adapter or without. Main thread.

    Raises:
        SongClipError: `no_such_run`; `run_unfinished` where the run has no adapter;
            `run_of_another_model`.
    """
    adapter = None
    if run is not None:
        adapter = adapter_of(collection, run)
        trained_on = collection.runs.get(run).model
        if trained_on != model.name:
            raise SongClipError(
                "run_of_another_model",
                say(
                    "训练 {run} 用的是模型 {model}，不能和 {other} 一起用。",
                    "The run {run} was made with the model {model}, not with {other}.",
                    run=run,
                    model=trained_on,
                    other=model.name,
                ),
                say("请先换用那个模型。", "Choose that model first."),
            )
    return Column(model, run, adapter, models.vectors_dir(collection, model.name))


def adapter_of(collection: Collection, run: str) -> Path:
    """The adapter file of a run. Main thread.

    Raises:
        SongClipError: `no_such_run`; `run_unfinished` where it has none.
    """
    collection.runs.get(run)
    adapter = collection.runs.dir(run) / "adapter.safetensors"
    if not adapter.is_file():
        raise SongClipError(
            "run_unfinished",
            say("训练 {run} 没有做完，没有成果可用。", "The run {run} has no result.", run=run),
            say(
                "请先把它训练完（finetune --resume），或选另一次训练。",
                "Finish it with finetune --resume, or choose another run.",
            ),
        )
    return adapter


def prepare(
    collection: Collection, model: str | Path | None = None, run: str | None = None
) -> Prepared:
    """Reads what is to be indexed. Main thread.

    Args:
        collection: what is made searchable.
        model: by default the collection's.
        run: whose adapter is put on the model; None for zero-shot.

    Raises:
        SongClipError: as `models.chosen` and `column`.
    """
    chosen = models.chosen(collection, model)
    return Prepared(
        column(collection, chosen, run),
        contents(collection),
        collection.images.pixels_dir,
    )


def stale(collection: Collection, model: str | Path | None = None, run: str | None = None) -> bool:
    """Whether indexing would change anything: ids, pictures, texts, model, adapter. Main thread."""
    return prepare(collection, model, run).fresh() is None


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Indexed:
    """Encodes what is not in the index yet and puts the new generation into use. Any thread.

    Only what is new or changed is encoded, unless model or adapter changed.

    Raises:
        SongClipError: `nothing_to_index`; `folder_unwritable`; what the engine reports.
        Stopped: the listener asked for it; the index in use stays as it was.
    """
    listener = listener or Listener()
    started = time.monotonic()
    if not prepared.contents.works and not prepared.contents.texts:
        raise SongClipError(
            "nothing_to_index",
            say(
                "藏品里还没有图片，也没有典籍。", "The collection has no pictures and no texts yet."
            ),
            say("请先在“入藏”里导入图片。", "Import some pictures first."),
        )
    with _writing(prepared.column.folder, listener) as generations:
        generation = prepared.fresh() or _make(prepared, generations, engine, listener)
    return Indexed(
        prepared.column.model.name,
        prepared.column.run,
        len(generation.images.ids) - generation.windows,
        len(generation.texts.ids),
        generation.windows,
        generation.path,
        generation.sources.failed,
        time.monotonic() - started,
    )


def finish(collection: Collection, indexed: Indexed) -> Changes:
    """What to announce; the vectors are in use already. Main thread."""
    return Changes(index=True)


def _make(
    prepared: Prepared, generations: Generations, engine: Engine, listener: Listener
) -> Generation:
    column, wanted = prepared.column, prepared.sources()
    old = column.generation()
    had = old.sources if old else Sources("")
    request = protocol.Index(
        model=column.model.path,
        adapter=None if column.adapter is None else str(column.adapter),
        images=tuple(
            protocol.IndexImage(
                each.id,
                str(prepared.contents.paths[each.id]),
                each.sha256,
                each.width_px,
                each.height_px,
            )
            for each in prepared.contents.pictures
            if had.images.get(str(each.id)) != wanted.images[str(each.id)]
        ),
        texts=tuple(
            protocol.IndexText(id, text)
            for id, text in prepared.contents.texts.items()
            if had.texts.get(str(id)) != wanted.texts[str(id)]
        ),
        pixels=str(prepared.pixels),
        out=str(generations.next_place(column.name)),
        texts_from=_texts_from(prepared, generations),
    )
    place = Path(request.out)
    try:
        failed: set[int] = set()
        if old is not None and not request.images and not request.texts:
            begin_empty(place, old)
        else:
            with engine.worker() as worker:
                answer = worker.run(request, listener)
            failed = {int(each["id"]) for each in answer["failed"]}
        failed |= {id for id in had.failed if wanted.images.get(str(id)) == had.images[str(id)]}
        made = prepared.sources(tuple(sorted(failed)))
        if old is not None:
            keep_rows(old, place, made)
        return generations.switch(column.name, place, made)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _texts_from(prepared: Prepared, generations: Generations) -> str | None:
    """Zero-shot's vectors for a run's first index: its adapter may leave texts as they are."""
    if prepared.column.run is None or prepared.column.generation() is not None:
        return None
    base = generations.current(ZERO_SHOT)
    if base is None or base.sources.texts != prepared.sources().texts:
        return None
    stamp = prepared.column.model.stamp
    return str(base.path) if base.sources.identity == f"{stamp}+" else None


@contextmanager
def _writing(folder: Path, listener: Listener) -> Iterator[Generations]:
    """Holds the folder against another process that would index at the same time."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
        while True:
            try:
                lock.acquire(timeout=0.5)
                break
            except Timeout:
                if listener.should_stop():
                    raise Stopped from None
                waiting = say("正在等另一个窗口建完索引", "Another window is indexing")
                listener.progress(Progress(0, 0, "picture", waiting))
        try:
            yield Generations(folder)
        finally:
            lock.release()
    except OSError as error:
        if error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC):
            raise
        raise SongClipError(
            "folder_unwritable",
            say(
                "索引无法写入 {folder}。", "The index cannot be written to {folder}.", folder=folder
            ),
            say(
                "请清理磁盘，或把藏品复制到可写的位置。",
                "Make room on the disk, or copy the collection to a place that can be written.",
            ),
        ) from error
