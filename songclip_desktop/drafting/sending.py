"""What leaves the machine, put together in one place: what is shown of it is what is sent."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from songclip_desktop.drafting import prompts
from songclip_desktop.drafting.drafter import Reading, Work
from songclip_desktop.drafting.pictures import outgoing
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.settings import DrafterProfile


@dataclass(frozen=True)
class Outgoing:
    """One question, whole.

    Attributes:
        pictures: JPEGs as sent: the whole, then the sections of a long scroll.
        facts: the catalogue facts among the words, or the passage.
        system, user: the two texts, every variable filled in.
        endpoint, model: who is asked.
    """

    pictures: tuple[bytes, ...]
    facts: str
    system: str
    user: str
    prompt_version: str
    endpoint: str
    model: str

    @property
    def picture_sha256(self) -> str:
        """Of the whole picture as sent; empty without one."""
        return hashlib.sha256(self.pictures[0]).hexdigest() if self.pictures else ""

    @property
    def messages(self) -> list[dict[str, Any]]:
        """As a chat: the pictures come before the words they belong to."""
        content: str | list[dict[str, Any]] = self.user
        if self.pictures:
            content = [_picture(each) for each in self.pictures]
            content.append({"type": "text", "text": self.user})
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": content},
        ]


def of_work(prompt: prompts.Prompt, profile: DrafterProfile, work: Work) -> Outgoing:
    """What is sent for a draft. Any thread; reads the picture.

    Raises:
        SongClipError: `local_only`, `picture_missing`, `picture_unreadable`.
    """
    if work.painting.local_only:
        raise SongClipError(
            "local_only",
            say("这件作品不出本机，没有送出。", "This work stays local and was not sent."),
            say("请改用离线起草。", "Draft it offline instead."),
        )
    pictures = tuple(outgoing(work.picture, profile.side_px))
    system, user = prompts.draft_texts(prompt, work.painting, work.kinds, work.remark)
    if len(pictures) > 1:
        user = "第一张是全图，其余是它自右至左（立轴自上至下）的局部。\n" + user
    return Outgoing(
        pictures,
        prompts.facts(work.painting),
        system,
        user,
        prompt.version,
        profile.endpoint,
        profile.vision_model,
    )


def of_passage(prompt: prompts.Prompt, profile: DrafterProfile, reading: Reading) -> Outgoing:
    """What is sent for an annotation. Any thread."""
    system, user = prompts.annotation_texts(prompt, reading.passage, reading.remark)
    return Outgoing(
        (),
        reading.passage.text,
        system,
        user,
        prompt.version,
        profile.endpoint,
        profile.text_model,
    )


def _picture(jpeg: bytes) -> dict[str, Any]:
    address = "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
    return {"type": "image_url", "image_url": {"url": address}}
