"""A finetune from snapshot to figures, cut off and taken up again."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from tests.training.conftest import Painted, quiet_talk
from training import presets
from training.channel import Talk
from training.errors import StoppedError, TrainingError
from training.finetuning import evaluate, finetune
from training.protocol import Control, Evaluate, Event, Finetune, Metric, Progress

EPOCHS = 6


@pytest.fixture(scope="session")
def pixels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pixels")


@pytest.fixture(autouse=True)
def _several_steps_an_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    small = dataclasses.replace(presets.PRESETS["mini"], name="small", batch_works=16)
    monkeypatch.setitem(presets.PRESETS, "small", small)


@pytest.fixture
def asked(tiny_clip: Path, painted: Painted, pixels: Path) -> Callable[..., Finetune]:
    def make(run: Path, **changes: Any) -> Finetune:
        fields = {
            "model": str(tiny_clip),
            "run_dir": str(run),
            "snapshot": str(painted.snapshot),
            "pixels": str(pixels),
            "preset": "small",
            "epochs": EPOCHS,
        }
        return Finetune(**{**fields, **changes})

    return make


class Listener(Talk):
    """Hears what is said, and does something at the n-th step."""

    def __init__(self, at: int = -1, act: Callable[[Talk], None] = lambda talk: None) -> None:
        self.__dict__.update(quiet_talk().__dict__)
        self.heard: list[Event] = []
        self._at, self._act = at, act

    def say(self, event: Event) -> None:
        self.heard.append(event)

    def progress(self, done: int, total: int, unit: str, note: str) -> None:
        self.say(Progress(done, total, unit, note))
        if note == "train" and done == self._at:
            self._act(self)

    def metrics(self) -> list[dict[str, Any]]:
        return [event.values for event in self.heard if isinstance(event, Metric)]


def _crash(talk: Talk) -> None:
    raise KeyboardInterrupt


def _stop(talk: Talk) -> None:
    talk.controls.hear(Control("stop"))


def _lose_the_parent(talk: Talk) -> None:
    talk.controls.leave()


def test_a_finetune_tells_its_epochs_and_ends_with_all_its_fields(
    asked: Callable[..., Finetune], tmp_path: Path
) -> None:
    talk = Listener()
    result = finetune(asked(tmp_path / "run"), talk)

    assert (result["run"], result["preset"], result["device"]) == ("run", "small", "cpu")
    assert (result["trainable"], result["epochs"], result["stopped"]) == (512, EPOCHS, False)
    assert 1 <= result["best_epoch"] <= EPOCHS
    assert result["kept"] in ("finetuned", "zero_shot")
    assert result["metrics"]["works"] == 16
    assert result["metrics"]["forgetting"]["measured"] is False
    assert result["fit"] == {"chunk": 16, "checkpoint": False}
    with safe_open(result["adapter"], framework="numpy") as file:
        assert json.loads(file.metadata()["songclip"])["fit"] == result["fit"]
    assert result["left_out"] == result["metrics"]["left_out"] == []
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == [
        "adapter.safetensors",
        "evaluation.json",
        "metrics.jsonl",
    ]
    lines = (tmp_path / "run" / "metrics.jsonl").read_text(encoding="ascii").splitlines()
    assert [json.loads(line) for line in lines] == talk.metrics()
    assert [metric["epoch"] for metric in talk.metrics()] == list(range(EPOCHS + 1))
    assert talk.metrics()[0]["loss"] is None
    assert talk.metrics()[-1]["loss"] < talk.metrics()[1]["loss"]
    steps = [e for e in talk.heard if isinstance(e, Progress) and e.note == "train"]
    assert [step.done for step in steps] == list(range(1, 3 * EPOCHS + 1))


def test_evaluating_the_adapter_again_gives_the_figures_of_the_run(
    asked: Callable[..., Finetune], tmp_path: Path
) -> None:
    request = asked(tmp_path / "run")
    result = finetune(request, quiet_talk())
    told = json.loads((tmp_path / "run" / "evaluation.json").read_text(encoding="utf-8"))

    again = evaluate(
        Evaluate(
            request.model, result["adapter"], request.snapshot, request.pixels, request.run_dir
        ),
        quiet_talk(),
    )

    assert told == result["metrics"] == again
    # How the recipe does on other splits is a matter of the run: it is carried over.
    assert again["crossfit"]["done"] is True


def test_the_seed_alone_decides_the_adapter(asked: Callable[..., Finetune], tmp_path: Path) -> None:
    adapters = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        finetune(asked(tmp_path / name, seed=seed, epochs=1), quiet_talk())
        adapters.append((tmp_path / name / "adapter.safetensors").read_bytes())

    assert adapters[0] == adapters[1]
    assert adapters[0] != adapters[2]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the run that nothing interrupts lies; it is made once."""
    return tmp_path_factory.mktemp("whole") / "run"


