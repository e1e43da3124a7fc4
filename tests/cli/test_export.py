"""`songclip export`: every form by its name, and what comes back by `songclip import`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image as Pillow

from songclip_desktop.cli import main
from songclip_desktop.collection.collection import Collection
from songclip_desktop.workflow import export_forms

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
    """Two works with drafts, one with a picture."""
    Pillow.new("RGB", (80, 60), (120, 90, 60)).save(tmp_path / "K1.png")
    with Collection.create(tmp_path / "c") as collection:
        for accession in ("K1", "K2"):
            work = collection.paintings.add(accession, title="题")
            for kind in ("modern", "classical", "tags"):
                collection.captions.put_draft(work.id, kind, f"{accession}{kind}", "offline")
        first = collection.paintings.by_accession("K1")
        assert first is not None
        kept = collection.images.add_file(tmp_path / "K1.png")
        collection.paintings.add_image(first.id, kept, file_name="K1.png")
    return tmp_path / "c"


@pytest.mark.parametrize("form", export_forms.FORMS)
def test_records_go_out_in_every_form(drafted: Path, verb: Verb, tmp_path: Path, form: str) -> None:
    folder = form in export_forms.FOLDERS
    out = tmp_path / "out" if folder else tmp_path / export_forms.FILES[form]
    result = verb("export", drafted, out, "--format", form)
    assert (result["format"], result["records"], result["problems"]) == (form, 2, [])
    assert all(Path(file).stat().st_size for file in result["files"])
    if not folder:
        assert result["files"][0] == str(out)


def test_the_address_of_a_web_server_stands_in_every_manifest(
    drafted: Path, verb: Verb, tmp_path: Path
) -> None:
    place = "https://museum.example/iiif"
    done = verb("export", drafted, tmp_path / "o", "--format", "iiif", "--address", place)
    told = json.loads(Path(done["files"][0]).read_text("utf-8"))
    assert told["items"][0]["id"] == f"{place}/manifests/K1.json"
    wrong = ["export", drafted, tmp_path / "p", "--format", "iiif", "--address", "museum"]
    assert verb(*wrong, code=2)["code"] == "usage"


def test_a_catalogue_is_printed_without_a_window(drafted: Path, tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    asked = ["export", str(drafted), str(tmp_path / "a.pdf"), "--format", "pdf", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "songclip_desktop", *asked],
        env=environment, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    result = json.loads(done.stdout.splitlines()[-1])
    assert (result["files"], result["records"]) == ([str(tmp_path / "a.pdf")], 2)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_drafts_reviewed_elsewhere_come_back_by_import(
    drafted: Path, verb: Verb, tmp_path: Path
) -> None:
    (file,) = verb("export", drafted, tmp_path / "a.xlsx", "--format", "xlsx")["files"]
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[1]
    names = [cell.value for cell in sheet[1]]
    rows = {row[names.index("文字")].value: row for row in sheet.iter_rows(min_row=2)}
    rows["K1modern"][names.index("状态")].value = "已核准"
    rows["K1modern"][names.index("核准人")].value = "李"
    rows["K2tags"][names.index("文字")].value = "彼处所改"
    book.save(file)
    tags = verb("review", drafted, "list", "--accession", "K2", "--kind", "tags")["captions"]
    verb("review", drafted, "edit", "--id", tags[0]["id"], "--text", "此处所改")
    result = verb("import", drafted, file)
    assert (result["imported"], result["captions"]) == (0, 1)
    (conflict,) = [one for one in result["problems"] if one["code"] == "caption_conflict"]
    assert conflict["accession"] == "K2"
    assert conflict["remedy"]
    approved = verb("review", drafted, "list", "--status", "approved")["captions"]
    assert [(one["text"], one["approvals"][0]["by"]) for one in approved] == [("K1modern", "李")]
    kept = verb("review", drafted, "list", "--accession", "K2", "--kind", "tags")["captions"]
    assert [one["text"] for one in kept] == ["此处所改"]


def test_forms_that_cannot_be_written_are_said(drafted: Path, verb: Verb, tmp_path: Path) -> None:
    none = verb("export", drafted, tmp_path / "o", "--format", "adapter", code=1)
    assert none["code"] == "no_finished_run"
    assert verb("export", drafted, tmp_path / "o", "--format", "docx", code=2)["code"] == "usage"
    taken = verb("export", drafted, drafted / "collection.db" / "x", "--format", "csv", code=1)
    assert taken["code"] == "out_not_writable"
    filled = verb("export", drafted, tmp_path, "--format", "bagit", code=1)
    assert filled["code"] == "out_not_empty"
