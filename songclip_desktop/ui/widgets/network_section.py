"""The network: one switch that closes it, and every place that this program would speak to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from PySide6.QtWidgets import QLineEdit

from songclip_desktop import network
from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.fields import Check, Choice
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.record import Facts
from songclip_desktop.ui.widgets.section import Section, SettingRow
from songclip_desktop.ui.widgets.text import Text

ADDRESS_PX = 320


class NetworkSection(Section):
    """Each change is kept and holds at once, also for the engine that is started next."""

    def __init__(self, room: Room) -> None:
        """Shows the settings as they are."""
        super().__init__(room)
        self._title, self._line = self.heading()
        self.offline, self.source = Check(), Choice()
        self.engine_address = QLineEdit()
        self.problem = ErrorPanel()
        self._rows = {
            "offline": SettingRow(self.offline),
            "source": SettingRow(self.source),
            "engine": SettingRow(self.engine_address),
        }
        for row in self._rows.values():
            self.body.addWidget(row)
        self.body.addWidget(self.problem)
        self.body.addSpacing(16)
        self._places_title = Text("", "section")
        self._places_line = Text("", "body", "ink_2", wrap=True)
        self._places = Facts(160)
        for part in (self._places_title, self._places_line, self._places):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.offline.clicked.connect(lambda: self._keep(offline=self.offline.isChecked()))
        self.source.chosen.connect(lambda key: self._keep(model_source=key))
        self.engine_address.editingFinished.connect(self._keep_address)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("网络"))
        self._line.setText(self.tr("没有你的设置，什么也不送出"))
        self.offline.setText(self.tr("这台电脑保持离线"))
        self._rows["source"].say(
            self.tr("模型的来源"), self.tr("只在按「联网获取」时连接；支持系统的代理")
        )
        self._rows["engine"].say(
            self.tr("引擎的地址"), self.tr("本单位放置引擎安装包的网址；没有就从文件安装")
        )
        self.engine_address.setPlaceholderText("https://")
        self._places_title.setText(self.tr("会连接的地方"))
        self._places_line.setText(self.tr("本程序只连接下列各处，没有统计，也不检查更新。"))
        self.refresh()

    def refresh(self) -> None:
        """What holds now."""
        from songclip_desktop.workflow import model_sources

        kept = self.room.settings
        self.problem.clear()
        self.offline.setChecked(network.offline())
        by_system = network.closed_by() == "environment"
        self.offline.setEnabled(not by_system)
        if by_system:
            line = self.tr("由环境变量 SONGCLIP_OFFLINE 打开，这里不能关")
        else:
            line = self.tr("勾上之后，除了这台电脑自己，什么地方也不连接；引擎也一样")
        self._rows["offline"].say(self.tr("离线"), line)
        named = [(each, model_sources.label(each)) for each in model_sources.SOURCES]
        self.source.set_choices([("", self.tr("随语言")), *named])
        self.source.choose(kept.model_source)
        self.engine_address.setMinimumWidth(ADDRESS_PX)
        if not self.engine_address.hasFocus():
            self.engine_address.setText(kept.engine_address)
            self.engine_address.setCursorPosition(0)
        self._show_places()

    def _show_places(self) -> None:
        from songclip_desktop.workflow import model_sources, serving

        kept, collection = self.room.settings, self.room.collection
        profile = kept.find_profile(kept.profile) if kept.profile else None
        server = serving.named(collection) if collection is not None else None
        nowhere = self.tr("无")
        source = model_sources.chosen_source()
        named = f"{model_sources.label(source)}　{_host(model_sources.address(source))}"
        self._places.show_facts(
            [
                (
                    self.tr("撰稿服务"),
                    f"{profile.name}　{_host(profile.endpoint)}" if profile else nowhere,
                ),
                (self.tr("模型的来源"), named),
                (self.tr("引擎的地址"), _host(kept.engine_address) or nowhere),
                (self.tr("向量服务"), server.host if server else nowhere),
                (self.tr("入藏时"), self.tr("你填写的 IIIF 网址，以及其中指明的图像")),
                (self.tr("代理"), _proxy() or nowhere),
            ]
        )

    def _keep_address(self) -> None:
        typed = self.engine_address.text().strip()
        if typed == self.room.settings.engine_address:
            return
        self.problem.clear()
        try:
            if typed:
                network.ensure_allowed(typed)
        except SongClipError as error:
            if error.code != "offline":  # the address may wait for the switch
                self.problem.show_error(error)
                return
        self._keep(engine_address=typed)

    def _keep(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.room.settings, name, value)
        self.room.settings.save()
        self.room.settings_changed.emit()
        self.refresh()


def _host(address: str) -> str:
    """The host of an address, without a password."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def _proxy() -> str:
    """What the environment or the system says, as the network's client reads it."""
    found = getproxies()
    return _host(found.get("https") or found.get("all") or found.get("http") or "")
