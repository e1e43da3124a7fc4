"""Chinese input on Linux desktops whose input method this Qt has no plugin for."""

from __future__ import annotations

import os
import sys

_LIST, _ONE = "QT_IM_MODULES", "QT_IM_MODULE"
FCITX = ("fcitx", "fcitx5")
IBUS = "ibus"


def named() -> list[str]:
    """What this desktop says that Qt should take input from, the first wish first."""
    asked = os.environ.get(_LIST) or os.environ.get(_ONE, "")
    return [name for name in asked.split(";") if name]


def speak_ibus_to_fcitx() -> None:
    """Lets Qt fall back on the ibus protocol where fcitx is named. Before the Qt application.

    A Qt that comes with its application has no plugin of fcitx, which is built for the system's
    own Qt; but fcitx 5 answers to ibus's too (its author's advice in fcitx5-chinese-addons 20).
    Where fcitx is only named to X programs, the same holds; a Wayland compositor does it itself.
    """
    if not sys.platform.startswith("linux"):
        return
    asked = named()
    running = os.environ.get("XMODIFIERS", "").removeprefix("@im=")
    if not asked and running in (*FCITX, IBUS) and not os.environ.get("WAYLAND_DISPLAY"):
        asked = [running]
    if asked and set(asked) & {*FCITX, IBUS}:
        os.environ[_LIST] = ";".join(dict.fromkeys([*asked, IBUS]))
