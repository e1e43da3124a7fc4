"""The large view over the collection page: one work, or two side by side; how they are shown is kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from songclip_desktop.records import Image, Painting
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.grid import PaintingGrid
from songclip_desktop.ui.widgets.large_view import LargeView
from songclip_desktop.workflow import work_pictures


class LargeLooking(QObject):
    """Takes the page's place while it is open. Main thread.

    Attributes:
        view: the large view. pair: the button that shows two selected works side by side.
    """

    def __init__(self, page: Page, grid: PaintingGrid) -> None:
        """Closed; `grid` has the works."""
        super().__init__(page)
        self._page, self._grid = page, grid
        self.view = LargeView(page.room.thumbnails)
        self.pair = QuietButton(icon="picture")
        self.pair.hide()
        self.pair.clicked.connect(self._enter_pair)
        self.view.left.connect(self.leave)
        self.view.view_changed.connect(self._keep)
        page.main.addWidget(self.view, 1)

    def retranslate(self) -> None:
        """All words."""
        self.pair.setText(self.tr("并排看这两件"))
        self.view.retranslate()

    def show_selected(self) -> None:
        """Other works are selected."""
        self.pair.setVisible(self._grid.selected_count == 2)

    def enter(self, painting: Painting | None, image: Image | None = None) -> None:
        """One work, where it has a picture; the leading one, or another of its pictures."""
        if painting is not None and painting.image is not None:
            self._take_the_page()
            self.view.show_painting(painting, image)

    def leave(self) -> None:
        """The page again."""
        if self.view.isVisible() and self._page.head is not None:
            self.view.hide()
            self._page.head.show()
            self._page.want_parts()
            self._grid.setFocus()

    def _enter_pair(self) -> None:
        collection = self._page.room.collection
        if collection is None:
            return
        works = [collection.paintings.get(each) for each in self._grid.selected()[:2]]
        shown = [work for work in works if work.image is not None]
        if len(shown) == 2:
            self._take_the_page()
            self.view.show_pair(shown[0], shown[1])
        elif shown:
            self.enter(shown[0])

    def _take_the_page(self) -> None:
        if self._page.head is not None:
            self._page.head.hide()
            self._page.want_parts(side=False, body=False)

    def _keep(self, image: Image, view: dict[str, Any]) -> None:
        room = self._page.room
        if room.collection is not None and not room.collection.read_only:
            changes = work_pictures.set_view(room.collection, image.id, view, room.settings.curator)
            room.feed.announce(changes)
