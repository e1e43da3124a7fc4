"""Zero-shot against finetuned on works that were held out: figures, intervals, one verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from training import statistics
from training.dataset import Part
from training.errors import TrainingError
from training.ranking import DEPTHS, Ranked, rank, similarities
from training.statistics import Tally

_NAMES = tuple(f"r{depth}" for depth in DEPTHS)
# 80 % power at a two-sided 5 %: so many standard errors.
_POWER = 1.959964 + 0.841621
# Forgetting passes where recall falls by at most 2 points, and surely by less than 5.
_MOST_LOST, _SURELY_LOST = 0.02, 0.05


@dataclass(frozen=True)
class Gallery:
    """Pictures and texts that are searched among, with the work each belongs to.

    Attributes:
        image_work: int [N] and
        text_work: int [M], numbers from 0; each work may have several of both.
    """

    image_work: np.ndarray
    text_work: np.ndarray

    def kept(self, texts: np.ndarray) -> tuple[Gallery, np.ndarray]:
        """With these texts only, works numbered anew, and the rows of the pictures kept as queries.

        Pictures of works without such a text stay in the gallery: they are still wrong answers.
        """
        present = np.unique(self.text_work[texts])
        number = np.full(max(self.image_work.max(), self.text_work.max()) + 1, -1)
        number[present] = np.arange(len(present))
        queries = np.flatnonzero(number[self.image_work] >= 0)
        return Gallery(number[self.image_work], number[self.text_work[texts]]), queries


@dataclass(frozen=True)
class Found:
    """Both directions of one model on one gallery."""

    t2i: Ranked
    i2t: Ranked
    tally_t2i: Tally
    tally_i2t: Tally

    def figures(self) -> dict[str, Any]:
        """t2i, i2t, mean_recall, median_rank, mrr, map."""
        t2i, i2t = self.tally_t2i.recalls(), self.tally_i2t.recalls()
        return {
            "t2i": _named(t2i),
            "i2t": _named(i2t),
            "mean_recall": float(np.concatenate([t2i, i2t]).mean()),
            "median_rank": float(np.median(self.t2i.rank)),
            "mrr": float((1 / self.t2i.rank).mean()),
            "map": float(self.i2t.precision.mean()),
        }

    def by_work(self) -> np.ndarray:
        """Each work's recalls, text → image then image → text: [W, 6]."""
        return np.concatenate([self.tally_t2i.by_work(), self.tally_i2t.by_work()], axis=1)


def find(
    images: np.ndarray, texts: np.ndarray, gallery: Gallery, queries: np.ndarray | None = None
) -> Found:
    """Searches in both directions.

    Args:
        images: Unit rows [N, D].
        texts: Unit rows [M, D].
        gallery: To which works they belong.
        queries: Rows of the pictures that are searched with; all where None.
    """
    queries = np.arange(len(images)) if queries is None else queries
    scores = similarities(texts, images)
    right = gallery.text_work[:, None] == gallery.image_work[None, :]
    works = int(gallery.text_work.max()) + 1
    t2i = rank(scores, right)
    i2t = rank(scores.T[queries], right.T[queries])
    return Found(
        t2i,
        i2t,
        Tally.of(t2i.hits, gallery.text_work, works),
        Tally.of(i2t.hits, gallery.image_work[queries], works),
    )


def compare(
    part: Part, zero_shot: np.ndarray, finetuned: np.ndarray, texts: tuple[np.ndarray, np.ndarray]
) -> dict[str, Any]:
    """All that `protocol.Evaluate` names, `run` and `forgetting` excepted.

    Headline figures are over the drafted kinds; confirmed pairs are in by_kind only.

    Args:
        part: The works held out.
        zero_shot: Their pictures by the base model, unit rows [N, D].
        finetuned: The same by the base model with the adapter.
        texts: Their texts by both, unit rows [M, D] each.

    Raises:
        TrainingError: `nothing_to_evaluate`.
    """
    headline = part.headline()
    if not len(headline):
        raise TrainingError(
            "nothing_to_evaluate",
            "No work that was held out has an approved caption.",
            "Approve captions of more works, so that some can be held out.",
        )
    whole = Gallery(part.image_work, part.text_work)
    gallery, queries = whole.kept(headline)
    before = find(zero_shot, texts[0][headline], gallery, queries)
    after = find(finetuned, texts[1][headline], gallery, queries)
    works = int(gallery.text_work.max()) + 1
    drawn = _draw(before, after)
    difference = {
        "t2i_r1": _difference(before, after, drawn, [0]),
        "t2i_r5": _difference(before, after, drawn, [1]),
        "t2i_r10": _difference(before, after, drawn, [2]),
        "i2t_r1": _difference(before, after, drawn, [3]),
        "mean_recall": _difference(before, after, drawn, list(range(6))),
    }
    return {
        "works": works,
        "gallery": {"images": len(zero_shot), "texts": len(headline)},
        "chance": _chance(gallery, queries),
        "zero_shot": {**before.figures(), "interval": _intervals(drawn[0])},
        "finetuned": {**after.figures(), "interval": _intervals(drawn[1])},
        "difference": difference,
        "mcnemar": _mcnemar(before, after),
        "detectable_gain": float(min(1.0, _POWER * (drawn[1] - drawn[0]).mean(axis=1).std())),
        "by_kind": _by_kind(part, whole, zero_shot, finetuned, texts),
        "verdict": verdict(difference["mean_recall"], works),
        "queries": _queries(part, headline, before, after),
    }


