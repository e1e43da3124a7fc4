from __future__ import annotations

import pytest

from songclip_desktop.collection.collection import CATALOGUED, Collection


def test_an_alias_leads_to_its_name_and_is_taken_back(collection: Collection) -> None:
    aliases = collection.aliases
    aliases.put("artist", " 老范 ", "范宽", "王")
    aliases.put("tag", "雪景", "雪")
    assert aliases.list("artist") == {"老范": "范宽"}
    assert aliases.list("tag", "雪") == {"雪景": "雪"}
    assert aliases.name_of("artist", "老范") == "范宽"
    assert aliases.name_of("tag", "老范") == "老范"
    aliases.put("tag", "雪景", "冬景")
    aliases.remove("artist", "老范")
    aliases.remove("artist", "nobody")
    assert collection.undo("王", CATALOGUED) == ("alias:artist:老范",)
    assert aliases.list("artist") == {"老范": "范宽"}
    collection.undo("王", CATALOGUED)
    assert aliases.list("tag") == {"雪景": "雪"}
    for _ in range(2):
        collection.undo("王", CATALOGUED)
    assert aliases.list("artist") == aliases.list("tag") == {}
    assert collection.undo("王", CATALOGUED) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("米元章", "米芾"),
        ("馬遠", "马远"),
        ("FAN K'UAN", "范宽"),
        ("晋卿", "晋卿"),
        ("某某", "某某"),
    ],
)
def test_a_shipped_alias_leads_to_a_painter_unless_several_have_it(
    collection: Collection, text: str, name: str
) -> None:
    assert collection.aliases.name_of("artist", text) == name


def test_the_collections_own_alias_comes_first(collection: Collection) -> None:
    collection.aliases.put("artist", "晋卿", "王诜")
    assert collection.aliases.name_of("artist", "晉卿") == "王诜"


@pytest.mark.parametrize(
    ("kind", "alias", "name"), [("place", "a", "b"), ("tag", "", "b"), ("tag", "a", "a")]
)
def test_an_alias_of_nothing_is_refused(
    collection: Collection, kind: str, alias: str, name: str
) -> None:
    with pytest.raises(ValueError, match=kind):
        collection.aliases.put(kind, alias, name)
