"""What is worth a person's next look: texts that miss their own work, works that teach the most."""

from __future__ import annotations

import numpy as np

# Texts compared at a time: 32 MB of scores for 16,000 pictures.
_BLOCK = 512
# CLIP's logit scale is clamped to 100 (Radford et al., 2021); trained models end there.
_SCALE = 100.0


def ranks_of_own(
    texts: np.ndarray, own: np.ndarray, images: np.ndarray, owners: np.ndarray
) -> np.ndarray:
    """The rank, from 1, of each text's own work among all works; ties count in its favour.

    A work stands where its best picture or window does. Any thread.

    Args:
        texts: Float [T, D], unit rows.
        own: Integers [T], the work of each text.
        images: Float [N, D], unit rows.
        owners: Integers [N], the work of each picture.

    Returns:
        int64 [T]; 0 for a text whose work has no picture.
    """
    order = np.argsort(owners, kind="stable")
    works, first = np.unique(owners[order], return_index=True)
    rows = np.asarray(images[order], dtype=np.float32)
    column = np.searchsorted(works, own).clip(max=max(len(works) - 1, 0))
    ranks = np.zeros(len(texts), dtype=np.int64)
    for start in range(0, len(texts) if len(works) else 0, _BLOCK):
        part = slice(start, start + _BLOCK)
        scores = np.asarray(texts[part], dtype=np.float32) @ rows.T
        best = np.maximum.reduceat(scores, first, axis=1)
        mine = np.take_along_axis(best, column[part, None], axis=1)
        ranks[part] = (best > mine).sum(axis=1) + 1
    ranks[works[column] != own if len(works) else slice(None)] = 0
    return ranks


def undecided(images: np.ndarray, texts: np.ndarray) -> np.ndarray:
    """How undecided the model is about each picture: the entropy of its softmax over the texts.

    Uncertainty sampling by entropy (Settles, Active Learning Literature Survey, 2009, section 3.1).
    Any thread.

    Args:
        images: Float [N, D], unit rows.
        texts: Float [T, D], unit rows.

    Returns:
        float32 [N] in [0, 1], 1 where all texts fit alike; all 1 with fewer than two texts.
    """
    if len(texts) < 2:
        return np.ones(len(images), dtype=np.float32)
    found = np.empty(len(images), dtype=np.float32)
    against = np.asarray(texts, dtype=np.float32).T
    for start in range(0, len(images), _BLOCK):
        part = slice(start, start + _BLOCK)
        logits = _SCALE * (np.asarray(images[part], dtype=np.float32) @ against)
        logits -= logits.max(axis=1, keepdims=True)
        total = np.exp(logits).sum(axis=1, keepdims=True)
        log = logits - np.log(total)
        found[part] = -(np.exp(log) * log).sum(axis=1)
    return found / np.float32(np.log(len(texts)))


def farthest_first(
    candidates: np.ndarray, weights: np.ndarray, covered: np.ndarray, k: int
) -> list[tuple[int, float]]:
    """K candidates that are far from what is covered and from each other, the heaviest first.

    Greedy k-center (Sener and Savarese, Active Learning for CNNs: A Core-Set Approach, 2018), each
    distance multiplied by the candidate's weight. Equal ones keep their order. Any thread.

    Args:
        candidates: Float [N, D], unit rows.
        weights: Float [N], not negative.
        covered: Float [M, D], unit rows; none at the beginning of a collection.
        k: How many at most.

    Returns:
        Rows of `candidates` with their weight times cosine distance when they were chosen.
    """
    rows = np.asarray(candidates, dtype=np.float32)
    distance = np.full(len(rows), 2.0, dtype=np.float32)
    for start in range(0, len(covered), _BLOCK):
        near = rows @ np.asarray(covered[start : start + _BLOCK], dtype=np.float32).T
        distance = np.minimum(distance, 1.0 - near.max(axis=1))
    chosen: list[tuple[int, float]] = []
    left = np.ones(len(rows), dtype=bool)
    while len(chosen) < min(k, len(rows)):
        worth = np.where(left, weights * distance, -1.0)
        row = int(worth.argmax())
        chosen.append((row, float(worth[row])))
        left[row] = False
        distance = np.minimum(distance, 1.0 - rows @ rows[row])
    return chosen
