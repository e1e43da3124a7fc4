"""The published models, fetched from a hub: resumed after a cut, checked, described, installed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from songclip_desktop import paths
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.progress import Listener
from songclip_desktop.workflow import downloads, model_sources, models
from songclip_desktop.workflow.model_sources import Source

_FOLDER = ".downloads"


@dataclass(frozen=True, slots=True)
class Partial:
    """A download that is not finished.

    Attributes:
        done, total: bytes. source: the hub that it was begun from.
        complete: all of it is there and checked; only the engine has not described it yet.
    """

    name: str
    done: int
    total: int
    source: str
    complete: bool


def partial(name: str) -> Partial | None:
    """What came of a model so far, or None. Any thread; reads one small file."""
    held = downloads.state(_folder(name))
    if held is None or not held.done:
        return None
    return Partial(name, held.done, held.remote.bytes, held.remote.source, held.verified)


def discard(name: str) -> None:
    """Drops what came of a model so far. Any thread.

    Raises:
        SongClipError: `download_running`.
    """
    folder = _folder(name)
    with downloads.alone(folder):
        shutil.rmtree(folder, ignore_errors=True)


def fetch(
    name: str, engine: Engine, listener: Listener | None = None, source: Source | None = None
) -> models.Model:
    """Downloads a published model and installs it; one that is installed is returned as it is.

    Goes on with what an earlier call left, also from the other source. Not on the main thread.

    Args:
        name: one of `models.NAMES`.
        engine: asked what the file is, as for any model that is added.
        listener: told of the bytes; may stop it, and what came stays.
        source: the hub; by default `model_sources.chosen_source`.

    Raises:
        SongClipError: `model_unknown`; `download_running`; as `model_sources.find` and
            `downloads.take`; as `models.add`, and then what came stays whole.
        Stopped: the listener asked for it.
    """
    listener = listener or Listener()
    model_sources.known(name)
    installed = next(each for each in models.list_models() if each.name == name)
    if installed.installed:
        return installed
    folder = _folder(name)
    with downloads.alone(folder):
        held = downloads.state(folder)
        if held is not None and held.verified:
            remote, file = held.remote, folder / held.remote.name
        else:
            remote = model_sources.find(name, source or model_sources.chosen_source())
            file = downloads.take(remote, folder, listener)
        try:
            added = models.add(file, engine, listener, move=True, licence=remote.licence)
        except SongClipError as error:
            if error.code in ("model_damaged", "model_unknown"):
                shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)
    return added


def _folder(name: str) -> Path:
    return paths.models_dir() / _FOLDER / name
