"""Zero-shot against finetuned on works that were held out: figures, intervals, one verdict."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from training.comparison import T2I_R1, Compared
from training.dataset import Part
from training.errors import TrainingError
from training.ranking import hits_at, similarities
from training.retrieval import Found, Gallery, find

# Above so many works a fixed draw of them stands for the held-out ones.
MANY_WORKS, DRAWN_WORKS = 3_000, 1_000
# A gallery of one size, so that collections of different sizes can be compared.
FIXED_WORKS, RESAMPLES = 100, 200
# Zero-shot and finetuned.
Both = tuple[np.ndarray, np.ndarray]


def compare(
    part: Part, zero_shot: np.ndarray, finetuned: np.ndarray, texts: Both
) -> dict[str, Any]:
    """All that `protocol.Evaluate` names of the held-out gallery; `Examination` adds the rest.

    Headline figures are over the drafted kinds; confirmed pairs are in by_kind only.

    Args:
        part: The works held out.
        zero_shot: Their pictures by the base model, unit rows [N, D].
        finetuned: The same by the base model with the adapter.
        texts: Their texts by both, unit rows [M, D] each.

    Raises:
        TrainingError: `nothing_to_evaluate`.
    """
    headline = check_headline(part)
    images = zero_shot, finetuned
    whole = Gallery(part.image_work, part.text_work)
    gallery, queries = whole.kept(headline)
    kept = texts[0][headline], texts[1][headline]
    compared = _compared(images, kept, gallery, queries)
    return {
        "works": compared.works,
        "gallery": {"images": len(zero_shot), "texts": len(headline)},
        "chance": gallery.chance(queries),
        **compared.told(),
        "by_kind": _by_kind(part, whole, images, texts),
        "at_100": at_fixed_size(images, kept, gallery, queries),
        "queries": _queries(part, headline, compared.before, compared.after),
    }


def check_headline(part: Part) -> np.ndarray:
    """Rows of the texts that headline figures are told of: at least one.

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
    return headline


def drawn(part: Part, works: int) -> Part:
    """The held-out works that figures are told of: all, or 1,000 of a very large collection.

    The draw follows from the works' own names: it stays the same from run to run, and nearly the
    same as a collection grows.

    Args:
        part: The works held out.
        works: How many the collection has in all splits.
    """
    if works <= MANY_WORKS or len(part.works) <= DRAWN_WORKS:
        return part
    ordered = sorted(
        part.works, key=lambda work: hashlib.sha256(f"test/{work.work}".encode()).digest()
    )
    chosen = {work.work for work in ordered[:DRAWN_WORKS]}
    return Part(tuple(work for work in part.works if work.work in chosen))


def in_whole_collection(
    test: tuple[Part, Both, Both], others: list[tuple[Part, Both, Both]]
) -> dict[str, Any]:
    """The held-out works searched for among all works, as a curator's search does.

    The other works were learned from, which makes them stronger wrong answers: these figures are
    lower than those among held-out works alone, and nearer to daily use.

    Args:
        test: The held-out works, their pictures and their texts by both models.
        others: The same of each other split.
    """
    sides = [test, *others]
    starts = np.cumsum([0, *(len(part.works) for part, _, _ in sides)])
    rows = [side[0].headline() for side in sides]
    images = tuple(np.concatenate([side[1][model] for side in sides]) for model in (0, 1))
    texts = tuple(
        np.concatenate([side[2][model][row] for side, row in zip(sides, rows, strict=True)])
        for model in (0, 1)
    )
    whole = Gallery(
        np.concatenate([side[0].image_work + at for side, at in zip(sides, starts, strict=False)]),
        np.concatenate(
            [
                side[0].text_work[row] + at
                for side, row, at in zip(sides, rows, starts, strict=False)
            ]
        ),
    )
    part, words = test[0], np.arange(len(rows[0]))
    # Works are numbered anew so that those searched for come first; the rest keep their order.
    asked = np.unique(whole.text_work[words])
    number = np.full(starts[-1], -1)
    number[asked] = np.arange(len(asked))
    rest = np.flatnonzero(number < 0)
    number[rest] = np.arange(len(asked), starts[-1])
    gallery = Gallery(number[whole.image_work], number[whole.text_work])
    pictures = np.flatnonzero(gallery.image_work[: len(part.images)] < len(asked))
    found = [find(images[model], texts[model], gallery, pictures, words) for model in (0, 1)]
    compared = Compared.of(*found)
    return {
        "images": len(images[0]),
        "texts": len(texts[0]),
        "zero_shot": compared.before.figures(),
        "finetuned": compared.after.figures(),
        "difference": compared.difference(),
    }


def at_fixed_size(
    images: Both, texts: Both, gallery: Gallery, queries: np.ndarray
) -> dict[str, Any] | None:
    """R@1 both ways among 100 works drawn from the gallery, the mean of 200 draws.

    None where there are fewer works: nothing could be drawn.
    """
    works = int(gallery.text_work.max()) + 1
    if works < FIXED_WORKS:
        return None
    scores = [similarities(texts[model], images[model]) for model in (0, 1)]
    rng = np.random.default_rng(0)
    sums = np.zeros((2, 2))
    for _ in range(RESAMPLES):
        chosen = np.zeros(works + 1, bool)
        chosen[rng.choice(works, FIXED_WORKS, replace=False)] = True
        # Number -1, a picture of a work without such a text, is the last place: never chosen.
        rows = np.flatnonzero(chosen[gallery.text_work])
        columns = np.flatnonzero(chosen[gallery.image_work])
        right = gallery.text_work[rows, None] == gallery.image_work[None, columns]
        for model in (0, 1):
            shown = scores[model][np.ix_(rows, columns)]
            sums[model] += [
                hits_at(shown, right)[:, 0].mean(),
                hits_at(shown.T, right.T)[:, 0].mean(),
            ]
    told = [dict(zip(("t2i_r1", "i2t_r1"), row, strict=True)) for row in sums / RESAMPLES]
    return {
        "works": FIXED_WORKS,
        "resamples": RESAMPLES,
        "zero_shot": {name: float(value) for name, value in told[0].items()},
        "finetuned": {name: float(value) for name, value in told[1].items()},
    }


def _compared(images: Both, texts: Both, gallery: Gallery, queries: np.ndarray) -> Compared:
    return Compared.of(
        find(images[0], texts[0], gallery, queries), find(images[1], texts[1], gallery, queries)
    )


def _by_kind(part: Part, whole: Gallery, images: Both, texts: Both) -> dict[str, Any]:
    """The same per kind of text; texts of other kinds are in nobody's gallery there."""
    kinds = np.array([caption.kind for caption in part.captions])
    told = {}
    for kind in sorted(set(kinds.tolist())):
        rows = np.flatnonzero(kinds == kind)
        gallery, queries = whole.kept(rows)
        compared = _compared(images, (texts[0][rows], texts[1][rows]), gallery, queries)
        figures = compared.before.figures(), compared.after.figures()
        told[kind] = {
            "queries": len(rows),
            "zero_shot": {way: figures[0][way] for way in ("t2i", "i2t")},
            "finetuned": {way: figures[1][way] for way in ("t2i", "i2t")},
            "difference": compared.difference([T2I_R1]),
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
