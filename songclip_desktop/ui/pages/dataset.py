"""数据集: what will be learned from, its warnings with the way back to review, and its export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.records import SPLITS
from songclip_desktop.ui import theme
from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.messages import EmptyState, ErrorPanel, IconLabel
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.reading import Reading
from songclip_desktop.ui.widgets.stacked_bar import Part, StackedBar
from songclip_desktop.ui.widgets.strip import PictureStrip
from songclip_desktop.ui.widgets.tables import Rows, Table
from songclip_desktop.ui.widgets.text import Hairline, Headline, Text

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.progress import Listener
    from songclip_desktop.workflow.dataset import DatasetWarning, ExportReport, Report

CODES = (
    "picture_missing",
    "text_truncated",
    "unknown_characters",
    "text_repeated",
    "picture_repeated",
    "split_empty",
)
# What is listed together: a text that is cut, and one that is learned from in parts instead.
TOGETHER = {"text_truncated": ("text_truncated", "text_split")}
TOKENS = {"train": "fill", "valid": "azurite", "test": "ochre"}


class _CheckRow(QWidget):
    """One check: a tick, or a warning with the button that shows what it means."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("tick", "malachite", 16)
        self._words = Text("", "body")
        self.show_them = QuietButton()
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self.show_them)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(Hairline())

    def say(self, good: bool, words: str, link: str) -> None:
        """`link`: the word on the button; without it there is none."""
        self._icon.set_icon(*(("tick", "malachite") if good else ("warning", "ochre")))
        self._words.setText(words)
        self.show_them.setText(link)
        self.show_them.setVisible(bool(link))
        self.setFixedHeight(theme.px(38))


