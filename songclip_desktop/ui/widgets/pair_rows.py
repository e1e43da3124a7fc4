"""One suggested or confirmed pair: a work beside a passage, or a passage beside a work."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import Painting, Pair, Passage
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.marks import StatusMark, work_kind_word
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text

PICTURE_PX = 88
_SHOWN = 48  # characters of a passage

translate = QCoreApplication.translate


class PairRow(QWidget):
    """What is common to both: what can be decided, and whether the keys mean this one.

    Signals:
        confirmed, rejected: the pair's id. opened: the id of the work or passage.
        pointed: the pair's id, when it was clicked on.
    """

    heard_as = QAccessible.Role.Grouping
    confirmed = Signal(int)
    rejected = Signal(int)
    opened = Signal(int)
    pointed = Signal(int)

    def __init__(self, pair: Pair, possible: bool) -> None:
        """`possible`: whether anything can be decided."""
        super().__init__()
        self.pair = pair
        self._possible = possible
        self._current = False

    def set_current(self, current: bool) -> None:
        """Whether the keys mean this pair."""
        self._current = current
        self.update()

    def decide(self, yes: bool) -> None:
        """As if its button had been pressed."""
        if self._possible and not (yes and self.pair.status == "approved"):
            (self.confirmed if yes else self.rejected).emit(self.pair.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The keys mean this pair from now on."""
        self.pointed.emit(self.pair.id)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground behind the one the keys mean."""
        if self._current:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(self.rect().adjusted(0, 5, 0, 0), 6, 6)

    def answers(self) -> QHBoxLayout:
        """The buttons; a confirmed pair says so instead of asking."""
        answers = QHBoxLayout()
        answers.setSpacing(4)
        reason = translate("pairs", "藏品是只读打开的")
        no = QuietButton(translate("pairs", "不合"))
        no.clicked.connect(lambda: self.rejected.emit(self.pair.id))
        no.set_possible(self._possible, reason)
        if self.pair.status == "approved":
            mark = StatusMark("approved")
            mark.set_status("approved", translate("pairs", "已配"))
            answers.addWidget(mark)
        else:
            yes = PlainButton(translate("pairs", "配为插图"), icon="link")
            yes.clicked.connect(lambda: self.confirmed.emit(self.pair.id))
            yes.set_possible(self._possible, reason)
            answers.addWidget(yes)
        answers.addWidget(no)
        answers.addStretch(1)
        return answers

    def frame(self) -> QVBoxLayout:
        """The row's own layout below a hairline."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 6)
        whole.setSpacing(12)
        whole.addWidget(Hairline())
        return whole


class WorkRow(PairRow):
    """A picture, its title, how near it is, and what can be decided."""

    def __init__(
        self, thumbnails: Thumbnails, pair: Pair, painting: Painting, possible: bool
    ) -> None:
        """`opened` names the work."""
        super().__init__(pair, possible)
        picture = Picture(thumbnails, PICTURE_PX, PICTURE_PX, middle=True)
        picture.show_painting(painting)
        picture.lead_on()
        picture.clicked.connect(lambda: self.opened.emit(painting.id))
        title = ElidedText(painting.title or painting.accession, "name", "ink")
        meta = f"{work_kind_word(painting.work_kind)} · {painting.accession}"
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(ElidedText(meta, "label", "ink_3"))
        if pair.score is not None:
            column.addWidget(ElidedText(nearness(pair), "label", "ink_3"))
        column.addSpacing(4)
        column.addLayout(self.answers())
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture)
        row.addLayout(column, 1)
        self.frame().addLayout(row)
        self.setAccessibleName(f"{painting.title} {meta} {nearness(pair)}")


class PassageRow(PairRow):
    """Where a passage stands, how it begins, how near it is, and what can be decided."""

    def __init__(self, pair: Pair, passage: Passage, possible: bool) -> None:
        """`opened` names the passage."""
        super().__init__(pair, possible)
        book = f"《{passage.source}》" if passage.source else ""
        place = f"{book}{passage.chapter}"
        text = passage.text.replace("\n", " ")
        begins = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        self._words = Text(worded(begins, "name"), "name", "ink", wrap=True)
        self._words.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words.installEventFilter(self)
        self._words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._passage_id = passage.id
        column = self.frame()
        column.setSpacing(6)
        where = " · ".join(filter(None, (worded(place, "label"), nearness(pair))))
        column.addWidget(ElidedText(where, "label", "ink_3"))
        column.addWidget(self._words)
        column.addLayout(self.answers())
        self.setAccessibleName(f"{place} {begins}")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """A click on the words, or Enter, goes to the passage."""
        entered = isinstance(event, QKeyEvent) and event.key() in (
            Qt.Key.Key_Return, Qt.Key.Key_Enter,
        )  # fmt: skip
        pressed = entered and event.type() == QEvent.Type.KeyPress
        if watched is self._words and (pressed or event.type() == QEvent.Type.MouseButtonRelease):
            self.opened.emit(self._passage_id)
            return True
        return False


def nearness(pair: Pair) -> str:
    """How near the two are, in words; nothing where nobody searched."""
    if pair.score is None:
        return ""
    return translate("pairs", "相似 {score}").format(score=f"{pair.score:.2f}")
