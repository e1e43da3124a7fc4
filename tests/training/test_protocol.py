"""What the application and the engine say to each other survives the way there."""

from __future__ import annotations

import json

import pytest

from training import protocol

REQUESTS = [
    protocol.Probe(),
    protocol.Describe("/m"),
    protocol.Encode("/m", "/o.npy", "/a", ("山水", "“舟”"), ("/p.jpg",)),
    protocol.Index(
        "/m", (protocol.IndexImage(1, "/p", "h"),), (protocol.IndexText(2, "山"),), "/px", "/o"
    ),
    protocol.Finetune("/m", "/r", "/s", "/px", epochs=3, resume=True),
    protocol.Evaluate("/m", "/a", "/s", "/px", "/r"),
]
EVENTS = [
    protocol.Progress(1, 0, "step", "train"),
    protocol.Metric({"epoch": 1, "loss": None}),
    protocol.Item({"image": 7, "what": "坏"}),
    protocol.Result({"rows": 3}),
    protocol.Failure("stopped", "Stopped.", "Again.", {"n": 1}),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: each.verb)
def test_a_request_is_read_as_it_was_written(request_: protocol.Request) -> None:
    line = protocol.request_line("7", request_)

    assert line.isascii()
    assert line.count("\n") == 1
    assert protocol.read_request(line) == protocol.Asked("7", request_)


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.event)
def test_an_event_is_read_as_it_was_written(event: protocol.Event) -> None:
    assert protocol.read_event(protocol.event_line("7", event)) == ("7", event)


@pytest.mark.parametrize("control", protocol.CONTROLS)
def test_a_control_needs_no_id(control: protocol.ControlName) -> None:
    assert protocol.read_request(protocol.control_line(control)) == protocol.Control(control)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"id": "1", "verb": "sing"}, "verb"),
        ({"verb": "probe"}, "id"),
        ({"id": "1", "verb": "describe"}, "model"),
        ({"id": "1", "verb": "describe", "model": 3}, "Describe.model must be of type str"),
        ({"id": "1", "verb": "describe", "model": "m", "colour": 1}, "colour"),
        ({"id": "1", "verb": "encode", "model": "m", "out": "o", "texts": "山"}, "list"),
        ({"id": "1", "verb": "encode", "model": "m", "out": "o", "texts": [1]}, "str"),
        ({"control": "jump"}, "jump"),
    ],
)
def test_a_line_that_is_wrong_is_refused_with_its_reason(
    body: dict[str, object], says: str
) -> None:
    with pytest.raises(protocol.ProtocolError, match=says):
        protocol.read_request(json.dumps(body))


@pytest.mark.parametrize("line", ["", "[]", "{", "7"])
def test_what_is_no_object_is_refused(line: str) -> None:
    with pytest.raises(protocol.ProtocolError):
        protocol.read_request(line)
    with pytest.raises(protocol.ProtocolError):
        protocol.read_event(line)


def test_a_refused_request_keeps_its_id_for_the_answer() -> None:
    with pytest.raises(protocol.ProtocolError) as caught:
        protocol.read_request('{"id": "q9", "verb": "describe"}')

    assert caught.value.id == "q9"


def test_a_figure_that_is_no_number_never_leaves() -> None:
    with pytest.raises(ValueError, match="JSON"):
        protocol.event_line("7", protocol.Metric({"loss": float("nan")}))
