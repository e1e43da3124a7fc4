"""Our AdamW steps as torch's does."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from training.adamw import AdamW, Group


def _parameters() -> dict[str, nn.Parameter]:
    generator = torch.Generator().manual_seed(0)
    return {
        name: nn.Parameter(torch.randn(3, 4, generator=generator)) for name in ("first", "second")
    }


@pytest.mark.parametrize("decay", [0.0, 0.01])
def test_many_steps_are_those_of_torch(decay: float) -> None:
    ours, theirs = _parameters(), _parameters()
    mine = AdamW([Group(ours, decay)], (0.9, 0.999))
    reference = torch.optim.AdamW(list(theirs.values()), lr=1.0, weight_decay=decay, foreach=False)
    generator = torch.Generator().manual_seed(1)
    for step in range(60):
        rate = 0.02 / (1 + step)
        mine.set_rate(rate)
        reference.param_groups[0]["lr"] = rate
        for name in ours:
            gradient = torch.randn(3, 4, generator=generator)
            ours[name].grad, theirs[name].grad = gradient.clone(), gradient.clone()
        mine.step()
        reference.step()

    for name in ours:
        assert (ours[name] - theirs[name]).abs().max() < 1e-6


def test_what_was_taken_out_and_put_back_goes_on_to_the_bit() -> None:
    straight, cut = _parameters(), _parameters()
    runs = [AdamW([Group(each, 0.01)], (0.9, 0.999)) for each in (straight, cut)]
    for step in range(10):
        if step == 5:
            kept = runs[1].tensors()
            cut = _parameters()
            runs[1] = AdamW([Group(cut, 0.01)], (0.9, 0.999))
            runs[1].put(kept)
        for run, parameters in zip(runs, (straight, cut), strict=True):
            run.set_rate(0.01)
            for parameter in parameters.values():
                parameter.grad = parameter.detach() * 0.3 + step
            run.step()

    assert all(torch.equal(straight[name], cut[name]) for name in straight)
    assert runs[1].taken == 10


def test_groups_with_rates_and_decays_of_their_own_are_those_of_torch() -> None:
    ours, theirs = _parameters(), _parameters()
    mine = AdamW(
        [Group({"first": ours["first"]}, 0.1), Group({"second": ours["second"]}, 0.0, ratio=4.0)],
        (0.9, 0.98),
    )
    reference = torch.optim.AdamW(
        [
            {"params": [theirs["first"]], "lr": 0.01, "weight_decay": 0.1},
            {"params": [theirs["second"]], "lr": 0.04, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
        foreach=False,
    )
    mine.set_rate(0.01)
    for step in range(20):
        for name in ours:
            ours[name].grad = torch.full((3, 4), 0.5 - step)
            theirs[name].grad = torch.full((3, 4), 0.5 - step)
        mine.step()
        reference.step()

    assert all((ours[name] - theirs[name]).abs().max() < 1e-6 for name in ours)
