"""Before a training starts: what will be learned from, what was checked, how long it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.method_panel import MethodPanel
from songclip_desktop.ui.widgets.option_row import OptionRow
from songclip_desktop.ui.widgets.picture import HANDSCROLL_RATIO, Picture
from songclip_desktop.ui.widgets.progress import duration_words
from songclip_desktop.ui.widgets.stacked_bar import Part, StackedBar
from songclip_desktop.ui.widgets.text import Hairline, Headline, Text
from songclip_desktop.ui.widgets.way_choice import WayChoice
from songclip_desktop.workflow.finetune import Preflight
from training import presets

RIGHT_PX = 424
STACKED_BELOW_PX = 840
STRIP_PX, WIDEST_PX = 72, 120
WIDE_GAIN = 0.10  # a smaller gain than this is what a curator hopes to see


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: whether all is well, what was found, and a word that leads to the remedy."""

    well: bool
    text: str
    word: str = ""
    page: str = ""


class _Check(QWidget):
    """One line of the list of checks."""

    def __init__(self, finding: Finding, go: Callable[[str], None]) -> None:
        super().__init__()
        icon = IconLabel("tick" if finding.well else "warning",
                         "malachite" if finding.well else "ochre")  # fmt: skip
        row = QHBoxLayout()
        row.setContentsMargins(8, 1, 0, 1)
        row.setSpacing(12)
        row.addWidget(icon)
        row.addWidget(Text(finding.text, "body", "ink", wrap=True), 1)
        if finding.word:
            button = QuietButton(finding.word)
            button.clicked.connect(lambda: go(finding.page))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(Hairline())
        self.setMinimumHeight(theme.px(36))


