"""What was done to the captions, by whom and when: for the window, and for the registrar's file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from songclip_desktop.collection.collection import Collection
from songclip_desktop.collection.storage import storage_error
from songclip_desktop.exchange.spreadsheet import write_delimited
from songclip_desktop.language import say
from songclip_desktop.records import HistoryEntry

COLUMNS = (
    "at", "by", "action", "accession", "title", "kind", "status_before", "status_after",
    "text_before", "text_after", "comment", "drafter", "prompt_version", "endpoint", "model",
    "picture_sha256", "undone",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One entry of the history, with what it is about.

    Attributes:
        id: of the entry; the newest is the greatest.
        at: when, in local time, as 2026-01-31 14:05:09.
        by: the curator; empty where the application acted.
        action: draft, edit, replace, approve, reject, withdraw, variants, comment, undo, …
        subject: "caption:12", "passage:7", "pair:3".
        kind: the caption's kind, or annotation or pair.
        accession, title: the work's; of a passage its number and source.
        text_before, text_after: equal where only the status changed; both empty of a pair.
        drafter, prompt_version, endpoint, model, picture_sha256: of the draft that an entry of
            action draft tells of.
        undone: whether it was taken back later.
    """

    id: int
    at: str
    by: str
    action: str
    subject: str
    kind: str
    accession: str
    title: str
    status_before: str
    status_after: str
    text_before: str
    text_after: str
    drafter: str
    prompt_version: str
    endpoint: str
    model: str
    picture_sha256: str
    comment: str
    undone: bool


def lines(
    collection: Collection,
    *,
    subject: str = "",
    by: str = "",
    actions: Sequence[str] = (),
    since: str = "",
    until: str = "",
    limit: int | None = None,
) -> list[Line]:
    """What was done to captions, annotations and pairs, the newest first. Main thread.

    Args:
        collection: whose.
        subject: of one thing only, such as "caption:12".
        by: of one person only.
        actions: of these only.
        since: a local day as 2026-01-31; nothing before it.
        until: a local day; nothing behind it.
        limit: at most so many.
    """
    entries = collection.history.of_review(
        subject=subject,
        by=by,
        actions=actions,
        since=_day_begins(since) if since else "",
        before=_day_begins(until, 1) if until else "",
        limit=limit,
    )
    subjects = {entry.subject for entry, _ in entries if not entry.subject.startswith("setting:")}
    names = collection.history.names(subjects)
    nothing = ("", "", "")
    return [_line(entry, undone, *names.get(entry.subject, nothing)) for entry, undone in entries]


def people(collection: Collection) -> list[str]:
    """Everybody who has done anything to a caption, by name."""
    return collection.history.people()


def header() -> list[str]:
    """The names of the columns, in the reader's language."""
    names = {
        "at": say("时间", "Time"),
        "by": say("人员", "By"),
        "action": say("操作", "Action"),
        "accession": say("藏品编号", "Accession number"),
        "title": say("题名", "Title"),
        "kind": say("种类", "Kind"),
        "status_before": say("原状态", "Status before"),
        "status_after": say("新状态", "Status after"),
        "text_before": say("原文字", "Text before"),
        "text_after": say("新文字", "Text after"),
        "comment": say("批注", "Comment"),
        "drafter": say("撰稿", "Drafter"),
        "prompt_version": say("提示词版本", "Prompt version"),
        "endpoint": say("服务地址", "Endpoint"),
        "model": say("模型", "Model"),
        "picture_sha256": say("图片哈希", "Picture hash"),
        "undone": say("已撤销", "Taken back"),
    }
    return [names[column] for column in COLUMNS]


def rows(entries: Iterable[Line]) -> list[list[str]]:
    """A row of words for each entry, in the order of COLUMNS. Any thread."""
    return [[_word(column, getattr(entry, column)) for column in COLUMNS] for entry in entries]


def write_csv(entries: Iterable[Line], path: Path) -> int:
    """Writes the history for a spreadsheet; returns how many entries. Any thread.

    UTF-8 with a mark, so that Excel reads it; nothing in it is run as a formula.

    Raises:
        SongClipError: disk_full, collection_read_only: the file cannot be written.
    """
    try:
        return write_delimited(path, header(), rows(entries))
    except OSError as error:
        raise storage_error(error) from error


