"""What a model is asked: versioned prompt files, which the curator may replace by their own.

A prompt file begins with `version: NAME-N`; its parts stand under `# part` headings and hold
`$variables`. A file of the same name in the home folder's `prompts` takes a shipped one's place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from songclip_desktop import paths
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import DRAFTED_KINDS, Painting, Passage

_HEADING = re.compile(r"^# (\w+)\s*$", re.MULTILINE)
_NEEDED = {
    "draft": ("system", "user", *DRAFTED_KINDS, "remark", "repair"),
    "annotate": ("system", "user", "remark", "repair"),
}


@dataclass(frozen=True)
class Prompt:
    """One version of one prompt.

    Attributes:
        version: written with every draft; a changed file is told apart by its digest.
        parts: heading → text with `$variables`.
    """

    version: str
    parts: dict[str, str]

    def fill(self, part: str, **values: str) -> str:
        """The part with its variables put in; a `$` of the text that is none of them stays."""
        return Template(self.parts[part]).safe_substitute(values).strip()


def load(name: str) -> Prompt:
    """The prompt "draft" or "annotate": the curator's own file, else the shipped one. Any thread.

    Raises:
        SongClipError: `prompt_unusable`: the curator's file cannot be read or lacks a part.
    """
    own = paths.home() / "prompts" / f"{name}.md"
    if not own.is_file():
        return _parse(name, paths.resources() / "prompts" / f"{name}.md", "")
    try:
        mark = "+" + hashlib.sha256(own.read_bytes()).hexdigest()[:8]
        return _parse(name, own, mark)
    except (OSError, ValueError) as error:
        raise _unusable(own, error) from error


def _unusable(path: Path, error: Exception) -> SongClipError:
    return SongClipError(
        "prompt_unusable",
        say(
            "自订的提示 {path} 不能用：{error}。",
            "The prompt {path} cannot be used: {error}.",
            path=path,
            error=error,
        ),
        say("请改正或删去该文件。", "Mend the file or delete it."),
    )


def _parse(name: str, path: Path, mark: str) -> Prompt:
    text = path.read_text(encoding="utf-8-sig")
    head, *rest = _HEADING.split(text)
    found = re.search(r"^version:\s*(\S+)", head, re.MULTILINE)
    parts = dict(zip(rest[::2], (part.strip() for part in rest[1::2]), strict=True))
    missing = [part for part in _NEEDED[name] if part not in parts]
    if found is None or missing:
        raise ValueError(f"no part {missing[0]!r}" if missing else "no version line")
    return Prompt(found.group(1) + mark, parts)


def templates() -> Path:
    """The file of prompt templates: the curator's own, else the shipped one. Any thread.

    It is `{"version": …, "templates": ["一幅{}", …]}`: sentences with one `{}` each, in which a
    caption is shown to the model.

    Raises:
        SongClipError: `prompt_unusable`: the curator's file cannot be read or lacks a `{}`.
    """
    own = paths.home() / "prompts" / "templates.json"
    if not own.is_file():
        return paths.resources() / "prompts" / "templates.json"
    try:
        told = json.loads(own.read_text(encoding="utf-8-sig"))
        sentences = told["templates"]
        if not told["version"] or not sentences or any(s.count("{}") != 1 for s in sentences):
            raise ValueError("each template holds {} once")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(own, error) from error
    return own


def facts(painting: Painting) -> str:
    """The catalogue facts as lines for a model; what is not catalogued is left out."""
    lines = (
        ("题名", painting.title),
        ("作者", painting.artist),
        ("年代", painting.dynasty),
        ("形制", painting.format),
        ("质地", painting.material),
    )
    return "\n".join(f"{name}：{value}" for name, value in lines if value) or "（无）"


def draft_texts(
    prompt: Prompt, painting: Painting, kinds: Sequence[str], remark: str = ""
) -> tuple[str, str]:
    """The two texts of a draft: system and user. Any thread."""
    keys = "\n".join(prompt.fill(kind) for kind in DRAFTED_KINDS if kind in kinds)
    return _texts(prompt, remark, facts=facts(painting), keys=keys)


def annotation_texts(prompt: Prompt, passage: Passage, remark: str = "") -> tuple[str, str]:
    """The two texts of an annotation: system and user. Any thread."""
    source = f"《{passage.source}》{passage.chapter}" if passage.source else "（无）"
    return _texts(prompt, remark, source=source, text=passage.text)


def _texts(prompt: Prompt, remark: str, **values: str) -> tuple[str, str]:
    said = prompt.fill("remark", remark=remark) if remark else ""
    return prompt.fill("system"), prompt.fill("user", remark=said, **values)
