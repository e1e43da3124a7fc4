"""What will be learned from: approved captions and confirmed pairs, frozen, with their warnings."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from songclip_desktop import chinese, language
from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.images import ImageStore
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import chinese_clip
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.records import DRAFTED_KINDS, PAIR_KINDS, SPLITS, Image, Painting, Passage
from songclip_desktop.workflow import dataset_warnings
from songclip_desktop.workflow.dataset_warnings import DatasetWarning

KINDS = (*DRAFTED_KINDS, *PAIR_KINDS)
HELD_OUT_SHOWN = 24
_PIECE = 1000  # works read between two reports of progress
_LARGEST_ORIGINAL_BYTES = 8_000_000
_SHRUNK_PX = 1280


@dataclass(frozen=True, slots=True)
class Text:
    """One text that is learned from.

    Attributes:
        id: the caption's, or the pair's (the three texts of a pair share it, the kind differs).
    """

    id: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Work:
    """One work with its primary image and its texts."""

    painting: Painting
    image: Image
    path: Path
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is in one split, or in all. `pairs` counts picture-and-text pairs."""

    works: int
    images: int
    texts: int
    pairs: int


@dataclass(frozen=True)
class Snapshot:
    """The approved pairs of a collection at one moment.

    Attributes:
        split_hash: 16 hex digits that change when a work enters, leaves or moves.
    """

    collection: str
    root: Path
    works: tuple[Work, ...]
    warnings: tuple[DatasetWarning, ...]
    split_hash: str

    def counts(self, split: str | None = None) -> Counts:
        """What one split holds; all of them without a name."""
        works = [work for work in self.works if split in (None, work.painting.split)]
        texts = sum(len(work.texts) for work in works)
        return Counts(len(works), len(works), texts, texts)

    def by_kind(self) -> dict[str, int]:
        """How many texts of each kind."""
        found = Counter(text.kind for work in self.works for text in work.texts)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    def warned(self, code: str) -> int:
        """How many warnings of that code."""
        return sum(warning.code == code for warning in self.warnings)

    def as_json(self) -> dict[str, Any]:
        """The form that the engine reads: see `training.dataset`."""
        return {
            "schema": 1,
            "collection": self.collection,
            "split_hash": self.split_hash,
            "root": str(self.root),
            "works": [
                {
                    "work": work.painting.accession,
                    "title": work.painting.title,
                    "split": work.painting.split,
                    "images": [
                        {"id": work.image.id, "path": work.image.path, "hash": work.image.sha256}
                    ],
                    "captions": [dataclasses.asdict(text) for text in work.texts],
                }
                for work in self.works
            ],
        }


@dataclass(frozen=True)
class Report:
    """What a snapshot comes to, without its works.

    Attributes:
        splits: what each holds. whole: all of them together.
        by_kind: how many texts of each kind.
        held_out: some works of the test split, spread evenly over it.
    """

    splits: dict[str, Counts]
    whole: Counts
    by_kind: dict[str, int]
    warnings: tuple[DatasetWarning, ...]
    held_out: tuple[Painting, ...]

    @cached_property
    def _by_code(self) -> Counter[str]:
        return Counter(warning.code for warning in self.warnings)

    def warned(self, code: str) -> int:
        """How many warnings of that code."""
        return self._by_code[code]


