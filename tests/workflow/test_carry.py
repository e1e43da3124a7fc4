"""Runs from another machine, in other strengths, and in the forms that others load."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from songclip_desktop import paths
from songclip_desktop.cli import main
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine import client
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.records import Run
from songclip_desktop.workflow import carry, dataset, evaluate, export, index, runs
from training.model_files import fingerprint, read_config, read_weights

Filled = Callable[[int], Collection]
RUN = "20261121-090000-mini"


@pytest.fixture(scope="module")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter of the mini model that changes its vectors, written without torch: it loads slowly."""
    config, weights = (read(paths.mini_model()) for read in (read_config, read_weights))
    width, rank = config.clip["vision_width"], 4
    targets = [
        f"visual.transformer.resblocks.{block}.attn.out_proj"
        for block in range(config.clip["vision_layers"])
    ]
    noise = np.random.default_rng(1)
    tensors = {
        f"{target}.lora_{part}": 0.05 * noise.normal(size=shape).astype(np.float32)
        for target in targets
        for part, shape in (("A", (rank, width)), ("B", (width, rank)))
    }
    told = {
        "schema": 1,
        "base": fingerprint(config, weights),
        "transform": config.transform.fingerprint,
        "rank": rank,
        "alpha": 16.0,
        "scaling": 4.0,
        "targets": targets,
        "preset": "mini",
    }
    file = tmp_path_factory.mktemp("adapter") / "there.safetensors"
    save_file(tensors, file, metadata={"songclip": json.dumps(told)})
    return file


def _with_run(collection: Collection, adapter: Path) -> Collection:
    collection.runs.add(
        Run(RUN, "2026-11-21T09:00:00Z", "mini", "mini", "finished", "finetuned", "better", False)
    )
    folder = collection.runs.dir(RUN)
    folder.mkdir(parents=True)
    (folder / "adapter.safetensors").write_bytes(adapter.read_bytes())
    (folder / "request.json").write_text("{}")
    (folder / "evaluation.json").write_text('{"told": "there"}')
    (folder / "metrics.jsonl").write_text('{"epoch": 0}\n')
    dataset.write_json(folder / "snapshot.json", dataset.snapshot(collection).as_json())
    return collection


def _take(collection: Collection, engine: Engine, file: Path, **asked: Any) -> carry.Taken:
    taken = carry.execute(carry.prepare_import(collection, file, **asked), engine)
    carry.finish(collection, taken)
    return taken


def test_a_run_goes_to_another_machine_with_its_figures(
    filled: Filled, engine: Engine, adapter: Path, tmp_path: Path
) -> None:
    there, here = _with_run(filled(20), adapter), filled(20)
    written = carry.save(there, tmp_path / "a.songclip", RUN)
    assert written.files == (tmp_path / "a.songclip",)

    taken = _take(here, engine, written.files[0])

    (run,) = runs.list_runs(here)
    assert (run.id, run.model, run.preset) == (taken.run.id, "mini", "mini")
    assert (run.kept, run.verdict, run.status) == ("finetuned", "better", "finished")
    folder = here.runs.dir(run.id)
    assert (folder / "adapter.safetensors").read_bytes() == adapter.read_bytes()
    assert json.loads((folder / "evaluation.json").read_text()) == {"told": "there"}
    assert json.loads((folder / "snapshot.json").read_text())["root"] == str(here.dir)
    told = carry.origin(here, run.id)
    assert (told["run"], told["file"], told["collection"]) == (RUN, "a.songclip", "tests")
    assert told["figures"] is True
    # Works of the same number fall into the same split, and their pictures are the same.
    assert told["learned_from_test"] == 0
    assert "a.songclip" in carry.caution(here, run.id)
    assert carry.origin(there, RUN) == {}
    assert carry.caution(there, RUN) == ""
    assert not list(here.runs.dir(run.id).parent.glob(".*"))
    runs.adopt(here, run.id)
    runs.resumable(here)


def test_works_that_it_learned_from_are_counted(
    filled: Filled, engine: Engine, adapter: Path, tmp_path: Path
) -> None:
    there, here = _with_run(filled(20), adapter), filled(20)
    file = there.runs.dir(RUN) / "snapshot.json"
    body = json.loads(file.read_text())
    held_out = [work["work"] for work in body["works"] if work["split"] == "test"]
    for work in body["works"]:
        work["split"] = "train"
    file.write_text(json.dumps(body))

    taken = _take(here, engine, carry.save(there, tmp_path / "a.songclip").files[0])

    assert len(held_out) > 0
    assert taken.origin["learned_from_test"] == len(held_out)
    assert str(len(held_out)) in carry.caution(here, taken.run.id)


