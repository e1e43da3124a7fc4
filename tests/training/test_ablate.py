"""An ablation row by row: what is trained, what is shared, and that a killed one goes on."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.training.conftest import ROOT, Engine, Painted, quiet_talk
from training import base_model, embed, pixels, presets, statistics
from training import templates as prompt_templates
from training.ablate import ablate, trials
from training.channel import Talk
from training.errors import StoppedError, TrainingError
from training.protocol import Ablate, Control, Event, Failure, Metric, Progress

TEMPLATES = ROOT / "resources" / "prompts" / "templates.json"
ROWS = [
    "zero-shot",
    "zero-shot + prompt templates",
    "LoRA r 4",
    "LoRA r 4 + prompt templates",
    "head",
    "full finetuning",
    "LoRA r 2, scale kept",
    "LoRA r 8, scale kept",
    "LoRA r 16, scale kept",
    "LoRA r 2, alpha kept",
    "LoRA r 8, alpha kept",
    "LoRA r 16, alpha kept",
]
FIELDS = {
    "name",
    "preset",
    "rank",
    "scale",
    "trainable",
    "seconds",
    "t2i",
    "i2t",
    "interval",
    "difference",
    "p_holm",
    "forgetting",
}


def make_small() -> None:
    """Two epochs a row and a tenth of the draws: the same work, less of it."""
    for name in ("faithful", "head", "full"):
        rate = 1e-2 if name == "faithful" else presets.PRESETS[name].learning_rate
        small = dataclasses.replace(presets.PRESETS[name], epochs=2, learning_rate=rate)
        presets.PRESETS[name] = small
    statistics.DRAWS = 1000


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presets, "PRESETS", dict(presets.PRESETS))
    monkeypatch.setattr(statistics, "DRAWS", statistics.DRAWS)
    make_small()


class Listener(Talk):
    """Hears what is said, and does something at the n-th epoch of a row."""

    def __init__(
        self, row: str = "", epoch: int = -1, act: Callable[[Talk], None] = lambda talk: None
    ) -> None:
        self.__dict__.update(quiet_talk().__dict__)
        self.heard: list[Event] = []
        self._at, self._act = (row, epoch), act

    def say(self, event: Event) -> None:
        self.heard.append(event)

    def progress(self, done: int, total: int, unit: str, note: str) -> None:
        self.say(Progress(done, total, unit, note))

    def metric(self, values: dict[str, Any]) -> None:
        self.say(Metric(values))
        if (values["row"], values["epoch"]) == self._at:
            self._act(self)

    def rows(self) -> list[str]:
        """Rows in which an epoch was trained."""
        told = [e.values for e in self.heard if isinstance(e, Metric) and e.values["epoch"]]
        return list(dict.fromkeys(values["row"] for values in told))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pixels")


@pytest.fixture
def asked(tiny_clip: Path, painted: Painted, shared: Path, tmp_path: Path) -> Ablate:
    out = str(tmp_path / "ablation")
    return Ablate(str(tiny_clip), str(painted.snapshot), str(shared), str(TEMPLATES), out)


Whole = tuple[dict[str, Any], Listener]


@pytest.fixture(scope="module")
def kept() -> dict[str, Whole]:
    return {}


@pytest.fixture
def whole(asked: Ablate, kept: dict[str, Whole]) -> Whole:
    """An ablation that nothing interrupted, and what it said; made once."""
    if not kept:
        talk = Listener()
        kept["whole"] = ablate(asked, talk), talk
    return kept["whole"]


def test_the_rows_are_those_of_the_contract(whole: Whole) -> None:
    told, _ = whole
    rows = {row["name"]: row for row in told["rows"]}

    assert list(rows) == ROWS
    assert all(set(row) >= FIELDS for row in rows.values())
    assert (told["works"], told["gallery"]) == (16, {"images": 16, "texts": 48})
    assert [Path(file).name for file in told["files"]] == [
        "ablation.json",
        "ablation.md",
        "ablation.png",
    ]
    assert json.loads(Path(told["files"][0]).read_text(encoding="utf-8"))["rows"] == told["rows"]
    assert Path(told["files"][1]).read_text(encoding="utf-8").count("\n| LoRA r 4 |") == 5
    Image.open(told["files"][2]).verify()
    assert sorted(path.name for path in Path(told["files"][0]).parent.iterdir()) == [
        "ablation.json",
        "ablation.md",
        "ablation.png",
    ]


def test_rank_and_strength_are_swept_apart(whole: Whole) -> None:
    rows = {row["name"]: row for row in whole[0]["rows"]}
    swept = {name: (row["rank"], row["scale"]) for name, row in rows.items() if row["rank"]}

    assert swept == {
        "LoRA r 4": (4, 4.0),
        "LoRA r 4 + prompt templates": (4, 4.0),
        "LoRA r 2, scale kept": (2, 4.0),
        "LoRA r 8, scale kept": (8, 4.0),
        "LoRA r 16, scale kept": (16, 4.0),
        "LoRA r 2, alpha kept": (2, 8.0),
        "LoRA r 8, alpha kept": (8, 2.0),
        "LoRA r 16, alpha kept": (16, 1.0),
    }
    # Two layers of 32 by 32, A and B of the rank each.
    assert [rows[name]["trainable"] for name in ("LoRA r 4", "LoRA r 16, alpha kept")] == [
        512,
        2048,
    ]
    assert rows["head"]["trainable"] == 32 * 24
    assert rows["full finetuning"]["trainable"] > 600_000


def test_each_row_is_told_against_zero_shot_with_corrected_p(whole: Whole) -> None:
    first, *others = whole[0]["rows"]

    assert first["difference"] is None
    assert first["p_holm"] is None
    for row in others:
        change = row["difference"]["t2i_r1"]
        assert change["value"] == pytest.approx(row["t2i"]["r1"] - first["t2i"]["r1"])
        low, high = row["interval"]["t2i"]["r1"]
        assert low <= row["t2i"]["r1"] <= high
    plain = [row["difference"]["mean_recall"]["p"] for row in others]
    assert [row["p_holm"] for row in others] == statistics.holm(plain)


def test_what_was_trained_moved_and_what_was_not_did_not(whole: Whole) -> None:
    rows = {row["name"]: row for row in whole[0]["rows"]}

    assert rows["zero-shot"]["forgetting"] is None
    for name in ROWS[2:]:
        assert rows[name]["forgetting"]["drift_test"] > 0
        assert rows[name]["seconds"] > 0
    # Taken off again after each row: no row stands on the one before it.
    assert rows["LoRA r 4"]["kept"] in ("finetuned", "zero_shot")
    drifts = {rows[name]["forgetting"]["drift_test"] for name in ROWS[2:] if "+" not in name}
    assert len(drifts) == 9


def test_rank_four_is_trained_once_for_both_of_its_rows_and_both_sweeps(whole: Whole) -> None:
    assert whole[1].rows() == [name for name in ROWS if "zero" not in name and "+" not in name]


def test_progress_counts_all_rows_and_says_which_is_trained(whole: Whole) -> None:
    steps = [e for e in whole[1].heard if isinstance(e, Progress) and e.unit == "step" and e.total]

    assert len({step.total for step in steps}) == 1
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total
    trained = {step.note for step in steps if step.note.startswith("train: ")}
    assert {"train: LoRA r 4 (2/10)", "train: LoRA r 16, alpha kept (10/10)"} <= trained


def test_templates_average_the_query_side_and_change_nothing_else(
    whole: Whole, asked: Ablate, painted: Painted, shared: Path
) -> None:
    rows = {row["name"]: row for row in whole[0]["rows"]}
    base = base_model.load(Path(asked.model), "cpu")
    works = [work for work in painted.works if work["split"] == "test"]
    captions = [caption["text"] for work in works for caption in work["captions"]]
    from training import device
    from training.retrieval import Gallery, find

    store = pixels.PixelStore(shared, base.config.transform)
    chosen = device.choose(base.parameters)
    images = embed.pixels(base, chosen, store.read([work["images"][0]["hash"] for work in works]))
    store.close()
    known = prompt_templates.read(TEMPLATES)
    filled = prompt_templates.fill(known, captions, 52)
    texts = prompt_templates.vectors(base, chosen, filled, len(captions))
    found = find(images, texts, Gallery(np.arange(16), np.repeat(np.arange(16), 3)))

    told = rows["zero-shot + prompt templates"]
    assert {way: told[way] for way in ("t2i", "i2t")} == {
        way: found.figures()[way] for way in ("t2i", "i2t")
    }


def _figures(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the time that they took, and without the last digits of float32.

    What stood in memory before may change the order in which a product is summed up.
    """
    plain = json.dumps([{**row, "seconds": None} for row in rows])
    return json.loads(plain, parse_float=lambda number: round(float(number), 5))


