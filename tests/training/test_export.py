"""What is exported is what the live model is; what differs is not kept."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from tests.training.conftest import quiet_talk
from training import adapter as adapters
from training import base_model, export, export_forms, protocol
from training.errors import TrainingError
from training.presets import PRESETS

FORMS = ("adapter", "peft", "merged-pt", "merged-hf", "onnx")


def _adapter(model: Path, path: Path, preset: str = "best", strength: float = 1.0) -> Path:
    """A file as training writes it, with every number of it disturbed."""
    base = base_model.load(model)
    chosen = replace(PRESETS[preset], rank=2)
    adapter = adapters.attach(base.clip, chosen)
    draw = torch.Generator().manual_seed(4)
    with torch.no_grad():
        for each in adapter.parameters():
            each.add_(0.1 * torch.randn(each.shape, generator=draw))
    adapter._set(strength)
    path.write_bytes(adapters.save_bytes(adapter, base, {"preset": preset}))
    return path


@pytest.fixture(scope="module")
def trained(tiny_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _adapter(tiny_clip, tmp_path_factory.mktemp("run") / "adapter.safetensors")


def _export(model: Path, form: str, out: Path, adapter: Path | None) -> dict[str, Any]:
    request = protocol.Export(str(model), form, str(out), str(adapter) if adapter else None)
    return export.export(request, quiet_talk())


def _out(form: str, folder: Path) -> Path:
    return folder / {"adapter": "a.safetensors", "merged-pt": "a.pt"}.get(form, "out")


@pytest.mark.filterwarnings("ignore")  # of torch's exporter, about its own future
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_live_model(
    tiny_clip: Path, trained: Path, tmp_path: Path, form: str
) -> None:
    out = _out(form, tmp_path)

    told = _export(tiny_clip, form, out, trained)

    assert told["format"] == form
    assert told["cosine"] >= 0.9999
    assert told["files"]
    assert all(Path(file).is_file() for file in told["files"])
    assert [each.name for each in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("form", ["peft", "merged-hf"])
def test_a_strength_goes_with_the_form(tiny_clip: Path, tmp_path: Path, form: str) -> None:
    half = _adapter(tiny_clip, tmp_path / "half.safetensors", strength=0.5)

    assert _export(tiny_clip, form, tmp_path / "out", half)["cosine"] >= 0.9999


def test_the_update_is_in_what_is_merged(tiny_clip: Path, trained: Path, tmp_path: Path) -> None:
    _export(tiny_clip, "merged-hf", tmp_path / "tuned", trained)
    _export(tiny_clip, "merged-hf", tmp_path / "plain", None)

    tuned, plain = (base_model.load(tmp_path / name) for name in ("tuned", "plain"))

    assert plain.fingerprint == base_model.load(tiny_clip).fingerprint
    changed = {
        name
        for name, value in tuned.clip.state_dict().items()
        if not torch.equal(value, plain.clip.state_dict()[name])
    }
    assert len(changed) == 2 * (2 + 3)  # q, v fused and o; q, v, o of the text tower: of 2 blocks
    assert all(name.endswith(("in_proj_weight", "out_proj.weight", "query.weight", "value.weight",
                              "dense.weight")) for name in changed)  # fmt: skip


def test_a_merged_checkpoint_is_a_base_model(
    tiny_clip: Path, trained: Path, tmp_path: Path
) -> None:
    _export(tiny_clip, "merged-pt", tmp_path / "a.pt", trained)

    base = base_model.load(tmp_path / "a.pt")

    assert dict(base.config.clip) == dict(base_model.load(tiny_clip).config.clip)
    stored = torch.load(tmp_path / "a.pt", weights_only=True)["state_dict"]
    assert stored["visual.conv1.weight"].dtype == torch.float16
    assert stored["visual.ln_pre.weight"].dtype == torch.float32


def test_the_processor_of_transformers_reads_the_merged_folder(
    tiny_clip: Path, trained: Path, tmp_path: Path
) -> None:
    from PIL import Image
    from transformers import ChineseCLIPProcessor

    from training.tokens import token_ids

    _export(tiny_clip, "merged-hf", tmp_path / "out", trained)
    processor = ChineseCLIPProcessor.from_pretrained(tmp_path / "out")
    texts = ["一幅南宋山水画", "Lin'an 1276"]

    found = processor(
        text=texts, images=Image.new("RGB", (90, 40), "white"), return_tensors="pt", padding=True
    )

    assert found["input_ids"].tolist() == token_ids(texts).tolist()
    assert tuple(found["pixel_values"].shape) == (1, 3, 32, 32)


def test_the_peft_folder_says_where_it_is_wrong(
    tiny_clip: Path, trained: Path, tmp_path: Path
) -> None:
    _export(tiny_clip, "peft", tmp_path / "out", trained)

    config = json.loads((tmp_path / "out" / "adapter_config.json").read_text())
    assert (config["peft_type"], config["r"]) == ("LORA", 2)
    assert "0.21.2" in (tmp_path / "out" / "README.md").read_text()


@pytest.mark.parametrize(
    ("preset", "form"), [("head", "peft"), (None, "peft"), (None, "adapter"), ("best", "gguf")]
)
def test_what_a_form_cannot_hold_is_a_sentence(
    tiny_clip: Path, tmp_path: Path, preset: str | None, form: str
) -> None:
    adapter = _adapter(tiny_clip, tmp_path / "a.safetensors", preset) if preset else None

    with pytest.raises(TrainingError) as caught:
        _export(tiny_clip, form, tmp_path / "out", adapter)

    assert caught.value.code == "export_unsupported"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["adapter", "merged-pt", "merged-hf"])
def test_a_head_goes_into_every_other_form(tiny_clip: Path, tmp_path: Path, form: str) -> None:
    head = _adapter(tiny_clip, tmp_path / "head.safetensors", "head")

    assert _export(tiny_clip, form, _out(form, tmp_path), head)["cosine"] >= 0.9999


@pytest.mark.parametrize("form", ["merged-pt", "merged-hf"])
def test_what_differs_from_the_model_is_not_kept(
    tiny_clip: Path, trained: Path, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, load = export._FORMS[form]

    def spoilt(live: export_forms.Live, place: Path) -> None:
        weights = {**live.weights, "visual.proj": live.weights["visual.proj"].flip(0)}
        write(replace(live, weights=weights), place)

    monkeypatch.setitem(export._FORMS, form, (spoilt, load))
    with pytest.raises(TrainingError) as caught:
        _export(tiny_clip, form, _out(form, tmp_path), trained)

    assert caught.value.code == "export_differs"
    assert not list(tmp_path.iterdir())


def test_another_base_is_refused(tiny_clip: Path, trained: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(tiny_clip, tmp_path / "other"))
    held = load_file(other / "model.safetensors")
    save_file({**held, "visual.proj": held["visual.proj"] + 1}, other / "model.safetensors")

    with pytest.raises(TrainingError) as caught:
        _export(other, "merged-pt", tmp_path / "a.pt", trained)

    assert caught.value.code == "adapter_wrong_base"


def test_nothing_that_is_there_is_overwritten_by_a_folder(
    tiny_clip: Path, trained: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "out" / "letter.txt"
    kept.parent.mkdir()
    kept.write_text("dear")

    for form, out in (("merged-hf", kept.parent), ("adapter", kept.parent), ("peft", kept)):
        with pytest.raises(TrainingError) as caught:
            _export(tiny_clip, form, out, trained)
        assert caught.value.code == "folder_not_empty"
    assert kept.read_text() == "dear"


@pytest.mark.parametrize("form", ["merged-pt", "merged-hf"])
def test_a_full_disk_leaves_nothing(
    tiny_clip: Path, trained: Path, tmp_path: Path, form: str
) -> None:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(TrainingError) as caught:
            _export(tiny_clip, form, _out(form, tmp_path), trained)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)

    assert caught.value.code == "folder_unwritable"
    assert not list(tmp_path.iterdir())
