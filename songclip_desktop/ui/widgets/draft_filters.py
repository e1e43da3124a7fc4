"""The row above the queue: states with counts, what can be tried again, what is to be drafted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from songclip_desktop.ui.models.draft_queue import STATES, Entry
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.draft_choice import DraftChoice
from songclip_desktop.ui.widgets.draft_table import FilterTabs

translate = QCoreApplication.translate


class DraftFilters(Columns):
    """Tabs and second tries at the left, the choice of works at the right.

    Attributes:
        tabs, choice: its parts. retry: all failed works. again: the row that is chosen.
    """

    def __init__(self) -> None:
        """All states, all works that lack a caption."""
        super().__init__(break_px=840, spacing_px=8)
        self.tabs = FilterTabs(("", *STATES), loud="failed")
        self.retry, self.again = QuietButton(), QuietButton()
        self.choice = DraftChoice()
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for widget in (self.tabs, self.retry, self.again):
            row.addWidget(widget)
        row.addStretch(1)
        self.add(left, 1)
        self.add(self.choice, 0)

    def show_counts(self, counts: Mapping[str, int], running: bool) -> None:
        """Works in each state; while running nothing is chosen or tried again."""
        words = (
            translate("draft_filters", "全部"),
            translate("draft_filters", "已写"),
            translate("draft_filters", "进行"),
            translate("draft_filters", "等待"),
            translate("draft_filters", "失败"),
        )
        values = (sum(counts.values()), *(counts[state] for state in STATES))
        self.tabs.say(list(zip(words, values, strict=True)))
        failed = counts["failed"]
        self.retry.setText(translate("draft_filters", "重试失败的 {count} 幅").format(count=failed))
        self.retry.setVisible(failed > 1 and not running)
        self.choice.setVisible(not running)

    def show_entry(self, entry: Entry | None, running: bool) -> None:
        """What can be done with the row that is chosen."""
        failed = entry is not None and entry.state == "failed"
        drafted = entry is not None and "draft" in entry.triplet
        self.again.setVisible(not running and (failed or drafted))
        again = translate("draft_filters", "重试这一幅")
        anew = translate("draft_filters", "重写这一幅…")
        self.again.setText(again if failed else anew)
