from __future__ import annotations

import hashlib
import io
import shutil
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from songclip_desktop.collection import images, large_pictures, pictures
from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import ImageStore, Stored
from songclip_desktop.errors import SongClipError

MakePicture = Callable[..., Path]


def shown(store: ImageStore, stored: Stored, size_px: int = 160) -> Image.Image:
    content = store.thumbnail(stored, size_px)
    assert content is not None
    return Image.open(io.BytesIO(content))


def refused(store: ImageStore, path: Path) -> str:
    with pytest.raises(SongClipError) as error:
        store.add_file(path)
    assert error.value.what
    assert error.value.remedy
    assert not list(store.path(Stored("", "originals", False, 0, 0)).rglob("*.*"))
    return error.value.code


def test_an_original_is_kept_by_its_content_and_never_altered(
    collection: Collection, make_picture: MakePicture
) -> None:
    source = make_picture()
    before = source.read_bytes()
    stored = collection.images.add_file(source)
    sha256 = hashlib.sha256(before).hexdigest()
    assert stored.path == f"originals/{sha256[:2]}/{sha256}.jpg"
    assert collection.images.path(stored).read_bytes() == before == source.read_bytes()
    assert (stored.width_px, stored.height_px) == (60, 40)
    shutil.copyfile(source, source.with_name("again.jpg"))
    assert collection.images.add_file(source.with_name("again.jpg")) == stored
    assert len(list((collection.dir / "originals").rglob("*.jpg"))) == 1


def test_a_referenced_original_stays_where_it_is(
    collection: Collection, make_picture: MakePicture
) -> None:
    source = make_picture()
    stored = collection.images.add_file(source, copy=False)
    assert stored.referenced
    assert stored.path == str(source.resolve())
    assert not list((collection.dir / "originals").rglob("*.jpg"))


def test_a_form_is_known_by_its_content_not_by_its_name(
    collection: Collection, make_picture: MakePicture
) -> None:
    png = make_picture("really.png")
    wrong = png.rename(png.with_name("wrong.jpg"))
    assert collection.images.add_file(wrong).path.endswith(".png")


def test_a_text_called_jpg_is_no_picture(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "K1.jpg"
    path.write_text("这不是图片" * 100, encoding="utf-8")
    assert refused(collection.images, path) == "picture_format"


@pytest.mark.parametrize("name", ["K1.jpg", "K1.png", "K1.tif", "K1.webp"])
def test_a_truncated_picture_is_refused(collection: Collection, tmp_path: Path, name: str) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    path = tmp_path / name
    Image.fromarray(noise).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert refused(collection.images, path) == "picture_unreadable"


def test_a_missing_file_is_refused(collection: Collection, tmp_path: Path) -> None:
    assert refused(collection.images, tmp_path / "nowhere.jpg") == "picture_unreadable"


def test_a_bomb_is_refused_before_it_is_unpacked(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    header = (60_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, content in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000))):
        parts += [len(content).to_bytes(4, "big"), kind, content]
        parts.append(zlib.crc32(kind + content).to_bytes(4, "big"))
    path.write_bytes(b"".join(parts))
    assert refused(collection.images, path) == "picture_too_large"


