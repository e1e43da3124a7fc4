"""Adapters of every kind on a frozen model."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from cn_clip.clip.model import CLIP
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from tests.training.conftest import TINY_SHAPE
from training import adapter, base_model, towers
from training.adapter import Adapter
from training.adapter_file import read_adapter
from training.base_model import BaseModel
from training.errors import TrainingError
from training.presets import PRESETS, Preset

EVERYWHERE = Preset(
    name="everywhere", vision=("q", "k", "v", "o", "mlp"), text=("q", "k", "v", "o"), alpha=8
)
ALL = {
    **{name: PRESETS[name] for name in ("faithful", "best", "top4", "head", "full", "clip-lora")},
    "everywhere": EVERYWHERE,
    "proxy": dataclasses.replace(PRESETS["faithful"], impl="proxy"),
    "everywhere by proxy": dataclasses.replace(EVERYWHERE, impl="proxy"),
}
every_kind = pytest.mark.parametrize("preset", ALL.values(), ids=ALL)


@pytest.fixture
def base(tiny_clip: Path) -> BaseModel:
    return base_model.load(tiny_clip)


@pytest.fixture
def pictures() -> Tensor:
    return torch.randn(4, 3, 32, 32, generator=torch.Generator().manual_seed(1))


@pytest.fixture
def texts() -> Tensor:
    ids = torch.randint(700, 8000, (3, 12), generator=torch.Generator().manual_seed(3))
    ids[1, 7:] = 0
    return ids


def disturb(on: Adapter, size: float = 0.1) -> None:
    """Adds the same noise to every adapter of the same names."""
    with torch.no_grad():
        for name, each in on.named_parameters().items():
            generator = torch.Generator().manual_seed(sum(name.encode()))
            each.add_(size * torch.randn(each.shape, generator=generator))


def size_of(preset: Preset) -> float:
    return 0.1 if preset.trains == "lora" else 0.02


def relative(found: Tensor, wanted: Tensor) -> float:
    return float((found - wanted).detach().abs().max() / wanted.detach().abs().max())


def both(base: BaseModel, pictures: Tensor, texts: Tensor) -> tuple[Tensor, Tensor]:
    return base.clip.encode_image(pictures), base.clip.encode_text(texts)


@every_kind
def test_a_fresh_adapter_changes_nothing_to_the_last_bit(
    base: BaseModel, pictures: Tensor, texts: Tensor, preset: Preset
) -> None:
    before = both(base, pictures, texts)
    adapter.attach(base.clip, preset)

    for one, other in zip(both(base, pictures, texts), before, strict=True):
        assert (one - other).abs().max().item() == 0.0


@every_kind
def test_training_mode_and_evaluation_mode_give_the_same_bits(
    base: BaseModel, pictures: Tensor, preset: Preset
) -> None:
    on = adapter.attach(base.clip, preset)
    disturb(on, size_of(preset))
    with torch.no_grad():
        evaluated = base.clip.eval().encode_image(pictures)
    trained = base.clip.train().encode_image(pictures)

    assert torch.equal(evaluated, trained)


@every_kind
def test_merged_is_live(base: BaseModel, pictures: Tensor, texts: Tensor, preset: Preset) -> None:
    plain = both(base, pictures, texts)
    on = adapter.attach(base.clip, preset)
    disturb(on, size_of(preset))
    fresh = CLIP(**TINY_SHAPE).float().eval().requires_grad_(False)
    names = list(fresh.state_dict())

    for strength in (1.0, 0.5, 0.0):
        with on.at_strength(strength), torch.no_grad():
            live, folded = both(base, pictures, texts), on.merged()
        assert list(folded) == names
        fresh.load_state_dict(folded)
        for one, other in zip(
            both(BaseModel(fresh, *_rest(base)), pictures, texts), live, strict=True
        ):
            assert relative(one, other) <= 1e-5
        if strength == 0.0:
            assert all(torch.equal(a, b) for a, b in zip(live, plain, strict=True))
    assert relative(plain[0], base.clip.encode_image(pictures)) > 1e-3


def _rest(base: BaseModel) -> tuple[Any, ...]:
    return base.config, base.fingerprint, base.parameters, base.device


@every_kind
def test_taking_it_off_leaves_the_same_modules_in_the_same_places(
    base: BaseModel, pictures: Tensor, texts: Tensor, preset: Preset
) -> None:
    learned = dataclasses.replace(preset, logit_scale="learned")
    modules = [(name, id(each), type(each)) for name, each in base.clip.named_modules()]
    held = [(name, id(each)) for name, each in base.clip.state_dict(keep_vars=True).items()]
    before = both(base, pictures, texts)
    disturb(adapter.attach(base.clip, learned), 0.05)
    assert not torch.equal(base.clip.encode_image(pictures), before[0])

    adapter.detach(base.clip)

    assert [(name, id(each), type(each)) for name, each in base.clip.named_modules()] == modules
    assert [(n, id(each)) for n, each in base.clip.state_dict(keep_vars=True).items()] == held
    assert all(map(torch.equal, both(base, pictures, texts), before))


@every_kind
def test_every_trained_part_gets_a_gradient_and_nothing_else(
    base: BaseModel, pictures: Tensor, texts: Tensor, preset: Preset
) -> None:
    on = adapter.attach(base.clip, dataclasses.replace(preset, logit_scale="learned"))
    disturb(on, size_of(preset))
    images, words = both(base, pictures, texts)
    (base.clip.logit_scale.exp() * images @ words.T).square().mean().backward()

    got = {id(each) for each in base.clip.parameters() if each.grad is not None}
    assert got == {id(each) for each in on.parameters()}


@pytest.mark.parametrize("preset", [PRESETS["faithful"], EVERYWHERE], ids=["faithful", "all"])
def test_the_proxy_and_the_side_path_agree_in_vectors_and_gradients(
    base: BaseModel, pictures: Tensor, texts: Tensor, preset: Preset
) -> None:
    found = []
    for impl in ("side", "proxy"):
        on = adapter.attach(base.clip, dataclasses.replace(preset, impl=impl))
        disturb(on)
        vectors = both(base, pictures, texts)
        sum(each.square().sum() for each in vectors).backward()
        found.append(
            {
                "images": vectors[0].detach(),
                "texts": vectors[1].detach(),
                **{n: e.grad for n, e in on.named_parameters().items() if e.grad is not None},
            }
        )
        adapter.detach(base.clip)

    assert found[0].keys() == found[1].keys()
    assert len(found[0]) == 2 + (4 if preset.name == "faithful" else 2 * 2 * (6 + 4))
    assert max(relative(found[1][name], each) for name, each in found[0].items()) <= 1e-5


@pytest.mark.parametrize("name", ["faithful", "proxy", "everywhere"])
def test_checkpoints_give_the_same_gradients_down_to_the_first_block(
    base: BaseModel, pictures: Tensor, name: str
) -> None:
    on = adapter.attach(base.clip, ALL[name])
    disturb(on)
    gradients = []
    for checkpoint in (False, True):
        towers.encode_image(base.clip, pictures, checkpoint=checkpoint).square().sum().backward()
        gradients.append({n: each.grad for n, each in on.named_parameters().items()})
        for each in on.parameters():
            each.grad = None

    pictured = [n for n in gradients[0] if n.startswith("visual.")]
    assert any(".resblocks.0." in n for n in pictured)
    for part in pictured:
        plain, again = gradients[0][part], gradients[1][part]
        assert plain is not None
        assert again is not None
        assert plain.abs().sum() > 0
        assert relative(again, plain) <= 1e-6


@pytest.mark.filterwarnings("ignore:torch.utils.checkpoint", "ignore:None of the inputs")
def test_the_librarys_own_checkpoints_train_nothing(base: BaseModel, pictures: Tensor) -> None:
    """The control: re-entrant checkpoints cut the gradient at a frozen stem."""
    disturb(adapter.attach(base.clip, PRESETS["faithful"]))
    base.clip.set_grad_checkpointing(True)

    assert not base.clip.encode_image(pictures).requires_grad


@pytest.mark.parametrize("preset", ALL.values(), ids=ALL)
def test_a_block_asked_for_its_first_row_gives_the_first_row(
    base: BaseModel, preset: Preset
) -> None:
    disturb(adapter.attach(base.clip, preset), size_of(preset))
    attention = base.clip.visual.transformer.resblocks[-1].attn
    rows = torch.randn(5, 3, 32, generator=torch.Generator().manual_seed(4))

    whole = attention(rows, rows, rows, need_weights=False)[0]
    first = attention(rows[:1], rows, rows, need_weights=False)[0]
    apart = attention(rows, rows.clone(), rows.clone(), need_weights=False)[0]

    assert first.shape == (1, 3, 32)
    assert relative(first, whole[:1]) <= 1e-6
    assert relative(apart, whole) <= 1e-6


@pytest.mark.parametrize("name", ["best", "head", "full", "everywhere", "clip-lora"])
def test_a_saved_adapter_gives_the_same_vectors(
    base: BaseModel, pictures: Tensor, texts: Tensor, tmp_path: Path, name: str
) -> None:
    on = adapter.attach(base.clip, dataclasses.replace(ALL[name], logit_scale="learned"))
    disturb(on, size_of(ALL[name]))
    live, scale = both(base, pictures, texts), base.clip.logit_scale.item()
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(adapter.save_bytes(on, base, {"preset": name}))
    adapter.detach(base.clip)

    info = read_adapter(path, base.fingerprint)
    again = adapter.attach_file(base.clip, path, info)

    assert all(map(torch.equal, both(base, pictures, texts), live))
    assert base.clip.logit_scale.item() == scale
    assert (again.trains, again.rank, again.scaling) == (on.trains, on.rank, on.scaling)
    assert (info.touches_images, info.touches_text) == (on.touches_images, on.touches_text)
    assert again.touches_text == ALL[name].touches_text
    assert not any(each.requires_grad for each in again.parameters())


def test_a_file_keeps_the_strength_that_was_chosen(
    base: BaseModel, pictures: Tensor, tmp_path: Path
) -> None:
    on = adapter.attach(base.clip, PRESETS["faithful"])
    disturb(on)
    with on.at_strength(0.25):
        weak = base.clip.encode_image(pictures)
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(adapter.save_bytes(on, base, {"strength": 0.25}))
    full = base.clip.encode_image(pictures)
    adapter.detach(base.clip)

    again = adapter.attach_file(base.clip, path, read_adapter(path, base.fingerprint))

    assert again.strength == 0.25
    assert torch.equal(base.clip.encode_image(pictures), weak)
    with again.at_strength(1.0):
        assert torch.equal(base.clip.encode_image(pictures), full)


def _rewritten(path: Path, base: BaseModel, change: dict[str, Any], drop: tuple[str, ...]) -> None:
    """The file with other metadata."""
    from safetensors import safe_open

    with safe_open(path, framework="numpy") as file:
        body = json.loads((file.metadata() or {})["songclip"])
    body = {name: value for name, value in {**body, **change}.items() if name not in drop}
    save_file(load_file(path), path, metadata={"songclip": json.dumps(body)})


def test_a_file_of_an_earlier_version_loads(
    base: BaseModel, pictures: Tensor, tmp_path: Path
) -> None:
    on = adapter.attach(base.clip, PRESETS["faithful"])
    disturb(on)
    live = base.clip.encode_image(pictures)
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(adapter.save_bytes(on, base, {}))
    adapter.detach(base.clip)
    _rewritten(path, base, {}, ("trains", "strength"))

    adapter.attach_file(base.clip, path, read_adapter(path, base.fingerprint))

    assert torch.equal(base.clip.encode_image(pictures), live)


@pytest.mark.parametrize(
    "change",
    [
        {"targets": ["visual.nowhere.at_all"]},
        {"targets": ["visual.transformer.resblocks.9.attn.out_proj"]},
        {"targets": ["visual.nothing"], "trains": "head"},
        {"targets": []},
        {"rank": 3},
        {"rank": 0},
        {"trains": "everything"},
    ],
)
def test_a_file_that_names_other_layers_is_told_in_a_sentence_and_the_model_is_left_alone(
    base: BaseModel, tmp_path: Path, change: dict[str, Any]
) -> None:
    held = [(name, id(each)) for name, each in base.clip.named_modules()]
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(adapter.save_bytes(adapter.attach(base.clip, PRESETS["faithful"]), base, {}))
    adapter.detach(base.clip)
    _rewritten(path, base, change, ())

    with pytest.raises(TrainingError) as caught:
        adapter.attach_file(base.clip, path, read_adapter(path, base.fingerprint))

    assert caught.value.code == "adapter_damaged"
    assert [(name, id(each)) for name, each in base.clip.named_modules()] == held


def test_values_of_another_adapter_are_refused(base: BaseModel) -> None:
    on = adapter.attach(base.clip, PRESETS["faithful"])
    tensors = on.tensors()

    with pytest.raises(ValueError, match="layers"):
        on.put(dict(list(tensors.items())[1:]))
    with pytest.raises(ValueError, match="layers"):
        on.put({name: each[:1] for name, each in tensors.items()})


def test_one_adapter_at_a_time(base: BaseModel) -> None:
    adapter.attach(base.clip, PRESETS["faithful"])

    with pytest.raises(ValueError, match="already"):
        adapter.attach(base.clip, PRESETS["head"])


def test_dropout_is_drawn_from_the_seed_and_only_while_it_is_asked_for(
    base: BaseModel, pictures: Tensor
) -> None:
    on = adapter.attach(base.clip, PRESETS["clip-lora"])
    disturb(on)
    whole = base.clip.encode_image(pictures)
    state = torch.get_rng_state()
    drawn = []
    for seed in (1, 1, 2):
        with on.dropping(seed):
            drawn.append(base.clip.encode_image(pictures))

    assert torch.equal(drawn[0], drawn[1])
    assert not torch.equal(drawn[0], drawn[2])
    assert not torch.equal(drawn[0], whole)
    assert torch.equal(base.clip.encode_image(pictures), whole)
    assert torch.equal(torch.get_rng_state(), state)
    assert not base.clip.training


def test_checkpoints_drop_the_same_inputs_again(base: BaseModel, pictures: Tensor) -> None:
    on = adapter.attach(base.clip, PRESETS["clip-lora"])
    disturb(on)
    gradients = []
    for checkpoint in (False, True):
        with on.dropping(5):
            towers.encode_image(base.clip, pictures, checkpoint).square().sum().backward()
        gradients.append([e.grad for e in on.parameters() if e.grad is not None])
        for each in on.parameters():
            each.grad = None

    for plain, again in zip(*gradients, strict=True):
        assert relative(again, plain) <= 1e-6


def test_what_is_trained_stays_float32_when_the_model_is_cast(base: BaseModel) -> None:
    for name in ("best", "head", "proxy"):
        on = adapter.attach(base.clip, ALL[name])
        disturb(on)
        before = on.tensors()
        base.clip.half()

        assert all(each.dtype == torch.float32 for each in on.parameters())
        assert all(torch.equal(each, before[n]) for n, each in on.tensors().items())
        assert base.clip.visual.conv1.weight.dtype == torch.float16
        if name == "proxy":
            out = base.clip.visual.transformer.resblocks[0].attn.out_proj
            assert out.weight.dtype == torch.float16
        adapter.detach(base.clip)
        base.clip.float()


def test_a_gradient_scaler_takes_our_gradients_on_a_model_in_half(
    base: BaseModel, pictures: Tensor
) -> None:
    from cn_clip.clip.model import convert_weights

    convert_weights(base.clip)
    on = adapter.attach(base.clip, PRESETS["faithful"])

    assert _unscaled(on, base, pictures)


def test_a_gradient_scaler_refuses_gradients_in_half(base: BaseModel, pictures: Tensor) -> None:
    """The control: the same step where what is trained has the type of the weights around it."""
    from cn_clip.clip.model import convert_weights

    convert_weights(base.clip)
    on = adapter.attach(base.clip, PRESETS["faithful"])
    for each in on.parameters():
        each.data = each.data.half()

    with pytest.raises(ValueError, match="Attempting to unscale FP16 gradients"):
        _unscaled(on, base, pictures)


def _unscaled(on: Adapter, base: BaseModel, pictures: Tensor) -> bool:
    scaler = torch.amp.GradScaler("cpu", init_scale=8.0)
    optimiser = torch.optim.SGD(on.parameters(), lr=0.1)
    scaler.scale(base.clip.encode_image(pictures).float().sum()).backward()
    scaler.unscale_(optimiser)
    return all(each.grad is not None and each.grad.isfinite().all() for each in on.parameters())


def test_what_is_trained_lies_where_the_weight_beside_it_lies() -> None:
    with torch.device("meta"):
        clip = CLIP(**TINY_SHAPE).requires_grad_(False)
    on = adapter.attach(clip, PRESETS["best"])

    assert {each.device.type for each in on.parameters()} == {"meta"}
    assert clip.encode_image(torch.empty(2, 3, 32, 32, device="meta")).requires_grad


def test_parameters_left_on_another_device_cannot_train(base: BaseModel, pictures: Tensor) -> None:
    """The control: parameters that do not lie beside their weight get no gradient at all."""
    on = adapter.attach(base.clip, PRESETS["faithful"])
    for layer in on.layers.values():
        layer.lora_A = nn.Parameter(layer.lora_A.to("meta"))
        layer.lora_B = nn.Parameter(layer.lora_B.to("meta"))

    with pytest.raises(RuntimeError, match="device"):
        base.clip.encode_image(pictures).sum().backward()
    assert all(each.grad is None for each in on.parameters())


@pytest.mark.parametrize("kind", ["flash", "batch first"])
def test_another_kind_of_attention_is_refused_with_a_remedy(base: BaseModel, kind: str) -> None:
    """FlashMHA goes past `out_proj.weight`; batch first opens torch's fast path past a layer."""

    class FlashMHA(nn.Module):
        out_proj = nn.Linear(32, 32)

    block = base.clip.visual.transformer.resblocks[1]
    block.attn = FlashMHA() if kind == "flash" else nn.MultiheadAttention(32, 4, batch_first=True)
    first = base.clip.visual.transformer.resblocks[0].attn

    with pytest.raises(TrainingError) as caught:
        adapter.attach(base.clip, PRESETS["faithful"])

    assert caught.value.code == "adapter_unsupported"
    assert "flash" in caught.value.remedy
    assert base.clip.visual.transformer.resblocks[0].attn is first


