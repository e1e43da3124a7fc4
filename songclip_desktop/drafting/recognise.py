"""What a picture shows, by a Chinese-CLIP model's own zero-shot judgement; doubt is silence.

A term's score is the cosine to its probe phrases less that to neutral phrases. Cosines of
different terms are not comparable, so each is held against the same term's scores over reference
pictures of the same collection: a term is seen where it rises far above what is usual for it.
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
# Standard deviations above the usual that count as seen; measured on the demo collection.
SEEN_ABOVE = 1.6
# The same among the terms of one exclusive group, and how far the best must lead the second.
MOOD_ABOVE = 1.0
MOOD_LEAD = 0.5
_TEMPLATES = ("{}", "一幅{}", "画中的{}")


class Encode(Protocol):
    """The model."""

    def __call__(self, *, texts: Sequence[str] = (), images: Sequence[Path] = ()) -> np.ndarray:
        """Unit vectors [N, D]: the texts in their order, then the images in theirs."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """A term that was recognised, and by how many standard deviations."""

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

    def learn_usual(self, pictures: Sequence[Path]) -> None:
        """Takes from reference pictures how each term scores where nothing is known of it."""
        if len(pictures) < LEAST_REFERENCES:
            return
        scores = self.scores(self._encode(images=pictures))
        self._usual = scores.mean(axis=0), scores.std(axis=0) + 1e-6

    def scores(self, images: np.ndarray) -> np.ndarray:
        """Cosine to each term less that to the neutral phrases, [N, T]; images are [N, D]."""
        if self._directions is None:
            self._directions = self._text_directions()
        return images @ self._directions.T

    def see(self, images: np.ndarray) -> list[list[Seen]]:
        """For each of the images [N, D] the terms it shows, the surest first."""
        return [self._choose(row) for row in self._strengths(self.scores(images))]

    def _strengths(self, scores: np.ndarray) -> np.ndarray:
        if self._usual is not None:
            mean, spread = self._usual
            return (scores - mean) / spread
        # Without references: how far a term stands out among the others of the same picture.
        mean = scores.mean(axis=1, keepdims=True)
        return (scores - mean) / (scores.std(axis=1, keepdims=True) + 1e-6) - 0.5

    def _choose(self, strengths: np.ndarray) -> list[Seen]:
        seen: list[Seen] = []
        moods: dict[str, list[Seen]] = {}
        for term, strength in zip(self._vocabulary.terms, strengths.tolist(), strict=True):
            if term.group in self._vocabulary.exclusive:
                moods.setdefault(term.group, []).append(Seen(term, strength))
            elif strength >= SEEN_ABOVE:
                seen.append(Seen(term, strength))
        for group in moods.values():
            best, second = sorted(group, key=lambda each: -each.strength)[:2]
            if best.strength >= MOOD_ABOVE and best.strength - second.strength >= MOOD_LEAD:
                seen.append(best)
        return sorted(seen, key=lambda each: (-each.strength, each.term.id))

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