def action_word(action: str) -> str:
    """What an action is called, in the reader's language."""
    words = {
        "draft": say("撰稿", "drafted"),
        "edit": say("修改", "edited"),
        "replace": say("查找替换", "replaced"),
        "approve": say("通过", "approved"),
        "reject": say("退回", "rejected"),
        "withdraw": say("撤回通过", "approval withdrawn"),
        "variants": say("训练用字", "variant for training"),
        "comment": say("批注", "commented"),
        "undo": say("撤销", "taken back"),
        "bring": say("带入", "brought in"),
        "set aside": say("搁置", "set aside"),
        "reopen": say("文字已改，重新待审", "text changed, to be read again"),
        "setting": say("设定", "setting"),
        "add": say("入藏", "added"),
        "update": say("更新", "updated"),
        "trash": say("移入回收站", "put in the trash"),
        "restore": say("取回", "brought back"),
        "destroy": say("彻底删除", "given up for good"),
        "add image": say("加入图片", "picture added"),
        "relink": say("重新关联图片", "picture linked anew"),
        "judge": say("判断检索结果", "ranking judged"),
        "rename": say("改名", "renamed"),
    }
    return words.get(action, action)


def _word(column: str, value: Any) -> str:
    if column == "undone":
        return say("是", "yes") if value else ""
    if column == "action":
        return action_word(value)
    if column in ("status_before", "status_after"):
        words = {
            "draft": say("待审", "draft"),
            "approved": say("已通过", "approved"),
            "rejected": say("已退回", "rejected"),
        }
        return words.get(value, str(value))
    if column == "kind":
        words = {
            "modern": say("白话", "modern"),
            "classical": say("拟古文", "classical"),
            "tags": say("关键词", "tags"),
            "annotation": say("注释", "annotation"),
            "pair": say("图文配对", "pair"),
        }
        return words.get(value, str(value))
    return str(value)


def _line(entry: HistoryEntry, undone: bool, kind: str, accession: str, title: str) -> Line:
    old = json.loads(entry.old) if entry.old else {}
    new = json.loads(entry.new) if entry.new else {}
    return Line(
        id=entry.id,
        at=_local(entry.at),
        by=entry.by,
        action=entry.action,
        subject=entry.subject,
        kind=kind,
        accession=accession,
        title=title,
        status_before=old.get("status") or "",
        status_after=new.get("status") or "",
        text_before=_text(old),
        text_after=_text(new),
        drafter=_of_draft(entry, new, "drafter"),
        prompt_version=_of_draft(entry, new, "prompt_version"),
        endpoint=_of_draft(entry, new, "endpoint"),
        model=_of_draft(entry, new, "llm"),
        picture_sha256=_of_draft(entry, new, "picture_sha256"),
        comment=_remark(entry, new),
        undone=undone,
    )


def _of_draft(entry: HistoryEntry, new: dict[str, Any], field: str) -> str:
    return new.get(field) or "" if entry.action == "draft" else ""


def _text(state: dict[str, Any]) -> str:
    return state.get("text") or state.get("annotation") or ""


def _remark(entry: HistoryEntry, new: dict[str, Any]) -> str:
    if entry.action == "variants":
        taken = json.loads(new.get("variants") or "{}")
        return "，".join(f"{lacking} → {form}" for lacking, form in taken.items())
    if entry.action == "setting":
        return (
            say("第二位审校：开", "second reader: on")
            if new.get("on")
            else say("第二位审校：关", "second reader: off")
        )
    return new.get("comment") or ""


def _local(stored: str) -> str:
    return datetime.fromisoformat(stored).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _day_begins(day: str, later: int = 0) -> str:
    """The beginning of a local day (or of one some days later) as times are stored."""
    begins = datetime.combine(date.fromisoformat(day) + timedelta(days=later), time()).astimezone()
    told = begins.astimezone(UTC).isoformat(timespec="milliseconds")
    return told.replace("+00:00", "Z")
