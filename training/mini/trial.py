"""Finetunes the mini model on the demo collection as a curator would, and measures what is gained.

The demo's files are turned into the snapshot that a run takes; the engine does the rest in its own process.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from training import protocol


def read_captions(demo: Path) -> list[dict[str, str]]:
    """The demo's captions: accession, kind, status, text."""
    lines = (demo / "captions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def snapshot(demo: Path, *, shuffled: bool = False) -> dict[str, Any]:
    """Makes the snapshot of a run from the demo: approved captions and confirmed passages.

    Args:
        demo: folder of the demo collection.
        shuffled: gives the works that are learned from each other's captions, as a control.
    """
    stored = json.loads((demo / "split.json").read_text(encoding="utf-8"))
    texts: dict[str, list[dict[str, Any]]] = {accession: [] for accession in stored["splits"]}
    for number, row in enumerate(read_captions(demo)):
        if row["status"] == "approved":
            told = {"id": number, "kind": row["kind"], "text": row["text"]}
            texts[row["accession"]].append(told)
    passages = {
        row["id"]: row["text"]
        for row in json.loads((demo / "passages.json").read_text(encoding="utf-8"))
    }
    for pair in json.loads((demo / "pairs.json").read_text(encoding="utf-8")):
        if pair["confirmed"]:
            number = 100_000 + pair["passage"]
            told = {"id": number, "kind": "passage", "text": passages[pair["passage"]]}
            texts[pair["accession"]].append(told)
    if shuffled:
        learned = [accession for accession, split in stored["splits"].items() if split != "test"]
        others = learned.copy()
        Random(0).shuffle(others)
        texts |= {a: texts[b] for a, b in zip(learned, others, strict=True)}
    works = [
        {
            "work": accession,
            "split": split,
            "images": [_image(demo, accession, number)],
            "captions": texts[accession],
        }
        for number, (accession, split) in enumerate(stored["splits"].items())
    ]
    whole = json.dumps(stored, sort_keys=True).encode()
    return {
        "schema": 1,
        "collection": stored["collection_id"],
        "split_hash": hashlib.sha256(whole).hexdigest(),
        "root": str(demo.resolve()),
        "works": works,
    }


def _image(demo: Path, accession: str, number: int) -> dict[str, Any]:
    path = f"pictures/{accession}.webp"
    digest = hashlib.sha256((demo / path).read_bytes()).hexdigest()
    return {"id": number, "path": path, "hash": digest}


def finetune(
    model: Path, demo: Path, work: Path, seed: int, *, shuffled: bool = False
) -> dict[str, Any]:
    """Runs one finetune with the default preset in a child process and returns the engine's result.

    Raises:
        RuntimeError: the engine said that it could not; the message is its own.
    """
    name = f"shuffled-{seed}" if shuffled else f"seed-{seed}"
    run = work / name
    run.mkdir(parents=True, exist_ok=True)
    body = json.dumps(snapshot(demo, shuffled=shuffled), ensure_ascii=False)
    (run / "snapshot.json").write_text(body, encoding="utf-8")
    asked = protocol.Finetune(
        model=str(model.resolve()),
        run_dir=str(run.resolve()),
        snapshot=str((run / "snapshot.json").resolve()),
        pixels=str((work / "pixels").resolve()),
        seed=seed,
    )
    request = run / "asked.json"
    line = {"id": name, "verb": "finetune", **asdict(asked)}
    request.write_text(json.dumps(line), encoding="utf-8")
    command = [sys.executable, "-m", "training", "--request", str(request)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True)
    last = json.loads(done.stdout.splitlines()[-1])
    if last["event"] != "result":
        raise RuntimeError(f"{last['code']}: {last['what']}")
    return last
