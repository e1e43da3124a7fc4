"""One readable text on what went wrong, for whoever mends it. It is never sent from here.

It holds nothing of the collection: keys, pictures, texts, titles, names and places are taken out
(see `redacted`). A curator reads all of it and decides who gets it.
"""

from __future__ import annotations

import builtins
import getpass
import platform
import re
import sys
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from songclip_desktop import language, logs, paths, settings, version
from songclip_desktop.language import say

LOG_LINES = 200
_LOG_BYTES = 200_000

# Signs of Chinese, Japanese and Korean. The program's own log lines are English: what is not comes
# from a collection.
_SIGN = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_CJK = re.compile(rf"[{_SIGN}](?:[{_SIGN}\s\u00b7\u2010-\u206f]*[{_SIGN}])?")
_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"|“([^”\n]*)”|‘([^’\n]*)’")
# What is quoted is a name of the program's only if it looks like one, or is a file of its own.
_IDENTIFIER = re.compile(
    r"[a-z0-9_.:\[\]-]{0,40}|[\w./-]+\.py|<(program|python)>[\w./ -]*|<[a-z]+>", re.ASCII
)
_ADDRESS = re.compile(r"\b([a-z][a-z0-9+.-]*)://(?:[^\s/@'\"]*@)?([^\s/?#'\",)]*)[^\s'\",)]*")
# Names in paths have spaces: too much is taken out rather than too little.
_NAMES = r"(?:[^\n:'\"<>|*?]*[\\/])?(?:[^\n:'\"<>|*?\\/]*\.\w{1,5}\b|[^\s:'\"<>|*?\\/]+)"
_PATH = re.compile(rf"(?:\b[A-Za-z]:[\\/]|\\\\|(?<![\w.>/])/(?!/)){_NAMES}")
_TOKEN = re.compile(r"\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{24,}\b")


def compose(
    happened: str = "",
    checked: str = "",
    facts: Iterable[str] = (),
    words: Iterable[str] = (),
) -> str:
    """The whole report. Any thread; reads the end of the log.

    Args:
        happened: traces; empty where nothing fell.
        checked: what the doctor found; empty where nobody looked.
        facts: further lines on the program, such as Qt's version.
        words: texts and titles of collections, to be taken out wherever they stand.
    """
    known = (*words, settings.load().curator)
    parts = [
        say("SongClip 报告", "SongClip report"),
        say(
            "密钥、图注、题名、文件夹和用户名已经隐去。程序不会自己把它送到任何地方。",
            "Keys, captions, titles, folders and user names are taken out. "
            "The program sends it nowhere by itself.",
        ),
        _heading(say("程序", "Program")),
        *_program(facts),
    ]
    if happened:
        parts += [_heading(say("发生了什么", "What happened")), redacted(happened, known)]
    never = say("还没有检查过。", "It was not looked at.")
    parts += [_heading(say("这台电脑", "This machine")), unplaced(checked, known) or never]
    lines = log_end()
    if lines:
        parts += [_heading(say("日志的末尾", "The end of the log")), redacted(lines, known)]
    return "\n".join(parts) + "\n"


def redacted(text: str, words: Iterable[str] = ()) -> str:
    """A trace or log lines without anything of a person's or a collection's.

    Left out are keys, addresses beyond the host, paths beyond the program's own, the user's name,
    every word of `words`, every run of Chinese, and what is quoted and is no identifier. In the
    place of what was taken out stands its length, or what it was: `<12>`, `<path>.jpg`.
    """
    text = _QUOTED.sub(_unquoted, unplaced(text, words))
    return _CJK.sub(lambda found: f"<{len(found[0])}>", text)


def unplaced(text: str, words: Iterable[str] = ()) -> str:
    """The program's own sentences without keys, words of a collection, places and names."""
    text = logs.clean(text)
    for place, name in _places():
        text = re.sub(rf"(?<![\w.-]){re.escape(place)}(?![\w-])", name, text)
    there = {word for word in words if len(word) > _shortest(word) and word in text}
    for word in sorted(there, key=len, reverse=True):
        text = text.replace(word, f"<{len(word)}>")
    text = _ADDRESS.sub(r"\1://\2", text)
    text = _PATH.sub(_nameless, text)
    text = _TOKEN.sub("***", text)
    user = _user()
    return re.sub(rf"\b{re.escape(user)}\b", "<user>", text) if len(user) > 1 else text


def _shortest(word: str) -> int:
    """Shorter words stand in half of all sentences."""
    return 3 if word.isascii() else 1


def log_end(lines: int = LOG_LINES) -> str:
    """The last lines of the log; empty where there is none. Any thread."""
    try:
        with logs.file().open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _LOG_BYTES))
            held = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(held.splitlines()[-lines:])


def _program(facts: Iterable[str]) -> list[str]:
    return [
        f"SongClip {version.text()}",
        f"Python {platform.python_version()}, {platform.platform()}",
        say("界面语言 {spoken}", "language {spoken}", spoken=language.current()),
        *facts,
        say("{now:%Y-%m-%d %H:%M} 写成", "written {now:%Y-%m-%d %H:%M}", now=datetime.now()),
    ]


def _heading(words: str) -> str:
    return f"\n== {words} =="


def _places() -> list[tuple[str, str]]:
    """Folders that have a name of ours, the deepest first; what is below them is ours too."""
    named = {str(paths.home()): "<home>", str(Path(__file__).resolve().parent.parent): "<program>"}
    named |= {str(Path(place)): "<python>" for place in (sys.prefix, sys.base_prefix)}
    named |= {folder: "<collection>" for folder in settings.load().recent}
    named[tempfile.gettempdir()] = "<tmp>"
    places = {place: name for place, name in named.items() if len(place) > 2}
    return sorted(places.items(), key=lambda each: len(each[0]), reverse=True)


def _nameless(found: re.Match[str]) -> str:
    suffix = Path(found[0].replace("\\", "/")).suffix
    return f"<path>{suffix if suffix.isascii() and len(suffix) < 9 else ''}"


def _unquoted(found: re.Match[str]) -> str:
    inner = next(part for part in found.groups() if part is not None)
    named = _IDENTIFIER.fullmatch(inner) or inner in vars(builtins) or inner == "NoneType"
    return found[0] if named else f"{found[0][0]}<{len(inner)}>{found[0][-1]}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
