from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import profiles
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import import_
from songclip_desktop.workflow.import_ import ImportReport

HEADER = ["藏品编号", "名称", "作者", "年代", "图片"]


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
    """Imports as the command line does; the counts must always add up."""

    def run(*sources: Path, **options: object) -> ImportReport:
        prepared = import_.prepare(collection, sources, **options)  # type: ignore[arg-type]
        writer = import_.Writer(collection, prepared, batch=3)
        imported = import_.execute(prepared, Listener(item=writer.take))
        writer.flush()
        report = import_.finish(collection, imported)
        assert report.rows == sum(
            (report.imported, report.updated, report.skipped, report.rejected)
        )
        assert all(problem.what and problem.remedy for problem in report.problems)
        return report

    return run


def picture(path: Path, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    colour = (seed * 40 % 256, seed * 70 % 256, 90)
    Image.new("RGB", (48, 32), colour).save(path)
    return path


def register(path: Path, *rows: list[str], header: list[str] | None = None) -> Path:
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (header or HEADER, *rows):
            sheet.append(row)
        book.save(path)
        return path
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header or HEADER, *rows])
    return path


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.imported, report.updated, report.skipped, report.rejected


def codes(report: ImportReport) -> list[str]:
    return [problem.code for problem in report.problems]


# -- without a register --------------------------------------------------------------------------


