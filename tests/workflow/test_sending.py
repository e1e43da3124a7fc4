"""What is shown before a service is asked is what is then sent, and what the task then takes."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import pictures
from songclip_desktop.drafting.drafter import Drafted
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener
from songclip_desktop.settings import DrafterProfile, Settings
from songclip_desktop.workflow import draft, sending
from tests.fake_service import GOOD_DRAFT, Answer, FakeService


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService()
    yield fake
    fake.close()


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """A scroll with camera data, a sheet, and a work that stays local."""
    opened = Collection.create(tmp_path / "collection")
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    for number, size in enumerate([(3600, 300), (900, 1200), (500, 500)], 1):
        painting = opened.paintings.add(
            f"H.{number}", title=f"第{number}图", local_only=number == 3
        )
        path = tmp_path / f"{number}.jpg"
        Image.new("RGB", size, (40 * number, 90, 120)).save(path, exif=exif)
        opened.paintings.add_image(painting.id, opened.images.add_file(path))
    yield opened
    opened.close()


def options(service: FakeService, **fields: Any) -> draft.DraftOptions:
    profile = DrafterProfile(
        name="试用", endpoint=service.endpoint, vision_model="eye", text_model="pen",
        price_in=2.0, price_out=8.0, timeout_s=5, concurrency=1,
    )  # fmt: skip
    return draft.DraftOptions(profile=profile, key="k", **fields)


def run(collection: Collection, prepared: draft.Prepared) -> None:
    def keep(item: object) -> None:
        if isinstance(item, Drafted):
            draft.store(collection, item)

    draft.finish(collection, draft.execute(prepared, Listener(item=keep)))


def test_what_is_shown_is_what_is_sent(collection: Collection, service: FakeService) -> None:
    asked = options(service, remark="少写")
    prepared = draft.prepare(collection, "remote", options=asked)
    assert asked.profile is not None
    shown = [sending.preview(asked.profile, work) for work in prepared.works[:2]]
    run(collection, prepared)
    assert len(service.requests) == 2
    for number, each in enumerate(shown):
        assert service.requests[number]["messages"] == each.messages
        sent = [base64.b64decode(url.split(",")[1]) for url in service.pictures(number)]
        assert sent == list(each.pictures)
        assert service.text(number) == each.user
        assert b"SecretCamera" not in b"".join(sent)
    assert [len(each.pictures) for each in shown] == [5, 1]
    assert "少写" in shown[0].user
    assert shown[0].facts == "题名：第1图"
    call = collection.captions.call_of(collection.captions.of(1)[0].id)
    assert call.picture_sha256 == shown[0].picture_sha256
    assert (call.endpoint, call.llm, call.tokens_in) == (service.endpoint, "eye", 900)
    assert "秋江" in call.raw


def test_of_a_work_that_stays_local_nothing_is_shown_as_sent(
    collection: Collection, service: FakeService
) -> None:
    asked = options(service)
    local = draft.prepare(collection, "remote", options=asked).works[2]
    assert asked.profile is not None
    with pytest.raises(SongClipError) as caught:
        sending.preview(asked.profile, local)
    assert caught.value.code == "local_only"


def test_sizes_are_foretold(collection: Collection, tmp_path: Path) -> None:
    for number, size in enumerate([(3600, 300), (900, 1200), (300, 2900), (100, 90)]):
        path = tmp_path / f"size{number}.png"
        Image.new("RGB", size, "tan").save(path)
        sent = [Image.open(__import__("io").BytesIO(j)).size for j in pictures.outgoing(path, 1024)]
        assert pictures.sent_sizes(*size, 1024) == sent


def test_an_estimate_comes_from_sizes_and_later_from_what_calls_took(
    collection: Collection, service: FakeService
) -> None:
    prepared = draft.prepare(collection, "remote", options=options(service))
    first = sending.estimate(collection, prepared)
    assert (first.calls, first.known) == (2, False)
    patches = 37 * 4 + 4 * (37 * 13) + 28 * 37  # overview, four sections; the sheet at 768 x 1024
    assert patches < first.tokens_in < patches + 2000
    assert first.tokens_out == 2 * 3 * sending.TOKENS_A_KIND
    assert first.cost == pytest.approx((first.tokens_in * 2 + first.tokens_out * 8) / 1e6)
    run(collection, draft.prepare(collection, "remote", limit=1, options=options(service)))
    rest = sending.estimate(
        collection, draft.prepare(collection, "remote", options=options(service))
    )
    assert (rest.calls, rest.tokens_in, rest.tokens_out, rest.known) == (1, 900, 100, True)


def test_this_machine_alone_takes_nothing(collection: Collection) -> None:
    found = sending.estimate(collection, draft.prepare(collection, "offline"))
    assert (found.calls, found.tokens_in, found.cost) == (0, 0, 0)


def test_the_way_that_was_found_is_kept_with_the_service(
    collection: Collection, service: FakeService
) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        refused = request.get("response_format", {}).get("type") == "json_schema"
        return Answer("json_schema unknown", status=400) if refused else Answer(GOOD_DRAFT)

    service.answer = answer
    asked = options(service)
    prepared = draft.prepare(collection, "remote", options=asked)
    settings = Settings()
    run(collection, prepared)
    assert not sending.remember(settings, prepared.drafter), "nobody keeps this service"
    assert asked.profile is not None
    settings.keep_profile(asked.profile)
    assert sending.remember(settings, prepared.drafter)
    assert not sending.remember(settings, prepared.drafter)
    settings.save()
    from songclip_desktop.settings import load

    kept = load().find_profile("试用")
    assert kept is not None
    assert (kept.way_of("eye"), kept.way_of("other")) == ("json_object", "json_schema")
