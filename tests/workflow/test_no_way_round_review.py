"""Whatever is done in whatever order: only what people approved is learned from, word for word."""

from __future__ import annotations

import copy
import dataclasses
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PIL import Image

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Annotation
from songclip_desktop.workflow import bulk, replace, review
from songclip_desktop.workflow.dataset import snapshot

NAMES = st.sampled_from(["王", "李"])
WORDS = st.text("山水舟鶉", min_size=1, max_size=3)
KINDS = ("modern", "tags")
WORKS = 2


@dataclass
class Thing:
    """What a caption, an annotation or a pair must be like, reckoned without the collection."""

    place: tuple[Any, ...]
    text: str
    status: str = "draft"
    author: str = ""
    names: tuple[str, ...] = ()
    variants: dict[str, str] = field(default_factory=dict)


class Review(RuleBasedStateMachine):
    """Every act on captions, annotations and pairs, beside a model of what it must do."""

    template: Path | None = None

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="review-"))
        if Review.template is None:
            Review.template = Path(tempfile.mkdtemp(prefix="review-")) / "c"
            _make(Review.template)
        shutil.copytree(Review.template, self.folder / "c")
        self.collection = Collection.open(self.folder / "c")
        self.things: dict[int, Thing] = {}
        self.acts: list[dict[int, Thing]] = []
        self.second = False
        (passage,) = self.collection.passages.list()
        self.passage = passage.id
        pair = self.collection.pairs.suggest(self.passage, 1, 0.5)
        self.things[pair.id] = Thing(("pair",), "")

    def teardown(self) -> None:
        if not hasattr(self, "collection"):
            return
        drafted = {one.id: one.draft_text for one in self.collection.captions.list()}
        while self.acts:
            self.undo("王")
            self.all_is_as_reckoned()
        assert review.undo(self.collection, "王").changed == 0
        for one in self.collection.captions.list():
            assert (one.text, one.author, one.approvals) == (drafted[one.id], "", ())
            assert one.training_text == one.text
        assert snapshot(self.collection).works == ()
        self.collection.close()
        shutil.rmtree(self.folder)

    # -- drafts ------------------------------------------------------------------------------

    @rule(
        work=st.integers(1, WORKS),
        kind=st.sampled_from(KINDS),
        text=WORDS,
        origin=st.sampled_from(["offline", "remote", "register"]),
    )
    def draft(self, work: int, kind: str, text: str, origin: str) -> None:
        standing = [key for key in self._at((work, kind)) if self.things[key].status != "rejected"]
        kept = self.collection.captions.put_draft(work, kind, text, origin)
        if any(self.things[key].status == "approved" or self._decided(key) for key in standing):
            assert kept is None
            return
        assert kept is not None
        assert [kept.id] == standing if standing else kept.id not in self.things
        self.things[kept.id] = Thing((work, kind), text)

    @rule(text=WORDS)
    def annotate(self, text: str) -> None:
        kept = self.collection.passages.annotate(self.passage, _annotation(text), "remote")
        now = self.things.get(self.passage)
        if now and (
            now.status == "approved" or (now.status == "draft" and self._decided(self.passage))
        ):
            assert kept is None
            return
        assert kept is not None
        self.things[self.passage] = Thing(("annotation",), text)

    # -- acts --------------------------------------------------------------------------------

    @precondition(lambda self: self.things)
    @rule(data=st.data(), by=NAMES)
    def approve(self, data: st.DataObject, by: str) -> None:
        chosen = self._some(data)
        after = {key: self._approved(self.things[key], by) for key in chosen}
        self._act(after, lambda: review.approve(self.collection, self._reviewed(chosen), by))

    @precondition(lambda self: self.things)
    @rule(data=st.data(), by=NAMES)
    def reject(self, data: st.DataObject, by: str) -> None:
        chosen = self._some(data)
        after = {
            key: dataclasses.replace(self.things[key], status="rejected", names=())
            for key in chosen
        }
        self._act(after, lambda: review.reject(self.collection, self._reviewed(chosen), by))

    @precondition(lambda self: self.things)
    @rule(data=st.data(), by=NAMES)
    def withdraw(self, data: st.DataObject, by: str) -> None:
        chosen = self._some(data)
        after = {
            key: dataclasses.replace(self.things[key], status="draft", names=())
            if self.things[key].names
            else self.things[key]
            for key in chosen
        }
        self._act(after, lambda: review.withdraw(self.collection, self._reviewed(chosen), by))

    @precondition(lambda self: self._captions())
    @rule(data=st.data(), text=WORDS, by=NAMES)
    def edit(self, data: st.DataObject, text: str, by: str) -> None:
        key = data.draw(st.sampled_from(self._captions()))
        after = {key: self._edited(self.things[key], text, by)}
        (one,) = self._reviewed([key])
        self._act(after, lambda: review.edit(self.collection, one, text, by), always=True)

    @precondition(lambda self: self._captions())
    @rule(data=st.data(), by=NAMES)
    def take_variant(self, data: st.DataObject, by: str) -> None:
        key = data.draw(st.sampled_from(self._captions()))
        taken = {"鶉": "鹑"} if "鶉" in self.things[key].text else {}
        after = {key: dataclasses.replace(self.things[key], variants=taken)}
        chosen = self._reviewed([key])
        self._act(after, lambda: review.take_variants(self.collection, chosen, {"鶉": "鹑"}, by))

    @rule(kind=st.sampled_from(KINDS), by=NAMES)
    def approve_in_bulk(self, kind: str, by: str) -> None:
        chosen = [
            key
            for key in self._captions()
            if self.things[key].place[1] == kind
            and self.things[key].status == "draft"
            and not any(
                self.things[other].status == "approved"
                for other in self._at(self.things[key].place)
            )
        ]
        prepared = bulk.prepare(self.collection, bulk.Filter(kinds=(kind,)))
        assert sorted(one.id for one in prepared.captions) == chosen
        after = {key: self._approved(self.things[key], by) for key in chosen}
        self._act(after, lambda: bulk.approve(self.collection, prepared, by))

    @rule(find=WORDS, put=WORDS, approved=st.booleans(), by=NAMES)
    def find_and_replace(self, find: str, put: str, approved: bool, by: str) -> None:
        wanted = ("draft", "approved") if approved else ("draft",)
        after = {}
        for key in self._captions():
            thing = self.things[key]
            text = thing.text.replace(find, put)
            if thing.status in wanted and text != thing.text:
                after[key] = self._edited(thing, text, by)
        shown = replace.preview(self.collection, find, put)
        self._act(after, lambda: replace.apply(self.collection, shown, by, approved), always=True)

    @rule(on=st.booleans())
    def second_reader(self, on: bool) -> None:
        review.set_second_reader(self.collection, on, "王")
        self.second = on

    @rule(by=NAMES)
    def undo(self, by: str) -> None:
        undone = review.undo(self.collection, by)
        if not self.acts:
            assert undone.changed == 0
            return
        before = self.acts.pop()
        assert {one.id for one in undone.captions} == set(before)
        for key, thing in before.items():
            back = self.things[key].status == "rejected" and thing.status != "rejected"
            for other in self._at(thing.place) if back and key in self._captions() else ():
                newer = self.things[other]
                if other != key and newer.status == "draft" and not self._decided(other):
                    newer.status = "rejected"  # set aside, and kept
            self.things[key] = thing

    @rule()
    def close_and_open(self) -> None:
        self.collection.close()
        self.collection = Collection.open(self.folder / "c")

    # -- what must hold ----------------------------------------------------------------------

    @invariant()
    def all_is_as_reckoned(self) -> None:
        if not hasattr(self, "collection"):
            return
        for key, thing in self.things.items():
            (one,) = self._reviewed([key])
            assert one.status == thing.status, key
            assert tuple(approval.by for approval in one.approvals) == thing.names
            if one.kind in KINDS:
                assert (one.text, one.author) == (thing.text, thing.author)
            if one.kind == "annotation":
                said = self.collection.passages.get(key).annotation
                assert said == _annotation(thing.text)
        learned = {
            (text.id, text.kind, text.text)
            for work in snapshot(self.collection, split_long=False).works
            for text in work.texts
        }
        assert learned == self._to_be_learned()

    def _to_be_learned(self) -> set[tuple[int, str, str]]:
        found = set()
        for key, thing in self.things.items():
            if thing.status != "approved":
                continue
            assert thing.names
            if len(thing.place) == 2:
                told = thing.text.translate(str.maketrans(thing.variants))
                found.add((key, thing.place[1], told))
            elif thing.place == ("pair",):
                found.add((key, "passage", "德寿宫"))
                said = self.things.get(self.passage)
                if said is not None and said.status == "approved":
                    found |= {(key, "passage_modern", said.text), (key, "passage_prompt", "画")}
        return found

    # -- reckoning ---------------------------------------------------------------------------

    def _captions(self) -> list[int]:
        return sorted(key for key, thing in self.things.items() if len(thing.place) == 2)

    def _at(self, place: tuple[Any, ...]) -> list[int]:
        return [key for key, thing in self.things.items() if thing.place == place]

    def _some(self, data: st.DataObject) -> list[int]:
        keys = st.sampled_from(sorted(self.things))
        return data.draw(st.lists(keys, min_size=1, max_size=3, unique=True))

    def _reviewed(self, keys: list[int]) -> list[review.Reviewed]:
        return review.select(self.collection, ids=keys)

    def _decided(self, key: int) -> bool:
        thing = self.things[key]
        return bool(thing.author or thing.names) or any(key in act for act in self.acts)

    def _approved(self, thing: Thing, by: str) -> Thing:
        if thing.status == "approved":
            return thing
        names = thing.names if by in thing.names else (*thing.names, by)
        enough = len(names) >= (2 if self.second else 1)
        status = "approved" if enough else "draft"
        return dataclasses.replace(thing, status=status, names=names)

    @staticmethod
    def _edited(thing: Thing, text: str, by: str) -> Thing:
        return dataclasses.replace(thing, status="draft", text=text, author=by, names=())

    def _act(self, after: dict[int, Thing], act: Any, always: bool = False) -> None:
        """Does it, and reckons what changes: all of it or, where two would stand, nothing."""
        reckoned = copy.deepcopy(self.things)
        clash = False
        for key, thing in after.items():
            reckoned[key] = thing
            clash = clash or (
                len(thing.place) == 2
                and thing.status != "rejected"
                and any(
                    other != key and reckoned[other].status == thing.status
                    for other in self._at(thing.place)
                )
            )
        if clash:
            with pytest.raises(SongClipError, match=r"another_caption_stands|另一条"):
                act()
            return
        act()
        changed = {key for key, thing in after.items() if always or thing != self.things[key]}
        if changed:
            self.acts.append({key: self.things[key] for key in changed})
        self.things = reckoned


def _annotation(text: str) -> Annotation:
    return Annotation((), "", text, "", "画")


def _make(folder: Path) -> None:
    with Collection.create(folder, collection_id="tests") as made:
        for number in range(WORKS):
            file = folder.parent / f"{number}.png"
            Image.new("RGB", (40, 30), (number * 90, 80, 60)).save(file)
            work = made.paintings.add(f"K{number}")
            made.paintings.add_image(work.id, made.images.add_file(file))
        made.passages.add("德寿宫", number="1", source="书")


TestReview = Review.TestCase
TestReview.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
