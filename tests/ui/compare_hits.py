"""Answers of a search without an engine, for the tests of the compare page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from songclip_desktop.engine.client import Engine
from songclip_desktop.progress import Listener
from songclip_desktop.records import Caption
from songclip_desktop.workflow import explain, search


def rank(
    prepared: search.Prepared, _engine: Engine, _listener: Listener | None = None
) -> search.SearchResult:
    """Works in order of their number at the left, the other way round at the right."""
    contents, sides = prepared.contents, [column.column.run for column in prepared.columns]
    if prepared.target == "texts":
        texts = list(contents.captions)
        zero, tuned = _told(texts), _told(texts[::-1])
    else:
        works = [
            work
            for work in contents.works
            if work.image is not None
            and (prepared.allowed is None or work.image.id in prepared.allowed)
        ]
        zero, tuned = _hits(works), _hits(works[::-1])
    return search.SearchResult(
        prepared.asked.said,
        prepared.target,
        "mini",
        prepared.run,
        zero if sides[0] == prepared.against else None,
        tuned if prepared.run is not None else None,
        0.04,
        False,
        prepared.against,
    )


def _told(ordered: list[Caption]) -> list[search.TextHit]:
    return [
        search.TextHit(n, c.id, c.kind, c.text, c.accession, None, 0.5, n, c.painting_id)
        for n, c in enumerate(ordered, start=1)
    ]


def _hits(ordered: list[Any]) -> list[search.Hit]:
    count = len(ordered)
    return [
        search.Hit(n, w.accession, w.work_kind, w.image.path, 0.5 - n / 100, None,
                   count + 1 - n, w.id, w.image.id)
        for n, w in enumerate(ordered, start=1)
    ]  # fmt: skip


def side(characters: str, score: float = 0.4) -> explain.Side:
    """One model's word: the first character counts most; what matters is in the upper left."""
    relevance = np.zeros((4, 4), dtype=np.float32)
    relevance[0, 0] = 1.0
    attention = np.zeros((2, 3, 4, 4), dtype=np.float32)
    attention[1, 2, 3, 3] = 0.5
    rollout = np.full((4, 4), 1 / 16, dtype=np.float32)
    effects = [0.1, -0.02, *([0.01] * len(characters))]
    told = [
        explain.Character(0, each, n, n + 1, effects[n]) for n, each in enumerate(characters)
    ]  # fmt: skip
    return explain.Side(score, tuple(told), relevance, attention, rollout)


def explained(
    prepared: explain.Prepared, _engine: Engine, _listener: Listener | None = None
) -> explain.Explanation:
    """What `explain.execute` would say."""
    said = prepared.query.words
    return explain.Explanation(
        prepared.query,
        prepared.painting_id,
        prepared.image,
        prepared.window,
        side(said) if prepared.left else None,
        side(said, 0.6) if prepared.right else None,
    )


class HeldRunner:
    """Jobs that are at work until a test lets them end."""

    def __init__(self) -> None:
        self.jobs: list[SimpleNamespace] = []

    def start(
        self,
        name: str,
        execute: Callable[[Listener], Any],
        on_success: Callable[[Any], Any],
        **handlers: Any,
    ) -> SimpleNamespace:
        """Begins nothing."""
        stop = threading.Event()
        job = SimpleNamespace(
            name=name, state="running", execute=execute, on_success=on_success, stop=stop.set,
            stopping=stop.is_set, latest=None, pace=None, **handlers,
        )  # fmt: skip
        self.jobs.append(job)
        return job

    def end(self, job: SimpleNamespace) -> None:
        """As its thread would: with its result, or stopped where it was asked to."""
        if job.stopping():
            job.state = "stopped"
            job.on_stopped()
            return
        result = job.execute(Listener())
        job.state = "succeeded"
        job.on_success(result)
