"""What is done to many works at once on the collection page: written, or put in the trash."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.widgets.bulk_edit import BulkEditSheet
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.grid import PaintingGrid
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.workflow import catalogue

if TYPE_CHECKING:
    from songclip_desktop.jobs.job import Job, JobFailure
    from songclip_desktop.ui.pages.collection_records import Records
    from songclip_desktop.workflow.catalogue import Prepared


class ManyRecords(QObject):
    """Acts on the selected works; each act is taken back as one. Main thread.

    Attributes:
        sheet: what they are given. button: opens it; there while several are selected.
    """

    def __init__(self, records: Records, grid: PaintingGrid) -> None:
        """Closed."""
        super().__init__(records)
        self._records, self._page, self._grid = records, records.page, grid
        self._ids: list[int] = []
        self._prepared: Prepared | None = None
        self._job: Job | None = None
        self.sheet = BulkEditSheet()
        self.button = QuietButton(icon="sheet")
        self.button.hide()
        self.button.clicked.connect(self.edit)
        self.sheet.count_asked.connect(self.count)
        self.sheet.apply_asked.connect(self._apply)
        grid.selectionModel().selectionChanged.connect(lambda *_works: self._show_button())

    def retranslate(self) -> None:
        """All words."""
        self.button.setText(self.tr("成批修改"))
        self._show_button()

    def _show_button(self) -> None:
        self.button.setVisible(self._grid.selected_count > 1)
        self.button.set_possible(not self._records.locked, self._records.locked)

    # Written.

    def edit(self) -> None:
        """A sheet for the selected works."""
        collection = self._page.room.collection
        if not self._records.free:
            return
        self._ids = self._grid.selected()
        if collection is None or len(self._ids) < 2 or self._records.locked:
            return
        tags = collection.paintings.tag_counts()
        self.sheet.begin(len(self._ids), tags, collection.aliases.list("tag"))
        self._prepared = None
        self._records.enter(self.sheet, beside=False)

    def count(self) -> None:
        """What the sheet would do now: counted by a job, shown when it is there."""
        collection = self._page.room.collection
        self._prepared = None
        if collection is None or self._records.open is not self.sheet:
            return
        if not self.sheet.says_something:
            self.sheet.show_count(None)
            return
        if self._job is not None:
            self._job.stop()
        change, folder, cache = self.sheet.change(), collection.dir, collection.images.cache_dir
        self._job = self._page.room.jobs.start(
            self.tr("数一数会改几件"),
            partial(catalogue.count, folder, cache, self._ids, change),
            partial(self._counted, change),
            on_failure=self._fail,
            page="collection",
            passing=True,
        )

    def _counted(self, change: catalogue.Change, prepared: Prepared) -> None:
        """Shows the count, unless something else has been written meanwhile."""
        if self._records.open is self.sheet and change == self.sheet.change():
            self._prepared = prepared
            self.sheet.show_count(prepared)

    def _fail(self, error: SongClipError | JobFailure) -> None:
        if isinstance(error, SongClipError):
            self.sheet.show_error(error)
        else:
            self.sheet.problem.show_problem(self.tr("没有数成。"), error.what)

    def _apply(self) -> None:
        prepared = self._prepared
        if prepared is None:
            return
        done = self._records.write(
            lambda collection, by: catalogue.apply(collection, prepared, by), self.sheet.problem
        )
        if done is not None:
            self._records.leave()
            said = self.tr("已修改 {0} 件").format(number(len(done.paintings)))
            self._page.room.toast(said, self._records.undo)

    # Put away.

    def put_in_trash(self, ids: Sequence[int]) -> None:
        """Puts works away; the toast takes it back."""
        if not ids or not self._records.free:
            return
        done = self._records.write(
            lambda collection, by: catalogue.put_in_trash(collection, ids, by),
            self._records.trouble,
        )
        if done is not None:
            said = self.tr("{0} 件移入回收站").format(number(len(done.paintings)))
            self._page.room.toast(said, self._records.undo)
