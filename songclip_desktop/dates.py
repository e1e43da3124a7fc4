"""A date as catalogued → the earliest and latest year it may mean, and EDTF. The text stays as it is.

Conventions: the 12th century is 1101 to 1200; early, middle and late are thirds; 初 and 末 of a
dynasty at most thirty years; "about" widens a year by five on either side (CCO's index dates).
A year of an era is the Western year it mostly falls in. 干支 count only where a dynasty or an
era says which of the cycles is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from songclip_desktop import chinese, vocabularies

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CYCLE = {_STEMS[n % 10] + _BRANCHES[n % 12]: n for n in range(60)}
_AROUND = 5
_BEGINNING = 30
_LATEST_YEAR = 2100  # a greater number is no year
_TWO_CENTURIES = re.compile(  # 12至13世纪: the first one is a century, too
    r"((?<!\d)\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:-|至|到)"
    r"(?=\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*世纪)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """What a date may mean.

    Attributes:
        earliest, latest: years, astronomical (0 is 1 BC); None where open or unknown.
        edtf: Extended Date/Time Format (ISO 8601-2); empty where nothing is known.
    """

    earliest: int | None = None
    latest: int | None = None
    edtf: str = ""


@dataclass(frozen=True, slots=True)
class _Span:
    """Years that one word names. `weight`: 0 a dynasty, 1 a century or reign, 2 a year or era.

    Attributes:
        years: where only some of the years between are meant (干支).
        about, unsure: whether the text says so.
    """

    first: int
    last: int
    weight: int
    name: str = ""
    years: tuple[int, ...] = ()
    about: bool = False
    unsure: bool = False

    def meets(self, other: _Span) -> bool:
        return self.first <= other.last and other.first <= self.last

    def within(self, other: _Span) -> _Span:
        """What both name; the other must meet it."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        years = tuple(year for year in self.years if first <= year <= last)
        if self.years and not years:
            return self
        return replace(self, first=min(years, default=first), last=max(years, default=last),
                       years=years, about=self.about or other.about)  # fmt: skip


@lru_cache(maxsize=4096)  # a register repeats its dates
def read(text: str, dynasty: str = "") -> Dated:
    """What a catalogued date may mean. Any thread.

    Args:
        text: as catalogued: 南宋淳熙十一年, 12世纪上半叶, 1072, ca. 1200, late 12th century, …
        dynasty: of the work's own field; it says which 大安 is meant, and serves where the
            text names no year.

    Returns:
        An empty Dated where neither says anything.
    """
    ruling = _span(_folded(dynasty), ())
    # What follows "copy of" is the date of another work.
    folded = re.split(r"(?<=.)[摹仿临]|copy (?:of|after)", _folded(text))[0]
    opened = _open(folded)
    if opened is not None:
        return opened
    found = _span(folded, (ruling.name,) if ruling else ())
    if found is None:
        found = ruling
    elif ruling is not None and found.weight < 2 and found.meets(ruling):
        found = found.within(ruling)
    return Dated() if found is None else _dated(found)


def of_years(earliest: int | None, latest: int | None) -> Dated:
    """The same years with their EDTF; where one is None, that end is open. Any thread."""
    if earliest is None and latest is None:
        return Dated()
    if earliest == latest and earliest is not None:
        return Dated(earliest, latest, _year(earliest))
    ends = (".." if year is None else _year(year) for year in (earliest, latest))
    return Dated(earliest, latest, "/".join(ends))


def _folded(text: str) -> str:
    folded = re.sub(r"[‐‑‒–—―－〜～]", "-", chinese.fold(text))
    folded = re.sub(r"[公西]元(?!前)|\bor (?:later|earlier)\b", "", folded)
    return _TWO_CENTURIES.sub(r"\1世纪-", folded).strip()


