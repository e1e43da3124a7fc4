"""A first look at many vectors: one byte a number, and how far such a score can be off.

A large index is searched as fast as its bytes are read. Codes of 8 bits are half of float16; what
they cannot tell apart is scored again from the vectors themselves, so nothing is lost by them.

The rows are turned by a random orthogonal matrix first: that leaves all inner products as they are
and spreads every row evenly over its D numbers, so that the steps of 8 bits are fine for all of
them (CLIP's vectors have single numbers far larger than the rest). A row of length 1 is then off
by about 0.008. Source of the idea: RaBitQ, arXiv 2405.12497, which takes 1 bit.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

# Below so many rows float16 is read in a millisecond anyway.
LEAST_ROWS = 20_000
_BLOCK_ROWS = 8192
_TOP = 127


class Coarse:
    """Codes of all rows of an index. Any thread."""

    def __init__(self, codes: np.ndarray, steps: np.ndarray, turn: np.ndarray) -> None:
        """Takes what `write` wrote.

        Args:
            codes: int8 [N, D].
            steps: float32 [N, 2], a row's step, and how long what its codes leave out is.
            turn: float32 [D, D], orthogonal.

        Raises:
            ValueError: They do not fit each other.
        """
        if codes.shape != (len(steps), len(turn)):
            raise ValueError(f"{codes.shape} codes do not fit {len(steps)} steps")
        self._codes, self._turn = np.asarray(codes), turn
        self._step = steps[:, 0].astype(np.float64)
        self._left_out = float(steps[:, 1].max(initial=0))

    @classmethod
    def open(cls, folder: Path, name: str, rows: int) -> Coarse | None:
        """The codes that `write` left for the vectors `name`; None where there are none."""
        try:
            parts = [np.load(file, mmap_mode="r") for file in _files(folder, name)]
            return cls(parts[0], parts[1], np.array(parts[2])) if len(parts[0]) == rows else None
        except (OSError, ValueError, IndexError):
            return None

    def scores(self, query: np.ndarray) -> tuple[np.ndarray, float] | None:
        """Scores of all rows for the unit vector `query` float32 [D], and how far they may be off.

        Returns:
            float64 [N] and the bound; None where this machine lacks the kernels.
        """
        try:
            import numkong
        except ImportError:
            return None
        turned = query @ self._turn
        step = max(float(np.abs(turned).max()) / _TOP, 1e-12)
        code = np.rint(turned / step).astype(np.int8)
        products = np.empty(len(self._step))
        # In blocks, so that a thread that draws gets its turn between two of them.
        for start in range(0, len(products), 4 * _BLOCK_ROWS):
            part = slice(start, start + 4 * _BLOCK_ROWS)
            made = numkong.cdist(code[None], self._codes[part], metric="inner")
            products[part] = np.asarray(made)[0]
        products *= self._step
        products *= step
        # Cauchy and Schwarz: what the query's code leaves out meets a row's code, and what a row's
        # code leaves out meets the query. The last term is for rounding in float32.
        missed = float(np.linalg.norm(turned - code * np.float32(step)))
        length = float(np.linalg.norm(query))
        return products, (1.001 + self._left_out) * missed + length * self._left_out + 1e-5


def write(folder: Path, name: str, vectors: np.ndarray) -> None:
    """Writes the codes of rows [N, D] beside them, if there are enough rows to be worth it."""
    rows, dim = vectors.shape
    if rows < LEAST_ROWS:
        return
    turn, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((dim, dim)))
    turn = turn.astype(np.float32)
    codes = np.empty((rows, dim), np.int8)
    steps = np.empty((rows, 2), np.float32)
    for start in range(0, rows, _BLOCK_ROWS):
        part = slice(start, start + _BLOCK_ROWS)
        turned = vectors[part].astype(np.float32) @ turn
        step = np.maximum(np.abs(turned).max(axis=1) / _TOP, np.float32(1e-12))
        codes[part] = np.rint(turned / step[:, None])
        steps[part, 0] = step
        steps[part, 1] = np.linalg.norm(turned - codes[part] * step[:, None], axis=1)
    for file, values in zip(_files(folder, name), (codes, steps, turn), strict=True):
        with file.open("wb") as stream:
            np.save(stream, values)
            stream.flush()
            os.fsync(stream.fileno())


def _files(folder: Path, name: str) -> list[Path]:
    return [folder / f"{name}.{part}.npy" for part in ("codes", "steps", "turn")]
