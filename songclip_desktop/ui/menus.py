"""The menu bar: File, which also opens from the collection's name, Go, View and Help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from songclip_desktop.ui import report_desk

if TYPE_CHECKING:
    from songclip_desktop.ui.main_window import MainWindow

translate = QCoreApplication.translate


class Menus(QObject):
    """Builds the menus once and names them in each language. Main thread.

    Attributes:
        file: the File menu, for the rail to open. help: the Help menu.
    """

    def __init__(self, window: MainWindow) -> None:
        """Adds the menus to the window's bar."""
        super().__init__(window)
        self._window = window
        opening = window.opening
        bar = window.menuBar()
        self.file, self._go, self._view = bar.addMenu(""), bar.addMenu(""), bar.addMenu("")
        self.help = bar.addMenu("")
        self._new = self._act(self.file, opening.new_dialog, QKeySequence.StandardKey.New)
        self._open = self._act(self.file, opening.open_dialog, QKeySequence.StandardKey.Open)
        self._recent = self.file.addMenu("")
        self._recent.aboutToShow.connect(self._fill_recent)
        self.file.addSeparator()
        self._demo = self._act(self.file, opening.open_demo)
        self._reset = self._act(self.file, opening.reset_demo)
        self.file.addSeparator()
        self._copy = self._act(self.file, opening.copy_dialog)
        self.file.addSeparator()
        self._quit = self._act(self.file, window.close, QKeySequence.StandardKey.Quit)
        self.file.aboutToShow.connect(self._enable)
        self._pages: dict[str, QAction] = {}
        self._themes: dict[str, QAction] = {}
        self._add_themes()
        self._add_help()

    def retranslate(self, page_words: dict[str, str]) -> None:
        """All words; `page_words` by page name."""
        self.file.setTitle(translate("Menus", "文件"))
        self._go.setTitle(translate("Menus", "前往"))
        self._view.setTitle(translate("Menus", "显示"))
        self._new.setText(translate("Menus", "新建藏品…"))
        self._open.setText(translate("Menus", "打开藏品…"))
        self._recent.setTitle(translate("Menus", "最近打开"))
        self._demo.setText(translate("Menus", "示范藏品"))
        self._reset.setText(translate("Menus", "重置示范藏品…"))
        self._copy.setText(translate("Menus", "复制这批藏品…"))
        self._quit.setText(translate("Menus", "退出"))
        self._themes["system"].setText(translate("Menus", "外观随系统"))
        self._themes["light"].setText(translate("Menus", "浅色"))
        self._themes["dark"].setText(translate("Menus", "深色"))
        self.help.setTitle(translate("Menus", "帮助"))
        self._manual.setText(translate("Menus", "使用手册"))
        self._keys.setText(translate("Menus", "快捷键"))
        self._guide.setText(translate("Menus", "入门引导"))
        self._check.setText(translate("Menus", "检查这台电脑"))
        self._report.setText(translate("Menus", "写故障报告…"))
        self._about.setText(translate("Menus", "关于 SongClip"))
        if not self._pages:
            self._add_pages(page_words)
        for name, action in self._pages.items():
            action.setText(page_words[name])

    def _act(self, menu: QMenu, do: Callable[[], Any], keys: Any = None) -> QAction:
        action = menu.addAction("")
        action.triggered.connect(lambda: do())
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        return action

    def _add_pages(self, words: dict[str, str]) -> None:
        show = self._window.show_page
        for number, name in enumerate(words, start=1):
            keys = f"Ctrl+{number}" if number <= 9 else None
            self._pages[name] = self._act(self._go, lambda name=name: show(name), keys)

    def _add_themes(self) -> None:
        group = QActionGroup(self)
        for mode in ("system", "light", "dark"):
            action = self._act(self._view, lambda mode=mode: self._window.use_theme(mode))
            action.setCheckable(True)
            action.setChecked(self._window.room.settings.theme == mode)
            group.addAction(action)
            self._themes[mode] = action

    def _add_help(self) -> None:
        window = self._window

        def section(name: str) -> Callable[[], None]:
            return lambda: window.show_page("models", section=name)

        self._manual = self._act(self.help, window.show_manual)
        self._keys = self._act(self.help, section("keys"), "F1")
        self._guide = self._act(self.help, window.guide.begin)
        self.help.addSeparator()
        self._check = self._act(self.help, section("machine"))
        self._report = self._act(self.help, lambda: report_desk.current().wanted.emit(""))
        self.help.addSeparator()
        self._about = self._act(self.help, section("about"))

    def _enable(self) -> None:
        self._copy.setEnabled(self._window.room.collection is not None)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for folder in self._window.room.settings.recent:
            action = self._recent.addAction(folder)
            action.setEnabled(Path(folder).is_dir())
            action.triggered.connect(
                lambda _checked=False, folder=folder: self._window.opening.open(Path(folder))
            )
