"""Which work and which kind of caption is under review, and what comes next. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from songclip_desktop.records import DRAFTED_KINDS

Statuses = Mapping[str, str | None]


class ReviewQueue:
    """Works with drafts, in order. A decided work stays in the queue, so that one can go back.

    Args:
        statuses: status of each drafted kind of a work, read from the collection when asked.
    """

    def __init__(self, statuses: Callable[[int], Statuses]) -> None:
        """Begins empty."""
        self._statuses = statuses
        self._works: list[int] = []
        self._place = 0
        self.kind = DRAFTED_KINDS[0]

    def __len__(self) -> int:
        """How many works are in the queue, decided ones included."""
        return len(self._works)

    @property
    def number(self) -> int:
        """Place of the work under review, from 1."""
        return self._place + 1

    @property
    def work(self) -> int | None:
        """The work under review, or None where the queue is empty."""
        return self._works[self._place] if self._works else None

    def begin(self, works: Iterable[int]) -> None:
        """Starts anew with these works, at the first draft."""
        self._works, self._place = list(works), 0
        self.kind = self._first_draft() or DRAFTED_KINDS[0]

    def renew(self, works: Iterable[int]) -> None:
        """Takes in works that have drafts since; the work under review stays where it is."""
        known = set(self._works)
        self._works += [work for work in works if work not in known]

    def forget(self, gone: Callable[[int], bool]) -> None:
        """Leaves out works that are no more in the collection."""
        here = self.work
        self._works = [work for work in self._works if not gone(work)]
        self._place = self._works.index(here) if here in self._works else 0

    def step(self, by: int) -> bool:
        """To the next (+1) or previous (-1) work and its first draft; False at either end."""
        place = self._place + by
        if not 0 <= place < len(self._works):
            return False
        self._place = place
        self.kind = self._first_draft() or self.kind
        return True

    def show(self, work: int, kind: str | None = None) -> None:
        """To a certain work, put behind the present one where it is not in the queue."""
        if work not in self._works:
            self._works.insert(min(self._place + 1, len(self._works)), work)
        self._place = self._works.index(work)
        self.kind = kind or self._first_draft() or DRAFTED_KINDS[0]

    def advance(self) -> bool:
        """To the next draft: of this work, of those behind it, then of those before it.

        Returns:
            False where no draft is left anywhere in the queue; the place stays.
        """
        if self.work is None:
            return False
        statuses = self._statuses(self.work)
        now = DRAFTED_KINDS.index(self.kind)
        for kind in (*DRAFTED_KINDS[now + 1 :], *DRAFTED_KINDS[: now + 1]):
            if statuses.get(kind) == "draft":
                self.kind = kind
                return True
        count = len(self._works)
        for place in (*range(self._place + 1, count), *range(self._place)):
            kind = self._first_draft(self._works[place])
            if kind:
                self._place, self.kind = place, kind
                return True
        return False

    def _first_draft(self, work: int | None = None) -> str | None:
        work = self.work if work is None else work
        if work is None:
            return None
        statuses = self._statuses(work)
        return next((kind for kind in DRAFTED_KINDS if statuses.get(kind) == "draft"), None)
