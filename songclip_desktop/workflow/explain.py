"""Why a picture was found: for one query and one work, by either side of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import prompts
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.records import Image
from songclip_desktop.retrieval.generations import Window
from songclip_desktop.workflow import index, models, queries, searchable
from songclip_desktop.workflow.queries import Given, Picture, Query
from songclip_desktop.workflow.searchable import Contents


@dataclass(frozen=True, slots=True)
class Character:
    """A part of the query: a Chinese character, a word of letters or digits, a sign.

    Attributes:
        of: the place among the query's terms of the words it stands in.
        start, end: where it stands in those words.
        effect: by how much the score falls when it is left out; below 0 where it rises.
    """

    of: int
    text: str
    start: int
    end: int
    effect: float


@dataclass(frozen=True)
class Side:
    """What one model says. Maps have row 0 at the top; a patch is an equal share of the picture.

    Attributes:
        score: cosine of query and picture, in [-1, 1].
        characters: of all words of the query; empty where it is a picture.
        relevance: float32 [rows, columns]: how much a patch speaks for the query, 0 to 1, its
            highest 1; all 0 where nothing does. Heights of two sides do not compare.
        attention: float32 [layers, heads, rows, columns]: what the class token takes from each
            patch; it sums to at most 1. No layers for a ResNet.
        rollout: float32 [rows, columns]: the same through all layers; None for a ResNet.
    """

    score: float
    characters: tuple[Character, ...]
    relevance: np.ndarray
    attention: np.ndarray
    rollout: np.ndarray | None


@dataclass(frozen=True)
class Explanation:
    """What was asked, and what the sides say; the left is None where only one was asked.

    Attributes:
        image: the picture's file.
        window: the part of it that the maps cover, as fractions; None for all of it.
        zero_shot: the base model, or the run `against`.
        finetuned: the run; None where only the base model was asked.
    """

    query: Query
    painting_id: int
    image: Path
    window: Window | None
    zero_shot: Side | None
    finetuned: Side | None


@dataclass(frozen=True)
class Prepared:
    """All that an explanation needs, read from the collection."""

    query: Query
    painting_id: int
    image: Path
    window: Window | None
    templates: bool
    contents: Contents
    left: index.Column | None
    right: index.Column | None


def prepare(
    collection: Collection,
    query: Given,
    painting_id: int,
    *,
    image_id: int | None = None,
    window: Window | None = None,
    run: str | None = None,
    against: str | None = None,
    compare: bool = True,
    templates: bool = False,
    model: str | Path | None = None,
) -> Prepared:
    """Reads what an explanation needs. Main thread.

    Args:
        collection: where the work is.
        query: as for `search.prepare`.
        painting_id: the work that was found.
        image_id: which of its pictures, as the hit tells it; by default the primary one.
        window: the part of the picture that was found, as the hit tells it.
        run: the right side; by default the newest finished run, without `compare` the active one.
        against: the left side, another run; None for the base model.
        compare: both sides; without it the right one alone, or the base model where no run is
            active.
        templates: as for `search.prepare`.
        model: by default the collection's.

    Raises:
        SongClipError: `query_empty`, `image_missing`, `picture_missing`, and as `index.column`.
    """
    meant = queries.of(query)
    chosen = models.chosen(collection, model)
    if run is None:
        by_default = collection.runs.newest_finished if compare else collection.runs.active
        found = by_default(chosen.name)
        run = found.id if found else None
    path = collection.images.path(_image(collection, painting_id, image_id))
    right = None if run is None else index.column(collection, chosen, run)
    left = index.column(collection, chosen, against) if compare or right is None else None
    # A hit is explained as it was found: what was read for the search will do.
    contents = searchable.latest(collection) or index.contents(collection)
    return Prepared(meant, painting_id, path, window, templates, contents, left, right)


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Explanation:
    """Asks the resident explainer; seconds at first, then less than one. Any thread but the UI's.

    Raises:
        SongClipError: `picture_missing`, `image_missing`, and what the engine reports.
        Stopped: the listener asked for it.
    """
    if not prepared.image.is_file():
        raise _gone(str(prepared.image))
    sides: list[Side | None] = []
    for column in (prepared.left, prepared.right):
        if listener is not None and listener.should_stop():
            raise Stopped
        sides.append(None if column is None else _side(prepared, column, engine, listener))
    return Explanation(
        prepared.query, prepared.painting_id, prepared.image, prepared.window, sides[0], sides[1]
    )


def _side(
    prepared: Prepared, column: index.Column, engine: Engine, listener: Listener | None
) -> Side:
    terms = list(enumerate(prepared.query.terms))
    texts = [(of, weight, each) for of, (weight, each) in terms if isinstance(each, str)]
    pictures = [(weight, each) for _, (weight, each) in terms if isinstance(each, Picture)]
    with queries.files([each for _, each in pictures], prepared.contents) as files:
        told, maps = engine.explainer.explain(
            prepared.image,
            texts=[each for _, _, each in texts],
            pictures=files,
            boxes=[each.box or () for _, each in pictures],
            weights=[*(weight for _, weight, _ in texts), *(weight for weight, _ in pictures)],
            templates=prompts.templates() if prepared.templates and texts else None,
            window=prepared.window or (),
            model=column.model.path,
            adapter=column.adapter,
            listener=listener,
        )
    return Side(
        told["score"],
        tuple(Character(**each | {"of": texts[each["of"]][0]}) for each in told["characters"]),
        maps["relevance"],
        maps["attention"],
        maps["rollout"] if maps["rollout"].size else None,
    )


def _image(collection: Collection, painting_id: int, image_id: int | None) -> Image:
    images = collection.paintings.images(painting_id)
    for image in images:
        if image_id in (None, image.id):
            return image
    raise _gone(str(painting_id))


def _gone(what: str) -> SongClipError:
    return SongClipError(
        "picture_missing",
        say("图片 {what} 已经不在了。", "The picture {what} is gone.", what=what),
        say("请重新检索。", "Search again."),
    )
