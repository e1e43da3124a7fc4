from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from songclip_desktop.chinese import token_count, unknown_characters
from songclip_desktop.drafting import vocabulary
from songclip_desktop.drafting.compose import LONGEST, MOODS, compose
from songclip_desktop.drafting.drafter import Drafted, State, Work
from songclip_desktop.drafting.offline import OfflineDrafter
from songclip_desktop.drafting.recognise import Recogniser, Reference
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.records import DRAFTED_KINDS, Image, Painting

WORDS = vocabulary.load()
Draft = Callable[[Sequence[Work]], list[Any]]
Tags = Callable[..., set[str]]
THINGS = [term for term in WORDS.terms if term.group not in MOODS]


def painting(number: int, aspect: float = 0.8, **fields: Any) -> Painting:
    plain = dict.fromkeys(("title", "artist", "dynasty", "format", "material", "dimensions"), "")
    image = Image(number, number, "0" * 64, "x", False, round(1000 * aspect), 1000, True)
    return Painting(
        number,
        f"H.{number:03}",
        **(plain | fields),
        work_kind="painting",
        group_key="",
        split="train",
        local_only=False,
        image=image,
    )


class FakeModel:
    """Each term is an axis; a picture named `pine,crane_7` points along its terms."""

    def __init__(self) -> None:
        self.axes = {term.id: place for place, term in enumerate(WORDS.terms)}
        self.of_probe = {probe: term.id for term in WORDS.terms for probe in term.probes}
        self.texts_asked = 0

    def __call__(self, *, texts: Sequence[str] = (), images: Sequence[Path] = ()) -> np.ndarray:
        self.texts_asked += len(texts)
        rows = [self._text(text) for text in texts] + [self._image(path) for path in images]
        return np.stack(rows)

    def _text(self, text: str) -> np.ndarray:
        row = np.zeros(len(self.axes) + 1)
        word = text.removeprefix("一幅").removeprefix("画中的")
        row[-1] = 0.5
        row[self.axes[self.of_probe[word]] if word in self.of_probe else -1] = 1.0
        return row / np.linalg.norm(row)

    def _image(self, path: Path) -> np.ndarray:
        if path.stem == "broken":
            raise SongClipError("image_unreadable", "读不出来。", "换一个。")
        names, _, number = path.stem.partition("#")
        noise = np.random.default_rng(int(number or 0)).normal(0, 0.02, len(self.axes) + 1)
        noise[-1] += 2.0
        for name in filter(None, names.split(",")):
            noise[self.axes[name]] += 1.0
        return noise / np.linalg.norm(noise)


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """Drafts beside pictures of every pair of neighbouring terms, which are what is usual."""
    after = (*WORDS.terms[1:], WORDS.terms[0])
    references = []
    # Each pair often enough that the captions can bear the terms out.
    for number, (a, b) in enumerate(zip(WORDS.terms * 3, after * 3, strict=True), 100):
        picture = tmp_path / f"{a.id},{b.id}#{number}"
        picture.touch()
        references.append(Reference(picture, f"{a.tag}，{b.probes[0]}"))

    def run(works: Sequence[Work]) -> list[Any]:
        heard: list[Any] = []
        drafter = OfflineDrafter(FakeModel(), "fake 1", references=references)
        drafter.draft(works, Listener(item=heard.append))
        return heard

    return run


@pytest.fixture
def tags_of(draft: Draft) -> Tags:
    def run(name: str, **fields: Any) -> set[str]:
        heard = draft([Work(painting(1, **fields), Path(name), ("tags",))])
        texts = [each.text for each in heard if isinstance(each, Drafted)]
        return set(texts[0].split("、")) if texts else set()

    return run


def test_what_a_picture_shows_is_named(tags_of: Tags) -> None:
    assert tags_of("pine,crane#1") == {"松树", "仙鹤"}


def test_what_it_does_not_know_it_leaves_out(draft: Draft) -> None:
    heard = draft([Work(painting(1), Path("#5"), DRAFTED_KINDS)])
    assert [each for each in heard if isinstance(each, Drafted)] == []
    assert [each.error.code for each in heard if isinstance(each, State) and each.error] == [
        "nothing_recognised"
    ]


def test_what_the_captions_do_not_bear_out_is_never_said(tmp_path: Path) -> None:
    """A model that sees pines where the curators see cranes is not believed about pines."""
    recogniser = Recogniser(WORDS, FakeModel(), "fake 1", None)
    references = []
    for number in range(120):
        name = THINGS[number % len(THINGS)].id
        said = "仙鹤" if name == "pine" else next(t.tag for t in THINGS if t.id == name)
        references.append(Reference(Path(f"{name},rock#{number}"), said))
    recogniser.learn(references * 3)
    shown = [each.picture for each in references[: len(THINGS)]]
    willow, pine = FakeModel()(
        images=[next(p for p in shown if p.name.startswith(n)) for n in ("willow", "pine")]
    )
    assert "柳树" in {each.term.tag for each in recogniser.see(willow[None])[0]}
    assert "松树" not in {each.term.tag for each in recogniser.see(pine[None])[0]}


def test_without_approved_captions_only_what_stands_out_is_said() -> None:
    recogniser = Recogniser(WORDS, FakeModel(), "fake 1", None)
    recogniser.learn([Reference(Path(f"{term.id}#{n}")) for n, term in enumerate(THINGS)])
    strong, weak = FakeModel()(images=[Path("pine#1"), Path("#2")])
    assert [each.term.id for each in recogniser.see(strong[None])[0]] == ["pine"]
    assert recogniser.see(weak[None])[0] == []


