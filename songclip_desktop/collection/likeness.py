"""Which pictures look the same though their bytes differ: another size, another export. Any thread.

The hash is the "pHash" of Zauner, Implementation and Benchmarking of Perceptual Image Hash
Functions (2010), section 3.2.1, as spread by Krawetz's "Looks Like It": 32 × 32 grey values, their
discrete cosine transform, the 8 × 8 lowest frequencies, one bit each for above their median.
"""

from __future__ import annotations

import numpy as np
from PIL import Image as Pillow

LIKE_BITS = (
    6  # of 64; scaled and recompressed copies differ by 0 to 4, different pictures by 20 to 40
)
_SIDE, _KEPT = 32, 8
_LEAST_SWING = 1.0  # grey levels: what varies less is paper, of which all sheets look the same


def phash(pixels: Pillow.Image) -> str:
    """16 hex digits for a picture as displayed; "" where it has no structure to compare.

    Args:
        pixels: upright RGB or grey, of any size; a thumbnail gives what the original gives.
    """
    small = pixels.convert("L").resize((_SIDE, _SIDE), Pillow.Resampling.LANCZOS)
    grey = np.asarray(small, dtype=np.float64)  # [32, 32]
    if float(grey.std()) < _LEAST_SWING:
        return ""
    low = _COSINES @ grey @ _COSINES.T  # [8, 8]
    bits = (low > np.median(low)).ravel()
    return np.packbits(bits).tobytes().hex()


def distance(first: str, second: str) -> int:
    """In how many of 64 bits two hashes differ; 64 where one is empty: nothing is known."""
    if not first or not second:
        return 64
    return (int(first, 16) ^ int(second, 16)).bit_count()


def _cosines() -> np.ndarray:
    """Rows of the DCT-II, [8, 32]."""
    frequency, place = np.arange(_KEPT)[:, None], np.arange(_SIDE)[None, :]
    return np.cos(np.pi * frequency * (2 * place + 1) / (2 * _SIDE))


_COSINES = _cosines()
