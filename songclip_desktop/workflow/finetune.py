"""Training an adapter on what is approved: the line before the button, the run, its end."""

from __future__ import annotations

import json
import logging
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener, Stopped
from songclip_desktop.records import SPLITS, Run
from songclip_desktop.workflow import dataset, index, machine, models, run_time
from songclip_desktop.workflow.dataset import Snapshot
from songclip_desktop.workflow.evaluate import Evaluation, probe, sentence
from songclip_desktop.workflow.models import Model
from training import presets, protocol

# Fewer say nothing: a batch needs others to tell a work from, and a verdict works never seen.
LEAST_TRAIN, LEAST_TEST = 8, 2
# Of 100 works 60 are learned from and 30 held out for the test (DESIGN, section 4).
_TRAIN_SHARE, _TEST_SHARE = 0.6, 0.3

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Preflight:
    """What is known before the button is pressed.

    Attributes:
        works: how many are in each split. captions: texts learned from.
        device: "cpu", "cuda", or empty until the machine was measured.
        expected_s: from an earlier run of the same kind where there is one, else computed.
        detectable_gain: the smallest gain of mean recall these test works can show, a fraction.
        blocked: why it cannot start, or None.
        ways: what to choose between where a processor has a large model to train; else empty.
    """

    model: Model
    preset: str
    epochs: int
    works: dict[str, int]
    captions: int
    device: str
    expected_s: float
    detectable_gain: float
    warnings: tuple[dataset.DatasetWarning, ...]
    blocked: SongClipError | None
    ways: tuple[run_time.Way, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A run that is recorded and about to begin.

    Attributes:
        snapshot: what it learns from; None where an earlier one is resumed.
        columns: what is indexed at its end: zero-shot, then the run.
    """

    run: str
    run_dir: Path
    model: Model
    request: protocol.Finetune
    snapshot: Snapshot | None
    columns: tuple[index.Prepared, ...]


@dataclass(frozen=True)
class Finetuned:
    """A run that ended with an adapter; the fields are those of CONTRACT.

    Attributes:
        trainable, total: parameters. kept: "finetuned" or "zero_shot" (what validation favours).
        sentence: the verdict in words. metrics: the evaluation.
        stopped: whether it was stopped early; the best epoch until then was kept.
        left_out: works not learned from because they are a held-out one again: [{work, like,
            split, why, code, what}].
        fit: how batches went through the model: {chunk, checkpoint}.
    """

    run: str
    preset: str
    device: str
    trainable: int
    total: int
    epochs: int
    best_epoch: int
    seconds: float
    kept: str
    verdict: str
    sentence: str
    adapter: Path
    stopped: bool
    metrics: Evaluation
    left_out: Sequence[Mapping[str, Any]] = ()
    fit: Mapping[str, Any] = field(default_factory=dict)


def preflight(
    collection: Collection,
    model: str | Path | None = None,
    preset: str = presets.AUTO,
    epochs: int | None = None,
    report: dataset.Report | None = None,
) -> Preflight:
    """What would be learned from, how long it would take, what it could show. Main thread.

    Quick with a `report` of the dataset; without one it is read first.

    The smallest gain is that of 80 % power at a two-sided 5 %: (1.96 + 0.84) standard errors of a
    paired difference over the test works, see `presets.detectable_gain`.

    Raises:
        SongClipError: as `models.chosen`; `preset_unknown`; all else is told in `blocked`.
    """
    chosen = models.chosen(collection, model)
    taken = report or dataset.report(collection)
    resolved = _resolve(preset, chosen, epochs)
    works = {split: counts.works for split, counts in taken.splits.items()}
    known = machine.known()
    return Preflight(
        chosen,
        resolved.name,
        resolved.epochs,
        works,
        taken.splits["train"].texts,
        known.device if known else "",
        run_time.expected_s(collection, chosen, resolved, works, known),
        presets.detectable_gain(works["test"]),
        taken.warnings,
        _blocked(chosen, works),
        run_time.ways(collection, chosen, works, known),
    )


def recommended(collection: Collection, model: str | Path | None = None) -> str:
    """The preset that the window begins with, see `run_time.recommended`. Main thread.

    Raises:
        SongClipError: as `models.chosen`.
    """
    return run_time.recommended(models.chosen(collection, model), machine.known())


@dataclass(frozen=True)
class Material:
    """All records that a run needs."""

    snapshot: Snapshot
    contents: index.Contents


def read(collection: Collection, listener: Listener | None = None) -> Material:
    """Reads what a run learns from and what it indexes. The collection's thread; seconds.

    Raises:
        Stopped: the listener asked for it.
    """
    return Material(dataset.snapshot(collection, listener=listener), index.contents(collection))


def prepare(
    collection: Collection,
    model: str | Path | None = None,
    preset: str = presets.AUTO,
    epochs: int | None = None,
    seed: int = 0,
    resume: str | None = None,
    material: Material | None = None,
) -> Prepared:
    """Freezes what is learned from and records the run as running. Main thread.

    Args:
        collection: open for writing.
        model: by default the collection's.
        preset: one of `training.presets`, or `auto`.
        epochs: at most so many; by default the preset's.
        seed: of initialisation and order; the split is the collection's own.
        resume: a run that broke off, which goes on as it was asked for; all else is passed over.
        material: what `read` brought; without it it is read here.

    Raises:
        SongClipError: `too_few_works`, `adapter_unsupported`, `preset_unknown`, `no_such_run`,
            `run_not_resumable`, `collection_read_only`, and as `models.chosen`.
    """
    if resume is not None:
        return _prepare_resumed(collection, resume, material)
    chosen = models.chosen(collection, model)
    material = material or read(collection)
    taken = material.snapshot
    works = {split: taken.counts(split).works for split in SPLITS}
    if (blocked := _blocked(chosen, works)) is not None:
        raise blocked
    resolved = _resolve(preset, chosen, epochs)
    now = datetime.now(UTC)
    run = _new_id(collection, now, chosen.name)
    run_dir = collection.runs.dir(run)
    request = protocol.Finetune(
        model=chosen.path,
        run_dir=str(run_dir),
        snapshot=str(run_dir / "snapshot.json"),
        pixels=str(collection.images.pixels_dir),
        preset=resolved.name,
        epochs=resolved.epochs,
        seed=seed,
        probe=probe(collection),
    )
    created = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    collection.runs.add(Run(run, created, chosen.name, resolved.name, "running", "", "", False))
    columns = _columns(collection, chosen, run, material)
    return Prepared(run, run_dir, chosen, request, taken, columns)


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Finetuned:
    """Trains, measures, and indexes for the run. Any thread but the one that draws.

    Each epoch reaches `listener.item` as {"event": "metric", epoch, epochs, loss, valid_loss,
    valid, lr, seconds}. `engine.say("pause")` and `("resume")` work meanwhile. Asked to stop, it
    keeps the best epoch so far. What is saved on the way survives a crash of any process.

    Raises:
        SongClipError: what the engine reports; the run can be resumed.
        Stopped: it was stopped before the first epoch ended.
    """
    listener = listener or Listener()
    if prepared.snapshot is not None:
        dataset.write_json(prepared.run_dir / "snapshot.json", prepared.snapshot.as_json())
        asked = {"id": "1", "verb": prepared.request.verb, **asdict(prepared.request)}
        dataset.write_json(prepared.run_dir / "request.json", asked)
    with engine.worker() as worker:
        told = worker.run(prepared.request, listener)
    metrics = Evaluation.from_json(told["metrics"])
    shown = {field: told[field] for field in Finetuned.__dataclass_fields__ if field in told}
    shown |= {"adapter": Path(told["adapter"]), "metrics": metrics, "sentence": sentence(metrics)}
    try:
        for column in prepared.columns:
            index.execute(column, engine, listener)
    except (Stopped, SongClipError) as error:
        # What was learned stands; search makes the index that it lacks.
        log.warning("run %s is not indexed: %s", prepared.run, error)
    return Finetuned(**shown)


def finish(collection: Collection, result: Finetuned) -> Changes:
    """Records how the run ended. Main thread."""
    collection.runs.finish(result.run, "finished", result.kept, result.verdict)
    return Changes(runs=frozenset({result.run}), index=True)


def interrupted(collection: Collection, prepared: Prepared, error: object) -> Changes:
    """Records that a run ended without a result, so that it can be resumed. Main thread.

    Args:
        collection: open for writing.
        prepared: the run.
        error: what `execute` raised; `Stopped` (or None) where the curator stopped it.
    """
    status = "stopped" if error is None or isinstance(error, Stopped) else "failed"
    collection.runs.finish(prepared.run, status)
    return Changes(runs=frozenset({prepared.run}))


def metrics(collection: Collection, run: str) -> list[dict[str, Any]]:
    """The epochs of a run so far, as `execute` tells them, for its curves. Main thread.

    Raises:
        SongClipError: `no_such_run`.
    """
    collection.runs.get(run)
    return run_time.lines(collection.runs.dir(run) / "metrics.jsonl")


def _prepare_resumed(collection: Collection, run: str, material: Material | None) -> Prepared:
    record, run_dir = collection.runs.get(run), collection.runs.dir(run)
    done = (run_dir / "adapter.safetensors").is_file()
    try:
        asked = json.loads((run_dir / "request.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        asked = None
    if asked is None or (done and not (run_dir / "resume.safetensors").is_file()):
        raise SongClipError(
            "run_not_resumable",
            say("训练 {run} 没有可以接着做的进度。", "The run {run} cannot go on.", run=run),
            say("请重新开始一次训练。", "Start a new run."),
        )
    chosen = models.chosen(collection, record.model)
    request = protocol.Finetune(
        model=chosen.path,
        run_dir=str(run_dir),
        snapshot=str(_moved_here(collection, run_dir / "snapshot.json")),
        pixels=str(collection.images.pixels_dir),
        preset=str(asked["preset"]),
        epochs=asked["epochs"],
        seed=int(asked["seed"]),
        resume=True,
        probe=probe(collection),
    )
    collection.runs.finish(run, "running", record.kept, record.verdict)
    columns = _columns(collection, chosen, run, material)
    return Prepared(run, run_dir, chosen, request, None, columns)


def _moved_here(collection: Collection, snapshot: Path) -> Path:
    """The snapshot, with this folder as root: the collection may have been copied since."""
    body = json.loads(snapshot.read_text(encoding="utf-8"))
    if body["root"] != str(collection.dir):
        dataset.write_json(snapshot, {**body, "root": str(collection.dir)})
    return snapshot


def _columns(
    collection: Collection, model: Model, run: str, material: Material | None
) -> tuple[index.Prepared, ...]:
    """What is indexed at the run's end; its adapter is not there yet."""
    contents = material.contents if material else index.contents(collection)
    pixels = collection.images.pixels_dir
    zero_shot = index.column(collection, model)
    adapter = collection.runs.dir(run) / "adapter.safetensors"
    tuned = index.Column(model, run, adapter, zero_shot.folder)
    return tuple(index.Prepared(column, contents, pixels) for column in (zero_shot, tuned))


def _new_id(collection: Collection, now: datetime, model: str) -> str:
    """`20261121-091500-mini`: sortable, fit for a file name, and not taken."""
    name = f"{now:%Y%m%d-%H%M%S}-{re.sub(r'[^A-Za-z0-9._-]+', '-', model)}"
    taken = {run.id for run in collection.runs.list()}
    numbered = (name if n == 1 else f"{name}-{n}" for n in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)


def _resolve(preset: str, model: Model, epochs: int | None) -> presets.Preset:
    try:
        return presets.resolve(preset, model.demo, epochs)
    except ValueError as error:
        raise SongClipError(
            "preset_unknown",
            say("训练方案不可用：{why}", "The preset cannot be used: {why}.", why=error),
            say(
                "可用的方案：{names}。",
                "There are: {names}.",
                names="、".join((presets.AUTO, *presets.PRESETS)),
            ),
        ) from error


def _blocked(model: Model, works: Mapping[str, int]) -> SongClipError | None:
    if not model.trainable:
        return SongClipError(
            "adapter_unsupported",
            say(
                "{model} 没有可供 LoRA 训练的注意力层。",
                "{model} has no attention layers for LoRA to work on.",
                model=model.name,
            ),
            say("请改用 ViT-B-16。", "Use ViT-B-16 instead."),
        )
    lacking = max(
        math.ceil((LEAST_TRAIN - works["train"]) / _TRAIN_SHARE),
        math.ceil((LEAST_TEST - works["test"]) / _TEST_SHARE),
    )
    if lacking <= 0:
        return None
    return SongClipError(
        "too_few_works",
        say(
            "定稿的作品太少：可学习的有 {train} 件，留作测试的有 {test} 件。",
            "Too few works are approved: {train} to learn from, {test} held out for the test.",
            **works,
        ),
        say(
            "请再给大约 {lacking} 件作品的说明定稿。",
            "Approve the captions of about {lacking} more works.",
            lacking=lacking,
        ),
    )
