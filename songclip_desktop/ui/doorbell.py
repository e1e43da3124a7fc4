"""One window per person answers the door: a file that is double-clicked goes to it, not to a second one.

Beside a window that holds the collection a second one could only look at it, and take nothing in.
It is a socket of this machine and this person; nothing of it reaches a network.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

ANSWER_MS = 1000
_LONGEST_BYTES = 1 << 16


def _name(home: Path) -> str:
    """The door of a home; a window with another SONGCLIP_HOME has another."""
    return "songclip-" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]


def ring(home: Path, file: Path) -> bool:
    """Hands the file to the window that is open on `home`; False where none answers.

    Any thread; a second at most.
    """
    from PySide6.QtNetwork import QLocalSocket

    line = QLocalSocket()
    line.connectToServer(_name(home))
    if not line.waitForConnected(ANSWER_MS):
        return False
    line.write(os.fsencode(file.absolute()))
    sent = line.waitForBytesWritten(ANSWER_MS)
    line.disconnectFromServer()
    return sent


class Doorbell(QObject):
    """Listens for files from later starts. Main thread.

    Signals:
        rung: the path of a file.
    """

    rung = Signal(str)

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        """Listens from now on, unless another window of this person does already."""
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer, QLocalSocket

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._open)
        probe = QLocalSocket()
        probe.connectToServer(_name(home))
        if not probe.waitForConnected(ANSWER_MS):
            QLocalServer.removeServer(_name(home))  # what a window that died left
            self._server.listen(_name(home))
        probe.abort()

    @property
    def listening(self) -> bool:
        """Whether this window is the one that answers."""
        return self._server.isListening()

    def _open(self) -> None:
        while (line := self._server.nextPendingConnection()) is not None:
            line.disconnected.connect(self._closed)
            if line.state() == line.LocalSocketState.UnconnectedState:
                self._hear(line)

    def _closed(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        line = self.sender()
        if isinstance(line, QLocalSocket):
            self._hear(line)

    def _hear(self, line: QLocalSocket) -> None:
        said = os.fsdecode(bytes(line.read(_LONGEST_BYTES).data()))
        line.deleteLater()
        if said:  # another window that only looks whether one is here says nothing
            self.rung.emit(said)
