"""A character that no font of this machine has is never a box: it is shown by its code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.fields import Check
from songclip_desktop.ui.widgets.hit_row import HitContent, HitRow
from songclip_desktop.ui.widgets.rare import lacking, worded
from songclip_desktop.ui.widgets.rare_line import RareLine
from songclip_desktop.ui.widgets.tables import Rows, Table
from songclip_desktop.ui.widgets.text import ElidedText, Mark, Reading, Text
from songclip_desktop.workflow import atlas, explain, machine, search
from tests.ui import inspection, painted
from tests.ui.compare_hits import explained, rank
from tests.ui.test_accessibility import MEASURED, SCENES, settle
from tests.ui.test_map_page import laid_out

# Private use: no font may have it. In a museum's file it stands for a character of its own font.
RARE, NAME = "\U000f1234", "〔U+F1234〕"
PAGES = ("collection", "annotate", "draft", "review", "dataset", "search", "map")


@pytest.mark.usefixtures("qapp")
def test_what_can_be_drawn_is_left_as_it_is() -> None:
    assert worded("德壽宮，船 & co.", "passage") == "德壽宮，船 & co."
    assert worded(f"宋{RARE}画", "name") == f"宋{NAME}画"
    assert lacking(f"{RARE}宋{RARE}\ue123", "name") == [NAME, "〔U+E123〕"]


def test_every_part_that_shows_words_shows_the_code(qtbot: QtBot) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    row = HitRow(mirrored=False)
    row.show_hit(HitContent(f"题{RARE}", "T1"))
    rows, table = Rows(), Table()
    rows.set_heads(["名"])
    rows.set_rows([[f"表{RARE}"]])
    table.setModel(rows)
    table.stretch(0)
    parts = [
        Text(f"字{RARE}"), ElidedText(f"行{RARE}"), Reading(f"读{RARE}"), QuietButton(f"钮{RARE}"),
        Check(f"勾{RARE}"), row, table,
    ]  # fmt: skip
    for part in parts:
        column.addWidget(part)
    qtbot.addWidget(ground)
    ground.resize(900, 900)  # nothing is cut, however large other tests left the text
    ground.show()
    settle()
    drawn = "".join(each.text for each in painted.texts(ground))
    for first in "字行读钮勾题表":
        assert f"{first}{NAME}" in drawn
    assert RARE not in drawn
    assert parts[1].accessibleName() == f"行{RARE}", "who hears it may have the word"


def test_marks_lie_where_they_belong_behind_a_code(qtbot: QtBot) -> None:
    reading = Reading("", "caption")
    qtbot.addWidget(reading)
    reading.set_text(f"{RARE}甲乙", [Mark(2, 1, "match")])
    (mark,) = reading._marks
    assert reading.text()[mark.start : mark.start + mark.length] == "乙"


def test_an_editor_keeps_the_character_and_names_it_below(qtbot: QtBot) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    editor = QPlainTextEdit()
    line = RareLine(editor)
    column.addWidget(editor)
    column.addWidget(line)
    qtbot.addWidget(ground)
    ground.show()
    editor.setPlainText("平常")
    assert not line.isVisible()
    editor.setPlainText(f"平{RARE}")
    assert line.isVisible()
    assert NAME in line.text()
    assert editor.toPlainText() == f"平{RARE}"
    editor.hide()
    assert not line.isVisible()


@pytest.fixture
def rare_museum(
    tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window on works, captions and passages that hold such a character everywhere."""
    from tests.ui.conftest import fill

    made = Collection.create(tmp_path / "rare", name=f"{RARE}馆")
    fill(made, tmp_path / "rare pictures")
    for painting in made.paintings.all():
        made.paintings.update(painting.id, by="甲", title=f"{RARE}图", artist=f"李{RARE}")
    for caption in made.captions.list():
        made.captions.edit(caption.id, f"{caption.text}{RARE}", "甲")
    monkeypatch.setattr(search, "execute", rank)
    monkeypatch.setattr(explain, "execute", explained)
    monkeypatch.setattr(atlas, "prepare", lambda _collection, *, method: method)
    monkeypatch.setattr(atlas, "execute", lambda *_: laid_out(made, None))
    monkeypatch.setattr(machine, "known", lambda: MEASURED)
    window.room.open_collection(made)
    settle()
    yield window
    window.room.open_collection(None)
    made.close()


def test_no_page_draws_a_box(rare_museum: MainWindow) -> None:
    met = 0
    for name in PAGES:
        SCENES[name](rare_museum)
        settle()
        drawn = "".join(each.text for each in painted.texts(rare_museum.centralWidget()))
        assert RARE not in drawn, name
        met += NAME in drawn
        assert inspection.missing_glyphs(rare_museum.centralWidget()) == []
    assert met >= 5
