"""Training attempts: which there are, which one search uses, and how one is forgotten."""

from __future__ import annotations

from pathlib import Path

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes
from songclip_desktop.records import Run
from songclip_desktop.retrieval.generations import Generations
from songclip_desktop.workflow import index, models


def list_runs(collection: Collection, model: str | None = None) -> list[Run]:
    """All runs, the newest first; of one model where it is named. Main thread."""
    return collection.runs.list(model)


def resumable(collection: Collection) -> list[Run]:
    """Runs that broke off, or were stopped early, and can go on.

    To be asked while no finetune is running here. Main thread.
    """
    return [run for run in collection.runs.list() if _can_go_on(collection.runs.dir(run.id))]


def adopt(collection: Collection, run: str, by: str = "") -> Changes:
    """Makes a run the active one of its model. Main thread.

    Raises:
        SongClipError: `no_such_run`, `run_unfinished`, `collection_read_only`.
    """
    index.adapter_of(collection, run)
    collection.runs.activate(run, by)
    return Changes(runs=frozenset({run}))


def retire(collection: Collection, model: str) -> Changes:
    """No run of the model is active any more: plain search is zero-shot again. Main thread."""
    active = collection.runs.active(model)
    collection.runs.deactivate(model)
    return Changes(runs=frozenset({active.id}) if active else frozenset())


def rename(collection: Collection, run: str, name: str, by: str = "") -> Changes:
    """Calls a run something; an empty name takes it away. Main thread.

    Raises:
        SongClipError: `no_such_run`; `collection_read_only`.
    """
    collection.runs.rename(run, name, by)
    return Changes(runs=frozenset({run}))


def delete(collection: Collection, run: str, by: str = "") -> Changes:
    """Removes a run, its folder and its vectors. Main thread.

    Raises:
        SongClipError: `no_such_run`; `run_active` where search uses it; `collection_read_only`.
    """
    found = collection.runs.get(run)
    if found.active:
        raise SongClipError(
            "run_active",
            say("检索正在使用训练 {run}。", "Search uses the run {run}.", run=run),
            say("请先启用另一次训练，再删除它。", "Adopt another run first, then delete it."),
        )
    collection.runs.delete(run, by)
    Generations(models.vectors_dir(collection, found.model)).drop(run)
    return Changes(runs=frozenset({run}), index=True)


def _can_go_on(run_dir: Path) -> bool:
    begun = (run_dir / "request.json").is_file()
    ended = (run_dir / "adapter.safetensors").is_file()
    return begun and (not ended or (run_dir / "resume.safetensors").is_file())