def verdict(difference: dict[str, float], works: int) -> str:
    """One word of better, worse, not_shown, by the interval of the mean recall's difference.

    Below six works nothing is shown: an interval of so few would be narrower than they can know.
    """
    if works < statistics.LEAST_WORKS:
        return "not_shown"
    if difference["low"] > 0:
        return "better"
    return "worse" if difference["high"] < 0 else "not_shown"


def forgetting(
    zero_shot: np.ndarray, finetuned: np.ndarray, texts: tuple[np.ndarray, np.ndarray]
) -> dict[str, Any]:
    """How much of a general probe the finetuned model lost; row i of each belongs together.

    Args:
        zero_shot: The probe's pictures by the base model, unit rows [N, D].
        finetuned: The same by the base model with the adapter.
        texts: The probe's texts, one a picture, by both: unit rows [N, D] each.
    """
    row = np.arange(len(zero_shot))
    gallery = Gallery(row, row)
    before, after = find(zero_shot, texts[0], gallery), find(finetuned, texts[1], gallery)
    drawn = _draw(before, after)
    told = {"measured": True, "pictures": len(row), "drift_probe": drift(zero_shot, finetuned)}
    for name, column in (("t2i_r1", 0), ("i2t_r1", 3)):
        told[name] = {
            "zero_shot": float(before.by_work()[:, column].mean()),
            "finetuned": float(after.by_work()[:, column].mean()),
            **_difference(before, after, drawn, [column]),
        }
    t2i = told["t2i_r1"]
    told["passed"] = bool(t2i["value"] >= -_MOST_LOST and t2i["low"] > -_SURELY_LOST)
    return told


def drift(zero_shot: np.ndarray, finetuned: np.ndarray) -> float:
    """Mean of 1 - cosine between the two models' vectors of the same pictures [N, D]."""
    return float((1 - (zero_shot.astype(np.float64) * finetuned).sum(axis=1)).mean())


def _draw(before: Found, after: Found) -> np.ndarray:
    """Bootstrap draws of the six recalls: [2 models, DRAWS, 6]."""
    drawn = statistics.bootstrap(
        [before.tally_t2i, before.tally_i2t, after.tally_t2i, after.tally_i2t]
    )
    return np.stack(
        [np.concatenate([drawn[0], drawn[1]], 1), np.concatenate([drawn[2], drawn[3]], 1)]
    )


def _difference(
    before: Found, after: Found, drawn: np.ndarray, columns: Sequence[int]
) -> dict[str, float]:
    """Value, interval and p of the mean over `columns` of the six recalls."""
    plain = [
        np.concatenate([found.tally_t2i.recalls(), found.tally_i2t.recalls()])[columns].mean()
        for found in (before, after)
    ]
    low, high = statistics.interval((drawn[1] - drawn[0])[:, columns].mean(axis=1))
    by_work = (after.by_work() - before.by_work())[:, columns].mean(axis=1)
    return {
        "value": float(plain[1] - plain[0]),
        "low": low,
        "high": high,
        "p": statistics.sign_flip_p(by_work),
    }


def _mcnemar(before: Found, after: Found) -> dict[str, float]:
    return {
        "t2i_r1": statistics.mcnemar_p(before.t2i.hits[:, 0], after.t2i.hits[:, 0]),
        "i2t_r1": statistics.mcnemar_p(before.i2t.hits[:, 0], after.i2t.hits[:, 0]),
    }


def _intervals(drawn: np.ndarray) -> dict[str, Any]:
    """Intervals of the six recalls and their mean from draws [DRAWS, 6]."""
    each = [statistics.interval(drawn[:, column]) for column in range(6)]
    return {
        "t2i": dict(zip(_NAMES, each[:3], strict=True)),
        "i2t": dict(zip(_NAMES, each[3:], strict=True)),
        "mean_recall": statistics.interval(drawn.mean(axis=1)),
    }


def _chance(gallery: Gallery, queries: np.ndarray) -> dict[str, float]:
    right = gallery.text_work[:, None] == gallery.image_work[None, :]
    return {
        "t2i_r1": float(right.mean(axis=1).mean()),
        "i2t_r1": float(right.T[queries].mean(axis=1).mean()),
    }


def _by_kind(
    part: Part,
    whole: Gallery,
    zero_shot: np.ndarray,
    finetuned: np.ndarray,
    texts: tuple[np.ndarray, np.ndarray],
) -> dict[str, Any]:
    """The same per kind of text; texts of other kinds are in nobody's gallery there."""
    kinds = np.array([caption.kind for caption in part.captions])
    told = {}
    for kind in sorted(set(kinds.tolist())):
        rows = np.flatnonzero(kinds == kind)
        gallery, queries = whole.kept(rows)
        before = find(zero_shot, texts[0][rows], gallery, queries)
        after = find(finetuned, texts[1][rows], gallery, queries)
        told[kind] = {
            "queries": len(rows),
            "zero_shot": {way: before.figures()[way] for way in ("t2i", "i2t")},
            "finetuned": {way: after.figures()[way] for way in ("t2i", "i2t")},
            "difference": _difference(before, after, _draw(before, after), [0]),
        }
    return told


def _queries(part: Part, rows: np.ndarray, before: Found, after: Found) -> list[dict[str, Any]]:
    return [
        {
            "work": part.works[part.text_work[row]].work,
            "caption": part.captions[row].id,
            "kind": part.captions[row].kind,
            "text": part.captions[row].text,
            "rank_zero_shot": float(before.t2i.rank[place]),
            "rank_finetuned": float(after.t2i.rank[place]),
        }
        for place, row in enumerate(rows)
    ]


def _named(recalls: np.ndarray) -> dict[str, float]:
    return {name: float(value) for name, value in zip(_NAMES, recalls, strict=True)}
