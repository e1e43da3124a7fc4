"""The contrastive losses: of masked pictures and texts, of plain pairs, and what holds them back.

Everything is computed in float32, also where the caller is inside autocast: at a scale of 100 a
cosine that is off by a thousandth is off by a tenth in the exponent.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

# A learned logit scale stays below this, as in CLIP (arXiv 2103.00020, section 2.5).
LN_100 = math.log(100.0)
# Far below any logit, and finite: minus infinity would make gradients that are not numbers.
_NOTHING = -1e9


def masked_terms(
    images: Tensor,
    texts: Tensor,
    positives: Tensor,
    scale: Tensor | float,
    smoothing: float = 0.0,
) -> tuple[Tensor, Tensor]:
    """The loss of each picture and of each text, [B] and [M].

    For a picture i and each of its texts j the term is
    -log(exp l_ij / (exp l_ij + sum over wrong texts k of exp l_ik)), averaged over j; for a text
    the same over pictures. Other right answers are in no denominator, so the least value is 0 and
    each caption is drawn near on its own.

    A term is thus the cross-entropy over K candidates, j and the wrong ones, and label smoothing
    is that of such a cross-entropy: the target is 1 - smoothing + smoothing / K for j and
    smoothing / K for each wrong one; other right answers stay out of it. With one text a picture
    it is `torch.nn.functional.cross_entropy(label_smoothing=smoothing)`.

    Args:
        images: Unit rows [B, D].
        texts: Unit rows [M, D].
        positives: Boolean [B, M], true where text and picture belong together. Each row and each
            column must hold at least one.
        scale: What cosines are multiplied by, e.g. 100.
        smoothing: Share of the target spread over the candidates, 0 to 1.

    Returns:
        float32 [B] and [M].
    """
    logits = _logits(images, texts, scale)
    return _rows(logits, positives, smoothing), _rows(logits.T, positives.T, smoothing)


def masked_loss(
    images: Tensor,
    texts: Tensor,
    positives: Tensor,
    scale: Tensor | float,
    smoothing: float = 0.0,
) -> Tensor:
    """Mean of both directions of `masked_terms`: one number to descend on."""
    image_terms, text_terms = masked_terms(images, texts, positives, scale, smoothing)
    return (image_terms.mean() + text_terms.mean()) / 2


def pairs_loss(
    images: Tensor, texts: Tensor, scale: Tensor | float, smoothing: float = 0.0
) -> Tensor:
    """The plain loss of CLIP: row i of one belongs to row i of the other, all else is wrong.

    As `cn_clip.training.train.get_loss` and open_clip's `ClipLoss` have it. A text of the same
    work in another row counts as wrong, which is why `masked_loss` is the default.

    Args:
        images: Unit rows [B, D].
        texts: Unit rows [B, D].
        scale: What cosines are multiplied by, e.g. 100.
        smoothing: Share of the target spread over all rows, 0 to 1.
    """
    logits = _logits(images, texts, scale)
    target = torch.arange(len(logits), device=logits.device)
    ways = (logits, logits.T)
    each = [functional.cross_entropy(way, target, label_smoothing=smoothing) for way in ways]
    return (each[0] + each[1]) / 2


def distortion(images: Tensor, base: Tensor) -> Tensor:
    """Mean of 1 - cos(picture now, picture in the base model): 0 where nothing has moved.

    The embedding-distortion term of arXiv 2409.07582, added to the loss with a weight: it draws
    the pictures back to where the index of the base model has them.

    Args:
        images: Unit rows [B, D].
        base: The same pictures' unit rows by the base model, [B, D].
    """
    return 1 - (images.float() * base.float()).sum(dim=-1).mean()


def scale_of(logit_scale: Tensor) -> Tensor:
    """What cosines are multiplied by, float32: models keep its logarithm, some of them in fp16."""
    return logit_scale.float().exp()


@torch.no_grad()
def hold_scale(logit_scale: Tensor) -> None:
    """Keeps a learned logit scale within [0, ln 100]; called after each step.

    In place, as Chinese-CLIP does: a clamp in the forward pass would give no gradient beyond the
    bound, where some checkpoints begin, and the scale would never move again.
    """
    logit_scale.clamp_(0.0, LN_100)


def _logits(images: Tensor, texts: Tensor, scale: Tensor | float) -> Tensor:
    with torch.autocast(images.device.type, enabled=False):
        return scale * (images.float() @ texts.float().T)


def _rows(logits: Tensor, positives: Tensor, smoothing: float) -> Tensor:
    wrong = torch.logsumexp(logits.masked_fill(positives, _NOTHING), dim=1, keepdim=True)
    terms = functional.softplus(wrong - logits)
    if smoothing:
        candidates = 1 + (~positives).sum(dim=1, keepdim=True)
        others = logits.masked_fill(positives, 0.0).sum(dim=1, keepdim=True)
        terms = terms + smoothing * (logits - (logits + others) / candidates)
    return (terms * positives).sum(dim=1) / positives.sum(dim=1)
