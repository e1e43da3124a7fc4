"""Where the real engine falls as C code does, the log says at what, and the answer is a sentence."""

from __future__ import annotations

import logging
import os
import signal
import sys

import pytest

from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from training import protocol


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_fault_of_the_engine_is_in_the_log_with_its_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    with Engine() as engine, engine.worker() as worker:
        with pytest.raises(SongClipError, match="/none"):
            worker.run(protocol.Describe(model="/none"))  # it is up and listens now
        os.kill(worker.pid, signal.SIGSEGV)
        with pytest.raises(SongClipError) as died:
            worker.run(protocol.Probe())
    assert died.value.code == "engine_died"
    assert "Segmentation fault" in caplog.text
    assert "__main__.py" in caplog.text
