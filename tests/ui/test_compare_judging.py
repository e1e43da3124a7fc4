"""Who stands on the sides, which is better, and what becomes of a verdict; sheets and tray."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Run
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.compare import ComparePage
from songclip_desktop.workflow import explain, search, verdicts
from tests.ui.compare_hits import explained, rank
from tests.ui.samples import finished_run


@pytest.fixture
def page(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> ComparePage:
    monkeypatch.setattr(search, "execute", rank)
    monkeypatch.setattr(explain, "execute", explained)
    finished_run(collection)
    window.show_page("search", query="江心一只小船")
    QApplication.processEvents()
    found = window.pages["search"]
    assert isinstance(found, ComparePage)
    found.detail.heat.setChecked(True)
    return found


@pytest.fixture
def two_runs(window: MainWindow, page: ComparePage, collection: Collection) -> ComparePage:
    collection.runs.add(
        Run("run-2", "2026-11-21T10:00:00Z", "mini", "mini", "finished", "finetuned", "", False)
    )
    folder = collection.runs.dir("run-2")
    folder.mkdir(parents=True)
    (folder / "adapter.safetensors").write_bytes(b"another")
    page.refresh()
    return page


def approve_tests(collection: Collection) -> None:
    for caption in collection.captions.list(status="draft"):
        collection.captions.approve(caption.id, "甲")


def place(page: ComparePage, key: Qt.Key) -> None:
    """A key pressed on the hit that is selected."""
    QTest.keyClick(page.board._columns["finetuned"].rows[0], key)


# -- the sides ---------------------------------------------------------------------------------


def test_two_runs_take_the_sides_and_change_them(two_runs: ComparePage) -> None:
    page = two_runs
    assert page.sides.pair == ("", "run-2")
    assert page.sides.names == ("零样本", "微调")
    page.board.heads["zero_shot"].chosen.emit("run-1")
    assert page.result is not None
    assert (page.result.against, page.result.run) == ("run-1", "run-2")
    assert page.sides.names == ("第 1 次", "第 2 次")
    page.board.heads["finetuned"].chosen.emit("run-1")
    assert page.sides.pair == ("run-2", "run-1")
    menu = page.board.heads["zero_shot"].build_menu()
    told = [(a.text(), a.isChecked(), a.isEnabled()) for a in menu.actions()]
    assert told[0] == ("零样本　底本，未训练", False, True)
    assert [row[1:] for row in told[1:]] == [(True, True), (False, True)]
    page.board.heads["zero_shot"].chosen.emit("")
    menu = page.board.heads["zero_shot"].build_menu()
    assert [a.isEnabled() for a in menu.actions()] == [True, True, False]
    assert menu.actions()[2].toolTip() == "已在另一边"


def test_a_run_that_has_a_name_is_called_by_it(
    two_runs: ComparePage, collection: Collection
) -> None:
    collection.runs.rename("run-2", "带题跋的", "甲")
    two_runs.refresh()
    assert two_runs.board.heads["finetuned"].accessibleName() == "微调 带题跋的"


# -- the board ---------------------------------------------------------------------------------


def test_what_stands_still_can_be_left_out(page: ComparePage) -> None:
    assert page.board.row_of("finetuned", page.board.hit("zero_shot", 5).painting_id or 0) == 5  # type: ignore[union-attr]
    page.only_moved.click()
    shown = [hit.rank for hit in page.board._hits["finetuned"]]
    assert 6 not in shown
    assert len(shown) == 10


def test_both_columns_scroll_together_and_lines_that_leave_the_view_become_stubs(
    window: MainWindow, page: ComparePage
) -> None:
    area, lines = page.board._area, page.board._lines
    assert area.verticalScrollBar().maximum() > 0
    assert lines._sees(0)
    assert not lines._sees(10)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert lines._sees(10)
    assert not lines._sees(0)
    tops = {
        name: column.rows[10].mapTo(page.board, column.rows[10].rect().topLeft()).y()
        for name, column in page.board._columns.items()
    }
    assert tops["zero_shot"] == tops["finetuned"]


# -- verdicts ----------------------------------------------------------------------------------


def test_a_verdict_is_chosen_and_kept_by_keys(page: ComparePage, collection: Collection) -> None:
    assert not page.verdict.record.isEnabled()
    place(page, Qt.Key.Key_BracketRight)
    assert page.verdict.choice.current() == "right"
    place(page, Qt.Key.Key_Return)
    kept = collection.searches.verdicts()
    assert [(v.query, v.left_run, v.right_run, v.choice) for v in kept] == [
        ("江心一只小船", "", "run-1", "right")
    ]
    assert not page.verdict.record.isEnabled(), "one verdict is kept once"
    assert "微调更好 1" in page.verdict._tally.whole()
    assert "100%（21–100%）" in page.verdict._tally.whole()
    assert "95% 区间" in page.verdict.toolTip()


def test_brackets_in_the_field_are_words(page: ComparePage, collection: Collection) -> None:
    page.field.clear()
    QTest.keyClicks(page.field, "[=]")
    assert page.field.text() == "[=]"
    assert page.verdict.choice.current() == ""


def test_texts_and_pictures_are_not_judged(page: ComparePage) -> None:
    assert page.verdict.isVisible()
    page.detail.texts_asked.emit()
    assert not page.verdict.isVisible()
    page.ask("柳")
    page.target.choose("images")
    page.bar.entered.emit()
    assert page.verdict.isVisible()


def test_a_later_run_is_asked_once_by_itself_and_the_answer_is_kept(
    page: ComparePage, two_runs: ComparePage, collection: Collection
) -> None:
    page.board.heads["finetuned"].chosen.emit("run-1")
    place(page, Qt.Key.Key_BracketLeft)
    place(page, Qt.Key.Key_Return)
    assert verdicts.last(collection, "run-1") is None, "the run it was judged of knows"
    page.board.heads["finetuned"].chosen.emit("run-2")
    found = verdicts.last(collection, "run-2")
    assert found is not None
    assert [row.state for row in found.rows] == ["lost"]
    page.sheets.open("regression")
    sheet = page.sheets.regression.sheet
    assert "1 句变回去了" in sheet.headline.text()
    assert sheet.rows.data(sheet.rows.index(0, 1)) == "✕ 变回去了"


def test_a_blind_test_shows_no_names_and_ends_with_an_interval(
    page: ComparePage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve_tests(collection)
    works = [work.id for work in collection.paintings.all() if work.image]
    queries = tuple(f"第{n}句" for n in range(6))
    made = verdicts.BlindTest("abc", "", "run-1", queries)
    monkeypatch.setattr(verdicts, "blind_test", lambda *_given: made)
    page.sheets.open("blind")
    sheet = page.sheets.blind.sheet
    sheet.start.click()
    assert not page.board.isVisible()
    names = {"零样本", "微调", "run-1", "第 1 次"}
    for query in queries:
        assert sheet.query.text() == query
        heads = {each.head.text() for each in sheet.lists}
        assert heads == {"甲列", "乙列"}
        first = sheet.lists[0].rows[0].content
        assert first is not None
        assert not names & set(first.title + first.detail)
        finetuned_left = made.swapped(query)
        assert (first.title == collection.paintings.get(works[-1]).title) == finetuned_left
        QTest.keyClick(sheet, Qt.Key.Key_1 if finetuned_left else Qt.Key.Key_2)
    assert sheet.headline.text() == "零样本 0 比 6 微调"
    assert "95% 区间" in sheet._says.text()
    assert "看得出差别" in sheet._says.text()
    assert {v.choice for v in collection.searches.verdicts("abc")} == {"right"}


def test_too_few_held_out_captions_are_said(page: ComparePage) -> None:
    page.sheets.open("blind")
    page.sheets.blind.sheet.start.click()
    assert page.sheets.blind.sheet.problem.isVisible()


def test_held_out_captions_are_listed_by_gain_and_lead_to_their_columns(page: ComparePage) -> None:
    page.sheets.open("moved")
    sheet = page.sheets.moved
    rows = sheet.rows
    assert [rows.data(rows.index(n, 0)) for n in range(3)] == ["旧句", "平句", "退句"]
    assert [rows.data(rows.index(n, 4)) for n in range(3)] == ["↑", "＝", "↓"]
    sheet.order.choose("fell")
    sheet.order.chosen.emit("fell")
    assert rows.data(rows.index(0, 0)) == "退句"
    sheet.table.clicked.emit(rows.index(0, 0))
    assert page.sheets.current == ""
    assert page.result is not None
    assert page.result.query == "退句"


def test_escape_leads_from_a_sheet_back_to_the_rankings(page: ComparePage) -> None:
    page.sheets.open("moved")
    assert not page.board.isVisible()
    QTest.keyClick(page.sheets.moved, Qt.Key.Key_Escape)
    assert page.board.isVisible()
    assert page.head is not None
    assert page.head.isVisible()


# -- why ---------------------------------------------------------------------------------------


@pytest.fixture
def why(page: ComparePage) -> Callable[[str, int], None]:
    def ask(column: str, row: int) -> None:
        page.board.select(column, row)
        page.hit.task.begin()

    return ask


def test_the_selected_hit_is_explained_by_the_model_of_its_column(
    page: ComparePage, why: Callable[[str, int], None]
) -> None:
    why("zero_shot", 1)
    part = page.detail.why
    assert part.whose.current() == "zero_shot"
    assert part.bars.accessibleName().startswith("江 0.100, 心 −0.020")
    assert page.detail.picture._weights is not None
    shade = page.detail.picture._weights
    assert shade.pixelColor(0, 0).alpha() > 150
    assert shade.pixelColor(shade.width() - 1, shade.height() - 1).alpha() == 0
    why("finetuned", 0)
    assert part.whose.current() == "finetuned"


def test_attention_is_shown_by_layer_and_head_and_rolled_out(
    page: ComparePage, why: Callable[[str, int], None]
) -> None:
    why("finetuned", 0)
    part = page.detail.why
    assert [part.map.itemData(n) for n in range(part.map.count())] == [
        "relevance", "rollout", "attention",
    ]  # fmt: skip
    assert not part.layer.isVisible()
    part.map.choose("attention")
    part.map.chosen.emit("attention")
    assert (part.layer.count(), part.head.count()) == (2, 4)
    part.layer.choose("2")
    part.head.choose("3")
    weights = part.weights()
    assert weights is not None
    assert weights[3, 3] == 0.5
    part.map.choose("rollout")
    rolled = part.weights()
    assert rolled is not None
    assert rolled.min() == rolled.max()


def test_the_heat_map_is_switched_off_and_then_nothing_is_computed(
    page: ComparePage, why: Callable[[str, int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    why("finetuned", 0)
    QTest.keyClick(page.board._columns["finetuned"].rows[0], Qt.Key.Key_H)
    assert page.detail.picture._weights is None
    asked: list[object] = []
    monkeypatch.setattr(explain, "execute", lambda *given: asked.append(given))
    why("finetuned", 1)
    assert asked == []


def test_an_explanation_that_comes_late_is_not_shown_beside_another_hit(
    page: ComparePage, why: Callable[[str, int], None]
) -> None:
    first = page.board.hit("finetuned", 0)
    why("finetuned", 0)
    page.board.select("finetuned", 1)
    assert page.detail.picture._weights is None
    page.hit.task.explained.emit(object(), first)
    assert page.detail.picture._weights is None


# -- the tray ----------------------------------------------------------------------------------


@pytest.fixture
def tray(page: ComparePage) -> ComparePage:
    for row in (0, 2):
        page.board.select("zero_shot", row)
        page.detail.aside_asked.emit()
    return page


def test_hits_are_put_aside_in_their_order_and_taken_off(
    tray: ComparePage, collection: Collection
) -> None:
    assert tray.tray.text() == "托盘 2"
    assert [work.accession for work in tray.sheets.tray.works()] == ["T000", "T002"]
    tray.sheets.open("tray")
    sheet = tray.sheets.tray.sheet
    assert sheet.list.count() == 2
    sheet.taken_back.emit(tray.sheets.tray.works()[0].id)
    assert tray.tray.text() == "托盘 1"
    sheet.empty.click()
    assert collection.searches.tray() == []
    assert tray.tray.isHidden()


def test_the_tray_leaves_as_list_as_contact_sheet_and_as_numbers(
    tray: ComparePage, tmp_path: Path
) -> None:
    kept = tray.sheets.tray
    kept.save_list(tmp_path / "tray.csv")
    with open(tmp_path / "tray.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == ["T000", "T002"]
    kept.print_sheet(tmp_path / "sheet")
    printed = (tmp_path / "sheet.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Subtype /Image") >= 2
    kept.sheet.copy.click()
    assert QGuiApplication.clipboard().text() == "T000\nT002"


def test_a_folder_that_is_gone_is_said_and_leaves_nothing(
    tray: ComparePage, tmp_path: Path
) -> None:
    tray.sheets.open("tray")
    tray.sheets.tray.print_sheet(tmp_path / "gone" / "sheet.pdf")
    assert tray.sheets.tray.sheet.problem.isVisible()
    assert not (tmp_path / "gone").exists()


def test_works_of_the_tray_are_suggested_for_a_passage(
    tray: ComparePage, collection: Collection
) -> None:
    tray.sheets.open("tray")
    sheet = tray.sheets.tray.sheet
    passage = collection.passages.list()[1]
    sheet.passage.choose(str(passage.id))
    sheet.pair.click()
    pairs = [pair for pair in collection.pairs.list() if pair.passage_id == passage.id]
    assert {pair.painting_id for pair in pairs} == {work.id for work in tray.sheets.tray.works()}
    assert {pair.status for pair in pairs} == {"draft"}
