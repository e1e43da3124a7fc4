"""Runs carried between machines, and other strengths of a run: both are new runs of their own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import run_file
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.records import Run
from songclip_desktop.workflow import dataset, export, index, models
from training import protocol

ORIGIN = "origin.json"
SUFFIXES = (run_file.SUFFIX, ".safetensors", ".pt")
_IMPORTED = "imported"


@dataclass(frozen=True)
class Prepared:
    """A run about to be taken in.

    Attributes:
        file: what it comes from. snapshot: what it can be measured on here.
        told: what origin.json says of it so far.
    """

    run: Run
    run_dir: Path
    model_path: str
    file: Path
    snapshot: Mapping[str, Any]
    told: Mapping[str, Any]
    strength: float = 1.0
    unscaled: bool = False


@dataclass(frozen=True)
class Taken:
    """A run whose folder stands.

    Attributes:
        origin: where it comes from, as `origin` reads it.
    """

    run: Run
    adapter: Path
    origin: Mapping[str, Any]


def prepare_import(
    collection: Collection,
    file: Path,
    model: str | Path | None = None,
    *,
    unscaled: bool = False,
) -> Prepared:
    """Reads what a run from another machine needs here. Main thread.

    Args:
        collection: open for writing.
        file: a `.songclip` file, an `adapter.safetensors`, or a `.pt` with LoRA matrices.
        model: what it was trained on; by default the collection's.
        unscaled: of a `.pt`: made without alpha / rank.

    Raises:
        SongClipError: `run_file_missing`, `run_file_unknown`, `collection_read_only`, and as
            `models.chosen`.
    """
    if not file.is_file():
        raise SongClipError(
            "run_file_missing",
            say("找不到文件 {path}。", "There is no file {path}.", path=file),
            say("请核对路径。", "Look at the path again."),
        )
    if file.suffix.lower() not in SUFFIXES:
        raise SongClipError(
            "run_file_unknown",
            say("“{name}”不是训练成果。", "“{name}” is no run.", name=file.name),
            say(
                "可以取入的有：{kinds}。", "What can be taken in: {kinds}.",
                kinds="、".join(SUFFIXES),
            ),
        )  # fmt: skip
    chosen = models.chosen(collection, model)
    now = _now()
    stamp = datetime.fromisoformat(now).strftime("%Y%m%d-%H%M%S")
    run = _free(collection, f"{stamp}-{chosen.name}-{_IMPORTED}")
    return Prepared(
        Run(run, now, chosen.name, _IMPORTED, "finished", "", "", False),
        collection.runs.dir(run),
        chosen.path,
        file.resolve(),
        dataset.snapshot(collection).as_json(),
        {"kind": "file", "file": file.name, "taken": now, "unscaled": unscaled},
        unscaled=unscaled,
    )


def prepare_strength(collection: Collection, run: str, strength: float) -> Prepared:
    """Reads what another strength of a run needs. Main thread.

    The new run is measured on the works that the old one held out.

    Args:
        collection: open for writing.
        run: a finished run.
        strength: what the update is multiplied by: 0 is zero-shot, 1 the run itself.

    Raises:
        SongClipError: `no_such_run`, `run_unfinished`, `collection_read_only`, and as
            `models.chosen`.
    """
    record = collection.runs.get(run)
    adapter = index.adapter_of(collection, run)
    chosen = models.chosen(collection, record.model)
    now = _now()
    name = _free(collection, f"{run}-s{round(100 * strength):03d}")
    snapshot = _json(collection.runs.dir(run) / "snapshot.json")
    return Prepared(
        Run(name, now, record.model, record.preset, "finished", "", "", False),
        collection.runs.dir(name),
        chosen.path,
        adapter,
        {**snapshot, "root": str(collection.dir)}
        if snapshot
        else dataset.snapshot(collection).as_json(),
        {"kind": "strength", "run": run, "strength": strength, "taken": now},
        strength=strength,
    )


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Taken:
    """Checks the adapter against the model and makes the run's folder, whole or not at all.

    Any thread.

    Raises:
        SongClipError: `run_file_damaged`; `folder_unwritable`; what the engine reports, among it
            `adapter_wrong_base` and `adapter_damaged`.
        Stopped: the listener asked for it.
    """
    listener = listener or Listener()
    with _new_folder(prepared.run_dir) as part:
        file, record = prepared.file, {}
        if file.suffix.lower() == run_file.SUFFIX:
            (part / "origin").mkdir()
            record = run_file.read(file, part / "origin")
            file = part / "origin" / run_file.ADAPTER
        request = protocol.Take(
            prepared.model_path, str(file), str(part), prepared.strength, prepared.unscaled
        )
        with engine.worker() as worker:
            told = worker.run(request, listener)
        run, origin = _recorded(prepared, part, record, told)
        asked = {"id": "1", "verb": request.verb, **asdict(request), "file": str(prepared.file)}
        asked["run_dir"] = str(prepared.run_dir)
        dataset.write_json(part / "request.json", asked)
        dataset.write_json(part / "snapshot.json", dict(prepared.snapshot))
        dataset.write_json(part / ORIGIN, origin)
    return Taken(run, prepared.run_dir / run_file.ADAPTER, origin)


def finish(collection: Collection, taken: Taken) -> Changes:
    """Records the run. Main thread."""
    collection.runs.add(taken.run)
    return Changes(runs=frozenset({taken.run.id}))


def at_strength(
    collection: Collection,
    engine: Engine,
    run: str,
    strength: float,
    listener: Listener | None = None,
) -> Run:
    """A new run: another one's update times `strength`. Main thread; seconds, with a model loaded.

    Raises:
        SongClipError: as `prepare_strength` and `execute`.
    """
    taken = execute(prepare_strength(collection, run, strength), engine, listener)
    finish(collection, taken)
    return taken.run


def origin(collection: Collection, run: str) -> dict[str, Any]:
    """Where a run comes from; empty for one trained here. Main thread.

    kind ("file" or "strength") and taken always; of a file: file, and where it told them: run,
    collection, model, created, figures (whether its own figures came along) and learned_from_test:
    how many works that are held out here it was trained on, null where that is not known.
    """
    return _json(collection.runs.dir(run) / ORIGIN)


def caution(collection: Collection, run: str) -> str:
    """What a reader of a run's figures must know of its origin; empty for one trained here."""
    told = origin(collection, run)
    if told.get("kind") != "file":
        return ""
    seen = told.get("learned_from_test")
    if seen is None:
        return say(
            "这次训练来自 {file}，它学过哪些作品无从知道：这里的测试作品可能就在其中，数字可能偏高。",
            "This run comes from {file}; what it learned from is not known. The works held out here "
            "may be among it, and the figures too good.",
            file=told["file"],
        )
    return say(
        "这次训练来自 {file}；这里留作测试的作品中有 {n} 件是它学过的。",
        "This run comes from {file}; of the works held out here it was trained on {n}.",
        file=told["file"],
        n=seen,
    )


