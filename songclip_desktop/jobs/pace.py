"""How fast a task goes and how long it will still take. No Qt."""

from __future__ import annotations

import time
from collections import deque

from songclip_desktop.progress import Progress

SURE_AFTER_S = 20.0
SURE_AFTER_STEPS = 30
WINDOW_S = 30.0


class Pace:
    """Rate over the last half minute, and the time left once it can be known honestly."""

    def __init__(self) -> None:
        """Starts the clock."""
        self._started = time.monotonic()
        self._first: int | None = None
        self._points: deque[tuple[float, int]] = deque()
        self._total = 0
        self._unit = ""
        self._steps_tell = True

    def add(self, progress: Progress, now: float | None = None) -> None:
        """Takes one report; `now` in seconds of a monotonic clock, for tests."""
        moment = time.monotonic() if now is None else now
        again = bool(self._points) and progress.done < self._points[-1][1]
        # What is counted in another unit goes at another rate.
        if self._first is None or again or progress.unit != self._unit:
            self._first, self._started = progress.done, moment
            self._points.clear()
        self._unit = progress.unit
        self._points.append((moment, progress.done))
        self._total = progress.total
        self._steps_tell = progress.unit != "byte"  # thirty bytes tell nothing
        while len(self._points) > 2 and moment - self._points[0][0] > WINDOW_S:
            self._points.popleft()

    @property
    def per_s(self) -> float:
        """Things done in a second, lately; 0.0 while unknown."""
        if len(self._points) < 2:
            return 0.0
        (t0, n0), (t1, n1) = self._points[0], self._points[-1]
        return (n1 - n0) / (t1 - t0) if t1 > t0 else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds left, or None while fewer than 20 s or 30 steps allow no honest figure."""
        if not self._points or not self._total or self.per_s <= 0:
            return None
        moment, done = self._points[-1]
        steps = done - (self._first or 0)
        enough = self._steps_tell and steps >= SURE_AFTER_STEPS
        if moment - self._started < SURE_AFTER_S and not enough:
            return None
        return max(0.0, (self._total - done) / self.per_s)
