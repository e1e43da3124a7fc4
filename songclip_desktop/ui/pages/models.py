"""模型与设置: base models and runs, services, appearance, network, storage, this machine, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.ui import theme
from songclip_desktop.ui.pages.page import NARROW_PX, Page
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.about_section import AboutSection
from songclip_desktop.ui.widgets.device_section import DeviceSection
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.keys_section import KeysSection
from songclip_desktop.ui.widgets.look_section import LookSection
from songclip_desktop.ui.widgets.machine_section import MachineSection
from songclip_desktop.ui.widgets.models_section import ModelsSection
from songclip_desktop.ui.widgets.network_section import NetworkSection
from songclip_desktop.ui.widgets.safekeeping_section import SafekeepingSection
from songclip_desktop.ui.widgets.section import Section, SectionButton
from songclip_desktop.ui.widgets.services_section import ServicesSection
from songclip_desktop.ui.widgets.storage_section import StorageSection
from songclip_desktop.ui.widgets.tags_section import TagsSection
from songclip_desktop.ui.widgets.text import Hairline, Text

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection

LIST_PX = 200


class ModelsPage(Page):
    """A list of sections at the left, the one chosen beside it."""

    name = "models"

    def __init__(self, room: Room) -> None:
        """All sections; each is read when shown."""
        super().__init__(room)
        self.sections: dict[str, Section] = {
            "models": ModelsSection(room),
            "services": ServicesSection(room),
            "look": LookSection(room),
            "network": NetworkSection(room),
            "storage": StorageSection(room),
            "safekeeping": SafekeepingSection(room),
            "tags": TagsSection(room),
            "device": DeviceSection(room),
            "machine": MachineSection(room),
            "keys": KeysSection(room),
            "about": AboutSection(room),
        }
        self._title = Text("", "title")
        self._chosen: Section = self.sections["models"]
        self._buttons: dict[str, SectionButton] = {}
        self._group = QButtonGroup(self)
        self._build()
        self.choose("models")

    def choose(self, name: str) -> None:
        """Shows a section."""
        self._buttons[name].setChecked(True)
        self._jump.choose(name)
        for each, section in self.sections.items():
            section.setVisible(each == name)
        self._chosen = self.sections[name]
        self.ground.move(0, 0)
        self.sections[name].refresh()

    def open_collection(self, collection: Collection | None) -> None:
        """The models in use and the runs are another collection's."""
        self.refresh()

    def refresh(self) -> None:
        """Reads the section in view anew."""
        self._chosen.refresh()

    def arrive(self, section: str = "", **_more: Any) -> None:
        """Another page leads to one section."""
        if section in self.sections:
            self.choose(section)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("模型与设置"))
        words = {
            "models": self.tr("模型"),
            "services": self.tr("撰稿服务"),
            "look": self.tr("外观与语言"),
            "network": self.tr("网络"),
            "storage": self.tr("存放"),
            "safekeeping": self.tr("保管"),
            "tags": self.tr("标签"),
            "device": self.tr("运算"),
            "machine": self.tr("这台电脑"),
            "keys": self.tr("快捷键"),
            "about": self.tr("关于"),
        }
        for name, button in self._buttons.items():
            button.setText(words[name])
        self._jump.setAccessibleName(self.tr("模型与设置"))
        self._jump.set_choices(list(words.items()))
        for section in self.sections.values():
            section.retranslate()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list of sections is one line to choose from."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW_PX)
        self._names.setVisible(not narrow)
        self._line.setVisible(not narrow)
        self._jump.setVisible(narrow)
        for section in self.sections.values():  # at the edge of what is above it, as all pages
            section.set_beside(not narrow)

    def _build(self) -> None:
        for name in self.sections:
            button = SectionButton()
            button.clicked.connect(lambda _checked=False, name=name: self.choose(name))
            self._group.addButton(button)
            self._buttons[name] = button
        self._jump = Choice()
        self._jump.chosen.connect(self.choose)
        self._jump.hide()
        self._names = names = QWidget()
        self._line = Hairline(standing=True)
        names.setMinimumWidth(theme.px(LIST_PX))
        names.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(names)
        column.setContentsMargins(20, 20, 16, 16)
        column.setSpacing(2)
        self._title.setContentsMargins(12, 0, 0, 12)
        column.addWidget(self._title)
        for button in self._buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        self.body.addWidget(self._jump)
        # No stack: it would be as high as the highest of them.
        for section in self.sections.values():
            self.body.addWidget(section, 1)
        self.root.insertWidget(0, names)
        self.root.insertWidget(1, self._line)
