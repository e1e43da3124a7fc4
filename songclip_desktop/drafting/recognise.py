"""What a picture shows, by a Chinese-CLIP model's own zero-shot judgement; doubt is silence.

A term's score is the cosine to its probe phrases less that to neutral phrases. Cosines of
different terms are not comparable, so a score is counted in standard deviations of the same term
over reference pictures of the collection, and again among the terms of its own picture; the sum of
both is the term's strength. How strong is strong enough is learned from the collection's approved captions:
the lowest bar for which the words of the captions bear the term out. A term that they never bear
out, because the model does not know it, is never said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from songclip_desktop.drafting.vocabulary import Term, Vocabulary

# Fewer reference pictures than this say too little of what is usual.
LEAST_REFERENCES = 24
# Fewer approved works than this say too little of where a term's bar lies.
LEAST_APPROVED = 60
# Share of the pictures above the bar whose captions must name the term, and how many at least.
# Captions name three quarters of the things that are visible (measured on the demo collection), so
# this share is lower than the true one; season, weather and the like they name nearly always.
# Measured on works of the demo that taught no bar: precision 0.84 at recall 0.43 of all things.
BORNE_OUT, MOOD_BORNE_OUT, LEAST_ABOVE = 0.55, 0.75, 4
# The bar while nothing was learned: precision 0.77 on the demo, at a recall of 0.06.
UNLEARNED_BAR = 5.5
_TEMPLATES = ("{}", "一幅{}", "画中的{}")


class Encode(Protocol):
    """The model."""

    def __call__(self, *, texts: Sequence[str] = (), images: Sequence[Path] = ()) -> np.ndarray:
        """Unit vectors [N, D]: the texts in their order, then the images in theirs."""
        ...


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture of the collection.

    Attributes:
        said: its approved captions in one string; empty where it has none.
    """

    picture: Path
    said: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A term that was recognised, and how far above its bar in standard deviations."""

    term: Term
    strength: float


class Recogniser:
    """Finds the vocabulary's terms in pictures. Any thread; one at a time."""

    def __init__(self, vocabulary: Vocabulary, encode: Encode, name: str, cache: Path | None):
        """Encodes nothing yet.

        Args:
            vocabulary: what may be seen.
            encode: the model.
            name: of the model and its weights; text vectors are kept under it.
            cache: folder for the text vectors; None keeps none.
        """
        self._vocabulary = vocabulary
        self._encode = encode
        self._name = name
        self._cache = cache
        self._directions: np.ndarray | None = None
        self._usual: tuple[np.ndarray, np.ndarray] | None = None
        self._things = np.array(
            [term.group not in vocabulary.exclusive for term in vocabulary.terms]
        )
        self._bars = np.full(len(vocabulary.terms), UNLEARNED_BAR)

    def learn(self, references: Sequence[Reference]) -> None:
        """Takes from reference pictures how each term scores usually, and where its bar lies."""
        if len(references) < LEAST_REFERENCES:
            return
        scores = self.scores(self._encode(images=[each.picture for each in references]))
        self._usual = scores.mean(axis=0), scores.std(axis=0) + 1e-6
        approved = np.array([bool(each.said) for each in references])
        if approved.sum() < LEAST_APPROVED:
            return
        strengths = self._strengths(scores)[approved]
        said = [each.said for each in references if each.said]
        for place, term in enumerate(self._vocabulary.terms):
            words = {term.tag, *term.probes, *term.classical}
            named = np.array([any(word in text for word in words) for text in said])
            mood = term.group in self._vocabulary.exclusive
            share = MOOD_BORNE_OUT if mood else BORNE_OUT
            self._bars[place] = _bar(strengths[:, place], named, share)

    def scores(self, images: np.ndarray) -> np.ndarray:
        """Cosine to each term less that to the neutral phrases, [N, T]; images are [N, D]."""
        if self._directions is None:
            self._directions = self._text_directions()
        return images @ self._directions.T

    def see(self, images: np.ndarray) -> list[list[Seen]]:
        """For each of the images [N, D] the terms it shows, the surest first."""
        return [self._choose(row) for row in self._strengths(self.scores(images))]

    def _strengths(self, scores: np.ndarray) -> np.ndarray:
        """Strength of each term in each picture, [N, T]; scores are [N, T]."""
        if self._usual is not None:
            mean, spread = self._usual
            scores = (scores - mean) / spread
        things = scores[:, self._things]
        mean, spread = things.mean(axis=1, keepdims=True), things.std(axis=1, keepdims=True)
        among = (scores - mean) / (spread + 1e-6)
        return among + (scores if self._usual is not None else among)

    def _choose(self, strengths: np.ndarray) -> list[Seen]:
        seen: list[Seen] = []
        moods: dict[str, Seen] = {}
        above = (strengths - self._bars).tolist()
        for term, strength in zip(self._vocabulary.terms, above, strict=True):
            if not strength >= 0:
                continue
            if term.group not in self._vocabulary.exclusive:
                seen.append(Seen(term, strength))
            elif term.group not in moods or strength > moods[term.group].strength:
                moods[term.group] = Seen(term, strength)
        return sorted((*seen, *moods.values()), key=lambda each: (-each.strength, each.term.id))

    def _text_directions(self) -> np.ndarray:
        kept = self._kept()
        if kept is not None and kept.is_file():
            return np.load(kept)
        phrases = [term.probes for term in self._vocabulary.terms] + [self._vocabulary.neutral]
        texts = [form.format(word) for each in phrases for word in each for form in _TEMPLATES]
        vectors = self._encode(texts=texts)
        means, start = [], 0
        for each in phrases:
            end = start + len(each) * len(_TEMPLATES)
            mean = vectors[start:end].mean(axis=0)
            means.append(mean / np.linalg.norm(mean))
            start = end
        directions = np.stack(means[:-1]) - means[-1]
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = kept.with_name(kept.name + ".part")
            with part.open("wb") as out:
                np.save(out, directions)
            part.replace(kept)
        return directions

    def _kept(self) -> Path | None:
        if self._cache is None or not self._name:
            return None
        what = repr((self._name, self._vocabulary, _TEMPLATES)).encode()
        return self._cache / f"{hashlib.sha256(what).hexdigest()[:16]}.npy"


def _bar(strengths: np.ndarray, named: np.ndarray, borne_out: float) -> float:
    """The lowest strength above which the captions bear the term out; infinite where none is."""
    order = np.argsort(-strengths, kind="stable")
    above = np.arange(1, len(order) + 1)
    # One more miss than was seen: a few lucky hits are no proof.
    share = np.cumsum(named[order]) / (above + 1)
    good = np.flatnonzero((share >= borne_out) & (above >= LEAST_ABOVE))
    if not len(good):
        return float("inf")
    # Down to the last picture that is named, not into the strangers after it.
    last = np.flatnonzero(named[order][: good[-1] + 1])[-1]
    return float(strengths[order[last]])
