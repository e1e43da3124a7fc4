"""A walk through the real window with a curator's own clicks and keys, a picture of every page.

It goes from an untouched demo collection to a compared search, and fails where a curator would.
In several dresses, for the manual, it pictures what lies beside the way too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from songclip_desktop import paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.ui import tour_views
from songclip_desktop.ui.main_window import PAGES, MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.pages.compare import ComparePage
from songclip_desktop.ui.pages.draft import DraftPage
from songclip_desktop.ui.pages.evaluate import EvaluatePage
from songclip_desktop.ui.pages.finetune import FinetunePage
from songclip_desktop.ui.pages.import_ import ImportPage
from songclip_desktop.ui.pages.map import MapPage
from songclip_desktop.ui.pages.models import ModelsPage
from songclip_desktop.ui.pages.review import ReviewPage
from songclip_desktop.ui.widgets.dialogs import Dialog
from songclip_desktop.workflow import evaluate

CURATOR = "林馆员"
APPROVALS = 9  # three works with three kinds each
JOB_LIMIT_S, TRAINING_LIMIT_S, SETTLE_LIMIT_S = 240.0, 1800.0, 5.0
PHOTOGRAPHED_AT = 0.4  # of the training's steps

Kind = TypeVar("Kind", bound=QWidget)
Dress = tuple[str, str]  # (theme, language)
TAILS = {"zh_CN": "zh", "zh_TW": "zh_TW", "en": "en"}  # of file names


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of one page; `file` is relative to the tour's folder."""

    name: str
    file: str
    theme: str
    lang: str


@dataclass(frozen=True)
class Toured:
    """What the walk brought; `before` and `after` hold the recalls {t2i {r1, r5, r10}, i2t {…}}."""

    pages: tuple[Shot, ...]
    before: dict[str, Any]
    after: dict[str, Any]
    verdict: str


