"""The verbs that learn and search: dataset, finetune, evaluate, ablate, index, search."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from songclip_desktop.cli import models
from songclip_desktop.cli.output import STOPPED, Verb, emit_error, stopped_error, usage_error
from songclip_desktop.language import say
from songclip_desktop.records import WORK_KINDS
from training import presets

if TYPE_CHECKING:
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow.evaluate import Evaluation
    from songclip_desktop.workflow.index import Indexed
    from songclip_desktop.workflow.search import Hit, TextHit

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="the collection's folder")]
Model = Annotated[str | None, typer.Option("--model", help="base model, name or path")]
RunId = Annotated[str | None, typer.Option("--run", help="an id of `runs list`")]
Json = Annotated[bool, typer.Option("--json", help="JSON lines")]


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    for verb in (dataset, finetune, evaluate, ablate, index, search):
        app.command(verb.__name__)(verb)
    models.register(app)


def dataset(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="an empty folder")],
    kinds: Annotated[list[str] | None, typer.Option(help="kinds of text to take")] = None,
    as_json: Json = False,
) -> None:
    """Writes what would be learned from in Chinese-CLIP's form: TSV, JSONL, LMDB."""
    from songclip_desktop.workflow import dataset as workflow

    wanted = _kinds(kinds, workflow.KINDS)
    with _read(folder) as collection, verb_without_model("dataset", collection, as_json) as verb:
        report = workflow.export_chinese_clip(collection, out, wanted, verb.listener)
        fields = {**dataclasses.asdict(report), "out": str(out.resolve())}
        said = say(
            "{out}：{works} 件作品，{texts} 条文字。",
            "{out}: {works} works, {texts} texts.",
            out=out,
            works=report.works,
            texts=report.texts,
        )
        verb.result(said, **fields)


