"""The printed catalogue: every work stands in it, long texts and long scrolls too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PySide6.QtGui import QImage

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange.works import Names, Work, pictures_of
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.records import Caption, Image, Painting
from songclip_desktop.ui import catalogue_document
from songclip_desktop.workflow.export_records import Contents, Prepared

pytestmark = pytest.mark.usefixtures("qapp")


def _work(number: int, notes: str = "", size: tuple[int, int] | None = None) -> Work:
    painting = Painting(
        number, f"K{number}", "寒江独钓图", "马远", "南宋", "", "", "", "painting", "K", "train", False,
        notes=notes,
    )  # fmt: skip
    said = Caption(1, number, "K", "modern", "approved", "一叶扁舟。", "", "", "", "", "", (), "")
    images = []
    if size:
        image = Image(number, number, f"{number:064}", "", False, *size, True, file_name="a.jpg")
        images.append((image, Path("a.jpg")))
    return Work(painting, pictures_of(painting, images, Names()), (said,))


def _prepared(out: Path, *works: Work) -> Prepared:
    return Prepared("pdf", out, "某馆", lambda: Contents(works), _shown)


def _shown(image: Image) -> bytes:
    import io

    kept = io.BytesIO()
    Pillow.new("RGB", (image.width_px, image.height_px), (90, 80, 70)).save(kept, "JPEG")
    return kept.getvalue()


def _pages(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", path.read_bytes()))


def test_every_work_stands_in_it_however_long(tmp_path: Path) -> None:
    works = (
        _work(1, size=(300, 500)),
        _work(2, size=(4000, 160)),
        _work(3, notes="孤舟蓑笠翁，独钓寒江雪。" * 900),
        _work(4),
    )
    prepared = _prepared(tmp_path / "out", *works)
    told: list[int] = []
    listener = Listener(progress=lambda one: told.append(one.done))
    done = catalogue_document.write(prepared, listener)
    (path,) = done.files
    assert (path.name, done.records) == ("catalogue.pdf", 4)
    assert path.read_bytes().startswith(b"%PDF")
    few = _prepared(tmp_path / "few.pdf", *works[:2])
    short = _pages(catalogue_document.write(few).files[0])
    assert short in (2, 3)  # the cover, and what stands on one page or two
    assert _pages(path) >= short + 5  # the long text goes on over pages
    assert told[-1] == 4
    assert [each.name for each in path.parent.iterdir()] == ["catalogue.pdf"]


def test_a_long_scroll_is_shown_in_strips_from_the_right() -> None:
    scroll = QImage(1000, 100, QImage.Format.Format_RGB32)
    scroll.fill(0xFF000000)
    scroll.setPixel(999, 0, 0xFFFFFFFF)
    strips = catalogue_document._strips(scroll)
    assert [strip.width() for strip in strips] == [333, 334, 333]
    assert strips[0].pixelColor(332, 0).red() == 255


def test_a_stop_leaves_nothing_and_a_closed_place_is_told(tmp_path: Path) -> None:
    prepared = _prepared(tmp_path / "a.pdf", _work(1))
    with pytest.raises(Stopped):
        catalogue_document.write(prepared, Listener(should_stop=lambda: True))
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").write_text("x")
    closed = _prepared(tmp_path / "file" / "a.pdf", _work(1))
    with pytest.raises(SongClipError) as told:
        catalogue_document.write(closed)
    assert told.value.code == "out_not_writable"
