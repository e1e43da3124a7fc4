"""What can be wrong with a page as it lies on the screen; each finding is one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QFontMetrics, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from songclip_desktop.ui.widgets.text import Reading

CONTROLS = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QGraphicsView,
    QTextEdit, QPlainTextEdit,
)  # fmt: skip
ROUNDING_PX = 2


def shown(root: QWidget) -> Iterator[QWidget]:
    """All widgets that are on the screen, the root itself included."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and widget.width() > 0 and widget.height() > 0:
            yield widget


def cut_labels(root: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit into them."""
    found = []
    for widget in shown(root):
        if isinstance(widget, QLabel) and widget.text() and not widget.property("elidable"):
            if not _label_fits(widget):
                found.append(f"label cut: {widget.text()[:40]!r} in {widget.width()} px")
        elif isinstance(widget, QAbstractButton) and widget.text():
            if widget.width() + ROUNDING_PX < widget.sizeHint().width():
                found.append(f"button cut: {widget.text()!r} in {widget.width()} px")
        elif isinstance(widget, Reading) and (
            widget.height() + ROUNDING_PX < widget.heightForWidth(widget.width())
        ):
            found.append(f"reading cut: {widget.text()[:40]!r}")
    return found


def _label_fits(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.wordWrap():
        box = label.fontMetrics().boundingRect(
            QRect(0, 0, room.width(), 10_000), int(Qt.TextFlag.TextWordWrap), label.text()
        )
        return box.height() <= room.height() + ROUNDING_PX and box.width() <= room.width() + 4
    lines = label.text().split("\n")
    wide = max(label.fontMetrics().horizontalAdvance(line) for line in lines)
    return wide <= room.width() + ROUNDING_PX


def outside(root: QWidget) -> list[str]:
    """Labels and controls that lie partly beyond what shows them; what scrolls may lie below."""
    found = []
    for widget in shown(root):
        if not isinstance(widget, (QLabel, *CONTROLS)) or _inside_view(widget, root):
            continue
        parent = widget.parentWidget()
        while parent is not None and parent is not root.parentWidget():
            place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
            if _is_viewport(parent):
                break
            if not parent.rect().adjusted(-4, -4, 4, 4).contains(place):
                words = widget.accessibleName() or getattr(widget, "text", str)()
                found.append(f"outside {type(parent).__name__}: {words[:40]!r}")
                break
            parent = parent.parentWidget()
    return found


def _is_viewport(widget: QWidget) -> bool:
    area = widget.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is widget


def _inside_view(widget: QWidget, root: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if isinstance(parent, CONTROLS):
            return True
        parent = parent.parentWidget()
    return False


def nameless_controls(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    return [
        f"no accessible name: {type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in shown(root)
        if isinstance(widget, CONTROLS)
        and not _inside_view(widget, root)
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
    ]


def missing_glyphs(root: QWidget) -> list[str]:
    """Texts with a character that no font of this machine has."""
    found = []
    for widget in shown(root):
        text = words_of(widget)
        if not text:
            continue
        layout = QTextLayout(text, widget.font())
        layout.beginLayout()
        layout.createLine().setLineWidth(1_000_000)
        layout.endLayout()
        if any(0 in run.glyphIndexes() for run in layout.glyphRuns()):
            found.append(f"missing glyph in {text[:40]!r}")
    return found


def words_of(widget: QWidget) -> str:
    """What a widget shows as text."""
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit | Reading):
        text = widget.text()
    elif isinstance(widget, QComboBox):
        text = widget.currentText()
    else:
        return ""
    return "".join(letter for letter in text if letter not in "\n\t")


def scroll_bars(root: QWidget) -> list[str]:
    """Page and panel that scroll; lists and editors may."""
    found = []
    for area in root.findChildren(QScrollArea):
        if not area.isVisible() or area.property("list") or _inside_view(area, root):
            continue
        if area.horizontalScrollBar().maximum() > 0:
            found.append(
                f"scrolls sideways by {area.horizontalScrollBar().maximum()} px: {_of(area)}"
            )
        if area.verticalScrollBar().maximum() > 0:
            found.append(f"scrolls down by {area.verticalScrollBar().maximum()} px: {_of(area)}")
    return found


def sideways(root: QWidget) -> list[str]:
    """What scrolls sideways, or would have to and may not."""
    found = [each for each in scroll_bars(root) if "sideways" in each]
    for area in root.findChildren(QScrollArea):
        inner = area.widget()
        if inner is None or not area.isVisible():
            continue
        if inner.minimumSizeHint().width() > area.viewport().width() + ROUNDING_PX:
            found.append(
                f"wider than its area by {inner.minimumSizeHint().width() - area.viewport().width()} px: {_of(area)}"
            )
    return found


def _of(area: QScrollArea) -> str:
    parents, widget = [], area.widget()
    while widget is not None and len(parents) < 4:
        parents.append(type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(parents)


def untranslated(root: QWidget) -> list[str]:
    """Chinese words of the program's own in an English window; names and captions may be Chinese."""
    return [
        f"not in English: {words_of(widget)[:40]!r}"
        for widget in shown(root)
        if isinstance(widget, QAbstractButton)
        and not widget.property("data")
        and any("一" <= c <= "鿿" for c in widget.text())
    ]


def said(window: QWidget) -> set[str]:
    """All that a window says: shown, heard or held as a tooltip, in lists, menus and fields."""
    found: set[str] = set()
    for widget in shown(window):
        found |= {words_of(widget), widget.toolTip(), widget.accessibleName()}
        found |= {widget.accessibleDescription(), widget.statusTip()}
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            found.add(widget.placeholderText())
        if isinstance(widget, QComboBox):
            found |= {widget.itemText(row) for row in range(widget.count())}
        if isinstance(widget, QAbstractItemView):
            found |= set(_in_view(widget))
    found |= {
        action.text() for action in window.findChildren(QAction) if not _of_a_past_menu(action)
    }
    return found - {""}


def _of_a_past_menu(action: QAction) -> bool:
    """A page's menu is filled when it opens: closed, it holds the words of the time before."""
    owners = action.associatedObjects()
    return bool(owners) and all(
        isinstance(owner, QMenu) and not owner.isVisible() and not _in_the_bar(owner)
        for owner in owners
    )


def _in_the_bar(menu: QMenu) -> bool:
    parent = menu.parent()
    while parent is not None and not isinstance(parent, QMenuBar):
        parent = parent.parent()
    return parent is not None


def _in_view(view: QAbstractItemView) -> Iterator[str]:
    model, root = view.model(), view.rootIndex()
    if model is None:
        return
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    spoken = (*roles, Qt.ItemDataRole.AccessibleTextRole)
    for column in range(20):
        if not model.hasIndex(0, column, root):
            break
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(root), 20)):
            for role in spoken:
                yield str(model.index(row, column, root).data(role) or "")


def height_of_line(widget: QWidget) -> int:
    """For tests of text size."""
    return QFontMetrics(widget.font()).height()
