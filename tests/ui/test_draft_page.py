"""Drafting in the window: what is written is in the collection, the key is nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import keys
from songclip_desktop.drafting.drafter import State
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.ui.main_window import MainWindow
from songclip_desktop.ui.pages.draft import DraftPage
from songclip_desktop.workflow import draft
from tests.fake_service import GOOD_DRAFT, Answer, FakeService

KEY = "sk-page-very-secret-0123456789"


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService()
    yield fake
    fake.close()


@pytest.fixture
def page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[DraftPage]:
    def blind(*, texts: Any = (), images: Any = ()) -> np.ndarray:
        return np.ones((len(texts) + len(images), 4)) / 2

    monkeypatch.setattr(draft, "encoder_of", lambda *_arguments: (blind, "blind 1"))
    window.show_page("draft")
    QApplication.processEvents()
    found = window.pages["draft"]
    assert isinstance(found, DraftPage)
    found.choice.forget()
    yield found
    keys.forget_all()


def use(page: DraftPage, service: FakeService, **fields: Any) -> None:
    settings = page.room.settings
    plain = {"vision_model": "eye", "text_model": "pen", "timeout_s": 5.0}
    settings.keep_profile(DrafterProfile(name="试用", endpoint=service.endpoint, **plain, **fields))
    settings.profile = "试用"
    page.form.show_settings()
    page.form.changed.emit()


def test_the_queue_lists_what_lacks_a_caption(page: DraftPage) -> None:
    rows = page.table.queue.entries
    assert [each.painting.accession for each in rows] == ["T003", "T007"]
    assert {each.kinds for each in rows} == {("tags",)}
    assert "2" in page.primary.text()
    assert page.primary.isVisible()
    assert not page.pause.isVisible()


def test_drafts_are_stored_and_lead_to_review(
    page: DraftPage, collection: Collection, service: FakeService, window: MainWindow
) -> None:
    use(page, service, price_in=1000.0)
    page.primary.click()
    assert page.table.queue.counts() == {"written": 2, "working": 0, "waiting": 0, "failed": 0}
    drafts = [each for each in collection.captions.list() if each.origin == "remote"]
    assert [(each.accession, each.kind) for each in drafts] == [("T003", "tags"), ("T007", "tags")]
    assert "¥1.80" in page.progress._cost.text()
    page.primary.click()
    assert window.current == "review"


def test_the_key_is_used_and_kept_in_no_file(page: DraftPage, service: FakeService) -> None:
    use(page, service)
    page.form.key.setText(KEY)
    page.form.cap.setValue(90_000)
    page.primary.click()
    assert service.headers[0]["authorization"] == f"Bearer {KEY}"
    saved = paths.home() / "settings.json"
    assert "90000" in saved.read_text(encoding="utf-8")
    folder = page.room.collection.dir if page.room.collection else Path()
    files = [p for top in (paths.home(), folder) for p in top.rglob("*") if p.is_file()]
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []


def test_failed_works_say_why_and_are_tried_again(page: DraftPage, service: FakeService) -> None:
    use(page, service)
    service.answer = lambda _request: Answer("too big", status=413)
    page.primary.click()
    assert page.table.queue.counts()["failed"] == 2
    assert "413" in page.table.queue.entries[0].words
    assert not page.primary.isVisible()
    page._failed_only()
    assert page.table.queue.rowCount() == 2
    service.answer = lambda _request: Answer(GOOD_DRAFT)
    page.filters.retry.click()
    assert page.table.queue.counts()["written"] == 2
    page.form._choose("offline")
    assert (page.tabs.current(), page.table.queue.rowCount()) == ("", 0)


def test_a_new_queue_shows_all_its_rows(page: DraftPage) -> None:
    page._failed_only()
    assert page.table.queue.rowCount() == 0
    page.choice.kinds["modern"].click()
    assert page.table.queue.rowCount() == 2
    assert page.tabs.current() == ""


def test_a_drafter_that_is_not_set_up_keeps_the_button_shut(
    page: DraftPage, service: FakeService
) -> None:
    use(page, service)
    page.form.vision.set_text("")
    page.form.vision.edited.emit()
    assert not page.primary.isEnabled()
    assert page.problem.isVisible()
    assert len(page.table.queue.entries) == 2
    page.form.vision.set_text("eye")
    page.form.vision.edited.emit()
    assert page.primary.isEnabled()
    assert not page.problem.isVisible()


def test_offline_nothing_is_sent(
    page: DraftPage, collection: Collection, service: FakeService
) -> None:
    use(page, service)
    page.form._choose("offline")
    page.primary.click()
    assert service.requests == []
    drafts = [each for each in collection.captions.list(kind="tags") if each.accession == "T003"]
    assert [each.origin for each in drafts] == ["offline"]
    assert "绢本设色" in drafts[0].text


def test_a_work_that_stays_local_is_drafted_here(
    page: DraftPage, collection: Collection, service: FakeService
) -> None:
    work = collection.paintings.by_accession("T003")
    assert work is not None
    collection.paintings.update(work.id, local_only=True)
    use(page, service)
    page.primary.click()
    assert len(service.requests) == 1
    assert [each.local for each in page.table.queue.entries] == [False, True]
    assert {each.origin for each in collection.captions.of(work.id) if each.kind == "tags"} == {
        "offline"
    }


def test_a_work_that_rests_after_a_429_says_for_how_long(page: DraftPage) -> None:
    queue = page.table.queue
    first = queue.entries[0]
    queue.went(State(first.painting.id, "working"))
    assert first.state_words.startswith("在写")
    queue.went(State(first.painting.id, "waiting", 40.0))
    assert first.state_words == "40 秒后再试"
    assert "429" in queue.data(queue.index(0, 3))
    first.until -= 20
    seen: list[int] = []
    queue.dataChanged.connect(lambda top, *_rest: seen.append(top.row()))
    queue._tick()
    assert seen == [0]
    assert first.state_words == "20 秒后再试"
    queue.went(State(first.painting.id, "working"))
    assert first.state_words.startswith("在写")
    queue.went(State(first.painting.id, "written", 3.0))
    assert first.state_words == "已写成，3 秒"
    queue._tick()
    assert not queue._clock.isActive()


def test_another_collection_gets_nothing_of_the_task(
    page: DraftPage, service: FakeService, tmp_path: Path
) -> None:
    use(page, service)
    with Collection.create(tmp_path / "other") as other:
        other.paintings.add("T003", title="另一件")
        former = page.room.collection

        def answer(_request: dict[str, Any]) -> Answer:
            page.room.collection = other
            return Answer(GOOD_DRAFT)

        service.answer = answer
        page.primary.click()
        page.room.collection = former
        assert other.captions.list() == []


def test_with_nothing_to_draft_the_page_leads_to_review(
    page: DraftPage, collection: Collection, service: FakeService, window: MainWindow
) -> None:
    use(page, service)
    page.primary.click()
    window.show_page("collection")
    page.task.finished = False
    window.show_page("draft")
    assert page.empty.isVisible()
    assert not page.table.isVisible()
    page.onward.click()
    assert window.current == "review"
