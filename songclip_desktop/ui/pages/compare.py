"""Compare: one query, two rankings side by side; why each hit stands there; which is better."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.ui.models import example_queries
from songclip_desktop.ui.models.asking import Asking
from songclip_desktop.ui.models.example_queries import Example
from songclip_desktop.ui.models.search_task import SearchTask
from songclip_desktop.ui.pages.compare_answer import CompareAnswer, expected_work
from songclip_desktop.ui.pages.compare_hit import CompareHit
from songclip_desktop.ui.pages.compare_recall import CompareRecall
from songclip_desktop.ui.pages.compare_sheets import CompareSheets
from songclip_desktop.ui.pages.compare_sides import CompareSides
from songclip_desktop.ui.pages.compare_verdict import CompareVerdict
from songclip_desktop.ui.pages.page import SIDE_PX, Page
from songclip_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.fields import Check
from songclip_desktop.ui.widgets.hit_panel import HitPanel
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.query_bar import QueryBar, dropped
from songclip_desktop.ui.widgets.rank_board import COLUMNS
from songclip_desktop.ui.widgets.search_board import SearchBoard
from songclip_desktop.ui.widgets.verdict_bar import VerdictBar
from songclip_desktop.workflow import search
from songclip_desktop.workflow.queries import Picture

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room

TYPING_MS = 0  # the encoder is warm: an answer comes before the next key


class ComparePage(Page):
    """Typing searches; arrows move through the hits, [ = ] judge, Ctrl+F goes back to the words."""

    name = "search"
    scrolls = False

    def __init__(self, room: Room) -> None:
        """Builds field, board, verdict and side panel."""
        super().__init__(room)
        self.setAcceptDrops(True)
        self._result: search.SearchResult | None = None
        self._answered, self._opened_with = Asking(""), ""  # the latter is the page's own question
        self._examples: list[Example] = []
        self._by_key, self._works = False, 0
        self.train = PrimaryButton()
        self.only_moved, self.tray, self.more = Check(), QuietButton(), QuietButton(icon="more")
        self.bar = QueryBar()
        self.field, self.chips, self.target = self.bar.field, self.bar.chips, self.bar.target
        self.board = SearchBoard(room.thumbnails)
        self.sides = CompareSides(room, self.board, self)
        self.verdict = VerdictBar()
        self.judging = CompareVerdict(room, self.verdict, self.sides, self)
        self.detail = HitPanel(room.thumbnails)
        self.hit = CompareHit(room, self.board, self.detail, self.sides, self)
        self.answer = CompareAnswer(self.board, self.hit, self.sides, self)
        self.task = SearchTask(room, "", self)
        self.recall = CompareRecall(room, self.bar, lambda: [each.text for each in self._examples])
        self._problem, self._strip = ErrorPanel(), ProgressStrip()
        self._build()
        self.sheets = CompareSheets(self)
        self._connect()

    def _build(self) -> None:
        self.header(self.only_moved, self.tray, self.more, self.train)
        self.body.setSpacing(8)
        for part in (self.bar, self._problem, self._strip):
            self.body.addWidget(part)
        self.body.addWidget(self.board, 1)
        self.body.addStretch(0)
        self.body.addWidget(self.verdict)
        side = self.side_panel(SIDE_PX, margin_px=0)
        side.body.addWidget(self.detail)
        self._strip.hide()
        self.setFocusProxy(self.field)
        self.next_control = self.field

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(lambda: self.run(typed=True))
        self.train.clicked.connect(lambda: self.room.go("finetune" if self._works else "import"))
        self.only_moved.clicked.connect(self._show_again)
        self.bar.typed.connect(self._type)
        self.bar.entered.connect(self.run)
        self.bar.pictured.connect(self.ask_picture)
        self.chips.chosen.connect(self.ask)
        self.sides.changed.connect(self._change_sides)
        self.judging.failed.connect(self._problem.show_error)
        self.judging.kept.connect(self._problem.clear)
        self.judging.kept.connect(self._remember)
        self.hit.asked.connect(self.take)
        self.recall.taken.connect(self.take)
        self.recall.tried.connect(self.ask)
        self.sheets.opened.connect(self.ask)
        self.task.found.connect(self._found)
        self.task.failed.connect(self._failed)
        self.task.moved.connect(self._moved)
        self._strip.stop.clicked.connect(lambda: self.task.job and self.task.job.stop())
        self.key("Ctrl+F", self._to_field)

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """Another collection: its own examples, no result yet."""
        self.sheets.close()
        self.task.drop()
        self.sides.forget()
        self._result = None
        self.only_moved.setChecked(False)
        self.bar.clear()
        self.board.show_hits(None, None)
        self.hit.clear()
        self.refresh()

    def refresh(self) -> None:
        """Examples, and whether there is a second column to show."""
        collection = self.room.collection
        self._works = collection.paintings.count() if collection else 0
        self.train.setText(self.tr("去训练") if self._works else self.tr("去入藏"))
        if collection is None:
            return
        self._examples = example_queries.of_collection(collection)
        self.chips.show_queries([example.text for example in self._examples])
        another = self.sides.read(collection)
        self.train.setVisible(not self.sides.right)
        self.show_verdict()
        self.sheets.count()
        self._say_head()
        if another and self._result is not None:
            self.run()
            self.sheets.regression.ask_once()

    def changed(self, changes: Changes) -> None:
        """A new run brings the second column; what is gone leaves the lists, what is new comes."""
        self.refresh()
        collection, result = self.room.collection, self._result
        if collection is None or result is None:
            return
        if changes.index and result.missing:
            self.run(typed=True)
        elif (left := search.without_gone(collection, result)) is not result:
            self._show(left)

    def arrive(
        self, query: str = "", picture: Path | None = None, image: Path | None = None, **more: Any
    ) -> None:
        """`query` asks at once, else the first example opens the page; `sides`: two runs to show."""
        if "sides" in more:
            self.sides.stand(*more["sides"])
        if given := picture or image:
            self.bar.take_file(given)
        elif query:
            self.ask(query)
        elif self._result is None and self._examples and self.task.job is None:
            self._opened_with = self._examples[0].text
            self._ask_anew(self._opened_with)
        self._to_field()

    def retranslate(self) -> None:
        """All words."""
        self.only_moved.setText(self.tr("只看有变化的"))
        self.task.name = self.tr("检索")
        self._strip.set_name(self.tr("检索"))
        self.more.setText(self.tr("更多"))
        for part in (self.bar, self._strip, self.verdict, self.detail, self.hit, self.sheets):
            part.retranslate()
        if self.side is not None:
            self.side.word = self.tr("这一件")
        self.refresh()
        self._show_again()

    def show_verdict(self) -> None:
        """The verdict bar anew: names and counts may be others."""
        self.judging.show(self._result, self._answered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Outside the field [ = ] choose a verdict and Enter keeps it."""
        choice = {"[": "left", "=": "same", "]": "right"}.get(event.text())
        if choice:
            self.verdict.choose(choice)
        elif event.text() in ("h", "H"):
            self.detail.turn_heat()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.verdict.enter()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One picture is welcome."""
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Asks for what looks like it."""
        files = dropped(event)
        if files:
            event.acceptProposedAction()
            self.bar.take_file(files[0])

    @property
    def result(self) -> search.SearchResult | None:
        """What is shown, or None before the first search."""
        return self._result

    # -- asking ------------------------------------------------------------------------------

    def ask(self, text: str) -> None:
        """Searches for words; those of a caption are taken as they are."""
        collection = self.room.collection
        whole = collection is not None and expected_work(collection, text) is not None
        self._ask_anew(text, whole=whole)

    def ask_picture(self, picture: Picture, said: str, without: int | None = None) -> None:
        """Searches for what looks like a picture; `said` is how the field calls it."""
        self._ask_anew(said, look=picture, without=without)

    def take(self, asking: Asking) -> None:
        """Searches for what was asked before."""
        self.bar.show_asking(asking)
        self.run()

    def run(self, *, typed: bool = False) -> None:
        """Asks; the old result stays, paler, until the new is here."""
        self._typing.stop()
        self._by_key = typed
        asking = self.bar.asking()
        if self.room.collection is None or (typed and not asking.text.strip()):
            return
        self.bar.show_state()
        if not typed:
            self.board.set_dimmed(self._result is not None)
            self.recall.remember(asking)
        self.task.ask(asking, self.sides.pair, typed=typed)

    def _ask_anew(self, text: str, **given: Any) -> None:
        held = self.bar.asking()
        self.take(
            Asking(
                text,
                **given,
                target=held.target,
                within=held.within,
                kind=held.kind,
                templates=held.templates,
                hybrid=held.hybrid,
            )
        )

    def _type(self) -> None:
        self._typing.start()

    def _remember(self) -> None:
        self.recall.remember(self._answered)

    def _change_sides(self) -> None:
        self.sheets.regression.ask_once()
        if self._result is not None:
            self.run()

    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # -- answers -----------------------------------------------------------------------------

    def _moved(self) -> None:
        """Progress only where something is indexed first."""
        job = self.task.job
        if job is not None and self.task.slow and job.latest is not None:
            self._strip.show_progress(job.latest, job.pace)
        self._strip.setVisible(job is not None and self.task.slow)
        self._say_head()

    def _failed(self, problem: object) -> None:
        self._strip.hide()
        self.board.set_dimmed(False)
        again = not isinstance(problem, SongClipError) or problem.code != "query_empty"
        self._problem.show_error(problem, self.tr("再试") if again else "", self.run)

    def _found(self, result: search.SearchResult, asking: Asking) -> None:
        """Shows the answer."""
        self._problem.clear()
        if result.note:
            self._problem.show_problem(result.note)
        self._answered = asking
        self._show(result)
        if result.zero_shot and result.finetuned and asking.text != self._opened_with:
            self.room.compared.emit()

    def _show_again(self) -> None:
        if self._result is not None:
            self._show(self._result)

    def _show(self, result: search.SearchResult) -> None:
        collection = self.room.collection
        if collection is None:
            return
        self._result = result
        self.board.only_moved = self.only_moved.isChecked()
        words = self.answer.show(collection, result, self._answered)
        if words:
            self.chips.say(words)
        self._say_head()
        self.judging.show(result, self._answered)
        self.hit.typing = self._by_key
        self.board.select(COLUMNS[1] if result.finetuned else COLUMNS[0], 0)
        self.hit.typing = False

    # -- where things stand ------------------------------------------------------------------

    def _say_head(self) -> None:
        assert self.head is not None
        count = QLocale().toString(self._works)
        subtitle = self.tr("{count} 件，全在本机").format(count=count)
        if self._result is not None:
            words, host = self.tr("{count} 件，{seconds} 秒，全在本机"), self._result.server
            if host:
                words = self.tr("{count} 件，{seconds} 秒，由 {host} 检索")
            told = {"count": count, "seconds": f"{self._result.seconds:.2f}", "host": host}
            subtitle = words.format(**told)
            if self._result.missing:
                behind = QLocale().toString(self._result.missing)
                subtitle += self.tr("；还有 {count} 幅正在编入索引").format(count=behind)
        elif self.task.job is not None:
            subtitle = self.tr("正在检索")
        elif not self._works:
            subtitle = self.tr("还没有画；入藏之后在这里检索")
        elif not self.sides.right:
            subtitle = self.tr("{count} 件；训练之后这里有两列").format(count=count)
        self.head.say(self.tr("检索对比"), subtitle)
        self.only_moved.setVisible(bool(self.sides.right))
