"""Which captions do not find their work, and which works are worth a caption next."""

from __future__ import annotations

from collections.abc import Callable

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.workflow import flywheel, search

Filled = Callable[[int], Collection]


def test_captions_that_search_itself_ranks_beyond_ten_are_listed(
    engine: Engine, filled: Filled
) -> None:
    collection = filled(16)
    advice = flywheel.execute(flywheel.prepare(collection), engine)
    assert advice.run is None
    assert advice.captions == 32
    assert advice.doubted
    ranks = {each.caption_id: each.rank for each in advice.doubted}
    for caption in collection.captions.list(status="approved"):
        hits = search.search(collection, engine, caption.text, k=16).zero_shot or []
        (hit,) = [hit for hit in hits if hit.painting_id == caption.painting_id]
        # Scores within float16 of each other may change places.
        near = [one for one in hits if abs(one.score - hit.score) < 1e-3]
        assert (
            min(one.rank for one in near)
            <= ranks.get(caption.id, hit.rank)
            <= max(one.rank for one in near)
            or caption.id not in ranks
        )
        if hit.rank > flywheel.TOP + len(near):
            assert caption.id in ranks
    assert [each.rank for each in advice.doubted] == sorted(ranks.values(), reverse=True)
    assert min(ranks.values()) > flywheel.TOP


def test_only_uncaptioned_works_that_the_model_may_learn_from_are_wanted(
    engine: Engine, filled: Filled
) -> None:
    collection = filled(16)
    works = {work.id: work for work in collection.paintings.all()}
    bare = [work for work in works.values() if work.accession < "S08"]
    for work in bare:
        for caption in collection.captions.of(work.id):
            collection.captions.withdraw(caption.id, "沈括")
    rejected = bare[0]
    for caption in collection.captions.of(rejected.id):
        collection.captions.reject(caption.id, "沈括")

    advice = flywheel.execute(flywheel.prepare(collection), engine)

    expected = {work.id for work in bare if work.split == "train"}
    assert {each.painting_id for each in advice.wanted} == expected
    assert expected
    assert len(expected) < len(bare)
    by_work = {each.painting_id: each.drafted for each in advice.wanted}
    assert not by_work.pop(rejected.id, False)
    assert all(by_work.values())
    assert all(each.worth >= 0 for each in advice.wanted)
    assert advice.captions == 16
    beside = flywheel.advise(collection.dir, collection.images.cache_dir, engine)
    assert beside == advice
    assert all(
        collection.captions.get(each.caption_id).text == each.text for each in beside.doubted
    )
