"""The map of all keys, by page; a field finds what a key does, or which key does it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QGridLayout

from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.fields import SearchField
from songclip_desktop.ui.widgets.keys_sheet import Keys
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.section import Section
from songclip_desktop.ui.widgets.text import Text


class Key(NamedTuple):
    """Keys of which each does it (or the first the one, the second the other), and what."""

    keys: tuple[str, ...]
    does: str


class KeysSection(Section):
    """Letters are keys outside an editor only; inside one they are text."""

    def __init__(self, room: Room) -> None:
        """A list, narrowed down by what is typed."""
        super().__init__(room)
        self._title, self._line = self.heading()
        self.field = SearchField()
        self._none = Text("", "body", "ink_2")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(self.field)
        self.body.addWidget(self._none)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.field.textChanged.connect(lambda _text: self._show())

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("快捷键"))
        self._line.setText(self.tr("修改文字时字母就是文字"))
        self.field.set_words(self.tr("按键或用途，例如 J 或 通过"), self.tr("清除"))
        self._none.setText(self.tr("没有这样的快捷键。"))
        self._show()

    def groups(self) -> list[tuple[str, list[Key]]]:
        """All of them: group, then key by key."""
        return [
            (self.tr("到处"), self._everywhere()),
            (self.tr("藏品"), self._collection()),
            (self.tr("大图"), self._picture()),
            (self.tr("入藏、撰稿、训练"), self._working()),
            (self.tr("典籍"), self._texts()),
            (self.tr("审校"), self._review()),
            (self.tr("评测"), self._evaluate()),
            (self.tr("检索对比"), self._search()),
            (self.tr("图谱"), self._map()),
        ]

    def _show(self) -> None:
        wanted = self.field.text().strip().lower()
        empty(self._grid)
        row = 0
        for group, keys in self.groups():
            fit = [each for each in keys if _fits(each, wanted) or wanted in group.lower()]
            if not fit:
                continue
            title = Text(group, "section")
            title.setContentsMargins(0, 12 if row else 4, 0, 2)
            self._grid.addWidget(title, row, 0, 1, 2)
            for place, each in enumerate(fit, start=row + 1):
                self._grid.addWidget(Keys(each.keys), place, 0)
                self._grid.addWidget(Text(each.does, wrap=True), place, 1)
            row += len(fit) + 1
        self._none.setVisible(not row)

    def _everywhere(self) -> list[Key]:
        return [
            Key(("Ctrl+1", "…", "Ctrl+9"), self.tr("到左边第一至第九页")),
            Key(("Ctrl+J",), self.tr("活动")),
            Key(("Ctrl+,",), self.tr("模型与设置")),
            Key(("Ctrl+N", "Ctrl+O"), self.tr("新建、打开藏品")),
            Key(("F1",), self.tr("快捷键")),
            Key(("Tab", "Shift+Tab"), self.tr("到下一处、上一处")),
            Key(("Enter", "Space"), self.tr("按下所在的按钮")),
            Key(("Esc",), self.tr("离开活动、抽屉或修改；清除所填")),
            Key(("Ctrl+Q",), self.tr("退出")),
        ]

    def _collection(self) -> list[Key]:
        return [
            Key(("Ctrl+F", "/"), self.tr("找画")),
            Key(("Enter", "Space"), self.tr("看大图")),
            Key(("E",), self.tr("编辑这件的著录")),
            Key(("P",), self.tr("这件的图像")),
            Key(("Del",), self.tr("放进回收站")),
            Key(("Ctrl+Z",), self.tr("撤销上一步")),
            Key(("Esc",), self.tr("离开大图，再按清除检索")),
        ]

    def _picture(self) -> list[Key]:
        return [
            Key(("0",), self.tr("适合窗口")),
            Key(("+", "−"), self.tr("放大、缩小")),
            Key(("R",), self.tr("旋转")),
            Key(("M",), self.tr("镜像")),
            Key(("L",), self.tr("两幅联动")),
            Key(("Space", "PgDn"), self.tr("手卷往左展")),
            Key(("Shift+Space", "PgUp"), self.tr("手卷往右退")),
        ]

    def _working(self) -> list[Key]:
        return [
            Key(("Ctrl+Enter",), self.tr("入藏；开始训练")),
            Key(("P",), self.tr("撰稿：暂停、继续")),
            Key(("F",), self.tr("撰稿：只看没写成的")),
            Key(("1", "2", "3"), self.tr("试写比较：选左、平、右")),
        ]

    def _texts(self) -> list[Key]:
        return [
            Key(("J", "K"), self.tr("下一则、上一则")),
            Key(("N",), self.tr("下一则未审的")),
            Key(("]", "["), self.tr("下一句、上一句")),
            Key(("A", "E", "R"), self.tr("通过、修改、退回注释")),
            Key(("W",), self.tr("收回通过")),
            Key(("Z",), self.tr("撤销上一步")),
            Key(("Shift+J", "Shift+K"), self.tr("下一对、上一对图文")),
            Key(("Shift+A", "Shift+R"), self.tr("这一对相合、不相合")),
            Key(("Ctrl+Enter",), self.tr("修改时保存并通过")),
        ]

    def _review(self) -> list[Key]:
        return [
            Key(("A",), self.tr("通过，到下一条草稿")),
            Key(("E",), self.tr("修改")),
            Key(("R",), self.tr("退回")),
            Key(("S",), self.tr("跳过，其余审完再回来")),
            Key(("W",), self.tr("收回通过")),
            Key(("Z",), self.tr("撤销上一步，上次打开时的也可以")),
            Key(("N",), self.tr("下一条未审的草稿")),
            Key(("J", "K"), self.tr("下一幅、上一幅")),
            Key(("1", "2", "3"), self.tr("白话、拟古、关键词")),
            Key(("D",), self.tr("对照原稿")),
            Key(("0", "+"), self.tr("适合窗口、原大")),
            Key(("H",), self.tr("这条说明的经过")),
            Key(("C",), self.tr("批注")),
            Key(("P",), self.tr("进度")),
            Key(("B",), self.tr("成批通过")),
            Key(("F",), self.tr("查找替换")),
            Key(("?",), self.tr("审校的快捷键")),
            Key(("Ctrl+Enter",), self.tr("修改时通过")),
        ]

    def _evaluate(self) -> list[Key]:
        return [
            Key(("Enter",), self.tr("这一句到检索对比；这次训练的数字")),
            Key(("F2",), self.tr("给这次训练起名")),
            Key(("Del",), self.tr("删去这次训练")),
        ]

    def _search(self) -> list[Key]:
        return [
            Key(("Ctrl+F",), self.tr("到检索框")),
            Key(("↑", "↓"), self.tr("下一件、上一件")),
            Key(("←", "→"), self.tr("到左列、右列")),
            Key(("H",), self.tr("热图")),
            Key(("[", "=", "]"), self.tr("判断：左边好、一样、右边好")),
            Key(("Enter",), self.tr("记下判断")),
            Key(("1", "2", "3"), self.tr("盲评：选左、平、右")),
        ]

    def _map(self) -> list[Key]:
        return [
            Key(("+", "−", "0"), self.tr("放大、缩小、全图")),
            Key(("↑", "↓", "←", "→"), self.tr("到那个方向最近的一件")),
            Key(("Space",), self.tr("选中、取消这一件")),
            Key(("Enter",), self.tr("打开这一件")),
            Key(("Esc",), self.tr("取消选中")),
        ]


def _fits(key: Key, wanted: str) -> bool:
    """A single letter is a key, not a part of words."""
    if not wanted:
        return True
    if len(wanted) == 1 and wanted.isascii():
        return any(wanted in each.lower().split("+") for each in key.keys)
    return wanted in key.does.lower() or any(wanted in each.lower() for each in key.keys)
