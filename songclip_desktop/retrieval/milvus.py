"""The vectors of a collection on a Milvus server, for more people than one machine serves.

The same client speaks to a server, to a cluster, and to a file (milvus-lite), as the tests do.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import numpy as np

from songclip_desktop import network
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.retrieval.generations import Generation, Window
from songclip_desktop.retrieval.vectors import Found

Part = Literal["images", "texts"]
Client = Any  # pymilvus.MilvusClient, whose annotations promise coroutines for what is none

# What one answer may hold at most (a server's quota: offset + limit <= 16384).
MOST = 16_384
_ROWS_AT_A_TIME = 1_000
_IDS_AT_A_TIME = 4_096
# A row's key is its id and its place among the rows of that id: a picture has up to 64 windows.
_PER_ID = 128
_WHOLE = [0.0, 0.0, 0.0, 0.0]


class MilvusIndex:
    """One part of a generation that lies on a server: a `VectorIndex`. Any thread.

    Rows are keys, not places: what was deleted leaves no gap to close.
    """

    def __init__(self, client: Client, name: str) -> None:
        """`name`: the Milvus collection, or an alias of one."""
        self._client = client
        self._name = name
        self._boxes: dict[int, Window | None] = {}

    @property
    def ids(self) -> np.ndarray:
        """int64 [N]: the id of each row, by key. Reads them all from the server."""
        return np.array([key // _PER_ID for key, _hash in _stored(self._client, self._name)])

    @property
    def dim(self) -> int:
        """D, the length of a row."""
        with _told(self._name):
            fields = self._client.describe_collection(self._name)["fields"]
        return next(each["params"]["dim"] for each in fields if each["name"] == "vector")

    def search(
        self,
        query: np.ndarray,
        k: int | None = None,
        allowed: Collection[int] | np.ndarray | None = None,
    ) -> Found:
        """The K rows nearest to the unit vector `query` [D], scores as the embedded index's.

        Args:
            query: float [D].
            k: How many; None for as many as one answer may hold, which is MOST.
            allowed: Only rows with these ids; None for all.

        Raises:
            SongClipError: `server_lost`.
        """
        k = MOST if k is None else min(k, MOST)
        if allowed is None:
            return self._found(self._ask(query, k, ""), k)
        let_in = {int(id) for id in allowed}
        if not let_in or not k:
            return self._found([], k)
        # Where few are shut out, those that are let in stand among the first anyway.
        first = [hit for hit in self._ask(query, min(4 * k, MOST), "") if hit["id"] in let_in]
        if len(first) >= k:
            return self._found(first, k)
        hits: list[dict[str, Any]] = []
        wanted = sorted(let_in)
        for start in range(0, len(wanted), _IDS_AT_A_TIME):
            ids = wanted[start : start + _IDS_AT_A_TIME]
            hits += self._ask(query, k, f"id in {ids}")
        return self._found(hits, k)

    def window(self, row: int) -> Window | None:
        """The part of the picture that a row found by `search` shows; None for all of it."""
        return self._boxes[row]

    def _ask(self, query: np.ndarray, k: int, condition: str) -> list[dict[str, Any]]:
        with _told(self._name):
            (hits,) = self._client.search(
                self._name,
                [np.asarray(query, dtype=np.float32).reshape(-1)],
                filter=condition,
                limit=k,
                output_fields=["id", "box"],
                anns_field="vector",
                timeout=network.CONNECT_S,
            )
        return [{"key": hit["key"], "score": hit["distance"], **hit["entity"]} for hit in hits]

    def _found(self, hits: Sequence[Mapping[str, Any]], k: int) -> Found:
        scores = np.array([hit["score"] for hit in hits], dtype=np.float32)
        scores = np.clip(scores, -1.0, 1.0).round(6)
        keys = np.array([hit["key"] for hit in hits], dtype=np.int64)
        order = np.lexsort((keys, -scores))[:k]
        for place in order:
            box = [float(number) for number in hits[place]["box"]]
            self._boxes[int(keys[place])] = (
                None if box == _WHOLE else (box[0], box[1], box[2], box[3])
            )
        return Found(keys[order], keys[order] // _PER_ID, scores[order])


class MilvusVectors:
    """All vectors of one collection on one server: put there, kept up to date, switched. Any thread.

    Each column (zero-shot or a run) has one Milvus collection for pictures and one for texts, which
    an alias names. Another model makes new ones, and the alias moves when they are whole.
    """

    def __init__(self, client: Client, collection_id: str) -> None:
        """`collection_id`: of the museum's collection, so that several can share a server."""
        self._client = client
        self._prefix = f"songclip_{collection_id}"

    def put(self, column: str, generation: Generation, listener: Listener | None = None) -> int:
        """Makes the server's vectors of a column those of a generation; returns the rows written.

        Of the same model only what changed is written. Stopped or failed, searches go on in what
        was there, and what was half written is removed by the next `put`.

        Raises:
            SongClipError: `server_lost`.
            Stopped: the listener asked for it.
        """
        listener = listener or Listener()
        parts: tuple[Part, ...] = ("images", "texts")
        with _told(column):
            self._clear(column)
            return sum(self._put(column, part, generation, listener) for part in parts)

    def index(self, column: str, part: Part, identity: str) -> MilvusIndex | None:
        """What serves a column, if it was made of `identity` (model and adapter); else None.

        Raises:
            SongClipError: `server_lost`.
        """
        alias = self._alias(column, part)
        with _told(column):
            if self._target(alias) != _name(alias, identity):
                return None
            self._client.load_collection(alias)  # a server that was restarted may have let it go
        return MilvusIndex(self._client, alias)

    def drop(self, column: str) -> None:
        """Removes a column from the server.

        Raises:
            SongClipError: `server_lost`.
        """
        with _told(column):
            for part in ("images", "texts"):
                alias = self._alias(column, part)
                if (name := self._target(alias)) is not None:
                    self._client.drop_alias(alias)
                    self._client.drop_collection(name)
            self._clear(column)

    def _put(self, column: str, part: Part, generation: Generation, listener: Listener) -> int:
        alias = self._alias(column, part)
        name = _name(alias, generation.sources.identity)
        before = self._target(alias)
        rows = _rows(generation, part)
        if before == name:
            return self._update(name, generation, part, rows, listener)
        self._make(name, getattr(generation, part).dim)
        self._insert(name, generation, part, list(rows.items()), listener)
        if before is None:
            self._client.create_alias(name, alias)
        else:
            self._client.alter_alias(name, alias)
            self._client.drop_collection(before)
        return len(rows)

    def _update(
        self,
        name: str,
        generation: Generation,
        part: Part,
        rows: Mapping[int, tuple[int, str]],
        listener: Listener,
    ) -> int:
        self._client.load_collection(name)
        there = dict(_stored(self._client, name))
        gone = [key for key in there if key not in rows]
        for start in range(0, len(gone), _IDS_AT_A_TIME):
            self._client.delete(name, ids=gone[start : start + _IDS_AT_A_TIME])
        changed = [(key, row) for key, row in rows.items() if there.get(key) != row[1]]
        self._insert(name, generation, part, changed, listener)
        return len(changed)

    def _insert(
        self,
        name: str,
        generation: Generation,
        part: Part,
        rows: Sequence[tuple[int, tuple[int, str]]],
        listener: Listener,
    ) -> None:
        vectors = getattr(generation, part).vectors
        for start in range(0, len(rows), _ROWS_AT_A_TIME):
            if listener.should_stop():
                raise Stopped
            batch = rows[start : start + _ROWS_AT_A_TIME]
            self._client.upsert(
                name,
                [
                    {
                        "key": key,
                        "id": key // _PER_ID,
                        "hash": hash,
                        "box": list((part == "images" and generation.window(row)) or _WHOLE),
                        "vector": np.asarray(vectors[row], dtype=np.float32),
                    }
                    for key, (row, hash) in batch
                ],
            )
            unit = "picture" if part == "images" else "text"
            listener.progress(Progress(start + len(batch), len(rows), unit))
        if rows:
            self._client.flush(name)  # sealed, and so indexed: searched far quicker

    def _make(self, name: str, dim: int) -> None:
        from pymilvus import DataType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("key", DataType.INT64, is_primary=True)
        schema.add_field("id", DataType.INT64)
        schema.add_field("hash", DataType.VARCHAR, max_length=256)
        schema.add_field("box", DataType.ARRAY, element_type=DataType.FLOAT, max_capacity=4)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dim)
        exact = MilvusClient.prepare_index_params()
        exact.add_index("vector", index_type="FLAT", metric_type="IP")
        self._client.create_collection(
            name, schema=schema, index_params=exact, consistency_level="Strong"
        )

    def _target(self, alias: str) -> str | None:
        """The Milvus collection that an alias names, or None."""
        return next(
            (
                name
                for name in self._client.list_collections()
                if name.startswith(f"{alias}_")
                and alias in self._client.list_aliases(name)["aliases"]
            ),
            None,
        )

    def _clear(self, column: str) -> None:
        """Removes what an upload that was broken off has left."""
        for part in ("images", "texts"):
            alias = self._alias(column, part)
            for name in self._client.list_collections():
                if name.startswith(f"{alias}_") and not self._client.list_aliases(name)["aliases"]:
                    self._client.drop_collection(name)

    def _alias(self, column: str, part: str) -> str:
        return f"{self._prefix}_{_digest(column)}_{part}"


