"""Base models: which there are and which is in use, fetched, added and given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from songclip_desktop import network
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Progress
from songclip_desktop.ui.models.model_fetches import ModelFetches
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PrimaryButton
from songclip_desktop.ui.widgets.dialogs import ask
from songclip_desktop.ui.widgets.engine_panel import EnginePanel
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.model_row import ModelRow, model_heads, model_name
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.runs_panel import RunsPanel
from songclip_desktop.ui.widgets.section import Section, column_of
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow.models import Model


class ModelsSection(Section):
    """What looks at pictures and reads words, what was trained on it, and what runs both."""

    def __init__(self, room: Room) -> None:
        """Read when shown."""
        super().__init__(room)
        self.add = PrimaryButton()
        self._menu = QMenu(self.add)
        self._file, self._folder = self._menu.addAction(""), self._menu.addAction("")
        self.add.clicked.connect(self._pop)
        self._file.triggered.connect(self._add_file)
        self._folder.triggered.connect(self._add_folder)
        self._title, self._line = self.heading(self.add)
        self.problem, self.strip = ErrorPanel(), ProgressStrip()
        self.strip.hide()
        self._adding: Any = None
        self.strip.stop.clicked.connect(lambda: self._adding and self._adding.stop())
        self.fetches = ModelFetches(room, self)
        self._rows: dict[str, ModelRow] = {}
        self._described: set[str] = set()  # asked about, whether or not an answer came
        self._models = column_of()
        self._note = Text("", "label", "ink_2", wrap=True)
        self.runs, self.engine = RunsPanel(room), EnginePanel(room)
        for part in (self.problem, self.strip):
            self.body.addWidget(part)
        self.body.addLayout(self._models)
        self.body.addWidget(self._note)
        for panel in (self.runs, self.engine):
            self.body.addSpacing(12)
            self.body.addWidget(panel)
        self.body.addStretch(1)
        self._connect()

    def retranslate(self) -> None:
        """All words."""
        self.add.setText(self.tr("从文件添加…"))
        self._file.setText(self.tr("模型、离线包或引擎的文件…"))
        self._folder.setText(self.tr("文件夹或 U 盘…"))
        self._title.setText(self.tr("底本模型"))
        self._line.setText(self.tr("看图与读文的底子，训练不改动它"))
        self.strip.retranslate()
        self.runs.retranslate()
        self.engine.retranslate()

    def refresh(self) -> None:
        """Lists models and runs anew."""
        from songclip_desktop.workflow import model_sources, models

        source = model_sources.label(model_sources.chosen_source())
        if network.offline():
            note = self.tr("离线开关已打开：从文件或 U 盘添加。")
        else:
            note = self.tr("联网获取的来源：{0}。只在你按下时连接，可在「网络」里改。").format(
                source
            )
        self._note.setText(note)
        collection = self.room.collection
        used = models.in_use(collection) if collection else models.MINI
        empty(self._models)
        self._models.addWidget(model_heads())
        self._rows.clear()
        listed = models.list_models()
        for model in listed:
            row = ModelRow(
                self.room, model, used=model.name == used, job=self.fetches.job(model.name)
            )
            row.asked.connect(self._act)
            self._rows[model.name] = row
            self._models.addWidget(row)
        self.runs.refresh()
        self.engine.refresh()
        self._describe(listed)

    def _describe(self, listed: list[Model]) -> None:
        """Has the engine asked once what a model is that nobody asked about yet."""
        from songclip_desktop.workflow import models

        unknown = [each for each in listed if each.installed and not each.fingerprint]
        new = {each.name for each in unknown} - self._described
        if not new or not self.isVisible() or self.room.jobs.running:
            return
        self._described |= new
        engine = self.room.engine
        self.room.jobs.start(
            self.tr("认一认模型"),
            lambda _listener: models.list_models(engine),
            lambda _done: self.refresh(),
            page="models",
            icon="models",
            passing=True,
        )

    def fetch(self, name: str) -> None:
        """Fetches a model, or goes on fetching it."""
        self.problem.clear()
        self.fetches.begin(name)

    def add_path(self, path: Path) -> None:
        """Takes in what a file or folder holds: a model, an engine, an offline kit."""
        from songclip_desktop.workflow import kit

        self.problem.clear()
        engine = self.room.engine
        name = self.tr("添加 {0}").format(path.name)
        self.strip.set_name(name)
        self.strip.show()
        self._adding = self.room.jobs.start(
            name,
            lambda listener: kit.add(path, engine, listener),
            self._added,
            on_failure=self._failed,
            on_stopped=self._settled,
            on_progress=self._progressed,
            page="models",
            icon="models",
        )
        self.add.set_possible(self._adding.state != "running", self.tr("正在添加"))

    def _connect(self) -> None:
        self.fetches.moved.connect(lambda _name: self.refresh())
        self.fetches.progressed.connect(self._fetched_more)
        self.fetches.fetched.connect(self._fetched)
        self.fetches.wrong.connect(self._not_fetched)
        self.engine.adding.connect(self.add_path)

    # -- what rows ask for -------------------------------------------------------------------

    def _act(self, what: str, model: Model) -> None:
        acts: dict[str, Callable[[], Any]] = {
            "use": lambda: self._use(model.name),
            "fetch": lambda: self.fetch(model.name),
            "hold": lambda: self.fetches.hold(model.name),
            "drop": lambda: self._drop(model),
            "remove": lambda: self._remove(model),
            "copy": lambda: self._copy(model),
        }
        acts[what]()

    def _use(self, name: str) -> None:
        from songclip_desktop.workflow import models

        collection = self.room.collection
        if collection is None:
            return
        self.problem.clear()
        try:
            changes = models.use(collection, name)
        except SongClipError as error:
            self.problem.show_error(error)
            return
        self.room.feed.announce(changes)
        self.refresh()

    def _drop(self, model: Model) -> None:
        sure = ask(
            self,
            self.tr("取消获取 {0}？").format(model_name(model)),
            self.tr("已经下载的部分会丢弃。"),
            self.tr("留着"),
            self.tr("丢弃"),
        )
        if sure:
            self.fetches.give_up(model.name)

    def _remove(self, model: Model) -> None:
        from songclip_desktop.workflow import models

        sure = ask(
            self,
            self.tr("从这台电脑移去 {0}？").format(model_name(model)),
            self.tr("在它上面做的训练留着，但要等它装回来才能再用。"),
            self.tr("保留"),
            self.tr("移去"),
        )
        if not sure:
            return
        engine = self.room.engine

        def removed(_listener: object) -> None:
            engine.close()  # a resident encoder may hold its files
            models.remove(model.name)

        self.room.jobs.start(
            self.tr("移去 {0}").format(model.name),
            removed,
            lambda _done: self.refresh(),
            on_failure=self._failed,
            page="models",
            icon="models",
        )

    def _copy(self, model: Model) -> None:
        QApplication.clipboard().setText(model.fingerprint)
        self.room.toast(self.tr("指纹已复制"))

    # -- adding and fetching -----------------------------------------------------------------

    def _pop(self) -> None:
        self._menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _add_file(self) -> None:
        kinds = self.tr("模型、离线包、引擎")
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("从文件添加"),
            "",
            f"{kinds} (*.pt *.safetensors *.bin *.tar.zst kit.json);;* (*)",
        )
        if chosen:
            path = Path(chosen)
            # A folder is told by what lies in it.
            inside = path.name == "kit.json" or path.suffix in (".safetensors", ".bin")
            self.add_path(path.parent if inside else path)

    def _add_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("文件夹或 U 盘"))
        if chosen:
            self.add_path(Path(chosen))

    def _progressed(self, progress: Progress) -> None:
        if self._adding is not None:
            self.strip.show_progress(progress, self._adding.pace)

    def _added(self, added: Any) -> str:
        self._settled()
        names = [model_name(each) for each in added.models]
        if added.engine is not None:
            names.append(self.tr("引擎 {0}").format(added.engine.version))
        said = self.tr("已添加 {0}").format("、".join(names) or self.tr("无：都已经有了"))
        self.room.toast(said)
        return said

    def _settled(self) -> None:
        self._adding = None
        self.strip.hide()
        self.add.set_possible(True)
        self.refresh()

    def _failed(self, error: object) -> None:
        self._settled()
        self.problem.show_error(error)

    def _fetched_more(self, name: str, progress: Progress) -> None:
        row, job = self._rows.get(name), self.fetches.job(name)
        if row is not None and job is not None:
            row.show_progress(progress, job.pace)

    def _fetched(self, model: Model) -> None:
        self.room.toast(self.tr("{0} 装好了").format(model_name(model)))

    def _not_fetched(self, name: str, error: object) -> None:
        self.problem.show_error(error, self.tr("再试"), lambda: self.fetch(name))
