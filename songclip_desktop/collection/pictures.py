"""Reading picture files: what is accepted, how large, which way up, in sRGB. Any thread."""

from __future__ import annotations

import io
import struct
import threading
import warnings
import zlib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageCms, Jpeg2KImagePlugin, PngImagePlugin

from songclip_desktop.collection import large_pictures
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
# A TIFF is streamed, so it may be larger still, if its file is as large as a scan's: the best
# coders leave a byte for some tens of pixels of silk, a bomb one for a thousand of nothing.
MAX_STREAMED_PIXELS = 8_000_000_000
_PIXELS_A_BYTE = 100
LARGE_PIXELS = 50_000_000  # more is streamed, one at a time, so that memory stays bounded
_one_large = threading.Lock()
_MAX_PROFILE_BYTES = 16 * 1024 * 1024  # a scanner's with tables; Pillow's own limit is 1 MiB

Pillow.MAX_IMAGE_PIXELS = MAX_PIXELS
PngImagePlugin.MAX_TEXT_CHUNK = _MAX_PROFILE_BYTES
warnings.simplefilter("error", Pillow.DecompressionBombWarning)

# What Pillow's decoders raise on broken files.
DECODER_FAULTS = (
    OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError,
    EOFError, MemoryError, struct.error, zlib.error, Pillow.DecompressionBombError, Warning,
)  # fmt: skip

_ORIENTATION, _BITS_A_SAMPLE = 0x0112, 0x0102
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


_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")  # with + beyond 4 GiB


def _has_signature(head: bytes) -> bool:
    starts = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", *_TIFF, b"GIF8", b"8BPS")
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
    return _read(path, lambda width, height: bounded_size(width, height, size_px))


def read_within(path: Path, pixels: int) -> Read:
    """The same, reduced to at most `pixels` pixels.

    Raises:
        SongClipError: as `read`.
    """

    def fit(width: int, height: int) -> tuple[int, int]:
        scale = min(1.0, (pixels / (width * height)) ** 0.5)
        return max(1, int(width * scale)), max(1, int(height * scale))

    return _read(path, fit)


def jpeg(pixels: Pillow.Image, quality: int = 88) -> bytes:
    """RGB pixels as the bytes of a JPEG file."""
    buffer = io.BytesIO()
    pixels.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def resized(content: bytes, size: tuple[int, int]) -> Pillow.Image:
    """A JPEG that `jpeg` made, smaller: width and height."""
    with Pillow.open(io.BytesIO(content), formats=["JPEG"]) as image:
        image.draft("RGB", size)
        return image.resize(size, Pillow.Resampling.BICUBIC, reducing_gap=2.0)


_Fit = Callable[[int, int], tuple[int, int]]


def _read(path: Path, fit: _Fit) -> Read:
    try:
        # Pillow opens MPO, the form of many phones, as JPEG.
        with Pillow.open(path, formats=[name for name in FORMATS if name != "MPO"]) as image:
            pixels = image.width * image.height
            if pixels > MAX_PIXELS:
                raise _too_large(pixels)
            if pixels <= LARGE_PIXELS or not _streams(path):
                with _one_large if pixels > LARGE_PIXELS else nullcontext():
                    return _decoded(image, fit)
        return _streamed(path, fit)
    except SongClipError:
        raise
    except FileNotFoundError as error:
        raise unreadable(path.name) from error
    except DECODER_FAULTS as error:
        if _is_tiff(path) and isinstance(error, _BEYOND_PILLOW) and large_pictures.vips():
            try:
                return _streamed(path, fit)
            except DECODER_FAULTS as second:
                error = second
        raise _explained(path, error) from error


# A gigapixel TIFF, and kinds of TIFF that Pillow does not know, such as 16-bit CMYK.
_BEYOND_PILLOW = (
    Pillow.UnidentifiedImageError,
    Pillow.DecompressionBombError,
    Pillow.DecompressionBombWarning,
)


def _streams(path: Path) -> bool:
    """Not every TIFF either: 8-bit CIELAB, for one, libvips does not load."""
    try:
        return large_pictures.vips() is not None and bool(large_pictures.header(path))
    except OSError:
        return False


def _streamed(path: Path, fit: _Fit) -> Read:
    with _one_large:
        header = large_pictures.header(path)
        pixels = header.width_px * header.height_px
        most = min(MAX_STREAMED_PIXELS, max(MAX_PIXELS, _PIXELS_A_BYTE * path.stat().st_size))
        if pixels > (most if header.suffix == ".tif" else MAX_PIXELS):
            raise _too_large(pixels)
        reduced = large_pictures.read(path, fit(header.width_px, header.height_px))
    return Read(reduced, header.width_px, header.height_px, header.suffix)


def _decoded(image: Pillow.Image, fit: _Fit) -> Read:
    suffix = FORMATS[image.format or "JPEG"]
    width, height = image.size
    wanted = fit(width, height)
    if not _reduced_waves(image, wanted):
        image.draft("RGB", wanted)
    image.load()
    turn = _orientation(image)  # only now: Pillow turns a TIFF itself while loading it
    pixels = _srgb(_reduced(image, wanted))
    if turn in _TURNS:
        pixels = pixels.transpose(_TURNS[turn])
        if turn >= 5:
            width, height = height, width
    return Read(pixels, width, height, suffix)


def _reduced_waves(image: Pillow.Image, wanted: tuple[int, int]) -> bool:
    """JPEG 2000 is decoded only down to the resolution wanted; whole it takes 12 bytes a pixel.

    How many resolutions there are is in its COD marker (ISO/IEC 15444-1, A.6.1).
    """
    if not isinstance(image, Jpeg2KImagePlugin.Jpeg2KImageFile) or image.fp is None:
        return False
    place = image.fp.tell()
    image.fp.seek(0)
    head = image.fp.read(1 << 16)
    image.fp.seek(place)
    marker = head.find(b"\xff\x52", head.find(b"\xff\x4f\xff\x51"))
    levels = head[marker + 9] if 0 <= marker < len(head) - 9 else 0
    halvings = max(0, int(min(image.width / wanted[0], image.height / wanted[1])).bit_length() - 1)
    image.reduce = min(levels, halvings)
    return True


def _is_tiff(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4).startswith(_TIFF)
    except OSError:
        return False


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
        bits = getattr(image, "tag_v2", {}).get(_BITS_A_SAMPLE, (16,))[0]  # a TIFF may have 12
        return Pillow.fromarray((values * (255 / (2**bits - 1))).clip(0, 255).astype(np.uint8))
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
