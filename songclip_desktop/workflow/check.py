"""检查: whether everything a collection knows is still there and whole, and what can be mended."""

from __future__ import annotations

from songclip_desktop.collection.check import Finding, check_collection
from songclip_desktop.collection.collection import Collection
from songclip_desktop.progress import Listener


def check(
    collection: Collection, *, repair: bool = False, listener: Listener | None = None
) -> list[Finding]:
    """Looks through records, originals and runs.

    Args:
        collection: open for writing where `repair` is asked for.
        repair: mend what can be made anew: search text, thumbnails, interrupted copies.
        listener: told of each original.

    Returns:
        What was found, in a stable order; `serious` where something is lost or damaged.
    """
    return check_collection(collection, repair=repair, listener=listener)
