"""How good a run is on works it never saw: figures with their intervals, and the verdict."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.workflow import index, models
from songclip_desktop.workflow.models import Model
from training import presets, protocol

FILE = "evaluation.json"


@dataclass(frozen=True)
class Evaluation:
    """The figures of one run; the fields are those of CONTRACT and of `training.protocol`.

    Recalls are fractions in [0, 1]; intervals cover 95 %, by bootstrap over works.

    Attributes:
        works: held out. gallery: {images, texts}. chance: {t2i_r1, i2t_r1}.
        zero_shot, finetuned: {t2i {r1, r5, r10}, i2t {…}, mean_recall, …, interval {…}}.
        difference: {t2i_r1, i2t_r1, mean_recall: {value, low, high, p}}.
        verdict: "better", "worse" or "not_shown".
        queries: [{work, caption, kind, text, rank_zero_shot, rank_finetuned}].
        drawn: {works, of} where the works of a very large collection were drawn, else None.
        at_100: R@1 among 100 works drawn from those held out, None where there are fewer.
        whole: the held-out works searched for among all works, as a search does.
        strength: {works, curve [{t, mean_recall, interval, forgetting, drift}], offered}: what
            parts of the adapter's strength would do; offered and never applied.
        crossfit: figures over all works of a small collection, see `training.crossfit`. The
            fields above stay those of the works held out.
        left_out: works not learned from because they are a held-out one again.
        windows: the figures where scrolls are seen in windows as well, where that was asked for.

    The last seven are None or empty in figures that an earlier version measured.
    """

    run: str
    works: int
    gallery: Mapping[str, int]
    chance: Mapping[str, float]
    zero_shot: Mapping[str, Any]
    finetuned: Mapping[str, Any]
    difference: Mapping[str, Mapping[str, float]]
    mcnemar: Mapping[str, float]
    detectable_gain: float
    forgetting: Mapping[str, Any]
    by_kind: Mapping[str, Mapping[str, Any]]
    verdict: str
    queries: list[dict[str, Any]]
    drawn: Mapping[str, int] | None = None
    at_100: Mapping[str, Any] | None = None
    whole: Mapping[str, Any] | None = None
    strength: Mapping[str, Any] | None = None
    crossfit: Mapping[str, Any] | None = None
    left_out: Sequence[Mapping[str, Any]] = ()
    windows: Mapping[str, Any] | None = None

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Evaluation:
        """From the engine's result; fields it does not know are passed over.

        Raises:
            TypeError: one is missing.
        """
        return cls(**{field: told[field] for field in cls.__dataclass_fields__ if field in told})


@dataclass(frozen=True)
class Prepared:
    """One evaluation about to be made."""

    run: str
    model: Model
    request: protocol.Evaluate


def load(collection: Collection, run: str) -> Evaluation:
    """The figures of a run as they were last measured. Main thread.

    Raises:
        SongClipError: `no_such_run`; `not_evaluated`.
    """
    collection.runs.get(run)
    return read(collection.runs.dir(run))


def read(run_dir: Path) -> Evaluation:
    """The figures in a run's folder. Any thread.

    Raises:
        SongClipError: `not_evaluated`: there are none, or they cannot be read.
    """
    try:
        return Evaluation.from_json(json.loads((run_dir / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SongClipError(
            "not_evaluated",
            say(
                "训练 {run} 还没有评测结果。",
                "The run {run} is not evaluated yet.",
                run=run_dir.name,
            ),
            say("请点“重新评测”，或用 songclip evaluate。", "Evaluate it: songclip evaluate."),
        ) from error


def prepare(
    collection: Collection,
    run: str | None = None,
    model: str | Path | None = None,
    *,
    windows: bool = False,
) -> Prepared:
    """Reads what is to be measured. Main thread.

    Args:
        collection: which holds the run.
        run: by default the newest finished one of the model.
        model: by default the run's, or the collection's.
        windows: measures besides how well scrolls are found when they are seen in windows.

    Raises:
        SongClipError: `no_such_run`, `run_unfinished`, `no_finished_run`, and as `models.chosen`.
    """
    if run is None:
        chosen = models.chosen(collection, model)
        found = collection.runs.newest_finished(chosen.name)
        if found is None:
            raise SongClipError(
                "no_finished_run",
                say(
                    "模型 {model} 还没有训练成果。",
                    "There is no finished run of the model {model}.",
                    model=chosen.name,
                ),
                say("请先训练一次。", "Finetune first."),
            )
        run = found.id
    else:
        chosen = models.chosen(collection, model or collection.runs.get(run).model)
    run_dir = collection.runs.dir(run)
    adapter = index.adapter_of(collection, run)
    return Prepared(
        run,
        chosen,
        protocol.Evaluate(
            model=chosen.path,
            adapter=str(adapter),
            snapshot=str(run_dir / "snapshot.json"),
            pixels=str(collection.images.pixels_dir),
            run_dir=str(run_dir),
            probe=probe(collection),
            windows=windows,
        ),
    )


def probe(collection: Collection) -> str | None:
    """The folder of captioned pictures that forgetting is measured on, None where there is none.

    `probe/` in the collection, else in SONGCLIP_HOME, with a list `captions.tsv` in it: a line
    `picture TAB caption` each. The mini model needs none. Main thread.
    """
    for folder in (collection.dir, paths.home()):
        if (folder / "probe" / "captions.tsv").is_file():
            return str((folder / "probe").resolve())
    return None


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Evaluation:
    """Measures the run anew on the works that its snapshot held out. Any thread.

    Raises:
        SongClipError: what the engine reports.
        Stopped: the listener asked for it.
    """
    with engine.worker() as worker:
        return Evaluation.from_json(worker.run(prepared.request, listener))


def finish(collection: Collection, evaluation: Evaluation) -> Changes:
    """Keeps the verdict with the run. Main thread."""
    run = collection.runs.get(evaluation.run)
    if not collection.read_only and run.verdict != evaluation.verdict:
        collection.runs.finish(run.id, run.status, run.kept, evaluation.verdict)
    return Changes(runs=frozenset({run.id}))


def sentence(evaluation: Evaluation) -> str:
    """The verdict in words: never a change without its interval and the number of works."""
    change = evaluation.difference["mean_recall"]
    before = presets.detectable_gain(evaluation.works)
    figures = {
        "works": evaluation.works,
        "before": f"{100 * evaluation.zero_shot['mean_recall']:.1f}%",
        "after": f"{100 * evaluation.finetuned['mean_recall']:.1f}%",
        "value": f"{100 * change['value']:+z.1f}",
        "low": f"{100 * change['low']:+z.1f}",
        "high": f"{100 * change['high']:+z.1f}",
        # A run that moved no rank at all measures 0; then only what was known before is true.
        "gain": f"{100 * (evaluation.detectable_gain or before):.0f}",
    }
    told = say(
        "在留出的 {works} 件作品上，平均召回率 {before} → {after}"
        "（{value} 个百分点，95% 区间 {low} 至 {high}）",
        "On {works} works held out, mean recall {before} → {after} "
        "({value} points, 95 % interval {low} to {high})",
        **figures,
    )
    match evaluation.verdict:
        case "better":
            told = say("{told}：明显更准。", "{told}: clearly better.", told=told)
        case "worse":
            told = say("{told}：反而变差。", "{told}: worse.", told=told)
        case _:
            told = say(
                "{told}：还看不出差别。{works} 件作品只能看出约 {gain} 个百分点以上的变化。",
                "{told}: no difference can be shown. {works} works show changes of about {gain} "
                "points.",
                told=told,
                **figures,
            )
    return told + _crossfit(evaluation.crossfit or {})


def _crossfit(told: Mapping[str, Any]) -> str:
    """What was found with every work held out once, and that it is not the headline."""
    if not told.get("done"):
        return ""
    change = told["difference"]["mean_recall"]
    verdict = {
        "better": say("更准", "better"),
        "worse": say("变差", "worse"),
    }.get(told["verdict"], say("看不出差别", "no difference"))
    return say(
        "以上是固定留出的作品；藏品不多，所以另外轮流留出全部 {works} 件各测一次：{value} 个百分点，"
        "95% 区间 {low} 至 {high}，{verdict}。",
        " These are the works always held out; as there are few, all {works} were also held out "
        "in turn: {value} points, 95 % interval {low} to {high}, {verdict}.",
        works=told["works"],
        value=f"{100 * change['value']:+z.1f}",
        low=f"{100 * change['low']:+z.1f}",
        high=f"{100 * change['high']:+z.1f}",
        verdict=verdict,
    )