@pytest.mark.parametrize(
    ("at", "act"), [(1, _crash), (5, _crash), (17, _crash), (11, _lose_the_parent), (12, _stop)]
)
def test_a_run_cut_off_at_any_step_ends_with_the_same_bits(
    asked: Callable[..., Finetune], whole: Path, tmp_path: Path, at: int, act: Any
) -> None:
    cut = tmp_path / "run"
    try:
        finetune(asked(cut), Listener(at, act))
    except (KeyboardInterrupt, StoppedError):
        assert not (cut / "adapter.safetensors").exists()

    if not whole.exists():
        finetune(asked(whole), quiet_talk())
    resumed = Listener()
    finetune(asked(cut, resume=True), resumed)

    # It goes on where it was: the epochs that were done are not done again.
    assert resumed.metrics()[0]["epoch"] == 1 + (at - (act is _crash)) // 3
    adapter = "adapter.safetensors"
    assert (cut / adapter).read_bytes() == (whole / adapter).read_bytes()
    assert _without_seconds(cut) == _without_seconds(whole)


def _without_seconds(run: Path) -> list[dict[str, Any]]:
    lines = (run / "metrics.jsonl").read_text(encoding="ascii").splitlines()
    return [{**json.loads(line), "seconds": None} for line in lines]


def test_stop_keeps_the_best_epoch_so_far_and_measures_it(
    asked: Callable[..., Finetune], tmp_path: Path
) -> None:
    result = finetune(asked(tmp_path / "run"), Listener(8, _stop))

    assert (result["stopped"], result["epochs"]) == (True, 2)
    assert result["metrics"]["works"] == 16
    assert Path(result["adapter"]).exists()


def test_stop_before_an_epoch_is_done_has_nothing_to_hand_over(
    asked: Callable[..., Finetune], tmp_path: Path
) -> None:
    with pytest.raises(StoppedError):
        finetune(asked(tmp_path / "run"), Listener(2, _stop))

    assert not (tmp_path / "run" / "adapter.safetensors").exists()


def test_a_paused_run_waits_and_then_goes_on(
    asked: Callable[..., Finetune], tmp_path: Path
) -> None:
    waited: list[bool] = []

    def pause(talk: Talk) -> None:
        talk.controls.hear(Control("pause"))

        def wait() -> None:
            waited.append((tmp_path / "run" / "resume.safetensors").exists())
            talk.controls.hear(Control("resume"))

        talk.controls.wait_while_paused = wait  # type: ignore[method-assign]

    result = finetune(asked(tmp_path / "run"), Listener(4, pause))

    assert waited[0] is True
    assert (result["epochs"], result["stopped"]) == (EPOCHS, False)


def test_a_run_is_not_taken_up_with_other_data_or_another_seed(
    asked: Callable[..., Finetune], tmp_path: Path
) -> None:
    finetune(asked(tmp_path / "run"), Listener(8, _stop))

    with pytest.raises(TrainingError) as caught:
        finetune(asked(tmp_path / "run", seed=9, resume=True), quiet_talk())

    assert caught.value.code == "run_not_resumable"


