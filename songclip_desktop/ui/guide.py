"""The guided path of the first start: it points, and the curator does; then one's own collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from songclip_desktop.ui.pages.page import Page
from songclip_desktop.ui.widgets.guide_panel import GuidePanel, Pointer, Step
from songclip_desktop.workflow import first_steps
from songclip_desktop.workflow.first_steps import STEPS, Walked

if TYPE_CHECKING:
    from songclip_desktop.ui.main_window import MainWindow
    from songclip_desktop.ui.room import Room


class Guide(QObject):
    """Shown on the demo until it was walked or put aside. Main thread.

    A step is ticked when its outcome is in the collection, whoever brought it about; so the path
    goes on after a restart where it was left.

    Signals:
        own_wanted: all is done, and the curator wants a collection of their own.
        again_wanted: the demo is to be as it was at first.

    Attributes:
        panel: the strip below the page. pointer: the ring around what to press.
    """

    own_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, window: MainWindow, ground: QWidget) -> None:
        """`ground` is what the ring may lie on."""
        super().__init__(window)
        self._window, self._room = window, window.room
        self._walked: Walked | None = None
        self.panel = GuidePanel(len(STEPS))
        self.pointer = Pointer(ground)
        self.panel.led.connect(self._lead)
        self.panel.chosen.connect(self._go)
        self.panel.left.connect(self.put_aside)
        self.panel.again.connect(self.again_wanted)
        room: Room = window.room
        room.collection_changed.connect(self.read)
        room.feed.changed.connect(self.read)
        room.jobs.changed.connect(self.show_state)
        room.compared.connect(self._compared)

    @property
    def walked(self) -> Walked | None:
        """How far the demo has come; None while the path is not offered."""
        return self._walked

    def begin(self) -> None:
        """From the Help menu: opens the demo where it is not open, and takes the path up again."""
        self._room.settings.guided = False
        self._room.settings.save()
        if first_steps.offered(self._room.collection):
            self.read()
            self.panel.lead.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._room.demo_wanted.emit()

    def put_aside(self) -> None:
        """No more of it, also after the next start; the Help menu brings it back."""
        all_done = self._walked is not None and not self._walked.current
        self._end()
        if not all_done:
            self._room.toast(self.tr("引导已收起；在「帮助」菜单里可以再打开"))

    def read(self, _what: object = None) -> None:
        """Looks at the collection anew."""
        collection = self._room.collection
        wanted = not self._room.settings.guided and first_steps.offered(collection)
        self._walked = first_steps.walked(collection) if wanted and collection else None
        self.show_state()

    def show_state(self) -> None:
        """The strip and the ring, as the page in view and what is at work have it."""
        walked = self._walked
        if walked is None:
            self.panel.hide()
            self.pointer.point(None)
            return
        step = walked.current
        self.panel.show_steps(
            self.tr("入门引导"), [self._drawn(each) for each in STEPS], self._sentence(walked)
        )
        self.panel.show_buttons(
            self._lead_word(step),
            "" if step else self.tr("从头再走…"),
            self.tr("跳过") if step else self.tr("收起"),
        )
        self.panel.show()
        self.pointer.point(self._target(step), self._number(step))

    # -- what is said ------------------------------------------------------------------------

    def _drawn(self, page: str) -> Step:
        assert self._walked is not None
        word = self._window.page_word(page)
        if page in self._walked.done:
            state, spoken = "done", self.tr("{0}，已完成").format(word)
        elif page == self._walked.current:
            state, spoken = "current", self.tr("{0}，现在这一步").format(word)
        else:
            state, spoken = "waiting", self.tr("{0}，还没到").format(word)
        return Step(page, self._number(page), word, spoken, state)

    @staticmethod
    def _number(step: str) -> str:
        return QLocale().toString(STEPS.index(step) + 1) if step else ""

    def _sentence(self, walked: Walked) -> str:
        if not walked.current:
            return self.tr("五步都走过了。现在可以建自己的藏品。")
        if self._at_work(walked.current):
            return {
                "import": self.tr("正在看画和登记册，稍等。"),
                "draft": self.tr("正在撰稿，写好一条存一条。"),
                "finetune": self.tr("正在训练，可以先去看别的页。"),
            }.get(walked.current, self.tr("正在做，稍等。"))
        lacking = first_steps.APPROVALS - walked.approved
        return {
            "import": self.tr("新到了 %n 件画：看过登记册的对应，把它们入藏。", "", walked.arrived),
            "draft": self.tr("新画还没有说明：先写出初稿。"),
            "review": self.tr("看画读稿，按 A 通过，按 E 先改；再通过 %n 条。", "", lacking),
            "finetune": self.tr("让模型学通过了的说明：开始训练。"),
            "search": self.tr("用自己的话找一幅画，左右两列是训练前后。"),
        }[walked.current]

    def _lead_word(self, step: str) -> str:
        if not step:
            return self.tr("建自己的藏品…")
        if self._at_work(step):
            return ""
        if step == "import" and self._control(step) is None:
            return self.tr("打开新到的画")
        away = self._window.current != step
        return self.tr("去{0}").format(self._window.page_word(step)) if away else ""

    # -- where it leads ----------------------------------------------------------------------

    def _lead(self) -> None:
        assert self._walked is not None
        step = self._walked.current
        if not step:
            self._end()
            self.own_wanted.emit()
        elif step == "import" and self._control(step) is None:
            self._room.go("import", sources=[first_steps.arrivals()])
        else:
            self._go(step)

    def _go(self, page: str) -> None:
        self._room.go(page)

    def _end(self) -> None:
        self._room.settings.guided = True
        self._room.settings.save()
        self.read()

    def _at_work(self, step: str) -> bool:
        return any(job.page == step and not job.passing for job in self._room.jobs.running)

    def _page(self, step: str) -> Page | None:
        return self._window.pages.get(step)

    def _control(self, step: str) -> QWidget | None:
        """What to press on the step's own page, if there is something yet."""
        page = self._page(step)
        return page.next_control if page is not None else None

    def _target(self, step: str) -> QWidget | None:
        if not step or self._at_work(step):
            return None
        if self._window.current != step:
            return self._window.rail.items[step]
        return self._control(step) or (self.panel.lead if step == "import" else None)

    def _compared(self) -> None:
        collection = self._room.collection
        if self._walked is None or collection is None or "search" in self._walked.done:
            return
        first_steps.compared(collection)
        self.read()
