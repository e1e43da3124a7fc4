"""The sheets that the drafting page lays over itself: service, what is sent, prompt, trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from songclip_desktop.drafting.drafter import Work
from songclip_desktop.ui.widgets.draft_table import DraftTable
from songclip_desktop.ui.widgets.prompt_sheet import PromptSheet
from songclip_desktop.ui.widgets.sending_sheet import SendingSheet
from songclip_desktop.ui.widgets.service_form import ServiceForm
from songclip_desktop.ui.widgets.service_sheet import ServiceSheet
from songclip_desktop.ui.widgets.sheet import Sheet
from songclip_desktop.ui.widgets.trial_sheet import TrialSheet

if TYPE_CHECKING:
    from songclip_desktop.ui.room import Room


class DraftSheets(QStackedWidget):
    """Hidden until one is opened.

    Signals:
        opened, left: a sheet lies over the page now, or leads back to it.

    Attributes:
        works: those that will be sent.
    """

    opened = Signal()
    left = Signal()

    def __init__(self, room: Room, form: ServiceForm, table: DraftTable) -> None:
        """`form`: the one whose choice stands on the page; `table`: its chosen row comes first."""
        super().__init__()
        self._form, self._table = form, table
        self.works: tuple[Work, ...] = ()
        self.service, self.sending = ServiceSheet(form), SendingSheet(room)
        self.prompt, self.trial = PromptSheet(), TrialSheet(room, form)
        for sheet in self._all():
            self.addWidget(sheet)
            sheet.left.connect(self.close_sheet)
        self.prompt.saved.connect(form.changed)
        self.trial.adopted.connect(form.show_settings)
        self.trial.adopted.connect(form.changed)
        self.hide()

    def open_service(self) -> None:
        """Who is asked, and on what terms."""
        self.service.show_service()
        self._open(self.service)

    def open_prompt(self) -> None:
        """What is asked, filled in for the chosen work."""
        entry = self._table.entry() or next(iter(self._table.queue.entries), None)
        self.prompt.show_prompt(entry.painting if entry else None)
        self._open(self.prompt)

    def open_sending(self) -> None:
        """What leaves the machine of the works, beginning with the chosen one."""
        profile, entry = self._form.profile, self._table.entry()
        sent = [work for work in self.works if not work.painting.local_only]
        if profile is not None and sent:
            entries = self._table.queue.entries
            kept = [each.painting for each in entries if each.painting.local_only]
            self._open(self.sending)
            self.sending.show_works(profile, sent, kept, entry.painting.id if entry else 0)

    def open_trial(self) -> None:
        """Two prompts or models compared."""
        self.trial.show_trial()
        self._open(self.trial)

    def close_sheet(self) -> None:
        """Back to the page."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def retranslate(self) -> None:
        """The words of each."""
        for sheet in self._all():
            sheet.retranslate()

    def _all(self) -> tuple[Sheet, ...]:
        return self.service, self.sending, self.prompt, self.trial

    def _open(self, sheet: Sheet) -> None:
        self.setCurrentWidget(sheet)
        self.opened.emit()
        self.show()
        sheet.setFocus()
