"""Sentences below Qt, in the reader's language.

Qt's translator cannot be used here, so each sentence stands in both languages side by side.
"""

from __future__ import annotations

import os

LANGUAGES = ("zh_CN", "zh_TW", "en")

_chosen: str | None = None


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
    return (en if current() == "en" else zh).format(**values)
