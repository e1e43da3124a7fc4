"""What models run on and in what precision: chosen among what was probed on this machine."""

from __future__ import annotations

from typing import Any

from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PrimaryButton
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.messages import Banner, ErrorPanel
from songclip_desktop.ui.widgets.progress import size_words
from songclip_desktop.ui.widgets.record import Facts
from songclip_desktop.ui.widgets.section import Section, SettingRow
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow import machine
from songclip_desktop.workflow.machine import Available, Machine


class DeviceSection(Section):
    """Measures when asked, and anew after a change; engines that run go on as they began."""

    def __init__(self, room: Room) -> None:
        """Nothing is measured before it is asked for."""
        super().__init__(room)
        self.measure = PrimaryButton()
        self.measure.clicked.connect(self._measure)
        self._title, self._line = self.heading(self.measure)
        self.problem, self.warning = ErrorPanel(), Banner()
        self.device, self.precision = Choice(), Choice()
        self._rows = {"device": SettingRow(self.device), "precision": SettingRow(self.precision)}
        for part in (self.problem, self.warning, *self._rows.values()):
            self.body.addWidget(part)
        self.body.addSpacing(16)
        self._found_title, self._found = Text("", "section"), Facts(160)
        self._unknown = Text("", "body", "ink_2", wrap=True)
        for part in (self._found_title, self._unknown, self._found):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.device.chosen.connect(lambda key: self._keep(device=key, precision="auto"))
        self.precision.chosen.connect(lambda key: self._keep(precision=key))

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("运算"))
        self._line.setText(self.tr("训练与建索引用什么算"))
        self.measure.setText(self.tr("重新测量"))
        self._rows["device"].say(
            self.tr("设备"), self.tr("自动：有能用的显卡就用显卡；已经开始的工作不受影响")
        )
        self._rows["precision"].say(
            self.tr("精度"),
            self.tr("自动：按设备与模型选最快而不失准的；同样的数据各精度结果略有出入"),
        )
        self._found_title.setText(self.tr("这台电脑有"))
        self.refresh()

    def refresh(self) -> None:
        """What was probed, and what holds now."""
        kept, known = self.room.settings, machine.known()
        devices = known.devices if known else ()
        words = {"cuda": self.tr("显卡"), "cpu": self.tr("处理器")}
        offered = [each.device for each in devices] or ["cpu"]
        if kept.device not in ("auto", *offered):
            offered.append(kept.device)
        self.device.set_choices(
            [("auto", self.tr("自动")), *((each, words[each]) for each in offered)]
        )
        self.device.choose(kept.device)
        able = self._precisions(devices, kept.device)
        if kept.precision not in ("auto", *able):
            able.append(kept.precision)
        self.precision.set_choices([("auto", self.tr("自动")), *((each, each) for each in able)])
        self.precision.choose(kept.precision)
        gone = known is not None and kept.device not in ("auto", *(d.device for d in devices))
        if gone:
            self.warning.show_problem(
                self.tr("选定的显卡这次没有测到，用到模型的工作会停下。"), "",
                self.tr("改回自动"), lambda: self._keep(device="auto", precision="auto"),
            )  # fmt: skip
        else:
            self.warning.clear()
        self._show_found(known, words)

    def _precisions(self, devices: tuple[Available, ...], device: str) -> list[str]:
        """Those of the chosen device; of the fastest where none is chosen."""
        for each in devices:
            if device in ("auto", each.device):
                return list(each.precisions)
        return ["fp32"]

    def _show_found(self, known: Machine | None, words: dict[str, str]) -> None:
        self._unknown.setText(self.tr("还没有测量过；测量要几秒，也会启动一次引擎。"))
        self._unknown.setVisible(known is None)
        if known is None:
            self._found.show_facts([])
            return
        memory = self.tr("{name}，内存 {size}，{precisions}")
        facts = [
            (
                words.get(each.device, each.device),
                memory.format(
                    name=each.name,
                    size=size_words(each.memory_bytes),
                    precisions=self.tr("、").join(each.precisions),
                ),
            )
            for each in known.devices
        ]
        measured = self.tr("{device}，{precision}，{speed} GFLOP/s").format(
            device=words.get(known.device, known.device),
            precision=known.precision,
            speed=f"{known.gflops:,.0f}",
        )
        facts += [
            (self.tr("实测"), measured),
            (self.tr("核心"), str(known.cores)),
            ("PyTorch", known.torch),
        ]
        self._found.show_facts(facts)

    def _keep(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.room.settings, name, value)
        self.room.settings.save()
        self.room.settings_changed.emit()
        self.refresh()
        self._measure()

    def _measure(self) -> None:
        engine = self.room.engine
        self.problem.clear()
        self.measure.set_possible(False, self.tr("正在测量"))

        def measured(_listener: object) -> Machine:
            engine.close()  # a resident encoder began with the settings of its time
            return machine.measure(engine)

        self.room.jobs.start(
            self.tr("测量这台电脑"),
            measured,
            lambda _machine: self._settled(),
            on_failure=self._failed,
            on_stopped=self._settled,
            page="models",
            icon="models",
        )

    def _settled(self) -> None:
        self.measure.set_possible(True)
        self.refresh()

    def _failed(self, error: object) -> None:
        self._settled()
        self.problem.show_error(error)
