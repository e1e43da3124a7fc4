"""How large a work is: catalogued text in, centimetres out. The text itself is never changed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

_CM = {
    "mm": 0.1, "毫米": 0.1, "cm": 1.0, "厘米": 1.0, "公分": 1.0, "dm": 10.0, "分米": 10.0,
    "m": 100.0, "米": 100.0, "公尺": 100.0, "in": 2.54, "inch": 2.54, "inches": 2.54,
    "英寸": 2.54, "吋": 2.54, '"': 2.54, "ft": 30.48, "feet": 30.48, "foot": 30.48,
    "英尺": 30.48, "呎": 30.48, "'": 30.48,
}  # fmt: skip
_IMPERIAL = frozenset({2.54, 30.48})
_SIDES = {
    "height": "纵 縱 高 竖 豎 直 height h high", "width": "横 橫 宽 寬 阔 闊 广 廣 width w wide",
    "length": "长 長 length l long", "round": "直径 直徑 径 徑 diameter diam d dia",
}  # fmt: skip
_SIDE_OF = {word: side for side, words in _SIDES.items() for word in words.split()}

_WHOLE = r"\d+(?:[.,]\d+)?"
_NUMBER = rf"(?:\d+\s+\d+/\d+|\d+/\d+|{_WHOLE})"
_FEET = r"(?:ft|feet|foot|英尺|呎|')"


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_LABEL = rf"(?:(?P<label>(?<![a-z])(?:{_either(list(_SIDE_OF))})(?![a-z]))\s*[.:：约]*\s*)?"
_MEASURE = re.compile(
    rf"{_LABEL}(?:(?P<feet>{_WHOLE})\s*{_FEET}\.?\s*(?=\d))?(?<![\d.])(?P<number>{_NUMBER})"
    rf"\s*(?:(?P<unit>{_either(list(_CM))})(?![a-wyz]))?\.?(?:\s*\((?P<after>[hwld])\))?"
)
_TIMES = re.compile(r"\s*(?:[x×*✕✖]|by)\s*")
_PARTS = re.compile(r"[;；。\n\r|/](?!\d)")
# Which part of a mounted work the picture shows; whole with its mount comes last.
_THE_PICTURE = ("本幅", "画心", "畫心", "画芯", "畫芯", "画面", "畫面", "image", "painting only")
_NOT_THE_PICTURE = (
    "引首", "题跋", "題跋", "拖尾", "跋", "全卷", "装裱", "裝裱", "通", "框", "隔水", "overall",
    "mount", "frame", "knob", "roller", "case", "box",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Height and width of the picture itself, in centimetres; None where not given."""

    height_cm: float | None
    width_cm: float | None


@dataclass(frozen=True, slots=True)
class _Measure:
    side: str  # height, width, length, round, or "" where the text does not say
    cm: float
    imperial: bool
    linked: bool  # joined by × to the one before


def parse(text: str) -> Dimensions | None:
    """Reads "24.6×25.1cm", "纵 24.6 横 25.1 厘米", "H. 9 3/4 in." and their like.

    Unlabelled pairs are height × width, as museums write them (CCO, 指标体系); no unit means
    centimetres; where both systems are given the metric one holds. Of several parts the painting
    itself (本幅, Image) is taken before the first named, the mounted whole last. 长 is the width
    of what is more than three times as long as wide, else the height.

    Returns:
        None where no size can be made out; a single number without a side says nothing.
    """
    parts = _PARTS.split(_plain(text))
    for rank in (0, 1, 2):
        measures = _measures(" ; ".join(part for part in parts if _rank(part) == rank))
        for imperial in (False, True):
            found = _sides([each for each in measures if each.imperial == imperial])
            if found:
                return found
    return None


def px_per_cm(size: Dimensions | None, width_px: int, height_px: int) -> float | None:
    """How many pixels of a picture make one centimetre of the work, or None where not known.

    The sides must fit the picture's shape within a fifth, upright or, as registers also write
    them, width first; else the picture shows more or less than was measured (a mount, a detail).
    """
    if size is None or width_px <= 0 or height_px <= 0:
        return None
    high, wide = size.height_cm, size.width_cm
    if high and wide:
        for down, across in ((high, wide), (wide, high)):
            fit = (width_px / height_px) / (across / down)
            if 1 / 1.2 <= fit <= 1.2:
                return ((width_px / across) * (height_px / down)) ** 0.5
        return None
    if high:
        return height_px / high
    return width_px / wide if wide else None


def _plain(text: str) -> str:
    """Lower case, half width, fractions written out: "9¾″" becomes '9 3/4"'."""
    spaced = re.sub(r"([¼-¾⅐-⅞])", r" \1", text)
    plain = unicodedata.normalize("NFKC", spaced).lower().replace("⁄", "/")
    for found, wanted in (("″", '"'), ("”", '"'), ("′", "'"), ("’", "'"), ("''", '"')):
        plain = plain.replace(found, wanted)
    return plain


def _rank(part: str) -> int:
    if any(word in part for word in _THE_PICTURE):
        return 0
    return 2 if any(word in part for word in _NOT_THE_PICTURE) else 1


def _measures(part: str) -> list[_Measure]:
    """What is measured, in order; a missing unit is that of the next number that has one."""
    found = list(_MEASURE.finditer(part))
    measures: list[_Measure] = []
    unit = "cm"
    for place in range(len(found) - 1, -1, -1):
        match = found[place]
        unit = match["unit"] or ("in" if match["feet"] else unit)
        factor = _CM[unit]
        before = part[found[place - 1].end() : match.start()] if place else ""
        cm = _number(match["number"]) * factor + _number(match["feet"] or "0") * _CM["ft"]
        side = _SIDE_OF.get(match["label"] or match["after"] or "", "")
        linked = bool(place and _TIMES.fullmatch(before))
        measures.insert(0, _Measure(side, cm, factor in _IMPERIAL, linked))
    return [measure for measure in measures if measure.cm > 0]


def _sides(measures: list[_Measure]) -> Dimensions | None:
    named: dict[str, float] = {}
    for measure in measures:
        if measure.side:
            named.setdefault(measure.side, round(measure.cm, 2))
    if "length" in named:
        named = _with_length(named)
    if "height" in named or "width" in named:
        return Dimensions(named.get("height"), named.get("width"))
    for first, second in pairwise(measures):
        if second.linked:
            return Dimensions(round(first.cm, 2), round(second.cm, 2))
    return Dimensions(named["round"], named["round"]) if "round" in named else None


def _with_length(named: dict[str, float]) -> dict[str, float]:
    long, high, wide = named["length"], named.get("height"), named.get("width")
    if high is not None:
        return {"height": high, "width": long if wide is None else wide}
    if wide is None:
        return {"width": long}
    if long > 3 * wide:
        return {"height": wide, "width": long}
    return {"height": long, "width": wide}


def _number(text: str) -> float:
    """Such as 9.75 for "9 3/4"; a comma before one or two last digits is a decimal one."""
    total = 0.0
    for piece in text.split():
        above, _, below = piece.partition("/")
        if below:
            total += float(above) / float(below) if float(below) else 0.0
        else:
            decimal = re.fullmatch(r"\d+,\d{1,2}", piece)
            total += float(piece.replace(",", "." if decimal else ""))
    return total
