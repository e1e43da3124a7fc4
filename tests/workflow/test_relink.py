"""Originals that moved or were lost are found again, by name and by what they hold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.workflow import import_, relink
from songclip_desktop.workflow.relink import RelinkReport
from tests.workflow.test_import import picture


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "collection") as made:
        yield made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for number in range(3):
        picture(tmp_path / "source" / f"K{number}.jpg", number)
    return tmp_path / "source"


def take(collection: Collection, source: Path, *, copy: bool) -> None:
    prepared = import_.prepare(collection, [source], copy=copy)
    import_.finish(collection, import_.execute(prepared))


def look_in(collection: Collection, folder: Path) -> RelinkReport:
    return relink.finish(collection, relink.execute(relink.prepare(collection, folder)))


def places(collection: Collection) -> dict[str, Path]:
    return {
        work.accession: collection.images.path(work.image)
        for work in collection.paintings.all()
        if work.image is not None
    }


def test_referenced_originals_are_found_where_they_were_moved_and_renamed(
    collection: Collection, source: Path, tmp_path: Path
) -> None:
    take(collection, source, copy=False)
    moved = tmp_path / "new disk" / "deep"
    moved.mkdir(parents=True)
    (source / "K0.jpg").rename(moved / "K0.jpg")
    (source / "K1.jpg").rename(moved / "renamed by somebody.jpg")
    (source / "K2.jpg").unlink()
    picture(moved / "K2.jpg", 77)  # the right name, other bytes
    report = look_in(collection, tmp_path / "new disk")
    assert (report.missing, report.found) == (3, 2)
    assert [(p.code, p.accession) for p in report.problems] == [("original_other", "K2")]
    assert all(problem.what and problem.remedy for problem in report.problems)
    assert places(collection)["K0"] == (moved / "K0.jpg").resolve()
    assert places(collection)["K1"].name == "renamed by somebody.jpg"
    assert len(report.changes.paintings) == 2
    assert any(line.action == "relink" for line in collection.history.list(subject="painting:1"))


def test_a_lost_copy_is_put_back_from_the_museums_folder(
    collection: Collection, source: Path
) -> None:
    take(collection, source, copy=True)
    kept = places(collection)
    kept["K1"].unlink()
    shutil.copy(source / "K1.jpg", source / "K9.jpg")
    report = look_in(collection, source)
    assert (report.missing, report.found, report.problems) == (1, 1, ())
    assert places(collection) == kept
    assert kept["K1"].read_bytes() == (source / "K1.jpg").read_bytes()


def test_what_is_nowhere_stays_missing_and_is_named(
    collection: Collection, source: Path, tmp_path: Path
) -> None:
    take(collection, source, copy=False)
    (source / "K1.jpg").unlink()
    (tmp_path / "empty").mkdir()
    report = look_in(collection, tmp_path / "empty")
    assert (report.missing, report.found) == (1, 0)
    assert [(p.code, p.accession) for p in report.problems] == [("original_missing", "K1")]


def test_nothing_is_read_where_nothing_is_missing(collection: Collection, source: Path) -> None:
    take(collection, source, copy=False)
    steps: list[object] = []
    prepared = relink.prepare(collection, source)
    assert relink.execute(prepared, Listener(progress=steps.append)).missing == []
    assert steps == []


def test_looking_can_be_stopped(collection: Collection, source: Path) -> None:
    take(collection, source, copy=False)
    (source / "K1.jpg").unlink()
    prepared = relink.prepare(collection, source)
    with pytest.raises(Stopped):
        relink.execute(prepared, Listener(should_stop=lambda: True))


def test_a_folder_that_is_not_there_is_said(collection: Collection, tmp_path: Path) -> None:
    with pytest.raises(SongClipError) as error:
        relink.prepare(collection, tmp_path / "nowhere")
    assert error.value.code == "source_missing"


def test_nothing_is_put_back_into_a_collection_that_is_open_for_reading_only(
    collection: Collection, source: Path
) -> None:
    take(collection, source, copy=True)
    with (
        Collection.open(collection.dir, read_only=True) as beside,
        pytest.raises(SongClipError) as refused,
    ):
        relink.prepare(beside, source)
    assert refused.value.code == "collection_read_only"
