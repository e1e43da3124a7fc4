"""Base-domain pictures with one modern sentence each, painted on the fly: what finetuning may make a model forget.

No scene of pretraining is among them, and none of the demo's.
"""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray

from training.mini import captions, scenes
from training.mini.cache import square
from training.mini.painter import paint

FIRST_SEED = 7_000_000
HEIGHT_PX = 160


def probe_pictures(
    count: int = 200,
    resolution: int = 128,
    *,
    first_seed: int = FIRST_SEED,
    register: str = "modern",
) -> tuple[NDArray[np.uint8], list[str]]:
    """Paints and words the probe; takes about 15 ms a picture, needs no torch, runs on any thread.

    Args:
        count: how many pictures; the first of a longer probe are those of a shorter one.
        resolution: side of the square they are squashed to, as the model takes them.
        first_seed: the scene of the first picture; the rest follow.
        register: how they are worded, see `captions.describe`.

    Returns:
        Pixels uint8 [count, resolution, resolution, 3] and `count` texts in the same order.
    """
    pixels = np.empty((count, resolution, resolution, 3), dtype=np.uint8)
    texts = []
    for index in range(count):
        scene = scenes.sample_scene(first_seed + index, "base")
        pixels[index] = square(paint(scene, HEIGHT_PX), resolution)
        rng = Random(f"probe {first_seed + index}")
        texts.append(captions.describe(scene, scenes.visible(scene), register, rng).text)
    return pixels, texts