@contextlib.contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of a Milvus server, closed at the end. Any thread.

    Args:
        address: `milvus://host:19530`, `milvus://user:password@host:19530/database`, or
            `milvus:///path/file.db` for a file on this machine (needs milvus-lite).

    Raises:
        SongClipError: `address_unusable`, `offline`, `milvus_missing`, `server_lost`.
    """
    parts = urlsplit(address)
    if parts.scheme != "milvus" or not (parts.hostname or parts.path):
        raise SongClipError(
            "address_unusable",
            say(
                "「{a}」不是 Milvus 服务的地址。",
                "“{a}” is no address of a Milvus server.",
                a=address,
            ),
            say("例如 milvus://server:19530。", "Write it like milvus://server:19530."),
        )
    at = f"http://{parts.hostname}:{parts.port or 19530}" if parts.hostname else parts.path
    if parts.hostname:
        network.ensure_allowed(at)
    else:
        Path(at).parent.mkdir(parents=True, exist_ok=True)
    try:
        from pymilvus import MilvusClient
    except ImportError as error:
        raise SongClipError(
            "milvus_missing",
            say("没有安装 Milvus 客户端。", "The Milvus client is not installed."),
            say("请安装附加组件：pip install songclip-desktop[milvus]。",
                "Install the extra: pip install songclip-desktop[milvus]."),
        ) from error  # fmt: skip
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # what fails is told in a sentence
    with _told(parts.hostname or at):
        client = MilvusClient(
            at,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            db_name=parts.path.strip("/") if parts.hostname else "",
            timeout=network.CONNECT_S,
        )
    try:
        yield client
    finally:
        client.close()


def _name(alias: str, identity: str) -> str:
    """Of the vectors that model and adapter `identity` made."""
    return f"{alias}_{_digest(identity)}"


def _digest(text: str) -> str:
    """Names on a server are letters, digits and underscores."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _stored(client: Client, name: str) -> Iterator[tuple[int, str]]:
    """Key and hash of every row, by key."""
    last = -1
    while True:
        rows = client.query(name, filter=f"key > {last}", output_fields=["key", "hash"], limit=MOST)
        rows = sorted(rows, key=lambda row: row["key"])
        yield from ((row["key"], row["hash"]) for row in rows)
        if len(rows) < MOST:
            return
        last = rows[-1]["key"]


def _rows(generation: Generation, part: Part) -> dict[int, tuple[int, str]]:
    """Key → row in the generation and hash of what it was made from."""
    hashes = getattr(generation.sources, part)
    seen: dict[int, int] = {}
    rows: dict[int, tuple[int, str]] = {}
    for row, id in enumerate(getattr(generation, part).ids.tolist()):
        place = seen.get(id, 0)
        seen[id] = place + 1
        rows[id * _PER_ID + place] = (row, hashes.get(str(id), ""))
    return rows


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    """Turns whatever the client raises into a sentence."""
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except (MilvusException, OSError) as error:
        raise SongClipError(
            "server_lost",
            say("Milvus 服务没有答复（{what}）：{why}。",
                "The Milvus server did not answer ({what}): {why}.",
                what=what, why=str(error).splitlines()[0][:200]),
            say("请检查服务是否在运行；本机的检索不受影响。",
                "See whether the server is running; searching on this machine goes on."),
        ) from error  # fmt: skip
