"""Sentences below Qt, in the reader's language.

Qt's translator cannot be used here, so each sentence stands in Chinese and English side by side.
Its traditional form is read from a Linguist file, as the window's own words are.
"""

from __future__ import annotations

import logging
import os
from functools import lru_cache

from songclip_desktop import paths

LANGUAGES = ("zh_CN", "zh_TW", "en")

_chosen: str | None = None

log = logging.getLogger(__name__)


def current() -> str:
    """The language in use: set by the window, else SONGCLIP_LANG, else Chinese. Any thread."""
    language = _chosen or os.environ.get("SONGCLIP_LANG", "")
    return language if language in LANGUAGES else "zh_CN"


def use(language: str | None) -> None:
    """Chooses the language for this process; None returns to the environment's."""
    global _chosen
    _chosen = language


def say(zh: str, en: str, **values: object) -> str:
    """The sentence in the current language, `values` put in by `str.format`. Any thread."""
    return pick(zh, en).format(**values)


def pick(zh: str, en: str) -> str:
    """The label or sentence in the current language, as it stands. Any thread.

    Args:
        zh: in simplified characters; in Taiwan's wording where that is known and spoken.
        en: in English.
    """
    spoken = current()
    if spoken == "en":
        return en
    return _traditional().get(zh, zh) if spoken == "zh_TW" else zh


@lru_cache(maxsize=1)
def _traditional() -> dict[str, str]:
    """Simplified → traditional, from `sentences.ts`; empty where that cannot be read."""
    import xml.etree.ElementTree as ElementTree

    file = paths.resources() / "translations" / "zh_TW" / "sentences.ts"
    try:
        messages = ElementTree.parse(file).iter("message")
    except (OSError, ElementTree.ParseError) as error:
        log.warning("no traditional sentences: %s", error)
        return {}
    found = {each.findtext("source", ""): each.findtext("translation", "") for each in messages}
    return {zh: traditional for zh, traditional in found.items() if traditional}
