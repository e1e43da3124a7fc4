"""A window on a small collection that every test of a page can have, without engine or network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from songclip_desktop import app, settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.records import Annotation
from songclip_desktop.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "modern": "夏日傍晚，青绿山水，岸边垂柳，江心一只小船。",
    "classical": "夏夕照，烟柳临水，孤棹泛于中流。青绿便面。",
    "tags": "黄昏，团扇，江水，青绿，柳树，小船，夏，山水",
}
SHAPES = ((60, 90), (90, 60), (80, 80), (600, 60))


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[..., QApplication]:
    """pytest-qt's application is the one the program itself would make."""
    return lambda _arguments: app.application()


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """English and Traditional Chinese of the .ts files, compiled for this session."""
    folder = tmp_path_factory.mktemp("translations")
    compiler = Path(sys.executable).with_name("pyside6-lrelease")
    for language in ("en", "zh_TW"):
        sources = sorted((ROOT / "resources" / "translations" / language).glob("*.ts"))
        target = folder / f"songclip_{language}.qm"
        subprocess.run([compiler, "-silent", *sources, "-qm", target], check=True)
    return folder


def picture(path: Path, number: int) -> Path:
    """A coloured field with a bar, of one of four shapes; the last is a handscroll."""
    width, height = SHAPES[number % len(SHAPES)]
    image = Image.new("RGB", (width, height), (150 + 9 * number % 90, 130, 100))
    ImageDraw.Draw(image).rectangle((5, 5 + number, 20, 30 + number), fill=(90, 20 * number, 60))
    image.save(path)
    return path


def fill(
    collection: Collection, folder: Path, works: int = 12, write: Callable[[str], str] = str
) -> None:
    """Works of every split, kind and status, two passages, one of them annotated and paired.

    `write`: how the museum writes its words.
    """
    folder.mkdir(exist_ok=True)
    forms = ("立轴", "册页", "团扇", "手卷")
    for number in range(works):
        painting = collection.paintings.add(
            f"T{number:03d}",
            title=write(f"第{number}图"),
            artist="佚名",
            dynasty="南宋",
            format=write(forms[number % 4]),
            material=write("绢本设色"),
            split=("train", "train", "valid", "test")[number % 4],
            work_kind=("painting", "painting", "map", "photograph")[number // 3 % 4],
        )
        if number == works - 1:
            continue  # one work without a picture
        stored = collection.images.add_file(picture(folder / f"{number}.png", number))
        collection.paintings.add_image(painting.id, stored)
        for place, (kind, text) in enumerate(TEXTS.items()):
            if number % 4 == 3 and place == 2:
                continue
            text = write(f"{text}{number}")
            held = collection.captions.put_draft(painting.id, kind, text, "offline")
            if held is not None and number % 2 == 0:
                collection.captions.approve(held.id, "甲")
    first = collection.passages.add(
        "德壽宮在望仙橋東，元係秦太師賜第。", number="1", source="夢粱錄", chapter="卷八·德壽宮"
    )
    collection.passages.add(
        "是日，湖中畫舫，俱艤堤邊。", number="2", source="夢粱錄", chapter="卷四"
    )
    annotation = Annotation(
        (("德壽宮", write("宫殿")), ("望仙橋", write("桥梁"))),
        write("德寿宫位于望仙桥东侧"),
        write("德寿宫在望仙桥东面，原是秦太师受赐的宅第。"),
        "Deshou Palace lies east of Wangxian Bridge.",
        write("南宋临安古画中的德寿宫，望仙桥东侧"),
    )
    collection.passages.annotate(first.id, annotation, "offline")
    collection.pairs.suggest(first.id, collection.finding.find()[0], 0.3)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """A small collection, open; the window closes it with itself."""
    made = Collection.create(tmp_path / "collection", name="南宋画藏")
    fill(made, tmp_path / "pictures")
    yield made
    made.close()


@pytest.fixture(scope="session")
def shell(
    qapp: QApplication, translations: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """The whole window, built once; jobs run inline."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SONGCLIP_HOME", str(tmp_path_factory.mktemp("home")))
        made = app.build_window(jobs=JobRunner(sync=True), translations=translations)
    yield made
    made.room.engine.close()
    made.close()


@pytest.fixture
def window(shell: MainWindow, collection: Collection) -> Iterator[MainWindow]:
    """The window on the small collection, as after a first start, signed 甲."""
    jobs = shell.room.jobs
    shell.room.settings = settings.Settings(language="zh_CN", theme="light", curator="甲")
    shell.room.settings_changed.emit()
    shell.trouble.clear()
    shell.resize(1280, 800)
    shell.show()
    shell.show_page("collection")  # the page in view reads a collection as soon as it is open
    shell.room.open_collection(collection)
    QApplication.processEvents()
    yield shell
    if shell.room.settings.language != "zh_CN":  # what a test has chosen is not the next one's
        shell.room.settings.language = "zh_CN"
        shell.room.settings_changed.emit()
    shell.room.jobs = jobs
    shell.room.open_collection(None)
    shell.hide()
    # Without a running event loop nothing else deletes what was to be deleted later: a thousand
    # tests would leave their widgets to be styled anew by each that follows.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
