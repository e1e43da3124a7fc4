"""Three hundred works through a service that fails in every way, and through kill -9."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.settings import DrafterProfile, Settings
from tests.end_to_end.conftest import Songclip
from tests.fake_service import GOOD_ANNOTATION, GOOD_DRAFT, Answer, FakeService

WORKS = 300
AT_ONCE = 8
KEY = "sk-scale-very-secret-7f3a9c51d2e84b06"
TOKENS = 1000  # of one answer, in and out
# What may become of a work in the end, beside a draft.
REASONS = {
    "rate_limited", "service_failed", "connection_lost", "reply_unusable", "refused",
    "service_silent",
}  # fmt: skip

# Runs in the child before anything else: no socket leads elsewhere, whoever opens it.
GUARD = """
import os, sys
allowed, told = int(os.environ["GUARD_PORT"]), os.environ["GUARD_FILE"]
def say(words):
    with open(told, "a") as file:
        file.write(words + "\\n")
def hook(event, given):
    if event in ("socket.connect", "socket.sendto") and isinstance(given[1], tuple):
        if given[1][:2] != ("127.0.0.1", allowed):
            say(f"elsewhere {given[1]}")
            raise OSError("guarded")
    elif event == "socket.getaddrinfo" and given[0] not in (None, "127.0.0.1"):
        say(f"elsewhere {given[0]}")
        raise OSError("guarded")
