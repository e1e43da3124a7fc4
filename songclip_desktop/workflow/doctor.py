"""Whether everything that the application needs is here and works."""

from __future__ import annotations

import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import machine, models

_LEAST_FREE_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `remedy` is empty where it is well."""

    name: str
    ok: bool
    detail: str
    remedy: str


def checks(engine: Engine, listener: Listener | None = None) -> list[Check]:
    """Looks at each thing in turn: some 10 s, for the engine is started. Not on the main thread.

    Raises:
        Stopped: the listener asked for it.
    """
    listener = listener or Listener()
    looks: list[Callable[[Engine], Check]] = [_python, _home, _disk, _records, _demo, _machine]
    looks += [_search]
    found: list[Check] = []
    for done, look in enumerate(looks):
        if listener.should_stop():
            raise Stopped
        listener.progress(Progress(done, len(looks), "check"))
        found.append(look(engine))
    listener.progress(Progress(len(looks), len(looks), "check"))
    return found


def _python(_engine: Engine) -> Check:
    supported = (3, 11) <= sys.version_info[:2] <= (3, 13)
    detail = f"Python {platform.python_version()}, {platform.platform()}"
    remedy = say("请改用 Python 3.11 至 3.13。", "Use Python 3.11, 3.12 or 3.13.")
    return Check("python", supported, detail, "" if supported else remedy)


def _home(_engine: Engine) -> Check:
    home = paths.home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        remedy = say(
            "请把环境变量 SONGCLIP_HOME 设为可写的文件夹。",
            "Set SONGCLIP_HOME to a folder that can be written.",
        )
        return Check("home", False, f"{home}: {error}", remedy)
    return Check("home", True, str(home), "")


def _disk(_engine: Engine) -> Check:
    free = shutil.disk_usage(next(p for p in (paths.home(), *paths.home().parents) if p.exists()))
    enough = free.free >= _LEAST_FREE_BYTES
    remedy = say("请清理磁盘，至少留出 2 GB。", "Make room: at least 2 GB should be free.")
    return Check("disk", enough, f"{free.free / 1e9:.1f} GB", "" if enough else remedy)


def _records(_engine: Engine) -> Check:
    """Makes a collection and finds a work in it by one character: SQLite and its full text."""
    with (
        tempfile.TemporaryDirectory(prefix="songclip-") as folder,
        Collection.create(f"{folder}/collection") as collection,
    ):
        collection.paintings.add("1", title="溪山行旅图")
        found = collection.finding.find("山")
    remedy = say("请重新安装程序。", "Install the application again.")
    return Check("records", len(found) == 1, "SQLite FTS5", "" if found else remedy)


def _demo(_engine: Engine) -> Check:
    lacking = [
        str(path.relative_to(paths.resources()))
        for path in (paths.mini_model() / "config.json", paths.demo_collection() / "split.json")
        if not path.is_file()
    ]
    remedy = say("请重新安装程序。", "Install the application again.")
    detail = ", ".join(lacking) or str(paths.resources())
    return Check("resources", not lacking, detail, remedy if lacking else "")


def _machine(engine: Engine) -> Check:
    try:
        found = machine.measure(engine)
    except SongClipError as error:
        return Check("engine", False, error.what, error.remedy)
    detail = (
        f"torch {found.torch}, {found.device} ({found.device_name}), {found.precision}, "
        f"{found.gflops:.0f} GFLOP/s, {found.memory_bytes / 1e9:.0f} GB"
    )
    return Check("engine", True, detail, "")


def _search(engine: Engine) -> Check:
    """Encodes one query with the embedded model."""
    try:
        model = models.resolve(models.MINI)
        vector = engine.encoder.encode(texts=["雪中垂钓"], model=model.path)[0]
    except SongClipError as error:
        return Check("search", False, error.what, error.remedy)
    except (OSError, json.JSONDecodeError) as error:
        remedy = say("请重新安装程序。", "Install the application again.")
        return Check("search", False, str(error), remedy)
    sound = bool(np.isfinite(vector).all()) and abs(float(np.linalg.norm(vector)) - 1) < 1e-3
    remedy = say("请重新安装程序。", "Install the application again.")
    return Check("search", sound, f"{model.name}, D = {len(vector)}", "" if sound else remedy)
