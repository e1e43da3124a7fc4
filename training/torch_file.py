"""Files that torch saved, read without running anything in them."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import torch


def load(path: Path) -> Any:
    """What the file holds, on the processor: tensors and plain values only. Any thread.

    Raises:
        ValueError: It cannot be read, or holds more than that; the message is one line.
    """
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except (
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        KeyError,
        AttributeError,
        IndexError,
        TypeError,
        pickle.UnpicklingError,
    ) as error:
        # A file that was cut short may say nothing at all.
        raise ValueError(str(error).splitlines()[0] if str(error) else "cut") from error
