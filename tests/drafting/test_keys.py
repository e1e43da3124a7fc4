"""Keys: for this session, or in a keychain; a keyring that writes plain files is none."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import keyring.backend
import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked

from songclip_desktop.drafting import keys

HERE, THERE = "https://a.example/v1", "https://b.example/v1"


class Memory(keyring.backend.KeyringBackend):
    """A keychain that lives as long as the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    before = keyring.get_keyring()
    made = Memory()
    keyring.set_keyring(made)
    monkeypatch.setattr(keys, "_GUARDED", (Memory.__module__,))
    monkeypatch.delenv(keys.ENVIRONMENT, raising=False)
    keys.forget_all()
    yield made
    keys.forget_all()
    keyring.set_keyring(before)


def test_a_key_stored_is_there_after_a_restart_for_its_address_alone(chain: Memory) -> None:
    assert keys.store(HERE, " sk-very-secret ")
    keys.forget_all()

    assert keys.fetch(HERE) == "sk-very-secret"
    assert keys.of(HERE) == "sk-very-secret"
    assert keys.fetch(THERE) == ""


def test_an_empty_key_is_taken_out(chain: Memory) -> None:
    keys.store(HERE, "sk-very-secret")

    assert keys.store(HERE, "")
    keys.forget_all()
    assert chain.held == {}
    assert keys.fetch(HERE) == ""


def test_a_locked_keychain_leaves_the_key_in_this_session(chain: Memory) -> None:
    chain.locked = True

    assert not keys.store(HERE, "sk-very-secret")
    assert keys.of(HERE) == "sk-very-secret"
    assert keys.fetch(THERE) == ""


def test_a_keyring_that_nothing_guards_is_not_used(
    chain: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_GUARDED", ())

    assert not keys.store(HERE, "sk-very-secret")
    assert chain.held == {}
    assert keys.keychain_name() == ""


def test_without_a_keychain_the_environment_is_asked(
    chain: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.set_keyring(fail.Keyring())
    monkeypatch.setenv(keys.ENVIRONMENT, "sk-environment-very-secret")

    assert keys.fetch(HERE) == "sk-environment-very-secret"
