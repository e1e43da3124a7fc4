"""What is asked: the field, a picture, what is looked for, and the conditions it must meet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from songclip_desktop.records import WORK_KINDS
from songclip_desktop.ui import theme
from songclip_desktop.ui.models.asking import Asking
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.fields import Check, Choice, SearchField
from songclip_desktop.ui.widgets.marks import work_kind_word
from songclip_desktop.ui.widgets.query_chips import QueryChips
from songclip_desktop.workflow.queries import Picture

PICTURES = "*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp"


class QueryBar(QWidget):
    """Field and buttons, the row below, and the conditions where they are wanted.

    Signals:
        typed: the words are others now. entered: they are final, or a condition is another.
        pictured: a picture to look by, and what the field shall say.
        recalled: the button of earlier queries was pressed.
    """

    typed = Signal()
    entered = Signal()
    pictured = Signal(object, str)
    recalled = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._look: Picture | None = None
        self._without: int | None = None
        self._whole = False
        self.field = SearchField()
        self.field.setProperty("role", "caption")
        self.field.setAcceptDrops(False)  # a file that is dropped is a picture, not its address
        self.by_picture = PlainButton(icon="picture", tall=True)
        self.target = Choice()
        self.recall, self.narrow = QuietButton(icon="down"), QuietButton(icon="plus")
        self.chips = QueryChips()
        self.within = SearchField()
        self.kind = Choice()
        self.templates, self.hybrid = Check(), Check()
        self._conditions = QWidget()
        self._lay_out()
        self._connect()
        theme.current().changed.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        """40 px with their outlines, as the button between them; the style sheet says 32."""
        for part, kind in ((self.field, "QLineEdit"), (self.target, "QComboBox")):
            part.setStyleSheet(f"{kind} {{ min-height: {theme.px(40) - 4}px; }}")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        rows = [QHBoxLayout() for _ in range(3)]
        for row in rows:
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
        rows[0].addWidget(self.field, 1)
        rows[0].addWidget(self.by_picture)
        rows[0].addWidget(self.target)
        rows[1].addWidget(self.chips, 1)
        rows[1].addWidget(self.recall)
        rows[1].addWidget(self.narrow)
        rows[2].addWidget(self.within, 1)
        rows[2].addWidget(self.kind)
        rows[2].addSpacing(8)
        rows[2].addWidget(self.templates)
        rows[2].addSpacing(8)
        rows[2].addWidget(self.hybrid)
        self._conditions.setLayout(rows[2])
        self._conditions.hide()
        column.addLayout(rows[0])
        column.addLayout(rows[1])
        column.addWidget(self._conditions)

    def _connect(self) -> None:
        self.field.textEdited.connect(self._edited)
        self.field.textChanged.connect(self._emptied)
        self.field.returnPressed.connect(self.entered)
        self.field.installEventFilter(self)
        self.by_picture.clicked.connect(self._offer_pictures)
        self.recall.clicked.connect(self.recalled)
        self.narrow.clicked.connect(self._fold)
        self.target.chosen.connect(lambda _key: self.entered.emit())
        self.kind.chosen.connect(lambda _key: self.entered.emit())
        self.within.textChanged.connect(lambda _text: self.typed.emit())
        self.within.returnPressed.connect(self.entered)
        for box in (self.templates, self.hybrid):
            box.clicked.connect(lambda _on=False: self.entered.emit())

    def retranslate(self) -> None:
        """All words."""
        self.field.set_words(
            self.tr("用你们的话找画：整句、词、或 2*雪 + 舟 - 人"), self.tr("清除")
        )
        self.by_picture.setText(self.tr("用一张图找"))
        self.target.setAccessibleName(self.tr("找什么"))
        self.target.set_choices([("images", self.tr("找画")), ("texts", self.tr("找文"))])
        self.recall.setText(self.tr("最近与保存"))
        self.narrow.setText(self.tr("条件"))
        self.chips.set_name(self.tr("试试"))
        self.within.set_words(self.tr("只在这些里找：作者:马远 朝代:南宋"), self.tr("清除"))
        self.kind.setAccessibleName(self.tr("哪类作品"))
        kinds = [(kind, work_kind_word(kind)) for kind in WORK_KINDS]
        self.kind.set_choices([("", self.tr("各类作品")), *kinds])
        self.templates.setText(self.tr("套用句式"))
        self.templates.setToolTip(self.tr("把词放进几种说法里再平均，适合单个词。"))
        self.hybrid.setText(self.tr("兼看关键词"))
        self.hybrid.setToolTip(
            self.tr("题名和藏号对上的排在最前。两列对比时不用它，所以只显示一列。")
        )

    # -- what is asked -----------------------------------------------------------------------

    def asking(self) -> Asking:
        """The question as it stands."""
        return Asking(
            self.field.text(),
            self._look,
            self._without,
            self._whole,
            "texts" if self.target.current() == "texts" else "images",
            self.within.text(),
            self.kind.current(),
            self.templates.isChecked(),
            self.hybrid.isChecked() and self._look is None,
        )

    def show_asking(self, asking: Asking) -> None:
        """Sets all of it, without a signal."""
        for part in (self.field, self.within):
            part.blockSignals(True)
        self.field.setText(asking.text)
        self.field.setCursorPosition(0)
        self.within.setText(asking.within)
        for part in (self.field, self.within):
            part.blockSignals(False)
        self._look, self._without, self._whole = asking.look, asking.without, asking.whole
        self.target.choose(asking.target)
        self.kind.choose(asking.kind)
        self.templates.setChecked(asking.templates)
        self.hybrid.setChecked(asking.hybrid)
        if asking.narrowed:
            self._conditions.show()
        self.show_state()

    def clear(self) -> None:
        """As at first."""
        self.show_asking(Asking(""))
        self._conditions.hide()
        self.chips.show_examples()

    def show_state(self) -> None:
        """What goes with a picture and what does not; the terms of a sum."""
        asking = self.asking()
        self.hybrid.setEnabled(asking.look is None)
        self.templates.setEnabled(asking.look is None)
        terms = asking.given.terms if asking.text.strip() or asking.look else ()
        if asking.look is None and (len(terms) > 1 or any(weight != 1 for weight, _ in terms)):
            self.chips.show_terms([(w, words) for w, words in terms if isinstance(words, str)])
        elif terms:
            self.chips.say("")
        else:
            self.chips.show_examples()

    def _edited(self) -> None:
        """Words that were typed are words."""
        self._look, self._without, self._whole = None, None, False
        self.show_state()
        self.typed.emit()

    def _emptied(self, text: str) -> None:
        if not text:
            self._look, self._without, self._whole = None, None, False
            self.show_state()

    def _fold(self) -> None:
        """Shows the conditions, or puts away those that are not in use."""
        shown = self._conditions.isHidden()
        self._conditions.setVisible(shown or self.asking().narrowed)
        if shown:
            self.within.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- pictures ----------------------------------------------------------------------------

    def build_menu(self) -> QMenu:
        """Where a picture can come from."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("选择文件…")).triggered.connect(self._choose)
        paste = menu.addAction(self.tr("剪贴板里的图"))
        paste.setEnabled(QGuiApplication.clipboard().mimeData().hasImage())
        paste.triggered.connect(self.paste)
        menu.addSeparator()
        hint = menu.addAction(self.tr("也可以把图拖到这一页，或在右边的画上框出一块"))
        hint.setEnabled(False)
        return menu

    def paste(self) -> bool:
        """Looks by the picture on the clipboard; False where there is none."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            return False
        self.pictured.emit(Picture(_png(image)), self.tr("像剪贴板里那张的"))
        return True

    def take_file(self, file: Path) -> None:
        """Looks by a file."""
        self.pictured.emit(Picture(file), self.tr("像「{name}」的").format(name=file.name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pasting a picture into the field asks for what looks like it."""
        if (
            watched is self.field
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
            and not QGuiApplication.clipboard().mimeData().hasText()
        ):
            return self.paste()
        return super().eventFilter(watched, event)

    def _offer_pictures(self) -> None:
        button = self.by_picture
        self.build_menu().popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _choose(self) -> None:
        words = self.tr("图片 ({patterns})").format(patterns=PICTURES)
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("用一张图找"), "", words)
        if chosen:
            self.take_file(Path(chosen))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def dropped(event: QDropEvent) -> list[Path]:
    """Local files that are dropped; pictures alone are meant."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    endings = tuple(pattern[1:] for pattern in PICTURES.split())
    return [path for path in paths if path.suffix.lower() in endings]
