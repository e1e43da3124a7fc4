"""What is computed once gives what computing it anew gives, and every preset learns."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.training.conftest import Painted, quiet_talk
from training import adapter, feeds
from training.adapter import Adapter
from training.bench import Bench, prepare
from training.channel import Talk
from training.dataset import SPLITS
from training.device import Device
from training.distributed import World
from training.errors import TrainingError
from training.feeds import Feed
from training.loop import Trained, Trainer, train
from training.losses import LN_100
from training.objective import Objective, optimiser
from training.presets import PRESETS, Preset
from training.probing import Fit
from training.run_state import Position, RunState

ALONE = World()
BATCH = np.arange(12)
WHOLE = Fit(64, checkpoint=False)


@pytest.fixture(scope="module")
def bench(
    tiny_clip: Path, painted: Painted, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bench]:
    pixels = tmp_path_factory.mktemp("feeds") / "pixels"
    made = prepare(str(tiny_clip), str(painted.snapshot), str(pixels), SPLITS, quiet_talk())
    yield made
    made.store.close()


@pytest.fixture(autouse=True)
def _bare(bench: Bench) -> Iterator[None]:
    """The model leaves each test as it came."""
    yield
    adapter.detach(bench.base.clip)


def _worn(bench: Bench, preset: Preset) -> Adapter:
    """An adapter that does something, as after some steps."""
    worn = adapter.attach(bench.base.clip, preset, 0)
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for each in worn.parameters():
            each.add_(0.05 * torch.randn(each.shape, generator=generator))
    return worn


def _uncached(feed: Feed, bench: Bench) -> Feed:
    """The same part, its pictures through the whole of cn_clip's own tower."""
    from training import embed

    return dataclasses.replace(
        feed,
        read=lambda hashes: embed.as_input(bench.base, bench.store.read(hashes)),
        finish=lambda values, _: bench.base.clip.encode_image(values),
    )


def _step(feed: Feed, worn: Adapter, preset: Preset, fit: Fit = WHOLE) -> tuple[float, Tensor]:
    """Loss of a batch, and all gradients in a row."""
    for each in worn.parameters():
        each.grad = None
    objective = Objective(feed, worn, preset, lambda loss: loss, ALONE)
    objective.prepare(lambda: None)
    rows, texts = objective.rows(BATCH, np.random.default_rng(0))
    loss = objective.backward(rows, texts, fit, seed=5)
    grads = [each.grad.flatten() for each in worn.parameters() if each.grad is not None]
    return float(loss), torch.cat(grads)


def _apart(one: Tensor, other: Tensor) -> float:
    return float((one - other).norm() / other.norm())


@pytest.mark.parametrize(
    ("preset", "bound"),
    [
        # Prefixes are kept in half precision, which a tenth of a percent allows for.
        (dataclasses.replace(PRESETS["top4"], last_blocks=1), 1e-2),
        (PRESETS["head"], 1e-5),
        (PRESETS["faithful"], 1e-5),
    ],
    ids=["prefix", "features", "pixels"],
)
def test_kept_pictures_give_the_loss_and_gradient_of_the_whole_tower(
    bench: Bench, preset: Preset, bound: float
) -> None:
    worn = _worn(bench, preset)
    with feeds.opened(bench, worn, preset, ALONE) as (learned, _):
        loss, gradient = _step(learned, worn, preset)
        plain_loss, plain = _step(_uncached(learned, bench), worn, preset)

    assert loss == pytest.approx(plain_loss, rel=bound)
    assert _apart(gradient, plain) < bound
    assert float(plain.norm()) > 0


def test_kept_pictures_are_not_computed_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    worn = _worn(bench, PRESETS["head"])
    with feeds.opened(bench, worn, PRESETS["head"], ALONE):
        pass
    monkeypatch.setattr(bench.store, "read", lambda hashes: pytest.fail("pixels were read"))

    with feeds.opened(bench, worn, PRESETS["head"], ALONE) as (learned, valid):
        loss, _ = _step(learned, worn, PRESETS["head"])
        assert valid.image_vectors(ALONE).shape == (8, 24)

    assert loss > 0


def test_live_texts_are_the_frozen_ones_until_they_are_trained(bench: Bench) -> None:
    with feeds.opened(
        bench, adapter.attach(bench.base.clip, PRESETS["faithful"]), PRESETS["faithful"], ALONE
    ) as (learned, _):
        frozen = learned.text_vectors(ALONE)
    adapter.detach(bench.base.clip)
    fresh = adapter.attach(bench.base.clip, PRESETS["best"])

    with feeds.opened(bench, fresh, PRESETS["best"], ALONE) as (learned, _):
        live = learned.text_vectors(ALONE)

    assert learned.frozen is None
    assert (live - frozen).abs().max() < 1e-6


