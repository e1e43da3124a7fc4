"""Runs with an adapter, as a finetune leaves them, without the time that one takes."""

from __future__ import annotations

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Run
from songclip_desktop.workflow import models


def add_run(collection: Collection, name: str, *, seed: int = 3) -> str:
    """A finished run of the collection's model whose adapter changes pictures; its id."""
    from pathlib import Path

    import torch

    from training import adapter, base_model
    from training.presets import PRESETS

    chosen = models.chosen(collection)
    base = base_model.load(Path(chosen.path))
    worn = adapter.attach(base.clip, PRESETS["faithful"])
    generator = torch.Generator().manual_seed(seed)
    worn.put(
        {
            part: each + 0.1 * torch.randn(each.shape, generator=generator)
            for part, each in worn.tensors().items()
        }
    )
    made = collection.runs.add(
        Run(name, "2026-11-21T09:00:00Z", chosen.name, "mini", "finished", "", "", False)
    )
    folder = collection.runs.dir(made.id)
    folder.mkdir(parents=True, exist_ok=True)
    content = adapter.save_bytes(worn, base, {"preset": "faithful"})
    (folder / "adapter.safetensors").write_bytes(content)
    return made.id
