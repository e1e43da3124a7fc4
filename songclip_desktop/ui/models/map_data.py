"""What the map shows: points with their works, groups by a field, and what regions are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from songclip_desktop.records import Image, Painting
from songclip_desktop.workflow.atlas import Atlas

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection

FIELDS = ("format", "dynasty", "artist", "work_kind", "split")
MOST_GROUPS = 7  # more than that no eye tells apart; the rest is one group
OTHERS = "\0others"
# A keyword names a part of the map where an eighth of its works have it, twice as many as elsewhere.
COMMON, OWN = 0.125, 2.0
_SEED = 7


@dataclass(frozen=True, slots=True)
class MapItem:
    """One point.

    Attributes:
        painting: its work; None for a passage. image: the picture, where it is one.
        text: words of a caption or a passage. text_kind: its kind, or "passage".
    """

    painting: Painting | None
    image: Image | None
    text: str
    text_kind: str

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, not a text."""
        return self.image is not None


@dataclass(frozen=True)
class MapData:
    """All points of one map and what belongs together.

    Attributes:
        items: N of them. lines: rows of texts and of their pictures.
        zero_shot, finetuned: float32 [N, 2], y upwards; None where that side was not asked.
        tags: work → its keywords.
    """

    items: tuple[MapItem, ...]
    lines: np.ndarray
    zero_shot: np.ndarray | None
    finetuned: np.ndarray | None
    tags: Mapping[int, tuple[str, ...]]

    @cached_property
    def pictures(self) -> np.ndarray:
        """Whether each point is a picture: bool [N]."""
        return np.array([item.is_picture for item in self.items], dtype=bool)

    @cached_property
    def works(self) -> np.ndarray:
        """The work of each point: int64 [N], 0 for a passage."""
        ids = (item.painting.id if item.painting else 0 for item in self.items)
        return np.fromiter(ids, np.int64, len(self.items))

    @cached_property
    def groups(self) -> Mapping[str, tuple[list[str], np.ndarray]]:
        """As the function `groups`, by each of FIELDS."""
        return {field: groups(self.items, field) for field in FIELDS}

    @cached_property
    def regions(self) -> Mapping[str, list[tuple[str, np.ndarray]]]:
        """As the function `regions`, of "zero_shot" and "finetuned" as far as they are there."""
        sides = {"zero_shot": self.zero_shot, "finetuned": self.finetuned}
        return {side: regions(self, places) for side, places in sides.items() if places is not None}

    def at_hand(self) -> MapData:
        """Itself, with all that is drawn worked out. Any thread."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)
        return self


def read(collection: Collection, atlas: Atlas) -> MapData:
    """Joins a map with the records. Reads every work once: not on the thread that draws."""
    ids = dict.fromkeys(p.painting_id for p in atlas.points if p.painting_id is not None)
    works = {work.id: work for work in collection.paintings.records(ids)}
    images = {image.id: image for image in collection.paintings.all_images()}
    items = tuple(
        MapItem(
            works.get(point.painting_id or 0),
            images.get(point.id) if point.kind == "image" else None,
            point.text,
            point.text_kind,
        )
        for point in atlas.points
    )
    tags = {
        caption.painting_id: tuple(part.strip() for part in caption.text.split("，"))
        for caption in collection.captions.list(kind="tags")
        if caption.status != "rejected"
    }
    lines = np.array(atlas.lines, dtype=np.int64).reshape(-1, 2)
    return MapData(items, lines, atlas.zero_shot, atlas.finetuned, tags)


def groups(items: Sequence[MapItem], field: str) -> tuple[list[str], np.ndarray]:
    """The groups of a field, the largest first, and the group of each point.

    Returns:
        Names (OTHERS at the end, where there are too many; "" is not catalogued), and int [N];
        -1 for a passage, which has no work.
    """
    values = [getattr(item.painting, field) if item.painting else None for item in items]
    counted = Counter(value for value in values if value is not None)
    names = [name for name, _count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))]
    if len(names) > MOST_GROUPS + 1:
        names = [*names[:MOST_GROUPS], OTHERS]
    place = {name: number for number, name in enumerate(names)}
    last = place.get(OTHERS, 0)
    return names, np.array(
        [-1 if value is None else place.get(value, last) for value in values], dtype=np.int64
    )


def regions(data: MapData, places: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """What parts of the map are about: two keywords each, and where to write them.

    Pictures are parted by k-means (Lloyd, 1982, seeded); a part is named by the keywords that are
    most its own: see COMMON and OWN. Parts without such words have no name.

    Returns:
        (words, float [2]) of each part that has a name, the largest first.
    """
    rows = np.array([row for row, item in enumerate(data.items) if item.is_picture], dtype=int)
    if len(rows) < 12:
        return []
    parts = _parted(places[rows].astype(float), int(np.clip(np.sqrt(len(rows) / 8), 2, 9)))
    overall = _shares(data, rows)
    named: list[tuple[int, str, np.ndarray]] = []
    for part in range(parts.max() + 1):
        inside = rows[parts == part]
        words = _own_words(_shares(data, inside), overall)
        if len(inside) >= 4 and words:
            named.append((len(inside), "·".join(words), np.median(places[inside], axis=0)))
    named.sort(key=lambda each: -each[0])
    return [(words, place) for _size, words, place in named]


def common_words(data: MapData, works: Sequence[int], most: int = 8) -> list[str]:
    """The keywords that several of these works share, the most common first."""
    counted = Counter(tag for work in works for tag in set(data.tags.get(work, ())))
    shared = [(tag, count) for tag, count in counted.items() if count > 1]
    return [tag for tag, _count in sorted(shared, key=lambda each: (-each[1], each[0]))[:most]]


def _shares(data: MapData, rows: np.ndarray) -> dict[str, float]:
    counted: Counter[str] = Counter()
    for row in rows.tolist():
        painting = data.items[row].painting
        counted.update(set(data.tags.get(painting.id, ())) if painting else ())
    return {tag: count / len(rows) for tag, count in counted.items()} if len(rows) else {}


def _own_words(inside: Mapping[str, float], overall: Mapping[str, float]) -> list[str]:
    own = {
        tag: share - overall[tag]
        for tag, share in inside.items()
        if share >= COMMON and share >= OWN * overall[tag] and len(tag) <= 4
    }
    return sorted(own, key=lambda tag: (-own[tag], tag))[:2]


def _parted(points: np.ndarray, k: int) -> np.ndarray:
    """The part of each point: k-means, begun with points far from each other."""
    draw = np.random.default_rng(_SEED)
    centres = points[[draw.integers(len(points))]]
    while len(centres) < k:
        distance = np.linalg.norm(points[:, None] - centres[None], axis=2).min(axis=1)
        centres = np.concatenate([centres, points[[int(distance.argmax())]]])
    parts = np.zeros(len(points), dtype=int)
    for _round in range(30):
        parts = np.linalg.norm(points[:, None] - centres[None], axis=2).argmin(axis=1)
        moved = np.array(
            [
                points[parts == part].mean(axis=0) if (parts == part).any() else centres[part]
                for part in range(k)
            ]
        )
        if np.allclose(moved, centres):
            break
        centres = moved
    return parts