def test_a_text_tower_with_flash_attention_is_refused(base: BaseModel) -> None:
    base.clip.bert.encoder.layer[0].attention.self.query = nn.Identity()

    with pytest.raises(TrainingError) as caught:
        adapter.attach(base.clip, PRESETS["best"])

    assert caught.value.code == "adapter_unsupported"


def _shape(name: str) -> CLIP:
    with torch.device("meta"):
        return CLIP(**base_model.named_shapes()[name]).requires_grad_(False)


def _count(clip: CLIP, preset: Preset) -> int:
    count = sum(each.numel() for each in adapter.attach(clip, preset).parameters())
    adapter.detach(clip)
    return count


def test_the_counts_of_every_preset_on_the_published_shape() -> None:
    clip = _shape("ViT-B-16")
    assert sum(each.numel() for each in clip.parameters()) == 188_262_913

    counts = {name: _count(clip, preset) for name, preset in PRESETS.items()}

    assert counts == {
        "mini": 73_728,
        "faithful": 73_728,
        "best": 884_736,
        "top4": 73_728,
        "head": 393_216,
        "full": 188_262_912,
        "clip-lora": 221_184,
    }
    faithful = PRESETS["faithful"]
    assert _count(clip, dataclasses.replace(faithful, logit_scale="learned")) == 73_729
    assert [_count(clip, dataclasses.replace(faithful, rank=rank)) for rank in (2, 8, 16)] == [
        36_864,
        147_456,
        294_912,
    ]
    whole = dataclasses.replace(faithful, vision=("q", "k", "v", "o", "mlp"), rank=8)
    assert _count(clip, whole) == 1_327_104
    assert _count(clip, dataclasses.replace(faithful, vision=("mlp",))) == 368_640


