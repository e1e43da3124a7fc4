from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.child import Child
from songclip_desktop.engine.client import Engine


class OneProcess(Engine):
    """The real engine, whose one worker answers one request after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._held = ExitStack()
        self._child: Child | None = None

    @contextmanager
    def worker(self) -> Iterator[Child]:
        if self._child is None or not self._child.alive:
            self._child = self._held.enter_context(super().worker())
        yield self._child

    def close(self) -> None:
        self._held.close()
        super().close()


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Its processes stay for the tests of one file: starting one takes longer than most of them."""
    with OneProcess() as engine:
        yield engine


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Callable[[int], Collection]]:
    """Makes a collection of N works, two approved captions each, and a passage if it has works."""
    made: list[Collection] = []

    def fill(works: int) -> Collection:
        collection = Collection.create(tmp_path / f"collection{len(made)}", collection_id="tests")
        made.append(collection)
        with collection.transaction():  # one write to the disk instead of hundreds
            _add_works(collection, works, tmp_path)
        if works:
            collection.passages.add("德寿宫在望仙桥东", source="梦梁录", chapter="卷二")
        return collection

    yield fill
    for collection in made:
        collection.close()


def _add_works(collection: Collection, works: int, folder: Path) -> None:
    noise = np.random.default_rng(works)
    for number in range(works):
        file = folder / f"{number}.png"
        Image.fromarray(noise.integers(0, 255, (48, 40, 3), dtype=np.uint8)).save(file)
        work = collection.paintings.add(f"S{number:02}", title=f"溪山{number}")
        collection.paintings.add_image(work.id, collection.images.add_file(file))
        for kind, text in (("modern", "远山下有{n}只小船"), ("classical", "遠山{n}舟")):
            draft = collection.captions.put_draft(work.id, kind, text.format(n=number), "register")
            assert draft is not None
            collection.captions.approve(draft.id, "沈括")
