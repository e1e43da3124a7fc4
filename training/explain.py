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
from training.indexing import encode_pictures, encode_texts
from training.protocol import Explain
from training.relevance import Maps

# A Chinese character or a sign by itself; letters and digits as the word or number they make.
_PART = re.compile(r"[A-Za-z0-9À-ɏ]+|\S")


def explain(asked: Explain, encoder: Encoder) -> dict[str, Any]:
    """Does what `protocol.Explain` asks and returns its result.

    Raises:
        TrainingError: `image_unreadable`, `out_of_memory`, `folder_unwritable`, `bad_request` (the
            templates), or a model or an adapter cannot be used.
    """
    adapter = Path(asked.adapter) if asked.adapter else None
    parts = [(of, *part) for of, text in enumerate(asked.texts) for part in parts_of(text)]
    shorter = [asked.texts[of][:start] + asked.texts[of][end:] for of, start, end in parts]
    rows = encode_texts(encoder, [*asked.texts, *shorter], adapter, asked.templates)
    pictures = encode_pictures(encoder, asked.pictures, adapter, asked.boxes)
    terms = np.concatenate([rows[: len(asked.texts)], pictures])
    weights = np.array(asked.weights or [1.0] * len(terms), np.float32)
    queries = [_sum(weights, terms)]
    for (of, _, _), row in zip(parts, rows[len(asked.texts) :], strict=True):
        less = terms.copy()
        less[of] = row
        queries.append(_sum(weights, less))
    window = asked.window
    box = (window[0], window[1], window[2], window[3]) if window else None
    pixels = np.stack(encoder.config.transform.views(Path(asked.image), [box]))
    with device.memory_guard():
        base = encoder.base(adapter)
        query = torch.from_numpy(queries[0]).to(base.device)
        found = relevance.maps(base.clip, embed.as_input(base, pixels), query)
    # The same picture against every query: what is told falls by exactly what is shown.
    scores = np.stack(queries) @ encoder.pixels(pixels, adapter)[0]
    run_folder.write(Path(asked.out), _npz(found))
    characters = [
        {
            "of": of,
            "text": asked.texts[of][start:end],
            "start": start,
            "end": end,
            "effect": float(scores[0] - score),
        }
        for (of, start, end), score in zip(parts, scores[1:], strict=True)
    ]
    return {"maps": asked.out, "score": float(scores[0]), "characters": characters}


def parts_of(text: str) -> list[tuple[int, int]]:
    """Where the parts of a text stand that are left out one at a time: start and end of each."""
    return [match.span() for match in _PART.finditer(text)]


def _sum(weights: np.ndarray, terms: np.ndarray) -> np.ndarray:
    """The weighted sum of unit rows [T, D], of length 1 again: float32 [D]; 0 where they cancel."""
    total = weights @ terms
    return total / max(float(np.linalg.norm(total)), 1e-6)


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
