"""What is asked on the compare page, in a form that can be kept and asked again. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from songclip_desktop.records import Query as Kept
from songclip_desktop.workflow import queries
from songclip_desktop.workflow.search import Target

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection


@dataclass(frozen=True, slots=True)
class Asking:
    """One question.

    Attributes:
        text: what the field says.
        look: the picture to look by; None where the words are asked.
        without: the work that is not looked for, being what others are to be like.
        whole: the words are a caption, also where they look like a sum.
        within: only works that the collection page would find by this.
        kind: only works of this kind. templates, hybrid: as in `search.prepare`.
    """

    text: str
    look: queries.Picture | None = None
    without: int | None = None
    whole: bool = False
    target: Target = "images"
    within: str = ""
    kind: str = ""
    templates: bool = False
    hybrid: bool = False

    @property
    def given(self) -> queries.Query:
        """As `search.prepare` takes it."""
        if self.look is not None:
            return queries.Query(self.text, ((1.0, self.look),), self.without)
        return queries.words(self.text, plain=self.whole)

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than all works, or in another way than the words alone."""
        return bool(self.within.strip() or self.kind or self.templates or self.hybrid)

    def works(self, collection: Collection) -> set[int] | None:
        """The works that may be found; None for all. Main thread."""
        within = self.within.strip()
        return set(collection.finding.find(within)) if within else None

    def body(self) -> dict[str, Any] | None:
        """All but the words, as a JSON object; None where it cannot be asked again."""
        told: dict[str, Any] = {}
        if self.look is not None:
            source = self.look.source
            if isinstance(source, bytes):
                return None
            told["image" if isinstance(source, int) else "file"] = (
                source if isinstance(source, int) else str(source)
            )
            if self.look.box is not None:
                told["box"] = list(self.look.box)
        for name in ("without", "whole", "within", "kind", "templates", "hybrid"):
            if value := getattr(self, name):
                told[name] = value
        if self.target != "images":
            told["target"] = self.target
        return told


def again(kept: Kept) -> Asking:
    """A question that was kept."""
    told = kept.body
    look = None
    if "image" in told or "file" in told:
        source = told["image"] if "image" in told else Path(told["file"])
        box = told.get("box")
        look = queries.Picture(source, (box[0], box[1], box[2], box[3]) if box else None)
    return Asking(
        kept.text,
        look,
        told.get("without"),
        bool(told.get("whole")),
        "texts" if told.get("target") == "texts" else "images",
        told.get("within", ""),
        told.get("kind", ""),
        bool(told.get("templates")),
        bool(told.get("hybrid")),
    )
