"""Prompt templates: the shipped file, or the curator's own."""

from __future__ import annotations

import json

import pytest

from songclip_desktop import paths
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
