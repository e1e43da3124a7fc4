"""A passage to be read, its entities underlined, and what is said of it; or the fields to say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from songclip_desktop.records import Annotation, Passage
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.marks import StatusMark
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Mark, Reading, Text

translate = QCoreApplication.translate
# What an entity's type speaks of → how it is underlined. The first that fits holds.
_LINES = (
    (re.compile(r"山|岭|峰|岩|洞|石|hill|mount", re.IGNORECASE), "under:malachite"),
    (re.compile(r"水|河|湖|江|溪|泉|海|池|塘|浦|river|lake|water", re.IGNORECASE), "under:azurite"),
    (
        re.compile(
            r"殿|宫|寺|观|庙|桥|楼|阁|亭|塔|门|城|园|府|宅|堂|院|建筑|building|palace|bridge|temple",
            re.IGNORECASE,
        ),
        "under:ochre",
    ),
    (re.compile(r"地|街|坊|巷|州|县|place|street", re.IGNORECASE), "under:rouge"),
)
OTHER = "dotted:ink_2"


def line_of(kind: str) -> str:
    """The mark of an entity's type: hills, waters, buildings, other places, anything else."""
    return next((mark for pattern, mark in _LINES if pattern.search(kind)), OTHER)


def marks_of(text: str, entities: Sequence[tuple[str, str]]) -> list[Mark]:
    """Every place where an entity's name stands; longer names go before what they contain."""
    taken: set[int] = set()
    marks = []
    for name, kind in sorted(entities, key=lambda each: -len(each[0])):
        start = text.find(name) if name else -1
        while start >= 0:
            span = set(range(start, start + len(name)))
            if not span & taken:
                taken |= span
                marks.append(Mark(start, len(name), line_of(kind)))
            start = text.find(name, start + len(name))
    return sorted(marks, key=lambda mark: mark.start)


class _Legend(QWidget):
    """The types of the passage's entities, each over its line."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Each once."""
        self._kinds = list(dict.fromkeys(kind for kind in kinds if kind))
        self.setAccessibleName("、".join(self._kinds))
        self.setVisible(bool(self._kinds))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, theme.px(18) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font("label")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        left = 0.0
        for kind in self._kinds:
            width = metrics.horizontalAdvance(kind)
            if left + width > self.width():
                break
            painter.setPen(theme.colour("ink_2"))
            box = QRectF(left, 0, width + 1, theme.px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, kind)
            style, _, token = line_of(kind).partition(":")
            dots = Qt.PenStyle.DotLine if style == "dotted" else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.colour(token), 2, dots))
            y = theme.px(18) + 3
            painter.drawLine(int(left), y, int(left + width), y)
            left += width + 24


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


class _Said(QWidget):
    """The annotation as it reads: two translations side by side, then the spatial relation."""

    def __init__(self) -> None:
        super().__init__()
        self.labels = [Text("", "label", "ink_3") for _ in range(3)]
        self.modern, self.english = Reading(role="reading"), Reading(role="reading")
        self.relation = Reading(role="reading")
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(8)
        for column, (label, text) in enumerate(
            zip(self.labels[:2], (self.modern, self.english), strict=True)
        ):
            grid.addWidget(label, 0, column)
            grid.addWidget(text, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(Hairline())
        column.addLayout(grid)
        column.addWidget(Hairline())
        column.addWidget(self.labels[2])
        column.addWidget(self.relation)

    def show_annotation(self, annotation: Annotation) -> None:
        """Its three texts."""
        self.modern.set_text(annotation.modern_chinese)
        self.english.set_text(annotation.english)
        none = translate("annotation", "原文没有说到位置。")
        self.relation.set_text(annotation.spatial_relation or none)


class _Fields(QWidget):
    """The annotation as it is written."""

    def __init__(self) -> None:
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


class AnnotationView(QWidget):
    """Where it stands in its book, the passage large, and what is said of it.

    Signals:
        keep_asked: Ctrl+Enter in a field. left: Esc in a field.
    """

    keep_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._passage: Passage | None = None
        self._source, self._mark = ElidedText("", "name", "ink_2"), StatusMark()
        self._text, self._legend = Reading(role="passage"), _Legend()
        self._said, self._fields = _Said(), _Fields()
        self._none = Text("", "body", "ink_2", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._source, 1)
        head.addWidget(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(head)
        for widget in (self._text, self._legend, self._said, self._fields, self._none):
            column.addWidget(widget)
        column.addStretch(1)
        self._fields.hide()
        for field in self._fields.all:
            field.keep_asked.connect(self.keep_asked)
            field.left.connect(self.left)

    @property
    def editing(self) -> bool:
        """True while the fields are open."""
        return not self._fields.isHidden()

    @property
    def written(self) -> Annotation:
        """What stands in the fields."""
        return self._fields.annotation()

    def show_passage(self, passage: Passage | None) -> None:
        """A passage with its annotation; the fields close."""
        self._passage = passage
        self._fields.hide()
        self._render()

    def begin_editing(self) -> None:
        """Opens the fields on what stands."""
        if self._passage is not None:
            self._said.hide()
            self._none.hide()
            self._fields.show()
            self._fields.begin(self._passage.annotation)

    def retranslate(self) -> None:
        """Labels and names."""
        words = (
            translate("annotation", "今译"),
            translate("annotation", "英译"),
            translate("annotation", "位置关系"),
            translate("annotation", "检索语"),
            translate("annotation", "地名与建筑，每行一个：名称：类别"),
        )
        for label, word in zip(self._said.labels, words, strict=False):
            label.setText(word)
        for label, field, word in zip(self._fields.labels, self._fields.all, words, strict=True):
            label.setText(word)
            field.setAccessibleName(word)
        if not self.editing:
            self._render()

    def _render(self) -> None:
        passage = self._passage
        annotation = passage.annotation if passage else None
        for widget in (self._source, self._mark, self._text):
            widget.setVisible(passage is not None)
        self._said.setVisible(annotation is not None)
        self._none.setVisible(passage is not None and annotation is None)
        entities = annotation.entities if annotation else ()
        self._legend.show_kinds([kind for _name, kind in entities])
        if passage is None:
            return
        book = f"《{passage.source}》" if passage.source else ""
        self._source.setText(f"{book}{passage.chapter}")
        self._mark.set_status(
            passage.status, None if passage.status else translate("annotation", "未注释")
        )
        self._text.set_text(passage.text, marks_of(passage.text, entities))
        self._none.setText(
            translate(
                "annotation", "还没有注释。可以由语言模型起草，也可以自己写；没有注释也能配画。"
            )
        )
        if annotation is not None:
            self._said.show_annotation(annotation)
