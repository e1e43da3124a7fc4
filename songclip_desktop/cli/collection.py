"""The verbs about what is in a collection: new, import, review, export, check."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from songclip_desktop import settings
from songclip_desktop.cli import output
from songclip_desktop.cli.output import Verb
from songclip_desktop.collection.collection import Collection, opened
from songclip_desktop.collection.lock import user_name
from songclip_desktop.language import say
from songclip_desktop.workflow import models

if TYPE_CHECKING:
    from songclip_desktop.workflow.export import Exported

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="the collection's folder")]
Json = Annotated[bool, typer.Option("--json", help="JSON lines for programs")]
_ACTIONS = ("list", "approve", "reject", "edit", "undo")
_NAMED = 20  # files named for a person; a program is told all


def register(app: typer.Typer) -> None:
    """Adds the verbs to the application."""
    app.command("new")(new)
    app.command("import")(import_)
    app.command("review")(review)
    app.command("export")(export)
    app.command("check")(check)


@contextmanager
def _open(
    name: str, folder: Path, json: bool, *, read_only: bool = False
) -> Iterator[tuple[Collection, Verb]]:
    with (
        opened(folder, read_only=read_only, holder=f"songclip {name}") as collection,
        verb_for(name, collection, json=json) as verb,
    ):
        yield collection, verb


def verb_for(name: str, collection: Collection, *, json: bool) -> Verb:
    """A verb on an open collection, with the model that is in use there."""
    model = models.in_use(collection)
    return Verb(
        name,
        json=json,
        collection=collection.dir,
        model=model,
        demo_model=model == models.MINI,
    )


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="an empty or new folder")],
    demo: Annotated[bool, typer.Option("--demo", help="with the shipped demo works")] = False,
    json: Json = False,
) -> None:
    """Make a collection / 新建藏品."""
    from songclip_desktop.workflow.new import new_collection

    with Verb("new", json=json, collection=folder, model=models.MINI, demo_model=True) as verb:
        collection = new_collection(folder, demo=demo, listener=verb.listener)
        with collection:
            counts = collection.captions.counts()
            paintings, passages = collection.paintings.count(), collection.passages.count()
            verb.result(
                say(
                    "已建立「{dir}」：{n} 件作品，{p} 段典籍。",
                    "Made “{dir}”: {n} works, {p} passages.",
                    dir=collection.dir,
                    n=paintings,
                    p=passages,
                ),
                dir=str(collection.dir),
                paintings=paintings,
                passages=passages,
                captions=counts,
            )


def import_(
    folder: Folder,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE…", help="pictures, folders, registers, records, addresses"),
    ] = None,
    register: Annotated[Path | None, typer.Option(help="the museum's register")] = None,
    profile: Annotated[str | None, typer.Option(help="mapping profile of the register")] = None,
    passages: Annotated[bool, typer.Option("--passages", help="classical texts")] = False,
    copy: Annotated[
        bool, typer.Option("--copy/--reference", help="copy originals, or refer to them")
    ] = True,
    json: Json = False,
) -> None:
    """Take in pictures, registers, classical texts / 入藏."""
    from songclip_desktop.workflow import import_ as workflow

    if not sources and register is None:
        raise output.usage_error(
            say("请给出来源，或用 --register 指明登记表。", "Give a SOURCE, or --register FILE.")
        )
    with (
        opened(folder, holder="songclip import") as collection,
        verb_for("import", collection, json=json) as verb,
    ):
        prepared = workflow.prepare(
            collection, sources or [], register, profile, passages=passages, copy=copy
        )
        writer = workflow.Writer(collection, prepared)
        verb.listener.item = writer.take
        try:
            imported = workflow.execute(prepared, verb.listener)
        finally:
            writer.flush()
        report = workflow.finish(collection, imported)
        _import_result(verb, report)


def _import_result(verb: Verb, report: Any) -> None:
    fields = {
        name: getattr(report, name)
        for name in (
            "rows", "imported", "updated", "skipped", "rejected", "images", "passages", "captions",
        )
    }  # fmt: skip
    problems = [dataclasses.asdict(problem) for problem in report.problems]
    verb.result(
        say(
            "共 {rows} 行：入藏 {imported}，更新 {updated}，未变 {skipped}，拒收 {rejected}；"
            "图片 {images}，典籍 {passages}，描述 {captions}。",
            "{rows} rows: {imported} imported, {updated} updated, {skipped} unchanged, "
            "{rejected} rejected; {images} pictures, {passages} passages, {captions} captions.",
            **fields,
        ),
        **fields,
        problems=problems,
    )
    if not verb.json:
        output.print_problems(list(report.problems))


def review(
    folder: Folder,
    action: Annotated[str, typer.Argument(metavar="|".join(_ACTIONS))],
    status: Annotated[str | None, typer.Option(help="draft, approved or rejected")] = None,
    kind: Annotated[
        str | None, typer.Option(help="modern, classical, tags, annotation or pair")
    ] = None,
    accession: Annotated[str | None, typer.Option(help="one work's captions")] = None,
    id: Annotated[list[int] | None, typer.Option("--id", help="may be given again")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="at most so many")] = None,
    text: Annotated[str | None, typer.Option(help="the new text, for edit")] = None,
    all_drafts: Annotated[bool, typer.Option("--all-drafts", help="every draft")] = False,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="who reviews")] = None,
    json: Json = False,
) -> None:
    """List, approve, reject, edit or undo captions / 审校."""
    from songclip_desktop.workflow import review as workflow

    _check_choice(action, _ACTIONS, "ACTION")
    _check_choice(kind, workflow.KINDS, "--kind")
    _check_choice(status, ("draft", "approved", "rejected"), "--status")
    if action == "edit" and text is None:
        raise output.usage_error(say("edit 需要 --text。", "edit needs --text."))
    reading = action == "list"
    with _open("review", folder, json, read_only=reading) as (collection, verb):
        curator = by or settings.load().curator or user_name()
        filters: dict[str, Any] = {"kind": kind, "accession": accession, "limit": limit}
        if reading and id:
            result = workflow.listed(collection, id)
        elif reading:
            wanted = "draft" if all_drafts else status
            result = workflow.list_captions(collection, status=wanted, **filters)
        elif action == "undo":
            result = workflow.undo(collection, curator)
        else:
            chosen = workflow.select(
                collection, ids=id or (), status=status, all_drafts=all_drafts, **filters
            )
            result = _act(workflow, collection, action, chosen, text, curator)
        _review_result(verb, result)


def _act(
    workflow: Any, collection: Collection, action: str, chosen: Any, text: str | None, by: str
) -> Any:
    if action == "approve":
        return workflow.approve(collection, chosen, by)
    if action == "reject":
        return workflow.reject(collection, chosen, by)
    if len(chosen) != 1:
        raise output.usage_error(
            say(
                "edit 只改一条，选中了 {n} 条；请用 --id 指明。",
                "edit changes one caption, {n} were selected; name it with --id.",
                n=len(chosen),
            )
        )
    return workflow.edit(collection, chosen[0], text or "", by)


def _review_result(verb: Verb, result: Any) -> None:
    lines = [
        f"{one.id:>6}  {one.accession}  {one.kind}  {one.status}  {one.text}"
        for one in result.captions
    ]
    lines.append(
        say(
            "改动 {n} 条；待审 {draft}，已核准 {approved}，已退回 {rejected}。",
            "{n} changed; {draft} drafts, {approved} approved, {rejected} rejected.",
            n=result.changed,
            **result.counts,
        )
    )
    verb.result(
        "\n".join(lines),
        changed=result.changed,
        counts=result.counts,
        captions=[dataclasses.asdict(one) for one in result.captions],
    )


def export(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="a file or folder")],
    format: Annotated[str, typer.Option("--format", help="xlsx, csv, jsonl, iiif, lido, …")],
    run: Annotated[str | None, typer.Option(help="the run whose adapter is exported")] = None,
    address: Annotated[
        str | None, typer.Option(help="iiif: where the folder will be published")
    ] = None,
    json: Json = False,
) -> None:
    """Write records, training data or an adapter / 导出."""
    from songclip_desktop.workflow import export as workflow

    _check_choice(format, workflow.FORMATS, "--format")
    if address is not None and not address.startswith(("http://", "https://")):
        raise output.usage_error(
            say("--address 须以 http:// 或 https:// 开头。",
                "--address begins with http:// or https://.")
        )  # fmt: skip
    with (
        opened(folder, read_only=True) as collection,
        verb_for("export", collection, json=json) as verb,
    ):
        done = _exported(collection, out, format, run, address, verb)
        lines = [f"[{one.code}] {one.accession} {one.what} {one.remedy}" for one in done.problems]
        lines.append(
            say(
                "已写出 {n} 条：{files}",
                "Wrote {n} records: {files}",
                n=done.records,
                files=", ".join(str(path) for path in done.files[:_NAMED]),
            )
        )
        verb.result(
            "\n".join(lines),
            format=done.format,
            files=[str(path) for path in done.files],
            records=done.records,
            problems=[dataclasses.asdict(one) for one in done.problems],
        )


def _exported(
    collection: Collection, out: Path, form: str, run: str | None, address: str | None, verb: Verb
) -> Exported:
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.exchange import run_file
    from songclip_desktop.workflow import carry, export_records
    from songclip_desktop.workflow import export as workflow

    if form == workflow.PDF:
        from songclip_desktop.ui import catalogue_document

        prepared = export_records.prepare(collection, out, form)
        return catalogue_document.write_without_window(prepared, verb.listener)
    if form not in workflow.MODEL_FORMATS:
        place = address or export_records.ADDRESS
        return workflow.export(collection, out, form, address=place, listener=verb.listener)
    if form == "adapter" and out.suffix.lower() == run_file.SUFFIX:
        return carry.save(collection, out, run)
    chosen = workflow.prepare_model(collection, out, form, run)
    with Engine() as engine:
        return workflow.execute_model(chosen, engine, verb.listener)


def check(
    folder: Folder,
    repair: Annotated[bool, typer.Option("--repair", help="mend what can be mended")] = False,
    json: Json = False,
) -> None:
    """Look whether everything is there and whole / 检查."""
    from songclip_desktop.workflow import check as workflow

    restored = workflow.restore_if_damaged(folder, "songclip check") if repair else None
    with _open("check", folder, json, read_only=not repair) as (collection, verb):
        found = workflow.check(collection, repair=repair, listener=verb.listener)
        found[:0] = [restored] if restored else []
        ok = not any(one.serious and not one.repaired for one in found)
        lines = [f"[{one.code}] {one.what} {one.remedy}" for one in found]
        lines.append(
            say("藏品完好。", "All is well.")
            if ok
            else say("有内容丢失或损坏。", "Something is lost or damaged.")
        )
        names = ("code", "what", "remedy", "repaired")
        verb.result(
            "\n".join(lines),
            ok=ok,
            problems=[{name: getattr(one, name) for name in names} for one in found],
        )


def _check_choice(value: str | None, choices: tuple[str, ...], option: str) -> None:
    if value is not None and value not in choices:
        raise output.usage_error(
            say(
                "{option} 不能是「{value}」，可用：{choices}。",
                "{option} cannot be “{value}”; choose {choices}.",
                option=option,
                value=value,
                choices=", ".join(choices),
            )
        )
