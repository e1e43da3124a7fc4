"""The rows of a drafting task: one work each, where it stands, what was written of it."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from songclip_desktop.drafting.drafter import Drafted, State, Work
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import DRAFTED_KINDS, Painting
from songclip_desktop.ui.widgets.marks import kind_word, triplet_words
from songclip_desktop.ui.widgets.progress import duration_words

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
STATES: tuple[str, ...] = ("written", "working", "waiting", "failed")
WORK, KINDS, STATE, TEXT, COST = range(5)

Index = QModelIndex | QPersistentModelIndex
translate = QCoreApplication.translate


@dataclass
class Entry:
    """One row.

    Attributes:
        state: one of STATES. statuses: of the three drafted kinds.
        texts: kind → what was written in this task.
        local: drafted offline beside a remote drafter, because it may not leave the machine.
        seconds: how long it took, once written or failed.
        since: when it was begun, by the steady clock; 0 while it was not.
        until: when the service may be asked again after a 429; 0 while it does not rest.
    """

    painting: Painting
    kinds: tuple[str, ...]
    statuses: dict[str, str | None]
    local: bool = False
    state: str = "waiting"
    seconds: float = 0.0
    texts: dict[str, str] = field(default_factory=dict)
    error: SongClipError | None = None
    cost: float = 0.0
    since: float = 0.0
    until: float = 0.0

    @property
    def triplet(self) -> tuple[str | None, ...]:
        """Status of each drafted kind, in order."""
        return tuple(self.statuses.get(kind) for kind in DRAFTED_KINDS)

    @property
    def words(self) -> str:
        """What was written, or why nothing was."""
        if self.error is not None:
            between = "" if self.error.what.endswith("。") else " "
            return f"{self.error.what}{between}{self.error.remedy}"
        if self.until:
            return translate("draft_queue", "服务忙（429），按它要求的时间等候。")
        return next((self.texts[kind] for kind in DRAFTED_KINDS if kind in self.texts), "")

    @property
    def state_words(self) -> str:
        """Where it stands, in the reader's language."""
        if self.state == "failed":
            return translate("draft_queue", "失败")
        if self.until:
            left_s = max(1, math.ceil(self.until - time.monotonic()))
            return translate("draft_queue", "{0}后再试").format(duration_words(left_s))
        if self.state == "working":
            words = translate("draft_queue", "在写，{0}")
            return words.format(duration_words(time.monotonic() - self.since))
        if self.state == "waiting":
            return translate("draft_queue", "等待")
        if self.local:
            return translate("draft_queue", "离线写成，不出本机")
        return translate("draft_queue", "已写成，{0}").format(duration_words(self.seconds))


def entries_of(
    works: Sequence[Work], local: Sequence[Work], statuses: Mapping[int, Mapping[str, str]]
) -> dict[int, Entry]:
    """The rows of a new task by work: `works` for the drafter, `local` for this machine. Any thread."""
    return {
        work.painting.id: Entry(
            work.painting, work.kinds, dict(statuses.get(work.painting.id, {})), local=stays
        )
        for group, stays in ((works, False), (local, True))
        for work in group
    }


