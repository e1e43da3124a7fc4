"""One kind of caption under review: status, text with its changes, token count, remarks, editor."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.records import Caption
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton, key_width, paint_key
from songclip_desktop.ui.widgets.counter import TokenCounter
from songclip_desktop.ui.widgets.diff import DiffText, counts
from songclip_desktop.ui.widgets.marks import StatusMark, kind_word
from songclip_desktop.ui.widgets.rare_line import RareLine
from songclip_desktop.ui.widgets.text import Text

MARGIN_PX = 32
BAR_PX = 3


class CaptionEditor(QPlainTextEdit):
    """Keys type here; Ctrl+Enter asks to approve, Esc or a click elsewhere leaves."""

    approve_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """In the serif of captions; as high as its text."""
        super().__init__(parent)
        self.setProperty("role", "caption")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)

    def begin(self, text: str) -> None:
        """Takes the text with the caret at its end."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A caption is one paragraph: Enter alone does nothing."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.approve_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not enter:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is kept when another part of the page is clicked."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason):
            self.left.emit()

    def resizeEvent(self, event: object) -> None:
        """A new width breaks lines elsewhere."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        """As high as the lines of the text, each of the role's line height."""
        lines = max(1, int(self.document().size().height()))
        line_px = theme.current().line_px("caption")
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + line_px)


