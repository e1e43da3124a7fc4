"""A record as it is read and written: fields, years, tags, saved by Enter, taken back by Ctrl+Z."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.widgets import grid
from songclip_desktop.ui.widgets.record import Facts
from songclip_desktop.ui.widgets.record_fields import Line, LongText, Pick, RightsPick
from songclip_desktop.ui.widgets.record_sheet import GROUPS, RecordSheet
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow import catalogue
from tests.ui.review_keys import activate

PUBLIC_DOMAIN = "http://creativecommons.org/publicdomain/mark/1.0/"


@pytest.fixture
def page(window: MainWindow) -> CollectionPage:
    found = window.pages["collection"]
    assert isinstance(found, CollectionPage)
    found.grid.select_painting(first(found).id)
    return found


@pytest.fixture
def sheet(page: CollectionPage) -> RecordSheet:
    page.records.edit()
    assert page.records.sheet.isVisible()
    return page.records.sheet


def first(page: CollectionPage):  # type: ignore[no-untyped-def]
    collection = page.room.collection
    assert collection is not None
    return collection.paintings.get(page.grid.paintings.ids[0])


def line(sheet: RecordSheet, key: str) -> Line:
    found = sheet.editors[key]
    assert isinstance(found, Line)
    return found


def pick(sheet: RecordSheet, key: str) -> Pick:
    found = sheet.editors[key]
    assert isinstance(found, Pick)
    return found


def facts(page: CollectionPage) -> str:
    shown = page.record.findChildren(Facts)
    return "\n".join(text.text() for part in shown for text in part.findChildren(Text))


def test_every_core_field_has_an_editor(sheet: RecordSheet) -> None:
    grouped = {key for rows in GROUPS.values() for row in rows for key in row}
    assert grouped | {"extra"} == set(catalogue.EDITED) - {"edtf"} | {"tags"}
    assert set(sheet.editors) == grouped


def test_enter_saves_what_was_changed_and_nothing_else(
    page: CollectionPage, sheet: RecordSheet, collection: Collection, qtbot: QtBot
) -> None:
    before = first(page)
    line(sheet, "title").set_value("溪山清远图")
    qtbot.keyClick(line(sheet, "title"), Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert page.grid.isVisible()
    after = collection.paintings.get(before.id)
    assert after.title == "溪山清远图"
    past = catalogue.history(collection, before.id)
    assert [(each.field, each.before, each.after, each.by) for each in past[:1]] == [
        ("title", before.title, "溪山清远图", "甲")
    ]
    assert past[1].action != "edit"


def test_escape_leaves_the_record_as_it_was(
    page: CollectionPage, sheet: RecordSheet, qtbot: QtBot
) -> None:
    before = first(page)
    line(sheet, "title").set_value("不要")
    qtbot.keyClick(line(sheet, "title"), Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert first(page) == before


def test_letters_write_in_a_field_and_open_the_sheet_outside(
    page: CollectionPage, window: MainWindow, qtbot: QtBot
) -> None:
    activate(window)
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_E)
    sheet = page.records.sheet
    assert sheet.isVisible()
    qtbot.keyClicks(line(sheet, "census_number"), "pe/z")
    assert line(sheet, "census_number").text() == "pe/z"
    assert page.records.open is sheet
    qtbot.keyClick(line(sheet, "census_number"), Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    before = first(page)
    catalogue.edit(page.room.collection, before.id, "甲", title="丙图")  # pyright: ignore
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert first(page) == before


def test_ctrl_z_and_the_toast_take_an_edit_back(
    page: CollectionPage, sheet: RecordSheet, window: MainWindow
) -> None:
    before = first(page)
    line(sheet, "title").set_value("甲图")
    sheet.save.click()
    page.records.undo()
    assert first(page) == before
    page.records.edit()
    line(sheet, "title").set_value("乙图")
    sheet.save.click()
    assert window.toast.isVisible()
    window.toast._take_back()
    assert first(page) == before


def test_a_reign_year_is_read_while_it_is_typed(page: CollectionPage, sheet: RecordSheet) -> None:
    line(sheet, "date_text").set_value("绍兴十年")
    assert "1140" in sheet._read.text()
    assert line(sheet, "year_from").value() == "1140"
    assert line(sheet, "year_to").value() == "1140"
    sheet.save.click()
    saved = first(page)
    assert (saved.date_text, saved.year_from, saved.edtf) == ("绍兴十年", 1140, "1140")


def test_years_written_by_hand_hold_against_the_text(
    page: CollectionPage, sheet: RecordSheet, qtbot: QtBot
) -> None:
    line(sheet, "year_from").clear()
    qtbot.keyClicks(line(sheet, "year_from"), "1190")
    line(sheet, "year_to").clear()
    qtbot.keyClicks(line(sheet, "year_to"), "1225")
    line(sheet, "date_text").set_value("宋宁宗时")
    assert "1190/1225" in sheet._read.text()
    sheet.save.click()
    saved = first(page)
    assert (saved.year_from, saved.year_to, saved.edtf) == (1190, 1225, "1190/1225")


def test_a_year_that_is_no_number_is_not_saved(
    page: CollectionPage, sheet: RecordSheet, qtbot: QtBot
) -> None:
    before = first(page)
    line(sheet, "year_from").clear()
    qtbot.keyClicks(line(sheet, "year_from"), "song")
    sheet.save.click()
    assert sheet.isVisible()
    assert "数字" in sheet._read.text()
    assert first(page) == before


def test_reversed_years_are_refused_in_place(
    page: CollectionPage, sheet: RecordSheet, qtbot: QtBot
) -> None:
    for key, year in (("year_from", "1279"), ("year_to", "1127")):
        line(sheet, key).clear()
        qtbot.keyClicks(line(sheet, key), year)
    sheet.save.click()
    assert sheet.isVisible()
    assert sheet.problem.isVisible()


def test_pick_lists_offer_the_usual_words_and_take_any(
    page: CollectionPage, sheet: RecordSheet
) -> None:
    offered = pick(sheet, "format")
    assert {"立轴", "手卷"} <= {offered.itemText(row) for row in range(offered.count())}
    offered.set_value("乌丝栏册")
    sheet.save.click()
    assert first(page).format == "乌丝栏册"


def test_rights_are_chosen_by_name_and_kept_as_uri(
    page: CollectionPage, sheet: RecordSheet
) -> None:
    rights = pick(sheet, "rights")
    assert isinstance(rights, RightsPick)
    row = rights.findData(PUBLIC_DOMAIN)
    rights.setCurrentIndex(row)
    word = rights.currentText()
    sheet.save.click()
    assert first(page).rights == PUBLIC_DOMAIN
    assert word.split(" · ")[1] in facts(page)
    assert PUBLIC_DOMAIN not in facts(page)


def test_an_alias_becomes_its_tag(
    page: CollectionPage, collection: Collection, qtbot: QtBot
) -> None:
    collection.aliases.put("tag", "雪景", "雪")
    page.records.edit()
    field = page.records.sheet.tags.field
    field.setText("雪景，渔父")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.records.sheet.tags.value() == ("雪", "渔父")
    assert page.records.sheet.isVisible()  # Enter took the tag
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert set(first(page).tags) == {"雪", "渔父"}
    assert "渔父" in facts(page)


def test_a_click_takes_a_tag_away(page: CollectionPage, collection: Collection) -> None:
    catalogue.edit(collection, first(page).id, "甲", tags=["雪", "月"])
    page.records.edit()
    page.records.sheet.tags._chips[0].click()
    page.records.sheet.save.click()
    assert len(first(page).tags) == 1


def test_completion_leads_from_an_alias_to_the_painter(sheet: RecordSheet) -> None:
    completer = line(sheet, "artist").completer()
    completer.setCompletionPrefix("米元章")
    assert completer.currentCompletion() == "米芾"


def test_fields_of_ones_own_are_added_and_taken_off(
    page: CollectionPage, sheet: RecordSheet
) -> None:
    sheet.extra.add_row()
    sheet.extra.rows[-1].field.set_value("著录")
    sheet.extra.rows[-1].text.set_value("石渠宝笈")
    sheet.save.click()
    assert first(page).extra == {"著录": "石渠宝笈"}
    assert "石渠宝笈" in facts(page)
    page.records.edit()
    sheet.extra.rows[0].drop.click()
    sheet.save.click()
    assert first(page).extra == {}


def test_enter_breaks_a_line_of_the_notes_and_ctrl_enter_saves(
    page: CollectionPage, sheet: RecordSheet, qtbot: QtBot
) -> None:
    notes = sheet.editors["notes"]
    assert isinstance(notes, LongText)
    qtbot.keyClicks(notes, "a")
    qtbot.keyClick(notes, Qt.Key.Key_Return)
    qtbot.keyClicks(notes, "b")
    assert sheet.isVisible()
    qtbot.keyClick(notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert first(page).notes == "a\nb"


def test_a_number_that_another_work_has_is_refused_in_place(
    page: CollectionPage, sheet: RecordSheet, collection: Collection
) -> None:
    taken = collection.paintings.get(page.grid.paintings.ids[1]).accession
    line(sheet, "accession").set_value(taken)
    sheet.save.click()
    assert sheet.isVisible()
    assert sheet.problem.isVisible()


def test_the_kind_and_the_lock_are_saved(page: CollectionPage, sheet: RecordSheet) -> None:
    sheet.kind.choose("map")
    sheet.local.setChecked(True)
    sheet.save.click()
    saved = first(page)
    assert (saved.work_kind, saved.local_only) == ("map", True)


def test_a_change_elsewhere_does_not_put_the_sheet_away(
    page: CollectionPage, sheet: RecordSheet
) -> None:
    line(sheet, "title").set_value("写到一半")
    page.refresh()
    QApplication.processEvents()
    assert sheet.isVisible()
    assert not page.grid.isVisible()
    assert line(sheet, "title").value() == "写到一半"


def test_the_record_leads_to_the_passages_of_its_work(
    page: CollectionPage, window: MainWindow
) -> None:
    went: list[tuple[str, dict[str, object]]] = []
    window.room.went.connect(lambda name, told: went.append((name, told)))
    page.record.texts.click()
    assert went == [("annotate", {"painting": first(page).id})]


def test_characters_no_font_draws_are_named_in_record_and_grid(
    page: CollectionPage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.edit(collection, first(page).id, "甲", title="\ue123图", artist="&CB00001;")
    page.refresh()
    shown = "\n".join(text.text() for text in page.record.findChildren(Text))
    assert "〔CB00001〕" in shown
    assert "〔U+E123〕图" in shown
    drawn: list[str] = []

    def cut(self: grid._Hand, text: str, width_px: float) -> str:
        drawn.append(text)
        return text

    monkeypatch.setattr(grid._Hand, "cut", cut)
    page.grid.viewport().repaint()
    assert "〔U+E123〕图" in drawn


def test_a_collection_open_for_reading_only_is_read_and_not_written(
    window: MainWindow, collection: Collection, qtbot: QtBot
) -> None:
    with Collection.open(collection.dir, read_only=True) as locked:
        window.room.open_collection(locked)
        page = window.pages["collection"]
        assert isinstance(page, CollectionPage)
        page.grid.select_painting(page.grid.paintings.ids[0])
        assert not page.record.edit.isEnabled()
        assert page.record.edit.toolTip()
        page.records.edit()
        page.records.edit_pictures()
        page.grid.selectAll()
        page.records.many.edit()
        page.records.many.put_in_trash(page.grid.selected())
        assert page.records.open is None
        assert not page.records.many.button.isEnabled()
        assert locked.paintings.count() == 12
        enabled = {action.text().split("\t")[0] for action in page.records.build_menu().actions()
                   if action.isEnabled()}  # fmt: skip
        assert enabled == {"经过"}
        window.room.open_collection(collection)
