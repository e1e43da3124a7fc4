"""Appearance, language and the curator's name."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit

from songclip_desktop.ui import theme
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import SegmentedControl
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.section import Section, SettingRow

FACTORS = (90, 100, 110, 125, 150)


class LookSection(Section):
    """Each change is kept and seen at once."""

    def __init__(self, room: Room) -> None:
        """Shows the settings as they are."""
        super().__init__(room)
        self._title, self._line = self.heading()
        self.language, self.factor = Choice(), Choice()
        self.theme = SegmentedControl()
        self.curator = QLineEdit()
        self.curator.setMinimumWidth(200)
        self._rows = {
            name: SettingRow(control)
            for name, control in (
                ("language", self.language),
                ("theme", self.theme),
                ("factor", self.factor),
                ("curator", self.curator),
            )
        }
        for row in self._rows.values():
            self.body.addWidget(row)
        self.body.addStretch(1)
        self.language.chosen.connect(lambda key: self._keep(language=key))
        self.theme.chosen.connect(lambda key: self._keep(theme=key))
        self.factor.chosen.connect(lambda key: self._keep(text_factor=int(key)))
        self.curator.editingFinished.connect(self._keep_name)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("外观与语言"))
        self._line.setText(self.tr("改了立即生效"))
        self.language.set_choices(
            [
                ("", self.tr("随系统")),
                ("zh_CN", "简体中文"),
                ("zh_TW", "繁體中文"),
                ("en", "English"),
            ]
        )
        self.theme.set_choices(
            [
                ("system", self.tr("随系统")),
                ("light", self.tr("浅色")),
                ("dark", self.tr("深色")),
            ]
        )
        self.factor.set_choices([(str(factor), f"{factor} %") for factor in FACTORS])
        rows = self._rows
        rows["language"].say(self.tr("语言"))
        rows["theme"].say(self.tr("外观"))
        rows["factor"].say(self.tr("文字大小"))
        rows["curator"].say(self.tr("你的名字"), self.tr("审校与启用都用它署名"))
        self.refresh()

    def refresh(self) -> None:
        """What holds now."""
        kept = self.room.settings
        self.language.choose(kept.language)
        self.theme.choose(kept.theme)
        self.factor.choose(str(kept.text_factor))
        if not self.curator.hasFocus():
            self.curator.setText(kept.curator)
        self.curator.setMinimumWidth(theme.px(200))

    def _keep_name(self) -> None:
        if self.curator.text().strip() != self.room.settings.curator:
            self._keep(curator=self.curator.text().strip())

    def _keep(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.room.settings, name, value)
        self.room.settings.save()
        self.room.settings_changed.emit()
