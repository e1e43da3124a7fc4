"""Drafts and annotations by any OpenAI-compatible model that the curator has configured."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError

from songclip_desktop.drafting import prompts, sending
from songclip_desktop.drafting.drafter import (
    Annotated,
    AnnotationReply,
    Drafted,
    Reading,
    State,
    Usage,
    Work,
    draft_form,
    draft_texts,
)
from songclip_desktop.drafting.queue import work_through
from songclip_desktop.drafting.refusals import FINAL_CODES
from songclip_desktop.drafting.service import RETRIES, Answer, Service
from songclip_desktop.drafting.turns import watcher
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, ShouldStop, never
from songclip_desktop.records import Call
from songclip_desktop.settings import DrafterProfile, Way

# So many works in a row that cannot reach the service, and the others are not tried.
UNREACHED_IN_A_ROW = 3
_UNREACHED = frozenset(
    ("endpoint_unreachable", "service_silent", "rate_limited", "pictures_unsupported")
)


class RemoteDrafter:
    """Sends pictures and catalogue facts to one service. One run on one thread; no SQL, no Qt.

    A work marked local only is refused here too, whoever asked for it.

    Attributes:
        usage: calls, tokens and cost so far; read it from any thread.
        profile: the service. prompt: in place of the one in use, or None.
        found: the model that answered and the way it was asked, once one did.
    """

    origin = "remote"

    def __init__(
        self,
        profile: DrafterProfile,
        key: str,
        *,
        held: ShouldStop = never,
        retries: int = RETRIES,
    ) -> None:
        """Opens nothing yet.

        Args:
            profile: address, models, price and limits.
            key: used for this run alone; kept nowhere.
            held: while true no further call is begun.
            retries: how often the SDK tries a failed call again.
        """
        self.usage = Usage()
        self.profile, self._key = profile, key
        self._held, self._retries = held, retries
        self.prompt: prompts.Prompt | None = None
        self.found: tuple[str, Way] | None = None
        self._given_up: SongClipError | None = None
        self._unreached = 0

    def draft(self, works: Sequence[Work], listener: Listener) -> None:
        """See `Drafter.draft`. One call a work, for all its kinds; `progress` counts works."""
        prompt = self.prompt or prompts.load("draft")
        model = self.profile.vision_model

        async def one(service: Service, work: Work) -> None:
            await self._attempt(
                work.painting.id,
                lambda: self._draft(service, prompt, work, listener),
                listener,
            )

        asyncio.run(self._all(works, one, model, listener, "picture"))

    def annotate(self, readings: Sequence[Reading], listener: Listener) -> None:
        """Annotates each passage: an Annotated or a failed State to `listener.item`.

        Raises:
            Stopped: The listener asked for it.
        """
        prompt = self.prompt or prompts.load("annotate")
        model = self.profile.text_model

        async def one(service: Service, reading: Reading) -> None:
            await self._attempt(
                reading.passage.id,
                lambda: self._annotate(service, prompt, reading, listener),
                listener,
            )

        asyncio.run(self._all(readings, one, model, listener, "passage"))

    async def _all(
        self,
        items: Sequence[Any],
        one: Callable[[Service, Any], Any],
        model: str,
        listener: Listener,
        unit: str,
    ) -> None:
        service = Service(self.profile, self._key, model, self.usage, self._retries)
        try:
            await work_through(
                items,
                lambda item: one(service, item),
                self.profile.concurrency,
                listener,
                self._held,
                unit,
            )
        finally:
            if self.usage.calls:
                self.found = (service.model, service.way)
            await service.close()

    async def _attempt(self, subject: int, ask: Callable[[], Any], listener: Listener) -> None:
        """One subject to its end: written, or failed with its reason."""
        began = time.monotonic()
        if self._given_up is not None:
            listener.item(State(subject, "failed", error=self._given_up))
            return
        listener.item(State(subject, "working"))
        watcher.set(lambda name, seconds: listener.item(State(subject, name, seconds)))
        try:
            answer: Answer = await ask()
        except SongClipError as error:
            self._judge(error)
            listener.item(State(subject, "failed", time.monotonic() - began, error))
            return
        self._unreached = 0
        used = (answer.tokens_in, answer.tokens_out)
        seconds, cost = time.monotonic() - began, self.profile.cost(*used)
        name = "written" if answer.problem is None else "failed"
        listener.item(State(subject, name, seconds, answer.problem, *used, cost))

    def _judge(self, error: SongClipError) -> None:
        self._unreached = self._unreached + 1 if error.code in _UNREACHED else 0
        # Those under way together fail together: they say no more than one of them.
        enough = max(UNREACHED_IN_A_ROW, self.profile.concurrency)
        if error.code in FINAL_CODES or self._unreached >= enough:
            self._given_up = error

    async def _draft(
        self, service: Service, prompt: prompts.Prompt, work: Work, listener: Listener
    ) -> Answer:
        asked = await asyncio.to_thread(sending.of_work, prompt, self.profile, work)
        answer = await service.ask(asked.messages, draft_form(work.kinds), prompt.parts["repair"])
        reply = answer.value
        texts = draft_texts(reply) if reply else _salvaged(answer.found, work.kinds)
        for kind, text in texts.items():
            listener.item(
                Drafted(
                    work.painting.id,
                    work.painting.accession,
                    kind,
                    text,
                    self.origin,
                    self._name(service),
                    prompt.version,
                    _call(asked, answer),
                )
            )
        return answer

    async def _annotate(
        self, service: Service, prompt: prompts.Prompt, reading: Reading, listener: Listener
    ) -> Answer:
        asked = sending.of_passage(prompt, self.profile, reading)
        answer = await service.ask(asked.messages, AnnotationReply, prompt.parts["repair"])
        if isinstance(answer.value, AnnotationReply):
            listener.item(
                Annotated(
                    reading.passage.id,
                    answer.value.annotation(),
                    self.origin,
                    self._name(service),
                    prompt.version,
                    _call(asked, answer),
                )
            )
        return answer

    def _name(self, service: Service) -> str:
        return f"{self.profile.name} · {service.model}"


def _call(asked: sending.Outgoing, answer: Answer) -> Call:
    return Call(
        asked.endpoint,
        asked.model,
        asked.picture_sha256,
        answer.tokens_in,
        answer.tokens_out,
        answer.raw,
    )


def _salvaged(found: dict[str, Any], kinds: Sequence[str]) -> dict[str, str]:
    """The kinds of an answer that are right by themselves, where others are not."""
    texts: dict[str, str] = {}
    for kind in kinds:
        try:
            texts |= draft_texts(draft_form((kind,)).model_validate(found))
        except ValidationError:
            continue
    return texts
