"""Making a collection searchable: vectors of its pictures and texts, kept up to date."""

from __future__ import annotations

import errno
import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener, Progress, Stopped
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
from songclip_desktop.workflow.searchable import Contents, contents
from training import protocol


@lru_cache(maxsize=16)
def _adapter_hash(adapter: Path, _size: int, _written_ns: int) -> str:
    return hashlib.sha256(adapter.read_bytes()).hexdigest()[:16]


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
        """Changes with the weights of model or adapter.

        Raises:
            SongClipError: `run_gone`, `model_gone`: the files were removed meanwhile.
        """
        try:
            stamp = self.model.stamp
        except OSError as error:
            raise _model_gone(self.model) from error
        if self.adapter is None:
            return f"{stamp}+"
        try:
            held = self.adapter.stat()
            return f"{stamp}+{_adapter_hash(self.adapter, held.st_size, held.st_mtime_ns)}"
        except OSError as error:
            raise _run_gone(self.name) from error

    def generation(self) -> Generation | None:
        """The vectors in use, up to date or not; None where there are none of this model.

        Raises:
            SongClipError: as `identity`.
        """
        found = Generations(self.folder).current(self.name)
        return found if found is not None and found.state.identity == self.identity else None


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
        """The generation in use if it is up to date, else None. Any thread.

        Raises:
            SongClipError: as `Column.identity`.
        """
        found = self.column.generation()
        if found is None:
            return None
        had, digests = found.state, self.contents.digests
        return found if (had.images, had.texts) == digests else None


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


def update(
    folder: Path, cache_dir: Path, engine: Engine, listener: Listener | None = None
) -> tuple[Indexed, ...]:
    """Brings up to date what was indexed before: zero-shot and the active run. Any thread.

    Reads the collection over a connection of its own. What was never indexed is left to the first
    search, and a model that is not installed to whoever asks for it.

    Args:
        folder: the collection's.
        cache_dir: where its vectors lie.
        engine: what encodes.
        listener: hears the progress and may stop it.

    Raises:
        SongClipError: as `execute`.
        Stopped: the listener asked for it.
    """
    with Collection.open(folder, read_only=True, cache_dir=cache_dir) as beside:
        try:
            chosen = models.chosen(beside)
            active = beside.runs.active(chosen.name)
            runs = [None, *([active.id] if active else ())]
            columns = [column(beside, chosen, run) for run in runs]
        except SongClipError:
            return ()
        known = contents(beside)
        asked = [Prepared(each, known, beside.images.pixels_dir) for each in columns]
    late = [each for each in asked if each.column.generation() is not None and not each.fresh()]
    return tuple(execute(each, engine, listener) for each in late)


def _run_gone(run: str) -> SongClipError:
    return SongClipError(
        "run_gone",
        say(
            "训练 {run} 的成果文件不见了，可能已被删除或移走。",
            "The files of the run {run} are gone: deleted, or moved away.",
            run=run,
        ),
        say("请选另一次训练，或只看零样本。", "Choose another run, or zero-shot alone."),
    )


def _model_gone(model: Model) -> SongClipError:
    return SongClipError(
        "model_missing",
        say("找不到模型：{path}。", "The model {path} is not there.", path=model.path),
        say(
            "请到“模型与设置”里选一个已安装的模型。", "Choose an installed one on the Models page."
        ),
    )


def _make(
    prepared: Prepared, generations: Generations, engine: Engine, listener: Listener
) -> Generation:
    column, wanted = prepared.column, prepared.sources()
    old = column.generation()
    had = old.sources if old else Sources("")
    base, text_rows = _base_texts(prepared, generations)
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
            protocol.IndexText(id, text, text_rows.get(id))
            for id, text in prepared.contents.texts.items()
            if had.texts.get(str(id)) != wanted.texts[str(id)]
        ),
        pixels=str(prepared.pixels),
        out=str(generations.next_place(column.name)),
        texts_from=None if base is None else str(base.path),
    )
    place = Path(request.out)
    try:
        failed: set[int] = set()
        if old is not None and not request.images and not request.texts:
            begin_empty(place, old)
        else:
            if listener.should_stop():
                raise Stopped
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


def _base_texts(
    prepared: Prepared, generations: Generations
) -> tuple[Generation | None, dict[int, int]]:
    """Zero-shot's vectors for a run, and in which row they have each text that is as it was.

    The run's adapter may leave texts as they are; the engine knows whether it does.
    """
    base = generations.current(ZERO_SHOT)
    stamp = f"{prepared.column.model.stamp}+"
    if prepared.column.run is None or base is None or base.state.identity != stamp:
        return None, {}
    had, wanted = base.sources.texts, prepared.contents.text_hashes
    rows = enumerate(base.texts.ids.tolist())
    return base, {id: row for row, id in rows if had.get(str(id)) == wanted.get(str(id), "")}


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
