"""What a model is asked: versioned prompt files, which the curator may replace by their own.

A prompt file begins with `version: NAME-N`; its parts stand under `# part` headings and hold
`$variables`. A file of the same name in the home folder's `prompts` takes a shipped one's place.
"""

from __future__ import annotations

import hashlib
import json
import os
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
# (prompt, part) → the variables without which the part could not do its work, and all it may hold.
_VARIABLES = {
    ("draft", "user"): (("facts", "keys", "remark"), ("facts", "keys", "remark")),
    ("annotate", "user"): (("text", "remark"), ("source", "text", "remark")),
    ("draft", "remark"): (("remark",), ("remark",)),
    ("annotate", "remark"): (("remark",), ("remark",)),
    ("draft", "repair"): (("problem",), ("problem",)),
    ("annotate", "repair"): (("problem",), ("problem",)),
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
    return read(name, source(name))


def read(name: str, text: str) -> Prompt:
    """The prompt that this text is; its version carries a digest where it is not the shipped one.

    Raises:
        SongClipError: `prompt_unusable`: a part or a variable is missing, or one is unknown.
    """
    text = _trimmed(text)
    mark = "+" + hashlib.sha256(text.encode()).hexdigest()[:8] if text != shipped(name) else ""
    try:
        return _parse(name, text, mark)
    except ValueError as error:
        raise _unusable(_own(name), error) from error


def shipped(name: str) -> str:
    """The text of the shipped prompt. Any thread."""
    return _text(paths.resources() / "prompts" / f"{name}.md")


def source(name: str) -> str:
    """The text in use, for an editor: the curator's own, else the shipped one. Any thread.

    Raises:
        SongClipError: `prompt_unusable`: the curator's file cannot be read.
    """
    own = _own(name)
    try:
        return _text(own) if own.is_file() else shipped(name)
    except (OSError, ValueError) as error:
        raise _unusable(own, error) from error


def is_own(name: str) -> bool:
    """Whether the curator's own text is in use. Any thread."""
    return _own(name).is_file()


def save(name: str, text: str) -> Prompt:
    """Puts the curator's text in the place of the shipped one, which stays. Any thread.

    Returns:
        It, with a version of its own. The shipped text saved again is a `reset`.

    Raises:
        SongClipError: `prompt_unusable`: it could not be asked with, and was not kept.
        OSError: the home folder cannot be written.
    """
    text = _trimmed(text)
    prompt = read(name, text)
    if text == shipped(name):
        reset(name)
        return prompt
    own = _own(name)
    own.parent.mkdir(parents=True, exist_ok=True)
    part = own.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, own)
    return prompt


def reset(name: str) -> None:
    """Back to the shipped prompt; the curator's own is gone. Any thread."""
    _own(name).unlink(missing_ok=True)


def _own(name: str) -> Path:
    return paths.home() / "prompts" / f"{name}.md"


def _text(path: Path) -> str:
    return _trimmed(path.read_text(encoding="utf-8-sig"))


def _trimmed(text: str) -> str:
    return text.replace("\r\n", "\n").strip() + "\n"


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


def _parse(name: str, text: str, mark: str) -> Prompt:
    head, *rest = _HEADING.split(text)
    found = re.search(r"^version:\s*(\S+)", head, re.MULTILINE)
    parts = dict(zip(rest[::2], (part.strip() for part in rest[1::2]), strict=True))
    missing = [part for part in _NEEDED[name] if part not in parts]
    if found is None or missing:
        raise ValueError(
            say("缺 “# {part}” 一节", "the part “# {part}” is missing", part=missing[0])
            if missing
            else say("缺 version 一行", "the line “version:” is missing")
        )
    for (of, part), (needed, known) in _VARIABLES.items():
        if of == name:
            _check_variables(parts[part], needed, known)
    return Prompt(found.group(1) + mark, parts)


def _check_variables(text: str, needed: Sequence[str], known: Sequence[str]) -> None:
    found = Template(text).get_identifiers()
    for name in needed:
        if name not in found:
            raise ValueError(say("缺变量 ${name}", "the variable ${name} is missing", name=name))
    for name in found:
        if name not in known:
            raise ValueError(say("没有变量 ${name}", "there is no variable ${name}", name=name))


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
