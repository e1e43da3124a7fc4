"""新建: an empty collection, or the demo as it ships."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener
from songclip_desktop.workflow import import_

DEMO_CURATOR = "示范"  # in whose name the demo's captions stand approved


def new_collection(
    folder: Path | str,
    *,
    demo: bool = False,
    listener: Listener | None = None,
    source: Path | None = None,
) -> Collection:
    """Makes a collection and leaves it open for writing. Main thread.

    Args:
        folder: empty or not there yet.
        demo: with the demo's works, captions, passages, pairs, id and split.
        listener: told of every row of the demo.
        source: where the demo lies, if not where it ships.

    Raises:
        SongClipError: dir_not_empty, folder_not_writable, demo_missing.
        Stopped: the demo was interrupted; what was taken in stays.
    """
    if not demo:
        return Collection.create(folder)
    source = source or paths.demo_collection()
    split = _read(source / "split.json")
    name = say("示范藏品", "Demo collection")
    collection = Collection.create(folder, collection_id=split["collection_id"], name=name)
    try:
        collection.set_setting("demo", True)
        _take_works(collection, source, split["splits"], listener or Listener())
        _take_captions(collection, source)
        _take_passages(collection, source)
    except BaseException:
        collection.close()
        raise
    return collection


def _take_works(
    collection: Collection, source: Path, splits: dict[str, str], listener: Listener
) -> None:
    prepared = import_.prepare(collection, [], register=source / "register.xlsx", splits=splits)
    writer = import_.Writer(collection, prepared, batch=200)
    heard = Listener(listener.progress, writer.take, listener.should_stop)
    try:
        imported = import_.execute(prepared, heard)
    finally:
        writer.flush()
    import_.finish(collection, imported)


def _take_captions(collection: Collection, source: Path) -> None:
    lines = (source / "captions.jsonl").read_text(encoding="utf-8").splitlines()
    with collection.transaction():
        for line in filter(None, lines):
            row = json.loads(line)
            painting = collection.paintings.by_accession(row["accession"])
            if painting is None:
                continue  # its picture could not be read; the import has said so
            if row["status"] == "approved":
                collection.captions.put_approved(
                    painting.id, row["kind"], row["text"], "curator", DEMO_CURATOR
                )
            else:
                collection.captions.put_draft(
                    painting.id, row["kind"], row["text"], "offline", drafter="demo"
                )


def _take_passages(collection: Collection, source: Path) -> None:
    """Passages, and their pairs: confirmed where the demo says so, else suggested."""
    with collection.transaction():
        ids: dict[str, int] = {}
        for row in _read(source / "passages.json"):
            number = str(row["id"])
            ids[number] = collection.passages.add(
                row["text"], number=number, source=row["source"], chapter=row["chapter"]
            ).id
        for row in _read(source / "pairs.json"):
            painting = collection.paintings.by_accession(row["accession"])
            if painting is None:
                continue
            passage = ids[str(row["passage"])]
            if row["confirmed"]:
                collection.pairs.put_confirmed(passage, painting.id, DEMO_CURATOR)
            else:
                collection.pairs.suggest(passage, painting.id, None)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SongClipError(
            "demo_missing",
            say("示范藏品没有随程序安装。", "The demo collection is not installed."),
            say("请重新安装程序，或新建空的藏品。", "Install again, or make an empty collection."),
        ) from error
