"""What works with a service: each thing that was tried, with a tick or a cross and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGridLayout, QWidget

from songclip_desktop.drafting.connection import Check, Connection
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.text import Text

translate = QCoreApplication.translate
_SIGNS = {True: ("tick", "malachite"), False: ("close", "rouge"), None: ("more", "ink_3")}


def check_word(name: str) -> str:
    """What was tried, in the reader's language."""
    return {
        "reachable": translate("connection_view", "地址"),
        "key": translate("connection_view", "密钥"),
        "plain": translate("connection_view", "回话"),
        "json_object": translate("connection_view", "JSON 对象"),
        "json_schema": translate("connection_view", "JSON 模式"),
        "picture": translate("connection_view", "看图"),
    }.get(name, name)


def _ok_word(ok: bool | None) -> str:
    if ok is None:
        return translate("connection_view", "未试")
    return translate("connection_view", "行") if ok else translate("connection_view", "不行")


class ConnectionView(QWidget):
    """A row for each check, hidden until there is one; a sentence of what it means below."""

    heard_as = QAccessible.Role.Grouping

    def __init__(self) -> None:
        """Hidden."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 12, 0, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self.checks: tuple[Check, ...] = ()
        self.hide()

    def show_connection(self, found: Connection) -> None:
        """Each check, and whether drafts can be asked for."""
        self.clear()
        self.checks = found.checks
        for row, check in enumerate(found.checks):
            self._add(row, check)
        said = Text(_conclusion(found), "strong", "ink", wrap=True)
        self._grid.setRowMinimumHeight(len(found.checks), 4)
        self._grid.addWidget(said, len(found.checks) + 1, 0, 1, 3)
        self.setAccessibleName(said.text())
        self.show()

    def clear(self) -> None:
        """What was tried holds no longer."""
        empty(self._grid)
        self.checks = ()
        self.hide()

    def _add(self, row: int, check: Check) -> None:
        icon, tone = _SIGNS[check.ok]
        sign = IconLabel(icon, tone, 16)
        sign.setAccessibleName(_ok_word(check.ok))
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(sign, row, 0, top)
        self._grid.addWidget(Text(check_word(check.name), "body", "ink"), row, 1, top)
        self._grid.addWidget(Text(check.sentence, "body", "ink_2", wrap=True), row, 2)


def _conclusion(found: Connection) -> str:
    if not found.works:
        return translate("connection_view", "还不能用来撰稿。")
    if found.way == "text" or found.way is None:
        return translate("connection_view", "可以用，但回复要靠修补才合格式，会多费些令牌。")
    return translate("connection_view", "可以用来撰稿。")