# -- words ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary as it is looked for.

    Attributes:
        dynasties: folded name → span. eras, reigns: folded name → spans of several dynasties.
        pattern: finds any of them, the longest first.
    """

    dynasties: dict[str, _Span]
    eras: dict[str, tuple[_Span, ...]]
    reigns: dict[str, tuple[_Span, ...]]
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    shipped = vocabularies.dynasties()
    dynasties = {
        _folded(name): _Span(entry["from"], entry["to"], 0, entry["name"])
        for entry in shipped["dynasties"]
        for name in entry["names"]
    }
    named: dict[str, dict[str, tuple[_Span, ...]]] = {"eras": {}, "reigns": {}}
    for kind, weight in (("eras", 2), ("reigns", 1)):
        for entry in shipped[kind]:
            span = _Span(entry["from"], entry["to"], weight, entry["dynasty"])
            key = _folded(entry["name"])
            named[kind][key] = (*named[kind].get(key, ()), span)
    number = "[元一二三四五六七八九十廿卅〇0-9]{1,3}"
    pattern = "|".join(
        [
            r"(?P<day>(?P<of_day>\d{4})-\d\d?-\d\d?)",
            r"(?P<bc_range>(?P<bc_first>\d{1,4})\s*(?:b\.?c\.?e?\.?\s*-\s*(?P<ad>\d{1,4})\s*(?:ce|ad)\b"
            r"|(?:b\.?c\.?e?\.?\s*)?-\s*(?P<bc_last>\d{1,4})\s*b\.?c))",
            r"(?P<range>(?P<since>\d{3,4})年?\s*(?:-|to|至|到)\s*(?P<until>\d{2,4})(?!\d|\s*世纪|th|st|nd|rd)年?)",
            r"(?P<bc>公元前\s*(?P<bc_year>\d{1,4})年?|(?P<bc_en>\d{1,4})\s*b\.?c)",
            r"(?P<decade>\d{3}0)(?:年代|'?s)",
            r"(?P<century>\d{1,2}|[一二三四五六七八九十]{1,3})(?:\s*世纪|(?:st|nd|rd|th))",
            rf"(?P<era>{_any(named['eras'])})\s*(?:(?P<era_year>{number})年"
            rf"|(?:岁次|岁在)?(?P<era_cycle>{_any(_CYCLE)}))?",
            rf"(?P<cycle>{_any(_CYCLE)})",
            rf"(?P<reign>{_any(named['reigns'])})",
            rf"(?P<dynasty>{_any(name for name in dynasties if not name.isascii())}"
            rf"|\b(?:{_any(name for name in dynasties if name.isascii())})\b)",
            r"(?P<year>(?<!\d)\d{3,4}(?!\d))",
        ]
    )
    return _Words(dynasties, named["eras"], named["reigns"], re.compile(pattern))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# -- reading -------------------------------------------------------------------------------------

_BETWEEN = re.compile(r"(?:(?<=[^\d-])|(?<=\d\d\d))\s*(?:-|至|到|或|/|\bto\b|\bor\b|\band\b)\s*")
_BEFORE = r"(?P<early>early|初)|(?P<mid>mid(?:dle)?)|(?P<late>late)|(?P<half1>first half)|(?P<half2>second half)"
_LEADING = re.compile(rf"(?:{_BEFORE})[\s-]*(?:of|the|\s)*$")
_FOLLOWING = re.compile(
    r"^(?:代|朝|dynasty|century|年间|\s|,)*(?:的)?"
    r"(?:(?P<start>初年?(?!期)|之初)|(?P<early>早期|前期|初期|early)|(?P<mid>中期|中叶|middle)"
    r"|(?P<end>末年?(?!期|叶)|之末)|(?P<late>晚期|后期|末期|末叶|晚年|late)"
    r"|(?P<half1>上半叶?|前半[叶期]?)|(?P<half2>下半叶?|后半[叶期]?))"
)
_ABOUT = re.compile(r"约|前后|左右|\bc(?:a|irca)?\b\.?|\babout\b|\baround\b")
_UNSURE = re.compile(r"\?|疑|可能|probabl|possibl|perhaps")


def _span(folded: str, ruling: tuple[str, ...]) -> _Span | None:
    """All that a text names as one span, or None where it names nothing."""
    whole = _part(folded, ruling) if _words().pattern.search(folded) else None
    if whole is None:
        return None
    matches = _words().pattern.finditer(folded)
    ranges = any(match["range"] or match["bc_range"] or match["day"] for match in matches)
    parts = [folded] if ranges else _BETWEEN.split(_hyphened(folded))
    every = (*ruling, *(match["dynasty"] for match in _dynasties(folded)))
    spans = [span for span in (_part(part, every) for part in parts) if span is not None]
    if len(spans) < 2:
        return whole
    first = min(spans, key=lambda span: span.first)
    last = max(spans, key=lambda span: span.last)
    marked = any(span.about for span in (first, last)), any(span.unsure for span in spans)
    return _Span(first.first, last.last, max(span.weight for span in spans),
                 first.name, about=marked[0], unsure=marked[1])  # fmt: skip


def _hyphened(folded: str) -> str:
    """`mid-12th` is one word, not two ends; of `mid to late 12th` both ends are of the 12th."""
    folded = re.sub(r"\b(early|mid|late) ?(?:to|-) ?(mid|late) (\w+)", r"\1 \3-\2 \3", folded)
    return re.sub(r"\b(early|mid|late)-", r"\1 ", folded)


def _dynasties(folded: str) -> list[re.Match[str]]:
    return [match for match in _words().pattern.finditer(folded) if match["dynasty"]]


def _part(text: str, ruling: tuple[str, ...]) -> _Span | None:
    """What one end of a range, or the whole text, names: the narrowest of what fits together."""
    words = _words()
    named = [words.dynasties[match["dynasty"]].name for match in _dynasties(text)]
    known = {words.dynasties[name].name for name in ruling if name in words.dynasties} | set(named)
    spans = []
    for match in words.pattern.finditer(text):
        span = _one(match, known)
        if span is not None:
            spans.append(_portion(span, text[: match.start()], text[match.end() :]))
    if not spans:
        return None
    spans.sort(key=lambda span: -span.weight)
    found, weight = spans[0], spans[0].weight
    for span in spans[1:]:
        if found.meets(span) and (weight or _nested(found, span)):
            found = found.within(span)
        elif not weight and not span.weight:  # 宋元: two dynasties side by side
            first, last = min(found.first, span.first), max(found.last, span.last)
            found = replace(found, first=first, last=last, about=found.about or span.about)
    about = found.about or bool(_ABOUT.search(text))
    if _ABOUT.search(text) and found.weight == 2 and found.first == found.last:
        found = replace(found, first=found.first - _AROUND, last=found.last + _AROUND)
    return replace(found, about=about, unsure=bool(_UNSURE.search(text)))


def _nested(one: _Span, other: _Span) -> bool:
    """Whether one lies in the other: 宋 (南宋)."""
    wider, narrower = sorted((one, other), key=lambda span: span.first - span.last)
    return wider.first <= narrower.first and narrower.last <= wider.last


def _one(match: re.Match[str], dynasties: set[str]) -> _Span | None:
    """The span of one word; None where it says nothing by itself."""
    words = _words()
    if match["range"]:
        first, until = int(match["since"]), match["until"]
        last = int(match["since"][: -len(until)] + until)  # 1127-62
        return _Span(first, last, 2) if first <= last <= _LATEST_YEAR else None
    if match["bc_range"]:
        last = int(match["ad"]) if match["ad"] else 1 - int(match["bc_last"])
        return _Span(1 - int(match["bc_first"]), last, 2)
    if match["day"]:
        return _Span(int(match["of_day"]), int(match["of_day"]), 2)
    if match["bc"]:
        year = 1 - int(match["bc_year"] or match["bc_en"])
        return _Span(year, year, 2)
    if match["decade"]:
        return _Span(int(match["decade"]), int(match["decade"]) + 9, 2)
    if match["century"]:
        number = _number(match["century"])
        if re.match(r"\s*century\s*b\.?c", match.string[match.end() :]):
            return _Span(1 - number * 100, 100 - number * 100, 1)
        return _Span(number * 100 - 99, number * 100, 1) if 0 < number < 22 else None
    if match["era"]:
        return _era(match, dynasties)
    if match["cycle"]:
        ruling = [span for span in words.dynasties.values() if span.name in dynasties]
        spans = [_in_cycle(span, match["cycle"]) for span in ruling]
        return min((span for span in spans if span), key=lambda s: s.last - s.first, default=None)
    if match["reign"]:
        return _of_dynasty(words.reigns[match["reign"]], dynasties)
    if match["dynasty"]:
        return words.dynasties[match["dynasty"]]
    year = int(match["year"])
    return _Span(year, year, 2) if year <= _LATEST_YEAR else None


def _era(match: re.Match[str], dynasties: set[str]) -> _Span | None:
    """An era, a year of it, or the year of it with these 干支."""
    candidates = _words().eras[match["era"]]
    if match["era_year"]:
        number = _number(match["era_year"])
        candidates = tuple(
            replace(span, first=span.first + number - 1, last=span.first + number - 1)
            for span in candidates
            if span.first + number - 1 <= span.last
        )
    elif match["era_cycle"]:
        found = (_in_cycle(span, match["era_cycle"]) for span in candidates)
        candidates = tuple(span for span in found if span is not None)
    return _of_dynasty(candidates, dynasties)


def _of_dynasty(candidates: tuple[_Span, ...], dynasties: set[str]) -> _Span | None:
    """The one of a dynasty named beside it, else that of Song, else any of them."""
    wanted = dynasties | ({"北宋", "南宋"} if "宋" in dynasties else set())
    for names in (wanted, {"北宋", "南宋"}):
        fitting = [span for span in candidates if span.name in names]
        if fitting:
            candidates = tuple(fitting)
            break
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    exact = all(span.first == span.last for span in candidates)
    years = tuple(sorted({span.first for span in candidates})) if exact else ()
    return _Span(min(s.first for s in candidates), max(s.last for s in candidates), 2, years=years)


def _in_cycle(span: _Span, sign: str) -> _Span | None:
    """The years of a span that bear these 干支; 4 AD was a 甲子 year."""
    first = span.first + (_CYCLE[sign] - (span.first - 4)) % 60
    years = tuple(range(first, span.last + 1, 60))
    if not years:
        return None
    return replace(span, first=years[0], last=years[-1], weight=2,
                   years=years if len(years) > 1 else ())  # fmt: skip


def _portion(span: _Span, before: str, after: str) -> _Span:
    """The early, middle or late part of a span, or one of its halves."""
    match = _FOLLOWING.match(after) or _LEADING.search(before)
    if match is None or span.years or span.first == span.last:
        return span
    length = span.last - span.first + 1
    third, half = max(length // 3, 1), max(length // 2, 1)
    begun = min(third, _BEGINNING)
    parts = {
        "start": (0, begun), "early": (0, third), "mid": (third, length - third),
        "late": (length - third, length), "end": (length - begun, length),
        "half1": (0, half), "half2": (half, length),
    }  # fmt: skip
    name = next(name for name, found in match.groupdict().items() if found)
    if name == "early" and match[name] == "初":
        name = "start"
    start, stop = parts[name]
    return replace(span, first=span.first + start, last=span.first + stop - 1,
                   about=not name.startswith("half"))  # fmt: skip


def _number(text: str) -> int:
    """元, 十一, 廿三, 12 → a number."""
    if text.isdecimal() and text.isascii():
        return int(text)
    if text == "元":
        return 1
    tens = {"廿": "二十", "卅": "三十"}
    spelled = "".join(tens.get(character, character) for character in text)
    digits = "〇一二三四五六七八九"
    left, ten, right = spelled.partition("十")
    if not ten:
        return int("".join(str(max(digits.find(c), 0)) for c in spelled))
    return (digits.find(left) if left else 1) * 10 + (digits.find(right) if right else 0)


# -- writing -------------------------------------------------------------------------------------


def _open(folded: str) -> Dated | None:
    """One end only: before 1100, 1100年以后."""
    before = re.fullmatch(r"(?:before|by)\s*(\d{3,4})|(\d{3,4})\s*年?\s*(?:以前|之前|前)", folded)
    if before:
        year = int(before[1] or before[2])
        return Dated(None, year, f"../{year:04d}")
    after = re.fullmatch(r"after\s*(\d{3,4})|(\d{3,4})\s*年?\s*(?:以后|之后|后)", folded)
    if after:
        year = int(after[1] or after[2])
        return Dated(year, None, f"{year:04d}/..")
    return None


def _dated(span: _Span) -> Dated:
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
        (span.about, span.unsure), ""
    )
    if span.years:
        years = ",".join(_year(year) for year in span.years)
        return Dated(span.first, span.last, f"[{years}]")
    if span.first == span.last:
        return Dated(span.first, span.last, f"{_year(span.first)}{mark}")
    if span.about and span.weight == 2 and span.last - span.first == 2 * _AROUND:
        middle = _year(span.first + _AROUND)
        return Dated(span.first, span.last, f"{middle}{mark}")
    return Dated(span.first, span.last, f"{_year(span.first)}{mark}/{_year(span.last)}{mark}")


def _year(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"
