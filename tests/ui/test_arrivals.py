"""A `.songclip` file that is double-clicked reaches the window, the one that is open already if there is one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from songclip_desktop import app
from songclip_desktop.cli import main
from songclip_desktop.collection.collection import Collection
from songclip_desktop.ui import doorbell
from songclip_desktop.ui.arrivals import Arrivals
from songclip_desktop.ui.doorbell import Doorbell
from songclip_desktop.ui.main_window import MainWindow


def test_the_command_line_takes_a_run_file_for_a_double_click(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Path | None] = []

    def open_window(folder: Path | None = None, file: Path | None = None) -> int:
        asked.append(file)
        return 0

    monkeypatch.setattr(app, "open_window", open_window)
    assert main.run([str(tmp_path / "那次训练.SongClip")]) == 0
    assert asked == [tmp_path / "那次训练.SongClip"]
    assert main.run(["那次训练.songclip", "list"]) == 2
    assert len(asked) == 1


def test_a_file_that_comes_before_the_collection_waits_for_it(
    window: MainWindow, collection: Collection, tmp_path: Path
) -> None:
    went: list[dict[str, object]] = []
    window.room.went.connect(lambda _page, arguments: went.append(arguments))
    window.room.open_collection(None)
    Arrivals(window.room, window).take(tmp_path / "a.songclip")
    assert went == []
    window.room.open_collection(collection)
    assert went == [{"file": tmp_path / "a.songclip"}]
    assert window.current == "evaluate"
    window.show_page("collection")
    window.room.open_collection(collection)
    assert window.current == "collection"  # a file is offered once


def test_macos_hands_files_over_as_events(qapp: QApplication, qtbot: QtBot) -> None:
    assert isinstance(qapp, app.Application)
    with qtbot.waitSignal(qapp.file_opened) as opened:
        QApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile("/a/b.songclip")))
    assert opened.args == ["/a/b.songclip"]


def test_a_second_start_hands_its_file_to_the_open_window(qtbot: QtBot, tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "那次 训练.songclip"
    assert not doorbell.ring(home, file)
    first = Doorbell(home)
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from songclip_desktop.ui import doorbell\n"
        "sys.exit(0 if doorbell.ring(Path(sys.argv[1]), Path(sys.argv[2])) else 3)"
    )
    with qtbot.waitSignal(first.rung, timeout=60_000) as rung:
        with subprocess.Popen([sys.executable, "-c", code, str(home), str(file)]) as second:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
        assert second.returncode == 0
    assert rung.args == [str(file)]
    assert not doorbell.ring(tmp_path / "another home", file)


def test_only_one_window_answers_and_the_next_takes_over(qtbot: QtBot, tmp_path: Path) -> None:
    heard: list[str] = []
    first = Doorbell(tmp_path)
    first.rung.connect(heard.append)
    second = Doorbell(tmp_path)
    assert first.listening
    assert not second.listening
    qtbot.wait(1)
    assert heard == []  # looking whether somebody is there hands nothing over
    first._server.close()
    third = Doorbell(tmp_path)
    assert third.listening


@pytest.mark.skipif(os.name == "nt", reason="a named pipe goes with its process")
def test_what_a_killed_window_left_does_not_stop_the_next(qtbot: QtBot, tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from songclip_desktop.ui.doorbell import Doorbell\n"
        "qt = QCoreApplication([])\n"
        "bell = Doorbell(Path(sys.argv[1]))\n"
        "os._exit(0 if bell.listening else 3)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert done.returncode == 0
    assert Doorbell(tmp_path).listening
