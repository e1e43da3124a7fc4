"""Other names of artists and tags, beside the shipped ones: each leads to one name."""

from __future__ import annotations

import json

from songclip_desktop import chinese, vocabularies
from songclip_desktop.collection.database import Database
from songclip_desktop.collection.history import History
from songclip_desktop.collection.painting_lists import clean_accession
from songclip_desktop.records import ALIAS_KINDS


class Aliases:
    """The aliases of one collection. Main thread."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def list(self, kind: str, name: str | None = None) -> dict[str, str]:
        """The collection's own aliases of a kind, and the name each leads to; of one name only."""
        rows = self._database.rows(
            "SELECT alias, name FROM alias WHERE kind = ?"
            f"{' AND name = ?' if name is not None else ''} ORDER BY name, alias",
            [kind] if name is None else [kind, name],
        )
        return {row["alias"]: row["name"] for row in rows}

    def name_of(self, kind: str, text: str) -> str:
        """The leading name, where this is another one; else the text as it is.

        The collection's own aliases come before the shipped ones; a shipped one that several
        painters have (晋卿) leads to none.
        """
        wanted = chinese.fold(clean_accession(text))
        own = {chinese.fold(alias): name for alias, name in self.list(kind).items()}
        if wanted in own:
            return own[wanted]
        if kind != "artist":
            return text
        named = {
            one.name
            for one in vocabularies.artists()
            if wanted in {chinese.fold(alias) for alias in (one.name, *one.aliases)}
        }
        return named.pop() if len(named) == 1 else text

    def put(self, kind: str, alias: str, name: str, by: str = "") -> None:
        """Says that `alias` means `name`.

        Raises:
            ValueError: no such kind, or one of the names is empty or both are the same.
        """
        alias, name = clean_accession(alias), clean_accession(name)
        if kind not in ALIAS_KINDS or not alias or not name or alias == name:
            raise ValueError((kind, alias, name))
        self._set(kind, alias, name, "edit", by)

    def remove(self, kind: str, alias: str, by: str = "") -> None:
        """Forgets an alias; one that is not known is passed over."""
        self._set(kind, clean_accession(alias), "", "edit", by)

    def undo(self, by: str) -> int:
        """Takes back the last act on aliases; how many it touched."""
        with self._database.transaction():
            lines = self._history.last_act(("alias",))
            for line in lines:
                _, kind, alias = line["subject"].split(":", 2)
                self._set(kind, alias, json.loads(line["old"])["name"], "undo", by, line["id"])
        return len(lines)

    def _set(
        self, kind: str, alias: str, name: str, action: str, by: str, undoes: int | None = None
    ) -> None:
        """Empty `name`: forgotten."""
        with self._database.transaction():
            where = "kind = ? AND alias = ?"
            old = self._database.value(f"SELECT name FROM alias WHERE {where}", [kind, alias]) or ""
            if old == name and undoes is None:
                return
            self._database.write(f"DELETE FROM alias WHERE {where}", [kind, alias])
            if name:
                self._database.write(
                    "INSERT INTO alias (kind, alias, name) VALUES (?, ?, ?)", [kind, alias, name]
                )
            self._history.record(
                action, f"alias:{kind}:{alias}", by=by, old={"name": old}, new={"name": name},
                undoes=undoes,
            )  # fmt: skip