sys.addaudithook(hook)
say("guarding")
"""


class Trouble:
    """Answers as a bad day does; knows which works it answered well, and what it may charge."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.lock = threading.Lock()
        self.kinds: dict[str, int] = {}
        self.answered: set[str] = set()
        self.asked: list[str] = []
        self.charged = 0
        self.reached = threading.Event()
        self.until = 0

    def __call__(self, request: dict[str, Any]) -> Answer:
        work = re.findall(r"题名：(第\d+图)", json.dumps(request["messages"], ensure_ascii=False))[
            0
        ]
        with self.lock:
            self.asked.append(work)
            name, answer = self._answer(self.draw.random())
            self.kinds[name] = self.kinds.get(name, 0) + 1
            self.charged += TOKENS if answer.status == 200 else 0
            if name == "good":
                self.answered.add(work)
            if self.until and len(self.asked) >= self.until:
                self.reached.set()
        return answer

    def _answer(self, chance: float) -> tuple[str, Answer]:
        for share, name, answer in (
            (0.10, "429", Answer("busy", status=429, headers={"retry-after": "0.05"})),
            (0.05, "500", Answer("broken", status=500)),
            (0.05, "cut off", Answer(GOOD_DRAFT, cut_at=60)),
            (0.05, "not JSON", Answer("此画甚佳。")),
            (0.02, "refusal", Answer("", finish="content_filter")),
            (0.02, "hanging", Answer(GOOD_DRAFT, wait_s=4.0)),
        ):
            if chance < share:
                return name, answer
            chance -= share
        return "good", Answer(GOOD_DRAFT, wait_s=0.02)


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService()
    yield fake
    fake.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "藏品"
    picture = tmp_path / "picture.jpg"
    with Collection.create(path) as collection, collection.transaction():
        for number in range(WORKS):
            work = collection.paintings.add(f"S{number:03}", title=f"第{number}图")
            Image.new("RGB", (64, 48), (number % 256, number // 2, 90)).save(picture)
            collection.paintings.add_image(work.id, collection.images.add_file(picture))
    return path


@pytest.fixture
def guarded(
    songclip: Songclip, service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `songclip draft` so that it can reach nothing but the service."""
    home = Path(songclip.environment["SONGCLIP_HOME"])
    monkeypatch.setenv("SONGCLIP_HOME", str(home))
    settings = Settings()
    settings.keep_profile(
        DrafterProfile(
            name="馆内", endpoint=service.endpoint, vision_model="eye", timeout_s=1.5,
            concurrency=AT_ONCE, side_px=256,
        )
    )  # fmt: skip
    settings.save()
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    told = tmp_path / "guard" / "told"
    songclip.environment |= {
        "PYTHONPATH": str(tmp_path / "guard"),
        "GUARD_PORT": service.endpoint.split(":")[-1].split("/")[0],
        "GUARD_FILE": str(told),
        "SONGCLIP_API_KEY": KEY,
        "HTTP_PROXY": "http://192.0.2.1:9",
        "HTTPS_PROXY": "http://192.0.2.1:9",
        "OPENAI_BASE_URL": "http://192.0.2.1:9/v1",
    }
    yield lambda *more: songclip.start("draft", *more, "--profile", "馆内")
    assert set(told.read_text().splitlines()) == {"guarding"}
    written = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert [each for each in written if KEY.encode() in each.read_bytes()] == []


def ended(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, complaints = process.communicate(timeout=300)
    assert process.returncode == 0, f"{out}\n{complaints}"
    return json.loads(out.splitlines()[-1])


def drafted(folder: Path) -> dict[str, list[str]]:
    """Work → the kinds that stand, each as often as it stands."""
    with Collection.open(folder, read_only=True) as collection:
        title = {each.id: each.title for each in collection.paintings.all()}
        found: dict[str, list[str]] = {}
        for caption in collection.captions.list():
            assert caption.status == "draft"
            found.setdefault(title[caption.painting_id], []).append(caption.kind)
    return found


def whole(found: dict[str, list[str]]) -> set[str]:
    assert all(len(set(kinds)) == len(kinds) for kinds in found.values()), "a kind stands twice"
    return {work for work, kinds in found.items() if set(kinds) == set(DRAFTED_KINDS)}


def test_the_guard_sees_what_goes_elsewhere(guarded: object, songclip: Songclip) -> None:
    """Whoever reaches for another address is seen, or the tests below could not fail."""
    told = Path(songclip.environment["GUARD_FILE"])
    for reach in ("('127.0.0.1', 9)", "('192.0.2.1', 80)", "('example.invalid', 80)"):
        code = f"import socket; socket.create_connection({reach}, 1)"
        done = subprocess.run(
            [sys.executable, "-c", code], env=songclip.environment, capture_output=True, check=False
        )
        assert b"guarded" in done.stderr
    assert sum(line.startswith("elsewhere") for line in told.read_text().splitlines()) == 3
    told.write_text("guarding\n")


@pytest.mark.slow
def test_three_hundred_works_through_every_trouble(
    guarded: Callable[..., subprocess.Popen[str]], folder: Path, service: FakeService
) -> None:
    trouble = Trouble(2024)
    service.answer = trouble
    cap = 40 * TOKENS
    first = ended(guarded(folder, "--max-tokens-total", str(cap)))
    assert first["tokens_in"] + first["tokens_out"] <= trouble.charged <= cap
    assert trouble.charged > cap - 15 * TOKENS, "the cap held more back than it had to"
    assert "token_cap" in {each["code"] for each in first["failed"]}
    assert first["drafted"] + len(first["failed"]) == 3 * WORKS
    before = whole(drafted(folder))
    assert len(before) * 3 == first["drafted"] > 30

    begun = len(trouble.asked)
    second = ended(guarded(folder))
    assert set(trouble.asked[begun:]) == {f"第{n}图" for n in range(WORKS)} - before
    assert second["skipped"] == first["drafted"]
    assert second["drafted"] + len(second["failed"]) == 3 * WORKS - first["drafted"]
    assert {each["code"] for each in second["failed"]} <= REASONS
    assert all(each["what"] for each in second["failed"])
    stands = drafted(folder)
    assert 3 * len(whole(stands)) == first["drafted"] + second["drafted"] > 3 * WORKS * 0.9
    assert trouble.answered >= whole(stands)
    assert service.most_at_once <= AT_ONCE + trouble.kinds["hanging"]
    assert set(trouble.kinds) == {
        "good", "429", "500", "cut off", "not JSON", "refusal", "hanging",
    }  # fmt: skip


@pytest.mark.slow
def test_five_kills_lose_no_more_than_the_calls_in_flight(
    guarded: Callable[..., subprocess.Popen[str]], folder: Path, service: FakeService
) -> None:
    trouble = Trouble(7)
    service.answer = trouble
    draw = random.Random(11)
    for _ in range(5):
        stood = whole(drafted(folder))
        begun = len(trouble.asked)
        trouble.until = begun + draw.randint(15, 60)
        trouble.reached.clear()
        with guarded(folder) as process:
            assert trouble.reached.wait(60), process.communicate()
            time.sleep(draw.uniform(0, 0.1))
            process.kill()
        assert process.returncode == -9
        time.sleep(0.1)  # the last answers reach nobody
        stands = drafted(folder)
        assert stood <= whole(stands), "what stood is gone"
        assert not stood & set(trouble.asked[begun:]), "what stood was asked for again"
        assert len(trouble.answered - whole(stands)) <= AT_ONCE
    last = ended(guarded(folder))
    stands = whole(drafted(folder))
    failed = {each["accession"] for each in last["failed"]}
    assert {each["code"] for each in last["failed"]} <= REASONS
    assert len(stands) + len(failed) == WORKS
    assert len(stands) > 0.9 * WORKS


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the limit on file sizes is the system's")
def test_on_a_full_disk_nothing_more_is_paid_for_and_what_stood_stands(
    guarded: Callable[..., subprocess.Popen[str]],
    folder: Path,
    service: FakeService,
    songclip: Songclip,
) -> None:
    """The system refuses every write beyond a size, as a full disk does."""
    with Collection.open(folder) as collection:
        collection.captions.put_draft(1, "modern", "早已写成。", "offline")
    guard = Path(songclip.environment["PYTHONPATH"]) / "sitecustomize.py"
    size = (folder / "collection.db").stat().st_size
    limit = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
    guard.write_text(limit + GUARD)
    service.answer = lambda _request: Answer({**GOOD_DRAFT, "modern": "秋江。" * 2000})
    full = ended(guarded(folder))
    assert {each["code"] for each in full["failed"]} == {"disk_full"}
    assert all(each["what"] for each in full["failed"])
    assert full["drafted"] + len(full["failed"]) == 3 * WORKS - 1
    assert len(service.requests) < full["drafted"] / 3 + 2 * AT_ONCE, "what was lost was paid for"
    guard.write_text(GUARD)
    service.answer = lambda _request: Answer(GOOD_DRAFT)
    rest = ended(guarded(folder))
    assert (rest["failed"], rest["drafted"]) == ([], len(full["failed"]))
    with Collection.open(folder, read_only=True) as collection:
        assert collection.captions.of(1)[0].text == "早已写成。"


@pytest.mark.slow
def test_fifty_passages_are_annotated_through_trouble(
    guarded: Callable[..., subprocess.Popen[str]], service: FakeService, songclip: Songclip,
    tmp_path: Path,
) -> None:  # fmt: skip
    draw, lock = random.Random(3), threading.Lock()

    def answer(request: dict[str, Any]) -> Answer:
        with lock:
            chance = draw.random()
        if chance < 0.1:
            return Answer("busy", status=429, headers={"retry-after": "0.05"})
        if chance < 0.2:
            return Answer({"entities": "none"})
        return Answer(GOOD_ANNOTATION)

    service.answer = answer
    folder = tmp_path / "典籍"
    with Collection.create(folder) as collection, collection.transaction():
        for number in range(50):
            text = f"德寿宫在望仙桥东，第{number}。"
            collection.passages.add(text, number=str(number), source="梦粱录")
    done = songclip("annotate", folder, "--endpoint", service.endpoint, "--llm", "pen")
    assert done["drafted"] + len(done["failed"]) == 50
    assert done["drafted"] > 40
    assert {each["code"] for each in done["failed"]} <= {"reply_unusable"}
    again = songclip("annotate", folder, "--endpoint", service.endpoint, "--llm", "pen")
    assert again["skipped"] == done["drafted"]
    assert again["drafted"] + len(again["failed"]) == len(done["failed"])
    with Collection.open(folder, read_only=True) as collection:
        standing = [each for each in collection.passages.list() if each.status == "draft"]
        calls = {collection.passages.call_of(each.id).llm for each in standing}
    assert (len(standing), calls) == (done["drafted"] + again["drafted"], {"pen"})