@pytest.mark.parametrize(("name", "count"), [("ViT-L-14", 196_608), ("ViT-H-14", 327_680)])
def test_the_counts_on_the_larger_shapes(name: str, count: int) -> None:
    assert _count(_shape(name), PRESETS["faithful"]) == count


def test_a_resnet_takes_the_head_or_every_weight_and_refuses_the_rest_with_a_remedy() -> None:
    clip = _shape("RN50")

    for name in ("faithful", "best", "top4", "clip-lora"):
        with pytest.raises(TrainingError) as caught:
            adapter.attach(clip, PRESETS[name])
        assert caught.value.code == "adapter_unsupported"
        assert "ViT" in caught.value.remedy
        assert "head" in caught.value.remedy
    assert _count(clip, PRESETS["head"]) == 2048 * 1024
    everything = sum(each.numel() for each in clip.parameters())
    assert _count(clip, PRESETS["full"]) == everything - 1


@pytest.mark.parametrize(
    ("name", "first"), [("faithful", 0), ("top4", 8), ("head", 12), ("full", 0)]
)
def test_the_first_block_that_changes(name: str, first: int) -> None:
    assert adapter.attach(_shape("ViT-B-16"), PRESETS[name]).first_block == first


def test_texts_alone_change_no_block_of_the_vision_tower(base: BaseModel) -> None:
    on = adapter.attach(base.clip, Preset(name="texts", vision=(), text=("q", "v")))

    assert (on.first_block, on.touches_images, on.touches_text) == (2, False, True)


