"""Pictures that look like one taken in before, though their bytes differ. Any thread, one at a time."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from songclip_desktop.collection.images import Stored
from songclip_desktop.collection.likeness import LIKE_BITS
from songclip_desktop.records import Image
from songclip_desktop.workflow.import_rows import Owner

_SAME_SHAPE = 0.1  # the hash sees no proportions; sides may differ by a tenth


class Likenesses:
    """Perceptual hashes of the pictures of a collection and of those that come to it."""

    def __init__(self, images: Iterable[Image]) -> None:
        """`images` are the collection's."""
        known = [image for image in images if image.phash]
        self._count = len(known)
        self._owners: list[Owner] = [image.painting_id for image in known]
        self._digests = [image.sha256 for image in known]
        self._hashes = np.array([int(image.phash, 16) for image in known], dtype=np.uint64)
        self._shapes = np.array(
            [_shape(image.width_px, image.height_px) for image in known], dtype=np.float64
        )

    def meet(self, stored: Stored, owner: str) -> list[Owner]:
        """The owners of pictures that look like this one, nearest first; then it is one of them.

        The very same bytes are another matter and not told here.
        """
        if not stored.phash:
            return []
        value = np.uint64(int(stored.phash, 16))
        shape = _shape(stored.width_px, stored.height_px)
        apart = np.bitwise_count(self._hashes[: self._count] ^ value)
        alike = np.abs(self._shapes[: self._count] - shape) < _SAME_SHAPE
        near = np.flatnonzero((apart <= LIKE_BITS) & alike)
        near = near[np.argsort(apart[near], kind="stable")]
        found = [self._owners[at] for at in near if self._digests[at] != stored.sha256]
        self._add(value, shape, stored.sha256, owner)
        return list(dict.fromkeys(each for each in found if each != owner))

    def _add(self, value: np.uint64, shape: float, sha256: str, owner: str) -> None:
        if self._count == len(self._hashes):
            more = max(256, self._count)
            self._hashes = np.concatenate([self._hashes, np.zeros(more, np.uint64)])
            self._shapes = np.concatenate([self._shapes, np.zeros(more)])
        self._hashes[self._count], self._shapes[self._count] = value, shape
        self._count += 1
        self._owners.append(owner)
        self._digests.append(sha256)


def _shape(width_px: int, height_px: int) -> float:
    """Proportions as a logarithm, so that a difference is a ratio."""
    return math.log(max(1, width_px) / max(1, height_px))
