"""The line before the button, and a run from its record to its end, without torch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop import language, paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Stopped
from songclip_desktop.workflow import dataset, evaluate, finetune, index, machine, models, runs
from training import presets

Filled = Callable[[int], Collection]

RECALLS: dict[str, Any] = {
    "t2i": {"r1": 0.4, "r5": 0.6, "r10": 0.7},
    "i2t": {"r1": 0.5, "r5": 0.6, "r10": 0.8},
    "mean_recall": 0.6,
}
FIGURES: dict[str, Any] = {
    "run": "x",
    "works": 12,
    "gallery": {"images": 12, "texts": 24},
    "chance": {"t2i_r1": 1 / 12, "i2t_r1": 1 / 12},
    "zero_shot": RECALLS | {"mean_recall": 0.444},
    "finetuned": RECALLS,
    "difference": {"mean_recall": {"value": 0.156, "low": 0.052, "high": 0.25, "p": 0.01}},
    "mcnemar": {"t2i_r1": 0.1, "i2t_r1": 0.1},
    "detectable_gain": 0.14,
    "forgetting": {"measured": False, "drift_test": 0.01},
    "by_kind": {},
    "verdict": "better",
    "queries": [],
}


class Taught:
    """In the engine's place: a finetune that is done at once, an index that fails."""

    def __init__(self, answer: Exception | None = None) -> None:
        self.asked: list[Any] = []
        self.answer = answer

    @contextmanager
    def worker(self) -> Iterator[Taught]:
        yield self

    def run(self, request: Any, _listener: object) -> dict[str, Any]:
        self.asked.append(request)
        if self.answer is not None:
            raise self.answer
        if request.verb == "index":
            raise SongClipError("out_of_memory", "No room.", "Make some.")
        folder = Path(request.run_dir)
        (folder / "adapter.safetensors").write_bytes(b"adapter")
        lines = [{"epoch": n, "seconds": 2.0} for n in range(3)]
        (folder / "metrics.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        return {
            "run": folder.name,
            "preset": request.preset,
            "device": "cpu",
            "trainable": 10,
            "total": 1000,
            "epochs": 2,
            "best_epoch": 1,
            "seconds": 4.0,
            "kept": "finetuned",
            "verdict": "better",
            "adapter": str(folder / "adapter.safetensors"),
            "stopped": False,
            "fit": {"chunk": 8, "checkpoint": True},
            "left_out": [{"work": "S01", "like": "S02", "split": "train", "why": "picture"}],
            "metrics": FIGURES | {"run": folder.name},
        }


def test_the_line_before_the_button(filled: Filled) -> None:
    collection = filled(40)
    line = finetune.preflight(collection)
    assert line.preset == "mini"
    assert line.epochs == presets.PRESETS["mini"].epochs
    assert sum(line.works.values()) == 40
    assert line.captions == 2 * line.works["train"]
    assert line.device == ""  # never measured in this home
    assert line.expected_s > 0
    assert line.detectable_gain == presets.detectable_gain(line.works["test"])
    assert line.blocked is None


def test_too_few_works_say_how_many_are_wanting(filled: Filled) -> None:
    for works in (0, 3):
        line = finetune.preflight(filled(works))
        assert line.blocked is not None
        assert line.blocked.code == "too_few_works"
        assert any(character.isdigit() for character in line.blocked.remedy)
        with pytest.raises(SongClipError, match="件作品"):
            finetune.prepare(filled(works))


