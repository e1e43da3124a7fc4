"""Searching: words or a picture, one column or two, keywords, kinds, and what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.workflow import index, queries, search

Filled = Callable[[int], Collection]


def test_pictures_are_found_by_words_once_each_and_by_falling_score(
    engine: Engine, filled: Filled
) -> None:
    collection = filled(5)
    prepared = search.prepare(collection, "  远山下有小船 ", k=3)
    assert not prepared.ready
    result = search.execute(prepared, engine)
    assert result.indexed
    assert prepared.ready
    assert result.query == "远山下有小船"
    assert result.finetuned is None
    assert result.zero_shot is not None
    scores = [hit.score for hit in result.zero_shot]
    assert scores == sorted(scores, reverse=True)
    assert [hit.rank for hit in result.zero_shot] == [1, 2, 3]
    assert len({hit.painting_id for hit in result.zero_shot}) == 3
    again = search.search(collection, engine, "远山下有小船", k=3)
    assert not again.indexed
    assert again.zero_shot == result.zero_shot


def test_texts_are_captions_and_passages(engine: Engine, filled: Filled) -> None:
    result = search.search(filled(3), engine, "德寿宫在望仙桥东", k=20, target="texts")
    assert result.zero_shot is not None
    by_kind = {hit.kind for hit in result.zero_shot if isinstance(hit, search.TextHit)}
    assert by_kind == {"modern", "classical", "passage"}
    assert len(result.zero_shot) == 7
    (passage,) = [
        hit for hit in result.zero_shot if isinstance(hit, search.TextHit) and hit.kind == "passage"
    ]
    assert (passage.source, passage.accession) == ("梦梁录·卷二", None)
    assert passage.score == pytest.approx(1, abs=1e-3)


def test_a_picture_finds_itself(engine: Engine, filled: Filled, tmp_path: Path) -> None:
    result = search.search(filled(4), engine, tmp_path / "2.png", k=1)
    assert result.zero_shot is not None
    assert result.zero_shot[0].accession == "S02"
    assert result.zero_shot[0].score == pytest.approx(1, abs=1e-3)


def test_keywords_lift_what_they_name(engine: Engine, filled: Filled) -> None:
    collection = filled(6)
    rank = {}
    for hybrid in (False, True):
        result = search.search(collection, engine, "溪山4", k=6, hybrid=hybrid)
        assert result.zero_shot is not None
        rank[hybrid] = [hit.accession for hit in result.zero_shot].index("S04")
        assert len(result.zero_shot) == 6
    assert rank[True] <= rank[False]
    texts = search.search(collection, engine, "望仙桥", k=1, target="texts", hybrid=True)
    assert texts.zero_shot is not None
    assert isinstance(texts.zero_shot[0], search.TextHit)
    assert texts.zero_shot[0].kind == "passage"


def test_only_works_of_the_kind_asked_for(engine: Engine, filled: Filled) -> None:
    collection = filled(4)
    collection.paintings.update(collection.paintings.all()[1].id, work_kind="map")
    result = search.search(collection, engine, "舆图", work_kind="map")
    assert result.zero_shot is not None
    assert [hit.accession for hit in result.zero_shot] == ["S01"]
    texts = search.search(collection, engine, "舆图", work_kind="map", target="texts")
    assert texts.zero_shot is not None
    assert {hit.accession for hit in texts.zero_shot} == {"S01"}


@pytest.mark.parametrize("query", ["", "   ", "　\n"])
def test_an_empty_query_is_refused_with_a_remedy(filled: Filled, query: str) -> None:
    with pytest.raises(SongClipError) as caught:
        search.prepare(filled(1), query)
    assert caught.value.code == "query_empty"
    assert caught.value.remedy


def test_a_picture_that_is_not_there_or_is_text_is_a_sentence(
    engine: Engine, filled: Filled, tmp_path: Path
) -> None:
    collection = filled(2)
    with pytest.raises(SongClipError) as caught:
        search.prepare(collection, tmp_path / "none.png")
    assert caught.value.code == "image_missing"
    (tmp_path / "text.png").write_text("no picture")
    with pytest.raises(SongClipError) as caught:
        search.search(collection, engine, tmp_path / "text.png")
    assert caught.value.code == "image_unreadable"
    assert "text.png" in caught.value.what


def test_reading_beside_a_window_that_holds_the_collection(engine: Engine, filled: Filled) -> None:
    held = filled(2)
    with Collection.open(held.dir, read_only=True) as beside:
        result = search.search(beside, engine, "山", compare=True)
    assert result.zero_shot is not None
    assert result.finetuned is None
    assert result.run is None


def test_a_scroll_is_found_by_a_part_of_it_and_the_hit_says_where(
    engine: Engine, filled: Filled, tmp_path: Path
) -> None:
    collection = filled(5)
    noise = np.random.default_rng(9).integers(0, 255, (48, 480, 3), dtype=np.uint8)
    noise[:, 192:240] = np.asarray(Image.open(tmp_path / "3.png").resize((48, 48)))
    Image.fromarray(noise).save(tmp_path / "scroll.png")
    work = collection.paintings.add("S99", title="长卷")
    collection.paintings.add_image(work.id, collection.images.add_file(tmp_path / "scroll.png"))
    Image.fromarray(noise[:, 192:240]).save(tmp_path / "part.png")

    found = search.search(collection, engine, tmp_path / "part.png", k=6)
    whole = search.search(collection, engine, tmp_path / "scroll.png", k=1)

    assert found.zero_shot is not None
    assert len({hit.painting_id for hit in found.zero_shot}) == 6
    (hit,) = [each for each in found.zero_shot if isinstance(each, search.Hit) and each.window]
    assert (hit.accession, hit.window) == ("S99", pytest.approx((0.4, 0.0, 0.5, 1.0), abs=1e-6))
    assert hit.score > 0.99
    assert whole.zero_shot is not None
    assert isinstance(whole.zero_shot[0], search.Hit)
    assert (whole.zero_shot[0].accession, whole.zero_shot[0].window) == ("S99", None)


def test_a_work_is_found_by_the_best_of_its_pictures(
    engine: Engine, filled: Filled, tmp_path: Path
) -> None:
    collection = filled(4)
    noise = np.random.default_rng(5).integers(0, 255, (48, 40, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "detail.png")
    stored = collection.images.add_file(tmp_path / "detail.png")
    collection.paintings.add_image(collection.paintings.all()[2].id, stored, primary=False)

    found = search.search(collection, engine, tmp_path / "detail.png", k=4)

    assert found.zero_shot is not None
    first = found.zero_shot[0]
    assert isinstance(first, search.Hit)
    assert (first.accession, first.image) == ("S02", stored.path)
    assert len({hit.painting_id for hit in found.zero_shot}) == 4


def accessions(hits: search.Hits | None) -> list[str | None]:
    assert hits is not None
    return [hit.accession for hit in hits]


def test_a_sum_of_words_is_the_sum_of_their_vectors(engine: Engine, filled: Filled) -> None:
    collection = filled(4)
    found = search.search(collection, engine, "2*雪 + 舟 - 人", k=4)
    model = index.prepare(collection)
    rows = engine.encoder.encode(texts=["雪", "舟", "人"], model=model.column.model.path)
    wanted = 2 * rows[0] + rows[1] - rows[2]
    generation = model.fresh()
    assert generation is not None
    scores = generation.images.scores(wanted / np.linalg.norm(wanted))
    assert found.zero_shot is not None
    assert [hit.score for hit in found.zero_shot] == pytest.approx(sorted(scores)[::-1], abs=1e-5)
    plain = search.search(collection, engine, queries.words("雪 + 舟", plain=True), k=4)
    assert plain.query == "雪 + 舟"
    assert accessions(plain.zero_shot)
    with pytest.raises(SongClipError) as caught:
        search.search(collection, engine, "雪 - 雪")
    assert caught.value.code == "query_cancels_out"


def test_templates_average_what_is_asked(engine: Engine, filled: Filled) -> None:
    collection = filled(2)
    plain, averaged = (
        search.search(collection, engine, "远山", k=2, templates=each).zero_shot
        for each in (False, True)
    )
    assert plain is not None
    assert averaged is not None
    assert [hit.score for hit in plain] != [hit.score for hit in averaged]


def test_more_like_a_work_leaves_the_work_itself_out(engine: Engine, filled: Filled) -> None:
    collection = filled(5)
    search.search(collection, engine, "山", k=1)
    work = collection.paintings.all()[2]
    contents = index.contents(collection)
    found = search.search(collection, engine, queries.like(contents, work.id), k=9)
    assert "S02" not in accessions(found.zero_shot)
    assert len(accessions(found.zero_shot)) == 4
    assert work.title in found.query
    words = search.search(collection, engine, queries.like(contents, work.id), k=20, target="texts")
    assert {hit.kind for hit in words.zero_shot or () if isinstance(hit, search.TextHit)} == {
        "modern",
        "classical",
        "passage",
    }
    with pytest.raises(SongClipError) as caught:
        queries.like(contents, 99_999)
    assert caught.value.code == "image_missing"


def test_bytes_and_a_part_of_a_picture_are_looked_by(
    engine: Engine, filled: Filled, tmp_path: Path
) -> None:
    collection = filled(3)
    sheet = Image.new("RGB", (120, 48))
    sheet.paste(Image.open(tmp_path / "1.png"), (40, 0))
    sheet.save(tmp_path / "sheet.png")
    box = (40 / 120, 0.0, 80 / 120, 1.0)
    for source in (tmp_path / "sheet.png", (tmp_path / "sheet.png").read_bytes()):
        found = search.search(collection, engine, queries.Picture(source, box), k=1)
        assert accessions(found.zero_shot) == ["S01"]
        assert found.zero_shot
        assert found.zero_shot[0].score > 0.98


def test_only_the_works_that_are_allowed(engine: Engine, filled: Filled) -> None:
    collection = filled(6)
    wanted = {work.id for work in collection.paintings.all()[1:4]}
    found = search.search(collection, engine, "山", k=9, works=wanted)
    assert sorted(map(str, accessions(found.zero_shot))) == ["S01", "S02", "S03"]
    texts = search.search(collection, engine, "山", k=99, works=wanted, target="texts")
    assert {hit.painting_id for hit in texts.zero_shot or ()} == wanted
    assert search.search(collection, engine, "山", works=set()).zero_shot == []


def test_hybrid_puts_what_is_named_outright_first(engine: Engine, filled: Filled) -> None:
    collection = filled(8)
    for query in ("S05", "s05", "溪山5"):
        found = search.search(collection, engine, query, k=8, hybrid=True)
        assert accessions(found.zero_shot)[0] == "S05"
        assert len(accessions(found.zero_shot)) == 8
    with pytest.raises(SongClipError) as caught:
        search.prepare(collection, queries.Picture(b""), hybrid=True)
    assert caught.value.code == "hybrid_needs_words"


def test_an_index_in_use_is_searched_while_the_next_is_not_made_yet(
    engine: Engine, filled: Filled, tmp_path: Path
) -> None:
    collection = filled(3)
    first = search.search(collection, engine, "山", k=9, wait=False)
    assert (first.indexed, first.missing) == (True, 0)
    Image.new("RGB", (40, 40), "white").save(tmp_path / "new.png")
    work = collection.paintings.add("S77", title="新来")
    collection.paintings.add_image(work.id, collection.images.add_file(tmp_path / "new.png"))
    changed = collection.captions.list(status="approved")[0]
    collection.captions.reject(changed.id, "我")

    found = search.search(collection, engine, "山", k=9, wait=False)
    texts = search.search(collection, engine, "山", k=99, wait=False, target="texts")

    assert (found.indexed, found.missing) == (False, 1)
    assert sorted(map(str, accessions(found.zero_shot))) == ["S00", "S01", "S02"]
    assert changed.id not in {
        hit.id for hit in texts.zero_shot or () if isinstance(hit, search.TextHit)
    }
    assert not search.search(collection, engine, "山", wait=True).missing


def test_what_is_deleted_while_searching_is_not_shown(engine: Engine, filled: Filled) -> None:
    collection = filled(4)
    prepared = search.prepare(collection, "山", k=9)
    gone = collection.paintings.all()[0]
    collection.trash.put([gone.id], "我")
    result = search.execute(prepared, engine)
    assert "S00" in accessions(result.zero_shot)

    kept = search.without_gone(collection, result)

    assert sorted(map(str, accessions(kept.zero_shot))) == ["S01", "S02", "S03"]
    assert [hit.rank for hit in kept.zero_shot or ()] == [1, 2, 3]
    after = search.search(collection, engine, "山", k=9)
    assert "S00" not in accessions(after.zero_shot)
    assert search.without_gone(collection, after) is after


def test_an_index_that_is_removed_while_searching_is_made_anew(
    engine: Engine, filled: Filled
) -> None:
    collection = filled(2)
    prepared = search.prepare(collection, "山")
    first = search.execute(prepared, engine)
    shutil.rmtree(prepared.columns[0].column.folder)
    again = search.execute(prepared, engine)
    assert again.indexed
    assert accessions(again.zero_shot) == accessions(first.zero_shot)
