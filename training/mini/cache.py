"""Paints and words the pictures of pretraining once, so that every training step only reads.

Pictures are squashed to a square with bicubic resampling, as cn_clip's own transform does.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.mini import captions, lexicon, scenes
from training.mini.painter import paint
from training.tokens import token_ids

# What each picture is told about itself: four registers, of which a training step draws two.
SLOTS = ("modern", "modern", "modern", "tags", "classical", "short", "short", "short", "tags")
LONG_SHARES = (0.22, 0.22, 0.22, 0.17, 0.17, 0.0, 0.0, 0.0, 0.0)
TAG_SHARES = (0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.5)
BRIEF_SHARES = (0.0, 0.0, 0.0, 0.15, 0.0, 0.23, 0.23, 0.24, 0.15)

CLAIMS: dict[str, int] = {
    claim: index
    for index, claim in enumerate(
        (
            *lexicon.ELEMENT_WORDS,
            *lexicon.MOOD_WORDS,
            *(f"{kind}@{place}" for kind in lexicon.ELEMENT_WORDS for place in lexicon.PLACES),
            *(f"{kind}#{count}" for kind in lexicon.ELEMENT_WORDS for count in (1, 2, 3, "many")),
        )
    )
}


Story = tuple[scenes.Scene, list[captions.Caption], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Cache:
    """The painted pictures of one range of seeds.

    Attributes:
        pixels: uint8 [N, H, W, 3], in memory or mapped from a file.
        tokens: int64 [N, S, L], one row per slot of SLOTS, zero where padded.
        claims: bool [N, S, C], what each text claims.
        facts: bool [N, C], what is true of each picture.
        texts: N tuples of S texts.
    """

    pixels: NDArray[np.uint8]
    tokens: NDArray[np.int64]
    claims: NDArray[np.bool_]
    facts: NDArray[np.bool_]
    texts: tuple[tuple[str, ...], ...]


def square(picture: Image.Image, size: int) -> NDArray[np.uint8]:
    """Squashes a picture to a square of `size` pixels: uint8 [size, size, 3]."""
    small = picture.resize((size, size), Image.Resampling.BICUBIC)
    return np.asarray(small.convert("RGB"), dtype=np.uint8)


def row(claims: Iterable[str]) -> NDArray[np.bool_]:
    """Turns claims into a row over CLAIMS, bool [C]."""
    found = np.zeros(len(CLAIMS), dtype=np.bool_)
    found[[CLAIMS[claim] for claim in claims]] = True
    return found


def told(seed: int, domain: str) -> Story:
    """Draws a scene and words it once for every slot; the words depend on the seed alone."""
    scene = scenes.sample_scene(seed, domain)
    seen = tuple(scenes.visible(scene))
    rng = Random(f"words {seed}")
    said = [captions.describe(scene, seen, register, rng) for register in SLOTS]
    return scene, said, row(captions.facts(scene, seen))


def _paint_range(job: tuple[str, str, range, int, int, int]) -> int:
    path, domain, seeds, offset, size, total = job
    pixels = np.lib.format.open_memmap(path, mode="r+")
    for index, seed in enumerate(seeds):
        # Pictures reach the model at many sizes; strokes thin out differently in each.
        height_px = Random(f"height {seed}").choice((128, 160, 208))
        scene = scenes.sample_scene(seed, domain)
        pixels[offset + index] = square(paint(scene, height_px), size)
    pixels.flush()
    return total


def _word_range(job: tuple[str, range]) -> list[Story]:
    domain, seeds = job
    return [told(seed, domain) for seed in seeds]


def make(
    folder: Path,
    first_seed: int,
    count: int,
    size: int,
    *,
    domain: str = "base",
    processes: int = 2,
    note: Callable[[str], None] = lambda text: None,
) -> Cache:
    """Paints `count` pictures from `first_seed` on into a file of `folder`, or takes them from there.

    Must be called where child processes can be started (under a main guard).
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{domain}-{first_seed}-{count}-{size}.npy"
    part = path.with_suffix(".part.npy")
    ranges = [(at, min(at + 250, count)) for at in range(0, count, 250)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        if not path.exists():
            shape = (count, size, size, 3)
            np.lib.format.open_memmap(part, mode="w+", dtype=np.uint8, shape=shape).flush()
            jobs = [
                (str(part), domain, range(first_seed + at, first_seed + end), at, size, end)
                for at, end in ranges
            ]
            for end in pool.imap_unordered(_paint_range, jobs):
                note(f"painted {end} of {count}")
            part.rename(path)
        worded = [(domain, range(first_seed + at, first_seed + end)) for at, end in ranges]
        stories = [story for some in pool.map(_word_range, worded) for story in some]
    texts = tuple(tuple(caption.text for caption in said) for _, said, _ in stories)
    tokens = token_ids([text for said in texts for text in said])
    claims = [[row(caption.claims) for caption in said] for _, said, _ in stories]
    return Cache(
        pixels=np.load(path, mmap_mode="r"),
        tokens=tokens.reshape(count, len(SLOTS), -1),
        claims=np.array(claims),
        facts=np.array([fact for _, _, fact in stories]),
        texts=texts,
    )
