"""After a run: which approved captions deserve a second look, and which works a caption first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.progress import Listener
from songclip_desktop.records import Caption
from songclip_desktop.retrieval import choosing
from songclip_desktop.retrieval.generations import Generation
from songclip_desktop.workflow import index, models

TOP = 10
LISTED = 100


@dataclass(frozen=True, slots=True)
class Doubted:
    """An approved caption that does not find its own work: wrong, vague, or too hard yet.

    Attributes:
        rank: of its own work among all works, from 1; always beyond TOP.
        text: as it was when it was asked.
    """

    caption_id: int
    painting_id: int
    kind: str
    rank: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A work without an approved caption from which the model would learn much.

    Attributes:
        worth: uncertainty times distance; comparable within one list only.
        drafted: whether a draft waits for review.
    """

    painting_id: int
    worth: float
    drafted: bool


@dataclass(frozen=True)
class Advice:
    """Both lists, the most pressing first.

    Attributes:
        run: whose adapter was asked; None for the base model.
        captions: how many approved captions were looked at.
    """

    run: str | None
    captions: int
    doubted: tuple[Doubted, ...]
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True)
class Prepared:
    """All that the advice needs, read from the collection.

    Attributes:
        drafted: works with a draft. approved: works with an approved caption.
    """

    column: index.Prepared
    run: str | None
    drafted: frozenset[int]
    approved: frozenset[int]


def prepare(collection: Collection, *, run: str | None = None) -> Prepared:
    """Reads what is needed. Main thread.

    Args:
        collection: whose captions and works.
        run: by default the newest finished run of the collection's model; zero-shot without one.

    Raises:
        SongClipError: as `index.contents`; `no_such_run`, `run_unfinished`.
    """
    model = models.chosen(collection)
    if run is None:
        newest = collection.runs.newest_finished(model.name)
        run = newest.id if newest else None
    contents = index.contents(collection)
    column = index.Prepared(
        index.column(collection, model, run), contents, collection.images.pixels_dir
    )
    held = collection.finding.statuses()
    return Prepared(
        column,
        run,
        frozenset(work for work, kinds in held.items() if "draft" in kinds.values()),
        frozenset(work for work, kinds in held.items() if "approved" in kinds.values()),
    )


def advise(
    folder: Path,
    cache_dir: Path,
    engine: Engine,
    run: str | None = None,
    listener: Listener | None = None,
) -> Advice:
    """`prepare` and `execute` over a connection of its own. Any thread but the one that draws.

    Args:
        folder: the collection's.
        cache_dir: where its vectors lie.
        engine: what encodes.
        run: as `prepare` takes it.
        listener: hears the progress and may stop it.

    Raises:
        SongClipError, Stopped: as `prepare` and `execute`.
    """
    with Collection.open(folder, read_only=True, cache_dir=cache_dir) as beside:
        prepared = prepare(beside, run=run)
    return execute(prepared, engine, listener)


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Advice:
    """Ranks captions and works; indexes first what is missing. Any thread but the one that draws.

    Raises:
        SongClipError: as `index.execute`.
        Stopped: the listener asked for it.
    """
    generation = prepared.column.fresh()
    if generation is None:
        made = index.execute(prepared.column, engine, listener or Listener())
        generation = Generation(made.vectors)
    captions = prepared.column.contents.captions
    return Advice(
        prepared.run,
        len(captions),
        _doubted(prepared, generation, captions),
        _wanted(prepared, generation, captions),
    )


def _doubted(
    prepared: Prepared, generation: Generation, captions: tuple[Caption, ...]
) -> tuple[Doubted, ...]:
    by_id = {caption.id: caption for caption in captions}
    rows = [row for row, id in enumerate(generation.texts.ids.tolist()) if id in by_id]
    asked = [by_id[int(generation.texts.ids[row])] for row in rows]
    own = np.array([caption.painting_id for caption in asked], dtype=np.int64)
    pictures, owners = _pictures(prepared, generation)
    ranks = choosing.ranks_of_own(
        generation.texts.vectors[rows], own, generation.images.vectors[pictures], owners
    )
    found = [
        Doubted(caption.id, caption.painting_id, caption.kind, int(rank), caption.text)
        for caption, rank in zip(asked, ranks, strict=True)
        if rank > TOP
    ]
    return tuple(sorted(found, key=lambda each: (-each.rank, each.caption_id)))


def _wanted(
    prepared: Prepared, generation: Generation, captions: tuple[Caption, ...]
) -> tuple[Wanted, ...]:
    """Works of the train split only: a test work teaches nothing, whatever is written about it."""
    primary = {work.image.id: work for work in prepared.column.contents.works if work.image}
    rows: dict[int, int] = {}  # the whole picture's row, which stands before its windows
    for row, id in enumerate(generation.images.ids.tolist()):
        if id in primary and generation.window(row) is None:
            rows.setdefault(primary[id].id, row)
    works = {work.id: work for work in prepared.column.contents.works}
    candidates = [id for id in rows if id not in prepared.approved and works[id].split == "train"]
    covered = [rows[id] for id in rows if id in prepared.approved]
    known = {caption.id for caption in captions}
    texts = [row for row, id in enumerate(generation.texts.ids.tolist()) if id in known]
    vectors = generation.images.vectors[[rows[id] for id in candidates]]
    chosen = choosing.farthest_first(
        vectors,
        choosing.undecided(vectors, generation.texts.vectors[texts]),
        generation.images.vectors[covered],
        LISTED,
    )
    return tuple(
        Wanted(candidates[row], worth, candidates[row] in prepared.drafted) for row, worth in chosen
    )


def _pictures(prepared: Prepared, generation: Generation) -> tuple[list[int], np.ndarray]:
    """Rows of the pictures that a work still has, and the works."""
    owner = {image.id: image.painting_id for image in prepared.column.contents.pictures}
    rows = [row for row, id in enumerate(generation.images.ids.tolist()) if id in owner]
    owners = [owner[int(generation.images.ids[row])] for row in rows]
    return rows, np.array(owners, dtype=np.int64)
