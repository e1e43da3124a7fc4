"""The one door to any network, with its offline switch. Nothing else opens a connection."""

from __future__ import annotations

import ipaddress
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from songclip_desktop import settings
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

if TYPE_CHECKING:
    import httpx2

REPLY_BYTES = 8_000_000
# Packed bytes can grow a thousandfold; none are asked for, but a proxy may send them.
PACKED_BYTES = 80_000
CONNECT_S = 10.0
_SILENCE_S = 60.0
_REDIRECTS = 5

Asked = Callable[["httpx2.Request"], Awaitable[None]]
Heard = Callable[["httpx2.Response"], Awaitable[None]]


def offline() -> bool:
    """True while SONGCLIP_OFFLINE or the settings' switch closes the door. Any thread."""
    said = os.environ.get("SONGCLIP_OFFLINE", "").strip().lower()
    return said not in ("", "0", "false", "no") or settings.load().offline


def is_loopback(url: str) -> bool:
    """True where the address is this machine's own, by name or number; nothing is looked up."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
        if host == "localhost" or host.endswith(".localhost"):
            return True
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ensure_allowed(url: str) -> None:
    """Returns if this address may be spoken to now. Any thread.

    Raises:
        SongClipError: `address_unusable` for what is no http address; `offline` while the door
            is closed and the address is not this machine's own.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SongClipError(
            "address_unusable",
            say("「{url}」不是可用的服务地址。", "“{url}” is not a usable address.", url=url),
            say(
                "请填写以 http:// 或 https:// 开头的地址。",
                "Enter an address that begins with http:// or https://.",
            ),
        )
    if offline() and not is_loopback(url):
        raise SongClipError(
            "offline",
            say(
                "离线开关已打开，没有连接 {host}。",
                "The offline switch is on; {host} was not contacted.",
                host=parts.hostname,
            ),
            say(
                "请在「模型与设置」关闭离线开关，或改用离线起草。",
                "Turn the offline switch off under Models and settings, or draft offline.",
            ),
        )


def async_client(
    endpoint: str, timeout_s: float, asked: Asked | None = None, heard: Heard | None = None
) -> httpx2.AsyncClient:
    """A client for one service, which speaks to no other host. Used and closed on one event loop.

    Args:
        endpoint: base address of the service.
        timeout_s: longest silence of the service.
        asked: told of every allowed request before it goes out, and may change its headers.
        heard: told of every answer before it is read.

    Raises:
        SongClipError: the address may not be spoken to, see `ensure_allowed`.
    """
    import httpx2

    ensure_allowed(endpoint)
    home = _place(endpoint)

    async def before(request: httpx2.Request) -> None:
        ensure_allowed(str(request.url))
        if _place(str(request.url)) != home:
            raise _foreign(request.url.host)
        if asked is not None:
            await asked(request)

    async def after(response: httpx2.Response) -> None:
        packed = response.headers.get("content-encoding", "identity").lower() != "identity"
        most = PACKED_BYTES if packed else REPLY_BYTES
        length = response.headers.get("content-length", "")
        if length.isdecimal() and int(length) > most:
            raise _too_large()
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _bounded(response.stream, most)
        if heard is not None:
            await heard(response)

    return httpx2.AsyncClient(
        headers={"accept-encoding": "identity"},
        timeout=httpx2.Timeout(timeout_s, connect=min(CONNECT_S, timeout_s)),
        follow_redirects=False,
        # A proxy of the office must not be asked for a service on this very machine.
        trust_env=not is_loopback(endpoint),
        event_hooks={"request": [before], "response": [after]},
    )


def download(url: str, path: Path, *, most_bytes: int, most_s: float = 600.0) -> None:
    """Writes what lies at an address that the curator entered, or that such a document names.

    Redirects are followed, but never from elsewhere to this very machine. Any thread.

    Args:
        url: http or https.
        path: is written anew; nothing is left there when it fails.
        most_bytes: what is larger is given up.
        most_s: what takes longer is given up.

    Raises:
        SongClipError: as `ensure_allowed`; address_unreachable, address_refused, reply_too_large.
    """
    import httpx2

    until = time.monotonic() + most_s
    try:
        for _ in range(_REDIRECTS + 1):
            ensure_allowed(url)
            timeout = httpx2.Timeout(_SILENCE_S, connect=CONNECT_S)
            with (
                httpx2.Client(
                    headers={"accept-encoding": "identity"},
                    timeout=timeout,
                    trust_env=not is_loopback(url),
                ) as client,
                client.stream("GET", url) as reply,
            ):
                if not reply.has_redirect_location:
                    return _keep(reply, path, most_bytes, until)
                onward = urljoin(url, reply.headers["location"])
            if is_loopback(onward) and not is_loopback(url):
                raise _foreign(urlsplit(onward).hostname or "")
            url = onward
        raise _refused(url, "redirects")
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        path.unlink(missing_ok=True)
        raise _unreachable(url, str(error) or type(error).__name__) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _keep(reply: httpx2.Response, path: Path, most_bytes: int, until: float) -> None:
    if reply.status_code != 200:
        raise _refused(str(reply.url), str(reply.status_code))
    packed = reply.headers.get("content-encoding", "identity").lower() != "identity"
    most = min(most_bytes, PACKED_BYTES) if packed else most_bytes
    came = 0
    with path.open("wb") as file:
        for part in reply.iter_bytes():
            came += len(part)
            if came > most:
                raise _too_large()
            if time.monotonic() > until:
                raise _unreachable(str(reply.url), "timeout")
            file.write(part)


def _bounded(stream: httpx2.AsyncByteStream, most: int) -> httpx2.AsyncByteStream:
    """The same bytes, refused as soon as there are more than `most` of them."""
    import httpx2

    class Bounded(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            came = 0
            async for part in stream:
                came += len(part)
                if came > most:
                    raise _too_large()
                yield part

        async def aclose(self) -> None:
            await stream.aclose()

    return Bounded()


def _too_large() -> SongClipError:
    return SongClipError(
        "reply_too_large",
        say("服务的回复过大，没有接收。", "The service's reply is too large to accept."),
        say("请核对服务地址与模型。", "Check the service's address and model."),
    )


def _place(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _foreign(host: str) -> SongClipError:
    return SongClipError(
        "address_foreign",
        say(
            "服务要求改连别处（{host}），没有照办。",
            "The service pointed to another place ({host}); it was not followed.",
            host=host,
        ),
        say("请核对服务地址。", "Check the service's address."),
    )


def _unreachable(url: str, why: str) -> SongClipError:
    return SongClipError(
        "address_unreachable",
        say("没有取到「{url}」：{why}。", "“{url}” could not be fetched: {why}.", url=url, why=why),
        say("请核对地址和网络，稍后再试。", "Check the address and the network, and try again."),
    )


def _refused(url: str, why: str) -> SongClipError:
    return SongClipError(
        "address_refused",
        say("「{url}」没有给出内容（{why}）。", "“{url}” gave nothing ({why}).", url=url, why=why),
        say(
            "请在浏览器中打开这个地址，核对它还在。",
            "Open the address in a browser to see that it is still there.",
        ),
    )
