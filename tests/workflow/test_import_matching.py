"""Which picture belongs to which row: what fits, what resembles, what the curator settles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener
from songclip_desktop.records import Painting
from songclip_desktop.workflow import import_
from songclip_desktop.workflow.import_ import Decisions, ImportReport
from songclip_desktop.workflow.import_guessing import guess_fields
from tests.workflow.test_import import codes, counts, picture, register


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "collection") as made:
        yield made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


@pytest.fixture
def take(collection: Collection) -> Callable[..., ImportReport]:
    def run(*sources: Path, **options: object) -> ImportReport:
        prepared = import_.plan(import_.target(collection), sources, **options)  # type: ignore[arg-type]
        writer = import_.Writer(collection, prepared)
        imported = import_.execute(prepared, Listener(item=writer.take))
        writer.flush()
        return import_.finish(collection, imported)

    return run


def scene(path: Path, seed: int = 0, size: tuple[int, int] = (300, 200), quality: int = 90) -> Path:
    """A picture with structure: hills and a sun, drawn to the size it is given."""
    width, height = size
    image = Image.new("RGB", size, (225, 210, 180))
    draw = ImageDraw.Draw(image)
    for hill in range(4):
        left = (seed * 61 + hill * 83) % 100 / 100 * width
        top = ((seed * 37 + hill * 29) % 60 + 20) / 100 * height
        foot = [(left - width / 4, height), (left, top), (left + width / 4, height)]
        draw.polygon(foot, fill=(40 + 30 * hill, 70 + 20 * hill, 60))
    sun = ((seed * 53) % 80 + 10) / 100 * width
    draw.ellipse((sun, height / 20, sun + width / 10, height / 20 + width / 10), fill=(170, 40, 30))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, quality=quality)
    return path


def works(collection: Collection) -> dict[str, Painting]:
    return {work.accession: work for work in collection.paintings.all()}


def test_the_whole_leads_and_parts_are_known_by_their_names(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    for seed, name in enumerate(("K1_02题跋", "K1_01局部", "K1_全卷", "K1_装裱")):
        picture(source / f"{name}.jpg", seed)
    register(source / "r.csv", ["K1", "溪山行旅图", "", "", ""])
    take(source)
    images = collection.paintings.images(works(collection)["K1"].id)
    assert [(image.file_name, image.role) for image in images] == [
        ("K1_全卷.jpg", "view"), ("K1_01局部.jpg", "detail"), ("K1_02题跋.jpg", "colophon"),
        ("K1_装裱.jpg", "mount"),
    ]  # fmt: skip
    assert images[0].primary


def test_roles_and_labels_stay_with_their_pictures_where_one_is_missing(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    for seed, name in enumerate(("front", "end")):
        picture(source / f"{name}.jpg", seed)
    header = ["藏品编号", "名称", "image", "image_role", "image_label"]
    row = [
        "K1",
        "溪山行旅图",
        "front.jpg\nlost.jpg\nend.jpg",
        "view\ndetail\ncolophon",
        "全\n树\n跋",
    ]
    register(source / "r.csv", row, header=header)
    report = take(source)
    assert codes(report) == ["picture_missing"]
    images = collection.paintings.images(works(collection)["K1"].id)
    assert [(image.file_name, image.role, image.label) for image in images] == [
        ("front.jpg", "view", "全"), ("end.jpg", "colophon", "跋"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("accession", "name"),
    [
        ("故00123", "故123_全卷"),
        ("1944.485", "1944485"),
        ("H03.0030", "h3-30"),
        ("K9", "寒江獨釣圖"),  # by its title, in other characters
    ],
)
def test_a_picture_that_resembles_a_row_is_suggested_and_taken_once_settled(
    collection: Collection,
    source: Path,
    take: Callable[..., ImportReport],
    accession: str,
    name: str,
) -> None:
    lone = picture(source / f"{name}.jpg", 1)
    register(source / "r.csv", [accession, "寒江独钓图", "", "", ""], ["Z7", "另一幅", "", "", ""])
    prepared = import_.prepare(collection, [source])
    assert [(each.picture, each.accession) for each in prepared.suggested] == [(lone, accession)]
    assert codes(take(source)).count("picture_resembling") == 1
    assert works(collection)[accession].image is None
    report = take(source, decided=Decisions(given={lone: accession}))
    assert "picture_resembling" not in codes(report)
    image = works(collection)[accession].image
    assert image is not None
    assert image.file_name == f"{name}.jpg"


def test_nothing_is_suggested_where_two_works_could_be_meant(
    collection: Collection, source: Path
) -> None:
    picture(source / "0012.jpg", 1)
    picture(source / "无题.jpg", 2)
    rows = [["00-12", "无题", "", "", ""], ["0-012", "无题", "", "", ""]]
    register(source / "r.csv", *rows)
    prepared = import_.prepare(collection, [source])
    assert prepared.suggested == ()
    assert [p.code for p in prepared.problems] == ["picture_unregistered"] * 2


def test_a_work_that_has_its_picture_is_suggested_no_other(
    collection: Collection, source: Path
) -> None:
    picture(source / "故00123.jpg", 1)
    picture(source / "故123.jpg", 2)
    register(source / "r.csv", ["故00123", "题", "", "", ""])
    assert import_.prepare(collection, [source]).suggested == ()


def test_a_repeated_row_may_be_joined_to_the_first(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    picture(source / "front.jpg", 1)
    picture(source / "back.jpg", 2)
    rows = [["K1", "第一", "", "", "front.jpg"], ["K1", "第二", "", "", "back.jpg"]]
    register(source / "r.csv", *rows)
    report = take(source, decided=Decisions(joined=frozenset({("r.csv", 3)})))
    assert counts(report) == (1, 0, 0, 0)
    assert codes(report) == []
    work = works(collection)["K1"]
    assert work.title == "第一"
    assert [image.file_name for image in collection.paintings.images(work.id)] == [
        "front.jpg", "back.jpg",
    ]  # fmt: skip


# -- pictures that look the same -----------------------------------------------------------------


def test_a_smaller_export_of_the_same_picture_is_shown_and_kept(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    scene(source / "K1.jpg", 1)
    scene(source / "K2.jpg", 2)
    assert codes(take(source)) == []
    again = source.parent / "again"
    scene(again / "K3.jpg", 1, (600, 400), quality=70)
    report = take(again)
    assert counts(report) == (1, 0, 0, 0)
    assert [(p.code, p.accession) for p in report.problems] == [("picture_similar", "K3")]
    assert "K1" in report.problems[0].what
    assert report.beside == {report.problems[0]: ("K3", "K1")}
    assert codes(take(again)) == []  # told once, not with every import


def test_two_that_look_the_same_in_one_import_are_shown(
    source: Path, take: Callable[..., ImportReport]
) -> None:
    scene(source / "a.jpg", 5)
    scene(source / "b.png", 5, (900, 600))
    scene(source / "c.jpg", 5, (200, 900))  # the hash sees no proportions; these are not alike
    report = take(source)
    assert counts(report) == (3, 0, 0, 0)
    assert [(p.code, p.accession) for p in report.problems] == [("picture_similar", "b")]


def test_two_views_of_one_work_are_no_duplicates(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    scene(source / "front.jpg", 3)
    scene(source / "front-large.jpg", 3, (600, 400))
    register(source / "r.csv", ["K1", "题", "", "", "front.jpg; front-large.jpg"])
    report = take(source)
    assert codes(report) == []
    assert len(collection.paintings.images(works(collection)["K1"].id)) == 2


# -- a register read again -------------------------------------------------------------------------


def test_only_what_the_register_changed_is_changed(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    header = ["藏品编号", "名称", "作者", "库房"]
    path = register(source / "r.csv", ["K1", "旧题", "佚名", "三号"], header=header)
    take(path)
    work = works(collection)["K1"]
    extra = work.extra | {"批注": "馆员所加"}
    collection.paintings.update(work.id, artist="马远", extra=extra, by="王")
    register(path, ["K1", "新题", "佚名", "三号"], header=header)
    report = take(path)
    assert counts(report) == (0, 1, 0, 0)
    assert codes(report) == ["picture_missing"]
    now = works(collection)["K1"]
    assert (now.title, now.artist) == ("新题", "马远")
    assert now.extra == {"库房": "三号", "批注": "馆员所加"}


def test_where_both_changed_a_field_the_register_stands_and_it_is_told(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    path = register(source / "r.csv", ["K1", "旧题", "佚名", "", ""])
    take(path)
    collection.paintings.update(works(collection)["K1"].id, title="馆员的题", by="王")
    register(path, ["K1", "新题", "佚名", "", ""])
    report = take(path)
    told = [problem for problem in report.problems if problem.code == "register_overrode"]
    assert len(told) == 1
    assert told[0].accession == "K1"
    assert "名称" in told[0].what
    assert works(collection)["K1"].title == "新题"
    lines = collection.history.list(subject=f"painting:{works(collection)['K1'].id}")
    assert any("馆员的题" in line.old for line in lines)


def test_a_cell_emptied_in_the_register_is_emptied_here(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    header = ["藏品编号", "名称", "作者", "库房"]
    path = register(source / "r.csv", ["K1", "题", "佚名", "三号"], header=header)
    take(path)
    register(path, ["K1", "题", "", ""], header=header)
    take(path)
    assert (works(collection)["K1"].artist, works(collection)["K1"].extra) == ("", {})


def test_a_moved_original_is_found_by_importing_it_from_its_new_place(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    old = picture(source / "K1.jpg", 1)
    take(source, copy=False)
    new = source.parent / "moved" / "K1.jpg"
    new.parent.mkdir()
    old.rename(new)
    report = take(new.parent, copy=False)
    assert (report.imported, report.images) == (0, 0)
    image = works(collection)["K1"].image
    assert image is not None
    assert collection.images.path(image) == new.resolve()


# -- columns without a known name --------------------------------------------------------------


def test_columns_are_understood_by_what_stands_in_them(
    collection: Collection, source: Path
) -> None:
    header = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]
    rows = [
        ["故000101", "寒江独钓图", "南宋", "绢本设色", "26.7×50.6厘米", "手卷", "a.jpg", "好"],
        ["故000102", "溪山行旅图", "北宋", "绢本水墨", "206.3×103.3厘米", "立轴", "b.tif", "好"],
        ["故000103", "早春图轴", "北宋", "绢本设色", "158.3×108.1厘米", "立轴", "c.png", "好"],
    ]
    register(source / "r.csv", *rows, header=header)
    into = import_.target(collection)
    (preview,) = import_.plan(into, [source / "r.csv"], guess=True).registers
    meant = {
        name: preview.table.header[places[0]] for name, places in preview.mapping.columns.items()
    }
    assert meant == {
        "accession": "甲", "title": "乙", "dynasty": "丙", "material": "丁", "dimensions": "戊",
        "format": "己", "image": "庚",
    }  # fmt: skip
    assert preview.guessed == frozenset(header[:7])
    (plain,) = import_.plan(into, [source / "r.csv"]).registers
    assert not plain.mapping.usable  # nothing is guessed where nobody looks


def test_a_known_column_is_never_guessed_away(collection: Collection, source: Path) -> None:
    header = ["藏品编号", "名称", "旧号", "附图"]
    rows = [["K1", "图甲", "Z-1", "x.jpg"], ["K2", "图乙", "Z-2", "y.jpg"]]
    register(source / "r.csv", *rows, header=header)
    (preview,) = import_.plan(import_.target(collection), [source], guess=True).registers
    assert preview.guessed == {"附图"}
    assert guess_fields(preview.table, preview.mapping) == {}


def test_a_mapping_made_by_hand_is_for_the_registers_that_have_its_columns(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    register(source / "a.csv", ["A1", "溪山图"], header=["甲", "乙"])
    register(source / "b.csv", ["B1", "秋江图"], header=["藏品编号", "名称"])
    (first, _) = import_.prepare(collection, [source]).registers
    own = first.mapping.rules.with_columns(
        "own", "own", {"accession": ["甲"], "title": ["乙"]}, ["甲", "乙"]
    )
    report = take(source, profile=own)
    assert counts(report) == (2, 0, 0, 0)
    assert {number: work.title for number, work in works(collection).items()} == {
        "A1": "溪山图", "B1": "秋江图",
    }  # fmt: skip


def test_nothing_is_copied_into_a_collection_that_is_open_for_reading_only(
    collection: Collection, source: Path
) -> None:
    picture(source / "K1.jpg", 1)
    with Collection.open(collection.dir, read_only=True) as beside:
        prepared = import_.prepare(beside, [source])
        with pytest.raises(SongClipError) as refused:
            import_.execute(prepared)
    assert refused.value.code == "collection_read_only"
    assert list((collection.dir / "originals").iterdir()) == []
