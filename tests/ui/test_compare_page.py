"""One query, two columns: what stands where, how it moved, and what is said when nothing does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Caption
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.models.example_queries import choose, short_form
from songclip_desktop.ui.pages.compare import ComparePage
from songclip_desktop.ui.widgets.rank_lines import Link, Placed, links
from songclip_desktop.workflow import search
from songclip_desktop.workflow.queries import Picture
from tests.ui.compare_hits import rank
from tests.ui.samples import finished_run


@pytest.fixture
def page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> ComparePage:
    monkeypatch.setattr(search, "execute", rank)
    found = window.pages["search"]
    assert isinstance(found, ComparePage)
    return found


@pytest.fixture
def show(window: MainWindow, page: ComparePage) -> Callable[..., None]:
    def shown(**arguments: object) -> None:
        window.show_page("search", **arguments)
        QApplication.processEvents()

    return shown


def titles(page: ComparePage, column: str) -> list[str]:
    rows = page.board._columns[column].rows
    return [row.content.title or row.content.sentence for row in rows if row.content is not None]


def test_both_columns_show_the_best_eight_and_how_each_moved(
    page: ComparePage, show: Callable[..., None], collection: Collection
) -> None:
    finished_run(collection)
    show(query="江心一只小船")
    assert titles(page, "zero_shot")[:8] == [f"第{n}图" for n in range(8)]
    assert titles(page, "finetuned")[:8] == [f"第{n}图" for n in range(10, 2, -1)]
    moves = [row.content.movement for row in page.board._columns["finetuned"].rows if row.content]
    assert moves == ["↑ 原 11", "↑ 原 10", "↑ 原 9", "↑ 4", "↑ 2", "=", "↓ 2", "↓ 4",
                     "↓ 6", "↓ 8", "↓ 10"]  # fmt: skip
    assert not page.train.isVisible()
    assert "0.04 秒" in page.head.subtitle.text()  # type: ignore[union-attr]


def test_without_an_adapter_there_is_one_column_and_the_way_to_training(
    window: MainWindow, page: ComparePage, show: Callable[..., None]
) -> None:
    show(query="江心一只小船")
    assert not page.board._columns["finetuned"].isVisible()
    assert titles(page, "zero_shot")[0] == "第0图"
    assert page.train.isVisible()
    page.train.click()
    assert window.current == "finetune"


def test_before_the_first_work_it_leads_to_import(
    window: MainWindow, page: ComparePage, tmp_path: Path
) -> None:
    with Collection.create(tmp_path / "new", name="新") as new:
        window.room.open_collection(new)
        window.show_page("search")
        assert page.train.text() == "去入藏"
        page.train.click()
        assert window.current == "import"
        window.room.open_collection(None)


def test_words_are_typed_and_entered(page: ComparePage, show: Callable[..., None]) -> None:
    show(query="江心一只小船")
    page.field.clear()
    QTest.keyClicks(page.field, "boat")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert page.result is not None
    assert page.result.query == "boat"


def test_a_query_of_spaces_is_answered_by_a_sentence_and_the_old_result_stays(
    page: ComparePage, show: Callable[..., None]
) -> None:
    show(query="江心一只小船")
    page.ask("   ")
    assert page._problem.isVisible()
    assert "检索词是空的" in page._problem.accessibleName()
    assert page.result is not None
    assert page.result.query == "江心一只小船"
    page.ask("柳树")
    assert not page._problem.isVisible()


def test_arrows_go_through_the_hits_and_the_panel_follows(
    page: ComparePage, show: Callable[..., None], collection: Collection
) -> None:
    finished_run(collection)
    show(query="江心一只小船")
    assert page.detail._title.whole() == "第10图"
    first = page.board._columns["finetuned"].rows[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert page.detail._title.whole() == "第9图"
    QTest.keyClick(page.board._columns["finetuned"].rows[1], Qt.Key.Key_Left)
    assert page.detail._title.whole() == "第1图"
    assert "零样本第 2" in page.detail._ranks.text()


def test_texts_are_found_too(
    page: ComparePage, show: Callable[..., None], collection: Collection
) -> None:
    finished_run(collection)
    show(query="江心一只小船")
    page.target.choose("texts")
    page.target.chosen.emit("texts")
    assert page.result is not None
    assert page.result.target == "texts"
    assert all("夏" in text for text in titles(page, "zero_shot")[:2])


def test_a_picture_is_a_query_and_what_is_found_leads_on_to_what_is_similar(
    window: MainWindow, page: ComparePage, show: Callable[..., None], tmp_path: Path
) -> None:
    picture = tmp_path / "query.png"
    picture.write_bytes(b"")
    show(picture=picture)
    assert page.result is not None
    assert page.result.query == "像「query.png」的"
    assert page.bar.asking().look == Picture(picture)
    page.detail.similar_asked.emit()
    assert page.result.query == "像《第0图》的"
    work = next(work for work in window.room.collection.paintings.all() if work.title == "第0图")  # type: ignore[union-attr]
    assert page.bar.asking().without == work.id
    assert titles(page, "zero_shot")[0] == "第1图"


def test_examples_are_short_clickable_and_from_held_out_works(
    page: ComparePage, show: Callable[..., None], collection: Collection
) -> None:
    for caption in collection.captions.list(status="draft"):
        collection.captions.approve(caption.id, "甲")
    show()
    chips = page.chips.buttons
    assert 1 <= len(chips) <= 6
    assert all(len(chip.text()) <= 14 for chip in chips)
    held_out = {w.id for w in collection.paintings.all() if w.split == "test"}
    assert {example.painting_id for example in page._examples} <= held_out
    chips[-1].click()
    assert page.result is not None
    assert page.result.query == chips[-1].text()


def test_a_search_that_fails_says_why_and_can_be_tried_again(
    page: ComparePage, show: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise SongClipError("engine_died", "引擎停了。", "再试一次。")

    monkeypatch.setattr(search, "execute", fail)
    show(query="柳树")
    assert "引擎停了" in page._problem.accessibleName()
    monkeypatch.setattr(search, "execute", rank)
    page._problem.action.click()
    assert not page._problem.isVisible()
    assert titles(page, "zero_shot")


def test_an_answer_of_another_collection_is_passed_over(
    window: MainWindow, page: ComparePage, show: Callable[..., None]
) -> None:
    show(query="柳树")
    asked, late = page.task._asked, page.result
    window.room.open_collection(window.room.collection)
    page.task._done(asked, late, page.bar.asking())  # type: ignore[arg-type]
    assert page.result is None


def test_lines_join_what_is_on_both_lists_and_leave_stubs_for_the_rest() -> None:
    left = [Placed("a", 1, 12), Placed("b", 2, 1)]
    right = [Placed("b", 1, 2), Placed("c", 2, 31)]
    assert links(left, right) == [Link(0, None, -11), Link(1, 0, 1), Link(None, 1, 29)]


def test_a_short_form_is_the_beginning_of_a_caption() -> None:
    def caption(kind: str, text: str) -> Caption:
        return Caption(1, 1, "A", kind, "approved", text, text, "curator", "", "", "", (), "")

    assert (
        short_form(caption("modern", "晚霞满天，左侧斜出腊梅，远处有一座亭子。"))
        == "晚霞满天，左侧斜出腊梅"
    )
    assert short_form(caption("tags", "桃花，隐士，柳，黄昏")) == "桃花 隐士 柳"
    assert choose([caption("modern", "晚霞满天")], []) == []


def test_two_runs_come_from_another_page_onto_the_sides(
    window: MainWindow, collection: Collection
) -> None:
    older, newer = (
        finished_run(collection, "better", "run-1"),
        finished_run(collection, run="run-2"),
    )
    window.room.go("search", sides=(newer, older))
    page = window.pages["search"]
    assert isinstance(page, ComparePage)
    assert page.sides.pair == (newer, older)
    page.refresh()
    assert page.sides.pair == (newer, older)


def test_a_server_that_searched_is_named_and_one_that_did_not_is_told(
    page: ComparePage, show: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for told in ({"server": "museum.example"}, {"note": "服务没有答复，这次在本机检索。"}):
        monkeypatch.setattr(search, "execute", lambda *asked, t=told: replace(rank(*asked), **t))
        show(query="江心一只小船")
        assert page.head is not None
        assert ("museum.example" in page.head.subtitle.text()) == ("server" in told)
        assert ("本机" in page.head.subtitle.text()) == ("note" in told)
        assert page._problem.isVisible() == ("note" in told)
