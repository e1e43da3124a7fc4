"""A query as SQLite's full-text search reads it, and with the other names of whom it names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from songclip_desktop import chinese, vocabularies
from songclip_desktop.collection.database import Database
from songclip_desktop.collection.query import Either, Every, Node, Not, Words
from songclip_desktop.collection.search_text import COLUMNS

_LONGEST_NAME = 4  # words
Names = Mapping[str, tuple[tuple[str, str], ...]]


def other_names(database: Database) -> Names:
    """Folded name or alias → (column, name) of all that mean the same artist or tag.

    The museum's own aliases and the shipped painters of the Song.
    """
    groups: dict[tuple[str, str], set[str]] = {}
    for artist in vocabularies.artists():
        groups.setdefault(("artist", _key(artist.name)), {artist.name}).update(artist.aliases)
    for row in database.rows("SELECT kind, alias, name FROM alias"):
        own = groups.setdefault((row["kind"], _key(row["name"])), {row["name"]})
        own.add(row["alias"])
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for (column, _), names in groups.items():
        meant = tuple((column, name) for name in sorted(names))
        for name in names:
            key = _key(name)
            if len(key) > 1:
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), *meant)))
    return found


def words(node: Node | None) -> list[Words]:
    """The words that are wanted, without those behind NOT."""
    if isinstance(node, Words):
        return [node]
    if isinstance(node, (Every, Either)):
        return [word for part in node.parts for word in words(part)]
    return []


def phrase(word: Words) -> str:
    """The words as FTS5 reads them; empty where they hold no letter."""
    parts = chinese.tokens(word.text)
    if not parts:
        return ""
    last = parts[-1]
    beginning = "" if word.whole or (len(last) == 1 and chinese.is_han(last)) else "*"
    return f'"{" ".join(parts)}"{beginning}'


def expression(node: Node) -> str | None:
    """The FTS5 expression of a tree that holds words alone; None where it needs more."""
    if isinstance(node, Words):
        text = phrase(node)
        if not text or not node.column:
            return text or None
        spoken = f"{node.column}_pinyin"
        columns = node.column
        if spoken in COLUMNS and node.text.isascii():
            columns = f"{{{node.column} {spoken}}}"
        return f"{columns} : {text}"
    if isinstance(node, (Every, Either)):
        parts = [expression(part) for part in node.parts if not _is_empty(part)]
        if not parts or None in parts:
            return None
        sign = " AND " if isinstance(node, Every) else " OR "
        return f"({sign.join(part for part in parts if part)})"
    return None


def _is_empty(node: Node) -> bool:
    return isinstance(node, Words) and not phrase(node)


def expanded(node: Node, names: Names) -> Node:
    """Words that name an artist or a tag also mean its other names."""
    if isinstance(node, Words):
        return _or_names(node, (node,), names)
    if isinstance(node, Not):
        return Not(expanded(node.part, names))
    if isinstance(node, Either):
        return Either(tuple(expanded(part, names) for part in node.parts))
    if isinstance(node, Every):
        parts: list[Node] = []
        for plain, run in groupby(
            node.parts, lambda part: isinstance(part, Words) and not part.column
        ):
            some = list(run)
            if plain:
                parts += _name_runs([part for part in some if isinstance(part, Words)], names)
            else:
                parts += [expanded(part, names) for part in some]
        return Every(tuple(parts))
    return node


def _name_runs(words: list[Words], names: Names) -> list[Node]:
    """Neighbouring words may be one name together: Ma Yuan."""
    found: list[Node] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            run = tuple(words[at : at + length])
            joined = Words(" ".join(word.text for word in run))
            if length == 1 or _key(joined.text) in names:
                found.append(_or_names(joined, run, names))
                at += length
                break
    return found


def _or_names(joined: Words, run: tuple[Words, ...], names: Names) -> Node:
    asked: Node = run[0] if len(run) == 1 else Every(run)
    known = names.get(_key(joined.text), ())
    if joined.column:
        known = tuple(each for each in known if each[0] == joined.column)
    others = tuple(Words(name, column, whole=True) for column, name in known)
    return Either((asked, *others)) if others else asked


def _key(text: str) -> str:
    return " ".join(chinese.tokens(text))
