"""The shipped vocabularies: what every name of a list stands for, and that none contradicts another."""

from __future__ import annotations

from collections import Counter

import pytest

from songclip_desktop import chinese, dates, vocabularies


def test_every_painter_has_one_leading_name_and_his_aliases_are_no_other_painters() -> None:
    names = [one.name for one in vocabularies.artists()]
    assert len(names) > 150
    assert Counter(names).most_common(1)[0][1] == 1
    leading = {chinese.fold(name) for name in names}
    for one in vocabularies.artists():
        assert len(set(one.aliases)) == len(one.aliases), one.name
        assert not {chinese.fold(alias) for alias in one.aliases} & (
            leading - {chinese.fold(one.name)}
        ), one.name


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("米元章", "米芾"),
        ("Ma Yüan", "马远"),
        ("Fan K'uan", "范宽"),
        ("Fan Kuan", "范宽"),
        ("宋徽宗", "赵佶"),
        ("龙眠居士", "李公麟"),
        ("Hsia Kuei", "夏圭"),
        ("夏珪", "夏圭"),
        ("法常", "牧谿"),
        ("Kuo Hsi", "郭熙"),
        ("Li T'ang", "李唐"),
        ("Liang K'ai", "梁楷"),
    ],
)
def test_a_painter_is_known_by_his_other_names(alias: str, name: str) -> None:
    assert [one.name for one in vocabularies.artists() if alias in one.aliases] == [name]


def test_every_painters_dynasty_is_one_with_years() -> None:
    for one in vocabularies.artists():
        assert dates.read(one.dynasty).earliest is not None, one.name


def test_rights_are_addresses_and_each_stands_once() -> None:
    uris = [one.uri for one in vocabularies.rights()]
    assert len(set(uris)) == len(uris) == 20
    assert sum("rightsstatements.org/vocab/" in uri for uri in uris) == 12
    assert all(uri.startswith("http://") and uri.endswith("/") for uri in uris)


@pytest.mark.parametrize(
    "name",
    ["format", "material", "technique", "dynasty", "category", "grade", "condition", "source"],
)
def test_a_pick_list_holds_each_word_once(name: str) -> None:
    words = vocabularies.terms(name)
    assert words
    assert len(set(words)) == len(words)


def test_no_word_of_the_dynasties_stands_for_two() -> None:
    shipped = vocabularies.dynasties()
    names = [chinese.fold(n) for one in shipped["dynasties"] for n in one["names"]]
    assert Counter(names).most_common(1)[0][1] == 1
    for entry in (*shipped["dynasties"], *shipped["eras"], *shipped["reigns"]):
        assert entry["from"] <= entry["to"], entry
