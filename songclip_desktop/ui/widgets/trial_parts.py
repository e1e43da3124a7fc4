"""The parts of a blind comparison: one side's terms, one side's text, what the picks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from songclip_desktop.drafting import prompts
from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui.widgets.fields import Choice
from songclip_desktop.ui.widgets.marks import kind_word
from songclip_desktop.ui.widgets.model_field import ModelField
from songclip_desktop.ui.widgets.text import Headline, Reading, Text
from songclip_desktop.workflow.trial import Result

translate = QCoreApplication.translate
OWN, SHIPPED = "own", "shipped"


class TrialSide(QWidget):
    """Which service, model and prompt one side is."""

    def __init__(self) -> None:
        """Hand it services with `offer`."""
        super().__init__()
        self._profiles: dict[str, DrafterProfile] = {}
        self._touched = False
        self._head = Text("", "section")
        self._labels = [Text("", "label", "ink_3") for _ in range(3)]
        self.service, self.model, self.prompt = Choice(), ModelField(), Choice()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        fields = (self.service, self.model, self.prompt)
        for label, field in zip(self._labels, fields, strict=True):
            column.addSpacing(4)
            column.addWidget(label)
            column.addWidget(field)
        self.service.chosen.connect(self._choose)
        self.model.edited.connect(self._touch)

    def retranslate(self, name: str) -> None:
        """`name` of the side."""
        self._head.setText(name)
        words = (
            translate("trial_parts", "服务"),
            translate("trial_parts", "看图模型"),
            translate("trial_parts", "提示"),
        )
        fields = (self.service, self.model, self.prompt)
        for label, field, word in zip(self._labels, fields, words, strict=True):
            label.setText(word)
            field.setAccessibleName(f"{name}：{word}")
        choices = [(SHIPPED, translate("trial_parts", "原来的提示"))]
        if prompts.is_own("draft"):
            choices.insert(0, (OWN, translate("trial_parts", "你改过的提示")))
        self.prompt.set_choices(choices)

    def offer(self, profiles: Sequence[DrafterProfile], name: str) -> None:
        """These services; the named one holds until a person chooses here."""
        self._profiles = {each.name: each for each in profiles}
        self.service.set_choices([(each, each) for each in self._profiles])
        if not self._touched:
            self.service.choose(name)
            self._take_model(self.service.current())

    def profile(self) -> DrafterProfile | None:
        """The service with the model that is named here."""
        found = self._profiles.get(self.service.current())
        return found.model_copy(update={"vision_model": self.model.text()}) if found else None

    def text(self) -> str:
        """The prompt.

        Raises:
            SongClipError: `prompt_unusable`.
        """
        own = self.prompt.current() == OWN
        return prompts.source("draft") if own else prompts.shipped("draft")

    def _choose(self, name: str) -> None:
        self._touch()
        self._take_model(name)

    def _touch(self) -> None:
        self._touched = True

    def _take_model(self, name: str) -> None:
        profile = self._profiles.get(name)
        self.model.set_text(profile.vision_model if profile else "")


class TrialTexts(QWidget):
    """What one side wrote, without its name."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.head = Text("", "section")
        self._labels = [Text("", "label", "ink_3") for _ in DRAFTED_KINDS]
        self._texts = [Reading("", "reading") for _ in DRAFTED_KINDS]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        for label, text in zip(self._labels, self._texts, strict=True):
            column.addSpacing(8)
            column.addWidget(label)
            column.addWidget(text)
        column.addStretch(1)

    def show_texts(self, head: str, texts: Mapping[str, str]) -> None:
        """`head`: left or right; a kind that is missing is left out."""
        self.head.setText(head)
        for kind, label, text in zip(DRAFTED_KINDS, self._labels, self._texts, strict=True):
            label.setText(kind_word(kind))
            text.set_text(texts.get(kind, ""))
            for widget in (label, text):
                widget.setVisible(kind in texts)


class TrialVerdict(QWidget):
    """Who was picked how often, and how much that says."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.headline = Headline()
        self._sides = [Text("", "body", "ink_2", wrap=True) for _ in range(3)]
        self._says = Text("", "strong", "ink", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.headline)
        column.addWidget(self._says)
        column.addSpacing(8)
        for line in self._sides:
            column.addWidget(line)

    def show_result(self, found: Result) -> None:
        """Both names with their counts; never a winner without saying whether it is chance."""
        self.headline.setText(
            translate("trial_parts", "{one} 比 {other}").format(
                one=found.wins[0], other=found.wins[1]
            )
        )
        chance = f"{found.p:.2f}"
        if found.winner is None:
            says = translate("trial_parts", "两边一样多，看不出差别。")
        elif found.sure:
            says = translate("trial_parts", "{name} 更好（单凭运气出现这种结果的可能是 {p}）。")
        else:
            says = translate(
                "trial_parts",
                "{name} 略多，但还看不出差别（单凭运气出现这种结果的可能是 {p}）。",
            )
        winner = found.names[found.winner] if found.winner is not None else ""
        self._says.setText(says.format(name=winner, p=chance))
        picked = translate("trial_parts", "{name}：{count} 幅")
        lines = [
            picked.format(name=n, count=w) for n, w in zip(found.names, found.wins, strict=True)
        ]
        lines.append(translate("trial_parts", "差不多：{count} 幅").format(count=found.same))
        for label, line in zip(self._sides, lines, strict=True):
            label.setText(line)
