"""The nouns of the application as frozen records: what the collection hands out and takes in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

WORK_KINDS = ("painting", "map", "photograph")
DRAFTED_KINDS = ("modern", "classical", "tags")
PAIR_KINDS = ("passage", "passage_modern", "passage_prompt")
STATUSES = ("draft", "approved", "rejected")
ORIGINS = ("register", "remote", "offline", "curator")
SPLITS = ("train", "valid", "test")
IMAGE_ROLES = ("view", "section", "detail", "colophon", "mount")
ALIAS_KINDS = ("artist", "tag")


@dataclass(frozen=True, slots=True)
class Image:
    """One picture file of a work.

    Attributes:
        sha256: hex digest of the original's bytes.
        path: relative to the collection's folder; absolute where the original is referenced.
        width_px, height_px: as displayed, EXIF orientation applied.
        role: one of IMAGE_ROLES. position: within its work, from 0. label: such as "卷首".
        file_name: as the museum called it.
        phash: perceptual hash, 16 hex digits; empty where none was made.
        view: how it is shown: rotate (0, 90, 180, 270, clockwise), mirror, brightness, contrast;
            empty for the picture as it is.
    """

    id: int
    painting_id: int
    sha256: str
    path: str
    referenced: bool
    width_px: int
    height_px: int
    primary: bool
    role: str = "view"
    position: int = 0
    label: str = ""
    file_name: str = ""
    phash: str = ""
    view: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Painting:
    """One catalogued work; `accession` is its public identifier. Empty text means not catalogued.

    Attributes:
        work_kind: one of WORK_KINDS.
        group_key: works of one group never straddle splits; the accession number by default.
        split: train, valid or test for the life of the collection.
        local_only: never sent to a remote drafter.
        extra: register columns without a field of their own.
        image: the primary image, or None where the picture is missing.
        date_text: the date as catalogued. year_from, year_to: the earliest and latest year it may
            mean (astronomical: 0 is 1 BC), None where unknown. edtf: the same in EDTF.
        rights: a URI of RightsStatements.org or Creative Commons, or what the register says.
        tags: by name.
    """

    id: int
    accession: str
    title: str
    artist: str
    dynasty: str
    format: str
    material: str
    dimensions: str
    work_kind: str
    group_key: str
    split: str
    local_only: bool
    extra: dict[str, str] = field(default_factory=dict)
    image: Image | None = None
    technique: str = ""
    date_text: str = ""
    year_from: int | None = None
    year_to: int | None = None
    edtf: str = ""
    holder: str = ""
    rights: str = ""
    source: str = ""
    inscription: str = ""
    notes: str = ""
    census_number: str = ""
    grade: str = ""
    category: str = ""
    quantity: str = ""
    mass: str = ""
    completeness: str = ""
    condition: str = ""
    acquired: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved, and when (ISO 8601, UTC)."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Call:
    """The call of a service that wrote a draft, kept with it.

    Attributes:
        endpoint, llm: address and model that were asked.
        picture_sha256: hex digest of the picture's bytes as sent (the whole one); "" without one.
        tokens_in, tokens_out: of the whole call, which may have written several kinds.
        raw: the reply as it came.
    """

    endpoint: str = ""
    llm: str = ""
    picture_sha256: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption of one kind of one work.

    Attributes:
        kind: one of DRAFTED_KINDS. status: one of STATUSES. origin: one of ORIGINS.
        text: as it stands now; `draft_text` as it was first drafted.
        author: the curator who last edited it, or empty.
        drafter, prompt_version: what wrote the draft and what it was asked.
        variants: characters the model lacks and what it is taught in their place.
    """

    id: int
    painting_id: int
    accession: str
    kind: str
    status: str
    text: str
    draft_text: str
    origin: str
    author: str
    drafter: str
    prompt_version: str
    approvals: tuple[Approval, ...]
    updated_at: str
    variants: dict[str, str] = field(default_factory=dict)

    @property
    def training_text(self) -> str:
        """What is learned from: the text as it stands, with the variants taken for it."""
        return self.text.translate(str.maketrans(self.variants))


@dataclass(frozen=True, slots=True)
class Annotation:
    """What an LLM (or the curator) says of a passage; the form of CONTRACT section 3."""

    entities: tuple[tuple[str, str], ...]  # (name, type)
    spatial_relation: str
    modern_chinese: str
    english: str
    search_prompt: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a classical book. `number` is its id as imported; status is its annotation's."""

    id: int
    number: str
    source: str
    chapter: str
    text: str
    annotation: Annotation | None
    status: str | None
    origin: str
    author: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage and the work it describes; a suggestion is a draft, a confirmed one is approved."""

    id: int
    passage_id: int
    painting_id: int
    accession: str
    status: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """One training attempt, whose folder is `runs/<id>`.

    Attributes:
        status: "running", "finished", "stopped" or "failed"; a run found "running" without a
            live engine can be resumed.
        kept: "finetuned" or "zero_shot"; verdict: "better", "worse", "not_shown"; empty before.
        name: what the curator calls it; empty until it is named.
    """

    id: str
    created_at: str
    model: str
    preset: str
    status: str
    kept: str
    verdict: str
    active: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """Something that was asked.

    Attributes:
        body: what was asked with the words, such as filters; a JSON object.
        saved_as: its name where the curator kept it. times: how often it was asked.
    """

    id: int
    text: str
    body: dict[str, Any]
    saved_as: str
    times: int
    asked_at: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which of two rankings a curator found better for one query.

    Attributes:
        left_run, right_run: whose adapter ranked; "" is zero-shot.
        choice: "left", "right" or "same".
        left_hits, right_hits: works as they were shown, best first.
        expected: the work that is right, where the query is one of its captions.
        blind: the blind test it was part of; empty where the sides were named.
    """

    id: int
    query: str
    left_run: str
    right_run: str
    choice: str
    left_hits: tuple[int, ...]
    right_hits: tuple[int, ...]
    expected: int | None
    blind: str
    by: str
    at: str

    @property
    def preferred(self) -> tuple[int, ...]:
        """The ranking that was found better; empty where neither was."""
        return {"left": self.left_hits, "right": self.right_hits}.get(self.choice, ())


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row or file; data, never an error of the verb.

    Attributes:
        source: file name; row: row number in it as a spreadsheet shows it, or None.
    """

    source: str
    row: int | None
    accession: str
    code: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the append-only history."""

    id: int
    at: str
    by: str
    action: str
    subject: str  # "caption:12", "painting:7", "pair:3", …
    old: str
    new: str
