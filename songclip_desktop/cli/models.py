"""The verbs `models list | use | fetch | add | pack`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from songclip_desktop.cli.output import Verb
from songclip_desktop.language import say
from songclip_desktop.workflow import disk

if TYPE_CHECKING:
    from songclip_desktop.workflow.models import Model


class Source(StrEnum):
    """The hubs that models come from."""

    huggingface = "huggingface"
    modelscope = "modelscope"


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
        help=say(
            "基础模型：列出、选用、下载、添加、打包。", "Base models: list, use, fetch, add, pack."
        ),
        no_args_is_help=True,
    )
    group.command("list")(list_models)
    group.command("use")(use)
    group.command("fetch")(fetch)
    group.command("add")(add)
    group.command("pack")(pack)
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


def fetch(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="ViT-B-16, ViT-L-14, ViT-L-14-336, ViT-H-14, RN50")
    ],
    source: Annotated[
        Source | None,
        typer.Option(help="which hub; by default the one of the settings, else by language"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Downloads a Chinese-CLIP model and installs it; goes on with what an earlier call left."""
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import model_downloads

    with Engine() as engine, Verb("models", json=as_json) as verb:
        hub = source.value if source else None
        fetched = model_downloads.fetch(name, engine, verb.listener, hub)
        verb.result(_said([fetched]), models=[_listed(fetched)])


def add(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="a .pt or a model's folder, an offline kit, or an engine"
        ),
    ],
    as_json: Json = False,
) -> None:
    """Installs what a file or folder holds: a model, an offline kit, or the engine."""
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import kit

    with Engine() as engine, Verb("models", json=as_json) as verb:
        added = kit.add(file, engine, verb.listener)
        lines = [_said(list(added.models))] if added.models else []
        if added.engine:
            version = added.engine.version
            lines.append(
                say("引擎 {version} 已安装。", "Engine {version} installed.", version=version)
            )
        verb.result(
            "\n".join(lines),
            models=[_listed(each) for each in added.models],
            kit=added.kit,
            engine=added.engine and added.engine.version,
        )


def pack(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="a new folder, or a name that ends in .tar.zst")
    ],
    as_json: Json = False,
) -> None:
    """Writes an offline kit: application, engine, installed models, fonts, manual."""
    from songclip_desktop.workflow import kit, models

    with Verb("models", json=as_json) as verb:
        packed = kit.pack(out, verb.listener)
        held = [each for each in models.list_models() if each.name in packed.models]
        head = say(
            "{out}：{n} 个文件，{size}。", "{out}: {n} files, {size}.",
            out=packed.out, n=packed.files, size=disk.size(packed.bytes),
        )  # fmt: skip
        verb.result(
            "\n".join([head, *packed.missing]),
            out=packed.out,
            files=packed.files,
            bytes=packed.bytes,
            models=[_listed(each) for each in held],
            missing=packed.missing,
        )


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
