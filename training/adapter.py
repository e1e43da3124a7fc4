"""What is trained on top of a frozen model: put on it, taken off, scaled, merged, saved.

Nothing is ever subtracted: a weaker update or a merged weight is always computed from the frozen
weight, which stays as it is. Everything here may be called on any thread, one model on one thread
at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import torch
from cn_clip.clip.model import CLIP
from safetensors import SafetensorError
from safetensors.torch import load_file
from safetensors.torch import save as to_bytes
from torch import Tensor, nn
from torch.nn.utils import parametrize

from training.adapter_file import AdapterInfo
from training.adapter_places import BLOCKS, FUSED, targets_of, unsupported, vision_blocks, weight_of
from training.base_model import BaseModel
from training.errors import TrainingError
from training.lora import Delta, LoraAttention, LoraLinear, LowRank, ProxyLinear, Trained
from training.presets import Preset

_SCALE = "logit_scale"
_PLACE = "adapter"


class Adapter:
    """An adapter that sits on a model.

    Attributes:
        trains: "lora", "head" or "full".
        layers: What holds the trained numbers, by the name of the layer or weight it changes.
        scaling: What the low-rank product is multiplied by at full strength; else 1.
        strength: Share of the update that is in force, as the file has it; 1 in a fresh one.
    """

    def __init__(self, clip: CLIP, preset: Preset, strength: float = 1.0) -> None:
        """Nothing is on the model yet; `attach` and `attach_file` make adapters."""
        self.trains, self.rank, self.alpha = preset.trains, preset.rank, preset.alpha
        self.scaling, self.strength = preset.scaling, strength
        self.layers: dict[str, Trained] = {}
        self._clip = clip
        self._learned: nn.Parameter | None = None
        self._frozen = dict(clip.state_dict(keep_vars=True))
        self._undo: list[Callable[[], object]] = []

    @property
    def touches_images(self) -> bool:
        """Whether pictures are encoded otherwise than by the base model."""
        return any(name.startswith("visual.") for name in self.layers)

    @property
    def touches_text(self) -> bool:
        """Whether texts are encoded otherwise than by the base model."""
        return any(not name.startswith("visual.") for name in self.layers)

    @property
    def first_block(self) -> int:
        """The lowest vision block that it changes; the number of blocks if it changes none.

        0 as well where what lies below the blocks is changed: nothing of such a tower is frozen.
        """
        blocks = vision_blocks(self._clip)
        if self.trains == "full":
            return 0
        names = [name for name in self.layers if name.startswith(BLOCKS)]
        return min((int(name.split(".")[3]) for name in names), default=blocks)

    def named_parameters(self) -> dict[str, nn.Parameter]:
        """What is trained, by the name it has in the file, always in the same order."""
        named = {
            f"{name}.{part}": cast(nn.Parameter, getattr(layer, part))
            for name, layer in self.layers.items()
            for part in layer.trained
        }
        return named if self._learned is None else {**named, _SCALE: self._learned}

    def parameters(self) -> list[nn.Parameter]:
        """What is trained, in the order of `named_parameters`."""
        return list(self.named_parameters().values())

    def tensors(self) -> dict[str, Tensor]:
        """Copies by name, float32 on the processor: what an adapter file holds."""
        return {
            name: each.detach().to("cpu", torch.float32, copy=True)
            for name, each in self.named_parameters().items()
        }

    def put(self, tensors: Mapping[str, Tensor]) -> None:
        """Takes over the values of `tensors`, named as `tensors()` names them.

        Raises:
            ValueError: Names or shapes are those of another adapter.
        """
        mine = self.named_parameters()
        if {n: tuple(v.shape) for n, v in mine.items()} != {
            n: tuple(v.shape) for n, v in tensors.items()
        }:
            raise ValueError("the adapter's layers are not those of this model")
        with torch.no_grad():
            for name, parameter in mine.items():
                parameter.copy_(tensors[name])

    @contextmanager
    def at_strength(self, strength: float) -> Iterator[None]:
        """The model with the update times `strength`, whatever `self.strength` is.

        0 is the base model, to the bit; 1 the adapter as it was trained (WiSE-FT's line, arXiv
        2109.01903, for an update).
        """
        before = self.strength
        self._set(strength)
        try:
            yield
        finally:
            self._set(before)

    @contextmanager
    def dropping(self, seed: int) -> Iterator[None]:
        """For one step of training: dropout of the updates' inputs, drawn from `seed` alone.

        The model stays in evaluation mode. Without dropout nothing happens. Inside, torch's own
        random numbers are used, which checkpoints and cached gradients draw again; afterwards they
        go on as if none had been drawn.
        """
        low = [each for each in self.layers.values() if isinstance(each, LowRank) and each.dropout]
        if not low:
            yield
            return
        device = low[0].lora_A.device
        with torch.random.fork_rng([device] if device.type == "cuda" else []):
            torch.manual_seed(seed)
            for each in low:
                each.drops = True
            try:
                yield
            finally:
                for each in low:
                    each.drops = False

    @torch.no_grad()
    def merged(self) -> dict[str, Tensor]:
        """cn_clip's state dict with the update folded in: float32 on the processor.

        Each weight is computed from the frozen one, at the strength that is in force.
        """
        plain = {name: _full_copy(each) for name, each in self._frozen.items()}
        if self._learned is not None:
            plain[_SCALE] = _full_copy(self._learned)
        for name, layer in self.layers.items():
            if isinstance(layer, Delta):
                if layer.factor:
                    plain[name] += layer.factor * layer.delta.to("cpu")
                continue
            place, rows = weight_of(name, cast(LowRank, layer).lora_B.shape[0])
            if layer.factor:
                plain[place][rows] += cast(LowRank, layer).delta().to("cpu")
        return plain

    def _set(self, strength: float) -> None:
        self.strength = strength
        for layer in self.layers.values():
            layer.factor = self.scaling * strength

    def _put_on(self, targets: list[str], preset: Preset, seed: int) -> None:
        """Puts fresh layers on the model; those of one attention go on together."""
        generator = torch.Generator().manual_seed(seed)
        attentions: dict[str, list[str]] = {}
        for name in targets:
            where, _, part = name.rpartition(".")
            low_rank = preset.trains == "lora"
            if low_rank and where.startswith(BLOCKS) and where.endswith(".attn"):
                attentions.setdefault(where, []).append(part)
        for name in targets:
            where, _, part = name.rpartition(".")
            if where in attentions:
                if attentions[where]:
                    self._put_on_attention(where, attentions[where], preset, generator)
                    attentions[where] = []
            elif preset.trains == "lora":
                layer = _linear(self._module(name), preset, generator)
                self._replace(where, part, layer)
                self.layers[name] = layer
            else:
                self._put_on_weight(where, part, name)
        self._set(self.strength)

    def _put_on_attention(
        self, where: str, parts: list[str], preset: Preset, generator: torch.Generator
    ) -> None:
        frozen = self._module(where)
        if not isinstance(frozen, nn.MultiheadAttention) or frozen.batch_first:
            raise unsupported(
                f"The attention {where} is not of the kind that Chinese-CLIP has.",
                "Load the model without flash attention, and with no other adapter on it.",
            )
        made: dict[str, LowRank] = {}
        for part in parts:
            if part in FUSED:
                shape = frozen.embed_dim, frozen.embed_dim
                made[part] = LowRank(
                    shape,
                    frozen.in_proj_weight.device,
                    preset.rank,
                    preset.scaling,
                    generator,
                    preset.dropout,
                )
            else:
                made[part] = _linear(frozen.out_proj, preset, generator)
            self.layers[f"{where}.{part}"] = made[part]
        out = made.pop("out_proj", None)
        proxy = preset.impl == "proxy"
        if proxy and not made:
            self._replace(where, "out_proj", cast(nn.Module, out))
            return
        block, _, place = where.rpartition(".")
        taken = LoraAttention(frozen, made, frozen.out_proj if out is None else out, proxy)
        self._replace(block, place, taken)

    def _put_on_weight(self, where: str, part: str, name: str) -> None:
        module = self._module(where)
        frozen = module._parameters.get(part)
        if frozen is None:
            raise ValueError(f"the model has no weight {name}")
        layer, order = Delta(frozen), list(module._parameters)
        parametrize.register_parametrization(module, part, layer)
        self.layers[name] = layer
        self._undo.append(lambda: _weight_back(module, part, order))

    def _learn_scale(self) -> None:
        frozen = self._clip.logit_scale
        self._learned = nn.Parameter(frozen.detach().float().clone())
        self._clip.logit_scale = self._learned

        def back() -> None:
            self._clip.logit_scale = frozen

        self._undo.append(back)

    def _module(self, name: str) -> nn.Module:
        try:
            return self._clip.get_submodule(name)
        except AttributeError as error:
            raise ValueError(f"the model has no layer {name}") from error

    def _replace(self, where: str, name: str, module: nn.Module) -> None:
        parent, frozen = self._module(where), self._module(f"{where}.{name}")
        setattr(parent, name, module)
        self._undo.append(lambda: setattr(parent, name, frozen))

    def _take_off(self) -> None:
        for undo in reversed(self._undo):
            undo()
        self._undo.clear()


def attach(clip: CLIP, preset: Preset, seed: int = 0) -> Adapter:
    """Puts a fresh adapter on a frozen model; its vectors do not change until it is trained.

    Args:
        clip: No parameter of it asks for a gradient.
        preset: What is trained, and how it is computed.
        seed: Of the draw of A; the same on every device.

    Raises:
        TrainingError: `adapter_unsupported`: LoRA on a ResNet, or on another kind of attention.
        ValueError: There is an adapter on this model already.
    """
    return _attached(clip, preset, targets_of(clip, preset), seed)


def attach_file(clip: CLIP, path: Path, info: AdapterInfo) -> Adapter:
    """Puts the adapter at `path`, already read as `info`, on the model; its parameters are frozen.

    Raises:
        TrainingError: `adapter_damaged`, `adapter_unsupported`.
    """
    try:
        tensors = load_file(path)
        preset = Preset(
            name="file",
            trains=info.trains,
            rank=info.rank,
            alpha=info.alpha,
            logit_scale="learned" if _SCALE in tensors else "frozen",
        )
        adapter = _attached(clip, preset, list(info.targets), 0, info.strength, info.scaling)
        try:
            adapter.put(tensors)
        except ValueError:
            detach(clip)
            raise
    except (OSError, ValueError, SafetensorError) as error:
        raise TrainingError(
            "adapter_damaged",
            f"The adapter {path} cannot be used: {error}.",
            "Choose another run, or train again.",
            path=str(path),
        ) from error
    for parameter in adapter.parameters():
        parameter.requires_grad_(False)
    return adapter


def detach(clip: CLIP) -> None:
    """Takes an adapter off: the model is again what it was, the same modules in the same places."""
    found = clip.__dict__.pop(_PLACE, None)
    if found is not None:
        cast(Adapter, found)._take_off()


def save_bytes(adapter: Adapter, base: BaseModel, told: Mapping[str, Any]) -> bytes:
    """The bytes of an `adapter.safetensors`.

    Args:
        adapter: What is to be kept.
        base: The model it sits on; the file is refused on any other.
        told: Further facts for the file's metadata (metrics, split hash, preset).
    """
    body = {
        "schema": 1,
        "base": base.fingerprint,
        "architecture": base.config.architecture,
        "transform": base.config.transform.fingerprint,
        "trains": adapter.trains,
        "rank": adapter.rank,
        "alpha": adapter.alpha,
        "scaling": adapter.scaling,
        "strength": adapter.strength,
        "targets": list(adapter.layers),
        "logit_scale": float(base.clip.logit_scale.detach()),
        **told,
    }
    return to_bytes(adapter.tensors(), metadata={"songclip": json.dumps(body, ensure_ascii=True)})


def _attached(
    clip: CLIP,
    preset: Preset,
    targets: list[str],
    seed: int,
    strength: float = 1.0,
    scaling: float | None = None,
) -> Adapter:
    if _PLACE in clip.__dict__:
        raise ValueError("there is an adapter on this model already")
    adapter = Adapter(clip, preset, strength)
    if scaling is not None:
        adapter.scaling = scaling
    try:
        adapter._put_on(targets, preset, seed)
    except BaseException:
        adapter._take_off()
        raise
    if preset.logit_scale == "learned":
        adapter._learn_scale()
    clip.__dict__[_PLACE] = adapter
    return adapter


def _linear(frozen: nn.Module, preset: Preset, generator: torch.Generator) -> LowRank:
    if not isinstance(frozen, nn.Linear):
        raise unsupported(
            "A layer that is to be adapted is not a linear one.",
            "Load the model without flash attention, and with no other adapter on it.",
        )
    if preset.impl == "proxy":
        return ProxyLinear(frozen, preset.rank, preset.scaling, generator)
    return LoraLinear(frozen, preset.rank, preset.scaling, generator, preset.dropout)


def _weight_back(module: nn.Module, name: str, order: list[str]) -> None:
    """The frozen weight as it was, and in its old place among the module's."""
    parametrize.remove_parametrizations(module, name, leave_parametrized=False)
    for each in order:
        module._parameters[each] = module._parameters.pop(each)


def _full_copy(value: Tensor) -> Tensor:
    kind = torch.float32 if value.is_floating_point() else value.dtype
    return value.detach().to("cpu", kind, copy=True)
