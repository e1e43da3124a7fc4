"""All keys of the review page, on one sheet."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import key_width, paint_key
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import Text

GAP_PX = 6


class Keys(QWidget):
    """One or more keys in their boxes."""

    heard_as = QAccessible.Role.StaticText

    def __init__(self, keys: tuple[str, ...]) -> None:
        """Side by side, in the order given."""
        super().__init__()
        self._keys = keys
        self.setAccessibleName(" ".join(keys))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """All boxes in a row."""
        width = sum(key_width(key) + GAP_PX for key in self._keys)
        return QSize(int(width) + 1, theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box by box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.5
        for key in self._keys:
            paint_key(painter, x, self.height() / 2, key, theme.colour("ink_2"))
            x += key_width(key) + GAP_PX


class KeysSheet(Sheet):
    """What each key does; letters are text while a caption is edited."""

    name = "keys"

    def __init__(self) -> None:
        """The words come with `retranslate`."""
        super().__init__()
        self._note = Text("", "label", "ink_3", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.body.addSpacing(4)
        self.body.addWidget(self._note)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """All anew."""
        super().retranslate()
        self.say(self.tr("快捷键"))
        self._note.setText(
            self.tr("修改时字母就是文字：Ctrl+Enter 通过，Esc 存为草稿离开。输入法开着也一样。")
        )
        empty(self._grid)
        for row, (keys, words) in enumerate(self._table()):
            self._grid.addWidget(Keys(keys), row, 0)
            self._grid.addWidget(Text(words, wrap=True), row, 1)

    def _table(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        return (
            (("A",), self.tr("通过，到下一条草稿")),
            (("E",), self.tr("修改")),
            (("R",), self.tr("退回")),
            (("S",), self.tr("跳过，其余审完再回来")),
            (("W",), self.tr("收回通过")),
            (("Z",), self.tr("撤销上一步，上次打开时的也可以")),
            (("N",), self.tr("下一条未审的草稿")),
            (("J", "K"), self.tr("下一幅，上一幅")),
            (("1", "2", "3"), self.tr("白话，拟古，关键词")),
            (("D",), self.tr("对照原稿")),
            (("0", "+"), self.tr("适合窗口，原大")),
            (("H",), self.tr("这条说明的经过")),
            (("C",), self.tr("批注")),
            (("P",), self.tr("进度")),
            (("B",), self.tr("成批通过")),
            (("F",), self.tr("查找替换")),
            (("?",), self.tr("快捷键")),
        )
