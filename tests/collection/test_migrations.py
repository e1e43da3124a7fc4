"""A collection that a former version made opens, and what was in it stands."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from songclip_desktop.collection import database, search_text
from songclip_desktop.collection.collection import Collection
from songclip_desktop.records import Annotation, Call

CALL = Call("https://a.example/v1", "eye-1", "ab" * 32, 900, 100, '{"modern": "秋江。"}')

WORK = (  # as the first version wrote it
    "INSERT INTO painting (accession, title, group_key, split, created_at, updated_at)"
    " VALUES (?, ?, 'K1', 'train', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')"
)


@pytest.fixture
def former(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection as the first version wrote it, with a caption and an annotation."""
    folder = tmp_path / "藏品"
    first = database.migrations()[:1]
    with monkeypatch.context() as patch:
        patch.setattr(database, "migrations", lambda: first)
        patch.setattr(search_text, "bring_up_to_date", lambda _database: 0)  # it knew no such thing
        with Collection.create(folder) as collection:
            collection.passages.add("德寿宫在望仙桥东", number="1")
    connection = sqlite3.connect(folder / "collection.db")
    connection.execute(WORK, ["K1", "寒江独钓图"])
    connection.commit()
    connection.executescript(
        "INSERT INTO reviewed (id, kind) VALUES (90, 'caption');"
        "INSERT INTO caption (id, painting_id, kind, status, text, draft_text, origin, drafter,"
        " raw, updated_at) VALUES (90, 1, 'modern', 'draft', '旧稿。', '旧稿。', 'remote', '旧',"
        " '{}', '2026-01-01T00:00:00.000Z');"
    )
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    connection.close()
    return folder


def test_it_is_brought_to_todays_form_and_remembers_calls_from_then_on(former: Path) -> None:
    with Collection.open(former) as collection:
        (old,) = collection.captions.list()
        assert (old.text, collection.captions.call_of(old.id)) == ("旧稿。", Call(raw="{}"))
        collection.captions.put_draft(1, "modern", "新稿。", "remote", "新", "draft-1", call=CALL)
        (passage,) = collection.passages.list()
        said = Annotation((), "东", "译", "en", "画")
        collection.passages.annotate(passage.id, said, "remote", call=CALL)
    with Collection.open(former) as collection:
        assert collection.captions.call_of(90) == CALL
        assert collection.passages.call_of(passage.id) == CALL
        assert collection.captions.usage(CALL.endpoint, CALL.llm) == (1, 900, 100)
        assert collection.passages.usage(CALL.endpoint, "other") == (0, 0, 0)


def test_it_is_read_without_a_byte_of_it_changed(former: Path) -> None:
    before = (former / "collection.db").read_bytes()
    with Collection.open(former, read_only=True) as collection:
        assert collection.captions.call_of(90) == Call(raw="{}")
    assert (former / "collection.db").read_bytes() == before


def test_a_draft_by_another_forgets_the_former_call(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        work = collection.paintings.add("K1")
        collection.captions.put_draft(work.id, "tags", "江", "remote", call=CALL)
        drafted = collection.captions.put_draft(work.id, "tags", "山", "offline")
        assert drafted is not None
        assert collection.captions.call_of(drafted.id) == Call()


def test_what_was_approved_in_a_former_version_stands_and_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "藏品"
    first = database.migrations()[:1]
    with monkeypatch.context() as patch:
        patch.setattr(database, "migrations", lambda: first)
        patch.setattr(search_text, "bring_up_to_date", lambda _database: 0)  # it knew no such thing
        Collection.create(folder).close()
    connection = sqlite3.connect(folder / "collection.db")
    connection.execute(WORK, ["K1", ""])
    names = '[{"by": "王", "at": "2026-01-01T00:00:00.000Z"}]'
    connection.execute("INSERT INTO reviewed (id, kind) VALUES (90, 'caption')")
    connection.execute(
        "INSERT INTO caption (id, painting_id, kind, status, text, draft_text, origin, approvals,"
        " updated_at) VALUES (90, 1, 'modern', 'approved', '旧稿。', '旧稿。', 'offline', ?, '')",
        [names],
    )
    connection.execute(
        "INSERT INTO history (act, at, by, action, subject, old, new) VALUES"
        " (9, '2026-01-01T00:00:00.000Z', '王', 'approve', 'caption:90', ?, ?)",
        [
            json.dumps({"status": status, "text": "旧稿。", "author": "", "approvals": approvals})
            for status, approvals in (("draft", "[]"), ("approved", names))
        ],
    )
    connection.commit()
    connection.close()
    with Collection.open(folder, read_only=True) as collection:
        assert collection.captions.get(90).training_text == "旧稿。"
    with Collection.open(folder) as collection:
        assert collection.captions.get(90).status == "approved"
        collection.captions.take_variants(90, {"稿": "藁"}, "李")
        assert collection.captions.get(90).training_text == "旧藁。"
        for status in ("approved", "draft"):
            undone = collection.captions.undo("李")
            assert undone is not None
            assert (undone.status, undone.text, undone.variants) == (status, "旧稿。", {})
        assert collection.captions.undo("李") is None
