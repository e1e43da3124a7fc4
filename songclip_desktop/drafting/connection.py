"""Tries a service before work is given to it: what it offers, what it understands, each told."""

from __future__ import annotations

import asyncio
import base64
import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image
from pydantic import Field, ValidationError

from songclip_desktop.drafting.drafter import Reply, Usage
from songclip_desktop.drafting.refusals import translate
from songclip_desktop.drafting.replies import first_object, read
from songclip_desktop.drafting.service import LADDER, Service
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.settings import DrafterProfile, Way

_SIDE_PX = 128
# A reply that names the colour has seen the picture; services that cannot see often guess on.
_RED = ("红", "紅", "赤", "朱", "red")
_WITHOUT_LIST = frozenset(("model_not_found", "request_refused", "reply_unusable"))


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried.

    Attributes:
        name: "reachable", "key", "plain", "json_object", "json_schema" or "picture".
        ok: None where it could not be tried.
        sentence: what came of it, for the curator.
    """

    name: str
    ok: bool | None
    sentence: str


@dataclass(frozen=True)
class Connection:
    """What works with a service.

    Attributes:
        checks: in the order in which they build on one another.
        models: names that it offers; empty where it offers no list.
        model: the one that was asked.
        way: the strictest way of asking for JSON that worked; None where none did.
    """

    checks: tuple[Check, ...]
    models: tuple[str, ...]
    model: str
    way: Way | None

    @property
    def works(self) -> bool:
        """Whether drafts can be asked for: an answer came, and the picture was seen where tried."""
        found = {each.name: each.ok for each in self.checks}
        return bool(found["plain"]) and found["picture"] is not False


class _Colour(Reply):
    colour: str = Field(min_length=1)


def models(profile: DrafterProfile, key: str) -> list[str]:
    """Names of the models that the service offers; empty where it offers no list. Any thread.

    Raises:
        SongClipError: it cannot be reached, or does not accept the key.
    """
    return asyncio.run(_with_service(profile, key, _models))


def test_connection(profile: DrafterProfile, key: str) -> Connection:
    """Tries the service with five short questions at most. Any thread; takes seconds.

    Raises:
        SongClipError: the address may not be spoken to: `offline`, `address_unusable`.
    """
    return asyncio.run(_with_service(profile, key, _try_all))


test_connection.__test__ = False  # type: ignore[attr-defined]  # its name is no test's


async def _with_service(
    profile: DrafterProfile, key: str, ask: Callable[[Service], Awaitable[Any]]
) -> Any:
    model = profile.vision_model or profile.text_model
    service = Service(profile, key, model, Usage(), retries=0)
    try:
        return await ask(service)
    finally:
        await service.close()


async def _models(service: Service) -> list[str]:
    import openai

    try:
        return await service.models()
    except openai.OpenAIError as error:
        reason = translate(error, service.profile.endpoint, service.model)
        if reason.code in _WITHOUT_LIST:
            return []
        raise reason from None
    except (json.JSONDecodeError, AttributeError, TypeError):
        return []  # an answer, but no list


async def _try_all(service: Service) -> Connection:
    """The list first: it costs nothing, and tells an address or key that cannot be used."""
    offered: list[str] = []
    wrong: SongClipError | None = None
    try:
        offered = await _models(service)
    except SongClipError as error:
        wrong = error
    if wrong is not None and wrong.code in ("endpoint_unreachable", "service_silent"):
        return _connection(service, offered, [Check("reachable", False, _sentence(wrong))], None)
    if wrong is not None and wrong.code == "key_refused":
        checks = [_reached(service), Check("key", False, _sentence(wrong))]
        return _connection(service, offered, checks, None)
    tried = await asyncio.gather(
        _try(service, "text"),
        _try(service, "json_object"),
        _try(service, "json_schema"),
        _try_picture(service),
    )
    reasons = [each for each in tried if isinstance(each, SongClipError)]
    refused = next((each for each in reasons if each.code == "key_refused"), None)
    checks = [_reached(service)]
    if refused is not None:
        return _connection(
            service, offered, [*checks, Check("key", False, _sentence(refused))], None
        )
    checks.append(Check("key", True, say("密钥可用。", "The key is accepted.")))
    for name, came in zip(("plain", "json_object", "json_schema"), tried[:3], strict=True):
        checks.append(_told(name, came))
    checks.append(_told("picture", tried[3]))
    ways = zip(("text", "json_object", "json_schema"), tried[:3], strict=True)
    working = {way for way, came in ways if came is True}
    return _connection(service, offered, checks, next((w for w in LADDER if w in working), None))


def _connection(
    service: Service, offered: list[str], checks: list[Check], way: Way | None
) -> Connection:
    names = ("reachable", "key", "plain", "json_object", "json_schema", "picture")
    known = {each.name for each in checks}
    untried = say("没有试到。", "Not tried.")
    rest = [Check(name, None, untried) for name in names if name not in known]
    return Connection((*checks, *rest), tuple(offered), service.model, way)


def _reached(service: Service) -> Check:
    return Check(
        "reachable",
        True,
        say("连得上 {host}。", "{host} answers.", host=service.profile.endpoint),
    )


async def _try(service: Service, way: Way) -> bool | SongClipError:
    """Whether it answers when it is asked in this way."""
    question = '「朱砂」是什么颜色？请回一个 JSON 对象，只含键 "colour"，值为一个汉字。'
    said = await _ask(service, [{"role": "user", "content": question}], way)
    if isinstance(said, SongClipError):
        return said
    if way == "text":
        return bool(said.strip())
    try:
        return _Colour.model_validate(first_object(said, _Colour) or {}) is not None
    except ValidationError:
        return False


async def _try_picture(service: Service) -> bool | SongClipError | None:
    """Whether it sees a red picture; None where no model for pictures is named."""
    if not service.profile.vision_model:
        return None
    out = io.BytesIO()
    Image.new("RGB", (_SIDE_PX, _SIDE_PX), (200, 30, 30)).save(out, "JPEG")
    address = "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode("ascii")
    content = [
        {"type": "image_url", "image_url": {"url": address}},
        {"type": "text", "text": "这张图是什么颜色？只回一个汉字。"},
    ]
    said = await _ask(service, [{"role": "user", "content": content}], "text")
    if isinstance(said, SongClipError):
        return said
    return any(word in said.lower() for word in _RED)


async def _ask(service: Service, messages: list[Any], way: Way) -> str | SongClipError:
    import openai

    try:
        return read(await service.create(messages, way, _Colour)).text
    except openai.OpenAIError as error:
        return translate(error, service.profile.endpoint, service.model)
    except SongClipError as error:
        return error
    except json.JSONDecodeError:
        return SongClipError(
            "reply_unusable",
            say("回复不是 JSON。", "The reply is not JSON."),
            say("请核对服务地址。", "Check the service's address."),
        )


def _told(name: str, came: bool | SongClipError | None) -> Check:
    if isinstance(came, SongClipError):
        return Check(name, False, _sentence(came))
    zh, en = _WORDS[name, came]
    return Check(name, came, say(zh, en))


_WORDS = {
    ("plain", True): ("会回话。", "It answers."),
    ("plain", False): ("回了空话。", "It answered nothing."),
    ("json_object", True): ("能按 JSON 对象回复。", "It answers in JSON when asked."),
    ("json_object", False): ("不按 JSON 对象回复。", "It does not keep to JSON when asked."),
    ("json_schema", True): ("能按 JSON 模式回复。", "It answers by a JSON schema."),
    ("json_schema", False): ("不按 JSON 模式回复。", "It does not keep to a JSON schema."),
    ("picture", True): ("看得见图像。", "It sees pictures."),
    ("picture", False): (
        "回了话，却没有说出图的颜色，恐怕看不见图像。",
        "It answered without naming the picture's colour; it may not see pictures.",
    ),
    ("picture", None): ("没有填看图模型，未试。", "No model for pictures is named; not tried."),
}


def _sentence(error: SongClipError) -> str:
    return (
        f"{error.what}{error.remedy}"
        if error.what.endswith("。")
        else f"{error.what} {error.remedy}"
    )
