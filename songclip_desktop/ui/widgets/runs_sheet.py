"""All runs of a collection: renamed, adopted, deleted, and two of them side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.records import Run
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.dialogs import ask, ask_text
from songclip_desktop.ui.widgets.history_sheet import moment
from songclip_desktop.ui.widgets.run_figures import RunFigures
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.tables import Rows, Table
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow import carry, models, runs

MOST_ROWS = 8
WIDE_PX = 920


class RunsSheet(Sheet):
    """Reads the collection in `refresh` while it is shown.

    Attributes:
        table: the runs, the newest first; two rows can be chosen, to be compared.

    Signals:
        opened: id of the run whose figures are wanted.
    """

    name = "runs"
    opened = Signal(str)

    def __init__(self, room: Room) -> None:
        """Empty until `refresh`."""
        super().__init__()
        self._room = room
        self._runs: list[Run] = []
        self._rows = Rows(self)
        self.table = Table()
        self.table.setModel(self._rows)
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.figures_button, self.adopt, self.retire = PlainButton(), PlainButton(), PlainButton()
        self.rename, self.compare, self.delete = PlainButton(), PlainButton(), QuietButton()
        self._hint = Text("", "label", "ink_3", wrap=True)
        self.figures = RunFigures()
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button, act in (
            (self.figures_button, self._open),
            (self.adopt, self._adopt),
            (self.retire, self._retire),
            (self.rename, self._rename),
            (self.compare, self._compare),
            (self.delete, self._delete),
        ):
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        for part in (self.table, self.figures):
            part.setMaximumWidth(WIDE_PX)
        for part in (self.table, self._buttons, self._hint, self.figures):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.hide()

    def close_sheet(self) -> None:
        """Back to the page, where it is open."""
        if not self.isHidden():
            self.left.emit()

    def retranslate(self) -> None:
        """All words."""
        super().retranslate()
        self.table.setAccessibleName(self.tr("全部训练"))
        self.figures_button.setText(self.tr("看评测"))
        self.adopt.setText(self.tr("启用"))
        self.retire.setText(self.tr("停用"))
        self.rename.setText(self.tr("改名…"))
        self.compare.setText(self.tr("在检索里并排看"))
        self.delete.setText(self.tr("删除…"))
        self._hint.setText(self.tr("按住 Ctrl 选两行，就能把两次训练并排比较。"))
        self.refresh()

    def refresh(self) -> None:
        """Which runs there are; those chosen stay chosen."""
        collection = self._room.collection
        if self.isHidden():
            return
        kept = {run.id for run in self._chosen()}
        self._runs = collection.runs.list() if collection else []
        self.say(
            self.tr("全部训练"),
            self.tr("{count} 次").format(count=QLocale().toString(len(self._runs))),
        )
        self._rows.set_heads(
            (self.tr("名称"), self.tr("日期"), self.tr("模型"), self.tr("方案"), self.tr("结论"),
             self.tr("检索"))
        )  # fmt: skip
        self._rows.set_rows([self._cells(run) for run in self._runs])
        self.table.stretch(0)
        self.table.hug(min(MOST_ROWS, max(1, len(self._runs))))
        selection, flags = self.table.selectionModel(), self.table.selectionModel().SelectionFlag
        wanted = [row for row, run in enumerate(self._runs) if run.id in kept]
        for row in wanted or ([0] if self._runs else []):
            index = self._rows.index(row, 0)
            selection.select(index, flags.Select | flags.Rows)
        self._show_buttons()

    # -- showing -----------------------------------------------------------------------------

    def _label(self, run: Run) -> str:
        """Its own name, else its number among the finished ones, as the other pages count."""
        finished = [each.id for each in reversed(self._runs) if each.status == "finished"]
        if run.name or run.id not in finished:
            return run.name or run.id
        number = QLocale().toString(finished.index(run.id) + 1)
        return self.tr("第 {number} 次").format(number=number)

    def _cells(self, run: Run) -> tuple[str, ...]:
        collection = self._room.collection
        origin = carry.origin(collection, run.id) if collection else {}
        name = self._label(run)
        if origin.get("kind") == "file":
            name = self.tr("{run}，导入").format(run=name)
        used = self.tr("正用着") if run.active else ""
        return (name, moment(run.created_at), run.model, run.preset, self._outcome(run), used)

    def _outcome(self, run: Run) -> str:
        if run.status != "finished":
            return {"stopped": self.tr("停了"), "failed": self.tr("没练成")}.get(
                run.status, self.tr("没练完")
            )
        return {
            "better": self.tr("明显更准"),
            "worse": self.tr("反而变差"),
            "not_shown": self.tr("还看不出差别"),
        }.get(run.verdict, self.tr("没评测"))

    def _chosen(self) -> list[Run]:
        """The newest first."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self._runs[row] for row in rows if row < len(self._runs)]

    def _show_buttons(self) -> None:
        chosen = self._chosen()
        one = chosen[0] if len(chosen) == 1 else None
        two = chosen[:2] if len(chosen) == 2 else []
        finished = one is not None and one.status == "finished"
        for button, visible in (
            (self.figures_button, finished),
            (self.adopt, finished and one is not None and not one.active),
            (self.retire, one is not None and one.active),
            (self.rename, one is not None),
            (self.delete, one is not None),
            (self.compare, bool(two)),
        ):
            button.setVisible(visible)
        self._hint.setVisible(len(self._runs) > 1 and not two)
        locked = self._room.collection is not None and self._room.collection.read_only
        reason = self.tr("藏品以只读方式打开着。") if locked else ""
        for button in (self.adopt, self.retire, self.rename):
            button.set_possible(not reason, reason)
        self.delete.set_possible(not (reason or self._at_work(one)), reason or self._at_work(one))
        why = self._hindrance(two)
        self.compare.set_possible(not why, why)
        self._show_figures(two)

    def _show_figures(self, two: list[Run]) -> None:
        collection = self._room.collection
        self.figures.setVisible(bool(two))
        if two and collection is not None:
            newer, older = two
            named = [(each.id, self._label(each)) for each in (older, newer)]
            self.figures.show_runs(collection, named[0], named[1])

    def _at_work(self, run: Run | None) -> str:
        """Why a run may not be deleted now."""
        training = any(job.page == "finetune" for job in self._room.jobs.running)
        unfinished = run is not None and run.status not in ("finished", "stopped", "failed")
        return self.tr("它正在训练。") if training and unfinished else ""

    def _hindrance(self, two: list[Run]) -> str:
        """Why search cannot show these two side by side."""
        collection = self._room.collection
        if not two or collection is None:
            return ""
        if any(run.status != "finished" for run in two):
            return self.tr("没练完的不能拿来检索。")
        if any(run.model != models.in_use(collection) for run in two):
            return self.tr("它们不都是现在所用模型的训练。")
        return ""

    # -- acting ------------------------------------------------------------------------------

    def _do(self, act: Callable[[Collection, str], Changes]) -> bool:
        collection = self._room.collection
        by = self._room.curator(self) if collection else ""
        if collection is None or not by:
            return False
        try:
            changes = act(collection, by)
        except SongClipError as error:
            self.problem.show_error(error)
            return False
        self.problem.clear()
        self._room.feed.announce(changes)
        self.refresh()
        return True

    def _with_one(self, act: Callable[[Run], Any]) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            act(chosen[0])

    def _open(self) -> None:
        def show(run: Run) -> None:
            if run.status == "finished":
                self.left.emit()
                self.opened.emit(run.id)

        self._with_one(show)

    def _adopt(self) -> None:
        self._with_one(lambda run: self._do(lambda c, by: runs.adopt(c, run.id, by)))

    def _retire(self) -> None:
        self._with_one(lambda run: self._do(lambda c, _by: runs.retire(c, run.model)))

    def _rename(self) -> None:
        def name(run: Run) -> None:
            words = self.tr("起个认得出的名字，比如“只用白话”。编号 {run} 不变。")
            given = ask_text(self, self.tr("改名"), words.format(run=run.id), run.name)
            if given and given != run.name:
                self._do(lambda c, by: runs.rename(c, run.id, given, by))

        self._with_one(name)

    def _delete(self) -> None:
        def forget(run: Run) -> None:
            if run.active:
                self._do(lambda c, by: runs.delete(c, run.id, by))  # refuses, and says why
                return
            wanted = ask(
                self,
                self.tr("删除“{run}”？").format(run=self._label(run)),
                self.tr(
                    "它的成果文件、评测和索引都会删掉，不能恢复。说明、配对和别的训练不受影响。"
                ),
                self.tr("留着"),
                self.tr("删除"),
            )
            if wanted:
                self._do(lambda c, by: runs.delete(c, run.id, by))

        self._with_one(forget)

    def _compare(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 2:
            newer, older = chosen
            self._room.go("search", sides=(older.id, newer.id))

    def keyPressEvent(self, event: Any) -> None:
        """F2 renames, Del deletes, Enter shows the figures."""
        acts: dict[int, QWidget] = {
            Qt.Key.Key_F2: self.rename,
            Qt.Key.Key_Delete: self.delete,
            Qt.Key.Key_Return: self.figures_button,
        }
        button = acts.get(event.key())
        if isinstance(button, PlainButton | QuietButton) and button.isVisible():
            button.click()
            return
        super().keyPressEvent(event)
