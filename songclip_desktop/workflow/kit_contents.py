"""What there is on this machine to put into an offline kit, and what there is not."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from songclip_desktop import __version__, paths
from songclip_desktop.engine import client
from songclip_desktop.language import say
from songclip_desktop.progress import Listener
from songclip_desktop.workflow import archives, engine_install, models

README = "README.txt"
_FONTS = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc")
_LICENCES = ("OFL.txt", "LICENSE", "LICENSE.txt", "LICENSE_OFL.txt")


@dataclass(frozen=True, slots=True)
class File:
    """One file of a kit: its name there, and where it lies here."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a kit. `missing`: a sentence for each thing that is not here."""

    files: tuple[File, ...]
    models: tuple[str, ...]
    missing: tuple[str, ...]


def gather(folder: Path, listener: Listener) -> Contents:
    """Finds it all; what has to be made for it is written into the folder. Any thread but the main.

    Raises:
        SongClipError: `disk_full` and the like.
        Stopped: the listener asked for it.
    """
    readme = folder / README
    readme.write_text(_readme(), encoding="utf-8")
    files, missing = [File(README, readme)], []
    for found, lacking in (
        (_application(folder, listener), _no_application()),
        (_engine(folder, listener), _no_engine()),
        (list(_models()), _no_models()),
        (list(_fonts()), _no_fonts()),
        (list(_manual()), _no_manual()),
    ):
        files += found
        if not found:
            missing.append(lacking)
    names = {each.name.split("/")[1] for each in files if each.name.startswith("models/")}
    return Contents(tuple(files), tuple(sorted(names)), tuple(missing))


def _application(folder: Path, listener: Listener) -> list[File]:
    """The archives and packages of this version; else, frozen, the folder that runs now."""
    found = [
        File(f"application/{path.name}", path)
        for path in _handed_out()
        if not path.name.startswith(engine_install.NAME)
    ]
    if found or not getattr(sys, "frozen", False):
        return found
    name = f"songclip-{__version__}-{engine_install.platform_name()}{archives.SUFFIX}"
    archives.write(Path(sys.executable).parent, folder / name, "songclip", listener)
    return [File(f"application/{name}", folder / name)]


def _engine(folder: Path, listener: Listener) -> list[File]:
    """The archive of this version; else the engine that is installed or lies beside."""
    name = engine_install.archive_name()
    for path in _handed_out():
        if path.name == name:
            return [File(f"engine/{name}", path)]
    beside = Path(sys.executable).parent if getattr(sys, "frozen", False) else paths.home()
    program = client.find(paths.home(), beside)
    if program is None or not (program.parent / engine_install.CARD).is_file():
        return []
    archive = folder / name
    archives.write(
        program.parent, archive, engine_install.NAME, listener, first=engine_install.CARD
    )
    return [File(f"engine/{name}", archive)]


def _handed_out() -> list[Path]:
    """Archives and packages of this version that lie beside the application, or were built here."""
    frozen = getattr(sys, "frozen", False)
    place = Path(sys.executable).parent.parent if frozen else paths.resources().parent / "dist"
    ends = (archives.SUFFIX, ".deb", ".AppImage", ".exe", ".dmg")
    return [
        path
        for path in sorted(place.glob("songclip*"))
        if path.is_file() and path.name.endswith(ends) and __version__ in path.name
    ]


def _models() -> Iterator[File]:
    for model in models.list_models():
        folder = Path(model.path)
        if not model.installed or folder.parent != paths.models_dir():
            continue
        for path in sorted(folder.iterdir()):
            if path.is_file():
                yield File(f"models/{model.name}/{path.name}", path)


def _fonts() -> Iterator[File]:
    """Fonts of the Noto CJK family that lie here, with their licence, which they must travel with."""
    for name in _FONTS:
        path = next((found for place in _font_places() for found in place.rglob(name)), None)
        licence = path and _licence(path)
        if path and licence:
            yield File(f"fonts/{name}", path)
            yield File(f"fonts/{path.stem}-licence.txt", licence)


def _font_places() -> list[Path]:
    system = {
        "win32": [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"],
        "darwin": [Path("/Library/Fonts"), Path.home() / "Library" / "Fonts"],
    }
    unix = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    places = system.get(sys.platform, [*unix, Path.home() / ".local" / "share" / "fonts"])
    return [place for place in places if place.is_dir()]


def _licence(font: Path) -> Path | None:
    """Beside the font, or where Debian keeps it."""
    places = [font.with_name(name) for name in _LICENCES]
    places.append(Path("/usr/share/doc/fonts-noto-cjk/copyright"))
    return next((place for place in places if place.is_file()), None)


def _manual() -> Iterator[File]:
    """The pages and the pictures that they show, at the same places to each other."""
    folder = paths.manual()
    shown: set[Path] = set()
    for path in sorted(folder.rglob("*.md")) if folder.is_dir() else []:
        yield File(f"docs/manual/{path.relative_to(folder).as_posix()}", path)
        linked = re.findall(r"!\[[^]]*\]\(([^)]+\.png)\)", path.read_text(encoding="utf-8"))
        shown.update((path.parent / name).resolve() for name in linked)
    docs = folder.parent.resolve()
    for path in sorted(shown):
        if path.is_file() and path.is_relative_to(docs):
            yield File(f"docs/{path.relative_to(docs).as_posix()}", path)


def _no_application() -> str:
    return say(
        "没有应用程序的安装包：请在装好的 SongClip 里制作离线包，或先运行 make package。",
        "No package of the application: make the kit with an installed SongClip, "
        "or run make package first.",
    )


def _no_engine() -> str:
    return say(
        "没有训练引擎：请先在「模型与设置」安装引擎。",
        "No engine: install it under Models and settings first.",
    )


def _no_models() -> str:
    return say(
        "没有 Chinese-CLIP 模型：请先在「模型与设置」安装。",
        "No Chinese-CLIP model: install one under Models and settings first.",
    )


def _no_fonts() -> str:
    return say(
        "这台电脑上没有带许可证的 Noto CJK 字体。",
        "This machine has no Noto CJK fonts with their licence.",
    )


def _no_manual() -> str:
    return say("没有找到用户手册。", "The manual was not found.")


def _readme() -> str:
    """In both languages, for whoever opens the stick."""
    return f"""SongClip Desktop {__version__}

离线包。请按顺序：
1. 安装 application 里的应用程序（.deb：sudo apt install ./文件名；.tar.zst：解开后运行 songclip/songclip）。
2. 打开 SongClip，在「模型与设置」按「从文件或 U 盘添加」，选这个文件夹（或命令行：songclip models add 文件夹）。
   引擎与模型会逐个核对校验值再安装。
3. 若界面有缺字，安装 fonts 里的字体。手册在 docs/manual/zh/README.md。

Offline kit. In this order:
1. Install the application from the folder application (.deb: sudo apt install ./FILE; .tar.zst: unpack it, run songclip/songclip).
2. Open SongClip, choose "Add from a file or a USB stick" under Models and settings and pick this folder
   (or on the command line: songclip models add FOLDER). The checksums of engine and models are verified first.
3. If characters are missing, install the fonts. The manual begins at docs/manual/en/README.md.
"""  # noqa: E501
