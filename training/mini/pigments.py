"""Pigments: what each colour takes from the light, in each style and domain."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from training.mini.brushes import Field

# Colours as they look laid thickly on white paper.
_COLOURS = {
    "ink": (34, 32, 31), "trunk": (74, 60, 50), "needle": (44, 66, 54), "leaf": (74, 104, 66), "young": (126, 148, 78),
    "sere": (166, 138, 84), "bamboo": (62, 100, 74), "grass": (116, 128, 84), "reed": (150, 128, 84),
    "rock": (120, 112, 102), "slope": (138, 128, 112), "crest": (104, 116, 118), "far": (128, 142, 152),
    "water": (168, 188, 194), "thatch": (150, 122, 82), "tile": (70, 78, 84), "timber": (128, 62, 46),
    "plaster": (232, 224, 208), "brick": (122, 116, 110), "wood": (124, 92, 62), "straw": (196, 164, 102),
    "skin": (222, 186, 154), "hair": (38, 34, 34), "blue": (84, 112, 142), "pale": (224, 218, 204),
    "ochre": (178, 132, 80), "brown": (122, 88, 60), "grey": (128, 126, 124), "ox": (92, 80, 72),
    "horse": (136, 92, 62), "deer": (174, 128, 84), "pink": (228, 148, 156), "rose": (206, 88, 104),
    "crimson": (182, 46, 50), "white": (250, 248, 242), "yellow": (222, 178, 64), "maple": (196, 74, 44),
    "orange": (214, 118, 52), "violet": (134, 110, 150), "gold": (198, 156, 70), "lotus": (88, 124, 92),
    "sun": (214, 74, 50), "jade": (96, 140, 118), "azure": (70, 112, 150), "bird": (104, 96, 88),
}  # fmt: skip
_STYLE_TINTS = {
    "ink": {"slope": (142, 138, 132), "crest": (112, 114, 116), "far": (142, 146, 150), "water": (190, 196, 198),
            "grass": (132, 134, 124)},
    "pale": {"slope": (186, 150, 110), "crest": (122, 132, 136), "far": (136, 154, 172), "rock": (156, 132, 108)},
    "bluegreen": {"slope": (112, 158, 120), "crest": (58, 112, 160), "far": (96, 140, 176), "water": (150, 184, 192),
                  "rock": (84, 134, 136), "grass": (112, 150, 98), "leaf": (54, 110, 74), "needle": (30, 84, 66)},
}  # fmt: skip
# A camera sees no outlines: what is drawn in ink elsewhere is only a soft shade here.
_PHOTOGRAPH = {
    "ink": (112, 106, 98), "slope": (112, 134, 84), "crest": (78, 104, 66), "far": (112, 138, 164),
    "grass": (118, 142, 72), "water": (92, 132, 158), "rock": (150, 142, 130), "needle": (40, 78, 44),
    "leaf": (72, 118, 52), "young": (128, 162, 72), "trunk": (92, 74, 58), "tile": (74, 82, 92),
    "plaster": (240, 234, 224), "brick": (146, 132, 120), "bamboo": (74, 122, 58), "timber": (150, 62, 44),
}  # fmt: skip
# A share of the colour that each style keeps.
_CHROMA = {"ink": 0.62, "pale": 0.85, "bluegreen": 1.0}


class Palette:
    """Pigments by name for one scene.

    White is the one pigment that may lighten: on silk it gives back what the ground has taken.
    """

    def __init__(self, style: str, domain: str):
        """Grind the colours of a style, one of STYLES, for a domain, one of DOMAINS."""
        self.photographic = domain == "photograph"
        table = dict(_COLOURS)
        table.update(_PHOTOGRAPH if self.photographic else _STYLE_TINTS[style])
        chroma = 1.0 if self.photographic else _CHROMA[style]
        self._pigments: dict[str, Field] = {}
        for name, colour in table.items():
            light = np.asarray(colour, np.float32) / 255
            keep = 1.0 if name in ("crimson", "sun", "maple", "rose", "pink") else chroma
            taken = -np.log(np.clip(light, 0.03, 1.0))
            self._pigments[name] = (taken.mean() + (taken - taken.mean()) * keep).astype(np.float32)
        if domain == "museum":
            self._pigments["white"] = np.array([-0.26, -0.3, -0.4], np.float32)
            for name in ("plaster", "pale", "pink", "skin"):
                self._pigments[name] = self._pigments[name] - np.array(
                    [0.16, 0.18, 0.22], np.float32
                )

    def __getitem__(self, name: str) -> Field:
        """Absorbance of three channels."""
        return self._pigments[name]


@dataclass(frozen=True, slots=True)
class Setting:
    """What an element's painter needs to know of its scene.

    Attributes:
        palette: pigments of the scene.
        stream: numbers for this element's shape; the same at every size.
        season: one of SEASONS.
        weather: one of WEATHERS.
        style: one of STYLES.
        low: whether the element's base lies in the lower part of the picture (a crane stands rather than flies).
    """

    palette: Palette
    stream: Random
    season: str
    weather: str
    style: str
    low: bool = True

    @property
    def snow(self) -> bool:
        """Whether snow lies on things."""
        return self.weather == "snow"

    @property
    def bend(self) -> float:
        """How far wind bends what is supple, in the element's heights."""
        return 0.22 if self.weather == "wind" else 0.0
