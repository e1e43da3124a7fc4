"""What a mapping profile may do to a cell on its way into a field; profiles call these by name."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
_RIGHTS = {
    "cc0": CC0,
    "true": CC0,  # the Met's “Is Public Domain”: its data and pictures are CC0
    "publicdomain": "http://creativecommons.org/publicdomain/mark/1.0/",
    "copyrighted": "http://rightsstatements.org/vocab/InC/1.0/",
    "incopyright": "http://rightsstatements.org/vocab/InC/1.0/",
    "false": "",
}
_TAG = re.compile(r"<[^<>]*>")
# Names of the path that say what is there, not which work it is.
_GENERAL_PART = re.compile(r"(manifest|iiif|info|index|default)?(\.json)?|v[123](\.\d)?", re.I)


def before_bracket(text: str) -> str:
    """“Ma Yuan (Chinese, active c. 1190–1225)” is Ma Yuan; each of several lines so."""
    lines = [re.sub(r"\s*[(（].*$", "", line) for line in text.splitlines()]
    return "; ".join(line for line in lines if line)


def first_line(text: str) -> str:
    """The first of several values."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def lines(text: str) -> str:
    """Several values in one line, each once."""
    return "; ".join(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def plain(text: str) -> str:
    """Text without the HTML that some sources put into it."""
    if "<" not in text and "&" not in text:
        return text
    broken = re.sub(r"<(?:br|/p|/li|/div)\b[^<>]*>", "\n", text, flags=re.I)
    return re.sub(r"\n\s*\n+", "\n", html.unescape(_TAG.sub("", broken))).strip()


def year(text: str) -> str:
    """The year of a date such as 1127, 1127-01-01 or -0205, as it is counted there."""
    match = re.match(r"\s*([+-]?\d{1,6})", text)
    return str(int(match[1])) if match else ""


def bc_year(text: str) -> str:
    """As `year`, of a source that calls 206 BC -206; here that year is -205, for 0 is 1 BC."""
    found = year(text)
    return str(int(found) + 1) if found.startswith("-") else found


def rights(text: str) -> str:
    """A licence's short name as its URI; what is not known stays as it is."""
    word = re.sub(r"[^a-z0-9]", "", text.lower())
    return text.strip() if "://" in text else _RIGHTS.get(word, text.strip())


def half_width(text: str) -> str:
    """“25．6” as “25.6”."""
    return unicodedata.normalize("NFKC", text)


def address_end(text: str) -> str:
    """The last part of an address that tells one work from another; the text where none does."""
    path = re.sub(r"[?#].*$", "", re.sub(r"^\w+://[^/]*/?", "", text.strip()))
    parts = [part for part in path.split("/") if not _GENERAL_PART.fullmatch(part)]
    return re.sub(r"\.json$", "", parts[-1], flags=re.I) if parts else text.strip()


TRANSFORMS: dict[str, Callable[[str], str]] = {
    made.__name__: made
    for made in (
        before_bracket, first_line, lines, plain, year, bc_year, rights, half_width, address_end,
    )
}  # fmt: skip
