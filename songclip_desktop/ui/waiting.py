"""How much waits at each stage, for the rail: a page need not be there to be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection


def counts(collection: Collection | None) -> dict[str, int]:
    """By the page's name; a page that is not named has nothing that waits. Main thread."""
    if collection is None:
        return {}
    captions = collection.captions.counts()
    return {
        "collection": collection.paintings.count(),
        # Annotations and suggested pairs that nobody decided on.
        "annotate": collection.passages.counts()["draft"] + collection.pairs.counts()["draft"],
        # Works that lack a caption of some kind.
        "draft": collection.finding.lacking_count(),
        "review": captions["draft"],
        "dataset": captions["approved"],
    }
