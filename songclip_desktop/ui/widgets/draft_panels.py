"""What a drafting task says of itself: who writes and what leaves the machine; how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QLocale, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from songclip_desktop.drafting.drafter import Usage
from songclip_desktop.jobs.pace import Pace
from songclip_desktop.network import is_loopback
from songclip_desktop.records import Painting
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui import theme
from songclip_desktop.ui.models.draft_queue import Entry
from songclip_desktop.ui.models.draft_task import ASSUMED_S
from songclip_desktop.ui.widgets.buttons import QuietButton
from songclip_desktop.ui.widgets.columns import Columns
from songclip_desktop.ui.widgets.messages import IconLabel
from songclip_desktop.ui.widgets.progress import Bar, duration_words, left_words, number
from songclip_desktop.ui.widgets.text import Headline, Text
from songclip_desktop.workflow.sending import Estimate

translate = QCoreApplication.translate
NAMED = 3


class Link(QuietButton):
    """A word that leads on, flush with the words above it."""

    def sizeHint(self) -> QSize:
        """Its word alone."""
        width = QFontMetricsF(theme.font("body")).horizontalAdvance(self.text())
        return QSize(int(width) + 2, theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Underlined; darker under the pointer."""
        painter = QPainter(self)
        font = theme.font("body")
        font.setUnderline(True)
        painter.setFont(font)
        active = self.isEnabled() and self.underMouse()
        painter.setPen(theme.colour("ink" if active else "ink_2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.text())


class _Column(QWidget):
    """A small label, a line in strong, a line below it, links."""

    def __init__(self, *links: Link, icon: str = "") -> None:
        super().__init__()
        self.label = Text("", "label", "ink_3", wrap=True)
        self.first = Text("", "strong", "ink", wrap=True)
        self.second = Text("", "body", "ink_2", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        if icon:
            line.addWidget(IconLabel(icon, "ink_2", 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.first, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(self.label)
        self.column.addLayout(line)
        self.column.addWidget(self.second)
        row = QHBoxLayout()
        row.setSpacing(16)
        for link in links:
            row.addWidget(link)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)


class TermsRow(Columns):
    """Four columns: who writes, what is sent, what stays on this machine, what it may take.

    Attributes:
        service, prompt, trial: lead to the sheets of who writes. sent: to what is sent.
    """

    def __init__(self, choice: QWidget) -> None:
        """`choice`: who writes, set above the first column's words."""
        super().__init__(break_px=680, spacing_px=32)
        self.service, self.prompt, self.trial, self.sent = Link(), Link(), Link(), Link()
        self._who = _Column(self.service, self.prompt, self.trial)
        self._sent, self._stays, self._takes = _Column(self.sent), _Column(icon="lock"), _Column()
        self._who.column.insertWidget(1, choice)
        for column, share in ((self._who, 5), (self._sent, 5), (self._stays, 4), (self._takes, 4)):
            self.add(column, share)

    def show_terms(
        self, profile: DrafterProfile | None, entries: Sequence[Entry], running: bool
    ) -> None:
        """Of this drafter and these works; while running the name stands instead of the choice."""
        self._who.label.setText(translate("draft_panels", "谁来写"))
        self._sent.label.setText(translate("draft_panels", "送出什么"))
        self._stays.label.setText(translate("draft_panels", "不出本机"))
        self.service.setText(translate("draft_panels", "服务…"))
        self.prompt.setText(translate("draft_panels", "提示…"))
        self.trial.setText(translate("draft_panels", "盲测…"))
        self.sent.setText(translate("draft_panels", "看看送出的内容…"))
        self._who.first.setVisible(running)
        for link in (self.service, self.prompt, self.trial):
            link.setVisible(profile is not None and not running)
        self.sent.setVisible(profile is not None and any(not e.local for e in entries))
        if profile is None:
            self._show_offline()
        else:
            self._show_service(profile, running)
        kept = [each.painting for each in entries if each.painting.local_only]
        marked = translate("draft_panels", "{count} 幅标为不出本机").format(count=number(len(kept)))
        none = translate("draft_panels", "没有标为不出本机的作品")
        self._stays.first.setText(marked if kept else none)
        self._stays.second.setText(_kept_words(kept) if profile else "")

    def show_estimate(
        self, profile: DrafterProfile | None, found: Estimate | None, took: tuple[float, bool]
    ) -> None:
        """What the task may take; hidden where nothing is sent or it is not known.

        Args:
            profile: the service.
            found: tokens and cost; None hides it all.
            took: seconds, and whether earlier works have shown them.
        """
        self._takes.setVisible(profile is not None and found is not None and found.calls > 0)
        if profile is None or found is None:
            return
        self._takes.label.setText(translate("draft_panels", "大约要用"))
        tokens = translate("draft_panels", "{count} 令牌").format(
            count=number(_rounded(found.tokens_in + found.tokens_out))
        )
        first = tokens
        parts = [translate("draft_panels", "没有填价钱，不知费用")]
        if profile.price_in or profile.price_out:
            first, parts = f"{profile.currency}{found.cost:.2f}", [tokens]
        if not found.known:
            parts.append(translate("draft_panels", "这个模型还没用过，按图像大小估算"))
        if not took[1]:
            assumed = translate("draft_panels", "时间按每幅 {time}算")
            parts.append(assumed.format(time=duration_words(ASSUMED_S)))
        words = translate("draft_panels", "{cost}，{time}")
        self._takes.first.setText(words.format(cost=first, time=duration_words(took[0])))
        self._takes.second.setText("\n".join(parts))

    def _show_offline(self) -> None:
        self._who.first.setText(translate("draft_panels", "本机离线起草"))
        self._who.second.setText(translate("draft_panels", "编目事项，加上所用模型认出的景物"))
        self._sent.first.setText(translate("draft_panels", "什么也不送出"))
        self._sent.second.setText(translate("draft_panels", "不需要网络，也不需要密钥"))

    def _show_service(self, profile: DrafterProfile, running: bool) -> None:
        model = profile.vision_model or "?"
        self._who.first.setText(f"{profile.name} · {model}")
        host = urlsplit(profile.endpoint).netloc or profile.endpoint
        at_once = translate("draft_panels", "{host}，同时 {count} 幅")
        words = at_once.format(host=host, count=profile.concurrency)
        self._who.second.setText(words if running else f"{model} · {words}")
        sent = translate("draft_panels", "缩至 {side} 像素的图像与编目事项")
        self._sent.first.setText(sent.format(side=profile.side_px))
        away = translate("draft_panels", "原图、藏品编号、典籍与已审说明不送出")
        near = translate("draft_panels", "服务就在这台电脑上，不经网络")
        self._sent.second.setText(near if is_loopback(profile.endpoint) else away)


def _rounded(tokens: int) -> int:
    """Two figures that matter: an estimate knows no more."""
    unit = 10 ** max(0, len(str(tokens)) - 2)
    return round(tokens / unit) * unit


def _kept_words(kept: Sequence[Painting]) -> str:
    """Which works stay, the first few by name, and who drafts them."""
    if not kept:
        return ""
    names = "、".join(each.title or each.accession for each in kept[:NAMED])
    if len(kept) > NAMED:
        names = translate("draft_panels", "{names}等").format(names=names)
    return translate("draft_panels", "{names}：由本机离线起草").format(names=names)


class DraftProgress(QWidget):
    """Count, rate, time left and cost over a bar of 6 px."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._count, self._rate = Headline(wrap=False), Text("", "body", "ink_2")
        self._cost = Text("", "body", "ink_2")
        self._bar = Bar(6)
        figures = QHBoxLayout()
        figures.setSpacing(24)
        for widget in (self._count, self._rate):
            figures.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addStretch(1)
        figures.addWidget(self._cost, 0, Qt.AlignmentFlag.AlignBottom)
        block = QVBoxLayout(self)
        block.setContentsMargins(0, 0, 0, 8)
        block.addLayout(figures)
        block.addWidget(self._bar)

    def show_counts(
        self,
        counts: Mapping[str, int],
        pace: Pace | None,
        held: bool,
        paid: tuple[DrafterProfile, Usage] | None,
    ) -> None:
        """How far it is.

        Args:
            counts: state → how many works.
            pace: of the task; None once it ended.
            held: whether it is paused.
            paid: the service and what it has used; None for this machine alone.
        """
        total = sum(counts.values())
        done = counts["written"] + counts["failed"]
        words = translate("draft_panels", "{done} / {total} 幅")
        self._count.setText(words.format(done=number(done), total=number(total)))
        self._bar.set_fraction(done / total if total else 0)
        self._rate.setText(_rate_words(pace, held) if pace is not None else "")
        self._cost.setText(_cost_words(*paid, done, total) if paid is not None else "")


def _rate_words(pace: Pace, held: bool) -> str:
    if held:
        return translate("draft_panels", "已暂停")
    parts = []
    if pace.per_s > 0:
        rate = translate("draft_panels", "每分 {rate} 幅")
        parts.append(rate.format(rate=f"{pace.per_s * 60:.1f}"))
    left_s = pace.left_s
    parts.append(left_words(left_s))
    if left_s:
        end = datetime.now() + timedelta(seconds=left_s)
        parts.append(translate("draft_panels", "{time} 前后写完").format(time=f"{end:%H:%M}"))
    return "　".join(parts)


def _cost_words(profile: DrafterProfile, usage: Usage, done: int, total: int) -> str:
    count = QLocale().toString(usage.tokens)
    tokens = translate("draft_panels", "{count} 令牌").format(count=count)
    if not (profile.price_in or profile.price_out):
        return tokens
    spent = translate("draft_panels", "已用 {sum}")
    words = spent.format(sum=f"{profile.currency}{usage.cost:.2f}")
    if done and total > done:
        whole = f"{profile.currency}{usage.cost / done * total:.2f}"
        words += translate("draft_panels", "，预计共 {sum}").format(sum=whole)
    return f"{words}　{tokens}"
