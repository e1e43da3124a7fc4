"""Figures of a finished run as the engine writes them, small enough to check by hand."""

from __future__ import annotations

import json
from typing import Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Run

CHANGE = {"better": (0.2, 0.1, 0.3), "worse": (-0.2, -0.3, -0.1), "not_shown": (0.02, -0.1, 0.14)}


def lost(value: float, low: float, high: float) -> dict[str, Any]:
    """R@1 of the probe before and after."""
    return {
        "zero_shot": 0.9,
        "finetuned": 0.9 + value,
        "value": value,
        "low": low,
        "high": high,
        "p": 0.2,
    }


def strength(offered: float | None = 0.5, *, measured: bool = True) -> dict[str, Any]:
    """A curve that rises, and beyond `offered` forgets too much."""
    return {
        "works": 4,
        "offered": offered if measured else None,
        "curve": [
            {
                "t": t,
                "mean_recall": 0.5 + 0.3 * t,
                "interval": [0.4 + 0.3 * t, 0.6 + 0.3 * t],
                "drift": t / 10,
                "forgetting": {
                    "t2i_r1": lost(-0.01 * t, -0.04, 0.02),
                    "i2t_r1": lost(-0.06 * t, -0.1 * t, 0.02),
                    "passed": t <= (offered or 0.0),
                }
                if measured
                else None,
            }
            for t in (0.0, 0.25, 0.5, 0.75, 1.0)
        ],
    }


def evaluation(run: str, verdict: str = "better") -> dict[str, Any]:
    value, low, high = CHANGE[verdict]
    change = {"value": value, "low": low, "high": high, "p": 0.01}
    sides = {
        name: {
            "t2i": {"r1": r1, "r5": r1 + 0.2, "r10": r1 + 0.3},
            "i2t": {"r1": r1, "r5": r1 + 0.2, "r10": r1 + 0.3},
            "mean_recall": r1 + 0.1,
            "median_rank": 4.0,
            "mrr": 0.4,
            "map": 0.4,
            "interval": {
                way: {k: [r1, r1 + 0.1] for k in ("r1", "r5", "r10")} for way in ("t2i", "i2t")
            },
        }
        for name, r1 in (("zero_shot", 0.3), ("finetuned", 0.3 + value))
    }
    kind = {
        "queries": 2,
        "zero_shot": {"t2i": {"r1": 0.3}},
        "finetuned": {"t2i": {"r1": 0.5}},
        "difference": change,
    }
    ranks = (("T003", "旧句", 38, 1), ("T007", "平句", 5, 5), ("T011", "退句", 4, 19))
    return {
        "run": run,
        "works": 3,
        "gallery": {"images": 3, "texts": 3},
        "chance": {"t2i_r1": 0.33, "i2t_r1": 0.33},
        **sides,
        "difference": {
            name: change for name in ("t2i_r1", "t2i_r5", "t2i_r10", "i2t_r1", "mean_recall")
        },
        "mcnemar": {"t2i_r1": 0.01, "i2t_r1": 0.02},
        "detectable_gain": 0.15,
        "forgetting": {
            "measured": True,
            "source": "painted",
            "drift_test": 0.012,
            "drift_probe": 0.034,
            "texts_unchanged": True,
            "pictures": 200,
            "passed": False,
            "t2i_r1": lost(-0.01, -0.04, 0.02),
            "i2t_r1": lost(-0.06, -0.1, -0.02),
            "classes": {
                "names": ["山", "水"],
                "pictures": 90,
                "chance": 0.5,
                **lost(0.0, -0.01, 0.01),
            },
        },
        "at_100": {
            "works": 100,
            "resamples": 200,
            "zero_shot": {"t2i_r1": 0.2, "i2t_r1": 0.2},
            "finetuned": {"t2i_r1": 0.4, "i2t_r1": 0.3},
        },
        "whole": {
            "images": 12,
            "texts": 40,
            "zero_shot": {way: {"r1": 0.1} for way in ("t2i", "i2t")},
            "finetuned": {way: {"r1": 0.2} for way in ("t2i", "i2t")},
            "difference": change,
        },
        "strength": strength(),
        "by_kind": {"modern": kind, "tags": kind},
        "verdict": verdict,
        "queries": [
            {
                "work": work,
                "caption": number,
                "kind": "modern",
                "text": text,
                "rank_zero_shot": before,
                "rank_finetuned": after,
            }
            for number, (work, text, before, after) in enumerate(ranks)
        ],
    }


def finished_run(
    collection: Collection, verdict: str = "better", run: str = "run-1", **figures: Any
) -> str:
    """A run that ended, with its figures and an adapter file of no use.

    `figures` take the place of those of `evaluation`.
    """
    collection.runs.add(
        Run(run, "2026-11-20T10:00:00Z", "mini", "mini", "finished", "finetuned", verdict, False)
    )
    folder = collection.runs.dir(run)
    folder.mkdir(parents=True)
    (folder / "adapter.safetensors").write_bytes(b"adapter")
    told = json.dumps({**evaluation(run, verdict), **figures})
    (folder / "evaluation.json").write_text(told, encoding="utf-8")
    return run
