"""One OpenAI-compatible service: asked for a JSON object until its answer fits the form."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from songclip_desktop import logs, network
from songclip_desktop.drafting.drafter import Reply, Usage
from songclip_desktop.drafting.refusals import sentence, translate
from songclip_desktop.errors import SongClipError
from songclip_desktop.settings import DrafterProfile

if TYPE_CHECKING:
    import httpx2

# From the strictest way of asking for JSON to the one every service understands.
LADDER = ("json_schema", "json_object", "text")
RETRIES = 4
ANSWER_TOKENS = 2000
# What a picture and its prompt cost where the service does not say.
ASSUMED_TOKENS = 2000
LONGEST_WAIT_S = 120.0
_HEADERS = frozenset(
    ("host", "accept", "accept-encoding", "connection", "content-type", "content-length")
)
_ABOUT_FORMAT = re.compile(r"response.?format|json|schema|structured", re.IGNORECASE)
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one question.

    Attributes:
        value: checked against the form; None where only `found` can be salvaged.
        found: the JSON object as it came. raw: the model's last words.
    """

    value: Reply | None
    found: dict[str, Any]
    raw: str
    tokens_in: int
    tokens_out: int
    problem: SongClipError | None = None


class Service:
    """Asks one model. Made and used inside one running event loop.

    Attributes:
        usage: calls, tokens and cost so far.
    """

    def __init__(
        self, profile: DrafterProfile, key: str, model: str, usage: Usage, retries: int = RETRIES
    ) -> None:
        """Opens no connection yet.

        Raises:
            SongClipError: the address may not be spoken to.
        """
        import openai

        # A space or a line break from the clipboard would make a header no library sends.
        self._key = "".join(key.split()) or "none"
        logs.hide(self._key)
        self.profile, self.model, self.usage = profile, model, usage
        self._http = network.async_client(
            profile.endpoint, profile.timeout_s, self._only_ours, self._note_waiting
        )
        self._client = openai.AsyncOpenAI(
            api_key=self._key,
            base_url=profile.endpoint,
            timeout=self._http.timeout,
            max_retries=retries,
            http_client=self._http,
        )
        self._step = 0
        self._resume_at = 0.0
        self._in_flight = 0
        self._largest = 0

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.close()

    async def ask(self, messages: list[Any], form: type[Reply], repair: str) -> Answer:
        """The answer to these messages, after one repair turn where the first does not fit.

        Args:
            messages: of a chat; pictures as data addresses.
            form: what the answer must hold.
            repair: what to say when it does not, with `$problem`.

        Raises:
            SongClipError: the service did not answer; its code and sentence say why.
        """
        first = await self._answer(messages, form)
        if first.value is not None:
            return first
        complaint = repair.replace("$problem", first.problem.what if first.problem else "")
        turn = [
            *messages,
            {"role": "assistant", "content": first.raw or "{}"},
            {"role": "user", "content": complaint},
        ]
        second = await self._answer(turn, form)
        tokens = (first.tokens_in + second.tokens_in, first.tokens_out + second.tokens_out)
        found = second.found or first.found
        return Answer(second.value, found, second.raw, *tokens, second.problem)

    async def _answer(self, messages: list[Any], form: type[Reply]) -> Answer:
        completion = await self._completion(messages, form)
        used = getattr(completion, "usage", None)
        tokens_in = getattr(used, "prompt_tokens", None)
        tokens_out = getattr(used, "completion_tokens", None)
        choice = next(iter(getattr(completion, "choices", None) or ()), None)
        raw = (choice.message.content if choice is not None else "") or ""
        tokens_in = ASSUMED_TOKENS if tokens_in is None else int(tokens_in)
        tokens_out = len(raw) if tokens_out is None else int(tokens_out)
        self._count(tokens_in, tokens_out)
        refusal = getattr(choice.message, "refusal", None) if choice is not None else None
        if refusal or (choice is not None and choice.finish_reason == "content_filter"):
            raise self._error("refused", detail=(refusal or "content_filter")[:200])
        found = first_object(raw, form)
        try:
            value = form.model_validate(found) if found is not None else None
            problem = self._error("reply_unusable", detail="不是 JSON (not JSON)")
        except ValidationError as error:
            value, problem = None, self._error("reply_unusable", detail=_why(error))
        if value is None and choice is not None and choice.finish_reason == "length":
            problem = self._error("reply_cut_off")
        return Answer(
            value, found or {}, raw, tokens_in, tokens_out, None if value is not None else problem
        )

    async def _completion(self, messages: list[Any], form: type[Reply]) -> Any:
        """One call, down the ladder where the service does not know the way of asking."""
        import openai

        await self._take_turn()
        try:
            while True:
                step = self._step
                try:
                    return await self._client.chat.completions.create(
                        model=self.model,
                        messages=messages,
                        max_tokens=ANSWER_TOKENS,
                        temperature=0.2,
                        extra_body=_way(LADDER[step], form),
                    )
                except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                    if step + 1 == len(LADDER) or not _ABOUT_FORMAT.search(str(error.body)):
                        raise
                    self._step = max(self._step, step + 1)
        except openai.OpenAIError as error:
            raise translate(error, self.profile.endpoint, self.model) from None
        except json.JSONDecodeError:
            raise self._error("reply_unusable", detail="不是 JSON (not JSON)") from None
        finally:
            self._in_flight -= 1

    async def _take_turn(self) -> None:
        """Waits while the service asks for rest, and for calls whose cost may fill the cap.

        Raises:
            SongClipError: `token_cap`, or what `network.ensure_allowed` raises.
        """
        network.ensure_allowed(self.profile.endpoint)
        while (wait := self._resume_at - time.monotonic()) > 0:
            await asyncio.sleep(min(wait, 0.5))
        cap = self.profile.max_tokens_total
        # Until one call has shown its cost, only one is under way.
        while cap and self._in_flight and self._fills(cap, self._in_flight + 1):
            await asyncio.sleep(0.02)
        if cap and self.usage.calls and self._fills(cap, self._in_flight + 1):
            raise self._error("token_cap", detail=f"{self.usage.tokens} / {cap}")
        self._in_flight += 1

    def _fills(self, cap: int, calls: int) -> bool:
        return not self._largest or self.usage.tokens + calls * self._largest > cap

    def _count(self, tokens_in: int, tokens_out: int) -> None:
        self._largest = max(self._largest, tokens_in + tokens_out)
        self.usage.calls += 1
        self.usage.tokens_in += tokens_in
        self.usage.tokens_out += tokens_out
        self.usage.cost += self.profile.cost(tokens_in, tokens_out)

    def _error(self, code: str, **values: object) -> SongClipError:
        return sentence(code, self.profile.endpoint, self.model, **values)

    async def _only_ours(self, request: httpx2.Request) -> None:
        """Sends no header that the SDK takes from its own environment or adds about the machine."""
        for name in list(request.headers):
            if name.lower() not in _HEADERS:
                del request.headers[name]
        request.headers["authorization"] = f"Bearer {self._key}"
        request.headers["user-agent"] = "SongClip"

    async def _note_waiting(self, response: httpx2.Response) -> None:
        """One 429 holds all further calls back, as long as it asks."""
        if response.status_code == 429:
            try:
                asked_s = float(response.headers.get("retry-after") or 1.0)
            except ValueError:
                asked_s = 1.0
            until = time.monotonic() + min(max(asked_s, 0.0), LONGEST_WAIT_S)
            self._resume_at = max(self._resume_at, until)


def _way(step: str, form: type[Reply]) -> dict[str, Any]:
    if step == "text":
        return {}
    if step == "json_object":
        return {"response_format": {"type": "json_object"}}
    schema = {"name": "reply", "strict": True, "schema": closed(form.model_json_schema())}
    return {"response_format": {"type": "json_schema", "json_schema": schema}}


def closed(schema: Any) -> Any:
    """The schema as strict services want it: no further keys, nothing they do not know."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        name: closed(value) for name, value in schema.items() if name not in ("title", "minLength")
    }
    if kept.get("type") == "object":
        kept["additionalProperties"] = False
    return kept


def first_object(text: str, form: type[Reply]) -> dict[str, Any] | None:
    """The first JSON object in the text that has a key of the form; else None."""
    text = _THOUGHT.sub("", text)
    decoder = json.JSONDecoder(strict=False)
    start = text.find("{")
    while start >= 0:
        try:
            found, _end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and form.model_fields.keys() & found.keys():
            return found
        start = text.find("{", start + 1)
    return None


def _why(error: ValidationError) -> str:
    each = error.errors()[0]
    place = ".".join(str(part) for part in each["loc"])
    return f"{place}: {each['msg']}"[:200]
