"""The sheets of the compare page, in place of the rankings; and the menu that opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from songclip_desktop.ui.pages.compare_blind import CompareBlind
from songclip_desktop.ui.pages.compare_regression import CompareRegression
from songclip_desktop.ui.pages.compare_tray import CompareTray
from songclip_desktop.ui.widgets.moved_queries import Moved, moved
from songclip_desktop.ui.widgets.query_table_sheet import MovedSheet
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.workflow import evaluate

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.pages.compare import ComparePage


class CompareSheets(QObject):
    """One sheet at a time. Main thread.

    Signals:
        opened: the words of a query that a sheet leads to.

    Attributes:
        current: the name of the open sheet, or empty.
    """

    opened = Signal(str)

    def __init__(self, page: ComparePage) -> None:
        """All built at once, hidden."""
        super().__init__(page)
        self._page, self.current = page, ""
        self.blind = CompareBlind(page.room, page.sides, page)
        self.regression = CompareRegression(page.room, page.sides, page)
        self.tray = CompareTray(page.room, page)
        self.moved = MovedSheet()
        self._all: dict[str, Sheet] = {}
        for sheet in (self.blind.sheet, self.regression.sheet, self.tray.sheet, self.moved):
            self._all[sheet.name] = sheet
            sheet.left.connect(self.close)
            sheet.hide()
            page.main.addWidget(sheet, 1)
        for table in (self.moved, self.regression.sheet):
            table.opened.connect(self._lead)
        page.more.clicked.connect(self._offer)
        page.tray.clicked.connect(lambda: self.open("tray"))
        page.hit.aside.connect(self.count)
        self.tray.changed.connect(self.count)

    def retranslate(self) -> None:
        """All words."""
        for sheet in self._all.values():
            sheet.retranslate()
        for part in (self.blind, self.regression, self.tray):
            part.retranslate()
        self.count()

    def count(self) -> None:
        """How many works are on the tray, on its button."""
        collection = self._page.room.collection
        aside = len(collection.searches.tray()) if collection else 0
        self._page.tray.setText(self.tr("托盘 {count}").format(count=aside))
        self._page.tray.setVisible(aside > 0)

    def open(self, name: str) -> None:
        """Shows a sheet, filled."""
        collection = self._page.room.collection
        if collection is None:
            return
        self.close()
        self.current = name
        sheet = self._all[name]
        sheet.problem.clear()
        if name == "moved":
            self.moved.show_moved(self._moved(collection), self._page.sides.names)
        else:
            {"blind": self.blind, "regression": self.regression, "tray": self.tray}[name].fill()
        assert self._page.head is not None
        self._page.head.hide()
        self._page.want_parts(side=False, body=False)
        sheet.show()
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Back to the rankings."""
        if not self.current:
            return
        self._all[self.current].hide()
        self.current = ""
        self.blind.stop()
        assert self._page.head is not None
        self._page.head.show()
        self._page.want_parts()
        self._page.show_verdict()
        self._page.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def build_menu(self) -> QMenu:
        """What else can be done here."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        compares = bool(self._page.sides.right)
        for name, words, needs in (
            ("blind", self.tr("盲测：不看名字，哪边更好…"), True),
            ("regression", self.tr("记下的判断，再考一遍…"), True),
            ("moved", self.tr("留出说明的升降…"), True),
            ("tray", self.tr("托盘…"), False),
        ):
            action = menu.addAction(words)
            action.setEnabled(compares or not needs)
            action.setToolTip("" if compares or not needs else self.tr("训练一次之后才有两列"))
            action.triggered.connect(lambda _on=False, name=name: self.open(name))
        return menu

    def _offer(self) -> None:
        button, menu = self._page.more, self.build_menu()
        corner = QPoint(button.width() - menu.sizeHint().width(), button.height() + 4)
        menu.popup(button.mapToGlobal(corner))

    def _lead(self, query: str) -> None:
        self.close()
        self.opened.emit(query)

    def _moved(self, collection: Collection) -> list[Moved]:
        """Ranks of the sides as they were measured; two runs are joined by their captions."""
        left, right = self._page.sides.pair
        told = (
            evaluate.read(collection.runs.dir(right)).queries
            if _measured(collection, right)
            else []
        )
        if not left or not told:
            return moved(told)
        if not _measured(collection, left):
            return []
        before = {
            query["caption"]: query["rank_finetuned"]
            for query in evaluate.read(collection.runs.dir(left)).queries
        }
        return moved(
            [
                {**query, "rank_zero_shot": before[query["caption"]]}
                for query in told
                if query["caption"] in before
            ]
        )


def _measured(collection: Collection, run: str) -> bool:
    return (collection.runs.dir(run) / evaluate.FILE).is_file()
