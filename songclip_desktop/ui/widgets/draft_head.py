"""The buttons of a drafting task, and what the page says where nothing is to be drafted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton, QuietButton
from songclip_desktop.ui.widgets.messages import EmptyState
from songclip_desktop.ui.widgets.progress import number

translate = QCoreApplication.translate


class DraftButtons(QWidget):
    """Stop, pause, and the one thing to do next.

    Attributes:
        stop, pause, primary: the buttons.
    """

    def __init__(self) -> None:
        """Texts come with `show_task`."""
        super().__init__()
        self.stop, self.pause = QuietButton(), PlainButton(hint="P", icon="pause")
        self.primary = PrimaryButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for button in (self.stop, self.pause, self.primary):
            row.addWidget(button)

    def show_task(self, *, running: bool, paused: bool) -> None:
        """While it runs it can be paused and stopped."""
        self.stop.setText(translate("draft_head", "停止"))
        self.stop.setVisible(running)
        if not running:
            self.stop.set_possible(True)
        go_on, rest = translate("draft_head", "继续"), translate("draft_head", "暂停")
        self.pause.setText(go_on if paused else rest)
        self.pause.set_icon("resume" if paused else "pause")
        self.pause.setVisible(running)

    def offer_review(self, written: int) -> None:
        """During and after a task: on to what was written."""
        words = translate("draft_head", "审校已写成的 {count} 幅")
        self.primary.setText(words.format(count=number(written)))
        self.primary.setVisible(bool(written))
        self.primary.set_possible(True)

    def offer_start(self, works: int, redo: bool, hindrance: str) -> None:
        """Before a task; `hindrance` says why it cannot begin."""
        anew = translate("draft_head", "重写 {count} 幅")
        words = anew if redo else translate("draft_head", "开始撰稿 {count} 幅")
        self.primary.setText(words.format(count=number(works)))
        self.primary.setVisible(bool(works))
        self.primary.set_possible(not hindrance, hindrance)


class DraftRest(EmptyState):
    """Nothing is to be drafted: why, and where to go from there.

    Attributes:
        onward, redo: the buttons.
    """

    def __init__(self) -> None:
        """Words come with `show_state`."""
        self.onward, self.redo = PrimaryButton(tall=True), PlainButton(tall=True)
        super().__init__(self.onward, self.redo)

    def show_state(self, counts: Mapping[str, int], works: int, narrowed: bool) -> None:
        """Captions in each status, works in all; `narrowed`: only some were chosen."""
        drafts = counts.get("draft", 0)
        self.redo.setText(translate("draft_head", "重写草稿…"))
        if narrowed and works:
            title = translate("draft_head", "选出的都有说明了")
            text = translate("draft_head", "可以重写草稿，或改撰所有缺说明的。")
            onward = translate("draft_head", "撰所有缺说明的")
        elif works:
            title = translate("draft_head", "没有要撰的了")
            text = translate("draft_head", "每件有图的作品都有了说明或草稿。")
            onward = translate("draft_head", "审校草稿") if drafts else ""
        else:
            title = translate("draft_head", "还没有作品")
            text = translate("draft_head", "先入藏图片，再来撰稿。")
            onward = translate("draft_head", "去入藏")
        self.say(title, text)
        self.onward.setText(onward)
        self.onward.setVisible(bool(onward))
        self.redo.setVisible(bool(drafts))
