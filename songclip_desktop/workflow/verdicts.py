"""How curators judged rankings: the tally, the blind test, and whether a later run still holds."""

from __future__ import annotations

import hashlib
import json
import math
import random
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener, Progress, Stopped
from songclip_desktop.records import Verdict
from songclip_desktop.retrieval import ranking
from songclip_desktop.workflow import search
from songclip_desktop.workflow.trial import sign_test

DEPTH = 10
FILE_NAME = "verdicts.json"
_Z = 1.959964  # of a 95 % interval


@dataclass(frozen=True, slots=True)
class Tally:
    """Verdicts on one pair of rankings; the later of two on one query counts.

    Attributes:
        share: right wins among those decided; None where none is.
        low, high: its 95 % Wilson interval (Wilson, JASA 1927).
        p: how often chance alone would divide them as unevenly (two-sided sign test).
    """

    left: int
    right: int
    same: int
    share: float | None
    low: float
    high: float
    p: float


def judge(
    collection: Collection, result: search.SearchResult, choice: str, by: str, blind: str = ""
) -> Verdict:
    """Keeps which of the two rankings of a search was better. Main thread.

    Args:
        collection: open for writing.
        result: both rankings of pictures, as they were shown.
        choice: "left", "right" or "same".
        by: the curator.
        blind: the blind test it is part of.

    Raises:
        SongClipError: `nothing_to_judge` with one ranking only, a picture as the query, or texts
            found; `collection_read_only`.
    """
    if (
        result.zero_shot is None
        or result.finetuned is None
        or result.run is None
        or result.target != "images"
    ):
        raise SongClipError(
            "nothing_to_judge",
            say("这里没有两列画可以比较。", "There are no two rankings of pictures to compare."),
            say("请用文字找画，并训练一次。", "Search pictures by words, after a finetuning."),
        )
    sides = (result.zero_shot, result.finetuned)
    hits = tuple(
        tuple(hit.painting_id for hit in side[:DEPTH] if hit.painting_id is not None)
        for side in sides
    )
    return collection.searches.judge(
        result.query,
        (result.against or "", result.run),
        choice,
        (hits[0], hits[1]),
        expected=expected_work(collection, result.query),
        blind=blind,
        by=by,
    )


def tally(verdicts: Iterable[Verdict], left: str, right: str) -> Tally:
    """Counts the verdicts between two runs ("" is zero-shot), whichever side they stood on.

    Any thread.
    """
    newest: dict[str, str] = {}
    for verdict in verdicts:
        if (verdict.left_run, verdict.right_run) == (left, right):
            newest[verdict.query] = verdict.choice
        elif (verdict.left_run, verdict.right_run) == (right, left):
            turned = {"left": "right", "right": "left"}
            newest[verdict.query] = turned.get(verdict.choice, verdict.choice)
    counts = {name: list(newest.values()).count(name) for name in ("left", "right", "same")}
    decided = counts["left"] + counts["right"]
    low, high = wilson(counts["right"], decided)
    share = counts["right"] / decided if decided else None
    return Tally(
        **counts, share=share, low=low, high=high, p=sign_test(counts["left"], counts["right"])
    )


def wilson(successes: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, JASA 22, 1927); all of [0, 1] without a trial."""
    if not of:
        return 0.0, 1.0
    share, spread = successes / of, _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


# -- the regression set ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """One judged query, asked again of another run.

    Attributes:
        preferred, other: rank-biased overlap of the new ranking with the one that was found better
            and with the one that was not.
        state: "held" where it is nearer to the better one, "lost" where nearer to the other,
            "even" where it is as near to both.
    """

    query: str
    preferred: float
    other: float
    state: str


@dataclass(frozen=True)
class Regression:
    """What a run does with all queries that were decided before."""

    run: str
    rows: tuple[Held, ...]

    def count(self, state: str) -> int:
        """How many queries are in this state."""
        return sum(row.state == state for row in self.rows)


@dataclass(frozen=True)
class Prepared:
    """All that asking again needs, read from the collection."""

    run: str
    asked: tuple[tuple[Verdict, search.Prepared], ...]


def standing(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The newest verdict on each query, but those that found both rankings alike. Any thread."""
    newest = {verdict.query: verdict for verdict in verdicts}
    return [verdict for verdict in newest.values() if verdict.preferred]


