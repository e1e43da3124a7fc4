"""Whatever a curator does to works, undo leads back step by step to where it began."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songclip_desktop.collection.collection import CATALOGUED, Collection
from songclip_desktop.collection.images import Stored

Step = tuple[str, int, int]


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder: Path = tmp_path_factory.mktemp("museum") / "c"
    with Collection.create(folder) as collection:
        for number in range(3):
            work = collection.paintings.add(f"K{number}", title="题", tags=["雪"])
            for name in "ab":
                stored = Stored(f"{number}{name}" * 32, f"originals/{number}{name}", False, 3, 2)
                collection.paintings.add_image(work.id, stored)
        yield collection


def state(collection: Collection) -> object:
    works = collection.paintings.all()
    return [(work, collection.paintings.images(work.id)) for work in works], [
        collection.aliases.list(kind) for kind in ("artist", "tag")
    ]


def edit(collection: Collection, which: int, value: int) -> None:
    fields = [
        {"title": f"题{value}"},
        {"dynasty": ("北宋", "南宋", "金")[value % 3]},
        {"date_text": f"绍兴{'元二三'[value % 3]}年", "notes": str(value)},
        {"tags": ["雪", "舟", "山"][: value % 4]},
        {"year_from": 1100 + value, "local_only": bool(value % 2)},
        {"extra": {"题材": str(value)}},
        {"accession": f"N{which}-{value}"},
    ]
    collection.paintings.update(which, action="edit", by="王", **fields[value % len(fields)])


def picture(collection: Collection, which: int, value: int) -> None:
    works = collection.paintings
    ids = [image.id for image in works.images(which)]
    if not ids or value % 6 == 0:
        stored = Stored(f"{which}-{value}", f"originals/{which}-{value}", False, 3, 2)
        works.add_image(which, stored, action="edit", primary=bool(value % 2), role="detail")
        return
    chosen = ids[value % len(ids)]
    acts: list[Callable[[], object]] = [
        lambda: works.remove_image(chosen),
        lambda: works.change_image(chosen, primary=True),
        lambda: works.change_image(chosen, role="colophon", label=str(value)),
        lambda: works.order_images(which, ids[::-1]),
        lambda: works.set_view(chosen, {"rotate": 90 * (value % 4)}),
    ]
    acts[value % len(acts)]()


def act(collection: Collection, step: Step) -> None:
    name, which, value = step
    if name == "alias":
        collection.aliases.put("tag", f"别名{which}", f"雪{value % 3}")
    elif collection.trash.by_accession(f"K{which - 1}") or which not in {
        work.id for work in collection.paintings.all()
    }:
        return
    elif name == "trash":
        collection.trash.put([which])
    else:
        {"edit": edit, "picture": picture}[name](collection, which, value)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "picture", "picture", "trash", "alias"]),
        st.integers(1, 3),
        st.integers(0, 40),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_undo_leads_back_step_by_step(museum: Collection, steps: list[Step]) -> None:
    passed = [state(museum)]
    for step in steps:
        act(museum, step)
        now = state(museum)
        if now != passed[-1]:
            passed.append(now)
    assert museum.damage() == []
    while museum.undo("李", CATALOGUED):
        now = state(museum)
        if now != passed[-1]:
            passed.pop()
        assert now == passed[-1]
    assert len(passed) == 1
