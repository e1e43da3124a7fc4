"""What is really painted: every text of a widget with its colour and place, and what lies behind it.

A widget draws the same into a drawing of SVG as onto the screen: there each text is still a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

LEAST = 4.5  # WCAG 2.2, 1.4.3
_NUMBERS = re.compile(r"-?[\d.]+(?:e-?\d+)?")


@dataclass(frozen=True)
class Painted:
    """One run of text as it was drawn, its box in pixels of the widget."""

    text: str
    ink: QColor
    box: QRect


def texts(widget: QWidget) -> Iterator[Painted]:
    """All that is drawn, also what something else covers."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(widget.size())
    drawing.setResolution(96)
    flags = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
    widget.render(drawing, QPoint(), QRegion(), flags)
    root = ElementTree.fromstring(buffer.data().data())
    space = root.tag.removesuffix("svg")
    for group in root.iter(f"{space}g"):
        moved = _NUMBERS.findall(group.get("transform", "").removeprefix("matrix"))
        across, down, left, top = (
            (float(moved[0]), float(moved[3]), float(moved[4]), float(moved[5]))
            if len(moved) == 6
            else (1.0, 1.0, 0.0, 0.0)
        )
        for text in group.findall(f"{space}text"):
            words = (text.text or "").strip()
            if not words:
                continue
            font = QFont([name.strip() for name in text.get("font-family", "").split(",")])
            font.setPixelSize(round(float(text.get("font-size", "12"))))
            font.setWeight(QFont.Weight(int(text.get("font-weight", "400"))))
            metrics = QFontMetricsF(font)
            x, y = float(text.get("x", "0")), float(text.get("y", "0"))
            box = QRectF(
                left + across * x,
                top + down * (y - metrics.ascent() * 0.85),
                across * metrics.horizontalAdvance(words),
                down * metrics.ascent(),
            )
            ink = QColor(text.get("fill", "#000000"))
            ink.setAlphaF(float(text.get("fill-opacity", "1")))
            yield Painted(words, ink, box.toAlignedRect())


def pale_texts(widget: QWidget) -> list[str]:
    """Texts that stand out from what lies behind them by less than 4.5 to 1."""
    shown = _pixels(widget.grab().toImage())
    found = []
    for each in texts(widget):
        box = each.box.intersected(QRect(0, 0, shown.shape[1], shown.shape[0]))
        if box.width() < 2 or box.height() < 4:
            continue
        part = shown[box.top() : box.bottom() + 1, box.left() : box.right() + 1].reshape(-1, 3)
        ground = _ground(part, each.ink)
        ink = np.array([each.ink.red(), each.ink.green(), each.ink.blue()])
        ink = ink * each.ink.alphaF() + ground * (1 - each.ink.alphaF())
        nearest = np.abs(part.astype(int) - ink).sum(axis=1).min()
        if nearest > np.abs(ground - ink).sum() / 2:
            continue  # something lies over it, or it is scrolled away
        ratio = contrast(ink, ground)
        if ratio < LEAST:
            found.append(f"{each.text[:30]!r} {ratio:.1f}:1 at {box.left()}, {box.top()}")
    return found


def of_colour(image: QImage, colour: QColor) -> int:
    """How many pixels are of just this colour, give or take what edges are blended."""
    away = np.abs(_pixels(image).astype(int) - [colour.red(), colour.green(), colour.blue()])
    return int((away.max(axis=2) < 12).sum())


def _pixels(image: QImage) -> np.ndarray:
    """RGB uint8 [H, W, 3]."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return raw[:, : image.width(), 2::-1]


def _ground(part: np.ndarray, ink: QColor) -> np.ndarray:
    """The colour most of the box has beside the ink; over a picture the least favourable of it."""
    packed, counts = np.unique(part.astype(np.int32) @ [1 << 16, 1 << 8, 1], return_counts=True)
    colours = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1)
    inked = np.array([ink.red(), ink.green(), ink.blue()])
    plain = np.abs(colours.astype(int) - inked).sum(axis=1) > 24
    if not plain.any():
        return inked.astype(float)
    colours, counts = colours[plain], counts[plain]
    if counts.max() >= 0.2 * len(part):
        return colours[counts.argmax()].astype(float)
    edge = np.concatenate([part[:4], part[-4:]])
    return min(edge, key=lambda colour: contrast(inked, colour)).astype(float)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """WCAG 2.2, relative luminance; RGB 0 to 255."""

    def luminance(colour: np.ndarray) -> float:
        part = np.asarray(colour, float) / 255
        linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
