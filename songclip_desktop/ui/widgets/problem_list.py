"""Row problems one under the other: where, what, what to do; and a table of them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Problem
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.messages import ErrorPanel, IconLabel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.text import Hairline, Text
from songclip_desktop.workflow.import_problems import write_table

FIRST_SHOWN = 4  # of one kind, until more are asked for
SHOWN = 200  # of one kind; all go into the table
NOTICES = (
    "picture_resembling",
    "register_overrode",
    "caption_conflict",
    "picture_similar",
    "picture_duplicate",
    "picture_missing",
    "picture_unregistered",
    "picture_remote",
    "title_placeholder",
)  # worth knowing, nothing lost; in this order, those that can be settled first
Offer = tuple[str, Callable[[], Any]]

translate = QCoreApplication.translate
_LONG, _PART = re.compile(r"[!-~]{17,}"), re.compile(r".{8}")


class ProblemList(QWidget):
    """Problems first, remarks below, those of one kind together; all go into the table."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._problems: list[Problem] = []
        self._offers: Mapping[Problem, Offer] = {}
        self._for_all: Mapping[str, Offer] = {}
        self._opened: set[str] = set()
        self._title = Text("", "strong")
        self._count = Text("", "body", "ink_2")
        self.save = QuietButton()
        self.save.clicked.connect(self._save)
        self._trouble = ErrorPanel()
        self._inner = QWidget()
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(0, 0, 12, 0)
        self._rows.setSpacing(12)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self._foot = Text("", "label", "ink_3", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._trouble)
        column.addWidget(self._area, 1)
        column.addWidget(self._foot)

    def show_problems(
        self,
        problems: Sequence[Problem],
        offers: Mapping[Problem, Offer] | None = None,
        for_all: Mapping[str, Offer] | None = None,
    ) -> None:
        """All anew.

        Args:
            problems: in their order.
            offers: a button's word and what it does, for problems that can be settled here.
            for_all: the same by code, for all problems of one kind at once.
        """
        order = {code: place for place, code in enumerate(NOTICES, 1)}
        self._problems = sorted(problems, key=lambda each: order.get(each.code, 0))
        self._offers, self._for_all = offers or {}, for_all or {}
        self._opened.clear()
        self._trouble.clear()
        self._draw()

    def retranslate(self) -> None:
        """The same problems in the reader's language."""
        self._draw()

    def _draw(self) -> None:
        wrong = sum(each.code not in NOTICES for each in self._problems)
        notices = len(self._problems) - wrong
        to_note = translate("ProblemList", "留意 {0} 条").format(number(notices))
        self._title.setText(translate("ProblemList", "问题"))
        if wrong:
            told = translate("ProblemList", "{0} 条，不影响其余").format(number(wrong))
        else:
            told = to_note if notices else translate("ProblemList", "没有发现")
        self._count.setText(told)
        self.save.setText(translate("ProblemList", "存为表格"))
        self.save.setVisible(bool(self._problems))
        self._foot.setText(
            translate(
                "ProblemList", "原图只读取、不改动；再次入藏同一登记册时，只更新有变化的事项。"
            )
        )
        empty(self._rows)
        kinds: dict[str, list[Problem]] = {}
        for each in self._problems:
            kinds.setdefault(each.code, []).append(each)
        told_notices = False
        for code, those in kinds.items():
            if code in NOTICES and wrong and not told_notices:
                told_notices = True
                self._rows.addWidget(Text(to_note, "label", "ink_3"))
            self._draw_kind(code, those)
        self._rows.addStretch(1)

    def _draw_kind(self, code: str, those: Sequence[Problem]) -> None:
        """The first few of one kind, then how many more there are."""
        if code in self._for_all and len(those) > 1:
            word, do = self._for_all[code]
            button = PlainButton(word)
            button.clicked.connect(do)
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        shown = SHOWN if code in self._opened or len(those) == FIRST_SHOWN + 1 else FIRST_SHOWN
        said = ""
        for problem in those[:shown]:
            self._rows.addWidget(_Row(problem, self._offers.get(problem), problem.remedy != said))
            said = problem.remedy
        left = len(those) - shown
        if left > 0 and code not in self._opened:
            words = translate("ProblemList", "另有同样的 {0} 条").format(number(left))
            more = QuietButton(words)
            more.clicked.connect(lambda: self._open(code))
            self._rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        elif left > 0:
            words = translate("ProblemList", "另有 {0} 条，存为表格可看全部。")
            self._rows.addWidget(Text(words.format(number(left)), "label", "ink_2", wrap=True))

    def _open(self, code: str) -> None:
        self._opened.add(code)
        self._draw()

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            translate("ProblemList", "存为表格"),
            "problems.xlsx",
            "Excel (*.xlsx);;CSV (*.csv)",
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Writes all problems, as CSV or as a workbook."""
        try:
            write_table(path, self._problems)
        except SongClipError as error:
            self._trouble.show_error(error)


class _Row(QWidget):
    """One problem; its remedy where the row above has not said it; the button that settles it."""

    def __init__(self, problem: Problem, offer: Offer | None, with_remedy: bool) -> None:
        super().__init__()
        notice = problem.code in NOTICES
        where = problem.source
        if problem.row is not None:
            where = translate("ProblemList", "第 {0} 行").format(problem.row)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(breakable(where), "strong", wrap=True))
        words.addWidget(Text(breakable(problem.what), "body", wrap=True))
        if with_remedy:
            words.addWidget(Text(breakable(problem.remedy), "body", "ink_2", wrap=True))
        if offer is not None:
            word, do = offer
            button = PlainButton(word)
            button.setAccessibleDescription(f"{where} {problem.what}")
            button.clicked.connect(do)
            words.addSpacing(4)
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(12)
        icon = IconLabel("info", "ink_3") if notice else IconLabel("octagon", "rouge")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(Hairline())


def breakable(text: str) -> str:
    """A long file name may go on in the next line: Qt breaks no word by itself."""
    return _LONG.sub(lambda run: _PART.sub("\\g<0>\u200b", run[0]), text)