def test_a_model_without_attention_is_refused(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = filled(40)
    mini = models.chosen(collection)
    resnet = models.Model("RN50", True, mini.path, architecture="RN50")
    monkeypatch.setattr(models, "chosen", lambda *_asked: resnet)
    blocked = finetune.preflight(collection).blocked
    assert blocked is not None
    assert blocked.code == "adapter_unsupported"
    assert "ViT-B-16" in blocked.remedy


def test_an_unknown_preset_names_those_there_are(filled: Filled) -> None:
    with pytest.raises(SongClipError, match="faithful") as caught:
        finetune.prepare(filled(40), preset="best of all")
    assert caught.value.code == "preset_unknown"


def test_a_run_is_recorded_before_it_begins_and_whole_by_itself_when_done(filled: Filled) -> None:
    collection = filled(40)
    prepared = finetune.prepare(collection, epochs=2, seed=7)
    assert collection.runs.get(prepared.run).status == "running"
    engine = Taught()
    done = finetune.execute(prepared, engine)  # type: ignore[arg-type]
    finetune.finish(collection, done)

    folder = collection.runs.dir(prepared.run)
    asked = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    assert (asked["verb"], asked["preset"], asked["epochs"], asked["seed"]) == (
        "finetune",
        "mini",
        2,
        7,
    )
    snapshot = json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))
    assert len(snapshot["works"]) == 40
    record = collection.runs.get(prepared.run)
    assert (record.status, record.kept, record.verdict, record.active) == (
        "finished",
        "finetuned",
        "better",
        False,
    )
    # The index failed for want of memory; what was learned stands all the same.
    assert [request.verb for request in engine.asked] == ["finetune", "index"]
    assert done.sentence == evaluate.sentence(done.metrics)
    assert (done.fit, done.left_out[0]["work"]) == ({"chunk": 8, "checkpoint": True}, "S01")
    assert runs.resumable(collection) == []
    # Two epochs of two seconds over what was learned: the next is expected to take as long.
    assert finetune.preflight(collection, epochs=10).expected_s == pytest.approx(20, rel=0.01)


def test_what_is_computed_once_is_not_told_by_the_time_of_an_epoch(filled: Filled) -> None:
    collection = filled(40)
    before = finetune.preflight(collection, preset="head").expected_s
    prepared = finetune.prepare(collection, preset="head", epochs=2)
    finetune.finish(collection, finetune.execute(prepared, Taught()))  # type: ignore[arg-type]
    assert finetune.preflight(collection, preset="head").expected_s == before
    # An earlier run of another kind is no measure either, also where it is the newest.
    usual = finetune.prepare(collection, epochs=2)
    finetune.finish(collection, finetune.execute(usual, Taught()))  # type: ignore[arg-type]
    other = finetune.prepare(collection, preset="best", epochs=2)
    finetune.finish(collection, finetune.execute(other, Taught()))  # type: ignore[arg-type]
    assert finetune.preflight(collection, epochs=10).expected_s == pytest.approx(20, rel=0.01)


def test_runs_of_one_second_have_names_of_their_own(filled: Filled) -> None:
    collection = filled(40)
    names = [finetune.prepare(collection).run for _ in range(3)]
    assert len(set(names)) == 3
    assert names == sorted(names)
    assert all("mini" in name for name in names)


@pytest.mark.parametrize(
    ("error", "status"),
    [(Stopped(), "stopped"), (SongClipError("engine_killed", "…", "…"), "failed")],
)
def test_a_run_that_broke_off_goes_on_as_it_was_asked_for(
    filled: Filled, error: Exception, status: str
) -> None:
    collection = filled(40)
    prepared = finetune.prepare(collection, epochs=5, seed=3)
    with pytest.raises(type(error)):
        finetune.execute(prepared, Taught(error))  # type: ignore[arg-type]
    finetune.interrupted(collection, prepared, error)
    (broken,) = runs.resumable(collection)
    assert (broken.id, broken.status) == (prepared.run, status)
    again = finetune.prepare(collection, resume=broken.id)
    assert (again.run, again.request.resume) == (prepared.run, True)
    assert (again.request.epochs, again.request.seed) == (5, 3)
    engine = Taught()
    finetune.finish(collection, finetune.execute(again, engine))  # type: ignore[arg-type]
    with pytest.raises(SongClipError) as caught:
        finetune.prepare(collection, resume=broken.id)
    assert caught.value.code == "run_not_resumable"


def test_a_copied_collection_goes_on_where_it_lies_now(filled: Filled) -> None:
    collection = filled(40)
    prepared = finetune.prepare(collection)
    assert prepared.snapshot is not None
    elsewhere = prepared.snapshot.as_json() | {"root": "/a/place/that/was"}
    dataset.write_json(prepared.run_dir / "snapshot.json", elsewhere)
    dataset.write_json(
        prepared.run_dir / "request.json", {"preset": "mini", "epochs": 2, "seed": 0}
    )
    again = finetune.prepare(collection, resume=prepared.run)
    told = json.loads(Path(again.request.snapshot).read_text(encoding="utf-8"))
    assert told["root"] == str(collection.dir)


