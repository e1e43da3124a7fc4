"""The panel of the review page: facts of the catalogue, three captions, what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from songclip_desktop.records import DRAFTED_KINDS, Caption, Painting
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.caption_row import MARGIN_PX, CaptionRow
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text


class Facts(QWidget):
    """Title and the four facts of the catalogue that a caption must not contradict."""

    def __init__(self) -> None:
        """Empty until `show_painting`."""
        super().__init__()
        self._title = ElidedText("", "painting")
        self._labels = [Text("", "body", "ink_3") for _ in range(4)]
        self._values = [ElidedText() for _ in range(4)]
        grid = QGridLayout(self)
        grid.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 20)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._title, 0, 0, 1, 4)
        for number, (label, value) in enumerate(zip(self._labels, self._values, strict=True)):
            row, column = 1 + number // 2, 2 * (number % 2)
            grid.addWidget(label, row, column)
            grid.addWidget(value, row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """The four labels."""
        words = (self.tr("藏号"), self.tr("品式"), self.tr("作者"), self.tr("尺寸"))
        for label, word in zip(self._labels, words, strict=True):
            label.setText(word)

    def show_painting(self, painting: Painting) -> None:
        """A dash stands for what is not catalogued."""
        comma = self.tr("，")
        values = (
            painting.accession,
            comma.join(part for part in (painting.format, painting.material) if part),
            comma.join(part for part in (painting.artist, painting.dynasty) if part),
            painting.dimensions,
        )
        self._title.setText(painting.title or painting.accession)
        for label, text in zip(self._values, values, strict=True):
            label.setText(text or "–")


class ReviewPanel(QWidget):
    """Shows one work's captions; the page decides what is shown and does what is asked.

    Attributes:
        rows: one for each drafted kind. problem: what could not be written, above the facts.
        approve, withdraw, edit, reject, undo, previous, next: the buttons, with their keys.
        Of approve and withdraw only the one that can be done is seen.
    """

    def __init__(self) -> None:
        """Empty until `show_work`."""
        super().__init__()
        self.rows = {
            kind: CaptionRow(kind, str(number))
            for number, kind in enumerate(DRAFTED_KINDS, start=1)
        }
        self.problem = ErrorPanel()
        self.approve = PrimaryButton(hint="A", tall=True)
        self.withdraw = PlainButton(hint="W", tall=True)
        self.edit = PlainButton(hint="E", tall=True)
        self.reject = QuietButton(hint="R", tall=True)
        self.undo = QuietButton(hint="Z", tall=True)
        self.previous, self.next = QuietButton(hint="K"), QuietButton(hint="J")
        self._facts = Facts()
        self._area = QScrollArea()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        notice = QHBoxLayout()
        notice.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        notice.addWidget(self.problem)
        column.addLayout(notice)
        column.addWidget(self._facts)
        column.addWidget(Hairline())
        column.addWidget(self._scrolling_rows(), 1)
        column.addLayout(self._action_row())

    def _scrolling_rows(self) -> QScrollArea:
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows.values():
            column.addWidget(row)
        column.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(rows)
        self._area.setMinimumHeight(160)
        return self._area

    def _action_row(self) -> QHBoxLayout:
        actions = QHBoxLayout()
        actions.setContentsMargins(MARGIN_PX, 16, MARGIN_PX, 24)
        actions.setSpacing(8)
        for button in (self.approve, self.withdraw, self.edit, self.reject):
            actions.addWidget(button)
        actions.addStretch(1)
        actions.addWidget(self.undo)
        for button in (
            self.approve, self.withdraw, self.edit, self.reject, self.undo, self.previous, self.next,
        ):  # fmt: skip
            # Reached by Tab, never by a click, so that letters keep acting on the page.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return actions

    def retranslate(self) -> None:
        """All words that do not depend on the work."""
        self.previous.setText(self.tr("上一幅"))
        self.next.setText(self.tr("下一幅"))
        self.edit.setText(self.tr("修改"))
        self.withdraw.setText(self.tr("收回通过"))
        self.reject.setText(self.tr("退回"))
        self.undo.setText(self.tr("撤销"))
        self._facts.retranslate()
        for row in self.rows.values():
            row.retranslate()

    def show_work(
        self, painting: Painting, captions: Mapping[str, Caption], *, diff: bool, same: bool
    ) -> None:
        """`same`: the work that was shown before, so the place in the list is kept."""
        if not same:
            self._area.verticalScrollBar().setValue(0)
        self._facts.show_painting(painting)
        for kind, row in self.rows.items():
            row.show_caption(captions.get(kind), diff=diff)

    def show_kind(self, kind: str, *, read_only: bool, awaits: bool) -> None:
        """Which row the keys act on, and what can be done there.

        `awaits`: the one who sits here has not approved the draft yet.
        """
        for name, row in self.rows.items():
            row.set_active(name == kind)
        self.approve.setText(self.tr("通过{kind}").format(kind=kind_word(kind).lower()))
        caption = self.rows[kind].caption
        locked = self.tr("藏品以只读方式打开着。") if read_only else ""
        nothing = "" if caption else self.tr("这一种还没有说明。")
        status = caption.status if caption else ""
        approved = self.tr("已经通过了。") if status == "approved" else ""
        read = self.tr("你已经通过了，还要另一位。") if status == "draft" and not awaits else ""
        withdrawable = bool(approved or read)
        self.approve.setVisible(not withdrawable)
        self.withdraw.setVisible(withdrawable)
        standing = "" if withdrawable else self.tr("还没有通过，没有可收回的。")
        rejected = self.tr("已经退回了。") if status == "rejected" else ""
        for button, reason in (
            (self.approve, locked or nothing or approved or read),
            (self.withdraw, locked or nothing or standing),
            (self.edit, locked or nothing),
            (self.reject, locked or nothing or rejected),
            (self.undo, locked),
        ):
            button.set_possible(not reason, reason)
        self._area.ensureWidgetVisible(self.rows[kind], 0, 24)

    def place_words(self, number: int, total: int, listed: bool = False) -> str:
        """Where one stands among the works of the queue, or the captions of a list."""
        words = self.tr("第 {number} 幅，共 {total} 幅")
        if listed:
            words = self.tr("清单 {number} / {total}")
        return words.format(number=QLocale().toString(number), total=QLocale().toString(total))
