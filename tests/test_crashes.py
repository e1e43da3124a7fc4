"""What a session leaves: nothing where it ended well or runs still, its trace where it fell."""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from songclip_desktop import crashes, paths


@pytest.fixture(autouse=True)
def _faults() -> Iterator[None]:
    """Pytest's own handler comes back."""
    enabled = faulthandler.is_enabled()
    yield
    if enabled:
        faulthandler.enable()


def fall(how: str) -> int:
    """A process that begins a session and does this."""
    code = (
        f"import os, faulthandler\nfrom songclip_desktop import crashes\ns = crashes.begin()\n{how}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    return done.returncode


def test_a_segfault_is_found_at_the_next_start_and_once_only() -> None:
    assert fall("faulthandler._sigsegv()") != 0
    (crash,) = crashes.left()
    assert "Segmentation fault" in crash.trace or "access violation" in crash.trace
    assert '<string>", line 4' in crash.trace
    crashes.forget(crash)
    assert crashes.left() == []
    assert list((paths.home() / "crashes").iterdir()) == []


def test_a_bug_before_the_end_is_in_it_without_its_keys() -> None:
    assert fall("s.note(ValueError('api_key=very-planted-key'), 'main thread')\nos._exit(9)") == 9
    (crash,) = crashes.left()
    assert "ValueError" in crash.trace
    assert "main thread" in crash.trace
    assert "planted" not in crash.trace


def test_a_session_that_ended_well_or_without_a_word_leaves_nothing() -> None:
    assert fall("s.note(ValueError('shown'), 'x')\ns.end()") == 0
    assert fall("os._exit(9)") == 9  # as when the power goes
    assert crashes.left() == []
    assert list((paths.home() / "crashes").iterdir()) == []


def test_a_session_that_still_runs_is_left_alone() -> None:
    session = crashes.begin()
    assert session is not None
    session.note(ValueError("seen"), "here")
    code = "from songclip_desktop import crashes\nprint(len(crashes.left()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
    assert crashes.left() == []  # nor by itself
    session.end()
    assert crashes.left() == []


def test_no_more_than_a_few_are_kept() -> None:
    folder = paths.home() / "crashes"
    folder.mkdir(parents=True)
    for second in range(crashes.KEPT + 3):
        (folder / f"20261121-0915{second:02d}-77.txt").write_text("Fatal", encoding="utf-8")
    found = crashes.left()
    assert [crash.began.second for crash in found] == list(range(crashes.KEPT + 2, 2, -1))
    assert len(list(folder.glob("*.txt"))) == crashes.KEPT


def test_where_nothing_can_be_written_the_program_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    file = paths.home() / "a file"
    file.write_text("")
    monkeypatch.setenv("SONGCLIP_HOME", os.fspath(file))
    assert crashes.begin() is None
