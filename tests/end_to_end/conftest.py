"""A small museum on disk, and the real command line."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

WORKS = 40
SONGCLIP = str(Path(sys.executable).with_name("songclip"))
COLOURS = ("red", "green", "blue", "orange", "purple")
SHAPES = ("ellipse", "rectangle")


def paint(file: Path, number: int) -> None:
    """A shape of one colour at one place: every work differs, and differs visibly."""
    image = Image.new("RGB", (96, 96), "beige")
    left, top = 8 + 9 * (number % 5), 8 + 6 * (number % 7)
    draw = getattr(ImageDraw.Draw(image), SHAPES[number % 2])
    draw((left, top, left + 30, top + 40), fill=COLOURS[number % 5])
    image.save(file)


@pytest.fixture(scope="session")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures and a register with captions, as a museum would hand them over."""
    folder = tmp_path_factory.mktemp("museum")
    with (folder / "register.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["藏品编号", "名称", "作者", "图片", "白话", "拟古文"])
        for number in range(WORKS):
            name = f"S{number:03}.png"
            paint(folder / name, number)
            modern = f"第{number}幅，画中有一处{COLOURS[number % 5]}的{SHAPES[number % 2]}"
            writer.writerow(
                [f"S{number:03}", f"山水第{number}", "佚名", name, modern, f"山{number}重水复"]
            )
    return folder


Lines = list[dict[str, Any]]


class Songclip:
    """Runs `songclip … --json` in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.environment = os.environ | {"SONGCLIP_HOME": str(home), "SONGCLIP_LANG": "zh_CN"}

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [SONGCLIP, *map(str, arguments), "--json"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def lines(self, *arguments: str | Path, code: int = 0) -> Lines:
        """All lines; the exit code is the one expected."""
        with self.start(*arguments) as process:
            out, complaints = process.communicate(timeout=900)
        assert process.returncode == code, f"{out}\n{complaints}"
        return [json.loads(line) for line in out.splitlines()]

    def __call__(self, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
        """The last line: the result, or the error."""
        return self.lines(*arguments, code=code)[-1]


@pytest.fixture
def songclip(tmp_path: Path) -> Songclip:
    return Songclip(tmp_path / "home")


@pytest.fixture
def approved(songclip: Songclip, museum: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes a collection whose captions are all approved."""

    def make() -> Path:
        folder = tmp_path / "collection"
        songclip("new", folder)
        songclip("import", folder, museum)
        songclip("review", folder, "approve", "--all-drafts", "--by", "沈括")
        return folder

    return make