def report(collection: Collection, listener: Listener | None = None) -> Report:
    """Looks at all that would be learned from now. The collection's thread; seconds where large.

    Raises:
        Stopped: the listener asked for it.
    """
    taken = snapshot(collection, listener=listener)
    held_out = [work.painting for work in taken.works if work.painting.split == "test"]
    step = -(-len(held_out) // HELD_OUT_SHOWN) or 1
    found = Report(
        {split: taken.counts(split) for split in SPLITS},
        taken.counts(),
        taken.by_kind(),
        taken.warnings,
        tuple(held_out[::step]),
    )
    assert found._by_code is not None  # counted here, not where it is drawn
    return found


# Two pages look at it one after the other, mostly without a write between them.
_reports: WeakKeyDictionary[Collection, tuple[object, Report]] = WeakKeyDictionary()


def keep(collection: Collection, version: object, found: Report) -> None:
    """Keeps a report that was read elsewhere, begun at that version of the records. Main thread."""
    _reports[collection] = ((version, language.current()), found)


def known(collection: Collection) -> Report | None:
    """The report that was kept, if nothing was written since. Main thread; quick."""
    kept = _reports.get(collection)
    return kept[1] if kept and kept[0] == (collection.version, language.current()) else None


def snapshot(
    collection: Collection,
    kinds: Sequence[str] = KINDS,
    split_long: bool = True,
    listener: Listener | None = None,
) -> Snapshot:
    """Freezes what would be learned from now; quick while nothing was written. Its own thread.

    No picture is read, only looked for.

    Args:
        collection: where from.
        kinds: kinds of text to take.
        split_long: a text that is longer than the model reads is learned from as several, cut
            between sentences; a work may have any number of texts, so that nothing of it is lost.
            Texts of validation and test stay as they were approved: figures of different runs are
            of the same questions.
        listener: hears how many works were looked at, and may stop it.
    """
    version = (collection.version, tuple(kinds), split_long, language.current())
    kept = _kept.get(collection)
    if kept is None or kept[0] != version:
        kept = _kept[collection] = (
            version,
            _take(collection, kinds, split_long, listener or Listener()),
        )
    return kept[1]


# Several pages look at it one after the other, mostly without a write between them.
_kept: WeakKeyDictionary[Collection, tuple[object, Snapshot]] = WeakKeyDictionary()


def _take(
    collection: Collection, kinds: Sequence[str], split_long: bool, listener: Listener
) -> Snapshot:
    texts = _texts(collection, kinds)
    works: list[Work] = []
    warnings: list[DatasetWarning] = []
    for painting in _in_pieces(collection, sorted(texts), listener):
        image = painting.image
        path = collection.images.path(image) if image else None
        if image is None or path is None or not path.is_file():
            warnings.append(dataset_warnings.without_picture(painting))
            continue
        found = tuple(texts[painting.id])
        if split_long and painting.split == "train":
            warnings += dataset_warnings.of_split(painting.accession, found)
            found = tuple(piece for text in found for piece in _pieces(text))
        works.append(Work(painting, image, path, found))
    works.sort(key=lambda work: work.painting.accession)
    told = "\n".join(f"{work.painting.accession}\t{work.painting.split}" for work in works)
    return Snapshot(
        collection.id,
        collection.dir,
        tuple(works),
        (*warnings, *dataset_warnings.of_works(works)),
        hashlib.sha256(told.encode()).hexdigest()[:16],
    )


def _in_pieces(
    collection: Collection, ids: Sequence[int], listener: Listener
) -> Iterator[Painting]:
    for start in range(0, len(ids), _PIECE):
        if listener.should_stop():
            raise Stopped
        listener.progress(Progress(start, len(ids), "work"))
        yield from collection.paintings.records(ids[start : start + _PIECE])


@dataclass(frozen=True)
class Export:
    """A dataset about to be written."""

    images: ImageStore
    snapshot: Snapshot
    out: Path


@dataclass(frozen=True)
class ExportReport:
    """What was written, as CONTRACT names it: counts, and texts cut or with unknown characters."""

    out: Path
    works: int
    images: int
    texts: int
    pairs: int
    splits: dict[str, Counts]
    truncated: int
    unknown_characters: int
    split_hash: str


def prepare_export(collection: Collection, out: Path, kinds: Sequence[str] = KINDS) -> Export:
    """Freezes what will be written. Main thread.

    Raises:
        SongClipError: `dir_not_empty`: the folder holds something else; `nothing_to_learn`.
    """
    if out.exists() and not (out / chinese_clip.REPORT).is_file() and any(out.iterdir()):
        raise SongClipError(
            "dir_not_empty",
            say("文件夹 {out} 不是空的。", "The folder {out} is not empty.", out=out),
            say("请选择一个空文件夹。", "Choose an empty folder."),
        )
    taken = snapshot(collection, kinds)
    if not taken.works:
        raise SongClipError(
            "nothing_to_learn",
            say("还没有定稿的说明。", "No caption is approved yet."),
            say("请先在“审校”里定稿。", "Approve some captions first."),
        )
    return Export(collection.images, taken, out)


def execute_export(export: Export, listener: Listener | None = None) -> ExportReport:
    """Writes TSV, JSONL and LMDB in Chinese-CLIP's form. Any thread.

    Raises:
        SongClipError: `folder_unwritable`.
        Stopped: the listener asked for it; what was written is incomplete, without report.json.
    """
    taken = export.snapshot
    rows = [
        chinese_clip.Row(
            work.painting.split,
            (lambda work=work: _picture_bytes(export.images, work)),
            tuple(text.text for text in work.texts),
        )
        for work in taken.works
    ]
    whole = taken.counts()
    report = ExportReport(
        export.out,
        whole.works,
        whole.images,
        whole.texts,
        whole.pairs,
        {split: taken.counts(split) for split in SPLITS},
        taken.warned("text_truncated"),
        taken.warned("unknown_characters"),
        taken.split_hash,
    )
    told = {
        **dataclasses.asdict(report),
        "out": str(export.out),
        "warnings": [dataclasses.asdict(warning) for warning in taken.warnings],
    }
    chinese_clip.write(export.out, rows, told, listener or Listener())
    return report


def export_chinese_clip(
    collection: Collection,
    out: Path,
    kinds: Sequence[str] = KINDS,
    listener: Listener | None = None,
) -> ExportReport:
    """`prepare_export` and `execute_export` in one. Main thread."""
    return execute_export(prepare_export(collection, out, kinds), listener)


def write_json(file: Path, body: dict[str, Any]) -> None:
    """Writes a JSON file so that it appears whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=file.parent, suffix=".part", encoding="utf-8", delete=False
    ) as part:
        json.dump(body, part, ensure_ascii=False)
    Path(part.name).replace(file)


def _texts(collection: Collection, kinds: Sequence[str]) -> dict[int, list[Text]]:
    """Approved texts by painting id: captions, then what confirmed pairs add."""
    found: dict[int, list[Text]] = {}
    for caption in collection.captions.list(status="approved"):
        if caption.kind in kinds:
            text = Text(caption.id, caption.kind, caption.training_text)
            found.setdefault(caption.painting_id, []).append(text)
    passages = {passage.id: passage for passage in collection.passages.list()}
    for pair in collection.pairs.list(status="approved"):
        texts = [
            Text(pair.id, kind, text)
            for kind, text in _of_passage(passages[pair.passage_id])
            if kind in kinds and text.strip()
        ]
        if texts:
            found.setdefault(pair.painting_id, []).extend(texts)
    return found


def _of_passage(passage: Passage) -> Iterator[tuple[str, str]]:
    yield "passage", passage.text
    if passage.annotation is not None and passage.status == "approved":
        yield "passage_modern", passage.annotation.modern_chinese
        yield "passage_prompt", passage.annotation.search_prompt


def _pieces(text: Text) -> Iterator[Text]:
    """The texts that a long one is learned from as: itself where the model reads it whole."""
    for piece in chinese.sentences(text.text):
        yield dataclasses.replace(text, text=piece)


def _picture_bytes(images: ImageStore, work: Work) -> bytes:
    """The original where Chinese-CLIP reads it and it is not large, else a JPEG of 1280 px."""
    plain = work.path.suffix.lower() in (".jpg", ".png", ".webp")
    if not plain or work.path.stat().st_size > _LARGEST_ORIGINAL_BYTES:
        shrunk = images.thumbnail(work.image, _SHRUNK_PX)
        if shrunk is not None:
            return shrunk
    return work.path.read_bytes()
