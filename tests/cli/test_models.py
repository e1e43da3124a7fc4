"""`songclip models fetch | add | pack`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from songclip_desktop import paths
from songclip_desktop.cli import main
from songclip_desktop.workflow import downloads, kit_contents, model_sources
from tests.fake_hub import Held, Hub, serve

Verb = Callable[..., dict[str, Any]]
NAME = "ViT-B-16"


@pytest.fixture
def verb(capsys: pytest.CaptureFixture[str]) -> Verb:
    """Runs `models …` with --json and gives its last line; `code` is the exit code expected."""

    def run(*arguments: object, code: int = 0) -> dict[str, Any]:
        assert main.run(["models", *map(str, arguments), "--json"]) == code
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    return run


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setattr(downloads, "WAITS_S", (0.0,))
    repository, file, _ = model_sources._FILES[NAME]
    made = Hub()
    made.model(repository, file, Held(b"no weights" * 1000))
    with serve(made):
        monkeypatch.setenv("HF_ENDPOINT", made.address)
        monkeypatch.setenv("MODELSCOPE_DOMAIN", made.address)
        yield made


@pytest.mark.parametrize(
    ("source", "asks"),
    [((), "/api/v1/models/AI-M"), (("--source", "huggingface"), "/api/models/OFA")],
)
def test_fetch_asks_the_hub_that_was_chosen(
    hub: Hub, verb: Verb, source: tuple[str, ...], asks: str
) -> None:
    hub.cuts = [100, 0, 0]
    error = verb("fetch", NAME, *source, code=1)
    assert error["code"] == "address_unreachable"
    assert hub.asked[0].startswith(asks)


def test_what_the_engine_cannot_read_is_not_kept(hub: Hub, verb: Verb) -> None:
    hub.cuts = [100, 0, 0]
    verb("fetch", NAME, code=1)
    assert verb("fetch", NAME, code=1)["code"] == "model_damaged"
    assert hub.asked_from == [0, 100, 100, 100]
    assert not list(paths.models_dir().rglob("*.pt*"))


def test_fetch_of_another_name_or_source_is_refused(hub: Hub, verb: Verb) -> None:
    assert verb("fetch", "ViT-Z", code=1)["code"] == "model_unknown"
    assert verb("fetch", NAME, "--source", "elsewhere", code=2)["code"] == "usage"
    assert hub.asked == []


def test_a_kit_is_packed_and_added(
    verb: Verb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit_contents, "_font_places", list)
    shutil.copytree(paths.mini_model(), tmp_path / "own")
    (added,) = verb("add", tmp_path / "own")["models"]
    packed = verb("pack", tmp_path / "kit.tar.zst")
    assert packed["out"] == str(tmp_path / "kit.tar.zst")
    assert packed["files"] > 5
    assert [each["name"] for each in packed["models"]] == [added["name"]]
    assert packed["missing"]
    monkeypatch.setenv("SONGCLIP_HOME", str(tmp_path / "elsewhere"))
    result = verb("add", tmp_path / "kit.tar.zst")
    assert result["kit"]
    assert result["engine"] is None
    (model,) = result["models"]
    assert (model["name"], model["fingerprint"]) == (added["name"], added["fingerprint"])
    assert model["path"].startswith(str(tmp_path / "elsewhere"))
    assert verb("pack", tmp_path / "kit.tar.zst", code=1)["code"] == "file_exists"


SONGCLIP = Path(sys.executable).with_name("songclip")


def fetched(*before: str | Path, **environment: str) -> tuple[int, dict[str, Any]]:
    """Exit code and last line of `models fetch` in a process of its own."""
    done = subprocess.run(
        [*before, SONGCLIP, "models", "fetch", NAME, "--json"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
    return done.returncode, json.loads(done.stdout.splitlines()[-1])


def test_a_machine_without_any_network_says_so() -> None:
    """In a network of its own, which reaches nothing: not even a name is found."""
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no network namespaces here")
    code, error = fetched("unshare", "-rn")
    assert (code, error["code"]) == (1, "address_unreachable")
    assert error["remedy"]


def test_with_the_switch_on_no_connection_is_tried(tmp_path: Path) -> None:
    """As the system sees it; with the switch off it sees one, so it would have seen others."""
    tried = ["strace", "-f", "-o", tmp_path / "tried", "true"]
    if shutil.which("strace") is None or subprocess.run(tried, check=False).returncode:
        pytest.skip("strace is not here, or may not look")
    seen = tmp_path / "seen"
    watched = ("strace", "-f", "-e", "trace=connect,sendto", "-o", seen)
    code, error = fetched(*watched, SONGCLIP_OFFLINE="1", MODELSCOPE_DOMAIN="http://192.0.2.1")
    assert (code, error["code"]) == (1, "offline")
    assert "AF_INET" not in seen.read_text()
    code, error = fetched(*watched, MODELSCOPE_DOMAIN="http://127.0.0.1:9")
    assert (code, error["code"]) == (1, "address_unreachable")
    assert 'sin_addr=inet_addr("127.0.0.1")' in seen.read_text()
