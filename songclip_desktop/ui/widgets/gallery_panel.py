"""What was searched: the same run among the held-out works, among 100, among all, and in turns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from songclip_desktop.ui.widgets.figure_table import FigureTable, change_words, percent
from songclip_desktop.ui.widgets.progress import duration_words
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow.evaluate import Evaluation
from training import presets


class GalleryPanel(QWidget):
    """A row for each gallery, and below what the figures can and cannot show."""

    def __init__(self) -> None:
        """Empty until `show_evaluation`."""
        super().__init__()
        self.table = FigureTable()
        self.notes = Text("", "body", "ink_2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.table)
        column.addWidget(self.notes)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """All rows and sentences anew."""
        heads = (
            self.tr("在哪里找"), self.tr("幅"), self.tr("随机猜中"), self.tr("以文找图首位"),
            self.tr("以图找文首位"), self.tr("平均召回率之差"),
        )  # fmt: skip
        self.table.show_figures(self.tr("在哪里找"), heads, self._rows(evaluation))
        parts = (
            self.tr("标题上的数字，是在留出的作品里找；两次训练只在这一行相比。"),
            self._drawn_words(evaluation),
            self._crossfit_words(evaluation.crossfit),
        )
        self.notes.setText("\n".join(part for part in parts if part))

    def line(self, evaluation: Evaluation) -> str:
        """What stands when it is folded."""
        words = self.tr(
            "在 {images} 幅里找，随机猜中 {chance}；这 {works} 件只看得出 {gain} 个百分点以上的变化。"
        )
        return words.format(
            images=QLocale().toString(int(evaluation.gallery["images"])),
            chance=_small(evaluation.chance["t2i_r1"]),
            works=QLocale().toString(evaluation.works),
            gain=_gain(evaluation),
        )

    def _rows(self, evaluation: Evaluation) -> list[tuple[str, ...]]:
        images, chance = evaluation.gallery["images"], evaluation.chance["t2i_r1"]
        rows = [self._row(self.tr("留出的作品（标题）"), images, chance, vars(evaluation))]
        if (fixed := evaluation.at_100) is not None:
            # As many pictures a work has among 100 works as among all that were held out.
            hundred = round(images * fixed["works"] / evaluation.works)
            rows.append(
                (
                    self.tr("其中随机 {n} 件").format(n=fixed["works"]),
                    QLocale().toString(hundred),
                    _small(chance * images / hundred),
                    *(
                        f"{percent(fixed['zero_shot'][way])} → {percent(fixed['finetuned'][way])}"
                        for way in ("t2i_r1", "i2t_r1")
                    ),
                    "–",
                )
            )
        if (whole := evaluation.whole) is not None:
            # The same queries with the same right answers, among more pictures.
            one = chance * images / max(1, whole["images"])
            rows.append(self._row(self.tr("全部藏品"), whole["images"], one, whole))
        if (turns := evaluation.crossfit or {}).get("done"):
            rows.append(
                self._row(self.tr("轮流留出"), round(turns["gallery"]["images"]), None, turns)
            )
        return rows

    def _row(
        self, name: str, images: int, chance: float | None, told: Mapping[str, Any]
    ) -> tuple[str, ...]:
        change = told["difference"]
        return (
            name,
            QLocale().toString(int(images)),
            "–" if chance is None else _small(chance),
            *(
                f"{percent(told['zero_shot'][way]['r1'])} → {percent(told['finetuned'][way]['r1'])}"
                for way in ("t2i", "i2t")
            ),
            change_words(change.get("mean_recall", change)),
        )

    def _drawn_words(self, evaluation: Evaluation) -> str:
        if evaluation.drawn is None:
            return ""
        number = QLocale().toString
        words = self.tr("留出的有 {of} 件，按藏号抽了其中 {works} 件来量。")
        return words.format(
            of=number(int(evaluation.drawn["of"])), works=number(int(evaluation.drawn["works"]))
        )

    def _crossfit_words(self, told: Mapping[str, Any] | None) -> str:
        if told is None:
            return ""
        if told.get("done"):
            words = self.tr(
                "轮流留出：另练 {folds} 次，{works} 件各被留出一次，合起来算；不是标题。"
            )
            works = QLocale().toString(int(told["works"]))
            return words.format(folds=told["folds"], works=works)
        expected = duration_words(float(told.get("expected_s", 0)))
        reasons = {
            "too_long": self.tr("轮流留出没有做：约要 {time}，太久。").format(time=expected),
            "too_few_works": self.tr("轮流留出没有做：作品太少。"),
            "stopped": self.tr("轮流留出没有做完：中途停了。"),
        }
        return reasons.get(str(told.get("why")), "")


def _gain(evaluation: Evaluation) -> int:
    """In points; a run that moved no rank measures 0, then what was known before is true."""
    known = evaluation.detectable_gain or presets.detectable_gain(evaluation.works)
    return round(100 * known)


def _small(fraction: float) -> str:
    """A chance level: "0.8%"; one in thousands is no zero."""
    return f"{100 * fraction:.2g}%"