class DatasetPage(Page):
    """What training would see now. Enter or a double click on a warning leads to review."""

    name = "dataset"

    def __init__(self, room: Room) -> None:
        """Figures left, warnings right."""
        super().__init__(room)
        self._report: Report | None = None
        self._listed: list[DatasetWarning] = []
        self.export = PrimaryButton()
        self.onward = QuietButton()
        self.header(self.onward, self.export)
        self.headline = Headline()
        self._grouped = Text("", "body", "ink_2", wrap=True)
        self.bar = StackedBar()
        self._kinds = Text("", "body", "ink_2", wrap=True)
        self._checks_head = Text("", "section")
        self._checks = {code: _CheckRow() for code in CODES}
        self._strip_head = Text("", "section")
        self._strip_note = Text("", "body", "ink_2")
        self.strip = PictureStrip(room.thumbnails, 80)
        self._warnings_head = Text("", "section")
        self._rows = Rows(self)
        self.table = Table(row_px=36)
        self.table.setModel(self._rows)
        self.to_review = PrimaryButton(tall=True)
        self.empty, self._lead = EmptyState(self.to_review), "review"
        self.problem = ErrorPanel()
        self.reading = Reading(room, self.name)
        self._build()
        self._connect()

    def open_collection(self, collection: Collection | None) -> None:
        """Nothing of another collection stays."""
        self.reading.drop()
        self._report = None
        self.refresh()

    def refresh(self) -> None:
        """What training would take now; what was read last stands until it is read anew."""
        from songclip_desktop.workflow import dataset

        collection = self.room.collection
        if collection is not None:
            found = dataset.known(collection)
            if found is not None:
                self._report = found
            else:
                self.reading.ask(dataset.report, self._came, wrong=self.problem.show_error)
        self._show()

    def _came(self, found: Report, version: object) -> None:
        from songclip_desktop.workflow import dataset

        if self.room.collection is not None:
            dataset.keep(self.room.collection, version, found)
        self._report = found
        self._show()

    def _show(self) -> None:
        collection, found = self.room.collection, self._report
        counts = collection.captions.counts() if collection else {}
        some = bool(found.whole.works if found else counts.get("approved"))
        drafts = counts.get("draft", 0)
        self._lead = "review" if drafts else "draft"
        self.to_review.setText(self.tr("去审校") if drafts else self.tr("去撰稿"))
        self.empty.setVisible(not some)
        self._filled.setVisible(some)
        self.export.setVisible(some)
        self.onward.setVisible(some)
        for part in self._known:
            part.setVisible(found is not None)
        if self.head is not None:
            self.head.say(self.tr("数据集"), self.tr("训练会学到的，就是这些") if some else "")
        if not some:
            self.empty.say(
                self.tr("还没有可以学的"),
                self.tr("只有通过了的说明才进数据集。有 {0} 条草稿等着审校。").format(
                    number(drafts)
                )
                if drafts
                else self.tr("只有通过了的说明才进数据集。先为画撰稿，再来审校。"),
            )
        elif found is None:
            words = self.tr("{0} 条已通过的说明")
            self.headline.setText(words.format(number(counts["approved"])))
            self._list(())
        else:
            self._show_figures(found)
            self._show_checks(found)
            self._list(found.warnings)

    def retranslate(self) -> None:
        """All words."""
        self.export.setText(self.tr("冻结数据集…"))
        self.onward.setText(self.tr("去训练"))
        self._grouped.setText(self.tr("按画分组：同一件画的说明都在一边，测试才算数。"))
        self._checks_head.setText(self.tr("检查"))
        self._strip_head.setText(self.tr("留作测试的画"))
        self._strip_note.setText(self.tr("训练时一眼也不看"))
        self._rows.set_heads([self.tr("藏号"), self.tr("留意什么")])
        self.table.setAccessibleName(self.tr("要留意的说明"))
        self.table.stretch(1)
        self.reading.say(self.tr("核对要学的说明"))
        self.refresh()

    def _show_figures(self, taken: Report) -> None:
        whole = taken.whole
        self.headline.setText(
            self.tr("{0} 条已通过的说明，{1} 件画").format(number(whole.texts), number(whole.works))
        )
        names = {"train": self.tr("训练"), "valid": self.tr("验证"), "test": self.tr("测试")}
        parts = []
        for split in SPLITS:
            count = taken.splits[split]
            detail = self.tr("{0} 件，{1} 条").format(number(count.works), number(count.texts))
            parts.append(Part(count.texts, TOKENS[split], names[split], detail))
        self.bar.show_parts(parts)
        self._kinds.setText(
            "　".join(f"{kind_word(kind)} {number(n)}" for kind, n in taken.by_kind.items())
        )
        self.strip.show_works(taken.held_out)

    def _show_checks(self, taken: Report) -> None:
        good = {
            "picture_missing": self.tr("每件画都有图像"),
            "text_truncated": self.tr("没有说明超过 50 字元"),
            "unknown_characters": self.tr("每个字都在模型的词表里"),
            "text_repeated": self.tr("没有两件画用同一条说明"),
            "picture_repeated": self.tr("没有两件画用同一张图"),
            "split_empty": self.tr("训练、验证、测试三边都有画"),
        }
        bad = {
            "picture_missing": self.tr("{0} 件画没有图像，不会用于训练"),
            "text_truncated": self.tr("{0} 条说明超过 50 字元，会被截短"),
            "unknown_characters": self.tr("{0} 条说明里有模型不认识的字"),
            "text_repeated": self.tr("{0} 条说明与别件画的相同"),
            "picture_repeated": self.tr("{0} 件画的图像与别件相同"),
            "split_empty": self.tr("有一边没有画"),
        }
        if in_parts := taken.warned("text_split"):
            words = self.tr("{0} 条训练说明超过 50 字元，按句分成几段来学，不截短")
            good["text_truncated"] = words.format(number(in_parts))
            bad["text_truncated"] += self.tr("；另有 {0} 条按句分段来学").format(number(in_parts))
        for code, row in self._checks.items():
            count = taken.warned(code)
            words = bad[code].format(number(count)) if count else good[code]
            listed = any(taken.warned(each) for each in TOGETHER.get(code, (code,)))
            row.say(not count, words, self.tr("查看") if listed else "")

    def _list(self, warnings: Any) -> None:
        self._listed = list(warnings)
        self._rows.set_rows([(each.accession, each.what) for each in self._listed])
        self._warnings_head.setText(self.tr("留意 · {0}").format(number(len(self._listed))))
        self._warnings_head.setVisible(bool(self._listed))
        self.table.setVisible(bool(self._listed))

    def _show_code(self, code: str) -> None:
        if self._report is not None:
            codes = TOGETHER.get(code, (code,))
            self._list(each for each in self._report.warnings if each.code in codes)
            self.table.setFocus()

    def _open_warning(self, index: QModelIndex) -> None:
        warning, collection = self._listed[index.row()], self.room.collection
        painting = collection.paintings.by_accession(warning.accession) if collection else None
        if painting is not None:
            self.room.go("review", painting=painting.id)

    def _export(self) -> None:
        collection = self.room.collection
        chosen = QFileDialog.getExistingDirectory(self, self.tr("把数据集写到哪个文件夹"))
        if not chosen or collection is None:
            return
        self.problem.clear()
        folder, cache_dir, out = collection.dir, collection.images.cache_dir, Path(chosen)
        self.room.jobs.start(
            self.tr("冻结数据集"),
            lambda listener: _exported(folder, cache_dir, out, listener),
            lambda report: self.room.toast(self.tr("已写到 {0}").format(report.out)),
            on_failure=self.problem.show_error,
            page="dataset",
            icon="dataset",
        )

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        for widget in (self.headline, self._grouped):
            left.addWidget(widget)
        left.addSpacing(4)
        left.addWidget(self.bar)
        left.addWidget(self._kinds)
        left.addSpacing(8)
        left.addWidget(self._checks_head)
        for row in self._checks.values():
            left.addWidget(row)
        left.addSpacing(12)
        heads = QHBoxLayout()
        heads.setSpacing(12)
        heads.addWidget(self._strip_head)
        heads.addWidget(self._strip_note)
        heads.addStretch(1)
        left.addLayout(heads)
        left.addWidget(self.strip)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._warnings_head)
        right.addWidget(self.table, 1)
        right.addStretch(0)
        for layout in (left, right):
            layout.setContentsMargins(0, 0, 0, 0)
        self._filled = Columns()
        for layout, stretch in ((left, 3), (right, 2)):
            column = QWidget()
            column.setLayout(layout)
            self._filled.add(column, stretch)
        self._known = (
            self._grouped, self.bar, self._kinds, self._checks_head, *self._checks.values(),
            self._strip_head, self._strip_note, self.strip,
        )  # fmt: skip
        self.body.addWidget(self.problem)
        self.body.addWidget(self.reading)
        self.body.addWidget(self._filled, 1)
        self.body.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.export.clicked.connect(self._export)
        self.onward.clicked.connect(lambda: self.room.go("finetune"))
        self.to_review.clicked.connect(lambda: self.room.go(self._lead))
        self.table.activated.connect(self._open_warning)
        self.table.doubleClicked.connect(self._open_warning)
        for code, row in self._checks.items():
            row.show_them.clicked.connect(lambda _checked=False, code=code: self._show_code(code))
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)


def _exported(folder: Path, cache_dir: Path, out: Path, listener: Listener) -> ExportReport:
    """On the job's thread, read by a reader of its own."""
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.workflow import dataset

    with Collection.open(folder, read_only=True, cache_dir=cache_dir) as reader:
        return dataset.execute_export(dataset.prepare_export(reader, out), listener)
