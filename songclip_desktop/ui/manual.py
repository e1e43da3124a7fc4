"""The manual in a window of its own: Markdown pages with pictures, read from the disk alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from songclip_desktop import language, paths
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.text import Hairline

FIRST = "README.md"
SIZE = QSize(860, 760)
MARGIN_PX = 40
WIDEST_PX = 760  # of a picture; text lines stay readable at this width too
LINE_PER_CENT = 140
_HEADINGS = {1: "title", 2: "painting"}  # smaller ones are section titles


def folder() -> Path:
    """The manual in the language spoken; in Chinese where it was not written in that one."""
    spoken = paths.manual() / language.current().partition("_")[0]
    return spoken if spoken.is_dir() else paths.manual() / "zh"


class ManualPages(QTextBrowser):
    """Shows one page; what a link leads to outside the manual is told and never opened."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self.setObjectName("manual")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        # Were it to come and go with a page's length, the next page would be read anew while it is
        # being read.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(MARGIN_PX)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture is made as wide as the page at most; nothing is fetched from anywhere."""
        url = QUrl(name)
        if not url.isLocalFile() and not url.isRelative():
            return None
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, url)
        image = QImage(self.source().resolved(url).toLocalFile())
        room = min(WIDEST_PX, self.viewport().width() - 2 * MARGIN_PX)
        if image.isNull() or image.width() <= room:
            return image
        ratio = self.devicePixelRatioF()
        image = image.scaledToWidth(round(room * ratio), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def doSetSource(
        self,
        name: QUrl | str,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,
    ) -> None:
        """Every page, also one gone back to, is set in the theme's type."""
        self.document().setDefaultFont(theme.font("reading"))
        super().doSetSource(name, type)
        _set_type(self.document())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures are fitted anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self.source().isValid():
            place = self.verticalScrollBar().value()
            self.reload()
            self.verticalScrollBar().setValue(place)


class ManualWindow(QDialog):
    """Back, contents, and the page. Esc closes it; the main window goes on working beside it.

    Attributes:
        pages: what shows a page. back, contents: the buttons. problem: what could not be opened.
    """

    def __init__(self, parent: QWidget) -> None:
        """Empty until `open_first`."""
        super().__init__(parent)
        self.resize(SIZE)
        self.pages = ManualPages()
        self.back, self.contents = QuietButton(), QuietButton()
        self.problem = ErrorPanel(icon="info", tone="ink_2")
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 12)
        row.addWidget(self.contents)
        row.addWidget(self.back)
        row.addStretch(1)
        said = QVBoxLayout()
        said.setContentsMargins(32, 0, 32, 0)
        said.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Hairline())
        column.addLayout(said)
        column.addWidget(self.pages, 1)
        self.back.clicked.connect(self.pages.backward)
        self.contents.clicked.connect(self.open_first)
        self.pages.anchorClicked.connect(self._follow)
        self.pages.backwardAvailable.connect(self._enable_back)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self.pages.backward)
        theme.current().changed.connect(self._dress)
        self._enable_back(False)
        self.retranslate()

    def open_first(self) -> None:
        """Shows the window with the contents of the manual."""
        self._open(folder() / FIRST)
        self.show()
        self.raise_()
        self.activateWindow()
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """All words; the page is another one in another language."""
        self.setWindowTitle(self.tr("SongClip 使用手册"))
        self.back.setText(self.tr("返回"))
        self.contents.setText(self.tr("目录"))
        self.pages.setAccessibleName(self.tr("手册"))

    def changeEvent(self, event: QEvent) -> None:
        """Another language: its own first page."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.isVisible():
                self._open(folder() / FIRST)

    def _open(self, page: Path) -> None:
        self.problem.clear()
        if not page.is_file():
            self.problem.show_problem(
                self.tr("手册里没有这一页。"), self.tr("它应在 {0}").format(page)
            )
            return
        self.pages.setSource(
            QUrl.fromLocalFile(str(page)), QTextDocument.ResourceType.MarkdownResource
        )

    def _follow(self, link: QUrl) -> None:
        """A page of the manual is opened; an address elsewhere is only told."""
        target = self.pages.source().resolved(link)
        if target.isLocalFile():
            self._open(Path(target.toLocalFile()))
            return
        self.problem.show_problem(
            self.tr("这是网上的地址，程序不打开它。"),
            target.toString(QUrl.ComponentFormattingOption.FullyEncoded),
        )

    def _dress(self) -> None:
        """Another theme or size of text: the page is set anew."""
        if self.pages.source().isValid():
            self.pages.reload()

    def _enable_back(self, possible: bool) -> None:
        self.back.set_possible(possible, self.tr("这是打开的第一页。"))


def _set_type(document: QTextDocument) -> None:
    """Air between the lines, headings of the window's own faces, tables of hairlines."""
    block = document.begin()
    while block.isValid():
        _set_block(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            drawn = frame.format()
            drawn.setBorder(1)
            drawn.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            drawn.setBorderBrush(theme.colour("line"))
            drawn.setBorderCollapse(True)
            drawn.setCellPadding(6)
            drawn.setTopMargin(8)
            drawn.setBottomMargin(16)
            drawn.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            frame.setFormat(drawn)


def _set_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    laid = block.blockFormat()
    level = laid.headingLevel()
    laid.setLineHeight(
        float(LINE_PER_CENT), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    if cursor.currentTable() is None:
        laid.setTopMargin(18 if level > 1 else 0)
        laid.setBottomMargin(4 if block.textList() is not None else 10)
    cursor.setBlockFormat(laid)
    for begin, end, styled in _runs(block):
        # The size that Markdown gives a heading goes before any font's own.
        styled.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        if level:
            styled.setFont(theme.font(_HEADINGS.get(level, "section")))
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(styled)


def _runs(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Where each stretch of one format begins and ends, and the format."""
    found, each = [], block.begin()
    while not each.atEnd():
        run = each.fragment()
        place = run.position()
        found.append((place, place + run.length(), run.charFormat()))
        each += 1
    return found
