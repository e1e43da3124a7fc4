"""Whether everything that the application needs is here and works."""

from __future__ import annotations

import json
import logging
import os
import platform
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from urllib.request import getproxies

import psutil

from songclip_desktop import language, network, paths, settings, version
from songclip_desktop.collection.collection import Collection
from songclip_desktop.drafting import keys
from songclip_desktop.engine.client import Engine
from songclip_desktop.language import say
from songclip_desktop.progress import Listener, Progress, Stopped
from songclip_desktop.workflow import engine_check
from songclip_desktop.workflow.findings import Check

_LEAST_FREE_BYTES = 2_000_000_000
_LEAST_MEMORY_BYTES, _GOOD_MEMORY_BYTES = 700_000_000, 2_000_000_000
_KEYCHAIN_PATIENCE_S = 8.0

log = logging.getLogger(__name__)


def checks(
    engine: Engine,
    listener: Listener | None = None,
    *,
    beside: Iterable[Check] = (),
    collection: Path | None = None,
    cache: Path | None = None,
) -> list[Check]:
    """Looks at each thing in turn: half a minute, for something is learned. Not on the main thread.

    What was found is kept for the next report. No connection to any network is made.

    Args:
        engine: is started, and made to learn and to search.
        listener: told of each look; may stop it.
        beside: what was looked at elsewhere; it stands where it is read.
        collection: whose disk is looked at; None for none.
        cache: where its cache lies, if not inside.

    Raises:
        Stopped: the listener asked for it.
    """
    listener = listener or Listener()
    looks: list[tuple[str, Callable[[], Check]]] = [
        ("python", _python),
        ("memory", _memory),
        ("disk", lambda: disks(collection, cache)),
        ("home", _home),
        ("records", _records),
        ("resources", _resources),
        ("keychain", keychain),
        ("network", network_state),
    ]
    total = len(looks) + len(engine_check.NAMES)
    found: list[Check] = []
    for done, (name, look) in enumerate(looks):
        if listener.should_stop():
            raise Stopped
        listener.progress(Progress(done, total, "check", title(name)))
        found.append(look())
    found += beside

    def tell(name: str) -> Progress:
        done = len(looks) + engine_check.NAMES.index(name)
        return Progress(done, total, "check", title(name))

    found += engine_check.checks(engine, listener, tell)
    listener.progress(Progress(total, total, "check"))
    _keep(found)
    return found


def title(name: str) -> str:
    """What a check is called in the reader's language; its own name where it has no other."""
    titles = {
        "python": say("程序", "Program"),
        "memory": say("内存", "Memory"),
        "disk": say("磁盘", "Disk"),
        "home": say("数据文件夹", "Data folder"),
        "records": say("记录", "Records"),
        "resources": say("随附的文件", "Shipped files"),
        "keychain": say("钥匙串", "Keychain"),
        "network": say("网络", "Network"),
        "display": say("屏幕", "Display"),
        "fonts": say("字体", "Fonts"),
        "rare_characters": say("生僻字", "Rare characters"),
        "input_method": say("输入法", "Input method"),
        "engine": say("引擎", "Engine"),
        "gpu": say("显卡", "Graphics card"),
        "models": say("模型文件", "Model files"),
        "finetune": say("试训练", "Finetune, tried"),
        "search": say("试检索", "Search, tried"),
    }
    return titles.get(name, name)


