"""One base model: what it is, whether it is here, how far its fetching is, what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop import network, paths
from songclip_desktop.jobs.job import Job
from songclip_desktop.jobs.pace import Pace
from songclip_desktop.progress import Progress
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.marks import StatusMark
from songclip_desktop.ui.widgets.progress import Bar, progress_words, size_words
from songclip_desktop.ui.widgets.table_row import TableRow, heads, two_lines
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow import machine, model_downloads, model_guidance
from songclip_desktop.workflow.models import NAMES, Model

SIZE_PX, STATE_PX, ACTS_PX = 80, 184, 176
SHORT = 8

translate = QCoreApplication.translate


def model_name(model: Model) -> str:
    """As people call it."""
    if model.demo:
        return translate("model_row", "随附小模型")
    return f"Chinese-CLIP {model.name}" if model.name in NAMES else model.name


def model_heads() -> TableRow:
    """The words above the rows."""
    words = (
        translate("model_row", "名称"),
        translate("model_row", "大小"),
        translate("model_row", "状态"),
    )
    return heads(words, (SIZE_PX, STATE_PX), ACTS_PX)


class ModelRow(QWidget):
    """Made anew at each refresh; progress is shown in place.

    Signals:
        asked: "use", "fetch", "hold", "drop", "remove" or "copy", and the model.
    """

    asked = Signal(str, object)

    def __init__(self, room: Room, model: Model, *, used: bool, job: Job | None) -> None:
        """`used`: by the open collection. `job`: that fetches it now."""
        super().__init__()
        self._room, self._model = room, model
        self._bar, self._words = Bar(), Text("", "label", "ink_2", wrap=True)
        self._state = QWidget()
        state = QVBoxLayout(self._state)
        state.setContentsMargins(0, 0, 0, 0)
        state.setSpacing(4)
        line = model_guidance.guidance(model, machine.known())
        partial = None if model.installed else model_downloads.partial(model.name)
        buttons = self._buttons(used, job, partial is not None)
        if job is not None:
            state.addWidget(self._bar)
            state.addWidget(self._words)
            if job.latest is not None:
                self.show_progress(job.latest, job.pace)
        elif partial is not None:
            self._show_part(state, partial)
        else:
            state.addWidget(self._mark(used))
        row = TableRow(
            two_lines(model_name(model), line, *self._details()),
            [
                (Text(size_words(model.bytes) if model.bytes else "", "body", "ink_2"), SIZE_PX),
                (self._state, STATE_PX),
            ],
            buttons,
            ACTS_PX,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)

    def show_progress(self, progress: Progress, pace: Pace) -> None:
        """Bytes, rate, time left; what is done beside fetching is said by its note."""
        self._bar.set_fraction(progress.done / progress.total if progress.total else 0.0)
        # Always two lines: nothing below moves while the numbers do.
        words = progress_words(progress, pace).replace("　", "\n", 1)
        self._words.setText(words if progress.total else progress.note or words)

    def _show_part(self, state: QVBoxLayout, partial: model_downloads.Partial) -> None:
        self._bar.set_fraction(partial.done / partial.total if partial.total else 0.0)
        told = self.tr("已下载 {0} / {1}").format(
            size_words(partial.done), size_words(partial.total)
        )
        self._words.setText(self.tr("已下载，等引擎认出它") if partial.complete else told)
        state.addWidget(self._bar)
        state.addWidget(self._words)

    def _mark(self, used: bool) -> StatusMark:
        mark = StatusMark()
        if used and self._model.installed:
            mark.set_status("approved", self.tr("使用中"))
        else:
            mark.set_status(None, self.tr("已备好") if self._model.installed else self.tr("未安装"))
        return mark

    def _details(self) -> list[QWidget]:
        """Licence, parameters, dimensions and fingerprint, of what is here."""
        model = self._model
        told = [
            model.licence,
            self.tr("{0} 百万参数").format(f"{model.parameters / 1e6:,.1f}")
            if model.parameters
            else "",
            self.tr("{0} 维").format(model.dim) if model.dim else "",
            f"{model.resolution} px" if model.resolution else "",
        ]
        # Wrapped between facts, never within one.
        facts = "　".join(part.replace(" ", "\u00a0") for part in told if part)
        line = Text(facts, "label", "ink_3", wrap=True)
        if not model.fingerprint:
            return [line] if model.installed else []
        copy = QuietButton(self.tr("指纹 {0}").format(model.fingerprint[:SHORT]))
        copy.setToolTip(model.fingerprint + "\n" + self.tr("按下即复制"))
        copy.setAccessibleDescription(model.fingerprint)
        copy.clicked.connect(lambda: self.asked.emit("copy", model))
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(copy)
        row.addStretch(1)
        return [line, held]

    def _buttons(self, used: bool, job: Job | None, partly: bool) -> list[QWidget]:
        model, name = self._model, model_name(self._model)
        if job is not None:
            return [
                self._button(QuietButton(self.tr("取消")), "drop", self.tr("取消获取 {0}"), name),
                self._button(PlainButton(self.tr("暂停")), "hold", self.tr("暂停获取 {0}"), name),
            ]
        if not model.installed:
            word = self.tr("继续") if partly else self.tr("联网获取")
            fetch = self._button(PlainButton(word), "fetch", self.tr("联网获取 {0}"), name)
            fetch.set_possible(not network.offline(), self.tr("离线开关已打开"))
            drop = self._button(QuietButton(self.tr("丢弃")), "drop", self.tr("丢弃 {0}"), name)
            return [drop, fetch] if partly else [fetch]
        buttons: list[QWidget] = []
        if not model.demo and not used and Path(model.path).parent == paths.models_dir():
            remove = QuietButton(self.tr("移去…"))
            buttons.append(self._button(remove, "remove", self.tr("移去 {0}"), name))
        if not used:
            use = self._button(PlainButton(self.tr("改用")), "use", self.tr("改用 {0}"), name)
            collection = self._room.collection
            writable = collection is not None and not collection.read_only
            use.set_possible(writable, self.tr("没有打开可以写的藏品"))
            buttons.append(use)
        return buttons

    def _button(
        self, button: PlainButton | QuietButton, what: str, spoken: str, name: str
    ) -> PlainButton | QuietButton:
        button.setAccessibleName(spoken.format(name))
        button.clicked.connect(lambda: self.asked.emit(what, self._model))
        return button
