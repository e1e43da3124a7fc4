"""What a curator does to records on the collection page: writing one or many, undo, trash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.records import Image, Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.pages.collection_many import ManyRecords
from songclip_desktop.ui.pages.collection_pictures import RecordPictures
from songclip_desktop.ui.pages.page import NARROW_PX, Page
from songclip_desktop.ui.widgets.grid import PaintingGrid
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.record import RecordPanel
from songclip_desktop.ui.widgets.record_history import RecordHistorySheet
from songclip_desktop.ui.widgets.record_sheet import RecordSheet
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.workflow import catalogue

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection


class Records(QObject):
    """The sheets take the grid's place while they are open; the record stays beside. Main thread.

    Attributes:
        sheet: the record as it is written. past: what happened to it. pictures: those of it.
        many: what is done to the selected works. open: the sheet in view, or None.
        covered: whether something else lies over the page.
    """

    def __init__(self, page: Page, grid: PaintingGrid, panel: RecordPanel) -> None:
        """Closed; `grid` has the works, `panel` the one that is read."""
        super().__init__(page)
        self.page, self._grid, self._panel = page, grid, panel
        self.open: Sheet | None = None
        self.covered: Callable[[], bool] = lambda: False
        self._painting_id = 0
        self.sheet, self.past = RecordSheet(), RecordHistorySheet()
        self.pictures = RecordPictures(self)
        self.many = ManyRecords(self, grid)
        self._sheets: list[Sheet] = []
        for sheet in (self.sheet, self.past, self.pictures.sheet, self.many.sheet):
            self.adopt(sheet)
        self.trouble = ErrorPanel()
        page.main.insertWidget(1, self.trouble)
        self.sheet.save_asked.connect(self._save)
        self.pictures.sheet.opened.connect(self._see)
        panel.edit_asked.connect(self.edit)
        panel.texts_asked.connect(self._go_to_texts)
        panel.more_asked.connect(self._pop_menu)
        page.key("E", self.edit)
        page.key("P", self.edit_pictures)
        page.key("Del", lambda: self.many.put_in_trash(grid.selected()))
        page.key("Ctrl+Z", self.undo)

    def retranslate(self) -> None:
        """All words."""
        for sheet in self._sheets:
            sheet.retranslate()
        self.many.retranslate()
        if self.open is self.past:
            self._show_past()

    @property
    def locked(self) -> str:
        """Why nothing can be written; empty where it can."""
        collection = self.page.room.collection
        return self.tr("藏品只能查看") if collection is None or collection.read_only else ""

    @property
    def free(self) -> bool:
        """Whether a sheet can be opened: neither another one nor the large view is."""
        return self.open is None and not self.covered()

    # Reading.

    def show(self, painting: Painting | None) -> None:
        """The record of a work beside the grid."""
        collection = self.page.room.collection
        self._panel.setVisible(painting is not None)
        if painting is not None and collection is not None:
            captions = collection.captions.of(painting.id)
            images = collection.paintings.images(painting.id)
            self._panel.show_painting(painting, captions, images, self.locked)
        if self.open is self.pictures.sheet:
            self.pictures.refresh()

    def _go_to_texts(self) -> None:
        painting = self._grid.current_painting()
        if painting is not None:
            self.page.room.go("annotate", painting=painting.id)

    def _pop_menu(self) -> None:
        menu = self.build_menu()
        menu.popup(self._panel.more.mapToGlobal(QPoint(0, self._panel.more.height() + 4)))

    def build_menu(self) -> QMenu:
        """What else can be done with the work that is read."""
        menu = QMenu(self.page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word, do, writes in self._acts():
            action = menu.addAction(word)
            action.triggered.connect(lambda _checked=False, do=do: do())
            action.setEnabled(not (writes and self.locked))
        return menu

    def _acts(self) -> list[tuple[str, Callable[[], Any], bool]]:
        return [
            (self.tr("图片…") + "\tP", self.edit_pictures, True),
            (self.tr("经过"), self.show_past, False),
            (self.tr("撤销上一次修改") + "\tCtrl+Z", self.undo, True),
            (self.tr("移入回收站") + "\tDel", self._put_away, True),
        ]

    def _put_away(self) -> None:
        self.many.put_in_trash([self._grid.current_id] if self._grid.current_id else [])

    # Sheets.

    def adopt(self, sheet: Sheet) -> None:
        """A sheet that `enter` will show."""
        sheet.hide()
        sheet.left.connect(self.leave)
        self.page.main.addWidget(sheet, 1)
        self._sheets.append(sheet)

    def leave(self) -> bool:
        """The grid again; True where a sheet was open."""
        if self.open is None or self.page.head is None:
            return False
        self.open.hide()
        self.open = None
        self._panel.show_acts(True)
        self.page.head.show()
        self.page.want_parts()
        self.page.refresh()
        self._grid.setFocus()
        return True

    def enter(self, sheet: Sheet, *, beside: bool = True) -> None:
        """A sheet in the grid's place; `beside`: the record stays in view."""
        if self.open is not None:
            self.open.hide()
        if self.page.head is not None:
            self.page.head.hide()
        self.trouble.clear()
        self.open = sheet
        self._panel.show_acts(False)
        self.page.want_parts(side=beside and self.page.width() >= theme.px(NARROW_PX), body=False)
        sheet.show()
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    # One work.

    def edit(self) -> None:
        """The record of the work under the cursor as it is written."""
        collection, painting = self.page.room.collection, self._grid.current_painting()
        if painting is None or collection is None or self.locked or not self.free:
            return
        self._painting_id = painting.id
        aliases = collection.aliases
        tags = list(collection.paintings.tag_counts())
        self.sheet.begin(painting, aliases.list("artist"), tags, aliases.list("tag"))
        self.enter(self.sheet)
        self.sheet.editors["title"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        try:
            changed = self.sheet.changes()
        except ValueError:
            return  # the sheet says which year
        if not changed:
            self.leave()
            return
        done = self.write(
            lambda collection, by: catalogue.edit(collection, self._painting_id, by, **changed),
            self.sheet.problem,
        )
        if done is not None:
            self.leave()
            self.page.room.toast(self.tr("记录已保存"), self.undo)

    def edit_pictures(self) -> None:
        """The pictures of the work under the cursor."""
        if self._grid.current_id and not self.locked and self.free:
            self.pictures.begin(self._grid.current_id)
            self.enter(self.pictures.sheet)

    def _see(self, image: Image) -> None:
        self.leave()
        self._panel.image_chosen.emit(image)

    def show_past(self) -> None:
        """What happened to the work under the cursor."""
        if self._grid.current_id and self.free:
            self._painting_id = self._grid.current_id
            self._show_past()
            self.enter(self.past)

    def _show_past(self) -> None:
        collection = self.page.room.collection
        if collection is not None:
            work = collection.paintings.get(self._painting_id)
            past = catalogue.history(collection, work.id)
            self.past.show_past(work.title or work.accession, past)

    # Writing.

    def undo(self) -> None:
        """Takes the last act on works back."""
        if self.open is self.sheet:
            return  # what is being written is not yet an act
        done = self.write(catalogue.undo, self.trouble)
        if done is None:
            return
        count = len(done.paintings)
        said = self.tr("已撤销，{0} 件作品恢复原样").format(number(count))
        self.page.room.toast(said if count or done.everything else self.tr("没有可撤销的修改"))

    def write(
        self, act: Callable[[Collection, str], Changes], problem: ErrorPanel
    ) -> Changes | None:
        """Does it in the curator's name and announces it; None where it was not done."""
        room = self.page.room
        by = room.curator(self.page) if room.collection and not self.locked else ""
        if room.collection is None or not by:
            return None
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # thousands take a while
        try:
            changes = act(room.collection, by)
        except SongClipError as error:
            problem.show_error(error)
            return None
        finally:
            QApplication.restoreOverrideCursor()
        problem.clear()
        room.feed.announce(changes)
        self._renew(room.collection)
        return changes

    def _renew(self, collection: Collection) -> None:
        """The record and its pictures at once; the grid follows when writes have come to rest."""
        standing = collection.paintings.records([self._grid.current_id])
        self.show(standing[0] if standing else None)
