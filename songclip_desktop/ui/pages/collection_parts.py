"""Two parts of the collection page: what it says while it is empty, and the one next thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songclip_desktop.ui.room import Room
from songclip_desktop.ui.widgets.buttons import PlainButton, PrimaryButton
from songclip_desktop.ui.widgets.messages import EmptyState
from songclip_desktop.ui.widgets.progress import number

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection


class EmptyCollection(EmptyState):
    """Nothing hangs here yet: how to fill it, or that none is open, or that it is being made."""

    def __init__(self, room: Room) -> None:
        """Its buttons lead to import and to the demo."""
        self.import_, self.demo = PrimaryButton(tall=True), PlainButton(tall=True)
        super().__init__(self.import_, self.demo, outlines=True)
        self._room = room
        self.import_.clicked.connect(self._lead)
        room.jobs.changed.connect(self._say_again)
        self.demo.clicked.connect(room.demo_wanted)

    def say_for(self, collection: Collection | None) -> None:
        """All words, for a collection or none."""
        room = self._room
        made = any(job.page == "collection" for job in room.jobs.running)
        coming = collection is None and (room.awaited or made)
        self.import_.setText(
            self.tr("选择文件夹…") if collection is not None else self.tr("打开藏品…")
        )
        self.demo.setText(self.tr("先看示范藏品"))
        if coming:
            self.say(self.tr("正在准备藏品"), self.tr("进度见左下角。"))
        elif collection is None:
            self.say(
                self.tr("还没有打开藏品"),
                self.tr("打开已有的藏品文件夹，或在「文件」菜单里新建一批。"),
            )
        else:
            self.say(
                self.tr("这里还没有画"),
                self.tr(
                    "把图像文件夹、登记册（Excel、CSV、JSON）或典籍拖到此处。\n"
                    "原图不会被改动，也不会离开这台电脑。"
                ),
            )
        for button in (self.import_, self.demo):
            button.setVisible(not coming)

    def _say_again(self) -> None:
        if self._room.collection is None:
            self.say_for(None)

    def _lead(self) -> None:
        if self._room.collection is None:
            self._room.choosing.emit()
        else:
            self._room.go("import", choose=True)


class NextThing(PrimaryButton):
    """Leads to what is to be done next, and says how much."""

    def __init__(self, room: Room) -> None:
        """Nothing yet."""
        super().__init__()
        self._page = "review"
        self.clicked.connect(lambda: room.go(self._page))

    def say_for(self, collection: Collection) -> None:
        """Drafts first, then what lacks a caption, then learning from it."""
        counts = collection.captions.counts()
        lacking = collection.finding.lacking_count()
        if counts["draft"]:
            self._page, words = "review", self.tr("审校草稿 {0}").format(number(counts["draft"]))
        elif lacking and counts["approved"]:
            self._page, words = "draft", self.tr("撰稿 {0}").format(number(lacking))
        elif lacking:
            self._page, words = "draft", self.tr("开始撰稿")
        else:
            self._page, words = "finetune", self.tr("去训练")
        self.setText(words)
