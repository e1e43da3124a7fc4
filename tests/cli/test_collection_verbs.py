from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from songclip_desktop.cli import main
from songclip_desktop.collection import backups
from songclip_desktop.collection.collection import Collection

Verb = Callable[..., dict[str, Any]]


@pytest.fixture
def verb(capsys: pytest.CaptureFixture[str]) -> Verb:
    """Runs a verb with --json and gives its last line; `code` is the exit code expected."""

    def run(*arguments: object, code: int = 0) -> dict[str, Any]:
        assert main.run([*map(str, arguments), "--json"]) == code
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    return run


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    with Collection.create(tmp_path / "c") as collection:
        for accession in ("K1", "K2"):
            work = collection.paintings.add(accession, title="题")
            for kind in ("modern", "classical", "tags"):
                collection.captions.put_draft(work.id, kind, f"{accession}{kind}", "offline")
        passage = collection.passages.add("德寿宫在望仙桥东", number="1", source="梦粱录")
        collection.pairs.suggest(passage.id, 1, 0.5)
    return tmp_path / "c"


def picture(path: Path, seed: int, size: int = 64) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).integers(0, 256, (size, size, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    return path


def test_import_has_the_fields_of_the_contract(tmp_path: Path, verb: Verb) -> None:
    verb("new", tmp_path / "c")
    picture(tmp_path / "s" / "K1.jpg", 1)
    (tmp_path / "s" / "K2.jpg").write_text("text")
    result = verb("import", tmp_path / "c", tmp_path / "s")
    wanted = {
        "rows": 2, "imported": 1, "updated": 0, "skipped": 0, "rejected": 1, "images": 1,
        "passages": 0, "captions": 0,
    }  # fmt: skip
    assert {name: result[name] for name in wanted} == wanted
    (problem,) = result["problems"]
    assert set(problem) == {"source", "row", "accession", "code", "what", "remedy"}
    assert (problem["source"], problem["row"], problem["accession"]) == ("K2.jpg", None, "K2")


def test_review_lists_approves_edits_rejects_and_undoes(drafted: Path, verb: Verb) -> None:
    listed = verb("review", drafted, "list")
    assert listed["changed"] == 0
    assert listed["counts"] == {"draft": 6, "approved": 0, "rejected": 0}
    first = listed["captions"][0]
    assert set(first) == {
        "id", "accession", "kind", "status", "text", "draft_text", "origin", "author", "approvals",
    }  # fmt: skip
    approved = verb("review", drafted, "approve", "--id", first["id"], "--by", "王")
    assert approved["changed"] == 1
    (caption,) = approved["captions"]
    assert (caption["status"], caption["approvals"][0]["by"]) == ("approved", "王")
    assert set(caption["approvals"][0]) == {"by", "at"}
    edited = verb(
        "review",
        drafted,
        "edit",
        "--accession",
        "K2",
        "--kind",
        "tags",
        "--text",
        "舟",
        "--by",
        "李",
    )
    (caption,) = edited["captions"]
    assert (caption["status"], caption["text"], caption["author"]) == ("draft", "舟", "李")
    assert caption["draft_text"] == "K2tags"
    rejected = verb("review", drafted, "reject", "--accession", "K2", "--kind", "modern")
    assert rejected["captions"][0]["status"] == "rejected"
    assert verb("review", drafted, "undo")["captions"][0]["status"] == "draft"
    assert verb("review", drafted, "undo")["captions"][0]["text"] == "K2tags"
    assert verb("review", drafted, "undo")["captions"][0]["status"] == "draft"
    assert verb("review", drafted, "undo")["changed"] == 0


def test_all_drafts_are_approved_and_undone_as_one(drafted: Path, verb: Verb) -> None:
    result = verb("review", drafted, "approve", "--all-drafts", "--kind", "modern")
    assert (result["changed"], result["counts"]["approved"]) == (2, 2)
    result = verb("review", drafted, "approve", "--all-drafts", "--limit", 3)
    assert result["changed"] == 3
    assert verb("review", drafted, "undo")["changed"] == 3
    assert verb("review", drafted, "list", "--status", "approved")["counts"]["approved"] == 2


def test_pairs_and_annotations_are_reviewed_by_name(drafted: Path, verb: Verb) -> None:
    pairs = verb("review", drafted, "list", "--kind", "pair")
    assert pairs["counts"] == {"draft": 1, "approved": 0, "rejected": 0}
    (pair,) = pairs["captions"]
    assert (pair["accession"], pair["kind"], pair["status"]) == ("K1", "pair", "draft")
    done = verb("review", drafted, "approve", "--id", pair["id"])
    assert done["captions"][0]["status"] == "approved"
    assert verb("review", drafted, "list", "--kind", "annotation")["captions"] == []
    assert len(verb("review", drafted, "list")["captions"]) == 6


def test_an_act_without_a_choice_or_with_an_unknown_id_is_an_error(
    drafted: Path, verb: Verb
) -> None:
    assert verb("review", drafted, "approve", code=1)["code"] == "nothing_selected"
    assert verb("review", drafted, "approve", "--id", 999, code=1)["code"] == "no_such_caption"
    usage = verb("review", drafted, "edit", "--all-drafts", "--text", "x", code=2)
    assert usage["code"] == "usage"


def test_reading_verbs_work_while_a_window_holds_the_collection(
    drafted: Path, verb: Verb, tmp_path: Path
) -> None:
    with Collection.open(drafted, holder="窗口"):
        assert len(verb("review", drafted, "list")["captions"]) == 6
        assert verb("check", drafted)["ok"]
        assert verb("export", drafted, tmp_path / "out", "--format", "jsonl")["records"] == 2
        for arguments in (
            ["import", drafted, tmp_path],
            ["review", drafted, "approve", "--all-drafts"],
            ["check", drafted, "--repair"],
        ):
            error = verb(*arguments, code=1)
            assert error["code"] == "collection_locked"
            assert "窗口" in error["what"]


def test_check_repair_puts_a_backup_back(tmp_path: Path, verb: Verb) -> None:
    verb("new", tmp_path / "c")
    with Collection.open(tmp_path / "c") as collection:
        backups.back_up(collection.dir)
    (tmp_path / "c" / "collection.db").write_bytes(b"SQLite format 3" + bytes([0, 255]) * 4000)

    result = verb("check", tmp_path / "c", "--repair")

    assert result["ok"]
    assert [(one["code"], one["repaired"]) for one in result["problems"]] == [
        ("records_damaged", True)
    ]
    assert verb("check", tmp_path / "c")["problems"] == []


def test_check_tells_what_is_lost(tmp_path: Path, verb: Verb) -> None:
    verb("new", tmp_path / "c")
    verb("import", tmp_path / "c", picture(tmp_path / "K1.jpg", 1))
    assert verb("check", tmp_path / "c") | {"ok": True} == verb("check", tmp_path / "c")
    next((tmp_path / "c" / "originals").rglob("*.jpg")).unlink()
    result = verb("check", tmp_path / "c")
    assert not result["ok"]
    assert set(result["problems"][0]) == {"code", "what", "remedy", "repaired"}


def test_new_refuses_a_folder_with_files(tmp_path: Path, verb: Verb) -> None:
    (tmp_path / "x").write_text("mine")
    assert verb("new", tmp_path, code=1)["code"] == "dir_not_empty"


def start_import(collection: Path, source: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "songclip_desktop", "import", str(collection), str(source)]
    return subprocess.Popen(
        [*command, "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def wait_for_rows(collection: Path, least: int) -> None:
    """Until some rows are written, as a reader sees them."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with Collection.open(collection, read_only=True) as reader:
            if reader.paintings.count() >= least:
                return
        time.sleep(0.02)
    raise AssertionError("the import wrote nothing")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_is_ended_leaves_whole_records_and_can_go_on(
    tmp_path: Path, verb: Verb, how: signal.Signals
) -> None:
    verb("new", tmp_path / "c")
    (tmp_path / "s").mkdir()
    Image.new("RGB", (1500, 1500), "white").save(tmp_path / "white.jpg")
    content = (tmp_path / "white.jpg").read_bytes()
    for number in range(140):  # what follows the end of a JPEG changes its bytes, not its picture
        (tmp_path / "s" / f"K{number:03}.jpg").write_bytes(content + str(number).encode())
    with start_import(tmp_path / "c", tmp_path / "s") as process:
        wait_for_rows(tmp_path / "c", 1)
        process.send_signal(how)
        assert process.stdout is not None
        said = process.stdout.read().splitlines()
    assert process.returncode == (130 if how == signal.SIGINT else -signal.SIGKILL)
    if how == signal.SIGINT:
        assert json.loads(said[-1])["code"] == "stopped"
    with Collection.open(tmp_path / "c") as collection:
        kept = collection.paintings.all()
        assert 0 < len(kept) < 140
        assert all(work.image is not None for work in kept)
    checked = verb("check", tmp_path / "c", "--repair")
    assert checked["ok"]
    result = verb("import", tmp_path / "c", tmp_path / "s")
    assert (result["imported"], result["skipped"]) == (140 - len(kept), len(kept))
    with Collection.open(tmp_path / "c", read_only=True) as collection:
        assert collection.paintings.count() == 140
    assert verb("check", tmp_path / "c")["problems"] == []


def test_a_disk_that_fills_up_ends_an_import_with_whole_records(tmp_path: Path, verb: Verb) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no mount here")
    try:
        verb("new", disk / "c")
        for number in range(12):
            picture(tmp_path / "s" / f"K{number:02}.bmp", number, 500)  # 750 kB each
        assert verb("import", disk / "c", tmp_path / "s", code=1)["code"] == "disk_full"
        with Collection.open(disk / "c", read_only=True) as collection:
            assert collection.paintings.count() < 12
        (disk / "more").mkdir()
        subprocess.run(["mount", "-o", "remount,size=100m", str(disk)], check=True)
        assert verb("check", disk / "c", "--repair")["ok"]
        verb("import", disk / "c", tmp_path / "s")
        assert verb("check", disk / "c")["problems"] == []
        with Collection.open(disk / "c", read_only=True) as collection:
            assert collection.paintings.count() == 12
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_importing_the_command_line_leaves_qt_and_torch_out() -> None:
    code = (
        "import sys; import songclip_desktop.cli.main as m; m.build();"
        "print([n for n in ('torch', 'PySide6', 'openai', 'onnxruntime') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"
