"""The vectors of a collection on a server: put there, and searched there while they are today's."""

from __future__ import annotations

import atexit
import re
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from songclip_desktop import network
from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import keys
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.retrieval import milvus
from songclip_desktop.retrieval.generations import ZERO_SHOT, Generation, Window
from songclip_desktop.retrieval.milvus import MilvusVectors
from songclip_desktop.retrieval.ranking import Best
from songclip_desktop.retrieval.vectors import VectorIndex
from songclip_desktop.workflow import index, models

SETTING = "vectors_server"
# A server that did not answer is left alone so long: else every search would wait for it.
REST_S = 60.0


@dataclass(frozen=True)
class Server:
    """A server that has vectors of one collection.

    Attributes:
        address: without the password, which the system's keychain keeps.
        collection: what the server calls the collection.
        states: of what each column there was made: model and adapter, pictures, texts.
    """

    address: str
    collection: str
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Where it is, in short."""
        parts = urlsplit(self.address)
        return parts.hostname or parts.path

    @property
    def remote(self) -> bool:
        """Whether it is another machine than this one."""
        host = urlsplit(self.address).hostname
        return bool(host) and not network.is_loopback(f"http://{host}")


@dataclass(frozen=True)
class Prepared:
    """What is to be put on a server: zero-shot, and the run that was named or is active.

    Attributes:
        given: the address, perhaps with a password.
        gone: columns there whose runs are no more.
    """

    given: str
    server: Server
    columns: tuple[index.Prepared, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class Served:
    """What a server holds now.

    Attributes:
        indexed: the columns, the run's last. written: rows that were new or changed.
    """

    server: Server
    indexed: tuple[index.Indexed, ...]
    written: int


@dataclass(frozen=True)
class Answer:
    """What one column answers.

    Attributes:
        window: the part of its picture that a row shows.
        server: the host that searched; empty where this machine did.
        note: a sentence where the server should have searched, and did not.
    """

    best: list[Best]
    window: Callable[[int], Window | None]
    server: str = ""
    note: str = ""


def named(collection: Collection) -> Server | None:
    """The server that the collection names, or None. Main thread."""
    told: dict[str, Any] | None = collection.setting(SETTING)
    if not told:
        return None
    states = {column: tuple(state) for column, state in told["states"].items()}
    return Server(told["address"], told["collection"], states)


def prepare(
    collection: Collection,
    address: str,
    *,
    run: str | None = None,
    model: str | None = None,
) -> Prepared:
    """Reads what is to be put there. Main thread.

    Args:
        collection: whose vectors.
        address: as `milvus.connected` takes it.
        run: whose vectors besides zero-shot; by default the active run's.
        model: by default the collection's.

    Raises:
        SongClipError: as `index.prepare`.
    """
    chosen = models.chosen(collection, model)
    if run is None:
        active = collection.runs.active(chosen.name)
        run = active.id if active else None
    sides = (None,) if run is None else (None, run)
    columns = tuple(index.prepare(collection, model, each) for each in sides)
    plain = _plain(address)
    held = named(collection)
    states = held.states if held is not None and held.address == plain else {}
    known = {ZERO_SHOT, *(each.id for each in collection.runs.list())}
    name = re.sub(r"\W", "_", str(collection.setting("id")), flags=re.ASCII)
    gone = tuple(sorted(set(states) - known))
    return Prepared(address, Server(plain, name, states), columns, gone)


def execute(prepared: Prepared, engine: Engine, listener: Listener | None = None) -> Served:
    """Indexes what is missing, then writes to the server what is new or changed. Any thread.

    Stopped or failed, searches go on in what was there.

    Raises:
        SongClipError: as `index.execute` and `milvus.connected`.
        Stopped: the listener asked for it.
    """
    listener, server = listener or Listener(), prepared.server
    states, written, indexed = dict(server.states), 0, []
    _begin(prepared.given)
    vectors = MilvusVectors(_client(server.address), server.collection)
    for column in prepared.columns:
        indexed.append(index.execute(column, engine, listener))
        generation = Generation(indexed[-1].vectors)
        written += vectors.put(column.column.name, generation, listener)
        states[column.column.name] = _state(generation)
    for name in prepared.gone:
        vectors.drop(name)
        del states[name]
    return Served(Server(server.address, server.collection, states), tuple(indexed), written)


def finish(collection: Collection, served: Served) -> Changes:
    """Remembers in the collection which server searches for it. Main thread."""
    server = served.server
    collection.set_setting(
        SETTING,
        {"address": server.address, "collection": server.collection, "states": server.states},
    )
    return Changes(index=True)


def leave(collection: Collection) -> Changes:
    """Searches are this machine's again; what the server holds stays there. Main thread."""
    server = named(collection)
    if server is not None:
        hang_up(server.address)
    collection.set_setting(SETTING, None)
    return Changes(index=True)


