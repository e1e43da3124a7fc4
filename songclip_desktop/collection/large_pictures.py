"""Pictures too large to be held whole, streamed by libvips in constant memory. Any thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from PIL import Image as Pillow

# What libvips streams: by what its own loaders are called.
_LOADERS = {"jpegload": ".jpg", "pngload": ".png", "tiffload": ".tif", "webpload": ".webp"}
TILE_PX = 512


@dataclass(frozen=True)
class Header:
    """What a file says of itself.

    Attributes:
        width_px, height_px: as displayed.
        suffix: of the form it really has, with the dot.
        upright: stored as it is displayed.
    """

    width_px: int
    height_px: int
    suffix: str
    upright: bool


def vips() -> ModuleType | None:
    """The library, set up once; None where it is not shipped (Macs with Intel processors)."""
    try:
        import pyvips
    except (ImportError, OSError):
        return None
    pyvips.cache_set_max(0)  # results are kept by us; a kept file could not be moved or deleted
    pyvips.block_untrusted_set(True)
    return pyvips


@contextlib.contextmanager
def _faults() -> Iterator[None]:
    import pyvips

    try:
        yield
    except pyvips.Error as error:
        raise OSError(str(error)) from error


def _opened(path: Path, access: str = "sequential") -> tuple[Any, str]:
    """The picture, not yet decoded, and its suffix. By a source: a name may hold brackets."""
    import pyvips

    source = pyvips.Source.new_from_file(str(path))
    image: Any = pyvips.Image.new_from_source(source, "", access=access, fail_on="truncated")
    loader = str(image.get("vips-loader")).removesuffix("_source")
    if loader not in _LOADERS:
        raise OSError(f"not streamed: {loader}")
    return image, _LOADERS[loader]


def header(path: Path) -> Header:
    """Size and form.

    Raises:
        OSError: libvips does not stream this file.
    """
    with _faults():
        image, suffix = _opened(path)
        turned = _orientation(image)
        width, height = int(image.width), int(image.height)
    if turned >= 5:
        width, height = height, width
    return Header(width, height, suffix, turned == 1)


def read(path: Path, size: tuple[int, int]) -> Pillow.Image:
    """The whole picture within `size` (width, height), RGB in sRGB, upright.

    Raises:
        OSError: broken, cut short, or not streamed.
    """
    import pyvips

    with _faults():
        source = pyvips.Source.new_from_file(str(path))
        made: Any = pyvips.Image.thumbnail_source(
            source, size[0], height=size[1], size="down", output_profile="srgb",
            intent="perceptual", fail_on="truncated",
        )  # fmt: skip
        return Pillow.fromarray(_plain(made).numpy())


def upright(path: Path) -> Any:
    """The picture as it is displayed, 8-bit sRGB, for one pass of libvips; nothing is decoded yet.

    Raises:
        OSError: broken, cut short, or not streamed.
    """
    with _faults():
        image, _ = _opened(path)
        if _orientation(image) != 1:  # turning needs all of it at hand; libvips keeps it on disc
            image = _opened(path, "random")[0].autorot()
        return _srgb(image)


def upright_of(pixels: Pillow.Image) -> Any:
    """The same of a picture that libvips cannot read, decoded already."""
    import pyvips

    image: Any = pyvips.Image.new_from_array(pixels.convert("RGB"))
    return image.copy(interpretation="srgb")


def tiles(path: Path, target: Path, should_stop: Callable[[], bool]) -> None:
    """Writes the pyramid of a picture, see `tiles.py`, as one file.

    Raises:
        OSError: broken, cut short, not streamed, or `should_stop` said so.
    """
    with _faults():
        _save_tiles(upright(path), target, should_stop)


def tiles_of(pixels: Pillow.Image, target: Path, should_stop: Callable[[], bool]) -> None:
    """The same for a picture that libvips cannot read, decoded already.

    Raises:
        OSError: `should_stop` said so.
    """
    with _faults():
        _save_tiles(upright_of(pixels), target, should_stop)


def _save_tiles(image: Any, target: Path, should_stop: Callable[[], bool]) -> None:
    """From an upright sRGB picture of libvips; stops between two strips of it."""

    def look(_image: Any, _progress: Any) -> None:
        if should_stop():
            image.set_kill(True)

    image.set_progress(True)
    image.signal_connect("eval", look)
    image.dzsave(
        str(target), layout="dz", container="szi", tile_size=TILE_PX, overlap=0, depth="onetile",
        keep="none", suffix=".jpg[Q=88]",
    )  # fmt: skip


def _orientation(image: Any) -> int:
    return int(image.get("orientation")) if image.get_typeof("orientation") else 1


def _srgb(image: Any) -> Any:
    """8-bit RGB on white. A profile that does not fit leaves the plain values."""
    import pyvips

    if image.get_typeof("icc-profile-data"):
        with contextlib.suppress(pyvips.Error):
            image = image.icc_transform("srgb", embedded=True, intent="perceptual")
    return _plain(image)


def _plain(image: Any) -> Any:
    image = image.colourspace("srgb")
    if image.hasalpha():
        image = image.flatten(background=255)
    return image[:3].cast("uchar")
