"""A whole collection goes out and comes back into an empty one as it was, in every form that can."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bagit
import pytest
from PIL import Image as Pillow

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.workflow import export, export_forms, import_

TABLES = ("xlsx", "csv", "jsonl", "lido")


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The museum's own pictures, named as it names them."""
    folder = tmp_path_factory.mktemp("museum")
    for n, name in enumerate(["寒江独钓图.png", "独钓 局部.jpg", "K2-整幅.tif"]):
        Pillow.effect_mandelbrot((90 + n, 60), (-2, -1, 1, 1 + n / 9), 60).convert("RGB").save(
            folder / name
        )
    return folder


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, museum: Path) -> Iterator[Collection]:
    """Three works with everything a record can hold: pictures, tags, extra fields, captions."""
    folder = tmp_path_factory.mktemp("full") / "c"
    with Collection.create(folder, name="某馆", collection_id="full") as made:
        first = made.paintings.add(
            "0042", title="寒江独钓图", artist="马远", dynasty="南宋", date_text="嘉泰二年",
            format="册页", material="绢本", technique="水墨", dimensions="26.7×50.6 cm",
            holder="某馆", rights="http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
            notes="一行\n二行", inscription="=款", grade="一级", acquired="1954", source="旧藏",
            local_only=True, tags=("渔父", "独钓"), extra={"展厅": "三", "作者": "另一列"},
        )  # fmt: skip
        second = made.paintings.add("K2", title="<残>", work_kind="map", group_key="0042")
        made.paintings.add("故 00/3")
        pictures = [
            (first, "寒江独钓图.png", "view", ""), (first, "独钓 局部.jpg", "detail", "渔父"),
            (second, "K2-整幅.tif", "view", "卷首"),
        ]  # fmt: skip
        for work, name, role, label in pictures:
            kept = made.images.add_file(museum / name)
            made.paintings.add_image(work.id, kept, role=role, label=label, file_name=name)
        caption = made.captions.put_draft(first.id, "modern", "一叶扁舟。", "remote", "qwen", "d-1")
        assert caption is not None
        made.captions.approve(caption.id, "王")
        made.captions.put_draft(first.id, "tags", "舟、雪", "offline")
        yield made


def _said(collection: Collection, *, captions: bool) -> list[dict[str, Any]]:
    """Everything a collection holds that an export carries."""
    told = []
    for painting in collection.paintings.all():
        fields = dataclasses.asdict(painting)
        for name in ("id", "split", "image"):
            del fields[name]
        fields["pictures"] = [
            (one.sha256, one.primary, one.role, one.label, one.file_name)
            for one in collection.paintings.images(painting.id)
        ]
        if captions:
            fields["captions"] = [
                (one.kind, one.status, one.text, one.draft_text, one.origin, one.author,
                 one.drafter, [each.by for each in one.approvals])
                for one in collection.captions.of(painting.id)
            ]  # fmt: skip
        told.append(fields)
    return told


@pytest.mark.parametrize("form", [*TABLES, "bagit", "iiif"])
def test_what_goes_out_comes_back(
    full: Collection, museum: Path, tmp_path: Path, form: str
) -> None:
    done = export.export(full, tmp_path / "out", form)
    assert (done.records, done.problems) == (3, ())
    # Tables name the museum's pictures; the other forms carry them along.
    sources = [*done.files, museum] if form in TABLES else [tmp_path / "out"]
    with Collection.create(tmp_path / "new") as new:
        report = import_.finish(new, import_.execute(import_.prepare(new, sources)))
        assert {one.code for one in report.problems} <= {"picture_missing"}  # of the third work
        assert (report.rows, report.imported) == (3, 3)
        whole = form in ("xlsx", "csv", "jsonl", "bagit")
        back, sent = _said(new, captions=whole), _said(full, captions=whole)
        assert back == sent
        if not whole:  # what is published holds what is approved, and it comes back as a draft
            (caption,) = new.captions.list()
            assert (caption.text, caption.status) == ("一叶扁舟。", "draft")


def test_a_collection_file_leads_to_the_manifests_beside_it(
    full: Collection, tmp_path: Path
) -> None:
    top = export.export(full, tmp_path / "out", "iiif").files[0]
    told = json.loads(top.read_text("utf-8"))
    told["items"].append({"id": told["id"], "type": "Collection"})  # also itself, in a circle
    top.write_text(json.dumps(told), "utf-8")
    with Collection.create(tmp_path / "new") as new:
        prepared = import_.prepare(new, [top])
        assert [one.accession for one in prepared.planned] == ["0042", "K2", "故 00/3"]
        assert [len(one.pictures) for one in prepared.planned] == [2, 1, 0]


