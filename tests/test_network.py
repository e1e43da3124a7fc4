from __future__ import annotations

import asyncio

import pytest

from songclip_desktop import network
from songclip_desktop.errors import SongClipError
from songclip_desktop.settings import Settings


def code_of(url: str) -> str | None:
    try:
        network.ensure_allowed(url)
    except SongClipError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/v1", "http://localhost:1234", "http://[::1]/", "http://127.8.9.1/"],
)
def test_this_machine_is_always_allowed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    assert code_of(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/v1",
        "http://127.0.0.1.example.org/",
        "http://10.0.0.2/",
        "http://0x7f.1/",
    ],
)
def test_the_environment_closes_the_door(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(url) is None
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    assert code_of(url) == "offline"


def test_the_settings_close_the_door() -> None:
    Settings(offline=True).save()
    assert code_of("https://example.org/v1") == "offline"
    assert code_of("http://127.0.0.1/") is None


def test_a_zero_leaves_the_door_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONGCLIP_OFFLINE", "0")
    assert code_of("https://example.org/v1") is None


@pytest.mark.parametrize("url", ["", "example.org", "file:///etc/passwd", "ftp://x/y", "http://"])
def test_what_is_no_address_is_refused(url: str) -> None:
    assert code_of(url) == "address_unusable"


def test_a_client_speaks_to_no_other_host() -> None:
    async def stray() -> None:
        async with network.async_client("http://127.0.0.1:9/v1", 1.0) as client:
            await client.get("http://127.0.0.1:10/v1")

    with pytest.raises(SongClipError) as caught:
        asyncio.run(stray())
    assert caught.value.code == "address_foreign"


def test_a_client_made_before_the_door_closed_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    async def late() -> None:
        async with network.async_client("http://192.0.2.1/v1", 1.0) as client:
            monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
            await client.get("http://192.0.2.1/v1")

    with pytest.raises(SongClipError) as caught:
        asyncio.run(late())
    assert caught.value.code == "offline"