@pytest.mark.filterwarnings("ignore")
def test_peft_passes_over_out_proj_and_doubles_attn(
    base: BaseModel, tiny_clip: Path, pictures: Tensor
) -> None:
    """The control: why the layers are our own."""
    peft = pytest.importorskip("peft")
    before = base.clip.encode_image(pictures)
    on = adapter.attach(base.clip, PRESETS["faithful"])
    disturb(on)
    values = on.tensors()
    once = base.clip.encode_image(pictures).detach()
    with on.at_strength(2.0):
        twice = base.clip.encode_image(pictures).detach()
    adapter.detach(base.clip)

    def told(target: str) -> tuple[Tensor, int]:
        config = peft.LoraConfig(r=4, lora_alpha=16, target_modules=target)
        model = peft.get_peft_model(base_model.load(tiny_clip).clip.visual, config)
        count = sum(each.numel() for each in model.parameters() if each.requires_grad)
        with torch.no_grad():
            for name, each in model.named_parameters():
                if ".out_proj.lora_" in name:
                    block = name.split("resblocks.")[1][0]
                    part = "lora_A" if "lora_A" in name else "lora_B"
                    each.copy_(values[f"visual.transformer.resblocks.{block}.attn.out_proj.{part}"])
        return model.eval()(pictures), count

    ignored, count = told(r".*resblocks\.\d+\.attn\.out_proj")
    doubled, _ = told(r".*resblocks\.\d+\.attn")

    assert count == sum(each.numel() for each in on.parameters())
    assert torch.equal(ignored, before)
    assert not ignored.requires_grad
    assert relative(doubled, twice) <= 1e-5
    assert relative(doubled, once) > 1e-2
