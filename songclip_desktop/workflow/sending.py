"""Before a service is asked: what will be sent of a work, and what a task may take."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import pictures, prompts, sending
from songclip_desktop.drafting.drafter import Drafter, Work
from songclip_desktop.drafting.remote import RemoteDrafter
from songclip_desktop.drafting.sending import Outgoing
from songclip_desktop.settings import DrafterProfile, Settings
from songclip_desktop.workflow import draft

# Models that read pictures in patches of this side take a token for each, or fewer.
PATCH_PX = 28
# What a model writes of one kind, with some room.
TOKENS_A_KIND = 80


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a task may take.

    Attributes:
        cost: in the profile's currency; 0 where its prices are not known.
        known: true where earlier calls of the same model tell; else the size of the pictures and
            the length of the prompt do.
    """

    calls: int
    tokens_in: int
    tokens_out: int
    cost: float
    known: bool


def preview(profile: DrafterProfile, work: Work) -> Outgoing:
    """Exactly what is sent for a draft of this work, by the code that sends it. Any thread.

    Reads and scales the picture: tens of milliseconds to a second.

    Raises:
        SongClipError: nothing is sent, and why: `local_only`, `picture_missing`,
            `picture_unreadable`, `prompt_unusable`.
    """
    return sending.of_work(prompts.load("draft"), profile, work)


def estimate(collection: Collection, prepared: draft.Prepared) -> Estimate:
    """What drafting may take, before it begins; nothing on this machine alone. Main thread.

    Raises:
        SongClipError: `prompt_unusable`.
    """
    if not isinstance(prepared.drafter, RemoteDrafter):
        return Estimate(0, 0, 0, 0.0, True)
    profile = prepared.drafter.profile
    works = [work for work in prepared.works if not work.painting.local_only]
    seen = collection.captions.usage(profile.endpoint, profile.vision_model)
    prompt = prompts.load("draft")
    each = ((_tokens_of(prompt, profile, work), TOKENS_A_KIND * len(work.kinds)) for work in works)
    return _estimate(profile, len(works), seen, each)


def remember(settings: Settings, drafter: Drafter) -> bool:
    """Keeps how a service was found to be asked for JSON, so that the next task begins with it.

    Returns:
        Whether the settings changed and are to be saved. Main thread.
    """
    if not isinstance(drafter, RemoteDrafter) or drafter.found is None:
        return False
    return settings.remember_way(drafter.profile, *drafter.found)


def _estimate(
    profile: DrafterProfile,
    calls: int,
    seen: tuple[int, float, float],
    each: Iterable[tuple[int, int]],
) -> Estimate:
    known, mean_in, mean_out = seen
    if known:
        tokens_in, tokens_out = math.ceil(calls * mean_in), math.ceil(calls * mean_out)
    else:
        pairs = list(each)
        tokens_in, tokens_out = (sum(pair[side] for pair in pairs) for side in (0, 1))
    cost = profile.cost(tokens_in, tokens_out)
    return Estimate(calls, tokens_in, tokens_out, cost, bool(known))


def _tokens_of(prompt: prompts.Prompt, profile: DrafterProfile, work: Work) -> int:
    """Patches of the pictures as they will be sent, and a token for each character."""
    image = work.painting.image
    sizes = pictures.sent_sizes(image.width_px, image.height_px, profile.side_px) if image else []
    patches = sum(math.ceil(w / PATCH_PX) * math.ceil(h / PATCH_PX) for w, h in sizes)
    texts = prompts.draft_texts(prompt, work.painting, work.kinds, work.remark)
    return patches + sum(map(len, texts))
