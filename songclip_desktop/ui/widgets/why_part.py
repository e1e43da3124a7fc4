"""Why a hit was found: which map lies over its picture, and what each character did."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.effect_bars import EffectBars
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow.explain import Explanation, Side

RELEVANCE, ROLLOUT, ATTENTION = "relevance", "rollout", "attention"
ALL_HEADS = "all"


class WhyPart(QWidget):
    """Choices of the map, and the bars. `changed`: another map is to lie over the picture."""

    changed = Signal()

    def __init__(self) -> None:
        """Hidden until there is an explanation."""
        super().__init__()
        self._found: Explanation | None = None
        self._names = ("", "")
        self.map, self.whose = Choice(), Choice()
        self.layer, self.head = Choice(), Choice()
        self._says = Text("", "label", "ink_3", wrap=True)
        self._question = Text("", "label", "ink_3", wrap=True)
        self.bars = EffectBars()
        self._maps = QWidget()
        rows = [QHBoxLayout(), QHBoxLayout()]
        for row, parts in zip(rows, ((self.map, self.whose), (self.layer, self.head)), strict=True):
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part, 1)
        held = QVBoxLayout(self._maps)
        held.setContentsMargins(0, 0, 0, 8)
        held.setSpacing(6)
        for row in rows:
            held.addLayout(row)
        held.addWidget(self._says)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._maps)
        column.addWidget(self._question)
        column.addWidget(self.bars)
        for choice in (self.map, self.whose, self.layer, self.head):
            choice.chosen.connect(lambda _key: self._choose())
        self.show_none()

    def retranslate(self) -> None:
        """All words but the sides' names."""
        self.map.setAccessibleName(self.tr("热图画的是什么"))
        self.whose.setAccessibleName(self.tr("哪个模型"))
        self.layer.setAccessibleName(self.tr("哪一层"))
        self.head.setAccessibleName(self.tr("哪一头"))
        self._offer()

    def show_none(self, words: str = "") -> None:
        """No explanation yet; `words` say what is under way or went wrong."""
        self._found = None
        self._maps.hide()
        self.bars.hide()
        self._question.setText(words)
        self._question.setVisible(bool(words))

    def show_explanation(
        self, found: Explanation, names: tuple[str, str], whose: str, maps: bool
    ) -> None:
        """`names` of the sides; `whose`: the column that is looked at; `maps`: one is shown."""
        self._found, self._names = found, names
        self._offer()
        self.whose.choose(whose)
        self.show_maps(maps)
        self._show()

    def show_maps(self, shown: bool) -> None:
        """Whether a map lies over the picture, so that there is one to choose."""
        self._maps.setVisible(shown and self._found is not None)

    def weights(self) -> np.ndarray | None:
        """The map that is chosen: float [rows, columns], or None where there is none."""
        side = self._side()
        if side is None:
            return None
        wanted = self.map.current()
        if wanted == ROLLOUT and side.rollout is not None:
            return side.rollout
        if wanted == ATTENTION and len(side.attention):
            heads = side.attention[int(self.layer.current() or len(side.attention)) - 1]
            head = self.head.current()
            return heads.mean(axis=0) if head in ("", ALL_HEADS) else heads[int(head) - 1]
        return side.relevance

    def _side(self) -> Side | None:
        found = self._found
        if found is None:
            return None
        wanted = found.zero_shot if self.whose.current() == "zero_shot" else found.finetuned
        return wanted or found.finetuned or found.zero_shot

    def _offer(self) -> None:
        """What this model can show: a ResNet has no attention."""
        found = self._found
        if found is None:
            return
        sides = (("zero_shot", found.zero_shot), ("finetuned", found.finetuned))
        self.whose.set_choices(
            [(key, name) for (key, side), name in zip(sides, self._names, strict=True) if side]
        )
        side = self._side()
        maps = [(RELEVANCE, self.tr("与检索词相关"))]
        layers = 0 if side is None else len(side.attention)
        if side is not None and side.rollout is not None:
            maps.append((ROLLOUT, self.tr("注意力，各层相乘")))
        if layers and side is not None:
            maps.append((ATTENTION, self.tr("注意力，逐层看")))
            before = self.layer.current()
            counted = self.tr("第 {number} 层")
            self.layer.set_choices(
                [(str(n), counted.format(number=n)) for n in range(1, layers + 1)]
            )
            self.layer.choose(before or str(layers))
            counted = self.tr("第 {number} 头")
            heads = [
                (str(n), counted.format(number=n)) for n in range(1, side.attention.shape[1] + 1)
            ]
            self.head.set_choices([(ALL_HEADS, self.tr("各头平均")), *heads])
        self.map.set_choices(maps)

    def _choose(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        side = self._side()
        by_layer = self.map.current() == ATTENTION
        self.layer.setVisible(by_layer)
        self.head.setVisible(by_layer)
        self._says.setText(
            self.tr("颜色越浓的地方，越让它像检索词。")
            if self.map.current() == RELEVANCE
            else self.tr("颜色越浓的地方，模型看得越多，与检索词无关。")
        )
        characters = side.characters if side is not None else ()
        self.bars.show_characters(characters)
        self.bars.setVisible(bool(characters))
        whose = self._names[0 if self.whose.current() == "zero_shot" else 1]
        words = self.tr("哪个字起了作用（{whose}，少了它相似降多少）")
        self._question.setText(words.format(whose=whose))
        self._question.setVisible(bool(characters))
