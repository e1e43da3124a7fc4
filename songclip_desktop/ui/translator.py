"""Which language the window speaks, switched live. Source strings are Chinese."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from songclip_desktop import language, paths

_LOCALES = {
    "zh_CN": QLocale(QLocale.Language.Chinese, QLocale.Script.SimplifiedChineseScript),
    "zh_TW": QLocale(QLocale.Language.Chinese, QLocale.Script.TraditionalChineseScript),
    "en": QLocale(QLocale.Language.English),
}


class Translator:
    """Installs the window's own words and Qt's for its dialogs. Main thread.

    Args:
        folder: where the compiled `songclip_<language>.qm` files lie.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Nothing installed yet."""
        self._folder = folder or paths.resources() / "translations"
        self._installed: list[QTranslator] = []
        self._spoken = ""

    def use(self, wanted: str) -> None:
        """Speaks `wanted`, or where that is empty what the environment or the system asks for."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        language.use(wanted or _of_the_system())
        spoken = language.current()
        if spoken == self._spoken:
            return
        self._spoken = spoken
        QLocale.setDefault(_LOCALES[spoken])
        for old in self._installed:
            application.removeTranslator(old)
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._installed = []
        for name, folder in ((f"songclip_{spoken}", self._folder), (f"qtbase_{spoken}", qt_folder)):
            translator = QTranslator(application)
            if translator.load(name, str(folder)):
                application.installTranslator(translator)
                self._installed.append(translator)


def _of_the_system() -> str | None:
    """What the system speaks; None leaves it to the environment, else Chinese."""
    import os

    if os.environ.get("SONGCLIP_LANG"):
        return None
    names = QLocale.system().uiLanguages()
    return of_a_system(names[0]) if names else None


def of_a_system(name: str) -> str | None:
    """The language for a system's own, such as zh-Hant-TW; None for the one taken elsewhere."""
    parts = name.replace("_", "-").split("-")
    if parts[0] == "zh":
        traditional = {"Hant", "TW", "HK", "MO"} & set(parts) and "Hans" not in parts
        return "zh_TW" if traditional else None
    return None if parts[0] == "C" else "en"
