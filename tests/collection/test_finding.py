"""Finding works: what is typed, the other ways to write and to say it, facets, and many of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from songclip_desktop.collection import search_text
from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.finding import FACETS, ORDERS

# What is typed, and the one work it finds among those below.
TYPED = """
独钓|1 獨釣|1 寒江|1 寒江独钓|1 寒江獨釣圖|1 hanjiang|1 hjddt|1 钓图|1 MAYUAN|1 my|1
馬遠|1 马远|1 欽山|1 wintry|1 fishing|1 HJ-001|1 001.5|1 渔父|1 漁父|1 蓑衣|1
范宽|2 范寬|2 fankuan|2 fk|2 kuan|2 范中立|2 谿山|2 溪山|2 谿山行旅|2 行旅图|2
xishan|2 xsxlt|2 行|2 巨碑|2 206.3|2 臺北|2 台北|2 ｆａｎｋｕａｎ|2 雨點皴|2 雨点皴|2
郭熙|3 guoxi|3 gx|3 早春|3 zaochun|3 卷雲皴|3 卷云皴|3 淳夫|3 1072|3 神宗|3
羣峯|4 群峰|4 霽雪|4 霁雪|4 qunfeng|4 qfjx|4 鴈|4 雁|4 舟楫|4 無款|4
清明|5 上河|5 張擇端|5 张择端|5 zhangzeduan|5 zzd|5 虹橋|5 虹桥|5 汴梁|5 城郭|5
"Fan Kuan"|2 title:行旅|2 artist:郭熙|3 作者:馬遠|1 artist:fankuan|2
"""


def _works(collection: Collection) -> None:
    add, draft = collection.paintings.add, collection.captions.put_draft
    first = add(
        "HJ-001.5", title="寒江独钓图", artist="马远", dynasty="南宋", format="手卷",
        inscription="Fishing alone on a wintry river", tags=["渔隐"],
    )  # fmt: skip
    draft(first.id, "modern", "渔父披着蓑衣，坐在小船上。", "offline")
    second = add(
        "K2", title="谿山行旅圖", artist="范宽", dynasty="北宋", format="立轴", holder="臺北故宮博物院",
        dimensions="206.3 × 103.3 cm",
    )  # fmt: skip
    draft(second.id, "classical", "巨碑當面，雨點皴密。", "offline")
    add(
        "K3", title="早春图", artist="郭熙", dynasty="北宋", date_text="神宗熙宁五年（1072）",
        format="立轴", technique="卷云皴", year_from=1072, year_to=1072,
    )  # fmt: skip
    fourth = add("K4", title="羣峯霽雪", artist="佚名", dynasty="元", work_kind="map")
    draft(fourth.id, "tags", "雁、舟楫", "offline")
    add(
        "K5",
        title="清明上河图",
        artist="張擇端",
        dynasty="北宋",
        notes="虹桥与汴梁城郭",
        local_only=True,
    )


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Five works, only to be read."""
    with Collection.create(tmp_path_factory.mktemp("museum") / "collection") as made:
        _works(made)
        yield made


@pytest.mark.parametrize(
    ("typed", "work"),
    [each.rsplit("|", 1) for each in TYPED.replace("Fan Kuan", "Fan_Kuan").split()],
)
def test_however_it_is_written_or_said_it_is_found(
    museum: Collection, typed: str, work: str
) -> None:
    assert museum.finding.find(typed.replace("_", " ")) == [int(work)]


