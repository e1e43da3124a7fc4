"""Requests, controls and events as lines of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from training.protocol.events import Event, Failure, Item, Metric, Progress, Result
from training.protocol.forms import FormError, build
from training.protocol.requests import REQUESTS, Request

CONTROLS = ("stop", "pause", "resume", "save")
ControlName = Literal["stop", "pause", "resume", "save"]


class ProtocolError(ValueError):
    """A line that is not of this protocol; the message says what is wrong with it.

    Attributes:
        id: The request's id where it can be told, else "".
    """

    id = ""


@dataclass(frozen=True)
class Asked:
    """A request together with the id that its answers carry."""

    id: str
    request: Request


@dataclass(frozen=True)
class Control:
    """A word to the request that is running."""

    control: ControlName


def request_line(id: str, request: Request) -> str:
    """The line, newline included, that asks the engine for `request`."""
    return _line({"id": id, "verb": request.verb, **asdict(request)})


def control_line(control: ControlName) -> str:
    """The line, newline included, that says `control` to the running request."""
    return _line({"control": control})


def event_line(id: str, event: Event) -> str:
    """The line, newline included, with which the engine tells `event` of request `id`."""
    body = event.values if isinstance(event, Metric | Item | Result) else asdict(event)
    return _line({"id": id, "event": event.event, **body})


def read_request(line: str | bytes) -> Asked | Control:
    """What a line to the engine says.

    Raises:
        ProtocolError: It is not JSON, names no known verb, or a field is missing or of the wrong
            type; fields that are not known are refused too, since a misspelt one would be lost.
    """
    body = _object(line)
    if "control" in body:
        if body["control"] not in CONTROLS:
            raise ProtocolError(f"no such control: {body['control']!r}")
        return Control(body["control"])
    kind = REQUESTS.get(str(body.pop("verb", None)))
    id = body.pop("id", None)
    try:
        if kind is None or not isinstance(id, str):
            raise ProtocolError(f"a request needs a string id and a verb of {sorted(REQUESTS)}")
        return Asked(id, build(kind, body))
    except (ProtocolError, FormError) as error:
        told = ProtocolError(str(error))
        told.id = id if isinstance(id, str) else ""
        raise told from error


def read_event(line: str | bytes) -> tuple[str, Event]:
    """The request's id and the event that a line from the engine tells.

    Raises:
        ProtocolError: The line is none of this protocol.
    """
    body = _object(line)
    id, name = body.pop("id", None), body.pop("event", None)
    if not isinstance(id, str):
        raise ProtocolError("an event needs the id of its request")
    wholes = {kind.event: kind for kind in (Metric, Item, Result)}
    parts = {kind.event: kind for kind in (Progress, Failure)}
    if name in wholes:
        return id, wholes[name](body)
    if name not in parts:
        raise ProtocolError(f"no such event: {name!r}")
    try:
        return id, build(parts[name], body)
    except FormError as error:
        raise ProtocolError(str(error)) from error


def _line(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=True, allow_nan=False, separators=(",", ":")) + "\n"


def _object(line: str | bytes) -> dict[str, Any]:
    try:
        body = json.loads(line)
    except ValueError as error:
        raise ProtocolError(f"not JSON: {error}") from error
    if not isinstance(body, dict):
        raise ProtocolError("not a JSON object")
    return body