@pytest.mark.parametrize(
    ("verdict", "zh", "en"),
    [
        ("better", "明显更准", "clearly better"),
        ("not_shown", "还看不出差别", "no difference can be shown"),
        ("worse", "反而变差", "worse"),
    ],
)
def test_the_verdict_never_comes_without_its_interval(verdict: str, zh: str, en: str) -> None:
    figures = evaluate.Evaluation.from_json(FIGURES | {"verdict": verdict})
    for tongue, word in (("zh_CN", zh), ("en", en)):
        language.use(tongue)
        told = evaluate.sentence(figures)
        assert word in told
        assert all(part in told for part in ("12", "44.4%", "60.0%", "+15.6", "+5.2", "+25.0"))


CROSSFIT: dict[str, Any] = {
    "done": True,
    "works": 60,
    "difference": {"mean_recall": {"value": 0.031, "low": 0.004, "high": 0.06, "p": 0.02}},
    "verdict": "better",
}


def test_a_small_collection_is_told_both_figures_and_which_is_which() -> None:
    figures = evaluate.Evaluation.from_json(FIGURES | {"crossfit": CROSSFIT})
    for tongue, words in (
        ("zh_CN", ("明显更准", "全部 60 件", "更准")),
        ("en", ("all 60", "held")),
    ):
        language.use(tongue)
        told = evaluate.sentence(figures)
        assert all(part in told for part in (*words, "+15.6", "+3.1", "+0.4", "+6.0"))
    undone = evaluate.Evaluation.from_json(
        FIGURES | {"crossfit": {"done": False, "why": "too_long"}}
    )
    assert evaluate.sentence(undone) == evaluate.sentence(evaluate.Evaluation.from_json(FIGURES))


def test_figures_of_an_earlier_version_are_read_and_those_that_lack_more_are_not(
    tmp_path: Path,
) -> None:
    (tmp_path / evaluate.FILE).write_text(json.dumps(FIGURES), encoding="utf-8")
    assert evaluate.read(tmp_path).strength is None
    lacking = {name: value for name, value in FIGURES.items() if name != "difference"}
    (tmp_path / evaluate.FILE).write_text(json.dumps(lacking), encoding="utf-8")
    with pytest.raises(SongClipError) as caught:
        evaluate.read(tmp_path)
    assert caught.value.code == "not_evaluated"


def test_a_probe_is_looked_for_in_the_collection_and_then_at_home(filled: Filled) -> None:
    collection = filled(40)
    assert finetune.prepare(collection).request.probe is None
    for folder in (paths.home(), collection.dir):
        (folder / "probe").mkdir(parents=True)
        assert evaluate.probe(collection) != str((folder / "probe").resolve())
        (folder / "probe" / "captions.tsv").write_text("a.png\t山", encoding="utf-8")
        assert evaluate.probe(collection) == str((folder / "probe").resolve())
    assert finetune.prepare(collection).request.probe == str((collection.dir / "probe").resolve())


def test_no_change_at_all_is_not_a_negative_one() -> None:
    none = {"mean_recall": {"value": -0.00001, "low": -0.02, "high": 0.02, "p": 1.0}}
    figures = evaluate.Evaluation.from_json(
        FIGURES | {"verdict": "not_shown", "difference": FIGURES["difference"] | none}
    )
    told = evaluate.sentence(figures)
    assert "+0.0" in told
    assert "-0.0" not in told


def test_an_adapter_on_another_model_is_refused(filled: Filled) -> None:
    collection = filled(40)
    prepared = finetune.prepare(collection)
    finetune.finish(collection, finetune.execute(prepared, Taught()))  # type: ignore[arg-type]
    other = models.Model("ViT-B-16", True, models.chosen(collection).path)
    with pytest.raises(SongClipError) as caught:
        index.column(collection, other, prepared.run)
    assert caught.value.code == "run_of_another_model"


def test_a_machine_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.known() is None
    told = dict(device="cpu", device_name="x", torch="2", precision="fp32", cores=2)

    class Probed(Taught):
        def run(self, request: Any, _listener: object = None) -> dict[str, Any]:
            return {**told, "memory_bytes": 8, "gflops": 90.5, "further": 1}

    found = machine.measure(Probed())  # type: ignore[arg-type]
    assert machine.known() == found
    assert found.gflops == 90.5
