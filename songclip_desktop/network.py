"""The one door to any network, with its offline switch. Nothing else opens a connection."""

from __future__ import annotations

import ipaddress
import os
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

from songclip_desktop import settings
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

if TYPE_CHECKING:
    import ssl

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
    return bool(closed_by())


def closed_by() -> Literal["", "environment", "settings"]:
    """What closes the door: SONGCLIP_OFFLINE, which no switch opens, or the settings. Any thread."""
    said = os.environ.get("SONGCLIP_OFFLINE", "").strip().lower()
    if said not in ("", "0", "false", "no"):
        return "environment"
    return "settings" if settings.load().offline else ""


def is_loopback(url: str) -> bool:
    """True where the address is this machine's own, by name or number; nothing is looked up."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
        if host == "localhost" or host.endswith(".localhost"):
            return True
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _leads_here(url: str) -> bool:
    """True where an address is this machine's own, also in the ways of writing it that are odd."""
    if is_loopback(url):
        return True
    host = urlsplit(url).hostname or ""
    try:
        place = ipaddress.ip_address(host)
    except ValueError:
        try:  # 0x7f.1, 2130706433 and the like
            place = ipaddress.ip_address(socket.inet_aton(host))
        except (OSError, UnicodeError):
            return False
    if isinstance(place, ipaddress.IPv6Address) and place.ipv4_mapped is not None:
        place = place.ipv4_mapped
    return place.is_loopback or place.is_unspecified


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
            _opening(),
        )


def _opening() -> str:
    if closed_by() == "environment":
        return say(
            "这台电脑由环境变量 SONGCLIP_OFFLINE 设为离线，请问管理员；起草可离线，模型可从文件添加。",
            "SONGCLIP_OFFLINE keeps this machine offline: ask whoever set it. "
            "Drafting works offline, and models can be added from a file.",
        )
    return say(
        "请在「模型与设置」关闭离线开关；不联网时，起草可离线，模型可从文件添加。",
        "Turn the offline switch off under Models and settings. "
        "Without it drafting works offline, and models can be added from a file.",
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


@contextmanager
def reading(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    silence_s: float = _SILENCE_S,
    strict: bool = False,
) -> Iterator[httpx2.Response]:
    """The answer at an address, behind its redirects, whatever its status; its body is not read.

    Redirects never lead from elsewhere to this very machine. A proxy of the environment, or of the
    system, is used but for this machine's own addresses. Any thread.

    Args:
        url: http or https.
        headers: of the request, sent to every host on the way.
        silence_s: what says nothing for so long is given up.
        strict: go on by https only, or on the same http host that was asked.

    Raises:
        SongClipError: as `ensure_allowed`; `address_unreachable`, also while the body is read;
            `address_refused` for a way without an end; `address_foreign`; `proxy_unusable`.
    """
    import httpx2

    handed_out = False
    try:
        for _ in range(_REDIRECTS + 1):
            ensure_allowed(url)
            with (
                _client(url, headers or {}, silence_s) as client,
                client.stream("GET", url) as reply,
            ):
                if not reply.has_redirect_location:
                    handed_out = True
                    yield reply
                    return
                onward = urljoin(url, reply.headers["location"])
            if not _may_follow(url, onward, strict):
                raise _foreign(urlsplit(onward).hostname or "")
            url = onward
        raise _refused(url, "redirects")
    except httpx2.ProxyError as error:
        raise _proxy(str(error)) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        if handed_out and isinstance(error, ValueError):  # not of the address: the caller's own
            raise
        raise unreachable(url, str(error) or type(error).__name__) from error


def _client(url: str, headers: Mapping[str, str], silence_s: float) -> httpx2.Client:
    import httpx2

    timeout = httpx2.Timeout(silence_s, connect=CONNECT_S)
    try:
        return httpx2.Client(
            headers={"accept-encoding": "identity", **headers},
            timeout=timeout,
            trust_env=not is_loopback(url),
            verify=_trusted(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")),
        )
    except (ValueError, ImportError) as error:  # of a form or a kind that is not spoken here
        raise _proxy(str(error)) from error


@lru_cache(maxsize=4)
def _trusted(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """Whom the system, or the environment, trusts. To read that takes 0.1 s."""
    import httpx2

    return httpx2.create_ssl_context()


def _may_follow(url: str, onward: str, strict: bool) -> bool:
    if _leads_here(onward) and not is_loopback(url):
        return False
    here, there = urlsplit(url), urlsplit(onward)
    same_http = here.scheme == there.scheme == "http" and here.hostname == there.hostname
    return not strict or there.scheme == "https" or same_http


def read_small(url: str) -> bytes:
    """What lies at an address, where it is small: what an interface answers, a checksum.

    Some seconds; not on the main thread.

    Raises:
        SongClipError: as `reading`; `address_refused`, `reply_too_large`.
    """
    came = bytearray()
    with reading(url, strict=True) as reply:
        if reply.status_code != 200:
            raise refused_by(reply)
        for part in reply.iter_bytes():
            came += part
            if len(came) > REPLY_BYTES:
                raise _too_large()
    return bytes(came)


def download(url: str, path: Path, *, most_bytes: int, most_s: float = 600.0) -> None:
    """Writes what lies at an address that the curator entered, or that such a document names.

    Redirects are followed, but never from elsewhere to this very machine. Any thread.

    Args:
        url: http or https.
        path: is written anew; nothing is left there when it fails.
        most_bytes: what is larger is given up.
        most_s: what takes longer is given up.

    Raises:
        SongClipError: as `reading`; address_refused, reply_too_large.
    """
    until = time.monotonic() + most_s
    try:
        with reading(url) as reply:
            _keep(reply, path, most_bytes, until)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _keep(reply: httpx2.Response, path: Path, most_bytes: int, until: float) -> None:
    if reply.status_code != 200:
        raise refused_by(reply)
    packed = reply.headers.get("content-encoding", "identity").lower() != "identity"
    most = min(most_bytes, PACKED_BYTES) if packed else most_bytes
    came = 0
    with path.open("wb") as file:
        for part in reply.iter_bytes():
            came += len(part)
            if came > most:
                raise _too_large()
            if time.monotonic() > until:
                raise unreachable(str(reply.url), "timeout")
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


def unreachable(url: str, why: str) -> SongClipError:
    """Nothing came from an address, or no more than a part."""
    return SongClipError(
        "address_unreachable",
        say("没有取到「{url}」：{why}。", "“{url}” could not be fetched: {why}.", url=url, why=why),
        say("请核对地址和网络，稍后再试。", "Check the address and the network, and try again."),
    )


def refused_by(reply: httpx2.Response) -> SongClipError:
    """An answer that is none: 404 and the like."""
    return _refused(str(reply.url), str(reply.status_code))


def reply_unusable(url: str) -> SongClipError:
    """An answer in another form than was agreed on, such as the page of a portal."""
    return SongClipError(
        "reply_unusable",
        say("「{url}」的回复看不懂。", "The answer of “{url}” is not understood.", url=url),
        say(
            "网络可能要先登录：请在浏览器中打开这个地址看看，或换一个来源。",
            "The network may ask for a login: open the address in a browser, or choose another source.",
        ),
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


def _proxy(why: str) -> SongClipError:
    return SongClipError(
        "proxy_unusable",
        say("网络代理用不了：{why}", "The proxy cannot be used: {why}", why=why),
        say(
            "请核对系统或环境变量里的代理设置（支持 http 与 https 代理）。",
            "Check the proxy in the system's settings or the environment (http and https proxies).",
        ),
    )