def test_a_tiff_that_claims_gigapixels_is_no_scan(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "bomb.tif"
    vips = large_pictures.vips()
    assert vips is not None
    plain = vips.Image.black(40_000, 20_000).cast("uchar")
    plain.tiffsave(str(path), compression="deflate", tile=True, tile_width=4096, tile_height=4096)
    assert path.stat().st_size < 2_000_000
    assert refused(collection.images, path) == "picture_too_large"


def test_a_gigapixel_scan_is_streamed_in_bounded_memory(tmp_path: Path) -> None:
    """A child of its own, so that what this process has used before is not counted.

    Its VmHWM, not its ru_maxrss: across fork and exec that one keeps what its parent held.
    """
    path = gigapixels(tmp_path / "scroll.tif", across=196, down=20)
    program = (
        "import sys; from pathlib import Path;"
        "from songclip_desktop.collection import pictures;"
        "read = pictures.read(Path(sys.argv[1]), 320);"
        "used = Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0];"
        "print(read.width_px, read.height_px, *read.pixels.size, used)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=300
    )
    width, height, wide, high, used_kib = map(int, done.stdout.split())
    assert (width, height) == (100_352, 10_240)
    assert wide / high == pytest.approx(width / height, rel=0.02)
    assert used_kib < 700_000  # decoded it is a million KiB of grey, three of colour


def gigapixels(path: Path, across: int, down: int) -> Path:
    """A TIFF of so many grey tiles of 512 pixels, all of them the same one; as long as a scan."""
    tile = np.random.default_rng(0).integers(0, 256, (512, 512), dtype=np.uint8).tobytes()
    count = across * down
    start = 8 + 2 + 10 * 12 + 4
    lists = start + count * 8
    tags = [(256, 4, 1, across * 512), (257, 4, 1, down * 512), (258, 3, 1, 8), (259, 3, 1, 1),
            (262, 3, 1, 1), (277, 3, 1, 1), (322, 3, 1, 512), (323, 3, 1, 512),
            (324, 4, count, start), (325, 4, count, start + count * 4)]  # fmt: skip
    with path.open("wb") as file:
        file.write(b"II*\x00" + struct.pack("<IH", 8, len(tags)))
        file.write(b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4))
        file.write(struct.pack("<I", lists) * count + struct.pack("<I", len(tile)) * count)
        file.write(tile)
        file.truncate(count * len(tile) // 50)  # sparse
    return path


def test_a_large_profile_is_no_bomb(collection: Collection, tmp_path: Path) -> None:
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = plain + np.random.default_rng(0).bytes(3_000_000)
    for name in ("K1.png", "K1.tif", "K1.webp", "K1.jpg"):
        path = tmp_path / name
        Image.new("RGB", (40, 40), (10, 120, 200)).save(path, icc_profile=profile)
        pixel = shown(collection.images, collection.images.add_file(path)).getpixel((9, 9))
        assert np.abs(np.subtract(pixel, (10, 120, 200))).max() <= 6


def test_a_scan_of_300_megapixels_is_taken(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    Image.new("L", (20_000, 15_000), 200).save(path, quality=30)
    stored = collection.images.add_file(path)
    assert stored.width_px * stored.height_px == 300_000_000


@pytest.mark.parametrize(
    "name", ["K1.jpg", "K1.tif", "K1.png", "K1.webp", "large.tif", "large.jpg"]
)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_shown_upright(
    collection: Collection,
    tmp_path: Path,
    orientation: int,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if name.startswith("large"):
        monkeypatch.setattr(pictures, "LARGE_PIXELS", 1000)
    upright = Image.new("RGB", (80, 40), "white")
    upright.paste((255, 0, 0), (0, 0, 20, 20))  # red in the top left corner
    turned = {
        1: upright, 2: upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: upright.rotate(180), 4: upright.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: upright.transpose(Image.Transpose.TRANSPOSE), 6: upright.rotate(90, expand=True),
        7: upright.transpose(Image.Transpose.TRANSVERSE), 8: upright.rotate(270, expand=True),
    }[orientation]  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / name
    turned.save(path, exif=exif, **({"quality": 95} if path.suffix != ".tif" else {}))
    stored = collection.images.add_file(path)
    assert (stored.width_px, stored.height_px) == (80, 40)
    thumbnail = shown(collection.images, stored)
    red, green, _ = thumbnail.getpixel((5, 5))  # type: ignore[misc]
    assert (red > 200, green < 60) == (True, True)


def test_colours_are_brought_to_srgb(collection: Collection, tmp_path: Path) -> None:
    swapped = Image.new("LAB", (40, 40), (150, 128 + 60, 128 + 40))
    path = tmp_path / "lab.tif"
    swapped.save(path)
    red, green, blue = shown(collection.images, collection.images.add_file(path)).getpixel((9, 9))  # type: ignore[misc]
    assert red > green + 60
    assert red > blue + 60
    plain = tmp_path / "srgb.jpg"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (40, 40), (10, 120, 200)).save(plain, icc_profile=profile, quality=95)
    pixel = shown(collection.images, collection.images.add_file(plain)).getpixel((9, 9))
    assert np.abs(np.subtract(pixel, (10, 120, 200))).max() <= 4


def test_a_broken_profile_does_not_spoil_the_picture(
    collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "K1.png"
    Image.new("RGB", (40, 40), (10, 120, 200)).save(path, icc_profile=b"not a profile at all")
    pixel = shown(collection.images, collection.images.add_file(path)).getpixel((9, 9))
    assert np.abs(np.subtract(pixel, (10, 120, 200))).max() <= 4


@pytest.mark.parametrize(
    ("mode", "name"),
    [("L", "a.png"), ("1", "a.png"), ("P", "a.gif"), ("RGBA", "a.png"), ("CMYK", "a.jpg"),
     ("LA", "a.png"), ("I;16", "a.png"), ("F", "a.tif"), ("YCbCr", "a.tif")],
)  # fmt: skip
def test_every_mode_becomes_rgb(
    collection: Collection, tmp_path: Path, mode: str, name: str
) -> None:
    path = tmp_path / name
    if mode == "I;16":
        Image.fromarray(np.full((40, 60), 40_000, np.uint16)).save(path)
    else:
        Image.new("RGB", (60, 40), (200, 200, 200)).convert(mode).save(path)
    thumbnail = shown(collection.images, collection.images.add_file(path))
    assert thumbnail.mode == "RGB"
    wanted = 40_000 / 257 if mode == "I;16" else 255 if mode == "1" else 200
    assert np.asarray(thumbnail).mean() == pytest.approx(wanted, abs=8 if mode != "1" else 80)


def test_sixteen_and_twelve_bits_are_not_cut_off(collection: Collection, tmp_path: Path) -> None:
    sixteen = tmp_path / "sixteen.tif"
    vips = large_pictures.vips()
    assert vips is not None
    values = np.full((40, 60, 3), (10_000, 30_000, 60_000), np.uint16)
    vips.Image.new_from_array(values, interpretation="rgb16").tiffsave(str(sixteen))
    pixel = shown(collection.images, collection.images.add_file(sixteen)).getpixel((9, 9))
    assert np.abs(np.subtract(pixel, (39, 117, 233))).max() <= 4
    cmyk = tmp_path / "cmyk.tif"  # 16-bit CMYK is beyond Pillow
    values = np.full((40, 60, 4), (0, 65_535, 65_535, 0), np.uint16)
    vips.Image.new_from_array(values).copy(interpretation="cmyk").tiffsave(str(cmyk))
    red, green, blue = shown(collection.images, collection.images.add_file(cmyk)).getpixel((9, 9))  # type: ignore[misc]
    assert red > 180 > 90 > max(green, blue)
    # Strips of 12 bits: two samples in three bytes.
    twelve = tmp_path / "twelve.tif"
    rows = bytes((0x80, 0x08, 0x00)) * 400  # 0x800, half of what 12 bits can say
    tags = [(256, 40), (257, 20), (258, 12), (259, 1), (262, 1), (273, 8 + 2 + 9 * 12 + 4),
            (277, 1), (278, 20), (279, len(rows))]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    head = b"II*\x00" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
    twelve.write_bytes(head + rows)
    grey = shown(collection.images, collection.images.add_file(twelve)).getpixel((9, 9))
    assert np.abs(np.subtract(grey, (128, 128, 128))).max() <= 3


def test_streamed_colours_are_those_of_small_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both libraries bring a wide profile, CMYK and transparency to the same sRGB."""
    drawn = Image.fromarray(
        np.random.default_rng(1).integers(40, 216, (6, 9, 3), dtype=np.uint8)
    ).resize((180, 120), Image.Resampling.NEAREST)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    swapped = _rotated_primaries(srgb.tobytes())
    clear = drawn.copy().convert("RGBA")
    clear.putalpha(128)
    drawn.save(tmp_path / "plain.jpg", quality=95)
    drawn.save(tmp_path / "wide.tif", icc_profile=swapped)
    drawn.save(tmp_path / "wide.png", icc_profile=swapped)
    drawn.convert("L").save(tmp_path / "grey.tif")
    clear.save(tmp_path / "clear.png")
    converted = ImageCms.profileToProfile(drawn, srgb, lab, outputMode="LAB")
    assert converted is not None
    converted.save(tmp_path / "lab.tif")
    for path in sorted(tmp_path.iterdir()):
        small = np.asarray(pictures.read(path, 160).pixels).astype(int)
        with monkeypatch.context() as patched:
            patched.setattr(pictures, "LARGE_PIXELS", 1000)
            streamed = np.asarray(pictures.read(path, 160).pixels).astype(int)
        assert small.shape == streamed.shape, path.name
        assert np.median(np.abs(small - streamed)) <= 3, path.name
    before = np.asarray(pictures.read(tmp_path / "plain.jpg", 160).pixels).astype(int)
    after = np.asarray(pictures.read(tmp_path / "wide.tif", 160).pixels).astype(int)
    assert np.median(np.abs(before - after)) > 20  # the profile was heeded


def _rotated_primaries(profile: bytes) -> bytes:
    """An sRGB profile whose red and green have changed places."""
    count = int.from_bytes(profile[128:132], "big")
    table = {profile[132 + 12 * n : 136 + 12 * n]: 132 + 12 * n for n in range(count)}
    changed = bytearray(profile)
    red, green = table[b"rXYZ"], table[b"gXYZ"]
    changed[red : red + 4], changed[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(changed)


def test_a_jpeg_2000_is_decoded_only_as_far_as_wanted(tmp_path: Path) -> None:
    path = tmp_path / "K1.jp2"
    hills = Image.fromarray(np.add.outer(np.arange(800), np.arange(1200)).astype(np.uint8))
    hills.convert("RGB").resize((1200, 800)).save(path)
    read = pictures.read(path, 160)
    assert (read.width_px, read.height_px, read.pixels.size) == (1200, 800, (160, 107))
    full = pictures.read(path, 1200).pixels.resize((160, 107), Image.Resampling.BOX)
    assert np.abs(np.asarray(full).astype(int) - np.asarray(read.pixels)).mean() < 8


def test_a_handscroll_keeps_its_aspect_and_a_height_one_can_see(
    collection: Collection, make_picture: MakePicture
) -> None:
    stored = collection.images.add_file(make_picture(size=(4800, 400)))
    thumbnail = shown(collection.images, stored, 320)
    assert thumbnail.width / thumbnail.height == pytest.approx(12, rel=0.02)
    assert thumbnail.height == 80
    assert pictures.bounded_size(40_000, 400, 320) == (1280, 13)
    assert pictures.bounded_size(400, 500, 320) == (256, 320)
    assert pictures.bounded_size(60, 40, 320) == (60, 40)


def test_thumbnails_are_made_once_in_the_size_asked_for(
    collection: Collection, make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = collection.images.add_file(make_picture(size=(2000, 1500)))
    assert max(shown(collection.images, stored, 600).size) == 640
    collection.images.path(stored).unlink()
    assert max(shown(collection.images, stored, 600).size) == 640
    assert collection.images.thumbnail(stored, 1200) is None  # nothing to make it from


def test_a_smaller_thumbnail_comes_from_a_larger_one(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "K1.png"
    Image.radial_gradient("L").resize((2000, 1500)).convert("RGB").save(path)
    stored = collection.images.add_file(path)
    direct = pictures.read(path, 160).pixels
    monkeypatch.setattr(pictures, "read", None)  # the original is not looked at
    small = shown(collection.images, stored, 160)
    assert small.size == direct.size == (160, 120)
    assert np.abs(np.subtract(small, direct, dtype=int)).mean() < 3


def test_a_large_original_is_read_once_for_all_thumbnails(
    collection: Collection, make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = collection.images.add_file(make_picture(size=(2000, 1500)))
    monkeypatch.setattr(pictures, "LARGE_PIXELS", 1_000_000)
    assert shown(collection.images, stored, 640).width == 640
    collection.images.path(stored).unlink()
    assert shown(collection.images, stored, 1280).width == 1280
    assert shown(collection.images, stored, 160).width == 160


def test_thumbnails_are_asked_for_by_many_threads_at_once(
    collection: Collection, make_picture: MakePicture
) -> None:
    made = [
        collection.images.add_file(make_picture(f"{seed}.jpg", seed, (500, 400)))
        for seed in range(12)
    ]
    with Collection.open(collection.dir, read_only=True) as second:
        found: list[bytes | None] = []
        stores = (collection.images, second.images)
        threads = [
            threading.Thread(
                target=lambda n=n: found.extend(
                    stores[n % 2].thumbnail(one, size) for one in made for size in (160, 320)
                )
            )
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 4 * 12 * 2
    assert all(found)


def test_the_cache_grows_with_what_is_kept(tmp_path: Path) -> None:
    cache = images.ThumbnailCache.shared(tmp_path / "thumbnails")
    for number in range(12):
        cache.put(str(number).encode(), bytes([number]) * 8_000_000)
    assert cache.get(b"11") == b"\x0b" * 8_000_000
    cache.release()
    again = images.ThumbnailCache.shared(tmp_path / "thumbnails")
    assert again.get(b"3") == b"\x03" * 8_000_000
    again.release()


def test_a_broken_cache_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "thumbnails"
    folder.mkdir()
    (folder / "data.mdb").write_bytes(b"rubbish" * 5000)
    cache = images.ThumbnailCache.shared(folder)
    cache.put(b"k", b"v")
    assert cache.get(b"k") == b"v"
    cache.release()


def test_a_file_that_changes_while_it_is_copied_is_refused(
    collection: Collection, make_picture: MakePicture
) -> None:
    path = make_picture()
    with pytest.raises(SongClipError):
        collection.images.add_file(path, sha256="0" * 64)
    assert not [p for p in (collection.dir / "originals").rglob("*") if p.is_file()]


def test_real_broken_pictures_neither_crash_nor_hang(
    collection: Collection, shared_data: Path
) -> None:
    codes = {}
    for path in sorted((shared_data / "nasty_images").glob("*.*")):
        try:
            collection.images.add_file(path)
        except SongClipError as error:
            codes[path.name] = error.code
    assert codes["decompression_bomb.gif"] == "picture_too_large"
    assert codes["truncated_jpeg.jpg"] == "picture_unreadable"
    assert "hopper_orientation_6.jpg" not in codes
    assert set(codes.values()) <= {"picture_too_large", "picture_unreadable", "picture_format"}
