"""导出: records, annotations, training data and adapters, in forms others can read."""

from __future__ import annotations

import shutil
from collections.abc import Collection as Among
from dataclasses import dataclass
from pathlib import Path

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import passages as passage_files
from songclip_desktop.language import say
from songclip_desktop.progress import Listener
from songclip_desktop.records import Run
from songclip_desktop.workflow import dataset, export_records, models
from songclip_desktop.workflow.export_forms import FORMS, PDF
from songclip_desktop.workflow.export_records import Exported, not_writable, target_of
from training import protocol

RECORD_FORMATS = FORMS
MODEL_FORMATS = ("adapter", "peft", "merged-pt", "merged-hf", "onnx")
FORMATS = (*RECORD_FORMATS, PDF, "annotations", "chinese-clip", *MODEL_FORMATS)
_ADAPTER = "adapter.safetensors"
# What a form is called in a folder; peft, merged-hf and onnx are folders of their own.
_MODEL_FILES = {"adapter": _ADAPTER, "merged-pt": "model.pt"}


def export(
    collection: Collection,
    out: Path,
    form: str,
    *,
    ids: Among[int] | None = None,
    address: str = export_records.ADDRESS,
    listener: Listener | None = None,
) -> Exported:
    """Writes any of FORMATS but PDF and those of models. Main thread.

    Args:
        collection: read only is enough.
        out: a file or a folder.
        form: one of FORMATS; for MODEL_FORMATS see `prepare_model`.
        ids: of records: only these works.
        address: of iiif: where the folder will be published.
        listener: told of works and pictures written; may stop.

    Raises:
        SongClipError: format_unavailable, out_not_writable, out_not_empty.
        Stopped: it was asked to stop.
    """
    if form in RECORD_FORMATS:
        prepared = export_records.prepare(collection, out, form, ids=ids, address=address)
        return export_records.execute(prepared, listener)
    if form == "annotations":
        return annotated(collection, out)
    if form == "chinese-clip":
        report = dataset.export_chinese_clip(collection, out, listener=listener)
        files = tuple(sorted(path for path in out.rglob("*") if path.is_file()))
        return Exported(form, files, report.pairs)
    raise unknown_format(form)


@dataclass(frozen=True)
class PreparedModel:
    """An adapter or a model with it about to be written.

    Attributes:
        run: whose adapter it is.
    """

    run: str
    request: protocol.Export


def prepare_model(
    collection: Collection, out: Path, form: str, run: str | None = None
) -> PreparedModel:
    """Reads what one of MODEL_FORMATS needs. Main thread.

    Args:
        collection: read only is enough.
        out: a file (adapter, merged-pt), or a folder that is absent or empty.
        form: one of MODEL_FORMATS.
        run: its id; the newest finished run of the model in use by default.

    Raises:
        SongClipError: format_unavailable, no_such_run, no_finished_run, out_not_writable, and as
            `models.chosen`.
    """
    if form not in MODEL_FORMATS:
        raise unknown_format(form)
    record, source = chosen_run(collection, run)
    path = target_of(out, _MODEL_FILES[form]) if form in _MODEL_FILES else out
    request = protocol.Export(
        models.chosen(collection, record.model).path, form, str(path.resolve()), str(source)
    )
    return PreparedModel(record.id, request)


def execute_model(
    prepared: PreparedModel, engine: Engine, listener: Listener | None = None
) -> Exported:
    """Writes it and compares what was written with the model. Any thread.

    Raises:
        SongClipError: what the engine reports, see `training.export`.
        Stopped: the listener asked for it; nothing is written.
    """
    with engine.worker() as worker:
        told = worker.run(prepared.request, listener)
    return Exported(prepared.request.form, tuple(Path(file) for file in told["files"]), 1)


def chosen_run(collection: Collection, run: str | None = None) -> tuple[Run, Path]:
    """A run and its adapter; the newest finished one of the model in use by default. Main thread.

    Raises:
        SongClipError: no_such_run, no_finished_run.
    """
    newest = collection.runs.newest_finished(models.in_use(collection))
    chosen = collection.runs.get(run) if run else newest
    source = None if chosen is None else collection.runs.dir(chosen.id) / _ADAPTER
    if chosen is None or source is None or not source.is_file():
        raise SongClipError(
            "no_finished_run",
            say("还没有可以导出的训练结果。", "There is no finished run to export."),
            say("请先完成一次训练。", "Finetune first."),
        )
    return chosen, source


def adapter(collection: Collection, out: Path, run: str | None = None) -> Exported:
    """Copies the adapter of a run. Main thread.

    Args:
        collection: read only is enough.
        out: a .safetensors file, or a folder for `adapter.safetensors`.
        run: its id; the newest finished run of the model in use by default.

    Raises:
        SongClipError: no_such_run, no_finished_run, out_not_writable.
    """
    _, source = chosen_run(collection, run)
    path = target_of(out, _ADAPTER)
    try:
        shutil.copyfile(source, path)
    except OSError as error:
        raise not_writable(path, error) from error
    return Exported("adapter", (path,), 1)


def annotated(collection: Collection, out: Path) -> Exported:
    """Writes all annotations as one JSON list. Main thread.

    Raises:
        SongClipError: out_not_writable.
    """
    path = target_of(out, "annotations.json")
    try:
        written = passage_files.write_annotations(path, collection.passages.list())
    except OSError as error:
        raise not_writable(path, error) from error
    return Exported("annotations", (path,), written)


def unknown_format(form: str) -> SongClipError:
    """What is said of a format that this version does not write."""
    return SongClipError(
        "format_unavailable",
        say("本版本不能导出 {form}。", "This version does not export {form}.", form=form),
        say("可用的格式：{names}。", "Available: {names}.", names=", ".join(FORMATS)),
    )
