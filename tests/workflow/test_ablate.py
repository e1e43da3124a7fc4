"""An ablation from its request to its table, without torch; and what the command line tells."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop.cli import main
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Stopped
from songclip_desktop.workflow import ablate

Filled = Callable[[int], Collection]

CHANGE = {"value": 0.156, "low": 0.052, "high": 0.25, "p": 0.01}
ROWS: list[dict[str, Any]] = [
    {
        "name": name,
        "preset": preset,
        "rank": rank,
        "scale": scale,
        "trainable": 10,
        "seconds": 4.0,
        "t2i": {"r1": 0.4, "r5": 0.6, "r10": 0.7},
        "i2t": {"r1": 0.5, "r5": 0.6, "r10": 0.8},
        "difference": difference,
        "p_holm": None,
    }
    for name, preset, rank, scale, difference in (
        ("zero-shot", None, None, None, None),
        ("LoRA r 4", "mini", 4, 4.0, {"mean_recall": CHANGE}),
    )
]


class Taught:
    """In the engine's place: measures one row, then breaks off, or measures all."""

    def __init__(self, breaks: Exception | None = None) -> None:
        self.asked: list[Any] = []
        self._breaks = breaks

    @contextmanager
    def worker(self) -> Iterator[Taught]:
        yield self

    def run(self, request: Any, _listener: object) -> dict[str, Any]:
        self.asked.append(request)
        rows = ROWS[:1] if self._breaks else ROWS
        told = {"rows": rows, "works": 12, "gallery": {"images": 12, "texts": 24}}
        table = Path(request.out) / "ablation.json"
        table.write_text(json.dumps({**told, "finished": not self._breaks}), encoding="utf-8")
        if self._breaks:
            raise self._breaks
        return {**told, "files": []}


def run(collection: Collection, engine: Taught, seed: int = 0) -> ablate.Ablation:
    prepared = ablate.prepare(collection, seed=seed)
    return ablate.execute(prepared, engine)  # type: ignore[arg-type]


def test_an_ablation_is_whole_by_itself(filled: Filled) -> None:
    collection = filled(40)
    assert ablate.newest(collection) is None
    done = run(collection, Taught(), seed=7)

    folder = collection.dir / "ablations" / done.id
    asked = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    assert (asked["verb"], asked["seed"], asked["out"]) == ("ablate", 7, str(folder))
    assert len(json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))["works"]) == 40
    assert Path(asked["templates"]).is_file()
    assert [file.name for file in done.files] == ["ablation.json", "ablation.md", "ablation.png"]
    assert ablate.newest(collection) == done
    # It leaves no run behind.
    assert collection.runs.list() == []


@pytest.mark.parametrize("broke", [Stopped(), SongClipError("engine_killed", "…", "…")])
def test_one_that_broke_off_goes_on_and_a_finished_one_is_made_anew(
    filled: Filled, broke: Exception
) -> None:
    collection = filled(40)
    with pytest.raises(type(broke)):
        run(collection, Taught(broke))
    (begun,) = (collection.dir / "ablations").iterdir()
    assert ablate.newest(collection) is None

    done = run(collection, Taught())
    assert done.id == begun.name
    again = run(collection, Taught())
    assert again.id != done.id
    assert ablate.newest(collection) == again


def test_other_captions_or_another_seed_begin_a_new_one(filled: Filled) -> None:
    collection = filled(40)
    for seed in (0, 1):
        with pytest.raises(Stopped):
            run(collection, Taught(Stopped()), seed)
    caption = collection.captions.list(status="approved")[0]
    collection.captions.reject(caption.id, "沈括")
    with pytest.raises(Stopped):
        run(collection, Taught(Stopped()))
    assert len(list((collection.dir / "ablations").iterdir())) == 3


def test_the_collections_probe_goes_with_it(filled: Filled) -> None:
    collection = filled(40)
    assert ablate.prepare(collection).request.probe is None
    (collection.dir / "probe").mkdir()
    (collection.dir / "probe" / "captions.tsv").write_text("a.png\tone\n", encoding="utf-8")
    assert ablate.prepare(collection).request.probe == str((collection.dir / "probe").resolve())


def test_too_few_works_are_refused_before_anything_is_written(filled: Filled) -> None:
    collection = filled(3)
    with pytest.raises(SongClipError) as caught:
        ablate.prepare(collection)
    assert caught.value.code == "too_few_works"
    assert not (collection.dir / "ablations").exists()


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> Taught:
    taught = Taught()
    monkeypatch.setattr(Engine, "worker", lambda _engine: taught.worker())
    return taught


def test_the_command_line_tells_the_rows_of_the_contract(
    filled: Filled, taught: Taught, capsys: pytest.CaptureFixture[str]
) -> None:
    collection = filled(40)
    assert main.run(["ablate", str(collection.dir), "--seed", "5", "--json"]) == 0

    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["verb"], told["model"], told["demo_model"]) == ("ablate", "mini", True)
    assert told["rows"] == ROWS
    assert [Path(file).name for file in told["files"]] == [
        "ablation.json",
        "ablation.md",
        "ablation.png",
    ]
    assert taught.asked[0].seed == 5


def test_a_person_reads_each_row_with_its_interval(
    filled: Filled, taught: Taught, capsys: pytest.CaptureFixture[str]
) -> None:
    collection = filled(40)
    assert main.run(["ablate", str(collection.dir)]) == 0

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("zero-shot ")
    assert "+15.6" not in first
    assert all(part in second for part in ("LoRA r 4", "40.0%", "50.0%", "+15.6", "+5.2", "+25.0"))
