"""What a screen reader is told of a window, asked as it asks: by QAccessible, items of lists too."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

Role = QAccessible.Role
# A thing of such a kind must have a name of its own.
NAMED = (
    Role.Button, Role.ButtonMenu, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.SpinBox,
    Role.EditableText, Role.Slider, Role.List, Role.Table, Role.Tree, Role.ListItem, Role.Chart,
    Role.Graphic, Role.ProgressBar, Role.Grouping, Role.MenuItem, Role.AlertMessage, Role.PageTab,
)  # fmt: skip
ROLELESS = (Role.NoRole, Role.Client)
MOST_ITEMS = 60  # of one list


def told(root: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything visible below a widget, itself included."""
    yield from _below(QAccessible.queryAccessibleInterface(root))


def _below(asked: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if asked.state().invisible:  # type: ignore[attr-defined] - bit fields are not in the stubs
        return
    yield asked
    for place in range(min(asked.childCount(), MOST_ITEMS)):
        child = asked.child(place)
        if child is not None:
            yield from _below(child)


def unheard(root: QWidget) -> list[str]:
    """What has no name where it needs one, or no kind where it can be reached or is named."""
    found = []
    for each in told(root):
        name, role, thing = each.text(QAccessible.Text.Name), each.role(), each.object()
        where = type(thing).__name__ if thing is not None else "an item"
        if role in NAMED and not name.strip():
            found.append(f"{where} ({role.name}) has no name")
        if role in ROLELESS and (name or _reached(thing)):
            found.append(f"{where} {name[:30]!r} is of no kind")
    return found


def _reached(thing: object) -> bool:
    from songclip_desktop.ui import tab_order

    return isinstance(thing, QWidget) and tab_order._is_stop(thing)
