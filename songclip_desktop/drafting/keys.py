"""Keys of services: in the keychain of the operating system, or in memory; never in a file.

A key belongs to an address: who edits the address does not send the old key there.
"""

from __future__ import annotations

import logging
import os
import secrets
from typing import TYPE_CHECKING

from songclip_desktop import logs

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "SongClip"
ENVIRONMENT = "SONGCLIP_API_KEY"
# What the operating systems themselves guard. Others that keyring can load write plain files.
_GUARDED = (
    "keyring.backends.macOS",
    "keyring.backends.Windows",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)

log = logging.getLogger(__name__)
_session: dict[str, str] = {}


def keep(endpoint: str, key: str) -> None:
    """Remembers the key of an address until the program ends; an empty one is forgotten. Any thread."""
    _session.pop(endpoint, None)
    if key.strip():
        _session[endpoint] = key.strip()
        logs.hide(key.strip())


def of(endpoint: str) -> str:
    """The key remembered in this session for the address, else the environment's. Any thread."""
    return _session.get(endpoint) or os.environ.get(ENVIRONMENT, "")


def keychain_name() -> str:
    """What this system's keychain is called; empty where it has none. May take a moment."""
    backend = _keychain()
    return "" if backend is None else backend.name.split(" ")[0]


def tried_keychain() -> str | None:
    """Has the keychain keep a word, give it back and forget it; its name where that went well.

    The system may ask its user to unlock the keychain: never call it on the main thread.
    """
    from keyring.errors import KeyringError

    backend = _keychain()
    if backend is None:
        return None
    place, word = f"{SERVICE} self-test", secrets.token_hex(8)
    try:
        backend.set_password(place, "test", word)
        given = backend.get_password(place, "test")
        backend.delete_password(place, "test")
    except KeyringError as error:
        log.warning("the keychain did not take a word: %s", type(error).__name__)
        return None
    return backend.name.split(" ")[0] if given == word else None


def store(endpoint: str, key: str) -> bool:
    """Puts the key of an address into the keychain; an empty one is taken out.

    The system may ask its user to unlock the keychain: never call it on the main thread.

    Returns:
        Whether it is there now (or gone); without a keychain the session alone remembers it.
    """
    from keyring.errors import KeyringError

    keep(endpoint, key)
    backend = _keychain()
    if backend is None:
        return False
    try:
        if key.strip():
            backend.set_password(SERVICE, endpoint, key.strip())
        elif backend.get_password(SERVICE, endpoint) is not None:
            backend.delete_password(SERVICE, endpoint)
    except KeyringError as error:
        log.warning("the keychain did not take a key: %s", type(error).__name__)
        return False
    return True


def fetch(endpoint: str, *, environment: bool = True) -> str:
    """The key of an address: this session's, the environment's, else the keychain's.

    The system may ask its user to unlock the keychain: never call it on the main thread.

    Args:
        endpoint: the address.
        environment: False for what is no service of drafts, and must not be sent their key.

    Returns:
        The key, remembered from now on; empty where none is known.
    """
    from keyring.errors import KeyringError

    known = of(endpoint) if environment else _session.get(endpoint, "")
    backend = _keychain() if not known else None
    if backend is None:
        return known
    try:
        found = backend.get_password(SERVICE, endpoint) or ""
    except KeyringError as error:
        log.warning("the keychain gave no key: %s", type(error).__name__)
        return ""
    keep(endpoint, found)
    return found


def forget_all() -> None:
    """Drops every key of this session; the keychain keeps its own."""
    _session.clear()


def _keychain() -> KeyringBackend | None:
    import keyring
    from keyring.backends.chainer import ChainerBackend
    from keyring.errors import KeyringError

    try:
        found = keyring.get_keyring()
        backends = found.backends if isinstance(found, ChainerBackend) else [found]
    except KeyringError:
        return None
    return next((each for each in backends if type(each).__module__ in _GUARDED), None)
