"""The runs of the collection: taken in, used, carried away; the newest of them, with their figures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout

from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import Job
from songclip_desktop.records import Run
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.figure_table import percent
from songclip_desktop.ui.widgets.history_sheet import moment
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.marks import StatusMark
from songclip_desktop.ui.widgets.run_tasks import RunTasks
from songclip_desktop.ui.widgets.save_menu import RUN
from songclip_desktop.ui.widgets.section import Section, column_of
from songclip_desktop.ui.widgets.table_row import TableRow, heads, two_lines
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow.models import MINI

SHOWN = 8
LEARNED_PX, FIGURES_PX, STATE_PX, ACTS_PX = 80, 176, 112, 176


@dataclass(frozen=True, slots=True)
class _Told:
    """What a run's folder tells.

    Attributes:
        learned: texts it was trained on; 0 where that is not known.
        before, after: R@10 from text to picture. works: held out.
    """

    learned: int = 0
    before: float = 0.0
    after: float = 0.0
    works: int = 0


class RunsPanel(Section):
    """Each run stays; one of a model is in use. All of them are on the evaluate page."""

    def __init__(self, room: Room) -> None:
        """Read when shown."""
        super().__init__(room)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.take = PlainButton()
        self._title, self._line = self.heading(self.take)
        self.tasks = RunTasks(room, self)
        self.all = QuietButton()
        self._rows = column_of()
        self._figures: dict[Path, _Told] = {}
        self._reading: Job | None = None
        self._none = Text("", "body", "ink_2", wrap=True)
        for part in (self.tasks.problem, self.tasks.strip, self._none):
            self.body.addWidget(part)
        self.body.addLayout(self._rows)
        further = QHBoxLayout()
        further.setContentsMargins(-8, 0, 0, 0)  # its word below the edge above
        further.addWidget(self.all)
        further.addStretch(1)
        self.body.addLayout(further)
        self.take.clicked.connect(self.tasks.take_in)
        self.all.clicked.connect(lambda: room.go("evaluate"))
        self.tasks.changed.connect(self._show)
        self.tasks.made.connect(lambda _run: self.refresh())

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("微调"))
        self._line.setText(self.tr("每一次都留着，随时换回"))
        self.take.setText(self.tr("导入 .songclip…"))
        self.all.setText(self.tr("全部训练在「评测」页"))
        self._none.setText(self.tr("还没有训练过；别处做的可以导入。"))
        self.tasks.retranslate()

    def refresh(self) -> None:
        """Lists the newest; what their folders tell is read on another thread."""
        self._show()
        collection = self.room.collection
        runs = collection.runs.list()[:SHOWN] if collection else []
        folders = [collection.runs.dir(run.id) for run in runs] if collection else []
        lacking = [each for each in folders if each not in self._figures]
        if not lacking or not self.isVisible():
            return
        self._reading = self.room.jobs.start(
            self.tr("读训练的数字"),
            lambda _listener: {each: _told(each) for each in lacking},
            self._read,
            page="models",
            icon="finetune",
            passing=True,
        )

    def _read(self, told: dict[Path, _Told]) -> None:
        # A run that is still measured may tell more the next time.
        self._figures |= {folder: each for folder, each in told.items() if each.works}
        self._show(told)

    def _show(self, fresh: dict[Path, _Told] | None = None) -> None:
        collection = self.room.collection
        runs = collection.runs.list() if collection else []
        empty(self._rows)
        self._none.setVisible(not runs)
        self.all.setVisible(bool(runs))
        writable = collection is not None and not collection.read_only
        self.take.set_possible(
            writable and not self.tasks.busy, self.tr("没有打开可以写的藏品，或正忙")
        )
        if not runs or collection is None:
            return
        words = (self.tr("哪一次"), self.tr("学了"), self.tr("前十，零样本到微调"), self.tr("状态"))
        self._rows.addWidget(heads(words, (LEARNED_PX, FIGURES_PX, STATE_PX), ACTS_PX))
        finished = [each.id for each in reversed(runs) if each.status == "finished"]
        for run in runs[:SHOWN]:
            folder = collection.runs.dir(run.id)
            told = (fresh or {}).get(folder) or self._figures.get(folder, _Told())
            number = finished.index(run.id) + 1 if run.id in finished else 0
            self._rows.addWidget(self._row(run, told, number, writable))

    def _row(self, run: Run, told: _Told, number: int, writable: bool) -> TableRow:
        name = run.name or (self.tr("第 {0} 次").format(number) if number else run.id)
        line = self._line_of(run)
        learned = self.tr("%n 条", "", told.learned) if told.learned else ""
        mark = StatusMark()
        states = {
            "finished": self.tr("已备好"),
            "failed": self.tr("没有做完"),
            "stopped": self.tr("停在半途"),
        }
        if run.active:
            mark.set_status("approved", self.tr("使用中"))
        else:
            mark.set_status(None, states.get(run.status, self.tr("没有做完")))
        save, use = PlainButton(self.tr("导出")), PlainButton(self.tr("改用"))
        save.setAccessibleName(self.tr("导出 {0}").format(name))
        use.setAccessibleName(self.tr("改用 {0}").format(name))
        save.clicked.connect(lambda: self.tasks.save(run.id, RUN))
        use.clicked.connect(lambda: self._adopt(run.id))
        use.set_possible(writable, self.tr("没有打开可以写的藏品"))
        save.set_possible(not self.tasks.busy, self.tr("等进行中的工作做完"))
        buttons = [] if run.status != "finished" else [save] if run.active else [save, use]
        return TableRow(
            two_lines(name, line),
            [
                (Text(learned, "body", "ink_2"), LEARNED_PX),
                (self._shown(run, told), FIGURES_PX),
                (mark, STATE_PX),
            ],
            buttons,
            ACTS_PX,
        )

    def _line_of(self, run: Run) -> str:
        """When, and on what; how, where the model leaves a choice."""
        when = moment(run.created_at)
        if run.model == MINI:
            return self.tr("{0}，底本随附小模型").format(when)
        return self.tr("{0}，底本 {1}，{2}").format(when, run.model, run.preset)

    def _shown(self, run: Run, told: _Told) -> Text:
        """Never a rise without its verdict and the number of works."""
        verdicts = {
            "better": self.tr("明显更准"),
            "worse": self.tr("反而变差"),
            "not_shown": self.tr("还看不出差别"),
        }
        if not told.works:
            return Text("", "body", "ink_2")
        rise = f"{percent(told.before)} → {percent(told.after)}"
        works = QLocale().toString(told.works)
        verdict = verdicts.get(run.verdict, self.tr("没评测"))
        shown = Text(f"{rise}\n" + self.tr("{0}，{1} 件").format(verdict, works), "body", "ink_2")
        shown.setProperty("elidable", False)
        return shown

    def _adopt(self, run: str) -> None:
        from songclip_desktop.workflow import runs

        collection = self.room.collection
        by = self.room.curator(self) if collection else ""
        if collection is None or not by:
            return
        self.tasks.problem.clear()
        try:
            changes = runs.adopt(collection, run, by)
        except SongClipError as error:
            self.tasks.problem.show_error(error)
            return
        self.room.feed.announce(changes)
        self.refresh()


def _told(folder: Path) -> _Told:
    """On a job's thread: reads a run's snapshot and figures."""
    from songclip_desktop.workflow import evaluate

    learned = 0
    try:
        snapshot = json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))
        works = [work for work in snapshot["works"] if work["split"] == "train"]
        learned = sum(len(work["captions"]) for work in works)
    except (OSError, ValueError, LookupError, TypeError):
        pass  # a run that came from a file may tell nothing of it
    try:
        found = evaluate.read(folder)
        before, after = (side["t2i"]["r10"] for side in (found.zero_shot, found.finetuned))
    except (SongClipError, LookupError, TypeError):
        return _Told(learned)
    return _Told(learned, float(before), float(after), found.works)
