"""The contrastive losses against their formulas written out, and their gradients."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.losses import (
    distortion,
    hold_scale,
    masked_loss,
    masked_terms,
    pairs_loss,
    scale_of,
)


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


@pytest.mark.parametrize("smoothing", [0.05, 0.3])
def test_smoothing_spreads_the_target_over_one_right_answer_and_the_wrong_ones(
    smoothing: float,
) -> None:
    images, texts, scale = _rows(3, 0), _rows(6, 1), 20.0
    positives = _own([0, 1, 1], [0, 0, 1, 1, 1, 0])
    logits = (scale * images @ texts.T).double()

    def term(row: Tensor, right: Tensor) -> float:
        """Cross-entropies against targets that are spelled out, one for each right answer."""
        each = []
        for j in right.nonzero().flatten().tolist():
            candidates = [j, *(~right).nonzero().flatten().tolist()]
            target = torch.full((len(candidates),), smoothing / len(candidates)).double()
            target[0] += 1 - smoothing
            chances = torch.softmax(row[candidates], dim=0)
            each.append(float(-(target * chances.log()).sum()))
        return sum(each) / len(each)

    image_terms, text_terms = masked_terms(images, texts, positives, scale, smoothing)

    assert image_terms.tolist() == pytest.approx(
        [term(logits[row], positives[row]) for row in range(3)], rel=1e-5
    )
    assert text_terms.tolist() == pytest.approx(
        [term(logits[:, row], positives[:, row]) for row in range(6)], rel=1e-5
    )


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_pairs_are_the_loss_of_open_clip_and_of_masked_single_captions(smoothing: float) -> None:
    images, texts = _rows(5, 0), _rows(5, 1)
    chances_of_texts = torch.log_softmax(30.0 * images @ texts.T, dim=1)
    chances_of_images = torch.log_softmax(30.0 * texts @ images.T, dim=1)
    target = torch.eye(5) * (1 - smoothing) + smoothing / 5
    written_out = -(target * (chances_of_texts + chances_of_images)).sum() / 5 / 2

    ours = pairs_loss(images, texts, 30.0, smoothing)
    masked = masked_loss(images, texts, torch.eye(5, dtype=torch.bool), 30.0, smoothing)

    assert float(ours) == pytest.approx(float(written_out), rel=1e-5)
    assert float(masked) == pytest.approx(float(written_out), rel=1e-5)


def test_pairs_take_another_caption_of_the_same_work_as_wrong_and_masked_does_not() -> None:
    images, texts = _rows(4, 0), _rows(4, 0)
    images[1], texts[1] = images[0], texts[0]
    works = [0, 0, 1, 2]

    assert pairs_loss(images, texts, 100.0) > 0.3
    assert masked_loss(images, texts, _own(works, works), 100.0) < 1e-3


def test_distortion_is_one_minus_the_cosine() -> None:
    now, base = _rows(6, 0), _rows(6, 1)

    expected = 1 - functional.cosine_similarity(now, base).mean()

    assert float(distortion(now, base)) == pytest.approx(float(expected), rel=1e-5)
    assert float(distortion(base, base)) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_gradients_are_those_of_finite_differences(smoothing: float) -> None:
    """In float64 on what float32 computes: differences of 1e-2 are far above its rounding."""
    positives = _own([0, 1, 1], [0, 0, 1, 1])

    def masked(images: Tensor, texts: Tensor, scale: Tensor) -> Tensor:
        return masked_loss(images, texts, positives, scale, smoothing)

    def pairs(images: Tensor, texts: Tensor, scale: Tensor) -> Tensor:
        return pairs_loss(images, texts[:3], scale, smoothing)

    def apart(images: Tensor, texts: Tensor, scale: Tensor) -> Tensor:
        return scale * distortion(images, texts[:3])

    for loss in (masked, pairs, apart):
        inputs = [_rows(3, 0), _rows(4, 1), torch.tensor(5.0)]
        for tensor in inputs:
            tensor.requires_grad_()
        loss(*inputs).backward()
        for tensor in inputs:
            assert tensor.grad is not None
            flat, slopes = tensor.detach().view(-1), []
            for place in range(flat.numel()):
                before, ways = float(flat[place]), []
                for step in (0.01, -0.01):
                    flat[place] = before + step
                    ways.append(float(loss(*(each.detach() for each in inputs))))
                flat[place] = before
                slopes.append((ways[0] - ways[1]) / 0.02)
            expected = torch.tensor(slopes)
            assert (tensor.grad.view(-1) - expected).norm() <= 2e-3 * expected.norm() + 1e-4


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_logits_are_float32_inside_autocast_and_from_half_vectors(dtype: torch.dtype) -> None:
    images, texts = _rows(5, 0), _rows(5, 1)
    plain = pairs_loss(images, texts, 100.0)
    halves = pairs_loss(images.to(dtype), texts.to(dtype), 100.0)

    with torch.autocast("cpu", dtype=dtype):
        cast = pairs_loss(images, texts, 100.0)
        masked = masked_loss(images, texts, torch.eye(5, dtype=torch.bool), 100.0)

    assert cast.dtype == masked.dtype == halves.dtype == torch.float32
    assert float(cast) == float(plain)
    assert float(masked) == pytest.approx(float(plain), rel=1e-6)


def test_a_learned_scale_stays_below_a_hundred_and_can_come_down_from_there() -> None:
    logit_scale = nn.Parameter(torch.tensor(4.7))
    optimiser = torch.optim.SGD([logit_scale], lr=1e-3)
    hold_scale(logit_scale)
    assert float(scale_of(logit_scale.detach())) == pytest.approx(100.0, rel=1e-5)

    # All is wrong: a lower scale costs less.
    pairs_loss(_rows(4, 0), -_rows(4, 0), scale_of(logit_scale)).backward()
    optimiser.step()
    hold_scale(logit_scale)

    assert float(scale_of(logit_scale.detach())) < 99.0
    assert scale_of(torch.tensor(4.605, dtype=torch.float16)).dtype == torch.float32
