"""What is told of a service before work is given to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from songclip_desktop.drafting import connection
from songclip_desktop.errors import SongClipError
from songclip_desktop.settings import DrafterProfile
from tests.fake_service import Answer, FakeService

KEY = "sk-test-very-secret-0123456789"


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService()
    fake.models = ["eye-2", "eye-1"]
    fake.answer = seeing
    yield fake
    fake.close()


def seeing(request: dict[str, Any]) -> Answer:
    if isinstance(request["messages"][0]["content"], list):
        return Answer("红")
    return Answer({"colour": "红"})


def profile(service: FakeService, **fields: Any) -> DrafterProfile:
    plain = {"vision_model": "eye-1", "timeout_s": 3.0}
    return DrafterProfile(name="试用", endpoint=service.endpoint, **(plain | fields))


def tried(service: FakeService, **fields: Any) -> tuple[connection.Connection, dict[str, Any]]:
    found = connection.test_connection(profile(service, **fields), KEY)
    assert all(each.sentence.endswith(("。", ".")) for each in found.checks)
    assert KEY not in str(found)
    return found, {each.name: each.ok for each in found.checks}


def test_all_that_works_is_told(service: FakeService) -> None:
    found, checks = tried(service)
    names = ("reachable", "key", "plain", "json_object", "json_schema", "picture")
    assert checks == dict.fromkeys(names, True)
    assert (found.models, found.way, found.works) == (("eye-1", "eye-2"), "json_schema", True)
    assert len(service.requests) == 4


def test_a_service_that_knows_no_object_but_schemas(service: FakeService) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        kind = request.get("response_format", {}).get("type")
        if kind == "json_object":
            return Answer("'response_format.type' must be 'json_schema' or 'text'", status=400)
        return seeing(request)

    service.answer = answer
    found, checks = tried(service)
    assert (checks["json_object"], checks["json_schema"], found.way) == (False, True, "json_schema")


def test_a_service_that_knows_neither(service: FakeService) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        if "response_format" in request:
            return Answer("response_format is not supported", status=400)
        return seeing(request)

    service.answer = answer
    found, _checks = tried(service)
    assert (found.way, found.works) == ("text", True)


@pytest.mark.parametrize(
    "blind",
    [Answer("this model does not support image input", status=400), Answer("一幅美丽的画。")],
)
def test_a_model_that_does_not_see_is_told(service: FakeService, blind: Answer) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        content = request["messages"][0]["content"]
        return blind if isinstance(content, list) else seeing(request)

    service.answer = answer
    found, checks = tried(service)
    assert (checks["picture"], checks["plain"], found.works) == (False, True, False)


def test_a_model_of_words_alone_is_not_shown_pictures(service: FakeService) -> None:
    found, checks = tried(service, vision_model="", text_model="pen")
    assert (checks["picture"], found.works, found.model) == (None, True, "pen")
    assert {each["model"] for each in service.requests} == {"pen"}


@pytest.mark.parametrize("offers", [True, False])
def test_a_wrong_key_is_told_as_such(service: FakeService, offers: bool) -> None:
    service.models = Answer("bad key", status=401) if offers else None
    service.answer = lambda _request: Answer("bad key", status=401)
    found, checks = tried(service)
    assert (checks["reachable"], checks["key"], checks["plain"]) == (True, False, None)
    assert not found.works


def test_where_nobody_listens_nothing_else_is_tried(service: FakeService) -> None:
    gone = FakeService()
    gone.close()
    _found, checks = tried(gone)
    assert checks.pop("reachable") is False
    assert set(checks.values()) == {None}
    with pytest.raises(SongClipError) as caught:
        connection.models(profile(gone), KEY)
    assert caught.value.code == "endpoint_unreachable"


def test_a_service_without_a_list_can_be_used(service: FakeService) -> None:
    service.models = None
    assert connection.models(profile(service), KEY) == []
    assert tried(service)[0].works


def test_a_closed_door_is_not_opened(service: FakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    away = DrafterProfile(name="远", endpoint="http://192.0.2.1/v1", vision_model="m")
    with pytest.raises(SongClipError) as caught:
        connection.test_connection(away, KEY)
    assert caught.value.code == "offline"


@pytest.mark.parametrize(
    "body", [b"[]", b"<html>", b'{"data": null}', b'{"data": [{}, null]}', b'{"data": "x"}', b""]
)
def test_a_list_of_any_form_keeps_nobody_from_working(service: FakeService, body: bytes) -> None:
    service.models = Answer(body=body)
    assert connection.models(profile(service), KEY) == []
    assert tried(service)[0].works


@pytest.mark.parametrize("body", [b"[]", b"<html>", b'{"choices": [{}]}', b""])
def test_answers_of_any_form_are_told_as_no_answer(service: FakeService, body: bytes) -> None:
    service.answer = lambda _request: Answer(body=body)
    found, checks = tried(service)
    assert (checks["reachable"], checks["plain"], found.works) == (True, False, False)
