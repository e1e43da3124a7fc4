"""Fields of a service: the name of a model, and a sum of money."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QDoubleSpinBox, QLineEdit, QSizePolicy

from songclip_desktop.ui import icons, theme


class ModelField(QComboBox):
    """A model's name: typed, or chosen from what the service offers. `edited` by hand only."""

    edited = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line = QLineEdit()
        self.line.setObjectName("qt_model_line")  # the field around it bears the name
        self.line.setStyleSheet("border: none; background: transparent; padding: 0; min-height: 0;")
        self.setLineEdit(self.line)
        self.setCompleter(completer)
        self.line.editingFinished.connect(self.edited)
        self.activated.connect(lambda _row: self.edited.emit())

    def text(self) -> str:
        """The name as it stands."""
        return self.currentText().strip()

    def set_text(self, text: str) -> None:
        """Another name, without a signal."""
        self.setEditText(text)
        self.line.setCursorPosition(0)

    def offer(self, names: Sequence[str]) -> None:
        """What may be chosen; what stands stays."""
        held = self.text()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(names))
        self.set_text(held)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change a choice."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then a small angle where there is something to choose from."""
        super().paintEvent(event)
        if self.count():
            box = QRectF(self.width() - 26, (self.height() - 14) / 2, 14, 14)
            icons.paint(QPainter(self), "down", box, theme.colour("ink_2").name())


class MoneyField(QDoubleSpinBox):
    """A sum from 0 up."""

    def __init__(self) -> None:
        """0."""
        super().__init__()
        self.setRange(0, 100_000)
        self.setDecimals(2)
        self.setGroupSeparatorShown(True)
