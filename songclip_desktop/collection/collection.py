"""One open collection: its records, originals, runs and history."""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from songclip_desktop.collection import cache_place
from songclip_desktop.collection.aliases import Aliases
from songclip_desktop.collection.captions import Captions
from songclip_desktop.collection.database import Database
from songclip_desktop.collection.finding import Finding
from songclip_desktop.collection.history import History
from songclip_desktop.collection.images import ImageStore
from songclip_desktop.collection.lock import WriterLock, holder_of
from songclip_desktop.collection.paintings import Paintings
from songclip_desktop.collection.pairs import Pairs
from songclip_desktop.collection.passages import Passages
from songclip_desktop.collection.runs import Runs
from songclip_desktop.collection.search_text import reindex_painting, reindex_passage
from songclip_desktop.collection.searches import Searches
from songclip_desktop.collection.storage import FILE_NAME, storage_error
from songclip_desktop.collection.trash import Trash
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

# Kinds of subjects whose acts are taken back together.
REVIEWED = ("caption", "passage", "pair")
CATALOGUED = ("painting", "alias")


class Collection:
    """A collection folder, open. Everything but `images` is used from one thread only.

    Attributes:
        dir: the folder. id: given at creation, never changed. read_only: nothing can be written.
        paintings, captions, passages, pairs, runs, history, trash, aliases: the tables. finding: which works fit.
        searches: queries, tray and verdicts.
        images: the store of originals and thumbnails, for any thread.
    """

    def __init__(
        self,
        folder: Path,
        database: Database,
        lock: WriterLock | None,
        cache_dir: Path | None,
    ) -> None:
        """Use `create` or `open`."""
        self.dir = folder
        self.read_only = database.read_only
        self._database = database
        self._lock = lock
        self._closed = False
        self.id: str = self.setting("id", "")
        self.history = History(database)
        self.images = ImageStore(folder, cache_dir or cache_place.place(folder, self.id))
        self.trash = Trash(database, self.history)
        self.aliases = Aliases(database, self.history)
        self.paintings = Paintings(database, self.history, self.trash, self.id)
        self.finding = Finding(database)
        self.captions = Captions(database, self.history, self._approvals_needed)
        self.passages = Passages(database, self.history, self._approvals_needed)
        self.pairs = Pairs(database, self.history, self._approvals_needed)
        self.runs = Runs(database, self.history, folder)
        self.searches = Searches(database, self.history)

    @classmethod
    def create(
        cls,
        folder: Path | str,
        *,
        collection_id: str | None = None,
        name: str | None = None,
        holder: str = "",
        cache_dir: Path | None = None,
    ) -> Collection:
        """Makes an empty collection in a folder that is empty or not there yet.

        Raises:
            SongClipError: dir_not_empty, folder_not_writable.
        """
        folder = Path(folder).expanduser().resolve()
        lock: WriterLock | None = None
        try:
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise _dir_not_empty(folder)
            folder.mkdir(parents=True, exist_ok=True)
            lock = WriterLock(folder, holder)
            database = Database.create(folder)
        except OSError as error:
            if lock is not None:
                lock.release()
            raise _not_writable(folder, error) from error
        with database.transaction():
            for key, value in (("id", collection_id or secrets.token_hex(8)), ("name", name)):
                _write_setting(database, key, value or folder.name)
        (folder / "originals").mkdir(exist_ok=True)
        (folder / "runs").mkdir(exist_ok=True)
        return cls(folder, database, lock, cache_dir)

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        read_only: bool = False,
        holder: str = "",
        cache_dir: Path | None = None,
    ) -> Collection:
        """Opens a collection; beside a writer only with `read_only`.

        Args:
            folder: the collection's folder.
            read_only: reads only; works while a window holds it and where nothing can be written.
            holder: the name others are told while it is held.
            cache_dir: where the cache lies, if not where `cache_place` says.

        Raises:
            SongClipError: not_a_collection, collection_locked, collection_newer,
                collection_damaged, collection_read_only, disk_full.
        """
        folder = Path(folder).expanduser().resolve()
        if read_only or not (folder / FILE_NAME).is_file():
            return cls(folder, Database.open(folder, read_only=True), None, cache_dir)
        try:
            lock = WriterLock(folder, holder)
        except OSError as error:
            raise storage_error(error) from error
        try:
            opened = cls(folder, Database.open(folder, read_only=False), lock, cache_dir)
        except BaseException:
            lock.release()
            raise
        opened._date_works()
        return opened

    @property
    def name(self) -> str:
        """What the curator calls the collection."""
        return self.setting("name", self.dir.name)

    @property
    def holder(self) -> str:
        """Who holds it for writing, as others are told."""
        return holder_of(self.dir)

    def close(self) -> None:
        """Closes everything; safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self.images.close()
        self._database.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Collection:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """All writes inside it or none; one act of the history."""
        return self._database.transaction()

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting kept with the collection, such as curator, model or second_reader."""
        text = self._database.value("SELECT value FROM setting WHERE key = ?", [key])
        return default if text is None else json.loads(text)

    def set_setting(self, key: str, value: Any) -> None:
        """Keeps a setting; any JSON value."""
        _write_setting(self._database, key, value)

    def undo(self, by: str, of: Sequence[str] = REVIEWED) -> tuple[str, ...]:
        """Takes back the last act of review, or the last one on what is named.

        Args:
            by: who takes it back.
            of: REVIEWED, CATALOGUED, or both.

        Returns:
            The subjects restored ("caption:12", "painting:7", …); empty where nothing is left.

        Raises:
            SongClipError: accession_taken: a number was given to another work meanwhile.
        """
        tables = {
            "caption": self.captions,
            "passage": self.passages,
            "pair": self.pairs,
            "painting": self.paintings,
            "alias": self.aliases,
        }
        with self.transaction():
            lines = self.history.last_act(of)
            for kind in sorted({line["subject"].split(":")[0] for line in lines}):
                tables[kind].undo(by)
        return tuple(line["subject"] for line in lines[::-1])

    @property
    def version(self) -> tuple[int, int]:
        """Changes with every write to the records, by this process or another. Quick."""
        return self._database.version

    def mend(self) -> None:
        """Makes what SQLite keeps beside the records anew: its indexes, the search text."""
        self._database.mend()
        self.rebuild_search_text()

    def damage(self) -> list[str]:
        """What SQLite finds wrong with its own file; empty where nothing is."""
        found = [str(row[0]) for row in self._database.rows("PRAGMA integrity_check(20)")]
        broken = self._database.rows("PRAGMA foreign_key_check")
        return [text for text in found if text != "ok"] + [f"{row[0]}: {row[1]}" for row in broken]

    def reviewed_kind(self, reviewed_id: int) -> str | None:
        """What an id of review names: caption, passage or pair; None where it names nothing."""
        return self._database.value("SELECT kind FROM reviewed WHERE id = ?", [reviewed_id])

    def stale_search_text(self) -> int:
        """How many works the search table does not know."""
        unknown = "SELECT count(*) FROM painting WHERE id NOT IN (SELECT rowid FROM painting_text)"
        return self._database.value(unknown)

    def rebuild_search_text(self) -> None:
        """Writes the search text of every painting and passage anew."""
        with self.transaction():
            for row in self._database.rows("SELECT id FROM painting"):
                reindex_painting(self._database, row[0])
            for row in self._database.rows("SELECT id FROM passage"):
                reindex_passage(self._database, row[0])

    def _date_works(self) -> None:
        """Once in a collection's life; on a full disk another time."""
        if not self.setting("dated", False):
            with contextlib.suppress(SongClipError), self.transaction():
                self.paintings.date_undated()
                self.set_setting("dated", True)

    def _approvals_needed(self) -> int:
        return 2 if self.setting("second_reader", False) else 1


@contextlib.contextmanager
def opened(
    folder: Path | str, *, read_only: bool = False, holder: str = ""
) -> Iterator[Collection]:
    """Opens a collection for one verb."""
    collection = Collection.open(folder, read_only=read_only, holder=holder)
    try:
        collection.finding.catch_up()
        yield collection
    finally:
        collection.close()


def _write_setting(database: Database, key: str, value: Any) -> None:
    database.write(
        "INSERT INTO setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, json.dumps(value, ensure_ascii=False)],
    )


def _dir_not_empty(folder: Path) -> SongClipError:
    return SongClipError(
        "dir_not_empty",
        say("「{name}」里已有文件。", "“{name}” already holds files.", name=folder.name),
        say("请选择一个空文件夹，或给新文件夹起名。", "Choose an empty folder or name a new one."),
    )


def _not_writable(folder: Path, error: OSError) -> SongClipError:
    return SongClipError(
        "folder_not_writable",
        say(
            "不能在「{folder}」建立藏品：{why}。",
            "No collection can be made in “{folder}”: {why}.",
            folder=folder,
            why=error.strerror or error,
        ),
        say("请选择可以写入的文件夹。", "Choose a folder you may write to."),
    )
