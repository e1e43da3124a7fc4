"""kill -9 at ten random moments of one run: the adapter has the bits of the run that nobody cut off.

Each attempt is a process of its own that does the whole verb. They are forked from a server that
has loaded the libraries, since ten times the import of torch would be most of the test.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.end_to_end.conftest import paint
from training import presets
from training.channel import Channel, Talk
from training.protocol import Finetune

MINI_MODEL = Path(__file__).resolve().parents[2] / "resources" / "mini_model"
# Without works to validate on the last epoch is kept: all that was ever gone on from is in it.
SPLITS = ("train",) * 24 + ("test",) * 6
EPOCHS, STEPS_AN_EPOCH = 12, 4
STEPS = EPOCHS * STEPS_AN_EPOCH
# How many of the ten fall into which part of the run.
KILLS = {"start": 2, "step": 4, "write": 3, "end": 1}
LATEST_S = 0.05

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs kill -9 and fork")


@pytest.fixture
def asked(tmp_path: Path) -> Callable[..., Finetune]:
    works = []
    for number, split in enumerate(SPLITS):
        picture = tmp_path / f"{number}.png"
        paint(picture, number)
        digest = hashlib.sha256(picture.read_bytes()).hexdigest()
        captions = [
            {"id": 2 * number + row, "kind": kind, "text": f"{kind}第{number}幅山水"}
            for row, kind in enumerate(("modern", "tags"))
        ]
        image = {"id": number, "path": picture.name, "hash": digest}
        works.append({"work": str(number), "split": split, "images": [image], "captions": captions})
    snapshot = tmp_path / "snapshot.json"
    body = {"schema": 1, "collection": "c", "split_hash": "s", "root": str(tmp_path)}
    snapshot.write_text(json.dumps({**body, "works": works}), encoding="utf-8")

    def make(name: str) -> Finetune:
        run, pixels = tmp_path / name, tmp_path / f"{name}_pixels"
        return Finetune(
            model=str(MINI_MODEL),
            run_dir=str(run),
            snapshot=str(snapshot),
            pixels=str(pixels),
            preset="small",
            epochs=EPOCHS,
            resume=True,
        )

    return make


class Course:
    """All that happens in the run that nobody cuts off, in order, and which part of it that is.

    A label such as "12 write 3" means the third write after the twelfth step.
    """

    def __init__(self, labels: list[str]) -> None:
        self.place = {label: place for place, label in enumerate(labels)}
        what = [label.split()[1] for label in labels]
        self._first_write, self._first_step = what.index("write"), what.index("step")
        self._last_step = len(what) - what[::-1].index("step") - 1

    def part_of(self, label: str) -> str:
        place, what = self.place[label], label.split()[1]
        if place > self._last_step:
            return "end"
        return "start" if place < self._first_write else what

    def moments(self, draw: np.random.Generator) -> list[Moment]:
        """Ten, drawn from the whole of each part; those of the starts fall between the others.

        Steps and writes of the last epoch belong to nobody: a process that is killed a little late
        there leaves no step for the next one.
        """
        last = self._last_step - STEPS_AN_EPOCH * (self._last_step - self._first_step) // STEPS
        moments = []
        for part, number in KILLS.items():
            places = [
                place
                for label, place in self.place.items()
                if self.part_of(label) == part and (part == "end" or place < last)
            ]
            drawn = draw.choice(places, size=number, replace=False)
            moments.extend(Moment(part, int(place), self) for place in drawn)
        starts = [moment for moment in moments if moment.part == "start"]
        others = sorted((m for m in moments if m.part != "start"), key=lambda m: m.place)
        for moment in starts:
            others.insert(int(draw.integers(len(others))), moment)
        return others


@dataclasses.dataclass(frozen=True)
class Moment:
    """When to kill: at a place of the course, or as soon after it as its part is met again."""

    part: str
    place: int
    course: Course

    def is_now(self, label: str) -> bool:
        """Every attempt starts up anew; of the rest it does what is left, perhaps less."""
        if label not in self.course.place or self.course.part_of(label) != self.part:
            return False
        place = self.course.place[label]
        return place == self.place if self.part == "start" else place >= self.place


class Teller(Talk):
    """Gives each thing that happens in a run a name, and says when the moment has come."""

    def __init__(self, mouth: Connection, moment: Moment | None) -> None:
        super().__init__("t", Channel(os.open(os.devnull, os.O_WRONLY)))
        self._mouth, self._moment = mouth, moment
        self._step, self.told = 0, []

    def progress(self, done: int, total: int, unit: str, note: str) -> None:
        if note == "train":
            self._step = done
        self.happens("step" if note == "train" else note)

    def happens(self, what: str) -> None:
        count = 1 + sum(label.startswith(f"{self._step} {what} ") for label in self.told)
        self.told.append(f"{self._step} {what} {count}")
        if self._moment and self._moment.is_now(self.told[-1]):
            self._mouth.send(self.told[-1])
            if self._moment.part in ("write", "end"):
                time.sleep(600)  # it is to be killed just here, before it has done this


def train(asked: Finetune, mouth: Connection, moment: Moment | None) -> None:
    """What each process does: the whole verb, and at the end it tells all that happened."""
    import torch

    from training import crossfit
    from training.finetuning import finetune

    crossfit.LONGEST_S = -1  # five further trainings; they have tests of their own
    torch.set_num_threads(1)
    small = dataclasses.replace(presets.PRESETS["mini"], name="small", batch_works=6)
    presets.PRESETS["small"] = small
    teller = Teller(mouth, moment)
    for name in ("fsync", "replace"):
        setattr(os, name, _heard(getattr(os, name), teller))
    teller.happens("load")
    finetune(asked, teller)
    mouth.send(teller.told)


def _heard(does: Callable[..., Any], teller: Teller) -> Callable[..., Any]:
    def tell_and_do(*arguments: Any) -> Any:
        teller.happens("write")
        return does(*arguments)

    return tell_and_do


def test_a_run_killed_ten_times_ends_with_the_bits_of_one_that_was_not(
    asked: Callable[..., Finetune], tmp_path: Path
) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["training.finetuning"])

    def attempt(name: str, moment: Moment | None, delay_s: float = 0.0) -> tuple[int | None, Any]:
        ear, mouth = context.Pipe(duplex=False)
        process = context.Process(target=train, args=(asked(name), mouth, moment), daemon=True)
        process.start()
        mouth.close()
        heard = None
        with contextlib.suppress(EOFError):
            heard = ear.recv()
        if moment is not None:
            time.sleep(delay_s)
            process.kill()
        process.join(timeout=60)
        ear.close()
        return process.exitcode, heard

    status, told = attempt("whole", None)
    assert status == 0
    died: list[str] = []
    course, draw = Course(told), np.random.default_rng(2024)
    for moment in course.moments(draw):
        status, label = attempt("cut", moment, draw.uniform(0, LATEST_S))
        assert status == -signal.SIGKILL, f"it ended by itself, before {moment.place}: {status}"
        died.append(label)
    status, rest = attempt("cut", None)

    assert (status, len(died)) == (0, 10)
    parts = [course.part_of(label) for label in died]
    assert {part: parts.count(part) for part in KILLS} == KILLS
    assert len([label for label in rest if "step" in label]) < STEPS / 2, "it began anew"
    runs = [tmp_path / name for name in ("whole", "cut")]
    adapters = [(run / "adapter.safetensors").read_bytes() for run in runs]
    assert adapters[0] == adapters[1]
    assert _losses(runs[0]) == _losses(runs[1])
    whole, cut = (json.loads((run / "evaluation.json").read_text("utf-8")) for run in runs)
    assert whole | {"run": "cut", "crossfit": cut["crossfit"]} == cut
    left = [sorted(path.name for path in run.iterdir()) for run in runs]
    assert left[0] == left[1]


def _losses(run: Path) -> list[float]:
    lines = (run / "metrics.jsonl").read_text("ascii").splitlines()
    assert len(lines) == EPOCHS + 1
    return [json.loads(line)["loss"] for line in lines]
