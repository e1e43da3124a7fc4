"""The sheet of a drafting service: its address, key, models, prices and limits, and a trial."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from songclip_desktop.ui.widgets.service_form import ServiceForm
from songclip_desktop.ui.widgets.sheet import Sheet

MOST_PX = 760


class ServiceSheet(Sheet):
    """Shows the form; what is typed there is kept at once."""

    name = "service"

    def __init__(self, form: ServiceForm) -> None:
        """`form`: whose choice stands on the page."""
        super().__init__()
        self.form = form
        form.setMaximumWidth(MOST_PX)
        form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body.addWidget(form)
        self.body.addStretch(1)

    def show_service(self) -> None:
        """Names the service and asks the keychain for its key."""
        self.retranslate()
        self.form.show_settings()
        self.form.look_up_key()

    def retranslate(self) -> None:
        """All anew."""
        super().retranslate()
        profile = self.form.profile
        self.say(self.tr("撰稿服务"), profile.name if profile else "")