@pytest.mark.parametrize(
    ("typed", "works"),
    [
        ("郭熙 OR 马远", [1, 3]),
        ("北宋 立轴", [2, 3]),
        ("北宋 AND NOT 立轴", [5]),
        ("NOT 北宋", [1, 4]),
        ("(郭熙 OR 范宽) 行旅", [2]),
        ("（郭熙 OR 范宽） NOT 早春", [2]),
        ("Ma Yuan", [1]),
        ("dynasty:北宋 NOT artist:郭熙", [2, 5]),
        ("朝代:北宋 作者:zhang", [5]),
        ("朝代：南宋", [1]),
        ("artist:寒江", []),
        ("caption:蓑衣", [1]),
        ("title:蓑衣", []),
        ('"寒江独钓"', [1]),
        ('"江寒"', []),
        ("year:1072", [2, 3, 5]),
        ("year:1150", [1]),
        ("year:1000..1100", [2, 3, 5]),
        ("年:..1000", [2, 5]),
        ("年:1300..", [4]),
        ("year:1999", []),
        ("year:abc", []),
        ("status:draft", [1, 2, 4]),
        ("状态:待审 NOT 元", [1, 2]),
        ("status:dr", [1, 2, 4]),
        ("status:approved", []),
        ("kind:map", [4]),
        ("类别:舆图 OR 早春", [3, 4]),
        ("has:inscription", [1]),
        ("有:标签", [1]),
        ("has:caption", [1, 2, 4]),
        ("has:modern", [1]),
        ("has:image", []),
        ("has:local", [5]),
        ("NOT has:year", []),
        ("渔隐", [1]),
        ("tag:渔隐", [1]),
    ],
)
def test_fields_signs_and_tests(museum: Collection, typed: str, works: list[int]) -> None:
    assert sorted(museum.finding.find(typed)) == works


@pytest.mark.parametrize(
    ("unfinished", "like"),
    [
        ("郭熙 OR", "郭熙"),
        ("(郭熙", "郭熙"),
        ("郭熙)", "郭熙"),
        ('"郭熙', '"郭熙"'),
        ("郭熙 NOT", "郭熙"),
        ("郭熙 artist:", "郭熙"),
        ("郭熙 year:", "郭熙"),
        ("AND 郭熙", "郭熙"),
        ("artist:", ""),
        ("nowhere:郭熙", "nowhere 郭熙"),
    ],
)
def test_what_is_not_yet_finished_is_taken_as_far_as_it_goes(
    museum: Collection, unfinished: str, like: str
) -> None:
    assert museum.finding.find(unfinished) == museum.finding.find(like)


def test_an_alias_of_the_museums_own_finds_in_both_directions(collection: Collection) -> None:
    work = collection.paintings.add("K1", title="无题", artist="山中客")
    other = collection.paintings.add("K2", title="无题", artist="云间子")
    assert collection.finding.find("云间子") == [other.id]
    collection.aliases.put("artist", "云间子", "山中客", "王")
    assert collection.finding.find("雲間子") == [work.id, other.id]
    assert collection.finding.find("artist:山中客") == [work.id, other.id]
    assert collection.finding.find("title:云间子") == []


def test_by_relevance_a_title_comes_before_notes_and_captions(collection: Collection) -> None:
    said = collection.paintings.add("K1", title="无题")
    collection.captions.put_draft(said.id, "modern", "雪中行旅。", "offline")
    noted = collection.paintings.add("K2", title="无题", notes="雪")
    titled = collection.paintings.add("K3", title="雪山图")
    assert collection.finding.find("雪", order="relevance") == [titled.id, said.id, noted.id]
    assert collection.finding.find("雪") == [said.id, noted.id, titled.id]


def test_every_order_hangs_every_work(museum: Collection) -> None:
    for order in ORDERS:
        assert sorted(museum.finding.find(order=order)) == [1, 2, 3, 4, 5]
    assert museum.finding.find(order="newest") == [5, 4, 3, 2, 1]


