"""Services: who writes drafts, and the server that searches for many at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Progress
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.dialogs import ask
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.section import Section, SettingRow
from songclip_desktop.ui.widgets.service_form import ServiceForm
from songclip_desktop.ui.widgets.text import Text

FORM_PX, ADDRESS_PX = 760, 320


class ServicesSection(Section):
    """The drafting service is the one the draft page uses; the server is the collection's."""

    def __init__(self, room: Room) -> None:
        """The keychain is asked when it is shown."""
        super().__init__(room)
        self.delete = QuietButton()
        self.delete.clicked.connect(self._delete)
        self._title, self._line = self.heading(self.delete)
        self.form = ServiceForm(room)
        self.form.setMaximumWidth(FORM_PX)
        self._writer = SettingRow(self.form.choice)
        self.form.changed.connect(self._changed)
        self.server = ServerPanel(room)
        self.body.addWidget(self._writer)
        self.body.addWidget(self.form)
        self.body.addSpacing(24)
        self.body.addWidget(self.server)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("撰稿服务"))
        self._line.setText(self.tr("改了立即生效，「撰稿」页用的就是它"))
        self.form.retranslate()
        self._writer.say(self.tr("谁来写"), self.tr("选「另一个服务…」添加任何 OpenAI 兼容的服务"))
        self.server.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Reads the settings; asks the keychain only while somebody looks."""
        self.form.show_settings()
        if self.isVisible():
            self.form.look_up_key()
        self._show_delete()
        self.server.refresh()

    def _changed(self) -> None:
        self._show_delete()
        self.form.look_up_key()
        self.room.settings_changed.emit()

    def _show_delete(self) -> None:
        profile, kept = self.form.profile, self.room.settings
        own = profile is not None and any(each.name == profile.name for each in kept.profiles)
        shipped = profile is not None and kept.is_shipped(profile.name)
        self.delete.setVisible(own)
        self.delete.setText(self.tr("恢复原样…") if shipped else self.tr("删去这个服务…"))

    def _delete(self) -> None:
        profile = self.form.profile
        if profile is None:
            return
        sure = ask(
            self,
            self.tr("删去「{0}」的设置？").format(profile.name),
            self.tr("地址、模型、价钱与钥匙串里的密钥都会移去；已写成的草稿不受影响。"),
            self.tr("保留"),
            self.tr("删去"),
        )
        if not sure:
            return
        kept = self.room.settings
        kept.drop_profile(profile.name)
        kept.save()
        if all(each.endpoint != profile.endpoint for each in kept.known_profiles()):
            self.form.tasks.keep_key(profile.endpoint, "")
        self.room.settings_changed.emit()
        self.refresh()


class ServerPanel(Section):
    """A Milvus server that has the collection's vectors, for more people than one machine serves."""

    def __init__(self, room: Room) -> None:
        """Nothing is asked of a server before a button is pressed."""
        super().__init__(room)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.put, self.leave = PlainButton(), QuietButton()
        self.put.clicked.connect(self._put)
        self.leave.clicked.connect(self._leave)
        self._title, self._line = self.heading()
        self.address = QLineEdit()
        self.address.setPlaceholderText("milvus://server:19530")
        self.address.setMinimumWidth(ADDRESS_PX)
        self.problem, self.strip = ErrorPanel(), ProgressStrip()
        self.strip.hide()
        self._job: Job | None = None
        self.strip.stop.clicked.connect(lambda: self._job and self._job.stop())
        self._row = SettingRow(self.address)
        self._state = Text("", "body", "ink_2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._state, 1)
        row.addWidget(self.leave)
        row.addWidget(self.put)
        self.body.addWidget(self._row)
        self.body.addLayout(row)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.strip)
        self.address.textChanged.connect(lambda _text: self._allow())
        room.jobs.changed.connect(self._allow)

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("向量服务"))
        self._line.setText(self.tr("只有多人同查一批大藏品时才用得着"))
        self._row.say(
            self.tr("Milvus 地址"), self.tr("写成 milvus://用户:密码@主机:19530；密码存在钥匙串里")
        )
        self.put.setText(self.tr("把向量放上去"))
        self.leave.setText(self.tr("改回本机检索"))
        self.strip.retranslate()

    def refresh(self) -> None:
        """Which server the collection names."""
        from songclip_desktop.workflow import serving

        collection = self.room.collection
        server = serving.named(collection) if collection is not None else None
        self.problem.clear()
        if not self.address.hasFocus():
            self.address.setText(server.address if server else "")
            self.address.setCursorPosition(0)
        told = self.tr("这批藏品在 {0} 检索；那里不是最新时在本机检索。")
        here = self.tr("这批藏品在本机检索。")
        self._state.setText(told.format(server.host) if server else here)
        self.leave.setVisible(server is not None)
        self._allow()

    def _allow(self) -> None:
        collection = self.room.collection
        reason = ""
        if collection is None or collection.read_only:
            reason = self.tr("没有打开可以写的藏品")
        elif self.room.jobs.running:
            reason = self.tr("等进行中的工作做完")
        elif not self.address.text().strip():
            reason = self.tr("先写地址")
        self.put.set_possible(not reason, reason)
        self.leave.set_possible(collection is not None and not collection.read_only, reason)

    def _put(self) -> None:
        from songclip_desktop.workflow import serving

        collection, engine = self.room.collection, self.room.engine
        if collection is None:
            return
        self.problem.clear()
        try:
            prepared = serving.prepare(collection, self.address.text().strip())
        except SongClipError as error:
            self.problem.show_error(error)
            return

        def done(served: Any) -> None:
            self.strip.hide()
            if self.room.collection is collection:
                self.room.feed.announce(serving.finish(collection, served))
                self.room.settings_changed.emit()  # the line about the network is another now
            self.refresh()
            self.room.toast(self.tr("向量已放到 {0}").format(served.server.host))

        self.strip.set_name(self.tr("放到向量服务"))
        self.strip.show()
        self._job = self.room.jobs.start(
            self.tr("放到向量服务"),
            lambda listener: serving.execute(prepared, engine, listener),
            done,
            on_failure=self._failed,
            on_stopped=self.strip.hide,
            on_progress=self._progressed,
            page="models",
            icon="search",
        )

    def _leave(self) -> None:
        from songclip_desktop.workflow import serving

        if self.room.collection is not None:
            self.room.feed.announce(serving.leave(self.room.collection))
            self.room.settings_changed.emit()
            self.refresh()

    def _progressed(self, progress: Progress) -> None:
        if self._job is not None:
            self.strip.show_progress(progress, self._job.pace)

    def _failed(self, error: object) -> None:
        self.strip.hide()
        self.problem.show_error(error)
