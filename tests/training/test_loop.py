"""The parts of the training loop that can be told without a model."""

from __future__ import annotations

import numpy as np
import pytest

from training.presets import PRESETS
from training.schedule import batches, learning_rate
from training.selection import good_epochs


def test_every_work_is_seen_once_in_an_epoch_in_batches_of_like_size() -> None:
    plan = batches(240, 32, seed=0, epoch=3)

    assert sorted(np.concatenate(plan).tolist()) == list(range(240))
    assert {len(batch) for batch in plan} == {30}


def test_the_order_follows_from_seed_and_epoch_alone() -> None:
    def order(seed: int, epoch: int) -> list[int]:
        return np.concatenate(batches(50, 8, seed, epoch)).tolist()

    assert order(1, 2) == order(1, 2)
    assert order(1, 2) != order(1, 3)
    assert order(1, 2) != order(2, 2)


def test_a_batch_larger_than_half_of_the_works_takes_them_all() -> None:
    assert [len(batch) for batch in batches(40, 32, 0, 0)] == [40]
    assert [len(batch) for batch in batches(64, 32, 0, 0)] == [32, 32]


def test_the_step_size_rises_then_falls_along_a_cosine() -> None:
    mini = PRESETS["mini"]
    rates = [learning_rate(mini, step, 240) for step in range(240)]

    assert rates[0] == pytest.approx(mini.learning_rate / 10)
    assert max(rates) == pytest.approx(mini.learning_rate)
    assert int(np.argmax(rates)) in (9, 10)
    assert rates[-1] < 0.02 * mini.learning_rate
    assert learning_rate(PRESETS["faithful"], 0, 240) == 1e-4
    assert learning_rate(PRESETS["faithful"], 239, 240) == 1e-4


def test_a_warmup_longer_than_the_run_is_cut_to_half_of_it() -> None:
    assert learning_rate(PRESETS["mini"], 3, 6) > 0.9 * PRESETS["mini"].learning_rate


def _scores(*means: float, spread: float) -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    return [mean + rng.normal(0, spread, 40) for mean in means]


def test_the_earliest_epoch_as_good_as_the_best_is_kept() -> None:
    clear = _scores(3.0, 2.0, 1.0, 0.5, 0.9, spread=0.01)
    blurred = _scores(3.0, 2.0, 0.52, 0.51, 0.5, spread=0.3)

    assert good_epochs(clear)[0] == 3
    assert good_epochs(blurred)[0] == 2


def test_zero_shot_is_never_the_epoch_that_is_kept() -> None:
    assert good_epochs(_scores(0.1, 2.0, 1.0, spread=0.01)) == [2]
    assert good_epochs([np.zeros(1), np.ones(1)]) == [1]


def test_what_may_be_kept_later_was_never_let_go_of() -> None:
    scores = _scores(*np.linspace(3.0, 0.5, 30), spread=0.4)

    for epochs in range(3, len(scores)):
        before, after = good_epochs(scores[:epochs]), good_epochs(scores[: epochs + 1])
        assert set(after) <= {*before, epochs}