def test_of_an_exclusive_group_only_one_is_said(tags_of: Tags) -> None:
    assert len({"秋", "冬"} & tags_of("autumn,winter#1")) == 1


def test_catalogued_facts_stand_before_recognised_ones(tags_of: Tags) -> None:
    tags = tags_of("pine,fan,ink#1", format="册页", material="绢本设色", dynasty="南宋")
    assert {"册页", "绢本设色", "南宋", "松树"} <= tags
    assert not {"团扇", "水墨"} & tags


def test_a_title_names_its_subject(tags_of: Tags) -> None:
    assert "荷花" in tags_of("#3", title="荷花图")


def test_a_long_picture_is_a_handscroll(tags_of: Tags) -> None:
    assert "手卷" in tags_of("pine#1", aspect=6.0)


def test_without_a_model_the_catalogue_still_drafts() -> None:
    heard: list[Any] = []
    known = painting(1, title="秋山晚翠图", artist="佚名", dynasty="南宋", format="立轴")
    OfflineDrafter(None).draft([Work(known, Path("x"), DRAFTED_KINDS)], Listener(item=heard.append))
    texts = {each.kind: each.text for each in heard if isinstance(each, Drafted)}
    assert set(texts) == set(DRAFTED_KINDS)
    assert "秋山晚翠图" in texts["modern"]
    assert "佚名" not in texts["modern"]


def test_a_picture_that_cannot_be_read_fails_alone(draft: Draft) -> None:
    works = [Work(painting(n), Path(f"pine#{n}"), DRAFTED_KINDS) for n in (1, 2, 3)]
    works[1] = Work(painting(2), Path("broken"), DRAFTED_KINDS)
    heard = draft(works)
    ended = {
        each.subject: each.error.code if each.error else ""
        for each in heard
        if isinstance(each, State) and each.name in ("written", "failed")
    }
    assert ended == {1: "", 2: "image_unreadable", 3: ""}


def test_stopping_ends_between_batches() -> None:
    heard: list[Any] = []
    works = [Work(painting(n), Path(f"pine#{n}"), DRAFTED_KINDS) for n in range(1, 40)]
    drafter = OfflineDrafter(FakeModel(), "fake 1")
    listener = Listener(item=heard.append, should_stop=lambda: len(heard) > 30)
    with pytest.raises(Stopped):
        drafter.draft(works, listener)
    written = {each.painting_id for each in heard if isinstance(each, Drafted)}
    assert 0 < len(written) < 39


def test_text_vectors_are_made_once_for_a_model() -> None:
    first, second, other = FakeModel(), FakeModel(), FakeModel()
    works = [Work(painting(1), Path("pine#1"), DRAFTED_KINDS)]
    OfflineDrafter(first, "fake 1").draft(works, Listener())
    OfflineDrafter(second, "fake 1").draft(works, Listener())
    OfflineDrafter(other, "fake 2").draft(works, Listener())
    assert first.texts_asked > 0
    assert second.texts_asked == 0
    assert other.texts_asked > 0


def test_the_same_work_is_worded_the_same_again() -> None:
    terms = THINGS[:3]
    assert compose(painting(7), terms, DRAFTED_KINDS) == compose(painting(7), terms, DRAFTED_KINDS)


def everything_said() -> list[dict[str, str]]:
    rng = np.random.default_rng(5)
    moods = [term for term in WORDS.terms if term.group in MOODS]
    said = []
    for number in range(60):
        terms = list(rng.choice(np.array(THINGS, dtype=object), 1 + number % 4, replace=False))
        if number % 3:
            terms.append(moods[number % len(moods)])
        said.append(compose(painting(number), terms, DRAFTED_KINDS))
    return said


def test_captions_are_short_sentences_the_model_can_read() -> None:
    for texts in everything_said():
        assert set(texts) == set(DRAFTED_KINDS)
        for kind in ("modern", "classical"):
            assert texts[kind].endswith("。")
            assert 1 <= texts[kind].count("。") <= 3
            assert not re.search(r"[，、；][，。、；]|\{|\}", texts[kind])
        assert all(token_count(text) <= 50 and len(text) <= LONGEST for text in texts.values())


def test_no_sentence_pattern_is_worn_out() -> None:
    words = {w for t in WORDS.terms for w in (*t.modern, *t.clauses, *t.classical, t.tag)}
    longest_first = sorted(words, key=len, reverse=True)
    for kind in ("modern", "classical"):
        patterns: Counter[str] = Counter()
        for texts in everything_said():
            pattern = texts[kind]
            for word in longest_first:
                pattern = pattern.replace(word, "＊")
            patterns[pattern] += 1
        assert patterns.most_common(1)[0][1] <= 6


def test_the_vocabulary_is_whole() -> None:
    assert len(WORDS.terms) == len({term.id for term in WORDS.terms})
    for term in WORDS.terms:
        assert all(len(phrase) == 4 for phrase in term.classical)
        assert term.modern
        assert term.clauses
        assert term.probes
        assert not any(word.endswith("。") for word in (*term.modern, *term.clauses))


def test_the_vocabulary_covers_everything_the_demo_paints() -> None:
    from training.mini.elements import ELEMENTS, FORMATS, SEASONS, STYLES

    assert set((*ELEMENTS, *FORMATS, *SEASONS, *STYLES)) <= {term.id for term in WORDS.terms}


def test_the_models_vocabulary_has_every_character_of_the_words() -> None:
    said = "".join(w for t in WORDS.terms for w in (t.tag, *t.modern, *t.clauses, *t.classical))
    assert unknown_characters(said) == ()
