"""The verdict first, in words; what may be done follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Run
from songclip_desktop.ui.arrivals import Arrivals
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.draft import DraftPage
from songclip_desktop.ui.pages.evaluate import EvaluatePage
from songclip_desktop.ui.pages.review import ReviewPage
from songclip_desktop.ui.widgets import runs_sheet as runs_module
from songclip_desktop.ui.widgets.figure_table import FigureTable, percent, points
from songclip_desktop.ui.widgets.left_out_panel import LeftOutPanel
from songclip_desktop.ui.widgets.moved_queries import Moved, ends, moved
from songclip_desktop.ui.widgets.runs_sheet import RunsSheet
from songclip_desktop.workflow import export, flywheel
from tests.ui import inspection, samples
from tests.ui.samples import evaluation, finished_run
from training import protocol


class Taught:
    """In the engine's place: writes what is asked for, or raises `answer`."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.answer: Exception | None = None

    @contextmanager
    def worker(self) -> Iterator[Taught]:
        yield self

    def run(self, request: Any, _listener: object) -> dict[str, Any]:
        self.asked.append(request)
        if self.answer is not None:
            raise self.answer
        if isinstance(request, protocol.Export):
            Path(request.out).write_bytes(b"exported")
            return {"format": request.form, "files": [request.out], "cosine": 1.0}
        folder = Path(request.run_dir)
        if isinstance(request, protocol.Take):
            (folder / "adapter.safetensors").write_bytes(b"taken")
            return {"preset": "mini"}
        told = evaluation(folder.name, "better")
        (folder / "evaluation.json").write_text(json.dumps(told), encoding="utf-8")
        return told


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> Taught:
    taught = Taught()
    monkeypatch.setattr(Engine, "worker", lambda _engine: taught.worker())
    return taught


def show(window: MainWindow) -> EvaluatePage:
    window.show_page("evaluate")
    QApplication.processEvents()
    page = window.pages["evaluate"]
    assert isinstance(page, EvaluatePage)
    return page


def test_without_a_run_the_page_leads_to_training(window: MainWindow) -> None:
    page = show(window)
    assert page._empty.isVisible()
    assert not page.view.isVisible()
    page._onward.click()
    assert window.current == "finetune"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("better", "明显更准"), ("worse", "反而变差"), ("not_shown", "还看不出差别")],
)
def test_the_verdict_is_said_in_words_with_interval_and_works(
    window: MainWindow, collection: Collection, verdict: str, words: str
) -> None:
    finished_run(collection, verdict)
    page = show(window)
    assert words in page.view._headline.text()
    said = page.view._sentence.text()
    assert "3 件" in said
    assert "95% 区间" in said


def test_a_better_run_is_adopted_by_the_one_red_button_and_can_be_retired(
    window: MainWindow, collection: Collection
) -> None:
    run = finished_run(collection, "better")
    page = show(window)
    assert page.adopt.isVisible()
    assert not page.review.isVisible()
    QTest.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    assert collection.runs.get(run).active
    assert page.in_use.isVisible()
    page.retire.click()
    assert not collection.runs.get(run).active


@pytest.mark.parametrize("verdict", ["worse", "not_shown"])
def test_a_run_that_shows_nothing_leads_back_to_review_first(
    window: MainWindow, collection: Collection, verdict: str
) -> None:
    run = finished_run(collection, verdict)
    page = show(window)
    assert not page.adopt.isVisible()
    assert page.review.isVisible()
    page.adopt_anyway.click()
    assert collection.runs.get(run).active
    page.review.click()
    assert window.current == "review"


def test_rows_show_both_models_their_difference_and_its_interval(
    window: MainWindow, collection: Collection
) -> None:
    finished_run(collection)
    page = show(window)
    rows = page.view.plot._rows
    assert [row.detail for row in rows] == ["Recall@1", "Recall@5", "Recall@10"]
    assert rows[0].zero_shot.low == 0.3
    assert (rows[0].difference.low, rows[0].difference.high) == (0.1, 0.3)
    assert page.view._rows.rowCount() == 2


