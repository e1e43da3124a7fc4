from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl

from songclip_desktop.exchange.captions import HEADER, write_captions
from songclip_desktop.records import Approval, Caption, Painting

WORK = Painting(
    3, "00K1", "寒江独钓图", "马远", "南宋", "", "", "", "painting", "00K1", "test", False
)
APPROVED = Caption(
    9, 3, "00K1", "modern", "approved", "=一叶扁舟", "扁舟", "remote", "王", "qwen", "1",
    (Approval("王", "2026-11-21T01:00:00Z"), Approval("李", "2026-11-21T02:00:00Z")), "t",
)  # fmt: skip


def test_all_forms_hold_the_same_captions(tmp_path: Path) -> None:
    for form in ("xlsx", "csv", "jsonl"):
        assert write_captions(tmp_path / f"c.{form}", form, [APPROVED], {3: WORK}) == 1
    line = json.loads((tmp_path / "c.jsonl").read_text("utf-8"))
    assert line["approved_by"] == "王; 李"
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").active
    assert sheet is not None
    header, row = sheet.values
    assert header == HEADER
    assert [cell or "" for cell in row] == [str(line[name]) for name in HEADER]
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        (record,) = csv.DictReader(file)
    assert record["text"] == "'=一叶扁舟"
    assert record["accession_number"] == "00K1"
