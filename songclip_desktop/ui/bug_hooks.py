"""What is done with a bug that nobody caught: it is logged and noted, and the window stays."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from songclip_desktop.crashes import Session
from songclip_desktop.ui.main_window import MainWindow

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def send_qt_to_log() -> None:
    """What Qt remarks goes to the log instead of the terminal: for verbs that draw. Main thread."""
    qInstallMessageHandler(_to_log)


def _to_log(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    qt_log.log(_LEVELS[kind], "%s", text)


class BugHooks:
    """Takes the process's hooks while its window is open."""

    def __init__(self, session: Session | None) -> None:
        """`session`: where traces are noted, if that is possible here."""
        self._session = session

    def install(self) -> None:
        """From now on. Main thread."""
        sys.excepthook = self._on_main_thread
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(self._from_qt)

    def remove(self) -> None:
        """As Python and Qt had it."""
        qInstallMessageHandler(None)
        sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
        threading.excepthook = threading.__excepthook__

    def _on_main_thread(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.critical("bug", exc_info=(kind, error, trace))
        self._note(error, "main thread")
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                window.reports.show_bug(error, window.trouble)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is None:
            return
        log.error("on thread %s", told.thread, exc_info=told.exc_value)
        self._note(told.exc_value, f"thread {told.thread.name if told.thread else ''}")

    def _unraisable(self, told: sys.UnraisableHookArgs) -> None:
        log.error("unraisable: %s", told.err_msg, exc_info=told.exc_value)
        if told.exc_value is not None:
            self._note(told.exc_value, "unraisable")

    def _from_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        _to_log(kind, context, text)
        if kind == QtMsgType.QtFatalMsg and self._session is not None:
            self._session.note_text(text)  # Qt ends the process now

    def _note(self, error: BaseException, where: str) -> None:
        if self._session is not None:
            self._session.note(error, where)
