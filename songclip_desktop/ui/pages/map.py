"""图谱: what the model sees as alike lies close; zero-shot, finetuned, or both side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes, Listener, Progress
from songclip_desktop.records import Painting
from songclip_desktop.ui.models import map_data
from songclip_desktop.ui.models.beside import beside, reading
from songclip_desktop.ui.models.map_data import MapData
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.widgets.buttons import PlainButton, SegmentedControl
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.map_panel import MapPanel
from songclip_desktop.ui.widgets.map_stage import BOTH, FINETUNED, ZERO_SHOT, MapStage
from songclip_desktop.ui.widgets.messages import EmptyState, ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip, number
from songclip_desktop.workflow import atlas

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.jobs.job import Job
    from songclip_desktop.ui.room import Room


# So many chosen works are read before one sees that one waits.
AT_ONCE = 100
_About = tuple[list[Painting], list[str], dict[int, dict[str, str]]]


class MapPage(Page):
    """+ − 0 zoom, arrows go to the neighbour, Space takes it, Shift and drag circles."""

    name = "map"
    scrolls = False

    def __init__(self, room: Room) -> None:
        """Nothing is laid out before the page is seen."""
        super().__init__(room)
        self._data: MapData | None = None
        self._run = ""
        self._wanted = FINETUNED  # the side to be shown where there is one
        self._job: Job | None = None
        self._asked = 0
        self._chosen: list[int] = []
        self.side_choice = SegmentedControl()
        self.field, self.method = Choice(), Choice()
        self.stage = MapStage(room.thumbnails)
        self.panel = MapPanel(room.thumbnails)
        self.begin = PlainButton(tall=True)
        self.empty = EmptyState(self.begin)
        self._problem, self._strip = ErrorPanel(), ProgressStrip()
        self._build()
        self._connect()

    # -- what the window calls ---------------------------------------------------------------

    def open_collection(self, collection: Collection | None) -> None:
        """Another collection has another map."""
        self._data, self._chosen, self._run, self._job = None, [], "", None
        self._asked += 1
        self.stage.show_data(None, ZERO_SHOT)
        self.refresh()

    def refresh(self) -> None:
        """Lays the map out where that has not been done; what is there stays till then."""
        collection = self.room.collection
        filled = bool(collection and collection.paintings.count())
        self._stack.setCurrentIndex(0 if filled else 1)
        self.want_parts(side=filled)
        if filled and self._data is None and self._job is None:
            self.lay_out()
        self._say()

    def changed(self, changes: Changes) -> None:
        """Another run or other vectors: another map. A caption alone moves no picture."""
        if changes.index or changes.runs or changes.everything:
            self._data = None
        self.refresh()

    def retranslate(self) -> None:
        """All words."""
        self.field.setAccessibleName(self.tr("按什么分"))
        self.field.set_choices(
            [
                ("format", self.tr("按品式分形")),
                ("dynasty", self.tr("按年代分形")),
                ("artist", self.tr("按作者分形")),
                ("work_kind", self.tr("按类别分形")),
                ("split", self.tr("按训练与留出分形")),
            ]
        )
        self.method.setAccessibleName(self.tr("怎样铺开"))
        self.method.set_choices([("tsne", "t-SNE"), ("umap", "UMAP")])
        self.side_choice.setAccessibleName(self.tr("哪个模型"))
        self.begin.setText(self.tr("去入藏"))
        self.empty.say(self.tr("这里还没有画"), self.tr("入藏之后，看来相像的画会排在一起。"))
        self._strip.set_name(self.tr("铺开图谱"))
        self._strip.retranslate()
        self.stage.retranslate()
        self.panel.retranslate()
        if self.side is not None:
            self.side.word = self.tr("圈中的画")
        self._name_sides()
        self._say()

    # -- laying out --------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Computes the map as a job; one that was kept comes at once."""
        collection = self.room.collection
        if collection is None:
            return
        method = "umap" if self.method.current() == "umap" else "tsne"
        self._problem.clear()
        if self._job is not None:
            self._job.stop()
        self._asked += 1
        engine, asked = self.room.engine, self._asked
        lay = beside(
            collection,
            lambda reader: atlas.prepare(reader, method=method),
            lambda prepared, listener: atlas.execute(prepared, engine, listener),
        )
        join = reading(collection, map_data.read)

        def make(listener: Listener) -> tuple[str, MapData]:
            made = lay(listener)
            return made.run or "", join(made).at_hand()

        job = self.room.jobs.start(
            self.tr("铺开图谱"),
            make,
            lambda made: self._laid_out(asked, *made),
            on_failure=lambda error: self._failed(asked, error),
            on_stopped=lambda: self._failed(asked, None),
            on_progress=self._progressed,
            page=self.name,
            icon="map",
        )
        self._job = job if job.state == "running" else None
        self._say()

    def _progressed(self, progress: Progress) -> None:
        if self._job is not None:
            self._strip.show_progress(progress, self._job.pace)
            self._strip.show()

    def _failed(self, asked: int, error: object) -> None:
        if asked != self._asked:
            return
        self._job = None
        self._strip.hide()
        if error is not None:
            self._problem.show_error(error, self.tr("再试"), self.lay_out)
        self._say()

    def _laid_out(self, asked: int, run: str, data: MapData) -> None:
        if asked != self._asked:
            return
        self._job = None
        self._strip.hide()
        self._data, self._run = data, run
        self._name_sides()
        self.stage.show_data(self._data, self.side_choice.current())
        self._choose(self._chosen)
        self._say()

    # -- choosing and saving -----------------------------------------------------------------

    def _choose(self, works: list[int]) -> None:
        self._chosen = list(dict.fromkeys(works))
        self.stage.select(self._chosen)
        collection, chosen, data = self.room.collection, self._chosen, self._data
        if collection is None or data is None:
            return
        if len(chosen) <= AT_ONCE:
            self.panel.show_works(*_about(collection, data, chosen))
            return

        def show(told: _About) -> None:
            if chosen is self._chosen and data is self._data:
                self.panel.show_works(*told)

        read = reading(collection, _about)
        self.room.jobs.start(
            self.tr("圈中的画"),
            lambda _listener: read(data, chosen),
            show,
            page=self.name,
            icon="map",
            passing=True,
        )

    def _show_in_grid(self) -> None:
        self.room.go("collection", works=list(self._chosen))

    def _open(self, work: int) -> None:
        self.room.go("collection", painting=work)

    def _show_side(self, side: str) -> None:
        self._wanted = side
        if self._data is not None:
            self.stage.show_side(side)

    def _save(self) -> None:
        name = f"{self.tr('图谱')}.png"
        kinds = "PNG (*.png);;SVG (*.svg)"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("存为图片"), name, kinds)
        if not chosen:
            return
        try:
            self.stage.write(Path(chosen), self.tr("图谱"))
        except SongClipError as error:
            self._problem.show_error(error)
            return
        self.room.toast(self.tr("已存为 {0}").format(chosen))

    # -- words -------------------------------------------------------------------------------

    def _name_sides(self) -> None:
        sides = [(ZERO_SHOT, self.tr("零样本"))]
        if self._data is not None and self._data.finetuned is not None:
            sides += [(FINETUNED, self._run_words()), (BOTH, self.tr("并排"))]
        self.side_choice.set_choices(sides)
        self.side_choice.choose(self._wanted if len(sides) > 1 else ZERO_SHOT)
        for head, words in zip(self.stage.heads, (sides[0][1], self._run_words()), strict=True):
            head.setText(words)

    def _run_words(self) -> str:
        runs = list(reversed(self.room.collection.runs.list())) if self.room.collection else []
        for place, run in enumerate(runs, start=1):
            if run.id == self._run:
                return run.name or self.tr("微调第 {0} 次").format(number(place))
        return self.tr("微调")

    def _say(self) -> None:
        assert self.head is not None
        subtitle = self.tr("越近，模型看来越像")
        if self._job is not None:
            subtitle = self.tr("正在铺开")
        elif self._data is not None and self._data.finetuned is None:
            subtitle = self.tr("越近，模型看来越像；训练之后可以并排看")
        self.head.say(self.tr("图谱"), subtitle)
        self.side_choice.setVisible(self._data is not None)

    def _build(self) -> None:
        self.header(self.side_choice, self.field, self.method)
        shown = QWidget()
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for part in (self._problem, self._strip):
            inside.addWidget(part)
        inside.addWidget(self.stage, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self.side_panel().body.addWidget(self.panel)
        self._strip.hide()

    def _connect(self) -> None:
        self.side_choice.chosen.connect(self._show_side)
        self.field.chosen.connect(self.stage.show_field)
        self.method.chosen.connect(lambda _key: self.lay_out())
        self.stage.save.clicked.connect(self._save)
        self.stage.chosen.connect(self._choose)
        self.stage.opened.connect(self._open)
        self.begin.clicked.connect(lambda: self.room.go("import"))
        self.panel.cleared.connect(lambda: self._choose([]))
        self.panel.shown.connect(self._show_in_grid)
        self.panel.opened.connect(self._open)
        self._strip.stop.clicked.connect(lambda: self._job and self._job.stop())
        self.setFocusProxy(self.stage)


def _about(collection: Collection, data: MapData, works: list[int]) -> _About:
    """What the panel tells of chosen works."""
    return (
        collection.paintings.records(works),
        map_data.common_words(data, works),
        collection.finding.statuses(works) if works else {},
    )
