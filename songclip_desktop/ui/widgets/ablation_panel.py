"""What each part of the recipe brings: the newest ablation as a table, and the button for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale, Qt

from songclip_desktop.jobs.job import Job
from songclip_desktop.progress import Progress
from songclip_desktop.ui.models.beside import beside
from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton
from songclip_desktop.ui.widgets.interval_plot import percent, points
from songclip_desktop.ui.widgets.messages import ErrorPanel
from songclip_desktop.ui.widgets.progress import ProgressStrip
from songclip_desktop.ui.widgets.section import Section
from songclip_desktop.ui.widgets.tables import Rows, Table
from songclip_desktop.ui.widgets.text import Text
from songclip_desktop.workflow import ablate

ROW_PX = 36


class AblationPanel(Section):
    """Reads the newest ablation in `refresh`; the button makes one as a task."""

    def __init__(self, room: Room) -> None:
        """Empty until `refresh`."""
        super().__init__(room)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._job: Job | None = None
        self.start = PlainButton()
        self._title, self._line = self.heading(self.start)
        self.problem, self.strip = ErrorPanel(), ProgressStrip()
        self.strip.hide()
        self._what = Text("", "body", "ink_2", wrap=True)
        self._rows = Rows()
        self.table = Table(row_px=ROW_PX)
        self.table.setModel(self._rows)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setSelectionMode(Table.SelectionMode.NoSelection)
        self._note = Text("", "label", "ink_3", wrap=True)
        for part in (self._what, self.problem, self.strip, self.table, self._note):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.start.clicked.connect(self._start)
        self.strip.stop.clicked.connect(lambda: self._job and self._job.stop())

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("消融实验"))
        self._what.setText(
            self.tr(
                "同一批作品，换九种练法各练一遍，看方案里的每一样各带来多少。"
                "练完的每一行随时存下；中途停了，下次接着做。训练成果不留。"
            )
        )
        self.table.setAccessibleName(self.tr("消融实验"))
        self.strip.retranslate()

    def refresh(self) -> None:
        """Reads the newest finished one."""
        collection = self.room.collection
        found = ablate.newest(collection) if collection else None
        self.start.setText(self.tr("再做一次") if found else self.tr("做消融实验"))
        self.start.setEnabled(self._job is None)
        self.table.setVisible(found is not None)
        self._note.setVisible(found is not None)
        if found is None:
            self._rows.set_rows([])
            self._line.setText(self.tr("还没有做过"))
            return
        number = QLocale().toString
        self._line.setText(
            self.tr("{works} 件没学过的画、{texts} 句").format(
                works=number(found.works), texts=number(found.gallery["texts"])
            )
        )
        self._show_rows(found)
        self._note.setText(
            self.tr("方括号里是 95% 区间；p 值已按 Holm 校正。表格、说明和图存在：{folder}").format(
                folder=found.files[0].parent
            )
        )

    def _show_rows(self, found: ablate.Ablation) -> None:
        heads = (
            self.tr("做法"),
            self.tr("参数"),
            self.tr("以文找图首位"),
            self.tr("以图找文首位"),
            self.tr("平均召回率之差"),
            "p",
            self.tr("原来的图"),
        )
        self._rows.set_heads(heads, right=range(1, len(heads)))
        self._rows.set_rows([self._cells(row) for row in found.rows])
        self.table.stretch(0)
        self.table.hug(len(found.rows))

    def _cells(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        change = (row["difference"] or {}).get("mean_recall")
        lost = row["forgetting"] or {}
        p = row["p_holm"]
        return (
            self._name(row),
            QLocale().toString(int(row["trainable"])) if row["trainable"] else "",
            *(
                f"{percent(row[way]['r1'])} {_range(*row['interval'][way]['r1'])}"
                for way in ("t2i", "i2t")
            ),
            f"{points(change['value'])} {_range(change['low'], change['high'])}" if change else "",
            "" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}",
            points(lost["t2i_r1"]["value"]) if lost.get("measured") else "",
        )

    def _name(self, row: Mapping[str, Any]) -> str:
        """The row's name in the reader's language, from what it is."""
        if row["preset"] is None:
            name = self.tr("零样本")
        elif row["rank"]:
            name = f"LoRA r {row['rank']}"
            if row["sweep_only"]:
                kept = self.tr("强度不变") if "scale" in row["name"] else self.tr("α 不变")
                name = self.tr("{name}，{kept}").format(name=name, kept=kept)
        else:
            known = {"head": self.tr("只调投影层"), "full": self.tr("全参数微调")}
            name = known.get(str(row["preset"]), str(row["name"]))
        return self.tr("{name} + 提示模板").format(name=name) if row["templates"] else name

    # -- acting ------------------------------------------------------------------------------

    def _start(self) -> None:
        collection = self.room.collection
        if collection is None or self._job is not None:
            return
        self.problem.clear()
        self.strip.set_name(self.tr("消融实验"))
        self.strip.show()
        engine = self.room.engine
        job = self.room.jobs.start(
            self.tr("消融实验"),
            beside(
                collection,
                ablate.prepare,
                lambda prepared, listener: ablate.execute(prepared, engine, listener),
            ),
            lambda _done: self._ended(),
            on_failure=self._failed,
            on_stopped=self._ended,
            on_progress=self._on_progress,
            page="evaluate",
            icon="evaluate",
        )
        self._job = job if job.state == "running" else None
        self.start.setEnabled(self._job is None)

    def _on_progress(self, progress: Progress) -> None:
        if self._job is not None:
            self.strip.set_name(progress.note or self.tr("消融实验"))
            self.strip.show_progress(progress, self._job.pace)

    def _failed(self, error: object) -> None:
        self._ended()
        self.problem.show_error(error, self.tr("再试"), self._start)

    def _ended(self) -> None:
        self._job = None
        self.strip.hide()
        self.refresh()


def _range(low: float, high: float) -> str:
    return f"[{round(100 * low)}, {round(100 * high)}]".replace("-", "−")
