"""The pictures of the work that is read: added by a job, changed at once, each act taken back as one."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.widgets.copy_question import ASKED_FROM_BYTES, CopyQuestion
from songclip_desktop.ui.widgets.record_pictures import PicturesSheet
from songclip_desktop.workflow import work_pictures

if TYPE_CHECKING:
    from songclip_desktop.jobs.job import JobFailure
    from songclip_desktop.ui.pages.collection_records import Records
    from songclip_desktop.workflow.work_pictures import Kept


class RecordPictures(QObject):
    """Joins the sheet of pictures with what it asks for. Main thread.

    Attributes:
        sheet: the pictures of one work.
    """

    def __init__(self, records: Records) -> None:
        """Closed."""
        super().__init__(records)
        self._records, self._page = records, records.page
        self._painting_id = 0
        self.sheet = sheet = PicturesSheet(records.page.room.thumbnails)
        sheet.add_asked.connect(self._ask_files)
        sheet.dropped.connect(self.add)
        sheet.relabelled.connect(lambda key, label: self._change(key, label=label))
        sheet.role_chosen.connect(lambda key, role: self._change(key, role=role))
        sheet.lead_asked.connect(lambda key: self._change(key, primary=True))
        sheet.remove_asked.connect(self._remove)
        sheet.ordered.connect(self._order)

    def begin(self, painting_id: int) -> None:
        """The pictures of a work."""
        self._painting_id = painting_id
        self.sheet.problem.clear()
        self.refresh()

    def refresh(self) -> None:
        """As they are now."""
        collection = self._page.room.collection
        if collection is not None and self._painting_id:
            try:
                work = collection.paintings.get(self._painting_id)
            except KeyError:  # was put in the trash meanwhile
                self._records.leave()
                return
            self.sheet.show_images(work, collection.paintings.images(work.id))

    # Adding.

    def _ask_files(self) -> None:
        title = self.tr("加入这件作品的图片")
        kinds = self.tr("图片") + " (*.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp *.jp2);;* (*)"
        chosen, _ = QFileDialog.getOpenFileNames(self._page, title, "", kinds)
        if chosen:
            self.add([Path(name) for name in chosen])

    def add(self, files: Sequence[Path]) -> None:
        """Keeps the files by a job and gives them to the work; above 2 GB it is asked how."""
        collection = self._page.room.collection
        if collection is None or self._records.locked:
            return
        copy = self._copied(collection.dir, files)
        if copy is None:
            return
        keep = partial(work_pictures.keep, collection.images, list(files), copy=copy)
        self._page.room.jobs.start(
            self.tr("加入图片"),
            lambda listener: keep(listener=listener),
            partial(self._give, self._painting_id, collection.dir),
            on_failure=self._fail,
            page="collection",
            icon="picture",
        )

    def _copied(self, folder: Path, files: Sequence[Path]) -> bool | None:
        size = sum(file.stat().st_size for file in files if file.is_file())
        if size <= ASKED_FROM_BYTES:
            return True
        question = CopyQuestion(self._page, size, shutil.disk_usage(folder).free)
        if question.exec() != QDialog.DialogCode.Accepted:
            return None
        return not question.referred

    def _give(self, painting_id: int, folder: Path, kept: Kept) -> str:
        """What was kept belongs to the work, if its collection is still open."""
        collection = self._page.room.collection
        if collection is None or collection.dir != folder:
            return ""
        if kept.pictures:
            self._records.write(
                lambda held, by: work_pictures.add(held, painting_id, kept, by), self.sheet.problem
            )
        said = self.tr("加入了 {0} 幅图片").format(len(kept.pictures))
        if kept.pictures:
            self._page.room.toast(said, self._records.undo)
        if kept.problems:
            first = kept.problems[0]
            names = "、".join(each.source for each in kept.problems)
            self.sheet.problem.show_problem(f"{names}：{first.what}", first.remedy)
        return said

    def _fail(self, error: SongClipError | JobFailure) -> None:
        if isinstance(error, SongClipError):
            self.sheet.problem.show_error(error)
        else:
            self.sheet.problem.show_problem(self.tr("图片没有加入。"), error.what)

    # Changing.

    def _change(self, image_id: int, **what: Any) -> None:
        self._write(lambda held, by: work_pictures.change(held, image_id, by, **what))

    def _order(self, ids: list[int]) -> None:
        painting_id = self._painting_id
        self._write(lambda held, by: work_pictures.order(held, painting_id, ids, by))

    def _remove(self, image_id: int) -> None:
        if self._write(lambda held, by: work_pictures.remove(held, image_id, by)):
            self._page.room.toast(self.tr("已移除一幅图片"), self._records.undo)

    def _write(self, act: Any) -> bool:
        done = self._records.write(act, self.sheet.problem)
        self.refresh()
        return done is not None
