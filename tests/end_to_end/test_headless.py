"""The whole way on the command line, with the real engine: from pictures to a compared search."""

from __future__ import annotations

import json
from pathlib import Path

import lmdb
import pytest

from tests.end_to_end.conftest import WORKS, Songclip


@pytest.mark.slow
def test_from_pictures_to_a_compared_search(
    songclip: Songclip, museum: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "藏品"
    made = songclip("new", folder)
    assert (made["verb"], made["schema"], made["paintings"]) == ("new", 1, 0)
    taken = songclip("import", folder, museum)
    assert (taken["rows"], taken["imported"], taken["rejected"]) == (WORKS, WORKS, 0)
    assert taken["captions"] == 2 * WORKS
    assert songclip("finetune", folder, code=1)["code"] == "too_few_works"

    drafted = songclip("draft", folder, "--drafter", "offline", "--kinds", "tags")
    assert drafted["drafted"] + len(drafted["failed"]) == WORKS
    reviewed = songclip("review", folder, "approve", "--all-drafts", "--by", "沈括")
    assert reviewed["counts"]["approved"] == 2 * WORKS + drafted["drafted"]

    frozen = songclip("dataset", folder, tmp_path / "dataset")
    texts = reviewed["counts"]["approved"]
    assert (frozen["works"], frozen["images"], frozen["texts"]) == (WORKS, WORKS, texts)
    assert sum(split["texts"] for split in frozen["splits"].values()) == texts
    pairs = tmp_path / "dataset" / "lmdb" / "train" / "pairs"
    with lmdb.open(str(pairs), readonly=True, lock=False) as store, store.begin() as reading:
        assert int(reading.get(b"num_samples")) == frozen["splits"]["train"]["pairs"]

    lines = songclip.lines("finetune", folder, "--epochs", "3", "--seed", "1")
    run = lines[-1]
    epochs = [line["epoch"] for line in lines if line["event"] == "metric"]
    assert epochs == [0, 1, 2, 3]
    assert (run["model"], run["demo_model"], run["preset"]) == ("mini", True, "mini")
    assert run["trainable"] < 0.01 * run["total"]
    assert Path(run["adapter"]).is_file()
    assert run["sentence"].startswith(f"在留出的 {frozen['splits']['test']['works']} 件作品上")
    change = run["metrics"]["difference"]["mean_recall"]
    assert change["low"] <= change["value"] <= change["high"]
    assert {"modern", "classical"} <= set(run["metrics"]["by_kind"])

    measured = songclip("evaluate", folder, "--run", run["run"])
    assert measured["finetuned"] == run["metrics"]["finetuned"]
    assert measured["gallery"]["images"] == frozen["splits"]["test"]["images"]
    assert measured["chance"]["t2i_r1"] == pytest.approx(1 / measured["works"])

    # Both columns were there without another step.
    indexed = songclip("index", folder, "--run", run["run"])
    assert (indexed["images"], indexed["texts"], indexed["windows"]) == (WORKS, texts, 0)
    assert (Path(indexed["vectors"]) / "images.npy").is_file()
    compared = songclip("search", folder, "红色的山水", "-k", "5", "--compare")
    assert [hit["rank"] for hit in compared["zero_shot"]] == [1, 2, 3, 4, 5]
    place = {hit["accession"]: hit["rank"] for hit in compared["finetuned"]}
    for hit in compared["zero_shot"]:
        assert hit["other_rank"] == place.get(hit["accession"])
        assert (folder / hit["image"]).is_file()
    assert compared["run"] == run["run"]

    plain = songclip("search", folder, "红色的山水", "-k", "5")
    assert plain["finetuned"] is None
    assert plain["zero_shot"] == [hit | {"other_rank": None} for hit in compared["zero_shot"]]
    listed = songclip("runs", folder, "adopt", run["run"])
    assert [each["active"] for each in listed["runs"]] == [True]
    adopted = songclip("search", folder, "红色的山水", "-k", "5")
    assert adopted["zero_shot"] is None
    assert [hit["accession"] for hit in adopted["finetuned"]] == [
        hit["accession"] for hit in compared["finetuned"]
    ]
    by_picture = songclip("search", folder, "--image", museum / "S007.png", "-k", str(WORKS))
    scores = {hit["accession"]: hit["score"] for hit in by_picture["finetuned"]}
    assert scores["S007"] == pytest.approx(1, abs=2e-3)
    assert max(scores.values()) - scores["S007"] < 1e-3

    songclip("export", folder, tmp_path / "works.jsonl", "--format", "jsonl")
    rows = (tmp_path / "works.jsonl").read_text(encoding="utf-8").splitlines()
    assert len([json.loads(row) for row in rows]) == WORKS
    adapter = songclip("export", folder, tmp_path / "adapter", "--format", "adapter")
    assert adapter["files"]


def test_a_query_of_spaces_and_an_unknown_run_are_sentences(
    songclip: Songclip, tmp_path: Path
) -> None:
    folder = tmp_path / "collection"
    songclip("new", folder)
    blank = songclip("search", folder, "   ", code=1)
    assert blank["code"] == "query_empty"
    assert blank["what"]
    assert blank["remedy"]
    assert songclip("search", folder, "山", code=1)["code"] == "nothing_to_index"
    assert songclip("search", folder, "山", "--run", "x", code=1)["code"] == "no_such_run"
    assert songclip("evaluate", folder, code=1)["code"] == "no_finished_run"
    assert songclip("search", folder, code=2)["code"] == "usage"
    assert songclip("finetune", folder, "--preset", "x", code=1)["code"] == "too_few_works"
    assert songclip("finetune", folder, "--model", "RN50", code=1)["code"] == "model_not_installed"
