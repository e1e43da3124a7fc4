"""The verbs `draft` and `annotate`."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from songclip_desktop import settings
from songclip_desktop.cli.output import Verb, usage_error
from songclip_desktop.drafting import keys
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import DRAFTED_KINDS
from songclip_desktop.settings import DrafterProfile

if TYPE_CHECKING:
    from songclip_desktop.drafting.drafter import Drafter

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="the collection's folder")]
Who = Annotated[str, typer.Option("--drafter", help="offline or remote")]
Limit = Annotated[int | None, typer.Option(min=0, help="at most so many works or passages")]
Endpoint = Annotated[str, typer.Option(help="address of an OpenAI-compatible service")]
Llm = Annotated[str, typer.Option(help="the service's model")]
Profile = Annotated[str, typer.Option(help="a service kept in the settings")]
Concurrency = Annotated[int | None, typer.Option(min=1, max=64, help="calls at the same time")]
Cap = Annotated[int | None, typer.Option(min=1, help="tokens this task may use in all")]
Json = Annotated[bool, typer.Option("--json", help="JSON lines")]


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    app.command("draft")(draft)
    app.command("annotate")(annotate)


def draft(
    folder: Folder,
    drafter: Who = "",
    kinds: Annotated[list[str] | None, typer.Option(help="modern, classical, tags")] = None,
    limit: Limit = None,
    endpoint: Endpoint = "",
    llm: Llm = "",
    profile: Profile = "",
    concurrency: Concurrency = None,
    max_tokens_total: Cap = None,
    model: Annotated[str | None, typer.Option(help="Chinese-CLIP model, name or path")] = None,
    as_json: Json = False,
) -> None:
    """Drafts captions for the works that lack them."""
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import draft as workflow
    from songclip_desktop.workflow import models

    who = _drafter(drafter, endpoint, profile)
    wanted = _kinds(kinds)
    service = _service(endpoint, llm, profile, concurrency, max_tokens_total)
    with Collection.open(folder, holder="songclip draft") as collection, Engine() as engine:
        chosen = models.chosen(collection, model)
        options = workflow.DraftOptions(profile=service, key=_key(service))
        encoder = workflow.encoder_of(engine, collection, model)
        prepared = workflow.prepare(collection, who, wanted, limit, options, encoder)

        def keep(item: object) -> None:
            if isinstance(item, workflow.Drafted):
                workflow.store(collection, item)

        verb = Verb(
            "draft",
            json=as_json,
            collection=collection.dir,
            model=chosen.name,
            demo_model=chosen.demo,
            item=keep,
        )
        with verb:
            report = workflow.finish(collection, workflow.execute(prepared, verb.listener))
        _remember(prepared.drafter)
        verb.result(_said(report), **_fields(report))


def annotate(
    folder: Folder,
    drafter: Who = "remote",
    limit: Limit = None,
    endpoint: Endpoint = "",
    llm: Llm = "",
    profile: Profile = "",
    concurrency: Concurrency = None,
    max_tokens_total: Cap = None,
    as_json: Json = False,
) -> None:
    """Annotates the passages that lack it, by a language model."""
    from songclip_desktop.collection.collection import Collection
    from songclip_desktop.workflow import annotate as workflow
    from songclip_desktop.workflow import models
    from songclip_desktop.workflow.draft import DraftOptions

    if _drafter(drafter, endpoint, profile) != "remote":
        raise SongClipError(
            "annotation_needs_model",
            say("注释要由语言模型撰写。", "Annotations are written by a language model."),
            say(
                "请用 --endpoint 与 --llm 指定服务，或在窗口里自己填写。",
                "Name a service with --endpoint and --llm, or write them in the window.",
            ),
        )
    service = _service(endpoint, llm, profile, concurrency, max_tokens_total)
    with Collection.open(folder, holder="songclip annotate") as collection:
        chosen = models.chosen(collection)
        options = DraftOptions(profile=service, key=_key(service))
        prepared = workflow.prepare(collection, limit, options)

        def keep(item: object) -> None:
            if isinstance(item, workflow.Annotated):
                workflow.store(collection, item)

        verb = Verb(
            "annotate",
            json=as_json,
            collection=collection.dir,
            model=chosen.name,
            demo_model=chosen.demo,
            item=keep,
        )
        with verb:
            report = workflow.finish(collection, workflow.execute(prepared, verb.listener))
        _remember(prepared.drafter)
        verb.result(_said(report), **_fields(report))


def _remember(drafter: Drafter) -> None:
    """How the service was found to be asked, for the next time; a full disk forgets it."""
    from songclip_desktop.workflow import sending

    kept = settings.load()
    if sending.remember(kept, drafter):
        with contextlib.suppress(OSError):
            kept.save()


def _key(service: DrafterProfile | None) -> str:
    return keys.fetch(service.endpoint) if service is not None else ""


def _drafter(drafter: str, endpoint: str, profile: str) -> str:
    if drafter not in ("", "offline", "remote"):
        raise usage_error(
            say("没有撰稿者「{name}」。", "There is no drafter “{name}”.", name=drafter)
        )
    return drafter or ("remote" if endpoint or profile else "offline")


def _kinds(given: list[str] | None) -> tuple[str, ...]:
    names = [name.strip() for each in given or () for name in each.split(",") if name.strip()]
    unknown = [name for name in names if name not in DRAFTED_KINDS]
    if unknown:
        raise usage_error(
            say("没有描述类别「{name}」。", "There is no kind “{name}”.", name=unknown[0])
        )
    return tuple(kind for kind in DRAFTED_KINDS if not names or kind in names)


def _service(
    endpoint: str, llm: str, profile: str, concurrency: int | None, cap: int | None
) -> DrafterProfile | None:
    """The kept service of that name with what the command line says in its place."""
    kept = settings.load()
    found = kept.find_profile(profile or kept.profile)
    if profile and found is None and not endpoint:
        raise SongClipError(
            "profile_unknown",
            say(
                "设置里没有服务「{name}」。", "The settings hold no service “{name}”.", name=profile
            ),
            say(
                "请在设置里添加，或用 --endpoint 与 --llm。", "Add it, or use --endpoint and --llm."
            ),
        )
    if found is None or (endpoint and not profile):
        if not endpoint:
            return None
        found = DrafterProfile(name=profile or endpoint, endpoint=endpoint)
    changes: dict[str, Any] = {}
    if endpoint:
        changes["endpoint"] = endpoint
    if llm:
        changes |= {"vision_model": llm, "text_model": llm}
    if concurrency is not None:
        changes["concurrency"] = concurrency
    if cap is not None:
        changes["max_tokens_total"] = cap
    return found.model_copy(update=changes)


def _fields(report: Any) -> dict[str, Any]:
    failed = [
        {"accession": each.accession, "kind": each.kind, "code": each.code, "what": each.what}
        for each in report.failed
    ]
    return {
        "drafted": report.drafted,
        "skipped": report.skipped,
        "failed": failed,
        "calls": report.calls,
        "tokens_in": report.tokens_in,
        "tokens_out": report.tokens_out,
        "cost": report.cost,
    }


def _said(report: Any) -> str:
    lines = [
        say(
            "写成 {drafted} 条，已有或无图 {skipped} 条，未成 {failed} 条。",
            "{drafted} drafted, {skipped} passed over, {failed} failed.",
            drafted=report.drafted,
            skipped=report.skipped,
            failed=len(report.failed),
        )
    ]
    for each in report.failed[:20]:
        lines.append(f"  {each.accession} {each.kind} [{each.code}] {each.what} {each.remedy}")
    if len(report.failed) > 20:
        lines.append(say("  ……另有 {n} 条", "  … and {n} more", n=len(report.failed) - 20))
    return "\n".join(lines)
