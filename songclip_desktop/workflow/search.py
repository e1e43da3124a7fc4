"""Finding pictures by words or a picture, and texts by either: zero-shot beside finetuned."""

from __future__ import annotations

import time
from collections.abc import Collection as Ids
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.records import Caption, Image, Painting
from songclip_desktop.retrieval import keywords, ranking
from songclip_desktop.retrieval.generations import Generation, Window
from songclip_desktop.retrieval.ranking import Best
from songclip_desktop.workflow import index, models

Target = Literal["images", "texts"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One work that was found.

    Attributes:
        rank: from 1. score: cosine in [-1, 1]. image: path of the original as the collection
            names it. window: the part of the picture that fits best, or None for all of it.
        other_rank: its rank in the other column; None beyond K, or without another column.
    """

    rank: int
    accession: str
    work_kind: str
    image: str
    score: float
    window: Window | None
    other_rank: int | None
    painting_id: int


@dataclass(frozen=True, slots=True)
class TextHit:
    """One text that was found: an approved caption, or a passage.

    Attributes:
        kind: one of the drafted kinds, or "passage". source: the passage's book and chapter.
        accession, painting_id: the caption's work; None for a passage.
    """

    rank: int
    id: int
    kind: str
    text: str
    accession: str | None
    source: str | None
    score: float
    other_rank: int | None
    painting_id: int | None


@dataclass(frozen=True)
class SearchResult:
    """One query, answered by one column or by two.

    Attributes:
        query: the words, or the picture's file.
        zero_shot, finetuned: best first; None where that column was not asked.
        run: whose adapter is the finetuned column's.
        indexed: whether the collection had to be indexed first.
    """

    query: str
    target: Target
    model: str
    run: str | None
    zero_shot: list[Hit] | list[TextHit] | None
    finetuned: list[Hit] | list[TextHit] | None
    seconds: float
    indexed: bool


@dataclass(frozen=True)
class Prepared:
    """All that a search needs, read from the collection.

    Attributes:
        columns: what is asked: zero-shot, a run, or both, with what is to be indexed.
        keywords: further rankings of owners (works or texts) to fuse with, best first.
    """

    query: str | Path
    k: int
    target: Target
    work_kind: str | None
    columns: tuple[index.Prepared, ...]
    keywords: tuple[tuple[int, ...], ...]
    run: str | None

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
    query: str | Path,
    *,
    k: int = 10,
    run: str | None = None,
    compare: bool = False,
    target: Target = "images",
    hybrid: bool = False,
    work_kind: str | None = None,
    model: str | Path | None = None,
) -> Prepared:
    """Reads what a search needs. Main thread.

    Args:
        collection: where to look.
        query: words, or the path of a picture.
        k: how many works or texts.
        run: whose adapter to use; by default the active run, with `compare` the newest finished.
        compare: both columns; the finetuned one is left out where no run is finished.
        target: what is looked for.
        hybrid: fuses the model's ranking with the keywords'; scores stay cosines.
        work_kind: only works of that kind, or their texts.
        model: by default the collection's.

    Raises:
        SongClipError: `query_empty`, `image_missing`, and as `index.prepare`.
    """
    _check(query, hybrid)
    chosen = models.chosen(collection, model)
    if run is None:
        by_default = collection.runs.newest_finished if compare else collection.runs.active
        found = by_default(chosen.name)
        run = found.id if found else None
    contents = index.contents(collection)
    pixels = collection.images.pixels_dir
    asked = [None] if run is None else [None, run] if compare else [run]
    columns = [
        index.Prepared(index.column(collection, chosen, each), contents, pixels) for each in asked
    ]
    words = _keywords(collection, str(query), target, contents) if hybrid else ()
    return Prepared(query, k, target, work_kind, tuple(columns), words, run)


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> SearchResult:
    """Indexes what is missing, encodes the query and ranks. Any thread but the one that draws.

    Raises:
        SongClipError: as `index.execute`, and what the engine reports.
        Stopped: the listener asked for it.
    """
    started = time.monotonic()
    listener = listener or Listener()
    best: dict[str | None, list[Best]] = {}
    generations: dict[str | None, Generation] = {}
    indexed = False
    for column in prepared.columns:
        generation = column.fresh()
        if generation is None:
            indexed = True
            generation = Generation(index.execute(column, engine, listener).vectors)
        run = column.column.run
        generations[run] = generation
        best[run] = _rank(prepared, column.column, generation, engine, listener)
    base, tuned = best.get(None), best.get(prepared.run) if prepared.run else None
    query = str(prepared.query) if isinstance(prepared.query, Path) else prepared.query.strip()
    return SearchResult(
        query,
        prepared.target,
        prepared.columns[0].column.model.name,
        prepared.run,
        None if base is None else _hits(prepared, generations[None], base, tuned),
        None if tuned is None else _hits(prepared, generations[prepared.run], tuned, base),
        time.monotonic() - started,
        indexed,
    )


def finish(collection: Collection, result: SearchResult) -> Changes:
    """What to announce. Main thread."""
    return Changes(index=result.indexed)


def search(
    collection: Collection,
    engine: Engine,
    query: str | Path,
    *,
    k: int = 10,
    run: str | None = None,
    compare: bool = False,
    target: Target = "images",
    hybrid: bool = False,
    work_kind: str | None = None,
    model: str | Path | None = None,
    listener: Listener | None = None,
) -> SearchResult:
    """`prepare` and `execute` in one, where nothing is drawn meanwhile. Main thread."""
    prepared = prepare(
        collection,
        query,
        k=k,
        run=run,
        compare=compare,
        target=target,
        hybrid=hybrid,
        work_kind=work_kind,
        model=model,
    )
    return execute(prepared, engine, listener)


def _check(query: str | Path, hybrid: bool) -> None:
    if isinstance(query, Path):
        if not query.is_file():
            raise SongClipError(
                "image_missing",
                say("找不到图片 {path}。", "There is no picture {path}.", path=query),
                say("请选择另一张图片。", "Choose another picture."),
            )
        if hybrid:
            raise SongClipError(
                "hybrid_needs_words",
                say("以图检索没有关键词可用。", "A picture has no keywords to search by."),
                say("请改用文字检索，或去掉 --hybrid。", "Search by words, or without --hybrid."),
            )
    elif not query.strip():
        raise SongClipError(
            "query_empty",
            say("检索词是空的。", "The query is empty."),
            say(
                "请输入想找的内容，例如“雪中垂钓的老人”。",
                "Type what you look for, for instance 雪中垂钓的老人.",
            ),
        )


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


def _rank(
    prepared: Prepared,
    column: index.Column,
    generation: Generation,
    engine: Engine,
    listener: Listener,
) -> list[Best]:
    """The K best works (or texts) of one column."""
    is_picture = isinstance(prepared.query, Path)
    vector = engine.encoder.encode(
        texts=() if is_picture else (str(prepared.query).strip(),),
        images=(prepared.query,) if is_picture else (),
        model=column.model.path,
        adapter=column.adapter,
        listener=listener,
    )[0]
    vectors = generation.images if prepared.target == "images" else generation.texts
    owners = _owners(prepared)
    found = ranking.one_per_owner(
        vectors.search(vector, allowed=owners), owners, None if prepared.keywords else prepared.k
    )
    if not prepared.keywords:
        return found
    by_owner = {each.owner: each for each in found}
    fused = ranking.fuse(list(by_owner), *prepared.keywords)
    return [by_owner[owner] for owner in fused if owner in by_owner][: prepared.k]


def _owners(prepared: Prepared) -> Mapping[int, int]:
    """What each id in the index stands for: a picture for its work, a text for itself."""
    ids: Ids[int] = {
        work.id for work in prepared.contents.works if prepared.work_kind in (None, work.work_kind)
    }
    if prepared.target == "images":
        pictures = prepared.contents.pictures
        return {image.id: image.painting_id for image in pictures if image.painting_id in ids}
    texts = [each.id for each in prepared.contents.captions if each.painting_id in ids]
    if prepared.work_kind is None:
        texts += [each.id for each in prepared.contents.passages]
    return {id: id for id in texts}


def _hits(
    prepared: Prepared, generation: Generation, best: Sequence[Best], other: Sequence[Best] | None
) -> list[Hit] | list[TextHit]:
    elsewhere = ranking.other_ranks(
        [each.owner for each in best], [each.owner for each in other or ()]
    )
    if prepared.target == "texts":
        return _text_hits(prepared.contents, best, elsewhere)
    works = {work.id: work for work in prepared.contents.works}
    images = {image.id: image for image in prepared.contents.pictures}
    hits = [
        _hit(rank, each, works[each.owner], images[each.id], generation.window(each.row))
        for rank, each in enumerate(best, start=1)
    ]
    return [replace(hit, other_rank=other) for hit, other in zip(hits, elsewhere, strict=True)]


def _hit(rank: int, best: Best, work: Painting, image: Image, window: Window | None) -> Hit:
    score = best.score
    return Hit(rank, work.accession, work.work_kind, image.path, score, window, None, work.id)


def _text_hits(
    contents: index.Contents, best: Sequence[Best], elsewhere: Sequence[int | None]
) -> list[TextHit]:
    captions: dict[int, Caption] = {each.id: each for each in contents.captions}
    passages = {each.id: each for each in contents.passages}
    hits: list[TextHit] = []
    for rank, (each, other) in enumerate(zip(best, elsewhere, strict=True), start=1):
        if (caption := captions.get(each.id)) is not None:
            about = (caption.kind, caption.text, caption.accession, None)
            work: int | None = caption.painting_id
        else:
            passage = passages[each.id]
            source = "·".join(part for part in (passage.source, passage.chapter) if part)
            about, work = ("passage", passage.text, None, source), None
        hits.append(TextHit(rank, each.id, *about, each.score, other, work))
    return hits
