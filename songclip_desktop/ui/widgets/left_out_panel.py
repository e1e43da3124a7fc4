"""Works that were not learned from, because they are a held-out one under another number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.figure_table import FigureTable
from songclip_desktop.ui.widgets.text import Text

SHOWN = 100


class LeftOutPanel(QWidget):
    """Which, like which, and by what it is seen; the first hundred."""

    def __init__(self) -> None:
        """Empty until `show_works`."""
        super().__init__()
        self.table = FigureTable()
        self.more = Text("", "label", "ink_3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.table)
        column.addWidget(self.more)

    def show_works(self, left_out: Sequence[Mapping[str, Any]]) -> None:
        """`left_out` of a training."""
        why = {
            "accession": self.tr("藏号只差局部"),
            "picture": self.tr("图片相同"),
            "caption": self.tr("长说明逐字相同"),
            "title": self.tr("题名相同，图片几乎相同"),
            "group": self.tr("与同一件相连"),
        }
        heads = (self.tr("没有学的"), self.tr("就是"), self.tr("凭什么看出"))
        rows = [
            (str(one["work"]), str(one["like"]), why.get(str(one["why"]), ""))
            for one in left_out[:SHOWN]
        ]
        self.table.show_figures(self.tr("没有学的作品"), heads, rows, words=3)
        rest = len(left_out) - len(rows)
        self.more.setText(self.tr("另有 {n} 件。").format(n=QLocale().toString(rest)))
        self.more.setVisible(rest > 0)

    def line(self, left_out: Sequence[Mapping[str, Any]]) -> str:
        """What stands when it is folded."""
        words = self.tr("{n} 件其实是测试作品的另一面貌，没有拿来学，否则测试不算数。")
        return words.format(n=QLocale().toString(len(left_out)))
