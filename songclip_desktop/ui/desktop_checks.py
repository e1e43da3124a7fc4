"""Looks at what the window stands on: the display, fonts and their rare characters, input methods."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QPluginLoader
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextLayout

from songclip_desktop.language import say
from songclip_desktop.ui import input_methods as methods
from songclip_desktop.ui import theme
from songclip_desktop.workflow.findings import Check

# A few of each block beyond the basic one, as names in old books and catalogues have them.
RARE = {
    "A": "㐂㑇㒲㓁㔾㕣㖞㗊",
    "B": "𠀀𠂆𠔃𡈁𡿺𢆉𣎴𤣩𥫗𦍌𧘇𨸏𩙿𪚥",
    "C–F": "𪜀𫝆𫞩𫠠𫢑𬂛𬌗𭕆𮕵",
    "G–I": "𰀀𰁜𰻞𱁬𱍐𲎯𮯰",
}
# What composes accents, and no Chinese.
_NO_METHOD = {"none", "simple", "compose", "xim"}


def checks() -> list[Check]:
    """All of them. Main thread, after the Qt application was made; tens of milliseconds."""
    return [*_display(), _fonts(), _rare_characters(), _input_method()]


def _display() -> list[Check]:
    """The screen in use; on Linux without a window, whether one could open here."""
    screen = QGuiApplication.primaryScreen()
    platform = QGuiApplication.platformName()
    if platform != "offscreen" and screen is not None:
        size = screen.size()
        told = f"{platform}, {size.width()} × {size.height()}, {screen.devicePixelRatio():.0%}"
        return [Check("display", True, told)]
    if not sys.platform.startswith("linux") or not os.environ.get("DISPLAY"):
        return []
    plugin = _plugin("platforms", "libqxcb.so")
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        remedy = say(
            "请安装它所说的系统库，多半是：sudo apt install libxcb-cursor0 libegl1",
            "Install the library it names, most likely: sudo apt install libxcb-cursor0 libegl1",
        )
        return [Check("display", False, str(error), remedy)]
    return [Check("display", True, f"X11, {os.environ['DISPLAY']}")]


def _fonts() -> Check:
    """Whether Chinese can be drawn at all, and in which faces."""
    there = set(QFontDatabase.families())
    used = {
        say("正文", "text"): _first(theme.current().families("sans"), there),
        say("题名与图注", "titles and captions"): _first(theme.current().families("serif"), there),
    }
    told = say("；", "; ").join(
        say("{what}：{family}", "{what}: {family}", what=what, family=family)
        for what, family in used.items()
        if family
    )
    if all(used.values()) and drawn("山水"):
        return Check("fonts", True, told)
    remedy = say(
        "请安装一套中文字体，例如 Noto CJK（Debian、Ubuntu：sudo apt install fonts-noto-cjk）。",
        "Install a Chinese font, such as Noto CJK (Debian, Ubuntu: sudo apt install fonts-noto-cjk).",
    )
    if drawn("山水"):
        family = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        return Check("fonts", True, say("、", ", ").join(family[:3]), remedy)
    return Check("fonts", False, say("没有中文字体", "no Chinese font"), remedy)


def _rare_characters() -> Check:
    """How many characters of each extension of CJK a font here has."""
    counts = {block: (sum(map(drawn, rare)), len(rare)) for block, rare in RARE.items()}
    told = ", ".join(f"{block} {had}/{of}" for block, (had, of) in counts.items())
    detail = say("扩展区 {told}", "CJK extension {told}", told=told)
    if all(had == of for block, (had, of) in counts.items() if block in ("A", "B")):
        return Check("rare_characters", True, detail)
    remedy = say(
        "字体里没有的字会显示为编码。要看到字形，请安装收字多的字体，例如天珩全字库、全字庫正宋體、Jigmo。",
        "Characters that no font has are shown as their code. To see them, install a font of many "
        "characters, such as TH-Tshyn, TW-Sung or Jigmo.",
    )
    return Check("rare_characters", True, detail, remedy)


def drawn(character: str) -> bool:
    """Whether some font of this machine has glyphs for all of the text. Main thread."""
    layout = QTextLayout(character, theme.font("name"))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
    return bool(glyphs) and all(glyphs)


def _input_method() -> Check:
    """Whether the input method that this system names is one that Qt here can speak to."""
    if not sys.platform.startswith("linux"):
        return Check("input_method", True, say("系统自带的输入法", "the system's own"))
    wanted = [name for name in methods.named() if name not in _NO_METHOD]
    if os.environ.get("WAYLAND_DISPLAY") and not wanted:
        return Check("input_method", True, "Wayland")
    if not wanted:
        return Check("input_method", True, say("系统没有指定", "none is named"))
    spoken = [name for name in wanted if name in plugins_answer_to()]
    if not spoken:
        what = say(
            "{names}：这里的 Qt 没有它的插件",
            "{names}: Qt has no plugin for it here",
            names=", ".join(wanted),
        )
        remedy = say(
            "请改用 ibus 或 fcitx5 输入法，它们在这里能输入中文。",
            "Use ibus or fcitx5, with which Chinese can be typed here.",
        )
        return Check("input_method", False, what, remedy)
    if spoken[0] == wanted[0]:
        return Check("input_method", True, spoken[0])
    detail = say(
        "{wanted}，经 {spoken} 的接口",
        "{wanted}, by way of {spoken}",
        wanted=wanted[0],
        spoken=spoken[0],
    )
    return Check("input_method", True, detail)


def plugins_answer_to() -> set[str]:
    """The names that the plugins of this Qt answer to."""
    found: set[str] = set()
    for folder in QCoreApplication.libraryPaths():
        for file in sorted((Path(folder) / "platforminputcontexts").glob("*")):
            told: dict[str, Any] = QPluginLoader(str(file)).metaData()
            found.update(told.get("MetaData", {}).get("Keys", ()))
    return found


def _first(wished: list[str], there: set[str]) -> str:
    return next((family for family in wished if family in there), "")


def _plugin(kind: str, name: str) -> Path:
    places = (Path(folder) / kind / name for folder in QCoreApplication.libraryPaths())
    return next((place for place in places if place.is_file()), Path(name))