@pytest.mark.parametrize("name", ["best", "clip-lora"])
@pytest.mark.parametrize("fit", [Fit(64, True), Fit(5, False), Fit(1, True)])
def test_however_a_batch_goes_through_the_gradient_is_the_same(
    bench: Bench, name: str, fit: Fit
) -> None:
    # Dropout drops by pieces, so that only what is drawn again for the same pieces can agree.
    preset = dataclasses.replace(PRESETS[name], dropout=0.0)
    worn = _worn(bench, preset)
    with feeds.opened(bench, worn, preset, ALONE) as (learned, _):
        loss, gradient = _step(learned, worn, preset)
        again, pieces = _step(learned, worn, preset, fit)

    assert again == pytest.approx(loss, rel=1e-5)
    assert _apart(pieces, gradient) < 1e-5


def test_dropout_follows_from_the_seed_alone(bench: Bench) -> None:
    preset = PRESETS["clip-lora"]
    worn = _worn(bench, preset)
    with feeds.opened(bench, worn, preset, ALONE) as (learned, _):
        _, first = _step(learned, worn, preset)
        torch.rand(7)
        _, second = _step(learned, worn, preset)
        for layer in worn.layers.values():
            layer.dropout = 0.0
        _, plain = _step(learned, worn, preset)

    assert torch.equal(first, second)
    assert _apart(first, plain) > 0.01


def test_plain_pairs_take_one_text_a_picture_and_the_mask_makes_them_masked(bench: Bench) -> None:
    preset = dataclasses.replace(PRESETS["faithful"], loss="pairs", mask_same_work=False)
    worn = _worn(bench, preset)
    with feeds.opened(bench, worn, preset, ALONE) as (learned, _):
        objective = Objective(learned, worn, preset, lambda loss: loss, ALONE)
        rows, texts = objective.rows(BATCH, np.random.default_rng(0))
        _, others = objective.rows(BATCH, np.random.default_rng(1))
        plain, _ = _step(learned, worn, preset)
        masked, _ = _step(learned, worn, dataclasses.replace(preset, mask_same_work=True))
        whole, _ = _step(learned, worn, PRESETS["faithful"])

    part = learned.part
    assert part.text_work[texts].tolist() == part.image_work[rows].tolist()
    assert texts.tolist() != others.tolist()
    # No two works here share their words, so the mask changes nothing for one text a picture.
    assert masked == pytest.approx(plain, rel=1e-5)
    assert whole != pytest.approx(plain, rel=1e-3)


def test_the_distortion_term_holds_pictures_where_they_were(bench: Bench) -> None:
    preset = dataclasses.replace(PRESETS["faithful"], distortion=0.5)
    worn = _worn(bench, preset)
    with feeds.opened(bench, worn, preset, ALONE) as (learned, _):
        held, _ = _step(learned, worn, preset)
        free, _ = _step(learned, worn, PRESETS["faithful"])
        moved = learned.image_vectors(ALONE)[BATCH]
        with worn.at_strength(0.0):
            unmoved = learned.image_vectors(ALONE)[BATCH]

    distance = float(1 - (moved * unmoved).sum(dim=1).mean())
    assert distance > 1e-4
    assert held - free == pytest.approx(0.5 * distance, rel=1e-2)


def _state(folder: Path) -> RunState:
    return RunState(folder / "run", {"a": 1})


class _Losses(Talk):
    """Hears the epochs."""

    def __init__(self) -> None:
        self.__dict__.update(quiet_talk().__dict__)
        self.losses: list[float] = []

    def metric(self, values: dict[str, object]) -> None:
        if values["loss"] is not None:
            self.losses.append(values["loss"])  # type: ignore[arg-type]


def _trained(
    bench: Bench, preset: Preset, folder: Path, **changes: object
) -> tuple[Trained, list[float]]:
    preset = dataclasses.replace(
        preset, **{"epochs": 6, "budget_least": 0, "learning_rate": 5e-3, **changes}
    )
    talk = _Losses()
    return train(bench, preset, 0, _state(folder), talk), talk.losses


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_every_preset_learns(bench: Bench, tmp_path: Path, name: str) -> None:
    trained, losses = _trained(bench, PRESETS[name], tmp_path, batch_works=24)

    assert losses[-1] < losses[0]
    assert trained.trainable == sum(each.numel() for each in trained.adapter.parameters())
    assert trained.outcome.fit == Fit(24, checkpoint=False)
    assert all(bool(value.isfinite().all()) for value in trained.adapter.tensors().values())


