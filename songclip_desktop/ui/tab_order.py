"""In what order Tab goes: as one reads, along the layouts themselves.

Qt goes in the order in which widgets were made: a header built last would come last, and rows that
come later always do.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGraphicsView,
    QGridLayout,
    QLayout,
    QScrollArea,
    QWidget,
)


def stops(root: QWidget) -> list[QWidget]:
    """What Tab reaches below `root` now, in its order. Main thread."""
    return [widget for widget in _reading(root) if _is_stop(widget)]


def step(root: QWidget | None, here: QWidget | None, forward: bool) -> bool:
    """Moves the focus to the next stop, or the one before; after the last comes the first.

    Args:
        root: what is walked; None for nothing.
        here: where the focus is, or None.
        forward: False for Shift+Tab.

    Returns:
        Whether there was somewhere to go.
    """
    order = list(_reading(root)) if root is not None else []
    while here is not None and here not in order:
        here = here.parentWidget()
    at = order.index(here) if here is not None else -1
    round_about = order[at + 1 :] + order[: max(0, at)]
    found = [widget for widget in round_about if _is_stop(widget)]
    if not found:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target = found[0 if forward else -1]
    target.setFocus(reason)
    _bring_into_view(target)
    return True


def _is_stop(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return widget.isEnabled() and widget.focusProxy() is None and tab in widget.focusPolicy()


def _reading(widget: QWidget) -> Iterator[QWidget]:
    """The widget and what is shown in it. What lies over the others and keeps the focus is alone."""
    yield widget
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield from _reading(content)
        return
    if isinstance(widget, QAbstractItemView | QGraphicsView):
        return
    children = [
        child
        for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child.isVisible() and not child.isWindow()
    ]
    above = [child for child in children if getattr(child, "keeps_focus", False)]
    laid = [child for child in _laid(widget.layout()) if child in children]
    loose = sorted((c for c in children if c not in laid), key=lambda c: (c.y(), c.x()))
    for child in above or [*laid, *loose]:
        yield from _reading(child)


def _laid(layout: QLayout | None) -> Iterator[QWidget]:
    """What a layout holds; a grid line by line."""
    if layout is None:
        return
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: _corner(layout, place))
    for place in places:
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
        elif item is not None:
            yield from _laid(item.layout())


def _corner(layout: QGridLayout, place: int) -> tuple[int, int]:
    row, column, _height, _width = layout.getItemPosition(place)  # type: ignore[misc]
    return row, column


def _bring_into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
