"""What every page is: a header, a body, perhaps a side panel; told of changes and of language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Changes
from songclip_desktop.ui import theme
from songclip_desktop.ui.widgets.buttons import SegmentedControl
from songclip_desktop.ui.widgets.text import ElidedText, Text

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.ui.room import Room
    from songclip_desktop.ui.widgets.messages import ErrorPanel
    from songclip_desktop.workflow.review import ReviewResult

MARGIN_PX = 32
HEADER_PX = 72
SIDE_PX = 320
SCROLL_BAR_PX = 16  # a panel higher than the window gives so much way to its scroll bar
NARROW_PX = 840
_Way = QAbstractSlider.SliderAction
_SCROLLING: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_PageDown: _Way.SliderPageStepAdd, Qt.Key.Key_PageUp: _Way.SliderPageStepSub,
    Qt.Key.Key_Down: _Way.SliderSingleStepAdd, Qt.Key.Key_Up: _Way.SliderSingleStepSub,
    Qt.Key.Key_End: _Way.SliderToMaximum, Qt.Key.Key_Home: _Way.SliderToMinimum,
}  # fmt: skip


class Header(QWidget):
    """72 px: the page's title, one line beside it, the page's buttons at the right.

    Signals:
        renamed: the title is another one.

    Attributes:
        row: the layout, for a page that sets something in the middle.
    """

    renamed = Signal()

    def __init__(self, *buttons: QWidget) -> None:
        """Texts come with `say`."""
        super().__init__()
        self.title = Text("", "title")
        self.subtitle = ElidedText("", "body", "ink_2", hug=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        self.row.setSpacing(12)
        self.row.addWidget(self.title)
        self.row.addSpacing(4)
        self.row.addWidget(self.subtitle)
        self.row.addStretch(1)
        for button in buttons:
            self.row.addWidget(button)
        theme.current().changed.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        self.setFixedHeight(theme.px(HEADER_PX))

    def say(self, title: str, subtitle: str = "") -> None:
        """The page's name and the one line that says where things stand."""
        renamed = title != self.title.text()
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        if renamed:
            self.renamed.emit()


class SidePanel(QFrame):
    """The panel at the right, on the surface, behind a hairline. `body` takes what it shows."""

    def __init__(self, width_px: int, margin_px: int = 24) -> None:
        """As wide as asked while the window allows."""
        super().__init__()
        self.setObjectName("side")
        self.width_px = width_px
        self.word = ""
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin_px, margin_px, margin_px, margin_px)
        self.body.setSpacing(8)