def test_a_bench_trains_again_as_if_nothing_had_been_on_it(bench: Bench, tmp_path: Path) -> None:
    adapters = []
    for name in ("clip-lora", "best", "clip-lora"):
        trained, _ = _trained(bench, PRESETS[name], tmp_path, epochs=1)
        adapters.append(trained.adapter.tensors())
        adapter.detach(bench.base.clip)

    assert all(torch.equal(adapters[0][key], adapters[2][key]) for key in adapters[0])


def test_a_learned_scale_is_trained_from_the_checkpoints_and_never_beyond_100(
    bench: Bench, tmp_path: Path
) -> None:
    before = float(bench.base.clip.logit_scale)
    trained, _ = _trained(
        bench,
        PRESETS["faithful"],
        tmp_path,
        logit_scale="learned",
        learning_rate=5e-2,
        weight_decay=0.5,
        least_steps=1000,
        epochs=50,
    )
    learned = float(trained.adapter.tensors()["logit_scale"])

    assert trained.trainable == 512 + 1
    assert learned != before
    assert 0 <= learned <= LN_100 + 1e-6
    adapter.detach(bench.base.clip)
    assert float(bench.base.clip.logit_scale) == before


def test_a_learned_scale_at_its_bound_stays_there(bench: Bench, tmp_path: Path) -> None:
    frozen = bench.base.clip.logit_scale
    kept = frozen.detach().clone()
    with torch.no_grad():
        frozen.fill_(LN_100 + 0.3)
    try:
        trained, _ = _trained(bench, PRESETS["faithful"], tmp_path, logit_scale="learned", epochs=1)
        assert float(trained.adapter.tensors()["logit_scale"]) <= LN_100 + 1e-6
    finally:
        adapter.detach(bench.base.clip)
        with torch.no_grad():
            frozen.copy_(kept)


def test_b_takes_larger_steps_and_what_is_no_matrix_is_not_decayed(bench: Bench) -> None:
    preset = dataclasses.replace(PRESETS["best"], logit_scale="learned")
    worn = adapter.attach(bench.base.clip, preset)
    steps = optimiser(worn.named_parameters(), preset)
    steps.set_rate(1e-3)

    rates = {id(each): group["lr"] for group in steps.param_groups for each in group["params"]}
    for name, each in worn.named_parameters().items():
        assert rates[id(each)] == pytest.approx(4e-3 if name.endswith("lora_B") else 1e-3)
        each.grad = torch.zeros_like(each)
    before = {name: each.detach().clone() for name, each in worn.named_parameters().items()}
    steps.step()

    after = worn.named_parameters()
    assert torch.equal(after["logit_scale"], before["logit_scale"])
    changed = [name for name in after if not torch.equal(after[name], before[name])]
    assert changed
    assert all(name.endswith("lora_A") for name in changed)


def _half(bench: Bench) -> Bench:
    return dataclasses.replace(bench, device=Device("cpu", "half", "fp16", 1, 0), texts={})


def test_half_precision_trains_float32_updates_under_a_scaler(bench: Bench, tmp_path: Path) -> None:
    trained, losses = _trained(_half(bench), PRESETS["faithful"], tmp_path, batch_works=24)
    half = trained.adapter.tensors()
    adapter.detach(bench.base.clip)
    trained, full = _trained(bench, PRESETS["faithful"], tmp_path, batch_works=24)

    assert all(each.dtype == torch.float32 for each in trained.adapter.parameters())
    assert losses[-1] < losses[0]
    assert losses == pytest.approx(full, rel=2e-2)
    assert half.keys() == trained.adapter.tensors().keys()


