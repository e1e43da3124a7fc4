"""The demo collection: what it holds, and that the script which made it still makes the same."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image

from training.mini import captions, demo
from training.mini.pretrain import PretrainConfig

SHIPPED = Path(__file__).parents[3] / "resources" / "demo_collection"


@cache
def _works() -> list[demo.Work]:
    return demo.compose()


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    demo.build(out, pictures=False)
    return out


def _read(name: str) -> Any:
    return json.loads((SHIPPED / name).read_text(encoding="utf-8"))


def _rows(register: Path) -> list[dict[str, str]]:
    book = load_workbook(register)
    assert book.active is not None
    header, *rows = book.active.iter_rows(values_only=True)
    book.close()
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_five_hundred_works_in_the_states_that_a_visitor_finds_them_in() -> None:
    here = [work for work in _works() if work.state != "arrival"]
    assert Counter(work.state for work in here) == {"approved": 400, "draft": 40, "none": 60}
    assert len({work.accession for work in _works()}) == 512
    approved = [work for work in here if work.state == "approved"]
    assert sum(work.scene.format == "handscroll" for work in approved) == 12
    assert sum(work.work_kind == "map" for work in approved) == 12
    assert sum(work.work_kind == "photograph" and work.state == "none" for work in here) == 24


def test_no_two_works_show_the_same() -> None:
    assert len({work.facts for work in _works()}) == 512


def test_long_scrolls_are_long() -> None:
    aspects = [w.scene.aspect for w in _works() if w.scene.format == "handscroll"]
    assert min(aspects) >= 5
    assert max(aspects) <= 12


def test_pretraining_saw_no_museum_picture_and_no_work_of_the_demo() -> None:
    config = PretrainConfig()
    assert config.domains == ("base",)
    assert not {work.scene.domain for work in _works()} & set(config.domains)
    seen = range(config.first_seed, config.first_seed + config.pictures)
    held_out = range(config.held_out_seed, config.held_out_seed + config.held_out)
    assert not set(seen) & set(held_out)
    assert not {work.scene.seed for work in _works()} & set(seen)


def test_the_stored_split_is_exact_and_spreads_scrolls_and_maps() -> None:
    works = {work.accession: work for work in _works()}
    splits = _read("split.json")["splits"]
    assert Counter(splits.values()) == {"train": 240, "valid": 40, "test": 120}
    assert {works[a].state for a in splits} == {"approved"}
    maps = Counter(s for a, s in splits.items() if works[a].work_kind == "map")
    scrolls = Counter(s for a, s in splits.items() if works[a].scene.format == "handscroll")
    assert maps == scrolls == {"train": 7, "valid": 1, "test": 4}


def test_the_script_still_makes_the_tables_that_are_shipped(tables: Path) -> None:
    for name in ("captions.jsonl", "passages.json", "pairs.json", "truth.json", "split.json"):
        made = (tables / name).read_text(encoding="utf-8")
        assert made == (SHIPPED / name).read_text(encoding="utf-8"), name
    for name in ("register.xlsx", "new_arrivals/register.xlsx"):
        assert _rows(tables / name) == _rows(SHIPPED / name), name


def test_a_picture_painted_again_is_the_one_that_is_shipped() -> None:
    work = next(work for work in _works() if work.accession == "D03.0005")
    with Image.open(SHIPPED / "pictures" / "D03.0005.webp") as shipped:
        again = demo.paint(work.scene, demo.height_px(work.scene))
        assert again.size == shipped.size
        small = [picture.convert("RGB").resize((24, 24)) for picture in (again, shipped)]
    apart = [abs(a - b) for a, b in zip(small[0].tobytes(), small[1].tobytes(), strict=True)]
    assert sum(apart) / len(apart) < 3


def test_every_row_of_the_registers_has_its_picture_and_they_stay_small() -> None:
    total = 0
    for folder, count in ((SHIPPED, 500), (SHIPPED / "new_arrivals", 12)):
        rows = _rows(folder / "register.xlsx")
        assert len(rows) == count
        pictures = {folder / row["图片"] for row in rows}
        assert pictures == set((folder / "pictures").iterdir())
        total += sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert total <= 15_000_000


def test_every_approved_and_drafted_work_has_all_three_kinds() -> None:
    lines = (SHIPPED / "captions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert Counter((row["status"], row["kind"]) for row in rows) == {
        (state, kind): count
        for state, count in (("approved", 400), ("draft", 40))
        for kind in captions.REGISTERS
    }


def test_each_passage_is_true_of_one_work_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    here = [work for work in _works() if work.state != "arrival"]
    works = {work.accession: work for work in here}
    told = {}
    only = demo._only

    def spy(work: demo.Work, everything: Any) -> Any:
        wording = only(work, everything)
        if wording is not None:
            told[wording.text] = wording.claims
        return wording

    monkeypatch.setattr(demo, "_only", spy)
    rows, pairs = demo.passage_rows(here)
    truth = _read("truth.json")
    kinds = Counter(works[truth[str(row["id"])]].work_kind for row in rows)
    assert kinds == {"photograph": 24, "map": 12, "painting": 36}
    assert len(set(truth.values())) == len(rows) == 72
    for row in rows:
        fitting = [a for a, work in works.items() if told[row["text"]] <= work.facts]
        assert fitting == [truth[str(row["id"])]]
    sure = Counter(works[pair["accession"]].work_kind for pair in pairs if pair["confirmed"])
    assert sure == {"painting": 36}


def test_no_invented_person_is_named() -> None:
    artists = {row["作者"] for row in _rows(SHIPPED / "register.xlsx")}
    assert artists == {"佚名", "画院"}
