from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from songclip_desktop import language
from songclip_desktop.ui import paper


@pytest.mark.parametrize(("spoken", "form"), [("zh_CN", "SC"), ("zh_TW", "TC"), ("en", "SC")])
def test_paper_is_set_in_the_characters_of_the_reader(
    qapp: QApplication, spoken: str, form: str
) -> None:
    language.use(spoken)
    for families in (paper.SANS, paper.SERIF):
        first = paper.style(families, 9, paper.INK).font().families()[0]
        assert first.endswith(f"CJK {form}")
