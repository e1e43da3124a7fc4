"""A blind comparison of two prompts or models: both draft the same works, the curator picks.

What is drafted for a trial is no caption: it lies in `trials/ID.jsonl` of the collection, a line for
each thing that happened, and goes into no dataset.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.database import now
from songclip_desktop.collection.storage import read_only_error, storage_error
from songclip_desktop.drafting import prompts
from songclip_desktop.drafting.drafter import Drafted, State, Work
from songclip_desktop.drafting.remote import RemoteDrafter
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress
from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.settings import DrafterProfile, Settings
from songclip_desktop.workflow.draft import DraftOptions, remote_drafter

WORKS = 20
# A difference that chance makes less often than this is one.
SURE = 0.05
Place = Literal["left", "right", "same"]


@dataclass(frozen=True)
class Side:
    """One of the two that are compared.

    Attributes:
        profile: the service and its model. prompt: the text of its prompt "draft".
        key: of the service; used for this trial alone, never kept.
    """

    profile: DrafterProfile
    prompt: str
    key: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """Service, model and version of the prompt."""
        version = prompts.read("draft", self.prompt).version
        return f"{self.profile.name} · {self.profile.vision_model} · {version}"


@dataclass(frozen=True)
class Prepared:
    """A trial before anything is sent."""

    id: str
    works: tuple[Work, ...]
    drafters: tuple[RemoteDrafter, RemoteDrafter]


@dataclass(frozen=True, slots=True)
class Tried:
    """What one side wrote of one kind of a work, or why it wrote nothing (`kind` is empty)."""

    side: int
    painting_id: int
    kind: str
    text: str


@dataclass(frozen=True)
class Pair:
    """What both wrote of one work; which of them stands left is drawn for each work.

    Attributes:
        left, right: kind → text; empty where that side failed.
        pick: "left", "right", "same", or empty before the curator has chosen.
    """

    painting_id: int
    left: dict[str, str]
    right: dict[str, str]
    pick: str = ""

    @property
    def ready(self) -> bool:
        """Whether there is something to choose between."""
        return bool(self.left and self.right)


@dataclass(frozen=True)
class Result:
    """What the picks say; the names stand here alone, so that choosing stays blind.

    Attributes:
        names: of the two sides. wins: works for which each was picked.
        same: works where neither was better. open: works not yet chosen between.
        p: how often chance alone would divide the picks as unevenly.
        winner: 0 or 1, the side picked more often; None where neither was.
    """

    names: tuple[str, str]
    wins: tuple[int, int]
    same: int
    open: int
    p: float
    winner: int | None

    @property
    def sure(self) -> bool:
        """Whether the difference is more than chance makes."""
        return self.p < SURE


def prepare(
    collection: Collection,
    sides: tuple[Side, Side],
    works: int = WORKS,
    kinds: Sequence[str] = DRAFTED_KINDS,
) -> Prepared:
    """Draws the works and begins the trial's file. Main thread.

    Works that stay local or have no picture are not drawn.

    Raises:
        SongClipError: `trial_same_sides`, `trial_without_works`; `prompt_unusable`; what
            `draft.remote_drafter` and writing into the collection raise.
    """
    if (sides[0].profile, sides[0].prompt) == (sides[1].profile, sides[1].prompt):
        raise SongClipError(
            "trial_same_sides",
            say("两边是同一个模型、同一份提示。", "Both sides are the same model and prompt."),
            say("请改换其中一边。", "Change one of them."),
        )
    one, other = (_drafter(side) for side in sides)
    chosen = [
        each
        for each in collection.paintings.all(with_image=True)
        if not each.local_only and each.image is not None
    ]
    if not chosen:
        raise SongClipError(
            "trial_without_works",
            say("没有可以送出的作品。", "There is no work that may be sent."),
            say("请先入藏图片。", "Bring in pictures first."),
        )
    trial = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    drawn = random.Random(trial).sample(chosen, min(works, len(chosen)))
    wanted = tuple(kind for kind in DRAFTED_KINDS if kind in kinds)
    tasks = tuple(
        Work(each, collection.images.path(each.image), wanted) for each in drawn if each.image
    )
    told = [{"profile": s.profile.model_dump(), "prompt": s.prompt, "name": s.name} for s in sides]
    ids = [each.id for each in drawn]
    _append(collection, trial, {"id": trial, "at": now(), "works": ids, "sides": told})
    return Prepared(trial, tasks, (one, other))


def _drafter(side: Side) -> RemoteDrafter:
    drafter = remote_drafter(DraftOptions(profile=side.profile, key=side.key))
    drafter.prompt = prompts.read("draft", side.prompt)
    return drafter


def execute(prepared: Prepared, listener: Listener) -> Prepared:
    """Has both sides draft; `listener.item` gets a Tried each, to be kept by `store`. Any thread.

    Raises:
        Stopped: the listener asked for it; what was told stays.
    """
    count = len(prepared.works)
    for number, drafter in enumerate(prepared.drafters):

        def note(item: object, side: int = number) -> None:
            if isinstance(item, Drafted):
                listener.item(Tried(side, item.painting_id, item.kind, item.text))
            elif isinstance(item, State) and item.error is not None:
                listener.item(Tried(side, item.subject, "", item.error.what))

        def progress(step: Progress, before: int = number * count) -> None:
            listener.progress(replace(step, done=before + step.done, total=2 * count))

        drafter.draft(prepared.works, Listener(progress, note, listener.should_stop))
    return prepared


def store(collection: Collection, trial: str, tried: Tried) -> None:
    """Keeps what one side wrote. Main thread.

    Raises:
        SongClipError: `collection_read_only`, `disk_full`.
    """
    said = {"side": tried.side, "work": tried.painting_id, "kind": tried.kind, "text": tried.text}
    _append(collection, trial, said)


def finish(collection: Collection, prepared: Prepared) -> tuple[Pair, ...]:
    """What there is to choose between. Main thread."""
    return pairs(collection, prepared.id)


def trials(collection: Collection) -> list[str]:
    """Ids of the trials of this collection, newest first."""
    return sorted((each.stem for each in _folder(collection).glob("*.jsonl")), reverse=True)


def pairs(collection: Collection, trial: str) -> tuple[Pair, ...]:
    """Both sides' texts for each work, in an order that tells nothing of the side.

    Raises:
        SongClipError: `no_such_trial`.
    """
    head, lines = _read(collection, trial)
    texts: dict[tuple[int, int], dict[str, str]] = {}
    for line in lines:
        if "side" in line and line["kind"]:
            texts.setdefault((line["work"], line["side"]), {})[line["kind"]] = line["text"]
    picks = _picks(lines)
    found = []
    for work in head["works"]:
        left = _left(trial, work)
        sides = (texts.get((work, left), {}), texts.get((work, 1 - left), {}))
        found.append(Pair(work, *sides, _place(picks.get(work, ""), left)))
    return tuple(found)


def pick(collection: Collection, trial: str, painting_id: int, place: Place) -> None:
    """The curator prefers what stands there; choosing again replaces it. Main thread.

    Raises:
        SongClipError: `no_such_trial`, `collection_read_only`, `disk_full`.
    """
    _read(collection, trial)
    left = _left(trial, painting_id)
    side = {"left": left, "right": 1 - left, "same": None}[place]
    _append(collection, trial, {"pick": side, "work": painting_id, "at": now()})


def result(collection: Collection, trial: str) -> Result:
    """What the picks so far say.

    Raises:
        SongClipError: `no_such_trial`.
    """
    head, lines = _read(collection, trial)
    picks = _picks(lines)
    wins = (list(picks.values()).count(0), list(picks.values()).count(1))
    ready = sum(each.ready for each in pairs(collection, trial))
    names = (head["sides"][0]["name"], head["sides"][1]["name"])
    winner = None if wins[0] == wins[1] else int(wins[1] > wins[0])
    same = list(picks.values()).count(None)
    return Result(names, wins, same, ready - len(picks), sign_test(*wins), winner)


def adopt(collection: Collection, trial: str, side: int, settings: Settings) -> None:
    """Makes one side what is drafted with from now on: its service and its prompt. Main thread.

    Raises:
        SongClipError: `no_such_trial`, `prompt_unusable`.
        OSError: the home folder cannot be written.
    """
    head, _lines = _read(collection, trial)
    told = head["sides"][side]
    prompts.save("draft", told["prompt"])
    profile = DrafterProfile.model_validate(told["profile"])
    if settings.find_profile(profile.name) != profile:
        settings.keep_profile(profile)
    settings.profile = profile.name
    settings.save()


def sign_test(one: int, other: int) -> float:
    """How often fair coins divide so many throws at least as unevenly."""
    throws, few = one + other, min(one, other)
    tail = sum(math.comb(throws, each) for each in range(few + 1)) / 2**throws
    return min(1.0, 2 * tail)


def _left(trial: str, work: int) -> int:
    """Which side stands left: drawn by the trial, the same each time it is looked at."""
    return hashlib.sha256(f"{trial} {work}".encode()).digest()[0] & 1


def _place(picked: int | str | None, left: int) -> str:
    if picked == "":
        return ""
    return "same" if picked is None else ("left" if picked == left else "right")


def _picks(lines: list[dict[str, Any]]) -> dict[int, int | None]:
    return {line["work"]: line["pick"] for line in lines if "pick" in line}


def _folder(collection: Collection) -> Path:
    return collection.dir / "trials"


def _append(collection: Collection, trial: str, line: dict[str, Any]) -> None:
    if collection.read_only:
        raise read_only_error()
    try:
        _folder(collection).mkdir(exist_ok=True)
        with (_folder(collection) / f"{trial}.jsonl").open("a", encoding="utf-8") as file:
            # Begins anew, so that a line that a kill cut off spoils no other.
            file.write("\n" + json.dumps(line, ensure_ascii=False))
    except OSError as error:
        raise storage_error(error) from error


def _read(collection: Collection, trial: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        text = (_folder(collection) / f"{trial}.jsonl").read_text(
            encoding="utf-8", errors="replace"
        )
        head, *lines = (found for line in text.split("\n") if (found := _line(line)))
        return head, lines
    except (OSError, ValueError) as error:
        raise SongClipError(
            "no_such_trial",
            say("没有比较「{id}」。", "There is no comparison “{id}”.", id=trial),
            say("请重新开始一次比较。", "Begin a new one."),
        ) from error


def _line(text: str) -> dict[str, Any] | None:
    try:
        return json.loads(text)
    except ValueError:
        return None  # cut off by a kill
