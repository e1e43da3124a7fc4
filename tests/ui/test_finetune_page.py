"""One button, a run that goes on elsewhere, a result; and what is said where it cannot start."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.pace import Pace
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.finetune import FinetunePage
from songclip_desktop.ui.widgets.curves import nice_step
from songclip_desktop.ui.widgets.run_watch import RunWatch
from songclip_desktop.workflow import finetune, machine, models
from songclip_desktop.workflow.evaluate import Evaluation
from tests.ui import inspection
from tests.ui.samples import evaluation
from training import presets

EPOCHS: list[dict[str, Any]] = [
    {
        "event": "metric", "epoch": number, "epochs": 4, "loss": None if not number else 3.0 / number,
        "valid_loss": 3.5 - number, "valid": {"mean_recall": 0.4 + 0.1 * number}, "lr": None,
        "seconds": 1.0,
    }
    for number in range(3)
]  # fmt: skip


@pytest.fixture
def page(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> FinetunePage:
    """Everything approved, a machine already measured, and few works being enough."""
    for caption in collection.captions.list(status="draft"):
        collection.captions.approve(caption.id, "甲")
    measured = machine.Machine("cpu", "cpu", "2", "fp32", 2, 8 << 30, 50.0)
    monkeypatch.setattr(machine, "known", lambda: measured)
    monkeypatch.setattr(finetune, "LEAST_TRAIN", 2)
    monkeypatch.setattr(finetune, "LEAST_TEST", 1)
    window.show_page("finetune")
    QApplication.processEvents()
    found = window.pages["finetune"]
    assert isinstance(found, FinetunePage)
    return found


def train(prepared: finetune.Prepared, _engine: Engine, listener: Listener) -> finetune.Finetuned:
    """What the engine would do, at once."""
    for epoch in EPOCHS:
        listener.item(epoch)
    listener.progress(Progress(8, 8, "step"))
    figures = evaluation(prepared.run)
    prepared.run_dir.mkdir(parents=True, exist_ok=True)
    (prepared.run_dir / "evaluation.json").write_text(json.dumps(figures), encoding="utf-8")
    adapter = prepared.run_dir / "adapter.safetensors"
    adapter.write_bytes(b"adapter")
    return finetune.Finetuned(
        prepared.run, "mini", "cpu", 7680, 5_000_000, 4, 2, 9.0, "finetuned", "better", "更准",
        adapter, False, Evaluation.from_json(figures),
    )  # fmt: skip


def test_the_line_before_the_button_says_works_captions_device_time_and_gain(
    page: FinetunePage,
) -> None:
    assert page._preflight is not None
    assert page._preflight.works == {"train": 6, "valid": 3, "test": 2}
    assert "6 件" in page.ready._headline.text()
    line = page.ready._line.text()
    assert "处理器" in line
    assert "约" in line
    assert "个百分点" in line
    assert page.start.isEnabled()


def test_one_button_trains_and_leads_to_the_result(
    window: MainWindow, page: FinetunePage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finetune, "execute", train)
    page.start.click()
    run = collection.runs.list()[0]
    assert (run.status, run.verdict, run.active) == ("finished", "better", False)
    assert window.current == "evaluate"
    assert not page.running


def test_the_effort_chosen_is_the_number_of_epochs(
    page: FinetunePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int | None] = []

    def note(prepared: finetune.Prepared, *_rest: object) -> None:
        asked.append(prepared.request.epochs)
        raise Stopped

    monkeypatch.setattr(finetune, "execute", note)
    assert page._preflight is not None
    for effort in ("quick", "long"):
        page.ready.efforts[effort].click()
        page.start.click()
    assert asked == [page._preflight.epochs // 3, page._preflight.epochs * 2]


def test_a_way_and_a_seed_that_were_chosen_are_asked_for(
    page: FinetunePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int | None, int]] = []

    def note(prepared: finetune.Prepared, *_rest: object) -> None:
        request = prepared.request
        asked.append((request.preset, request.epochs, request.seed))
        raise Stopped

    monkeypatch.setattr(finetune, "execute", note)
    method = page.ready.method
    page.ready.efforts["usual"].click()
    page.start.click()
    method.fold.click()
    method.ways.choose("top4")
    method.ways.chosen.emit("top4")
    method.epochs.setValue(7)
    method.seed.setValue(3)
    page.start.click()

    assert page._preflight is not None
    assert page._preflight.preset == "top4"
    assert asked == [("mini", presets.PRESETS["mini"].epochs, 0), ("top4", 7, 3)]
    method.ways.choose(presets.AUTO)
    method.epochs.setValue(0)
    method.fold.setChecked(False)


def test_unfolded_nothing_is_cut_at_twice_the_size(window: MainWindow, page: FinetunePage) -> None:
    method = page.ready.method
    window.room.settings.language = "en"
    window.room.settings_changed.emit()
    window.resize(640, 400)
    method.fold.setChecked(True)
    for _ in range(4):
        QApplication.processEvents()
    cut = inspection.cut_labels(window.centralWidget())
    method.fold.setChecked(False)

    assert cut == []


def test_every_way_of_finetuning_has_words(page: FinetunePage) -> None:
    method = page.ready.method
    offered = {method.ways.itemData(row) for row in range(method.ways.count())}

    assert offered == {presets.AUTO, *presets.PRESETS}
    for name in offered:
        method.ways.choose(name)
        method.ways.chosen.emit(name)
        assert len(method._meaning.text()) > 20


def test_too_few_works_disable_the_button_and_say_how_many_are_missing(
    window: MainWindow, page: FinetunePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finetune, "LEAST_TRAIN", 60)
    page.refresh()
    assert not page.start.isEnabled()
    assert "更多" in page.start.toolTip() or "再给大约" in page.start.toolTip()
    assert page.problem.isVisible()
    page.problem.action.click()
    assert window.current == "review"


def test_a_run_that_fails_is_said_in_place_and_can_go_on(
    page: FinetunePage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise SongClipError("out_of_memory", "内存不足。", "请关闭其他程序。")

    monkeypatch.setattr(finetune, "execute", fail)
    page.start.click()
    assert collection.runs.list()[0].status == "failed"
    assert "内存不足" in page.problem.accessibleName()
    assert page.problem.action.text() == "接着练"
    assert page.start.isVisible()


def test_a_run_found_broken_off_is_offered_to_be_resumed(
    page: FinetunePage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = finetune.prepare(collection)
    folder = prepared.run_dir
    folder.mkdir(parents=True)
    assert prepared.snapshot is not None
    (folder / "snapshot.json").write_text(json.dumps(prepared.snapshot.as_json()), "utf-8")
    request = {"preset": "mini", "epochs": 4, "seed": 0}
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    lines = [json.dumps(epoch) for epoch in EPOCHS]
    (folder / "metrics.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "resume.safetensors").write_bytes(b"")
    page.refresh()
    assert page.offer.isVisible()
    assert "第 2 轮" in page.offer.accessibleName()
    seen: list[finetune.Prepared] = []

    def note(prepared: finetune.Prepared, engine: Engine, listener: Listener) -> finetune.Finetuned:
        seen.append(prepared)
        return train(prepared, engine, listener)

    monkeypatch.setattr(finetune, "execute", note)
    page.offer.action.click()
    assert [(one.run, one.request.resume) for one in seen] == [(prepared.run, True)]
    assert collection.runs.get(prepared.run).status == "finished"


def test_no_time_is_promised_before_it_can_be_known(window: MainWindow) -> None:
    watch = RunWatch()
    watch.retranslate()
    watch.begin()
    pace = Pace()
    for step in range(3):
        pace.add(Progress(step, 100, "step"), now=float(step))
    watch.show_progress(Progress(2, 100, "step"), pace, paused=False, stopping=False)
    assert watch._headline.text() == "正在估算"
    for step in range(3, 40):
        pace.add(Progress(step, 100, "step"), now=float(step))
    watch.show_progress(Progress(39, 100, "step"), pace, paused=False, stopping=False)
    assert watch._headline.text() == "剩约 1 分 1 秒".replace(" 1 秒", "")
    watch.show_progress(Progress(39, 100, "step"), pace, paused=True, stopping=False)
    assert watch._headline.text() == "已暂停"


def test_curves_show_each_epoch_beside_the_zero_shot_level(window: MainWindow) -> None:
    watch = RunWatch()
    watch.retranslate()
    watch.begin(EPOCHS)
    level, recall = watch._recall._series
    assert level.dashed
    assert list(level.y) == [0.4, 0.4]
    assert [round(y, 2) for y in recall.y] == [0.4, 0.5, 0.6]
    assert "第 2 轮" in watch._best.text()
    assert "60%" in watch._best.text()


@pytest.mark.parametrize(("span", "step"), [(1.0, 0.5), (4.6, 2.0), (30.0, 10.0), (0.2, 0.05)])
def test_ticks_are_round_and_few(span: float, step: float) -> None:
    assert nice_step(span, 4) == pytest.approx(step)


@pytest.fixture
def heavy(page: FinetunePage, monkeypatch: pytest.MonkeyPatch) -> Iterator[FinetunePage]:
    """A slow processor, and a model of ViT-B-16's weight in the demo model's place."""
    weighty = replace(models.resolve(models.MINI), name="ViT-B-16", demo=False, gflop_image=35.1)
    slow = machine.Machine("cpu", "cpu", "2", "fp32", 2, 8 << 30, 0.5)
    monkeypatch.setattr(models, "chosen", lambda *_given: weighty)
    monkeypatch.setattr(machine, "known", lambda: slow)
    page.ready.method.ways.choose(presets.AUTO)  # whatever was chosen in this window before
    page.refresh()
    yield page
    page.ready.method.ways.choose(presets.AUTO)


def test_on_a_processor_the_last_step_is_offered_first_with_the_hours_of_the_others(
    heavy: FinetunePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = heavy.ready.ways
    assert ways.isVisible()
    assert not any(row.isVisible() for row in heavy.ready.efforts.values())
    assert list(ways.rows) == ["head", "top4", "faithful", "best"]
    assert [name for name, row in ways.rows.items() if row.isChecked()] == ["head"]
    said = {name: row.accessibleName() for name, row in ways.rows.items()}
    assert [name for name, words in said.items() if "推荐" in words] == ["head"]
    assert "约" in said["head"]
    assert "小时" not in said["head"]
    assert all("小时" in said[name] for name in ("faithful", "best"))
    assert heavy._preflight is not None
    times = [way.expected_s for way in heavy._preflight.ways]
    assert times == sorted(times)
    assert heavy._preflight.expected_s == times[0]

    assert "上面" not in heavy.ready.method.epochs.text()  # there is no speed to choose
    asked = []

    def note(prepared: finetune.Prepared, *_more: object) -> None:
        asked.append((prepared.request.preset, prepared.request.epochs))
        raise Stopped

    monkeypatch.setattr(finetune, "execute", note)
    heavy.start.click()
    ways.rows["faithful"].click()
    assert heavy.ready.method.ways.current() == "faithful"
    heavy.start.click()
    heavy.ready.method.ways.choose("best")
    heavy.ready.method.ways.chosen.emit("best")
    assert [name for name, row in ways.rows.items() if row.isChecked()] == ["best"]
    ways.rows["head"].click()
    heavy.start.click()
    assert asked == [(name, presets.PRESETS[name].epochs) for name in ("head", "faithful", "head")]


def test_with_a_graphics_card_or_the_demo_model_one_chooses_how_long(
    heavy: FinetunePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = machine.Machine("cuda", "a card", "2", "bf16", 8, 16 << 30, 50_000.0)
    monkeypatch.setattr(machine, "known", lambda: card)
    heavy.refresh()
    assert not heavy.ready.ways.isVisible()
    assert heavy.ready.efforts["usual"].isVisible()
    assert heavy._preflight is not None
    assert heavy._preflight.preset == "faithful"
    assert heavy.ready.method.preset == presets.AUTO


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_ways_are_not_cut_at_one_and_a_half_the_size(
    window: MainWindow, heavy: FinetunePage, language: str
) -> None:
    window.room.settings.language = language  # type: ignore[assignment]
    window.room.settings.text_factor = 150
    window.room.settings_changed.emit()
    for _ in range(4):
        QApplication.processEvents()
    cut = inspection.cut_labels(heavy.ready) + inspection.outside(heavy.ready.ways)
    window.room.settings.language = "zh_CN"
    window.room.settings.text_factor = 100
    window.room.settings_changed.emit()
    assert "\n".join(cut) == ""
