"""The engine, `python -m training`: answers requests line by line until its parent is gone."""

from __future__ import annotations

import os

# Read by OpenMP when torch is loaded: threads that spin while they wait would take the cores
# from the window.
os.environ.setdefault("GOMP_SPINCOUNT", "0")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import argparse
import faulthandler
import logging
import sys
import types
from pathlib import Path
from typing import Any, NoReturn

import psutil

from training import protocol
from training.channel import Channel, Talk
from training.encoder import Encoder
from training.errors import TrainingError

_LOG = logging.getLogger("training")
# One of several processes that torchrun has started, and not the first: that one writes the files
# and tells the events, and what is not trained together it does alone.
_FOLLOWS = os.environ.get("RANK", "0") != "0"


class Engine:
    """Answers one request after the other, with the last model kept warm."""

    def __init__(self, channel: Channel) -> None:
        """Answers go through `channel`."""
        self._channel = channel
        self._encoder: Encoder | None = None
        self._stamp: tuple[str, float] | None = None

    def answer(self, asked: protocol.Asked) -> bool:
        """Does what is asked and tells its result or error; whether it was done."""
        talk = Talk(asked.id, self._channel)
        if _FOLLOWS and not isinstance(asked.request, protocol.Finetune):
            return True
        try:
            talk.say(protocol.Result(self._do(asked.request, talk)))
        except TrainingError as error:
            _LOG.warning("%s: %s", error.code, error.what)
            talk.say(protocol.Failure(error.code, error.what, error.remedy, error.values))
        except Exception as error:  # noqa: BLE001 - it is logged, and told as a bug
            _LOG.exception("request %s", asked.request.verb)
            talk.say(_unexpected(error))
        else:
            return True
        return False

    def _do(self, request: protocol.Request, talk: Talk) -> dict[str, Any]:
        if request.verb in ("index", "finetune", "evaluate", "ablate", "atlas"):
            _step_back()
        match request:
            case protocol.Probe():
                return _probe()
            case protocol.Describe():
                return self._warm(request.model).describe()
            case protocol.Encode():
                return self._encode(request)
            case protocol.Index():
                from training.indexing import index

                return index(request, self._warm(request.model), talk)
            case protocol.Finetune():
                from training.finetuning import finetune

                return finetune(request, talk)
            case protocol.Evaluate():
                from training.finetuning import evaluate

                return evaluate(request, talk)
            case protocol.Export():
                from training.export import export

                return export(request, talk)
            case protocol.Take():
                from training.take import take

                return take(request, talk)
            case protocol.Ablate():
                from training.ablate import ablate

                return ablate(request, talk)
            case protocol.Explain() | protocol.Atlas():
                return self._show(request, talk)

    def _encode(self, request: protocol.Encode) -> dict[str, Any]:
        import numpy as np

        from training.indexing import encode_pictures, encode_texts, write_vectors

        encoder = self._warm(request.model)
        adapter = Path(request.adapter) if request.adapter else None
        texts = encode_texts(encoder, request.texts, adapter, request.templates)
        pictures = encode_pictures(encoder, request.images, adapter, request.boxes)
        vectors = np.concatenate([texts, pictures])
        write_vectors(Path(request.out), vectors)
        return {"vectors": request.out, "rows": len(vectors), "dim": encoder.config.dim}

    def _show(self, request: protocol.Explain | protocol.Atlas, talk: Talk) -> dict[str, Any]:
        if isinstance(request, protocol.Atlas):
            from training.atlas import atlas

            return atlas(request, talk)
        from training.explain import explain

        return explain(request, self._warm(request.model))

    def _warm(self, model: str) -> Encoder:
        """The encoder of that model; a model whose files have changed is read anew."""
        path = Path(model)
        files = [path, *path.glob("*")] if path.is_dir() else [path]
        stamp = (model, max((file.stat().st_mtime for file in files if file.exists()), default=0.0))
        if self._encoder is None or stamp != self._stamp:
            self._encoder, self._stamp = Encoder(path), stamp
        return self._encoder


def _probe() -> dict[str, Any]:
    import torch

    from training import device

    # The precision told is that of a model of Chinese-CLIP's size.
    found = device.choose(188_262_913)
    return {
        "torch": torch.__version__,
        "device": found.kind,
        "device_name": found.name,
        "precision": found.precision,
        "cores": found.cores,
        "memory_bytes": found.memory_bytes,
        "gflops": round(found.gflops(), 1),
        "devices": device.devices(),
    }


def _unexpected(error: Exception) -> protocol.Failure:
    if isinstance(error, ModuleNotFoundError):
        return protocol.Failure(
            "engine_missing",
            f"The training engine is not installed: {error}.",
            "Install the training engine on the Models page.",
        )
    return protocol.Failure(
        "internal",
        f"{type(error).__name__}: {error}",
        "Send the report, so that it can be mended.",
    )


def _step_back() -> None:
    """Long work runs at lower priority than the window; asked twice, it changes nothing more."""
    low = 10 if os.name != "nt" else psutil.BELOW_NORMAL_PRIORITY_CLASS
    process = psutil.Process()
    if process.nice() < low or os.name == "nt":
        process.nice(low)


def _leave_torchvision_out() -> None:
    """Lets cn_clip be imported without torchvision, of which it uses a transform that is ours here.

    That import alone takes longer than indexing a small collection.
    """
    transforms = types.ModuleType("torchvision.transforms")
    for name in ("Compose", "InterpolationMode", "Normalize", "Resize", "ToTensor"):
        setattr(transforms, name, None)
    sys.modules.setdefault("torchvision", types.ModuleType("torchvision"))
    sys.modules.setdefault("torchvision.transforms", transforms)


def main() -> int:
    """Runs the engine; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--request", type=Path, help="answer the one request in FILE, then end")
    arguments = parser.parse_args()
    # From here on whatever prints goes to the log; only the channel writes to the real stdout.
    _leave_torchvision_out()
    private = os.open(os.devnull, os.O_WRONLY) if _FOLLOWS else os.dup(1)
    os.dup2(2, 1)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO)
    faulthandler.enable()  # where this process falls, the parent's log says at what
    channel = Channel(private)
    engine = Engine(channel)
    if arguments.request:
        asked = protocol.read_request(arguments.request.read_bytes())
        if not isinstance(asked, protocol.Asked):
            parser.error("the file holds a control, not a request")
        return 0 if engine.answer(asked) else 1
    channel.listen(sys.stdin.buffer)
    while (asked := channel.requests.get()) is not None:
        if not channel.controls.gone.is_set():
            engine.answer(asked)
        channel.done()
    return 0


def run() -> NoReturn:
    """Runs the engine and ends the process with its status."""
    status = main()
    logging.shutdown()
    # Everything is written; taking torch apart would only keep the parent waiting.
    os._exit(status)


if __name__ == "__main__":
    run()
