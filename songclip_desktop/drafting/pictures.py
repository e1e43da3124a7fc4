"""The picture as it leaves the machine: small, sRGB, without camera data; nothing else is sent."""

from __future__ import annotations

import io
import math
import struct
import threading
import zlib
from contextlib import nullcontext
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

QUALITY = 88
# Longer than this a whole picture is too small to read, so sections are sent with it.
LONG_ASPECT = 2.5
MOST_SECTIONS = 4

# What a collection takes in; formats that run programs are not opened.
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "AVIF", "JPEG2000", "BMP", "GIF", "PPM", "PSD")
# What Pillow's decoders raise on broken files.
_FAULTS = (
    OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError,
    EOFError, MemoryError, struct.error, zlib.error, Image.DecompressionBombError, Warning,
)  # fmt: skip
# Larger ones are decoded one at a time, so that memory stays bounded.
_LARGE_PIXELS = 50_000_000
_one_large = threading.Lock()


def outgoing(path: Path, side_px: int) -> list[bytes]:
    """The JPEGs that are sent of one picture: the whole; of a long scroll also its sections.

    Sections run from right to left, as a handscroll is read. Any thread; takes tens of
    milliseconds, seconds for a scroll of hundreds of megapixels.

    Args:
        path: the original.
        side_px: longest side of each JPEG.

    Raises:
        SongClipError: `picture_unreadable` or `picture_missing`.
    """
    try:
        with Image.open(path, formats=_FORMATS) as opened:
            large = opened.width * opened.height > _LARGE_PIXELS
            with _one_large if large else nullcontext():
                whole = _plain(opened, _read_size(*opened.size, side_px))
        return [_jpeg(each, side_px) for each in (whole, *_sections(whole))]
    except FileNotFoundError as error:
        raise SongClipError(
            "picture_missing",
            say("找不到图像文件。", "The picture's file is gone."),
            say("请重新指定图像。", "Point to the picture again."),
        ) from error
    except _FAULTS as error:
        raise SongClipError(
            "picture_unreadable",
            say("图像读不出来。", "The picture cannot be read."),
            say("请换一个完好的图像文件。", "Replace it by an intact file."),
        ) from error


def _read_size(width: int, height: int, side_px: int) -> tuple[int, int]:
    """As large as its sections need it, no larger."""
    longest = max((max(r - x, b - y) for x, y, r, b in _boxes(width, height)), default=0)
    scale = min(1.0, side_px / (longest or max(width, height)))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _plain(opened: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Of that size, in sRGB, opaque, upright; the pixels alone."""
    opened.draft("RGB", size)
    opened.load()
    profile, image = opened.info.get("icc_profile"), opened
    turned = opened.getexif().get(0x0112, 1)
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode in ("P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if image.mode in ("RGBA", "LA", "La", "RGBa"):
        over = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    rgb = _srgb(image, profile)
    rgb.getexif()[0x0112] = turned
    upright = ImageOps.exif_transpose(rgb)
    upright.info.clear()
    return upright


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in ("RGB", "L", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
            if turned is not None:
                return turned
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that does not fit says nothing; the pixels are taken as they are
    return image.convert("RGB")


def _sections(image: Image.Image) -> list[Image.Image]:
    return [image.crop(box) for box in _boxes(*image.size)]


def _boxes(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """The sections of a long picture, in reading order; none of a picture that is read at once."""
    long, short = max(width, height), min(width, height)
    if long <= LONG_ASPECT * short:
        return []
    count = min(MOST_SECTIONS, math.ceil(long / short / 1.5))
    section = min(long, max(2 * short, math.ceil(long / count)))
    found = []
    for number in range(count):
        start = round((long - section) * number / max(1, count - 1))
        if width >= height:
            found.append((width - start - section, 0, width - start, height))
        else:
            found.append((0, start, width, start + section))
    return found


def sent_sizes(width_px: int, height_px: int, side_px: int) -> list[tuple[int, int]]:
    """Width and height of each JPEG that `outgoing` makes of a picture of this size."""
    width, height = _read_size(width_px, height_px, side_px)
    boxes = [(0, 0, width, height), *_boxes(width, height)]
    sizes = [(right - left, lower - upper) for left, upper, right, lower in boxes]
    return [_fitted(*size, side_px) for size in sizes]


def _fitted(width: int, height: int, side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _jpeg(image: Image.Image, side_px: int) -> bytes:
    small = image.copy()
    small.thumbnail((side_px, side_px), Image.Resampling.LANCZOS)
    small.info.clear()
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
