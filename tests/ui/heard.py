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
    if asked.role() == Role.Graphic:
        return  # what it draws with is no thing of its own
    for place in range(min(asked.childCount(), MOST_ITEMS)):
        child = asked.child(place)
        if child is not None:
            yield from _below(child)


def unheard(root: QWidget) -> list[str]:
    """What has no name where it needs one, or no kind where it can be reached or is named.

    The widget itself is not asked for: its Python side would end with the interface's.
    """
    found = []
    for each in told(root):
        name, role, state = each.text(QAccessible.Text.Name), each.role(), each.state()
        if role in NAMED and not name.strip():
            found.append(f"{role.name} has no name: {_path(each)}")
        if role in ROLELESS and (name or state.focusable):  # type: ignore[attr-defined]
            found.append(f"{name[:30]!r} is of no kind: {_path(each)}")
    return found


def _path(each: QAccessibleInterface) -> str:
    """The names of what it lies in, the nearest first."""
    names: list[str] = []
    parent = each.parent()
    while parent is not None and len(names) < 3:
        if parent.text(QAccessible.Text.Name):
            names.append(parent.text(QAccessible.Text.Name)[:20])
        parent = parent.parent()
    return " < ".join(names)
