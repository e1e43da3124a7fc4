"""One painting over the whole page, or two; below them the ways to look and to leave."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import Image, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.light_panel import LightPanel
from songclip_desktop.ui.widgets.overview import Overview
from songclip_desktop.ui.widgets.picture_item import View
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.side_by_side import SideBySide
from songclip_desktop.ui.widgets.text import ElidedText

MARGIN_PX = 32


class LargeView(QWidget):
    """0 fits, + and − zoom, R turns, M mirrors, L links two, Esc leaves.

    Signals:
        left: the curator wants to go back.
        view_changed: an Image, and how it is shown now, to be kept as its `view`.
    """

    left = Signal()
    view_changed = Signal(object, dict)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Hidden until `show_painting` or `show_pair`."""
        super().__init__()
        self.stage = SideBySide(thumbnails)
        self.viewer = self.stage.first
        self.overview = Overview(thumbnails, self.viewer)
        self.light = LightPanel()
        self.light.hide()
        self._back = QuietButton(hint="Esc")
        self._fit, self._actual = QuietButton(hint="0"), QuietButton()
        self.turn, self.mirror = QuietButton(hint="R"), QuietButton(hint="M")
        self.lighten = QuietButton(icon="right")
        self.link, self.true_sizes = QuietButton(hint="L"), QuietButton()
        self._words = ElidedText("", "body", "ink_3", hug=True)
        self._lay_out()
        self._connect()
        self.hide()

    def retranslate(self) -> None:
        """The words on the buttons."""
        self._fit.setText(self.tr("适合窗口"))
        self._actual.setText(self.tr("原大"))
        self._back.setText(self.tr("回到藏品"))
        self.turn.setText(self.tr("旋转"))
        self.mirror.setText(self.tr("镜像"))
        self.lighten.setText(self.tr("明暗"))
        self.true_sizes.setText(self.tr("同一比例"))
        self.light.retranslate()
        self._say_link()

    def show_painting(self, painting: Painting, image: Image | None = None) -> None:
        """A work that has a picture; `image`: which one, the primary one by default."""
        image = image or painting.image
        if image is None:
            return
        self.show()
        self.stage.show_one(painting, image)
        size = f"{number(image.width_px)} × {number(image.height_px)} px"
        self._words.setText(f"{painting.title}　{size}")
        self._shown(image)

    def show_pair(
        self,
        first: Painting,
        second: Painting,
        images: tuple[Image | None, Image | None] = (None, None),
    ) -> None:
        """Two works that have pictures, or two pictures of one, side by side."""
        self.show()
        self.stage.show_pair(first, second, images)
        self._words.setText("")
        self._shown(None)
        possible = self.stage.true_sizes_known
        self.true_sizes.set_possible(possible, self.tr("两件的尺寸都记在册上，才能按同一比例看。"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """R, M and L, which the viewers let pass."""
        buttons = {"R": self.turn, "M": self.mirror, "L": self.link}
        button = buttons.get(event.text().upper())
        if button is not None and button.isVisible():
            button.click()
        else:
            super().keyPressEvent(event)

    def _shown(self, scroll: Image | None) -> None:
        for button in (self.link, self.true_sizes):
            button.setVisible(self.stage.paired)
        self.overview.show_image(scroll)
        self.viewer.setFocus()
        self._say_link()
        self._show_light()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the buttons do not fit in one row they stand in two."""
        super().resizeEvent(event)
        fits = (
            sum(row.sizeHint().width() for row in self._rows) + 2 * MARGIN_PX + self._bar.spacing()
            <= self.width()
        )
        way = QBoxLayout.Direction
        self._bar.setDirection(way.LeftToRight if fits else way.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longer row."""
        wide = max(row.minimumSize().width() for row in self._rows)
        return QSize(wide + 2 * MARGIN_PX, super().minimumSizeHint().height())

    def _lay_out(self) -> None:
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setSpacing(12)
        always = (self._back, self._fit, self._actual, self.turn, self.mirror, self.lighten)
        self._rows = first, second = QHBoxLayout(), QHBoxLayout()
        for row, buttons in zip(self._rows, (always, (self.link, self.true_sizes)), strict=True):
            row.setSpacing(12)
            for button in buttons:
                row.addWidget(button)
            self._bar.addLayout(row)
        first.addStretch()
        second.addStretch(1)
        second.addWidget(self._words)
        below = QVBoxLayout()
        below.setContentsMargins(MARGIN_PX, 8, MARGIN_PX, 16)
        below.setSpacing(8)
        below.addWidget(self.light)
        below.addLayout(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stage, 1)
        column.addWidget(self.overview)
        column.addLayout(below)

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self._fit.clicked.connect(self.stage.fit)
        self._actual.clicked.connect(self._show_actual)
        self.turn.clicked.connect(self._turn)
        self.mirror.clicked.connect(self._mirror)
        self.lighten.clicked.connect(self._open_light)
        self.link.clicked.connect(self._link)
        self.true_sizes.clicked.connect(self.stage.true_sizes)
        self.light.lit.connect(self._light)
        self.light.rested.connect(self._keep)
        self.stage.turned_to.connect(self._show_light)

    # On the picture that has, or last had, the focus.

    def _show_actual(self) -> None:
        self.stage.active.actual_size()

    def _turn(self) -> None:
        self.stage.active.turn()
        self._keep()

    def _mirror(self) -> None:
        self.stage.active.mirror()
        self._keep()

    def _light(self, view: View) -> None:
        self.stage.active.set_view(view)

    def _keep(self) -> None:
        """What is shown now becomes how it is shown: its record is told."""
        viewer = self.stage.active
        if viewer.image is not None:
            self.light.show_view(viewer.view)
            self.view_changed.emit(viewer.image, viewer.view.kept())

    def _open_light(self) -> None:
        shown = self.light.isHidden()
        self.light.setVisible(shown)
        self.lighten.set_icon("down" if shown else "right")

    def _show_light(self) -> None:
        """The sliders stand as for the picture that has, or last had, the focus."""
        self.light.show_view(self.stage.active.view)

    def _link(self) -> None:
        self.stage.set_linked(not self.stage.linked)
        self._say_link()

    def _say_link(self) -> None:
        linked = self.stage.linked
        self.link.setText(self.tr("联动：开") if linked else self.tr("联动：关"))
        self.link.setToolTip(self.tr("两幅一起缩放和移动"))
