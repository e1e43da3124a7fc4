"""Annotation of passages by a language model: prepared, carried out, stored one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting.drafter import Annotated, Reading, State, Usage
from songclip_desktop.drafting.remote import RemoteDrafter
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.records import Passage
from songclip_desktop.workflow.draft import DraftOptions, DraftReport, Failure, remote_drafter
from songclip_desktop.workflow.search import Hit, SearchResult

KIND = "annotation"


@dataclass(frozen=True)
class Prepared:
    """What will be annotated. `skipped` counts passages whose annotation stands."""

    readings: tuple[Reading, ...]
    skipped: int
    drafter: RemoteDrafter


@dataclass
class Outcome:
    """What `execute` brought: ids of annotated passages, and the reasons of the others."""

    numbers: dict[int, str]
    skipped: int
    usage: Usage
    annotated: list[int] = field(default_factory=list)
    failed: dict[int, SongClipError] = field(default_factory=dict)


def prepare(
    collection: Collection,
    limit: int | None = None,
    options: DraftOptions | None = None,
    passages: Sequence[int] | None = None,
) -> Prepared:
    """Chooses the passages that lack an annotation. Main thread.

    Args:
        collection: where they are.
        limit: at most so many.
        options: the service; as for drafting.
        passages: only these ids; a drafted annotation nobody has edited is then asked anew.

    Raises:
        SongClipError: `drafter_missing` without a service, `offline`, `prompt_unusable`.
    """
    drafter = remote_drafter(options or DraftOptions(), "text")
    everything = collection.passages.list()
    if passages is None:
        lacking = [each for each in everything if each.status in (None, "rejected")]
    else:
        wanted = set(passages)
        everything = [each for each in everything if each.id in wanted]
        lacking = [
            each
            for each in everything
            if each.status in (None, "rejected") or (each.status == "draft" and not each.author)
        ]
    chosen = lacking if limit is None else lacking[:limit]
    skipped = 0 if limit is not None else len(everything) - len(lacking)
    remark = options.remark if options else ""
    return Prepared(tuple(Reading(each, remark) for each in chosen), skipped, drafter)


def execute(prepared: Prepared, listener: Listener) -> Outcome:
    """Asks for every annotation; `listener.item` gets an Annotated or State each. Any thread.

    Raises:
        Stopped: the listener asked for it; what was told stays.
    """
    numbers = {each.passage.id: each.passage.number for each in prepared.readings}
    outcome = Outcome(numbers, prepared.skipped, prepared.drafter.usage)

    def note(item: object) -> None:
        listener.item(item)
        if isinstance(item, Annotated):
            outcome.annotated.append(item.passage_id)
        elif isinstance(item, State) and item.error is not None:
            outcome.failed[item.subject] = item.error

    if prepared.readings:
        prepared.drafter.annotate(
            prepared.readings, Listener(listener.progress, note, listener.should_stop)
        )
    return outcome


def store(collection: Collection, annotated: Annotated) -> Changes:
    """Writes one annotation, unless an approved or edited one stands by now. Main thread."""
    collection.passages.annotate(
        annotated.passage_id,
        annotated.annotation,
        annotated.origin,
        annotated.drafter,
        annotated.prompt_version,
        call=annotated.call,
    )
    return Changes(passages=frozenset((annotated.passage_id,)))


def finish(collection: Collection, outcome: Outcome) -> DraftReport:
    """Counts what stands in the collection now. Main thread."""
    lost = say("没有写入藏品。", "It was not written to the collection.")
    failed = [
        Failure(outcome.numbers[subject], KIND, error.code, error.what, error.remedy)
        for subject, error in sorted(outcome.failed.items())
    ]
    standing = {each.id: each.status for each in collection.passages.list()}
    failed += [
        Failure(outcome.numbers[subject], KIND, "not_stored", lost, say("请重试。", "Retry."))
        for subject in outcome.annotated
        if standing.get(subject) is None
    ]
    usage = outcome.usage
    return DraftReport(
        drafted=sum(standing.get(subject) is not None for subject in outcome.annotated),
        skipped=outcome.skipped,
        failed=tuple(failed),
        calls=usage.calls,
        tokens_in=usage.tokens_in,
        tokens_out=usage.tokens_out,
        cost=round(usage.cost, 6),
        changes=Changes(passages=frozenset(outcome.annotated)),
    )


def pairing_query(passage: Passage) -> str:
    """What pictures are looked for with: the search prompt, else the passage itself."""
    annotation = passage.annotation
    prompt = annotation.search_prompt.strip() if annotation is not None else ""
    return prompt or passage.text


def suggest_pairs(collection: Collection, passage_id: int, result: SearchResult) -> Changes:
    """Keeps the works that were found as suggestions for a passage. Main thread.

    What was confirmed or rejected before keeps its status.
    """
    found = result.finetuned if result.finetuned is not None else result.zero_shot
    hits = [hit for hit in found or () if isinstance(hit, Hit)]
    with collection.transaction():
        pairs = [collection.pairs.suggest(passage_id, hit.painting_id, hit.score) for hit in hits]
    return Changes(pairs=frozenset(pair.id for pair in pairs), passages=frozenset((passage_id,)))
