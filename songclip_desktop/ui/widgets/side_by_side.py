"""Two pictures side by side: what is done to one happens to the other, at the same place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop import dimensions
from songclip_desktop.records import Image, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.text import Hairline, Text
from songclip_desktop.ui.widgets.viewer import PictureViewer


class _Pane(QWidget):
    """A viewer and, beneath it, what it shows."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.viewer = PictureViewer(thumbnails)
        self.words = Text("", "name", "ink_2")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._foot = QWidget()
        self._foot.setObjectName("page")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(32, 8, 32, 0)
        foot.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.viewer, 1)
        column.addWidget(self._foot)

    def show_painting(self, painting: Painting, image: Image | None, named: bool) -> None:
        self.words.setText("　".join(part for part in (painting.title, painting.artist) if part))
        self._foot.setVisible(named)
        size = dimensions.parse(painting.dimensions)
        whole = image is not None and image.role == "view"  # a detail is not what was measured
        self.viewer.show_image(image, painting.title or painting.accession, size if whole else None)


class SideBySide(QWidget):
    """One picture, or two whose zoom and place go together while `linked`.

    Together means: from where both stood when they were linked, both move by as much on the
    screen and grow by the same factor.

    Attributes:
        first, second: the viewers; `second` is shown only beside another.

    Signals:
        turned_to: the other picture is meant now, see `active`.
    """

    turned_to = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Nothing shown yet; linked."""
        super().__init__()
        self._panes = _Pane(thumbnails), _Pane(thumbnails)
        self.first, self.second = (pane.viewer for pane in self._panes)
        self._line = Hairline(standing=True)
        self._linked, self._following = True, False
        self._from = QPointF(), QPointF()
        self._growth = 1.0  # scale of the second for one of the first
        self.first.moved.connect(self._first_moved)
        self.second.moved.connect(self._second_moved)
        self._second_meant = False
        self.first.focused.connect(self._turn_to_first)
        self.second.focused.connect(self._turn_to_second)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._panes[0], 1)
        row.addWidget(self._line)
        row.addWidget(self._panes[1], 1)
        self._show_second(False)

    @property
    def paired(self) -> bool:
        """Whether two are shown."""
        return not self._panes[1].isHidden()

    @property
    def linked(self) -> bool:
        """Whether both move together."""
        return self._linked

    @property
    def active(self) -> PictureViewer:
        """The viewer whose picture is meant: it has, or last had, the focus."""
        return self.second if self.paired and self._second_meant else self.first

    def show_one(self, painting: Painting, image: Image | None = None) -> None:
        """One work alone; `image`: which of its pictures, the primary one by default."""
        self._show_second(False)
        self.second.show_image(None)
        self._panes[0].show_painting(painting, image or painting.image, named=False)

    def show_pair(
        self,
        first: Painting,
        second: Painting,
        images: tuple[Image | None, Image | None] = (None, None),
    ) -> None:
        """Two works, or two pictures of one; both fitted, linked from there."""
        self._show_second(True)
        self._following = True
        for pane, painting, image in zip(self._panes, (first, second), images, strict=True):
            pane.show_painting(painting, image or painting.image, named=True)
        self._following = False
        self.set_linked(True)

    def set_linked(self, linked: bool) -> None:
        """Together from how both stand now; or each for itself."""
        self._linked = linked
        self._anchor()

    def fit(self) -> None:
        """All of both."""
        self.first.fit()
        if self.paired:
            self.second.fit()
            self._anchor()

    @property
    def true_sizes_known(self) -> bool:
        """Whether both works can be shown at one scale."""
        return self.paired and None not in (self.first.px_per_cm, self.second.px_per_cm)

    def true_sizes(self) -> None:
        """Both at one scale, as if they hung side by side; together from there."""
        one, other = self.first.px_per_cm, self.second.px_per_cm
        if not self.paired or one is None or other is None:
            return
        smaller = min(self.first.scale_shown() * one, self.second.scale_shown() * other)
        self._following = True
        for viewer, px_per_cm in ((self.first, one), (self.second, other)):
            viewer.look_at(viewer.centre(), smaller / px_per_cm)
        self._following = False
        self._anchor()

    def _show_second(self, shown: bool) -> None:
        self._panes[1].setVisible(shown)
        self._line.setVisible(shown)
        self._turn_to(second=False)

    def _turn_to_first(self) -> None:
        self._turn_to(second=False)

    def _turn_to_second(self) -> None:
        self._turn_to(second=True)

    def _turn_to(self, second: bool) -> None:
        self._second_meant = second
        for pane, meant in zip(self._panes, (not second, second), strict=True):
            pane.words.set_tone("ink" if meant else "ink_3")
        self.turned_to.emit()

    def _anchor(self) -> None:
        self._from = self.first.centre(), self.second.centre()
        self._growth = self.second.scale_shown() / max(1e-9, self.first.scale_shown())

    def _first_moved(self) -> None:
        place = self._from[1] + (self.first.centre() - self._from[0]) / self._growth
        scale = self.first.scale_shown() * self._growth
        self._follow(self.first, self.second, place, scale)

    def _second_moved(self) -> None:
        place = self._from[0] + (self.second.centre() - self._from[1]) * self._growth
        scale = self.second.scale_shown() / self._growth
        self._follow(self.second, self.first, place, scale)

    def _follow(
        self, leader: PictureViewer, follower: PictureViewer, place: QPointF, scale: float
    ) -> None:
        if self._following or not self._linked or not self.paired:
            return
        self._following = True
        if leader.fitting:  # a window of another size, or the wish to see the whole again
            follower.fit()
            self._anchor()
        else:
            follower.look_at(place, scale)
        self._following = False
