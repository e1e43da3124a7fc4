"""检查: whether everything a collection knows is still there and whole, and what can be mended."""

from __future__ import annotations

from pathlib import Path

from songclip_desktop.collection import backups
from songclip_desktop.collection.backups import Backup
from songclip_desktop.collection.check import Finding, check_collection
from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.lock import WriterLock
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener


def check(
    collection: Collection, *, repair: bool = False, listener: Listener | None = None
) -> list[Finding]:
    """Looks through records, originals and runs.

    Args:
        collection: open for writing where `repair` is asked for.
        repair: mend what can be made anew: indexes, search text, interrupted copies.
        listener: told of each original.

    Returns:
        What was found, in a stable order; `serious` where something is lost or damaged.
    """
    return check_collection(collection, repair=repair, listener=listener)


def put_back(folder: Path, backup: Backup, holder: str = "") -> Backup:
    """Puts a backup in the place of the records of a collection that nobody has open. Any thread.

    Returns:
        What it replaced, itself a backup now.

    Raises:
        SongClipError: collection_locked, backup_damaged, disk_full, collection_read_only.
    """
    lock = WriterLock(folder, holder)
    try:
        return backups.restore(folder, backup)
    finally:
        lock.release()


def restore_if_damaged(folder: Path, holder: str = "") -> Finding | None:
    """Where the records cannot be opened at all, the newest whole backup takes their place.

    Returns:
        What was done; None where they open, or cannot be opened for another reason, which opening
        them will tell.

    Raises:
        SongClipError: collection_damaged where there is no whole backup; as `put_back`.
    """
    try:
        Collection.open(folder, read_only=True).close()
    except SongClipError as error:
        if error.code != "collection_damaged":
            return None
        made = [one for one in backups.backups(folder) if backups.whole(one.path)]
        if not made:
            raise
        put_back(folder, made[0], holder)
        return Finding(
            "records_damaged",
            say(
                "数据文件打不开，已换回 {at} 的备份；此后的改动只在另存的旧文件里。",
                "The records could not be opened; the backup of {at} was put back. What was "
                "written since then is only in the file kept aside.",
                at=f"{made[0].at.astimezone():%Y-%m-%d %H:%M}",
            ),
            say(
                "旧文件在 backups 文件夹，名字以 replaced.db 结尾；请交给信息部门看能否救回。",
                "It lies in the folder backups, its name ends in replaced.db; ask your IT whether "
                "more can be read from it.",
            ),
            serious=True,
            repaired=True,
        )
    return None
