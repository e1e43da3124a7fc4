"""What goes together: pictures for a passage, or passages for a picture; the curator decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.records import WORK_KINDS, Painting, Pair, Passage
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.marks import work_kind_word
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.pair_rows import PairRow, PassageRow, WorkRow
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.span_text import SpanText
from songclip_desktop.ui.widgets.text import ElidedText, Text

WORK_PX = (256, 160)

translate = QCoreApplication.translate


class PairPanel(QWidget):
    """The search prompt (or the work), the pairs, and a way to look for more.

    Signals:
        find_asked: wants more looked for. confirmed, rejected: a pair's id. opened: a painting's
        id. passages_asked: the painting whose passages are wanted. passage_opened: a passage's
        id. back_asked: wants the pictures of the passage again.

    Attributes:
        work: the painting whose passages are shown, or None. kind: what is looked for.
    """

    find_asked = Signal()
    confirmed = Signal(int)
    rejected = Signal(int)
    opened = Signal(int)
    passages_asked = Signal(int)
    passage_opened = Signal(int)
    back_asked = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self.work: Painting | None = None
        self._title, self._label = Text("", "section"), Text("", "label", "ink_3")
        self._query = SpanText("reading")
        self._picture = Picture(thumbnails, *WORK_PX)
        self._name = ElidedText("", "name", "ink")
        self._note = Text("", "body", "ink_2", wrap=True)
        self._keys = Text("", "label", "ink_3", wrap=True)
        self.problem = ErrorPanel()
        self.kind = Choice()
        self.search, self.of_work = PlainButton(icon="search"), QuietButton(icon="annotate")
        self.back = QuietButton()
        self.rows: list[PairRow] = []
        self._current: int | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._lay()
        self.search.clicked.connect(self.find_asked)
        self.back.clicked.connect(self.back_asked)
        self.of_work.clicked.connect(self._ask_passages)

    def retranslate(self) -> None:
        """Titles and words of buttons; the rows come with what is shown."""
        self._label.setText(translate("pairs", "检索语"))
        self.of_work.setText(translate("pairs", "这幅画的典籍"))
        self.back.setText(translate("pairs", "回到这一则"))
        self.kind.setAccessibleName(translate("pairs", "找哪一类"))
        every = ("", translate("pairs", "各类"))
        self.kind.set_choices([every, *((each, work_kind_word(each)) for each in WORK_KINDS)])
        self._keys.setText(translate("pairs", "Shift+J、K 选一对，Shift+A 配，Shift+R 不合"))

    def forget(self) -> None:
        """Another collection: neither its works nor its pairs are known."""
        self.work, self._current = None, None

    def show_pairs(
        self, query: str, pairs: Sequence[tuple[Pair, Painting]], possible: bool, busy: bool
    ) -> None:
        """What is looked for with, and the works: confirmed first, then the nearest.

        Args:
            query: the search prompt, or the passage's own words.
            pairs: with their works; rejected ones are left out by the caller.
            possible: whether anything can be decided.
            busy: a search is under way.
        """
        self.work = None
        rows = []
        for pair, painting in pairs:
            row = WorkRow(self._thumbnails, pair, painting, possible)
            row.opened.connect(self.opened)
            rows.append(row)
        self._query.show_text(query)
        self._title.setText(translate("pairs", "相合的画"))
        none = translate("pairs", "还没有配画。用检索语在藏品里找，再由你定。")
        more, first = translate("pairs", "再找几幅"), translate("pairs", "找相合的画")
        self._show(rows, none, more if rows else first, possible, busy)

    def show_work(
        self, work: Painting, pairs: Sequence[tuple[Pair, Passage]], possible: bool, busy: bool
    ) -> None:
        """A work and the passages that go with it; arguments as for `show_pairs`."""
        self.work = work
        rows = []
        for pair, passage in pairs:
            row = PassageRow(pair, passage, possible)
            row.opened.connect(self.passage_opened)
            rows.append(row)
        self._picture.show_painting(work)
        self._name.setText(f"{work.title or work.accession} · {work_kind_word(work.work_kind)}")
        self._title.setText(translate("pairs", "相合的段落"))
        none = translate("pairs", "还没有配上段落。用这幅画在典籍里找，再由你定。")
        more, first = translate("pairs", "再找几则"), translate("pairs", "找相合的段落")
        self._show(rows, none, more if rows else first, possible, busy)

    def step(self, by: int) -> None:
        """To the next (+1) or previous (-1) pair; the keys mean that one then."""
        if self.rows:
            place = min(max(self._place() + by, 0), len(self.rows) - 1)
            self._go_to(self.rows[place].pair.id)

    def decide(self, yes: bool) -> None:
        """Confirms or turns down the pair that is meant, and means the next one to decide on."""
        if not self.rows:
            return
        place = self._place()
        row = self.rows[place]
        left = [*self.rows[place + 1 :], *self.rows[:place]]
        following = next((each for each in left if each.pair.status == "draft"), None)
        if following is not None:
            self._current = following.pair.id
        row.decide(yes)

    # -- inside ------------------------------------------------------------------------------

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        left = Qt.AlignmentFlag.AlignLeft
        column.addWidget(self.back, 0, left)
        column.addWidget(self._title)
        column.addSpacing(8)
        for widget in (self._label, self._query, self._picture, self._name):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.problem)
        column.addWidget(self._note)
        column.addLayout(self._list)
        column.addSpacing(12)
        for widget in (self.kind, self.search, self.of_work):
            column.addWidget(widget, 0, left)
        column.addWidget(self._keys)
        column.addStretch(1)

    def _show(
        self, rows: Sequence[PairRow], none: str, search: str, possible: bool, busy: bool
    ) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self.rows = list(rows)
        for row in rows:
            row.confirmed.connect(self.confirmed)
            row.rejected.connect(self.rejected)
            row.pointed.connect(self._go_to)
            self._list.addWidget(row)
        for_work = self.work is not None
        for widget in (self._label, self._query, self.kind):
            widget.setVisible(not for_work)
        for widget in (self._picture, self._name, self.back):
            widget.setVisible(for_work)
        self.of_work.setVisible(not for_work and bool(rows))
        self._keys.setVisible(bool(rows) and possible)
        self._note.setVisible(not rows or busy)
        self._note.setText(translate("pairs", "正在找…") if busy else none)
        self.search.setText(search)
        self.search.set_possible(possible and not busy, translate("pairs", "藏品是只读打开的"))
        self._mark()

    def _place(self) -> int:
        ids = [row.pair.id for row in self.rows]
        return ids.index(self._current) if self._current in ids else 0

    def _go_to(self, pair_id: int) -> None:
        self._current = pair_id
        self._mark()

    def _mark(self) -> None:
        for place, row in enumerate(self.rows):
            row.set_current(place == self._place() and len(self.rows) > 1)

    def _ask_passages(self) -> None:
        if self.rows:
            self.passages_asked.emit(self.rows[self._place()].pair.painting_id)
