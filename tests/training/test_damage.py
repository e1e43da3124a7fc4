"""What goes wrong with files, disks, memory and numbers ends in a sentence with a remedy.

And never in half a run: what is in its folder then can be gone on from, or is nothing at all.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import json
import pickle
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from tests.training.conftest import TINY_SHAPE, Painted, quiet_talk
from training import presets
from training.adamw import AdamW
from training.channel import Talk
from training.errors import StoppedError, TrainingError
from training.finetuning import evaluate, finetune
from training.protocol import Control, Evaluate, Finetune

EPOCHS, STEPS_AN_EPOCH = 4, 3
Ask = Callable[..., Finetune]


@pytest.fixture(autouse=True)
def _several_steps_an_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    small = dataclasses.replace(presets.PRESETS["mini"], name="small", batch_works=16)
    monkeypatch.setitem(presets.PRESETS, "small", small)


@pytest.fixture(scope="module")
def pixels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pixels")


@pytest.fixture
def asked(tiny_clip: Path, painted: Painted, pixels: Path) -> Ask:
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


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the run that nothing disturbs lies; it is made once."""
    return tmp_path_factory.mktemp("whole") / "run"


class AtStep(Talk):
    """Does something once, when the n-th step has been done."""

    def __init__(self, at: int, act: Callable[[Talk], object]) -> None:
        self.__dict__.update(quiet_talk().__dict__)
        self._at, self._act = at, act

    def progress(self, done: int, total: int, unit: str, note: str) -> None:
        if note == "train" and done == self._at:
            self._act(self)


def refusal(request: Finetune | Evaluate, talk: Talk | None = None) -> TrainingError:
    """The error that it ends with; what a person is told is all there."""
    verb: Callable[..., object] = finetune if isinstance(request, Finetune) else evaluate
    with pytest.raises(TrainingError) as caught:
        verb(request, talk or quiet_talk())
    assert not isinstance(caught.value, StoppedError)
    assert caught.value.what
    assert caught.value.remedy
    return caught.value


