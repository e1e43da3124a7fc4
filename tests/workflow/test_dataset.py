"""What is learned from, its warnings, and Chinese-CLIP's form of it."""

from __future__ import annotations

import base64
import io
import json
import pickle
from collections.abc import Callable
from pathlib import Path

import lmdb
import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.records import SPLITS, Annotation
from songclip_desktop.workflow import dataset
from training import dataset as reader

Filled = Callable[[int], Collection]


def codes(taken: dataset.Snapshot) -> set[str]:
    return {warning.code for warning in taken.warnings}


def test_only_what_is_approved_is_learned_from(filled: Filled) -> None:
    collection = filled(5)
    drafted = collection.paintings.add("S90")
    collection.captions.put_draft(drafted.id, "modern", "未定稿", "offline")
    taken = dataset.snapshot(collection)
    assert taken.counts() == dataset.Counts(5, 5, 10, 10)
    assert taken.by_kind() == {"modern": 5, "classical": 5}
    assert dataset.snapshot(collection, ("modern",)).counts().texts == 5


def test_a_variant_is_learned_from_and_the_caption_stays_as_written(filled: Filled) -> None:
    collection = filled(2)
    caption = collection.captions.list(status="approved", kind="modern")[0]
    collection.captions.edit(caption.id, "秋塘鶉鳥圖", "林")
    collection.captions.approve(caption.id, "林")
    before = {text.text for work in dataset.snapshot(collection).works for text in work.texts}
    collection.captions.take_variants(caption.id, {"鶉": "鹑"}, "林")
    taken = {text.text for work in dataset.snapshot(collection).works for text in work.texts}

    assert taken - before == {"秋塘鹑鳥圖"}
    assert collection.captions.get(caption.id).text == "秋塘鶉鳥圖"


def test_a_confirmed_pair_adds_the_passage_and_what_was_approved_of_it(filled: Filled) -> None:
    collection = filled(2)
    (passage,) = collection.passages.list()
    works = collection.paintings.all()
    pair = collection.pairs.suggest(passage.id, works[0].id, 0.5)
    assert dataset.snapshot(collection).counts().texts == 4
    collection.pairs.confirm(pair.id, "我")
    said = Annotation((("德寿宫", "宫殿"),), "在东", "德寿宫在望仙桥的东面", "…", "宫殿，桥东")
    collection.passages.annotate(passage.id, said, "remote")
    kinds = dataset.snapshot(collection).by_kind()
    assert kinds["passage"] == 1
    assert "passage_modern" not in kinds  # the annotation is a draft
    collection.passages.approve(passage.id, "我")
    taken = dataset.snapshot(collection)
    assert (taken.by_kind()["passage_modern"], taken.by_kind()["passage_prompt"]) == (1, 1)


def test_warnings_say_where_to_look(filled: Filled) -> None:
    collection = filled(3)
    first, second, third = collection.captions.list(status="approved", kind="modern")
    for caption, text in ((first, "山" * 60), (second, "𪚥山"), (third, "同样的话")):
        collection.captions.edit(caption.id, text, "我")
        collection.captions.approve(caption.id, "我")
    same = collection.captions.list(status="approved", kind="classical")[0]
    collection.captions.edit(same.id, "同样的话", "我")
    collection.captions.approve(same.id, "我")
    taken = dataset.snapshot(collection)
    found = {warning.code: warning for warning in taken.warnings}
    assert (found["text_truncated"].accession, found["text_truncated"].caption_id) == (
        "S00",
        first.id,
    )
    assert "60" in found["text_truncated"].what
    assert "𪚥" in found["unknown_characters"].what
    assert {found["text_repeated"].accession, "S00"} == {"S02", "S00"}


LONG = "远山之下有一座茅屋，屋前一条小溪流过。溪上架着木桥，桥上有人牵驴而行。岸边垂柳依依，水面上两只小船随波而去。"


def _describe_all(collection: Collection, text: str) -> None:
    for caption in collection.captions.list(status="approved", kind="modern"):
        collection.captions.edit(caption.id, f"{text}{caption.accession}", "我")
        collection.captions.approve(caption.id, "我")


def test_a_long_text_is_learned_from_in_parts_and_tested_whole(
    filled: Filled, tmp_path: Path
) -> None:
    collection = filled(30)
    _describe_all(collection, LONG)
    taken = dataset.snapshot(collection)
    for work in taken.works:
        modern = [text for text in work.texts if text.kind == "modern"]
        assert "".join(text.text for text in modern) == f"{LONG}{work.painting.accession}"
        assert len(modern) == (2 if work.painting.split == "train" else 1)
        assert len({text.id for text in modern}) == 1
    counts = {split: taken.counts(split) for split in SPLITS}
    assert counts["train"].texts == 3 * counts["train"].works
    assert taken.warned("text_split") == counts["train"].works
    assert taken.warned("text_truncated") == counts["valid"].works + counts["test"].works
    whole = dataset.snapshot(collection, split_long=False)
    assert whole.counts().texts == 60
    assert whole.warned("text_truncated") == 30
    dataset.write_json(tmp_path / "snapshot.json", taken.as_json())
    assert len(reader.read(tmp_path / "snapshot.json").part("train").captions) == (
        counts["train"].texts
    )
    report = dataset.export_chinese_clip(collection, tmp_path / "out")
    assert report.texts == taken.counts().texts
    assert report.truncated == taken.warned("text_truncated")


