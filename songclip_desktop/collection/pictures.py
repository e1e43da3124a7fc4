"""Reading picture files: what is accepted, how large, which way up, in sRGB. Any thread."""

from __future__ import annotations

import io
import struct
import threading
import warnings
import zlib
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageCms

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

# By content. Formats that run programs (EPS, WMF) or have no signature (TGA) are left out.
FORMATS = {
    "JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "TIFF": ".tif", "WEBP": ".webp", "AVIF": ".avif",
    "JPEG2000": ".jp2", "BMP": ".bmp", "GIF": ".gif", "PPM": ".ppm", "PSD": ".psd",
}  # fmt: skip
# By name: what a curator calls a picture, whether it can be read or not.
# fmt: off
SUFFIXES = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".tif", ".tiff", ".webp", ".avif", ".heic",
    ".heif", ".jp2", ".j2k", ".jpx", ".jpf", ".j2c", ".bmp", ".dib", ".gif", ".ppm", ".pgm", ".pbm",
    ".pnm", ".psd", ".tga", ".dds", ".ico", ".sgi", ".pcx", ".msp", ".fli", ".im", ".xbm", ".xpm",
    ".qoi", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".orf",
})
# fmt: on
MAX_PIXELS = 500_000_000  # a 300-megapixel scan passes; a bomb of gigapixels does not
_LARGE_PIXELS = 50_000_000  # larger ones are decoded one at a time, so that memory stays bounded
_one_large = threading.Lock()

Pillow.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Pillow.DecompressionBombWarning)

# What Pillow's decoders raise on broken files.
DECODER_FAULTS = (
    OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError,
    EOFError, MemoryError, struct.error, zlib.error, Pillow.DecompressionBombError, Warning,
)  # fmt: skip

_ORIENTATION = 0x0112
_TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT, 3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM, 5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270, 7: Pillow.Transpose.TRANSVERSE, 8: Pillow.Transpose.ROTATE_90,
}  # fmt: skip


@dataclass(frozen=True)
class Read:
    """A picture read from a file.

    Attributes:
        pixels: reduced, RGB in sRGB, upright.
        width_px, height_px: the original's as displayed.
        suffix: of the form it really has, with the dot.
    """

    pixels: Pillow.Image
    width_px: int
    height_px: int
    suffix: str


_HEIF = (b"heic", b"heix", b"mif1")  # known, but no decoder for it is shipped


def is_picture(head: bytes, name: str) -> bool:
    """Whether a file is meant as a picture: by its first bytes, else by its name."""
    return Path(name).suffix.lower() in SUFFIXES or _has_signature(head)


def _has_signature(head: bytes) -> bool:
    starts = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"GIF8", b"8BPS")
    boxed = head[4:8] == b"ftyp" and head[8:12] in (b"avif", b"avis", *_HEIF)
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    jp2 = head.startswith((b"\x00\x00\x00\x0cjP  ", b"\xff\x4f\xff\x51"))
    return head.startswith(starts) or boxed or webp or jp2


def bounded_size(width_px: int, height_px: int, size_px: int) -> tuple[int, int]:
    """The size of a thumbnail: the long side `size_px`, at true aspect, never enlarged.

    A handscroll keeps a short side of a quarter of that, with a long side of up to four times.
    """
    long, short = max(width_px, height_px), max(1, min(width_px, height_px))
    target = min(max(float(size_px), size_px / 4 * long / short), 4.0 * size_px)
    scale = min(1.0, target / long)
    return max(1, round(width_px * scale)), max(1, round(height_px * scale))


def read(path: Path, size_px: int) -> Read:
    """Decodes a whole picture, reduced while decoding where the format can.

    Args:
        path: the file.
        size_px: the long side wanted, see `bounded_size`.

    Raises:
        SongClipError: picture_unreadable, picture_too_large, picture_format.
    """
    try:
        # Pillow opens MPO, the form of many phones, as JPEG.
        with Pillow.open(path, formats=[name for name in FORMATS if name != "MPO"]) as image:
            return _read(image, size_px)
    except SongClipError:
        raise
    except FileNotFoundError as error:
        raise unreadable(path.name) from error
    except DECODER_FAULTS as error:
        raise _explained(path, error) from error


