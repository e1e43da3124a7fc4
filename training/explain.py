"""The verb `Explain`: which words and which parts of a picture bring the two together.

May be called on any thread, one encoder on one thread at a time.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training import device, embed, relevance, run_folder
from training.encoder import Encoder
from training.protocol import Box, Explain
from training.relevance import Maps

# A Chinese character or a sign by itself; letters and digits as the word or number they make.
_PART = re.compile(r"[A-Za-z0-9À-ɏ]+|\S")


def explain(asked: Explain, encoder: Encoder) -> dict[str, Any]:
    """Does what `protocol.Explain` asks and returns its result.

    Raises:
        TrainingError: `image_unreadable`, `out_of_memory`, `folder_unwritable`, or a model or an
            adapter cannot be used.
    """
    adapter = Path(asked.adapter) if asked.adapter else None
    parts = [] if asked.like else parts_of(asked.text)
    transform = encoder.config.transform
    if asked.like:
        meant = transform.views(Path(asked.like), [_box(asked.like_window)])
        vectors = encoder.pixels(np.stack(meant), adapter)
    else:
        vectors = encoder.texts(_shorter(asked.text, parts), adapter)
    pixels = np.stack(transform.views(Path(asked.image), [_box(asked.window)]))
    with device.memory_guard():
        base = encoder.base(adapter)
        query = torch.from_numpy(vectors[0]).to(base.device)
        found = relevance.maps(base.clip, embed.as_input(base, pixels), query)
    # The same picture against every text: what is told falls by exactly what is shown.
    picture = encoder.pixels(pixels, adapter)[0]
    scores = vectors @ picture
    run_folder.write(Path(asked.out), _npz(found))
    characters = [
        {"text": asked.text[start:end], "start": start, "end": end, "effect": float(effect)}
        for (start, end), effect in zip(parts, scores[0] - scores[1:], strict=True)
    ]
    return {"maps": asked.out, "score": float(scores[0]), "characters": characters}


def parts_of(text: str) -> list[tuple[int, int]]:
    """Where the parts of a query stand that are left out one at a time: start and end of each."""
    return [match.span() for match in _PART.finditer(text)]


def _shorter(text: str, parts: list[tuple[int, int]]) -> list[str]:
    """The whole text, then the text without each of its parts."""
    return [text, *(text[:start] + text[end:] for start, end in parts)]


def _box(window: tuple[float, ...]) -> Box | None:
    if not window:
        return None
    left, top, right, bottom = window
    return left, top, right, bottom


def _npz(found: Maps) -> bytes:
    highest = float(found.relevance.max()) or 1.0
    rollout = torch.zeros(0, 0) if found.rollout is None else found.rollout
    buffer = io.BytesIO()
    np.savez(
        buffer,
        relevance=(found.relevance / highest).numpy(),
        attention=found.attention.numpy(),
        rollout=rollout.numpy(),
    )
    return buffer.getvalue()
