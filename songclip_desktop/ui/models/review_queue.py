"""Which work and which kind of caption is under review, and what comes next. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from songclip_desktop.records import DRAFTED_KINDS

Statuses = Mapping[str, str | None]


class ReviewQueue:
    """Works with drafts, in order. A decided work stays in the queue, so that one can go back.

    What comes next costs the same in a queue of ten thousand works as in one of ten: works known
    to hold no draft are passed over without being read.

    Args:
        statuses: status of each drafted kind of a work, read from the collection when asked.

    Attributes:
        listed: True for certain captions rather than all drafts.
    """

    listed = False

    def __init__(self, statuses: Callable[[int], Statuses]) -> None:
        """Begins empty."""
        self._statuses = statuses
        self._works: list[int] = []
        self._known: set[int] = set()
        self._open: set[int] = set()
        self._passed: set[tuple[int, str]] = set()
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

    @property
    def following(self) -> int | None:
        """The next work that may hold a draft, to be read ahead; None where there is none."""
        behind = range(self._place + 1, len(self._works))
        return next((self._works[p] for p in behind if self._works[p] in self._open), None)

    def begin(self, works: Iterable[int]) -> None:
        """Starts anew with these works, at the first draft."""
        self._works, self._place = list(works), 0
        self._known = set(self._works)
        self._open = set(self._works)
        self._passed.clear()
        self.kind = self._first_draft() or DRAFTED_KINDS[0]

    def renew(self, works: Iterable[int]) -> None:
        """Takes in works that have drafts since; the work under review stays where it is."""
        listed = list(works)
        self._open = set(listed)
        self._works += [work for work in listed if work not in self._known]
        self._known |= self._open

    def forget(self, gone: Callable[[int], bool]) -> None:
        """Leaves out works that are no more in the collection; where one was, the next is shown."""
        before = sum(not gone(work) for work in self._works[: self._place])
        self._works = [work for work in self._works if not gone(work)]
        self._known = set(self._works)
        self._open &= self._known
        self._place = max(0, min(before, len(self._works) - 1))
        self.kind = self._first_draft() or self.kind

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
        if work not in self._known:
            self._works.insert(min(self._place + 1, len(self._works)), work)
            self._known.add(work)
        self._open.add(work)
        self._place = self._works.index(work)
        self.kind = kind or self._first_draft() or DRAFTED_KINDS[0]

    def skip(self) -> bool:
        """Puts the draft in focus aside, until all others are decided, and goes to the next."""
        if self.work is not None:
            self._passed.add((self.work, self.kind))
        return self.advance()

    def advance(self) -> bool:
        """To the next draft: of this work, of those behind it, then of those before it.

        What was skipped comes back when nothing else is left.

        Returns:
            False where no draft is left anywhere in the queue; the place stays.
        """
        if self.work is None:
            return False
        if self._next():
            return True
        if not self._passed:
            return False
        self._open |= {work for work, _ in self._passed}
        self._passed.clear()
        return self._next()

    def forward(self) -> bool:
        """To the draft behind the one in focus, which may stay undecided; behind the last the first.

        Returns:
            False where there is no other draft.
        """
        if self.work is None:
            return False
        here = (self.work, self.kind)
        behind = DRAFTED_KINDS[DRAFTED_KINDS.index(self.kind) + 1 :]
        if self._next_here(behind) or self._next_work():
            return True
        return self._next_here(DRAFTED_KINDS) and (self.work, self.kind) != here

    def _next(self) -> bool:
        now = DRAFTED_KINDS.index(self.kind)
        order = (*DRAFTED_KINDS[now + 1 :], *DRAFTED_KINDS[: now + 1])
        if self._next_here(order):
            return True
        self._open.discard(self._works[self._place])
        return self._next_work()

    def _next_here(self, order: Iterable[str]) -> bool:
        drafts = self._drafts(self._works[self._place])
        kind = next((kind for kind in order if kind in drafts), None)
        self.kind = kind or self.kind
        return kind is not None

    def _next_work(self) -> bool:
        count = len(self._works)
        for place in (*range(self._place + 1, count), *range(self._place)):
            work = self._works[place]
            if work not in self._open:
                continue
            if drafts := self._drafts(work):
                self._place, self.kind = place, drafts[0]
                return True
            self._open.discard(work)
        return False

    def _drafts(self, work: int) -> list[str]:
        """Kinds that wait for a decision and were not put aside."""
        statuses = self._statuses(work)
        return [
            kind
            for kind in DRAFTED_KINDS
            if statuses.get(kind) == "draft" and (work, kind) not in self._passed
        ]

    def _first_draft(self) -> str | None:
        drafts = self._drafts(self.work) if self.work is not None else []
        return drafts[0] if drafts else None
