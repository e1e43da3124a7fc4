"""What is done with the works on the tray: a list, a contact sheet, numbers, pairs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.ui import contact_sheet
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.tray_sheet import TraySheet
from songclip_desktop.workflow import export_records

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from songclip_desktop.records import Painting


class CompareTray(QObject):
    """Main thread. `changed`: works came or went."""

    changed = Signal()

    def __init__(self, room: Room, page: QWidget) -> None:
        """Fills `sheet`."""
        super().__init__(page)
        self._room, self._page = room, page
        self.sheet = TraySheet(room.thumbnails)
        self.sheet.taken_back.connect(lambda id: self._take_back([id]))
        self.sheet.emptied.connect(self._empty)
        self.sheet.opened.connect(lambda id: room.go("collection", painting=id))
        self.sheet.copy_asked.connect(self._copy)
        self.sheet.list_asked.connect(self._save)
        self.sheet.print_asked.connect(self._print)
        self.sheet.pair_asked.connect(self._pair)

    def retranslate(self) -> None:
        """Its words are asked for as they are needed."""

    def fill(self) -> None:
        """What lies on it now."""
        collection = self._room.collection
        passages = collection.passages.list() if collection else []
        self.sheet.show_tray(self.works(), passages)

    def works(self) -> list[Painting]:
        """In the order they came."""
        collection = self._room.collection
        ids = collection.searches.tray() if collection else []
        found = {work.id: work for work in collection.paintings.records(ids)} if collection else {}
        return [found[id] for id in ids if id in found]

    # -- coming and going --------------------------------------------------------------------

    def _take_back(self, ids: list[int]) -> None:
        collection = self._room.collection
        if collection is not None and self._did(lambda: collection.searches.take_back(ids)):
            self.fill()
            self.changed.emit()

    def _empty(self) -> None:
        collection = self._room.collection
        if collection is None:
            return
        held = collection.searches.tray()
        if not self._did(lambda: collection.searches.take_back()):
            return

        def undo() -> None:
            collection.searches.put_aside(held)
            self.fill()
            self.changed.emit()

        self.fill()
        self.changed.emit()
        self._room.toast(self.tr("托盘清空了"), undo)

    def _did(self, act: Callable[[], Any]) -> bool:
        try:
            act()
        except SongClipError as error:
            self.sheet.problem.show_error(error)
            return False
        self.sheet.problem.clear()
        return True

    # -- leaving -----------------------------------------------------------------------------

    def _copy(self) -> None:
        numbers = [work.accession for work in self.works()]
        QGuiApplication.clipboard().setText("\n".join(numbers))
        self._room.toast(self.tr("已复制 {count} 个藏号").format(count=len(numbers)))

    def _save(self) -> None:
        words = self.tr("Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv)")
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("存为清单"), f"{self.tr('托盘')}.xlsx", words
        )
        if chosen:
            self.save_list(Path(chosen))

    def save_list(self, path: Path) -> None:
        """Writes the works as a register: .csv where the name says so, else .xlsx."""
        collection = self._room.collection
        if collection is None:
            return
        if path.suffix.lower() not in (".xlsx", ".csv"):
            path = path.with_name(f"{path.name}.xlsx")
        ids = [work.id for work in self.works()]
        try:
            prepared = export_records.prepare(
                collection, path, path.suffix.lower()[1:], ids=ids
            )  # fmt: skip
        except SongClipError as error:
            self.sheet.problem.show_error(error)
            return
        self._start(self.tr("存为清单"), partial(export_records.execute, prepared), path)

    def _print(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("印成小图样"), f"{self.tr('托盘')}.pdf", "PDF (*.pdf)"
        )
        if chosen:
            self.print_sheet(Path(chosen))

    def print_sheet(self, path: Path) -> None:
        """Writes the contact sheet."""
        collection = self._room.collection
        if collection is None:
            return
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        made = contact_sheet.ContactSheet(
            collection.name, tuple(self.works()), collection.images.thumbnail
        )

        def execute(listener: Listener) -> Path:
            return contact_sheet.write(made, path, listener)

        self._start(self.tr("印成小图样"), execute, path)

    def _start(self, name: str, execute: Callable[[Listener], Any], path: Path) -> None:
        self.sheet.problem.clear()

        def done(_result: object) -> str:
            told = self.tr("已存到 {file}").format(file=path.name)
            self._room.toast(told)
            return told

        self._room.jobs.start(
            name, execute, done, on_failure=self.sheet.problem.show_error, page="search",
            icon="sheet",
        )  # fmt: skip

    def _pair(self, passage_id: int) -> None:
        collection = self._room.collection
        if collection is None:
            return
        pairs: list[int] = []

        def pair() -> None:
            for work in self.works():
                pairs.append(collection.pairs.suggest(passage_id, work.id, None).id)

        if self._did(pair):
            self._room.feed.announce(Changes(pairs=frozenset(pairs)))
            words = self.tr("{count} 件已作为待确认的配对，请到典籍页确认")
            self._room.toast(words.format(count=len(pairs)))
