"""Laying out: placing elements so that none hides another and each stands where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from training.mini.elements import LAND, LAYERS, Placed, box_of

Span = tuple[float, float]
Zone = tuple[float, float, float, float]

SEASON_TREES = {
    "spring": ("peach", "willow", "pine", "bamboo", "peach", "willow"),
    "summer": ("willow", "banana", "bamboo", "pine", "willow", "banana"),
    "autumn": ("maple", "pine", "bamboo", "maple", "willow"),
    "winter": ("plum", "pine", "plum", "bamboo", "plum"),
}
SEASON_FLOWERS = {
    "spring": ("orchid", "peony", "peach", "orchid", "peony"),
    "summer": ("lotus", "lotus", "lotus", "banana", "bamboo"),
    "autumn": ("chrysanthemum", "reeds", "chrysanthemum", "reeds", "maple"),
    "winter": ("plum", "bamboo", "plum", "pine"),
}


@dataclass(frozen=True, slots=True)
class Zones:
    """Where things may stand in one passage: left, right, top, bottom of land, water and sky, as fractions."""

    land: tuple[Zone, ...] = ()
    water: tuple[Zone, ...] = ()
    sky: tuple[Zone, ...] = ()


@dataclass(slots=True)
class Layout:
    """A picture while it is being composed; `shared` once one water or bank runs along all its passages."""

    stream: Random
    aspect: float
    format: str
    season: str
    time: str
    weather: str
    items: list[Placed] = field(default_factory=list)
    shared: bool = False

    @property
    def scale(self) -> float:
        """How large things may be: less in narrow fields."""
        return min(1.0, max(0.6, self.aspect / 0.85))

    def between(self, low: float, high: float) -> float:
        """A number between two."""
        return self.stream.uniform(low, high)

    def maybe(self, chance: float) -> bool:
        """True with this chance."""
        return self.stream.random() < chance

    def ground(
        self, kind: str, x: float, y: float, size: float, width: float, layer: str, count: int = 1
    ) -> None:
        """Put land or water where it is wanted, whatever else is there; a shared lake is not put twice."""
        if self.shared and kind in ("lake", "river") and width < 0.99:
            return
        self.items.append(Placed(kind, x, y, size, count, layer, width))

    def place(
        self, kind: str, zone: Zone, sizes: Span, layer: str = "middle", count: int = 1, width: float = 0.0,
        crowd: float = 0.1,
    ) -> Placed | None:  # fmt: skip
        """Find a free place in a zone (left, right, top, bottom of the base line); None if there is none.

        Args:
            kind: what to place.
            zone: where its middle and base line may lie, fractions of the field.
            sizes: least and greatest height, before the field's scale.
            layer: far, middle or near.
            count: how many.
            width: fraction of the field it spans, 0 for its natural width.
            crowd: share of the smaller of two boxes that may overlap.
        """
        for attempt in range(14):
            size = self.between(*sizes) * self.scale * (1 - 0.025 * attempt)
            item = Placed(
                kind,
                round(self.between(zone[0], zone[1]), 4),
                round(self.between(zone[2], zone[3]), 4),
                round(size, 4),
                count,
                layer,
                width,
            )
            if self._fits(item, crowd):
                self.items.append(item)
                return item
        return None

    def _fits(self, item: Placed, crowd: float) -> bool:
        left, top, right, bottom = box_of(item, self.aspect)
        if left < -0.01 or right > 1.01 or top < 0.0 or bottom > 1.0:
            return False
        if self.format == "fan":
            corners = ((left, top), (right, top), (left, bottom), (right, bottom))
            if any((x - 0.5) ** 2 + (y - 0.5) ** 2 > 0.285 for x, y in corners):
                return False
        area = (right - left) * (bottom - top)
        for other in self.items:
            if other.kind in LAND and other.kind != "cliff":
                continue
            x0, y0, x1, y1 = box_of(other, self.aspect)
            shared = max(0.0, min(right, x1) - max(left, x0)) * max(
                0.0, min(bottom, y1) - max(top, y0)
            )
            limit = 0.35 if other.kind == "cliff" else crowd
            if shared > limit * min(area, (x1 - x0) * (y1 - y0)):
                return False
        return True

    def ordered(self) -> tuple[Placed, ...]:
        """All items in painting order: far to near, land before what stands on it, higher base lines first."""
        return tuple(
            sorted(
                self.items,
                key=lambda item: (
                    LAYERS.index(item.layer),
                    item.kind not in LAND,
                    item.y if item.kind not in LAND else 0,
                ),
            )
        )
