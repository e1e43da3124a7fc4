"""The record of one painting, for the side panel: picture, catalogue facts, captions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.exchange import fields
from songclip_desktop.records import DRAFTED_KINDS, Caption, Image, Painting
from songclip_desktop.ui.thumbnails import Thumbnails
from songclip_desktop.ui.widgets.buttons import PlainButton, QuietButton
from songclip_desktop.ui.widgets.layouts import empty
from songclip_desktop.ui.widgets.marks import StatusMark, kind_word, work_kind_word
from songclip_desktop.ui.widgets.picture import Picture
from songclip_desktop.ui.widgets.rare import worded
from songclip_desktop.ui.widgets.record_fields import rights_word
from songclip_desktop.ui.widgets.record_strip import ImageStrip
from songclip_desktop.ui.widgets.text import Hairline, Reading, Text

PICTURE_W, PICTURE_H = 256, 256  # a panel that scrolls leaves no more
MARGIN_PX = 24
_REST = (
    "census_number", "category", "grade", "quantity", "mass", "completeness", "condition", "holder",
    "source", "acquired", "inscription", "notes", "group_key",
)  # fmt: skip

translate = QCoreApplication.translate


class Facts(QWidget):
    """Names and values in two columns, e.g. 藏号 H03.0005. Values are plain text, wrapped."""

    def __init__(self, name_px: int = 56) -> None:
        """Empty; `name_px` is the least width of the names."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, name_px)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """All anew; empty values are left out."""
        empty(self._grid)
        for row, (name, value) in enumerate((n, v) for n, v in facts if v):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(Text(name, "body", "ink_3"), row, 0, top)
            self._grid.addWidget(Text(value, "body", "ink", wrap=True), row, 1, top)


class RecordPanel(QWidget):
    """One work as the curator reads it.

    Signals:
        opened: 查看原图. similar: 找相似. edit_asked: 编辑. texts_asked: 相合的段落.
        more_asked: the button whose menu has the rest. image_chosen: one of its pictures.
    """

    opened = Signal()
    similar = Signal()
    edit_asked = Signal()
    texts_asked = Signal()
    more_asked = Signal()
    image_chosen = Signal(object)

    def __init__(self, thumbnails: Thumbnails) -> None:
        """Nothing shown yet."""
        super().__init__()
        self._picture = Picture(thumbnails, PICTURE_W, PICTURE_H, middle=True)
        self._picture.clicked.connect(self.opened)
        self.strip = ImageStrip(thumbnails)
        self.strip.chosen.connect(self.image_chosen)
        self._title = Text("", "painting", wrap=True)
        self._by = Text("", "body", "ink_2", wrap=True)
        self._facts, self._rest = Facts(), Facts()
        self._captions = QVBoxLayout()
        self._captions.setSpacing(4)
        self._line = Hairline()
        self.view, self.edit = PlainButton(), PlainButton(hint="E")
        self.alike, self.texts = QuietButton(), QuietButton()
        self.more = QuietButton(icon="more")
        self._acts = QWidget()
        self.view.clicked.connect(self.opened)
        self.edit.clicked.connect(self.edit_asked)
        self.alike.clicked.connect(self.similar)
        self.texts.clicked.connect(self.texts_asked)
        self.more.clicked.connect(self.more_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        mat = QWidget()
        mat.setObjectName("mat")
        mat.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        hung = QVBoxLayout(mat)
        hung.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        hung.setSpacing(12)
        hung.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignCenter)
        hung.addWidget(self.strip)
        words = QVBoxLayout()
        words.setContentsMargins(MARGIN_PX, 16, MARGIN_PX, 16)
        words.setSpacing(6)
        for widget in (self._title, self._by, self._facts, Hairline()):
            words.addWidget(widget)
        words.addLayout(self._captions)
        words.addWidget(self._line)
        words.addWidget(self._rest)
        words.addStretch(1)
        words.addWidget(self._acts)
        acts = QGridLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setVerticalSpacing(0)
        for row, buttons in enumerate(((self.view, self.edit), (self.alike, self.texts))):
            line = QHBoxLayout()
            line.setSpacing(8 if row == 0 else 0)
            line.setContentsMargins(0 if row == 0 else -8, 0, 0, 0)  # words below the edge above
            for button in buttons:
                line.addWidget(button)
            line.addStretch(1)
            acts.addLayout(line, row, 0)
        acts.addWidget(self.more, 0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(mat)
        column.addLayout(words, 1)

    def show_acts(self, shown: bool) -> None:
        """Whether its buttons are there: not while a sheet is open."""
        self._acts.setVisible(shown)

    def show_painting(
        self,
        painting: Painting,
        captions: Sequence[Caption],
        images: Sequence[Image] = (),
        locked: str = "",
    ) -> None:
        """Another work, or the same with other captions; `locked`: why it cannot be written."""
        self._picture.show_painting(painting)
        self.strip.show_images(images)
        self._title.setText(worded(painting.title or painting.accession, "painting"))
        by = " · ".join(part for part in (painting.artist, painting.dynasty) if part)
        self._by.setText(worded(by, "body"))
        self._by.setVisible(bool(by))
        self._facts.show_facts(_shown(_first_facts(painting)))
        rest = _shown(_other_facts(painting))
        self._rest.show_facts(rest)
        for widget in (self._line, self._rest):
            widget.setVisible(any(value for _, value in rest))
        self._show_captions(captions)
        self.view.setText(translate("record", "查看原图"))
        self.edit.setText(translate("record", "编辑"))
        self.alike.setText(translate("record", "找相似"))
        self.texts.setText(translate("record", "相合的段落"))
        self.more.setAccessibleName(translate("record", "更多"))
        self.more.setToolTip(translate("record", "更多"))
        self.edit.set_possible(not locked, locked)
        for button in (self.view, self.alike):
            button.set_possible(painting.image is not None, translate("record", "这件作品没有图像"))

    def _show_captions(self, captions: Sequence[Caption]) -> None:
        empty(self._captions)
        best: dict[str, Caption] = {}
        rank = {"approved": 2, "draft": 1, "rejected": 0}
        for caption in captions:
            held = best.get(caption.kind)
            if held is None or rank[caption.status] > rank[held.status]:
                best[caption.kind] = caption
        for kind in DRAFTED_KINDS:
            caption = best.get(kind)
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 4, 0, 0)
            row.addWidget(Text(kind_word(kind), "label", "ink_2"))
            row.addStretch(1)
            row.addWidget(StatusMark(caption.status if caption else None))
            self._captions.addWidget(head)
            if caption is not None:
                self._captions.addWidget(Reading(worded(caption.text, "reading"), "reading"))


def _first_facts(painting: Painting) -> list[tuple[str, str]]:
    """What is looked for first."""
    made = "，".join(
        part for part in (painting.format, painting.material, painting.technique) if part
    )
    kind = "" if painting.work_kind == "painting" else work_kind_word(painting.work_kind)
    facts = [
        (translate("record", "藏号"), painting.accession),
        (translate("record", "类别"), kind),
        (translate("record", "年代"), painting.date_text),
        (translate("record", "品式"), made),
        (translate("record", "尺寸"), painting.dimensions),
        (translate("record", "标签"), "、".join(painting.tags)),
    ]
    if painting.image is None:
        facts.append((translate("record", "图像"), translate("record", "没有图像")))
    if painting.local_only:
        facts.append((translate("record", "保密"), translate("record", "只留在本机")))
    return facts


def _other_facts(painting: Painting) -> list[tuple[str, str]]:
    """The rest of what is catalogued, in the order of a register."""
    core = [(fields.word(key), fields.of(painting, key)) for key in _REST]
    rights = (fields.word("rights"), rights_word(painting.rights))
    return [*core, rights, *painting.extra.items()]


def _shown(facts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(worded(name, "body"), worded(value, "body")) for name, value in facts]
