"""Finding pictures by words or a picture, and texts by either: zero-shot beside finetuned."""

from __future__ import annotations

import time
from collections.abc import Collection as Ids
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np

from songclip_desktop import chinese
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.retrieval import keywords, ranking
from songclip_desktop.retrieval.generations import Generation
from songclip_desktop.retrieval.ranking import Best
from songclip_desktop.retrieval.vectors import VectorIndex
from songclip_desktop.workflow import hits, index, models, queries, serving
from songclip_desktop.workflow.hits import Hit, Hits, TextHit
from songclip_desktop.workflow.queries import Given, Query

__all__ = ["Hit", "Hits", "TextHit"]

Target = Literal["images", "texts"]
# What a fusion with keywords takes from each ranking; farther down a rank counts next to nothing.
_FUSED = 1000


@dataclass(frozen=True)
class SearchResult:
    """One query, answered by one column or by two.

    Attributes:
        query: the words, or the picture's file.
        zero_shot, finetuned: best first; None where that column was not asked.
        run: whose adapter is the finetuned column's.
        indexed: whether the collection had to be indexed first.
        against: the run whose hits `zero_shot` holds, where two runs are compared.
        missing: pictures or texts that are not in the index yet and could not be found.
        server: the host that searched; empty where this machine did.
        note: a sentence where a server should have searched, and did not.
    """

    query: str
    target: Target
    model: str
    run: str | None
    zero_shot: Hits | None
    finetuned: Hits | None
    seconds: float
    indexed: bool
    against: str | None = None
    missing: int = 0
    server: str = ""
    note: str = ""


@dataclass(frozen=True)
class Prepared:
    """All that a search needs, read from the collection.

    Attributes:
        query: as it was given. asked: as it was understood.
        columns: what is asked: the left side, the right one, or both, with what is to be indexed.
        allowed: ids of the pictures or texts that may be found; None for all.
        keywords: further rankings of owners (works or texts) to fuse with, best first.
        first: owners that the query names outright; they stand before all others.
        wait: for what is not in the index yet to be indexed.
        server: that the collection names, if it names one.
    """

    query: Given
    asked: Query
    k: int
    target: Target
    columns: tuple[index.Prepared, ...]
    allowed: np.ndarray | None
    keywords: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    run: str | None
    against: str | None
    templates: bool
    wait: bool
    server: serving.Server | None = None

    @property
    def contents(self) -> index.Contents:
        """What can be found."""
        return self.columns[0].contents

    @property
    def ready(self) -> bool:
        """Whether no column has to be indexed first. Any thread."""
        return all(column.fresh() is not None for column in self.columns)


def prepare(
    collection: Collection,
    query: Given,
    *,
    k: int = 10,
    run: str | None = None,
    compare: bool = False,
    against: str | None = None,
    target: Target = "images",
    hybrid: bool = False,
    work_kind: str | None = None,
    works: Ids[int] | None = None,
    templates: bool = False,
    wait: bool = True,
    model: str | Path | None = None,
    contents: index.Contents | None = None,
) -> Prepared:
    """Reads what a search needs. Main thread.

    Args:
        collection: where to look.
        query: words (or a sum of them), the path of a picture, or what `queries` makes.
        k: how many works or texts.
        run: whose adapter; by default the active run, with `compare` the newest finished one.
        compare: both columns; the finetuned one is left out where no run is finished.
        against: with `compare`, the run on the left side; None for zero-shot.
        target: what is looked for.
        hybrid: fuses with keywords; what the query names by number or title comes first.
        work_kind: only works of that kind, or their texts.
        works: only these works, or their texts.
        templates: sets words into several sentences, whose vectors are averaged.
        wait: for what is new to be indexed; else an index in use is searched without it.
        model: by default the collection's.
        contents: what can be found; read here without it, seconds in a large collection.

    Raises:
        SongClipError: `hybrid_needs_words`, and as `queries.of` and `index.prepare`.
    """
    asked = queries.of(query)
    contents = contents or index.contents(collection)
    columns, run = _columns(collection, contents, model, run, compare=compare, against=against)
    allowed = _allowed(contents, target, work_kind, works, asked.without)
    worded = _worded(collection, asked.words, target, contents) if hybrid else ((), ())
    left = against if compare else None
    server = serving.named(collection)
    return Prepared(
        query, asked, k, target, columns, allowed, *worded, run, left, templates, wait, server
    )


