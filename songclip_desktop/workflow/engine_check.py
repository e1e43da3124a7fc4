"""Looks at the engine: that it answers, its graphics card, its models, and that it works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from songclip_desktop import __version__, paths, settings
from songclip_desktop.engine.child import Child
from songclip_desktop.engine.client import Engine, find
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import engine_install, machine, models
from songclip_desktop.workflow.findings import Check
from songclip_desktop.workflow.machine import Machine
from songclip_desktop.workflow.self_test import SelfTest, quietly
from training import protocol

NAMES = ("engine", "gpu", "models", "finetune", "search")
_DRIVER_PATIENCE_S = 10.0

Tell = Callable[[str], Progress]


@dataclass(frozen=True, slots=True)
class Driver:
    """What NVIDIA's driver says. cards: "name, memory" each. fault: why it says nothing."""

    version: str = ""
    cards: tuple[str, ...] = ()
    fault: str = ""


def checks(engine: Engine, listener: Listener, tell: Tell) -> list[Check]:
    """All of NAMES, in one process of the engine. Some 20 s; not on the main thread.

    Args:
        engine: that is looked at.
        listener: told of the progress; may stop it.
        tell: the progress to report at the start of the check of that name.

    Raises:
        Stopped: the listener asked for it.
    """
    listener.progress(tell("engine"))
    try:
        with engine.worker() as worker:
            first, found = _engine(worker, listener)
            listener.progress(tell("gpu"))
            checked = [first, graphics_card(found)]
            listener.progress(tell("models"))
            checked.append(models_whole(worker, listener))
            return [*checked, *_works(engine, worker, listener, tell)]
    except SongClipError as error:
        failed = Check("engine", False, error.what, error.remedy)
        unable = say("没有引擎，没有试", "not tried, without the engine")
        tried = [Check(name, False, unable, error.remedy) for name in ("finetune", "search")]
        return [failed, graphics_card(None), models_whole(None, listener), *tried]


def _engine(worker: Child, listener: Listener) -> tuple[Check, Machine | None]:
    try:
        found = machine.measured(worker, listener)
    except SongClipError as error:
        return Check("engine", False, error.what, error.remedy), None
    detail = (
        f"torch {found.torch}, {found.device} ({found.device_name}), {found.precision}, "
        f"{found.gflops:.0f} GFLOP/s, {found.memory_bytes / 1e9:.0f} GB"
    )
    return versions(Check("engine", True, detail), started_program()), found


def started_program() -> Path | None:
    """What the frozen application starts as its engine; None from source. Any thread."""
    if not getattr(sys, "frozen", False):
        return None
    return find(paths.home(), Path(sys.executable).parent)


