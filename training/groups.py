"""Works that are one and the same, so that what is held out was not learned from under another name.

Thresholds were chosen on the demo's 400 works (79,800 pairs of different pictures) and on copies of
them, recompressed, halved, 15 % brighter, 20 % paler, yellowed, cropped by 1 % and turned by 1°. The
perceptual hash alone takes 3 different pairs for one; with the colours it takes none, and at least
95 in 100 of each sort of copy. A photograph of the same work cropped by 3 % or in black and white is
seen only where the titles agree.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from PIL import Image

from training import embed
from training.bench import Bench
from training.dataset import Part, Work
from training.pixels import stored_vectors
from training.tokens import normalise

# Of 64 bits of the perceptual hash so many may differ; then colours must agree as well.
NEAR_BITS, SAME_COLOURS = 6, 0.97
# Pictures of works with one title: cosine by the base model, and bits.
SAME_VECTOR, TITLED_BITS = 0.97, 16
# A caption of so many characters that two works share was copied, not chosen twice.
LONG_CHARACTERS = 20
# What is held out keeps its works first, then what is learned from.
_ORDER = ("test", "train", "valid")
_DETAIL = re.compile(
    r"[\s_\-·.(（【\[]*(?:局部|细节|細節|部分|detail)\s*\d*\s*[)）】\]]*$", re.IGNORECASE
)
_LETTER = re.compile(r"(?<=\d)[\s_\-.]?[a-zA-Z]$")
_NUMBER = re.compile(r"[\s_\-.]\d{1,2}$")
# Rows of two works, and by what they show that they are one.
_Pair = tuple[int, int, str]


def without_leaks(bench: Bench) -> tuple[Bench, list[dict[str, Any]]]:
    """The bench without works that another split shows under another name.

    The stored split stays: of two works that are one, that in the test is kept, then that which is
    learned from. Each work left out is an `item` {work, like, split, why, code, what}.

    Args:
        bench: With all three parts; no adapter is on the model.

    Returns:
        The bench, and the items.
    """
    works = [work for split in _ORDER for work in bench.parts[split].works]
    pairs = list(_alike(bench))
    leader = _united(len(works), pairs)
    first: dict[int, str] = {}
    left: list[dict[str, Any]] = []
    for row, work in enumerate(works):
        split = first.setdefault(leader[row], work.split)
        if split != work.split:
            like, why = _reason(row, split, works, leader, pairs)
            left.append(_item(work, like, why))
    gone = {item["work"] for item in left}
    for item in left:
        bench.talk.item(item)
    parts = {
        split: Part(tuple(work for work in part.works if work.work not in gone))
        for split, part in bench.parts.items()
    }
    return (dataclasses.replace(bench, parts=parts) if left else bench), left


def groups(bench: Bench) -> list[int]:
    """The group of each work, test then train then valid: equal numbers for one and the same."""
    count = sum(len(bench.parts[split].works) for split in _ORDER)
    return _united(count, list(_alike(bench)))


def _item(work: Work, like: Work, why: str) -> dict[str, Any]:
    return {
        "work": work.work,
        "like": like.work,
        "split": work.split,
        "why": why,
        "code": "duplicate_left_out",
        "what": f"{work.work} ({work.split}) is left out: it is {like.work} ({like.split}) again.",
    }


def _reason(
    row: int, split: str, works: Sequence[Work], leader: Sequence[int], pairs: list[_Pair]
) -> tuple[Work, str]:
    """The work of that split that this one is like, directly where there is such a one, and why."""
    for one, other, why in pairs:
        if row in (one, other) and works[one + other - row].split == split:
            return works[one + other - row], why
    other = next(
        each
        for each, work in enumerate(works)
        if leader[each] == leader[row] and work.split == split
    )
    return works[other], "group"


def _united(count: int, pairs: Sequence[_Pair]) -> list[int]:
    """Union-find: the first member of each one's group."""
    leader = list(range(count))

    def find(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    for one, other, _ in pairs:
        low, high = sorted((find(one), find(other)))
        leader[high] = low
    return [find(row) for row in range(count)]


def _alike(bench: Bench) -> Iterator[_Pair]:
    """Pairs of works that are one, and by what they show it."""
    parts = [bench.parts[split] for split in _ORDER]
    works = [work for part in parts for work in part.works]
    yield from _by_accession([work.work for work in works])
    yield from _by_caption(works)
    starts = np.cumsum([0, *(len(part.works) for part in parts)])
    owner = np.concatenate([part.image_work + at for part, at in zip(parts, starts, strict=False)])
    hashes = [image.hash for part in parts for image in part.images]
    if not hashes:
        return
    marks = [_marks(pixels) for pixels in _pixels(bench, hashes)]
    bits = np.array([bits for bits, _ in marks])
    colours = np.stack([colours for _, colours in marks])
    for one, other in _near(bits, NEAR_BITS):
        if owner[one] != owner[other] and float(colours[one] @ colours[other]) >= SAME_COLOURS:
            yield int(owner[one]), int(owner[other]), "picture"
    titles = [works[each].title.strip() for each in owner]
    for one, other in _same_title(bench, hashes, titles):
        near = int(np.bitwise_count(bits[one] ^ bits[other])) <= TITLED_BITS
        if near and owner[one] != owner[other]:
            yield int(owner[one]), int(owner[other]), "title"


def _same_title(
    bench: Bench, hashes: Sequence[str], titles: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Rows of pictures with one title that the base model takes for nearly the same."""
    times = Counter(titles)
    rows = [row for row, title in enumerate(titles) if title and times[title] > 1]
    # A title that no other work has needs no vectors.
    vectors = stored_vectors(
        bench.store,
        [hashes[row] for row in rows],
        lambda pixels: embed.pixels(bench.base, bench.device, pixels),
        bench.base.config.dim,
        lambda done: bench.talk.check(),
    )
    for place, one in enumerate(rows):
        alike = vectors[place + 1 :] @ vectors[place] >= SAME_VECTOR
        for later in np.flatnonzero(alike):
            other = rows[place + 1 + int(later)]
            if titles[one] == titles[other]:
                yield one, other


def _pixels(bench: Bench, hashes: Sequence[str]) -> Iterator[np.ndarray]:
    for start in range(0, len(hashes), 64):
        yield from bench.store.read(hashes[start : start + 64])
        bench.talk.check()


def _by_accession(accessions: Sequence[str]) -> Iterator[_Pair]:
    """One number with 局部, 细节 or a letter behind it is one work.

    A number behind it (-1, -2) counts only where the bare one is a work as well: 2024-1 and 2024-2
    are two gifts of one year.
    """
    known = {accession: row for row, accession in enumerate(accessions)}
    first: dict[str, int] = {}
    for row, accession in enumerate(accessions):
        stem = _DETAIL.sub("", accession)
        stem = _LETTER.sub("", stem)
        bare = _NUMBER.sub("", stem)
        if bare != stem and bare in known:
            stem = bare
        if stem:
            other = first.setdefault(stem, row)
            if other != row:
                yield other, row, "accession"


def _by_caption(works: Sequence[Work]) -> Iterator[_Pair]:
    """One long caption word for word; passages may speak of any number of works."""
    first: dict[str, int] = {}
    for row, work in enumerate(works):
        for caption in Part((work,)).headline():
            text = normalise(work.captions[caption].text).strip()
            if len(text) >= LONG_CHARACTERS:
                other = first.setdefault(text, row)
                if other != row:
                    yield other, row, "caption"


def _marks(pixels: np.ndarray) -> tuple[np.uint64, np.ndarray]:
    """The 64-bit DCT hash of a picture uint8 [H, W, 3], and its colours as a unit row [768].

    The hash: grey, 32 x 32, the 8 x 8 lowest frequencies, each above their median or not (without
    the first, which is the mean). Source: C. Zauner, Implementation and Benchmarking of Perceptual
    Image Hash Functions, 2010. Colours: 16 x 16 means of red, green and blue less their mean.
    """
    picture = Image.fromarray(pixels)
    grey = np.asarray(picture.convert("L").resize((32, 32), Image.Resampling.LANCZOS), float)
    lowest = (_COSINES @ grey @ _COSINES.T).ravel()
    above = lowest > np.median(lowest[1:])
    bits = np.packbits(above).view(np.uint64)[0]
    colours = np.asarray(picture.resize((16, 16), Image.Resampling.BOX), float).ravel()
    colours -= colours.mean()
    return bits, colours / max(float(np.linalg.norm(colours)), 1e-9)


def _near(bits: np.ndarray, most: int) -> Iterator[tuple[int, int]]:
    """Pairs of hashes uint64 [N] that differ in at most so many bits, in order."""
    for row in range(len(bits) - 1):
        differ = np.bitwise_count(bits[row + 1 :] ^ bits[row])
        for other in np.flatnonzero(differ <= most):
            yield row, row + 1 + int(other)


_PLACES = np.arange(32)
_COSINES = np.cos(np.pi * (2 * _PLACES[None, :] + 1) * np.arange(8)[:, None] / 64)
