from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection

MakePicture = Callable[..., Path]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "collection") as made:
        yield made


@pytest.fixture
def make_picture(tmp_path: Path) -> MakePicture:
    """Writes a small picture whose bytes depend on `seed`."""

    def make(
        name: str = "K1.jpg",
        seed: int = 0,
        size: tuple[int, int] = (60, 40),
        folder: Path | None = None,
        mode: str = "RGB",
        **options: object,
    ) -> Path:
        path = (folder or tmp_path) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        colour = (seed * 37 % 256, seed * 91 % 256, 128)
        Image.new("RGB", size, colour).convert(mode).save(path, **options)
        return path

    return make
