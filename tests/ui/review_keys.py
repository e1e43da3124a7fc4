"""What the tests of the review page share: pressing keys, and seeing which caption is in focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.review import ReviewPage


def activate(window: MainWindow) -> None:
    """Without a window manager a window shown again is only active after another one was."""
    other = QWidget()
    other.show()
    other.activateWindow()
    QApplication.processEvents()
    other.close()
    window.activateWindow()
    QApplication.processEvents()
    assert QApplication.activeWindow() is window


def press(page: ReviewPage, key: Qt.Key) -> None:
    QTest.keyClick(page, key)
    QApplication.processEvents()


def shown(page: ReviewPage) -> tuple[str, str]:
    row = next(row for row in page.panel.rows.values() if row._active)
    assert row.caption is not None
    return row.caption.accession, row.kind