class Tour:
    """Walks once. Main thread, no event loop running: it lets events through itself."""

    def __init__(
        self,
        window: MainWindow,
        out: Path,
        listener: Listener,
        dresses: Sequence[Dress] = (("light", "zh_CN"),),
    ) -> None:
        """`window` has no collection yet; each page is pictured in `out`, in each of `dresses`."""
        self._window, self._room = window, window.room
        self._out, self._listener, self._dresses = out, listener, tuple(dresses)
        self._manual = len(self._dresses) > 1
        self._shots: list[Shot] = []
        self._evaluation: evaluate.Evaluation | None = None

    def walk(self) -> Toured:
        """From the first start to a compared search.

        Raises:
            SongClipError: `tour_failed`: a step did not come to its end; or what a task reported.
            Stopped: the listener asked for it.
        """
        QApplication.setCursorFlashTime(0)
        self._window.activateWindow()  # where there is no window manager, nobody else gives it the keys
        steps: tuple[tuple[str, Callable[[], None]], ...] = (
            ("collection", self._open_demo),
            ("import", self._import),
            ("annotate", self._look_at_texts),
            ("draft", self._draft),
            ("review", self._review),
            ("dataset", lambda: self._shoot("dataset")),
            ("finetune", self._finetune),
            ("evaluate", self._evaluate),
            ("search", self._compare),
            ("models", self._look_at_settings),
        )
        for number, (name, step) in enumerate(steps):
            self._listener.progress(Progress(number, len(steps), "page", name))
            if name != "collection" and self._window.current != name:
                self._click(self._window.rail.items[name])
                self._work_off()  # what the page reads first
            step()
        self._listener.progress(Progress(len(steps), len(steps), "page"))
        found = self._evaluation
        assert found is not None
        before, after = (
            {way: dict(side[way]) for way in ("t2i", "i2t")}
            for side in (found.zero_shot, found.finetuned)
        )
        return Toured(tuple(self._shots), before, after, found.verdict)

    # -- the steps ---------------------------------------------------------------------------

    def _open_demo(self) -> None:
        self._room.settings.guided = True  # its strip is no part of a page
        self._window.opening.open_at_start()
        self._until(lambda: self._room.collection is not None, JOB_LIMIT_S)
        self._work_off()
        self._shoot("collection")
        collection = self._room.collection
        if self._manual and collection is not None:
            tour_views.guide(self._window, self._shoot_beside)
            tour_views.works(self._page(CollectionPage), collection, self._shoot_beside)

    def _import(self) -> None:
        page = self._page(ImportPage)
        collection = self._room.collection
        assert collection is not None
        before = collection.paintings.count()
        arrivals = paths.demo_collection() / "new_arrivals"
        # What a drop of that folder on the page does; the system's own dialogs cannot be driven.
        page.look_at([arrivals])
        self._work_off()
        self._shoot("import")
        self._click(page.take)
        self._work_off()
        self._check(collection.paintings.count() > before, say("没有入藏新画", "nothing came in"))

    def _look_at_texts(self) -> None:
        self._shoot("annotate")

    def _draft(self) -> None:
        page = self._page(DraftPage)
        drafts = self._counts()["draft"]
        self._click(page.primary)
        self._until(lambda: not page.task.running, JOB_LIMIT_S)
        self._work_off()
        self._check(self._counts()["draft"] > drafts, say("没有写出草稿", "no draft was written"))
        self._shoot("draft")
        self._click(page.primary)

    def _review(self) -> None:
        page = self._page(ReviewPage)
        approved = self._counts()["approved"]
        asked = QTimer(interval=100)
        asked.timeout.connect(_give_name)
        asked.start()
        self._edit_one(page)
        for _ in range(APPROVALS - 1):
            QTest.keyClick(page, Qt.Key.Key_A)
            self._breathe()
        QTest.keyClick(page, Qt.Key.Key_R)
        QTest.keyClick(page, Qt.Key.Key_Z)
        asked.stop()
        now = self._counts()["approved"]
        self._check(now == approved + APPROVALS, say("通过没有记下", "approvals were not kept"))
        QTest.keyClick(page, Qt.Key.Key_E)
        self._type(_focus(QPlainTextEdit), "清润可爱。")
        QTest.keyClick(_focus(QPlainTextEdit), Qt.Key.Key_Escape)
        self._window.toast.hide()
        self._shoot("review")
        if self._manual:
            tour_views.history(page, self._shoot_beside)

    def _edit_one(self, page: ReviewPage) -> None:
        """E opens the editor, words come as from an input method, Ctrl+Enter approves."""
        QTest.keyClick(page, Qt.Key.Key_E)
        editor = _focus(QPlainTextEdit)
        self._type(editor, "设色古雅。")
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        # Without a window manager nobody gives the keys back after a dialog.
        self._window.activateWindow()
        self._breathe()

    def _finetune(self) -> None:
        page = self._page(FinetunePage)
        self._work_off()
        page.refresh()
        self._work_off()
        if self._manual:
            self._shoot_beside("finetune-ready")
        self._click(page.start)
        self._until(lambda: page.running, JOB_LIMIT_S)  # the works are read once more before it
        self._until(
            lambda: page.share_done >= PHOTOGRAPHED_AT or not page.running, TRAINING_LIMIT_S
        )
        if page.running:
            self._shoot("finetune")
        self._until(lambda: not page.running, TRAINING_LIMIT_S)
        self._work_off()
        self._check(self._window.current == "evaluate", say("没有结果", "there is no result"))

    def _evaluate(self) -> None:
        page = self._page(EvaluatePage)
        collection = self._room.collection
        assert collection is not None
        newest = collection.runs.list()[0]
        self._evaluation = evaluate.load(collection, newest.id)
        self._shoot("evaluate")
        adopt = page.adopt if page.adopt.isVisible() else page.adopt_anyway
        self._click(adopt)
        adopted = collection.runs.get(newest.id).active
        self._check(adopted, say("没有启用", "the run was not adopted"))
        self._window.toast.hide()

    def _compare(self) -> None:
        page = self._page(ComparePage)
        self._work_off()
        page.field.setFocus()
        page.field.selectAll()
        self._type(page.field, "雪中垂钓的老人")
        QTest.keyClick(page.field, Qt.Key.Key_Return)
        self._work_off()
        self._check_columns(page)
        page.field.clear()
        self._click(page.chips.buttons[0])
        self._work_off()
        self._check_columns(page)
        self._shoot("search", ready=lambda: page.detail.why.weights() is not None)

    def _check_columns(self, page: ComparePage) -> None:
        found = page.result
        both = found is not None and bool(found.zero_shot) and bool(found.finetuned)
        self._check(both, say("没有两列结果", "there are not two columns"))

    def _look_at_settings(self) -> None:
        page = self._page(ModelsPage)
        self._shoot("models")
        if self._manual:
            tour_views.settings(page, self._shoot_beside)
            self._click(self._window.rail.items["map"])
            tour_views.atlas(self._page(MapPage), self._shoot_beside)

    # -- the curator's hands -----------------------------------------------------------------

    def _page(self, kind: type[Kind]) -> Kind:
        return next(page for page in self._window.pages.values() if isinstance(page, kind))

    def _click(self, button: QAbstractButton) -> None:
        usable = button.isVisible() and button.isEnabled()
        name = button.text() or button.accessibleName()
        self._check(usable, say("「{name}」点不到", "“{name}” cannot be clicked", name=name))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._breathe()

    def _type(self, field: QWidget, text: str) -> None:
        """Chinese comes from an input method as one committed string."""
        words = QInputMethodEvent()
        words.setCommitString(text)
        QApplication.sendEvent(field, words)
        self._breathe()

    def _counts(self) -> dict[str, int]:
        collection = self._room.collection
        assert collection is not None
        return collection.captions.counts()

    # -- waiting and looking -----------------------------------------------------------------

    def _check(self, fine: bool, what: str) -> None:
        if fine:
            return
        raise SongClipError(
            "tour_failed",
            say("漫游停在“{page}”：{what}。", "The tour broke off at {page}: {what}.",
                page=self._window.current, what=what),
            say("请看日志，或用窗口自己走一遍这一步。", "See the log, or take this step yourself."),
        )  # fmt: skip

    def _breathe(self, ms: int = 30) -> None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, ms)

    def _until(self, done: Callable[[], bool], limit_s: float) -> None:
        end = time.monotonic() + limit_s
        while not done():
            if self._listener.should_stop():
                raise Stopped
            self._raise_failed()
            self._check(time.monotonic() < end, say("等得太久", "it took too long"))
            QTest.qWait(20)

    def _work_off(self) -> None:
        """Waits until no job is running, also none that another one started at its end."""
        jobs = self._room.jobs
        looks = 0
        while looks < 3:
            QTest.qWait(20)
            self._until(lambda: not jobs.running and not jobs.busy, JOB_LIMIT_S)
            looks = 0 if jobs.busy else looks + 1
        self._raise_failed()

    def _raise_failed(self) -> None:
        for job in self._room.jobs.done:
            if job.state == "failed":
                problem = job.problem
                if isinstance(problem, SongClipError):
                    raise problem
                self._check(False, f"{job.name}: {problem}")

    def _shoot(
        self, name: str, dresses: Sequence[Dress] = (), ready: Callable[[], bool] = lambda: True
    ) -> None:
        """A picture of the page as it stands, in each dress; `ready`: all is there once more."""
        for theme, lang in dresses or self._dresses:
            self._dress(theme, lang)
            self._settle()
            if not ready():
                self._until(ready, JOB_LIMIT_S)
                self._settle()
            tail = f"-{theme}-{TAILS[lang]}" if self._manual else ""
            file = f"{name}{tail}.png"
            self._window.grab().save(str(self._out / file))
            self._shots.append(Shot(name, file, theme, lang))
        if self._manual:
            self._dress(*self._dresses[0])

    def _shoot_beside(self, name: str) -> None:
        """The same of what is no stop of the tour, once its tasks are done; a part in one theme."""
        self._work_off()
        stops = len(self._shots)
        first = self._dresses[0][0]
        self._shoot(name, [each for each in self._dresses if name in PAGES or each[0] == first])
        del self._shots[stops:]

    def _dress(self, theme: str, lang: str) -> None:
        settings = self._room.settings
        if (settings.theme, settings.language) != (theme, lang):
            settings.theme, settings.language = theme, lang  # type: ignore[assignment]
            self._room.settings_changed.emit()

    def _settle(self) -> None:
        """Until two looks 200 ms apart are the same, or, while something moves, long enough."""
        end = time.monotonic() + SETTLE_LIMIT_S
        QTest.qWait(200)
        before = self._window.grab().toImage()
        while time.monotonic() < end:
            QTest.qWait(200)
            now = self._window.grab().toImage()
            if now == before:
                return
            before = now


def tour_fields(toured: Toured, out: Path, seconds: float) -> dict[str, Any]:
    """The object that the verb's result and tour.json hold."""
    return {
        "out": str(out.resolve()),
        "pages": [asdict(shot) for shot in toured.pages],
        "before": toured.before,
        "after": toured.after,
        "verdict": toured.verdict,
        "seconds": seconds,
    }


def _focus(kind: type[Kind]) -> Kind:
    widget = QApplication.focusWidget()
    assert isinstance(widget, kind), widget
    return widget


def _give_name() -> None:
    """Answers the one question that is asked at the first approval."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, Dialog):
        field = dialog.findChild(QLineEdit)
        if field is not None:
            field.setText(CURATOR)
        dialog.yes.click()