def test_a_query_that_moved_opens_in_compare(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished_run(collection)
    page = show(window)
    asked: list[object] = []
    window.room.went.connect(lambda name, arguments: asked.append((name, arguments)))
    monkeypatch.setattr(window.pages["search"], "run", lambda: None)
    first = page.view.queries._rows[0][0]
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert ("search", {"query": "旧句"}) in asked


def test_a_run_without_figures_is_offered_to_be_measured(
    window: MainWindow, collection: Collection, taught: Taught
) -> None:
    run = finished_run(collection)
    (collection.runs.dir(run) / "evaluation.json").unlink()
    page = show(window)
    assert page._unmeasured.isVisible()
    assert not page.adopt.isVisible()
    taught.answer = SongClipError("out_of_memory", "内存不足。", "请关闭其他程序。")
    page.measure.click()
    assert page.problem.isVisible()
    taught.answer = None
    page.problem.action.click()
    assert not page.problem.isVisible()
    assert page.view.isVisible()
    assert page.adopt.isVisible()


def test_the_run_to_look_at_can_be_chosen(window: MainWindow, collection: Collection) -> None:
    finished_run(collection, "worse", "run-1")
    finished_run(collection, "better", "run-2")
    page = show(window)
    assert page.runs.isVisible()
    assert "明显更准" in page.view._headline.text()
    page.runs.choose("run-1")
    page.runs.chosen.emit("run-1")
    assert "反而变差" in page.view._headline.text()


def test_each_end_of_the_list_names_different_works() -> None:
    queries = [
        {"work": work, "text": text, "rank_zero_shot": before, "rank_finetuned": after}
        for work, text, before, after in (
            ("A", "a", 40, 1), ("A", "b", 30, 1), ("B", "c", 9, 3), ("C", "d", 2, 2), ("D", "e", 1, 8),
        )
    ]  # fmt: skip
    best, worst = ends(moved(queries))
    assert [one.accession for one in best] == ["A", "B"]
    assert [one.accession for one in worst] == ["D"]
    assert Moved("A", "a", 38, 1).gain > Moved("A", "a", 138, 101).gain


def test_figures_are_rounded_and_signed_as_people_write_them() -> None:
    assert percent(0.431) == "43%"
    assert [points(x) for x in (0.124, -0.031, 0.001)] == ["+12", "−3", "0"]


def cells(table: FigureTable) -> list[tuple[str, ...]]:
    return table.rows._rows


# -- strength ------------------------------------------------------------------------------------


def test_the_offered_strength_is_marked_told_and_not_applied(
    window: MainWindow, collection: Collection
) -> None:
    run = finished_run(collection)
    panel, fold = show(window).view.strengths, show(window).view.folds["strength"]
    assert fold.is_open
    assert "推荐 50%" in fold.line.text()
    assert "不会自动采用" in fold.line.text()
    assert panel.plot._offered == 0.5
    assert panel.strength == 0.5
    assert "没有超出限度" in panel.words.text()
    assert "全强度" in panel._key.text()
    assert [one.id for one in collection.runs.list()] == [run]
    assert not collection.runs.get(run).active


def test_the_slider_tells_each_strength_and_both_ends_cannot_be_saved(
    window: MainWindow, collection: Collection
) -> None:
    finished_run(collection)
    panel = show(window).view.strengths
    panel.slider.setFocus()
    QTest.keyClick(panel.slider, Qt.Key.Key_Right)
    assert panel.strength == 0.75
    assert "超出了限度" in panel.words.text()
    assert "强度 75%" in panel.slider.accessibleDescription()
    assert panel.save.isEnabled()
    for end in (0, 4):
        panel.slider.setValue(end)
        assert not panel.save.isEnabled()
        assert panel.save.toolTip()


def test_a_strength_is_saved_as_a_run_of_its_own_and_measured(
    window: MainWindow, collection: Collection, taught: Taught
) -> None:
    run = finished_run(collection)
    page = show(window)
    page.view.strengths.save.click()

    new = f"{run}-s050"
    take, measured = taught.asked
    assert (take.strength, Path(measured.run_dir).name) == (0.5, new)
    assert {one.id for one in collection.runs.list()} == {run, new}
    assert collection.runs.get(new).verdict == "better"
    assert not collection.runs.get(new).active
    assert page.runs.current() == new
    assert "强度 50%" in page.runs.currentText()
    assert "第 1 次的 50%" in page.view.origin.accessibleName()
    # Its own curve would be of the same update: it is looked at where it was measured.
    assert not page.view.folds["strength"].button.isEnabled()
    assert "第 1 次" in page.view.folds["strength"].line.text()
    page.arrive(run=run)
    assert not page.view.origin.isVisible()
    assert page.view.folds["strength"].button.isEnabled()


def test_a_strength_that_cannot_be_saved_leaves_no_run(
    window: MainWindow, collection: Collection, taught: Taught
) -> None:
    finished_run(collection)
    page = show(window)
    taught.answer = SongClipError("adapter_damaged", "文件坏了。", "请重新训练。")
    page.view.strengths.save.click()
    assert page.problem.isVisible()
    assert len(collection.runs.list()) == 1
    taught.answer = None
    page.problem.action.click()
    assert not page.problem.isVisible()
    assert len(collection.runs.list()) == 2


@pytest.mark.parametrize(
    ("strength", "words"),
    [
        (samples.strength(measured=False), "没有原来的图可比"),
        (samples.strength(None), "每一档都超出"),
        (samples.strength(1.0), "不必减弱"),
        (None, "没有验证用的画"),
    ],
)
def test_where_nothing_is_offered_a_sentence_says_why(
    window: MainWindow, collection: Collection, strength: object, words: str
) -> None:
    finished_run(collection, strength=strength)
    view = show(window).view
    fold = view.folds["strength"]
    assert words in fold.line.text()
    assert not fold.is_open
    fold.open()
    measured = strength is not None and words != "没有原来的图可比"
    assert view.strengths.slider.isVisible() == measured
    assert view.strengths.save.isVisible() == measured


def test_nothing_is_written_while_the_collection_is_read_only(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished_run(collection)
    monkeypatch.setattr(collection, "read_only", True)
    page = show(window)
    assert not page.view.strengths.save.isEnabled()
    assert not page.bar.take.isEnabled()
    assert page.save.isEnabled()


# -- forgetting, galleries, what was left out ----------------------------------------------------


def test_forgetting_is_told_for_both_directions(window: MainWindow, collection: Collection) -> None:
    finished_run(collection)
    view = show(window).view
    fold = view.folds["lost"]
    assert "忘了一些" in fold.line.text()
    assert "以图找文 90% → 84%" in fold.line.text()
    fold.button.click()
    rows = cells(view.lost.table)
    assert [row[-1] for row in rows] == ["在限度内", "超出限度", "随机 50%"]
    assert rows[1][1:5] == ("90%", "84%", "−6", "−10 至 −2")
    assert "0.034" in view.lost.moved.text()
    assert "一点没动" in view.lost.moved.text()


def test_without_a_probe_only_the_drift_is_told(window: MainWindow, collection: Collection) -> None:
    told = {"measured": False, "drift_test": 0.2, "texts_unchanged": False}
    finished_run(collection, forgetting=told)
    view = show(window).view
    view.folds["lost"].open()
    assert "没有量" in view.folds["lost"].line.text()
    assert not view.lost.table.isVisible()
    assert "0.200" in view.lost.moved.text()
    assert "也学了" in view.lost.moved.text()


def test_every_gallery_has_its_size_its_chance_and_its_figures(
    window: MainWindow, collection: Collection
) -> None:
    turns = {
        **evaluation("run-1"), "done": True, "folds": 5, "works": 12,
        "gallery": {"images": 2.4, "texts": 8.0},
    }  # fmt: skip
    finished_run(
        collection, works=120, gallery={"images": 120, "texts": 360},
        chance={"t2i_r1": 1 / 120, "i2t_r1": 1 / 120}, crossfit=turns,
        drawn={"works": 120, "of": 999},
    )  # fmt: skip
    view = show(window).view
    assert "120 幅" in view.folds["gallery"].line.text()
    assert "15 个百分点以上" in view.folds["gallery"].line.text()
    view.folds["gallery"].open()
    rows = cells(view.gallery.table)
    assert [row[1] for row in rows] == ["120", "100", "12", "2"]
    assert [row[2] for row in rows] == ["0.83%", "1%", "8.3%", "–"]
    assert rows[0][3] == "30% → 50%"
    assert rows[1][3:] == ("20% → 40%", "20% → 30%", "–")
    assert rows[2][5] == "+20（10 至 30）"
    notes = view.gallery.notes.text()
    assert "标题上的数字" in notes
    assert "999" in notes
    assert "不是标题" in notes


def test_a_cross_fit_that_was_not_done_says_why(window: MainWindow, collection: Collection) -> None:
    finished_run(collection, crossfit={"done": False, "why": "too_long", "expected_s": 3600})
    assert "太久" in show(window).view.gallery.notes.text()


def test_all_measures_stand_in_both_directions(window: MainWindow, collection: Collection) -> None:
    finished_run(collection)
    rows = cells(show(window).view.measures.table)
    assert len(rows) == 10
    assert rows[0] == ("以文找图 R@1", "30%", "50%", "+20", "10 至 30", "0.010")
    assert rows[4][3:] == ("–", "–", "–")


def test_figures_of_an_earlier_version_stand_without_what_they_lack(
    window: MainWindow, collection: Collection
) -> None:
    finished_run(collection, at_100=None, whole=None, strength=None, crossfit=None)
    view = show(window).view
    assert len(cells(view.gallery.table)) == 1
    assert not view.folds["left_out"].isVisible()


def test_what_was_not_learned_from_is_a_line_that_opens(
    window: MainWindow, collection: Collection
) -> None:
    left_out = [{"work": "T001局部", "like": "T003", "split": "train", "why": "picture"}]
    finished_run(collection, left_out=left_out)
    view = show(window).view
    fold = view.folds["left_out"]
    assert fold.isVisible()
    assert "1 件" in fold.line.text()
    assert not view.left_out.table.isVisible()
    fold.button.click()
    assert view.left_out.table.isVisible()
    assert cells(view.left_out.table) == [("T001局部", "T003", "图片相同")]


def test_of_many_works_left_out_the_first_hundred_are_named(window: MainWindow) -> None:
    panel = LeftOutPanel()
    panel.show_works(
        [{"work": f"T{n:03d}局部", "like": "T000", "why": "accession"} for n in range(103)]
    )
    assert len(cells(panel.table)) == 100
    assert cells(panel.table)[0] == ("T000局部", "T000", "藏号只差局部")
    assert "3 件" in panel.more.text()


# -- saving and taking in ------------------------------------------------------------------------


def test_every_form_is_offered(window: MainWindow, collection: Collection) -> None:
    finished_run(collection)
    page = show(window)
    assert set(page.forms.forms) == {*export.MODEL_FORMATS, "run"}
    assert page.save.isVisible()
    page.save.click()
    assert page.forms.isVisible()
    page.forms.close()


def test_a_form_is_written_by_the_engine_where_the_curator_says(
    window: MainWindow, collection: Collection, taught: Taught, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    finished_run(collection)
    chosen = str(tmp_path / "model")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (chosen, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path))
    page = show(window)
    for form in export.MODEL_FORMATS:
        page.forms.forms[form].trigger()
    assert [(one.form, Path(one.out).name) for one in taught.asked] == [
        ("adapter", "model.safetensors"),
        ("peft", "run-1-peft"),
        ("merged-pt", "model.pt"),
        ("merged-hf", "run-1-merged-hf"),
        ("onnx", "run-1-onnx"),
    ]


def test_a_form_that_cannot_be_written_is_told_and_tried_again(
    window: MainWindow, collection: Collection, taught: Taught, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    finished_run(collection)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path))
    page = show(window)
    taught.answer = SongClipError("export_unsupported", "写不成这种形式。", "请换一种。")
    page.forms.forms["onnx"].trigger()
    assert page.problem.isVisible()
    taught.answer = None
    page.problem.action.click()
    assert not page.problem.isVisible()
    assert len(taught.asked) == 2


def test_a_run_travels_as_one_file_and_says_where_its_figures_are_from(
    window: MainWindow, collection: Collection, taught: Taught, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    finished_run(collection)
    file = tmp_path / "there.songclip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(file), ""))
    page = show(window)
    page.forms.forms["run"].trigger()
    assert file.is_file()
    page.bar.take.click()

    assert page.runs.currentText().endswith("导入")
    said = page.view.origin.accessibleName()
    assert "there.songclip" in said
    assert "在那边量的" in said
    page.view.origin.action.click()
    assert "在那边量的" not in page.view.origin.accessibleName()
    assert "there.songclip" in page.view.origin.accessibleName()


def test_a_file_that_was_double_clicked_is_offered_and_taken_in_on_a_click(
    window: MainWindow, collection: Collection, taught: Taught, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    finished_run(collection)
    file = tmp_path / "there.songclip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    page = show(window)
    page.forms.forms["run"].trigger()
    window.show_page("collection")

    Arrivals(window.room, window).take(file)
    offered = page.tasks.offered
    assert window.current == "evaluate"
    assert offered.isVisible()
    assert "there.songclip" in offered.accessibleName()
    assert collection.name in offered.accessibleName()
    assert len(collection.runs.list()) == 1  # nothing is taken in unasked
    offered.action.click()
    assert not offered.isVisible()
    assert len(collection.runs.list()) == 2
    assert page.runs.currentText().endswith("导入")


def test_an_offer_goes_when_the_page_is_left_and_a_lost_file_is_said_so(
    window: MainWindow, collection: Collection, tmp_path: Path
) -> None:
    page = show(window)
    window.room.go("evaluate", file=tmp_path / "gone.songclip")
    page.tasks.offered.action.click()
    assert "gone.songclip" in page.problem.accessibleName()
    window.room.go("evaluate", file=tmp_path / "gone.songclip")
    window.show_page("collection")
    window.show_page("evaluate")
    assert not page.tasks.offered.isVisible()


def test_a_bare_adapter_is_taken_in_without_figures_and_can_be_measured(
    window: MainWindow, collection: Collection, taught: Taught, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    file = tmp_path / "bare.safetensors"
    file.write_bytes(b"adapter")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(file), ""))
    page = show(window)
    page._take.click()
    assert page._unmeasured.isVisible()
    assert "无从知道" in page._unmeasured._text.text()
    page.measure.click()
    assert page.view.isVisible()
    assert "无从知道" in page.view.origin.accessibleName()


# -- the page as it lies on the screen -----------------------------------------------------------


@pytest.mark.parametrize("size", [(1280, 800), (640, 400)], ids=["100", "200"])
@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("verdict", ["better", "worse"])
def test_a_full_page_can_be_read_and_heard(
    window: MainWindow, collection: Collection, verdict: str, mode: str, tongue: str,
    size: tuple[int, int],
) -> None:  # fmt: skip
    finished_run(collection, verdict, "run-1")
    collection.runs.activate(finished_run(collection, verdict, "run-2"), "甲")
    window.room.settings.theme, window.room.settings.language = mode, tongue
    window.room.settings_changed.emit()
    window.resize(*size)
    page = show(window)
    for fold in page.view.folds.values():
        fold.open()
    for _ in range(4):
        QApplication.processEvents()
    root = window.centralWidget()
    assert (window.width(), window.height()) == size
    assert inspection.cut_labels(root) == []
    assert inspection.outside(root) == []
    assert inspection.sideways(root) == []
    assert inspection.missing_glyphs(root) == []
    assert inspection.nameless_controls(root) == []
    if tongue == "en":
        assert inspection.untranslated(page) == []
        assert not [a.text() for a in page.forms.forms.values() if "存" in a.text()]


def advised(collection: Collection, run: str) -> flywheel.Advice:
    """What the engine would find: two captions that miss their work, one drafted work, one bare."""
    approved = collection.captions.list(status="approved")[:2]
    works = {work.accession: work.id for work in collection.paintings.all()}
    return flywheel.Advice(
        run,
        len(collection.captions.list(status="approved")),
        tuple(
            flywheel.Doubted(one.id, one.painting_id, one.kind, rank, one.text)
            for one, rank in zip(approved, (412, 11), strict=True)
        ),
        (
            flywheel.Wanted(works["T001"], 0.9, True),
            flywheel.Wanted(works["T009"], 0.5, False),
        ),
    )


@pytest.fixture
def page_advised(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> EvaluatePage:
    """The page with the lists of what to look at next, one run finished."""
    run = finished_run(collection, "better")
    for caption in collection.captions.of(collection.paintings.by_accession("T009").id):  # type: ignore[union-attr]
        collection.captions.reject(caption.id, "甲")
    monkeypatch.setattr(flywheel, "execute", lambda *_asked: advised(collection, run))
    page = show(window)
    page.bar.advise.click()
    assert page.flywheel.isVisible()
    assert not page.view.isVisible()
    assert not page.flywheel.doubted.isVisible()
    page.flywheel.start.click()
    return page


def test_captions_that_miss_their_work_open_in_review_in_their_order(
    page_advised: EvaluatePage, window: MainWindow, collection: Collection
) -> None:
    panel = page_advised.flywheel
    assert "2 句" in panel.doubted.head.text()
    rows = panel.doubted.rows.rows
    assert ["412" in rows[0].figure, "11" in rows[1].figure] == [True, True]
    first, second = collection.captions.list(status="approved")[:2]
    assert first.text in rows[0].words
    QTest.keyClick(panel.doubted.rows, Qt.Key.Key_Down)
    panel.doubted.rows.setCurrentIndex(panel.doubted.rows.model().index(1, 0))
    QTest.keyClick(panel.doubted.rows, Qt.Key.Key_Return)
    assert window.current == "review"
    review_page = window.pages["review"]
    assert isinstance(review_page, ReviewPage)
    assert review_page.caption == second
    assert review_page.queue.number == 2
    window.show_page("evaluate")
    panel.look.click()
    assert review_page.caption == first
    assert len(review_page.queue) == 2


def test_what_was_edited_or_captioned_since_leaves_the_lists(
    page_advised: EvaluatePage, window: MainWindow, collection: Collection
) -> None:
    panel = page_advised.flywheel
    first = collection.captions.list(status="approved")[0]
    work = collection.paintings.by_accession("T001")
    assert work is not None
    collection.captions.withdraw(first.id, "甲")
    draft = next(one for one in collection.captions.of(work.id) if one.status == "draft")
    collection.captions.approve(draft.id, "甲")
    page_advised.refresh()
    assert [row.painting.accession for row in panel.wanted.rows.rows] == ["T009"]
    assert len(panel.doubted.rows.rows) == 1


def test_works_worth_a_caption_open_in_draft_or_where_a_draft_waits_in_review(
    page_advised: EvaluatePage, window: MainWindow, collection: Collection
) -> None:
    panel = page_advised.flywheel
    assert [row.status for row in panel.wanted.rows.rows] == ["draft", None]
    panel.wanted.rows.opened.emit(0)
    assert window.current == "review"
    review_page = window.pages["review"]
    assert isinstance(review_page, ReviewPage)
    assert len(review_page.queue) == 3
    assert review_page.caption is not None
    assert review_page.caption.status == "draft"
    window.show_page("evaluate")
    panel.draft.click()
    assert window.current == "draft"
    drafting = window.pages["draft"]
    assert isinstance(drafting, DraftPage)
    bare = collection.paintings.by_accession("T009")
    assert bare is not None
    assert drafting.choice.wish.paintings == (bare.id,)


def test_an_advice_that_fails_says_why_and_can_be_asked_again(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished_run(collection, "better")
    wrong = SongClipError("nothing_to_index", "没有图片。", "请先入藏。")

    def execute(*_asked: object) -> flywheel.Advice:
        raise wrong

    monkeypatch.setattr(flywheel, "execute", execute)
    page = show(window)
    page.bar.advise.click()
    page.flywheel.start.click()
    assert page.flywheel.problem.isVisible()
    assert page.flywheel.start.isEnabled()
    monkeypatch.setattr(flywheel, "execute", lambda *_asked: advised(collection, "run-1"))
    page.flywheel.problem.action.click()
    assert not page.flywheel.problem.isVisible()
    assert page.flywheel.doubted.isVisible()
    page.bar.advise.click()
    assert page.view.isVisible()


def runs_sheet(window: MainWindow) -> RunsSheet:
    page = show(window)
    page.bar.all_runs.click()
    assert page.sheet.isVisible()
    assert not page.view.isVisible()
    return page.sheet


def choose(sheet: RunsSheet, *rows: int) -> None:
    sheet.table.clearSelection()
    selection = sheet.table.selectionModel()
    flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
    for row in rows:
        selection.select(sheet.table.model().index(row, 0), flags)


def two_runs(collection: Collection) -> None:
    for run, day, verdict in (("run-1", "19", "worse"), ("run-2", "20", "better")):
        finished_run(collection, verdict, run)
        collection._database.write(
            "UPDATE run SET created_at = ? WHERE id = ?", [f"2026-11-{day}T10:00:00Z", run]
        )


def test_all_runs_are_listed_named_adopted_and_deleted_after_a_question(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_runs(collection)
    collection.runs.add(
        Run("run-3", "2026-11-21T10:00:00Z", "mini", "mini", "failed", "", "", False)
    )
    sheet = runs_sheet(window)
    rows = sheet._rows._rows
    assert [row[0] for row in rows] == ["run-3", "第 2 次", "第 1 次"]
    assert [row[4] for row in rows] == ["没练成", "明显更准", "反而变差"]
    choose(sheet, 1)
    monkeypatch.setattr(runs_module, "ask_text", lambda *_asked: "只用白话")
    sheet.rename.click()
    assert collection.runs.get("run-2").name == "只用白话"
    assert sheet._rows._rows[1][0] == "只用白话"
    sheet.adopt.click()
    assert collection.runs.get("run-2").active
    assert sheet._rows._rows[1][5] == "正用着"
    sheet.delete.click()
    assert sheet.problem.isVisible()
    assert collection.runs.get("run-2").active
    sheet.retire.click()
    asked: list[str] = []
    monkeypatch.setattr(runs_module, "ask", lambda _p, title, *_more: asked.append(title))
    sheet.delete.click()
    assert "只用白话" in asked[0]
    assert len(collection.runs.list()) == 3
    monkeypatch.setattr(runs_module, "ask", lambda *_asked: True)
    sheet.delete.click()
    assert [run.id for run in collection.runs.list()] == ["run-3", "run-1"]
    assert not collection.runs.dir("run-2").exists()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    page = window.pages["evaluate"]
    assert isinstance(page, EvaluatePage)
    assert page.view.isVisible()
    assert page._run is not None
    assert page._run.id == "run-1"


def test_two_runs_stand_side_by_side_with_their_figures_and_in_search(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_runs(collection)
    sheet = runs_sheet(window)
    assert not sheet.figures.isVisible()
    choose(sheet, 0, 1)
    assert sheet.figures.isVisible()
    rows = sheet.figures.table.rows._rows
    assert rows[0][1:] == ("−20（−30 至 −10）", "+20（10 至 30）")
    assert rows[1][1].startswith("10%")
    assert rows[1][2].startswith("50%")
    assert "同样的 3 件" in sheet.figures.note.text()
    went: list[object] = []
    monkeypatch.setattr(sheet._room, "go", lambda page, **more: went.append((page, more)))
    sheet.compare.click()
    assert went == [("search", {"sides": ("run-1", "run-2")})]


def test_runs_measured_on_other_questions_are_not_called_comparable(
    window: MainWindow, collection: Collection
) -> None:
    finished_run(collection, "better", "run-1")
    finished_run(collection, "better", "run-2", works=2, queries=[])
    finished_run(collection, "better", "run-3")
    (collection.runs.dir("run-3") / "evaluation.json").unlink()
    sheet = runs_sheet(window)
    ids = [run.id for run in sheet._runs]
    choose(sheet, ids.index("run-1"), ids.index("run-2"))
    assert "不能直接相比" in sheet.figures.note.text()
    choose(sheet, ids.index("run-1"), ids.index("run-3"))
    assert "还没有评测" in sheet.figures.note.text()
    assert not sheet.figures.table.isVisible()


def test_nothing_of_a_run_is_changed_where_the_collection_can_only_be_read(
    window: MainWindow, collection: Collection
) -> None:
    finished_run(collection, "better")
    collection.close()
    with Collection.open(collection.dir, read_only=True) as reading:
        window.room.open_collection(reading)
        sheet = runs_sheet(window)
        for button in (sheet.adopt, sheet.rename, sheet.delete):
            assert button.isVisible()
            assert not button.isEnabled()
        window.room.open_collection(None)
