"""Reports: offered where the program fell the last time, and written when they are asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from songclip_desktop import crashes
from songclip_desktop.crashes import Crash
from songclip_desktop.progress import Listener
from songclip_desktop.ui import report_desk
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.crash_offer import CrashOffer
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.report_dialog import ReportDialog


class Reports(QObject):
    """Of one window. Main thread; the text is put together as a job.

    Attributes:
        offer: the panel that offers a crash's report; hidden until there is one.
        dialog: the report in view, or None.
    """

    def __init__(self, room: Room, window: QWidget) -> None:
        """`window` is the parent of what is shown."""
        super().__init__(window)
        self._room, self._window = room, window
        self._crashes: list[Crash] = []
        self.dialog: ReportDialog | None = None
        self.offer = CrashOffer()
        self.offer.action.clicked.connect(self._read)
        self.offer.dismiss.clicked.connect(self._put_aside)
        report_desk.current().wanted.connect(self.write)

    def look(self) -> None:
        """Offers the report of what fell before, if something did."""
        self._crashes = crashes.left()
        if self._crashes:
            self.offer.show_crash(self._crashes[0].began)

    def write(self, happened: str = "") -> None:
        """Puts a report together and shows it."""
        from songclip_desktop.workflow import reporting

        facts, folder = _facts(), self._folder()

        def execute(_listener: Listener) -> str:
            return reporting.write(happened, facts, folder)

        self._room.jobs.start(
            self.tr("写报告"), execute, self._show, page="models", icon="models", passing=True
        )

    def show_bug(self, error: BaseException, panel: ErrorPanel) -> None:
        """A bug that nobody caught, in that panel until its report is read."""

        def read() -> None:
            panel.clear()
            self.write(report_desk.trace_of(error))

        panel.show_error(error, self.tr("看报告"), read)

    def _show(self, report: str) -> None:
        self.dialog = ReportDialog(self._window, report)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _read(self) -> None:
        """The offer is taken: the report is read, and the crash not offered again."""
        traces = [f"{each.began:%Y-%m-%d %H:%M:%S}\n{each.trace}" for each in self._crashes]
        self._put_aside()
        self.write("\n\n".join(traces))

    def _put_aside(self) -> None:
        for each in self._crashes:
            crashes.forget(each)
        self._crashes = []
        self.offer.clear()

    def _folder(self) -> Path | None:
        """The collection whose words are taken out: the open one, else the last."""
        if self._room.collection is not None:
            return self._room.collection.dir
        last = self._room.settings.last_collection
        return Path(last) if last and Path(last).is_dir() else None


def _facts() -> list[str]:
    screen = QGuiApplication.primaryScreen()
    size = f", {screen.size().width()} × {screen.size().height()}" if screen else ""
    ratio = f", {screen.devicePixelRatio():.0%}" if screen else ""
    return [f"Qt {qVersion()}, {QGuiApplication.platformName()}{size}{ratio}"]