def test_counts_of_a_group_leave_its_own_ticks_out(museum: Collection) -> None:
    counts = museum.finding.facets_for("NOT 元", {"dynasty": ("北宋",), "format": ("立轴",)})
    assert tuple(counts) == FACETS
    assert counts["dynasty"] == {"元": 0, "北宋": 2, "南宋": 0}
    assert counts["format"] == {"手卷": 0, "立轴": 2}
    assert counts["status"] == {"lacking": 2, "draft": 1, "approved": 0, "rejected": 0}
    assert museum.finding.find(ticks={"dynasty": ("北宋", "元"), "status": ("draft",)}) == [2, 4]
    assert museum.finding.lacking_count() == 5


def test_ticks_count_what_they_show(museum: Collection) -> None:
    counts = museum.finding.facets_for()
    for group, values in counts.items():
        for value, count in values.items():
            assert len(museum.finding.find(ticks={group: (value,)})) == count, (group, value)


def test_what_changes_is_found_at_once_also_within_its_transaction(collection: Collection) -> None:
    with collection.transaction():
        work = collection.paintings.add("K1", title="旧题", tags=["山水"])
        assert collection.finding.find("旧题") == [work.id]
    collection.paintings.update(work.id, title="新题", tags=["花鸟"])
    assert collection.finding.find("旧题") == collection.finding.find("山水") == []
    assert collection.finding.find("新题 花鸟") == [work.id]
    assert collection.finding.facets()["tag"] == {"花鸟": 1}
    collection.trash.put([work.id], "王")
    assert collection.finding.find("新题") == collection.finding.find() == []
    collection.trash.restore([work.id], "王")
    assert collection.finding.find("新题") == [work.id]


def test_a_work_written_often_in_one_act_is_indexed_once(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed: list[int] = []
    write = search_text._write
    monkeypatch.setattr(
        search_text, "_write", lambda database, ids: (indexed.extend(ids), write(database, ids))
    )
    with collection.transaction():
        work = collection.paintings.add("K1", title="寒江")
        for kind in ("modern", "classical", "tags"):
            collection.captions.put_draft(work.id, kind, "雪", "offline")
    assert indexed == [work.id]


def test_approving_touches_no_search_text(collection: Collection) -> None:
    work = collection.paintings.add("K1")
    caption = collection.captions.put_draft(work.id, "modern", "雪", "offline")
    assert caption is not None
    changes = collection.finding._shelf.changes
    collection.captions.approve(caption.id, "王")
    assert collection.finding._shelf.changes == changes
    assert collection.finding.find("雪 status:approved") == [work.id]


def test_a_backlog_is_worked_off_in_pieces_and_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    with Collection.create(folder) as collection, collection.transaction():
        for number in range(120):
            collection.paintings.add(f"K{number}", title="寒江图")
    connection = sqlite3.connect(folder / "collection.db")
    connection.execute("DELETE FROM painting_text")
    connection.execute("INSERT INTO painting_stale SELECT id, 1 FROM painting")
    connection.commit()
    connection.close()
    with Collection.open(folder) as collection:
        assert collection.finding.behind() == 120
        assert collection.finding.catch_up(0) == 70
    with Collection.open(folder) as collection:
        assert collection.finding.behind() == 70
        assert collection.finding.catch_up() == 0
        assert len(collection.finding.find("寒江")) == 120


def test_cards_tell_what_hangs_on_the_wall(museum: Collection) -> None:
    card = museum.finding.cards([1])[1]
    assert (card.accession, card.title, card.image) == ("HJ-001.5", "寒江独钓图", None)
    assert card.statuses == ("draft", None, None)


def test_what_was_found_in_a_transaction_that_failed_is_forgotten(collection: Collection) -> None:
    kept = collection.paintings.add("K1", title="寒江", format="手卷")

    def fail() -> None:
        with collection.transaction():
            collection.paintings.add("K2", title="寒江", format="立轴")
            assert len(collection.finding.find("寒江")) == 2
            assert len(collection.finding.find("寒江", order="title")) == 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert collection.finding.find("寒江", order="title") == [kept.id]
    assert collection.finding.find() == [kept.id]
    assert collection.finding.facets()["format"] == {"手卷": 1}
