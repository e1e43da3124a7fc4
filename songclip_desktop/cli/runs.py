"""The verb `runs`: which training attempts there are, which one search uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from songclip_desktop.cli.learning import Folder, Json, Model, verb_without_model
from songclip_desktop.cli.output import Verb, usage_error
from songclip_desktop.language import say

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("runs")(runs)


def runs(
    folder: Folder,
    action: Annotated[str, typer.Argument(help="list, adopt, delete or import")] = "list",
    run: Annotated[str | None, typer.Argument(metavar="RUN|FILE")] = None,
    unscaled: Annotated[
        bool, typer.Option("--unscaled", help="a .pt that was made without alpha / rank")
    ] = False,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Lists the runs, makes one the active one of its model, deletes one, or imports one."""
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.workflow import runs as workflow

    changes = {"adopt": workflow.adopt, "delete": workflow.delete}
    if action != "list" and (action not in (*changes, "import") or run is None):
        raise usage_error(
            say(
                "用法：runs DIR list | adopt RUN | delete RUN | import FILE",
                "runs DIR list|adopt RUN|delete RUN|import FILE",
            )
        )
    reading = action == "list"
    with Collection.open(folder, read_only=reading, holder="songclip runs") as collection:
        verb = verb_without_model("runs", collection, as_json)
        fields: dict[str, Any] = {}
        if action == "import" and run is not None:
            fields = _take_in(collection, verb, Path(run), model, unscaled)
        elif run is not None and not reading:
            changes[action](collection, run)
        found, said = _listed_runs(collection)
        caution = str(fields.get("caution", ""))
        verb.result("\n".join((*said, *([caution] if caution else ()))), runs=found, **fields)


def _listed_runs(collection: Collection) -> tuple[list[dict[str, Any]], list[str]]:
    """The runs as CONTRACT names them, and a line for each."""
    from songclip_desktop.workflow import carry
    from songclip_desktop.workflow import runs as workflow

    listed, said = [], []
    for each in workflow.list_runs(collection):
        origin = carry.origin(collection, each.id)
        listed.append(
            {
                "run": each.id,
                "name": each.name,
                "created": each.created_at,
                "model": each.model,
                "preset": each.preset,
                "status": each.status,
                "kept": each.kept,
                "verdict": each.verdict,
                "active": each.active,
                "origin": origin or None,
            }
        )
        mark = "*" if each.active else " "
        source = f"  ← {origin.get('file') or origin.get('run')}" if origin else ""
        name = f"  {each.name}" if each.name else ""
        said.append(f"{mark} {each.id}{name}  {each.status}  {each.verdict}{source}")
    return listed, said


def _take_in(
    collection: Collection, verb: Verb, file: Path, model: str | None, unscaled: bool
) -> dict[str, Any]:
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import carry

    with Engine() as engine, verb:
        prepared = carry.prepare_import(collection, file, model, unscaled=unscaled)
        taken = carry.execute(prepared, engine, verb.listener)
    carry.finish(collection, taken)
    caution = carry.caution(collection, taken.run.id)
    return {"run": taken.run.id, "origin": taken.origin, "caution": caution}
