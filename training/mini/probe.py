"""Base-domain pictures with one modern sentence each, painted on the fly: what finetuning may make a model forget.

No scene of pretraining is among them, and none of the demo's.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
from numpy.typing import NDArray

from training.mini import captions, lexicon, scenes
from training.mini.cache import square
from training.mini.painter import paint
from training.mini.passages import plainest

FIRST_SEED = 7_000_000
HEIGHT_PX = 160
# Of so many wordings the one is taken that tells the picture from the others best.
WORDINGS = 16


def probe_pictures(
    count: int = 200,
    resolution: int = 128,
    *,
    first_seed: int = FIRST_SEED,
    register: str = "modern",
) -> tuple[NDArray[np.uint8], list[str]]:
    """Paints and words the probe; takes about 15 ms a picture, needs no torch, runs on any thread.

    Args:
        count: how many pictures; each text is worded to tell its picture from the others.
        resolution: side of the square they are squashed to, as the model takes them.
        first_seed: the scene of the first picture; the rest follow.
        register: how they are worded, see `captions.describe`.

    Returns:
        Pixels uint8 [count, resolution, resolution, 3] and `count` texts in the same order.
    """
    pixels = np.empty((count, resolution, resolution, 3), dtype=np.uint8)
    shown = [scenes.sample_scene(first_seed + index, "base") for index in range(count)]
    facts = [captions.facts(scene, scenes.visible(scene)) for scene in shown]
    texts = []
    for index, scene in enumerate(shown):
        pixels[index] = square(paint(scene, HEIGHT_PX), resolution)
        rng = Random(f"probe {first_seed + index}")
        seen = scenes.visible(scene)
        told = [
            captions.describe(scene, seen, register, rng, thorough=True) for _ in range(WORDINGS)
        ]
        texts.append(plainest(told, facts).text)
    return pixels, texts


def classes_shown(
    count: int, classes: int, *, first_seed: int = FIRST_SEED
) -> tuple[list[str], NDArray[np.bool_]]:
    """Plain names of what the probe shows, and which of them are in each picture.

    What more than a quarter of the pictures show tells nothing apart and is passed over; of the
    rest those are taken that are shown most often.

    Returns:
        K modern names, and bool [count, K].
    """
    shown = [
        {placed.kind for placed in scenes.visible(scenes.sample_scene(first_seed + index, "base"))}
        for index in range(count)
    ]
    times = Counter(kind for kinds in shown for kind in sorted(kinds))
    kinds = [kind for kind, found in times.most_common() if found <= count / 4][:classes]
    names = [lexicon.ELEMENT_WORDS[kind].lists["nouns"][0] for kind in kinds]
    return names, np.array([[kind in picture for kind in kinds] for picture in shown])
