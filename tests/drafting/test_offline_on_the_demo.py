"""How far the offline drafter can be believed: on the demo, against what its painter placed there.

Catalogue facts are withheld: what is named was seen. Works that are drafted taught nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from songclip_desktop import paths
from songclip_desktop.chinese import TOKEN_LIMIT, token_count
from songclip_desktop.drafting import vocabulary
from songclip_desktop.drafting.compose import MOODS
from songclip_desktop.drafting.drafter import Drafted, Work
from songclip_desktop.drafting.offline import OfflineDrafter
from songclip_desktop.drafting.recognise import Reference
from songclip_desktop.engine.client import Engine
from songclip_desktop.progress import Listener
from songclip_desktop.records import DRAFTED_KINDS, Image, Painting

THINGS = [term for term in vocabulary.load().terms if term.group not in MOODS]


@pytest.fixture(scope="module")
def shown() -> dict[str, set[str]]:
    """Accession of each painting → ids of the elements that can be seen in it."""
    from training.mini import demo

    works = sorted(demo.compose(), key=lambda work: work.accession)
    return {
        work.accession: {placed.kind for placed in work.seen}
        for work in works
        if work.work_kind == "painting" and work.state != "arrival"
    }


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """Accession → its approved captions."""
    found: dict[str, str] = {}
    text = (paths.demo_collection() / "captions.jsonl").read_text(encoding="utf-8")
    for row in map(json.loads, text.splitlines()):
        if row["status"] == "approved":
            found[row["accession"]] = f"{found.get(row['accession'], '')} {row['text']}"
    return found


def picture(accession: str) -> Path:
    (found,) = (paths.demo_collection() / "pictures").glob(f"{accession}.*")
    return found


def without_facts(number: int, accession: str) -> Painting:
    """Square, so that its shape does not tell its format either."""
    nothing = dict.fromkeys(("title", "artist", "dynasty", "format", "material", "dimensions"), "")
    image = Image(number, number, "0" * 64, "x", False, 1000, 1000, True)
    return Painting(
        number, accession, **nothing, work_kind="painting", group_key="", split="train",
        local_only=False, image=image,
    )  # fmt: skip


@pytest.fixture(scope="module")
def drafts(
    shown: dict[str, set[str]], said: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, str]]:
    """Drafts of every painting of the demo; each fifth is drafted by what the others taught."""
    known: dict[Path, np.ndarray] = {}
    there = list(shown)
    with pytest.MonkeyPatch.context() as patch, Engine() as engine:
        patch.setenv("SONGCLIP_HOME", str(tmp_path_factory.mktemp("home")))

        def encode(*, texts: Sequence[str] = (), images: Sequence[Path] = ()) -> np.ndarray:
            if texts:
                return engine.encoder.encode(texts=texts, model=paths.mini_model())
            new = [each for each in images if each not in known]
            if new:
                vectors = engine.encoder.encode(images=new, model=paths.mini_model())
                known.update(zip(new, vectors, strict=True))
            return np.stack([known[each] for each in images])

        found: dict[str, dict[str, str]] = {}
        for fifth in range(5):
            teachers = [a for n, a in enumerate(there) if n % 5 != fifth and a in said]
            references = [Reference(picture(each), said[each]) for each in teachers]
            drafter = OfflineDrafter(encode, "mini", references=references)
            works = [
                Work(without_facts(n, each), picture(each), DRAFTED_KINDS)
                for n, each in enumerate(there)
                if n % 5 == fifth
            ]

            def keep(item: object) -> None:
                if isinstance(item, Drafted):
                    found.setdefault(item.accession, {})[item.kind] = item.text

            drafter.draft(works, Listener(item=keep))
    return found


@pytest.mark.slow
def test_what_it_names_is_there_and_it_names_much_of_what_is_there(
    drafts: dict[str, dict[str, str]], shown: dict[str, set[str]]
) -> None:
    ids = {term.tag: term.id for term in THINGS}
    right = named = there = 0
    for accession, elements in shown.items():
        tags = drafts.get(accession, {}).get("tags", "").split("、")
        told = {ids[tag] for tag in tags if tag in ids}
        right, named = right + len(told & elements), named + len(told)
        there += len(elements & set(ids.values()))
    assert len(drafts) > 300
    assert right / named >= 0.8, f"precision {right / named:.3f}, recall {right / there:.3f}"
    assert right / there >= 0.4, f"precision {right / named:.3f}, recall {right / there:.3f}"


@pytest.mark.slow
def test_of_sixty_paintings_no_six_are_worded_alike(drafts: dict[str, dict[str, str]]) -> None:
    terms = vocabulary.load().terms
    words = {w for t in terms for w in (*t.modern, *t.clauses, *t.classical, t.tag)}
    longest_first = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    chosen: list[dict[str, Any]] = list(drafts.values())[:: len(drafts) // 60][:60]
    assert len(chosen) == 60
    for kind in ("modern", "classical"):
        texts = [each[kind] for each in chosen if kind in each]
        assert all(text.endswith("。") and 1 <= text.count("。") <= 3 for text in texts)
        assert all(token_count(text) <= TOKEN_LIMIT for text in texts)
        patterns = Counter(longest_first.sub("＊", text) for text in texts)
        assert patterns.most_common(1)[0][1] <= 6, patterns.most_common(3)
