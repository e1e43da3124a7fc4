"""What a curator does to records on the collection page: writing one or many, undo, trash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.records import Painting
from songclip_desktop.ui.pages.page import NARROW_PX, Page
from songclip_desktop.ui.widgets.grid import PaintingGrid
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.record import RecordPanel
from songclip_desktop.ui.widgets.record_sheet import RecordSheet
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.workflow import catalogue

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection


class Records(QObject):
    """The sheets take the grid's place while they are open; the record stays beside. Main thread.

    Attributes:
        sheet: the record as it is written. open: the sheet in view, or None.
    """

    def __init__(self, page: Page, grid: PaintingGrid, panel: RecordPanel) -> None:
        """Closed; `grid` has the works, `panel` the one that is read."""
        super().__init__(page)
        self._page, self._grid, self._panel = page, grid, panel
        self.open: Sheet | None = None
        self._painting_id = 0
        self.sheet = RecordSheet()
        self._sheets: tuple[Sheet, ...] = (self.sheet,)
        for sheet in self._sheets:
            sheet.hide()
            sheet.left.connect(self.leave)
            page.main.addWidget(sheet, 1)
        self.trouble = ErrorPanel()
        page.main.insertWidget(1, self.trouble)
        self.sheet.save_asked.connect(self._save)
        panel.edit_asked.connect(self.edit)
        panel.texts_asked.connect(self._go_to_texts)
        panel.more_asked.connect(self._pop_menu)
        page.key("E", self.edit)
        page.key("Ctrl+Z", self.undo)

    def retranslate(self) -> None:
        """All words."""
        for sheet in self._sheets:
            sheet.retranslate()

    @property
    def locked(self) -> str:
        """Why nothing can be written; empty where it can."""
        collection = self._page.room.collection
        return self.tr("藏品只能查看") if collection is None or collection.read_only else ""

    # Reading.

    def show(self, painting: Painting | None) -> None:
        """The record of a work beside the grid."""
        collection = self._page.room.collection
        self._panel.setVisible(painting is not None)
        if painting is not None and collection is not None:
            captions = collection.captions.of(painting.id)
            images = collection.paintings.images(painting.id)
            self._panel.show_painting(painting, captions, images, self.locked)

    def _go_to_texts(self) -> None:
        painting = self._grid.current_painting()
        if painting is not None:
            self._page.room.go("annotate", painting=painting.id)

    def _pop_menu(self) -> None:
        menu = self.build_menu()
        menu.popup(self._panel.more.mapToGlobal(QPoint(0, self._panel.more.height() + 4)))

    def build_menu(self) -> QMenu:
        """What else can be done with the work that is read."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word, do, writes in self._acts():
            action = menu.addAction(word)
            action.triggered.connect(lambda _checked=False, do=do: do())
            action.setEnabled(not (writes and self.locked))
        return menu

    def _acts(self) -> list[tuple[str, Callable[[], Any], bool]]:
        return [(self.tr("撤销上一次修改"), self.undo, True)]

    # Sheets.

    def leave(self) -> bool:
        """The grid again; True where a sheet was open."""
        if self.open is None or self._page.head is None:
            return False
        self.open.hide()
        self.open = None
        self._panel.show_acts(True)
        self._page.head.show()
        self._page.want_parts()
        self._page.refresh()
        self._grid.setFocus()
        return True

    def _enter(self, sheet: Sheet) -> None:
        if self.open is not None:
            self.open.hide()
        if self._page.head is not None:
            self._page.head.hide()
        self.trouble.clear()
        self.open = sheet
        self._panel.show_acts(False)
        self._page.want_parts(side=self._page.width() >= NARROW_PX, body=False)
        sheet.show()
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    # One work.

    def edit(self) -> None:
        """The record of the work under the cursor as it is written."""
        collection, painting = self._page.room.collection, self._grid.current_painting()
        if painting is None or collection is None or self.locked or self.open is not None:
            return
        self._painting_id = painting.id
        aliases = collection.aliases
        tags = list(collection.paintings.tag_counts())
        self.sheet.begin(painting, aliases.list("artist"), tags, aliases.list("tag"))
        self._enter(self.sheet)
        self.sheet.editors["title"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        try:
            changed = self.sheet.changes()
        except ValueError:
            return  # the sheet says which year
        if not changed:
            self.leave()
            return
        done = self._write(
            lambda collection, by: catalogue.edit(collection, self._painting_id, by, **changed),
            self.sheet.problem,
        )
        if done is not None:
            self.leave()
            self._page.room.toast(self.tr("记录已保存"), self.undo)

    # Writing.

    def undo(self) -> None:
        """Takes the last act on works back."""
        if self.open is self.sheet:
            return  # what is being written is not yet an act
        done = self._write(catalogue.undo, self.trouble)
        if done is None:
            return
        count = len(done.paintings)
        said = self.tr("已撤销，{0} 件作品恢复原样").format(count)
        self._page.room.toast(said if count or done.everything else self.tr("没有可撤销的修改"))

    def _write(
        self, act: Callable[[Collection, str], Changes], problem: ErrorPanel
    ) -> Changes | None:
        """Does it in the curator's name and announces it; None where it was not done."""
        room = self._page.room
        by = room.curator(self._page) if room.collection and not self.locked else ""
        if room.collection is None or not by:
            return None
        try:
            changes = act(room.collection, by)
        except SongClipError as error:
            problem.show_error(error)
            return None
        problem.clear()
        room.feed.announce(changes)
        return changes
