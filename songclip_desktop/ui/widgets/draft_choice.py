"""What is to be drafted: which works, which kinds; drafts written anew with a remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from songclip_desktop.records import DRAFTED_KINDS, Painting
from songclip_desktop.ui import theme
from songclip_desktop.ui.models.draft_task import Wish
from songclip_desktop.ui.widgets.dialogs import Dialog
from songclip_desktop.ui.widgets.fields import Check, Choice, Radio
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.progress import number
from songclip_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection

translate = QCoreApplication.translate
LACKING, CHOSEN, REDO = "lacking", "chosen", "redo"


class DraftChoice(QWidget):
    """Which works and which kinds. `changed` when a person chooses; `redo_asked` for the dialog.

    Attributes:
        wish: what holds. chosen: the works selected in the collection, or none.
    """

    changed = Signal()
    redo_asked = Signal()

    def __init__(self) -> None:
        """All that lack a caption, all kinds."""
        super().__init__()
        self.wish = Wish()
        self.chosen: tuple[int, ...] = ()
        self.which = Choice()
        self.kinds = {kind: Check() for kind in DRAFTED_KINDS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.which)
        for check in self.kinds.values():
            check.setChecked(True)
            check.clicked.connect(self._choose_kinds)
            row.addWidget(check)
        self.which.chosen.connect(self._choose)

    def retranslate(self) -> None:
        """All words."""
        self.which.setAccessibleName(translate("draft_choice", "撰哪些"))
        for kind, check in self.kinds.items():
            check.setText(kind_word(kind))
        self._show()

    def select(self, paintings: Sequence[int]) -> None:
        """Only these works; the selection can be chosen again later."""
        self.chosen = tuple(paintings)
        self.wish = Wish(self.wish.kinds, self.chosen)
        self._show()

    def take_back(self) -> None:
        """All works that lack a caption again, of all kinds."""
        self.wish = Wish()
        for check in self.kinds.values():
            check.setChecked(True)
        self._show()

    def forget(self) -> None:
        """Another collection: nothing is selected in it."""
        self.chosen = ()
        self.take_back()

    def redo(self, paintings: Sequence[int], remark: str) -> None:
        """These drafts anew."""
        self.wish = Wish(self.wish.kinds, tuple(paintings), redo=True, remark=remark)
        self._show()

    def ask_redo(
        self, collection: Collection, row: Painting | None, written: Sequence[int]
    ) -> bool:
        """Asks which drafts are written anew; False where there are none.

        Args:
            collection: where they are.
            row: the work under the cursor.
            written: works that were written just now.
        """
        groups = _redo_groups(collection, self, row, written)
        answer = RedraftDialog(self.window(), groups).answer() if groups else None
        if answer is not None:
            self.redo(*answer)
            self.changed.emit()
        return bool(groups)

    def _key(self) -> str:
        if self.wish.redo:
            return REDO
        return LACKING if self.wish.paintings is None else CHOSEN

    def _show(self) -> None:
        choices = [(LACKING, translate("draft_choice", "所有缺说明的"))]
        if self.chosen:
            words = translate("draft_choice", "选出的 {count} 幅")
            choices.append((CHOSEN, words.format(count=number(len(self.chosen)))))
        redo = translate("draft_choice", "重写草稿…")
        if self.wish.redo and self.wish.paintings is not None:
            count = number(len(self.wish.paintings))
            redo = translate("draft_choice", "重写 {count} 幅的草稿").format(count=count)
        self.which.set_choices([*choices, (REDO, redo)])
        self.which.choose(self._key())

    def _choose(self, key: str) -> None:
        if key == REDO:
            self.which.choose(self._key())  # until the dialog was answered
            self.redo_asked.emit()
            return
        self.wish = Wish(self.wish.kinds, self.chosen if key == CHOSEN else None)
        self._show()
        self.changed.emit()

    def _choose_kinds(self) -> None:
        kinds = tuple(kind for kind, check in self.kinds.items() if check.isChecked())
        if not kinds:  # of nothing nothing is drafted: the last one stays
            self.kinds[self.wish.kinds[0]].setChecked(True)
            return
        self.wish = replace(self.wish, kinds=kinds)
        self.changed.emit()


def _redo_groups(
    collection: Collection, choice: DraftChoice, row: Painting | None, written: Sequence[int]
) -> list[tuple[str, tuple[int, ...]]]:
    """Words and works whose drafts nobody edited: the chosen row, those just written, others."""
    drafted = collection.captions.drafted(edited=False)
    untouched = dict.fromkeys(work for work, kind in drafted if kind in choice.wish.kinds)
    wanted: list[tuple[str, Sequence[int]]] = []
    if row is not None:
        words = translate("draft_choice", "这一幅：{title}")
        wanted.append((words.format(title=row.title or row.accession), [row.id]))
    wanted.append((translate("draft_choice", "刚写成的"), written))
    wanted.append((translate("draft_choice", "在藏品里选出的"), choice.chosen))
    wanted.append((translate("draft_choice", "全部没有人改过的"), list(untouched)))
    groups = [(words, tuple(w for w in works if w in untouched)) for words, works in wanted]
    return [(words, works) for words, works in groups if works]


class RedraftDialog(Dialog):
    """Which drafts are written anew, and what the curator asks of them."""

    def __init__(
        self, parent: QWidget | None, groups: Sequence[tuple[str, tuple[int, ...]]]
    ) -> None:
        """`groups`: (words, works) to choose from; the first holds."""
        super().__init__(
            parent,
            translate("draft_choice", "重写草稿"),
            translate("draft_choice", "只重写没有人改过的草稿；改过的、通过的都不动。"),
            translate("draft_choice", "取消"),
            translate("draft_choice", "列入待撰"),
        )
        self._groups = list(groups)
        self.radios = [Radio(words, number(len(works))) for words, works in groups]
        which = QVBoxLayout()
        which.setSpacing(0)
        for radio in self.radios:
            which.addWidget(radio)
        self.radios[0].setChecked(True)
        label = Text(translate("draft_choice", "意见，随提示一起送出（可不填）"), "label", "ink_3")
        self.remark = QPlainTextEdit()
        self.remark.setAccessibleName(label.text())
        self.remark.setPlaceholderText(
            translate("draft_choice", "例如：写明人物在做什么；关键词里不要技法。")
        )
        self.remark.setTabChangesFocus(True)
        self.remark.setFixedHeight(theme.px(88))
        self.body.addLayout(which)
        self.body.addSpacing(8)
        self.body.addWidget(label)
        self.body.addWidget(self.remark)
        self.yes.setDefault(True)
        self.remark.setFocus()

    def answer(self) -> tuple[tuple[int, ...], str] | None:
        """Works and remark; None where it was not wanted."""
        if self.exec() != QDialog.DialogCode.Accepted:
            return None
        row = next(n for n, radio in enumerate(self.radios) if radio.isChecked())
        return self._groups[row][1], " ".join(self.remark.toPlainText().split())