def test_a_bag_is_whole_and_a_changed_bit_is_found(full: Collection, tmp_path: Path) -> None:
    out = tmp_path / "bag"
    done = export.export(full, out, "bagit")
    assert {file.name for file in done.files} >= {"bagit.txt", "records.jsonl", "README.txt"}
    bagit.Bag(str(out)).validate()
    readme = (out / "data" / "README.txt").read_text("utf-8")
    assert "dynasty: 朝代 / Dynasty" in readme
    picture = next((out / "data" / "pictures").iterdir())
    picture.write_bytes(picture.read_bytes()[:-1] + b"\0")
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(out)).validate()


def test_only_chosen_works_go_out(full: Collection, tmp_path: Path) -> None:
    (second,) = [work.id for work in full.paintings.all() if work.accession == "K2"]
    done = export.export(full, tmp_path / "a.jsonl", "jsonl", ids={second})
    assert done.records == 1
    line = json.loads(done.files[0].read_text("utf-8"))
    assert (line["accession_number"], line["title"]) == ("K2", "<残>")


def test_nothing_of_the_museum_is_altered(full: Collection, museum: Path, tmp_path: Path) -> None:
    def all_of(folder: Path) -> dict[str, str]:
        files = [path for path in folder.rglob("*") if path.is_file() and "cache" not in path.parts]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before = all_of(museum) | all_of(full.dir / "originals")
    for form in export_forms.FORMS:
        export.export(full, tmp_path / form, form)
    assert all_of(museum) | all_of(full.dir / "originals") == before


def test_a_picture_that_is_gone_is_told_and_the_rest_goes_out(museum: Path, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as made:
        work = made.paintings.add("K1", title="图")
        made.paintings.add_image(work.id, made.images.add_file(museum / "K2-整幅.tif"))
        next((made.dir / "originals").rglob("*.tif")).unlink()
        for form in ("bagit", "iiif"):
            done = export.export(made, tmp_path / form, form)
            assert done.records == 1
            (problem,) = done.problems
            assert (problem.code, problem.accession) == ("picture_missing", "K1")
            assert problem.remedy
        assert export.export(made, tmp_path / "a.csv", "csv").problems == ()


def test_a_damaged_picture_is_told_and_any_form_gets_tiles(museum: Path, tmp_path: Path) -> None:
    with Pillow.open(museum / "K2-整幅.tif") as whole:
        whole.save(tmp_path / "K2.jp2")  # libvips, as it is shipped, does not read these
    with Collection.create(tmp_path / "c") as made:
        for number, file in (("K1", museum / "独钓 局部.jpg"), ("K2", tmp_path / "K2.jp2")):
            kept = made.images.add_file(file)
            made.paintings.add_image(made.paintings.add(number).id, kept)
        damaged = next((made.dir / "originals").rglob("*.jpg"))
        damaged.write_bytes(damaged.read_bytes()[:400])
        done = export.export(made, tmp_path / "out", "iiif")
        (problem,) = done.problems
        assert (problem.code, problem.accession) == ("picture_unreadable", "K1")
    empty, shown = (json.loads(file.read_text("utf-8"))["items"][0] for file in done.files[1:])
    assert "items" not in empty
    assert (shown["width"], shown["height"]) == (92, 60)
    assert len(list((tmp_path / "out" / "images").iterdir())) == 1


def test_a_folder_with_files_is_never_written_into(full: Collection, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for form in export_forms.FOLDERS:
        with pytest.raises(SongClipError) as told:
            export.export(full, tmp_path, form)
        assert told.value.code == "out_not_empty"
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_what_a_cell_cannot_hold_is_told(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as made:
        made.paintings.add("K1", notes="雪" * 33_000)
        made.paintings.add("K2", notes="雪")
        (problem,) = export.export(made, tmp_path / "a.xlsx", "xlsx").problems
        assert (problem.code, problem.accession) == ("cell_cut", "K1")
        line = export.export(made, tmp_path / "a.jsonl", "jsonl").files[0].read_text("utf-8")
        assert "雪" * 33_000 in line


@pytest.mark.parametrize("form", [form for form in export_forms.FORMS if form != "xmp"])
def test_a_stop_leaves_nothing(full: Collection, tmp_path: Path, form: str) -> None:
    with pytest.raises(Stopped):
        export.export(full, tmp_path / "out", form, listener=Listener(should_stop=lambda: True))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_place_that_cannot_be_written_is_told_and_the_old_file_stays(
    full: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "works.xlsx").write_bytes(b"old")

    def full_disk(*_arguments: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("songclip_desktop.exchange.register_export.write_sheets", full_disk)
    with pytest.raises(SongClipError) as told:
        export.export(full, tmp_path / "works.xlsx", "xlsx")
    assert told.value.code == "out_not_writable"
    assert [each.name for each in tmp_path.iterdir()] == ["works.xlsx"]
    assert (tmp_path / "works.xlsx").read_bytes() == b"old"