def prepare(collection: Collection, run: str) -> Prepared:
    """The queries that were decided, to be asked of a run. Main thread.

    Raises:
        SongClipError: as `search.prepare`.
    """
    asked = [
        (verdict, search.prepare(collection, verdict.query, k=DEPTH, run=run))
        for verdict in standing(collection.searches.verdicts())
    ]
    return Prepared(run, tuple(asked))


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Regression:
    """Asks each query of the run. Any thread but the one that draws.

    Raises:
        SongClipError: as `search.execute`.
        Stopped: the listener asked for it.
    """
    listener = listener or Listener()
    rows = []
    for done, (verdict, asked) in enumerate(prepared.asked, start=1):
        if listener.should_stop():
            raise Stopped
        found = search.execute(asked, engine, Listener(should_stop=listener.should_stop)).finetuned
        works = [hit.painting_id for hit in found or ()]
        other = verdict.right_hits if verdict.choice == "left" else verdict.left_hits
        near, far = ranking.overlap(works, verdict.preferred), ranking.overlap(works, other)
        state = "even" if math.isclose(near, far) else "held" if near > far else "lost"
        rows.append(Held(verdict.query, near, far, state))
        listener.progress(Progress(done, len(prepared.asked), "query"))
    return Regression(prepared.run, tuple(rows))


def finish(collection: Collection, regression: Regression) -> Changes:
    """Keeps the result in the run's folder. Main thread."""
    place = collection.runs.dir(regression.run) / FILE_NAME
    if place.parent.is_dir():
        place.write_text(
            json.dumps(asdict(regression), ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return Changes(runs=frozenset({regression.run}))


def last(collection: Collection, run: str) -> Regression | None:
    """What was kept of a run, or None. Main thread."""
    try:
        told = json.loads((collection.runs.dir(run) / FILE_NAME).read_text(encoding="utf-8"))
        return Regression(told["run"], tuple(Held(**row) for row in told["rows"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


# -- the blind test ----------------------------------------------------------------------------


@dataclass(frozen=True)
class BlindTest:
    """Queries to be judged without knowing whose ranking is which.

    Attributes:
        id: draws the sides. left, right: runs; "" is zero-shot.
        queries: in the order they are asked.
    """

    id: str
    left: str
    right: str
    queries: tuple[str, ...]

    def swapped(self, query: str) -> bool:
        """Whether the right run stands on the left for this query; the same each time."""
        return hashlib.sha256(f"{self.id}\n{query}".encode()).digest()[0] % 2 == 1


def blind_test(collection: Collection, left: str, right: str, count: int = 20) -> BlindTest:
    """Draws queries for a blind test from what neither run was taught. Main thread.

    Approved captions of test works, one a work, kinds mixed.

    Raises:
        SongClipError: `too_few_queries` below five.
    """
    draw = random.Random(identity := secrets.token_hex(6))
    held_out = {work.id for work in collection.paintings.all() if work.split == "test"}
    by_work: dict[int, list[str]] = {}
    for caption in collection.captions.list(status="approved"):
        if caption.painting_id in held_out:
            by_work.setdefault(caption.painting_id, []).append(caption.text)
    queries = list(dict.fromkeys(draw.choice(texts) for _, texts in sorted(by_work.items())))
    draw.shuffle(queries)
    if len(queries) < 5:
        raise SongClipError(
            "too_few_queries",
            say("没有足够的留出说明可作盲测。", "There are too few held-out captions for this."),
            say("请先通过几件测试作品的说明。", "Approve captions of some test works first."),
        )
    return BlindTest(identity, left, right, tuple(queries[:count]))


def judge_blind(
    collection: Collection,
    test: BlindTest,
    result: search.SearchResult,
    place: str,
    by: str,
) -> Verdict:
    """Keeps a pick of a blind test as a verdict on the runs themselves. Main thread.

    Args:
        collection: open for writing.
        test: which it is part of.
        result: the search, with the left run as its first column.
        place: "left", "right" (as the curator saw them) or "same".
        by: the curator.

    Raises:
        SongClipError: as `judge`.
    """
    if test.swapped(result.query):
        place = {"left": "right", "right": "left"}.get(place, place)
    return judge(collection, result, place, by, blind=test.id)


def expected_work(collection: Collection, query: str) -> int | None:
    """The work whose approved caption the query is; None where it is none, or several works'.

    Main thread.
    """
    works = collection.captions.works_saying(query)
    return works.pop() if len(works) == 1 else None
