"""Who writes: this machine, or a service with its address, models, key, price and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from songclip_desktop.drafting import keys
from songclip_desktop.settings import PRESETS, DrafterProfile, Settings
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from songclip_desktop.ui.room import Room

OFFLINE = "offline"
NEW = "new"

translate = QCoreApplication.translate


class ServiceForm(QWidget):
    """A choice of drafter and, for a service, its fields. `changed` after every edit by hand.

    What is typed is kept in the settings at once, but for the key: that lives in this session
    alone.

    Attributes:
        choice: who writes; set beside the form by whoever shows it.
    """

    changed = Signal()

    def __init__(self, room: Room, passages: bool = False) -> None:
        """`passages`: for annotating, where this machine alone cannot write."""
        super().__init__()
        self._room, self._passages = room, passages
        self.choice = Choice()
        self._labels = [Text("", "label", "ink_3") for _ in range(8)]
        self.address, self.vision, self.text = QLineEdit(), QLineEdit(), QLineEdit()
        self.key = QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.price_in, self.price_out = _price(), _price()
        self.at_once, self.cap = QSpinBox(), QSpinBox()
        for box in (self.at_once, self.cap, self.price_in, self.price_out):
            box.lineEdit().setTextMargins(8, 0, 0, 0)
        self.at_once.setRange(1, 64)
        self.cap.setRange(0, 1_000_000_000)
        self.cap.setSingleStep(10_000)
        self.cap.setGroupSeparatorShown(True)
        self._note = Text("", "label", "ink_3", wrap=True)
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

    def retranslate(self) -> None:
        """Labels, names and the note on the key."""
        words = (
            translate("service_form", "地址"),
            translate("service_form", "看图模型"),
            translate("service_form", "文字模型"),
            translate("service_form", "密钥（只留到退出）"),
            translate("service_form", "每百万令牌·送入"),
            translate("service_form", "每百万令牌·写出"),
            translate("service_form", "同时几幅"),
            translate("service_form", "令牌上限（0 不限）"),
        )
        for label, field, word in zip(self._labels, self._all(), words, strict=True):
            label.setText(word)
            field.setAccessibleName(word)
        self.choice.setAccessibleName(translate("service_form", "谁来写"))
        self._note.setText(
            translate(
                "service_form", "密钥不写进任何文件，退出即忘；也可放在环境变量 SONGCLIP_API_KEY。"
            )
        )
        self.show_settings()

    def _all(self) -> tuple[QWidget, ...]:
        return (self.address, self.vision, self.text, self.key,
                self.price_in, self.price_out, self.at_once, self.cap)  # fmt: skip

    def _lay_out(self) -> None:
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, (label, field) in enumerate(zip(self._labels, self._all(), strict=True)):
            row, column = divmod(place, 4)
            grid.addWidget(label, 3 * row, column)
            grid.addWidget(field, 3 * row + 1, column)
        grid.setRowMinimumHeight(2, 8)
        for column, share in enumerate((4, 2, 2, 3)):
            grid.setColumnStretch(column, share)
        grid.addWidget(self._note, 5, 0, 1, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields)

    def _connect(self) -> None:
        self.choice.chosen.connect(self._choose)
        for field in (self.address, self.vision, self.text):
            field.editingFinished.connect(self._keep)
        self.key.textChanged.connect(self._keep_key)
        for field in (self.price_in, self.price_out, self.at_once, self.cap):
            field.valueChanged.connect(self._keep)

    def _choose(self, name: str) -> None:
        if name == NEW:
            name = self._new_name()
            self._settings.keep_profile(DrafterProfile(name=name, endpoint="http://localhost/v1"))
        self._settings.profile = "" if name == OFFLINE else name
        self._settings.save()
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
        lines = (self.address, self.vision, self.text)
        words = (profile.endpoint, profile.vision_model, profile.text_model)
        for line, word in zip(lines, words, strict=True):
            line.setText(word)
            line.setCursorPosition(0)
        self.key.setText(keys.of(profile.endpoint))
        self.price_in.setValue(profile.price_in)
        self.price_out.setValue(profile.price_out)
        self.at_once.setValue(profile.concurrency)
        self.cap.setValue(profile.max_tokens_total)
        for field in self._all():
            field.blockSignals(False)

    def _keep(self) -> None:
        profile = self.profile
        if profile is None:
            return
        fields = {
            "endpoint": self.address.text().strip() or profile.endpoint,
            "vision_model": self.vision.text().strip(),
            "text_model": self.text.text().strip(),
            "price_in": self.price_in.value(),
            "price_out": self.price_out.value(),
            "concurrency": self.at_once.value(),
            "max_tokens_total": self.cap.value(),
        }
        changed = profile.model_copy(update=fields)
        if changed == profile:
            return
        self._settings.keep_profile(changed)
        self._settings.save()
        if changed.endpoint != profile.endpoint:
            self._keep_key()
        self.changed.emit()

    def _keep_key(self) -> None:
        profile = self.profile
        if profile is not None:
            keys.keep(profile.endpoint, self.key.text())


def _price() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(0, 100_000)
    box.setDecimals(2)
    return box
