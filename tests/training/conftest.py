"""A random Chinese-CLIP small enough for the processor, and a painted collection to learn from."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from training import protocol
from training.channel import Channel, Talk

ROOT = Path(__file__).resolve().parents[2]
MINI_MODEL = ROOT / "resources" / "mini_model"
TINY_SHAPE: dict[str, Any] = {
    "embed_dim": 24,
    "image_resolution": 32,
    "vision_layers": 2,
    "vision_width": 32,
    "vision_patch_size": 16,
    "vision_head_width": 8,
    "vocab_size": 21128,
    "text_attention_probs_dropout_prob": 0.1,
    "text_hidden_act": "gelu",
    "text_hidden_dropout_prob": 0.1,
    "text_hidden_size": 32,
    "text_initializer_range": 0.02,
    "text_intermediate_size": 64,
    "text_max_position_embeddings": 64,
    "text_num_attention_heads": 4,
    "text_num_hidden_layers": 2,
    "text_type_vocab_size": 2,
}
COLOURS = {"青": (40, 90, 140), "绿": (50, 120, 60), "赭": (150, 90, 50), "白": (235, 230, 220)}
THINGS = {"山": 0, "水": 1, "舟": 2}
PLACES = {"左": 0, "右": 1}


@pytest.fixture(scope="session")
def tiny_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random model in folder form, without the ONNX pair."""
    import torch
    from cn_clip.clip.model import CLIP
    from safetensors.torch import save_file

    folder = tmp_path_factory.mktemp("tiny_clip")
    torch.manual_seed(0)
    clip = CLIP(**TINY_SHAPE).float()
    weights = {name: value.half().contiguous() for name, value in clip.state_dict().items()}
    save_file(weights, folder / "model.safetensors")
    config = {
        "name": "tiny",
        "demo": False,
        "clip": TINY_SHAPE,
        "resolution": 32,
        "mean": [0.48145466, 0.4578275, 0.40821073],
        "std": [0.26862954, 0.26130258, 0.27577711],
        "context": 52,
        "licence": "MIT",
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def paint(path: Path, first: tuple[str, str, str], second: str) -> None:
    """A square of one colour with a shape of another in one half of it."""
    colour, thing, place = first
    pixels = np.full((48, 48, 3), COLOURS[second], dtype=np.uint8)
    left = 4 + 24 * PLACES[place]
    rows = np.arange(48)[:, None]
    columns = np.arange(48)[None, :]
    middle = left + 8
    shape = (
        (abs(columns - middle) * 2 < rows - 8),
        (rows % 8 < 4) & (abs(columns - middle) < 9),
        (rows > 28) & (rows < 36) & (abs(columns - middle) < 9),
    )[THINGS[thing]]
    pixels[np.broadcast_to(shape, (48, 48))] = COLOURS[colour]
    Image.fromarray(pixels).save(path)


@dataclass(frozen=True)
class Painted:
    """A collection on disk: its folder, its snapshot, and the works in it."""

    root: Path
    snapshot: Path
    works: list[dict[str, Any]]

    def write(self, works: list[dict[str, Any]], name: str = "other.json") -> Path:
        """A snapshot of other works of the same pictures."""
        path = self.root / name
        body = {"schema": 1, "collection": "c", "split_hash": "s", "root": str(self.root)}
        path.write_text(json.dumps({**body, "works": works}), encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def painted(tmp_path_factory: pytest.TempPathFactory) -> Painted:
    """72 works with captions of three kinds: 48 to learn, 8 to validate, 16 held out."""
    root = tmp_path_factory.mktemp("collection")
    (root / "originals").mkdir()
    kinds = [
        (colour, thing, place, ground)
        for colour in COLOURS
        for thing in THINGS
        for place in PLACES
        for ground in COLOURS
        if colour != ground
    ]
    order = np.random.default_rng(7).permutation(len(kinds))
    works = []
    for number, row in enumerate(order):
        colour, thing, place, ground = kinds[row]
        path = root / "originals" / f"{number}.png"
        paint(path, (colour, thing, place), ground)
        texts = (
            f"{ground}色的画上，{place}边有{colour}色的{thing}",
            f"{place}有{colour}{thing}，{ground}地",
            f"{colour}，{thing}，{place}，{ground}底",
        )
        works.append(
            {
                "work": f"W{number:03d}",
                "split": "train" if number < 48 else "valid" if number < 56 else "test",
                "images": [
                    {
                        "id": number,
                        "path": f"originals/{number}.png",
                        "hash": hashlib.sha256(path.read_bytes()).hexdigest(),
                    }
                ],
                "captions": [
                    {"id": 3 * number + place_, "kind": kind, "text": text}
                    for place_, (kind, text) in enumerate(
                        zip(("modern", "classical", "tags"), texts, strict=True)
                    )
                ],
            }
        )
    collection = Painted(root, root / "snapshot.json", works)
    collection.write(works, "snapshot.json")
    return collection


def quiet_talk() -> Talk:
    """A verb's ear and mouth without a pipe: what it says is lost."""
    return Talk("t", Channel(os.open(os.devnull, os.O_WRONLY)))


class Engine:
    """A child process of the engine, asked line by line."""

    def __init__(self, *arguments: str) -> None:
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "training", *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def send(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line.encode())
        self.process.stdin.flush()

    def next(self, timeout: float = 240) -> tuple[str, protocol.Event]:
        return protocol.read_event(self._lines.get(timeout=timeout))

    def ask(
        self, request: protocol.Request, heard: Callable[[protocol.Event], object] | None = None
    ) -> protocol.Result | protocol.Failure:
        """Asks and waits for the last event; `heard` is told of all before it."""
        self.send(protocol.request_line("r", request))
        return self.answer(heard)

    def answer(
        self, heard: Callable[[protocol.Event], object] | None = None
    ) -> protocol.Result | protocol.Failure:
        while True:
            _, event = self.next()
            if isinstance(event, protocol.Result | protocol.Failure):
                return event
            if heard:
                heard(event)

    def clear_away(self) -> None:
        """Kills it where it is still alive, and closes the pipes."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=20)
        self._reader.join(timeout=20)
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdout.close()
        # What could not be written to a killed engine is of no interest.
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()

    def leave(self) -> int:
        """Closes stdin, as a parent that is gone does, and waits for the end."""
        assert self.process.stdin
        self.process.stdin.close()
        return self.process.wait(timeout=20)


@pytest.fixture
def start_engine() -> Iterator[Callable[..., Engine]]:
    """Starts engines; those still alive at the end of the test are killed."""
    started: list[Engine] = []

    def start(*arguments: str) -> Engine:
        started.append(Engine(*arguments))
        return started[-1]

    yield start
    for engine in started:
        engine.clear_away()
