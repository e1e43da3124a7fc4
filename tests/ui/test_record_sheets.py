"""The sheets over the collection can be read and heard: both languages, small and large screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Problem
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.widgets.buttons import PrimaryButton
from songclip_desktop.workflow import catalogue, merge
from songclip_desktop.workflow.export_records import Exported
from songclip_desktop.workflow.merge import Conflict, Merge
from tests.ui import inspection

SCREENS = ((1440, 900), (960, 600), (640, 400))


def record(page: CollectionPage) -> None:
    page.records.edit()
    page.records.sheet.extra.add_row()


def pictures(page: CollectionPage) -> None:
    page.records.edit_pictures()


def past(page: CollectionPage) -> None:
    collection = page.room.collection
    assert collection is not None
    catalogue.edit(collection, page.grid.current_id, "甲", title="新名", tags=["雪"])
    page.records.show_past()


def bulk(page: CollectionPage) -> None:
    page.grid.selectAll()
    page.records.many.edit()
    sheet = page.records.many.sheet
    for key in ("dynasty", "work_kind", "local_only", "rights", "notes"):
        sheet.add_row().choose(key)
    page.records.many.count()


def merging(page: CollectionPage) -> None:
    collection = page.room.collection
    assert collection is not None
    ours = collection.captions.list()[0]
    row = merge.CaptionRow("x.csv", 2, ours.id, ours.accession, ours.kind, "approved", "别的文字")
    problem = Problem("x.csv", 3, "T999", "accession_unknown", "…", "…")
    found = Merge((), (Conflict(row, ours),), 3, 1, (problem,))
    page.exporting.merging.begin("x.csv", found, {ours.painting_id: "图"})
    page.records.enter(page.exporting.merging, beside=False)


def exported(page: CollectionPage) -> None:
    problem = Problem("a.png", None, "T000", "picture_missing", "…", "…")
    page.exporting.exported.begin(Exported("bagit", (), 12, (problem,)))
    page.records.enter(page.exporting.exported, beside=False)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("enter", [record, pictures, past, bulk, merging, exported])
def test_a_sheet_can_be_read_and_heard(
    window: MainWindow,
    collection: Collection,
    enter: Callable[[CollectionPage], None],
    language: str,
) -> None:
    window.room.settings.language = language
    window.room.settings_changed.emit()
    page = window.pages["collection"]
    assert isinstance(page, CollectionPage)
    page.grid.select_painting(page.grid.paintings.ids[0])
    enter(page)
    assert page.records.open is not None
    for size in SCREENS:
        window.resize(*size)
        for _ in range(3):
            QApplication.processEvents()
        assert (window.width(), window.height()) == size, "the window would not shrink"
        assert inspection.cut_labels(page) == []
        assert inspection.outside(page) == []
        assert inspection.sideways(page) == []
        assert inspection.nameless_controls(page) == []
        if language == "en":
            assert inspection.untranslated(page) == []
    assert len([b for b in page.findChildren(PrimaryButton) if b.isVisible()]) <= 1
