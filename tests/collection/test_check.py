from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from songclip_desktop.collection.check import check_collection
from songclip_desktop.collection.collection import Collection
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.records import Run

MakePicture = Callable[..., Path]


def codes(collection: Collection, **options: bool) -> dict[str, bool]:
    return {one.code: one.serious for one in check_collection(collection, **options)}


@pytest.fixture
def original(collection: Collection, make_picture: MakePicture) -> Path:
    work = collection.paintings.add("K1")
    stored = collection.images.add_file(make_picture())
    collection.paintings.add_image(work.id, stored)
    return collection.images.path(stored)


def test_a_whole_collection_has_no_findings(collection: Collection, original: Path) -> None:
    assert codes(collection) == {}


def test_a_lost_original_is_serious(collection: Collection, original: Path) -> None:
    original.unlink()
    assert codes(collection) == {"original_missing": True}


def test_an_altered_original_is_serious(collection: Collection, original: Path) -> None:
    original.write_bytes(original.read_bytes() + b"x")
    assert codes(collection) == {"original_changed": True}


def test_referenced_and_missing_pictures_are_listed_only(
    collection: Collection, make_picture: MakePicture
) -> None:
    work = collection.paintings.add("K1")
    stored = collection.images.add_file(make_picture(), copy=False)
    collection.paintings.add_image(work.id, stored)
    collection.paintings.add("K2")
    assert codes(collection) == {"original_referenced": False, "picture_missing": False}


def test_a_run_without_its_adapter_is_serious(collection: Collection) -> None:
    collection.runs.add(
        Run("r1", "2026-11-21T00:00:00Z", "mini", "mini", "finished", "finetuned", "better", False)
    )
    assert codes(collection) == {"adapter_missing": True}


def test_repair_mends_search_text_and_interrupted_copies(
    collection: Collection, original: Path
) -> None:
    litter = original.with_name(".tmpabc.part")
    litter.write_bytes(b"half")
    collection._database.write("DELETE FROM painting_text")
    assert codes(collection) == {"search_text_stale": False, "copy_interrupted": False}
    assert all(one.repaired for one in check_collection(collection, repair=True))
    assert codes(collection) == {}
    assert collection.finding.find("K1") == [1]
    assert not litter.exists()


def test_a_check_can_be_stopped(collection: Collection, original: Path) -> None:
    with pytest.raises(Stopped):
        check_collection(collection, listener=Listener(should_stop=lambda: True))
