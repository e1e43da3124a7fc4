"""Compare: one query, two rankings side by side, zero-shot and finetuned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes, Progress
from songclip_desktop.records import Caption, Painting, Run
from songclip_desktop.ui.models.example_queries import Example, choose
from songclip_desktop.ui.pages.page import SIDE_PX, Page
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, SegmentedControl
from songclip_desktop.ui.widgets.fields import SearchField
from songclip_desktop.ui.widgets.hit_panel import HitPanel
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.query_chips import QueryChips
from songclip_desktop.ui.widgets.search_board import DEPTH, SearchBoard
from songclip_desktop.workflow import models, search

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.jobs.job import Job
    from songclip_desktop.ui.room import Room

PICTURES = "*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp"


class ComparePage(Page):
    """Enter searches; arrows move through the hits, Ctrl+F goes back to the words."""

    name = "search"
    scrolls = False

    def __init__(self, room: Room) -> None:
        """Builds field, examples, board and side panel."""
        super().__init__(room)
        self._picture: Path | None = None
        self._result: search.SearchResult | None = None
        self._works: dict[int, Painting] = {}
        self._shown: tuple[str, int] = ("finetuned", 0)
        self._examples: list[Example] = []
        self._job: Job | None = None
        self._asked = 0
        self.train = PrimaryButton()
        self.field = SearchField()
        self.by_picture = PlainButton(icon="picture")
        self.target = SegmentedControl()
        self.chips = QueryChips()
        self.board = SearchBoard(room.thumbnails)
        self.detail = HitPanel(room.thumbnails)
        self._problem = ErrorPanel()
        self._strip = ProgressStrip()
        self._build()

    def _build(self) -> None:
        self.header(self.train)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field.setProperty("role", "caption")
        self.field.setMinimumHeight(40)
        row.addWidget(self.field, 1)
        row.addWidget(self.by_picture)
        row.addWidget(self.target)
        self.body.setSpacing(8)
        for part in (row, self.chips, self._problem, self._strip):
            if isinstance(part, QWidget):
                self.body.addWidget(part)
            else:
                self.body.addLayout(part)
        self.body.addWidget(self.board, 1)
        self.body.addStretch(0)
        side = self.side_panel(SIDE_PX, margin_px=0)
        side.body.addWidget(self.detail)
        self._strip.hide()
        self.train.clicked.connect(lambda: self.room.go("finetune"))
        self.field.returnPressed.connect(self.run)
        self.field.textEdited.connect(self._typed)
        self.by_picture.clicked.connect(self._choose_picture)
        self.target.chosen.connect(lambda _key: self.run())
        self.chips.chosen.connect(self.ask)
        self.board.selected.connect(self._select)
        self.detail.open_asked.connect(self._open_work)
        self.detail.similar_asked.connect(self._find_similar)
        self._strip.stop.clicked.connect(lambda: self._job and self._job.stop())
        self.key("Ctrl+F", self._to_field)
        self.setFocusProxy(self.field)

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """Another collection: its own examples, no result yet."""
        self._result, self._picture, self._job = None, None, None
        self._asked += 1
        self._works.clear()
        self.field.clear()
        self.board.show_hits(None, None)
        self.detail.show_nothing()
        self.refresh()

    def refresh(self) -> None:
        """Examples, and whether there is a second column to show."""
        collection = self.room.collection
        if collection is None:
            return
        held_out = [w.id for w in collection.paintings.all() if w.split == "test" and w.image]
        self._examples = choose(collection.captions.list(status="approved"), held_out)
        self.chips.show_queries([example.text for example in self._examples])
        run = self._run()
        self.train.setVisible(run is None)
        self.target.set_choices([("images", self.tr("找画")), ("texts", self.tr("找文"))])
        self._say_head(run)

    def changed(self, changes: Changes) -> None:
        """A new run brings the second column; captions bring other examples."""
        self.refresh()
        if (changes.runs or changes.everything) and self._result is not None:
            self.run()

    def arrive(self, query: str = "", picture: Path | None = None, **_: Any) -> None:
        """`room.go("search", query=…)` asks at once; else the first example opens the page."""
        if picture is not None:
            self.ask_picture(picture)
        elif query:
            self.ask(query)
        elif self._result is None and self._examples and self._job is None:
            self.ask(self._examples[0].text)
        self._to_field()

    def retranslate(self) -> None:
        """All words."""
        self.train.setText(self.tr("去训练"))
        self.field.set_words(self.tr("用你们的话找画，回车开始"), self.tr("清除"))
        self.by_picture.setText(self.tr("用一张图找"))
        self.target.setAccessibleName(self.tr("找什么"))
        self.chips.set_name(self.tr("试试"))
        self._strip.set_name(self.tr("检索"))
        self._strip.retranslate()
        self.detail.retranslate()
        if self.side is not None:
            self.side.word = self.tr("这一件")
        self.refresh()
        if self._result is not None:
            self._show(self._result)

    @property
    def result(self) -> search.SearchResult | None:
        """What is shown, or None before the first search."""
        return self._result

    # -- asking ------------------------------------------------------------------------------

    def ask(self, text: str) -> None:
        """Searches for words."""
        self._picture = None
        self.field.setText(text)
        self.run()

    def ask_picture(self, picture: Path) -> None:
        """Searches for what looks like a picture."""
        self._picture = picture
        self.field.setText(self.tr("像「{name}」的").format(name=picture.name))
        self.run()

    def run(self) -> None:
        """Searches for what the field holds; the old result stays, paler, until the new is here."""
        collection = self.room.collection
        query = self._picture or self.field.text()
        if collection is None:
            return
        run = self._run()
        target = "texts" if self.target.current() == "texts" else "images"
        try:
            prepared = search.prepare(
                collection,
                query,
                k=DEPTH,
                run=run.id if run else None,
                compare=True,
                target=target,
            )
        except SongClipError as error:
            self._problem.show_error(error)
            return
        self._problem.clear()
        self.board.set_dimmed(self._result is not None)
        if self._job is not None:
            self._job.stop()
        self._asked += 1
        engine, asked = self.room.engine, self._asked
        job = self.room.jobs.start(
            self.tr("检索"),
            lambda listener: search.execute(prepared, engine, listener),
            lambda result: self._found(asked, result),
            on_failure=lambda problem: self._failed(asked, problem),
            on_progress=self._progressed,
            page=self.name,
            icon="search",
        )
        self._job = job if job.state == "running" else None
        self._say_head(run)

    def _typed(self) -> None:
        self._picture = None

    def _choose_picture(self) -> None:
        words = self.tr("图片 ({patterns})").format(patterns=PICTURES)
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("用一张图找"), "", words)
        if chosen:
            self.ask_picture(Path(chosen))

    def _find_similar(self) -> None:
        collection, painting = self.room.collection, self._selected_work()
        if collection is not None and painting is not None and painting.image is not None:
            self.ask_picture(collection.images.path(painting.image))
            self.field.setText(self.tr("像《{title}》的").format(title=painting.title))

    def _open_work(self) -> None:
        painting = self._selected_work()
        if painting is not None:
            self.room.go("collection", painting=painting.id)

    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # -- answers -----------------------------------------------------------------------------

    def _progressed(self, progress: Progress) -> None:
        """Only where something is indexed first; a query alone is over before one could read it."""
        if self._job is not None and progress.unit in ("image", "picture") and progress.total > 1:
            self._strip.show_progress(progress, self._job.pace)
            self._strip.show()

    def _failed(self, asked: int, problem: object) -> None:
        if asked != self._asked:
            return
        self._job = None
        self._strip.hide()
        self.board.set_dimmed(False)
        self._problem.show_error(problem, self.tr("再试"), self.run)

    def _found(self, asked: int, result: search.SearchResult) -> None:
        """Shows the answer, unless something else was asked meanwhile."""
        collection = self.room.collection
        if collection is None or asked != self._asked:
            return
        self._job = None
        self._strip.hide()
        changes = search.finish(collection, result)
        self._show(result)
        if changes.index:
            self.room.feed.announce(changes)

    def _show(self, result: search.SearchResult) -> None:
        collection = self.room.collection
        if collection is None:
            return
        self._result = result
        ids = {hit.painting_id for hit in self.board.hits_shown(result) if hit.painting_id}
        self._works = {work.id: work for work in collection.paintings.records(sorted(ids))}
        self._say_head(self._run())
        self.board.show_result(result, self._works, self._run_words(result.run))

    # -- the hit in the side panel -----------------------------------------------------------

    def _hit(self, column: str, row: int) -> search.Hit | search.TextHit:
        assert self._result is not None
        hits = self._result.finetuned if column == "finetuned" else self._result.zero_shot
        assert hits is not None
        return hits[row]

    def _selected_work(self) -> Painting | None:
        return self._works.get(self._hit(*self._shown).painting_id or 0) if self._result else None

    def _select(self, column: str, row: int) -> None:
        if self._result is None:
            return
        self._shown = (column, row)
        hit = self._hit(column, row)
        ranks = self.board.rank_words(column, hit)
        work = self._selected_work()
        if work is not None:
            self.detail.show_work(work, ranks, self._caption_for(work.id, hit))
        elif isinstance(hit, search.TextHit):
            self.detail.show_passage(hit.source or "", hit.text, ranks)

    def _caption_for(self, work: int, hit: search.Hit | search.TextHit) -> Caption | None:
        """The caption that was found, else the work's first approved one."""
        collection = self.room.collection
        captions = collection.captions.of(work) if collection else ()
        approved = [caption for caption in captions if caption.status == "approved"]
        found = [c for c in approved if isinstance(hit, search.TextHit) and c.id == hit.id]
        return next(iter(found + approved), None)

    # -- where things stand ------------------------------------------------------------------

    def _run(self) -> Run | None:
        """The run of the second column: the adopted one, else the newest finished."""
        collection = self.room.collection
        if collection is None:
            return None
        model = models.in_use(collection)
        return collection.runs.active(model) or collection.runs.newest_finished(model)

    def _run_words(self, run_id: str | None) -> str:
        collection = self.room.collection
        runs = [run.id for run in reversed(collection.runs.list())] if collection else []
        if run_id not in runs:
            return ""
        return self.tr("第 {number} 次").format(number=runs.index(run_id) + 1)

    def _say_head(self, run: Run | None) -> None:
        collection = self.room.collection
        assert self.head is not None
        count = QLocale().toString(collection.paintings.count() if collection else 0)
        subtitle = self.tr("{count} 件，全在本机").format(count=count)
        if self._result is not None:
            words = self.tr("{count} 件，{seconds} 秒，全在本机")
            subtitle = words.format(count=count, seconds=f"{self._result.seconds:.2f}")
        elif self._job is not None:
            subtitle = self.tr("正在检索")
        elif run is None:
            subtitle = self.tr("{count} 件；训练之后这里有两列").format(count=count)
        self.head.say(self.tr("检索对比"), subtitle)
