"""Which base model suits this machine: one sentence for each, from what was measured here."""

from __future__ import annotations

from dataclasses import dataclass

from songclip_desktop.language import say
from songclip_desktop.workflow import disk, models
from songclip_desktop.workflow.machine import Machine

# Of the rate that plain matrix products reach, as `presets.expected_seconds` reckons.
_REACHED = 0.6
# Below this many pictures a second a thousand pictures take longer than a quarter of an hour.
_SLOW = 1.1


@dataclass(frozen=True, slots=True)
class _Needs:
    """What a model asks of a machine.

    Attributes:
        memory_bytes: of the device, for finetuning with the presets. ViT-B-16's is published
            guidance; the others are reckoned from it by the size of weights and pictures.
        gflop_image: one picture forward: as `describe` reckons, RN50 as torch counts.
    """

    memory_bytes: float
    gflop_image: float


_NEEDS = {
    "ViT-B-16": _Needs(6e9, 35.1),
    "ViT-L-14": _Needs(8e9, 161.7),
    "ViT-L-14-336": _Needs(12e9, 381.2),
    "ViT-H-14": _Needs(16e9, 334.2),
    "RN50": _Needs(4e9, 12.2),
}


def pictures_per_second(model: models.Model, machine: Machine | None) -> float:
    """How many pictures it looks at in a second, reckoned from what was measured; 0 where unknown.

    Any thread.
    """
    needs = _NEEDS.get(model.architecture or model.name)
    each = model.gflop_image or (needs.gflop_image if needs else 0.0)
    if machine is None or not each or not machine.gflops:
        return 0.0
    return _REACHED * machine.gflops / each


def guidance(model: models.Model, machine: Machine | None) -> str:
    """One sentence: what the model is good for, and how it goes on this machine. Any thread.

    Accuracy → ViT-L-14-336; balance, fits 6 GB → ViT-B-16; speed → RN50.

    Args:
        model: one of `models.list_models`.
        machine: what was measured; None where nothing was yet.
    """
    if model.demo:
        return say(
            "随附的演示模型，只认识画出来的小景，不作正式检索。",
            "The embedded demo model: it knows painted scenes only, not for real search.",
        )
    good = _good_for(model.architecture or model.name)
    goes = _goes(model, machine)
    if not goes:
        return say("{good}。", "{good}.", good=good)
    return say("{good}；{goes}。", "{good}; {goes}.", good=good, goes=goes)


def _good_for(name: str) -> str:
    match name:
        case "ViT-B-16":
            return say("通用，多数馆藏合用", "All-round, right for most collections")
        case "ViT-L-14":
            return say(
                "更细，比 ViT-B-16 慢四五倍", "Finer; four to five times slower than ViT-B-16"
            )
        case "ViT-L-14-336":
            return say(
                "最准，看得最清，也慢", "The most accurate, with the sharpest eyes, and slow"
            )
        case "ViT-H-14":
            return say("最大，文字也读得更细", "The largest; reads texts more closely, too")
        case "RN50":
            return say("最快，只能检索，不能用 LoRA 训练", "The fastest; for search only, no LoRA")
        case _:
            return say("自行添加的模型", "A model that was added here")


def _goes(model: models.Model, machine: Machine | None) -> str:
    needs = _NEEDS.get(model.architecture or model.name)
    if machine is None:
        if needs is None or not model.trainable:
            return ""
        return say(
            "训练约需 {size} 显存",
            "finetuning takes some {size} of GPU memory",
            size=disk.size(needs.memory_bytes),
        )
    if needs is not None and machine.memory_bytes < 0.95 * needs.memory_bytes:
        return say(
            "训练约需 {need} 内存，这里只有 {have}，建议选小一些的",
            "finetuning takes some {need} of memory and this machine has {have}: take a smaller one",
            need=disk.size(needs.memory_bytes),
            have=disk.size(machine.memory_bytes),
        )
    rate = pictures_per_second(model, machine)
    if not rate:
        return ""
    speed = _speed(rate)
    if machine.device == "cpu" and rate < _SLOW:
        return say("{speed}，没有显卡会很慢", "{speed}: slow without a GPU", speed=speed)
    return speed


def _speed(rate: float) -> str:
    if rate < 1 and round(1 / rate) == 1:
        return say("这台电脑每幅约 1 秒", "about a second a picture here")
    if rate < 1:
        return say(
            "这台电脑每幅约 {seconds} 秒",
            "some {seconds} seconds a picture here",
            seconds=round(1 / rate),
        )
    figure = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}".removesuffix(".0")
    return say("这台电脑约每秒 {n} 幅", "about {n} pictures a second here", n=figure)
