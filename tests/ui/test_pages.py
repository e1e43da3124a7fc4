"""Every page, light and dark, in three languages, at 100 and 200 %: nothing cut, nothing mute."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from songclip_desktop import settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui import theme
from songclip_desktop.ui.main_window import PAGES, MainWindow
from songclip_desktop.ui.pages.map import MapPage
from songclip_desktop.ui.pages.page import Page
from tests import linguist
from tests.ui import inspection
from tests.ui.conftest import fill

# What one screen of 1280×800 shows without a scroll bar; lists inside a page scroll for themselves.
FITTING = tuple(PAGES)
SCREENS = {"100": (1280, 800), "200": (640, 400)}
DRESSES = [(mode, tongue) for mode in ("light", "dark") for tongue in ("zh_CN", "en")]
DRESSES += [("light", "zh_TW")]


@pytest.fixture(scope="module")
def wide_window(
    shell: MainWindow, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """One window for all cases; only dress and size change."""
    folder = tmp_path_factory.mktemp("pages")
    collection = Collection.create(folder / "collection", name="南宋画藏")
    fill(collection, folder / "pictures")
    shell.show()
    shell.toast.hide()  # what another test said is no part of a page
    shell.room.open_collection(collection)
    yield shell
    shell.room.open_collection(None)
    collection.close()
    shell.hide()


@pytest.fixture(scope="module", params=DRESSES, ids=lambda dress: "-".join(dress))
def dressed(wide_window: MainWindow, request: pytest.FixtureRequest) -> MainWindow:
    settings = wide_window.room.settings
    settings.theme, settings.language = request.param
    wide_window.room.settings_changed.emit()
    return wide_window


def show(window: MainWindow, name: str, size: tuple[int, int]) -> Page:
    window.resize(*size)
    window.show_page(name)
    for _ in range(3):
        QApplication.processEvents()
    return window.pages[name]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_read_and_heard(dressed: MainWindow, name: str, screen: str) -> None:
    show(dressed, name, SCREENS[screen])
    assert (dressed.width(), dressed.height()) == SCREENS[screen], "the window would not shrink"
    root = dressed.centralWidget()
    assert inspection.cut_labels(root) == []
    assert inspection.outside(root) == []
    assert inspection.sideways(root) == []
    assert inspection.missing_glyphs(root) == []
    assert inspection.nameless_controls(root) == []


@pytest.mark.parametrize("name", FITTING)
def test_a_page_that_should_fit_has_no_scroll_bar(dressed: MainWindow, name: str) -> None:
    page = show(dressed, name, SCREENS["100"])
    assert inspection.scroll_bars(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_ground_of_a_page_is_the_token_of_its_dress(dressed: MainWindow, name: str) -> None:
    page = show(dressed, name, SCREENS["100"])
    image = page.grab().toImage()
    grounds = {theme.colour(token).name() for token in ("page", "mat", "surface")}
    assert image.pixelColor(2, image.height() - 3).name() in grounds


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_at_most_one_primary_button(dressed: MainWindow, name: str) -> None:
    from songclip_desktop.ui.widgets.buttons import PrimaryButton

    page = show(dressed, name, SCREENS["100"])
    red = [b.text() for b in page.findChildren(PrimaryButton) if b.isVisible()]
    assert len(red) <= 1, red


@pytest.mark.parametrize("name", PAGES)
def test_an_english_window_has_no_chinese_button(wide_window: MainWindow, name: str) -> None:
    wide_window.room.settings.language = "en"
    wide_window.room.settings_changed.emit()
    assert inspection.untranslated(show(wide_window, name, SCREENS["100"])) == []


def test_a_traditional_window_has_no_simplified_character(
    wide_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither from a page nor from below it; the museum writes without one here."""
    monkeypatch.setattr(MapPage, "lay_out", lambda _page: None)  # half a minute for no new word

    def write(text: str) -> str:
        return "".join("畫" if linguist.simplified(letter) else letter for letter in text)

    full = wide_window.room.collection
    made = Collection.create(tmp_path / "traditional", name="南宋畫藏")
    try:
        fill(made, tmp_path / "pictures", write=write)
        wide_window.room.open_collection(made)
        wide_window.room.settings.language = "zh_TW"
        wide_window.room.settings_changed.emit()
        found: set[str] = set()
        for name in PAGES:
            page = show(wide_window, name, SCREENS["100"])
            for section in getattr(page, "sections", (name,)):
                if section != name:
                    page.arrive(section=section)
                found |= {f"{section}: {text}" for text in inspection.said(wide_window)}
        assert len(found) > 300, "the pages were not read"
        # Services and languages are named as they name themselves.
        names = {*(each.name for each in settings.PRESETS), "简体中文"}
        left = {each for each in found if linguist.simplified(each.partition(": ")[2])}
        assert [each for each in sorted(left) if each.partition(": ")[2] not in names] == []
    finally:
        wide_window.room.open_collection(full)
        made.close()


@pytest.mark.parametrize("name", PAGES)
def test_pages_stand_without_a_collection_and_with_an_empty_one(
    wide_window: MainWindow, tmp_path: Path, name: str
) -> None:
    full = wide_window.room.collection
    empty = Collection.create(tmp_path / "empty")
    try:
        for collection in (None, empty):
            wide_window.room.open_collection(collection)
            page = show(wide_window, name, SCREENS["100"])
            assert inspection.cut_labels(page) == []
            assert inspection.nameless_controls(page) == []
    finally:
        wide_window.room.open_collection(full)
        empty.close()


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "ink_2", "ink_3", "azurite", "ochre", "malachite", "rouge"])
def test_every_ink_stands_out_from_every_ground_it_is_used_on(
    tokens: theme.Tokens, ink: str
) -> None:
    grounds = ["page", "rail", "surface", "selection"]
    grounds += {"malachite": ["insert"], "ochre": ["delete"]}.get(ink, [])
    for ground in grounds:
        assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5, ground


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_white_stands_out_from_the_seal(tokens: theme.Tokens) -> None:
    assert contrast(tokens.on_seal, tokens.seal) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