def save(collection: Collection, out: Path, run: str | None = None) -> export.Exported:
    """Writes a run as one `.songclip` file, to be imported on another machine. Main thread.

    Args:
        collection: read only is enough.
        out: the file.
        run: its id; the newest finished run of the model in use by default.

    Raises:
        SongClipError: `no_such_run`, `no_finished_run`, `out_not_writable`.
    """
    record, _ = export.chosen_run(collection, run)
    told = {**asdict(record), "collection": collection.id}
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        run_file.write(out, collection.runs.dir(record.id), told)
    except OSError as error:
        raise export.not_writable(out, error) from error
    return export.Exported("adapter", (out,), 1)


def _recorded(
    prepared: Prepared, part: Path, record: Mapping[str, Any], told: Mapping[str, Any]
) -> tuple[Run, dict[str, Any]]:
    """The run and its origin, with what the file told of itself."""
    run, found = prepared.run, dict(prepared.told)
    carried = part / "origin"
    if carried.is_dir():
        (carried / run_file.ADAPTER).unlink()
        for name in ("evaluation.json", "metrics.jsonl"):
            if (carried / name).is_file():
                shutil.copyfile(carried / name, part / name)
        found["run"] = str(record.get("id", ""))
        found |= {key: str(record.get(key, "")) for key in ("collection", "model")}
        found["created"] = str(record.get("created_at", ""))
        found["figures"] = (part / "evaluation.json").is_file()
    if found["kind"] == "file":
        found["learned_from_test"] = _seen(_json(carried / "snapshot.json"), prepared.snapshot)
    preset = str(told["preset"]) or run.preset
    kept = str(record.get("kept", "")) if record.get("kept") in ("finetuned", "zero_shot") else ""
    verdict = record.get("verdict")
    verdict = str(verdict) if verdict in ("better", "worse", "not_shown") else ""
    return Run(run.id, run.created_at, run.model, preset, run.status, kept, verdict, False), found


def _seen(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> int | None:
    """How many works of our test were learned from there, by the bytes of their pictures."""
    try:
        learned = {
            image["hash"]
            for work in theirs["works"]
            if work["split"] != "test"
            for image in work["images"]
        }
    except (KeyError, TypeError):
        return None
    return sum(
        work["split"] == "test" and any(image["hash"] in learned for image in work["images"])
        for work in ours["works"]
    )


@contextmanager
def _new_folder(path: Path) -> Iterator[Path]:
    """A folder that takes its name when all is in it; else it vanishes."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.mkdir(parents=True)
        yield part
        part.rename(path)
    except OSError as error:
        raise SongClipError(
            "folder_unwritable",
            say("文件夹 {folder} 无法写入：{why}。", "The folder {folder} cannot be written: {why}.",
                folder=path.parent, why=error.strerror or error),
            say("请清理磁盘，或把文件夹改为可写，再试一次。",
                "Make room on the disk, or make the folder writable, and try again."),
        ) from error  # fmt: skip
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _free(collection: Collection, name: str) -> str:
    taken = {run.id for run in collection.runs.list()}
    numbered = (name if n == 1 else f"{name}-{n}" for n in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _json(file: Path) -> dict[str, Any]:
    try:
        body = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return body if isinstance(body, dict) else {}
