"""Who stands on the two sides of a comparison: zero-shot and any run, or any two runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from songclip_desktop.records import Run
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.rank_board import COLUMNS, RankBoard
from songclip_desktop.ui.widgets.side_head import SideChoice
from songclip_desktop.workflow import models

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection


class CompareSides(QObject):
    """Main thread. `changed`: a person chose another side.

    Attributes:
        left: a run, or "" for zero-shot. right: a run, or "" where none is finished.
    """

    changed = Signal()

    def __init__(self, room: Room, board: RankBoard, parent: QObject) -> None:
        """Fills the heads of `board`."""
        super().__init__(parent)
        self._room, self._board = room, board
        self._runs: list[Run] = []
        self._chosen = False
        self.left = self.right = ""
        board.heads[COLUMNS[0]].chosen.connect(self._choose_left)
        board.heads[COLUMNS[1]].chosen.connect(self._choose_right)

    @property
    def pair(self) -> tuple[str, str]:
        """Both, as a search takes them."""
        return self.left, self.right

    def forget(self) -> None:
        """Another collection: zero-shot and its own run."""
        self.left = self.right = ""
        self._chosen = False

    def read(self, collection: Collection) -> bool:
        """Which runs there are now; True where a side is another one than before."""
        before = self.pair
        model = models.in_use(collection)
        self._runs = [run for run in collection.runs.list(model) if run.status == "finished"]
        ids = {run.id for run in self._runs}
        if self.left not in ids:
            self.left = ""
        if self.right not in ids or not self._chosen:
            found = collection.runs.active(model) or next(iter(self._runs), None)
            self.right = found.id if found else ""
        if self.right == self.left:
            self.left = ""
        self.show()
        return self.pair != before

    def name(self, run: str) -> str:
        """What a run is called in a sentence."""
        if not run:
            return self.tr("零样本")
        other = self.left if run == self.right else self.right
        return self.label(run) if other else self.tr("微调")

    @property
    def names(self) -> tuple[str, str]:
        """Both, in a sentence."""
        return self.name(self.left), self.name(self.right)

    def label(self, run: str) -> str:
        """Its own name, else its number among the finished ones."""
        ids = [each.id for each in reversed(self._runs)]
        if run not in ids:
            return run
        given = next(each.name for each in self._runs if each.id == run)
        return given or self.tr("第 {number} 次").format(number=ids.index(run) + 1)

    def show(self) -> None:
        """Says it in the heads."""
        for column, own, other in (
            (COLUMNS[0], self.left, self.right),
            (COLUMNS[1], self.right, self.left),
        ):
            runs = self._choices(own, other)
            if column == COLUMNS[0]:
                runs.insert(0, SideChoice("", self.tr("零样本"), self.tr("底本，未训练")))
            self._board.heads[column].show_side(self.name(own), self._remark(own), runs, own)

    def _choices(self, own: str, other: str) -> list[SideChoice]:
        """A run that stands on the other side can come over where that one has another left."""
        told = []
        for run in self._runs:
            taken = run.id == other and not own
            why = self.tr("已在另一边") if taken else ""
            told.append(SideChoice(run.id, self.label(run.id), run.created_at[:10], why))
        return told

    def _remark(self, run: str) -> str:
        if not run:
            return self.tr("底本，未训练")
        found = next((each for each in self._runs if each.id == run), None)
        name = self.name(run)
        label = self.label(run)
        return label if name != label else found.created_at[:10] if found else ""

    def _choose_left(self, run: str) -> None:
        if run and run == self.right:
            self.right = self.left
        self.stand(run, self.right)

    def _choose_right(self, run: str) -> None:
        if run == self.left:
            self.left = self.right
        self.stand(self.left, run)

    def stand(self, left: str, right: str) -> None:
        """Puts these on the sides: runs, or "" at the left for zero-shot."""
        self.left, self.right, self._chosen = left, right, True
        self.show()
        self.changed.emit()
