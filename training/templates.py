"""Prompt templates: a caption set into several sentences, whose vectors are averaged.

The file is `{"version": "templates-1", "templates": ["{}", "一幅{}", …]}`.
Source of the method: CLIP (arXiv 2103.00020, section 3.1.4), which averages class names over 80
sentences; here the caption takes the place of the class name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from training.errors import TrainingError
from training.tokens import PAD, token_ids

if TYPE_CHECKING:
    from training.base_model import BaseModel
    from training.device import Device

_UNCUT = 100_000
_STOPS = "。．.！!？?；;，, "


@dataclass(frozen=True)
class Templates:
    """One version of the sentences, each with one `{}` where the caption goes."""

    version: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Filled:
    """Captions set into sentences.

    Attributes:
        texts: K texts of each of M captions, caption after caption: M * K.
        plain: How many of them are the plain caption, because the model would have cut the
            sentence at its end.
    """

    texts: list[str]
    plain: int


def read(path: Path) -> Templates:
    """The templates in the file at `path`. May be called on any thread.

    Raises:
        TrainingError: `bad_request`: it cannot be read, or a sentence has no place for the caption.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        version, sentences = str(told["version"]), tuple(map(str, told["templates"]))
        if not sentences or any(sentence.count("{}") != 1 for sentence in sentences):
            raise ValueError("each template holds {} once")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(
            "bad_request", f"The templates {path} cannot be used: {error}.", "Mend the file."
        ) from error
    return Templates(version, sentences)


def fill(templates: Templates, captions: Sequence[str], context: int) -> Filled:
    """Sets each caption into each sentence; its closing mark is left out inside of one.

    A sentence longer than the model reads is not cut: the plain caption takes its place there.
    May be called on any thread.

    Args:
        templates: The sentences, K of them.
        captions: M texts as people wrote them.
        context: Tokens that the model reads, the two that mark begin and end among them.
    """
    texts = [
        caption if sentence == "{}" else sentence.replace("{}", caption.strip().rstrip(_STOPS))
        for caption in captions
        for sentence in templates.sentences
    ]
    too_long = np.flatnonzero((token_ids(texts, _UNCUT) != PAD).sum(axis=1) > context)
    plain = 0
    for place in too_long.tolist():
        caption = captions[place // len(templates.sentences)]
        plain += texts[place] != caption
        texts[place] = caption
    return Filled(texts, plain)


def vectors(
    base: BaseModel,
    device: Device,
    filled: Filled,
    captions: int,
    on_done: Callable[[int], None] = lambda done: None,
) -> np.ndarray:
    """The mean over the sentences of each caption, of length 1 again: float32 [M, D].

    Both directions of search use it: it is the query of text → image and what is found by
    image → text.

    Args:
        base: The model, with or without an adapter on it.
        device: Where it lies, and how precisely it computes.
        filled: The M * K texts.
        captions: M.
        on_done: Called with the number of texts done; what it raises ends the work.
    """
    from training import embed

    return mean(embed.texts(base, device, filled.texts, on_done), captions)


def mean(each: np.ndarray, captions: int) -> np.ndarray:
    """From K vectors of each of M captions, unit rows [M * K, D], to one: float32 [M, D].

    Their mean, of length 1 again. May be called on any thread.
    """
    if not captions:
        return each
    middle = each.reshape(captions, -1, each.shape[1]).astype(np.float64).mean(axis=1)
    return (middle / np.linalg.norm(middle, axis=1, keepdims=True)).astype(np.float32)
