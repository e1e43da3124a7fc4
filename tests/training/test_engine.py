"""The engine as a child process: what it answers, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.training.conftest import MINI_MODEL, Engine, Painted, quiet_talk
from training import protocol
from training.finetuning import finetune
from training.protocol import Encode, Failure, Finetune, Index, IndexImage, IndexText, Result

Start = Callable[..., Engine]


def _images(painted: Painted, count: int) -> tuple[IndexImage, ...]:
    return tuple(
        IndexImage(image["id"], str(painted.root / image["path"]), image["hash"])
        for work in painted.works[:count]
        for image in work["images"]
    )


def _vectors(answer: Result | Failure) -> np.ndarray:
    assert isinstance(answer, Result), answer
    return np.load(answer.values["vectors"])


def test_texts_come_before_pictures_in_unit_rows(
    start_engine: Start, painted: Painted, tmp_path: Path
) -> None:
    engine = start_engine()
    picture = str(painted.root / painted.works[0]["images"][0]["path"])
    out = str(tmp_path / "v.npy")
    both = engine.ask(Encode(str(MINI_MODEL), out, texts=("山水", "舟"), images=(picture,)))

    vectors = _vectors(both)
    assert isinstance(both, Result)
    assert (both.values["rows"], both.values["dim"]) == (3, 160)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    alone = _vectors(engine.ask(Encode(str(MINI_MODEL), out, images=(picture,))))
    assert np.allclose(alone[0], vectors[2], atol=1e-6)
    described = engine.ask(protocol.Describe(str(MINI_MODEL)))
    assert isinstance(described, Result)
    assert described.values["demo"] is True
    assert described.values["parameters"] > 5_000_000
    assert engine.leave() == 0


def test_errors_are_sentences_and_the_engine_goes_on(start_engine: Start, tmp_path: Path) -> None:
    engine = start_engine()
    (tmp_path / "text.jpg").write_text("this is text", encoding="utf-8")
    out = str(tmp_path / "v.npy")

    unreadable = engine.ask(Encode(str(MINI_MODEL), out, images=(str(tmp_path / "text.jpg"),)))
    missing = engine.ask(protocol.Describe(str(tmp_path / "nowhere")))
    engine.send('{"id": "odd", "verb": "describe"}\n')
    odd_id, odd = engine.next()
    good = engine.ask(Encode(str(MINI_MODEL), out, texts=("山",)))

    assert isinstance(unreadable, Failure)
    assert unreadable.code == "image_unreadable"
    assert isinstance(missing, Failure)
    assert missing.code == "model_missing"
    assert isinstance(odd, Failure)
    assert (odd_id, odd.code) == ("odd", "bad_request")
    assert all(each.what and each.remedy for each in (unreadable, missing, odd))
    assert isinstance(good, Result)
    assert not Path(out + ".part").exists()


def test_a_collection_is_indexed_and_what_cannot_be_read_is_listed(
    start_engine: Start, painted: Painted, tmp_path: Path
) -> None:
    engine = start_engine()
    (tmp_path / "bad.png").write_text("text", encoding="utf-8")
    images = (*_images(painted, 4), IndexImage(99, str(tmp_path / "bad.png"), "f" * 64))
    texts = (IndexText(5, "山"), IndexText(6, "舟"))
    heard: list[protocol.Event] = []
    request = Index(
        str(MINI_MODEL), images, texts, str(tmp_path / "px"), str(tmp_path / "vectors" / "1")
    )

    answer = engine.ask(request, heard.append)

    assert isinstance(answer, Result)
    folder = Path(answer.values["vectors"])
    assert {name: answer.values[name] for name in ("images", "texts", "windows")} == {
        "images": 4,
        "texts": 2,
        "windows": 0,
    }
    assert [failed["id"] for failed in answer.values["failed"]] == [99]
    assert [event.values["image"] for event in heard if isinstance(event, protocol.Item)] == [99]
    ids = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
    assert ids == {"images": [{"id": n, "box": None} for n in range(4)], "texts": [5, 6]}
    rows = np.load(folder / "images.npy")
    assert (rows.shape, rows.dtype) == ((4, 160), np.float16)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert (meta["adapter"], meta["dim"]) == (None, 160)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["1"]


def _finetune(model: Path, painted: Painted, root: Path, **changes: Any) -> Finetune:
    fields = {"preset": "mini", "epochs": 3, "pixels": str(root / "px"), **changes}
    return Finetune(str(model), str(root / "run"), str(painted.snapshot), **fields)


def test_with_an_adapter_pictures_change_and_text_rows_are_taken_over(
    start_engine: Start, painted: Painted, tiny_clip: Path, tmp_path: Path
) -> None:
    engine = start_engine()
    trained = engine.ask(_finetune(tiny_clip, painted, tmp_path))
    assert isinstance(trained, Result)
    adapter = trained.values["adapter"]
    common = {
        "model": str(tiny_clip),
        "images": _images(painted, 3),
        "texts": (IndexText(5, "山"),),
        "pixels": str(tmp_path / "px"),
    }
    zero, tuned = tmp_path / "g" / "zero", tmp_path / "g" / "tuned"
    engine.ask(Index(**common, out=str(zero)))
    np.save(zero / "texts.npy", np.full((1, 24), 0.5, np.float16))
    units: set[str] = set()

    def hear(event: protocol.Event) -> None:
        if isinstance(event, protocol.Progress):
            units.add(event.unit)

    common["texts"] = (IndexText(5, "山", row=0),)
    engine.ask(Index(**common, out=str(tuned), adapter=adapter, texts_from=str(zero)), hear)

    assert units == {"image"}
    assert np.load(tuned / "texts.npy").tolist() == [[0.5] * 24]
    assert not np.array_equal(np.load(tuned / "images.npy"), np.load(zero / "images.npy"))
    changed = {**common, "texts": (IndexText(5, "山水"),)}
    engine.ask(Index(**changed, out=str(tuned), adapter=adapter, texts_from=str(zero)), hear)
    assert units == {"image", "text"}
    assert np.load(tuned / "texts.npy").tolist() != [[0.5] * 24]
    plain = _vectors(engine.ask(Encode(str(tiny_clip), str(tmp_path / "v"), texts=("山",))))
    same = _vectors(engine.ask(Encode(str(tiny_clip), str(tmp_path / "v"), adapter, ("山",))))
    assert np.array_equal(plain, same)


def test_a_killed_run_goes_on_and_ends_with_the_same_bits(
    start_engine: Start, painted: Painted, tiny_clip: Path, tmp_path: Path
) -> None:
    def request(root: Path, **changes: Any) -> Finetune:
        return _finetune(tiny_clip, painted, root, epochs=40, preset="faithful", **changes)

    whole = finetune(request(tmp_path / "whole"), quiet_talk())
    cut = tmp_path / "cut"
    for epoch in (8, 25):
        engine = start_engine()
        engine.send(protocol.request_line("r", request(cut, resume=True)))
        _wait_for_epoch(engine, epoch)
        engine.process.send_signal(signal.SIGKILL)
        engine.process.wait(timeout=20)
    resumed = finetune(request(cut, resume=True), quiet_talk())

    assert resumed["epochs"] == whole["epochs"] == 40
    adapters = [Path(each["adapter"]).read_bytes() for each in (whole, resumed)]
    assert adapters[0] == adapters[1]
    lines = (cut / "run" / "metrics.jsonl").read_text(encoding="ascii").splitlines()
    assert [json.loads(line)["epoch"] for line in lines] == list(range(41))


def _wait_for_epoch(engine: Engine, epoch: int) -> None:
    while True:
        event = engine.next()[1]
        assert not isinstance(event, Result | Failure), event
        if isinstance(event, protocol.Metric) and event.values["epoch"] >= epoch:
            return


def test_stop_ends_with_the_best_epoch_and_a_lost_parent_with_a_saved_state(
    start_engine: Start, painted: Painted, tiny_clip: Path, tmp_path: Path
) -> None:
    engine = start_engine()
    engine.send(protocol.control_line("stop"))  # concerns nothing: no request runs yet
    request = _finetune(tiny_clip, painted, tmp_path, epochs=500, preset="faithful")
    engine.send(protocol.request_line("r", request))
    _wait_for_epoch(engine, 3)
    engine.send(protocol.control_line("stop"))

    stopped = engine.answer()

    assert isinstance(stopped, Result), stopped
    assert stopped.values["stopped"] is True
    assert 3 <= stopped.values["epochs"] < 500

    other = _finetune(tiny_clip, painted, tmp_path / "other", epochs=500, preset="faithful")
    engine.send(protocol.request_line("r", other))
    _wait_for_epoch(engine, 1)
    begun = time.monotonic()
    assert engine.leave() == 0

    assert time.monotonic() - begun < 10
    assert (tmp_path / "other" / "run" / "resume.safetensors").exists()
    assert not (tmp_path / "other" / "run" / "adapter.safetensors").exists()


def test_one_request_can_come_by_file(start_engine: Start, tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    path.write_text(
        protocol.request_line("f", protocol.Describe(str(MINI_MODEL))), encoding="utf-8"
    )
    engine = start_engine("--request", str(path))

    assert isinstance(engine.answer(), Result)
    assert engine.process.wait(timeout=30) == 0


def test_long_work_steps_back_behind_the_window(start_engine: Start, tmp_path: Path) -> None:
    engine = start_engine()
    engine.ask(Index(str(MINI_MODEL), (), (), str(tmp_path / "px"), str(tmp_path / "g")))

    nice = os.getpriority(os.PRIO_PROCESS, engine.process.pid)

    assert nice >= 10
