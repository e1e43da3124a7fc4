"""The contrastive loss: several right captions for a picture, and none of them a wrong one."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

# Far below any logit, and finite: minus infinity would make gradients that are not numbers.
_NOTHING = -1e9


def masked_terms(
    images: Tensor, texts: Tensor, positives: Tensor, scale: Tensor | float
) -> tuple[Tensor, Tensor]:
    """The loss of each picture and of each text, [B] and [M].

    For a picture i and each of its texts j the term is
    -log(exp l_ij / (exp l_ij + sum over wrong texts k of exp l_ik)), averaged over j; for a text
    the same over pictures. Other right answers are in no denominator, so the least value is 0 and
    each caption is drawn near on its own.

    Args:
        images: Unit rows [B, D].
        texts: Unit rows [M, D].
        positives: Boolean [B, M], true where text and picture belong together. Each row and each
            column must hold at least one.
        scale: What cosines are multiplied by, e.g. 100.

    Returns:
        float32 [B] and [M].
    """
    logits = scale * (images.float() @ texts.float().T)
    return _rows(logits, positives), _rows(logits.T, positives.T)


def masked_loss(images: Tensor, texts: Tensor, positives: Tensor, scale: Tensor | float) -> Tensor:
    """Mean of both directions of `masked_terms`: one number to descend on."""
    image_terms, text_terms = masked_terms(images, texts, positives, scale)
    return (image_terms.mean() + text_terms.mean()) / 2


def _rows(logits: Tensor, positives: Tensor) -> Tensor:
    wrong = torch.logsumexp(logits.masked_fill(positives, _NOTHING), dim=1, keepdim=True)
    terms = functional.softplus(wrong - logits) * positives
    return terms.sum(dim=1) / positives.sum(dim=1)
