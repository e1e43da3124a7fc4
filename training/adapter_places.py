"""Where in cn_clip's model the layers lie that an adapter can change, by the letters of a preset.

May be called on any thread.
"""

from __future__ import annotations

from cn_clip.clip.model import CLIP, VisualTransformer

from training.errors import TrainingError
from training.presets import Preset

FUSED = ("q_proj", "k_proj", "v_proj")
_VISION = {
    "q": ("attn.q_proj",),
    "k": ("attn.k_proj",),
    "v": ("attn.v_proj",),
    "o": ("attn.out_proj",),
    "mlp": ("mlp.c_fc", "mlp.c_proj"),
}
_TEXT = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
}
BLOCKS, _LAYERS = "visual.transformer.resblocks", "bert.encoder.layer"


def targets_of(clip: CLIP, preset: Preset) -> list[str]:
    """Names of the layers, or of the weights, that the preset changes in this model.

    Raises:
        TrainingError: `adapter_unsupported`: low-rank updates on a ResNet.
    """
    transformer = isinstance(clip.visual, VisualTransformer)
    if preset.trains == "head":
        return ["visual.proj" if transformer else "visual.attnpool.c_proj.weight"]
    if preset.trains == "full":
        return [name for name, _ in clip.named_parameters() if name != "logit_scale"]
    if not transformer:
        raise unsupported(
            "This model's vision tower is a ResNet; LoRA works on vision transformers.",
            "Choose a ViT model to finetune, such as ViT-B-16, or the preset head.",
        )
    vision = range(vision_blocks(clip))[-preset.last_blocks :]
    text = range(len(clip.bert.encoder.layer))[-preset.last_blocks :]
    return [
        f"{BLOCKS}.{number}.{layer}"
        for number in vision
        for letter, layers in _VISION.items()
        if letter in preset.vision
        for layer in layers
    ] + [
        f"{_LAYERS}.{number}.{layer}"
        for number in text
        for letter, layer in _TEXT.items()
        if letter in preset.text
    ]


def weight_of(name: str, width: int) -> tuple[str, slice]:
    """The frozen weight that a low-rank layer changes, and the rows of it."""
    where, _, part = name.rpartition(".")
    if part in FUSED:
        first = FUSED.index(part) * width
        return f"{where}.in_proj_weight", slice(first, first + width)
    return f"{name}.weight", slice(None)


def vision_blocks(clip: CLIP) -> int:
    """How many blocks the vision transformer has; 0 for a ResNet."""
    tower = clip.visual
    return len(tower.transformer.resblocks) if isinstance(tower, VisualTransformer) else 0


def unsupported(what: str, remedy: str) -> TrainingError:
    """The error of a model that cannot carry the adapter: `adapter_unsupported`."""
    return TrainingError("adapter_unsupported", what, remedy)
