"""Approving many drafts at once: choose, count, look, then act; undone as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection as Container
from dataclasses import dataclass

from songclip_desktop.collection.collection import Collection
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.records import Caption, Painting
from songclip_desktop.workflow import lint, review


@dataclass(frozen=True)
class Filter:
    """Which drafts are meant; what is left empty does not narrow.

    Attributes:
        kinds: of DRAFTED_KINDS.
        paintings: ids of works; None for all of them.
        query: words over the works' fields and captions, as on the collection page.
        drafter, prompt_version: what wrote the draft.
        untouched: only drafts that nobody has edited.
    """

    kinds: tuple[str, ...] = ()
    paintings: frozenset[int] | None = None
    query: str = ""
    drafter: str = ""
    prompt_version: str = ""
    untouched: bool = False


@dataclass(frozen=True)
class Prepared:
    """The drafts that would be approved, as they were when they were counted.

    Attributes:
        captions: in the order of review.
        paintings: their works by id.
        counts: kind → how many.
        works: how many works they belong to.
    """

    captions: tuple[Caption, ...]
    paintings: dict[int, Painting]
    counts: dict[str, int]
    works: int


def prepare(collection: Collection, chosen: Filter) -> Prepared:
    """Counts without acting. Main thread.

    A draft beside an approved caption of its kind is left out: both cannot be approved.
    """
    works = chosen.paintings
    if chosen.query.strip():
        found = frozenset(collection.finding.find(chosen.query))
        works = found if works is None else works & found
    standing = collection.finding.statuses()
    captions = tuple(
        caption
        for caption in collection.captions.list(status="draft")
        if _fits(caption, chosen)
        and (works is None or caption.painting_id in works)
        and standing[caption.painting_id][caption.kind] == "draft"
    )
    ids = dict.fromkeys(caption.painting_id for caption in captions)
    paintings = {one.id: one for one in collection.paintings.records(ids)}
    counts = Counter(caption.kind for caption in captions)
    return Prepared(captions, paintings, dict(counts), len(paintings))


def _fits(caption: Caption, chosen: Filter) -> bool:
    return (
        (not chosen.kinds or caption.kind in chosen.kinds)
        and (not chosen.drafter or caption.drafter == chosen.drafter)
        and (not chosen.prompt_version or caption.prompt_version == chosen.prompt_version)
        and not (chosen.untouched and caption.author)
    )


def warned(
    prepared: Prepared, known: lint.Known, listener: Listener | None = None
) -> dict[int, list[lint.LintWarning]]:
    """What there is to warn of, by caption id; captions without a warning are left out. Any thread.

    Raises:
        Stopped: the listener asked for it.
    """
    listener = listener or Listener()
    found: dict[int, list[lint.LintWarning]] = {}
    for number, one in enumerate(prepared.captions, start=1):
        if listener.should_stop():
            raise Stopped
        painting = prepared.paintings[one.painting_id]
        warnings = lint.check(painting, one.text, one.kind, known, one.variants)
        if warnings:
            found[one.id] = warnings
        listener.progress(Progress(number, len(prepared.captions), "caption"))
    return found


def approve(
    collection: Collection, prepared: Prepared, by: str, without: Container[int] = frozenset()
) -> review.ReviewResult:
    """Approves what was counted, as one act. What has changed since the count is left out.

    Args:
        collection: where.
        prepared: what `prepare` found and the curator saw.
        by: the curator.
        without: ids to leave out, such as those warned of.
    """
    chosen = [one for one in prepared.captions if one.id not in without]
    return review.approve(collection, review.unchanged(collection, chosen), by)
