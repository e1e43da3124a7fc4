"""The panel at the right of the texts page: what goes with the passage, or with one of its works."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from songclip_desktop import chinese
from songclip_desktop.records import Pair, Passage
from songclip_desktop.ui.models.passage_tasks import PassageTasks
from songclip_desktop.ui.widgets.pair_panel import PairPanel
from songclip_desktop.workflow import annotate, review

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

Act = Callable[["Collection", str], review.ReviewResult]


class TextPairs(QObject):
    """Fills the panel and does what it asks for.

    Attributes:
        panel: what is shown.
    """

    def __init__(
        self, room: Room, tasks: PassageTasks, write: Callable[[Act], object], parent: QObject
    ) -> None:
        """`write` does an act in the curator's name."""
        super().__init__(parent)
        self._room, self._tasks, self._write = room, tasks, write
        self._passage: Passage | None = None
        self.panel = PairPanel(room.thumbnails)
        self.panel.find_asked.connect(self._find)
        self.panel.confirmed.connect(lambda one: self._decide(review.approve, one))
        self.panel.rejected.connect(lambda one: self._decide(review.reject, one))
        self.panel.passages_asked.connect(self.show_work)
        self.panel.back_asked.connect(lambda: self.show_passage(self._passage))
        self.panel.opened.connect(lambda painting: room.go("collection", painting=painting))
        tasks.search_wrong.connect(self.panel.problem.show_error)

    def forget(self) -> None:
        """Another collection: its works are others."""
        self.panel.forget()

    def forget_work(self) -> None:
        """The next refresh shows the passage's pictures again."""
        self.panel.work = None

    def refresh(self, passage: Passage | None) -> None:
        """The passage's pictures anew, or still the passages of the work that is shown."""
        self._passage = passage
        if self.panel.work is not None:
            self.show_work(self.panel.work.id)
        else:
            self.show_passage(passage)

    def show_passage(self, passage: Passage | None) -> None:
        """The pictures that go with a passage."""
        self._passage = passage
        collection = self._room.collection
        if collection is None or passage is None:
            self.panel.show_pairs("", (), False, False)
            return
        kept = _in_order(collection.pairs.list(passage_id=passage.id))
        works = {w.id: w for w in collection.paintings.records([p.painting_id for p in kept])}
        rows = [(pair, works[pair.painting_id]) for pair in kept if pair.painting_id in works]
        busy = self._tasks.searching == ("passage", passage.id)
        query = annotate.pairing_query(passage)
        read = chinese.kept_text(query)  # what the model reads of it
        said = read if read == query else f"{read}…"
        self.panel.show_pairs(said, rows, not collection.read_only, busy)

    def show_work(self, painting_id: int) -> None:
        """The passages that go with a work, instead of the passage's pictures."""
        collection = self._room.collection
        works = collection.paintings.records([painting_id]) if collection else []
        if collection is None or not works:
            self.show_passage(self._passage)
            return
        kept = _in_order(collection.pairs.list(painting_id=painting_id))
        rows = [(pair, collection.passages.get(pair.passage_id)) for pair in kept]
        busy = self._tasks.searching == ("work", painting_id)
        self.panel.show_work(works[0], rows, not collection.read_only, busy)

    def _find(self) -> None:
        work = self.panel.work
        self.panel.problem.clear()
        if work is not None:
            self._tasks.find_passages(work.id, self.tr("找相合的段落"))
        elif self._passage is not None:
            kind = self.panel.kind.current()
            self._tasks.find(self._passage, self.tr("找相合的画"), kind)
        self.refresh(self._passage)

    def _decide(self, act: Callable[..., review.ReviewResult], pair_id: int) -> None:
        self._write(lambda c, by: act(c, review.select(c, ids=[pair_id]), by))


def _in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """Without the rejected ones; confirmed first, then the nearest."""
    kept = [pair for pair in pairs if pair.status != "rejected"]
    return sorted(kept, key=lambda pair: (pair.status != "approved", -(pair.score or 0.0), pair.id))
