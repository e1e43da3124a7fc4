"""What a caption is compared with: the collection's artists, and what other works' captions say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from songclip_desktop import chinese
from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Painting

_COMPARED = 10
NEARLY = 0.1  # so great a share of the characters differs at most where two texts are nearly one
_LEAST_CHARACTERS = 12  # shorter ones are alike by chance
_LEAST_CLAUSE, _LONG_CLAUSE = 3, 8
_PAUSES = re.compile(r"[\W_]+")
_ATTRIBUTED = re.compile(
    r"[(【\[].*?[)】\]]|^(旧题|传为|传|款|摹|仿|北宋|南宋|五代|宋|元|明|清|唐)(?=\s|\w\w)"
)
_SEPARATORS = re.compile(r"[、，,；;/&·\s]+")
_NOBODY = {"佚名", "无款", "无名氏", "作者不详", "不详", "未详", "宋人", "元人", "明人", "唐人"}


def artists_in(text: str) -> frozenset[str]:
    """The names in a catalogue's artist field, folded; empty where it says that nobody knows."""
    folded = chinese.fold(text)
    if folded.isascii():
        names = re.split(r"[;/&,]|\band\b", folded)
        return frozenset(name.strip() for name in names if len(name.strip()) > 4)
    names = [_ATTRIBUTED.sub("", name) for name in _SEPARATORS.split(_ATTRIBUTED.sub("", folded))]
    return frozenset(name for name in names if 2 <= len(name) <= 5) - _NOBODY


@dataclass(frozen=True)
class _Said:
    """A caption as it is compared: its letters only, and the clauses it is found by."""

    caption: int
    painting: int
    letters: str
    clauses: tuple[str, ...]


class Known:
    """The artists and captions of a collection. `renew` on the main thread, the rest on any.

    What is looked up is replaced, never changed in place, so that a reader on another thread sees
    one state or the other.
    """

    def __init__(self) -> None:
        """Knows nothing."""
        self._line = 0
        self._artists: dict[int, frozenset[str]] = {}
        self._groups: dict[int, tuple[str, str]] = {}
        self._said: dict[int, _Said] = {}
        self._whole: dict[str, tuple[int, ...]] = {}
        self._by_clause: dict[str, tuple[int, ...]] = {}
        self.artists: frozenset[str] = frozenset()

    # -- renewing ----------------------------------------------------------------------------

    def renew(self, collection: Collection) -> None:
        """Takes in what the history says has changed since the last time."""
        first = self._line == 0
        self._line, subjects = collection.history.since(self._line)
        if not subjects:
            return
        works = None if first else _ids(subjects, "painting")
        self._take_works(collection, works)
        changed = None if first else _ids(subjects, "caption")
        standing = {
            caption_id: _said(caption_id, painting_id, text)
            for caption_id, painting_id, text in collection.captions.sentences(changed)
        }
        learned = []
        for caption_id in standing if changed is None else sorted(changed):
            said = standing.get(caption_id)
            if said != self._said.get(caption_id):  # mostly only the status has changed
                self._forget(caption_id)
                learned += [said] if said else []
        self._learn(learned)

    def _take_works(self, collection: Collection, works: set[int] | None) -> None:
        if works is not None and not works:
            return
        paintings = collection.paintings
        found = paintings.all() if works is None else paintings.records(sorted(works))
        for painting in found:
            self._artists[painting.id] = artists_in(painting.artist)
            self._groups[painting.id] = (painting.accession, painting.group_key)
        self.artists = frozenset().union(*self._artists.values())

    def _learn(self, learned: list[_Said]) -> None:
        whole: dict[str, list[int]] = {}
        by_clause: dict[str, list[int]] = {}
        for said in learned:
            self._said[said.caption] = said
            whole.setdefault(said.letters, []).append(said.caption)
            for clause in said.clauses:
                by_clause.setdefault(clause, []).append(said.caption)
        for index, added in ((self._whole, whole), (self._by_clause, by_clause)):
            for key, captions in added.items():
                index[key] = (*index.get(key, ()), *captions)

    def _forget(self, caption_id: int) -> None:
        said = self._said.pop(caption_id, None)
        if said is None:
            return
        for index, keys in ((self._whole, (said.letters,)), (self._by_clause, said.clauses)):
            for key in keys:
                left = tuple(one for one in index.get(key, ()) if one != caption_id)
                if left:
                    index[key] = left
                else:
                    index.pop(key, None)

    # -- looking up --------------------------------------------------------------------------

    def same_as(self, painting: Painting, text: str) -> str:
        """The number of another work whose caption is the same or nearly so; empty where none is.

        Works of one group (leaves of an album, a copy) may share their words.
        """
        said = _said(0, painting.id, text)
        if said is None:
            return ""
        for caption_id in self._whole.get(said.letters, ()):
            other = self._said.get(caption_id)
            if other and not self._of_one_group(painting, other.painting):
                return self._groups[other.painting][0]
        found = sorted((self._by_clause.get(clause, ()) for clause in said.clauses), key=len)
        # Few changes leave half of the clauses as they were, so that one of the rarer half is there.
        shared = Counter(one for captions in found[: len(found) // 2 + 1] for one in captions)
        for caption_id, _ in shared.most_common(_COMPARED):
            other = self._said.get(caption_id)
            if (
                other
                and not self._of_one_group(painting, other.painting)
                and _nearly(said.letters, other.letters)
            ):
                return self._groups[other.painting][0]
        return ""

    def _of_one_group(self, painting: Painting, other: int) -> bool:
        return painting.id == other or self._groups[other][1] == painting.group_key


def known(collection: Collection) -> Known:
    """What this collection knows now; kept, and renewed by what has changed. Main thread."""
    found = _known.setdefault(collection, Known())
    found.renew(collection)
    return found


def ready(collection: Collection) -> Known | None:
    """As `known`, where it has been read; else None. Main thread; quick."""
    return known(collection) if collection in _known else None


def keep(collection: Collection, found: Known) -> None:
    """Keeps what was read elsewhere from the same records. Main thread."""
    _known.setdefault(collection, found)


_known: WeakKeyDictionary[Collection, Known] = WeakKeyDictionary()


def _ids(subjects: set[str], kind: str) -> set[int]:
    split = (subject.split(":") for subject in subjects)
    return {int(number) for what, number in split if what == kind}


def _said(caption: int, painting: int, text: str) -> _Said | None:
    clauses = [clause for clause in _PAUSES.split(chinese.fold(text)) if clause]
    keys: list[str] = []
    for clause in clauses:
        if len(clause) > _LONG_CLAUSE:
            keys += [clause[: _LONG_CLAUSE // 2], clause[-_LONG_CLAUSE // 2 :]]
        elif len(clause) >= _LEAST_CLAUSE:
            keys.append(clause)
    letters = "".join(clauses)
    if len(letters) < _LEAST_CHARACTERS:
        return None
    return _Said(caption, painting, letters, tuple(dict.fromkeys(keys)))


def _nearly(one: str, other: str) -> bool:
    most = NEARLY * max(len(one), len(other))
    return abs(len(one) - len(other)) <= most and chinese.edit_distance(one, other) <= most
