"""Drafts without any network: catalogue facts, and what the collection's own model recognises."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence

from songclip_desktop import paths
from songclip_desktop.drafting import vocabulary
from songclip_desktop.drafting.compose import MOODS, compose
from songclip_desktop.drafting.drafter import Drafted, State, Usage, Work
from songclip_desktop.drafting.recognise import Encode, Recogniser, Reference, Seen
from songclip_desktop.drafting.vocabulary import Term
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, ShouldStop, Stopped, never
from songclip_desktop.records import Image

BATCH = 16
# Width over height from which a picture without a catalogued format is surely a scroll.
HANDSCROLL_ASPECT, HANGING_ASPECT = 2.5, 0.6
PAUSE_S = 0.1


class OfflineDrafter:
    """Recognises and words. One run on one thread; sends nothing anywhere.

    Attributes:
        usage: stays empty: nothing is called and nothing is paid.
    """

    origin = "offline"

    def __init__(
        self,
        encode: Encode | None,
        model: str = "",
        *,
        references: Sequence[Reference] = (),
        held: ShouldStop = never,
    ) -> None:
        """Encodes nothing yet.

        Args:
            encode: the collection's model; None leaves the catalogue facts alone.
            model: its name and stamp.
            references: pictures of the same collection with their approved captions, to know
                what is usual in it and how far the model can be believed.
            held: while true no further batch is begun.
        """
        self.usage = Usage()
        self._encode = encode
        self._name = model.split(" ")[0]
        self._references = tuple(references)
        self._held = held
        self._words = vocabulary.load()
        cache = paths.home() / "cache" / "drafting"
        self._recogniser = (
            Recogniser(self._words, encode, model, cache) if encode is not None else None
        )

    def draft(self, works: Sequence[Work], listener: Listener) -> None:
        """See `Drafter.draft`; `progress` counts works."""
        listener.progress(Progress(0, len(works), "picture"))
        if works:
            self._learn()
        for start in range(0, len(works), BATCH):
            while self._held() and not listener.should_stop():
                time.sleep(PAUSE_S)
            if listener.should_stop():
                raise Stopped
            batch = works[start : start + BATCH]
            began = time.monotonic()
            for work in batch:
                listener.item(State(work.painting.id, "working"))
            for work, seen in zip(batch, self._recognise(batch), strict=True):
                self._write(work, seen, listener, (time.monotonic() - began) / len(batch))
            listener.progress(Progress(start + len(batch), len(works), "picture"))

    def _learn(self) -> None:
        if self._recogniser is None:
            return
        there = [each for each in self._references if each.picture.is_file()]
        # A damaged reference is a reason to know less, not to draft nothing.
        with contextlib.suppress(SongClipError):
            self._recogniser.learn(there)

    def _recognise(self, batch: Sequence[Work]) -> list[list[Seen] | SongClipError]:
        """What each picture shows; a picture that cannot be read is its own error alone."""
        if self._recogniser is None:
            return [[] for _ in batch]
        assert self._encode is not None
        try:
            vectors = self._encode(images=[work.picture for work in batch])
            return list(self._recogniser.see(vectors))
        except SongClipError as error:
            if len(batch) == 1:
                return [error]
        return [self._recognise([work])[0] for work in batch]

    def _write(
        self, work: Work, seen: list[Seen] | SongClipError, listener: Listener, seconds: float
    ) -> None:
        painting = work.painting
        if isinstance(seen, SongClipError):
            listener.item(State(painting.id, "failed", seconds, seen))
            return
        texts = compose(painting, self._terms(work, seen), work.kinds)
        for kind, text in texts.items():
            drafted = Drafted(
                painting.id,
                painting.accession,
                kind,
                text,
                self.origin,
                f"offline · {self._name}" if self._name else "offline",
                self._words.version,
            )
            listener.item(drafted)
        error = None if set(texts) == set(work.kinds) else _nothing_known()
        name = "written" if error is None else "failed"
        listener.item(State(painting.id, name, seconds, error))

    def _terms(self, work: Work, seen: Sequence[Seen]) -> list[Term]:
        """What the title names, then what was recognised; catalogued moods are not guessed at."""
        painting = work.painting
        named = vocabulary.named_in(painting.title, self._words)
        settled = {term.group for term in named if term.group in MOODS}
        terms = list(named)
        for each in seen:
            if each.term not in terms and each.term.group not in settled:
                terms.append(each.term)
        by_shape = _format_of(painting.image) if not painting.format else None
        if painting.format or by_shape:
            terms = [term for term in terms if term.group != "format"]
        if painting.material:
            terms = [term for term in terms if term.group != "technique"]
        return terms + [term for term in self._words.terms if term.id == by_shape]


def _format_of(image: Image | None) -> str | None:
    """A scroll by its shape; None where the shape does not tell."""
    if image is None or not image.height_px:
        return None
    aspect = image.width_px / image.height_px
    if aspect >= HANDSCROLL_ASPECT:
        return "handscroll"
    return "hanging" if aspect <= HANGING_ASPECT else None


def _nothing_known() -> SongClipError:
    return SongClipError(
        "nothing_recognised",
        say(
            "画中没有认出有把握的景物，编目事项也不足以成句。",
            "Nothing was recognised with confidence, and the catalogue facts make no sentence.",
        ),
        say(
            "请自己撰写，或改用联网的撰稿服务。",
            "Write it yourself, or use a remote drafting service.",
        ),
    )
