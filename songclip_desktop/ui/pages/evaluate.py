"""Evaluate: what a training brought, and whether search shall use it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale
from PySide6.QtGui import QResizeEvent

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.records import Run
from songclip_desktop.ui import theme
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.widgets.ablation_panel import AblationPanel
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton
from songclip_desktop.ui.widgets.evaluation_view import EvaluationView
from songclip_desktop.ui.widgets.figure_table import percent
from songclip_desktop.ui.widgets.flywheel_panel import FlywheelPanel
from songclip_desktop.ui.widgets.messages import EmptyState
from songclip_desktop.ui.widgets.run_bar import RunBar
from songclip_desktop.ui.widgets.run_tasks import RunTasks
from songclip_desktop.ui.widgets.runs_sheet import RunsSheet
from songclip_desktop.ui.widgets.save_menu import SaveMenu
from songclip_desktop.ui.widgets.section import Section
from songclip_desktop.workflow import carry, evaluate, runs

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

BETTER = "better"
TOOLS_FROM_PX = 960


class EvaluatePage(Page):
    """Shows the newest finished run, or the one picked; adopts it, saves it in any form."""

    name = "evaluate"

    def __init__(self, room: Room) -> None:
        """Builds the page; nothing is read before `refresh`."""
        super().__init__(room)
        self._run: Run | None = None
        self._origin: dict[str, Any] = {}
        self.bar, self.tasks = RunBar(), RunTasks(room, self)
        self.problem, self.strip = self.tasks.problem, self.tasks.strip
        self.runs, self.parts, self.again = self.bar.runs, self.bar.parts, self.bar.again
        self.retire, self.in_use = self.bar.retire, self.bar.in_use
        self.ablation, self.flywheel = AblationPanel(room), FlywheelPanel(room)
        self.sheet, self.forms = RunsSheet(room), SaveMenu(self)
        self._turned: Section | None = None
        self.save, self.adopt_anyway = PlainButton(icon="down"), PlainButton()
        self.review, self.adopt = PrimaryButton(), PrimaryButton()
        self._onward, self._take = PrimaryButton(tall=True), PlainButton(tall=True)
        self._empty = EmptyState(self._onward, self._take)
        self.measure = PrimaryButton(tall=True)
        self._unmeasured = EmptyState(self.measure)
        self.view = EvaluationView(room.thumbnails)
        self.header(self.save, self.adopt_anyway, self.review, self.adopt)
        for part in (self.tasks.offered, self.bar, self.problem, self.strip):
            self.body.addWidget(part)
        for part in (self._empty, self._unmeasured, self.view, self.ablation, self.flywheel):
            self.body.addWidget(part, 1)
        self.main.addWidget(self.sheet, 1)
        self._connect()

    def _connect(self) -> None:
        room = self.room
        self.parts.clicked.connect(lambda: self._turn(self.ablation))
        self.bar.advise.clicked.connect(lambda: self._turn(self.flywheel))
        self.bar.all_runs.clicked.connect(lambda: self._open_runs(True))
        self.sheet.left.connect(lambda: self._open_runs(False))
        self.sheet.opened.connect(self._show_run)
        self.runs.chosen.connect(self._show_run)
        self.again.clicked.connect(lambda: room.go("finetune"))
        self._onward.clicked.connect(lambda: room.go("finetune"))
        self.review.clicked.connect(lambda: room.go("review"))
        for button in (self.bar.take, self._take):
            button.clicked.connect(self.tasks.take_in)
        self.save.clicked.connect(lambda: self.forms.pop_below(self.save))
        self.forms.wanted.connect(lambda form: self._run and self.tasks.save(self._run.id, form))
        for button in (self.adopt, self.adopt_anyway):
            button.clicked.connect(self._adopt)
        self.retire.clicked.connect(self._retire)
        self.measure.clicked.connect(self._measure)
        self.view.strength.connect(lambda t: self._run and self.tasks.at_strength(self._run.id, t))
        self.view.opened.connect(lambda text: room.go("search", query=text))
        for follow in (self.refresh, self._show_run):
            self.tasks.made.connect(follow)
        self.tasks.changed.connect(self._show)

    # -- what the window calls ---------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the header has no room for the quiet buttons, they stand below it."""
        super().resizeEvent(event)
        self._place_tools()

    def open_collection(self, collection: Collection | None) -> None:
        """The newest run of another collection."""
        self._run, self._turned = None, None
        self.problem.clear()
        self.sheet.close_sheet()
        self.refresh()

    def refresh(self) -> None:
        """Reads which runs there are, and shows the one that was shown, else the newest."""
        collection = self.room.collection
        finished = (
            [r for r in collection.runs.list() if r.status == "finished"] if collection else []
        )
        origins = (
            {run.id: carry.origin(collection, run.id) for run in finished} if collection else {}
        )
        self.bar.show_runs(finished, origins)
        kept = self._run.id if self._run else ""
        self._run = next((run for run in finished if run.id == kept), next(iter(finished), None))
        self.runs.choose(self._run.id if self._run else "")
        self.sheet.refresh()
        self._show()

    def changed(self, changes: Changes) -> None:
        """Runs come and go; how many drafts wait is on a button."""
        self.refresh()

    def arrive(self, run: str = "", file: Path | None = None, **_: Any) -> None:
        """`room.go("evaluate", run=id)` shows that run; `file=` offers to take that one in."""
        self.tasks.offer(file)
        if run:
            self._show_run(run)

    def retranslate(self) -> None:
        """All words."""
        for part in (self.bar, self.tasks, self.ablation, self.flywheel, self.sheet, self.forms):
            part.retranslate()
        self.save.setText(self.tr("存为文件"))
        self.adopt.setText(self.tr("启用这次微调"))
        self.adopt_anyway.setText(self.tr("仍要启用"))
        self._onward.setText(self.tr("去训练"))
        self._take.setText(self.tr("导入训练…"))
        self.measure.setText(self.tr("评测"))
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
            if not self.tasks.busy:
                self.problem.clear()
            self._show()

    def _place_tools(self) -> None:
        assert self.head is not None
        if self.width() >= theme.px(TOOLS_FROM_PX):
            if self.bar.tools.parent() is not self.head:
                self.head.row.insertWidget(self.head.row.indexOf(self.save), self.bar.tools)
            self.bar.widen()
        else:
            self.bar.keep_tools()
        self.bar.tools.setVisible(self._run is not None)
        self.bar.setVisible(self._run is not None)

    def _turn(self, panel: Section) -> None:
        """From the run's figures to another panel, and back."""
        self._turned = None if self._turned is panel else panel
        self._show()

    def _open_runs(self, wide: bool) -> None:
        """The list of all runs lies over the page, or is put away."""
        if self.head is not None:
            self.head.setVisible(not wide)
        self.want_parts(body=not wide)
        self.sheet.setVisible(wide)
        self.sheet.refresh()
        (self.sheet.table if wide else self).setFocus()

    def _show(self) -> None:
        collection, run = self.room.collection, self._run
        evaluation = None
        if collection is not None and run is not None:
            self._origin = carry.origin(collection, run.id)
            try:
                evaluation = evaluate.load(collection, run.id)
            except SongClipError:
                self._say_unmeasured()
        turned = self._turned if run is not None else None
        self._empty.setVisible(run is None)
        self.view.setVisible(evaluation is not None and not turned)
        self._unmeasured.setVisible(run is not None and evaluation is None and not turned)
        for panel, button, words in (
            (self.ablation, self.parts, self.tr("消融实验")),
            (self.flywheel, self.bar.advise, self.tr("接下来看什么")),
        ):
            panel.setVisible(panel is turned)
            button.setText(self.tr("评测结果") if panel is turned else words)
        if turned is self.ablation:
            self.ablation.refresh()
        self.flywheel.show_run(run.id if run is not None else "")
        if evaluation is not None and collection is not None:
            self._show_evaluation(collection, evaluation)
        self._show_buttons(evaluation)
        self._say_head(evaluation)

    def _show_evaluation(self, collection: Collection, evaluation: evaluate.Evaluation) -> None:
        assert self._run is not None
        wanted = sorted(self.view.works_wanted(evaluation))
        found = {number: collection.paintings.by_accession(number) for number in wanted}
        self._say_origin(collection, evaluation)
        self.view.show_evaluation(
            evaluation,
            {accession: work for accession, work in found.items() if work is not None},
            run=str(collection.runs.dir(self._run.id)),
            hindrance=self._hindrance(),
            part_of=self._part_of(),
        )

    def _say_origin(self, collection: Collection, evaluation: evaluate.Evaluation) -> None:
        """Whose figures these are, where they are not of a training done here."""
        assert self._run is not None
        note = self.view.origin
        if self._origin.get("kind") == "file" and evaluation.run != self._run.id:
            words = self.tr(
                "这次训练来自 {file}；下面的数字是在那边量的，用的是那边的 {works} 件作品，不是这里的。"
            )
            works = QLocale().toString(evaluation.works)
            told = words.format(file=self._origin["file"], works=works)
            note.show_problem(told, "", self.tr("在这里评测"), self._measure)
            reason = self._hindrance()
            note.action.set_possible(not reason, reason)
            return
        told = self._weaker() or carry.caution(collection, self._run.id)
        if told:
            note.show_problem(told)
        else:
            note.clear()

    def _say_unmeasured(self) -> None:
        """A run that was taken in, or saved at another strength, has no figures yet."""
        assert self._run is not None
        assert self.room.collection is not None
        title = self.tr("正在评测") if self.tasks.busy else self.tr("这次训练还没有评测")
        told = carry.caution(self.room.collection, self._run.id)
        self._unmeasured.say(title, told + self._weaker())
        self.measure.setVisible(not self.tasks.busy)

    def _weaker(self) -> str:
        """In words, of which run this is a weaker form; empty where it is none."""
        part_of = self._part_of()
        words = self.tr("{run}的 {t}：同一份改动，减弱了。测试作品与那一次相同。")
        return words.format(run=part_of, t=percent(self._origin["strength"])) if part_of else ""

    def _part_of(self) -> str:
        """In words, the run that this one is a weaker form of."""
        if self._origin.get("kind") != "strength":
            return ""
        number = self.bar.number(str(self._origin["run"]))
        if number is None:
            return self.tr("训练 {run}").format(run=self._origin["run"])
        return self.tr("第 {number} 次").format(number=number)

    def _hindrance(self) -> str:
        """Why nothing may be written now."""
        if self.tasks.busy:
            return self.tr("正在做另一件事，请等它做完。")
        locked = self.room.collection is not None and self.room.collection.read_only
        return self.tr("藏品以只读方式打开着。") if locked else ""

    def _show_buttons(self, evaluation: evaluate.Evaluation | None) -> None:
        collection, run = self.room.collection, self._run
        shown, active = evaluation is not None, run is not None and run.active
        better = evaluation is not None and evaluation.verdict == BETTER
        waiting = collection.captions.counts()["draft"] if collection else 0
        self.review.setText(self.tr("再审校 {count} 条").format(count=QLocale().toString(waiting)))
        for button, visible in (
            (self.save, run is not None),
            (self.in_use, active),
            (self.retire, active),
            (self.adopt, shown and better and not active),
            (self.adopt_anyway, shown and not better and not active),
            (self.review, shown and not better and waiting > 0),
        ):
            button.setVisible(visible)
        self._take.setVisible(collection is not None)
        self._place_tools()
        reason = self._hindrance()
        for button in (self.adopt, self.adopt_anyway, self.retire, self.bar.take, self._take):
            button.set_possible(not reason, reason)
        busy = reason if self.tasks.busy else ""
        self.save.set_possible(not busy, busy)

    def _say_head(self, evaluation: evaluate.Evaluation | None) -> None:
        assert self.head is not None
        subtitle = ""
        if evaluation is not None:
            number = QLocale().toString
            words = self.tr("用 {works} 件没学过的画、{texts} 句，在 {images} 幅里找")
            subtitle = words.format(
                works=number(evaluation.works),
                texts=number(evaluation.gallery["texts"]),
                images=number(evaluation.gallery["images"]),
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

    def _measure(self) -> None:
        if self._run is not None:
            self.tasks.measure(self._run.id)
