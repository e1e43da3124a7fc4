"""Drafting: choose what lacks a caption, have it written, store each draft as it arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting.drafter import Drafted, Drafter, State, Usage, Work
from songclip_desktop.drafting.offline import OfflineDrafter
from songclip_desktop.drafting.recognise import LEAST_APPROVED, Encode, Reference
from songclip_desktop.drafting.remote import RemoteDrafter
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.network import ensure_allowed
from songclip_desktop.progress import Changes, Listener, Progress, ShouldStop, Stopped, never
from songclip_desktop.records import DRAFTED_KINDS, Painting
from songclip_desktop.settings import DrafterProfile
from songclip_desktop.workflow import models

# So many pictures tell the offline drafter what is usual in a collection.
REFERENCES = 320
_PIECE = 1000  # works read between two reports of progress


@dataclass(frozen=True)
class DraftOptions:
    """Who is asked, and on what terms.

    Attributes:
        profile: the service of a remote drafter. key: used for this task alone, never kept.
        held: while true nothing further is begun.
        paintings: only these works; None for all.
        redo: write drafts anew that nobody has edited or approved.
        remark: what the curator asks of the new drafts.
    """

    profile: DrafterProfile | None = None
    key: str = field(default="", repr=False)
    held: ShouldStop = never
    paintings: Sequence[int] | None = None
    redo: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """One caption that was not written, and why. `accession` is a passage's number for those."""

    accession: str
    kind: str
    code: str
    what: str
    remedy: str


@dataclass(frozen=True)
class DraftReport:
    """The result of drafting or annotating: captions, each work and kind counted once."""

    drafted: int
    skipped: int
    failed: tuple[Failure, ...]
    calls: int
    tokens_in: int
    tokens_out: int
    cost: float
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True)
class Prepared:
    """What will be drafted, and by whom.

    Attributes:
        works: for the drafter that was asked for.
        local_works: marked local only, which the offline drafter takes from a remote one.
        skipped: captions that stand already, or whose work has no picture.
    """

    works: tuple[Work, ...]
    local_works: tuple[Work, ...]
    skipped: int
    drafter: Drafter
    local_drafter: OfflineDrafter | None = None

    @property
    def all_works(self) -> tuple[Work, ...]:
        """Every work of the task, in the order it is begun."""
        return (*self.works, *self.local_works)


@dataclass
class Outcome:
    """What `execute` brought.

    Attributes:
        written: (painting id, kind) of every draft told. failed: painting id → reason.
    """

    works: tuple[Work, ...]
    skipped: int
    usage: Usage
    written: list[tuple[int, str]] = field(default_factory=list)
    failed: dict[int, SongClipError] = field(default_factory=dict)


def encoder_of(
    engine: Engine, collection: Collection, model: str | Path | None = None
) -> tuple[Encode, str]:
    """The collection's model as the offline drafter wants it, and a name for its vectors.

    Raises:
        SongClipError: `model_not_installed`, `model_unknown`.
    """
    chosen = models.chosen(collection, model)

    def encode(*, texts: Sequence[str] = (), images: Sequence[Path] = ()):
        return engine.encoder.encode(texts=texts, images=images, model=chosen.path)

    return encode, f"{chosen.name} {chosen.stamp}"


