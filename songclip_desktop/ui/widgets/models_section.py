"""Base models and runs: which there are, which is in use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Run
from songclip_desktop.ui import theme
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.dialogs import ask
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.marks import StatusMark
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.section import Section
from songclip_desktop.ui.widgets.tables import TWO_LINE_ROW_PX
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text


class _Row(QWidget):
    """Name over a line, a figure, a status, buttons."""

    def __init__(self, name: str, line: str, figure: str, mark: StatusMark, *buttons: QWidget):
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedText(name, "strong"))
        words.addWidget(ElidedText(line, "label", "ink_2"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(words, 1)
        size = Text(figure, "body", "ink_2")
        size.setFixedWidth(theme.px(96))
        row.addWidget(size)
        held = QWidget()
        held.setFixedWidth(theme.px(112))
        marks = QHBoxLayout(held)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.addWidget(mark)
        marks.addStretch(1)
        row.addWidget(held)
        for button in buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(Hairline())
        self.setFixedHeight(theme.px(TWO_LINE_ROW_PX))


class ModelsSection(Section):
    """What looks at pictures and reads words, and what was trained on it."""

    def __init__(self, room: Room) -> None:
        """Read when shown."""
        super().__init__(room)
        self.add = PrimaryButton()
        self.add.clicked.connect(self._add)
        self._title, self._line = self.heading(self.add)
        self.problem = ErrorPanel()
        self.strip = ProgressStrip()
        self.strip.hide()
        self._models, self._runs = QVBoxLayout(), QVBoxLayout()
        for rows in (self._models, self._runs):
            rows.setSpacing(0)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.strip)
        self.body.addLayout(self._models)
        self._note = Text("", "label", "ink_2", wrap=True)
        self.body.addWidget(self._note)
        self.body.addSpacing(16)
        self._runs_title, self._runs_line = self.heading()
        self.body.addLayout(self._runs)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """All words."""
        self.add.setText(self.tr("从文件添加模型…"))
        self._title.setText(self.tr("底本模型"))
        self._line.setText(self.tr("看图与读文的底子，训练不改动它"))
        self._note.setText(
            self.tr("Chinese-CLIP 的检查点（.pt）由你自己取得，从文件添加；添加之后不再需要网络。")
        )
        self._runs_title.setText(self.tr("微调"))
        self.strip.retranslate()

    def refresh(self) -> None:
        """Lists models and runs anew."""
        from songclip_desktop.workflow import models, runs

        collection = self.room.collection
        used = models.in_use(collection) if collection else models.MINI
        empty(self._models)
        for model in models.list_models():
            self._models.addWidget(self._model_row(model, model.name == used))
        empty(self._runs)
        found = runs.list_runs(collection) if collection else []
        self._runs_line.setText(
            self.tr("每一次都留着，随时换回") if found else self.tr("还没有训练过")
        )
        for run in found:
            self._runs.addWidget(self._run_row(run))

    def _model_row(self, model: Any, used: bool) -> QWidget:
        lines = {
            "mini": self.tr("随附的演示模型，无网时也能试，不作正式检索"),
            "ViT-B-16": self.tr("通用，多数馆藏合用"),
            "ViT-L-14": self.tr("更细，需 8 GB 显存"),
            "ViT-L-14-336": self.tr("最细，需 12 GB 显存"),
            "ViT-H-14": self.tr("最大，需 24 GB 显存"),
            "RN50": self.tr("最快，不能微调"),
        }
        name = self.tr("随附小模型") if model.demo else f"Chinese-CLIP {model.name}"
        if model.name not in lines:
            name = model.name
        line = lines.get(model.name) or str(model.path)
        use = PlainButton(self.tr("改用"))
        use.setAccessibleName(self.tr("改用 {0}").format(name))
        use.clicked.connect(lambda: self._use(model.name))
        use.setVisible(model.installed and not used)
        writable = self.room.collection is not None and not self.room.collection.read_only
        use.set_possible(writable, self.tr("没有打开可以写的藏品"))
        size = self.tr("{0} 维").format(model.dim) if model.dim else ""
        return _Row(name, line, size, self._mark(model.installed, used), use)

    def _mark(self, ready: bool, used: bool) -> StatusMark:
        mark = StatusMark()
        if used:
            mark.set_status("approved", self.tr("使用中"))
        else:
            mark.set_status(None, self.tr("已备好") if ready else self.tr("未安装"))
        return mark

    def _run_row(self, run: Run) -> QWidget:
        verdicts = {
            "better": self.tr("明显更准"),
            "worse": self.tr("反而变差"),
            "not_shown": self.tr("还看不出差别"),
        }
        states = {"failed": self.tr("没有做完"), "stopped": self.tr("停在半途")}
        when = run.created_at[:16].replace("T", " ")
        line = self.tr("{0}，底本 {1}，{2}").format(run.id, run.model, run.preset)
        adopt, delete = PlainButton(self.tr("启用")), QuietButton(self.tr("删去"))
        adopt.setAccessibleName(self.tr("启用 {0}").format(run.id))
        delete.setAccessibleName(self.tr("删去 {0}").format(run.id))
        adopt.setVisible(run.status == "finished" and not run.active)
        delete.setVisible(not run.active and run.status != "running")
        adopt.clicked.connect(lambda: self._write(lambda by: self._adopt(run.id, by)))
        delete.clicked.connect(lambda: self._delete(run.id))
        figure = verdicts.get(run.verdict, states.get(run.status, ""))
        return _Row(when, line, figure, self._mark(run.status == "finished", run.active),
                    adopt, delete)  # fmt: skip

    def _use(self, name: str) -> None:
        from songclip_desktop.workflow import models

        collection = self.room.collection
        if collection is not None:
            self._try(lambda: models.use(collection, name))

    def _adopt(self, run: str, by: str) -> Any:
        from songclip_desktop.workflow import runs

        assert self.room.collection is not None
        return runs.adopt(self.room.collection, run, by)

    def _delete(self, run: str) -> None:
        from songclip_desktop.workflow import runs

        collection = self.room.collection
        sure = ask(
            self,
            self.tr("删去这次微调？"),
            self.tr("适配器与它的索引会从这台电脑移去。"),
            self.tr("保留"),
            self.tr("删去"),
        )
        if sure and collection is not None:
            self._write(lambda by: runs.delete(collection, run, by))

    def _write(self, do: Callable[[str], Any]) -> None:
        by = self.room.curator(self)
        if by:
            self._try(lambda: do(by))

    def _try(self, do: Callable[[], Any]) -> None:
        self.problem.clear()
        try:
            changes = do()
        except SongClipError as error:
            self.problem.show_error(error)
            return
        self.room.feed.announce(changes)
        self.refresh()

    def _add(self) -> None:
        from songclip_desktop.workflow import models

        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("从文件添加模型"), "", "Chinese-CLIP (*.pt *.safetensors);;* (*)"
        )
        if not chosen:
            return
        self.problem.clear()
        engine = self.room.engine
        job = self.room.jobs.start(
            self.tr("添加模型"),
            lambda listener: models.add(Path(chosen), engine, listener),
            self._added,
            on_failure=self._failed,
            on_stopped=self.strip.hide,
            page="models",
            icon="models",
        )
        self.strip.set_name(self.tr("添加模型"))
        self.strip.stop.clicked.connect(job.stop)
        job.progressed.connect(lambda progress: self.strip.show_progress(progress, job.pace))
        self.strip.setVisible(job.state == "running")

    def _added(self, model: Any) -> None:
        self.strip.hide()
        self.room.toast(self.tr("已添加 {0}").format(model.name))
        self.refresh()

    def _failed(self, error: object) -> None:
        self.strip.hide()
        self.problem.show_error(error)
