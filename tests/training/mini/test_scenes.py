"""Scenes: the same for the same name, true to the season, and honest about what can be seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from training.mini.elements import ELEMENTS, LAND, LAYERS, box_of
from training.mini.layout import SEASON_FLOWERS, SEASON_TREES
from training.mini.scenes import DOMAINS, FORMATS, Placed, Scene, sample_scene, visible
from training.mini.visibility import element_boxes, field_aspect, seal_boxes, writing_box

SEASONAL = {
    "plum": {"winter"},
    "peach": {"spring"},
    "lotus": {"summer"},
    "maple": {"autumn"},
    "chrysanthemum": {"autumn"},
}


def scenes(domain: str, count: int = 250) -> list[Scene]:
    return [sample_scene(number, domain) for number in range(count)]


def still_life(*elements: Placed, **changes: object) -> Scene:
    plain = Scene(1, "base", "album", 1.0, "spring", "day", "clear", "pale", elements)
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_name_always_gives_the_same_scene_and_another_name_another(domain: str) -> None:
    first = scenes(domain, 40)
    assert first == scenes(domain, 40)
    assert len({scene.elements for scene in first}) > 35


def test_plants_flower_only_in_their_season() -> None:
    seen = set()
    for scene in scenes("base", 600):
        for item in scene.elements:
            if item.kind in SEASONAL:
                seen.add(item.kind)
                assert scene.season in SEASONAL[item.kind], (scene.seed, item.kind, scene.season)
    assert seen == set(SEASONAL)


def test_the_tables_of_plants_agree_with_the_seasons() -> None:
    for table in (SEASON_TREES, SEASON_FLOWERS):
        for season, plants in table.items():
            for plant in plants:
                assert season in SEASONAL.get(plant, {season})


def test_snow_falls_only_in_winter_and_butterflies_never_fly_then() -> None:
    for scene in scenes("museum", 400):
        assert scene.weather != "snow" or scene.season == "winter"
        kinds = {item.kind for item in scene.elements}
        assert scene.season != "winter" or not kinds & {"butterfly", "fish", "mandarin_ducks"}


def test_boats_have_water_and_geese_have_sky() -> None:
    for scene in scenes("base", 500):
        kinds = {item.kind for item in scene.elements}
        if kinds & {"skiff", "sail", "ferry", "painted_boat", "mandarin_ducks", "fish"}:
            assert kinds & {"lake", "river", "stream"}, (scene.seed, kinds)
        for item in scene.elements:
            assert item.kind != "geese" or item.y < 0.55


def test_every_kind_of_thing_turns_up() -> None:
    kinds = {item.kind for scene in scenes("base", 1000) for item in scene.elements}
    assert kinds == set(ELEMENTS)


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_a_sampled_scene_holds_is_visible_and_in_painting_order(domain: str) -> None:
    for scene in scenes(domain, 60):
        assert scene.elements, scene.seed
        hidden = set(scene.elements) - set(visible(scene))
        assert all(item.kind in LAND for item in hidden)
        depths = [LAYERS.index(item.layer) for item in scene.elements]
        assert depths == sorted(depths)


def test_no_thing_hides_another_of_its_size() -> None:
    for scene in scenes("base", 200):
        solid = [item for item in scene.elements if item.kind not in LAND]
        for k, item in enumerate(solid):
            left, top, right, bottom = box_of(item, field_aspect(scene))
            for other in solid[k + 1 :]:
                if {item.kind, other.kind} & {"skiff", "waterfall", "wall"}:
                    continue
                x0, y0, x1, y1 = box_of(other, field_aspect(scene))
                shared = max(0.0, min(right, x1) - max(left, x0)) * max(
                    0.0, min(bottom, y1) - max(top, y0)
                )
                least = min((right - left) * (bottom - top), (x1 - x0) * (y1 - y0))
                assert shared <= 0.5 * least, (scene.seed, item.kind, other.kind)


def test_what_stands_behind_a_cliff_is_not_reported() -> None:
    hut = Placed("hut", 0.5, 0.8, 0.2, 1, "far")
    cliff = Placed("cliff", 0.5, 0.95, 0.8, 1, "near")
    assert visible(still_life(hut)) == (hut,)
    assert visible(still_life(hut, cliff)) == (cliff,)


def test_what_lies_outside_the_picture_or_the_fan_is_not_reported() -> None:
    outside = Placed("sail", 1.4, 0.6, 0.2)
    corner = Placed("rock", 0.08, 0.12, 0.1)
    assert visible(still_life(outside)) == ()
    assert visible(still_life(corner)) == (corner,)
    assert visible(still_life(corner, format="fan")) == ()


def test_far_things_in_mist_at_night_and_too_small_are_not_reported() -> None:
    hut = Placed("hut", 0.5, 0.58, 0.11, 1, "far")
    assert visible(still_life(hut)) == (hut,)
    hidden = [visible(still_life(hut, weather="mist", seed=seed)) == () for seed in range(40)]
    assert sum(hidden) > 20
    faint = Placed("hut", 0.5, 0.3, 0.07, 1, "far")
    assert visible(still_life(faint)) == (faint,)
    assert visible(still_life(faint, time="night")) == ()
    assert visible(still_life(Placed("hut", 0.5, 0.5, 0.03))) == ()


@pytest.mark.parametrize("format_", FORMATS)
def test_formats_keep_their_proportions(format_: str) -> None:
    aspects = [sample_scene(n, "museum", format=format_).aspect for n in range(80)]
    low, high = {
        "hanging": (0.4, 0.8),
        "handscroll": (1.8, 12),
        "album": (0.8, 1.6),
        "fan": (0.95, 1.2),
    }[format_]
    assert min(aspects) >= low
    assert max(aspects) <= high


def test_a_handscroll_is_never_longer_than_twelve_and_fills_its_length() -> None:
    scene = sample_scene(5, "museum", format="handscroll", aspect=40.0, genre="landscape")
    assert scene.aspect == 12.0
    places = [item.x for item in scene.elements]
    assert min(places) < 0.2
    assert max(places) > 0.8


def test_museum_pieces_are_mounted_and_sealed_and_photographs_are_not() -> None:
    for scene in scenes("museum", 60):
        assert scene.mounted
        assert 1 <= scene.seals <= 4
    for scene in scenes("photograph", 60):
        assert not scene.mounted
        assert scene.seals == 0
        assert not scene.inscription
    share = sum(scene.mounted for scene in scenes("base", 600)) / 600
    assert 0.28 < share < 0.42


def test_seals_keep_clear_of_the_writing_and_of_what_is_painted() -> None:
    found = 0
    for scene in scenes("museum", 150):
        aspect, writing = field_aspect(scene), writing_box(scene)
        solid = [box_of(item, aspect) for item in scene.elements if item.kind not in LAND]
        for seal in seal_boxes(scene):
            found += 1
            for box in [*solid, *([writing] if writing else [])]:
                wide = min(seal[2], box[2]) - max(seal[0], box[0])
                tall = min(seal[3], box[3]) - max(seal[1], box[1])
                area = (seal[2] - seal[0]) * (seal[3] - seal[1])
                assert max(0.0, wide) * max(0.0, tall) <= 0.16 * area
    assert found > 100


def test_boxes_lie_within_the_field() -> None:
    for scene in scenes("base", 80):
        for left, top, right, bottom in element_boxes(scene):
            assert 0 <= left < right <= 1
            assert 0 <= top < bottom <= 1
