"""The composition root: the one place where the window's objects are built and handed over."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from songclip_desktop import __version__, crashes, logs, paths, settings
from songclip_desktop.engine.client import Engine
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.ui import accessible, doorbell, icons, input_methods, theme
from songclip_desktop.ui.arrivals import Arrivals
from songclip_desktop.ui.bug_hooks import BugHooks
from songclip_desktop.ui.doorbell import Doorbell
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.readiness import Readiness
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.translator import Translator

# The name of the launcher's desktop file: by it a desktop knows whose window this is.
DESKTOP_ID = "org.songclip.Desktop"


class Application(QApplication):
    """Hears of files that macOS wants opened; elsewhere they come on the command line.

    Signals:
        file_opened: the path of a file.
    """

    file_opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        """What is sent to the application itself."""
        if isinstance(event, QFileOpenEvent):
            self.file_opened.emit(event.file())
            return True
        return super().event(event)


def application() -> Application:
    """The Qt application of this process, named and dressed; made at the first call."""
    existing = QApplication.instance()
    if isinstance(existing, Application):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    input_methods.speak_ibus_to_fcitx()
    made = Application(sys.argv[:1])
    made.setApplicationName("SongClip")
    made.setApplicationVersion(__version__)
    made.setDesktopFileName(DESKTOP_ID)
    made.setStyle("Fusion")
    accessible.install()
    return made


def build_window(*, jobs: JobRunner | None = None, translations: Path | None = None) -> MainWindow:
    """Builds room and window with this person's settings; nothing is opened or shown yet.

    Tests hand in another runner, and the folder where they compiled the translations.
    """
    qt = application()
    kept = settings.load()
    translator = Translator(translations)
    translator.use(kept.language)
    theme.current().use(kept.theme, kept.text_factor / 100)
    qt.setWindowIcon(icons.icon("app", "ink"))
    room = Room(kept, Engine(paths.home()), jobs or JobRunner())
    window = MainWindow(room)

    def follow_settings() -> None:
        translator.use(room.settings.language)
        theme.current().use(room.settings.theme, room.settings.text_factor / 100)

    room.settings_changed.connect(follow_settings)
    # What was imported and built stays; walking through it again at each full collection would
    # hold the event loop for a tenth of a second.
    gc.collect()
    gc.freeze()
    return window


def open_window(folder: Path | None = None, file: Path | None = None) -> int:
    """Opens the window on `folder`, else the last collection, the first time the demo.

    Args:
        folder: a collection.
        file: a run to be offered there; where a window is open already, that one offers it.

    Returns:
        The exit status of the event loop.
    """
    logs.start()
    qt = application()
    if file is not None and doorbell.ring(paths.home(), file):
        return 0
    session = crashes.begin()
    hooks = BugHooks(session)
    hooks.install()
    try:
        status = _run(qt, folder, file)
    except Exception as error:
        if session is not None:
            session.note(error, "the window did not open")
        raise
    finally:
        hooks.remove()
    if session is not None:
        session.end()
    return status


def _run(qt: Application, folder: Path | None, file: Path | None) -> int:
    """The window from its first showing to its end."""
    window = build_window()
    window.show()
    Readiness(window)
    arrivals = Arrivals(window.room, window)
    qt.file_opened.connect(arrivals.take)
    QTimer.singleShot(0, lambda: Doorbell(paths.home(), window).rung.connect(arrivals.take))
    QTimer.singleShot(0, window.reports.look)
    if file is not None:
        arrivals.take(file)
    if folder is not None:
        QTimer.singleShot(0, lambda: window.opening.open(folder))
    else:
        QTimer.singleShot(0, window.opening.open_at_start)
    return qt.exec()