def ranked(
    server: Server | None,
    column: index.Column,
    generation: Generation,
    part: Literal["images", "texts"],
    rank: Callable[[VectorIndex], list[Best]],
) -> Answer:
    """The ranking by the server where it has just these vectors, else by this machine. Any thread.

    Args:
        server: that the collection names, if it names one.
        column: which is asked.
        generation: its vectors here.
        part: what is looked for.
        rank: ranks the rows of an index.
    """
    if server is None:
        return Answer(rank(getattr(generation, part)), generation.window)
    note = _behind(server)
    if server.states.get(column.name) == _state(generation):
        try:
            vectors = MilvusVectors(_client(server.address), server.collection)
            there = vectors.index(column.name, part, generation.state.identity)
            if there is not None:
                return Answer(rank(there), there.window, server.host)
        except SongClipError as error:
            hang_up(server.address, rest=error.code == "server_lost")
            note = say("{what}这次在本机检索。", "{what} This search ran here.", what=error.what)
    return Answer(rank(getattr(generation, part)), generation.window, note=note)


def _behind(server: Server) -> str:
    return say(
        "服务 {host} 上的向量不是现在的模型和藏品的，这次在本机检索；可用 songclip index --to 更新。",
        "The vectors on {host} are not those of today's model and collection, so this search ran "
        "here; songclip index --to brings them up to date.",
        host=server.host,
    )


def _state(generation: Generation) -> tuple[str, ...]:
    made = generation.state
    return made.identity, made.images, made.texts


# -- the connection ----------------------------------------------------------------------------

_lock = threading.Lock()
_open: dict[str, tuple[ExitStack, Any]] = {}
_resting: dict[str, float] = {}


def _client(address: str) -> Any:
    """One client for each server, while the program runs.

    Raises:
        SongClipError: as `milvus.connected`; `server_lost` also while it is left alone.
    """
    with _lock:
        if (held := _open.get(address)) is not None:
            return held[1]
        if time.monotonic() < _resting.get(address, 0.0):
            raise SongClipError(
                "server_lost",
                say("向量服务刚才没有答复。", "The vector server did not answer just now."),
                say("请检查服务是否在运行。", "See whether the server is running."),
            )
        stack = ExitStack()
        client = stack.enter_context(milvus.connected(_whole(address)))
        _open[address] = stack, client
        return client


def hang_up(address: str | None = None, *, rest: bool = False) -> None:
    """Closes the connection to a server, or to all; `rest` leaves it alone for a while."""
    with _lock:
        for each in [address] if address is not None else list(_open):
            held = _open.pop(each, None)
            if held is not None:
                held[0].close()
            if rest:
                _resting[each] = time.monotonic() + REST_S


def _begin(given: str) -> None:
    """Somebody names a server: it is tried at once, with the password that was given."""
    plain, password = _plain(given), urlsplit(given).password
    hang_up(plain)
    with _lock:
        _resting.pop(plain, None)
    if password:
        keys.store(plain, password)


atexit.register(hang_up)


def _plain(address: str) -> str:
    """The address less its password, which the keychain keeps, or else this session."""
    password = urlsplit(address).password
    return address.replace(f":{password}@", "@", 1) if password else address


def _whole(address: str) -> str:
    """The address with its password, where it names a user."""
    user = urlsplit(address).username
    password = keys.fetch(address, environment=False) if user else ""
    return address.replace(f"{user}@", f"{user}:{password}@", 1) if password else address
