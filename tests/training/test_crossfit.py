"""Every work of a small collection held out once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.training.conftest import Painted, quiet_talk
from training import crossfit, presets
from training.bench import Bench, prepare
from training.channel import Talk
from training.dataset import SPLITS
from training.protocol import Control, Event, Metric, Progress

QUICK = dataclasses.replace(presets.PRESETS["mini"], name="quick", epochs=2, batch_works=16)


@pytest.fixture(scope="module")
def pixels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pixels")


@pytest.fixture
def bench(tiny_clip: Path, painted: Painted, pixels: Path) -> Iterator[Bench]:
    made = prepare(str(tiny_clip), str(painted.snapshot), str(pixels), SPLITS, quiet_talk())
    yield made
    made.store.close()


class Listener(Talk):
    """Hears what is said, and says stop at the n-th step."""

    def __init__(self, stop_at: int = -1) -> None:
        self.__dict__.update(quiet_talk().__dict__)
        self.heard: list[Event] = []
        self._stop_at = stop_at

    def say(self, event: Event) -> None:
        self.heard.append(event)

    def progress(self, done: int, total: int, unit: str, note: str) -> None:
        self.say(Progress(done, total, unit, note))
        if note == "crossfit" and done == self._stop_at:
            self.controls.hear(Control("stop"))


def test_every_work_is_held_out_once_from_what_is_learned(bench: Bench) -> None:
    folds = crossfit.split(bench)

    everything = sorted(work.work for part in bench.parts.values() for work in part.works)
    held_out = [work.work for fold in folds for work in fold["test"].works]
    assert len(folds) == 5
    assert sorted(held_out) == everything
    assert max(len(f["test"].works) for f in folds) - min(len(f["test"].works) for f in folds) <= 1
    for fold in folds:
        names = [{work.work for work in fold[name].works} for name in SPLITS]
        assert sorted(set().union(*names)) == everything
        assert sum(map(len, names)) == len(everything)
        assert 0.1 <= len(names[1]) / (len(names[0]) + len(names[1])) <= 0.2


def test_a_group_is_held_out_as_one(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works are taken for the same in threes."""
    monkeypatch.setattr(crossfit, "groups", lambda bench: [row // 3 for row in range(72)])

    order = [w.work for name in ("test", "train", "valid") for w in bench.parts[name].works]
    group = {work: row // 3 for row, work in enumerate(order)}
    for fold in crossfit.split(bench):
        sides = [{group[work.work] for work in fold[name].works} for name in SPLITS]
        assert not sides[0] & sides[1]
        assert not sides[0] & sides[2]
        assert not sides[1] & sides[2]


def test_the_folds_are_measured_together(bench: Bench, tmp_path: Path) -> None:
    talk = Listener()

    told = crossfit.measure(bench, QUICK, 0, tmp_path, 1.0, talk)

    assert told is not None
    assert (told["done"], told["folds"], told["works"]) == (True, 5, 72)
    assert told["gallery"] == {"images": 72 / 5, "texts": 3 * 72 / 5}
    assert told["verdict"] in ("better", "worse", "not_shown")
    change = told["difference"]["mean_recall"]
    assert change["value"] == pytest.approx(
        told["finetuned"]["mean_recall"] - told["zero_shot"]["mean_recall"]
    )
    assert change["low"] < change["value"] < change["high"]
    # Nothing of it looks like an epoch of the run, and nothing stays in its folder.
    assert not [event for event in talk.heard if isinstance(event, Metric)]
    steps = [e for e in talk.heard if isinstance(e, Progress)]
    assert {step.note for step in steps} == {"crossfit"}
    assert steps[-1].done == steps[-1].total
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_crossfit_goes_on_to_the_same_figures(bench: Bench, tmp_path: Path) -> None:
    class Crash(Listener):
        def progress(self, done: int, total: int, unit: str, note: str) -> None:
            if done == total // 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crossfit.measure(bench, QUICK, 0, tmp_path / "cut", 1.0, Crash())
    told, whole = (
        crossfit.measure(bench, QUICK, 0, tmp_path / name, 1.0, quiet_talk())
        for name in ("cut", "whole")
    )

    assert told is not None
    assert whole is not None
    assert told | {"seconds": 0} == whole | {"seconds": 0}


def test_stop_leaves_it_undone_and_the_model_without_an_adapter(
    bench: Bench, tmp_path: Path
) -> None:
    names = [name for name, _ in bench.base.clip.named_parameters()]
    talk = Listener(stop_at=5)

    told = crossfit.measure(bench, QUICK, 0, tmp_path, 1.0, talk)

    assert told == {"done": False, "why": "stopped"}
    assert [name for name, _ in bench.base.clip.named_parameters()] == names
    assert not talk.controls.ending


def test_what_would_take_long_is_not_begun(bench: Bench, tmp_path: Path) -> None:
    told = crossfit.measure(bench, QUICK, 0, tmp_path, 600.0, quiet_talk())

    assert told is not None
    assert (told["done"], told["why"]) == (False, "too_long")
    assert told["expected_s"] == pytest.approx(600 * 5 * 72 * 4 / 5 * 6 / 7 / 48, rel=0.05)


def test_a_handful_of_works_is_too_few(
    tiny_clip: Path, painted: Painted, pixels: Path, tmp_path: Path
) -> None:
    few = painted.write(painted.works[:4] + painted.works[50:54], "few.json")
    bench = prepare(str(tiny_clip), str(few), str(pixels), SPLITS, quiet_talk())

    told = crossfit.measure(bench, QUICK, 0, tmp_path, 1.0, quiet_talk())

    bench.store.close()
    assert told == {"done": False, "why": "too_few_works"}


def test_a_large_collection_needs_none(bench: Bench, tmp_path: Path) -> None:
    part = bench.parts["train"]
    copies: list[Any] = [
        dataclasses.replace(work, work=f"{work.work}x{copy}")
        for work in part.works
        for copy in "abc"
    ]
    large = dataclasses.replace(bench, parts={**bench.parts, "train": type(part)(tuple(copies))})

    assert crossfit.measure(large, QUICK, 0, tmp_path, 1.0, quiet_talk()) is None
