"""How to learn, for those who want to choose: the way of finetuning, its length, its seed."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QSpinBox, QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.text import Text
from training import presets

MOST_EPOCHS, MOST_SEED = 500, 9999


class MethodPanel(QWidget):
    """Folded away until it is asked for; folded, what the application recommends is done.

    Attributes:
        preset: a key of `training.presets`, or `auto`.

    Signals:
        changed: the way of finetuning is another one, so the time it takes is too.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Folded, with everything as recommended."""
        super().__init__()
        self._demo_model, self._recommended = False, presets.AUTO
        self.fold = QuietButton(icon="right")
        self.fold.setCheckable(True)
        self.ways = Choice()
        self.epochs, self.seed = QSpinBox(), QSpinBox()
        self.epochs.setRange(0, MOST_EPOCHS)
        self.seed.setRange(0, MOST_SEED)
        for box in (self.epochs, self.seed):
            box.lineEdit().setTextMargins(8, 0, 0, 0)
        self._labels = [Text("", "body", "ink_3") for _ in range(3)]
        self._meaning = Text("", "label", "ink_2", wrap=True)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.addWidget(self._labels[0], 0, 0)
        grid.addWidget(self.ways, 0, 1)
        for row, (label, field) in enumerate(
            zip(self._labels[1:], (self.epochs, self.seed), strict=True), start=1
        ):
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        inside.addWidget(self._meaning)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.fold)
        column.addWidget(self._inside)
        self._inside.hide()
        self.fold.toggled.connect(self._unfold)
        self.ways.chosen.connect(self._chosen)
        self.retranslate()

    @property
    def preset(self) -> str:
        """What was chosen; while nothing was, what is recommended."""
        chosen = self.ways.current() or presets.AUTO
        return self._recommended if chosen == presets.AUTO else chosen

    def retranslate(self) -> None:
        """All words."""
        self.fold.setText(self.tr("高级：学法、轮数、随机种子"))
        words = (self.tr("学法"), self.tr("最多几轮"), self.tr("随机种子"))
        for label, field, word in zip(
            self._labels, (self.ways, self.epochs, self.seed), words, strict=True
        ):
            label.setText(word)
            field.setAccessibleName(word)
        self.ways.set_choices([(name, said[0]) for name, said in self._said().items()])
        self._explain()

    def show_model(self, demo_model: bool, recommended: str = presets.AUTO) -> None:
        """What the first choice means: another way on the demo model, or on a processor."""
        self._demo_model, self._recommended = demo_model, recommended
        self._explain()

    def choose(self, preset: str) -> None:
        """As a person chooses in the list; what is recommended is its first entry."""
        self.ways.choose(presets.AUTO if preset == self._recommended else preset)
        self._chosen(preset)

    def word(self, preset: str) -> str:
        """What a way is called."""
        return self._said()[preset][0]

    def _said(self) -> dict[str, tuple[str, str]]:
        """A name and a sentence for each way of finetuning."""
        return {
            presets.AUTO: (self.tr("按模型选"), ""),
            "mini": (
                self.tr("演示模型用的"),
                self.tr("每层看画的输出各学一点，步子大，为随附的小模型调过。"),
            ),
            "faithful": (
                self.tr("稳妥"),
                self.tr("每层看画的输出各学一点（秩 4），读文的部分不动，文字不必重编。"),
            ),
            "best": (
                self.tr("看画读文都学"),
                self.tr("两座塔都学，读得懂更多拟古文；三百件以上、有显卡时值得。"),
            ),
            "top4": (
                self.tr("只学最后四层"),
                self.tr("前面各层只算一遍，处理器上也快得多。"),
            ),
            "head": (
                self.tr("只学最后一步"),
                self.tr("只调图片向量的投影，几分钟就好；没有显卡时先试它。"),
            ),
            "full": (
                self.tr("全部都学"),
                self.tr("一切权重都动，慢，容易忘；只为对照，不建议采用。"),
            ),
            "clip-lora": (
                "CLIP-LoRA",
                self.tr("照论文的做法（arXiv 2405.18541），给要比较的人。"),
            ),
        }

    def _unfold(self, open_: bool) -> None:
        self._inside.setVisible(open_)
        self.fold.set_icon("down" if open_ else "right")

    def _chosen(self, _name: str) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        by_effort = self._recommended == presets.AUTO
        self.epochs.setSpecialValueText(
            self.tr("由上面的快慢定") if by_effort else self.tr("照学法的")
        )
        resolved = presets.resolve(self.preset, self._demo_model)
        sentence = self._said()[resolved.name][1]
        words = self.tr("{sentence}学习率 {rate}，每批 {batch} 件。")
        number = QLocale().toString
        self._meaning.setText(
            words.format(
                sentence=sentence,
                rate=f"{resolved.learning_rate:g}",
                batch=number(resolved.batch_works),
            )
        )
