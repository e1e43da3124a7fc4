"""Passages that may go with a picture, found by their search prompts and kept as suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.workflow import search
from songclip_desktop.workflow.annotate import pairing_query

FOUND_AT_ONCE = 6


@dataclass(frozen=True)
class Prepared:
    """All that is needed, read from the collection.

    Attributes:
        query: the picture, asked of every text.
        prompts: passage → its search prompt; a passage without annotation is found by its text.
        decided: passages that are paired with the work, or were, or are suggested already.
    """

    painting_id: int
    query: search.Prepared
    prompts: dict[int, str]
    decided: frozenset[int]


@dataclass(frozen=True)
class Found:
    """Passages for one work with their scores (cosines), the nearest first."""

    painting_id: int
    passages: tuple[tuple[int, float], ...]
    indexed: bool


def prepare(collection: Collection, painting_id: int) -> Prepared:
    """Reads the picture's place and all passages. Main thread.

    Raises:
        SongClipError: image_missing, and as `search.prepare`.
    """
    painting = collection.paintings.get(painting_id)
    if painting.image is None:
        raise SongClipError(
            "image_missing",
            say("这件藏品还没有图片。", "This work has no picture yet."),
            say("请先在入藏页补上图片。", "Bring in its picture first."),
        )
    passages = collection.passages.list()
    texts = len(passages) + collection.captions.counts()["approved"]
    query = search.prepare(
        collection, collection.images.path(painting.image), k=max(1, texts), target="texts"
    )
    prompts = {p.id: pairing_query(p) for p in passages if p.annotation is not None}
    known = collection.pairs.list(painting_id=painting_id)
    return Prepared(painting_id, query, prompts, frozenset(pair.passage_id for pair in known))


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Found:
    """Ranks the passages that are not decided on yet. Any thread but the one that draws.

    Raises:
        SongClipError: as `search.execute`.
        Stopped: the listener asked for it.
    """
    result = search.execute(prepared.query, engine, listener)
    hits = result.finetuned if result.finetuned is not None else result.zero_shot
    scores = {
        hit.id: hit.score
        for hit in hits or ()
        if isinstance(hit, search.TextHit) and hit.kind == "passage"
    }
    asked = [each for each in prepared.prompts if each not in prepared.decided]
    picture = prepared.query.query
    if asked and isinstance(picture, Path):
        column = prepared.query.columns[0].column
        vectors = engine.encoder.encode(
            texts=[prepared.prompts[each] for each in asked],
            images=[picture],
            model=column.model.path,
            adapter=column.adapter,
            listener=listener,
        )
        cosines = vectors[:-1] @ vectors[-1]
        scores |= dict(zip(asked, map(float, cosines), strict=True))
    left = [(each, score) for each, score in scores.items() if each not in prepared.decided]
    best = sorted(left, key=lambda one: (-one[1], one[0]))[:FOUND_AT_ONCE]
    return Found(prepared.painting_id, tuple(best), result.indexed)


def finish(collection: Collection, found: Found) -> Changes:
    """Keeps what was found as suggestions. Main thread."""
    with collection.transaction():
        pairs = [
            collection.pairs.suggest(passage_id, found.painting_id, score)
            for passage_id, score in found.passages
        ]
    return Changes(
        pairs=frozenset(pair.id for pair in pairs),
        paintings=frozenset((found.painting_id,)),
        index=found.indexed,
    )
