"""Brightness and contrast of a picture as it is shown; the original stays as it is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.picture_item import View
from songclip_desktop.ui.widgets.slider import Slider
from songclip_desktop.ui.widgets.text import Text

SLIDER_PX = 180
REST_MS = 400


class LightPanel(QWidget):
    """Two sliders from −100 to 100, and the way back to 0.

    Signals:
        lit: how the picture is to be shown, while sliding.
        rested: the sliders have come to rest: time to keep what they say.
    """

    lit = Signal(object)
    rested = Signal()

    def __init__(self) -> None:
        """At 0."""
        super().__init__()
        self._view = View()
        self.brightness, self.contrast = Slider(), Slider()
        self.reset = QuietButton()
        self._names = Text("", "body", "ink_2"), Text("", "body", "ink_2")
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self.rested)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)  # under the words of the buttons below
        row.setSpacing(12)
        for name, slider in zip(self._names, (self.brightness, self.contrast), strict=True):
            slider.setRange(-100, 100)
            slider.setPageStep(10)
            slider.setFixedWidth(theme.px(SLIDER_PX))
            slider.valueChanged.connect(self._slid)
            row.addWidget(name)
            row.addWidget(slider)
            row.addSpacing(12)
        row.addWidget(self.reset)
        row.addStretch(1)
        self.reset.clicked.connect(self._back)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def retranslate(self) -> None:
        """The words."""
        words = self.tr("亮度"), self.tr("对比度")
        for name, slider, word in zip(
            self._names, (self.brightness, self.contrast), words, strict=True
        ):
            name.setText(word)
            slider.setAccessibleName(word)
        self.reset.setText(self.tr("复原"))

    def show_view(self, view: View) -> None:
        """Where the sliders stand for a picture; emits nothing."""
        self._view = view
        for slider, value in ((self.brightness, view.brightness), (self.contrast, view.contrast)):
            slider.blockSignals(True)
            slider.setValue(round(value * 100))
            slider.blockSignals(False)
        self.reset.set_possible(view.lit)

    def _slid(self, _value: int) -> None:
        self._light(self.brightness.value() / 100, self.contrast.value() / 100)

    def _back(self) -> None:
        self._light(0.0, 0.0)
        self.show_view(self._view)

    def _light(self, brightness: float, contrast: float) -> None:
        self._view = replace(self._view, brightness=brightness, contrast=contrast)
        self.reset.set_possible(self._view.lit)
        self._resting.start()
        self.lit.emit(self._view)