def jpeg(pixels: Pillow.Image, quality: int = 88) -> bytes:
    """RGB pixels as the bytes of a JPEG file."""
    buffer = io.BytesIO()
    pixels.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _read(image: Pillow.Image, size_px: int) -> Read:
    if image.width * image.height > MAX_PIXELS:
        raise _too_large(image.width * image.height)
    suffix = FORMATS[image.format or "JPEG"]
    turn = _orientation(image)
    width, height = image.size
    with _one_large if width * height > _LARGE_PIXELS else nullcontext():
        wanted = bounded_size(width, height, size_px)
        image.draft("RGB", wanted)
        image.load()
        pixels = _srgb(_reduced(image, wanted))
    if turn in _TURNS:
        pixels = pixels.transpose(_TURNS[turn])
        if turn >= 5:
            width, height = height, width
    return Read(pixels, width, height, suffix)


def _orientation(image: Pillow.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except DECODER_FAULTS:  # a broken note in the margin does not spoil the picture
        return 1


def _reduced(image: Pillow.Image, size: tuple[int, int]) -> Pillow.Image:
    """To `size`, in a mode whose values can be averaged; keeps the colour profile."""
    profile = image.info.get("icc_profile")
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image, profile = _eight_bit(image), None
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode in ("P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.mode in ("RGBA", "LA", "La", "RGBa"):
        image = _on_white(image.convert("RGBA"))
    if image.size != size:
        image = image.resize(size, Pillow.Resampling.BICUBIC, reducing_gap=2.0)
    image.info = {"icc_profile": profile} if profile else {}
    return image


def _eight_bit(image: Pillow.Image) -> Pillow.Image:
    values = np.asarray(image).astype(np.float32)
    if image.mode.startswith("I;16"):
        return Pillow.fromarray((values / 257).astype(np.uint8))
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if low >= 0 and high <= 255:
        low, high = 0.0, 255.0
    scaled = np.nan_to_num((values - low) * (255 / max(high - low, 1e-9)))
    return Pillow.fromarray(scaled.clip(0, 255).astype(np.uint8))


def _on_white(image: Pillow.Image) -> Pillow.Image:
    ground = Pillow.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _srgb(image: Pillow.Image) -> Pillow.Image:
    profile = image.info.get("icc_profile")
    try:
        if image.mode == "LAB":
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
            return _converted(image, source)
        if profile and image.mode in ("RGB", "L", "CMYK"):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return _converted(image, source)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        pass  # a profile that does not fit the pixels: their plain values are the best there is
    return image.convert("RGB")


def _converted(image: Pillow.Image, source: ImageCms.ImageCmsProfile) -> Pillow.Image:
    target = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    done = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    if done is None:
        raise ValueError("no conversion")
    done.info = {}
    return done


# -- what is said ----------------------------------------------------------------------------------


def _explained(path: Path, error: Exception) -> SongClipError:
    if isinstance(error, (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning)):
        return _too_large(0)
    if isinstance(error, Pillow.UnidentifiedImageError):
        try:
            with path.open("rb") as file:
                head = file.read(32)
        except OSError:
            return unreadable(path.name)
        if not _has_signature(head) or head[8:12] in _HEIF:
            return _not_a_picture(path.name)
    return unreadable(path.name)


def unreadable(name: str) -> SongClipError:
    """A picture file that is broken or cut short."""
    return SongClipError(
        "picture_unreadable",
        say(
            "图片「{name}」已损坏或不完整。",
            "The picture “{name}” is damaged or cut short.",
            name=name,
        ),
        say(
            "请用看图软件打开核对，从原始扫描重新导出后再入藏。",
            "Open it in a viewer, export it again from the original scan, and import it again.",
        ),
    )


def _not_a_picture(name: str) -> SongClipError:
    return SongClipError(
        "picture_format",
        say(
            "文件「{name}」的内容不是可识别的图片。",
            "What “{name}” holds is not a picture this application knows.",
            name=name,
        ),
        say(
            "请另存为 JPEG、PNG 或 TIFF 后再入藏。",
            "Save it as JPEG, PNG or TIFF and import it again.",
        ),
    )


def _too_large(pixels: int) -> SongClipError:
    millions = max(pixels, MAX_PIXELS) // 1_000_000
    return SongClipError(
        "picture_too_large",
        say(
            "图片超过 {n} 百万像素，未读取。",
            "The picture has over {n} megapixels and was not read.",
            n=millions,
        ),
        say(
            "请导出一份不超过 500 百万像素的副本后再入藏。",
            "Export a copy of at most 500 megapixels and import that.",
        ),
    )
