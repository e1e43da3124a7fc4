"""Finetune: what will be learned and whether it can help, one button, then curves until it ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt

from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Changes, Progress
from songclip_desktop.records import Run
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.messages import Banner, ErrorPanel
from songclip_desktop.ui.widgets.preflight_view import PreflightView
from songclip_desktop.ui.widgets.reading import Reading
from songclip_desktop.ui.widgets.run_watch import RunWatch
from songclip_desktop.workflow import dataset, finetune, machine, runs
from training import presets

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

HELD_OUT_SHOWN = 6


class FinetunePage(Page):
    """Ctrl+Enter starts. A run goes on while other pages are shown; one that broke off is offered."""

    name = "finetune"

    def __init__(self, room: Room) -> None:
        """Builds both states of the page; nothing is read before `refresh`."""
        super().__init__(room)
        self._preflight: finetune.Preflight | None = None
        self._prepared: finetune.Prepared | None = None
        self._job: Job | None = None
        self._paused = False
        self._measured = False
        self.start, self.pause, self.stop = PrimaryButton(), QuietButton(), PlainButton()
        self.next_control = self.start
        self.offer = Banner()
        self.problem = ErrorPanel()
        self.ready = PreflightView(room.thumbnails)
        self.watch = RunWatch()
        self.reading = Reading(room, self.name)
        self.header(self.pause, self.stop, self.start)
        for part in (self.problem, self.offer, self.reading, self.ready, self.watch):
            self.body.addWidget(part, 1 if part in (self.ready, self.watch) else 0)
        self.start.clicked.connect(lambda: self.begin())
        self.stop.clicked.connect(self._stop)
        self.pause.clicked.connect(self._pause)
        self.ready.went.connect(room.go)
        self.ready.method.changed.connect(self.refresh)
        self.key("Ctrl+Return", self.start.click)
        self._show_state()

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """What went wrong in another collection is not shown here."""
        self.problem.clear()
        self.reading.drop()
        self._preflight = None
        self.refresh()

    def refresh(self) -> None:
        """Reads anew what would be learned from, unless a run is going on."""
        collection = self.room.collection
        if collection is not None and self._job is None and self.reading.about is None:
            self._read(collection)
        self._show_state()

    def changed(self, changes: Changes) -> None:
        """Captions and runs change what is offered."""
        self.refresh()

    def arrive(self, **_: Any) -> None:
        """The first time, the machine is measured, so that the time shown is this machine's."""
        if machine.known() is None and not self._measured and self._job is None:
            self._measured = True
            engine = self.room.engine
            self.room.jobs.start(
                self.tr("量这台电脑"),
                lambda _listener: machine.measure(engine),
                lambda _machine: self.refresh(),
                page=self.name,
                icon="finetune",
                passing=True,
            )

    def retranslate(self) -> None:
        """All words."""
        self.start.setText(self.tr("开始训练"))
        self.stop.setText(self.tr("停止，留下最好的一轮"))
        self.pause.setText(self.tr("继续") if self._paused else self.tr("暂停"))
        self.reading.say(self.tr("核对要学的说明"))
        self.ready.retranslate()
        self.watch.retranslate()
        self._show_state()
        if self._job is None:
            self.refresh()

    @property
    def running(self) -> bool:
        """True while a run that was started here goes on."""
        return self._job is not None

    @property
    def share_done(self) -> float:
        """How much of the training's steps is done, 0 to 1."""
        return self.watch.share

    # -- the run -----------------------------------------------------------------------------

    def begin(self, resume: str | None = None) -> None:
        """Starts a run with the effort chosen, or goes on with one that broke off."""
        collection = self.room.collection
        if collection is None or self._job is not None or self._preflight is None:
            return
        # A run is of what stands now, which may be more than the page has read.
        self.reading.ask(
            finetune.read,
            lambda material, _version: self._begin(collection, resume, material),
            wrong=self._not_begun,
            about=("begin", resume),
        )
        self._show_state()

    def _begin(
        self, collection: Collection, resume: str | None, material: finetune.Material
    ) -> None:
        if collection is not self.room.collection or self._job is not None:
            return
        try:
            assert self._preflight is not None
            prepared = finetune.prepare(
                collection,
                preset=self._preflight.preset,
                epochs=self.ready.epochs,
                seed=self.ready.method.seed.value(),
                resume=resume,
                material=material,
            )
            before = finetune.metrics(collection, resume) if resume else []
        except SongClipError as error:
            self._not_begun(error)
            return
        self.problem.clear()
        self._prepared, self._paused = prepared, False
        self.watch.begin(before)
        engine = self.room.engine
        job = self.room.jobs.start(
            self.tr("训练"),
            lambda listener: finetune.execute(prepared, engine, listener),
            self._succeeded,
            on_failure=self._failed,
            on_stopped=self._stopped,
            on_item=self._heard,
            on_progress=self._progressed,
            page=self.name,
            icon="finetune",
        )
        self._job = job if job.state == "running" else None
        # The button that was pressed is about to go; the focus must not wander off to the rail.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.room.feed.announce(Changes(runs=frozenset({prepared.run})))
        self.retranslate()

    def _not_begun(self, error: object) -> None:
        self._show_state()
        self.problem.show_error(error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            if self._paused:
                self._pause()
            self._show_state()

    def _pause(self) -> None:
        self._paused = not self._paused
        self.room.engine.say("pause" if self._paused else "resume")
        self.pause.setText(self.tr("继续") if self._paused else self.tr("暂停"))
        if self._job is not None and self._job.latest is not None:
            self._progressed(self._job.latest)

    def _heard(self, item: object) -> None:
        if isinstance(item, dict) and item.get("event") == "metric":
            self.watch.add_epoch(item)

    def _progressed(self, progress: Progress) -> None:
        if self._job is not None:
            self.watch.show_progress(
                progress, self._job.pace, paused=self._paused, stopping=self._job.stopping
            )

    def _succeeded(self, result: finetune.Finetuned) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.summary = result.sentence
        collection = self._collection_of_run()
        if collection is None:
            return
        changes = finetune.finish(collection, result)
        self._prepared = None
        self.room.feed.announce(changes)
        if self.isVisible():
            self.room.go("evaluate", run=result.run)
        else:
            self.room.toast(self.tr("练完了，结果在评测里"))
        self.refresh()

    def _failed(self, error: object) -> None:
        """The last good epoch is kept; the run can go on from there."""
        run = self._ended(error)
        if run is not None:
            self.problem.show_error(error, self.tr("接着练"), lambda: self.begin(run))

    def _stopped(self) -> None:
        self._ended(None)

    def _ended(self, error: object) -> str | None:
        prepared, self._job = self._prepared, None
        collection = self._collection_of_run()
        self._prepared = None
        if collection is None or prepared is None:
            return None
        self.room.feed.announce(finetune.interrupted(collection, prepared, error))
        self.refresh()
        return prepared.run

    def _collection_of_run(self) -> Collection | None:
        """The open collection, where it is still the one the run belongs to."""
        collection, prepared = self.room.collection, self._prepared
        if collection is None or prepared is None:
            return None
        return collection if Path(collection.dir) in prepared.run_dir.parents else None

    # -- showing -----------------------------------------------------------------------------

    def _read(self, collection: Collection) -> None:
        report = dataset.known(collection)
        if report is None:
            self.reading.ask(dataset.report, self._came, wrong=self.problem.show_error)
        else:
            self._show_report(collection, report)

    def _came(self, report: dataset.Report, version: object) -> None:
        collection = self.room.collection
        if collection is not None:
            dataset.keep(collection, version, report)
            self._show_report(collection, report)
            self._show_state()

    def _show_report(self, collection: Collection, report: dataset.Report) -> None:
        try:
            preset = self.ready.method.ways.current() or presets.AUTO
            if preset == presets.AUTO:
                preset = finetune.recommended(collection)
            self._preflight = finetune.preflight(collection, preset=preset, report=report)
        except SongClipError as error:
            self._preflight = None
            self.problem.show_error(error, self.tr("去看模型"), lambda: self.room.go("models"))
            return
        works = report.held_out
        step = max(1, len(works) // HELD_OUT_SHOWN)
        self.ready.show_preflight(self._preflight, works[::step][:HELD_OUT_SHOWN])
        self._offer_to_go_on(collection)

    def _offer_to_go_on(self, collection: Collection) -> None:
        """Only the newest run: one that was followed by another is not missed."""
        newest = next(iter(collection.runs.list()), None)
        broken = newest is not None and newest in runs.resumable(collection)
        if newest is None or not broken or collection.read_only:
            self.offer.clear()
            return
        done = len(finetune.metrics(collection, newest.id)) - 1
        words = self.tr("上一次训练没有做完，停在第 {epoch} 轮之后。")
        run_id = newest.id
        self.offer.show_problem(
            words.format(epoch=max(0, done)),
            self.tr("学到的都留着，可以从那里接着练。"),
            self.tr("接着练"),
            lambda: self.begin(run_id),
        )

    def _show_state(self) -> None:
        running = self._job is not None
        collection, preflight = self.room.collection, self._preflight
        self.ready.setVisible(not running and preflight is not None)
        self.watch.setVisible(running)
        if running:
            self.offer.clear()
        self.start.setVisible(not running)
        self.stop.setVisible(running)
        self.pause.setVisible(running)
        stopping = self._job is not None and self._job.stopping
        self.stop.set_possible(not stopping, self.tr("正在停下"))
        self.pause.set_possible(not stopping, self.tr("正在停下"))
        blocked = preflight.blocked if preflight else None
        read_only = collection is not None and collection.read_only
        reason = self.tr("藏品以只读方式打开着。") if read_only else ""
        if blocked is not None:
            reason = f"{blocked.what}{blocked.remedy}"
            if not running:
                lead = self.tr("去审校")
                self.problem.show_error(blocked, lead, lambda: self.room.go("review"))
        elif collection is None:
            reason = self.tr("先打开藏品。")
        elif preflight is None or self.reading.busy:
            reason = self.tr("正在核对要学的说明。")
        self.start.set_possible(not reason, reason)
        self._say_head(collection)

    def _say_head(self, collection: Collection | None) -> None:
        assert self.head is not None
        subtitle = self.tr("让模型学会你们的用语")
        if self._prepared is not None and collection is not None:
            found: list[Run] = list(reversed(collection.runs.list()))
            number = next((n for n, r in enumerate(found, 1) if r.id == self._prepared.run), 1)
            subtitle = self.tr("第 {number} 次").format(number=QLocale().toString(number))
        self.head.say(self.tr("训练"), subtitle)
