"""A slider in the theme's colours: a groove and a round handle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider

from songclip_desktop.ui import theme

HANDLE_PX = 16


class Slider(QSlider):
    """Lying; the arrow keys move it a step."""

    def __init__(self) -> None:
        """Range and value as QSlider's."""
        super().__init__(Qt.Orientation.Horizontal)
        theme.current().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """The style sheet of the window knows no sliders."""
        tokens = {name: theme.colour(name).name() for name in ("track", "fill", "page", "azurite")}
        half, margin = HANDLE_PX // 2, (HANDLE_PX - 4) // 2
        self.setStyleSheet(
            f"QSlider {{ min-height: {HANDLE_PX + 4}px; }}"
            f"QSlider::groove:horizontal {{ height: 4px; border-radius: 2px;"
            f" background: {tokens['track']}; }}"
            f"QSlider::handle:horizontal {{ width: {HANDLE_PX}px; margin: -{margin}px 0;"
            f" border-radius: {half}px; background: {tokens['fill']}; }}"
            f"QSlider::handle:horizontal:focus {{ background: {tokens['azurite']}; }}"
        )