def finetune(
    folder: Folder,
    preset: Annotated[str, typer.Option(help=f"auto, {', '.join(presets.PRESETS)}")] = "auto",
    epochs: Annotated[int | None, typer.Option(min=1, help="at most so many")] = None,
    seed: Annotated[int, typer.Option(help="of initialisation and order")] = 0,
    resume: Annotated[str | None, typer.Option(metavar="RUN", help="a run that broke off")] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Trains an adapter on the approved captions and measures it on the works held out."""
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import finetune as workflow

    with Collection.open(folder, holder="songclip finetune") as collection, Engine() as engine:
        verb = _verb("finetune", collection, model, as_json)
        verb.listener.item = lambda item: _metric(verb, item)
        with verb:
            prepared = workflow.prepare(collection, model, preset, epochs, seed, resume)
            verb.model, verb.demo_model = prepared.model.name, prepared.model.demo
            try:
                done = workflow.execute(prepared, engine, verb.listener)
            except BaseException as error:
                workflow.interrupted(collection, prepared, error)
                raise
            workflow.finish(collection, done)
        if done.stopped:
            verb.end_bar()
            emit_error(stopped_error(), as_json=as_json)
            raise typer.Exit(STOPPED)
        fields = {name: getattr(done, name) for name in done.__dataclass_fields__}
        fields |= {"metrics": _figures(done.metrics), "seconds": verb.seconds}
        verb.result(f"{done.run}\n{done.sentence}", **fields)


def evaluate(
    folder: Folder,
    run: RunId = None,
    windows: Annotated[
        bool, typer.Option("--windows", help="also with scrolls seen in windows")
    ] = False,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Compares base and adapter on the works held out: recall with intervals, forgetting."""
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import carry
    from songclip_desktop.workflow import evaluate as workflow

    with (
        _read(folder) as collection,
        Engine() as engine,
        _verb("evaluate", collection, model, as_json) as verb,
    ):
        prepared = workflow.prepare(collection, run, model, windows=windows)
        verb.model, verb.demo_model = prepared.model.name, prepared.model.demo
        found = workflow.execute(prepared, engine, verb.listener)
        sentence = workflow.sentence(found)
        caution = carry.caution(collection, found.run)
        said = "\n".join(each for each in (sentence, caution) if each)
        verb.result(said, **_figures(found), sentence=sentence, caution=caution or None)


def ablate(
    folder: Folder,
    seed: Annotated[int, typer.Option(help="of initialisation and order")] = 0,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Measures what each part of the recipe brings: a table, a page and a figure."""
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import ablate as workflow

    with _read(folder) as collection, Engine() as engine:
        verb = _verb("ablate", collection, model, as_json)
        verb.listener.item = lambda item: _metric(verb, item)
        with verb:
            prepared = workflow.prepare(collection, model, seed)
            done = workflow.execute(prepared, engine, verb.listener)
        verb.result(
            workflow.table(done),
            ablation=done.id,
            rows=done.rows,
            works=done.works,
            gallery=done.gallery,
            files=done.files,
            seconds=verb.seconds,
        )


def index(
    folder: Folder,
    run: RunId = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="milvus://…", help="also to a Milvus server")
    ] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Makes the collection searchable; only what is new or changed is encoded.

    With --to the vectors, zero-shot and of the run named or active, go to a server as well, which
    searches from then on.
    """
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import index as workflow

    with (
        Collection.open(folder, read_only=to is None, holder="songclip index") as collection,
        Engine() as engine,
        _verb("index", collection, model, as_json) as verb,
    ):
        server: dict[str, Any] = {}
        if to is None:
            done = workflow.execute(workflow.prepare(collection, model, run), engine, verb.listener)
        else:
            done, server = _serve(collection, engine, verb, to, run, model)
        fields = dataclasses.asdict(done)
        del fields["model"]
        said = say(
            "{images} 张图片、{texts} 条文字可以检索。",
            "{images} pictures and {texts} texts can be searched.",
            images=done.images,
            texts=done.texts,
        )
        if server:
            told = say(
                "已放到 {server}，这次写入 {written} 行。",
                "They are on {server}; {written} rows were written now.",
                **server,
            )
            said = f"{said}\n{told}"
        verb.result(said, **{**fields, **server, "seconds": verb.seconds})


def _serve(
    collection: Collection, engine: Engine, verb: Verb, to: str, run: str | None, model: str | None
) -> tuple[Indexed, dict[str, Any]]:
    """Puts the vectors on a server, and remembers it."""
    from songclip_desktop.workflow import serving

    prepared = serving.prepare(collection, to, run=run, model=model)
    served = serving.execute(prepared, engine, verb.listener)
    serving.finish(collection, served)
    serving.hang_up()
    return served.indexed[-1], {"server": served.server.address, "written": served.written}


def search(
    folder: Folder,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="words to look for")] = None,
    image: Annotated[Path | None, typer.Option(help="a picture to look by")] = None,
    k: Annotated[int, typer.Option("-k", min=1, help="how many")] = 10,
    run: RunId = None,
    compare: Annotated[bool, typer.Option("--compare", help="both columns")] = False,
    hybrid: Annotated[bool, typer.Option("--hybrid", help="fuse with keywords")] = False,
    target: Annotated[str, typer.Option("--for", help="images or texts")] = "images",
    work_kind: Annotated[str | None, typer.Option(help="painting, map or photograph")] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Finds pictures or texts by words or by a picture, zero-shot and finetuned."""
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import search as workflow

    if (text is None) == (image is None):
        raise usage_error(say("请给出文字或 --image 之一。", "Give words or --image, one of them."))
    if target not in ("images", "texts"):
        raise usage_error(say("--for 只能是 images 或 texts。", "--for takes images or texts."))
    if work_kind is not None and work_kind not in WORK_KINDS:
        raise usage_error(
            say("没有类别「{kind}」。", "There is no work kind “{kind}”.", kind=work_kind)
        )
    with (
        _read(folder) as collection,
        Engine() as engine,
        _verb("search", collection, model, as_json) as verb,
    ):
        found = workflow.search(
            collection,
            engine,
            image if text is None else text,  # type: ignore[arg-type] - one of them is there
            k=k,
            run=run,
            compare=compare,
            target=target,  # type: ignore[arg-type] - looked at above
            hybrid=hybrid,
            work_kind=work_kind,
            model=model,
            listener=verb.listener,
        )
        columns = {"zero_shot": _hits(found.zero_shot), "finetuned": _hits(found.finetuned)}
        said = "\n".join(each for each in (_table(columns), found.note) if each)
        note = found.note or None
        verb.result(said, query=found.query, run=found.run, note=note, **columns)


def _read(folder: Path) -> Collection:
    from songclip_desktop.collection.collection import Collection

    return Collection.open(folder, read_only=True)


def _verb(name: str, collection: Collection, model: str | None, as_json: bool) -> Verb:
    from songclip_desktop.workflow import models as workflow

    chosen = workflow.chosen(collection, model)
    return Verb(
        name,
        json=as_json,
        collection=collection.dir,
        model=chosen.name,
        demo_model=chosen.demo,
    )


def verb_without_model(name: str, collection: Collection, as_json: bool) -> Verb:
    """For what works also where the collection's model is not installed."""
    from songclip_desktop.workflow import models as workflow

    chosen = workflow.in_use(collection)
    demo = chosen == workflow.MINI
    return Verb(name, json=as_json, collection=collection.dir, model=chosen, demo_model=demo)


def _metric(verb: Verb, item: object) -> None:
    if isinstance(item, dict):
        verb.event(str(item["event"]), **{k: v for k, v in item.items() if k != "event"})


def _kinds(given: list[str] | None, known: tuple[str, ...]) -> tuple[str, ...]:
    names = [name.strip() for each in given or () for name in each.split(",") if name.strip()]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise usage_error(
            say("没有文字类别「{name}」。", "There is no kind “{name}”.", name=unknown[0])
        )
    return tuple(kind for kind in known if not names or kind in names)


def _figures(evaluation: Evaluation) -> dict[str, Any]:
    """The fields of CONTRACT; rank by rank they stand in the run's evaluation.json."""
    fields = {name: getattr(evaluation, name) for name in evaluation.__dataclass_fields__}
    del fields["queries"]
    return fields


def _hits(found: list[Hit] | list[TextHit] | None) -> list[dict[str, Any]] | None:
    if found is None:
        return None
    listed = [dataclasses.asdict(hit) for hit in found]
    for each in listed:
        del each["painting_id"]
    return listed


def _table(columns: dict[str, list[dict[str, Any]] | None]) -> str:
    titles = {
        "zero_shot": say("零样本", "Zero-shot"),
        "finetuned": say("微调后", "Finetuned"),
    }
    lines = []
    for column, hits in columns.items():
        if hits is None:
            continue
        lines.append(titles[column])
        for hit in hits:
            name = hit["accession"] or hit["source"]
            text = f"  {hit['text']}" if "text" in hit else ""
            other = "" if hit["other_rank"] is None else f"  ({hit['other_rank']})"
            lines.append(f"{hit['rank']:>4}  {hit['score']:+.3f}  {name}{text}{other}")
    return "\n".join(lines)
