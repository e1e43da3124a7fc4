"""The ways of finetuning that are offered, each field with its meaning, range, default and source.

Standard library only, because the application shows these. May be called on any thread.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass, field
from typing import Any, Literal

VISION_LAYERS = ("q", "k", "v", "o", "mlp")
TEXT_LAYERS = ("q", "k", "v", "o")


def _knob(
    default: Any,
    meaning: str,
    source: str,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] | None = None,
) -> Any:
    """A dataclass field that also says what it means, what it may be and whence it comes."""
    return field(
        default=default,
        metadata={
            "meaning": meaning,
            "source": source,
            "low": low,
            "high": high,
            "choices": choices,
        },
    )


@dataclass(frozen=True)
class Preset:
    """One way of finetuning. `help_of` tells each field's meaning, range and source.

    Raises:
        ValueError: A value lies outside its range, or is none of its choices.
    """

    name: str
    trains: Literal["lora", "head", "full"] = _knob(
        "lora",
        "low-rank updates, the last projection of the vision tower, or every weight",
        "LoRA, arXiv 2106.09685; ProLIP, arXiv 2410.05270",
        choices=("lora", "head", "full"),
    )
    vision: tuple[str, ...] = _knob(
        ("o",),
        "layers of each vision block with an update: query, key, value, output, mlp",
        "CLIP-LoRA, arXiv 2405.18541, table 5: values and outputs matter most",
        choices=VISION_LAYERS,
    )
    text: tuple[str, ...] = _knob(
        (),
        "layers of each text block with an update: query, key, value, output",
        "CLIP-LoRA, arXiv 2405.18541; without any, texts are encoded once",
        choices=TEXT_LAYERS,
    )
    last_blocks: int = _knob(
        0,
        "so many last blocks of a tower have updates; 0 is all of them",
        "measured: what lies below is computed once",
        0,
        64,
    )
    rank: int = _knob(
        4, "inner width of the low-rank update", "LoRA, arXiv 2106.09685, section 7.2", 1, 64
    )
    alpha: float = _knob(
        16.0, "strength: the update is scaled by alpha / rank", "LoRA, arXiv 2106.09685", 0.1, 256
    )
    rank_scaled: bool = _knob(
        False, "scale by alpha / square root of rank instead", "rsLoRA, arXiv 2312.03732"
    )
    impl: Literal["side", "proxy"] = _knob(
        "side",
        "the update is computed beside the frozen weight, or added to it",
        "measured: beside is 1.17 times as fast on a processor",
        choices=("side", "proxy"),
    )
    dropout: float = _knob(
        0.0, "share of an update's inputs left out while training", "CLIP-LoRA's code", 0, 0.9
    )
    learning_rate: float = _knob(
        1e-4, "step size of AdamW", "measured; CLIP-LoRA uses 2e-4", 1e-6, 5e-2
    )
    rate_ratio_b: float = _knob(
        1.0, "step size of B over that of A", "LoRA+, arXiv 2402.12354", 1, 64
    )
    weight_decay: float = _knob(
        0.01, "AdamW's pull of the update towards zero", "CLIP-LoRA, arXiv 2405.18541", 0, 0.5
    )
    beta1: float = _knob(0.9, "AdamW's memory of the gradient", "AdamW's default", 0, 0.999)
    beta2: float = _knob(0.999, "AdamW's memory of its square", "AdamW's default", 0, 0.9999)
    clip_norm: float = _knob(1.0, "longest gradient that is followed", "common practice", 0.01, 100)
    loss: Literal["masked", "pairs"] = _knob(
        "masked",
        "every caption of a work at once, or one picture and one caption at a time",
        "UniCL, arXiv 2204.03610; pairs as CLIP has them, arXiv 2103.00020",
        choices=("masked", "pairs"),
    )
    mask_same_work: bool = _knob(
        True,
        "texts of one work are no wrong answers to each other; off replays plain pairs",
        "measured",
    )
    label_smoothing: float = _knob(
        0.0,
        "share of the target spread over the negatives",
        "Inception v3, arXiv 1512.00567",
        0,
        0.5,
    )
    distortion: float = _knob(
        0.0,
        "weight of what pulls pictures back to where the base model has them",
        "embedding distortion, arXiv 2409.07582",
        0,
        10,
    )
    logit_scale: Literal["frozen", "learned"] = _knob(
        "frozen",
        "the factor of the cosines stays the checkpoint's, or is learned from it, at most 100",
        "Chinese-CLIP's is at its bound of 100 already",
        choices=("frozen", "learned"),
    )
    batch_works: int = _knob(
        32, "works seen together; each is a negative of the others", "measured", 2, 4096
    )
    epochs: int = _knob(30, "times every work is seen, at most", "the reference recipe", 1, 500)
    budget_least: int = _knob(
        0, "steps planned at least: further epochs are added", "measured on small sets", 0, 100000
    )
    most_steps: int = _knob(
        0, "steps planned at most: epochs are left out; 0 for no limit", "measured", 0, 1_000_000
    )
    schedule: Literal["constant", "cosine"] = _knob(
        "constant",
        "how the step size falls",
        "the reference recipe",
        choices=("constant", "cosine"),
    )
    warmup_steps: int = _knob(
        0,
        "steps over which the step size rises from zero, at least",
        "measured on the mini model",
        0,
        2000,
    )
    warmup_fraction: float = _knob(
        0.0, "the same as a share of all steps", "common practice", 0, 0.5
    )
    final_fraction: float = _knob(
        0.01, "step size at the end of the cosine, of its start", "CLIP-LoRA's code", 0, 1
    )
    patience: int = _knob(
        5, "epochs without a better validation before it stops early", "common practice", 1, 500
    )
    least_steps: int = _knob(
        100, "steps before it may stop early", "short epochs are noisy", 0, 100000
    )

    def __post_init__(self) -> None:
        """Holds every value against its range or its choices."""
        for each in dataclasses.fields(self):
            low, high = each.metadata.get("low"), each.metadata.get("high")
            value, choices = getattr(self, each.name), each.metadata.get("choices")
            if low is not None and not low <= value <= high:
                raise ValueError(f"{each.name} is {value}, it may lie between {low} and {high}")
            chosen = value if isinstance(value, tuple) else (value,)
            if choices is not None and not set(chosen) <= set(choices):
                raise ValueError(f"{each.name} is {value}, it may be of {', '.join(choices)}")

    @property
    def scaling(self) -> float:
        """What the update is multiplied by; 1 where it is no low-rank one."""
        if self.trains != "lora":
            return 1.0
        return self.alpha / (math.sqrt(self.rank) if self.rank_scaled else self.rank)

    @property
    def touches_text(self) -> bool:
        """Whether texts are encoded otherwise than by the base model."""
        return self.trains == "full" or (self.trains == "lora" and bool(self.text))

    @property
    def computed_once(self) -> bool:
        """Whether what lies below the trained part is run once, before the first epoch."""
        return self.trains == "head" or self.last_blocks > 0

    def planned_epochs(self, per_epoch: int) -> int:
        """Epochs to plan for: `epochs`, held within the budget of steps.

        Args:
            per_epoch: Steps of one epoch, at least 1.
        """
        least = math.ceil(self.budget_least / per_epoch)
        wanted = max(self.epochs, least)
        return max(1, min(wanted, self.most_steps // per_epoch)) if self.most_steps else wanted

    def warmup(self, steps: int) -> int:
        """Over how many of `steps` steps the step size rises: at most half of them."""
        wanted = max(self.warmup_steps, math.ceil(self.warmup_fraction * steps))
        return min(wanted, steps // 2)


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            name="mini",
            learning_rate=5e-3,
            weight_decay=0.0,
            schedule="cosine",
            warmup_steps=10,
        ),
        Preset(name="faithful"),
        Preset(
            name="best",
            vision=("q", "v", "o"),
            text=("q", "v", "o"),
            rank=8,
            alpha=2 * math.sqrt(8),
            rank_scaled=True,
            learning_rate=2e-4,
            rate_ratio_b=4.0,
            beta2=0.98,
            label_smoothing=0.05,
            distortion=0.1,
            batch_works=64,
            budget_least=300,
            most_steps=4000,
            schedule="cosine",
            warmup_steps=10,
            warmup_fraction=0.05,
        ),
        # The recipe of `faithful`: only the place differs.
        Preset(name="top4", vision=("q", "v", "o"), last_blocks=4),
        # The decay of the difference is ProLIP's pull of the projection to where it was.
        Preset(
            name="head",
            trains="head",
            vision=(),
            weight_decay=0.1,
            batch_works=512,
            schedule="cosine",
        ),
        # Chinese-CLIP's own recipe for the smallest set that its authors tried, COCO-CN.
        Preset(
            name="full",
            trains="full",
            vision=(),
            learning_rate=3e-5,
            weight_decay=0.001,
            beta2=0.98,
            epochs=20,
            schedule="cosine",
            warmup_steps=100,
            final_fraction=0.0,
        ),
        # The published recipe, in the numbers of its code; its 500 steps a shot are the least here.
        Preset(
            name="clip-lora",
            vision=("q", "k", "v"),
            text=("q", "k", "v"),
            rank=2,
            alpha=1.0,
            rank_scaled=True,
            dropout=0.25,
            learning_rate=2e-4,
            budget_least=500,
            schedule="cosine",
            final_fraction=0.005,
        ),
    )
}
AUTO = "auto"


def resolve(name: str, demo_model: bool, epochs: int | None = None) -> Preset:
    """The preset of that name; `auto` is `mini` on the mini model and `faithful` otherwise.

    Args:
        name: A key of `PRESETS`, or `auto`.
        demo_model: Whether the base model is the embedded mini model.
        epochs: Takes the place of the preset's own number where given.

    Raises:
        ValueError: No preset has that name, or epochs lies outside its range.
    """
    chosen = ("mini" if demo_model else "faithful") if name == AUTO else name
    if chosen not in PRESETS:
        raise ValueError(f"there is no preset {name!r}; there are {[AUTO, *PRESETS]}")
    preset = PRESETS[chosen]
    if epochs is None:
        return preset
    # Who names a number of epochs means that number, whatever the preset's budget of steps.
    return dataclasses.replace(preset, epochs=epochs, budget_least=0, most_steps=0)


def help_of(name: str) -> dict[str, Any]:
    """Meaning, source, low, high and choices of a field of `Preset`; null where it has none."""
    found = {each.name: dict(each.metadata) for each in dataclasses.fields(Preset)}
    return found[name]


def detectable_gain(test_works: int) -> float:
    """Smallest true gain of mean recall that so many held-out works can show, as a fraction.

    For 80 % power at a two-sided 5 %: (1.96 + 0.84) standard errors of a paired difference whose
    deviation between works is about 0.33 (three captions a work, correlated by half: 9 points
    need about 100 works). Known before training; `evaluate` reports the measured one after it.
    """
    return min(1.0, 2.8 * 0.33 / math.sqrt(max(test_works, 1)))


def expected_seconds(
    preset: Preset, train_images: int, other_images: int, gflop_image: float, gflops: float
) -> float:
    """A first guess of how long a finetune takes, for the line before the button.

    Args:
        preset: What will be run.
        train_images: Pictures seen in each epoch.
        other_images: Pictures of the validation and test splits.
        gflop_image: `describe`'s figure: one picture forward, in 10^9 operations.
        gflops: `probe`'s figure for this machine, in 10^9 operations a second.

    Returns:
        Seconds: what each epoch costs for a trained picture, a forward for the others (validation
        in each epoch is about a sixth of the training pictures), at 60 % of the rate that plain
        matrix products reach, and what it takes to start.
    """
    each, once = _forwards(preset)
    looked_at = 1 / 6 if once == 0 else 0.0
    forwards = (
        preset.epochs * (each + looked_at) * train_images + once * train_images + 2.0 * other_images
    )
    return 8.0 + forwards * gflop_image / (0.6 * max(gflops, 1e-3))


def _forwards(preset: Preset) -> tuple[float, float]:
    """What a trained picture costs, in forwards of one picture: in each epoch, and once.

    A backward costs as much as a forward where weights are frozen, twice that where they are
    not. Three captions whose tower is trained cost about a third of a picture each way. What lies
    below the trained blocks, of which there are twelve in most models, is computed once.
    """
    if preset.trains == "head":
        return 0.0, 1.0
    if preset.trains == "full":
        return 3.0 + 1.0, 0.0
    texts = 0.6 if preset.touches_text else 0.0
    if preset.last_blocks:
        share = preset.last_blocks / 12
        return 2.0 * share + texts, 1.0 - share
    return 2.0 + texts, 0.0
