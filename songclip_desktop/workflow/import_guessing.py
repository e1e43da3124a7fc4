"""What a column may be whose name no profile knows: guessed from what stands in it. Any thread.

A guess is only shown in a preview; it is never made where nobody looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from songclip_desktop import dimensions
from songclip_desktop.collection.pictures import SUFFIXES
from songclip_desktop.exchange.profiles import Mapping
from songclip_desktop.exchange.spreadsheet import Table

_ROWS = 200
_MOST = 0.7  # of the filled cells must look so
_DYNASTY = re.compile(
    r"^[(（]?[传傳]?[)）]?[北南]?(先秦|秦|汉|漢|魏|晋|晉|隋|唐|五代|十国|宋|辽|遼|金|西夏|元|明|清|民国|"
    r"近代|现代|song\b|yuan\b|ming\b|qing\b|northern song|southern song)",
    re.IGNORECASE,
)
_MATERIAL = re.compile(
    r"绢|絹|纸本|紙本|设色|設色|水墨|墨笔|墨筆|\b(ink|silk|paper)\b", re.IGNORECASE
)
_FORMAT = re.compile(
    r"立轴|立軸|手卷|横卷|橫卷|册页|冊頁|团扇|團扇|纨扇|条幅|條幅|斗方|扇面|屏风|"
    r"^(卷|轴|軸|册|冊|扇)$|\b(scroll|album|fan)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(图|圖|卷|册|冊|轴|軸|像|页|頁|帖|扇)([(（].*[)）])?$")
_NUMBER = re.compile(r"^[\w\u4e00-\u9fff]{0,8}[\s.\-_/:№#]*\d[\w.\-_/:]{0,24}$")

Looks = Callable[[str], bool]


def guess_fields(table: Table, mapping: Mapping) -> dict[str, str]:
    """Fields for columns without one, where their first rows leave little doubt.

    Returns:
        header → field; a field that has a column already is never guessed.
    """
    found: dict[str, str] = {}
    taken = set(mapping.columns)
    for field, looks, distinct in _KINDS:
        if field in taken:
            continue
        best = max(
            ((_share(_cells(table, place), looks, distinct), -place, header)
             for header, place in mapping.extra.items() if header not in found),
            default=(0.0, 0, ""),
        )  # fmt: skip
        if best[0] >= _MOST:
            found[best[2]] = field
            taken.add(field)
    return found


def _cells(table: Table, place: int) -> list[str]:
    return [cells[place].strip() for _, cells in table.rows[:_ROWS] if cells[place].strip()]


def _share(cells: Sequence[str], looks: Looks, distinct: bool) -> float:
    """How many of the cells look so; 0 where they should all differ and do not."""
    if not cells or (distinct and len(set(cells)) < 0.95 * len(cells)):
        return 0.0
    return sum(map(looks, cells)) / len(cells)


def _is_file(text: str) -> bool:
    return any(text.lower().endswith(suffix) for suffix in SUFFIXES)


def _is_size(text: str) -> bool:
    size = dimensions.parse(text)
    return size is not None and bool(re.search(r"[x×*✕纵縱]|cm|厘米|公分", text, re.IGNORECASE))


def _is_number(text: str) -> bool:
    return bool(_NUMBER.match(text)) and not _is_file(text) and not _is_size(text)


# In this order: what is plainest first, so that the vaguer ones choose among what is left.
_KINDS: tuple[tuple[str, Looks, bool], ...] = (
    ("image", _is_file, False),
    ("dimensions", _is_size, False),
    ("material", lambda text: bool(_MATERIAL.search(text)) and len(text) < 20, False),
    ("format", lambda text: bool(_FORMAT.search(text)) and len(text) < 20, False),
    ("dynasty", lambda text: bool(_DYNASTY.match(text)) and len(text) < 14, False),
    ("title", lambda text: bool(_TITLE.search(text)) and len(text) < 40, False),
    ("accession", _is_number, True),
)
