"""What the frozen part of a vision transformer makes of pictures, kept on the disk.

An adapter on the upper blocks leaves the lower ones as they are: what those make of a picture is
computed once, not in each epoch. An adapter on the last projection leaves all blocks as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from training import embed, towers
from training.base_model import BaseModel
from training.device import Device
from training.errors import TrainingError
from training.kept import Kept
from training.pixels import PixelStore

# Pictures computed and written at a time. Fixed, so that a filling that was cut off and taken up
# again computes the same batches, hence the same bits.
TOGETHER = 16


class FeatureStore:
    """Prefixes [L, W] or features [W] of pictures, under the hashes of their bytes.

    Kept apart for each model, depth and number format, in a folder of its own that may be deleted
    whenever nothing uses it. One thread at a time.

    Prefixes are kept in float16: half the room (ViT-B-16: 303 kB a picture). Its 11 bits round
    the sums of the towers, which are in float32, once; bfloat16 has 8. The models were trained
    with these sums in float16, so they fit. At the true shape the loss after 8 kept blocks moves
    by 0.003 % (0.03 % where the rest is computed in bfloat16), its gradient by 0.04 % (0.7 %).
    Features are small and kept in float32, exactly.
    """

    def __init__(self, folder: Path, base: BaseModel, device: Device, blocks: int | None) -> None:
        """Opens the store.

        Args:
            folder: Of all such stores; made if absent.
            base: The model; an adapter on it must leave alone what is kept.
            device: Where it lies, and how precisely it computes.
            blocks: How many blocks a prefix goes through; None to keep features, what
                `towers.project` takes.

        Raises:
            TrainingError: `folder_unwritable`.
        """
        self._base, self._device, self._blocks = base, device, blocks
        tokens, width = towers.vision_shape(base.clip)
        shape = (width,) if blocks is None else (tokens, width)
        depth = "features" if blocks is None else f"prefix-{blocks}"
        # The fingerprint covers weights, shape and transform.
        name = f"{base.fingerprint[:16]}-{depth}-{device.precision}"
        self._kept = Kept(folder / name, shape, np.float32 if blocks is None else np.float16)

    def close(self) -> None:
        """Lets go of the files; the store is not used after that."""
        self._kept.close()

    def fill(
        self,
        hashes: Sequence[str],
        pixels: PixelStore,
        on_done: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Computes what is not kept yet.

        Args:
            hashes: Of the pictures.
            pixels: Holds them all.
            on_done: Hears how many are done; what it raises ends the work, and what was computed
                stays.

        Raises:
            TrainingError: `folder_unwritable`, before anything is computed where the disk has no
                room for it; `model_damaged`: a number is beyond float16.
        """
        hashes = list(dict.fromkeys(hashes))
        missing = set(self._kept.missing(hashes))
        self._kept.need_room(len(missing))
        for start in range(0, len(hashes), TOGETHER):
            batch = hashes[start : start + TOGETHER]
            if not missing.isdisjoint(range(start, start + len(batch))):
                self._kept.write(batch, list(self._finite(self._compute(pixels.read(batch)))))
            on_done(start + len(batch))

    def read(self, hashes: Sequence[str]) -> torch.Tensor:
        """What is kept under `hashes`, on the model's device, float32: [B, L, W] or [B, W].

        Raises:
            KeyError: One of them is not kept; `fill` first.
        """
        return torch.from_numpy(self._kept.read(hashes)).to(self._base.device).float()

    @torch.no_grad()
    def _compute(self, pixels: np.ndarray) -> np.ndarray:
        values = embed.as_input(self._base, pixels)
        with self._device.autocast():
            if self._blocks is None:
                return towers.features(self._base.clip, values).float().cpu().numpy()
            return towers.prefix(self._base.clip, values, self._blocks).float().cpu().numpy()

    def _finite(self, rows: np.ndarray) -> np.ndarray:
        if self._blocks is None:
            return rows
        if not abs(rows).max() <= np.finfo(np.float16).max:
            raise TrainingError(
                "model_damaged",
                f"Inside the model {self._base.config.name} a number is too large to be kept.",
                "Choose a preset that trains all blocks, such as faithful, or another model.",
                name=self._base.config.name,
            )
        return rows.astype(np.float16)
