from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop.cli import main, output
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Progress, Stopped


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def run(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "songclip_desktop", *arguments],
        capture_output=True,
        env=os.environ | (environment or {}),
        check=False,
    )


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("songclip 0.")


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["new"], ["check", "somewhere", "--nonsense"], ["review", "x", "dance"],
     ["review", "x", "list", "--kind", "poem"], ["import", "x"], ["review", "x", "edit"],
     ["tour", "--langs", "zh_TW,fr"], ["tour", "--themes", "blue"]],
)  # fmt: skip
def test_wrong_usage_is_an_error_line_and_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run([*arguments, "--json"]) == 2
    (line,) = lines_of(capsys.readouterr().out)
    assert (line["event"], line["code"]) == ("error", "usage")
    assert line["what"]
    assert line["remedy"]
    assert main.run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err


def test_a_known_error_is_one_line_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["check", str(tmp_path), "--json"]) == 1
    (line,) = lines_of(capsys.readouterr().out)
    assert (line["event"], line["code"]) == ("error", "not_a_collection")


def test_json_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    done = run(
        "new",
        str(tmp_path / "藏品"),
        "--json",
        environment={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0
    (line,) = lines_of(done.stdout.decode("utf-8"))
    assert line["dir"].endswith("藏品")


def test_the_result_line_names_verb_schema_collection_and_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["new", str(tmp_path / "c"), "--json"]) == 0
    (line,) = lines_of(capsys.readouterr().out)
    assert line == {
        "event": "result", "verb": "new", "schema": 1, "collection": str(tmp_path / "c"),
        "model": "mini", "demo_model": True, "dir": str(tmp_path / "c"), "paintings": 0,
        "passages": 0, "captions": {"draft": 0, "approved": 0, "rejected": 0},
    }  # fmt: skip


def test_progress_is_throttled_but_its_end_is_always_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    verb = output.Verb("import", json=True)
    for done in range(1, 10_001):
        verb.progress(Progress(done, 10_000, "row"))
    shown = lines_of(capsys.readouterr().out)
    assert len(shown) < 100
    assert shown[-1] == {
        "event": "progress", "done": 10_000, "total": 10_000, "unit": "row", "note": "",
    }  # fmt: skip


@pytest.mark.parametrize("raised", [Stopped(), KeyboardInterrupt()])
def test_a_stop_is_code_stopped_and_exit_code_130(
    raised: BaseException, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise raised

    monkeypatch.setattr("songclip_desktop.workflow.new.new_collection", interrupted)
    assert main.run(["new", "somewhere", "--json"]) == 130
    assert lines_of(capsys.readouterr().out)[-1]["code"] == "stopped"


def test_a_bug_is_told_logged_and_never_a_trace_on_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("songclip_desktop.workflow.new.new_collection", broken)
    assert main.run(["new", "somewhere", "--json"]) == 1
    captured = capsys.readouterr()
    assert lines_of(captured.out)[-1]["code"] == "bug"
    assert "Traceback" not in captured.out + captured.err
    from songclip_desktop import logs

    assert "ZeroDivisionError" in logs.file().read_text(encoding="utf-8")


def test_sentences_follow_the_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SONGCLIP_LANG", "en")
    assert main.run(["check", str(tmp_path)]) == 1
    assert "is not a collection folder" in capsys.readouterr().err


def test_interrupt_asks_the_task_to_stop_first() -> None:
    import signal

    with output.Verb("import", json=True) as verb:
        signal.raise_signal(signal.SIGINT)
        assert verb.listener.should_stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_an_error_for_a_person_is_two_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    output.emit_error(SongClipError("x", "What.", "Remedy."), as_json=False)
    assert capsys.readouterr().err == "\nWhat.\nRemedy.\n"