def remote_drafter(options: DraftOptions, sees: str = "vision") -> RemoteDrafter:
    """The remote drafter of these options, before anything is sent.

    Args:
        options: with a profile.
        sees: "vision" for pictures, "text" for passages.

    Raises:
        SongClipError: `drafter_missing`, `model_missing_name`, `address_unusable`, `offline`.
    """
    profile = options.profile
    if profile is None:
        raise SongClipError(
            "drafter_missing",
            say("还没有选定撰稿服务。", "No drafting service has been chosen."),
            say(
                "请选一个服务并填写地址与模型（命令行：--endpoint 与 --llm）。",
                "Choose a service with its address and model (on the command line: --endpoint"
                " and --llm).",
            ),
        )
    if not (profile.vision_model if sees == "vision" else profile.text_model):
        raise SongClipError(
            "drafter_without_model",
            say(
                "服务「{name}」没有填写看图模型。"
                if sees == "vision"
                else "服务「{name}」没有填写文字模型。",
                "The service “{name}” names no model for pictures."
                if sees == "vision"
                else "The service “{name}” names no model for texts.",
                name=profile.name,
            ),
            say(
                "请填写模型名（命令行：--llm），或换一个服务。",
                "Enter the model's name (on the command line: --llm), or choose another service.",
            ),
        )
    ensure_allowed(profile.endpoint)
    return RemoteDrafter(profile, options.key, held=options.held)


def prepare(
    collection: Collection,
    drafter_kind: str = "offline",
    kinds: Sequence[str] = DRAFTED_KINDS,
    limit: int | None = None,
    options: DraftOptions | None = None,
    encoder: tuple[Encode, str] | None = None,
    listener: Listener | None = None,
) -> Prepared:
    """Chooses works and kinds that lack a caption, by accession number. The collection's thread.

    Seconds where many lack one.

    Args:
        collection: where they are.
        drafter_kind: "offline" or "remote".
        kinds: of DRAFTED_KINDS.
        limit: at most so many works.
        options: service, key, selection.
        encoder: for the offline drafter, see `encoder_of`; without it catalogue facts are all
            it has.
        listener: hears how many works were looked at, and may stop it.

    Raises:
        SongClipError: see `remote_drafter`.
        Stopped: the listener asked for it.
    """
    options = options or DraftOptions()
    remote = drafter_kind == "remote"
    wanted = tuple(kind for kind in DRAFTED_KINDS if kind in kinds)
    ids = collection.finding.find()
    if options.paintings is not None:
        chosen = set(options.paintings)
        ids = [each for each in ids if each in chosen]
    works, skipped = _lacking(collection, ids, wanted, limit, options, listener or Listener())
    encode, model = encoder or (None, "")
    offline = OfflineDrafter(encode, model, references=_references(collection), held=options.held)
    if not remote:
        return Prepared(tuple(works), (), skipped, offline)
    drafter = remote_drafter(options)
    if encoder is None:  # the remote drafter refuses them, each with its reason
        return Prepared(tuple(works), (), skipped, drafter)
    return Prepared(
        tuple(work for work in works if not work.painting.local_only),
        tuple(work for work in works if work.painting.local_only),
        skipped,
        drafter,
        offline,
    )


