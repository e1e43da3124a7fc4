from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from songclip_desktop import paths
from songclip_desktop.cli.main import run
from songclip_desktop.collection.collection import Collection
from songclip_desktop.settings import DrafterProfile, Settings
from tests.fake_service import GOOD_ANNOTATION, Answer, FakeService

KEY = "sk-cli-very-secret-0123456789"


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService()
    yield fake
    fake.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    with Collection.create(folder) as made:
        for number in (1, 2):
            path = tmp_path / f"{number}.jpg"
            Image.new("RGB", (300, 400), (70 * number, 90, 120)).save(path)
            painting = made.paintings.add(f"H.{number}", title="秋山图", material="绢本设色")
            made.paintings.add_image(painting.id, made.images.add_file(path))
        made.passages.add("德寿宫在望仙桥东。", number="1", source="梦粱录")
    return folder


def songclip(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run([*arguments, "--json"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(each["event"] == "progress" for each in lines[:-1])
    return code, lines[-1]


def test_draft_remote_speaks_the_contracts_json(
    folder: Path,
    service: FakeService,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SONGCLIP_API_KEY", KEY)
    code, result = songclip(
        capsys, "draft", str(folder), "--drafter", "remote", "--endpoint", service.endpoint,
        "--llm", "eye", "--concurrency", "2", "--kinds", "modern,tags",
    )  # fmt: skip
    assert code == 0
    assert result["verb"] == "draft"
    assert result["collection"] == str(folder)
    assert result["demo_model"] is True
    assert (result["drafted"], result["skipped"], result["failed"]) == (4, 0, [])
    assert (result["calls"], result["tokens_in"], result["tokens_out"]) == (2, 1800, 200)
    assert result["cost"] == 0
    assert service.headers[0]["authorization"] == f"Bearer {KEY}"


def test_no_file_holds_the_key(
    folder: Path,
    service: FakeService,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SONGCLIP_API_KEY", KEY)
    service.answer = lambda _request: Answer(f"the key {KEY} is wrong", status=401)
    code, result = songclip(
        capsys, "draft", str(folder), "--endpoint", service.endpoint, "--llm", "eye"
    )
    assert code == 0
    assert {each["code"] for each in result["failed"]} == {"key_refused"}
    assert len(result["failed"]) == 6
    assert KEY not in json.dumps(result)
    files = [p for top in (folder, paths.home()) for p in top.rglob("*") if p.is_file()]
    assert files
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []


def test_failures_are_data_not_an_error(
    folder: Path, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    service.answer = lambda _request: Answer("抱歉。")
    code, result = songclip(
        capsys, "draft", str(folder), "--endpoint", service.endpoint, "--llm", "eye", "--limit", "1"
    )
    assert code == 0
    assert result["drafted"] == 0
    assert [set(each) for each in result["failed"]] == [{"accession", "kind", "code", "what"}] * 3


def test_a_kept_profile_is_used_by_name(
    folder: Path, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = Settings()
    mine.keep_profile(
        DrafterProfile(
            name="馆内", endpoint=service.endpoint, vision_model="eye-7", price_out=1000.0
        )
    )
    mine.save()
    code, result = songclip(capsys, "draft", str(folder), "--profile", "馆内", "--limit", "1")
    assert code == 0
    assert service.requests[0]["model"] == "eye-7"
    assert result["cost"] == pytest.approx(0.1)


def test_annotate_counts_passages(
    folder: Path, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    service.answer = lambda _request: Answer(GOOD_ANNOTATION)
    code, result = songclip(
        capsys, "annotate", str(folder), "--endpoint", service.endpoint, "--llm", "pen"
    )
    assert code == 0
    assert (result["verb"], result["drafted"], result["skipped"]) == ("annotate", 1, 0)


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["draft", "--kinds", "prose"], "usage", 2),
        (["draft", "--drafter", "someone"], "usage", 2),
        (["draft", "--drafter", "remote"], "drafter_missing", 1),
        (["draft", "--profile", "无此"], "profile_unknown", 1),
        (["draft", "--endpoint", "example", "--llm", "x"], "address_unusable", 1),
        (["draft", "--endpoint", "http://192.0.2.1/v1"], "drafter_without_model", 1),
        (["annotate"], "drafter_missing", 1),
        (["annotate", "--drafter", "offline"], "annotation_needs_model", 1),
    ],
)
def test_what_cannot_be_done_says_why(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: str,
    exit_code: int,
) -> None:
    verb, *rest = arguments
    assert run([verb, str(folder), *rest, "--json"]) == exit_code
    error = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (error["event"], error["code"]) == ("error", code)
    assert error["what"]
    assert error["remedy"]


def test_offline_and_remote_do_not_meet(
    folder: Path,
    service: FakeService,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    code, error = songclip(
        capsys, "draft", str(folder), "--endpoint", "http://192.0.2.1/v1", "--llm", "eye"
    )
    assert (code, error["code"]) == (1, "offline")


def test_a_stopped_draft_keeps_what_it_has(
    folder: Path,
    service: FakeService,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import os
    import signal

    def answer(_request: dict[str, Any]) -> Answer:
        if len(service.requests) > 1:
            os.kill(os.getpid(), signal.SIGINT)
            return Answer(status=200, content="{}", wait_s=1.0)
        from tests.fake_service import GOOD_DRAFT

        return Answer(GOOD_DRAFT)

    service.answer = answer
    code, error = songclip(
        capsys, "draft", str(folder), "--endpoint", service.endpoint, "--llm", "eye",
        "--concurrency", "1",
    )  # fmt: skip
    assert (code, error["code"]) == (130, "stopped")
    with Collection.open(folder, read_only=True) as collection:
        assert len(collection.captions.list()) == 3
