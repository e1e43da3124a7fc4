from __future__ import annotations

import asyncio

import pytest

from songclip_desktop import network
from songclip_desktop.errors import SongClipError
from songclip_desktop.settings import Settings
from tests.fake_hub import Held, Hub, serve


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


def test_who_closed_the_door_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert network.closed_by() == ""
    Settings(offline=True).save()
    assert network.closed_by() == "settings"
    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    assert network.closed_by() == "environment"
    with pytest.raises(SongClipError, match="SONGCLIP_OFFLINE"):
        network.ensure_allowed("https://example.org/")


@pytest.mark.parametrize(
    ("onward", "strictly", "freely"),
    [
        ("https://cdn.example.org/file", True, True),
        ("https://hub.example/file", True, True),
        ("http://hub.example/file", False, True),
        ("http://cdn.example.org/file", False, True),
        ("https://127.0.0.1/file", False, False),
        ("https://localhost/file", False, False),
        ("https://[::1]/file", False, False),
        ("https://[::ffff:127.0.0.1]/file", False, False),
        ("https://0.0.0.0/file", False, False),
        ("https://2130706433/file", False, False),
        ("https://0x7f.1/file", False, False),
    ],
)
def test_where_a_redirect_may_lead(onward: str, strictly: bool, freely: bool) -> None:
    assert network._may_follow("https://hub.example/", onward, True) is strictly
    assert network._may_follow("https://hub.example/", onward, False) is freely
    assert network._may_follow("http://hub.example/", "http://hub.example/file", True)


def test_a_mistake_of_the_caller_is_no_fault_of_the_network() -> None:
    with serve(Hub(files={"file": Held(b"seven")})) as hub:
        with (
            pytest.raises(ValueError, match="seven"),
            network.reading(f"{hub.address}/file") as reply,
        ):
            int(reply.read())
        with pytest.raises(SongClipError) as caught, network.reading("http://[::1/file"):
            pass
    assert caught.value.code == "address_unusable"