class PreflightView(QWidget):
    """The page before the button. `epochs` is what the curator chose.

    Signals:
        went: the name of the page where a finding is mended.
    """

    went = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Empty until `show_preflight`."""
        super().__init__()
        self._preflight: Preflight | None = None
        self._held_out: Sequence[Painting] = ()
        self._headline, self._line = Headline(), Text("", "body", "ink_2", wrap=True)
        self._bar = StackedBar()
        self._check_head, self._strip_head = Text("", "section"), Text("", "section")
        self._strip_words = Text("", "body", "ink_2")
        self._effort_head = Text("", "section")
        self.efforts = {"quick": OptionRow(), "usual": OptionRow(), "long": OptionRow()}
        self.efforts["usual"].setChecked(True)
        self.method, self.ways = MethodPanel(), WayChoice()
        self.ways.chosen.connect(self.method.choose)
        self._checks = QVBoxLayout()
        self._shown: list[_Check] = []
        self._labels = [Text("", "body", "ink_3") for _ in range(5)]
        self._values = [Text("", "body", wrap=True) for _ in range(5)]
        self._pictures = [Picture(thumbnails, WIDEST_PX, STRIP_PX) for _ in range(6)]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(56)
        self._row.addLayout(self._left(), 1)
        self._row.addWidget(self._right())
        theme.current().changed.connect(self._fit)
        self._fit()

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._headline)
        column.addWidget(self._line)
        column.addSpacing(8)
        column.addWidget(self._bar)
        column.addSpacing(8)
        column.addWidget(Hairline())
        column.addSpacing(12)
        column.addWidget(self._check_head)
        self._checks.setSpacing(0)
        column.addLayout(self._checks)
        column.addSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._strip_head)
        head.addWidget(self._strip_words, 1)
        column.addLayout(head)
        strip = QHBoxLayout()
        strip.setSpacing(12)
        for picture in self._pictures:
            strip.addWidget(picture)
        strip.addStretch(1)
        column.addLayout(strip)
        column.addStretch(1)
        return column

    def _right(self) -> QWidget:
        right = self._beside = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.ways)
        column.addWidget(self._effort_head)
        for row in self.efforts.values():
            column.addWidget(row)
        column.addSpacing(12)
        column.addWidget(Hairline())
        column.addSpacing(12)
        facts = QGridLayout()
        facts.setHorizontalSpacing(20)
        facts.setVerticalSpacing(10)
        for number, (label, value) in enumerate(zip(self._labels, self._values, strict=True)):
            facts.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(value, number, 1)
        facts.setColumnStretch(1, 1)
        column.addLayout(facts)
        column.addSpacing(4)
        column.addWidget(self.method)
        column.addStretch(1)
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what is chosen stands below what is known."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Both measures grow with the text."""
        self._beside.setMaximumWidth(theme.px(RIGHT_PX))
        narrow = self.width() < theme.px(STACKED_BELOW_PX)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to be stacked, whichever way it stands now."""
        return QSize(360, super().minimumSizeHint().height())

    @property
    def epochs(self) -> int:
        """How many epochs at most, as chosen: by number, else by effort."""
        assert self._preflight is not None
        if self.method.epochs.value():
            return self.method.epochs.value()
        usual = self._preflight.epochs
        if self._preflight.ways:
            return usual
        shares = {"quick": usual // 3, "usual": usual, "long": usual * 2}
        chosen = next(key for key, row in self.efforts.items() if row.isChecked())
        return max(1, shares[chosen])

    def retranslate(self) -> None:
        """All words."""
        self._check_head.setText(self.tr("训练前检查"))
        self._strip_head.setText(self.tr("留作测试的画"))
        self._strip_words.setText(self.tr("训练时一眼也不看"))
        self._effort_head.setText(self.tr("练多少"))
        self.method.retranslate()
        words = (
            self.tr("底本模型"),
            self.tr("学什么"),
            self.tr("这台电脑"),
            self.tr("中途停"),
            self.tr("离线"),
        )
        for label, word in zip(self._labels, words, strict=True):
            label.setText(word)
        if self._preflight is not None:
            self.show_preflight(self._preflight, self._held_out)

    def show_preflight(self, preflight: Preflight, held_out: Sequence[Painting]) -> None:
        """`held_out`: a few works of the test split, for the strip."""
        self._preflight, self._held_out = preflight, held_out
        number = QLocale().toString
        words = self.tr("从 {works} 件画、{captions} 条说明里学")
        learned = number(preflight.works["train"])
        self._headline.setText(words.format(captions=number(preflight.captions), works=learned))
        self._line.setText(self._line_words(preflight))
        self._line.setVisible(preflight.blocked is None)
        names = {
            "train": (self.tr("训练"), "fill"),
            "valid": (self.tr("验证"), "azurite"),
            "test": (self.tr("测试"), "ochre"),
        }
        count = self.tr("{works} 件")
        self._bar.show_parts(
            [
                Part(preflight.works[split], token, name,
                     count.format(works=number(preflight.works[split])))
                for split, (name, token) in names.items()
            ]
        )  # fmt: skip
        self._show_checks(self._findings(preflight))
        for picture, painting in zip(
            self._pictures, [*held_out, *[None] * len(self._pictures)], strict=False
        ):
            picture.setVisible(painting is not None)
            picture.setFixedWidth(_width_px(painting))
            picture.show_painting(painting)
        self._show_efforts(preflight)
        self._show_facts(preflight)

    def _line_words(self, preflight: Preflight) -> str:
        words = self.tr("在{device}上约 {time}；这些测试作品看得出 {gain} 个百分点以上的提升。")
        return words.format(
            device=self._device(preflight),
            time=duration_words(preflight.expected_s),
            gain=round(preflight.detectable_gain * 100),
        )

    def _device(self, preflight: Preflight) -> str:
        return {"cpu": self.tr("处理器"), "cuda": self.tr("显卡")}.get(
            preflight.device, self.tr("你的电脑")
        )

    def _findings(self, preflight: Preflight) -> list[Finding]:
        count = {code: 0 for code in ("picture_missing", "picture_repeated", "text_repeated",
                                      "unknown_characters", "text_truncated",
                                      "text_split")}  # fmt: skip
        for warning in preflight.warnings:
            if warning.code in count:
                count[warning.code] += 1
        look = self.tr("查看")
        rows = (
            ("picture_missing", self.tr("每件画都有图片"), self.tr("{n} 件没有图片，不会用上")),
            (
                "picture_repeated",
                self.tr("同一张图只在一边，测试才算数"),
                self.tr("{n} 张图既在训练里又在测试里，评测会偏高"),
            ),
            (
                "unknown_characters",
                self.tr("用字都在模型词表里"),
                self.tr("{n} 条说明有模型不认识的字"),
            ),
            (
                "text_truncated",
                self.tr("说明都在 50 字元以内"),
                self.tr("{n} 条说明超过 50 字元，会被截短"),
            ),
            ("text_repeated", self.tr("没有两件画用同一句说明"), self.tr("{n} 件与别的画说明相同")),
        )
        found = [
            Finding(True, good)
            if not count[code]
            else Finding(False, bad.format(n=count[code]), look, "dataset")
            for code, good, bad in rows
        ]
        if count["text_split"] and not count["text_truncated"]:
            words = self.tr("{n} 条训练说明超过 50 字元，按句分成几段来学")
            at = next(place for place, row in enumerate(rows) if row[0] == "text_truncated")
            found[at] = Finding(True, words.format(n=count["text_split"]), look, "dataset")
        return [*found, self._test_finding(preflight)]

    def _test_finding(self, preflight: Preflight) -> Finding:
        works, gain = preflight.works["test"], round(preflight.detectable_gain * 100)
        if not works:
            return Finding(False, self.tr("还没有留作测试的画"), self.tr("再审一些"), "review")
        words = self.tr("测试有 {works} 件，{gain} 个百分点以上的差别看得出来")
        if preflight.detectable_gain > WIDE_GAIN:
            words = self.tr("测试只有 {works} 件，小于 {gain} 个百分点的差别看不出来")
            return Finding(
                False, words.format(works=works, gain=gain), self.tr("再审一些"), "review"
            )
        return Finding(True, words.format(works=works, gain=gain))

    def _show_checks(self, findings: Sequence[Finding]) -> None:
        for check in self._shown:
            self._checks.removeWidget(check)
            check.hide()
            check.deleteLater()
        self._shown = [_Check(finding, self.went.emit) for finding in findings]
        for check in self._shown:
            self._checks.addWidget(check)

    def _show_efforts(self, preflight: Preflight) -> None:
        """Where the ways differ by hours, these are what one chooses between."""
        heavy = bool(preflight.ways)
        self.ways.setVisible(heavy)
        for part in (self._effort_head, *self.efforts.values()):
            part.setVisible(not heavy)
        self.ways.show_ways(
            preflight.ways,
            {way.preset: self.method.word(way.preset) for way in preflight.ways},
            preflight.preset,
            bool(preflight.device),
        )
        usual = preflight.epochs
        about = self.tr("约 {time}")
        for key, name, remark, share, tag in (
            ("quick", self.tr("快"), self.tr("看看方向"), 1 / 3, ""),
            ("usual", self.tr("适中"), self.tr("多数馆藏用这一档"), 1.0, self.tr("推荐")),
            ("long", self.tr("细"), self.tr("说明过千条时值得"), 2.0, ""),
        ):
            epochs = self.tr("{remark}，最多 {epochs} 轮")
            self.efforts[key].say(
                name,
                epochs.format(remark=remark, epochs=max(1, int(usual * share))),
                about.format(time=duration_words(preflight.expected_s * share)),
                tag,
            )

    def _show_facts(self, preflight: Preflight) -> None:
        model = preflight.model
        first = preflight.ways[0].preset if preflight.ways else presets.AUTO
        self.method.show_model(model.demo, first)
        named = self.tr("随附的演示模型") if model.demo else f"Chinese-CLIP {model.name}"
        learned = {
            "lora": self.tr("LoRA 适配器，底本不动"),
            "head": self.tr("最后一步投影的改动，底本不动"),
            "full": self.tr("全部权重的改动，另存一份"),
        }
        device = self._device(preflight)
        values = (
            named,
            learned[presets.PRESETS[preflight.preset].trains],
            device[:1].upper() + device[1:] if preflight.device else self.tr("开始时会先量一量"),
            self.tr("随时可停，留下最好的一轮"),
            self.tr("全程不用网络"),
        )
        for label, text in zip(self._values, values, strict=True):
            label.setText(text)


def _width_px(painting: Painting | None) -> int:
    """As wide as the picture hangs at the height of the strip; a handscroll gets a wide box."""
    image = painting.image if painting else None
    if image is None:
        return STRIP_PX
    ratio = image.width_px / max(1, image.height_px)
    return WIDEST_PX if ratio > HANDSCROLL_RATIO else min(WIDEST_PX, round(STRIP_PX * ratio))
