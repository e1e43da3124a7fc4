"""Runs: one training attempt each, its folder beside its record."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from songclip_desktop.collection.database import Database
from songclip_desktop.collection.history import History
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import Run


class Runs:
    """The runs of one collection. Main thread."""

    def __init__(self, database: Database, history: History, folder: Path) -> None:
        """`folder` is the collection's own."""
        self._database = database
        self._history = history
        self._folder = folder / "runs"

    def dir(self, run_id: str) -> Path:
        """The folder of a run; it need not exist yet."""
        return self._folder / run_id

    def add(self, run: Run) -> Run:
        """Records a run."""
        self._database.write(
            "INSERT INTO run (id, created_at, model, preset, status, kept, verdict, active, name)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                run.id,
                run.created_at,
                run.model,
                run.preset,
                run.status,
                run.kept,
                run.verdict,
                int(run.active),
                run.name,
            ],
        )
        return self.get(run.id)

    def get(self, run_id: str) -> Run:
        """One run.

        Raises:
            SongClipError: no_such_run.
        """
        row = self._database.row("SELECT * FROM run WHERE id = ?", [run_id])
        if row is None:
            raise SongClipError(
                "no_such_run",
                say("没有名为 {id} 的训练。", "There is no run {id}.", id=run_id),
                say("请用 runs list 查看现有的训练。", "See the runs with runs list."),
            )
        return _run(row)

    def list(self, model: str | None = None) -> list[Run]:
        """The newest first; of one model where it is named."""
        where, values = (" WHERE model = ?", [model]) if model else ("", [])
        rows = self._database.rows(
            f"SELECT * FROM run{where} ORDER BY created_at DESC, id DESC", values
        )
        return [_run(row) for row in rows]

    def finish(self, run_id: str, status: str, kept: str = "", verdict: str = "") -> Run:
        """Records how a run ended: finished, stopped or failed, and what it showed."""
        self._database.write(
            "UPDATE run SET status = ?, kept = ?, verdict = ? WHERE id = ?",
            [status, kept, verdict, run_id],
        )
        return self.get(run_id)

    def activate(self, run_id: str, by: str = "") -> Run:
        """Makes a run the one plain search uses with its model."""
        run = self.get(run_id)
        with self._database.transaction():
            self.deactivate(run.model)
            self._database.write("UPDATE run SET active = 1 WHERE id = ?", [run_id])
            self._history.record("adopt", f"run:{run_id}", by=by)
        return self.get(run_id)

    def deactivate(self, model: str) -> None:
        """No run of this model is active any more."""
        self._database.write("UPDATE run SET active = 0 WHERE model = ? AND active = 1", [model])

    def rename(self, run_id: str, name: str, by: str = "") -> Run:
        """Calls a run something; its id stays what it is."""
        old = self.get(run_id).name
        with self._database.transaction():
            self._database.write("UPDATE run SET name = ? WHERE id = ?", [name.strip(), run_id])
            self._history.record(
                "rename", f"run:{run_id}", by=by, old={"name": old}, new={"name": name.strip()}
            )
        return self.get(run_id)

    def delete(self, run_id: str, by: str = "") -> None:
        """Forgets a run and removes its folder."""
        self.get(run_id)
        with self._database.transaction():
            self._database.write("DELETE FROM run WHERE id = ?", [run_id])
            self._history.record("delete", f"run:{run_id}", by=by)
        shutil.rmtree(self.dir(run_id), ignore_errors=True)

    def active(self, model: str) -> Run | None:
        """The adopted run of a model, or None."""
        row = self._database.row("SELECT * FROM run WHERE model = ? AND active = 1", [model])
        return None if row is None else _run(row)

    def newest_finished(self, model: str) -> Run | None:
        """The newest finished run of a model, or None."""
        row = self._database.row(
            "SELECT * FROM run WHERE model = ? AND status = 'finished'"
            " ORDER BY created_at DESC, id DESC LIMIT 1",
            [model],
        )
        return None if row is None else _run(row)


def _run(row: sqlite3.Row) -> Run:
    return Run(
        id=row["id"],
        created_at=row["created_at"],
        model=row["model"],
        preset=row["preset"],
        status=row["status"],
        kept=row["kept"],
        verdict=row["verdict"],
        active=bool(row["active"]),
        name=row["name"],
    )