KILLED = """
import os, signal, sys
from tests.training.test_ablate import Listener, make_small
from training.ablate import ablate
from training.protocol import Ablate

make_small()
ablate(Ablate(*sys.argv[3:]), Listener(sys.argv[1], int(sys.argv[2]),
       lambda talk: os.kill(os.getpid(), signal.SIGKILL)))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("row", "epoch"), [("LoRA r 4", 2), ("full finetuning", 1)])
def test_a_killed_ablation_goes_on_after_the_rows_that_are_there(
    asked: Ablate, whole: Whole, row: str, epoch: int
) -> None:
    fields = (asked.model, asked.snapshot, asked.pixels, asked.templates, asked.out)
    command = [sys.executable, "-W", "ignore", "-c", KILLED, row, str(epoch), *fields]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]
    before = json.loads((Path(asked.out) / "ablation.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in before["rows"]] == ROWS[: ROWS.index(row)]
    assert before["finished"] is False

    talk = Listener()
    told = ablate(asked, talk)

    names = [each["name"] for each in before["rows"]]
    assert _figures(told["rows"]) == _figures(whole[0]["rows"])
    # Rows that were there keep their very figures, and none of them is trained again.
    assert [{**row, "p_holm": None} for row in told["rows"]][: len(names)] == [
        {**row, "p_holm": None} for row in before["rows"]
    ]
    assert not set(talk.rows()) & set(names)
    first = next(e.values for e in talk.heard if isinstance(e, Metric))
    assert (first["row"], first["epoch"]) in ((row, epoch), (row, epoch + 1), (ROWS[4], 0))


def _stop(talk: Talk) -> None:
    talk.controls.hear(Control("stop"))


def test_stop_keeps_the_rows_and_another_seed_begins_anew(asked: Ablate) -> None:
    with pytest.raises(StoppedError):
        ablate(asked, Listener("head", 1, _stop))
    table = Path(asked.out) / "ablation.json"
    assert [row["name"] for row in json.loads(table.read_bytes())["rows"]] == ROWS[:4]

    talk = Listener("LoRA r 4", 1, _stop)
    with pytest.raises(StoppedError):
        ablate(dataclasses.replace(asked, seed=1), talk)
    assert [row["name"] for row in json.loads(table.read_bytes())["rows"]] == ROWS[:2]


def test_a_folder_of_captioned_pictures_tells_what_each_row_forgot(
    asked: Ablate, painted: Painted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another model than the mini one cannot paint its own probe."""
    first_two = trials(demo_model=False)[:2]
    monkeypatch.setattr("training.ablate.trials", lambda demo_model: first_two)
    lines = [
        f"{painted.root / work['images'][0]['path']}\t{work['captions'][0]['text']}\n"
        for work in painted.works[:12]
    ]
    (tmp_path / "captions.tsv").write_text("".join(lines), encoding="utf-8")

    without = ablate(asked, Listener())["rows"]
    talk = Listener()
    told = ablate(dataclasses.replace(asked, probe=str(tmp_path)), talk)["rows"]

    assert [row["name"] for row in told] == ROWS[:4]
    assert without[2]["forgetting"]["measured"] is False
    lost = told[2]["forgetting"]
    assert (lost["measured"], lost["source"], lost["pictures"]) == (True, "folder", 12)
    assert lost["drift_probe"] > 0
    # Rows without that figure are not mixed with rows that have it.
    assert "LoRA r 4" in talk.rows()


def test_templates_that_cannot_be_used_are_told_before_anything_is_loaded(
    asked: Ablate, tmp_path: Path
) -> None:
    spoilt = tmp_path / "templates.json"
    spoilt.write_text("{}", encoding="utf-8")
    with pytest.raises(TrainingError) as caught:
        ablate(dataclasses.replace(asked, templates=str(spoilt)), Listener())
    assert caught.value.code == "bad_request"


def test_the_engine_answers_the_verb(asked: Ablate, start_engine: Callable[..., Engine]) -> None:
    answer = start_engine().ask(dataclasses.replace(asked, templates="/nowhere.json"))

    assert isinstance(answer, Failure)
    assert answer.code == "bad_request"
    assert "/nowhere.json" in answer.what


def test_the_mini_model_is_ablated_with_its_own_presets() -> None:
    by_name = {trial.plain: trial.preset for trial in trials(demo_model=True)}

    assert by_name["LoRA r 4"] == presets.PRESETS["mini"]
    assert by_name["LoRA r 16, scale kept"] == dataclasses.replace(
        presets.PRESETS["mini"], rank=16, alpha=64.0
    )
    assert len(by_name) == len(trials(demo_model=True)) == 10
