"""Passages for a picture, by the search prompts of those that have one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Annotation
from songclip_desktop.workflow import dataset, pairing, search


class FakeEncoder:
    """Texts that speak of a lake lie near every picture."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, *, texts: Any = (), images: Any = (), **_more: Any) -> np.ndarray:
        self.texts += texts
        rows = [[0.8, 0.6] if "湖" in text else [0.0, 1.0] for text in texts]
        return np.array([*rows, *([1.0, 0.0] for _ in images)], dtype=np.float32)


class FakeEngine:
    def __init__(self) -> None:
        self.encoder = FakeEncoder()


@pytest.fixture
def collection(tmp_path: Path) -> Any:
    with Collection.create(tmp_path / "collection") as made:
        for number, kind in enumerate(("painting", "map", "photograph")):
            path = tmp_path / f"{number}.png"
            Image.new("RGB", (40, 30 + number), (90, 40 * number, 60)).save(path)
            work = made.paintings.add(f"K{number}", title="湖山图", work_kind=kind, split="train")
            made.paintings.add_image(work.id, made.images.add_file(path))
        made.paintings.add("K9", title="无图")
        for number in range(1, 9):
            made.passages.add(f"第{number}則。", number=str(number), source="夢粱錄")
        yield made


def annotate(collection: Collection, number: str, prompt: str) -> int:
    passage = collection.passages.find("夢粱錄", number)
    assert passage is not None
    said = Annotation((), "", "今译。", "English.", prompt)
    collection.passages.annotate(passage.id, said, "remote")
    return passage.id


def ask(
    collection: Collection, work: int, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> pairing.Found:
    """The index finds every passage by its text, all equally far."""
    prepared = pairing.prepare(collection, work)

    def execute(asked: search.Prepared, *_all: Any) -> search.SearchResult:
        hits = [
            search.TextHit(n, each.id, "passage", each.text, None, each.source, 0.1, None, None)
            for n, each in enumerate(asked.contents.passages, 1)
        ]
        return search.SearchResult("", "texts", "mini", None, hits, None, 0.1, False)

    monkeypatch.setattr(search, "execute", execute)
    return pairing.execute(prepared, engine)  # type: ignore[arg-type]


def test_the_search_prompt_decides_where_there_is_one(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = annotate(collection, "7", "湖上画舫")
    far = annotate(collection, "2", "山中古寺")
    engine = FakeEngine()
    work = collection.finding.find()[1]
    found = ask(collection, work, engine, monkeypatch)
    assert engine.encoder.texts == ["山中古寺", "湖上画舫"]
    assert len(found.passages) == pairing.FOUND_AT_ONCE
    assert found.passages[0] == (near, pytest.approx(0.8))
    assert far not in [each for each, _score in found.passages]
    changes = pairing.finish(collection, found)
    assert len(changes.pairs) == pairing.FOUND_AT_ONCE


def test_what_was_decided_on_is_not_suggested_again(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = collection.finding.find()[0]
    first = ask(collection, work, FakeEngine(), monkeypatch)
    pairing.finish(collection, first)
    pairs = collection.pairs.list(painting_id=work)
    collection.pairs.reject(pairs[0].id, "甲")
    collection.pairs.confirm(pairs[1].id, "甲")
    again = ask(collection, work, FakeEngine(), monkeypatch)
    assert len(again.passages) == 2  # of eight, six are known
    pairing.finish(collection, again)
    stands = [pair.status for pair in collection.pairs.list(painting_id=work)]
    assert sorted(stands) == ["approved", *["draft"] * 6, "rejected"]


def test_a_work_without_a_picture_cannot_be_asked(collection: Collection) -> None:
    bare = next(each.id for each in collection.paintings.all() if each.image is None)
    with pytest.raises(SongClipError) as raised:
        pairing.prepare(collection, bare)
    assert raised.value.code == "image_missing"


@pytest.mark.parametrize("place", range(3), ids=["painting", "map", "photograph"])
def test_a_confirmed_pair_brings_its_kinds_to_the_dataset(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: int
) -> None:
    passage = annotate(collection, "3", "湖上画舫")
    collection.passages.approve(passage, "甲")
    work = collection.finding.find()[place]
    pairing.finish(collection, ask(collection, work, FakeEngine(), monkeypatch))
    suggested = next(p for p in collection.pairs.list() if p.passage_id == passage)
    assert texts(collection) == set()
    collection.pairs.confirm(suggested.id, "甲")
    assert texts(collection) == {"第3則。", "今译。", "湖上画舫"}


def texts(collection: Collection) -> set[str]:
    """What would be learned; nothing to learn is an error of its own."""
    try:
        works = dataset.snapshot(collection).works
    except SongClipError:
        return set()
    return {text.text for work in works for text in work.texts}
