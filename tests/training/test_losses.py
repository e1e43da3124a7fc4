"""The contrastive loss with several right answers."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from training.losses import masked_loss, masked_terms


def _rows(count: int, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return functional.normalize(torch.randn(count, 8, generator=generator), dim=-1)


def _own(works: list[int], text_works: list[int]) -> Tensor:
    return torch.tensor(works)[:, None] == torch.tensor(text_works)[None, :]


def test_terms_are_those_of_the_definition_written_out() -> None:
    images, texts, scale = _rows(3, 0), _rows(6, 1), 20.0
    positives = _own([0, 1, 1], [0, 0, 1, 1, 1, 0])
    logits = (scale * images @ texts.T).tolist()

    def term(row: list[float], right: list[bool]) -> float:
        wrong = sum(math.exp(v) for v, ok in zip(row, right, strict=True) if not ok)
        each = [
            -math.log(math.exp(v) / (math.exp(v) + wrong))
            for v, ok in zip(row, right, strict=True)
            if ok
        ]
        return sum(each) / len(each)

    image_terms, text_terms = masked_terms(images, texts, positives, scale)

    for row in range(3):
        expected = term(logits[row], positives[row].tolist())
        assert abs(float(image_terms[row]) - expected) < 1e-4
    for column in range(6):
        expected = term([row[column] for row in logits], positives[:, column].tolist())
        assert abs(float(text_terms[column]) - expected) < 1e-4


def test_with_one_caption_each_it_is_plain_infonce() -> None:
    images, texts = _rows(5, 0), _rows(5, 1)
    logits = 30.0 * images @ texts.T
    target = torch.arange(5)
    plain = (
        functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)
    ) / 2

    ours = masked_loss(images, texts, torch.eye(5, dtype=torch.bool), 30.0)

    assert abs(float(ours - plain)) < 1e-5


def test_captions_of_one_work_do_not_push_each_other_away() -> None:
    """Perfectly placed captions cost nothing, however many a picture has."""
    images = torch.eye(3, 8)
    texts = images.repeat_interleave(3, dim=0)
    works = [0, 1, 2]

    loss = masked_loss(images, texts, _own(works, [0, 0, 0, 1, 1, 1, 2, 2, 2]), 100.0)
    naive = masked_loss(images, texts[::3], torch.eye(3, dtype=torch.bool), 100.0)

    assert float(loss) < 1e-6
    assert float(naive) < 1e-6


def test_gradients_are_finite_where_nothing_is_wrong_or_everything_is_far() -> None:
    images = _rows(2, 0).requires_grad_()
    texts = _rows(4, 1)
    everything = torch.ones(2, 4, dtype=torch.bool)

    masked_loss(images, texts, everything, 100.0).backward()
    assert images.grad is not None
    assert torch.isfinite(images.grad).all()
    assert images.grad.abs().max() == 0

    opposed = functional.normalize(torch.ones(2, 8), dim=-1).requires_grad_()
    loss = masked_loss(opposed, -opposed.detach(), torch.eye(2, dtype=torch.bool), 100.0)
    loss.backward()
    assert torch.isfinite(loss)
    assert opposed.grad is not None
    assert torch.isfinite(opposed.grad).all()
