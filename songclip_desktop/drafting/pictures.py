"""The picture as it leaves the machine: small, sRGB, without camera data; nothing else is sent."""

from __future__ import annotations

import io
import math
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

QUALITY = 88
# Longer than this a whole picture is too small to read, so sections are sent with it.
LONG_ASPECT = 2.5
MOST_SECTIONS = 4


def outgoing(path: Path, side_px: int) -> list[bytes]:
    """The JPEGs that are sent of one picture: the whole; of a long scroll also its sections.

    Sections run from right to left, as a handscroll is read. Any thread; takes tens of
    milliseconds to a second.

    Args:
        path: the original.
        side_px: longest side of each JPEG.

    Raises:
        SongClipError: `picture_unreadable` or `picture_missing`.
    """
    try:
        with Image.open(path) as opened:
            opened.draft("RGB", (side_px * 2, side_px * 2) if _square(opened) else opened.size)
            whole = _plain(opened)
    except FileNotFoundError as error:
        raise SongClipError(
            "picture_missing",
            say("找不到图像文件。", "The picture's file is gone."),
            say("请重新指定图像。", "Point to the picture again."),
        ) from error
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise SongClipError(
            "picture_unreadable",
            say("图像读不出来。", "The picture cannot be read."),
            say("请换一个完好的图像文件。", "Replace it by an intact file."),
        ) from error
    return [_jpeg(each, side_px) for each in (whole, *_sections(whole))]


def _square(image: Image.Image) -> bool:
    return max(image.size) <= LONG_ASPECT * min(image.size)


def _plain(image: Image.Image) -> Image.Image:
    """Upright, in sRGB, opaque; the pixels alone."""
    upright = ImageOps.exif_transpose(image)
    profile = upright.info.get("icc_profile")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        over = upright.convert("RGBA")
        ground = Image.new("RGBA", over.size, "white")
        upright = Image.alpha_composite(ground, over)
    if upright.mode.startswith("I;16"):
        upright = upright.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    rgb = upright.convert("RGB")
    if profile and upright.mode == "RGB":
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(rgb, source, ImageCms.createProfile("sRGB"))
            rgb = turned or rgb
        except ImageCms.PyCMSError:
            pass  # a broken profile says nothing; the pixels are taken as they are
    return rgb


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
    boxes = [(0, 0, width_px, height_px), *_boxes(width_px, height_px)]
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