def test_one_picture_in_two_splits_and_a_missing_one_are_told(
    filled: Filled, tmp_path: Path
) -> None:
    collection = filled(3)
    for split in ("train", "test"):
        work = collection.paintings.add(f"X-{split}", split=split)
        stored = collection.images.add_file(tmp_path / "0.png")
        collection.paintings.add_image(work.id, stored)
        draft = collection.captions.put_draft(work.id, "modern", f"在{split}", "curator")
        assert draft is not None
        collection.captions.approve(draft.id, "我")
    work = collection.paintings.all()[1]
    assert work.image is not None
    collection.images.path(work.image).unlink()
    taken = dataset.snapshot(collection)
    assert {"picture_repeated", "picture_missing"} <= codes(taken)
    assert work.accession not in {each.painting.accession for each in taken.works}


def test_the_hash_of_the_split_changes_with_the_works_only(filled: Filled) -> None:
    collection = filled(4)
    before = dataset.snapshot(collection).split_hash
    caption = collection.captions.list(status="approved")[0]
    collection.captions.edit(caption.id, "另一句", "我")
    collection.captions.approve(caption.id, "我")
    assert dataset.snapshot(collection).split_hash == before
    for gone in collection.captions.list(status="approved", accession="S00"):
        collection.captions.reject(gone.id, "我")
    assert dataset.snapshot(collection).split_hash != before


def test_the_engine_reads_the_snapshot(filled: Filled, tmp_path: Path) -> None:
    taken = dataset.snapshot(filled(6))
    dataset.write_json(tmp_path / "snapshot.json", taken.as_json())
    read = reader.read(tmp_path / "snapshot.json")
    assert read.split_hash == taken.split_hash
    assert [work.work for work in read.works] == [w.painting.accession for w in taken.works]
    assert [work.title for work in read.works] == [w.painting.title for w in taken.works]
    assert all(Path(str(work.images[0].source)).is_file() for work in read.works)


def test_chinese_clip_gets_tsv_jsonl_and_lmdb(filled: Filled, tmp_path: Path) -> None:
    collection, out = filled(8), tmp_path / "out"
    report = dataset.export_chinese_clip(collection, out)
    told = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert (told["works"], told["texts"], told["split_hash"]) == (8, 16, report.split_hash)
    texts: set[int] = set()
    for split in SPLITS:
        counts = report.splits[split]
        lines = (out / f"{split}_texts.jsonl").read_text(encoding="utf-8").splitlines()
        pairs = [json.loads(line) for line in lines]
        assert len(pairs) == counts.texts
        texts |= {pair["text_id"] for pair in pairs}
        pictures = dict(
            line.split("\t") for line in (out / f"{split}_imgs.tsv").read_text().splitlines()
        )
        assert len(pictures) == counts.images
        with (
            lmdb.open(str(out / "lmdb" / split / "imgs"), lock=False) as store,
            store.begin() as reading,
        ):
            assert reading.get(b"num_images") == str(counts.images).encode()
            for id, encoded in pictures.items():
                assert reading.get(id.encode()) == encoded.encode()
                Image.open(io.BytesIO(base64.b64decode(encoded))).verify()
        with (
            lmdb.open(str(out / "lmdb" / split / "pairs"), lock=False) as store,
            store.begin() as reading,
        ):
            assert reading.get(b"num_samples") == str(counts.pairs).encode()
            kept = [pickle.loads(reading.get(str(row).encode())) for row in range(counts.pairs)]
        assert kept == [(pair["image_ids"][0], pair["text_id"], pair["text"]) for pair in pairs]
    assert texts == set(range(1, 17))
    assert len(reader.read(out / "lmdb").works) == 8
    assert dataset.export_chinese_clip(collection, out).works == 8  # again into its own folder


def test_a_folder_with_other_things_and_nothing_to_write_are_refused(
    filled: Filled, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine")
    with pytest.raises(SongClipError) as caught:
        dataset.export_chinese_clip(filled(2), tmp_path / "other")
    assert caught.value.code == "dir_not_empty"
    with pytest.raises(SongClipError) as caught:
        dataset.export_chinese_clip(filled(0), tmp_path / "out")
    assert caught.value.code == "nothing_to_learn"


def test_a_stopped_export_is_not_taken_for_a_whole_one(filled: Filled, tmp_path: Path) -> None:
    collection, out = filled(3), tmp_path / "out"
    with pytest.raises(Stopped):
        dataset.export_chinese_clip(collection, out, listener=Listener(should_stop=lambda: True))
    assert not (out / "report.json").exists()