class Page(QWidget):
    """One page of the window. Subclasses build themselves in `__init__` and say in `retranslate`.

    Class attributes:
        name: the verb of the design: "collection", "import", …
        scrolls: the body scrolls where it does not fit; False for pages made of a view that does.

    Attributes:
        room: what the page works with. body: the layout below the header, margins set.
        next_control: what to press or fill to go on, where there is something to.
        head: the header, once `header` was called. side: the side panel, once asked for.
    """

    name = ""
    scrolls = True
    heard_as = QAccessible.Role.Pane

    def __init__(self, room: Room) -> None:
        """Lays the columns; nothing is read before `refresh`."""
        super().__init__()
        self.room = room
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.next_control: QWidget | None = None
        self.head: Header | None = None
        self.side: SidePanel | None = None
        self._tabs: SegmentedControl | None = None
        self._narrow = False
        self._side_wanted = self._body_wanted = True
        self.root = QHBoxLayout(self)
        self.root.setContentsMargins(0, 0, 0, 0)
        self.root.setSpacing(0)
        self.main = QVBoxLayout()
        self.main.setSpacing(0)
        self.root.addLayout(self.main, 1)
        self.ground = QWidget()
        self.body = QVBoxLayout(self.ground)
        self.body.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 24)
        self.body.setSpacing(16)
        self._frame: QWidget = self._scrolling(self.ground) if self.scrolls else self.ground
        self.main.addWidget(self._frame, 1)

    # What the window calls.

    def open_collection(self, collection: Collection | None) -> None:
        """Another collection is open. Reads it anew; pages with a state of their own drop it."""
        self.refresh()

    def refresh(self) -> None:
        """Reads the collection anew; called when shown. Overridden by each page."""

    def changed(self, changes: Changes) -> None:
        """Something was written; called for the page in view and when it comes into view."""
        self.refresh()

    def retranslate(self) -> None:
        """Sets every text; called once at the start and when the language changes."""

    def arrive(self, **arguments: Any) -> None:
        """`room.go` named this page; called after `refresh`."""

    # What pages build themselves with.

    def header(self, *buttons: QWidget) -> Header:
        """The header above the body; its texts come with `self.head.say(title, subtitle)`."""
        self.head = Header(*buttons)
        self.main.insertWidget(0, self.head)
        return self.head

    def side_panel(self, width_px: int = SIDE_PX, margin_px: int = 24) -> SidePanel:
        """The panel at the right, in a narrow window a tab. Set `side.word` to its name."""
        self.side = SidePanel(width_px, margin_px)
        self.side.setMinimumWidth(theme.px(width_px) - SCROLL_BAR_PX)
        self.root.addWidget(self._panel_frame(self.side))
        theme.current().changed.connect(self._grow_side)
        return self.side

    def key(self, keys: str, do: Callable[[], Any]) -> QShortcut:
        """A key that works anywhere on this page, except as a letter in a field."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)
        return shortcut

    def write(
        self, act: Callable[[Collection, str], ReviewResult], problem: ErrorPanel
    ) -> ReviewResult | None:
        """Does it in the curator's name and announces it.

        Args:
            act: what is done, given the collection and the curator's name.
            problem: where what went wrong is said; cleared where nothing did.

        Returns:
            What was done; None where nothing was, for want of a collection, a name or a disk.
        """
        collection = self.room.collection
        by = self.room.curator(self) if collection else ""
        if collection is None or not by:
            return None
        try:
            result = act(collection, by)
        except SongClipError as error:
            problem.show_error(error)
            return None
        problem.clear()
        self.room.feed.announce(result.changes)
        return result

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that scroll move the body also while nothing in it has the focus."""
        way = _SCROLLING.get(event.key())
        if way is None or not isinstance(self._frame, QScrollArea):
            super().keyPressEvent(event)
            return
        self._frame.verticalScrollBar().triggerAction(way)

    # Below: the narrow window.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side panel becomes a tab where both do not fit."""
        super().resizeEvent(event)
        self._set_narrow(self.width() < theme.px(NARROW_PX))

    def changeEvent(self, event: QEvent) -> None:
        """Another language names the tabs anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._name_tabs()

    def want_parts(self, *, side: bool = True, body: bool = True) -> None:
        """Which of side panel and body the page wants to show now."""
        self._side_wanted, self._body_wanted = side, body
        self._place_parts()

    def show_side(self) -> None:
        """In a narrow window the side panel's tab is chosen."""
        if self._tabs is not None:
            self._tabs.choose("side")
            self._place_parts()

    def _set_narrow(self, narrow: bool) -> None:
        if self.side is None or narrow == self._narrow:
            return
        self._narrow = narrow
        if self._tabs is None:
            self._tabs = SegmentedControl()
            self._tabs.chosen.connect(self._place_parts)
            if self.head is not None:
                self.head.renamed.connect(self._name_tabs)
            self._tab_row = QWidget()
            row = QHBoxLayout(self._tab_row)
            row.setContentsMargins(MARGIN_PX, 4, MARGIN_PX, 8)
            row.addWidget(self._tabs)
            row.addStretch(1)
            # A page whose header stands in its side panel has none here: the tabs are first then.
            below = self.main.indexOf(self.head) + 1 if self.head is not None else 0
            self.main.insertWidget(below, self._tab_row)
        self._name_tabs()
        frame = self._side_frame
        self.root.removeWidget(frame)
        self.main.removeWidget(frame)
        if narrow:
            self.side.setMinimumWidth(0)
            frame.setMinimumWidth(0)
            frame.setMaximumWidth(16777215)
            self.main.addWidget(frame, 1)
        else:
            self._widen_side()
            self.root.addWidget(frame)
        self._place_parts()

    def _widen_side(self) -> None:
        if self.side is not None:
            self.side.setMinimumWidth(theme.px(self.side.width_px) - SCROLL_BAR_PX)
            self._side_frame.setFixedWidth(theme.px(self.side.width_px))

    def _grow_side(self) -> None:
        """Larger text needs a wider panel; where that leaves too little, tabs."""
        if not self._narrow:
            self._widen_side()
        self._set_narrow(self.width() < theme.px(NARROW_PX))

    def _name_tabs(self) -> None:
        if self._tabs is not None and self.side is not None and self.head is not None:
            word = self.side.word or "…"
            self._tabs.set_choices([("page", self.head.title.text()), ("side", word)])

    def _place_parts(self, _tab: str = "") -> None:
        """Both beside each other, or in a narrow window the one whose tab is chosen."""
        if self.side is None:
            self._frame.setVisible(self._body_wanted)
            return
        tabs = self._narrow and self._side_wanted and self._body_wanted
        on_side = tabs and self._tabs is not None and self._tabs.current() == "side"
        if self._tabs is not None:
            self._tab_row.setVisible(tabs)
        self._side_frame.setVisible(self._side_wanted and (on_side or not tabs))
        self._frame.setVisible(self._body_wanted and not on_side)

    def _panel_frame(self, panel: SidePanel) -> QWidget:
        frame = self._scrolling(panel)
        frame.setObjectName("surface")
        frame.setFixedWidth(theme.px(panel.width_px))
        self._side_frame = frame
        return frame

    @staticmethod
    def _scrolling(content: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        area.setWidget(content)
        return area
