"""Colour, type and space of the whole window, light or dark, switched live.

Widgets ask `colour()` and `font()` when they paint; everything else is the style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from songclip_desktop import language
from songclip_desktop.ui.style_sheet import style_sheet


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours, as #RRGGBB."""

    rail: str
    page: str
    surface: str
    mat: str
    selection: str
    line: str
    edge: str
    fill: str
    track: str
    ink: str
    ink_2: str
    ink_3: str
    seal: str
    on_seal: str
    azurite: str
    ochre: str
    malachite: str
    rouge: str
    insert: str
    delete: str


LIGHT = Tokens(
    rail="#E8E7E4", page="#F2F1EE", surface="#FBFBF9", mat="#DFDEDB", selection="#E3E1DC",
    line="#D6D4CF", edge="#B5B1AA", fill="#4F4C47", track="#DAD8D3",
    ink="#1E1D1B", ink_2="#4F4C47", ink_3="#66625C", seal="#A32A1C", on_seal="#FFFFFF",
    azurite="#1F5F7F", ochre="#865012", malachite="#2C6748", rouge="#86305A",
    insert="#DDE9E1", delete="#EFE3DC",
)  # fmt: skip
DARK = Tokens(
    rail="#191918", page="#201F1E", surface="#2A2928", mat="#141414", selection="#343230",
    line="#383634", edge="#5A5753", fill="#BDB9B3", track="#3A3836",
    ink="#ECEAE6", ink_2="#BDB9B3", ink_3="#A19C93", seal="#B23A2B", on_seal="#FFFFFF",
    azurite="#7FB9D6", ochre="#DDAA66", malachite="#86C3A2", rouge="#DE93B6",
    insert="#25382D", delete="#41302A",
)  # fmt: skip

Mode = Literal["system", "light", "dark"]
Face = Literal["serif", "serif_tc", "sans"]

_CJK_SERIF = ("Source Han Serif SC", "Songti SC", "Noto Serif CJK SC", "SimSun")
_CJK_SANS = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC")
_FACES: dict[str, tuple[str, ...]] = {
    "serif": _CJK_SERIF,
    "serif_tc": ("Songti TC", "Noto Serif CJK TC", "MingLiU", *_CJK_SERIF),
    "sans": _CJK_SANS,
    "sans_tc": ("Microsoft JhengHei UI", "PingFang TC", "Noto Sans CJK TC", *_CJK_SANS),
}
_LATIN_FIRST = {
    "serif": ("Georgia", "Charter", "Liberation Serif"),
    "serif_tc": (),
    "sans": ("Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans"),
}
_RARE = ("SimSun-ExtB", "HanaMinB")


@dataclass(frozen=True, slots=True)
class Role:
    """Size and line height in pixels at 100 %, weight as in CSS, and the face."""

    size_px: int
    line_px: int
    weight: int
    face: Face


ROLES = {
    "headline": Role(28, 40, 500, "serif"),
    "title": Role(22, 30, 500, "serif"),
    "painting": Role(20, 30, 500, "serif"),
    "name": Role(14, 20, 400, "serif"),
    "passage": Role(24, 48, 400, "serif_tc"),
    "caption": Role(16, 28, 400, "serif"),
    "reading": Role(15, 26, 400, "serif"),
    "section": Role(14, 20, 500, "sans"),
    "rail": Role(14, 20, 400, "sans"),
    "strong": Role(13, 20, 500, "sans"),
    "body": Role(13, 20, 400, "sans"),
    "label": Role(12, 18, 400, "sans"),
}


