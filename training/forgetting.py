"""What finetuning made a model forget: a general probe, drift, and plain class names.

The probe shows pictures that have nothing to do with the collection. For the mini model they are
painted; for other models the curator names a folder of pictures with `captions.tsv`, one line
`picture TAB caption` each, a picture as often as it has captions.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training import statistics
from training.comparison import I2T_R1, T2I_R1, Compared
from training.errors import TrainingError
from training.pixels import Transform
from training.ranking import hits_at, similarities
from training.retrieval import Gallery, find

CAPTIONS = "captions.tsv"
# Base-domain pictures painted for the probe of the mini model, and plain names they are sorted by.
PAINTED, CLASSES = 200, 20
# Of a folder so many pictures are taken at most: enough for an interval of two points.
MOST_PICTURES = 2_000
# Forgetting passes where recall falls by at most 2 points, and surely by less than 5.
MOST_LOST, SURELY_LOST = 0.02, 0.05


@dataclass(frozen=True)
class Probe:
    """Pictures and texts of everyday things.

    Attributes:
        source: "painted" or "folder".
        pixels: uint8 [N, H, W, 3].
        texts: M texts.
        gallery: Which text belongs to which picture.
        classes: K plain names, none where it is not known what the pictures show.
        shows: Boolean [N, K].
    """

    source: str
    pixels: np.ndarray
    texts: list[str]
    gallery: Gallery
    classes: list[str]
    shows: np.ndarray


@dataclass(frozen=True)
class Seen:
    """A probe's unit vectors by one model: pictures [N, D], texts [M, D], class names [K, D]."""

    images: np.ndarray
    texts: np.ndarray
    classes: np.ndarray


def painted(resolution: int) -> Probe:
    """Pictures of the mini model's own domain, painted on the fly: about 3 seconds."""
    from training.mini.probe import classes_shown, probe_pictures

    pixels, texts = probe_pictures(PAINTED, resolution)
    names, shows = classes_shown(PAINTED, CLASSES)
    rows = np.arange(PAINTED)
    return Probe("painted", pixels, texts, Gallery(rows, rows), names, shows)


def of_folder(folder: Path, transform: Transform) -> Probe:
    """The captioned pictures in `folder`; those that cannot be read are left out.

    Raises:
        TrainingError: `probe_unusable`: no list, or fewer than ten pictures that can be read.
    """
    captions = _captions(folder)
    pixels: list[np.ndarray] = []
    texts: list[str] = []
    owner: list[int] = []
    for name in list(captions)[:MOST_PICTURES]:
        try:
            pixels.append(transform.pixels(folder / name))
        except TrainingError:
            continue
        texts += captions[name]
        owner += [len(pixels) - 1] * len(captions[name])
    if len(pixels) < 10:
        raise _unusable(folder, f"it has {len(pixels)} pictures that can be read, fewer than ten")
    gallery = Gallery(np.arange(len(pixels)), np.array(owner))
    return Probe("folder", np.stack(pixels), texts, gallery, [], np.zeros((len(pixels), 0), bool))


def _captions(folder: Path) -> dict[str, list[str]]:
    """Texts by the name of their picture, in the order of the list."""
    try:
        lines = (folder / CAPTIONS).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(folder, f"its {CAPTIONS} cannot be read: {error}") from error
    found: dict[str, list[str]] = {}
    for number, line in enumerate(lines, 1):
        name, _, text = line.partition("\t")
        if name.strip() and text.strip():
            found.setdefault(name.strip(), []).append(text.strip())
        elif line.strip():
            raise _unusable(folder, f"line {number} of {CAPTIONS} is no picture, TAB and caption")
    return found


def _unusable(folder: Path, why: str) -> TrainingError:
    return TrainingError(
        "probe_unusable",
        f"The probe in {folder} cannot be used: {why}.",
        f"Put pictures and a list {CAPTIONS} (picture, TAB, caption) there, or take it away.",
        folder=str(folder),
    )


def compare(probe: Probe, before: Seen, after: Seen) -> dict[str, Any]:
    """How much of the probe the finetuned model lost: `protocol.Evaluate`'s forgetting.

    It passes where R@1 in neither direction falls by more than 2 points, nor may have by 5.
    """
    compared = Compared.of(
        find(before.images, before.texts, probe.gallery),
        find(after.images, after.texts, probe.gallery),
    )
    told: dict[str, Any] = {
        "measured": True,
        "source": probe.source,
        "pictures": len(probe.pixels),
        "drift_probe": drift(before.images, after.images),
    }
    for name, column in (("t2i_r1", T2I_R1), ("i2t_r1", I2T_R1)):
        told[name] = {
            "zero_shot": float(compared.before.recalls()[column]),
            "finetuned": float(compared.after.recalls()[column]),
            **compared.difference([column]),
        }
    told["classes"] = _classes(probe, before, after)
    ways = told["t2i_r1"], told["i2t_r1"]
    told["passed"] = all(way["value"] >= -MOST_LOST and way["low"] > -SURELY_LOST for way in ways)
    return told


def _classes(probe: Probe, before: Seen, after: Seen) -> dict[str, Any] | None:
    """How often the nearest of the plain names is one of what a picture shows.

    Pictures that show none of them are left out. `chance` is that of a name drawn blindly.
    """
    rows = np.flatnonzero(probe.shows.any(axis=1))
    if not len(rows):
        return None
    shows = probe.shows[rows]
    right = [
        hits_at(similarities(seen.images[rows], seen.classes), shows)[:, 0]
        for seen in (before, after)
    ]
    return {
        "names": probe.classes,
        "pictures": len(rows),
        "chance": float(shows.mean()),
        "zero_shot": float(right[0].mean()),
        "finetuned": float(right[1].mean()),
        **statistics.paired(right[0], right[1]),
    }


def drift(zero_shot: np.ndarray, finetuned: np.ndarray) -> float:
    """Mean of 1 - cosine between the two models' vectors of the same pictures [N, D]."""
    mean = float((1 - (zero_shot.astype(np.float64) * finetuned).sum(axis=1)).mean())
    return max(mean, 0.0)  # rows of length 1 in float32 may be a hair longer
