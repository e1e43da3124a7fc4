"""What a screen reader is told of widgets that paint themselves: what kind of thing each one is.

Qt knows buttons, fields and lists. Of a widget of our own it knows only its name; such a class says
with `heard_as` what it is, as one of QAccessible.Role.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_installed: list[bool] = []


def install() -> None:
    """From now on Qt asks here first. Once for each process; main thread."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface)


def _interface(_class_name: str, asked: QObject) -> QAccessibleInterface | None:
    """None leaves it to Qt."""
    role = getattr(asked, "heard_as", None)
    if isinstance(asked, QWidget) and isinstance(role, QAccessible.Role):
        return QAccessibleWidget(asked, role)
    return None
