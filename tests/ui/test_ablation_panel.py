"""The newest ablation stands in the evaluate page; the button makes one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.evaluate import EvaluatePage
from songclip_desktop.workflow import finetune
from tests.ui.samples import finished_run

RECALLS = {"r1": 0.4, "r5": 0.6, "r10": 0.7}
AROUND = {"r1": [0.31, 0.5], "r5": [0.5, 0.7], "r10": [0.6, 0.8]}
LOST = {"measured": True, "t2i_r1": {"value": -0.085}}


def row(name: str, preset: str | None, rank: int | None, **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "preset": preset,
        "rank": rank,
        "trainable": 7680,
        "t2i": RECALLS,
        "i2t": RECALLS,
        "interval": {"t2i": AROUND, "i2t": AROUND},
        "difference": {"mean_recall": {"value": 0.156, "low": -0.05, "high": 0.25, "p": 0.01}},
        "p_holm": 0.0004,
        "forgetting": LOST,
        "templates": False,
        "sweep_only": False,
        **changes,
    }


UNTRAINED: dict[str, Any] = {"trainable": 0, "difference": None, "p_holm": None, "forgetting": None}
TOLD: dict[str, Any] = {
    "finished": True,
    "works": 12,
    "gallery": {"images": 12, "texts": 36},
    "rows": [
        row("zero-shot", None, None, **UNTRAINED),
        row("LoRA r 4", "mini", 4),
        row("LoRA r 4 + prompt templates", "mini", 4, templates=True),
        row("head", "head", None),
        row("full finetuning", "full", None),
        row("LoRA r 2, scale kept", "mini", 2, sweep_only=True),
        row("LoRA r 2, alpha kept", "mini", 2, sweep_only=True),
    ],
}


class Taught:
    """In the engine's place."""

    def __init__(self) -> None:
        self.answer: Exception | None = None

    @contextmanager
    def worker(self) -> Iterator[Taught]:
        yield self

    def run(self, request: Any, _listener: object) -> dict[str, Any]:
        if self.answer is not None:
            raise self.answer
        (Path(request.out) / "ablation.json").write_text(json.dumps(TOLD), encoding="utf-8")
        return TOLD


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> Taught:
    taught = Taught()
    monkeypatch.setattr(Engine, "worker", lambda _engine: taught.worker())
    # The few works of the window's collection will do here.
    monkeypatch.setattr(finetune, "LEAST_TRAIN", 1)
    monkeypatch.setattr(finetune, "LEAST_TEST", 0)
    return taught


@pytest.fixture
def page(window: MainWindow, collection: Collection) -> EvaluatePage:
    finished_run(collection)
    window.show_page("evaluate")
    QApplication.processEvents()
    page = window.pages["evaluate"]
    assert isinstance(page, EvaluatePage)
    page.parts.click()
    return page


def cells(page: EvaluatePage) -> list[tuple[str, ...]]:
    return page.ablation._rows._rows


def test_one_button_leads_there_and_back(page: EvaluatePage) -> None:
    assert page.ablation.isVisible()
    assert not page.view.isVisible()
    assert page.parts.text() == "评测结果"
    assert page.ablation._line.text() == "还没有做过"
    page.parts.click()
    assert page.view.isVisible()
    assert not page.ablation.isVisible()


def test_the_button_makes_one_and_its_rows_are_shown(page: EvaluatePage, taught: Taught) -> None:
    page.ablation.start.click()

    assert [line[0] for line in cells(page)] == [
        "零样本",
        "LoRA r 4",
        "LoRA r 4 + 提示模板",
        "只调投影层",
        "全参数微调",
        "LoRA r 2，强度不变",
        "LoRA r 2，α 不变",
    ]
    assert cells(page)[0][1:] == ("", "40% [31, 50]", "40% [31, 50]", "", "", "")
    assert cells(page)[1][1:] == (
        "7,680",
        "40% [31, 50]",
        "40% [31, 50]",
        "+16 [−5, 25]",
        "<0.001",
        "−8",
    )
    assert "12 件" in page.ablation._line.text()
    assert page.ablation.start.text() == "再做一次"
    assert not page.ablation.strip.isVisible()


def test_what_fails_is_told_with_a_way_to_try_again(page: EvaluatePage, taught: Taught) -> None:
    taught.answer = SongClipError("out_of_memory", "内存不足，无法完成。", "请关闭其他程序。")
    page.ablation.start.click()
    assert page.ablation.problem.isVisible()
    assert page.ablation.start.isEnabled()

    taught.answer = None
    page.ablation.problem.action.click()
    assert not page.ablation.problem.isVisible()
    assert cells(page)


def test_another_collection_begins_with_its_own_run(
    page: EvaluatePage, taught: Taught, window: MainWindow, tmp_path: Path
) -> None:
    page.ablation.start.click()
    with Collection.create(tmp_path / "other") as other:
        page.open_collection(other)
        assert not page.ablation.isVisible()


def test_too_few_works_are_told_at_once(page: EvaluatePage) -> None:
    assert not page.ablation.table.isVisible()
    page.ablation.start.click()
    assert page.ablation.problem.isVisible()
    assert not cells(page)
