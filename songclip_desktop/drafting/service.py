"""One OpenAI-compatible service: asked for a JSON object until its answer fits the form."""

from __future__ import annotations

import asyncio
import json
import re
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from songclip_desktop import logs, network
from songclip_desktop.drafting.drafter import Reply, Usage
from songclip_desktop.drafting.refusals import sentence, translate
from songclip_desktop.drafting.replies import Said, first_object, read
from songclip_desktop.drafting.turns import Turn, Turns
from songclip_desktop.errors import SongClipError
from songclip_desktop.settings import DrafterProfile, Way

if TYPE_CHECKING:
    import httpx2

# From the strictest way of asking for JSON to the one every service understands.
LADDER: tuple[Way, ...] = ("json_schema", "json_object", "text")
RETRIES = 4
# With its retries a call may take twice the longest silence, and so long for what is in between.
ROOM_S = 30.0
# For each of those, so many rests after a 429 before the service is given up.
RESTS_A_RETRY = 3
ANSWER_TOKENS = 2000
_HEADERS = frozenset(
    ("host", "accept", "accept-encoding", "connection", "content-type", "content-length")
)
_ABOUT_FORMAT = re.compile(r"response.?format|json|schema|structured", re.IGNORECASE)
_turn: ContextVar[Turn | None] = ContextVar("turn", default=None)


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
    """Asks one model. Made and used inside one running event loop."""

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
        self.profile, self.model = profile, model
        self._turns = Turns(profile, model, usage, RESTS_A_RETRY * retries)
        self._http = network.async_client(
            profile.endpoint, profile.timeout_s, self._only_ours, self._note_refusal
        )
        self._client = openai.AsyncOpenAI(
            api_key=self._key,
            base_url=profile.endpoint,
            timeout=self._http.timeout,
            max_retries=retries,
            http_client=self._http,
        )
        self._step = LADDER.index(profile.way_of(model))
        self._plain: dict[str, Any] = {"max_tokens": ANSWER_TOKENS, "temperature": 0.2}

    @property
    def way(self) -> Way:
        """The way of asking for JSON that the service has not refused."""
        return LADDER[self._step]

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
        said = await self._completion(messages, form)
        if said.refusal:
            raise self._error("refused", detail=said.refusal)
        found = first_object(said.text, form)
        try:
            value = form.model_validate(found) if found is not None else None
            problem = self._error("reply_unusable", detail="不是 JSON (not JSON)")
        except ValidationError as error:
            value, problem = None, self._error("reply_unusable", detail=_why(error))
        if value is None and said.cut_off:
            problem = self._error("reply_cut_off")
        return Answer(
            value,
            found or {},
            said.text,
            said.tokens_in,
            said.tokens_out,
            None if value is not None else problem,
        )

    async def _completion(self, messages: list[Any], form: type[Reply]) -> Said:
        """One call; a 429 rests every call and is tried again when the service allows."""
        import openai

        while True:
            network.ensure_allowed(self.profile.endpoint)
            turn = await self._turns.take()
            mark = _turn.set(turn)
            lost = True
            try:
                async with asyncio.timeout(2 * self.profile.timeout_s + ROOM_S):
                    completion = await self._down_the_ladder(messages, form)
                said = read(completion)
                self._turns.count(turn, said.tokens_in, said.tokens_out)
                return said
            except openai.OpenAIError as error:
                reason = translate(error, self.profile.endpoint, self.model)
                lost = reason.code != "endpoint_unreachable"
                if reason.code != "rate_limited" or not self._turns.rest(asked_rest_s(error)):
                    raise reason from None
            except TimeoutError:
                raise self._error("service_silent") from None
            except json.JSONDecodeError:
                raise self._error("reply_unusable", detail="不是 JSON (not JSON)") from None
            finally:
                _turn.reset(mark)
                self._turns.leave(turn, lost)

    async def _down_the_ladder(self, messages: list[Any], form: type[Reply]) -> Any:
        """One call in the strictest way that the service knows, without what it does not know."""
        import openai

        while True:
            step = self._step
            try:
                return await self.create(messages, LADDER[step], form)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                said = str(error.body)
                unknown = {name for name in self._plain if name in said}
                if unknown:
                    self._plain = {k: v for k, v in self._plain.items() if k not in unknown}
                elif step + 1 < len(LADDER) and _ABOUT_FORMAT.search(said):
                    self._step = max(self._step, step + 1)
                else:
                    raise

    async def create(self, messages: list[Any], way: str, form: type[Reply]) -> Any:
        """One completion as the SDK gives it, asked in one way of `LADDER`; nothing is counted.

        Raises:
            openai.OpenAIError: the service did not answer.
        """
        return await self._client.chat.completions.create(
            model=self.model,
            messages=messages,
            extra_body={**self._plain, **_way(way, form)},
        )

    async def models(self) -> list[str]:
        """Names of the models that the service offers.

        Raises:
            openai.OpenAIError: it did not answer, or offers no list.
        """
        page = await self._client.models.list()
        return sorted({str(each.id) for each in page.data or ()})

    def _error(self, code: str, **values: object) -> SongClipError:
        return sentence(code, self.profile.endpoint, self.model, **values)

    async def _only_ours(self, request: httpx2.Request) -> None:
        """Sends no header that the SDK takes from its own environment or adds about the machine."""
        for name in list(request.headers):
            if name.lower() not in _HEADERS:
                del request.headers[name]
        request.headers["authorization"] = f"Bearer {self._key}"
        request.headers["user-agent"] = "SongClip"
        turn = _turn.get()
        if turn is not None:
            turn.out += 1

    async def _note_refusal(self, response: httpx2.Response) -> None:
        """A refused request costs nothing; of a 429 the SDK is not to try again by itself."""
        turn = _turn.get()
        if turn is not None and response.status_code != 200:
            turn.out -= 1
        if response.status_code == 429:
            response.headers["x-should-retry"] = "false"


def asked_rest_s(error: Exception) -> float:
    """How long a 429 asks to rest; half a second where it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    for name, unit_s in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit_s)
        except (KeyError, ValueError):
            continue
    try:
        until = parsedate_to_datetime(headers["retry-after"])
        return max(0.0, (until - datetime.now(until.tzinfo)).total_seconds())
    except (KeyError, ValueError, TypeError):
        return 0.5


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


def _why(error: ValidationError) -> str:
    each = error.errors()[0]
    place = ".".join(str(part) for part in each["loc"])
    return f"{place}: {each['msg']}"[:200]
