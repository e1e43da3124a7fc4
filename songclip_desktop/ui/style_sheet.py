"""The style sheet made from the tokens: flat rectangles, hairlines and text."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from songclip_desktop.ui.theme import Theme

_ROLES = ("headline", "title", "painting", "name", "passage", "caption", "reading",
          "section", "rail", "strong", "body", "label")  # fmt: skip
_TONES = ("ink", "ink_2", "ink_3", "azurite", "ochre", "malachite", "rouge")

_RULES = Template("""
QWidget { color: $ink; }
QMainWindow, QDialog, #page, #ground { background: $page; }
#rail { background: $rail; }
#surface { background: $surface; }
#mat { background: $mat; }
#side { background: $surface; border: none; border-left: 1px solid $line; }
#hairline { background: $line; border: none; }
#toast { background: $ink; border-radius: 8px; }
#toast QLabel { color: $page; }
#card { background: $surface; border: 1px solid $line; border-radius: 8px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QAbstractScrollArea { border: none; background: transparent; }
QLabel { background: transparent; }
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: 4px 8px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
  background: $surface; color: $ink; border: 1px solid $edge; border-radius: 6px;
  padding: 1px 9px; min-height: ${field}px;
  selection-background-color: $azurite; selection-color: $surface;
}
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $ink_3; }
QPlainTextEdit, QTextEdit { padding: 7px 9px; }
#manual, #manual:focus { background: $page; border: none; border-radius: 0px; padding: 0px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus { border: 2px solid $azurite; padding: 0px 8px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 6px 8px; }
*[attention="true"] { border: 2px solid $ochre; padding: 0px 8px; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
  background: $page; color: $ink_3; border-color: $line; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $edge;
  outline: none; selection-background-color: $selection; selection-color: $ink; padding: 4px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button { width: 0px; border: none; }

QMenuBar { background: $rail; color: $ink; }
QMenuBar::item { padding: 4px 10px; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $surface; color: $ink; border: 1px solid $edge; padding: 6px; }
QMenu::item { padding: 6px 24px 6px 14px; border-radius: 6px; }
QMenu::item:selected { background: $selection; color: $ink; }
QMenu::item:disabled { color: $ink_3; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }

QTableView, QTreeView, QListView { background: transparent; color: $ink; outline: none;
  selection-background-color: $selection; selection-color: $ink; gridline-color: transparent; }
QTableView::item { border-bottom: 1px solid $line; padding: 0px 8px; }
QTableView::item:selected, QListView::item:selected { background: $selection; color: $ink; }
QHeaderView, QHeaderView::section { background: transparent; color: $ink_3; border: none;
  font-size: ${label_pt}pt; font-weight: 400; }
QHeaderView::section { border-bottom: 1px solid $line; padding: 6px 8px; }
QTableCornerButton::section { background: transparent; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink_3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QProgressBar { background: $track; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $fill; border-radius: 2px; }
""")


def style_sheet(theme: Theme) -> str:
    """The whole sheet for the theme's tokens, families and factor."""
    tokens = {name: getattr(theme.tokens, name) for name in theme.tokens.__slots__}
    rules = [_RULES.substitute(tokens, field=theme.px(28), label_pt=f"{theme.points(12):.2f}")]
    for role in _ROLES:
        rules.append(f'*[role="{role}"] {{ {_font(theme, role)} }}')
    for tone in _TONES:
        rules.append(f'*[tone="{tone}"] {{ color: {tokens[tone]}; }}')
    return "\n".join(rules)


def _font(theme: Theme, role: str) -> str:
    font = theme.font(role)
    families = ", ".join(f'"{name}"' for name in font.families())
    size, weight = font.pointSizeF(), int(font.weight())
    return f"font-family: {families}; font-size: {size:.2f}pt; font-weight: {weight};"
