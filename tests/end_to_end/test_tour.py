"""The window walks itself from an untouched demo to a compared search, and leaves its pictures."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from PIL import Image

from tests.end_to_end.conftest import Songclip

PAGES = ["collection", "import", "annotate", "draft", "review", "dataset", "finetune", "evaluate",
         "search", "models"]  # fmt: skip


@pytest.mark.slow
def test_the_tour_imports_drafts_approves_trains_and_compares(
    songclip: Songclip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    songclip.environment["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    out = tmp_path / "tour"
    told = songclip("tour", "--out", out)
    assert told["event"] == "result"
    assert told["collection"] is None
    assert [page["name"] for page in told["pages"]] == PAGES
    for page in told["pages"]:
        with Image.open(out / page["file"]) as picture:
            assert picture.size == (1440, 900)
            assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 50, page["name"]
    written = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    assert written == {name: told[name] for name in written}
    assert {"out", "pages", "before", "after", "verdict", "seconds"} == set(written)
    for side in (told["before"], told["after"]):
        assert 0 <= side["t2i"]["r1"] <= side["t2i"]["r5"] <= side["t2i"]["r10"] <= 1
        assert 0 <= side["i2t"]["r1"] <= 1
    assert told["after"]["t2i"]["r1"] > told["before"]["t2i"]["r1"]
    assert told["verdict"] == "better"
    # Nothing of the curator's own was touched.
    assert not (Path(songclip.environment["SONGCLIP_HOME"]) / "settings.json").exists()


def test_a_step_that_fails_is_an_error_with_the_page_and_a_remedy(
    songclip: Songclip, tmp_path: Path
) -> None:
    """The folder of pictures is a file: nothing can be written there."""
    out = tmp_path / "tour"
    out.write_text("")
    songclip.environment["QT_QPA_PLATFORM"] = "offscreen"
    error = songclip("tour", "--out", out, code=1)
    assert error["event"] == "error"
    assert error["code"] == "out_not_writable"
    assert error["remedy"]
