"""Hugging Face, ModelScope and a plain file server in one, on this machine; and a proxy before them.

They answer as `HfApi.model_info`, `HubApi.get_model_files` and the addresses of both expect, and
can cut the line, refuse, send on, and say what is not so.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

COMMIT = "717ba215769231e53b9b7c6b9d329b9cc5944418"
_BLOCK = 1 << 20


class OnDisk:
    """A file that is served from where it lies: of its true size."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __len__(self) -> int:
        return self.path.stat().st_size

    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def pieces(self, begin: int, end: int) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(begin)
            for at in range(begin, end, _BLOCK):
                yield file.read(min(_BLOCK, end - at))


class Held:
    """The bytes of a file."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def __len__(self) -> int:
        return len(self.body)

    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    def pieces(self, begin: int, end: int) -> Iterator[bytes]:
        # Small pieces: a cut falls in the middle of a file, not before it.
        for at in range(begin, end, 4096):
            yield self.body[at : min(at + 4096, end)]


@dataclass
class Hub:
    """What is served, what was asked, and what goes wrong.

    Attributes:
        files: path of a plain file → its bytes; those of models lie under "OWNER/REPOSITORY/FILE".
        told: what the interfaces say instead of the truth about a file: {"sha256": …, "size": …}.
        cuts: after so many bytes each of the next answers is cut.
        answers: statuses that the next requests for a file get instead of it.
        ranges: whether a range is understood. elsewhere: where files are sent on to.
    """

    address: str = ""
    files: dict[str, Held | OnDisk] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    cuts: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    ranges: bool = True
    elsewhere: str = ""
    tag: str = '"first"'
    asked: list[str] = field(default_factory=list)
    asked_from: list[int] = field(default_factory=list)
    sent: int = 0

    def model(self, repository: str, file: str, body: Held | OnDisk) -> None:
        for owner in ("OFA-Sys", "AI-ModelScope"):
            self.files[f"{owner}/{repository}/{file}"] = body


def _reply(hub: Hub, path: str) -> dict[str, Any] | str | None:
    """What an interface says, or the name of a file, or nothing."""
    parts = urlsplit(path)
    steps = parts.path.strip("/").split("/")
    query = parse_qs(parts.query)
    if steps[:2] == ["api", "models"] and query.get("blobs") == ["true"]:
        return {
            "sha": COMMIT,
            "cardData": {"license": "apache-2.0"},
            "siblings": [_sibling(hub, *each) for each in _within(hub, steps[2:])],
        }
    if len(steps) == 5 and steps[2] == "resolve":
        return "/".join((*steps[:2], steps[4])) if steps[3] == COMMIT else None
    if steps[:3] == ["api", "v1", "models"] and len(steps) == 5:
        return {"Code": 200, "Data": {"License": "Apache License 2.0"}}
    if steps[:3] == ["api", "v1", "models"] and query.get("Revision") == ["master"]:
        if steps[5:] == ["repo"]:
            return "/".join((*steps[3:5], *query["FilePath"]))
        files = [_listed(hub, *each) for each in _within(hub, steps[3:5])]
        return {"Code": 200, "Success": True, "Data": {"Files": files}}
    return "/".join(steps)


def _within(hub: Hub, place: list[str]) -> list[tuple[str, Held | OnDisk]]:
    start = "/".join(place) + "/"
    return [
        (name[len(start) :], body) for name, body in hub.files.items() if name.startswith(start)
    ]


def _sibling(hub: Hub, name: str, body: Held | OnDisk) -> dict[str, Any]:
    told = {"size": len(body), "sha256": body.sha256(), **hub.told}
    return {"rfilename": name, "size": told["size"], "lfs": {**told, "pointerSize": 134}}


def _listed(hub: Hub, name: str, body: Held | OnDisk) -> dict[str, Any]:
    told = {"size": len(body), "sha256": body.sha256(), **hub.told}
    return {"Path": name, "Type": "blob", "Size": told["size"], "Sha256": told["sha256"]}


class _Files(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the other side hung up
            super().handle()

    def do_GET(self) -> None:
        hub = self.hub
        hub.asked.append(self.path)
        found = _reply(hub, self.path)
        if isinstance(found, dict):
            self._say(200, json.dumps(found).encode())
        elif found not in hub.files:
            self._say(404, b"")
        elif hub.answers:
            self._say(hub.answers.pop(0), b"")
        elif hub.elsewhere:
            self._say(302, b"", location=f"{hub.elsewhere}/{found}")
        else:
            self._give(hub.files[str(found)])

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _give(self, body: Held | OnDisk) -> None:
        hub = self.hub
        begin = self._begin() if hub.ranges else 0
        hub.asked_from.append(begin)
        if begin >= len(body) > 0:
            return self._say(416, b"")
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("content-range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
        self.send_header("content-length", str(len(body) - begin))
        self.send_header("etag", hub.tag)
        self.end_headers()
        end = min(begin + hub.cuts.pop(0), len(body)) if hub.cuts else len(body)
        for piece in body.pieces(begin, end):
            self.wfile.write(piece)
            hub.sent += len(piece)
        self.close_connection = end < len(body)

    def _begin(self) -> int:
        asked = self.headers.get("range", "")
        if not asked or self.headers.get("if-range", self.hub.tag) != self.hub.tag:
            return 0
        return int(asked.removeprefix("bytes=").partition("-")[0])

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serve(hub: Hub, tls: ssl.SSLContext | None = None) -> Iterator[Hub]:
    """The hub at an address of its own, while the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Files", (_Files,), {"hub": hub}))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    hub.address = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    with _running(server):
        yield hub


@dataclass
class Proxy:
    """A proxy that sends everything to one server, whatever name was asked for, and counts."""

    address: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    """A proxy before the server at that port of this machine."""
    seen = Proxy("")

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            seen.asked.append(f"CONNECT {self.path}")
            self.send_response(200)
            self.end_headers()
            self._join(b"")

        def do_GET(self) -> None:
            seen.asked.append(f"GET {self.path}")
            parts = urlsplit(self.path)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            lines = [
                f"GET {path} HTTP/1.1",
                *(f"{name}: {said}" for name, said in self.headers.items()),
            ]
            lines.append("connection: close")
            self._join(("\r\n".join(lines) + "\r\n\r\n").encode())

        def _join(self, first: bytes) -> None:
            with socket.create_connection(("127.0.0.1", port)) as other:
                other.sendall(first)
                back = threading.Thread(target=_pass_on, args=(other, self.connection))
                back.start()
                _pass_on(self.connection, other)
                back.join()
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    seen.address = f"http://127.0.0.1:{server.server_port}"
    with _running(server):
        yield seen


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    """Until one side ends or hangs up."""
    try:
        while part := one.recv(65536):
            other.sendall(part)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        pass


@contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
