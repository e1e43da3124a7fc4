"""The engine's client against a child that speaks the protocol and nothing else."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from songclip_desktop import language, settings
from songclip_desktop.engine import client
from songclip_desktop.engine.answers import EngineFault
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Progress, Stopped
from training import protocol

MODEL = "model"
FINETUNE = protocol.Finetune(model=MODEL, run_dir="r", snapshot="s", pixels="p")


def gone(pid: int, within_s: float = 5.0) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


def test_vectors_come_back_with_what_was_told_on_the_way(engine: Engine, tmp_path: Path) -> None:
    steps: list[Progress] = []
    items: list[object] = []
    listener = Listener(progress=steps.append, item=items.append)
    picture = tmp_path / "松.png"

    vectors = engine.encoder.encode(
        texts=["春山"], images=[picture], model=MODEL, listener=listener
    )

    assert vectors.shape == (2, 4)
    assert vectors.dtype == np.float32
    assert vectors[0, 0] == pytest.approx(0.5)  # the child's environment was quiet: 0 + 0.5
    # A line of another request is passed over; the phase is a sentence.
    assert steps == [Progress(2, 2, "picture", "正在载入模型")]
    assert items == [{"event": "item", "image": 7, "code": "image_unreadable", "what": "no"}]


def test_the_encoder_stays_and_leaves_when_idle(
    impatient: Callable[[float], Engine],
) -> None:
    encoder = impatient(0.3).encoder
    assert not encoder.resident
    encoder.encode(texts=["一"], model=MODEL)
    assert encoder.resident
    until = time.monotonic() + 10
    while encoder.resident and time.monotonic() < until:
        time.sleep(0.02)
    assert not encoder.resident
    assert encoder.encode(texts=["二"], model=MODEL).shape == (1, 4)


def test_a_dead_encoder_is_told_as_an_error_and_replaced(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(SongClipError) as caught:
        engine.encoder.encode(texts=["die"], model=MODEL)
    assert caught.value.code == "engine_died"
    assert "the last words" in caplog.text
    assert engine.encoder.encode(texts=["再来"], model=MODEL).shape == (1, 4)


@pytest.mark.parametrize(("tongue", "word"), [("zh_CN", "已损坏"), ("en", "It broke.")])
def test_a_known_failure_speaks_the_readers_language(
    engine: Engine, tongue: str, word: str
) -> None:
    language.use(tongue)
    with pytest.raises(SongClipError, match=word) as caught:
        engine.encoder.encode(texts=["model_damaged"], model=MODEL)
    assert caught.value.code == "model_damaged"
    assert caught.value.remedy


@pytest.mark.parametrize("word", ["internal", "garbage"])
def test_a_bug_of_the_engine_is_no_sentence_for_the_curator(engine: Engine, word: str) -> None:
    with pytest.raises(EngineFault):
        engine.encoder.encode(texts=[word], model=MODEL)


def test_controls_reach_a_busy_worker_from_another_thread(engine: Engine) -> None:
    heard: list[object] = []
    stepping = threading.Event()

    def work() -> None:
        listener = Listener(
            progress=lambda _step: stepping.set(),
            item=heard.append,
            should_stop=lambda: len(heard) >= 2,
        )
        with engine.worker() as worker, pytest.raises(Stopped):
            worker.run(FINETUNE, listener)

    thread = threading.Thread(target=work)
    thread.start()
    assert stepping.wait(10)
    engine.say("pause", verb="index")  # none is busy with that
    engine.say("pause")
    engine.say("resume")
    thread.join(20)
    assert not thread.is_alive()
    assert [each["heard"] for each in heard if isinstance(each, dict)] == [
        "pause",
        "resume",
        "stop",
    ]


def test_a_worker_is_gone_after_its_block(engine: Engine) -> None:
    with engine.worker() as worker:
        answer = worker.run(protocol.Probe())
        assert answer["pid"] == worker.pid
    assert gone(answer["pid"], within_s=0.5)


def test_a_missing_engine_is_said_so() -> None:
    with Engine(command=["/no/such/engine"]) as engine, pytest.raises(SongClipError) as caught:
        engine.encoder.encode(texts=["春"], model=MODEL)
    assert caught.value.code == "engine_missing"


def test_no_engine_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    fake = Path(__file__).with_name("fake_engine.py")
    told = tmp_path / "pid"
    parent = tmp_path / "parent.py"
    parent.write_text(
        "import sys, pathlib\n"
        "from songclip_desktop.engine.client import Engine\n"
        "from training import protocol\n"
        f"engine = Engine(command=[sys.executable, {str(fake)!r}])\n"
        "with engine.worker() as worker:\n"
        f"    pathlib.Path({str(told)!r}).write_text(str(worker.pid))\n"
        "    worker.run(protocol.Encode(model='m', out='o', texts=('hang',)))\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([sys.executable, str(parent)])
    until = time.monotonic() + 20
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    child = int(told.read_text())
    assert psutil.pid_exists(child)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert gone(child)


def test_the_child_is_told_what_the_settings_wish(engine: Engine) -> None:
    with engine.worker() as worker:
        plain = worker.run(protocol.Probe())["environment"]
    assert not {"SONGCLIP_DEVICE", "SONGCLIP_PRECISION", "SONGCLIP_OFFLINE"} & set(plain)
    kept = settings.load()
    kept.device, kept.precision, kept.offline = "cpu", "bf16", True
    kept.save()

    with engine.worker() as worker:
        told = worker.run(protocol.Probe())["environment"]

    assert told["SONGCLIP_DEVICE"] == "cpu"
    assert told["SONGCLIP_PRECISION"] == "bf16"
    assert told["SONGCLIP_OFFLINE"] == "1"


def test_the_frozen_application_finds_the_engine_installed_beside_or_the_encoder(
    tmp_path: Path,
) -> None:
    home, app = tmp_path / "home", tmp_path / "app" / "songclip"
    tail = ".exe" if sys.platform == "win32" else ""
    places = (
        home / "engine" / f"songclip-engine{tail}",
        app / "songclip-engine" / f"songclip-engine{tail}",
        app.parent / "songclip-engine" / f"songclip-engine{tail}",
        app / f"songclip-encoder{tail}",
    )
    assert client.find(home, app) is None
    for place in reversed(places):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
        assert client.find(home, app) == place


def test_frozen_without_any_engine_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "songclip"))
    with Engine(tmp_path) as engine, pytest.raises(SongClipError) as caught, engine.worker():
        pass
    assert caught.value.code == "engine_missing"
