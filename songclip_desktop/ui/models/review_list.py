"""Certain captions under review, in their order and whatever was decided on them. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from songclip_desktop.ui.models.review_queue import ReviewQueue, Statuses


class ReviewList(ReviewQueue):
    """A list that another page made: one goes through it from end to end, nothing joins it.

    A work may stand in it several times, once for each of its captions.
    """

    listed = True

    def __init__(
        self,
        statuses: Callable[[int], Statuses],
        captions: Sequence[tuple[int, str]],
        at: int = 0,
    ) -> None:
        """`captions`: work and kind of each, at least one; `at`: the place to begin at, from 0."""
        super().__init__(statuses)
        self._works = [work for work, _kind in captions]
        self._kinds = [kind for _work, kind in captions]
        self._go(min(at, len(captions) - 1))

    @property
    def following(self) -> int | None:
        """The next work, to be read ahead; None where there is none."""
        behind = self._works[self._place + 1 :]
        return next((work for work in behind if work != self.work), None)

    def renew(self, works: Iterable[int]) -> None:
        """Drafts written since are none of the list's."""

    def forget(self, gone: Callable[[int], bool]) -> None:
        """Leaves out captions of works that are no more in the collection."""
        before = self._works[: self._place]
        kept = [each for each in zip(self._works, self._kinds, strict=True) if not gone(each[0])]
        self._works, self._kinds = [work for work, _ in kept], [kind for _, kind in kept]
        self._place = 0
        if kept:
            self._go(min(sum(not gone(work) for work in before), len(kept) - 1))

    def step(self, by: int) -> bool:
        """To the next (+1) or previous (-1) caption; False at either end."""
        place = self._place + by
        if not 0 <= place < len(self._works):
            return False
        self._go(place)
        return True

    def show(self, work: int, kind: str | None = None) -> None:
        """To a certain caption, put behind the present one where it is not in the list."""
        held = list(zip(self._works, self._kinds, strict=True))
        place = next(
            (p for p, each in enumerate(held) if each[0] == work and kind in (None, each[1])), None
        )
        if place is None:
            place = self._place + 1
            self._works.insert(place, work)
            self._kinds.insert(place, kind or self.kind)
        self._go(place)

    def skip(self) -> bool:
        """Leaves it as it is and goes to the next."""
        return self.step(1)

    def advance(self) -> bool:
        """To the next caption, whatever its status; False behind the last."""
        return self.step(1)

    def forward(self) -> bool:
        """As `advance`."""
        return self.step(1)

    def _go(self, place: int) -> None:
        self._place = place
        self.kind = self._kinds[place]
