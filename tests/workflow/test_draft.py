from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting.drafter import Drafted
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.workflow import annotate, draft
from tests.fake_service import GOOD_ANNOTATION, GOOD_DRAFT, Answer, FakeService


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService()
    yield fake
    fake.close()


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Six works: two plain, one approved, one local only, one rejected, one without a picture."""
    opened = Collection.create(tmp_path / "collection")
    for number in range(1, 7):
        painting = opened.paintings.add(
            f"H.{number}", title=f"第{number}图", material="绢本设色", format="立轴",
            local_only=number == 4,
        )  # fmt: skip
        if number != 6:
            path = tmp_path / f"{number}.jpg"
            Image.new("RGB", (300, 400), (40 * number, 90, 120)).save(path)
            opened.paintings.add_image(painting.id, opened.images.add_file(path))
    opened.captions.put_approved(3, "modern", "已审。", "curator", "林")
    rejected = opened.captions.put_draft(5, "tags", "山", "offline")
    assert rejected is not None
    opened.captions.reject(rejected.id, "林")
    yield opened
    opened.close()


def options(service: FakeService, **fields: Any) -> draft.DraftOptions:
    profile = DrafterProfile(
        name="试用",
        endpoint=service.endpoint,
        vision_model="eye",
        text_model="pen",
        price_in=2.0,
        timeout_s=5,
    )
    return draft.DraftOptions(profile=profile, key="k", **fields)


def run(collection: Collection, prepared: draft.Prepared) -> draft.DraftReport:
    def keep(item: object) -> None:
        if isinstance(item, Drafted):
            draft.store(collection, item)

    return draft.finish(collection, draft.execute(prepared, Listener(item=keep)))


def blind(*, texts: Any = (), images: Any = ()) -> np.ndarray:
    return np.ones((len(texts) + len(images), 4)) / 2


def test_each_work_and_kind_counts_once(collection: Collection, service: FakeService) -> None:
    prepared = draft.prepare(collection, "remote", options=options(service))
    report = run(collection, prepared)
    # 6 works of 3 kinds: 1 approved and 3 without a picture are passed over, 3 stay local.
    assert (report.drafted, report.skipped) == (11, 4)
    assert [(each.accession, each.kind, each.code) for each in report.failed] == [
        ("H.4", kind, "local_only") for kind in ("modern", "classical", "tags")
    ]
    assert (report.calls, report.tokens_in, report.tokens_out) == (4, 3600, 400)
    assert report.cost == pytest.approx(0.0072)
    assert len(service.requests) == 4


def test_a_second_run_finds_nothing_to_do(collection: Collection, service: FakeService) -> None:
    run(collection, draft.prepare(collection, "remote", options=options(service)))
    again = run(collection, draft.prepare(collection, "offline"))
    assert (again.drafted, again.skipped, again.calls) == (3, 15, 0)
    third = run(collection, draft.prepare(collection, "offline"))
    assert (third.drafted, third.skipped, third.failed) == (0, 18, ())


def test_local_works_are_drafted_offline_beside_a_remote_drafter(
    collection: Collection, service: FakeService
) -> None:
    prepared = draft.prepare(
        collection, "remote", options=options(service), encoder=(blind, "blind 1")
    )
    report = run(collection, prepared)
    assert report.drafted == 14
    assert {each.origin for each in collection.captions.of(4)} == {"offline"}
    assert {each.origin for each in collection.captions.of(1)} == {"remote"}
    assert all("第4图" not in service.text(n) for n in range(len(service.requests)))


def test_the_limit_counts_works_that_lack_something(
    collection: Collection, service: FakeService
) -> None:
    report = run(collection, draft.prepare(collection, "remote", limit=3, options=options(service)))
    assert (report.drafted, report.skipped, report.calls) == (8, 1, 3)
    assert collection.captions.of(5) == collection.captions.of(5)
    assert [each.status for each in collection.captions.of(5)] == ["rejected"]


def test_only_the_kinds_asked_for_are_drafted(collection: Collection, service: FakeService) -> None:
    run(collection, draft.prepare(collection, "remote", ("tags",), 1, options(service)))
    assert [each.kind for each in collection.captions.of(1)] == ["tags"]


def test_an_approved_caption_is_never_asked_for_or_changed(
    collection: Collection, service: FakeService
) -> None:
    prepared = draft.prepare(collection, "remote", options=options(service, paintings=(3,)))
    assert [work.kinds for work in prepared.works] == [("classical", "tags")]
    run(collection, prepared)
    assert [each.text for each in collection.captions.list(status="approved")] == ["已审。"]


def test_a_caption_approved_meanwhile_stands(collection: Collection, service: FakeService) -> None:
    prepared = draft.prepare(collection, "remote", ("modern",), 1, options(service))
    collection.captions.put_approved(1, "modern", "馆员先写了。", "curator", "林")
    run(collection, prepared)
    assert [each.text for each in collection.captions.of(1)] == ["馆员先写了。"]


def test_drafts_say_where_they_came_from(collection: Collection, service: FakeService) -> None:
    run(collection, draft.prepare(collection, "remote", limit=1, options=options(service)))
    modern = collection.captions.of(1)[0]
    assert (modern.status, modern.origin) == ("draft", "remote")
    assert modern.drafter == "试用 · eye"
    assert modern.prompt_version == "draft-1"


def test_redoing_leaves_edited_drafts_alone(collection: Collection, service: FakeService) -> None:
    run(collection, draft.prepare(collection, "remote", limit=1, options=options(service)))
    collection.captions.edit(collection.captions.of(1)[0].id, "馆员改过。", "林")
    anew = options(service, paintings=(1,), redo=True, remark="少写")
    prepared = draft.prepare(collection, "remote", options=anew)
    assert [work.kinds for work in prepared.works] == [("classical", "tags")]
    run(collection, prepared)
    assert "少写" in service.text(1)
    assert collection.captions.of(1)[0].text == "馆员改过。"


def test_what_was_not_stored_was_not_drafted(collection: Collection, service: FakeService) -> None:
    prepared = draft.prepare(collection, "remote", limit=1, options=options(service))
    report = draft.finish(collection, draft.execute(prepared, Listener()))
    assert report.drafted == 0
    assert {each.code for each in report.failed} == {"not_stored"}


def test_an_empty_collection_drafts_nothing(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "empty") as empty:
        report = run(empty, draft.prepare(empty, "offline"))
    assert (report.drafted, report.skipped, report.failed) == (0, 0, ())


def test_without_a_service_it_says_which_words_to_type(collection: Collection) -> None:
    with pytest.raises(SongClipError) as caught:
        draft.prepare(collection, "remote")
    assert caught.value.code == "drafter_missing"
    assert "--endpoint" in caught.value.remedy


@pytest.fixture
def passages(collection: Collection) -> Collection:
    for number in range(1, 4):
        text = f"德寿宫在望仙桥东，第{number}。"
        collection.passages.add(text, number=str(number), source="梦粱录")
    return collection


def annotated(collection: Collection, prepared: annotate.Prepared) -> draft.DraftReport:
    def keep(item: object) -> None:
        if isinstance(item, annotate.Annotated):
            annotate.store(collection, item)

    return annotate.finish(collection, annotate.execute(prepared, Listener(item=keep)))


def test_passages_are_annotated_as_drafts(passages: Collection, service: FakeService) -> None:
    service.answer = lambda _request: Answer(GOOD_ANNOTATION)
    report = annotated(passages, annotate.prepare(passages, 2, options(service)))
    assert (report.drafted, report.skipped, report.failed) == (2, 0, ())
    first = passages.passages.list()[0]
    assert (first.status, first.origin) == ("draft", "remote")
    assert first.annotation is not None
    assert first.annotation.search_prompt == GOOD_ANNOTATION["search_prompt"]
    rest = annotated(passages, annotate.prepare(passages, None, options(service)))
    assert (rest.drafted, rest.skipped) == (1, 2)


def test_a_failed_annotation_leaves_the_text(passages: Collection, service: FakeService) -> None:
    service.answer = lambda _request: Answer(GOOD_DRAFT)
    report = annotated(passages, annotate.prepare(passages, 1, options(service)))
    assert [(each.accession, each.kind, each.code) for each in report.failed] == [
        ("1", "annotation", "reply_unusable")
    ]
    first = passages.passages.list()[0]
    assert (first.status, first.annotation) == (None, None)
