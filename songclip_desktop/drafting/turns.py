"""When the next call to a service may begin: rest after a 429, calls at once, caps on spending."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from songclip_desktop.drafting.drafter import Usage
from songclip_desktop.drafting.refusals import sentence
from songclip_desktop.settings import DrafterProfile

LONGEST_REST_S = 120.0
LONGEST_GROWN_REST_S = 60.0
_LOOK_EVERY_S = 0.02

Watcher = Callable[[str, float], None]


def _nobody(_state: str, _seconds: float) -> None:
    """Where no one watches."""


# Told ("waiting", seconds of rest after a 429, else 0) before a call waits, then ("working", 0).
watcher: ContextVar[Watcher] = ContextVar("watcher", default=_nobody)


@dataclass(eq=False, slots=True)
class Turn:
    """One call under way.

    Attributes:
        out: requests that went out and were neither answered nor refused.
    """

    out: int = 0


class Turns:
    """Shared by the calls of one run, on one event loop."""

    def __init__(self, profile: DrafterProfile, model: str, usage: Usage, patience: int) -> None:
        """`usage` is counted up with each answer; `patience`: rests in a row without one."""
        self._patience = patience
        self._profile, self._model, self._usage = profile, model, usage
        self._open: set[Turn] = set()
        self._at_once = float(profile.concurrency)
        self._resume_at = 0.0
        self._rests = 0
        # Requests without an answer may be charged all the same: the caps count them.
        self._lost = 0
        self._largest = 0
        self._dearest = 0.0

    async def take(self) -> Turn:
        """Waits for its turn; give it back with `leave`.

        Raises:
            SongClipError: `token_cap` or `cost_cap`: another call could pass the cap.
        """
        told = False
        while (wait_s := self._wait_s()) > 0:
            if not told:
                watcher.get()("waiting", max(0.0, self._resume_at - time.monotonic()))
                told = True
            await asyncio.sleep(min(wait_s, 0.5))
        if told:
            watcher.get()("working", 0.0)
        if code := self._cap_reached():
            profile, used = self._profile, self._usage
            spent = {
                "token_cap": f"{used.tokens} / {profile.max_tokens_total}",
                "cost_cap": f"{profile.currency}{used.cost:.2f} / {profile.max_cost_total:.2f}",
            }[code]
            raise sentence(code, profile.endpoint, self._model, detail=spent)
        turn = Turn()
        self._open.add(turn)
        return turn

    def leave(self, turn: Turn, lost: bool) -> None:
        """Ends a turn; `lost` where its unanswered requests may have reached the service."""
        self._open.discard(turn)
        self._lost += turn.out if lost else 0

    def count(self, turn: Turn, tokens_in: int, tokens_out: int) -> None:
        """Counts one answer; after each the service may be asked a little more at once."""
        turn.out = max(0, turn.out - 1)
        cost = self._profile.cost(tokens_in, tokens_out)
        self._largest = max(self._largest, tokens_in + tokens_out)
        self._dearest = max(self._dearest, cost)
        self._usage.calls += 1
        self._usage.tokens_in += tokens_in
        self._usage.tokens_out += tokens_out
        self._usage.cost += cost
        self._rests = 0
        self._at_once = min(self._profile.concurrency, self._at_once + 1 / self._at_once)

    def rest(self, asked_s: float) -> bool:
        """Holds all further calls back after a 429, longer each time until an answer comes.

        Args:
            asked_s: what the service asks for.

        Returns:
            False where patience is over: the service has only refused for too long.
        """
        now = time.monotonic()
        if now >= self._resume_at:  # the others that were under way meet the same 429
            self._at_once = max(1.0, self._at_once / 2)
            self._rests += 1
        grown_s = min(asked_s * 2.0 ** (self._rests - 1), LONGEST_GROWN_REST_S)
        rest_s = min(max(asked_s, grown_s), LONGEST_REST_S)
        self._resume_at = max(self._resume_at, now + rest_s)
        return self._rests <= self._patience

    def _wait_s(self) -> float:
        resting_s = self._resume_at - time.monotonic()
        if resting_s > 0:
            return resting_s
        crowded = len(self._open) >= int(self._at_once)
        return _LOOK_EVERY_S if crowded or (self._open and self._cap_reached()) else 0.0

    def _cap_reached(self) -> str:
        """Which cap one more call could pass; empty where none."""
        profile = self._profile
        if not (profile.max_tokens_total or profile.max_cost_total):
            return ""
        calls = self._lost + 1 + sum(max(1, turn.out) for turn in self._open)
        tokens = self._usage.tokens + calls * self._largest
        cost = self._usage.cost + calls * self._dearest
        # Until one call has shown what it takes, only one is under way.
        unknown = not self._largest and bool(self._open)
        if profile.max_tokens_total and (unknown or tokens > profile.max_tokens_total):
            return "token_cap"
        if profile.max_cost_total and (unknown or cost > profile.max_cost_total):
            return "cost_cap"
        return ""