def as_text(found: Sequence[Check]) -> str:
    """One paragraph for each check: a mark, its title, what was found, what to do."""
    lines = []
    for check in found:
        mark = "✗" if not check.ok else "!" if check.remedy else "✓"
        named = say(
            "{title}：{detail}", "{title}: {detail}", title=title(check.name), detail=check.detail
        )
        lines.append(f"{mark} {named}")
        if check.remedy:
            lines.append(f"    {check.remedy}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Known:
    """What was found last. at: when. spoken: in which language its sentences are."""

    at: datetime
    spoken: str
    checks: list[Check]


def known() -> Known | None:
    """What was found here last; None where nobody looked. Any thread; reads one small file."""
    try:
        told = json.loads(_file().read_text(encoding="utf-8"))
        checks = [Check(**each) for each in told["checks"]]
        return Known(datetime.fromisoformat(told["at"]), str(told["spoken"]), checks)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _keep(found: Sequence[Check]) -> None:
    told = {
        "at": datetime.now().isoformat(timespec="seconds"),
        "spoken": language.current(),
        "checks": [asdict(each) for each in found],
    }
    try:
        _file().write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        log.warning("what was found is not kept: %s", error)


def _file() -> Path:
    return paths.home() / "doctor.json"


def _python() -> Check:
    supported = (3, 11) <= sys.version_info[:2] <= (3, 13)
    detail = f"SongClip {version.text()}, Python {platform.python_version()}, {platform.platform()}"
    remedy = say("请改用 Python 3.11 至 3.13。", "Use Python 3.11, 3.12 or 3.13.")
    return Check("python", supported, detail, "" if supported else remedy)


def _memory() -> Check:
    memory = psutil.virtual_memory()
    detail = say(
        "共 {total:.1f} GB，空闲 {free:.1f} GB；处理器 {cores} 核",
        "{total:.1f} GB, {free:.1f} GB free; {cores} cores",
        total=memory.total / 1e9,
        free=memory.available / 1e9,
        cores=os.cpu_count(),
    )
    if memory.available >= _GOOD_MEMORY_BYTES:
        return Check("memory", True, detail)
    remedy = say(
        "请关闭其他程序：少于 2 GB 时，较大的模型装不下。",
        "Close other programs: with less than 2 GB free, larger models do not fit.",
    )
    return Check("memory", memory.available >= _LEAST_MEMORY_BYTES, detail, remedy)


def disks(collection: Path | None, cache: Path | None) -> Check:
    """The disks that are written to, each once however many of the places lie on it."""
    places = {say("设置与模型", "settings and models"): paths.home()}
    if collection is not None:
        places[say("藏品", "collection")] = collection
    if cache is not None:
        places[say("缓存", "cache")] = cache
    disks: dict[int, tuple[list[str], int]] = {}
    for name, place in places.items():
        there = next(each for each in (place, *place.parents) if each.exists())
        names, _free = disks.setdefault(
            there.stat().st_dev, ([], psutil.disk_usage(str(there)).free)
        )
        names.append(name)
    joint = say("、", ", ")
    told = [
        say("{free:.1f} GB 空闲（{names}）", "{free:.1f} GB free ({names})",
            free=free / 1e9, names=joint.join(names))
        for names, free in disks.values()
    ]  # fmt: skip
    enough = all(free >= _LEAST_FREE_BYTES for _names, free in disks.values())
    remedy = say("请清理磁盘，至少留出 2 GB。", "Make room: at least 2 GB should be free.")
    return Check("disk", enough, say("；", "; ").join(told), "" if enough else remedy)


def _home() -> Check:
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
    return Check("home", True, str(home))


def _records() -> Check:
    """Makes a collection and finds a work in it by one character: SQLite and its full text."""
    with (
        tempfile.TemporaryDirectory(prefix="songclip-") as folder,
        Collection.create(f"{folder}/collection") as collection,
    ):
        collection.paintings.add("1", title="溪山行旅图")
        found = collection.finding.find("山")
    detail = say("能写，能按一个字找到", "written, and found by one character")
    return Check("records", len(found) == 1, detail, "" if found else _install_again())


def _resources() -> Check:
    lacking = [
        str(path.relative_to(paths.resources()))
        for path in (paths.mini_model() / "config.json", paths.demo_collection() / "split.json")
        if not path.is_file()
    ]
    detail = say("没有 {names}", "{names} missing", names=", ".join(lacking)) if lacking else ""
    whole = detail or str(paths.resources())
    return Check("resources", not lacking, whole, _install_again() if lacking else "")


def keychain() -> Check:
    """Whether the system's keychain keeps a word; asked beside, for it may ask its user first."""
    answer: list[str | None] = []
    asking = threading.Thread(target=lambda: answer.append(keys.tried_keychain()), daemon=True)
    asking.start()
    asking.join(_KEYCHAIN_PATIENCE_S)
    if not answer:
        detail = say("系统的钥匙串没有应答", "the system's keychain does not answer")
        remedy = say(
            "请先在系统里解锁钥匙串；不然服务的密钥每次要重新输入。",
            "Unlock the keychain in the system; else keys of services are asked for each time.",
        )
        return Check("keychain", True, detail, remedy)
    if answer[0] is None:
        detail = say(
            "没有可用的系统钥匙串；服务的密钥只记到退出为止",
            "the system has no keychain that works; keys of services are kept until you quit",
        )
        return Check("keychain", True, detail)
    return Check("keychain", True, say("{name}，可用", "{name}, works", name=answer[0]))


def network_state() -> Check:
    """What the switch and the proxies say; nothing is contacted."""
    import httpx2

    proxies = {scheme: url for scheme, url in getproxies().items() if scheme != "no"}
    shown = ", ".join(f"{scheme} {_without_password(url)}" for scheme, url in proxies.items())
    state = (
        say("离线：不连任何外部网络", "offline: nothing outside this machine is contacted")
        if network.offline()
        else say("允许联网", "may be used")
    )
    detail = say("{state}；代理 {shown}", "{state}; proxy {shown}", state=state, shown=shown)
    try:
        httpx2.Client().close()
    except (ImportError, ValueError, httpx2.HTTPError) as error:
        remedy = say(
            "请把系统或环境变量里的代理改为 http:// 开头的地址。",
            "Set the system's or the environment's proxy to an address that begins with http://.",
        )
        return Check("network", network.offline(), f"{detail} ({type(error).__name__})", remedy)
    return Check("network", True, detail if proxies else state)


def _without_password(url: str) -> str:
    scheme, _, rest = url.rpartition("://")
    host = rest.rpartition("@")[2]
    return f"{scheme}://{host}" if scheme else host


def _install_again() -> str:
    return say("请重新安装程序。", "Install the application again.")


def collection_places() -> tuple[Path | None, Path | None]:
    """The collection that was open last and its cache, as `checks` wants them. Any thread."""
    kept = settings.load()
    folder = Path(kept.last_collection) if kept.last_collection else None
    elsewhere = Path(kept.cache_dir) if kept.cache_dir else None
    return (folder if folder and folder.is_dir() else None), elsewhere
