"""Where the cache lies: in the collection, or where this machine keeps caches; moved whole."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from songclip_desktop import settings
from songclip_desktop.collection import cache_place
from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.records import Image

MakePicture = Callable[..., Path]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    kept = settings.load()
    kept.cache_dir = str(tmp_path / "elsewhere")
    kept.save()
    return tmp_path / "elsewhere"


def one_picture(collection: Collection, file: Path) -> Image:
    work = collection.paintings.add("K1")
    collection.paintings.add_image(work.id, collection.images.add_file(file))
    (found,) = collection.paintings.all(with_image=True)
    assert found.image is not None
    return found.image


def test_the_settings_say_where_a_cache_lies(
    elsewhere: Path, tmp_path: Path, make_picture: MakePicture
) -> None:
    with Collection.create(tmp_path / "a") as made:
        one_picture(made, make_picture())
        place = made.images.cache_dir
    assert place.parent == elsewhere
    assert place.name.startswith(made.id)
    assert not (tmp_path / "a" / "cache").exists()
    with Collection.open(tmp_path / "a", read_only=True) as again:
        assert again.images.cache_dir == place


def test_a_copy_has_a_cache_of_its_own(elsewhere: Path, tmp_path: Path) -> None:
    with (
        Collection.create(tmp_path / "a", collection_id="same") as one,
        Collection.create(tmp_path / "b", collection_id="same") as other,
    ):
        assert one.images.cache_dir != other.images.cache_dir


def test_an_id_from_outside_stays_within_the_place(elsewhere: Path, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "a", collection_id="../../up") as made:
        assert made.images.cache_dir.parent == elsewhere


def test_a_place_that_cannot_be_written_leaves_the_cache_in_the_collection(tmp_path: Path) -> None:
    kept = settings.load()
    (tmp_path / "file").write_bytes(b"")
    kept.cache_dir = str(tmp_path / "file" / "cache")
    kept.save()
    with Collection.create(tmp_path / "a") as made:
        assert made.images.cache_dir == made.dir / "cache"


@pytest.mark.parametrize("other_disk", [False, True])
def test_a_cache_moves_whole(
    other_disk: bool, tmp_path: Path, make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Collection.create(tmp_path / "a") as made:
        image = one_picture(made, make_picture())
        small = made.images.thumbnail(image, 320)
        cache = made.images.cache_dir
    assert cache_place.size_bytes(cache) > 0
    target = cache_place.place(made.dir, made.id, str(tmp_path / "elsewhere"))
    if other_disk:
        really = Path.rename

        def across(self: Path, to: Path) -> Path:
            if self == cache:
                raise OSError(errno.EXDEV, "another disk")
            return really(self, to)

        monkeypatch.setattr(Path, "rename", across)

    cache_place.move(made.dir, cache, target)

    assert not cache.exists()
    assert [each.name for each in target.parent.iterdir()] == [target.name]
    with Collection.open(tmp_path / "a", read_only=True, cache_dir=target) as again:
        image_path = again.images.path(image)
        image_path.unlink()  # so that it can come from the cache alone
        assert again.images.thumbnail(image, 320) == small


def test_a_stopped_move_leaves_the_cache_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Collection.create(tmp_path / "a") as made:
        cache = made.images.cache_dir
    cache.mkdir(exist_ok=True)
    (cache / "x").write_bytes(b"held")
    target = tmp_path / "elsewhere" / "there"

    def across(self: Path, to: Path) -> Path:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(Path, "rename", across)
    with pytest.raises(Stopped):
        cache_place.move(made.dir, cache, target, Listener(should_stop=lambda: True))
    assert (cache / "x").read_bytes() == b"held"
    assert list(target.parent.iterdir()) == []


def test_a_cache_is_neither_moved_nor_cleared_under_a_window(
    collection: Collection, tmp_path: Path
) -> None:
    cache = collection.images.cache_dir
    cache.mkdir(exist_ok=True)
    with pytest.raises(SongClipError) as moved:
        cache_place.move(collection.dir, cache, tmp_path / "there")
    with pytest.raises(SongClipError) as cleared:
        cache_place.clear(collection.dir, cache)
    assert moved.value.code == cleared.value.code == "collection_locked"
    assert cache.is_dir()
    collection.close()
    cache_place.clear(collection.dir, cache)
    assert not cache.exists()