def listing(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def assert_half_a_run(run: Path, epochs_done: int) -> None:
    """It can be gone on from after so many epochs; of these it keeps what may yet be chosen."""
    names = listing(run)
    epochs = {name for name in names if name.startswith("epochs/")}
    assert epochs <= {f"epochs/{epoch:04d}.safetensors" for epoch in range(epochs_done + 1)}
    assert set(names) - epochs == {"metrics.jsonl", "resume.safetensors"}
    assert bool(epochs) or epochs_done == 0
    lines = (run / "metrics.jsonl").read_text("ascii").splitlines()
    assert [json.loads(line)["epoch"] for line in lines] == list(range(epochs_done + 1))


def assert_it_goes_on_to_the_same_bits(asked: Ask, cut: Path, whole: Path) -> None:
    if not whole.exists():
        finetune(asked(whole), quiet_talk())
    finetune(asked(cut, resume=True), quiet_talk())
    adapters = [(run / "adapter.safetensors").read_bytes() for run in (cut, whole)]
    assert adapters[0] == adapters[1]
    # An early epoch may be the one that is kept; the others went on to the same bits too.
    assert _metrics(cut) == _metrics(whole)
    assert listing(cut) == listing(whole)


def _metrics(run: Path) -> list[dict[str, Any]]:
    lines = (run / "metrics.jsonl").read_text("ascii").splitlines()
    return [{**json.loads(line), "seconds": None} for line in lines]


# Base models


class Mischief:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def _cut(path: Path) -> None:
    torch.save({"state_dict": {"visual.proj": torch.zeros(64, 64)}}, path)
    path.write_bytes(path.read_bytes()[:-200])


def _noise(path: Path) -> None:
    path.write_bytes(np.random.default_rng(0).bytes(1 << 16))


def _code(path: Path) -> None:
    path.write_bytes(pickle.dumps(Mischief(path.with_name("ran")), protocol=2))


def _hidden_code(path: Path) -> None:
    torch.save({"state_dict": {"visual.proj": Mischief(path.with_name("ran"))}}, path)


def _other_model(path: Path) -> None:
    torch.save({"state_dict": torch.nn.Linear(3, 3).state_dict()}, path)


def _whole_module(path: Path) -> None:
    torch.save(torch.nn.Linear(3, 3), path)


def _numbers(path: Path) -> None:
    torch.save({"state_dict": {"visual.proj": [1.0, 2.0]}}, path)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_cut, "model_damaged"),
        (_noise, "model_damaged"),
        (_code, "model_damaged"),
        (_hidden_code, "model_damaged"),
        (_whole_module, "model_damaged"),
        (_numbers, "model_damaged"),
        (_other_model, "model_unknown"),
    ],
)
def test_a_checkpoint_that_is_none_begins_no_run_and_runs_no_code(
    asked: Ask, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(tmp_path / "a.pt")

    error = refusal(asked(tmp_path / "run", model=str(tmp_path / "a.pt")))

    assert error.code == code
    assert listing(tmp_path) == ["a.pt"]


def test_code_in_a_checkpoint_would_run_if_it_were_let(tmp_path: Path) -> None:
    """The control: these files do carry code that works."""
    for spoil in (_code, _hidden_code):
        spoil(tmp_path / "a.pt")
        if spoil is _code:
            pickle.loads((tmp_path / "a.pt").read_bytes())
        else:
            torch.load(tmp_path / "a.pt", weights_only=False)
        assert (tmp_path / "ran").exists()
        (tmp_path / "ran").unlink()


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_no_numbers_begin_no_run(
    asked: Ask, tiny_clip: Path, tmp_path: Path, value: float
) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.json").write_bytes((tiny_clip / "config.json").read_bytes())
    weights = load_file(tiny_clip / "model.safetensors")
    weights["visual.ln_post.bias"][3] = value
    save_file(weights, model / "model.safetensors")

    error = refusal(asked(tmp_path / "run", model=str(model)))

    assert error.code == "model_damaged"
    assert not (tmp_path / "run").exists()


# Adapters


def test_an_adapter_of_another_base_is_not_measured(
    asked: Ask, tiny_clip: Path, tmp_path: Path
) -> None:
    from cn_clip.clip.model import CLIP

    finetune(request := asked(tmp_path / "run", epochs=1), quiet_talk())
    other = tmp_path / "other"
    other.mkdir()
    (other / "config.json").write_bytes((tiny_clip / "config.json").read_bytes())
    torch.manual_seed(9)
    save_file(
        {name: value.contiguous() for name, value in CLIP(**TINY_SHAPE).state_dict().items()},
        other / "model.safetensors",
    )
    before = {name: (tmp_path / "run" / name).read_bytes() for name in listing(tmp_path / "run")}

    error = refusal(
        Evaluate(
            str(other),
            str(tmp_path / "run" / "adapter.safetensors"),
            request.snapshot,
            request.pixels,
            str(tmp_path / "run"),
        )
    )

    assert error.code == "adapter_wrong_base"
    assert before == {
        name: (tmp_path / "run" / name).read_bytes() for name in listing(tmp_path / "run")
    }


# Data


def test_works_that_all_say_the_same_cannot_be_learned_from(
    asked: Ask, painted: Painted, tmp_path: Path
) -> None:
    works = json.loads(json.dumps(painted.works))
    for work in works:
        for caption in work["captions"]:
            caption["text"] = "一幅画"
    snapshot = painted.write(works, "all_alike.json")

    error = refusal(asked(tmp_path / "run", snapshot=str(snapshot)))

    assert error.code == "nothing_to_learn"
    assert not (tmp_path / "run").exists()


def test_one_work_begins_no_run(asked: Ask, painted: Painted, tmp_path: Path) -> None:
    snapshot = painted.write(painted.works[:1], "one.json")

    error = refusal(asked(tmp_path / "run", snapshot=str(snapshot)))

    assert error.code == "nothing_to_learn"
    assert not (tmp_path / "run").exists()


# Numbers


@pytest.mark.parametrize("at", [1, 5, 6, 8])
def test_a_number_lost_on_the_way_keeps_the_epochs_before_it(
    asked: Ask, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """After the sixth step the second epoch is validated: it is not kept."""
    plain, done = AdamW.step, []

    def spoil(self: AdamW, *arguments: Any, **named: Any) -> Any:
        result = plain(self, *arguments, **named)
        done.append(1)
        if len(done) == at:
            with torch.no_grad():
                self.param_groups[0]["params"][0].view(-1)[0] = float("nan")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(AdamW, "step", spoil)
        error = refusal(asked(tmp_path / "run"))

    assert error.code == "not_finite"
    assert_half_a_run(tmp_path / "run", (at - 1) // STEPS_AN_EPOCH)
    for path in (tmp_path / "run").rglob("*.safetensors"):
        assert all(bool(torch.isfinite(each).all()) for each in load_file(path).values())
    assert_it_goes_on_to_the_same_bits(asked, tmp_path / "run", whole)


# Memory


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to"),
        MemoryError(),
    ],
    ids=["cuda", "cpu", "python"],
)
def test_memory_that_runs_out_on_the_way_is_told_and_the_run_can_go_on(
    asked: Ask, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Not even one picture fits from the fifth step on."""
    plain = torch.nn.Conv2d.forward

    def full(self: torch.nn.Conv2d, values: torch.Tensor) -> torch.Tensor:
        raise error

    with monkeypatch.context() as patch:
        talk = AtStep(5, lambda talk: patch.setattr(torch.nn.Conv2d, "forward", full))
        refused = refusal(asked(tmp_path / "run"), talk)

    assert torch.nn.Conv2d.forward is plain
    assert refused.code == "out_of_memory"
    assert_half_a_run(tmp_path / "run", 1)
    assert_it_goes_on_to_the_same_bits(asked, tmp_path / "run", whole)


# Disks


class Disk:
    """A file system of its own, so small that it can be filled to the last byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        with (self.folder / "ballast").open("ab", buffering=0) as file:
            for size in (1 << 16, 1 << 10, 1):
                with contextlib.suppress(OSError):
                    while file.write(b"\0" * size):
                        pass
            with pytest.raises(OSError, match="No space") as caught:
                file.write(b"\0")
        assert caught.value.errno == errno.ENOSPC

    def clear(self) -> None:
        (self.folder / "ballast").unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no mount here")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("at", [0, 2, 4, EPOCHS * STEPS_AN_EPOCH])
def test_a_disk_that_fills_up_keeps_the_epochs_before_it(
    asked: Ask, whole: Path, disk: Disk, at: int
) -> None:
    run = disk.folder / "run"
    if at == 0:
        run.mkdir()
        disk.fill()

    error = refusal(asked(run), AtStep(at, lambda talk: disk.fill()))

    assert error.code == "folder_unwritable"
    assert str(run) in error.what
    if at:
        assert_half_a_run(run, (at - 1) // STEPS_AN_EPOCH)
    else:
        assert listing(run) in ([], ["metrics.jsonl"])
    disk.clear()
    assert_it_goes_on_to_the_same_bits(asked, run, whole)


def test_a_full_disk_when_the_adapter_is_to_be_written_loses_no_epoch(
    asked: Ask, whole: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = disk.folder / "run"

    class Measured(Talk):
        def __init__(self) -> None:
            self.__dict__.update(quiet_talk().__dict__)

        def progress(self, done: int, total: int, unit: str, note: str) -> None:
            if note == "evaluate" and not (disk.folder / "ballast").exists():
                disk.fill()

    error = refusal(asked(run), Measured())

    assert error.code == "folder_unwritable"
    assert_half_a_run(run, EPOCHS)
    disk.clear()
    assert_it_goes_on_to_the_same_bits(asked, run, whole)


def test_no_room_for_decoded_pictures_begins_no_run(asked: Ask, disk: Disk, tmp_path: Path) -> None:
    (disk.folder / "pixels").mkdir()
    disk.fill()

    error = refusal(asked(tmp_path / "run", pixels=str(disk.folder / "pixels")))

    assert error.code == "folder_unwritable"
    assert not (tmp_path / "run").exists()


# What an earlier attempt left


def _stopped_after_two_epochs(asked: Ask, run: Path) -> None:
    finetune(asked(run), AtStep(8, lambda talk: talk.controls.hear(Control("stop"))))
    (run / "adapter.safetensors").unlink()
    (run / "evaluation.json").unlink()


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("resume.safetensors", _halve),
        ("resume.safetensors", _noise),
        ("epochs/0002.safetensors", _halve),
        ("epochs/0002.safetensors", Path.unlink),
        ("metrics.jsonl", _noise),
        ("metrics.jsonl", _halve),
    ],
)
def test_a_damaged_state_is_not_gone_on_from(
    asked: Ask, tmp_path: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    _stopped_after_two_epochs(asked, run := tmp_path / "run")
    spoil(run / name)
    before = listing(run)

    error = refusal(asked(run, resume=True, epochs=EPOCHS))

    assert error.code == "run_not_resumable"
    assert listing(run) == before


def test_what_a_killed_write_left_is_in_nobodys_way(
    asked: Ask, whole: Path, tmp_path: Path
) -> None:
    _stopped_after_two_epochs(asked, run := tmp_path / "run")
    for name in ("resume.safetensors", "metrics.jsonl", "adapter.safetensors", "epochs/0003"):
        (run / name).with_name(Path(name).name + ".part").write_bytes(b"\0" * 100)

    assert_it_goes_on_to_the_same_bits(asked, run, whole)
