"""The verdict first, in words; what may be done follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.evaluate import EvaluatePage
from songclip_desktop.ui.widgets.interval_plot import percent, points
from songclip_desktop.ui.widgets.moved_queries import Moved, ends, moved
from tests.ui.samples import finished_run


def show(window: MainWindow) -> EvaluatePage:
    window.show_page("evaluate")
    QApplication.processEvents()
    page = window.pages["evaluate"]
    assert isinstance(page, EvaluatePage)
    return page


def test_without_a_run_the_page_leads_to_training(window: MainWindow) -> None:
    page = show(window)
    assert page._empty.isVisible()
    assert not page.view.isVisible()
    page._onward.click()
    assert window.current == "finetune"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("better", "明显更准"), ("worse", "反而变差"), ("not_shown", "还看不出差别")],
)
def test_the_verdict_is_said_in_words_with_interval_and_works(
    window: MainWindow, collection: Collection, verdict: str, words: str
) -> None:
    finished_run(collection, verdict)
    page = show(window)
    assert words in page.view._headline.text()
    said = page.view._sentence.text()
    assert "3 件" in said
    assert "95% 区间" in said


def test_a_better_run_is_adopted_by_the_one_red_button_and_can_be_retired(
    window: MainWindow, collection: Collection
) -> None:
    run = finished_run(collection, "better")
    page = show(window)
    assert page.adopt.isVisible()
    assert not page.review.isVisible()
    QTest.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    assert collection.runs.get(run).active
    assert page.in_use.isVisible()
    page.retire.click()
    assert not collection.runs.get(run).active


@pytest.mark.parametrize("verdict", ["worse", "not_shown"])
def test_a_run_that_shows_nothing_leads_back_to_review_first(
    window: MainWindow, collection: Collection, verdict: str
) -> None:
    run = finished_run(collection, verdict)
    page = show(window)
    assert not page.adopt.isVisible()
    assert page.review.isVisible()
    page.adopt_anyway.click()
    assert collection.runs.get(run).active
    page.review.click()
    assert window.current == "review"


def test_rows_show_both_models_their_difference_and_its_interval(
    window: MainWindow, collection: Collection
) -> None:
    finished_run(collection)
    page = show(window)
    rows = page.view.plot._rows
    assert [row.detail for row in rows] == ["Recall@1", "Recall@5", "Recall@10"]
    assert rows[0].zero_shot.low == 0.3
    assert (rows[0].difference.low, rows[0].difference.high) == (0.1, 0.3)
    assert page.view._rows.rowCount() == 2
    assert "没有遗忘" in page.view._forgotten.text()


def test_a_query_that_moved_opens_in_compare(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished_run(collection)
    page = show(window)
    asked: list[object] = []
    window.room.went.connect(lambda name, arguments: asked.append((name, arguments)))
    monkeypatch.setattr(window.pages["search"], "run", lambda: None)
    first = page.view.queries._rows[0][0]
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert ("search", {"query": "旧句"}) in asked


def test_the_adapter_is_saved_where_the_curator_says(
    window: MainWindow, collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished_run(collection)
    target = tmp_path / "out.safetensors"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    show(window).save.click()
    assert target.read_bytes() == b"adapter"


def test_a_run_without_figures_is_offered_to_be_measured(
    window: MainWindow, collection: Collection
) -> None:
    run = finished_run(collection)
    (collection.runs.dir(run) / "evaluation.json").unlink()
    page = show(window)
    assert page.problem.isVisible()
    assert page.problem.action.text() == "重新评测"
    assert not page.adopt.isVisible()


def test_the_run_to_look_at_can_be_chosen(window: MainWindow, collection: Collection) -> None:
    finished_run(collection, "worse", "run-1")
    finished_run(collection, "better", "run-2")
    page = show(window)
    assert page.runs.isVisible()
    assert "明显更准" in page.view._headline.text()
    page.runs.choose("run-1")
    page.runs.chosen.emit("run-1")
    assert "反而变差" in page.view._headline.text()


def test_each_end_of_the_list_names_different_works() -> None:
    queries = [
        {"work": work, "text": text, "rank_zero_shot": before, "rank_finetuned": after}
        for work, text, before, after in (
            ("A", "a", 40, 1), ("A", "b", 30, 1), ("B", "c", 9, 3), ("C", "d", 2, 2), ("D", "e", 1, 8),
        )
    ]  # fmt: skip
    best, worst = ends(moved(queries))
    assert [one.accession for one in best] == ["A", "B"]
    assert [one.accession for one in worst] == ["D"]
    assert Moved("A", "a", 38, 1).gain > Moved("A", "a", 138, 101).gain


def test_figures_are_rounded_and_signed_as_people_write_them() -> None:
    assert percent(0.431) == "43%"
    assert [points(x) for x in (0.124, -0.031, 0.001)] == ["+12", "−3", "0"]