class DraftQueue(QAbstractTableModel):
    """All rows of a task, filtered by state. Main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._entries: dict[int, Entry] = {}
        self._shown: list[int] = []
        self._places: dict[int, int] = {}
        self._filter = ""
        self._currency = ""
        self._counts: Counter[str] = Counter()
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)

    @property
    def entries(self) -> list[Entry]:
        """All rows, hidden ones too, in the order they are begun."""
        return list(self._entries.values())

    def begin(self, entries: dict[int, Entry], currency: str = "") -> None:
        """Rows of a new task, all shown; `currency` is empty where nothing is paid."""
        self._currency, self._filter = currency, ""
        self._entries = entries
        self._counts = Counter(entry.state for entry in entries.values())
        self._refilter()

    def resume(self, works: Sequence[Work]) -> None:
        """The works that are tried again wait anew; the others stay as they are."""
        for work in works:
            entry = self._entries.get(work.painting.id)
            if entry is not None:
                self._move(entry, "waiting")
                entry.error = None
        self._refilter()

    def counts(self) -> dict[str, int]:
        """State → how many."""
        return {state: self._counts[state] for state in STATES}

    def ids(self, state: str) -> list[int]:
        """The works in a state."""
        return [key for key, entry in self._entries.items() if entry.state == state]

    def show_only(self, state: str) -> None:
        """Only rows in this state; all where it is empty."""
        self._filter = state
        self._refilter()

    def wrote(self, drafted: Drafted) -> None:
        """A draft was stored."""
        entry = self._entries.get(drafted.painting_id)
        if entry is not None:
            entry.texts[drafted.kind] = drafted.text
            entry.statuses[drafted.kind] = "draft"
            self._touch(drafted.painting_id)

    def went(self, state: State) -> None:
        """A work is somewhere else now."""
        entry = self._entries.get(state.subject)
        if entry is None:
            return
        moved = entry.state != state.name
        now = time.monotonic()
        entry.until = now + state.seconds if state.name == "waiting" else 0.0
        entry.since = (entry.since or now) if state.name in ("working", "waiting") else 0.0
        self._move(entry, state.name)
        entry.seconds = state.seconds
        entry.error, entry.cost = state.error, entry.cost + state.cost
        if entry.since and not self._clock.isActive():
            self._clock.start()
        if moved and self._filter:
            self._refilter()
        else:
            self._touch(state.subject)

    def stop(self) -> None:
        """What was under way waits again."""
        self._clock.stop()
        for entry in self._entries.values():
            entry.since = entry.until = 0.0
            if entry.state == "working":
                self._move(entry, "waiting")
        self._refilter()

    def retranslate(self) -> None:
        """Heads and words anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COST)
        self._refilter()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Work, kinds, state, text, cost."""
        return 0 if parent.isValid() else COST + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry for the delegate; words for tooltips and screen readers."""
        entry = self._entries[self._shown[index.row()]]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == TEXT:
            said = [f"{kind_word(kind)}：{text}" for kind, text in entry.texts.items()]
            return "\n".join(said) if said and entry.error is None else entry.words
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(entry, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The head of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == COST:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("draft_queue", "画"),
            translate("draft_queue", "三种说明"),
            translate("draft_queue", "状态"),
            translate("draft_queue", "写成的说明"),
            translate("draft_queue", "费用") if self._currency else "",
        )[section]

    def _move(self, entry: Entry, state: str) -> None:
        self._counts[entry.state] -= 1
        self._counts[state] += 1
        entry.state = state

    def _words(self, entry: Entry, column: int) -> str:
        if column == WORK:
            return f"{entry.painting.title} {entry.painting.accession}".strip()
        if column == KINDS:
            return triplet_words(entry.triplet)
        if column == STATE:
            return entry.state_words
        if column == TEXT:
            return entry.words
        if not self._currency or entry.local:
            return "–" if self._currency else ""
        return f"{self._currency}{entry.cost:.3f}" if entry.cost else ""

    def _refilter(self) -> None:
        self.beginResetModel()
        self._shown = [
            key
            for key, entry in self._entries.items()
            if not self._filter or entry.state == self._filter
        ]
        self._places = {key: place for place, key in enumerate(self._shown)}
        self.endResetModel()

    def _tick(self) -> None:
        """Rows at work and rows that rest say how long, once a second."""
        under_way = [key for key, entry in self._entries.items() if entry.since]
        if not under_way:
            self._clock.stop()
        for key in under_way:
            self._touch(key)

    def _touch(self, painting_id: int) -> None:
        place = self._places.get(painting_id)
        if place is not None:
            self.dataChanged.emit(self.index(place, 0), self.index(place, COST))