def versions(answered: Check, program: Path | None) -> Check:
    """The check of an engine that answered, with its version; another version is a failure."""
    card = program.with_name(engine_install.CARD) if program is not None else None
    if card is None or not card.is_file():
        return answered
    try:
        told = str(json.loads(card.read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, LookupError, TypeError):
        told = "?"
    detail = say(
        "{version} 版；{detail}",
        "version {version}; {detail}",
        version=told,
        detail=answered.detail,
    )
    if told == __version__:
        return Check("engine", True, detail)
    remedy = say(
        "请在「模型与设置」安装 {version} 版的引擎，与本程序同一版本。",
        "Install the engine of version {version}, this program's own, on the Models page.",
        version=__version__,
    )
    return Check("engine", False, detail, remedy)


def graphics_card(found: Machine | None) -> Check:
    """The graphics card; that there is none hinders nothing."""
    driver = driver_told()
    if driver.fault:
        detail = say(
            "显卡驱动没有应答：{why}", "its driver does not answer: {why}", why=driver.fault
        )
        return Check("gpu", True, detail, _new_driver())
    if not driver.cards:
        return Check(
            "gpu",
            True,
            say("没有 NVIDIA 显卡，用处理器", "no NVIDIA card; the processor is used"),
        )
    shown = say(
        "{cards}，驱动 {version}",
        "{cards}, driver {version}",
        cards="; ".join(driver.cards),
        version=driver.version,
    )
    if found is None or found.device == "cuda":
        return Check("gpu", True, shown)
    if settings.load().device == "cpu":
        chosen = say("{shown}；设置里选了处理器", "{shown}; set to the processor", shown=shown)
        return Check("gpu", True, chosen)
    remedy = _new_driver()
    if "+cpu" in found.torch:
        remedy = say(
            "现在的引擎只用处理器；要用显卡，请在「模型与设置」安装带 CUDA 的引擎。",
            "This engine uses the processor only; install one with CUDA on the Models page.",
        )
    unused = say("{shown}；引擎用不上它", "{shown}; the engine cannot use it", shown=shown)
    return Check("gpu", True, unused, remedy)


def driver_told() -> Driver:
    """What `nvidia-smi` says; nothing where there is no such program. Up to 10 s; any thread."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return Driver()
    asked = "--query-gpu=driver_version,name,memory.total"
    try:
        done = subprocess.run(
            [program, asked, "--format=csv,noheader,nounits"],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_DRIVER_PATIENCE_S,
            env=_of_the_system(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Driver(fault=type(error).__name__)
    rows = [line.split(", ") for line in done.stdout.splitlines() if line.count(", ") == 2]
    if done.returncode != 0 or not rows:
        said = (done.stdout or done.stderr).strip().splitlines()
        return Driver(fault=said[0] if said else str(done.returncode))
    cards = tuple(f"{name} {_gigabytes(memory)}".strip() for _version, name, memory in rows)
    return Driver(rows[0][0], cards)


def _of_the_system() -> dict[str, str]:
    """The environment without the frozen application's own libraries, for the system's programs."""
    told = dict(os.environ)
    before = told.pop("LD_LIBRARY_PATH_ORIG", None)
    if getattr(sys, "frozen", False):
        told.pop("LD_LIBRARY_PATH", None)
    return told if before is None else told | {"LD_LIBRARY_PATH": before}


def _gigabytes(mebibytes: str) -> str:
    return f"{int(mebibytes) / 1024:.0f} GB" if mebibytes.isdecimal() else ""


def _new_driver() -> str:
    return say(
        "请安装显卡厂商最新的驱动，再重新启动；在此之前用处理器。",
        "Install the newest driver of the card's maker and restart; until then the processor is used.",
    )


def models_whole(worker: Child | None, listener: Listener) -> Check:
    """Reads every installed model whole: as it came, or as its fingerprint was when it was added.

    Args:
        worker: computes fingerprints; None where there is no engine.
        listener: may stop it.

    Raises:
        SongClipError: the engine died.
        Stopped: the listener asked for it.
    """
    fine, broken = [], []
    for model in models.list_models():
        if listener.should_stop():
            raise Stopped
        if model.installed:
            fault, fingerprint = _read(model, worker, listener)
            (broken if fault else fine).append(fault or f"{model.name} {fingerprint[:12]}".strip())
    remedy = say("请重新安装这个模型。", "Install that model again.")
    detail = say("；", "; ").join([*broken, *fine])
    return Check("models", not broken, detail, remedy if broken else "")


def _read(model: models.Model, worker: Child | None, listener: Listener) -> tuple[str, str]:
    """What is wrong with a model's files, empty where nothing is; and its fingerprint if known."""
    other = say("{name} 与安装时不同", "{name} is not as installed", name=model.name)
    whole = models.whole(model, listener)
    if whole is not None or worker is None:
        return (other if whole is False else ""), model.fingerprint
    try:
        told = worker.run(protocol.Describe(model=model.path), listener)
    except SongClipError as error:
        if error.code in ("engine_died", "engine_killed"):
            raise
        return f"{model.name}: {error.what}", ""
    same = model.fingerprint in ("", told["fingerprint"])
    return ("" if same else other), str(told["fingerprint"])


def _works(engine: Engine, worker: Child, listener: Listener, tell: Tell) -> list[Check]:
    """Learns and finds, each told with its seconds."""
    try:
        listener.progress(tell("finetune"))
        with SelfTest(engine, worker, quietly(listener, tell("finetune"))) as test:
            finetune = _finetune(test)
            listener.progress(tell("search"))
            return [finetune, _search(test)]
    except OSError as error:
        remedy = say("请清理磁盘后再试。", "Make room on the disk and try again.")
        return [Check(name, False, str(error), remedy) for name in ("finetune", "search")]


def _finetune(test: SelfTest) -> Check:
    try:
        learned = test.learn()
    except SongClipError as error:
        return Check("finetune", False, error.what, error.remedy)
    detail = say(
        "用演示模型学了 {works} 件作品并评测，{seconds:.0f} 秒（{device}）",
        "the demo model learned from {works} works and was measured, {seconds:.0f} s ({device})",
        works=learned.works,
        seconds=learned.seconds,
        device=learned.device,
    )
    return Check("finetune", True, detail)


def _search(test: SelfTest) -> Check:
    try:
        found = test.find()
    except SongClipError as error:
        return Check("search", False, error.what, error.remedy)
    if not found.itself:
        what = say("一幅图没有找到它自己", "a picture did not find itself")
        remedy = say("请重新安装程序。", "Install the application again.")
        return Check("search", False, what, remedy)
    detail = say(
        "在 {pictures} 幅图里按文字和图片都找到了，{seconds:.1f} 秒",
        "found by words and by picture among {pictures}, {seconds:.1f} s",
        pictures=found.pictures,
        seconds=found.seconds,
    )
    return Check("search", True, detail)
