"""The guided path through the demo: which of its five steps have had their outcome."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection

# By page, in order. What lies between, the dataset and the evaluation, is made on the way.
STEPS = ("import", "draft", "review", "finetune", "search")
# One work with its three kinds: enough to have met the keys.
APPROVALS = 3
_COMPARED = "guide_compared"


@dataclass(frozen=True, slots=True)
class Walked:
    """How far a collection has come.

    Attributes:
        done: steps whose outcome is there.
        arrived: how many new arrivals there are to take in.
        approved: captions approved here by a person, not those that the demo brings.
    """

    done: frozenset[str]
    arrived: int
    approved: int

    @property
    def current(self) -> str:
        """The first step without its outcome; empty once all have it."""
        return next((step for step in STEPS if step not in self.done), "")


def arrivals() -> Path:
    """The folder of the new arrivals: their register and their pictures."""
    return paths.demo_collection() / "new_arrivals"


def offered(collection: Collection | None) -> bool:
    """Whether the path can be walked here: on the demo, open for writing. Main thread."""
    if collection is None or collection.read_only:
        return False
    return bool(collection.setting("demo", False))


def walked(collection: Collection) -> Walked:
    """Looks for the outcome of each step. Main thread; a few milliseconds.

    A step counts by what it left in the collection, so a window opened anew goes on where the
    former one stopped, and what the curator did in another order counts as well.
    """
    numbers = _numbers(arrivals())
    found = [collection.paintings.by_accession(number) for number in numbers]
    taken = [painting.id for painting in found if painting is not None]
    approved = len(collection.history.done_to_captions(("approve",)))
    outcomes = {
        "import": bool(taken),
        "draft": any(collection.captions.of(painting) for painting in taken),
        "review": approved >= APPROVALS,
        "finetune": any(run.status == "finished" for run in collection.runs.list()),
        "search": bool(collection.setting(_COMPARED, False)),
    }
    done = frozenset(step for step, there in outcomes.items() if there)
    return Walked(done, len(numbers), approved)


def compared(collection: Collection) -> None:
    """Remembers that two rankings were looked at side by side. Main thread."""
    collection.set_setting(_COMPARED, True)


@lru_cache(maxsize=4)
def _numbers(folder: Path) -> tuple[str, ...]:
    """The accession numbers of the arrivals, which are the stems of their pictures."""
    return tuple(sorted(each.stem for each in (folder / "pictures").iterdir()))
