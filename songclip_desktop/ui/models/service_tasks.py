"""What is asked of a service or of the keychain beside drafting: keys, model names, a trial."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from songclip_desktop.drafting import connection, keys
from songclip_desktop.jobs.job import Job
from songclip_desktop.settings import DrafterProfile

if TYPE_CHECKING:
    from songclip_desktop.ui.room import Room


class ServiceTasks(QObject):
    """Each runs as a job: the keychain may ask its user, a service may be slow. Main thread.

    Signals:
        key_came: the address whose key is known now, or known to be in no keychain.
        key_kept: (address, whether the keychain has it).
        listed: the models a service offers. tried: a Connection.
        wrong: why a service could not be asked. moved: `busy` is another now.

    Attributes:
        keychain: what this system calls it; empty where it has none, None while not known.
    """

    key_came = Signal(str)
    key_kept = Signal(str, bool)
    listed = Signal(object)
    tried = Signal(object)
    wrong = Signal(object)
    moved = Signal()

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        """Nothing asked yet."""
        super().__init__(parent)
        self._room = room
        self.keychain: str | None = None
        self._looked: set[str] = set()
        self._waiting: dict[str, list[Callable[[], Any]]] = {}
        self._asking: Job | None = None

    @property
    def busy(self) -> bool:
        """True while a service is asked for its models or tried."""
        return self._asking is not None

    def with_key(self, endpoint: str, then: Callable[[], Any]) -> None:
        """Calls `then` once the keychain was asked for the key of this address: each only once."""
        if endpoint in self._looked or (keys.of(endpoint) and self.keychain is not None):
            then()
            return
        waiting = self._waiting.setdefault(endpoint, [])
        waiting.append(then)
        if len(waiting) > 1:
            return

        def came(name: str = "") -> None:
            self.keychain = name
            self._looked.add(endpoint)
            self.key_came.emit(endpoint)
            for each in self._waiting.pop(endpoint, []):
                each()

        def stopped() -> None:
            self._waiting.pop(endpoint, None)

        self._room.jobs.start(
            self.tr("取密钥"),
            lambda _listener: (keys.fetch(endpoint), keys.keychain_name())[1],
            came,
            on_failure=lambda _error: came(),
            on_stopped=stopped,
            page="draft",
            icon="lock",
        )

    def keep_key(self, endpoint: str, key: str) -> None:
        """Puts the key into the keychain; the session knows it at once."""
        keys.keep(endpoint, key)

        def stored(result: tuple[str, bool]) -> None:
            self.keychain = result[0]
            self._looked.add(endpoint)
            self.key_kept.emit(endpoint, result[1])

        self._room.jobs.start(
            self.tr("存密钥"),
            lambda _listener: (keys.keychain_name(), keys.store(endpoint, key)),
            stored,
            on_failure=lambda _error: self.key_kept.emit(endpoint, False),
            page="draft",
            icon="lock",
        )

    def ask_models(self, profile: DrafterProfile) -> None:
        """Has the names of the models fetched."""
        self._ask(self.tr("取模型清单"), profile, connection.models, self.listed)

    def try_service(self, profile: DrafterProfile) -> None:
        """Has the service tried with a few short questions."""
        self._ask(self.tr("试撰稿服务"), profile, connection.test_connection, self.tried)

    def _ask(
        self,
        name: str,
        profile: DrafterProfile,
        ask: Callable[[DrafterProfile, str], Any],
        answered: Any,
    ) -> None:
        if self._asking is not None:
            return

        def begin() -> None:
            if self._asking is not None:
                return
            key = keys.of(profile.endpoint)
            job = self._room.jobs.start(
                name,
                lambda _listener: ask(profile, key),
                lambda result: self._ended(answered, result),
                on_failure=lambda error: self._ended(self.wrong, error),
                on_stopped=self._ended,
                page="draft",
                icon="link",
            )
            if job.state == "running":
                self._asking = job
                self.moved.emit()

        self.with_key(profile.endpoint, begin)

    def _ended(self, told: Any = None, value: object = None) -> None:
        self._asking = None
        self.moved.emit()
        if told is not None:
            told.emit(value)
