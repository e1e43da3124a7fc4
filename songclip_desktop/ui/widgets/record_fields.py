"""Fields of a record as they are written: a line, a line with a list of usual words, tags, texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from songclip_desktop import vocabularies
from songclip_desktop.ui import icons, theme
from songclip_desktop.ui.widgets.buttons import QuietButton

GAP_PX = 4
_TAKEN = Qt.ItemDataRole.UserRole
_BETWEEN_TAGS = re.compile(r"[;；,，、|\n]+")


class Completer(QCompleter):
    """Offers what holds the letters typed; what is taken may be another word than what is shown."""

    def __init__(self, parent: QLineEdit) -> None:
        """Without words. It stays for the line's life: Qt deletes one that is replaced, in mid-air."""
        super().__init__(parent)
        self._words = QStandardItemModel(self)
        self.setModel(self._words)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def offer(self, words: Iterable[tuple[str, str]]) -> None:
        """`words`: what is shown, and what is taken for it."""
        self._words.clear()
        for shown, taken in words:
            item = QStandardItem(shown)
            item.setData(taken, _TAKEN)
            self._words.appendRow(item)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The word that is taken."""
        return str(index.data(_TAKEN))


def with_aliases(names: Iterable[str], aliases: Mapping[str, str]) -> list[tuple[str, str]]:
    """For a Completer: every name, and every alias with the name it leads to."""
    shown = [(name, name) for name in names]
    return shown + [(f"{alias} · {name}", name) for alias, name in aliases.items()]


class Line(QLineEdit):
    """One line; a long one begins at its beginning."""

    def value(self) -> str:
        """What is written, without blanks around it."""
        return self.text().strip()

    def set_value(self, text: str) -> None:
        """Another text."""
        self.setText(text)
        self.setCursorPosition(0)

    def offer(self, words: Iterable[tuple[str, str]]) -> None:
        """Words to complete with, see Completer."""
        completer = self.completer()
        if not isinstance(completer, Completer):
            completer = Completer(self)
            self.setCompleter(completer)
        completer.offer(words)


class Pick(QComboBox):
    """A line with the usual words below; any other may be written.

    Signals:
        typed: it holds something else now. entered: Enter.
    """

    typed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        field = self.lineEdit()
        assert field is not None
        self._field = field
        field.setStyleSheet("border: none; padding: 0; background: transparent; min-height: 0;")
        field.returnPressed.connect(self.entered)
        self.editTextChanged.connect(lambda _text: self.typed.emit())
        self._complete()

    def set_words(self, words: Iterable[tuple[str, str]]) -> None:
        """(what is meant, how it is called) in order; what is written stays."""
        held = self.value()
        self.blockSignals(True)
        self.clear()
        for key, word in words:
            self.addItem(word, key)
        self.set_value(held)
        self._complete()
        self.blockSignals(False)

    def _complete(self) -> None:
        completer = self.completer()
        assert completer is not None
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def value(self) -> str:
        """What is meant: that of the listed word, else what is written."""
        text = self.currentText().strip()
        row = self.findText(text)
        return str(self.itemData(row)) if row >= 0 else text

    def set_value(self, value: str) -> None:
        """Another one, called as in the list where it stands there."""
        row = self.findData(value)
        self.setCurrentIndex(row)
        self.setEditText(self.itemText(row) if row >= 0 else value)
        self._field.setCursorPosition(0)

    def setAccessibleName(self, name: str) -> None:
        """Its own and that of the line in it."""
        super().setAccessibleName(name)
        self._field.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the sheet must not change a word."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then a small angle."""
        super().paintEvent(event)
        box = QRectF(self.width() - 24, (self.height() - 14) / 2, 14, 14)
        icons.paint(QPainter(self), "down", box, theme.colour("ink_2").name())


def pick_of(words: Sequence[str]) -> Pick:
    """A Pick whose words are what is meant."""
    pick = Pick()
    pick.set_words((word, word) for word in words)
    return pick


class RightsPick(Pick):
    """A statement of rights by its name; kept as its URI. What a register said stays as it is."""

    def retranslate(self) -> None:
        """Names in the reader's language."""
        self.set_words((right.uri, f"{right.code} · {right.label}") for right in rights())


def rights() -> tuple[vocabularies.Right, ...]:
    """The statements in the order of their list."""
    return vocabularies.rights()


