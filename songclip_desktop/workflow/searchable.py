"""What can be found in a collection: works with a picture, approved captions, passages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Caption, Image, Painting, Passage
from songclip_desktop.retrieval.generations import digest
from training import protocol


@dataclass(frozen=True)
class Contents:
    """What can be found in a collection: works with a picture, approved captions, passages.

    Attributes:
        pictures: all images of these works, work after work, the primary one first.
        paths: where each of them lies, by image id.
    """

    works: tuple[Painting, ...]
    pictures: tuple[Image, ...]
    captions: tuple[Caption, ...]
    passages: tuple[Passage, ...]
    paths: dict[int, Path]

    @cached_property
    def texts(self) -> dict[int, str]:
        """Each text by its id; captions and passages draw theirs from one sequence."""
        return {each.id: each.text for each in (*self.captions, *self.passages)}

    @cached_property
    def text_hashes(self) -> dict[str, str]:
        """16 hex digits for each text, by its id as JSON writes it."""
        return {
            str(id): hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            for id, text in self.texts.items()
        }

    @cached_property
    def image_hashes(self) -> dict[str, str]:
        """What each picture's rows are made from, by its id as JSON writes it.

        The hash of its bytes, and for a scroll the rule by which it is cut into windows.
        """
        return {
            str(image.id): f"{image.sha256}/{protocol.WINDOWS_RULE}"
            if protocol.windows(image.width_px, image.height_px)
            else image.sha256
            for image in self.pictures
        }

    @cached_property
    def digests(self) -> tuple[str, str]:
        """Of all that the pictures' rows, and the texts' rows, are made from."""
        return digest(self.image_hashes), digest(self.text_hashes)

    @cached_property
    def work(self) -> dict[int, Painting]:
        """Each work by its id."""
        return {work.id: work for work in self.works}

    @cached_property
    def image(self) -> dict[int, Image]:
        """Each picture by its id."""
        return {image.id: image for image in self.pictures}

    @cached_property
    def caption(self) -> dict[int, Caption]:
        """Each caption by its id."""
        return {caption.id: caption for caption in self.captions}

    @cached_property
    def passage(self) -> dict[int, Passage]:
        """Each passage by its id."""
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def work_of_image(self) -> dict[int, int]:
        """The work that each picture belongs to."""
        return {image.id: image.painting_id for image in self.pictures}

    @cached_property
    def own_text(self) -> dict[int, int]:
        """Each text for itself: texts are not put together by work."""
        return {id: id for id in self.texts}

    @cached_property
    def said(self) -> dict[str, frozenset[int]]:
        """The works that an approved caption says these very words of."""
        found: dict[str, set[int]] = {}
        for caption in self.captions:
            found.setdefault(caption.text, set()).add(caption.painting_id)
        return {text: frozenset(works) for text, works in found.items()}

    def at_hand(self) -> Contents:
        """Itself, with all that a search and its answer look up worked out. Any thread."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)
        return self

    @cached_property
    def image_works(self) -> tuple[np.ndarray, np.ndarray]:
        """int64 [P] ids of the pictures, and [P] of the work of each."""
        pairs = [(image.id, image.painting_id) for image in self.pictures]
        return _columns(pairs)

    @cached_property
    def caption_works(self) -> tuple[np.ndarray, np.ndarray]:
        """int64 [C] ids of the captions, and [C] of the work of each."""
        return _columns([(caption.id, caption.painting_id) for caption in self.captions])


def _columns(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


# A search reads all that can be found; most of them come one after the other, without a write.
_kept: WeakKeyDictionary[Collection, tuple[tuple[int, int], Contents]] = WeakKeyDictionary()


def contents(collection: Collection) -> Contents:
    """Reads what can be found in a collection; quick while nothing was written. Main thread."""
    version = collection.version
    kept = _kept.get(collection)
    if kept is None or kept[0] != version:
        kept = _kept[collection] = (version, _read(collection))
    return kept[1]


def known(collection: Collection) -> Contents | None:
    """What can be found, if it was read and nothing was written since. Main thread; quick."""
    kept = _kept.get(collection)
    return kept[1] if kept is not None and kept[0] == collection.version else None


def latest(collection: Collection) -> Contents | None:
    """What was read last, which a later write may have outdated. Main thread; quick."""
    kept = _kept.get(collection)
    return None if kept is None else kept[1]


def keep(collection: Collection, version: tuple[int, int], found: Contents) -> None:
    """Keeps what was read elsewhere, begun at that version of the records. Main thread."""
    _kept[collection] = (version, found)


def _read(collection: Collection) -> Contents:
    works = tuple(collection.paintings.all(with_image=True))
    order = {work.id: place for place, work in enumerate(works)}
    pictures = sorted(
        (image for image in collection.paintings.all_images() if image.painting_id in order),
        key=lambda image: (order[image.painting_id], not image.primary, image.id),
    )
    return Contents(
        works,
        tuple(pictures),
        tuple(collection.captions.list(status="approved")),
        tuple(collection.passages.list()),
        {image.id: collection.images.path(image) for image in pictures},
    )
