"""Captions that are longer than the model reads: what is said of those learned from in parts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.dataset import DatasetPage
from songclip_desktop.ui.widgets.preflight_view import Finding, PreflightView
from songclip_desktop.workflow import finetune

SENTENCE = "远山近水之间有一座小桥，桥上行人三五，岸边垂柳数株。"


def approve(collection: Collection, split: str, text: str) -> None:
    """Gives a work of that split an approved caption, in the place of what it has."""
    works = collection.paintings.records(collection.finding.find())
    work = next(one for one in works if one.split == split and one.image is not None)
    held = next(
        one
        for one in collection.captions.list()
        if one.painting_id == work.id and one.kind == "modern"
    )
    collection.captions.edit(held.id, text, "甲")
    collection.captions.approve(held.id, "甲")


def show(window: MainWindow) -> DatasetPage:
    window.show_page("dataset")
    QApplication.processEvents()
    page = window.pages["dataset"]
    assert isinstance(page, DatasetPage)
    return page


def said(page: DatasetPage) -> str:
    return page._checks["text_truncated"]._words.text()


def finding(window: MainWindow, collection: Collection) -> Finding:
    view = PreflightView(window.room.thumbnails)
    found = view._findings(finetune.preflight(collection))
    return next(one for one in found if "50 字元" in one.text)


def test_where_none_is_long_the_page_says_so(window: MainWindow, collection: Collection) -> None:
    page = show(window)
    assert said(page) == "没有说明超过 50 字元"
    assert not page._checks["text_truncated"].show_them.isVisible()
    assert finding(window, collection) == Finding(True, "说明都在 50 字元以内")


def test_with_nothing_approved_it_leads_to_what_comes_first(
    window: MainWindow, tmp_path: Path
) -> None:
    with Collection.create(tmp_path / "new", name="新") as new:
        window.room.open_collection(new)
        page = show(window)
        assert page.to_review.text() == "去撰稿"
        work = new.paintings.add("T1", title="图")
        new.captions.put_draft(work.id, "modern", SENTENCE, "offline")
        page.refresh()
        assert page.to_review.text() == "去审校"
        page.to_review.click()
        assert window.current == "review"
        window.room.open_collection(None)


def test_a_long_one_that_is_learned_from_in_parts_is_told_and_listed(
    window: MainWindow, collection: Collection
) -> None:
    approve(collection, "train", SENTENCE * 4)
    page = show(window)
    assert said(page) == "1 条训练说明超过 50 字元，按句分成几段来学，不截短"
    page._checks["text_truncated"].show_them.click()
    assert [one.code for one in page._listed] == ["text_split"]
    told = finding(window, collection)
    assert told.well
    assert told.text == "1 条训练说明超过 50 字元，按句分成几段来学"
    assert told.page == "dataset"


def test_one_that_is_cut_is_a_warning_beside_those_in_parts(
    window: MainWindow, collection: Collection
) -> None:
    approve(collection, "train", SENTENCE * 4)
    approve(collection, "test", SENTENCE * 4)
    page = show(window)
    assert said(page) == "1 条说明超过 50 字元，会被截短；另有 1 条按句分段来学"
    page._checks["text_truncated"].show_them.click()
    assert {one.code for one in page._listed} == {"text_split", "text_truncated"}
    assert not finding(window, collection).well