def _columns(
    collection: Collection,
    contents: index.Contents,
    model: str | Path | None,
    run: str | None,
    *,
    compare: bool,
    against: str | None,
) -> tuple[tuple[index.Prepared, ...], str | None]:
    """The one column or the two that are asked, and the run that counts as finetuned."""
    chosen = models.chosen(collection, model)
    if run is None:
        by_default = collection.runs.newest_finished if compare else collection.runs.active
        found = by_default(chosen.name)
        run = found.id if found else None
    sides = [against] if run is None else [against, run] if compare else [run]
    pixels = collection.images.pixels_dir
    asked = [index.column(collection, chosen, each) for each in sides]
    return tuple(index.Prepared(each, contents, pixels) for each in asked), run


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> SearchResult:
    """Indexes what is missing, encodes the query and ranks. Any thread but the one that draws.

    Raises:
        SongClipError: as `index.execute` and `queries.vector`.
        Stopped: the listener asked for it.
    """
    started = time.monotonic()
    listener = listener or Listener()
    found: list[serving.Answer] = []
    indexed, missing = False, 0
    for column in prepared.columns:
        generation = _opened(column.fresh())
        allowed = prepared.allowed
        if generation is None and not prepared.wait:
            generation = _opened(column.column.generation())
            if generation is not None:
                allowed, missing = _still(prepared, generation)
        if generation is None:
            indexed = True
            generation = Generation(index.execute(column, engine, listener).vectors)
        vector = queries.vector(
            prepared.asked,
            prepared.contents,
            column.column,
            generation,
            engine,
            listener,
            templates=prepared.templates,
        )
        rank = partial(_rank, prepared, vector, allowed)
        found.append(
            serving.ranked(prepared.server, column.column, generation, prepared.target, rank)
        )
    left = found[0] if prepared.columns[0].column.run == prepared.against else None
    right = found[-1] if prepared.run is not None else None
    return SearchResult(
        str(prepared.query) if isinstance(prepared.query, Path) else prepared.asked.said,
        prepared.target,
        prepared.columns[0].column.model.name,
        prepared.run,
        None if left is None else _shown(prepared, left, right),
        None if right is None else _shown(prepared, right, left),
        time.monotonic() - started,
        indexed,
        prepared.against,
        missing,
        found[-1].server,
        next((each.note for each in found if each.note), ""),
    )


def finish(collection: Collection, result: SearchResult) -> Changes:
    """What to announce. Main thread."""
    return Changes(index=result.indexed)


def without_gone(collection: Collection, result: SearchResult) -> SearchResult:
    """The result less what left the collection since the search began. Main thread; quick.

    Ranks are counted anew.
    """
    columns = (result.zero_shot, result.finetuned)
    every = [hit for column in columns for hit in column or ()]
    images = collection.paintings.images_there(
        {hit.image_id for hit in every if isinstance(hit, Hit)}
    )
    texts = collection.captions.texts_there({hit.id for hit in every if not isinstance(hit, Hit)})

    def stays(hit: Hit | TextHit) -> bool:
        return hit.image_id in images if isinstance(hit, Hit) else hit.id in texts

    if all(stays(hit) for column in columns for hit in column or ()):
        return result
    kept = [None if column is None else [hit for hit in column if stays(hit)] for column in columns]
    ranks = [{_owner(hit): rank for rank, hit in enumerate(each or (), start=1)} for each in kept]
    anew = [
        None
        if column is None
        else [
            replace(hit, rank=rank, other_rank=ranks[1 - side].get(_owner(hit)))
            for rank, hit in enumerate(column, start=1)
        ]
        for side, column in enumerate(kept)
    ]
    return replace(result, zero_shot=anew[0], finetuned=anew[1])


def search(
    collection: Collection,
    engine: Engine,
    query: Given,
    *,
    listener: Listener | None = None,
    **asked: Any,
) -> SearchResult:
    """`prepare` and `execute` in one, where nothing is drawn meanwhile. Main thread."""
    return execute(prepare(collection, query, **asked), engine, listener)


def _owner(hit: Hit | TextHit) -> int:
    return hit.painting_id if isinstance(hit, Hit) else hit.id


def _allowed(
    contents: index.Contents,
    target: Target,
    work_kind: str | None,
    works: Ids[int] | None,
    without: int | None,
) -> np.ndarray | None:
    """Ids of the pictures or texts that may be found; None where all may."""
    leaves_out = without is not None and target == "images"
    if work_kind is None and works is None and not leaves_out:
        return None
    wanted = None if works is None else set(works)
    kept = np.array(
        [
            work.id
            for work in contents.works
            if work_kind in (None, work.work_kind)
            and (wanted is None or work.id in wanted)
            and not (leaves_out and work.id == without)
        ],
        dtype=np.int64,
    )
    ids, owners = contents.image_works if target == "images" else contents.caption_works
    return ids[np.isin(owners, kept)]


