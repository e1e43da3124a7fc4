"""Taking the recipe apart: several ways of finetuning on one snapshot, one table of what each brings.

An ablation lies in `ablations/<id>/` of the collection, complete by itself: its request, the
snapshot, table, page and figure. It is no run, because no adapter comes of it that search could
use; and it is not in `cache/`, because it takes a quarter of an hour to be made again.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import prompts
from songclip_desktop.engine.client import Engine
from songclip_desktop.language import say
from songclip_desktop.progress import Listener
from songclip_desktop.workflow import dataset, evaluate, finetune
from songclip_desktop.workflow.dataset import Snapshot
from songclip_desktop.workflow.models import Model
from training import protocol

_TABLE = "ablation.json"


@dataclass(frozen=True)
class Prepared:
    """An ablation about to be made, or to go on."""

    folder: Path
    model: Model
    request: protocol.Ablate
    snapshot: Snapshot


@dataclass(frozen=True)
class Ablation:
    """What was measured.

    Attributes:
        id: name of its folder.
        rows: as `training.protocol.Ablate` lists them; recalls are fractions in [0, 1].
        works: held out. gallery: {images, texts}.
        files: table (JSON), page (Markdown) and figure (PNG).
    """

    id: str
    rows: list[dict[str, Any]]
    works: int
    gallery: dict[str, int]
    files: tuple[Path, ...]


def prepare(collection: Collection, model: str | Path | None = None, seed: int = 0) -> Prepared:
    """Freezes what is learned from; one of the same that broke off is taken up. Main thread.

    Args:
        collection: which may be open for reading alone.
        model: by default the collection's.
        seed: of initialisation and order, the same for all rows.

    Raises:
        SongClipError: `too_few_works`, `adapter_unsupported`, `prompt_unusable`, and as
            `models.chosen`.
    """
    line = finetune.preflight(collection, model)
    if line.blocked is not None:
        raise line.blocked
    taken = dataset.snapshot(collection)
    folder = _unfinished(collection, line.model, seed, taken) or _new(collection, line.model)
    request = protocol.Ablate(
        model=line.model.path,
        snapshot=str(folder / "snapshot.json"),
        pixels=str(collection.images.pixels_dir),
        templates=str(prompts.templates()),
        out=str(folder),
        seed=seed,
        probe=evaluate.probe(collection),
    )
    return Prepared(folder, line.model, request, taken)


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Ablation:
    """Trains and measures row after row; each is kept as soon as it is done. Any thread.

    Each epoch reaches `listener.item` as {"event": "metric", row, epoch, …}.

    Raises:
        SongClipError: what the engine reports; asked again, it goes on after the rows that are
            there.
        Stopped: the listener asked for it; the same holds.
    """
    # Rows that are there were measured on this very snapshot; it is not written again.
    if not (prepared.folder / "snapshot.json").is_file():
        dataset.write_json(prepared.folder / "snapshot.json", prepared.snapshot.as_json())
    asked = {"id": "1", "verb": prepared.request.verb, **asdict(prepared.request)}
    dataset.write_json(prepared.folder / "request.json", asked)
    with engine.worker() as worker:
        told = worker.run(prepared.request, listener)
    return _ablation(prepared.folder, told)


def newest(collection: Collection) -> Ablation | None:
    """The newest ablation that is finished. Main thread."""
    for folder in _folders(collection):
        told = _read(folder / _TABLE)
        if told is not None and told.get("finished"):
            return _ablation(folder, told)
    return None


def table(ablation: Ablation) -> str:
    """The rows in words, for a person: R@1 both ways and the difference with its interval."""
    lines = []
    for row in ablation.rows:
        recalls = f"T→I {100 * row['t2i']['r1']:.1f}%  I→T {100 * row['i2t']['r1']:.1f}%"
        change = (row["difference"] or {}).get("mean_recall")
        against = (
            say(
                "平均召回率 {value}（{low} 至 {high}）",
                "mean recall {value} ({low} to {high})",
                **{name: f"{100 * change[name]:+z.1f}" for name in ("value", "low", "high")},
            )
            if change
            else ""
        )
        lines.append(f"{row['name']:<32} {recalls}  {against}".rstrip())
    return "\n".join(lines)


def _ablation(folder: Path, told: dict[str, Any]) -> Ablation:
    files = tuple(folder / name for name in (_TABLE, "ablation.md", "ablation.png"))
    return Ablation(folder.name, told["rows"], told["works"], told["gallery"], files)


def _unfinished(collection: Collection, model: Model, seed: int, snapshot: Snapshot) -> Path | None:
    """The folder of an ablation of the same model, seed and works that has not ended."""
    for folder in _folders(collection):
        asked = _read(folder / "request.json") or {}
        done = (_read(folder / _TABLE) or {}).get("finished")
        same = (asked.get("model"), asked.get("seed")) == (model.path, seed)
        if same and not done and _read(folder / "snapshot.json") == snapshot.as_json():
            return folder
    return None


def _folders(collection: Collection) -> list[Path]:
    """The newest first."""
    return sorted((collection.dir / "ablations").glob("*"), reverse=True)


def _new(collection: Collection, model: Model) -> Path:
    """`ablations/20261121-091500-mini`: sortable, fit for a file name, and not taken."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", model.name)
    folder = collection.dir / "ablations" / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{name}"
    numbered = (folder if n == 1 else folder.with_name(f"{folder.name}-{n}") for n in count(1))
    return next(each for each in numbered if not each.exists())


def _read(file: Path) -> dict[str, Any] | None:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
