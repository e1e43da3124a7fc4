"""The verb `Export`: an adapter, or the model with it folded in, in a form that others load.

What is written is loaded again as its readers load it, and compared with the live model, before
it takes its name. May be called on any thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training import adapter as adapters
from training import base_model, export_forms, protocol, run_folder
from training.adapter_file import read_adapter
from training.channel import Talk
from training.errors import TrainingError
from training.export_forms import Live, Sample, Vectors
from training.tokens import token_ids

LEAST_COSINE = 0.9999
_TEXTS = (
    "一幅南宋山水画",
    "远山下有一叶小舟",
    "青绿山水，楼阁，松树",
    "德寿宫在望仙桥东",
    "a map of the city of Lin'an",
    "雪",
    "渔父垂钓于寒江之上，岸边芦苇萧疏，远处寺塔隐现于暮霭之中。",
    "“临安”图，1276年",
)
_PICTURES = 8
# What writes each form into a place of its own, and what loads it again; a folder or one file.
_Write = Callable[[Live, Path], None]
_Load = Callable[[Live, Path, Sample], Vectors]
_FORMS: dict[str, tuple[_Write, _Load]] = {
    "adapter": (export_forms.write_adapter, export_forms.load_adapter),
    "peft": (export_forms.write_peft, export_forms.load_peft),
    "merged-pt": (export_forms.write_merged_pt, export_forms.load_merged_pt),
    "merged-hf": (export_forms.write_merged_hf, export_forms.load_merged_hf),
    "onnx": (export_forms.write_onnx, export_forms.load_onnx),
}
_FILES = ("adapter", "merged-pt")


def export(request: protocol.Export, talk: Talk) -> dict[str, Any]:
    """Writes the form that is asked for, whole or not at all; the result of `protocol.Export`.

    Raises:
        TrainingError: `adapter_wrong_base`, `adapter_damaged`, `model_missing`, `model_damaged`,
            `model_unknown`; `export_unsupported`: the form cannot hold this adapter or model;
            `folder_not_empty`; `folder_unwritable`; `export_differs`: what was written does not
            give the live model's vectors, and is not kept; `stopped`.
    """
    if request.form not in _FORMS:
        raise TrainingError(
            "export_unsupported",
            f"There is no form {request.form}.",
            f"Choose one of {', '.join(_FORMS)}.",
            form=request.form,
        )
    write, load = _FORMS[request.form]
    out = Path(request.out)
    talk.progress(0, 3, "step", "load")
    live = _live(request)
    sample = _sample(live)
    wanted = export_forms.vectors_of(live.base.clip, sample)
    talk.progress(1, 3, "step", "write")
    place = _new_file(out) if request.form in _FILES else _new_folder(out)
    with place as part:
        write(live, part)
        _flush(part)
        talk.progress(2, 3, "step", "check")
        cosine = _least_cosine(wanted, load(live, part, sample))
        if not cosine >= LEAST_COSINE:
            raise TrainingError(
                "export_differs",
                f"What was written as {request.form} differs from the model (cosine {cosine:.6f}).",
                "Choose another form, and send the report so that this one can be mended.",
                form=request.form,
                cosine=cosine,
            )
        talk.check()
    talk.progress(3, 3, "step", "check")
    files = [out] if out.is_file() else sorted(each for each in out.rglob("*") if each.is_file())
    return {"format": request.form, "files": [str(each) for each in files], "cosine": cosine}


def _live(request: protocol.Export) -> Live:
    base = base_model.load(Path(request.model))
    if request.adapter is None:
        if request.form in ("adapter", "peft"):
            raise TrainingError(
                "export_unsupported",
                f"The form {request.form} holds an adapter, and none was given.",
                "Choose a run, or another form.",
                form=request.form,
            )
        return Live(base, None, None, dict(base.clip.state_dict()))
    source = Path(request.adapter)
    adapter = adapters.attach_file(base.clip, source, read_adapter(source, base.fingerprint))
    return Live(base, adapter, source, adapter.merged())


def _sample(live: Live) -> Sample:
    """The same texts and pictures each time: half of them noise, half large soft shapes."""
    transform = live.base.config.transform
    side = transform.resolution
    noise = np.random.default_rng(1276)
    rough = noise.integers(0, 256, (_PICTURES // 2, side, side, 3), dtype=np.uint8)
    coarse = noise.integers(0, 256, (_PICTURES // 2, 4, 4, 3), dtype=np.uint8)
    steps = np.arange(side) * 4 // side
    pixels = np.concatenate([rough, coarse[:, steps][:, :, steps]])
    return Sample(
        _TEXTS,
        pixels,
        torch.from_numpy(transform.normalise(pixels)),
        torch.from_numpy(token_ids(_TEXTS, live.base.config.context)),
    )


def _least_cosine(wanted: Vectors, found: Vectors) -> float:
    """The least cosine over all texts and pictures; not a number where a vector is none."""
    cosines = [
        np.sum(_unit(mine) * _unit(theirs), axis=1)
        for mine, theirs in zip(wanted, found, strict=True)
    ]
    return float(np.min(np.concatenate(cosines)))


def _unit(vectors: np.ndarray) -> np.ndarray:
    exact = vectors.astype(np.float64)
    return exact / np.linalg.norm(exact, axis=1, keepdims=True)


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """A file to write that takes the name `path` when the block ends well; else it vanishes."""
    if path.is_dir():
        raise _in_the_way(path)
    part = path.with_name(path.name + ".part")
    try:
        with run_folder.disk(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield part
            os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _new_folder(path: Path) -> Iterator[Path]:
    """As `run_folder.new_folder`, which replaces what is there: only an empty folder here."""
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise _in_the_way(path)
    with run_folder.new_folder(path) as part, run_folder.disk(path.parent):
        yield part


def _in_the_way(path: Path) -> TrainingError:
    return TrainingError(
        "folder_not_empty",
        f"There is something at {path} already.",
        "Choose another name, or an empty folder.",
        path=str(path),
    )


def _flush(place: Path) -> None:
    """Has the disk take what was written before the name tells that it is there."""
    files = [place] if place.is_file() else [each for each in place.rglob("*") if each.is_file()]
    for file in files:
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
