"""What is printed is set alike: resolution, inks, families, and how a run of text looks."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QTextCharFormat

from songclip_desktop import language

DPI = 300
# On paper the colours of the light dress hold.
INK, PALE = QColor("#1E1D1B"), QColor("#66625C")
SANS = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC")
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun")
_TRADITIONAL = {
    SANS: ("Noto Sans CJK TC", "Microsoft JhengHei UI", "PingFang TC"),
    SERIF: ("Noto Serif CJK TC", "Songti TC", "MingLiU"),
}


def faces(families: tuple[str, ...]) -> list[str]:
    """Those of `SANS` or `SERIF`, the traditional ones first where these are written. Any thread."""
    traditional = _TRADITIONAL[families] if language.current() == "zh_TW" else ()
    return [*traditional, *families]


def font(families: tuple[str, ...], size_pt: float) -> QFont:
    """The first family there is, so many points high. Any thread with a QGuiApplication."""
    made = QFont(faces(families))
    made.setPixelSize(max(1, round(size_pt)))  # one pixel of a document is one point on paper
    return made


def style(
    families: tuple[str, ...], size_pt: float, tone: QColor, weight: int = 400
) -> QTextCharFormat:
    """How a run of text looks. Any thread with a QGuiApplication."""
    form = QTextCharFormat()
    made = font(families, size_pt)
    made.setWeight(QFont.Weight(weight))
    form.setFont(made)
    form.setForeground(tone)
    return form
