"""What a curator asked, kept and set aside while searching, and how two rankings were judged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from songclip_desktop.collection.database import Database, now
from songclip_desktop.collection.history import History
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import Query, Verdict

_KEPT = 500  # queries that were asked and not saved; older ones are forgotten


class Searches:
    """Queries, tray and verdicts of one collection. Main thread."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    # -- queries -----------------------------------------------------------------------------

    def remember(self, text: str, body: dict[str, Any] | None = None) -> Query:
        """Notes that this was asked, now; `body` is what was asked with it, any JSON object."""
        with self._database.beside():
            row = self._database.row(
                "INSERT INTO query (text, body, asked_at) VALUES (?, ?, ?)"
                " ON CONFLICT (text, body) DO UPDATE SET times = times + 1,"
                " asked_at = excluded.asked_at RETURNING *",
                [text.strip(), _json(body or {}), now()],
            )
            assert row is not None
            self._database.write(
                "DELETE FROM query WHERE saved_as = '' AND id NOT IN (SELECT id FROM query"
                " WHERE saved_as = '' ORDER BY asked_at DESC, id DESC LIMIT ?)",
                [_KEPT],
            )
        return _query(row)

    def recent(self, limit: int = 50) -> list[Query]:
        """What was asked, the last first."""
        return self._queries("ORDER BY asked_at DESC, id DESC LIMIT ?", [limit])

    def saved(self) -> list[Query]:
        """What is kept, by name."""
        return self._queries("WHERE saved_as <> '' ORDER BY saved_as", [])

    def save(self, query_id: int, name: str) -> None:
        """Keeps a query under a name; an empty one lets it go again.

        Raises:
            SongClipError: name_taken.
        """
        try:
            with self._database.beside():
                self._database.write(
                    "UPDATE query SET saved_as = ? WHERE id = ?", [name.strip(), query_id]
                )
        except sqlite3.IntegrityError as error:
            raise SongClipError(
                "name_taken",
                say("已有名为「{n}」的检索。", "There is a query “{n}” already.", n=name.strip()),
                say("请换一个名字。", "Choose another name."),
            ) from error

    def forget(self) -> None:
        """Forgets all that was asked and not saved."""
        with self._database.beside():
            self._database.write("DELETE FROM query WHERE saved_as = ''")

    # -- tray --------------------------------------------------------------------------------

    def tray(self) -> list[int]:
        """The works set aside, in the order they came."""
        rows = self._database.rows("SELECT painting_id FROM tray ORDER BY id")
        return [row[0] for row in rows]

    def put_aside(self, paintings: Iterable[int]) -> None:
        """Sets works aside; those that are there keep their place."""
        with self._database.beside():
            for painting_id in paintings:
                self._database.write(
                    "INSERT INTO tray (painting_id) VALUES (?) ON CONFLICT DO NOTHING",
                    [painting_id],
                )

    def take_back(self, paintings: Iterable[int] | None = None) -> None:
        """Takes works off the tray; all of them where none are named."""
        with self._database.beside():
            if paintings is None:
                self._database.write("DELETE FROM tray")
            for painting_id in paintings or ():
                self._database.write("DELETE FROM tray WHERE painting_id = ?", [painting_id])

    # -- verdicts ----------------------------------------------------------------------------

    def judge(
        self,
        query: str,
        sides: tuple[str, str],
        choice: str,
        hits: tuple[Sequence[int], Sequence[int]],
        *,
        expected: int | None = None,
        blind: str = "",
        by: str = "",
    ) -> Verdict:
        """Keeps a verdict for good; it goes to the history as well.

        Args:
            query: the words.
            sides: runs of the left and the right ranking; "" is zero-shot.
            choice: "left", "right" or "same".
            hits: works of both rankings as they were shown, best first.
            expected: the work that is right, where the query is one of its captions.
            blind: the blind test it is part of.
            by: the curator.
        """
        with self._database.beside():
            row = self._database.row(
                "INSERT INTO verdict (query, left_run, right_run, choice, left_hits, right_hits,"
                " expected, blind, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
                [
                    query.strip(), *sides, choice, *(_json(list(side)) for side in hits),
                    expected, blind, by, now(),
                ],
            )  # fmt: skip
            assert row is not None
            told = {"query": query.strip(), "sides": list(sides), "choice": choice}
            self._history.record("judge", f"verdict:{row['id']}", by=by, new=told)
        return _verdict(row)

    def verdicts(self, blind: str | None = None) -> list[Verdict]:
        """All verdicts, the oldest first; those of one blind test where it is named."""
        where, values = ("", []) if blind is None else ("WHERE blind = ?", [blind])
        rows = self._database.rows(f"SELECT * FROM verdict {where} ORDER BY id", values)
        return [_verdict(row) for row in rows]

    def _queries(self, rest: str, values: list[Any]) -> list[Query]:
        return [_query(row) for row in self._database.rows(f"SELECT * FROM query {rest}", values)]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _query(row: sqlite3.Row) -> Query:
    return Query(
        id=row["id"],
        text=row["text"],
        body=json.loads(row["body"]),
        saved_as=row["saved_as"],
        times=row["times"],
        asked_at=row["asked_at"],
    )


def _verdict(row: sqlite3.Row) -> Verdict:
    return Verdict(
        id=row["id"],
        query=row["query"],
        left_run=row["left_run"],
        right_run=row["right_run"],
        choice=row["choice"],
        left_hits=tuple(json.loads(row["left_hits"])),
        right_hits=tuple(json.loads(row["right_hits"])),
        expected=row["expected"],
        blind=row["blind"],
        by=row["by"],
        at=row["at"],
    )
