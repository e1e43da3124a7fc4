"""Keys of services for as long as the program runs: in memory, in no file and no log."""

from __future__ import annotations

import os

from songclip_desktop import logs

_keys: dict[str, str] = {}


def keep(endpoint: str, key: str) -> None:
    """Remembers the key of an address until the program ends; an empty one is forgotten."""
    _keys.pop(endpoint, None)
    if key.strip():
        _keys[endpoint] = key.strip()
        logs.hide(key.strip())


def of(endpoint: str) -> str:
    """The key typed for this address, else the environment's."""
    return _keys.get(endpoint) or os.environ.get("SONGCLIP_API_KEY", "")


def forget_all() -> None:
    """Drops every key."""
    _keys.clear()
