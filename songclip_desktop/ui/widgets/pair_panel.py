"""Pictures that go with a passage: suggested by search, confirmed or turned down by the curator."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import Painting, Pair
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.marks import StatusMark, work_kind_word
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Reading, Text

PICTURE_PX = 88

translate = QCoreApplication.translate


class _PairRow(QWidget):
    """A picture, its title, how near it is, and what can be decided."""

    confirmed = Signal(int)
    rejected = Signal(int)
    opened = Signal(int)

    def __init__(
        self, thumbnails: Thumbnails, pair: Pair, painting: Painting, possible: bool
    ) -> None:
        super().__init__()
        picture = Picture(thumbnails, PICTURE_PX, PICTURE_PX, middle=True)
        picture.show_painting(painting)
        picture.clicked.connect(lambda: self.opened.emit(painting.id))
        title = ElidedText(painting.title or painting.accession, "name", "ink")
        near = ""
        if pair.score is not None:
            near = " · " + translate("pairs", "相似 {score}").format(score=f"{pair.score:.2f}")
        meta = f"{work_kind_word(painting.work_kind)} · {painting.accession}{near}"
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(ElidedText(meta, "label", "ink_3"))
        column.addSpacing(4)
        column.addLayout(self._answers(pair, possible))
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture)
        row.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(Hairline())
        whole.addLayout(row)
        self.setAccessibleName(f"{painting.title} {meta}")

    def _answers(self, pair: Pair, possible: bool) -> QHBoxLayout:
        answers = QHBoxLayout()
        answers.setSpacing(4)
        no = QuietButton(translate("pairs", "不合"))
        no.clicked.connect(lambda: self.rejected.emit(pair.id))
        no.set_possible(possible, translate("pairs", "藏品是只读打开的"))
        if pair.status == "approved":
            mark = StatusMark("approved")
            mark.set_status("approved", translate("pairs", "已配"))
            answers.addWidget(mark)
        else:
            yes = PlainButton(translate("pairs", "配为插图"), icon="link")
            yes.clicked.connect(lambda: self.confirmed.emit(pair.id))
            yes.set_possible(possible, translate("pairs", "藏品是只读打开的"))
            answers.addWidget(yes)
        answers.addWidget(no)
        answers.addStretch(1)
        return answers


class PairPanel(QWidget):
    """The search prompt, the pairs, and a way to look for more.

    Signals:
        find_asked: wants pictures looked for. confirmed, rejected: a pair's id.
        opened: a painting's id.
    """

    find_asked = Signal()
    confirmed = Signal(int)
    rejected = Signal(int)
    opened = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty."""
        super().__init__()
        self._thumbnails = thumbnails
        self._title, self._label = Text("", "section"), Text("", "label", "ink_3")
        self._query = Reading(role="reading")
        self._note = Text("", "body", "ink_2", wrap=True)
        self.problem = ErrorPanel()
        self.search = PlainButton(icon="search")
        self.search.clicked.connect(self.find_asked)
        self._rows: list[_PairRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addSpacing(8)
        column.addWidget(self._label)
        column.addWidget(self._query)
        column.addSpacing(8)
        column.addWidget(self.problem)
        column.addWidget(self._note)
        column.addLayout(self._list)
        column.addSpacing(12)
        column.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._count = 0

    def retranslate(self) -> None:
        """Titles and words of buttons; the rows come with `show_pairs`."""
        self._title.setText(translate("pairs", "相合的画"))
        self._label.setText(translate("pairs", "检索语"))

    def show_pairs(
        self, query: str, pairs: Sequence[tuple[Pair, Painting]], possible: bool, busy: bool
    ) -> None:
        """What is looked for with, and the pairs: confirmed first, then the nearest.

        Args:
            query: the search prompt, or the passage's own words.
            pairs: with their works; rejected ones are left out by the caller.
            possible: whether anything can be decided.
            busy: a search is under way.
        """
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._rows = []
        for pair, painting in pairs:
            row = _PairRow(self._thumbnails, pair, painting, possible)
            row.confirmed.connect(self.confirmed)
            row.rejected.connect(self.rejected)
            row.opened.connect(self.opened)
            self._rows.append(row)
            self._list.addWidget(row)
        self._query.set_text(query)
        self._note.setVisible(not pairs or busy)
        none = translate("pairs", "还没有配画。用检索语在藏品里找，再由你定。")
        self._note.setText(translate("pairs", "正在找…") if busy else none)
        more, first = translate("pairs", "再找几幅"), translate("pairs", "找相合的画")
        self.search.setText(more if pairs else first)
        self.search.set_possible(possible and not busy, translate("pairs", "藏品是只读打开的"))