def test_a_damaged_state_is_told_in_a_sentence(
    asked: Callable[..., Finetune], tmp_path: Path
) -> None:
    finetune(asked(tmp_path / "run"), Listener(8, _stop))
    (tmp_path / "run" / "resume.safetensors").write_bytes(b"spoilt")

    with pytest.raises(TrainingError) as caught:
        finetune(asked(tmp_path / "run", resume=True), quiet_talk())

    assert caught.value.code == "run_not_resumable"


def test_a_picture_that_cannot_be_read_is_told_and_left_out(
    asked: Callable[..., Finetune], painted: Painted, tmp_path: Path
) -> None:
    works = json.loads(json.dumps(painted.works))
    works[0]["images"][0].update(path="nowhere.png", hash="0" * 64)
    talk = Listener()

    finetune(asked(tmp_path / "run", snapshot=str(painted.write(works)), epochs=1), talk)

    items = [event for event in talk.heard if event.event == "item"]
    assert [(item.values["image"], item.values["code"]) for item in items] == [
        (0, "image_unreadable")
    ]


@pytest.mark.parametrize(
    ("keep", "code"),
    [
        (slice(0, 0), "nothing_to_learn"),
        (slice(0, 1), "nothing_to_learn"),
        (slice(0, 50), "nothing_to_evaluate"),
    ],
)
def test_too_few_works_are_told_in_a_sentence(
    asked: Callable[..., Finetune], painted: Painted, tmp_path: Path, keep: slice, code: str
) -> None:
    snapshot = painted.write(painted.works[keep], f"{keep.stop}.json")

    with pytest.raises(TrainingError) as caught:
        finetune(asked(tmp_path / "run", snapshot=str(snapshot)), quiet_talk())

    assert caught.value.code == code
    assert caught.value.remedy


def test_without_works_to_validate_on_the_last_epoch_is_kept(
    asked: Callable[..., Finetune], painted: Painted, tmp_path: Path
) -> None:
    works = [work for work in painted.works if work["split"] != "valid"]
    talk = Listener()

    result = finetune(
        asked(tmp_path / "run", snapshot=str(painted.write(works, "novalid.json"))), talk
    )

    assert (result["best_epoch"], result["kept"]) == (EPOCHS, "finetuned")
    assert talk.metrics()[1]["valid"] is None


def test_captions_all_alike_are_told_in_a_sentence(
    asked: Callable[..., Finetune], painted: Painted, tmp_path: Path
) -> None:
    works = json.loads(json.dumps(painted.works))
    for work in works:
        for caption in work["captions"]:
            caption["text"] = "一幅画"

    with pytest.raises(TrainingError) as caught:
        finetune(
            asked(tmp_path / "run", snapshot=str(painted.write(works, "alike.json"))), quiet_talk()
        )

    assert caught.value.code == "nothing_to_learn"
    assert not (tmp_path / "run").exists()


def test_weights_that_overflow_are_told_before_anything_is_written(
    asked: Callable[..., Finetune], tiny_clip: Path, tmp_path: Path
) -> None:
    model = tmp_path / "model"
    shutil.copytree(tiny_clip, model)
    weights = load_file(model / "model.safetensors")
    weights["logit_scale"] = torch.tensor(200.0)
    save_file(weights, model / "model.safetensors")

    with pytest.raises(TrainingError) as caught:
        finetune(asked(tmp_path / "run", model=str(model)), quiet_talk())

    assert caught.value.code == "not_finite"
    assert not (tmp_path / "run" / "adapter.safetensors").exists()


def test_an_unknown_preset_is_refused(asked: Callable[..., Finetune], tmp_path: Path) -> None:
    with pytest.raises(TrainingError) as caught:
        finetune(asked(tmp_path / "run", preset="nonsense"), quiet_talk())

    assert caught.value.code == "bad_request"
