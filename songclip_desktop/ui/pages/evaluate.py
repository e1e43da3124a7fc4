"""Evaluate: what a training brought, and whether search shall use it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog

from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Changes
from songclip_desktop.records import Run
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.widgets.ablation_panel import AblationPanel
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.evaluation_view import EvaluationView
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.marks import StatusMark
from songclip_desktop.ui.widgets.messages import EmptyState, ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.workflow import evaluate, export, runs

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

BETTER = "better"


class EvaluatePage(Page):
    """Shows the newest finished run, or the one picked; adopts it, saves it as a file."""

    name = "evaluate"

    def __init__(self, room: Room) -> None:
        """Builds the page; nothing is read before `refresh`."""
        super().__init__(room)
        self._run: Run | None = None
        self._job: Job | None = None
        self.runs = Choice()
        self.again, self.save = QuietButton(), PlainButton()
        self.parts, self.ablation = QuietButton(), AblationPanel(room)
        self.adopt, self.adopt_anyway = PrimaryButton(), PlainButton()
        self.review, self.retire = PrimaryButton(), QuietButton()
        self.in_use = StatusMark()
        self.problem, self.strip = ErrorPanel(), ProgressStrip()
        self._onward = PrimaryButton(tall=True)
        self._empty = EmptyState(self._onward)
        self.view = EvaluationView(room.thumbnails)
        buttons = (self.runs, self.parts, self.again, self.in_use, self.retire, self.save, self.adopt_anyway,
                   self.review, self.adopt)  # fmt: skip
        self.header(*buttons)
        self.strip.hide()
        for part in (self.problem, self.strip, self._empty, self.view, self.ablation):
            self.body.addWidget(part, 0 if part in (self.problem, self.strip) else 1)
        self.ablation.hide()
        self.parts.clicked.connect(self._turn)
        self.runs.chosen.connect(self._show_run)
        self.again.clicked.connect(lambda: room.go("finetune"))
        self._onward.clicked.connect(lambda: room.go("finetune"))
        self.review.clicked.connect(lambda: room.go("review"))
        self.save.clicked.connect(self._save)
        self.adopt.clicked.connect(self._adopt)
        self.adopt_anyway.clicked.connect(self._adopt)
        self.retire.clicked.connect(self._retire)
        self.strip.stop.clicked.connect(lambda: self._job and self._job.stop())
        self.view.opened.connect(lambda text: room.go("search", query=text))

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """The newest run of another collection."""
        self._run = None
        self.ablation.hide()
        self.refresh()

    def refresh(self) -> None:
        """Reads which runs there are, and shows the one that was shown, else the newest."""
        collection = self.room.collection
        finished = (
            [r for r in collection.runs.list() if r.status == "finished"] if collection else []
        )
        numbered = {run.id: number for number, run in enumerate(reversed(finished), start=1)}
        words = self.tr("第 {number} 次，{day}")
        self.runs.set_choices(
            [(r.id, words.format(number=numbered[r.id], day=r.created_at[:10])) for r in finished]
        )
        self.runs.setVisible(len(finished) > 1)
        kept = self._run.id if self._run else ""
        self._run = next((run for run in finished if run.id == kept), next(iter(finished), None))
        self._show()

    def changed(self, changes: Changes) -> None:
        """Runs come and go; how many drafts wait is on a button."""
        self.refresh()

    def arrive(self, run: str = "", **_: Any) -> None:
        """`room.go("evaluate", run=id)` shows that run."""
        if run:
            self._show_run(run)

    def retranslate(self) -> None:
        """All words."""
        self.runs.setAccessibleName(self.tr("哪一次训练"))
        self.ablation.retranslate()
        self.again.setText(self.tr("再练一次"))
        self.save.setText(self.tr("存为文件…"))
        self.adopt.setText(self.tr("启用这次微调"))
        self.adopt_anyway.setText(self.tr("仍要启用"))
        self.retire.setText(self.tr("停用"))
        self.strip.set_name(self.tr("评测"))
        self.strip.retranslate()
        self._onward.setText(self.tr("去训练"))
        self._empty.say(
            self.tr("还没有训练过"),
            self.tr("练完一次，这里会说它在没学过的画上准了多少，有多大把握。"),
        )
        self.refresh()

    # -- showing -----------------------------------------------------------------------------

    def _show_run(self, run_id: str) -> None:
        collection = self.room.collection
        if collection is not None:
            self._run = collection.runs.get(run_id)
            self.runs.choose(run_id)
            self._show()

    def _turn(self) -> None:
        """From the run's figures to what each part of the recipe brings, and back."""
        self.ablation.setVisible(self.ablation.isHidden())
        if not self.ablation.isHidden():
            self.ablation.refresh()
        self._show()

    def _show(self) -> None:
        collection, run = self.room.collection, self._run
        evaluation = None
        if self._job is None:
            self.problem.clear()
        if collection is not None and run is not None:
            try:
                evaluation = evaluate.load(collection, run.id)
            except SongClipError as error:
                if self._job is None:
                    self.problem.show_error(error, self.tr("重新评测"), self._measure)
        turned = not self.ablation.isHidden() and run is not None
        self._empty.setVisible(run is None)
        self.view.setVisible(evaluation is not None and not turned)
        self.ablation.setVisible(turned)
        self.parts.setText(self.tr("评测结果") if turned else self.tr("消融实验"))
        if evaluation is not None and collection is not None:
            wanted = sorted(self.view.works_wanted(evaluation))
            found = {number: collection.paintings.by_accession(number) for number in wanted}
            self.view.show_evaluation(evaluation, {a: w for a, w in found.items() if w is not None})
        self._show_buttons(evaluation)
        self._say_head(evaluation)

    def _show_buttons(self, evaluation: evaluate.Evaluation | None) -> None:
        collection, run = self.room.collection, self._run
        shown, active = evaluation is not None, run is not None and run.active
        better = evaluation is not None and evaluation.verdict == BETTER
        waiting = collection.captions.counts()["draft"] if collection else 0
        review = shown and not better and waiting > 0
        self.in_use.set_sign("tick", "malachite", self.tr("检索正用着"))
        self.review.setText(self.tr("再审校 {count} 条").format(count=QLocale().toString(waiting)))
        for button, visible in (
            (self.parts, run is not None),
            (self.again, run is not None),
            (self.save, run is not None),
            (self.in_use, active),
            (self.retire, active),
            (self.adopt, shown and better and not active),
            (self.adopt_anyway, shown and not better and not active),
            (self.review, review),
        ):
            button.setVisible(visible)
        read_only = self.tr("藏品以只读方式打开着。")
        locked = collection is not None and collection.read_only
        for button in (self.adopt, self.adopt_anyway, self.retire):
            button.set_possible(not locked, read_only if locked else "")

    def _say_head(self, evaluation: evaluate.Evaluation | None) -> None:
        assert self.head is not None
        subtitle = ""
        if evaluation is not None:
            number = QLocale().toString
            words = self.tr("用 {works} 件没学过的画、{texts} 句")
            subtitle = words.format(
                works=number(evaluation.works), texts=number(evaluation.gallery["texts"])
            )
        self.head.say(self.tr("评测"), subtitle)

    # -- acting ------------------------------------------------------------------------------

    def _adopt(self) -> None:
        collection, run = self.room.collection, self._run
        if collection is None or run is None:
            return
        try:
            changes = runs.adopt(collection, run.id, self.room.curator(self))
        except SongClipError as error:
            self.problem.show_error(error)
            return
        self.room.feed.announce(changes)
        self.room.toast(self.tr("检索从现在起用这次微调"), self._retire)

    def _retire(self) -> None:
        collection, run = self.room.collection, self._run
        if collection is not None and run is not None:
            self.room.feed.announce(runs.retire(collection, run.model))

    def _save(self) -> None:
        collection, run = self.room.collection, self._run
        if collection is None or run is None:
            return
        suggested = f"{run.id}.safetensors"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("存为文件…"), suggested, "safetensors (*.safetensors)"
        )
        if not chosen:
            return
        try:
            export.adapter(collection, Path(chosen), run.id)
        except SongClipError as error:
            self.problem.show_error(error)
            return
        self.room.toast(self.tr("已存到 {name}").format(name=Path(chosen).name))

    def _measure(self) -> None:
        """Makes the figures anew, where a run came without them."""
        collection, run = self.room.collection, self._run
        if collection is None or run is None or self._job is not None:
            return
        try:
            prepared = evaluate.prepare(collection, run.id)
        except SongClipError as error:
            self.problem.show_error(error)
            return
        self.problem.clear()
        self.strip.show()
        engine = self.room.engine
        job = self.room.jobs.start(
            self.tr("评测"),
            lambda listener: evaluate.execute(prepared, engine, listener),
            self._measured,
            on_failure=self._failed,
            on_stopped=self._ended,
            on_progress=lambda p: self._job and self.strip.show_progress(p, self._job.pace),
            page=self.name,
            icon="evaluate",
        )
        self._job = job if job.state == "running" else None

    def _measured(self, evaluation: evaluate.Evaluation) -> None:
        self._ended()
        if self.room.collection is not None:
            self.room.feed.announce(evaluate.finish(self.room.collection, evaluation))

    def _failed(self, error: object) -> None:
        self._ended()
        self.problem.show_error(error, self.tr("再试"), self._measure)

    def _ended(self) -> None:
        self._job = None
        self.strip.hide()