def _opened(generation: Generation | None) -> Generation | None:
    """With its files mapped, so that it can be searched also when it is replaced; None if gone."""
    try:
        if generation is not None:
            _ = generation.images, generation.texts
    except (OSError, ValueError):
        return None
    return generation


def _still(prepared: Prepared, generation: Generation) -> tuple[np.ndarray, int]:
    """Of an index that is not up to date: ids that may be found, and how many are not in it yet."""
    contents, sources = prepared.contents, generation.sources
    had, wanted = (
        (sources.images, contents.image_hashes)
        if prepared.target == "images"
        else (sources.texts, contents.text_hashes)
    )
    same = np.array([int(id) for id, hash in wanted.items() if had.get(id) == hash], np.int64)
    missing = len(wanted) - len(same)
    if prepared.allowed is not None:
        same = same[np.isin(same, prepared.allowed)]
    return same, missing


def _worded(
    collection: Collection, query: str, target: Target, contents: index.Contents
) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """`Prepared.keywords` and `Prepared.first` of a hybrid search."""
    if not query:
        raise SongClipError(
            "hybrid_needs_words",
            say("以图检索没有关键词可用。", "A picture has no keywords to search by."),
            say("请改用文字检索，或去掉 --hybrid。", "Search by words, or without --hybrid."),
        )
    ranked = _keywords(collection, query, target, contents)
    return ranked, _named(collection, query) if target == "images" else ()


def _keywords(
    collection: Collection, query: str, target: Target, contents: index.Contents
) -> tuple[tuple[int, ...], ...]:
    """Rankings by keywords: of works, or of captions (in the order of their works) and passages."""
    expression = keywords.match_expression(query)
    if not expression:
        return ()
    works = tuple(id for id, _score in collection.finding.match(expression))
    if target == "images":
        return (works,)
    captions: dict[int, list[int]] = {}
    for caption in contents.captions:
        captions.setdefault(caption.painting_id, []).append(caption.id)
    passages = tuple(id for id, _score in collection.passages.match(expression))
    return (tuple(id for work in works for id in captions.get(work, ())), passages)


def _named(collection: Collection, query: str) -> tuple[int, ...]:
    """The works whose accession number, or else whose title, the query is."""
    numbered = collection.paintings.by_accession(query)
    if numbered is not None:
        return (numbered.id,)
    expression = keywords.match_expression(query)
    likely = [id for id, _ in collection.finding.match(expression, _FUSED)] if expression else []
    wanted = chinese.fold(query)
    titled = [work for work in collection.paintings.records(likely)]
    return tuple(work.id for work in titled if chinese.fold(work.title) == wanted)


def _rank(
    prepared: Prepared, vector: np.ndarray, allowed: np.ndarray | None, vectors: VectorIndex
) -> list[Best]:
    """The K best works (or texts) of one column."""
    contents = prepared.contents
    owner_of = contents.work_of_image if prepared.target == "images" else contents.own_text
    if not prepared.keywords and not prepared.first:
        return ranking.nearest(vectors, vector, prepared.k, owner_of, allowed)
    best = ranking.nearest(vectors, vector, max(_FUSED, prepared.k), owner_of, allowed)
    by_owner = {each.owner: each for each in best}
    named = {*prepared.first, *(owner for each in prepared.keywords for owner in each)}
    farther = np.array([id for id, owner in owner_of.items() if owner in named - by_owner.keys()])
    if len(farther):
        if allowed is not None:
            farther = farther[np.isin(farther, allowed)]
        scored = vectors.search(vector, allowed=farther)
        by_owner |= {each.owner: each for each in ranking.one_per_owner(scored, owner_of)}
    fused = ranking.fuse([each.owner for each in best], *prepared.keywords)
    order = dict.fromkeys((*prepared.first, *fused))
    return [by_owner[owner] for owner in order if owner in by_owner][: prepared.k]


def _shown(prepared: Prepared, own: serving.Answer, other: serving.Answer | None) -> Hits:
    beside = None if other is None else other.best
    if prepared.target == "texts":
        return hits.texts(prepared.contents, own.best, beside)
    return hits.pictures(prepared.contents, own.window, own.best, beside)
