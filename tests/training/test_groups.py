"""Works that are one and the same: found, and kept out of what is learned from."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from tests.training.conftest import Painted, quiet_talk
from training import groups
from training.bench import Bench, prepare
from training.dataset import SPLITS
from training.finetuning import finetune
from training.protocol import Finetune

Collection = Callable[[list[dict[str, Any]]], Bench]


def _picture(seed: int) -> Image.Image:
    """Soft patches of colour: no two seeds look alike."""
    patches = np.random.default_rng(seed).integers(0, 255, (6, 6, 3), dtype=np.uint8)
    return Image.fromarray(patches).resize((160, 160), Image.Resampling.BICUBIC)


def _work(name: str, split: str, picture: Image.Image, **more: Any) -> dict[str, Any]:
    caption = {"id": 1, "kind": "modern", "text": more.pop("text", f"画{name}")}
    return {"work": name, "split": split, "picture": picture, "captions": [caption], **more}


@pytest.fixture
def collection(tiny_clip: Path, tmp_path: Path) -> Iterator[Collection]:
    """A bench of these works, and one plain work in each split beside them."""
    made: list[Bench] = []

    def make(works: list[dict[str, Any]]) -> Bench:
        plain = [_work(f"P{row}", split, _picture(900 + row)) for row, split in enumerate(SPLITS)]
        told = []
        for number, work in enumerate([*works, *plain]):
            path = tmp_path / f"{number}.png"
            work.pop("picture").save(path)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            told.append({**work, "images": [{"id": number, "path": str(path), "hash": digest}]})
        body = {"schema": 1, "collection": "c", "split_hash": "s", "root": "/", "works": told}
        snapshot = tmp_path / "snapshot.json"
        snapshot.write_text(json.dumps(body), encoding="utf-8")
        talk = quiet_talk()
        made.append(prepare(str(tiny_clip), str(snapshot), str(tmp_path / "px"), SPLITS, talk))
        return made[-1]

    yield make
    for bench in made:
        bench.store.close()


def _left(bench: Bench) -> list[tuple[str, str, str]]:
    return [(item["work"], item["like"], item["why"]) for item in groups.without_leaks(bench)[1]]


def _jpeg(picture: Image.Image) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=40)
    return Image.open(out).convert("RGB")


@pytest.mark.parametrize(
    "change",
    [
        lambda picture: picture,
        _jpeg,
        lambda picture: picture.resize((90, 90)),
        lambda picture: ImageEnhance.Brightness(picture).enhance(1.1),
        lambda picture: picture.crop((1, 1, 159, 159)),
    ],
    ids=["the same", "jpeg", "smaller", "brighter", "cropped"],
)
def test_a_picture_that_is_held_out_is_not_learned_from_under_another_name(
    collection: Collection, change: Callable[[Image.Image], Image.Image]
) -> None:
    bench = collection([_work("A", "train", _picture(1)), _work("B", "test", change(_picture(1)))])

    kept, left = groups.without_leaks(bench)

    assert [(item["work"], item["like"], item["why"]) for item in left] == [("A", "B", "picture")]
    assert [work.work for work in kept.parts["train"].works] == ["P0"]
    assert [work.work for work in kept.parts["test"].works] == ["B", "P2"]


def test_other_pictures_and_other_colours_stay(collection: Collection) -> None:
    """The same shapes in other colours have the same hash of grey, and are another picture."""
    picture = _picture(1)
    red, green, blue = picture.split()
    other = Image.merge("RGB", (blue, green, red))
    bench = collection(
        [
            _work("A", "train", picture),
            _work("B", "test", _picture(2)),
            _work("C", "test", other),
        ]
    )

    kept, left = groups.without_leaks(bench)

    assert left == []
    assert kept is bench


@pytest.mark.parametrize(
    ("held_out", "learned", "alike"),
    [
        ("故001234", "故001234局部", True),
        ("故001234", "故001234（局部2）", True),
        ("K2-001 detail", "K2-001", True),
        ("K2-001a", "K2-001b", True),
        ("K2-001-a", "K2-001", True),
        ("K2-001", "K2-001-2", True),
        ("2024-1", "2024-2", False),
        ("D01.0001", "D01.0002", False),
        ("故001234", "故001235局部", False),
    ],
)
def test_details_of_one_work_are_known_by_their_numbers(
    collection: Collection, held_out: str, learned: str, alike: bool
) -> None:
    bench = collection([_work(held_out, "test", _picture(1)), _work(learned, "train", _picture(2))])

    assert _left(bench) == ([(learned, held_out, "accession")] if alike else [])


@pytest.mark.parametrize(("length", "alike"), [(20, True), (19, False)])
def test_a_long_caption_word_for_word_makes_one_work(
    collection: Collection, length: int, alike: bool
) -> None:
    text = "远山之下一叶小舟两岸垂柳依依有人独坐垂钓"[:length]
    bench = collection(
        [
            _work("A", "valid", _picture(1), text=text),
            _work("B", "test", _picture(2), text=text),
        ]
    )

    assert _left(bench) == ([("A", "B", "caption")] if alike else [])


def test_a_title_counts_only_where_the_pictures_agree(collection: Collection) -> None:
    """Cropped by 3 %: more bits differ than a picture alone may; one title makes up for it."""
    picture = _picture(3).resize((400, 400), Image.Resampling.BICUBIC)
    cropped = picture.crop((14, 14, 386, 386))
    works = [
        _work("A", "train", picture, title="溪山图"),
        _work("B", "test", cropped, title="溪山图"),
        _work("C", "train", _picture(4), title="溪山图"),
        _work("D", "train", _picture(5), title="江山图"),
    ]
    assert _left(collection([dict(work) for work in works])) == [("A", "B", "title")]


def test_of_a_chain_of_likes_only_the_test_stays(collection: Collection) -> None:
    """A is B's detail and B is C's picture; C is held out, and D, also a detail, too."""
    bench = collection(
        [
            _work("K1局部", "valid", _picture(1)),
            _work("K1", "train", _picture(2)),
            _work("M7", "test", _picture(2)),
            _work("V1", "valid", _picture(3)),
            _work("V1局部", "train", _picture(4)),
        ]
    )

    assert _left(bench) == [
        ("K1", "M7", "picture"),
        ("K1局部", "M7", "group"),
        ("V1", "V1局部", "accession"),
    ]
    found = groups.groups(bench)
    assert len(set(found)) == 8 - 3


def test_a_finetune_tells_what_it_did_not_learn_from(
    tiny_clip: Path, painted: Painted, tmp_path: Path
) -> None:
    """The first work to learn from shows the last one's picture."""
    works = json.loads(json.dumps(painted.works))
    works[0]["images"][0] |= {name: works[71]["images"][0][name] for name in ("path", "hash")}
    asked = Finetune(
        str(tiny_clip),
        str(tmp_path / "run"),
        str(painted.write(works, "twice.json")),
        str(tmp_path / "pixels"),
        preset="mini",
        epochs=1,
    )

    told = finetune(asked, quiet_talk())

    assert [(item["work"], item["like"], item["why"]) for item in told["left_out"]] == [
        ("W000", "W071", "picture")
    ]
    kept = json.loads((tmp_path / "run" / "evaluation.json").read_text(encoding="utf-8"))
    assert kept["left_out"] == told["left_out"]
    assert told["metrics"]["works"] == 16
    assert told["metrics"]["whole"]["images"] == 71
    assert told["metrics"]["crossfit"]["works"] == 71
