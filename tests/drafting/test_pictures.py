"""The picture as it leaves the machine."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from songclip_desktop.collection import pictures as originals
from songclip_desktop.drafting.pictures import outgoing, sent_sizes
from songclip_desktop.errors import SongClipError


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    assert image.format == "JPEG"
    assert not image.getexif()
    assert "icc_profile" not in image.info
    return image


def test_a_turned_photograph_goes_upright_and_without_notes(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 200), "white")
    image.paste("red", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: its left is the picture's top
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    path = tmp_path / "turned.jpg"
    image.save(path, exif=exif, comment=b"secret remark", quality=95)
    (sent,) = outgoing(path, 100)
    assert b"ecret" not in sent
    shown = opened(sent)
    assert shown.size == (50, 100)
    top, below = shown.getpixel((25, 20)), shown.getpixel((25, 80))
    assert isinstance(top, tuple)
    assert isinstance(below, tuple)
    assert top[1] < 60
    assert below[1] > 200


def test_colours_come_in_srgb(tmp_path: Path) -> None:
    """Its profile has two primaries in each other's place: what the file calls red looks green."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = plain.replace(b"rXYZ", b"____").replace(b"gXYZ", b"rXYZ").replace(b"____", b"gXYZ")
    path = tmp_path / "odd.png"
    Image.new("RGB", (60, 40), (250, 10, 10)).save(path, icc_profile=swapped)
    (sent,) = outgoing(path, 256)
    found = opened(sent).getpixel((30, 20))
    assert isinstance(found, tuple)
    assert found[1] > 200 > 60 > found[0]


@pytest.mark.parametrize(
    ("mode", "colour", "grey"),
    [("I;16", 32768, 128), ("L", 128, 128), ("1", 1, 255), ("LA", (128, 0), 255), ("P", 0, 0)],
)
def test_every_kind_of_pixel_is_sent_as_it_looks(
    tmp_path: Path, mode: str, colour: object, grey: int
) -> None:
    path = tmp_path / "x.png"
    Image.new(mode, (60, 40), colour).save(path)  # type: ignore[arg-type]
    (sent,) = outgoing(path, 256)
    found = opened(sent).getpixel((30, 20))
    assert isinstance(found, tuple)
    assert all(abs(value - grey) <= 2 for value in found)


def test_a_great_scroll_is_read_no_larger_than_its_sections_need(tmp_path: Path) -> None:
    path = tmp_path / "scroll.jpg"
    Image.new("RGB", (30_000, 2_000), "tan").save(path)
    tracemalloc.start()
    try:
        sent = outgoing(path, 1024)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    sizes = [opened(each).size for each in sent]
    assert sizes == sent_sizes(30_000, 2_000, 1024)
    assert sizes[0][0] == 1024
    assert {width for width, _height in sizes[1:]} == {1024}
    assert most < 20_000_000


def test_the_sections_cover_the_scroll_from_right_to_left(tmp_path: Path) -> None:
    image = Image.new("RGB", (4000, 400))
    for place in range(4):
        image.paste((60 * place + 20, 0, 0), (1000 * place, 0, 1000 * place + 1000, 400))
    path = tmp_path / "scroll.png"
    image.save(path)
    sent = outgoing(path, 512)
    reds = [opened(each).resize((1, 1)).getpixel((0, 0)) for each in sent[1:]]
    found = [red[0] for red in reds if isinstance(red, tuple)]
    assert found == sorted(found, reverse=True)
    assert len(found) == 4


def test_a_picture_as_large_as_a_collection_takes_is_not_refused() -> None:
    # In a process of its own: the engine's tests set another limit in this one.
    said = (
        "from PIL import Image; import songclip_desktop.workflow.draft;"
        "print(Image.MAX_IMAGE_PIXELS)"
    )
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert int(ran.stdout) == originals.MAX_PIXELS


def _broken_png() -> bytes:
    """Its second part of pixels claims another checksum: found only while reading."""

    def part(name: bytes, data: bytes, check: int | None = None) -> bytes:
        told = zlib.crc32(name + data) if check is None else check
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", told)

    head = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(64 * (1 + 64 * 3)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", pixels[:10])
        + part(b"IDA\x00", pixels[10:], 1)
        + part(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        _broken_png(),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
        b"\xff\xd8\xff\xe0" + b"\x00" * 50,
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(content)
    with pytest.raises(SongClipError) as caught:
        outgoing(path, 512)
    assert caught.value.code == "picture_unreadable"
    assert caught.value.remedy
