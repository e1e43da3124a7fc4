"""What the curator settles in an import's preview: which picture is whose, which rows are one work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from songclip_desktop.records import Problem
from songclip_desktop.ui.widgets.problem_list import Offer
from songclip_desktop.workflow.import_rows import Decisions

if TYPE_CHECKING:
    from songclip_desktop.workflow.import_ import Prepared


class ImportSettling(QObject):
    """Buttons for problems, and the decisions made by them. Main thread.

    Signals:
        changed: something was settled; the plan is to be made anew with `decided`.
        looked: a query that finds works whose pictures are or look the same.
    """

    changed = Signal()
    looked = Signal(str)

    def __init__(self, parent: QObject) -> None:
        """Nothing is settled."""
        super().__init__(parent)
        self.decided = Decisions()

    def begin_anew(self) -> None:
        """Other sources: nothing is settled."""
        self.decided = Decisions()

    def offers(self, problems: Sequence[Problem], prepared: Prepared) -> dict[Problem, Offer]:
        """A button for each problem that can be settled, before and after taking in."""
        likely = {(each.picture.name, each.accession): each for each in prepared.suggested}
        offers: dict[Problem, Offer] = {}
        for each in problems:
            if each.code == "accession_repeated" and each.row is not None:
                place = (each.source, each.row)
                offers[each] = (self.tr("并为一件"), _call(self._join, place))
            elif each.code == "picture_resembling":
                meant = likely.get((each.source, each.accession))
                if meant is not None:
                    words = self.tr("配给 {0}").format(each.accession)
                    offers[each] = (words, _call(self._give, {meant.picture: meant.accession}))
        return offers

    def looks(self, beside: Mapping[Problem, Sequence[str]]) -> dict[Problem, Offer]:
        """A button for each picture that is or looks the same as another: see the works."""
        offers: dict[Problem, Offer] = {}
        for each, numbers in beside.items():
            query = " OR ".join(f'accession:"{number}"' for number in numbers)
            words = self.tr("看这 %n 件", "", len(numbers))
            offers[each] = (words, _call(self.looked.emit, query))
        return offers

    def for_all(self, prepared: Prepared) -> dict[str, Offer]:
        """By code: a button that settles all problems of one kind."""
        given = {each.picture: each.accession for each in prepared.suggested}
        words = self.tr("%n 张都按名字配上", "", len(given))
        return {"picture_resembling": (words, _call(self._give, given))}

    def _give(self, given: dict[Path, str]) -> None:
        self.decided = replace(self.decided, given=self.decided.given | given)
        self.changed.emit()

    def _join(self, place: tuple[str, int]) -> None:
        self.decided = replace(self.decided, joined=self.decided.joined | {place})
        self.changed.emit()


def _call(act: Callable[[Any], None], value: object) -> Callable[[], None]:
    """The act on this value, for a button that tells nothing itself."""
    return lambda: act(value)
