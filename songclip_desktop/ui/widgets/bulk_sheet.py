"""Approving many drafts at once: what is chosen, how many that is, what was remarked on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.ui.widgets.buttons import PrimaryButton
from songclip_desktop.ui.widgets.fields import Check, Choice, SearchField
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.text import ElidedText, Hairline, Text

if TYPE_CHECKING:
    from songclip_desktop.workflow.bulk import Prepared
    from songclip_desktop.workflow.lint import LintWarning

SHOWN = 40
TYPING_MS = 250
ANY = "*"


class BulkSheet(Sheet):
    """Counts first; only then can the button be pressed, with the number on it.

    Signals:
        chosen: the filter is another. approve_asked: do it.
    """

    name = "bulk"
    chosen = Signal()
    approve_asked = Signal()

    def __init__(self) -> None:
        """Empty until `begin`."""
        super().__init__()
        self.kinds = {kind: Check() for kind in DRAFTED_KINDS}
        self.search = SearchField()
        self.drafter = Choice()
        self.untouched = Check()
        self.leave_out = Check()
        self.approve = PrimaryButton(tall=True)
        self._labels = [Text("", "label", "ink_3") for _ in range(3)]
        self._count, self._works = Text("", "headline"), Text("", "body", "ink_2", wrap=True)
        self._remarks = Text("", "section")
        self._rows = QVBoxLayout()
        self._prepared: Prepared | None = None
        self._warned: Mapping[int, Sequence[LintWarning]] | None = None
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.chosen)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.drafter.chosen.connect(lambda _key: self.chosen.emit())
        for check in (*self.kinds.values(), self.untouched):
            check.clicked.connect(self.chosen)
        self.leave_out.clicked.connect(self._show)
        self.approve.clicked.connect(self.approve_asked)

    def _lay_out(self) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(24)
        for check in self.kinds.values():
            check.setChecked(True)
            kinds.addWidget(check)
        kinds.addStretch(1)
        self._rows.setSpacing(0)
        what, who, where = self._labels
        for widget in (what, kinds, where, self.search, who, self.drafter, self.untouched):
            if isinstance(widget, QHBoxLayout):
                self.body.addLayout(widget)
            else:
                self.body.addWidget(widget)
        self.body.setSpacing(8)
        self.body.addSpacing(8)
        self.body.addWidget(Hairline())
        self.body.addSpacing(8)
        self.body.addWidget(self._count)
        self.body.addWidget(self._works)
        self.body.addWidget(self.leave_out)
        self.body.addSpacing(8)
        self.body.addWidget(self._remarks)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.with_foot(self.approve)

    def retranslate(self) -> None:
        """Its words."""
        super().retranslate()
        self.say(self.tr("成批通过"))
        words = (self.tr("哪几种"), self.tr("谁写的"), self.tr("哪些作品"))
        for label, word in zip(self._labels, words, strict=True):
            label.setText(word)
        for kind, check in self.kinds.items():
            check.setText(kind_word(kind))
        self.search.set_words(self.tr("题名、藏号、作者或说明里的字"), self.tr("清除"))
        self.drafter.setAccessibleName(words[1])
        self.untouched.setText(self.tr("只要没有人改过的"))
        self._show()

    def begin(self) -> None:
        """Every draft is chosen at first."""
        self.show_drafters(())
        self.drafter.choose(ANY)
        self._prepared = None
        for check in (*self.kinds.values(), self.leave_out):
            check.setChecked(True)
        self.untouched.setChecked(False)
        self.search.clear()
        self._typing.stop()  # the page counts at once

    def show_drafters(self, drafters: Sequence[tuple[str, str]]) -> None:
        """Name and prompt version of each that wrote a draft still waiting; the choice stays."""
        choices = [(f"{name}\n{prompt}", _drafter(name, prompt)) for name, prompt in drafters]
        self.drafter.set_choices([(ANY, self.tr("不论谁写的")), *choices])

    def show_counting(self) -> None:
        """The filter is another: what it lets through is being counted."""
        self._warned = None
        self._show()

    def drafter_and_prompt(self) -> tuple[str, str]:
        """The drafter chosen, or two empty texts for any."""
        name, _, prompt = self.drafter.current().partition("\n")
        return ("", "") if name == ANY else (name, prompt)

    def show_count(self, prepared: Prepared) -> None:
        """How many the filter lets through; remarks on them follow."""
        self._prepared, self._warned = prepared, None
        self._show()

    def show_warned(self, warned: Mapping[int, Sequence[LintWarning]]) -> None:
        """The remarks, by caption."""
        self._warned = warned
        self._show()

    @property
    def left_out(self) -> frozenset[int]:
        """Captions that were remarked on and are to be read one by one."""
        wanted = self._warned is not None and self.leave_out.isChecked()
        return frozenset(self._warned or ()) if wanted else frozenset()

    def _show(self) -> None:
        number = QLocale().toString
        prepared, warned = self._prepared, self._warned
        found = len(prepared.captions) if prepared else 0
        count = found - len(self.left_out)
        counted = self.tr("{count} 条").format(count=number(count))
        self._count.setText(counted if prepared else "")
        self._works.setText(self._counts(prepared))
        self.leave_out.setText(self.tr("有提示的不在内，留着逐条看"))
        self.leave_out.setVisible(bool(warned))
        self.leave_out.set_count(number(len(warned or ())))
        approve = self.tr("通过 {count} 条").format(count=number(count))
        self.approve.setText(approve if prepared else self.tr("成批通过"))
        looking = self.tr("正在查看有没有要提示的。") if warned is None else ""
        nothing = "" if count or not prepared else self.tr("没有合乎这些条件的草稿。")
        self.approve.set_possible(not (nothing or looking), nothing or looking)
        self._remarks.setText(self.tr("有提示的"))
        self._remarks.setVisible(bool(warned))
        empty(self._rows)
        titles = {one.id: one for one in prepared.captions} if prepared else {}
        for caption_id, remarks in list((warned or {}).items())[:SHOWN]:
            caption = titles.get(caption_id)
            if caption is not None:
                words = f"{caption.accession} · {kind_word(caption.kind)}"
                self._rows.addSpacing(8)
                self._rows.addWidget(ElidedText(words, "label", "ink_3"))
                self._rows.addWidget(ElidedText(caption.text, "name"))
                said = " ".join(remark.what for remark in remarks)
                self._rows.addWidget(Text(said, "label", "ochre", wrap=True))
        if warned and len(warned) > SHOWN:
            more = self.tr("另有 {count} 条").format(count=number(len(warned) - SHOWN))
            self._rows.addWidget(Text(more, "label", "ink_3"))

    def _counts(self, prepared: Prepared | None) -> str:
        if prepared is None:
            return ""
        if not prepared.captions:
            return self.tr("没有合乎这些条件的草稿。")
        number = QLocale().toString
        parts = [f"{kind_word(kind)} {number(count)}" for kind, count in prepared.counts.items()]
        words = self.tr("草稿 {all} 条，在 {works} 件作品里：{kinds}")
        return words.format(
            all=number(len(prepared.captions)),
            works=number(prepared.works),
            kinds=self.tr("，").join(parts),
        )


def _drafter(name: str, prompt: str) -> str:
    return " · ".join(part for part in (name or "–", prompt) if part)
