from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from songclip_desktop.engine.client import Engine

FAKE = (sys.executable, str(Path(__file__).with_name("fake_engine.py")))


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(command=FAKE) as engine:
        yield engine


@pytest.fixture
def impatient() -> Iterator[Callable[[float], Engine]]:
    made: list[Engine] = []

    def make(idle_s: float) -> Engine:
        made.append(Engine(command=FAKE, idle_s=idle_s))
        return made[-1]

    yield make
    for engine in made:
        engine.close()
