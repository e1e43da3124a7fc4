"""What the engine reports is told in the reader's language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from songclip_desktop import language
from songclip_desktop.engine import answers
from songclip_desktop.errors import SongClipError
from training import protocol

TRAINING = Path(protocol.__file__).resolve().parent.parent


def codes() -> set[str]:
    """The codes of all errors that the workshop raises."""
    found = set()
    for file in sorted(TRAINING.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            code = getattr(node.args[0], "value", None)
            if name in ("TrainingError", "Failure") and isinstance(code, str):
                found.add(code)
    return found


def test_every_error_of_the_engine_has_its_chinese() -> None:
    assert len(codes()) > 10
    told = {*answers._CHINESE, *answers._BUGS, "stopped", "engine_missing"}
    assert codes() - told == set()


@pytest.mark.parametrize(
    ("spoken", "words"),
    [("zh_CN", "/p 里检查遗忘"), ("zh_TW", "/p 裡檢查遺忘"), ("en", "The probe in /p")],
)
def test_an_error_is_told_with_its_values(spoken: str, words: str) -> None:
    language.use(spoken)
    told = protocol.Failure("probe_unusable", "The probe in /p", "Remove it.", {"folder": "/p"})
    error = answers.failure(told)
    assert isinstance(error, SongClipError)
    assert error.what.startswith(words)
