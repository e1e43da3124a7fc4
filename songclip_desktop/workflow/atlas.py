"""The map: all pictures and texts in the plane, alike ones close together, for either side."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.progress import Listener
from songclip_desktop.retrieval.generations import Generation
from songclip_desktop.workflow import index, models
from songclip_desktop.workflow.index import Contents
from training import protocol
from training.protocol import AtlasMethod


@dataclass(frozen=True, slots=True)
class Point:
    """What lies at one place.

    Attributes:
        kind: "image", "text".
        id: of the picture, the caption or the passage.
        painting_id: the work of a picture or a caption; None for a passage.
        text: words of a caption or a passage; "" for a picture.
        text_kind: the caption's kind, or "passage"; "" for a picture.
    """

    kind: str
    id: int
    painting_id: int | None
    text: str = ""
    text_kind: str = ""


@dataclass(frozen=True)
class Atlas:
    """One map, or two that can be laid side by side.

    Attributes:
        points: N of them, pictures first.
        zero_shot: float32 [N, 2], of the base model or the run `against`; the middle is 0, the
            middle distance from it 0.5, y grows upwards. None where only the run was asked.
        finetuned: as `zero_shot`, of the run; it began with the other's places and was turned onto
            them, so what moved was moved by finetuning. None where there is no run.
        lines: rows of a text and of a picture that belong together: approved captions and
            confirmed pairs, with the work's first picture.
    """

    method: AtlasMethod
    run: str | None
    points: tuple[Point, ...]
    zero_shot: np.ndarray | None
    finetuned: np.ndarray | None
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Prepared:
    """All that a map needs, read from the collection."""

    method: AtlasMethod
    left: index.Prepared | None
    right: index.Prepared | None
    pairs: tuple[tuple[int, int], ...]

    @property
    def columns(self) -> list[index.Prepared]:
        """The sides that were asked for, the left one first."""
        return [each for each in (self.left, self.right) if each is not None]

    @property
    def ready(self) -> bool:
        """Whether nothing has to be computed. Any thread.

        Raises:
            SongClipError: as `index.Prepared.fresh`.
        """
        before: Generation | None = None
        for column in self.columns:
            generation = column.fresh()
            if generation is None or not _file(generation, self.method, before).is_file():
                return False
            before = generation
        return True


def prepare(
    collection: Collection,
    *,
    run: str | None = None,
    against: str | None = None,
    method: AtlasMethod = "tsne",
    compare: bool = True,
    model: str | Path | None = None,
) -> Prepared:
    """Reads what a map needs. Main thread.

    Args:
        collection: what is laid out.
        run: the right side; by default the newest finished run, without `compare` the active one.
        against: the left side, another run; None for the base model.
        method: "tsne" or "umap".
        compare: both sides; without it the right one alone, or the base model where no run is
            active.
        model: by default the collection's.

    Raises:
        SongClipError: as `index.prepare`.
    """
    chosen = models.chosen(collection, model)
    if run is None:
        by_default = collection.runs.newest_finished if compare else collection.runs.active
        found = by_default(chosen.name)
        run = found.id if found else None
    right = None if run is None else index.prepare(collection, model, run)
    left = index.prepare(collection, model, against) if compare or right is None else None
    pairs = [(pair.passage_id, pair.painting_id) for pair in collection.pairs.list("approved")]
    return Prepared(method, left, right, tuple(pairs))


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Atlas:
    """Indexes what is missing and lays out what is not laid out yet: seconds to minutes.

    Any thread but the one that draws. A map is kept beside the vectors that it is made of.

    Raises:
        SongClipError: as `index.execute`, and what the engine reports.
        Stopped: the listener asked for it.
    """
    listener = listener or Listener()
    before: tuple[Generation, Path] | None = None
    made: list[Path] = []
    for column in prepared.columns:
        generation = column.fresh()
        if generation is None:
            generation = Generation(index.execute(column, engine, listener).vectors)
        file = _file(generation, prepared.method, before and before[0])
        if not file.is_file():
            request = protocol.Atlas(
                str(generation.path), str(file), prepared.method, str(before[1]) if before else None
            )
            with engine.worker() as worker:
                worker.run(request, listener)
        made.append(file)
        before = generation, file
    layouts = [_places(file) for file in made]
    # Both sides show the same: what one of them lacks (a picture that broke meanwhile) is left out.
    common = [key for key in layouts[0] if all(key in other for other in layouts[1:])]
    contents = prepared.columns[0].contents
    points = [(key, _point(contents, *key)) for key in common]
    known = [(key, point) for key, point in points if point is not None]
    places = [
        np.array([layout[key] for key, _ in known], np.float32).reshape(-1, 2) for layout in layouts
    ]
    two = iter(places)
    return Atlas(
        prepared.method,
        prepared.right.column.run if prepared.right else None,
        tuple(point for _, point in known),
        next(two) if prepared.left else None,
        next(two) if prepared.right else None,
        _lines(contents, [point for _, point in known], prepared.pairs),
    )


def _file(generation: Generation, method: AtlasMethod, before: Generation | None) -> Path:
    """Where a map is kept; one that began with another's places is another map."""
    began = "" if before is None else f"-{before.path.name}"
    return generation.path / f"atlas-{method}{began}.npz"


def _places(file: Path) -> dict[tuple[str, int], np.ndarray]:
    with np.load(file) as held:
        return {
            (kind, int(id)): place
            for kind in ("image", "text")
            for id, place in zip(held[f"{kind}_ids"], held[f"{kind}s"], strict=True)
        }


def _point(contents: Contents, kind: str, id: int) -> Point | None:
    """What lies there; None for what the collection no longer has."""
    if kind == "image":
        image = contents.image.get(id)
        return None if image is None else Point(kind, id, image.painting_id)
    if (caption := contents.caption.get(id)) is not None:
        return Point(kind, id, caption.painting_id, caption.text, caption.kind)
    passage = contents.passage.get(id)
    return None if passage is None else Point(kind, id, None, passage.text, "passage")


def _lines(
    contents: Contents, points: list[Point], pairs: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    rows = {(point.kind, point.id): row for row, point in enumerate(points)}
    pictures: dict[int, int] = {}
    for image in contents.pictures:  # the primary one of a work comes first
        if ("image", image.id) in rows:
            pictures.setdefault(image.painting_id, rows["image", image.id])
    belong = [(each.id, each.painting_id) for each in contents.captions]
    return tuple(
        (rows["text", text], pictures[work])
        for text, work in (*belong, *pairs)
        if ("text", text) in rows and work in pictures
    )
