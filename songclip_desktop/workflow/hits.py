"""What a search shows: works or texts, ranked, with their rank in the other column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from songclip_desktop.retrieval import ranking
from songclip_desktop.retrieval.generations import Window
from songclip_desktop.retrieval.ranking import Best
from songclip_desktop.workflow.searchable import Contents


@dataclass(frozen=True, slots=True)
class Hit:
    """One work that was found.

    Attributes:
        rank: from 1. score: cosine in [-1, 1]. image: path of the original that was found, as the
            collection names it. window: the part of it that fits best, or None for all of it.
        other_rank: its rank in the other column; None beyond K, or without another column.
        image_id: of the picture that was found.
    """

    rank: int
    accession: str
    work_kind: str
    image: str
    score: float
    window: Window | None
    other_rank: int | None
    painting_id: int
    image_id: int = 0


@dataclass(frozen=True, slots=True)
class TextHit:
    """One text that was found: an approved caption, or a passage.

    Attributes:
        kind: one of the drafted kinds, or "passage". source: the passage's book and chapter.
        accession, painting_id: the caption's work; None for a passage.
    """

    rank: int
    id: int
    kind: str
    text: str
    accession: str | None
    source: str | None
    score: float
    other_rank: int | None
    painting_id: int | None


Hits = list[Hit] | list[TextHit]


def pictures(
    contents: Contents,
    window: Callable[[int], Window | None],
    best: Sequence[Best],
    other: Sequence[Best] | None,
) -> list[Hit]:
    """The works that were found, in their order.

    Args:
        contents: what can be found.
        window: the part of its picture that a row shows.
        best: what was found.
        other: what the other column found.
    """
    hits: list[Hit] = []
    for rank, (each, elsewhere) in enumerate(zip(best, _elsewhere(best, other), strict=True), 1):
        work, image = contents.work[each.owner], contents.image[each.id]
        hits.append(
            Hit(
                rank,
                work.accession,
                work.work_kind,
                image.path,
                each.score,
                window(each.row),
                elsewhere,
                work.id,
                image.id,
            )
        )
    return hits


def texts(contents: Contents, best: Sequence[Best], other: Sequence[Best] | None) -> list[TextHit]:
    """The captions and passages that were found, in their order."""
    hits: list[TextHit] = []
    for rank, (each, elsewhere) in enumerate(zip(best, _elsewhere(best, other), strict=True), 1):
        if (caption := contents.caption.get(each.id)) is not None:
            about = (caption.kind, caption.text, caption.accession, None)
            work: int | None = caption.painting_id
        else:
            passage = contents.passage[each.id]
            source = "·".join(part for part in (passage.source, passage.chapter) if part)
            about, work = ("passage", passage.text, None, source), None
        hits.append(TextHit(rank, each.id, *about, each.score, elsewhere, work))
    return hits


def _elsewhere(best: Sequence[Best], other: Sequence[Best] | None) -> list[int | None]:
    return ranking.other_ranks([each.owner for each in best], [each.owner for each in other or ()])
