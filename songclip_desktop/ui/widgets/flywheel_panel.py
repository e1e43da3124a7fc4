"""After a run: approved captions for a second look, works worth a caption next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.collection.collection import Collection
from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Progress
from songclip_desktop.records import Painting
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.section import Section
from songclip_desktop.ui.widgets.text import Hairline, Text
from songclip_desktop.ui.widgets.work_rows import WorkRow, WorkRows
from songclip_desktop.workflow import flywheel

BREAK_PX = 900
SHOWN = 500  # captions; those that miss their work by most


class _List(QWidget):
    """A head, why these stand here, the buttons that take them on, the lines.

    Attributes:
        head, why: said by the panel. rows: the lines.
    """

    opened = Signal(int)

    def __init__(self, thumbnails: Thumbnails, *buttons: QWidget) -> None:
        super().__init__()
        self.head, self.why = Text("", "section"), Text("", "body", "ink_2", wrap=True)
        self.rows = WorkRows(thumbnails)
        self.rows.opened.connect(self.opened)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.why)
        column.addLayout(row)
        column.addSpacing(4)
        self._rule = Hairline()
        column.addWidget(self._rule)
        column.addWidget(self.rows, 1)
        column.addStretch(0)

    def show_rows(self, head: str, rows: Sequence[WorkRow]) -> None:
        self.head.setText(head)
        self.rows.setAccessibleName(head)
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        self._rule.setVisible(bool(rows))
        self.rows.updateGeometry()


class FlywheelPanel(Section):
    """Asks for one run's advice as a task, and keeps it until another run is shown."""

    def __init__(self, room: Room) -> None:
        """Empty until `show_run`."""
        super().__init__(room)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._run, self._job = "", None
        self._of: Collection | None = None
        self._advice: flywheel.Advice | None = None
        self._read: tuple[int, int] | None = None
        self._works: dict[int, Painting] = {}
        self._statuses: dict[int, dict[str, str]] = {}
        self._doubted: list[flywheel.Doubted] = []
        self._wanted: list[flywheel.Wanted] = []
        self.start = PlainButton()
        self._title, self._line = self.heading(self.start)
        self._what = Text("", "body", "ink_2", wrap=True)
        self.problem, self.strip = ErrorPanel(), ProgressStrip()
        self.strip.hide()
        self.look, self.draft, self.review = PlainButton(), PlainButton(), PlainButton()
        self.doubted = _List(room.thumbnails, self.look)
        self.wanted = _List(room.thumbnails, self.draft, self.review)
        self._lists = Columns(BREAK_PX, 48)
        self._lists.add(self.doubted, 1)
        self._lists.add(self.wanted, 1)
        for part in (self._what, self.problem, self.strip):
            self.body.addWidget(part)
        self.body.addSpacing(8)
        self.body.addWidget(self._lists, 1)
        self.body.addStretch(0)
        self.start.clicked.connect(self._start)
        self.strip.stop.clicked.connect(self._stop)
        self.look.clicked.connect(lambda: self._look(0))
        self.draft.clicked.connect(lambda: room.go("draft", paintings=self._undrafted()))
        self.review.clicked.connect(lambda: self._review(self._drafted()))
        self.doubted.opened.connect(self._look)
        self.wanted.opened.connect(self._open_wanted)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("接下来看什么"))
        self._what.setText(
            self.tr("用这次训练把通过的每一句找一遍自己的画，再看哪些画最值得先写说明。")
        )
        self.doubted.why.setText(
            self.tr("拿这一句去找，自己的画排在第十以后：也许写错了，也许太泛，也许模型还没学会。")
        )
        self.wanted.why.setText(
            self.tr("模型拿不准、又与写过说明的画都不像。先写它们，下次训练学到的最多。")
        )
        self.strip.set_name(self.tr("接下来看什么"))
        self.strip.retranslate()

    def show_run(self, run: str) -> None:
        """The advice of this run, if it was asked for; else the button that asks."""
        if run != self._run or self._of is not self.room.collection:
            if self._job is not None:
                self._job.stop()
            self._run, self._advice, self._job = run, None, None
            self._of = self.room.collection
            self.problem.clear()
            self.strip.hide()
        self.refresh()

    def refresh(self) -> None:
        """What still holds: captions edited since, and works captioned since, leave the lists."""
        collection, advice = self.room.collection, self._advice
        self.start.setText(self.tr("重新找") if advice else self.tr("找一遍"))
        self.start.set_possible(self._job is None, self.tr("正在找"))
        self._lists.setVisible(advice is not None)
        if collection is None or advice is None:
            self._line.setText("")
            return
        told = self.tr("看了 {count} 句").format(count=QLocale().toString(advice.captions))
        self._line.setText(told)
        if self._read != collection.version:
            self._read = collection.version
            self._read_anew(collection, advice)
        self._show_doubted()
        self._show_wanted()

    def _read_anew(self, collection: Collection, advice: flywheel.Advice) -> None:
        """Only what is listed is read: a collection may hold a hundred thousand works."""
        asked = advice.doubted[:SHOWN]
        works = {each.painting_id for each in (*asked, *advice.wanted)}
        self._works = {work.id: work for work in collection.paintings.records(works)}
        approved = {
            (caption.id, caption.text)
            for work in dict.fromkeys(each.painting_id for each in asked)
            for caption in collection.captions.of(work)
            if caption.status == "approved"
        }
        self._doubted = [
            each
            for each in asked
            if each.painting_id in self._works and (each.caption_id, each.text) in approved
        ]
        self._statuses = collection.finding.statuses([each.painting_id for each in advice.wanted])
        self._wanted = [
            each
            for each in advice.wanted
            if each.painting_id in self._works
            and "approved" not in self._statuses[each.painting_id].values()
        ]

    # -- showing -----------------------------------------------------------------------------

    def _show_doubted(self) -> None:
        number = QLocale().toString
        rows = [
            WorkRow(
                self._works[each.painting_id],
                self.tr("{kind}：{text}").format(
                    kind=kind_word(each.kind), text=each.text.replace("\n", " ")
                ),
                self.tr("第 {rank} 名").format(rank=number(each.rank)),
            )
            for each in self._doubted
        ]
        beyond = len(self._advice.doubted) - SHOWN if self._advice else 0
        count = number(len(rows) + max(0, beyond))
        head = self.tr("没找到自己画的说明：{count} 句").format(count=count)
        self.doubted.show_rows(head if rows else self.tr("每一句都在前十里找到了自己的画"), rows)
        self.doubted.why.setVisible(bool(rows))
        self.look.setText(self.tr("逐条再看 {count} 句").format(count=number(len(rows))))
        self.look.setVisible(bool(rows))

    def _show_wanted(self) -> None:
        number = QLocale().toString
        drafted = {work for work, _kind in self._drafted()}
        rows = [
            WorkRow(
                work := self._works[each.painting_id],
                self.tr("，").join(
                    part for part in (work.accession, work.dynasty, work.artist) if part
                ),
                self.tr("有草稿") if work.id in drafted else self.tr("未撰"),
                "draft" if work.id in drafted else None,
            )
            for each in self._wanted
        ]
        head = self.tr("先给这些画写说明：{count} 件").format(count=number(len(rows)))
        self.wanted.show_rows(head if rows else self.tr("训练用的画都有说明了"), rows)
        self.wanted.why.setVisible(bool(rows))
        bare = len(self._undrafted())
        self.draft.setText(self.tr("撰稿 {count} 件").format(count=number(bare)))
        self.draft.setVisible(bare > 0)
        self.review.setText(self.tr("审校草稿 {count} 件").format(count=number(len(drafted))))
        self.review.setVisible(bool(drafted))

    # -- going on ----------------------------------------------------------------------------

    def _look(self, at: int) -> None:
        captions = [(each.painting_id, each.kind) for each in self._doubted]
        self.room.go("review", captions=captions, at=at)

    def _review(self, captions: Sequence[tuple[int, str]], at: int = 0) -> None:
        self.room.go("review", captions=captions, at=at)

    def _open_wanted(self, row: int) -> None:
        work, captions = self._wanted[row].painting_id, self._drafted()
        at = next((place for place, each in enumerate(captions) if each[0] == work), None)
        if at is None:
            self.room.go("draft", paintings=[work])
        else:
            self._review(captions, at)

    def _drafted(self) -> list[tuple[int, str]]:
        """Work and kind of each draft that waits, in the order of the works."""
        return [
            (each.painting_id, kind)
            for each in self._wanted
            for kind, status in self._statuses[each.painting_id].items()
            if status == "draft"
        ]

    def _undrafted(self) -> list[int]:
        drafted = {work for work, _kind in self._drafted()}
        return [each.painting_id for each in self._wanted if each.painting_id not in drafted]

    # -- asking ------------------------------------------------------------------------------

    def _start(self) -> None:
        collection, run = self.room.collection, self._run
        if collection is None or self._job is not None:
            return
        self.problem.clear()
        engine, folder, cache = self.room.engine, collection.dir, collection.images.cache_dir

        def done(advice: flywheel.Advice) -> None:
            if self.room.collection is collection and self._run == run:
                self._advice, self._read = advice, None
                self._ended()

        self.strip.show()
        job = self.room.jobs.start(
            self.tr("接下来看什么"),
            lambda listener: flywheel.advise(folder, cache, engine, run, listener),
            done,
            on_failure=lambda error: self._failed(error, run),
            on_stopped=self._stopped,
            on_progress=self._on_progress,
            page="evaluate",
            icon="evaluate",
        )
        self._job: Job | None = job if job.state == "running" else None
        self.start.set_possible(self._job is None, self.tr("正在找"))
        if self._job is None:
            self.strip.hide()

    def _on_progress(self, progress: Progress) -> None:
        if self._job is not None:
            self.strip.show_progress(progress, self._job.pace)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _stopped(self) -> None:
        if self._job is None or self._job.state != "running":
            self._ended()

    def _failed(self, error: object, run: str) -> None:
        if self._run == run:
            self._ended()
            self.problem.show_error(error, self.tr("再试"), self._start)

    def _ended(self) -> None:
        self._job = None
        self.strip.hide()
        self.refresh()
