from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from songclip_desktop import __version__, paths, settings
from songclip_desktop.engine.client import Engine
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import doctor, engine_check, models
from songclip_desktop.workflow.findings import Check
from songclip_desktop.workflow.machine import Machine

CARD = "570.124.06, NVIDIA RTX A4000, 16376"


def by_name(found: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in found}


def test_on_a_sound_machine_it_learns_and_finds(engine: Engine) -> None:
    heard: list[Progress] = []
    beside = [Check("fonts", True, "Song")]
    found = doctor.checks(engine, Listener(progress=heard.append), beside=beside)
    assert [check.name for check in found if not check.ok] == []
    checks = by_name(found)
    assert {"finetune", "search", "models", "engine", "gpu", "fonts"} <= set(checks)
    assert "12" in checks["finetune"].detail
    assert "16" in checks["search"].detail
    assert [step.done for step in heard] == sorted(step.done for step in heard)
    assert heard[-1].done == heard[-1].total
    # It is there for the next report.
    kept = doctor.known()
    assert kept is not None
    assert (kept.checks, kept.spoken) == (found, "zh_CN")


def test_without_an_engine_it_says_so_and_how_to_get_one() -> None:
    with Engine(command=["/no/such/engine"]) as broken:
        found = by_name(doctor.checks(broken))
        with pytest.raises(Stopped):
            doctor.checks(broken, Listener(should_stop=lambda: True))
    assert not found["engine"].ok
    assert not found["finetune"].ok
    assert not found["search"].ok
    assert all(found[name].ok for name in ("python", "home", "records", "resources", "memory"))
    assert all(check.remedy for check in found.values() if not check.ok)


def test_a_model_whose_file_changed_is_named(engine: Engine) -> None:
    """As installed, the folder says another fingerprint than its weights have."""
    folder = paths.models_dir() / "changed"
    shutil.copytree(paths.mini_model(), folder)
    told = {"name": "changed", "fingerprint": "0" * 64, "dim": 160}
    (folder / "description.json").write_text(json.dumps(told), encoding="utf-8")
    assert "changed" in [model.name for model in models.list_models()]
    with engine.worker() as worker:
        found = engine_check.models_whole(worker, Listener())
        assert not found.ok
        assert "changed" in found.detail.split("；")[0]
        assert found.remedy
        (folder / "description.json").unlink()
        assert engine_check.models_whole(worker, Listener()).ok


def test_an_added_model_is_held_against_what_came(tmp_path: Path) -> None:
    """Any of its files, and without an engine."""
    folder = paths.models_dir() / "added"
    folder.mkdir(parents=True)
    (folder / "weights.pt").write_bytes(b"weights")
    whole = hashlib.sha256(b"weights").hexdigest()
    told = {"fingerprint": "a" * 64, "dim": 512, "files": {"weights.pt": whole}}
    (folder / "description.json").write_text(json.dumps(told), encoding="utf-8")
    assert engine_check.models_whole(None, Listener()).ok
    (folder / "weights.pt").write_bytes(b"weightz")
    found = engine_check.models_whole(None, Listener())
    assert (found.ok, "added" in found.detail) == (False, True)


def test_an_engine_of_another_version_is_told(tmp_path: Path) -> None:
    answered = Check("engine", True, "torch")
    program = tmp_path / "songclip-engine"
    assert engine_check.versions(answered, None) == answered
    assert engine_check.versions(answered, program) == answered  # the encoder has no card
    card = tmp_path / "engine.json"
    card.write_text(json.dumps({"version": __version__}), encoding="utf-8")
    assert engine_check.versions(answered, program).ok
    card.write_text(json.dumps({"version": "0.0.1"}), encoding="utf-8")
    found = engine_check.versions(answered, program)
    assert (found.ok, "0.0.1" in found.detail, __version__ in found.remedy) == (False, True, True)


def _driver(folder: Path, monkeypatch: pytest.MonkeyPatch, line: str, status: int) -> None:
    """A program of the driver's name that says this."""
    program = folder / "nvidia-smi"
    program.write_text(f"#!{sys.executable}\nprint({line!r})\nraise SystemExit({status})\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    ("line", "status", "device", "torch", "wished", "said", "advice"),
    [
        (CARD, 0, "cuda", "2.15.0+cu132", "auto", "570.124.06", ""),
        (CARD, 0, "cpu", "2.15.0+cpu", "auto", "RTX A4000 16 GB", "CUDA"),
        (CARD, 0, "cpu", "2.15.0+cu132", "auto", "RTX A4000", "驱动"),
        (CARD, 0, "cpu", "2.15.0+cu132", "cpu", "处理器", ""),
        ("NVIDIA-SMI has failed", 9, "cpu", "2.15.0+cu132", "auto", "has failed", "驱动"),
    ],
)
def test_what_the_driver_says_and_what_to_do(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    status: int,
    device: str,
    torch: str,
    wished: str,
    said: str,
    advice: str,
) -> None:
    _driver(tmp_path, monkeypatch, line, status)
    kept = settings.Settings(device=wished)  # type: ignore[arg-type]
    kept.save()
    found = engine_check.graphics_card(Machine(device, "", torch, "fp32", 4, 8, 60.0))
    assert found.ok  # it hinders nothing
    assert said in found.detail
    assert advice in found.remedy
    assert bool(found.remedy) == bool(advice)


def test_no_card_is_no_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = engine_check.graphics_card(None)
    assert (found.ok, found.remedy) == (True, "")


def test_a_proxy_is_shown_without_its_password_and_one_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://lin:hush@10.0.0.1:3128")
    found = doctor.network_state()
    assert found.ok
    assert "10.0.0.1:3128" in found.detail
    assert "hush" not in found.detail
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:7890")
    found = doctor.network_state()
    assert not found.ok
    assert "http://" in found.remedy
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    assert doctor.network_state().ok  # nothing goes through it


def test_disks_are_told_once_each_and_a_full_one_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = doctor.disks(tmp_path, tmp_path / "cache")
    assert found.ok
    assert found.detail.count("GB") == 1  # all on one disk
    monkeypatch.setattr(doctor, "_LEAST_FREE_BYTES", 10**18)
    found = doctor.disks(None, None)
    assert (found.ok, bool(found.remedy)) == (False, True)


def test_a_keychain_that_does_not_answer_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    waiting = threading.Event()

    def asks_its_user() -> str:
        waiting.wait()
        return "Secret Service"

    monkeypatch.setattr(doctor, "_KEYCHAIN_PATIENCE_S", 0.05)
    monkeypatch.setattr(doctor.keys, "tried_keychain", asks_its_user)
    found = doctor.keychain()
    assert (found.ok, bool(found.remedy)) == (True, True)
    monkeypatch.setattr(doctor, "_KEYCHAIN_PATIENCE_S", 60.0)
    waiting.set()
    assert "Secret Service" in doctor.keychain().detail


def test_as_text_marks_what_is_bad_and_what_is_advice() -> None:
    text = doctor.as_text(
        [
            Check("memory", True, "16 GB"),
            Check("gpu", True, "old", "new driver"),
            Check("disk", False, "full", "make room"),
        ]
    )
    assert [line[0] for line in text.splitlines()] == ["✓", "!", " ", "✗", " "]
    assert "make room" in text
