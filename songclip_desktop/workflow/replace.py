"""Find and replace in captions: what would change is shown first, then all of it is one act."""

from __future__ import annotations

from collections.abc import Collection as Container
from collections.abc import Sequence
from dataclasses import dataclass

from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import Caption
from songclip_desktop.workflow import review


@dataclass(frozen=True)
class Row:
    """One caption that would change. `status`: a draft, or approved and a draft afterwards."""

    id: int
    accession: str
    kind: str
    status: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """What would change: the rows in the order of review, and how many of them are what."""

    rows: tuple[Row, ...]
    drafts: int
    approved: int


def preview(collection: Collection, find: str, put: str, kinds: Sequence[str] = ()) -> Preview:
    """Every draft and approved caption with the text in it, to the letter. Writes nothing.

    A caption that would be left empty is not among them: reject it instead.

    Args:
        collection: where.
        find: the text looked for, exactly as written.
        put: what takes its place; may be empty.
        kinds: of DRAFTED_KINDS; all of them where empty.

    Raises:
        SongClipError: nothing_to_find.
    """
    if not find:
        raise SongClipError(
            "nothing_to_find",
            say("没有写明要查找的文字。", "There is no text to look for."),
            say("请填写“查找”。", "Fill in what to find."),
        )
    standing = (one for one in collection.captions.list() if one.status != "rejected")
    changed = (
        _row(one, find, put)
        for one in standing
        if find in one.text and (not kinds or one.kind in kinds)
    )
    rows = tuple(row for row in changed if row.after and row.after != row.before)
    approved = sum(row.status == "approved" for row in rows)
    return Preview(rows, len(rows) - approved, approved)


def apply(
    collection: Collection,
    shown: Preview,
    by: str,
    approved: bool = False,
    only: Container[int] | None = None,
) -> review.ReviewResult:
    """Does what was shown, as one act. A caption that has changed since is left as it is.

    Args:
        collection: where.
        shown: what `preview` found.
        by: the curator: the author of the changed drafts.
        approved: approved captions too; they are drafts then and want reading again.
        only: ids of the rows to change; all of them where None.
    """
    chosen: list[int] = []
    with collection.transaction():
        for row in shown.rows:
            now = collection.captions.get(row.id)
            wanted = (approved or row.status == "draft") and (only is None or row.id in only)
            if wanted and (now.text, now.status) == (row.before, row.status):
                collection.captions.edit(row.id, row.after, by, "replace")
                chosen.append(row.id)
    return review.acted(collection, chosen)


def _row(caption: Caption, find: str, put: str) -> Row:
    after = caption.text.replace(find, put).strip()
    return Row(caption.id, caption.accession, caption.kind, caption.status, caption.text, after)
