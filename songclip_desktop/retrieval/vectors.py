"""What lies nearest to a query's vector: the protocol, and the embedded exact index."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

# Rows converted to float32 at a time: 16 MB at D = 512, so that a large index never doubles in
# memory.
_BLOCK_ROWS = 8192


@dataclass(frozen=True, slots=True)
class Found:
    """Rows nearest first; equal scores stand in row order.

    Attributes:
        rows, ids: int64 [K], the place in the index and the id that stands there.
        scores: float32 [K], cosine in [-1, 1].
    """

    rows: np.ndarray
    ids: np.ndarray
    scores: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


class VectorIndex(Protocol):
    """Whatever finds the nearest of N unit vectors of D numbers."""

    @property
    def ids(self) -> np.ndarray:
        """int64 [N]: the id in each row; an id may have several rows (windows)."""
        ...

    def search(
        self, query: np.ndarray, k: int | None = None, allowed: Collection[int] | None = None
    ) -> Found:
        """The K rows nearest to the unit vector `query` [D], of those whose id is allowed."""
        ...


class ExactIndex:
    """Every row compared, in float32, from a float16 file that is mapped, not read. Any thread."""

    def __init__(self, vectors: np.ndarray, ids: np.ndarray) -> None:
        """Takes the rows as they are.

        Args:
            vectors: float16 (or wider) [N, D], unit rows.
            ids: Integers [N].

        Raises:
            ValueError: The two do not have the same number of rows.
        """
        if vectors.ndim != 2 or len(vectors) != len(ids):
            raise ValueError(f"{vectors.shape} vectors do not fit {len(ids)} ids")
        self._vectors = vectors
        self._ids = np.asarray(ids, dtype=np.int64)

    @classmethod
    def open(cls, file: Path, ids: np.ndarray) -> ExactIndex:
        """The index over an `.npy` file, mapped into memory.

        Raises:
            OSError: The file is not there.
            ValueError: It is no array, or does not fit the ids.
        """
        # An array without rows cannot be mapped.
        mapped = np.load(file, mmap_mode="r") if len(ids) else np.load(file)
        return cls(mapped, ids)

    @property
    def ids(self) -> np.ndarray:
        """int64 [N]: the id in each row."""
        return self._ids

    @property
    def dim(self) -> int:
        """D, the length of a row."""
        return self._vectors.shape[1]

    def scores(self, query: np.ndarray) -> np.ndarray:
        """float32 [N]: the cosine of every row to the unit vector `query` [D].

        To six decimals: finer than float16 rows are, and coarse enough that equal rows tie
        whatever order the sums were taken in.
        """
        wanted = np.asarray(query, dtype=np.float32).reshape(-1)
        scores = np.empty(len(self._ids), dtype=np.float32)
        for start in range(0, len(scores), _BLOCK_ROWS):
            block = np.asarray(self._vectors[start : start + _BLOCK_ROWS], dtype=np.float32)
            scores[start : start + _BLOCK_ROWS] = block @ wanted
        return np.clip(scores, -1.0, 1.0).round(6)

    def search(
        self, query: np.ndarray, k: int | None = None, allowed: Collection[int] | None = None
    ) -> Found:
        """The K rows nearest to the unit vector `query` [D].

        Args:
            query: float [D].
            k: How many; None for all.
            allowed: Only rows with these ids; None for all.
        """
        scores = self.scores(query)
        rows = np.arange(len(scores))
        if allowed is not None:
            rows = np.flatnonzero(np.isin(self._ids, np.fromiter(allowed, dtype=np.int64)))
        if k is not None and 0 < k < len(rows):
            # All that tie with the last one stay in, so that row order decides between them.
            least = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
            rows = rows[scores[rows] >= least]
        rows = rows[np.argsort(-scores[rows], kind="stable")][:k]
        return Found(rows, self._ids[rows], scores[rows])
