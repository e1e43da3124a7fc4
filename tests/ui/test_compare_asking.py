"""What can be asked on the compare page: while typing, as a sum, by pictures, under conditions."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Query
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.models import asking
from songclip_desktop.ui.models.asking import Asking
from songclip_desktop.ui.pages import compare_recall
from songclip_desktop.ui.pages.compare import ComparePage
from songclip_desktop.workflow import search
from songclip_desktop.workflow.queries import Picture
from tests.ui.compare_hits import HeldRunner, rank
from tests.ui.samples import finished_run


@pytest.fixture
def page(
    window: MainWindow, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> ComparePage:
    monkeypatch.setattr(search, "execute", rank)
    finished_run(collection)
    window.show_page("search", query="江心一只小船")
    QApplication.processEvents()
    found = window.pages["search"]
    assert isinstance(found, ComparePage)
    return found


def settle(page: ComparePage, query: str) -> None:
    """Until the page shows what answers these words."""
    until = time.monotonic() + 5
    while (page.result is None or page.result.query != query) and time.monotonic() < until:
        QApplication.processEvents()
    assert page.result is not None
    assert page.result.query == query


def shown(page: ComparePage, column: str = "zero_shot") -> list[str]:
    return [hit.accession or "" for hit in page.board._hits[column]]


def test_typing_alone_searches(page: ComparePage) -> None:
    page.field.clear()
    QTest.keyClicks(page.field, "boat")
    settle(page, "boat")


def test_what_is_typed_while_one_searches_is_asked_next_and_only_the_last_of_it(
    window: MainWindow, page: ComparePage
) -> None:
    runner = HeldRunner()
    window.room.jobs = runner  # type: ignore[assignment]
    for words in ("a", "ab", "abc"):
        page.field.setText(words)
        page.run(typed=True)
    assert len(runner.jobs) == 1
    runner.end(runner.jobs[0])
    assert page.result is not None
    assert page.result.query == "a"
    assert len(runner.jobs) == 2
    runner.end(runner.jobs[1])
    assert page.result.query == "abc"
    assert page.task.job is None


def test_typing_does_not_wait_for_the_index_and_entering_does(
    page: ComparePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []

    def note(prepared: search.Prepared, *rest: object) -> search.SearchResult:
        waited.append(prepared.wait)
        return rank(prepared, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(search, "execute", note)
    page.field.clear()
    QTest.keyClicks(page.field, "b")
    settle(page, "b")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert waited == [False, True]


def test_a_sum_is_shown_as_chips_with_its_signs(page: ComparePage) -> None:
    page.ask("2*雪 + 舟 - 人")
    assert page.chips.terms.isVisible()
    assert page.chips.terms.words() == ["2 × 雪", "+ 舟", "− 人"]
    page.ask("雪")
    assert not page.chips.terms.isVisible()


def test_a_caption_is_asked_as_it_is_and_its_own_work_is_marked(
    page: ComparePage, collection: Collection
) -> None:
    caption = next(c for c in collection.captions.list(status="approved") if c.kind == "tags")
    page.ask(caption.text)
    assert page.bar.asking().whole
    work = collection.paintings.get(caption.painting_id)
    rows = page.board._columns["finetuned"].rows
    marked = [row.content.title for row in rows if row.content and row.content.right]
    assert marked == [work.title]
    assert work.title in page.chips.note.whole()
    assert "微调第" in page.chips.note.whole()


def test_conditions_narrow_what_is_found_and_forbid_a_verdict(page: ComparePage) -> None:
    everything = shown(page)
    page.bar.narrow.click()
    page.bar.within.setText("title:第2图")
    page.bar.entered.emit()
    assert shown(page) == ["T002"]
    assert "有条件时不记判断" in page.verdict.record.toolTip()
    page.bar.within.clear()
    page.bar.kind.choose("photograph")
    page.bar.entered.emit()
    assert 0 < len(shown(page)) < len(everything)
    page.bar.narrow.click()
    assert page.bar.within.isVisible(), "conditions in use must not hide"


def test_keywords_are_for_one_column(page: ComparePage) -> None:
    assert page.result is not None
    assert page.result.finetuned is not None
    page.bar.hybrid.click()
    assert page.result.finetuned is None or page.result.zero_shot is None
    assert not page.verdict.isVisible()
    page.bar.hybrid.click()
    assert page.result.finetuned is not None


def test_a_picture_comes_from_a_file_that_is_dropped(page: ComparePage, tmp_path: Path) -> None:
    file = tmp_path / "dropped.png"
    file.write_bytes(b"")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "notes.txt")), QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(event)
    assert page.bar.asking().look == Picture(file)


def test_a_picture_is_pasted_into_the_field_and_words_typed_take_its_place(
    page: ComparePage,
) -> None:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    page.field.setFocus()
    QTest.keySequence(page.field, QKeySequence(QKeySequence.StandardKey.Paste))
    look = page.bar.asking().look
    assert look is not None
    assert isinstance(look.source, bytes)
    assert QImage.fromData(look.source).size() == image.size()
    page.field.selectAll()
    QTest.keyClicks(page.field, "x")
    settle(page, "x")
    assert page.bar.asking().look is None


def test_a_part_dragged_over_the_painting_is_the_next_question(page: ComparePage) -> None:
    page.board.select("zero_shot", 0)
    picture = page.detail.picture
    place, _ = picture._places()
    middle, corner = place.center().toPoint(), place.bottomRight().toPoint()
    QTest.mousePress(picture, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(picture, corner)
    QTest.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=corner)
    look = page.bar.asking().look
    assert look is not None
    assert look.box == pytest.approx((0.5, 0.5, 1, 1), abs=0.03)
    assert "里那一块" in page.field.text()


def test_a_picture_finds_texts(page: ComparePage) -> None:
    page.detail.texts_asked.emit()
    assert page.result is not None
    assert page.result.target == "texts"
    assert page.target.current() == "texts"


@pytest.mark.parametrize(
    "asked",
    [
        Asking("2*雪 + 舟", templates=True, within="作者:马远", kind="map"),
        Asking("像《甲》的", Picture(7, (0.1, 0.2, 0.5, 1.0)), 3, target="texts"),
        Asking("像「a」的", Picture(Path("/tmp/a.png"))),
        Asking("整句 - 如此", whole=True, hybrid=True),
    ],
)
def test_a_question_that_was_kept_is_the_same_again(asked: Asking) -> None:
    body = asked.body()
    assert body is not None
    assert asking.again(Query(1, asked.text, body, "", 1, "")) == asked


def test_what_lay_on_the_clipboard_cannot_be_kept() -> None:
    assert Asking("像剪贴板里那张的", Picture(b"png")).body() is None


def test_what_was_entered_is_remembered_and_can_be_saved_by_name(
    page: ComparePage, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.field.setText("柳")
    page.run(typed=True)
    page.ask("柳树")
    assert [query.text for query in collection.searches.recent()][:2] == ["柳树", "江心一只小船"]
    monkeypatch.setattr(compare_recall, "ask_text", lambda *_given: "岸柳")
    page.recall.save()
    assert [query.saved_as for query in collection.searches.saved()] == ["岸柳"]
    page.recall.fill()
    words = [action.text() for action in page.recall.menu.actions()]
    assert words[0] == "岸柳"
    assert "江心一只小船" in words
    page.ask("别的")
    page.recall.menu.actions()[0].trigger()
    assert page.result is not None
    assert page.result.query == "柳树"
    page.recall.menu.let_go.emit(collection.searches.saved()[0])
    assert collection.searches.saved() == []


def test_remembering_a_query_leaves_what_was_read_of_the_records_in_use(
    page: ComparePage, collection: Collection
) -> None:
    before = collection.version
    page.ask("柳树")
    collection.searches.put_aside([collection.finding.find()[0]])
    collection.searches.forget()
    assert collection.version == before
    collection.paintings.update(collection.finding.find()[0], title="另一题名")
    assert collection.version != before


def test_a_work_that_goes_leaves_the_lists_at_once(
    window: MainWindow, page: ComparePage, collection: Collection
) -> None:
    from songclip_desktop.progress import Changes

    first = page.board.hit("zero_shot", 0)
    assert first is not None
    collection.trash.put([first.painting_id or 0], "甲")
    page.changed(Changes(paintings=frozenset({first.painting_id or 0})))
    assert first.accession not in shown(page)
    assert page.board.hit("zero_shot", 0).rank == 1  # type: ignore[union-attr]
