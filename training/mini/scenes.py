"""Scenes: what a painted picture shows, decided before a single stroke is drawn.

A scene is plain data. The painter draws it at any size; the captions are worded from what of it is visible.
Coordinates: x and y are fractions of the painted field (the picture without its mount), from its left and top
edge; size is a fraction of its height.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from training.mini.closeups import birds_and_flowers, figures, map_sheet
from training.mini.compositions import landscape
from training.mini.elements import (
    DOMAINS,
    ELEMENTS,
    FORMATS,
    LAND,
    SEASONS,
    STYLES,
    TIMES,
    WEATHERS,
    Placed,
    field_of,
)
from training.mini.layout import Layout
from training.mini.visibility import visible

__all__ = (
    "DOMAINS", "ELEMENTS", "FORMATS", "GENRES", "SEASONS", "STYLES", "TIMES", "WEATHERS",
    "Placed", "Scene", "sample_scene", "visible",
)  # fmt: skip

GENRES = ("landscape", "birds_and_flowers", "figures", "map")


@dataclass(frozen=True, slots=True)
class Scene:
    """What one picture shows.

    Attributes:
        seed: names the scene; texture and layout streams are derived from it separately.
        domain: "base" (what pretraining sees), "museum" (aged silk), "photograph" (present-day view), "map".
        format: one of FORMATS; `aspect` is width / height of the whole, mount included (handscrolls up to 12).
        elements: what is placed, in painting order.
        seals: number of seals, 0 to 4.
        inscription: whether a column of writing stands in a corner.
        mounted: whether paper or brocade surrounds the painted field.
        genre: one of GENRES.
    """

    seed: int
    domain: str
    format: str
    aspect: float
    season: str
    time: str
    weather: str
    style: str
    elements: tuple[Placed, ...]
    seals: int = 0
    inscription: bool = False
    mounted: bool = False
    genre: str = "landscape"


def sample_scene(
    seed: int, domain: str, *, format: str | None = None, aspect: float | None = None, genre: str | None = None,
    season: str | None = None,
) -> Scene:  # fmt: skip
    """Compose a scene; the same arguments always give the same scene.

    Args:
        seed: names the scene.
        domain: one of DOMAINS.
        format: one of FORMATS; drawn if None.
        aspect: width / height of the whole, at most 12; drawn if None.
        genre: one of GENRES; drawn if None.
        season: one of SEASONS; drawn if None.
    """
    stream = Random(f"{seed}/{domain}/layout")
    format = format or stream.choices(FORMATS, (4, 2, 3, 2))[0]
    if domain == "photograph":
        format = "hanging" if format == "hanging" else "album"
    if domain == "map" and format == "fan":
        format = "album"
    aspect = min(12.0, aspect or _aspect(stream, domain, format))
    mounted = {"base": stream.random() < 0.35, "museum": True}.get(domain, False)
    drawn = stream.choices(GENRES[:3], (5, 3, 2.4))[0]
    genre = genre or {"map": "map", "photograph": "landscape" if drawn == "figures" else drawn}.get(
        domain, drawn
    )
    season = season or stream.choice(SEASONS)
    time, weather = _sky(stream, domain, season)
    left, top, right, bottom = field_of(format, aspect, mounted)
    lay = Layout(stream, (right - left) * aspect / (bottom - top), format, season, time, weather)
    _compose(lay, domain, genre)
    plain = domain == "photograph"
    scene = Scene(
        seed=seed, domain=domain, format=format, aspect=round(aspect, 4), season=season, time=time, weather=weather,
        style=stream.choices(STYLES, (4, 3, 3))[0], elements=lay.ordered(),
        seals=0 if plain else stream.randint(1, 4) if domain == "museum" else stream.choice((0, 1, 1, 2)),
        inscription=not plain and domain != "map" and stream.random() < (0.6 if domain == "museum" else 0.35),
        mounted=mounted, genre=genre,
    )  # fmt: skip
    seen = visible(scene)
    return replace(
        scene, elements=tuple(item for item in scene.elements if item.kind in LAND or item in seen)
    )


def _compose(lay: Layout, domain: str, genre: str) -> None:
    if genre == "landscape":
        landscape(lay, people=domain != "photograph")
        return
    composers: dict[str, Callable[[Layout], None]] = {
        "birds_and_flowers": birds_and_flowers, "figures": figures, "map": map_sheet,
    }  # fmt: skip
    composers[genre](lay)
    if domain == "photograph" and not any(item.kind in ("shore", "lake") for item in lay.items):
        lay.ground("shore", 0.5, 1.0, 0.24, 1.03, "far")


def _aspect(stream: Random, domain: str, format: str) -> float:
    if domain == "photograph":
        return stream.choice((1.5, 1.5, 1.3333)) if format == "album" else 0.6667
    if format == "handscroll":
        return stream.uniform(4.0, 9.0) if stream.random() < 0.12 else stream.uniform(1.9, 3.2)
    return {
        "hanging": stream.uniform(0.5, 0.72),
        "album": stream.uniform(0.9, 1.3),
        "fan": stream.uniform(1.0, 1.12),
    }[format]


def _sky(stream: Random, domain: str, season: str) -> tuple[str, str]:
    """Time of day and a weather that the season allows."""
    if domain == "map":
        return "day", "clear"
    time = stream.choices(TIMES, (2, 5, 2, 2))[0]
    weather = stream.choices(("clear", "mist", "rain", "wind"), (5, 2.2, 1.5, 1.2))[0]
    if season == "winter":
        weather = stream.choices(("clear", "mist", "snow"), (3, 1, 4.5))[0]
    if weather == "rain" and time == "night":
        weather = "clear"
    return time, weather