def rights_word(value: str) -> str:
    """What a statement is called; other texts as they are."""
    return next((right.label for right in rights() if right.uri == value), value)


class LongText(QPlainTextEdit):
    """Several lines: Enter breaks one, Ctrl+Enter is the sheet's."""

    entered = Signal()

    def __init__(self, lines: int = 3) -> None:
        """So many lines high."""
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        theme.current().changed.connect(self._grow)
        self._grow()

    def value(self) -> str:
        """What is written."""
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Another text."""
        self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Esc leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _grow(self) -> None:
        self.setFixedHeight(theme.px(20) * self._lines + 20)


class Tags(QWidget):
    """Tags as small buttons that a click takes away, and a line that adds more.

    Signals:
        changed: others now. entered: Enter in the line while it is empty.
    """

    heard_as = QAccessible.Role.Grouping

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        """None."""
        super().__init__()
        self._tags: list[str] = []
        self._chips: list[QuietButton] = []
        self._leading: dict[str, str] = {}
        self.field = Line(self)
        self.field.returnPressed.connect(self._enter)
        self.field.textEdited.connect(self._split)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, names: Iterable[str], aliases: Mapping[str, str]) -> None:
        """Tags in use, and the aliases that lead to them."""
        self._leading = dict(aliases)
        self.field.offer(with_aliases(names, aliases))
        completer = self.field.completer()
        completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def set_words(self, name: str, placeholder: str) -> None:
        """What is written here, and what the empty line says."""
        self.setAccessibleName(name)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)

    def value(self) -> tuple[str, ...]:
        """The tags, with what still stands in the line."""
        typed = [part.strip() for part in _BETWEEN_TAGS.split(self.field.text())]
        return tuple(dict.fromkeys([*self._tags, *self._named(typed)]))

    def set_value(self, tags: Iterable[str]) -> None:
        """Others."""
        self._tags = list(tags)
        self.field.clear()
        self._draw()

    def _named(self, typed: Iterable[str]) -> list[str]:
        return [self._leading.get(part, part) for part in typed if part]

    def _enter(self) -> None:
        if self.field.text().strip():
            self._take()
        else:
            self.entered.emit()

    def _split(self, text: str) -> None:
        if _BETWEEN_TAGS.search(text):
            self._take()

    def _take(self, _taken: str = "") -> None:
        if self.field.text().strip():
            self.set_value(self.value())
            self.changed.emit()

    def _drop(self, tag: str) -> None:
        self._tags = [each for each in self._tags if each != tag]
        self._draw()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _draw(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for tag in self._tags:
            chip = QuietButton(icon="close")
            chip.setParent(self)
            chip.setText(tag)
            chip.setAccessibleDescription(self.tr("去掉标签「{0}」").format(tag))
            chip.setToolTip(self.tr("去掉标签「{0}」").format(tag))
            chip.clicked.connect(lambda _checked=False, tag=tag: self._drop(tag))
            chip.show()
            self._chips.append(chip)
        self.setTabOrder(self.field, self._chips[0]) if self._chips else None
        self.updateGeometry()
        self._place(self.width())

    # As many lines as it takes.

    def sizeHint(self) -> QSize:
        """The line alone, or with the tags above it."""
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        """So that a tag can be read."""
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def heightForWidth(self, width: int) -> int:
        """Of tags in lines, then the field."""
        return self._laid(width)[-1].bottom() + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the tags anew."""
        super().resizeEvent(event)
        self._place(self.width())
        self.updateGeometry()

    def _place(self, width: int) -> None:
        for widget, box in zip([*self._chips, self.field], self._laid(width), strict=True):
            widget.setGeometry(box)

    def _laid(self, width: int) -> list[QRect]:
        """Where each tag stands; the last is the field's."""
        x = y = 0
        high = theme.px(32)
        boxes = []
        for chip in self._chips:
            wide = min(width, chip.sizeHint().width())
            if x and x + wide > width:
                x, y = 0, y + high + GAP_PX
            boxes.append(QRect(x, y, wide, high))
            x += wide + GAP_PX
        least = min(width, theme.px(140))
        if x and width - x < least:
            x, y = 0, y + high + GAP_PX
        return [*boxes, QRect(x, y, max(1, width - x), high)]
