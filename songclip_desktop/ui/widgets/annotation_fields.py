"""The fields in which an annotation is written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from songclip_desktop.records import Annotation
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.rare_line import RareLine
from songclip_desktop.ui.widgets.text import Hairline, Text

translate = QCoreApplication.translate


class _Field(QPlainTextEdit):
    """Keys type here; Ctrl+Enter and Esc are the page's."""

    keep_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "reading")
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AnnotationFields(QWidget):
    """The annotation as it is written.

    Signals:
        keep_asked: Ctrl+Enter in a field. left: Esc in a field.

    Attributes:
        all: modern, english, relation, prompt, entities.
    """

    keep_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.labels = [Text("", "label", "ink_3") for _ in range(5)]
        self.modern, self.english, self.relation, self.prompt, self.entities = self.all = tuple(
            _Field() for _ in range(5)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Hairline())
        for label, field, lines in zip(self.labels, self.all, (3, 3, 1, 2, 3), strict=True):
            field.setFixedHeight(theme.px(26) * lines + 24)
            column.addWidget(label)
            column.addWidget(field)
            column.addWidget(RareLine(field))
            field.keep_asked.connect(self.keep_asked)
            field.left.connect(self.left)

    def retranslate(self) -> None:
        """Labels and names."""
        words = (
            translate("annotation", "今译"),
            translate("annotation", "英译"),
            translate("annotation", "位置关系"),
            translate("annotation", "检索语"),
            translate("annotation", "地名与建筑，每行一个：名称：类别"),
        )
        for label, field, word in zip(self.labels, self.all, words, strict=True):
            label.setText(word)
            field.setAccessibleName(word)

    def begin(self, annotation: Annotation | None) -> None:
        """Takes what stands, or nothing."""
        held = annotation or Annotation((), "", "", "", "")
        self.modern.setPlainText(held.modern_chinese)
        self.english.setPlainText(held.english)
        self.relation.setPlainText(held.spatial_relation)
        self.prompt.setPlainText(held.search_prompt)
        self.entities.setPlainText("\n".join(f"{n}：{t}" for n, t in held.entities))
        self.modern.setFocus(Qt.FocusReason.OtherFocusReason)

    def annotation(self) -> Annotation:
        """What stands in the fields."""
        pairs = []
        for line in self.entities.toPlainText().splitlines():
            name, _, kind = line.replace(":", "：").partition("：")
            if name.strip():
                pairs.append((name.strip(), kind.strip()))
        return Annotation(
            tuple(pairs),
            self.relation.toPlainText().strip(),
            self.modern.toPlainText().strip(),
            self.english.toPlainText().strip(),
            self.prompt.toPlainText().strip(),
        )
