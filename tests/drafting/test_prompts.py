"""Prompt templates: the shipped file, or the curator's own."""

from __future__ import annotations

import json
import re

import pytest

from songclip_desktop import paths
from songclip_desktop.chinese import TOKEN_LIMIT, token_count
from songclip_desktop.drafting import prompts
from songclip_desktop.errors import SongClipError


def test_the_curators_own_templates_take_the_place_of_the_shipped_ones() -> None:
    assert prompts.templates() == paths.resources() / "prompts" / "templates.json"
    own = paths.home() / "prompts" / "templates.json"
    own.parent.mkdir(parents=True)
    own.write_text(json.dumps({"version": "mine-1", "templates": ["{}", "敦煌{}"]}), "utf-8")
    assert prompts.templates() == own


@pytest.mark.parametrize(
    "told",
    ["[]", "{", '{"version": "v", "templates": [1]}', '{"version": "v", "templates": ["画"]}'],
)
def test_templates_that_cannot_be_used_are_told_with_their_path(told: str) -> None:
    own = paths.home() / "prompts" / "templates.json"
    own.parent.mkdir(parents=True)
    own.write_text(told, "utf-8")
    with pytest.raises(SongClipError, match=r"templates\.json") as caught:
        prompts.templates()
    assert caught.value.code == "prompt_unusable"


def test_an_edited_prompt_stands_beside_the_shipped_one_under_its_own_version() -> None:
    text = prompts.source("draft")
    assert prompts.load("draft").version == "draft-1"
    kept = prompts.save("draft", text.replace("熟悉宋代绘画", "熟悉元代绘画"))
    assert re.fullmatch(r"draft-1\+[0-9a-f]{8}", kept.version)
    assert prompts.load("draft") == kept
    assert prompts.is_own("draft")
    assert "元代" in prompts.source("draft")
    assert "元代" not in prompts.shipped("draft")
    again = prompts.save("draft", prompts.source("draft").replace("元代", "明代"))
    assert again.version != kept.version
    prompts.reset("draft")
    assert (prompts.load("draft").version, prompts.is_own("draft")) == ("draft-1", False)


def test_the_shipped_text_saved_again_is_the_shipped_prompt() -> None:
    prompts.save("annotate", prompts.source("annotate").replace("$source", "（略）$source"))
    prompts.save("annotate", prompts.shipped("annotate").replace("\n", "\r\n"))
    assert not prompts.is_own("annotate")


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("# repair", "# mend", "repair"),
        ("$keys", "", "$keys"),
        ("$facts", "$fact", "$facts"),
        ("不用 Markdown", "不用 Markdown，$remark", ""),
        ("编目事项：\n", "编目事项（$title）：\n", "$title"),
        ("version: draft-1", "", "version"),
    ],
)
def test_a_prompt_that_could_not_be_asked_with_is_not_kept(
    wrong: str, right: str, said: str
) -> None:
    text = prompts.source("draft")
    assert wrong in text
    if not said:
        prompts.save("draft", text.replace(wrong, right))  # other parts may say what they like
        return
    with pytest.raises(SongClipError) as caught:
        prompts.save("draft", text.replace(wrong, right))
    assert (caught.value.code, said in caught.value.what) == ("prompt_unusable", True)
    assert prompts.source("draft") == text


def test_prose_is_asked_for_within_what_the_model_reads() -> None:
    """Forty-five characters are forty-five tokens, and the marks between them a few more."""
    prompt = prompts.load("draft")
    for kind in ("modern", "classical"):
        assert "四十五个字" in prompt.parts[kind]
    assert token_count("山" * 45) <= TOKEN_LIMIT
