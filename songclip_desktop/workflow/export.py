"""导出: captions, annotations, training data and adapters, in forms others can read."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import captions as caption_files
from songclip_desktop.exchange import passages as passage_files
from songclip_desktop.language import say
from songclip_desktop.progress import Listener
from songclip_desktop.workflow import dataset, models

CAPTION_FORMATS = caption_files.FORMATS
FORMATS = (*CAPTION_FORMATS, "annotations", "chinese-clip", "adapter")
_ADAPTER = "adapter.safetensors"
LATER = ("iiif", "lido", "dc", "xmp", "bagit", "pdf", "peft", "merged-pt", "merged-hf", "onnx")


@dataclass(frozen=True)
class Exported:
    """What was written."""

    format: str
    files: tuple[Path, ...]
    records: int


def export(
    collection: Collection,
    out: Path,
    form: str,
    *,
    run: str | None = None,
    listener: Listener | None = None,
) -> Exported:
    """Writes any of FORMATS. Main thread.

    Args:
        collection: read only is enough.
        out: a file or a folder.
        form: one of FORMATS.
        run: for an adapter: its run; the newest finished one of the model in use by default.
        listener: told of pictures written; may stop.

    Raises:
        SongClipError: format_unavailable, out_not_writable, no_such_run, no_finished_run.
        Stopped: it was asked to stop.
    """
    if form in CAPTION_FORMATS:
        return captions(collection, out, form)
    if form == "annotations":
        return annotated(collection, out)
    if form == "chinese-clip":
        report = dataset.export_chinese_clip(collection, out, listener=listener)
        files = tuple(sorted(path for path in out.rglob("*") if path.is_file()))
        return Exported(form, files, report.pairs)
    if form == "adapter":
        return adapter(collection, out, run)
    raise unknown_format(form)


def adapter(collection: Collection, out: Path, run: str | None = None) -> Exported:
    """Copies the adapter of a run. Main thread.

    Args:
        collection: read only is enough.
        out: a .safetensors file, or a folder for `adapter.safetensors`.
        run: its id; the newest finished run of the model in use by default.

    Raises:
        SongClipError: no_such_run, no_finished_run, out_not_writable.
    """
    newest = collection.runs.newest_finished(models.in_use(collection))
    chosen = collection.runs.get(run) if run else newest
    source = None if chosen is None else collection.runs.dir(chosen.id) / _ADAPTER
    if source is None or not source.is_file():
        raise SongClipError(
            "no_finished_run",
            say("还没有可以导出的训练结果。", "There is no finished run to export."),
            say("请先完成一次训练。", "Finetune first."),
        )
    path = _target(out, _ADAPTER)
    try:
        shutil.copyfile(source, path)
    except OSError as error:
        raise not_writable(path, error) from error
    return Exported("adapter", (path,), 1)


def captions(
    collection: Collection,
    out: Path,
    form: str,
    *,
    statuses: Sequence[str] = (),
) -> Exported:
    """Writes captions as one file. Main thread.

    Args:
        collection: read only is enough.
        out: a file with the format's suffix, or a folder for `captions.<form>`.
        form: xlsx, csv or jsonl.
        statuses: only these; all where empty.

    Raises:
        SongClipError: out_not_writable.
    """
    found = collection.captions.list()
    chosen = [one for one in found if not statuses or one.status in statuses]
    ids = sorted({caption.painting_id for caption in chosen})
    paintings = {painting.id: painting for painting in collection.paintings.records(ids)}
    path = _target(out, f"captions.{form}")
    try:
        written = caption_files.write_captions(path, form, chosen, paintings)
    except OSError as error:
        raise not_writable(path, error) from error
    return Exported(form, (path,), written)


def annotated(collection: Collection, out: Path) -> Exported:
    """Writes all annotations as one JSON list. Main thread.

    Raises:
        SongClipError: out_not_writable.
    """
    path = _target(out, "annotations.json")
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


def not_writable(path: Path, error: OSError) -> SongClipError:
    """What is said where a file cannot be written."""
    return SongClipError(
        "out_not_writable",
        say("「{path}」写不进去：{why}。", "“{path}” cannot be written: {why}.",
            path=path, why=error.strerror or error),
        say("请选择可以写入的位置，并关闭正打开它的程序。",
            "Choose a place you may write to, and close programs that hold it."),
    )  # fmt: skip


def _target(out: Path, name: str) -> Path:
    """`out` itself where it has the form's suffix, else the named file in the folder `out`."""
    path = out if out.suffix.lower() == Path(name).suffix and not out.is_dir() else out / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_writable(path, error) from error
    return path
