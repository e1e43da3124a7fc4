"""What lies nearest to a query's vector: the protocol, and the embedded exact index."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from songclip_desktop.retrieval.coarse import Coarse

# Rows scored at a time: 16 MB at D = 512 when converted to float32, so that a large index never
# doubles in memory; and a thread that draws gets its turn between two blocks.
_BLOCK_ROWS = 8192
# Scores are rounded to so many decimals: finer than float16 rows are, and coarse enough that equal
# rows tie whatever order the sums were taken in.
_DECIMALS = 6
# More candidates than this are looked at in float16 before they are scored in float32.
_MANY = 2048
# Rows whose best score stands for all of them while the K-th best is looked for.
_GROUP_ROWS = 64


@dataclass(frozen=True, slots=True)
class Found:
    """Rows nearest first; equal scores stand in row order.

    Attributes:
        rows: int64 [K], the place in the index.
        ids: int64 [K], the id that stands there.
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

    @property
    def dim(self) -> int:
        """D, the length of a row."""
        ...

    def search(
        self,
        query: np.ndarray,
        k: int | None = None,
        allowed: Collection[int] | np.ndarray | None = None,
    ) -> Found:
        """The K rows nearest to the unit vector `query` [D], of those whose id is allowed."""
        ...


class ExactIndex:
    """Every row compared, from a float16 file that is mapped, not read. Any thread.

    The K best are found in two steps. All rows are scored in float16 with sums in float32 or wider
    (numkong's kernels; numpy where they are missing). How far such a score can lie from the exact
    one is known: by Cauchy and Schwarz no farther than the query lies from itself in float16. Every
    row that could stand among the K best is then scored again in float32. So the result is that of
    brute force in float32, whatever kernel the machine has. A large index has codes of 8 bits
    (`coarse`) that are looked at before, in the same way.
    """

    def __init__(self, vectors: np.ndarray, ids: np.ndarray, coarse: Coarse | None = None) -> None:
        """Takes the rows as they are.

        Args:
            vectors: float16 (or wider) [N, D], unit rows.
            ids: Integers [N].
            coarse: Codes of the same rows, if there are any.

        Raises:
            ValueError: The two do not have the same number of rows.
        """
        if vectors.ndim != 2 or len(vectors) != len(ids):
            raise ValueError(f"{vectors.shape} vectors do not fit {len(ids)} ids")
        # A mapped file is an ordinary array to whoever reads it; only the slices come quicker so.
        self._vectors = np.asarray(vectors)
        self._ids = np.asarray(ids, dtype=np.int64)
        self._coarse = coarse

    @classmethod
    def open(cls, file: Path, ids: np.ndarray) -> ExactIndex:
        """The index over an `.npy` file, mapped into memory.

        Raises:
            OSError: The file is not there.
            ValueError: It is no array, or does not fit the ids.
        """
        # An array without rows cannot be mapped.
        mapped = np.load(file, mmap_mode="r") if len(ids) else np.load(file)
        return cls(mapped, ids, Coarse.open(file.parent, file.stem, len(ids)))

    @property
    def ids(self) -> np.ndarray:
        """int64 [N]: the id in each row."""
        return self._ids

    @property
    def dim(self) -> int:
        """D, the length of a row."""
        return self._vectors.shape[1]

    @property
    def vectors(self) -> np.ndarray:
        """float16 (or wider) [N, D]: the rows as they lie in the file."""
        return self._vectors

    def row(self, row: int) -> np.ndarray:
        """The vector in one row: float32 [D]."""
        return self._vectors[row].astype(np.float32)

    def scores(self, query: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        """float32 [N]: the cosine of every row, or of `rows`, to the unit vector `query` [D].

        The reference: computed in float32 by numpy, to six decimals.
        """
        wanted = np.asarray(query, dtype=np.float32).reshape(-1)
        scores = np.empty(len(self._ids) if rows is None else len(rows), dtype=np.float32)
        for start in range(0, len(scores), _BLOCK_ROWS):
            part = slice(start, start + _BLOCK_ROWS)
            block = self._vectors[part if rows is None else rows[part]]
            scores[part] = block.astype(np.float32) @ wanted
        return np.clip(scores, -1.0, 1.0).round(_DECIMALS)

    def search(
        self,
        query: np.ndarray,
        k: int | None = None,
        allowed: Collection[int] | np.ndarray | None = None,
    ) -> Found:
        """The K rows nearest to the unit vector `query` [D].

        Args:
            query: float [D].
            k: How many; None for all.
            allowed: Only rows with these ids; None for all.
        """
        rows = None if allowed is None else self._rows_of(allowed)
        count = len(self._ids) if rows is None else len(rows)
        if k is not None and 0 < k < count:
            rows = self._candidates(np.asarray(query, dtype=np.float32).reshape(-1), k, rows)
        scores = self.scores(query, rows)
        order = np.argsort(-scores, kind="stable")[:k]
        rows = order if rows is None else rows[order]
        return Found(rows, self._ids[rows], scores[order])

    def _rows_of(self, allowed: Collection[int] | np.ndarray) -> np.ndarray:
        """Rows that hold an allowed id, in order."""
        given = isinstance(allowed, np.ndarray)
        wanted = allowed if given else np.fromiter(allowed, dtype=np.int64, count=len(allowed))
        if not len(wanted):
            return np.zeros(0, dtype=np.int64)
        return np.flatnonzero(np.isin(self._ids, wanted))

    def _candidates(self, query: np.ndarray, k: int, rows: np.ndarray | None) -> np.ndarray:
        """All rows that may be among the K best, in order."""
        coarse = None
        if self._coarse is not None and not self._few(rows):
            coarse = self._coarse.scores(query)
        if coarse is not None:
            scores, error = coarse
            rows = _reaching(scores, k, error, rows)
            if len(rows) <= max(_MANY, k):
                return rows
        near = query.astype(self._vectors.dtype)
        # A row is at most 1 + 2^-11 long; a rounded score moves by half of the last decimal.
        error = 1.001 * float(np.linalg.norm(query - near)) + 10**-_DECIMALS
        if self._few(rows):
            places = _reaching(self._near_scores(near, rows), k, error)
            return places if rows is None else rows[places]
        return _reaching(self._near_scores(near, None), k, error, rows)

    def _few(self, rows: np.ndarray | None) -> bool:
        """Whether it is quicker to gather these rows than to score all and leave the rest out."""
        return rows is not None and 4 * len(rows) < len(self._ids)

    def _near_scores(self, query: np.ndarray, rows: np.ndarray | None) -> np.ndarray:
        """float64 [N]: scores of every row, or of `rows`, by the fastest kernel there is."""
        scores = np.empty(len(self._ids) if rows is None else len(rows))
        for start in range(0, len(scores), _BLOCK_ROWS):
            part = slice(start, start + _BLOCK_ROWS)
            block = self._vectors[part if rows is None else rows[part]]
            scores[part] = _inner(query, block)
        return scores


def _reaching(
    scores: np.ndarray, k: int, error: float, rows: np.ndarray | None = None
) -> np.ndarray:
    """The rows (all, or of `rows`) that may be among the K best of scores off by `error` at most."""
    if rows is not None:
        scores = scores[rows]
    places = np.flatnonzero(scores >= _at_most_kth(scores, k) - 2 * error)
    return places if rows is None else rows[places]


def _at_most_kth(scores: np.ndarray, k: int) -> float:
    """The K-th highest of the scores, or a little less: cheaper than to find it exactly.

    K groups whose best reaches it hold K scores that reach it.
    """
    groups = len(scores) // _GROUP_ROWS
    if groups >= 4 * k:
        scores = scores[: groups * _GROUP_ROWS].reshape(groups, _GROUP_ROWS).max(axis=1)
    return float(np.partition(scores, len(scores) - k)[len(scores) - k])


def _inner(query: np.ndarray, block: np.ndarray) -> np.ndarray:
    """Inner products of `query` [D] with rows [B, D] of the same type: float [B]."""
    if block.dtype == np.float16:
        try:
            import numkong
        except ImportError:
            pass
        else:
            return np.asarray(numkong.cdist(query[None], block, metric="inner"))[0]
    return block.astype(np.float32) @ query.astype(np.float32)
