"""What the tour pictures beside the stages: the guide, sheets, large pictures, the map, the settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Painting
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.collection import CollectionPage
from songclip_desktop.ui.pages.map import MapPage
from songclip_desktop.ui.pages.models import ModelsPage
from songclip_desktop.ui.pages.review import ReviewPage

# Pictures the window as it stands, under a name, when no task is running any more.
Shoot = Callable[[str], None]


def guide(window: MainWindow, shoot: Shoot) -> None:
    """The guided path as the first start offers it. Main thread, as all below."""
    window.guide.begin()
    shoot("guide")
    window.guide.put_aside()
    window.toast.hide()


def settings(page: ModelsPage, shoot: Shoot) -> None:
    """Each section of the settings; the models themselves are a stop of the tour."""
    for name in page.sections:
        if name != "models":
            page.choose(name)
            shoot(f"settings-{name}")
    page.choose("models")


def works(page: CollectionPage, collection: Collection, shoot: Shoot) -> None:
    """One record as it is written, several at once, a handscroll, and two works side by side."""
    found = [collection.paintings.get(each) for each in collection.finding.find()]
    hung = sorted((work for work in found if work.image is not None), key=_ratio)
    upright, scroll = hung[:2], hung[-1]
    page.grid.select_painting(scroll.id)
    page.records.edit()
    shoot("record")
    page.records.leave()
    page.looking.enter(scroll)
    shoot("viewer")
    page.looking.leave()
    page.grid.select_painting(upright[0].id)
    other = page.grid.paintings.index(page.grid.paintings.row_of(upright[-1].id))
    page.grid.selectionModel().select(other, QItemSelectionModel.SelectionFlag.Select)
    page.records.many.edit()
    shoot("bulk-edit")
    page.records.leave()
    page.grid.select_painting(upright[0].id)
    page.grid.selectionModel().select(other, QItemSelectionModel.SelectionFlag.Select)
    page.looking.pair.click()
    shoot("side-by-side")
    page.looking.leave()
    page.grid.clearSelection()


def history(page: ReviewPage, shoot: Shoot) -> None:
    """What became of the caption in view."""
    page.sheets.open("history")
    shoot("history")
    page.sheets.close()


def atlas(page: MapPage, shoot: Shoot) -> None:
    """The works laid out by the model in use."""
    page.lay_out()
    shoot("map")


def _ratio(work: Painting) -> float:
    assert work.image is not None
    return work.image.width_px / max(1, work.image.height_px)