class Theme(QObject):
    """The one theme of the process; `changed` says that colour, type or size is another now.

    Attributes:
        tokens: the colours in use. factor: text size, 0.9 to 1.5.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Light, at 100 %, in the system's families."""
        super().__init__()
        self.tokens = LIGHT
        self.factor = 1.0
        self._mode: Mode = "system"
        self._family = ""
        self._fonts: dict[str, QFont] = {}
        self._following = False
        self._dress: tuple[object, ...] = ()

    @property
    def dark(self) -> bool:
        """True where the dark set is in use."""
        return self.tokens is DARK

    def use(
        self, mode: Mode | None = None, factor: float | None = None, family: str | None = None
    ) -> None:
        """Switches live. `family`: a serif family to prefer, or empty. Main thread."""
        self._mode = mode or self._mode
        self.factor = min(1.5, max(0.9, factor)) if factor else self.factor
        self._family = self._family if family is None else family
        self.refresh()

    def refresh(self) -> None:
        """Reads the system's scheme and the language anew, and dresses the application."""
        hints = QGuiApplication.styleHints()
        if not self._following:
            self._following = True
            hints.colorSchemeChanged.connect(self.refresh)
        system_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        self.tokens = DARK if self._mode == "dark" or (
            self._mode == "system" and system_dark
        ) else LIGHT  # fmt: skip
        screen = QGuiApplication.primaryScreen()
        dress = (self.tokens, self.factor, self._family, language.current(), screen)
        if dress == self._dress:
            return
        self._dress = dress
        self._fonts.clear()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(self._palette())
            application.setFont(self.font("body"))
            application.setStyleSheet(style_sheet(self))
        self.changed.emit()

    def colour(self, name: str) -> QColor:
        """One token as a colour."""
        return QColor(getattr(self.tokens, name))

    def families(self, face: str) -> list[str]:
        """Families in order of wish; English asks for a Latin face first, for its quotes.

        In traditional characters every face is the traditional one.
        """
        spoken = language.current()
        latin = _LATIN_FIRST[face] if spoken == "en" else ()
        chosen = (self._family,) if self._family and face == "serif" else ()
        written = f"{face}_tc" if spoken == "zh_TW" and not face.endswith("_tc") else face
        return [*chosen, *latin, *_FACES[written], *_RARE]

    def font(self, role: str) -> QFont:
        """The font of a role, scaled by the factor; sizes may be fractional."""
        if role not in self._fonts:
            wanted = ROLES[role]
            font = QFont(self.families(wanted.face))
            font.setPointSizeF(self.points(wanted.size_px))
            font.setWeight(QFont.Weight(wanted.weight))
            font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
            font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[role] = font
        return QFont(self._fonts[role])

    def points(self, size_px: float) -> float:
        """Pixels at 100 % as points of this screen, the factor applied."""
        screen = QGuiApplication.primaryScreen()
        dpi = screen.logicalDotsPerInchY() if screen else 96.0
        return size_px * self.factor * 72.0 / dpi

    def px(self, size_px: float) -> int:
        """A length that grows with the text: row heights, line heights."""
        return round(size_px * self.factor)

    def line_px(self, role: str) -> int:
        """The line height of a role."""
        return self.px(ROLES[role].line_px)

    def _palette(self) -> QPalette:
        """For what the style sheet does not reach: system dialogs, carets, selections."""
        palette = QPalette()
        part = QPalette.ColorRole
        for role, token in (
            (part.Window, "page"), (part.Base, "surface"), (part.AlternateBase, "page"),
            (part.Button, "surface"), (part.ToolTipBase, "surface"), (part.Mid, "edge"),
            (part.WindowText, "ink"), (part.Text, "ink"), (part.ButtonText, "ink"),
            (part.ToolTipText, "ink"), (part.PlaceholderText, "ink_3"),
            (part.Highlight, "azurite"), (part.HighlightedText, "surface"), (part.Link, "azurite"),
        ):  # fmt: skip
            palette.setColor(role, self.colour(token))
        for role in (part.WindowText, part.Text, part.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("ink_3"))
        return palette


_theme: Theme | None = None


def current() -> Theme:
    """The theme of this process; made at the first call. Main thread."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def colour(name: str) -> QColor:
    """A token in use now, as "ink-3" or "ink_3"."""
    return current().colour(name.replace("-", "_"))


def font(role: str) -> QFont:
    """The font of a role of ROLES, scaled."""
    return current().font(role)


def sans(size_px: float, *, medium: bool = False) -> QFont:
    """The sans face at a size in pixels at 100 %, scaled."""
    return _sized("body", size_px, medium)


def serif(size_px: float, *, medium: bool = False) -> QFont:
    """The serif face at a size in pixels at 100 %, scaled."""
    return _sized("name", size_px, medium)


def px(size_px: float) -> int:
    """A length that grows with the text."""
    return current().px(size_px)


def duration_ms(wanted_ms: int) -> int:
    """How long a movement lasts: 0 where the system asks for less motion."""
    moving = QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
    return wanted_ms if moving and QApplication.platformName() != "offscreen" else 0


def _sized(role: str, size_px: float, medium: bool) -> QFont:
    result = current().font(role)
    result.setPointSizeF(current().points(size_px))
    result.setWeight(QFont.Weight.Medium if medium else QFont.Weight.Normal)
    return result
