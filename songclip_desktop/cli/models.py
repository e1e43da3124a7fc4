"""The verbs `models list | use | add`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from songclip_desktop.cli.output import Verb
from songclip_desktop.language import say

if TYPE_CHECKING:
    from songclip_desktop.workflow.models import Model

Json = Annotated[bool, typer.Option("--json", help="JSON lines")]
_FIELDS = (
    "name",
    "installed",
    "path",
    "fingerprint",
    "parameters",
    "dim",
    "resolution",
    "licence",
    "demo",
)


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    group = typer.Typer(
        help=say("基础模型：列出、选用、添加。", "Base models: list, use, add."),
        no_args_is_help=True,
    )
    group.command("list")(list_models)
    group.command("use")(use)
    group.command("add")(add)
    app.add_typer(group, name="models")


def list_models(as_json: Json = False) -> None:
    """Lists the models there are and the five that can be added."""
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import models

    with Engine() as engine, Verb("models", json=as_json) as verb:
        found = models.list_models(engine)
        verb.result(_said(found), models=[_listed(each) for each in found])


def use(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="the collection's folder")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="a model's name, or its path")],
    as_json: Json = False,
) -> None:
    """Chooses the collection's model."""
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import models

    with Collection.open(folder, holder="songclip models") as collection, Engine() as engine:
        models.use(collection, name)
        chosen = models.described(models.chosen(collection), engine)
        verb = Verb(
            "models",
            json=as_json,
            collection=collection.dir,
            model=chosen.name,
            demo_model=chosen.demo,
        )
        verb.result(_said([chosen]), models=[_listed(chosen)])


def add(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="a cn_clip .pt, or a model's folder")
    ],
    as_json: Json = False,
) -> None:
    """Copies a Chinese-CLIP checkpoint or model folder into the models folder."""
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import models

    with Engine() as engine, Verb("models", json=as_json) as verb:
        added = models.add(file, engine, verb.listener)
        verb.result(_said([added]), models=[_listed(added)])


def _listed(model: Model) -> dict[str, Any]:
    """As CONTRACT names it; null for what is not known of a model that is not installed."""
    told = {field: getattr(model, field) for field in _FIELDS}
    return {field: None if value in ("", 0) and value is not False else value
            for field, value in told.items()}  # fmt: skip


def _said(models: list[Model]) -> str:
    lines = []
    for model in models:
        about = model.path if model.installed else say("未安装", "not installed")
        lines.append(f"{model.name:<14} D = {model.dim:<5} {about}")
    return "\n".join(lines)