class CaptionRow(QWidget):
    """A row of the review panel. Only one row is active at a time; the page decides which.

    Signals:
        picked: a person clicked the row. diff_asked: wants the changes shown or hidden.
        typed: the editor's text changed. approve_asked, left: see CaptionEditor.
        variants_asked: character → what to write for it in training; empty takes that back.
    """

    heard_as = QAccessible.Role.Grouping
    picked = Signal(str)
    diff_asked = Signal()
    typed = Signal(str)
    approve_asked = Signal()
    left = Signal()
    variants_asked = Signal(dict)

    def __init__(self, kind: str, key: str, parent: QWidget | None = None) -> None:
        """`key`: the digit that picks this row."""
        super().__init__(parent)
        self.kind, self._key = kind, key
        self._active = False
        self._caption: Caption | None = None
        self._unknown: Collection[str] = frozenset()
        self._diff = True
        self._name = Text("", "section")
        self._mark = StatusMark()
        self._readers = Text("", "label", "ink_3")
        self._counter = TokenCounter()
        self._text = DiffText()
        self._editor = CaptionEditor()
        self._remarks = Text("", "label", "rouge", wrap=True)
        self._history = Text("", "label", "ink_3", wrap=True)
        self._compare = QuietButton(hint="D")
        self._replace = PlainButton()
        self._variants: dict[str, str] = {}
        self._editor.hide()
        self._connect()
        self._lay_out()
        self.retranslate()

    def _connect(self) -> None:
        self._compare.clicked.connect(self.diff_asked)
        self._replace.clicked.connect(lambda: self.variants_asked.emit(self._variants))
        for button in (self._compare, self._replace):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._editor.textChanged.connect(lambda: self.typed.emit(self._editor.toPlainText()))
        self._editor.approve_asked.connect(self.approve_asked)
        self._editor.left.connect(self.left)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addSpacing(round(key_width(self._key)) + 10)
        head.addWidget(self._name)
        head.addWidget(self._mark)
        head.addWidget(self._readers)
        head.addStretch(1)
        head.addWidget(self._counter)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._history, 1)
        foot.addWidget(self._compare, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN_PX, 16, MARGIN_PX, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._editor)
        column.addWidget(RareLine(self._editor))
        remarks = QHBoxLayout()
        remarks.setSpacing(12)
        remarks.addWidget(self._remarks, 1)
        remarks.addWidget(self._replace, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(remarks)
        column.addLayout(foot)
        self._head_px = 16
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def editing(self) -> bool:
        """True while the editor is open."""
        return not self._editor.isHidden()

    @property
    def edited_text(self) -> str:
        """What stands in the editor now."""
        return self._editor.toPlainText().strip()

    @property
    def caption(self) -> Caption | None:
        """What the row shows, or None where this kind has no caption."""
        return self._caption

    def retranslate(self) -> None:
        """Names in the reader's language."""
        self._name.setText(kind_word(self.kind))
        self._editor.setAccessibleName(kind_word(self.kind))
        self._compare.setText(self.tr("对照原稿"))
        self.show_caption(self._caption, diff=self._diff)

    def set_active(self, active: bool) -> None:
        """The row that keys act on: a light ground and a line at its left."""
        self._active = active
        self._compare.setVisible(active and self._changed())
        self.update()

    def show_caption(self, caption: Caption | None, *, diff: bool) -> None:
        """`diff`: with what changed against the draft."""
        self._caption, self._diff = caption, diff
        self._mark.set_status(caption.status if caption else None)
        self._counter.setVisible(caption is not None)
        if caption is None:
            self._text.show_text(self.tr("还没有这一种说明。"))
            self._text.set_tone("ink_3")
        else:
            draft = caption.draft_text if diff and self._changed() else None
            self._text.show_text(caption.text, draft, self._unknown)
            self._text.set_tone("ink")
        self._history.setText(self._history_words())
        self._compare.setVisible(self._active and self._changed())
        self.setAccessibleName(f"{kind_word(self.kind)} {self._mark.accessibleName()}")

    def show_readers(self, read: int, needed: int) -> None:
        """How many of the readers a caption needs have approved it; only where it needs two."""
        words = self.tr("{read} / {needed} 人已通过")
        self._readers.setText(words.format(read=read, needed=needed))
        self._readers.setVisible(needed > 1 and self._caption is not None)

    def show_variants(self, variants: Mapping[str, str], *, possible: bool) -> None:
        """What the model knows in place of characters it lacks; a button that takes it.

        Where the caption has taken them already, the button takes that back.
        """
        taken = self._caption.variants if self._caption else {}
        self._variants = {} if taken else dict(variants)
        shown = taken or variants
        words = self.tr("训练文仍用原字") if taken else self.tr("训练文代以「{letters}」")
        self._replace.setText(words.format(letters="".join(shown.values())))
        self._replace.setVisible(bool(shown) and possible and not self.editing)

    def show_remarks(self, tokens: int, unknown: Collection[str], remarks: Sequence[str]) -> None:
        """Tokens of the text as it stands, characters outside the vocabulary, and warnings."""
        self._counter.set_count(tokens)
        self._unknown = frozenset(unknown)
        self._remarks.setText("\n".join(remarks))
        self._remarks.set_tone("rouge" if unknown else "ochre")
        self._remarks.setVisible(bool(remarks))
        if not self.editing:
            self.show_caption(self._caption, diff=self._diff)

    def begin_editing(self) -> None:
        """Opens the editor on the text as it stands, with the focus."""
        self._editor.begin(self._caption.text if self._caption else "")
        self._text.hide()
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_editing(self) -> None:
        """Closes the editor; the page has taken its text."""
        self._editor.hide()
        self._text.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click picks the row."""
        self.picked.emit(self.kind)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and line of the active row, its key, a hairline below."""
        painter = QPainter(self)
        if self._active:
            painter.fillRect(self.rect(), theme.colour("surface"))
            painter.fillRect(QRectF(0, 0, BAR_PX, self.height()), theme.colour("azurite"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self._name.geometry().center().y() + 1
        paint_key(painter, MARGIN_PX, middle, self._key, theme.colour("ink_2"))

    def _changed(self) -> bool:
        caption = self._caption
        return bool(caption and caption.draft_text and caption.draft_text != caption.text)

    def _history_words(self) -> str:
        caption = self._caption
        if caption is None:
            return ""
        origin = {
            "register": self.tr("原稿来自登记册"),
            "remote": self.tr("原稿 {drafter}"),
            "offline": self.tr("原稿 离线撰稿"),
            "curator": self.tr("原稿 {author}"),
        }[caption.origin].format(drafter=caption.drafter, author=caption.author)
        parts = [origin]
        if caption.prompt_version:
            parts.append(self.tr("提示 {version}").format(version=caption.prompt_version))
        if self._changed():
            added, removed = counts(caption.draft_text, caption.text)
            words = self.tr("添 {added} 字，删 {removed} 字")
            parts.append(words.format(added=added, removed=removed))
        if caption.author:
            parts.append(self.tr("{author} 改").format(author=caption.author))
        if caption.approvals:
            last = caption.approvals[-1]
            words = self.tr("{by} 通过于 {day}").format(by=last.by, day=last.at[:10])
            parts.append(words)
        if caption.variants:
            pairs = self.tr("、").join(f"{old} → {new}" for old, new in caption.variants.items())
            parts.append(self.tr("训练文 {pairs}").format(pairs=pairs))
        return " · ".join(parts)