def test_a_scaler_that_has_nothing_left_to_give_ends_the_run(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Objective.backward

    def overflowing(self: Objective, *args: object) -> Tensor:
        loss = plain(self, *args)  # type: ignore[arg-type]
        for each in self._adapter.parameters():
            if each.grad is not None:
                each.grad.fill_(float("inf"))
        return loss

    monkeypatch.setattr(Objective, "backward", overflowing)
    with pytest.raises(TrainingError) as caught:
        _trained(_half(bench), PRESETS["faithful"], tmp_path, epochs=60, least_steps=1000)

    assert caught.value.code == "not_finite"


def _scaler(monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    monkeypatch.setattr(torch.amp, "GradScaler", partial(torch.amp.GradScaler, **changes))


class _Items(Talk):
    """Hears what is told of single rows."""

    def __init__(self) -> None:
        self.__dict__.update(quiet_talk().__dict__)
        self.items: list[dict[str, object]] = []

    def item(self, values: dict[str, object]) -> None:
        self.items.append(values)


def test_a_scaler_goes_on_where_it_was(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scale that fits is found in the first steps, which are left out, and then grows again."""
    _scaler(monkeypatch, init_scale=2.0**24, growth_interval=3)
    half = _half(bench)
    preset = dataclasses.replace(PRESETS["faithful"], epochs=8, batch_works=16, least_steps=1000)

    def run(folder: Path, talk: Talk, resume: bool = False) -> list[object]:
        """Loss after loss, and the adapter that is kept."""
        tensors = train(half, preset, 3, _state(folder), talk, resume).adapter.tensors()
        adapter.detach(bench.base.clip)
        lines = (folder / "run" / "metrics.jsonl").read_text(encoding="ascii").splitlines()
        kept = {name: each.tolist() for name, each in tensors.items()}
        return [*((told["loss"], told["valid_loss"]) for told in map(json.loads, lines)), kept]

    def cut_off(folder: Path) -> Path:
        with pytest.raises(KeyboardInterrupt):
            run(folder, _Crash(14))
        return folder

    heard = _Items()
    whole = run(tmp_path / "whole", heard)
    resumed = run(cut_off(tmp_path / "cut"), quiet_talk(), resume=True)
    load = RunState.load
    with monkeypatch.context() as forgetful:
        forgetful.setattr(RunState, "load", lambda *given: _without_scale(load(*given)))
        fresh = run(cut_off(tmp_path / "forgot"), quiet_talk(), resume=True)

    assert whole == resumed
    # The control: the scale is part of what must be kept.
    assert whole != fresh
    assert whole[:4] == fresh[:4]
    (told,) = heard.items
    assert (told["code"], told["steps"]) == ("steps_left_out", 24)
    assert 2 <= int(str(told["left_out"])) < 24


def _without_scale(saved: tuple[Position, list[np.ndarray]] | None) -> object:
    assert saved is not None
    saved[0].scaler = torch.amp.GradScaler("cpu").state_dict()
    return saved


def test_a_few_steps_left_out_are_not_worth_a_word(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _scaler(monkeypatch, init_scale=2.0**10)
    heard = _Items()

    train(
        _half(bench), dataclasses.replace(PRESETS["faithful"], epochs=3), 0, _state(tmp_path), heard
    )

    assert heard.items == []


@pytest.mark.parametrize("name", ["best", "clip-lora", "head", "top4"])
def test_every_preset_goes_on_with_the_same_bits(bench: Bench, tmp_path: Path, name: str) -> None:
    preset = dataclasses.replace(
        PRESETS[name], epochs=3, budget_least=0, batch_works=16, least_steps=1000
    )

    def run(folder: Path, talk: Talk, resume: bool = False) -> dict[str, Tensor]:
        trained = train(bench, preset, 3, _state(folder), talk, resume)
        tensors = trained.adapter.tensors()
        adapter.detach(bench.base.clip)
        return tensors

    whole = run(tmp_path / "whole", quiet_talk())
    cut = tmp_path / "cut"
    with pytest.raises(KeyboardInterrupt):
        run(cut, _Crash(5))
    resumed = run(cut, quiet_talk(), resume=True)

    assert all(torch.equal(whole[key], resumed[key]) for key in whole)


class _Crash(Talk):
    """Ends the process's work at a step, after it saved at the one before."""

    def __init__(self, at: int) -> None:
        self.__dict__.update(quiet_talk().__dict__)
        self._at = at

    def progress(self, done: int, total: int, unit: str, note: str) -> None:
        if note == "train" and done == self._at:
            raise KeyboardInterrupt


def test_too_short_an_epoch_does_not_end_a_planned_number_of_steps_early(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def done(budget: int) -> bool:
        preset = dataclasses.replace(
            PRESETS["faithful"], batch_works=48, budget_least=budget, least_steps=1, patience=2
        )
        worn = adapter.attach(bench.base.clip, preset)
        with feeds.opened(bench, worn, preset, ALONE) as (learned, valid):
            trainer = Trainer(learned, valid, worn, preset, 0, _state(tmp_path), quiet_talk())
        adapter.detach(bench.base.clip)
        # Ten epochs of one step, the first the best.
        trainer._scores = [np.ones(8), np.zeros(8), *[np.ones(8)] * 9]
        trainer._position.epoch, trainer._position.step = 11, 10
        return trainer._done()

    assert done(0)
    assert done(54)
    assert not done(60)
