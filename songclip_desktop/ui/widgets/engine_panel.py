"""The engine that finetunes, and the offline kit that carries everything to another machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from songclip_desktop import network
from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Progress
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.dialogs import ask
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import Banner, ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip, size_words
from songclip_desktop.ui.widgets.section import Section, button_row, column_of


class EnginePanel(Section):
    """Two rows.

    Signals:
        adding: the path of an archive that was chosen; the section takes it in.
    """

    adding = Signal(object)

    def __init__(self, room: Room) -> None:
        """Read when shown."""
        super().__init__(room)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._title, self._line = self.heading()
        self.problem, self.left_out, self.strip = ErrorPanel(), Banner(), ProgressStrip()
        self.strip.hide()
        self._job: Job | None = None
        self.strip.stop.clicked.connect(lambda: self._job and self._job.stop())
        self._rows = column_of()
        for part in (self.problem, self.left_out, self.strip):
            self.body.addWidget(part)
        self.body.addLayout(self._rows)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("引擎与离线包"))
        self._line.setText(self.tr("没有网络的电脑也能用"))
        self.strip.retranslate()

    def refresh(self) -> None:
        """What is installed."""
        empty(self._rows)
        self._rows.addWidget(self._engine_row())
        pack = PlainButton(self.tr("写一个离线包…"))
        pack.clicked.connect(self._ask_kit)
        pack.set_possible(self._job is None, self.tr("等进行中的工作做完"))
        line = self.tr("程序、引擎、装好的模型、字体与手册，放在 U 盘里带到别的电脑")
        self._rows.addWidget(button_row(self.tr("离线包"), line, pack))

    def _engine_row(self) -> Any:
        from songclip_desktop.workflow import engine_install

        held = engine_install.installed()
        if held is not None:
            line = f"{held.version}　{held.platform}　{size_words(held.bytes)}"
        elif engine_install.needed():
            line = self.tr("还没有安装；训练和较大的模型要用它，随附小模型的检索不要")
        else:
            line = self.tr("随程序在一起")
        remove, fetch = QuietButton(self.tr("移去…")), PlainButton(self.tr("联网获取"))
        install = PlainButton(self.tr("从文件安装…"))
        remove.setAccessibleName(self.tr("移去引擎"))
        fetch.setAccessibleName(self.tr("联网获取引擎"))
        install.setAccessibleName(self.tr("从文件安装引擎"))
        remove.clicked.connect(self._remove)
        fetch.clicked.connect(self._fetch)
        install.clicked.connect(self._ask_archive)
        address = self.room.settings.engine_address
        if not address:
            reason = self.tr("先在「网络」里写引擎的地址")
        else:
            reason = self.tr("离线开关已打开") if network.offline() else ""
        fetch.set_possible(not reason and self._job is None, reason)
        buttons = [fetch, install] if held is None else [remove, fetch, install]
        return button_row(self.tr("训练引擎"), line, *buttons)

    def fetch_engine(self) -> None:
        """Fetches it from the institution's address, and goes on where it was cut."""
        from songclip_desktop.workflow import engine_install

        address, engine = self.room.settings.engine_address, self.room.engine
        self._begin(
            self.tr("获取引擎"),
            lambda listener: engine_install.fetch(address, engine, listener),
            lambda found: self.tr("引擎 {0} 装好了").format(found.version),
            online=True,
        )

    def write_kit(self, out: Path) -> None:
        """Writes a kit into a folder that is new or empty."""
        from songclip_desktop.workflow import kit

        def told(packed: Any) -> str:
            if packed.missing:
                self.left_out.show_problem(
                    self.tr("离线包里没有："), " ".join(packed.missing), self.tr("知道了"),
                    self.left_out.clear,
                )  # fmt: skip
            words = self.tr("离线包已写到 {0}，{1}")
            return words.format(packed.out, size_words(packed.bytes))

        self.left_out.clear()
        self._begin(self.tr("写离线包"), lambda listener: kit.pack(out, listener), told)

    def _ask_archive(self) -> None:
        name = self.tr("引擎")
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("从文件安装引擎"), "", f"{name} (*.tar.zst)"
        )
        if chosen:
            self.adding.emit(Path(chosen))

    def _ask_kit(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("离线包写到哪里（例如 U 盘）"))
        if chosen:
            self.write_kit(Path(chosen) / f"SongClip-{date.today():%Y-%m-%d}")

    def _fetch(self) -> None:
        self.fetch_engine()

    def _remove(self) -> None:
        from songclip_desktop.workflow import engine_install

        sure = ask(
            self,
            self.tr("移去训练引擎？"),
            self.tr("训练好的成果留着；装回来之前不能训练。"),
            self.tr("保留"),
            self.tr("移去"),
        )
        if sure:
            engine = self.room.engine
            self._begin(
                self.tr("移去引擎"),
                lambda _listener: engine_install.remove(engine),
                lambda _done: self.tr("引擎已移去"),
            )

    def _begin(self, name: str, do: Any, told: Any, *, online: bool = False) -> None:
        self.problem.clear()
        self.strip.set_name(name)
        self.strip.show()

        def done(result: Any) -> str:
            said = told(result)
            self._settled()
            self.room.toast(said)
            return said

        def failed(error: object) -> None:
            self._settled()
            self.problem.show_error(error)

        job = self.room.jobs.start(
            name,
            do,
            done,
            on_failure=failed,
            on_stopped=self._settled,
            on_progress=self._progressed,
            page="models",
            icon="models",
            online=online,
        )
        self._job = job if job.state == "running" else None
        self.refresh()

    def _progressed(self, progress: Progress) -> None:
        if self._job is not None:
            self.strip.show_progress(progress, self._job.pace)

    def _settled(self) -> None:
        self._job = None
        self.strip.hide()
        self.refresh()