def test_a_bare_adapter_says_that_nothing_is_known(
    filled: Filled, engine: Engine, adapter: Path
) -> None:
    here = filled(2)

    taken = _take(here, engine, adapter)

    assert taken.origin["learned_from_test"] is None
    assert carry.caution(here, taken.run.id)
    with pytest.raises(SongClipError, match=r"evaluate|评测"):
        evaluate.load(here, taken.run.id)


@pytest.mark.slow
def test_a_bare_adapter_can_be_measured_here(filled: Filled, engine: Engine, adapter: Path) -> None:
    here = filled(20)
    taken = _take(here, engine, adapter)

    found = evaluate.execute(evaluate.prepare(here, taken.run.id), engine)
    assert found.works > 0
    assert found.run == taken.run.id


def test_a_pt_without_a_scale_is_taken_in(filled: Filled, engine: Engine, tmp_path: Path) -> None:
    import torch

    name = "visual.transformer.resblocks.0.attn.out_proj.lora_"
    torch.save({f"{name}A": torch.ones(2, 192), f"{name}B": torch.ones(192, 2)}, tmp_path / "a.pt")
    here = filled(1)

    plain = _take(here, engine, tmp_path / "a.pt")
    unscaled = _take(here, engine, tmp_path / "a.pt", unscaled=True)

    assert unscaled.origin["unscaled"] is True
    assert plain.run.id != unscaled.run.id
    assert plain.adapter.read_bytes() != unscaled.adapter.read_bytes()


def test_what_is_no_run_is_refused_and_leaves_nothing(
    filled: Filled, engine: Engine, tmp_path: Path
) -> None:
    here = filled(1)
    for name, code in (
        ("absent.songclip", "run_file_missing"),
        ("letter.txt", "run_file_unknown"),
        ("a.songclip", "run_file_damaged"),
        ("a.safetensors", "adapter_damaged"),
        ("a.pt", "adapter_damaged"),
    ):
        if name != "absent.songclip":
            (tmp_path / name).write_text("dear reader")
        with pytest.raises(SongClipError) as caught:
            _take(here, engine, tmp_path / name)
        assert caught.value.code == code
        assert caught.value.remedy
    assert runs.list_runs(here) == []
    assert not list((here.dir / "runs").glob("*"))


def test_another_strength_is_a_run_of_its_own(
    filled: Filled, engine: Engine, adapter: Path
) -> None:
    here = _with_run(filled(8), adapter)

    half = carry.at_strength(here, engine, RUN, 0.5)

    assert half.id == f"{RUN}-s050"
    assert (half.model, half.preset, half.verdict) == ("mini", "mini", "")
    assert carry.origin(here, half.id)["strength"] == 0.5
    assert carry.caution(here, half.id) == ""
    assert index.adapter_of(here, half.id).read_bytes() != adapter.read_bytes()
    assert not (here.runs.dir(half.id) / "evaluation.json").exists()
    assert carry.at_strength(here, engine, RUN, 0.5).id == f"{RUN}-s050-2"


@pytest.mark.parametrize("form", export.MODEL_FORMATS)
def test_every_form_is_written_by_the_engine_itself(
    filled: Filled, engine: Engine, adapter: Path, tmp_path: Path, form: str
) -> None:
    here = _with_run(filled(0), adapter)
    out = tmp_path / "out"

    done = export.execute_model(export.prepare_model(here, out, form), engine)

    assert done.format == form
    assert done.files
    assert all(file.is_file() and out in file.parents for file in done.files)
    if form not in ("adapter", "merged-pt"):
        with pytest.raises(SongClipError) as caught:
            export.execute_model(export.prepare_model(here, out, form, RUN), engine)
        assert caught.value.code == "folder_not_empty"


def test_the_command_line_exports_imports_and_tells(
    filled: Filled,
    engine: Engine,
    adapter: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(client, "Engine", lambda: nullcontext(engine))
    there, here = _with_run(filled(8), adapter), filled(8)
    there.close()
    here.close()

    def verb(*arguments: object, code: int = 0) -> dict[str, Any]:
        assert main.run([*map(str, arguments), "--json"]) == code
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    file = tmp_path / "out" / "a.songclip"
    told = verb("export", there.dir, file, "--format", "adapter")
    assert (told["format"], told["files"]) == ("adapter", [str(file)])
    told = verb("runs", here.dir, "import", file)
    assert told["run"] == told["runs"][0]["run"]
    assert told["origin"]["run"] == RUN
    assert told["runs"][0]["origin"] == told["origin"]
    assert told["caution"]
    assert verb("runs", there.dir, "list")["runs"][0]["origin"] is None
    assert verb("runs", here.dir, "import", code=2)["code"] == "usage"
    assert verb("runs", here.dir, "import", tmp_path / "no.pt", code=1)["code"] == (
        "run_file_missing"
    )
