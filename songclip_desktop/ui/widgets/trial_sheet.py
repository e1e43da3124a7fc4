"""The sheet of a blind comparison: two prompts or models draft the same works, a person picks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.drafting import keys
from songclip_desktop.errors import SongClipError
from songclip_desktop.settings import PRESETS
from songclip_desktop.ui.models.trial_task import TrialTask
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.service_form import ServiceForm
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.ui.widgets.trial_parts import TrialSide, TrialTexts, TrialVerdict
from songclip_desktop.workflow import trial

if TYPE_CHECKING:
    from songclip_desktop.ui.room import Room

PICTURE_PX = (280, 400)
PLACES: tuple[trial.Place, ...] = ("left", "right", "same")


class TrialSheet(Sheet):
    """Terms, then drafting, then one pair after the other by 1, 2 and 3, then the counts.

    Signals:
        adopted: what is drafted with is another now.
    """

    name = "trial"
    adopted = Signal()

    def __init__(self, room: Room, form: ServiceForm) -> None:
        """`form`: fetches the keys."""
        super().__init__()
        self._room, self._form = room, form
        self.task = TrialTask(room, self)
        self._pair: trial.Pair | None = None
        self.sides = (TrialSide(), TrialSide())
        self._terms = Text("", "body", "ink_2", wrap=True)
        self.strip = ProgressStrip()
        self.picture = Picture(room.thumbnails, *PICTURE_PX)
        self.texts = (TrialTexts(), TrialTexts())
        self.verdict = TrialVerdict()
        self.start, self.adopt = PrimaryButton(), PrimaryButton()
        self.again = PlainButton()
        self.picks = tuple(PlainButton(hint=key) for key in "123")
        self.parts = (self._setup(), self._running(), self._choosing(), self._result())
        for part in self.parts:
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.with_foot(self.start, *self.picks, self.adopt, self.again)
        self._connect()

    # -- building ----------------------------------------------------------------------------

    def _setup(self) -> QWidget:
        columns = Columns(break_px=600, spacing_px=32)
        for side in self.sides:
            columns.add(side)
        columns.setMaximumWidth(760)
        return _column(self._terms, columns)

    def _running(self) -> QWidget:
        return _column(self.strip)

    def _choosing(self) -> QWidget:
        columns = Columns(break_px=720, spacing_px=32)
        columns.add(self.picture, 0)
        for texts in self.texts:
            columns.add(texts)
        return _column(columns)

    def _result(self) -> QWidget:
        return _column(self.verdict)

    def _connect(self) -> None:
        self.start.clicked.connect(self._begin)
        self.adopt.clicked.connect(self._adopt)
        self.again.clicked.connect(self._set_up)
        for place, button in zip(PLACES, self.picks, strict=True):
            button.clicked.connect(partial(self.pick, place))
        self.strip.stop.clicked.connect(self.task.stop)
        self.task.moved.connect(self._moved)
        self.task.ended.connect(self.refresh)
        self.task.wrong.connect(self.problem.show_error)

    # -- what the page calls -----------------------------------------------------------------

    def show_trial(self) -> None:
        """Where it stands: an unfinished one is taken up again."""
        self.problem.clear()
        self.task.take_up()
        self.retranslate()

    def retranslate(self) -> None:
        """All anew."""
        super().retranslate()
        self.sides[0].retranslate(self.tr("甲"))
        self.sides[1].retranslate(self.tr("乙"))
        self.strip.retranslate()
        self.strip.set_name(self.tr("盲测"))
        words = (self.tr("左边好"), self.tr("右边好"), self.tr("差不多"))
        for button, word in zip(self.picks, words, strict=True):
            button.setText(word)
        self.start.setText(self.tr("开始盲测"))
        self.again.setText(self.tr("再比一次"))
        self.adopt.setText(self.tr("以后用它撰稿"))
        self._terms.setText(
            self.tr(
                "抽 {count} 幅可以送出的作品，两边各写一遍；然后不看名字，逐幅选。"
                "盲测的文字不进藏品的说明。"
            ).format(count=trial.WORKS)
        )
        self.refresh()

    def refresh(self) -> None:
        """Shows the part that is due."""
        collection = self._room.collection
        settings = self._room.settings
        known = {each.name: each for each in (*PRESETS, *settings.profiles) if each.vision_model}
        for side in self.sides:
            side.offer(list(known.values()), settings.profile)
        self._pair = None
        if self.task.job is not None:
            self._show_part(1)
        elif collection is None or not self.task.id:
            self._show_part(0)
        else:
            self._show_picks()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 pick while a pair is shown."""
        number = event.key() - Qt.Key.Key_1
        if self._pair is not None and 0 <= number < len(PLACES):
            self.pick(PLACES[number])
            return
        super().keyPressEvent(event)

    # -- acting ------------------------------------------------------------------------------

    def pick(self, place: trial.Place) -> None:
        """Keeps the choice and goes on to the next pair."""
        collection = self._room.collection
        if self._pair is None or collection is None:
            return
        try:
            trial.pick(collection, self.task.id, self._pair.painting_id, place)
        except SongClipError as error:
            self.problem.show_error(error)
            return
        self.refresh()
        self.setFocus()

    def _begin(self) -> None:
        """Both keys first; the keychain may ask its user."""
        self.problem.clear()
        one, other = (side.profile() for side in self.sides)
        if one is None or other is None:
            return

        def begin() -> None:
            try:
                texts = [side.text() for side in self.sides]
            except SongClipError as error:
                self.problem.show_error(error)
                return
            made = (
                trial.Side(one, texts[0], keys.of(one.endpoint)),
                trial.Side(other, texts[1], keys.of(other.endpoint)),
            )
            self.task.begin(made, self.tr("盲测"))
            self.refresh()

        tasks = self._form.tasks
        tasks.with_key(one.endpoint, lambda: tasks.with_key(other.endpoint, begin))

    def _set_up(self) -> None:
        self.task.id = ""
        self.refresh()

    def _adopt(self) -> None:
        collection = self._room.collection
        if collection is None:
            return
        try:
            found = trial.result(collection, self.task.id)
            if found.winner is None:
                return
            trial.adopt(collection, self.task.id, found.winner, self._room.settings)
        except SongClipError as error:
            self.problem.show_error(error)
            return
        except OSError as error:
            self.problem.show_problem(
                self.tr("设置没有存成：{reason}").format(reason=error.strerror or error)
            )
            return
        self._room.toast(self.tr("以后用 {name} 撰稿").format(name=found.names[found.winner]))
        self._set_up()
        self.adopted.emit()

    # -- showing -----------------------------------------------------------------------------

    def _moved(self) -> None:
        job = self.task.job
        if job is not None and job.latest is not None:
            self.strip.show_progress(job.latest, job.pace)
        self._show_part(1)

    def _show_picks(self) -> None:
        collection = self._room.collection
        assert collection is not None
        try:
            found = trial.result(collection, self.task.id)
            pairs = trial.pairs(collection, self.task.id)
        except SongClipError as error:
            self.problem.show_error(error)
            self._show_part(0)
            return
        ready = [each for each in pairs if each.ready]
        self._pair = next((each for each in ready if not each.pick), None)
        if self._pair is None:
            self.verdict.show_result(found)
            self._show_part(3, winner=found.winner is not None)
            if not ready:
                self.problem.show_problem(
                    self.tr("两边没有一幅都写成了。"), self.tr("请看看服务的地址、密钥与模型。")
                )
            return
        records = collection.paintings.records([self._pair.painting_id])
        self.picture.show_painting(records[0] if records else None)
        self.texts[0].show_texts(self.tr("左"), self._pair.left)
        self.texts[1].show_texts(self.tr("右"), self._pair.right)
        done = sum(bool(each.pick) for each in ready)
        self._show_part(2, self.tr("{done} / {all} 幅").format(done=done + 1, all=len(ready)))

    def _show_part(self, part: int, line: str = "", winner: bool = False) -> None:
        for number, widget in enumerate(self.parts):
            widget.setVisible(number == part)
        self.start.setVisible(part == 0)
        self.adopt.setVisible(part == 3 and winner)
        self.again.setVisible(part == 3)
        for button in self.picks:
            button.setVisible(part == 2)
        self.say(self.tr("盲测"), line)


def _column(*widgets: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget)
    return part
