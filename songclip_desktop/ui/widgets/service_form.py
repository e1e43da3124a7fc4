"""Who writes: this machine, or a service with its address, models, key, price and limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from songclip_desktop.drafting import keys
from songclip_desktop.drafting.connection import Connection
from songclip_desktop.settings import PRESETS, DrafterProfile, Settings
from songclip_desktop.ui.models.service_tasks import ServiceTasks
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.connection_view import ConnectionView
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.model_field import ModelField, MoneyField
from songclip_desktop.ui.widgets.text import Hairline, Text

if TYPE_CHECKING:
    from songclip_desktop.ui.room import Room

OFFLINE = "offline"
NEW = "new"
GROUP_GAP_PX = 8

translate = QCoreApplication.translate


class ServiceForm(QWidget):
    """A choice of drafter and, for a service, its fields. `changed` after every edit by hand.

    What is typed is kept in the settings at once, but for the key: that goes to the keychain, or
    where there is none lives in this session alone. A key belongs to its address.

    Attributes:
        choice: who writes; set beside the form by whoever shows it.
        tasks: asks keychain and service; `tasks.with_key` before a key is used.
    """

    changed = Signal()

    def __init__(self, room: Room, passages: bool = False) -> None:
        """`passages`: for annotating, where this machine alone cannot write."""
        super().__init__()
        self._room, self._passages = room, passages
        self.tasks = ServiceTasks(room, self)
        self.choice = Choice()
        self._labels = [Text("", "label", "ink_3", wrap=True) for _ in range(10)]
        self.address, self.key = QLineEdit(), QLineEdit()
        self.vision, self.text = ModelField(), ModelField()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.price_in, self.price_out, self.most = MoneyField(), MoneyField(), MoneyField()
        self.at_once, self.cap, self.side = QSpinBox(), QSpinBox(), QSpinBox()
        self.at_once.setRange(1, 64)
        self.cap.setRange(0, 1_000_000_000)
        self.cap.setSingleStep(10_000)
        self.cap.setGroupSeparatorShown(True)
        self.side.setRange(256, 4096)
        self.side.setSingleStep(128)
        self.side.setSuffix(" px")
        self._note = Text("", "label", "ink_3", wrap=True)
        self.trial, self.fetch = PlainButton(), QuietButton()
        self._doing = Text("", "body", "ink_2", wrap=True)
        self.found, self.problem = ConnectionView(), ErrorPanel()
        self._fields = QWidget()
        self._lay_out()
        self._connect()
        self.show_settings()

    @property
    def _settings(self) -> Settings:
        """Those in use now: the window may have read them anew."""
        return self._room.settings

    @property
    def profile(self) -> DrafterProfile | None:
        """The service as it stands; None for this machine alone."""
        chosen = self.choice.current()
        return None if chosen in ("", OFFLINE) else self._settings.find_profile(chosen)

    def show_settings(self) -> None:
        """Reads the settings anew."""
        names = [each.name for each in self._settings.profiles]
        names += [each.name for each in PRESETS if each.name not in names]
        offline = [] if self._passages else [(OFFLINE, translate("service_form", "本机离线起草"))]
        own = [(NEW, translate("service_form", "另一个服务…"))]
        self.choice.set_choices([*offline, *((name, name) for name in names), *own])
        self.choice.choose(self._settings.profile or OFFLINE)
        if self._passages and not self._settings.profile:
            self.choice.choose(names[0])
        self._fill()

    def look_up_key(self) -> None:
        """Asks the keychain for the key of the address, where it was not asked yet."""
        if self.profile is not None:
            self.tasks.with_key(self.profile.endpoint, self._show_key)

    def retranslate(self) -> None:
        """Labels, names and the note on the key."""
        works = translate("service_form", "同时几幅")
        at_once = translate("service_form", "同时几则") if self._passages else works
        words = (
            translate("service_form", "地址"),
            translate("service_form", "密钥"),
            translate("service_form", "看图模型"),
            translate("service_form", "文字模型"),
            translate("service_form", "每百万令牌的价钱·送入"),
            translate("service_form", "每百万令牌的价钱·写出"),
            translate("service_form", "一次任务的费用上限（0 不限）"),
            translate("service_form", "一次任务的令牌上限（0 不限）"),
            at_once,
            translate("service_form", "送出的边长"),
        )
        for label, field, word in zip(self._labels, self._all(), words, strict=True):
            label.setText(word)
            field.setAccessibleName(word)
        self.choice.setAccessibleName(translate("service_form", "谁来写"))
        self.trial.setText(translate("service_form", "试连接"))
        self.fetch.setText(translate("service_form", "取模型清单"))
        self.show_settings()

    def _all(self) -> tuple[QWidget, ...]:
        return (self.address, self.key, self.vision, self.text, self.price_in, self.price_out,
                self.most, self.cap, self.at_once, self.side)  # fmt: skip

    def _lay_out(self) -> None:
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        pairs = list(zip(self._labels, self._all(), strict=True))
        for row, (label, field) in enumerate(pairs[:2]):  # address and key take the whole width
            grid.addWidget(label, 3 * row, 0, 1, 2)
            grid.addWidget(field, 3 * row + 1, 0, 1, 2)
        grid.addWidget(self._note, 5, 0, 1, 2)
        grid.setRowMinimumHeight(6, GROUP_GAP_PX)
        _pairs_of_columns(grid, pairs[2:4], 7)
        tried = QHBoxLayout()
        tried.setContentsMargins(0, 8, 0, 0)
        tried.setSpacing(8)
        tried.addWidget(self.trial)
        tried.addWidget(self.fetch)
        tried.addWidget(self._doing, 1)
        grid.addLayout(tried, 9, 0, 1, 2)
        grid.addWidget(self.found, 10, 0, 1, 2)
        grid.addWidget(self.problem, 11, 0, 1, 2)
        grid.addWidget(Hairline(), 12, 0, 1, 2)
        for row in (2, 9, 15, 18):
            grid.setRowMinimumHeight(row, GROUP_GAP_PX)
        grid.setRowMinimumHeight(12, 3 * GROUP_GAP_PX)
        _pairs_of_columns(grid, pairs[4:], 13)
        if self._passages:
            self._labels[-1].hide()
            self.side.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)

    def _connect(self) -> None:
        self.choice.chosen.connect(self._choose)
        self.address.editingFinished.connect(self._keep)
        for model in (self.vision, self.text):
            model.edited.connect(self._keep)
        self.key.textChanged.connect(self._keep_key)
        self.key.editingFinished.connect(self._store_key)
        for field in (self.price_in, self.price_out, self.most, self.at_once, self.cap, self.side):
            field.lineEdit().setTextMargins(8, 0, 0, 0)
            field.valueChanged.connect(self._keep)
        self.trial.clicked.connect(self._try)
        self.fetch.clicked.connect(self._fetch)
        self.tasks.moved.connect(self._show_doing)
        self.tasks.key_came.connect(lambda _endpoint: self._show_key())
        self.tasks.key_kept.connect(self._show_note)
        self.tasks.listed.connect(self._listed)
        self.tasks.tried.connect(self._tried)
        self.tasks.wrong.connect(self.problem.show_error)

    def _choose(self, name: str) -> None:
        if name == NEW:
            name = self._new_name()
            self._settings.keep_profile(DrafterProfile(name=name, endpoint="http://localhost/v1"))
        self._settings.profile = "" if name == OFFLINE else name
        self._settings.save()
        for model in (self.vision, self.text):
            model.clear()
        self._forget_trial()
        self.show_settings()
        self.changed.emit()

    def _new_name(self) -> str:
        taken = {each.name for each in (*self._settings.profiles, *PRESETS)}
        word = translate("service_form", "服务")
        return next(f"{word} {n}" for n in range(1, 1000) if f"{word} {n}" not in taken)

    def _fill(self) -> None:
        profile = self.profile
        self._fields.setVisible(profile is not None)
        if profile is None:
            return
        for field in self._all():
            field.blockSignals(True)
        self.address.setText(profile.endpoint)
        self.address.setCursorPosition(0)
        self.vision.set_text(profile.vision_model)
        self.text.set_text(profile.text_model)
        for box in (self.price_in, self.price_out, self.most):
            box.setPrefix(f"{profile.currency} ")
        self.price_in.setValue(profile.price_in)
        self.price_out.setValue(profile.price_out)
        self.most.setValue(profile.max_cost_total)
        self.at_once.setValue(profile.concurrency)
        self.cap.setValue(profile.max_tokens_total)
        self.side.setValue(profile.side_px)
        for field in self._all():
            field.blockSignals(False)
        self._show_key()

    def _keep(self) -> None:
        profile = self.profile
        if profile is None:
            return
        fields = {
            "endpoint": self.address.text().strip() or profile.endpoint,
            "vision_model": self.vision.text(),
            "text_model": self.text.text(),
            "price_in": self.price_in.value(),
            "price_out": self.price_out.value(),
            "max_cost_total": self.most.value(),
            "max_tokens_total": self.cap.value(),
            "concurrency": self.at_once.value(),
            "side_px": self.side.value(),
        }
        changed = profile.model_copy(update=fields)
        if changed == profile:
            return
        self._settings.keep_profile(changed)
        self._settings.save()
        if (changed.endpoint, changed.vision_model) != (profile.endpoint, profile.vision_model):
            self._forget_trial()
        if changed.endpoint != profile.endpoint:
            self._show_key()  # the former address keeps its key; this one may have its own
            self.look_up_key()
        self.changed.emit()

    # -- the key -----------------------------------------------------------------------------

    def _keep_key(self) -> None:
        profile = self.profile
        if profile is not None:
            keys.keep(profile.endpoint, self.key.text())
            self._forget_trial()

    def _store_key(self) -> None:
        profile = self.profile
        if profile is not None and self.key.isModified():
            self.key.setModified(False)
            self.tasks.keep_key(profile.endpoint, self.key.text())

    def _show_key(self) -> None:
        profile = self.profile
        if profile is None:
            return
        self.key.blockSignals(True)
        self.key.setText(keys.of(profile.endpoint))
        self.key.blockSignals(False)
        self._show_note()

    def _show_note(self, _endpoint: str = "", kept: bool = True) -> None:
        """Where the key is kept: said truly, and not before it is known."""
        self._note.setText(_note(self.tasks.keychain, kept))

    # -- asking the service ------------------------------------------------------------------

    def _try(self) -> None:
        if self.profile is not None:
            self._forget_trial()
            self.tasks.try_service(self.profile)

    def _fetch(self) -> None:
        if self.profile is not None:
            self._forget_trial()
            self.tasks.ask_models(self.profile)

    def _forget_trial(self) -> None:
        self.found.clear()
        self.problem.clear()
        self._doing.setText("")

    def _show_doing(self) -> None:
        busy = self.tasks.busy
        for button in (self.trial, self.fetch):
            button.set_possible(not busy, translate("service_form", "正在问"))
        self._doing.setText(translate("service_form", "正在问…") if busy else "")

    def _listed(self, names: list[str]) -> None:
        for model in (self.vision, self.text):
            model.offer(names)
        if names:
            words = translate("service_form", "有 {count} 个模型，点开模型一栏来选。")
            self._doing.setText(words.format(count=len(names)))
        else:
            self._doing.setText(translate("service_form", "这个服务不给清单，请自己填模型名。"))

    def _tried(self, found: Connection) -> None:
        if found.models:
            for model in (self.vision, self.text):
                model.offer(found.models)
        self.found.show_connection(found)
        profile = self.profile
        if profile is None or found.way is None:
            return
        if self._settings.remember_way(profile, found.model, found.way):
            self._settings.save()
            self.changed.emit()


def _pairs_of_columns(
    grid: QGridLayout, pairs: Sequence[tuple[QWidget, QWidget]], first: int
) -> None:
    """Two beside each other, label over field; labels stand on their fields."""
    for place, (label, field) in enumerate(pairs):
        row, column = divmod(place, 2)
        grid.addWidget(label, first + 3 * row, column, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(field, first + 3 * row + 1, column)


def _note(keychain: str | None, kept: bool) -> str:
    """Where a key is kept; `keychain` None while that is not known."""
    if keychain is None:
        return translate("service_form", "密钥不写进任何文件。")
    if not keychain:
        return translate(
            "service_form",
            "这台电脑没有可用的钥匙串：密钥只留到退出，不写进任何文件。"
            "也可放在环境变量 SONGCLIP_API_KEY。",
        )
    if kept:
        words = translate(
            "service_form", "密钥存在系统的钥匙串（{name}）里，只用于这个地址，不写进任何文件。"
        )
    else:
        words = translate(
            "service_form", "钥匙串（{name}）没有收下：密钥只留到退出，不写进任何文件。"
        )
    return words.format(name=keychain)
