"""Live curves of a training run: the loss step by step, the validation recall epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from songclip_desktop.ui import theme


@dataclass(frozen=True, slots=True)
class Series:
    """One line: x in epochs, y as the axis says.

    Attributes:
        colour: token of the theme. label: written at the last point.
        points: marks every value (few of them); dashed: a level rather than a measurement.
    """

    x: Sequence[float]
    y: Sequence[float]
    colour: str
    label: str
    points: bool = False
    dashed: bool = False


class CurvePlot(pg.PlotWidget):
    """One small diagram without frame, grid only across; it cannot be dragged or zoomed."""

    def __init__(self, *, percent: bool = False, parent: QWidget | None = None) -> None:
        """`percent`: the y axis shows fractions as per cent."""
        super().__init__(parent, axisItems={"left": _ValueAxis("left", percent=percent)})
        self._percent = percent
        self._epochs = 1.0
        self._series: list[Series] = []
        self._position: float | None = None
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(140)
        theme.current().changed.connect(self.redraw)
        self.redraw()

    def show_series(
        self, series: Sequence[Series], *, epochs: float, position: float | None = None
    ) -> None:
        """Draws anew. `epochs`: full length of the x axis; `position`: where the run stands."""
        self._series = [one for one in series if len(one.x)]
        self._epochs, self._position = max(1.0, epochs), position
        self.redraw()

    def redraw(self) -> None:
        """With the theme's colours of now."""
        self.setBackground(theme.colour("page"))
        self.clear()
        self._style_axes()
        for one in self._series:
            self._draw(one)
        if self._position is not None:
            pen = pg.mkPen(theme.colour("edge"), width=1, style=Qt.PenStyle.DotLine)
            self.addItem(pg.InfiniteLine(self._position, angle=90, pen=pen))
        plot = self.getPlotItem()
        assert plot is not None
        view: pg.ViewBox = plot.getViewBox()
        view.setXRange(0, self._epochs, padding=0.02)
        low, high = _bounds(self._series, percent=self._percent)
        view.setYRange(low, high, padding=0.0)

    def _style_axes(self) -> None:
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setTickFont(theme.font("label"))
            axis.setTextPen(theme.colour("ink_3"))
            axis.setPen(pg.mkPen(None) if name == "left" else theme.colour("line"))
            axis.setStyle(tickLength=0, tickTextOffset=8, maxTickLevel=0)
        self.getAxis("left").setWidth(48)
        self.getAxis("left").setGrid(255)
        self.getAxis("left").setTickPen(pg.mkPen(theme.colour("line"), width=1))

    def _draw(self, one: Series) -> None:
        colour = theme.colour(one.colour)
        style = Qt.PenStyle.DashLine if one.dashed else Qt.PenStyle.SolidLine
        marks = (
            {"symbol": "o", "symbolSize": 7, "symbolBrush": colour, "symbolPen": pg.mkPen(None)}
            if one.points
            else {}
        )
        pen = pg.mkPen(colour, width=2 if one.points else 1.4, style=style)
        self.addItem(pg.PlotDataItem(list(one.x), list(one.y), pen=pen, antialias=True, **marks))
        text = pg.TextItem(
            one.label, color=colour, anchor=(1.0, 1.1) if one.dashed else (-0.08, 0.5)
        )
        text.setFont(theme.font("label"))
        text.setPos(one.x[-1], one.y[-1])
        if not one.dashed and one.x[-1] > 0.8 * self._epochs:
            text.setAnchor((1.0, 1.3))
        plot = self.getPlotItem()
        assert plot is not None
        plot.addItem(text, ignoreBounds=True)


class _ValueAxis(pg.AxisItem):
    """The y axis: plain numbers, or per cent."""

    def __init__(self, orientation: str, *, percent: bool) -> None:
        super().__init__(orientation)
        self._as_percent = percent

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Fractions as whole per cent; anything else as pyqtgraph writes it."""
        if self._as_percent:
            return [f"{value * 100:.0f}%" for value in values]
        return super().tickStrings(values, scale, spacing)


def _bounds(series: Sequence[Series], *, percent: bool) -> tuple[float, float]:
    """The y range: recalls with air around them inside 0–100 %, losses from 0."""
    values = [value for one in series for value in one.y]
    if not values:
        return (0.0, 1.0)
    low, high = min(values), max(values)
    air = max(0.05, (high - low) * 0.25)
    return (max(0.0, low - air), min(1.0, high + air)) if percent else (0.0, high * 1.1 or 1.0)
