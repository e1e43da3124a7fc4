"""Builds the demo collection: `python -m training.mini.demo OUT`.

Pictures in the museum's style, which pretraining never saw, with a register, captions, passages and the stored
split; all of it painted and worded from one number, and none of it a real work. `workflow` makes a collection of it.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from PIL import Image

from training.mini import captions, catalogue, passages, scenes
from training.mini.painter import paint
from training.mini.probe import WORDINGS

SEED = 2026
COLLECTION_ID = "songclip-demo-2026"
SHORT_SIDE_PX = 480
HANDSCROLL_HEIGHT_PX = 320
# Of the approved works, by what must be spread in proportion.
SPLIT = {"handscroll": (7, 1, 4), "map": (7, 1, 4), "": (226, 38, 112)}
PREFIXES = {"hanging": "D01", "handscroll": "D02", "album": "D03", "fan": "D04"}
COLUMNS = ("藏品编号", "名称", "作者", "年代", "形制", "质地", "尺寸", "类别", "图片")
# Members of a zip file and of a workbook carry a date; a fixed one keeps the files the same.
DATE = datetime(2026, 1, 1)

ABOUT = """# 示范藏品 · The demo collection

本目录中的画、题名、年代、尺寸与典籍文字均由程序绘制与拟写，不是任何真实藏品；\
由 `python -m training.mini.demo` 重建。

Every picture, title, date, size and text here was painted or worded by a program. None is a real
work, and none is quoted from a book. `python -m training.mini.demo` makes it again.
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """How many works of one kind the collection holds, and in what state their captions are."""

    state: str
    domain: str
    format: str | None
    count: int


BATCHES = (
    Batch("approved", "museum", "handscroll", 12),
    Batch("approved", "map", None, 12),
    Batch("approved", "museum", None, 376),
    Batch("draft", "museum", None, 40),
    Batch("none", "photograph", None, 24),
    Batch("none", "museum", None, 36),
    Batch("arrival", "museum", None, 12),
)


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the demo: its number, its scene, and the state of its captions."""

    accession: str
    state: str
    scene: scenes.Scene
    seen: tuple[scenes.Placed, ...]
    facts: frozenset[str]

    @property
    def work_kind(self) -> str:
        """painting, map or photograph."""
        return {"museum": "painting"}.get(self.scene.domain, self.scene.domain)

    def stream(self, purpose: str) -> Random:
        """A stream of random numbers for one purpose, the same in every build."""
        return Random(f"{SEED}/{self.accession}/{purpose}")


def compose(seed: int = SEED) -> list[Work]:
    """Draws all works, no two of them showing the same; those that show too little are passed over."""
    found: list[Work] = []
    known: set[frozenset[str]] = set()
    numbers: Counter[str] = Counter()
    stream = Random(f"{seed}/works")
    for batch in BATCHES:
        made = 0
        while made < batch.count:
            scene = _draw(batch, stream)
            seen = tuple(scenes.visible(scene))
            facts = captions.facts(scene, seen)
            if not telling(seen) or facts in known:
                continue
            known.add(facts)
            prefix = _prefix(batch, scene)
            numbers[prefix] += 1
            found.append(Work(f"{prefix}.{numbers[prefix]:04d}", batch.state, scene, seen, facts))
            made += 1
    return found


def telling(seen: Sequence[scenes.Placed]) -> bool:
    """Whether a picture shows enough to be told from others by words."""
    kinds = {placed.kind for placed in seen}
    return len(kinds) >= 3 and len(kinds - {"shore", "distant_hills", "lake", "river"}) >= 2


def _draw(batch: Batch, stream: Random) -> scenes.Scene:
    seed = stream.randrange(10_000_000, 90_000_000)
    if batch.format == "handscroll":
        aspect = stream.uniform(6.0, 12.0)
        return scenes.sample_scene(seed, batch.domain, format="handscroll", aspect=aspect)
    if batch.domain == "map":
        return scenes.sample_scene(seed, "map", format=stream.choice(("hanging", "album")))
    if batch.domain == "photograph":
        return scenes.sample_scene(seed, "photograph", genre="landscape")
    format = stream.choices(("hanging", "album", "fan"), (4, 4, 2))[0]
    return scenes.sample_scene(seed, batch.domain, format=format)


def _prefix(batch: Batch, scene: scenes.Scene) -> str:
    if batch.state == "arrival":
        return "D07"
    return {"map": "D05", "photograph": "D06"}.get(scene.domain, PREFIXES[scene.format])


def split(works: Sequence[Work]) -> dict[str, str]:
    """Divides the approved works into train, valid and test: 240, 40 and 120, scrolls and maps in proportion."""
    drawn: dict[str, str] = {}
    for group, sizes in SPLIT.items():
        members = [w.accession for w in works if w.state == "approved" and _group(w) == group]
        Random(f"{SEED}/split/{group}").shuffle(members)
        names = [
            n
            for n, size in zip(("train", "valid", "test"), sizes, strict=True)
            for _ in range(size)
        ]
        drawn.update(zip(members, names, strict=True))
    return dict(sorted(drawn.items()))


def _group(work: Work) -> str:
    if work.scene.domain == "map":
        return "map"
    return "handscroll" if work.scene.format == "handscroll" else ""


def caption_rows(works: Sequence[Work]) -> Iterator[dict[str, str]]:
    """Words every approved and drafted work in all three kinds.

    Of several wordings the one that fits the fewest other works is taken, as a curator would word a
    picture so that it can be told from its neighbours.
    """
    everything = [work.facts for work in works]
    for work in works:
        if work.state not in ("approved", "draft"):
            continue
        for kind in captions.REGISTERS:
            rng = work.stream(kind)
            told = [
                captions.describe(work.scene, work.seen, kind, rng, thorough=True)
                for _ in range(WORDINGS)
            ]
            text = passages.plainest(told, everything).text
            yield {"accession": work.accession, "kind": kind, "status": work.state, "text": text}


def passage_rows(works: Sequence[Work]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Words 72 passages, each of which is true of one work alone: 24 photographs, 12 maps, 36 paintings.

    Returns:
        The passages in CONTRACT's form, and their pairs: passage, accession, confirmed.
    """
    everything = [work.facts for work in works if work.state != "arrival"]
    photographs = [work for work in works if work.work_kind == "photograph"]
    maps = [work for work in works if work.work_kind == "map"]
    others = [w for w in works if w.work_kind == "painting" and w.state == "approved"]
    Random(f"{SEED}/passages").shuffle(others)
    chosen: list[tuple[Work, passages.Wording]] = []
    for group, count in ((photographs, 24), (maps, 12), (others, 36)):
        worded = ((work, _only(work, everything)) for work in group)
        alone = [(work, wording) for work, wording in worded if wording is not None]
        if len(alone) < count:
            raise ValueError(f"only {len(alone)} of {count} passages point to one work")
        chosen += alone[:count]
    Random(f"{SEED}/order").shuffle(chosen)
    rows, pairs = [], []
    for number, (work, wording) in enumerate(chosen, 1):
        chapter = {"source": passages.SOURCE, "chapter": wording.chapter}
        rows.append({"id": number, **chapter, "text": wording.text})
        sure = work.work_kind == "painting"
        pairs.append({"passage": number, "accession": work.accession, "confirmed": sure})
    return rows, pairs


