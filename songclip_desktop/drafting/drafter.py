"""The protocol of whoever writes first drafts, and the forms of what is asked and answered."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field, create_model, field_validator, model_validator

from songclip_desktop import chinese
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener
from songclip_desktop.records import DRAFTED_KINDS, Annotation, Call, Painting, Passage

_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|</?[a-zA-Z!][^<>]{0,200}>", re.DOTALL)
_BETWEEN_TAGS = re.compile(r"[、,，;；/|\s]+")


class Reply(BaseModel):
    """What every answer is checked against: keys asked for must be there, others are ignored."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _plain_words(cls, found: Any) -> Any:
        """Captions are words alone: what a model adds to mark them up is taken off."""
        return _plain(found)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return html.unescape(_MARKUP.sub("", value))
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _one_line(text: str) -> str:
    joined = " ".join(text.split())
    if not joined:
        raise ValueError("must not be empty")
    _in_chinese(joined)
    return joined


def _in_chinese(text: str) -> None:
    letters = [each for each in text if each.isalpha()]
    if sum(chinese.is_han(each) for each in letters) * 2 < len(letters):
        raise ValueError("must be in Chinese, 须用中文")


def _tags(value: Any) -> Any:
    return _BETWEEN_TAGS.split(value) if isinstance(value, str) else value


def _clean_tags(tags: list[str]) -> list[str]:
    kept = list(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    if not kept:
        raise ValueError("must hold at least one tag")
    _in_chinese("".join(kept))
    return kept


_FIELDS: dict[str, Any] = {
    "modern": (str, Field(description="一两句白话说明")),
    "classical": (str, Field(description="一两句拟古文说明")),
    "tags": (list[str], Field(description="五到十个关键词")),
}


def draft_form(kinds: Sequence[str]) -> type[Reply]:
    """The draft reply of CONTRACT section 3 with these kinds as its only, required keys."""
    wanted = [kind for kind in DRAFTED_KINDS if kind in kinds]
    checks: dict[str, Any] = {}
    prose = [kind for kind in wanted if kind != "tags"]
    if prose:
        checks["one_line"] = field_validator(*prose)(_one_line)
    if "tags" in wanted:
        checks["split_tags"] = field_validator("tags", mode="before")(_tags)
        checks["clean_tags"] = field_validator("tags")(_clean_tags)
    fields = {kind: _FIELDS[kind] for kind in wanted}
    return create_model("DraftReply", __base__=Reply, __validators__=checks, **fields)


def draft_texts(reply: Reply) -> dict[str, str]:
    """Kind → caption text; the tags joined by 、."""
    return {
        kind: "、".join(value) if isinstance(value, list) else value
        for kind, value in reply.model_dump().items()
    }


class Entity(Reply):
    """A place, building, mountain or water named in a passage."""

    name: str = Field(min_length=1)
    type: str = Field(min_length=1)


class AnnotationReply(Reply):
    """The annotation of CONTRACT section 3, as a language model is asked for it."""

    entities: list[Entity]
    spatial_relation: str
    modern_chinese: str = Field(min_length=1)
    english: str = Field(min_length=1)
    search_prompt: str = Field(min_length=1)

    def annotation(self) -> Annotation:
        """The record of it."""
        return Annotation(
            tuple((each.name, each.type) for each in self.entities),
            self.spatial_relation,
            self.modern_chinese,
            self.english,
            self.search_prompt,
        )


@dataclass(frozen=True, slots=True)
class Work:
    """One painting to be drafted: its facts, its picture's file, and the kinds it lacks.

    Attributes:
        remark: what the curator asks of a new draft, or empty.
    """

    painting: Painting
    picture: Path
    kinds: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """One finished draft of one kind, to be stored before it counts."""

    painting_id: int
    accession: str
    kind: str
    text: str
    origin: str
    drafter: str
    prompt_version: str
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """One finished annotation of one passage, to be stored before it counts."""

    passage_id: int
    annotation: Annotation
    origin: str
    drafter: str
    prompt_version: str
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Where one work or passage stands in the queue, for whoever watches.

    Attributes:
        subject: id of the painting or passage.
        name: "working", "waiting", "written" or "failed".
        seconds: time it took, once written or failed.
        error: why it failed.
        tokens_in, tokens_out: what it has used so far.
    """

    subject: int
    name: str
    seconds: float = 0.0
    error: SongClipError | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0


@dataclass(slots=True)
class Usage:
    """What has been asked of a service, and what it took. Changed on the drafting thread alone."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0

    @property
    def tokens(self) -> int:
        """Tokens in both directions."""
        return self.tokens_in + self.tokens_out


class Drafter(Protocol):
    """Whoever writes drafts.

    Attributes:
        origin: "remote" or "offline". usage: what it has used so far.
    """

    origin: str
    usage: Usage

    def draft(self, works: Sequence[Work], listener: Listener) -> None:
        """Drafts every work, each to its end.

        Tells `listener.item` a Drafted for each finished kind and a State for each change, on the
        calling thread. A work that fails is a State with its error; it never ends the others.

        Raises:
            Stopped: The listener asked for it; what was told stays.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One passage to be annotated."""

    passage: Passage
    remark: str = field(default="")
