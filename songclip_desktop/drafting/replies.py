"""What a service sent, whatever form it has: the words, what they took, the JSON object in them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from songclip_desktop.drafting.drafter import Reply

# What a picture and its prompt take where the service does not say.
ASSUMED_TOKENS = 2000
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer.

    Attributes:
        text: what the model said; empty where the service sent no words.
        refusal: why it would not answer, or empty.
        cut_off: whether it was stopped before its end.
        tokens_in, tokens_out: as the service says, else as they may be assumed.
    """

    text: str
    refusal: str
    cut_off: bool
    tokens_in: int
    tokens_out: int


def read(completion: Any) -> Said:
    """The answer in a completion of the SDK, which checks nothing of what the service sent."""
    choices = getattr(completion, "choices", None)
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = getattr(choice, "message", None)
    text = _words(getattr(message, "content", None))
    refusal = getattr(message, "refusal", None)
    finish = getattr(choice, "finish_reason", None)
    used = getattr(completion, "usage", None)
    return Said(
        text,
        str(refusal)[:200] if refusal else ("content_filter" if finish == "content_filter" else ""),
        finish == "length",
        _count(getattr(used, "prompt_tokens", None), ASSUMED_TOKENS),
        _count(getattr(used, "completion_tokens", None), len(text)),
    )


def _words(content: Any) -> str:
    """A text, or the texts of a list of parts as some services send them."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = (each.get("text") if isinstance(each, dict) else None for each in content)
    return "".join(each for each in parts if isinstance(each, str))


def _count(told: Any, assumed: int) -> int:
    return told if isinstance(told, int) and told >= 0 else assumed


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