def _only(work: Work, everything: Sequence[frozenset[str]]) -> passages.Wording | None:
    """A passage that is true of this work and of no other, or None."""
    rng = work.stream("passage")
    for _ in range(200):
        wording = passages.passage(work.scene, work.seen, work.work_kind, rng)
        if passages.fitting(wording.claims, everything) == 1:
            return wording
    return None


def height_px(scene: scenes.Scene) -> int:
    """The height at which a work is painted: its short side is 480 px, a long scroll's 320."""
    if scene.format == "handscroll":
        return HANDSCROLL_HEIGHT_PX
    return round(SHORT_SIDE_PX / min(1.0, scene.aspect))


def encode(picture: Image.Image, most_bytes: int) -> bytes:
    """Encodes a picture as WebP, at the best quality that stays within a number of bytes."""
    for quality in (80, 72, 64, 56, 48, 40, 32, 24):
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=4)
        if out.tell() <= most_bytes:
            break
    return out.getvalue()


def _paint_one(job: tuple[Work, Path]) -> int:
    work, path = job
    picture = paint(work.scene, height_px(work.scene))
    limit = 90_000 if work.scene.format == "handscroll" else 27_000
    path.write_bytes(encode(picture, limit))
    return path.stat().st_size


def write_register(works: Sequence[Work], folder: Path) -> None:
    """Writes `register.xlsx` into `folder`: one row a work, known columns, pictures beside it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "藏品"
    sheet.append(COLUMNS)
    for work in works:
        row = {"藏品编号": work.accession, "图片": f"pictures/{work.accession}.webp"}
        row |= catalogue.facts_of(work.scene, work.seen, work.stream("facts"))
        sheet.append([row[column] for column in COLUMNS])
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", (12, 18, 8, 8, 8, 12, 20, 12, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    book.properties.creator = "SongClip"
    book.properties.created = book.properties.modified = DATE
    book.save(folder / "register.xlsx")


def write_tables(works: Sequence[Work], out: Path) -> None:
    """Writes everything but the pictures."""
    here = [work for work in works if work.state != "arrival"]
    arrivals = [work for work in works if work.state == "arrival"]
    write_register(here, out)
    write_register(arrivals, out / "new_arrivals")
    lines = [json.dumps(row, ensure_ascii=False) for row in caption_rows(here)]
    (out / "captions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    texts, pairs = passage_rows(here)
    (out / "README.md").write_text(ABOUT, encoding="utf-8")
    _write(out / "passages.json", texts)
    _write(out / "pairs.json", pairs)
    _write(out / "truth.json", {str(pair["passage"]): pair["accession"] for pair in pairs})
    _write(out / "split.json", {"collection_id": COLLECTION_ID, "splits": split(here)})


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def build(out: Path, *, processes: int = 2, pictures: bool = True) -> int:
    """Writes the demo collection into `out`; must be called under a main guard.

    Returns:
        The bytes of all pictures.
    """
    works = compose()
    for folder in (out, out / "new_arrivals"):
        (folder / "pictures").mkdir(parents=True, exist_ok=True)
    write_tables(works, out)
    if not pictures:
        return 0
    jobs = [
        (
            work,
            (out / "new_arrivals" if work.state == "arrival" else out)
            / "pictures"
            / f"{work.accession}.webp",
        )
        for work in works
    ]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        return sum(pool.imap_unordered(_paint_one, jobs, chunksize=8))


def main(arguments: list[str]) -> int:
    """Builds the demo collection and returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.mini.demo", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the demo collection")
    parser.add_argument("--tables-only", action="store_true", help="leave the pictures alone")
    given = parser.parse_args(arguments)
    size = build(given.out, pictures=not given.tables_only)
    sys.stdout.write(f"{given.out}: {size} bytes of pictures\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
