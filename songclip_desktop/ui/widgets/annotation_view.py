"""A passage to be read, its entities underlined, and what is said of it; or the fields to say it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import Annotation, Passage
from songclip_desktop.ui.widgets.annotation_fields import AnnotationFields
from songclip_desktop.ui.widgets.entities import Legend, marks_of
from songclip_desktop.ui.widgets.marks import StatusMark
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.ui.widgets.span_text import SpanText
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Reading, Text
from songclip_desktop.workflow.alignment import Span, align

translate = QCoreApplication.translate

Aligned = tuple[tuple[Span, Span], ...]


class _Said(QWidget):
    """The annotation as it reads: two translations side by side, then what it says of places."""

    def __init__(self) -> None:
        super().__init__()
        self.labels = [Text("", "label", "ink_3") for _ in range(4)]
        self.modern, self.english = SpanText("reading"), SpanText("reading")
        self.relation, self.entities = Reading(role="reading"), Reading(role="reading")
        self.absent = Text("", "label", "ochre", wrap=True)
        self.note = Text("", "label", "ink_3", wrap=True)
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
        column.setSpacing(12)
        column.addWidget(Hairline())
        column.addLayout(grid)
        column.addWidget(self.note)
        column.addWidget(Hairline())
        for label, text in zip(self.labels[2:], (self.relation, self.entities), strict=True):
            group = QVBoxLayout()
            group.setSpacing(4)
            group.addWidget(label)
            group.addWidget(text)
            column.addLayout(group)
        column.addWidget(self.absent)

    def retranslate(self) -> None:
        words = (
            translate("annotation", "今译"),
            translate("annotation", "英译"),
            translate("annotation", "位置关系"),
            translate("annotation", "地名与建筑"),
        )
        for label, word in zip(self.labels, words, strict=True):
            label.setText(word)
        self.note.setText(
            translate(
                "annotation", "指着一句，另几处随之标出；句子的对应按次序、长短与共有的字推定。"
            )
        )

    def show_annotation(self, text: str, annotation: Annotation) -> None:
        """Its texts; entities the passage does not name are told apart."""
        self.modern.show_text(annotation.modern_chinese)
        self.english.show_text(annotation.english)
        none = translate("annotation", "原文没有说到位置。")
        self.relation.set_text(annotation.spatial_relation or none)
        named = [f"{name}（{kind}）" if kind else name for name, kind in annotation.entities]
        nothing = translate("annotation", "没有标出地名或建筑。")
        self.entities.set_text("　".join(named) or nothing)
        found = {mark.name for mark in marks_of(text, annotation.entities)}
        lost = [name for name, _kind in annotation.entities if name not in found]
        words = translate("annotation", "原文里没有：{names}").format(names="、".join(lost))
        self.absent.setText(words)
        self.absent.setVisible(bool(lost))


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
        self._modern: Aligned = ()
        self._english: Aligned = ()
        self._held: Span | None = None
        self._source, self._mark = ElidedText("", "name", "ink_2"), StatusMark()
        self._text, self._legend = SpanText("passage"), Legend()
        self._said, self._fields = _Said(), AnnotationFields()
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
        self._fields.keep_asked.connect(self.keep_asked)
        self._fields.left.connect(self.left)
        for text in (self._text, self._said.modern, self._said.english):
            text.pointed.connect(self._point)
            text.picked.connect(self._pick)

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
        another = passage is None or self._passage is None or passage.id != self._passage.id
        if another:
            self._held = None
        self._passage = passage
        self._fields.hide()
        self._render()

    def begin_editing(self) -> None:
        """Opens the fields on what stands."""
        if self._passage is not None:
            self._said.hide()
            self._none.hide()
            self._light(None)
            self._fields.show()
            self._fields.begin(self._passage.annotation)

    def step_sentence(self, by: int) -> None:
        """Holds the next (+1) or previous (-1) sentence; past the last none is held."""
        stretches = [stretch for stretch, _said in self._modern]
        if not stretches or self.editing:
            return
        here = stretches.index(self._held) if self._held in stretches else (-1 if by > 0 else 0)
        place = here + by
        self._held = stretches[place] if 0 <= place < len(stretches) else None
        self._light(self._held)

    def retranslate(self) -> None:
        """Labels and names."""
        self._said.retranslate()
        self._fields.retranslate()
        if not self.editing:
            self._render()

    # -- one sentence in all three texts -------------------------------------------------------

    def _point(self, place: int | None) -> None:
        self._light(self._held if place is None else self._stretch(place))

    def _pick(self, place: int) -> None:
        stretch = self._stretch(place)
        self._held = None if stretch == self._held else stretch
        self._light(self._held)

    def _stretch(self, place: int) -> Span | None:
        """The stretch of the original that goes with a character of the text that says so."""
        if self.sender() is self._said.english:
            return next((s for s, said in self._english if _holds(said, place)), None)
        if self.sender() is self._said.modern:
            return next((s for s, said in self._modern if _holds(said, place)), None)
        return next((s for s, _said in self._modern if _holds(s, place)), None)

    def _light(self, stretch: Span | None) -> None:
        self._text.highlight([] if stretch is None else [stretch])
        for text, aligned in (
            (self._said.modern, self._modern),
            (self._said.english, self._english),
        ):
            text.highlight([] if stretch is None else _said_of(stretch, aligned))

    # -- showing -------------------------------------------------------------------------------

    def _render(self) -> None:
        passage = self._passage
        annotation = passage.annotation if passage else None
        for widget in (self._source, self._mark, self._text):
            widget.setVisible(passage is not None)
        self._said.setVisible(annotation is not None)
        self._none.setVisible(passage is not None and annotation is None)
        entities = annotation.entities if annotation else ()
        marks = marks_of(passage.text, entities) if passage else []
        self._legend.show_kinds([mark.kind for mark in marks])
        self._modern, self._english = (), ()
        if passage is None:
            return
        book = f"《{passage.source}》" if passage.source else ""
        self._source.setText(worded(f"{book}{passage.chapter}", "name"))
        self._mark.set_status(
            passage.status, None if passage.status else translate("annotation", "未注释")
        )
        self._text.show_text(passage.text, marks)
        self._none.setText(
            translate(
                "annotation", "还没有注释。可以由语言模型起草，也可以自己写；没有注释也能配画。"
            )
        )
        if annotation is not None:
            self._said.show_annotation(passage.text, annotation)
            self._modern = align(passage.text, annotation.modern_chinese)
            self._english = align(passage.text, annotation.english)
            self._light(self._held)


def _holds(span: Span, place: int) -> bool:
    return span[0] <= place < sum(span)


def _said_of(stretch: Span, aligned: Sequence[tuple[Span, Span]]) -> list[Span]:
    """The sentences whose stretch is mostly this one, or which hold most of it."""
    found = []
    for other, said in aligned:
        shared = min(sum(stretch), sum(other)) - max(stretch[0], other[0])
        if shared * 2 > min(stretch[1], other[1]):
            found.append(said)
    return found
