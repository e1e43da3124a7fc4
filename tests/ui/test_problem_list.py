"""What the list of problems says above its rows."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from songclip_desktop import language
from songclip_desktop.records import Problem
from songclip_desktop.ui.widgets.problem_list import ProblemList


@pytest.mark.parametrize(
    ("codes", "head"),
    [
        ((), "没有发现"),
        (("picture_missing",), "留意 1 条"),
        (("picture_unreadable", "picture_missing"), "1 条，不影响其余"),
    ],
)
def test_what_is_only_to_be_noted_is_not_said_to_be_nothing(
    qtbot: QtBot, codes: tuple[str, ...], head: str
) -> None:
    language.use("zh_CN")
    listed = ProblemList()
    qtbot.addWidget(listed)
    listed.show_problems([Problem("a.xlsx", 2, "T1", code, "少了", "补上") for code in codes])
    assert listed._count.text() == head
    noted = [label for label in listed.findChildren(QLabel) if label.text() == "留意 1 条"]
    assert len(noted) == ("picture_missing" in codes)
