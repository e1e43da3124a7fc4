"""Generations made by hand, and a Milvus server in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from songclip_desktop.retrieval import milvus
from songclip_desktop.retrieval.generations import Generation
from songclip_desktop.retrieval.milvus import MilvusVectors

Ids = list[tuple[int, list[float] | None]]
DIM = 24


def unit_rows(rows: int, seed: int) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(rows, DIM))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)


def generation(
    folder: Path,
    ids: Ids,
    vectors: np.ndarray,
    *,
    identity: str = "mini+",
    texts: int = 4,
) -> Generation:
    """A generation as the engine and the indexer leave it."""
    folder.mkdir()
    np.save(folder / "images.npy", vectors)
    np.save(folder / "texts.npy", unit_rows(texts, 99))
    told = {
        "images": [{"id": id, "box": box} for id, box in ids],
        "texts": list(range(1, texts + 1)),
    }
    (folder / "ids.json").write_text(json.dumps(told), "utf-8")
    sources = {
        "identity": identity,
        "images": {
            str(id): vectors[[row for row, (each, _) in enumerate(ids) if each == id]]
            .tobytes()
            .hex()[:64]
            for id, _ in ids
        },
        "texts": {str(id): f"t{id}" for id in range(1, texts + 1)},
        "failed": [],
    }
    (folder / "sources.json").write_text(json.dumps(sources), "utf-8")
    return Generation(folder)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[milvus.Client]:
    """Its address is that of a file: the client is the one that reaches a cluster."""
    pytest.importorskip("milvus_lite")
    place = tmp_path_factory.mktemp("milvus") / "museum.db"
    with milvus.connected(f"milvus://{place}") as client:
        yield client


@pytest.fixture
def server(client: milvus.Client, request: pytest.FixtureRequest) -> MilvusVectors:
    """A museum's own vectors on the one server of this file."""
    return MilvusVectors(client, f"m{abs(hash(request.node.name)) % 10**9}")
