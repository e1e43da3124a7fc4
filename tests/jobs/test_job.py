"""Work off the main thread: what it says arrives there, whatever becomes of it."""

from __future__ import annotations

import logging
import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from songclip_desktop.errors import SongClipError
from songclip_desktop.jobs.job import JobFailure
from songclip_desktop.jobs.runner import JobRunner
from songclip_desktop.progress import Listener, Progress, Stopped


def test_callbacks_run_on_the_main_thread_though_they_are_lambdas(qtbot: QtBot) -> None:
    runner = JobRunner()
    seen: list[tuple[str, threading.Thread]] = []

    def work(listener: Listener) -> threading.Thread:
        listener.item("one")
        listener.progress(Progress(1, 1, "row"))
        return threading.current_thread()

    job = runner.start(
        "work",
        work,
        lambda where: seen.append((f"done on {where is threading.main_thread()}", where)),
        on_item=lambda item: seen.append((item, threading.current_thread())),
        on_progress=lambda _p: seen.append(("progress", threading.current_thread())),
    )
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert [thread for what, thread in seen if what in ("one", "progress")] == [
        threading.main_thread()
    ] * 2
    assert "done on False" in [what for what, _ in seen]
    job.wait()


def test_progress_is_thinned_out_but_the_last_one_always_arrives(qtbot: QtBot) -> None:
    runner = JobRunner()
    heard: list[int] = []

    def work(listener: Listener) -> None:
        for done in range(1, 2001):
            listener.progress(Progress(done, 2000, "row"))

    job = runner.start("work", work, on_progress=lambda p: heard.append(p.done))
    qtbot.waitUntil(lambda: job.state == "succeeded" and not job.isRunning())
    qtbot.waitUntil(lambda: heard[-1:] == [2000])
    assert len(heard) < 200


def test_a_stop_is_no_failure(qtbot: QtBot) -> None:
    runner = JobRunner()
    ends: list[str] = []

    def work(listener: Listener) -> None:
        while not listener.should_stop():
            time.sleep(0.005)
        raise Stopped

    job = runner.start(
        "work",
        work,
        lambda _r: ends.append("done"),
        on_failure=lambda _e: ends.append("failed"),
        on_stopped=lambda: ends.append("stopped"),
    )
    assert runner.running == [job]
    job.stop()
    qtbot.waitUntil(lambda: ends == ["stopped"])
    assert runner.stop_all(5)
    assert runner.running == []


def test_a_known_error_arrives_as_it_is(qtbot: QtBot) -> None:
    runner = JobRunner()
    met: list[object] = []

    def work(_listener: Listener) -> None:
        raise SongClipError("disk_full", "满了。", "清理。")

    job = runner.start("work", work, on_failure=met.append)
    qtbot.waitUntil(lambda: bool(met))
    assert isinstance(met[0], SongClipError)
    assert job.state == "failed"
    job.wait()


def test_a_bug_becomes_a_failure_with_its_trace_and_is_logged(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    runner = JobRunner()
    met: list[object] = []

    def work(_listener: Listener) -> None:
        raise ZeroDivisionError("by nothing")

    with caplog.at_level(logging.ERROR):
        job = runner.start("work", work, on_failure=met.append)
        qtbot.waitUntil(lambda: bool(met))
        job.wait()
    assert isinstance(met[0], JobFailure)
    assert "ZeroDivisionError" in met[0].trace
    assert "work failed" in caplog.text


def test_stop_all_has_a_limit(qtbot: QtBot) -> None:
    runner = JobRunner()
    go = threading.Event()
    job = runner.start("deaf", lambda _listener: go.wait(10))
    qtbot.waitUntil(job.isRunning)
    started = time.monotonic()
    assert not runner.stop_all(0.2)
    assert time.monotonic() - started < 2
    go.set()
    assert job.wait(5000)


def test_a_runner_for_tests_runs_inline() -> None:
    results: list[int] = []
    job = JobRunner(sync=True).start("work", lambda _listener: 7, results.append)
    assert results == [7]
    assert job.state == "succeeded"


def test_what_passes_is_not_listed_once_it_went_well() -> None:
    runner = JobRunner(sync=True)

    def fail(_listener: Listener) -> None:
        raise SongClipError("lost", "丢了。", "再试。")

    runner.start("检索", lambda _listener: 1, passing=True)
    runner.start("检索", fail, passing=True)
    runner.start("导出", lambda _listener: 1)
    assert [(job.name, job.state) for job in runner.done] == [
        ("导出", "succeeded"),
        ("检索", "failed"),
    ]