def _references(collection: Collection) -> list[Reference]:
    """Pictures spread evenly over the collection's paintings, with their approved captions."""
    paintings = collection.paintings.ids(work_kind="painting", with_image=True)
    said = collection.captions.approved_works()
    approved = [each for each in paintings if each in said]
    chosen = approved if len(approved) >= LEAST_APPROVED else paintings
    step = max(1, -(-len(chosen) // REFERENCES))
    return [
        Reference(collection.images.path(each.image), _approved_text(collection, each.id))
        for each in collection.paintings.records(chosen[::step])
        if each.image is not None
    ]


def _approved_text(collection: Collection, painting_id: int) -> str:
    captions = collection.captions.of(painting_id)
    return "".join(f" {caption.text}" for caption in captions if caption.status == "approved")


def _lacking(
    collection: Collection,
    ids: Sequence[int],
    wanted: tuple[str, ...],
    limit: int | None,
    options: DraftOptions,
    listener: Listener,
) -> tuple[list[Work], int]:
    """The works to draft, and how many captions of the works looked at are passed over."""
    statuses = collection.finding.statuses(ids)
    edited = set(collection.captions.drafted(edited=True)) if options.redo else set()
    works: list[Work] = []
    skipped = 0
    for start in range(0, len(ids), _PIECE):
        if listener.should_stop():
            raise Stopped
        listener.progress(Progress(start, len(ids), "work"))
        for painting in collection.paintings.records(ids[start : start + _PIECE]):
            found = statuses[painting.id]
            lacks = tuple(
                kind
                for kind in wanted
                if _lacks(found.get(kind), options.redo, (painting.id, kind) in edited)
            )
            if not lacks or painting.image is None:
                skipped += len(wanted) if limit is None else 0
                continue
            if limit is not None and len(works) == limit:
                return works, skipped
            works.append(_work(collection, painting, lacks, options.remark))
            skipped += len(wanted) - len(lacks)
    return works, skipped


def _lacks(status: str | None, redo: bool, edited: bool) -> bool:
    return status in (None, "rejected") or (redo and status == "draft" and not edited)


def _work(collection: Collection, painting: Painting, kinds: tuple[str, ...], remark: str) -> Work:
    assert painting.image is not None
    return Work(painting, collection.images.path(painting.image), kinds, remark)


def execute(prepared: Prepared, listener: Listener) -> Outcome:
    """Has everything drafted; `listener.item` gets a Drafted or State each. Any thread.

    `listener.progress` counts works. A receiver on another thread stores each Drafted with
    `store` before it counts.

    Raises:
        Stopped: the listener asked for it; what was told stays.
    """
    outcome = Outcome(prepared.all_works, prepared.skipped, prepared.drafter.usage)
    total = len(outcome.works)

    def note(item: object) -> None:
        listener.item(item)
        if isinstance(item, Drafted):
            outcome.written.append((item.painting_id, item.kind))
        elif isinstance(item, State) and item.error is not None:
            outcome.failed[item.subject] = item.error

    def after(done: int) -> Listener:
        def progress(step: Progress) -> None:
            listener.progress(replace(step, done=done + step.done, total=total))

        return Listener(progress, note, listener.should_stop)

    if prepared.works:
        prepared.drafter.draft(prepared.works, after(0))
    if prepared.local_drafter is not None and prepared.local_works:
        prepared.local_drafter.draft(prepared.local_works, after(len(prepared.works)))
    return outcome


def store(collection: Collection, drafted: Drafted) -> Changes:
    """Writes one draft, unless an approved or edited caption stands by now. Main thread."""
    kept = collection.captions.put_draft(
        drafted.painting_id,
        drafted.kind,
        drafted.text,
        drafted.origin,
        drafted.drafter,
        drafted.prompt_version,
        call=drafted.call,
    )
    captions = frozenset((kept.id,)) if kept is not None else frozenset()
    return Changes(paintings=frozenset((drafted.painting_id,)), captions=captions)


def finish(collection: Collection, outcome: Outcome) -> DraftReport:
    """Counts what stands in the collection now; what was not stored is a failure. Main thread."""
    ids = [work.painting.id for work in outcome.works]
    standing = collection.finding.statuses(ids)
    written = {
        (painting, kind)
        for painting, kind in outcome.written
        if standing.get(painting, {}).get(kind) in ("draft", "approved")
    }
    failed = [
        _failure(work, kind, outcome.failed.get(work.painting.id))
        for work in sorted(outcome.works, key=lambda work: work.painting.accession)
        for kind in work.kinds
        if (work.painting.id, kind) not in written
    ]
    usage = outcome.usage
    return DraftReport(
        drafted=len(written),
        skipped=outcome.skipped,
        failed=tuple(failed),
        calls=usage.calls,
        tokens_in=usage.tokens_in,
        tokens_out=usage.tokens_out,
        cost=round(usage.cost, 6),
        changes=Changes(paintings=frozenset(painting for painting, _kind in written)),
    )


def _failure(work: Work, kind: str, error: SongClipError | None) -> Failure:
    if error is None:
        error = SongClipError(
            "not_stored",
            say("没有写入藏品。", "It was not written to the collection."),
            say("请重试。", "Retry."),
        )
    return Failure(work.painting.accession, kind, error.code, error.what, error.remedy)