def test_pictures_alone_take_their_stem_as_number(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    picture(source / "K1.jpg", 1)
    picture(source / "deep" / "K2.png", 2)
    (source / "notes.txt").write_text("not a picture")
    (source / ".hidden.jpg").write_text("nor this")
    report = take(source)
    assert counts(report) == (2, 0, 0, 0)
    assert report.images == 2
    works = {work.accession: work for work in collection.paintings.all()}
    assert set(works) == {"K1", "K2"}
    image = works["K2"].image
    assert image is not None
    assert collection.images.path(image).is_file()


def test_the_same_bytes_are_skipped_wherever_they_come_from(
    source: Path, take: Callable[..., ImportReport]
) -> None:
    picture(source / "K1.jpg", 1)
    assert counts(take(source)) == (1, 0, 0, 0)
    again = take(source)
    assert counts(again) == (0, 0, 1, 0)
    assert codes(again) == []
    picture(source / "other.jpg", 1)
    renamed = take(source)
    assert counts(renamed) == (0, 0, 2, 0)
    assert codes(renamed) == ["picture_duplicate"]


def test_a_taken_number_gets_a_suffix(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    for seed, folder in enumerate("abc"):
        picture(source / folder / "K1.jpg", seed)
    report = take(source)
    assert counts(report) == (3, 0, 0, 0)
    assert [w.accession for w in collection.paintings.all()] == ["K1", "K1-2", "K1-3"]
    assert codes(report) == ["accession_changed"] * 2
    assert counts(take(source)) == (0, 0, 3, 0)


def test_an_unreadable_picture_is_a_rejected_row(
    source: Path, take: Callable[..., ImportReport]
) -> None:
    picture(source / "K1.jpg")
    (source / "text.jpg").write_text("这是文字", encoding="utf-8")
    cut = picture(source / "cut.png", 3)
    cut.write_bytes(cut.read_bytes()[:60])
    report = take(source)
    assert counts(report) == (1, 0, 0, 2)
    assert {p.accession: p.code for p in report.problems} == {
        "cut": "picture_unreadable",
        "text": "picture_format",
    }


def test_a_reference_leaves_the_original_where_it_is(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    path = picture(source / "K1.jpg")
    take(source, copy=False)
    work = collection.paintings.by_accession("K1")
    assert work is not None
    assert work.image is not None
    assert (work.image.referenced, work.image.path) == (True, str(path.resolve()))


def test_a_source_that_is_not_there_is_an_error(
    source: Path, take: Callable[..., ImportReport]
) -> None:
    with pytest.raises(SongClipError) as error:
        take(source / "nowhere")
    assert error.value.code == "source_missing"


# -- with a register -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["register.xlsx", "register.csv"])
def test_a_register_brings_facts_and_finds_its_pictures(
    collection: Collection, source: Path, take: Callable[..., ImportReport], name: str
) -> None:
    picture(source / "pictures" / "a.jpg", 1)  # by the image column, as a path
    picture(source / "pictures" / "B.JPG", 2)  # by the image column, as a name in another case
    picture(source / "故宫 K3_全卷.jpg", 3)  # by the number in its name
    picture(source / "stranger.jpg", 4)
    register(
        source / name,
        ["K1", "寒江独钓图", "马远", "南宋", "pictures/a.jpg"],
        ["K2", "溪山行旅图", "范宽", "北宋", "b.jpg"],
        ["K3", "早春图", "郭熙", "北宋", ""],
        ["K4", "佚失", "", "", "lost.jpg"],
    )
    report = take(source)
    assert counts(report) == (4, 0, 0, 0)
    assert report.images == 3
    assert sorted(codes(report)) == ["picture_missing", "picture_unregistered"]
    missing = next(p for p in report.problems if p.code == "picture_missing")
    assert (missing.source, missing.row, missing.accession) == (name, 5, "K4")
    works = {work.accession: work for work in collection.paintings.all()}
    assert works["K1"].title == "寒江独钓图"
    assert works["K2"].artist == "范宽"
    assert [works[key].image is not None for key in ("K1", "K2", "K3", "K4")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_unchanged_rows_are_skipped_and_changed_ones_updated(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    picture(source / "K1.jpg", 1)
    path = source / "register.csv"
    register(path, ["K1", "旧题", "", "", ""], ["K2", "不变", "", "", ""])
    take(source)
    split = collection.paintings.all()[0].split
    again = take(source)
    assert counts(again) == (0, 0, 2, 0)
    assert codes(again) == ["picture_missing"]
    register(path, ["K1", "新题", "", "", ""], ["K2", "不变", "", "", ""])
    picture(source / "K2.jpg", 2)
    changed = take(source)
    assert counts(changed) == (0, 2, 0, 0)
    assert changed.images == 1
    assert codes(changed) == []
    assert [work.title for work in collection.paintings.all()] == ["新题", "不变"]
    assert collection.paintings.all()[0].split == split


def test_a_curators_own_change_survives_an_unchanged_register(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    register(source / "register.csv", ["K1", "登记的题", "", "", ""])
    take(source)
    work = collection.paintings.all()[0]
    collection.paintings.update(work.id, title="考订的题", by="王")
    assert counts(take(source)) == (0, 0, 1, 0)
    assert collection.paintings.get(work.id).title == "考订的题"


def test_a_register_fills_in_works_that_came_as_pictures(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    picture(source / "K1.jpg", 1)
    take(source)
    register(source / "register.csv", ["K1", "寒江独钓图", "", "", ""])
    report = take(source)
    assert counts(report) == (0, 1, 0, 0)
    assert report.images == 0
    assert collection.paintings.all()[0].title == "寒江独钓图"


def test_a_picture_fills_in_a_work_that_came_without_one(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    register(source / "register.csv", ["K1", "题", "", "", ""])
    take(source / "register.csv")
    assert counts(take(picture(source / "K1.jpg", 1))) == (0, 1, 0, 0)
    work = collection.paintings.all()[0]
    assert (work.title, work.image is not None) == ("题", True)


def test_a_repeated_number_keeps_the_first_row(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    register(
        source / "register.csv",
        ["K1", "第一", "", "", ""],
        ["K1", "第二", "", "", ""],
        ["", "无号", "", "", ""],
    )
    report = take(source)
    assert counts(report) == (1, 0, 0, 2)
    assert [(p.code, p.row) for p in report.problems if p.code != "picture_missing"] == [
        ("accession_repeated", 3),
        ("accession_missing", 4),
    ]
    assert collection.paintings.all()[0].title == "第一"


def test_a_row_whose_picture_is_broken_is_rejected_until_it_is_mended(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    (source / "K1.jpg").write_text("no picture")
    register(source / "register.csv", ["K1", "题", "", "", ""])
    report = take(source)
    assert counts(report) == (0, 0, 0, 1)
    assert [(p.code, p.row, p.accession) for p in report.problems] == [("picture_format", 2, "K1")]
    picture(source / "K1.jpg")
    assert counts(take(source)) == (1, 0, 0, 0)


def test_columns_nobody_knows_reject_every_row_without_an_error(
    source: Path, take: Callable[..., ImportReport]
) -> None:
    register(source / "register.csv", ["1", "2"], ["3", "4"], header=["甲", "乙"])
    report = take(source)
    assert counts(report) == (0, 0, 0, 2)
    assert codes(report) == ["column_unmapped"] * 2


def test_a_profile_can_be_named(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    register(source / "register.csv", ["1", "题"], header=["甲", "乙"])
    profiles.save(profiles.Profile("ours", {"zh": "本馆"}, {"accession": ["甲"], "title": ["乙"]}))
    assert counts(take(source, profile="ours")) == (1, 0, 0, 0)
    assert collection.paintings.all()[0].title == "题"
    with pytest.raises(SongClipError) as error:
        take(source, profile="theirs")
    assert error.value.code == "no_such_profile"


def test_captions_come_in_as_drafts_of_the_register(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    header = ["accession_number", "title", "白话", "拟古文", "关键词"]
    path = register(
        source / "register.csv", ["K1", "题", "一叶扁舟", "孤舟蓑笠", "舟，江"], header=header
    )
    report = take(path)
    assert report.captions == 3
    work = collection.paintings.all()[0]
    captions = {caption.kind: caption for caption in collection.captions.of(work.id)}
    assert {c.status for c in captions.values()} == {"draft"}
    assert {c.origin for c in captions.values()} == {"register"}
    collection.captions.approve(captions["modern"].id, "王")
    register(path, ["K1", "题", "改写", "孤舟蓑笠", "舟"], header=header)
    again = take(path)
    assert (again.updated, again.captions) == (1, 1)
    assert collection.captions.get(captions["modern"].id).text == "一叶扁舟"
    assert collection.captions.get(captions["tags"].id).text == "舟"


def test_several_pictures_of_one_row_are_several_views(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    for seed, name in enumerate(("front.jpg", "back.jpg")):
        picture(source / name, seed)
    register(source / "register.csv", ["K1", "题", "", "", "front.jpg; back.jpg"])
    report = take(source)
    assert (report.imported, report.images) == (1, 2)
    work = collection.paintings.all()[0]
    assert len(collection.paintings.images(work.id)) == 2


def test_the_longest_number_in_a_name_wins(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    picture(source / "1944-485-2 detail.jpg", 1)
    register(
        source / "register.csv",
        ["1944.485", "卷", "", "", ""],
        ["1944.485.2", "册", "", "", ""],
    )
    take(source)
    with_picture = [w.accession for w in collection.paintings.all(with_image=True)]
    assert with_picture == ["1944.485.2"]


def test_the_same_picture_in_two_rows_is_told_and_kept(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    picture(source / "a.jpg", 1)
    register(source / "register.csv", ["K1", "", "", "", "a.jpg"], ["K2", "", "", "", "a.jpg"])
    report = take(source)
    assert counts(report) == (2, 0, 0, 0)
    assert codes(report) == ["picture_duplicate"]
    assert len(list((collection.dir / "originals").rglob("*.jpg"))) == 1


def test_a_register_in_another_encoding_is_read(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    text = "藏品编号,名称,作者\nK1,寒江独钓图,马远\n"
    for encoding, name in (("gb18030", "甲"), ("utf-16", "乙"), ("utf-8", "丙")):
        (source / f"{name}.csv").write_bytes(text.replace("K1", name).encode(encoding))
    big5 = "藏品編號,名稱,作者\nK9,寒江獨釣圖,馬遠\n"
    (source / "丁.csv").write_bytes(big5.encode("big5"))
    take(source)
    titles = {work.accession: work.title for work in collection.paintings.all()}
    assert titles == {
        "甲": "寒江独钓图", "乙": "寒江独钓图", "丙": "寒江独钓图", "K9": "寒江獨釣圖",
    }  # fmt: skip


def test_a_file_in_no_encoding_is_a_problem_not_an_error(
    source: Path, take: Callable[..., ImportReport]
) -> None:
    (source / "register.csv").write_bytes(bytes(range(1, 256)) * 20)
    (source / "book.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    (source / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    report = take(source)
    assert report.imported == 0
    assert report.rejected == report.rows > 0
    assert {"register_unreadable", "excel_old"} <= set(codes(report))


def test_a_broken_byte_rejects_its_row_alone(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    rows = "".join(f"K{n},寒江独钓图第{n}幅,马远\n" for n in range(1, 30))
    content = f"藏品编号,名称,作者\n{rows}".encode()
    (source / "register.csv").write_bytes(content.replace("第3幅".encode(), b"\xe7\xac3"))
    report = take(source)
    assert (report.imported, report.rejected) == (28, 1)
    assert "characters_lost" in codes(report)


def test_json_records_and_lists_are_registers(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    one = {"accession_number": "70.32", "title": "Vase", "creator": [{"full_name": "unknown"}]}
    (source / "one.json").write_text(json.dumps(one))
    lines = "\n".join(json.dumps({"藏品编号": f"J{n}", "名称": "题"}) for n in range(2))
    (source / "many.jsonl").write_text(lines)
    (source / "settings.json").write_text('{"colour": "red"}')
    report = take(source)
    assert report.imported == 3
    work = collection.paintings.by_accession("70.32")
    assert work is not None
    assert work.extra["creator"] == "unknown"


def test_forms_without_a_number_are_rejected_rows(
    source: Path, take: Callable[..., ImportReport]
) -> None:
    manifest = {"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest"}
    (source / "m.json").write_text(json.dumps(manifest))
    (source / "l.xml").write_text('<lido:lido xmlns:lido="http://www.lido-schema.org"/>')
    report = take(source)
    assert counts(report) == (0, 0, 0, 2)
    assert sorted(codes(report)) == ["accession_missing", "column_unmapped"]


# -- passages ------------------------------------------------------------------------------------


def test_passages_come_from_json_and_texts(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    rows = [
        {"id": 1, "source": "梦梁录", "chapter": "卷二·都城", "text": "德寿宫在望仙桥东。"},
        {"id": 1, "source": "梦梁录", "text": "重复"},
        {"id": 2, "source": "梦梁录", "text": ""},
    ]
    (source / "p.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    (source / "西湖.txt").write_text("湖上烟雨。\n\n断桥残雪。", encoding="utf-8")
    report = take(source, passages=True)
    assert (report.rows, report.passages) == (0, 3)
    assert codes(report) == ["passage_repeated", "passage_empty"]
    assert collection.passages.list()[0].chapter == "卷二·都城"
    assert take(source, passages=True).passages == 0


# -- stopping, progress, bounds ------------------------------------------------------------------


def test_a_stop_keeps_what_was_shown_as_done(collection: Collection, source: Path) -> None:
    for number in range(30):
        picture(source / f"K{number:02}.jpg", number)
    prepared = import_.prepare(collection, [source])
    writer = import_.Writer(collection, prepared, batch=1)
    reported: list[Progress] = []
    listener = Listener(reported.append, writer.take, lambda: len(reported) >= 5)
    with pytest.raises(Stopped):
        import_.execute(prepared, listener)
    assert collection.paintings.count() == 5
    assert all(work.image is not None for work in collection.paintings.all())
    report = import_.finish(collection, import_.execute(import_.prepare(collection, [source])))
    assert counts(report) == (25, 0, 5, 0)


def test_finish_writes_what_no_writer_took(collection: Collection, source: Path) -> None:
    picture(source / "K1.jpg")
    report = import_.finish(collection, import_.execute(import_.prepare(collection, [source])))
    assert counts(report) == (1, 0, 0, 0)
    assert report.changes.paintings == {1}


def test_a_preview_writes_nothing(collection: Collection, source: Path) -> None:
    picture(source / "K1.jpg")
    register(source / "register.csv", ["K1", "题", "", "", ""], ["K2", "题", "", "", ""])
    prepared = import_.prepare(collection, [source])
    assert prepared.matched == 1
    assert [p.code for p in prepared.all_problems] == ["picture_missing"]
    assert prepared.registers[0].mapping.profile == "songclip"
    assert collection.paintings.count() == 0
    assert not list((collection.dir / "originals").rglob("*.*"))


def test_the_collection_itself_is_not_walked(
    collection: Collection, take: Callable[..., ImportReport]
) -> None:
    picture(collection.dir.parent / "K1.jpg")
    take(collection.dir.parent)
    assert counts(take(collection.dir.parent)) == (0, 0, 1, 0)


def test_a_lost_original_comes_back_with_the_next_import(
    collection: Collection, source: Path, take: Callable[..., ImportReport]
) -> None:
    picture(source / "K1.jpg")
    take(source)
    image = collection.paintings.all()[0].image
    assert image is not None
    collection.images.path(image).unlink()
    assert counts(take(source)) == (0, 0, 1, 0)
    assert collection.images.path(image).is_file()


def test_a_real_register_and_real_handscrolls_go_in(
    collection: Collection, shared_data: Path, take: Callable[..., ImportReport]
) -> None:
    report = take(shared_data / "paintings")
    assert counts(report) == (6, 0, 0, 0)
    report = take(register=shared_data / "registers" / "openskywork_song_rows.csv")
    assert counts(report) == (300, 0, 0, 0)
    assert set(codes(report)) == {"picture_missing", "title_placeholder"}
    work = collection.paintings.by_accession("101031")
    assert work is not None
    assert (work.title, work.artist, work.dimensions) == ("溪山行旅图", "范宽", "206.3×103.3 cm")
