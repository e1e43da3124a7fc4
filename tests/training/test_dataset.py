"""What is learned from is read as it was written, and nothing in it is run."""

from __future__ import annotations

import base64
import json
import os
import pickle
from pathlib import Path

import lmdb
import numpy as np
import pytest
from PIL import Image

from tests.training.conftest import Painted
from training import dataset
from training.errors import TrainingError
from training.pixels import PixelStore, Transform


def test_a_snapshot_is_read_with_its_splits(painted: Painted) -> None:
    snapshot = dataset.read(painted.snapshot)

    assert (snapshot.collection, snapshot.split_hash) == ("c", "s")
    assert [len(snapshot.part(split).works) for split in dataset.SPLITS] == [48, 8, 16]
    part = snapshot.part("test")
    assert (len(part.images), len(part.captions)) == (16, 48)
    assert part.images[0].source == painted.root / painted.works[56]["images"][0]["path"]


def test_english_and_empty_captions_are_passed_over(painted: Painted) -> None:
    work = dict(painted.works[0])
    work["captions"] = [
        {"id": 1, "kind": "english", "text": "a boat"},
        {"id": 2, "kind": "modern", "text": "  "},
        {"id": 3, "kind": "passage", "text": "德寿宫在望仙桥东"},
    ]
    part = dataset.read(painted.write([work])).part("train")

    assert [caption.kind for caption in part.captions] == ["passage"]
    assert part.headline().tolist() == []


def test_works_without_a_picture_or_a_caption_are_left_out(painted: Painted) -> None:
    bare = {**painted.works[0], "images": []}
    mute = {**painted.works[1], "captions": []}
    snapshot = dataset.read(painted.write([bare, mute, painted.works[2], painted.works[3]]))
    unreadable = frozenset({painted.works[3]["images"][0]["hash"]})

    assert [work.work for work in snapshot.part("train", unreadable).works] == ["W002"]


def test_captions_of_a_work_and_the_same_words_elsewhere_are_right_answers(
    painted: Painted,
) -> None:
    works = [
        {**painted.works[0], "captions": [{"id": 1, "kind": "modern", "text": "一叶孤舟"}]},
        {
            **painted.works[1],
            "captions": [
                {"id": 2, "kind": "modern", "text": "远山"},
                {"id": 3, "kind": "tags", "text": "一叶孤舟 "},
            ],
        },
        {**painted.works[2], "captions": [{"id": 4, "kind": "modern", "text": "桃花"}]},
    ]
    part = dataset.read(painted.write(works)).part("train")

    assert part.positives(np.arange(3), np.arange(4)).tolist() == [
        [True, False, True, False],
        [True, True, True, False],
        [False, False, False, True],
    ]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"schema": 2}', '{"schema": 1, "root": "/", "works": [{}]}']
)
def test_a_damaged_snapshot_is_told_in_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "snapshot.json").write_text(content, encoding="utf-8")

    with pytest.raises(TrainingError) as caught:
        dataset.read(tmp_path / "snapshot.json")

    assert caught.value.code == "snapshot_damaged"


def _write(folder: Path, rows: dict[bytes, bytes]) -> None:
    folder.mkdir(parents=True)
    with (
        lmdb.open(str(folder), map_size=1 << 24) as environment,
        environment.begin(write=True) as write,
    ):
        for key, value in rows.items():
            write.put(key, value)


@pytest.fixture
def lmdb_form(painted: Painted, tmp_path: Path) -> Path:
    """Three pictures and four texts in Chinese-CLIP's form; 4 and 5 share a text."""
    pictures = {4: 0, 5: 1, 9: 2}
    rows = {
        str(id).encode(): base64.b64encode(
            (painted.root / painted.works[row]["images"][0]["path"]).read_bytes()
        )
        for id, row in pictures.items()
    }
    _write(tmp_path / "train" / "imgs", {**rows, b"num_images": b"3"})
    pairs = [(4, 1, "山"), (4, 2, "水"), (5, 2, "水"), (9, 3, "舟")]
    _write(
        tmp_path / "train" / "pairs",
        {str(row).encode(): pickle.dumps(pair) for row, pair in enumerate(pairs)}
        | {b"num_samples": b"4"},
    )
    return tmp_path


def test_chinese_clips_own_form_is_read_and_pictures_sharing_a_text_are_one_work(
    lmdb_form: Path, painted: Painted
) -> None:
    part = dataset.read(lmdb_form).part("train")

    assert [[image.id for image in work.images] for work in part.works] == [[4, 5], [9]]
    assert [caption.text for caption in part.captions] == ["山", "水", "舟"]
    store = PixelStore(lmdb_form / "pixels", Transform(32))
    assert store.fill([(image.source, image.hash) for image in part.images]) == {}
    original = painted.root / painted.works[2]["images"][0]["path"]
    kept = store.read([part.images[2].hash])[0]
    resized = Image.open(original).resize((32, 32), Image.Resampling.BICUBIC)
    assert np.array_equal(kept, np.asarray(resized))
    store.close()


class _Mischief:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch run",)


@pytest.mark.parametrize(
    "pair", [_Mischief(), (1, 2, _Mischief()), (1, 2), [1, 2, "山"], (1.5, 2, "山")]
)
def test_pairs_hold_nothing_but_tuples_of_strings_and_integers(
    tmp_path: Path, pair: object
) -> None:
    _write(tmp_path / "train" / "imgs", {b"1": b"AAAA", b"num_images": b"1"})
    _write(tmp_path / "train" / "pairs", {b"0": pickle.dumps(pair), b"num_samples": b"1"})

    with pytest.raises(TrainingError) as caught:
        dataset.read(tmp_path)

    assert caught.value.code == "snapshot_damaged"
    assert not Path("run").exists()


def test_an_export_that_lacks_a_picture_is_damaged(tmp_path: Path) -> None:
    _write(tmp_path / "train" / "imgs", {b"num_images": b"0"})
    _write(
        tmp_path / "train" / "pairs",
        {b"0": pickle.dumps((1, 2, "山")), b"num_samples": json.dumps(1).encode()},
    )

    with pytest.raises(TrainingError, match="image 1"):
        dataset.read(tmp_path)
