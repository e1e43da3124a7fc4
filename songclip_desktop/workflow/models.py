"""Base models: which there are, which is in use, and how another one is added."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.engine.client import Engine
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Changes, Listener
from songclip_desktop.workflow import model_files, model_sources
from training import protocol

MINI = "mini"
_SETTING = "model"
_PATH_SETTING = "model_path"  # of a model that was not copied to the models folder
DESCRIPTION = "description.json"
# Dimension D and side in pixels of the five published models (Chinese-CLIP, README and configs).
_PUBLISHED = {
    "ViT-B-16": (512, 224),
    "ViT-L-14": (768, 224),
    "ViT-L-14-336": (768, 336),
    "ViT-H-14": (1024, 224),
    "RN50": (1024, 224),
}
NAMES = tuple(_PUBLISHED)


@dataclass(frozen=True, slots=True)
class Model:
    """One base model.

    Attributes:
        path: a folder or a checkpoint file; empty where it is not installed.
        bytes: on the disk; roughly those to download where it is not installed.
        fingerprint: hex of weights, shape and transform; empty until the engine described it.
        parameters, gflop_image: 0 until then.
        dim: length D of a vector. resolution: side in pixels of what it sees.
        demo: true for the embedded synthetic model, which knows painted scenes only.
    """

    name: str
    installed: bool
    path: str = ""
    fingerprint: str = ""
    parameters: int = 0
    dim: int = 0
    resolution: int = 0
    licence: str = ""
    demo: bool = False
    architecture: str = ""
    gflop_image: float = 0.0
    bytes: int = 0

    @property
    def trainable(self) -> bool:
        """Whether LoRA has layers to work on: a ResNet has no attention in its blocks."""
        return not (self.architecture or self.name).startswith("RN")

    @property
    def stamp(self) -> str:
        """16 hex digits that change with the weights, see `model_files.stamp`."""
        return model_files.stamp(Path(self.path))


def list_models(engine: Engine | None = None) -> list[Model]:
    """The mini model, the five Chinese-CLIP names, and what else was added, in that order.

    With an engine, models not yet described are described now (seconds; not on the main thread);
    without one it returns at once with what is known.
    """
    added = sorted(each.parent.name for each in paths.models_dir().glob(f"*/{DESCRIPTION}"))
    others = [name for name in added if name not in NAMES]
    return [_find(name, engine) for name in (MINI, *NAMES, *others)]


def resolve(name_or_path: str | Path, engine: Engine | None = None) -> Model:
    """The installed model of that name, or the model at that path.

    Raises:
        SongClipError: `model_not_installed`, or `model_unknown` for what is neither.
    """
    name = str(name_or_path)
    found = next((each for each in list_models() if each.name == name), None)
    if found is not None and found.installed:
        return _find(name, engine)
    if found is not None:
        raise _not_installed(name)
    path = Path(name).expanduser()
    if not path.exists():
        raise SongClipError(
            "model_unknown",
            say("没有名为 {name} 的模型，也没有这个文件。", "There is no model {name}.", name=name),
            say(
                "可用的模型见 songclip models list。",
                "See songclip models list for the models there are.",
            ),
        )
    place = path.resolve()
    ours = {Path(each.path).resolve(): each.name for each in list_models() if each.installed}
    if place in ours:
        return _find(ours[place], engine)
    return described(Model(path.stem, True, str(place)), engine)


def in_use(collection: Collection) -> str:
    """The name of the collection's model; the mini model where none was chosen. Main thread."""
    return str(collection.setting(_SETTING, MINI) or MINI)


def chosen(collection: Collection, model: str | Path | None = None) -> Model:
    """The model that a verb works with: the one asked for, else the collection's. Main thread.

    Raises:
        SongClipError: `model_not_installed`, `model_unknown`.
    """
    name = str(model or in_use(collection))
    elsewhere = collection.setting(_PATH_SETTING, "")
    return resolve(elsewhere if elsewhere and name == in_use(collection) else name)


def vectors_dir(collection: Collection, name: str) -> Path:
    """Where the vectors of the model of that name lie. Any thread."""
    return collection.images.cache_dir / f"vectors-{name}"


def use(collection: Collection, name: str) -> Changes:
    """Makes an installed model, or the one at a path, the collection's. Main thread.

    Raises:
        SongClipError: `model_not_installed`, `model_unknown`, `collection_read_only`.
    """
    model = resolve(name)
    ours = model.demo or Path(model.path).parent == paths.models_dir()
    with collection.transaction():
        collection.set_setting(_SETTING, model.name)
        collection.set_setting(_PATH_SETTING, "" if ours else model.path)
    return Changes(everything=True)


def add(
    path: Path,
    engine: Engine,
    listener: Listener | None = None,
    *,
    move: bool = False,
    licence: str = "",
) -> Model:
    """Copies a model to the models folder and describes it. Not on the main thread.

    `path` is a cn_clip checkpoint, or a folder: of transformers (`ChineseCLIPModel`), or of the
    form that this program exports. Of a folder only the model's own files are copied. It gets its
    Chinese-CLIP name where its shape has one that is free, else that of its file or folder.

    Args:
        path: where it lies.
        engine: asked what it is.
        listener: told of the progress in bytes; may stop it.
        move: takes a checkpoint's file itself, which lies on the disk of the models folder.
        licence: what its source says; a checkpoint itself says nothing of it.

    Raises:
        SongClipError: `model_missing`; `model_damaged` or `model_unknown` where it cannot be used;
            `disk_full`.
        Stopped: the listener asked for it; nothing is left behind.
    """
    listener = listener or Listener()
    path = path.resolve()
    files = _files(path)
    with engine.worker() as worker:
        told = worker.run(protocol.Describe(model=str(path)), listener)
    if licence and told["licence"] in ("", "unknown"):
        told = {**told, "licence": licence}
    name = _free_name(str(told["name"]), str(told["fingerprint"]), path.stem)
    paths.models_dir().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=paths.models_dir(), prefix=".adding-") as folder:
        made = Path(folder) / name
        made.mkdir()
        take = model_files.checksums if move else partial(model_files.copy, folder=made)
        found = take(files, listener=listener)
        _write(made / DESCRIPTION, {**told, "name": name, "files": found})
        if move:
            os.replace(path, made / path.name)
        place = paths.models_dir() / name
        if place.exists():
            shutil.rmtree(place)
        made.rename(place)
    return _find(name, None)


def _files(path: Path) -> list[Path]:
    """What is to be added.

    Raises:
        SongClipError: `model_missing`.
    """
    files = model_files.files_of(path)
    if files:
        return files
    raise SongClipError(
        "model_missing",
        say("在 {path} 找不到模型。", "There is no model at {path}.", path=path),
        say(
            "请选择一个 .pt 检查点文件，或一个模型文件夹。",
            "Choose a .pt checkpoint, or the folder of a model.",
        ),
    )


def whole(model: Model, listener: Listener | None = None) -> bool | None:
    """Whether an added model's files are as they came; None where that was not written down.

    Reads them all: a second or two for a GB. Not on the main thread.

    Raises:
        Stopped: the listener asked for it.
    """
    told = (_kept(model) or {}).get("files")
    if not told:
        return None
    files = [Path(model.path) / name for name in told]
    try:
        return model_files.checksums(files, listener or Listener()) == told
    except OSError:
        return False


def remove(name: str) -> Changes:
    """Deletes an added model; collections that use it say that it is not installed. Any thread.

    Raises:
        SongClipError: `model_not_installed`, also of what was never added.
    """
    model = resolve(name)
    folder = Path(model.path)
    if folder.parent != paths.models_dir():
        raise _not_installed(name)
    gone = folder.with_name(f".removed-{folder.name}")
    shutil.rmtree(gone, ignore_errors=True)
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
    return Changes(everything=True)


def _not_installed(name: str) -> SongClipError:
    return SongClipError(
        "model_not_installed",
        say("模型 {name} 还没有安装。", "The model {name} is not installed.", name=name),
        say(
            "请在“模型与设置”里安装它，或用 songclip models fetch {name} 下载，add 文件 添加。",
            "Install it on the Models page, or with: songclip models fetch {name}, or add FILE.",
            name=name,
        ),
    )


def _find(name: str, engine: Engine | None) -> Model:
    if name == MINI:
        return described(_mini(), engine)
    folder = paths.models_dir() / name
    if (folder / DESCRIPTION).is_file():
        return described(Model(name, True, str(folder)), engine)
    dim, resolution = _PUBLISHED.get(name, (0, 0))
    size = model_sources.published_bytes(name)
    return Model(name, False, dim=dim, resolution=resolution, architecture=name, bytes=size)


def _mini() -> Model:
    folder = paths.mini_model()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return Model(
        MINI,
        True,
        str(folder),
        dim=int(config["clip"]["embed_dim"]),
        resolution=int(config["resolution"]),
        licence=str(config["licence"]),
        demo=True,
        architecture=MINI,
    )


def described(model: Model, engine: Engine | None) -> Model:
    """The model with what the engine says of it, asked once and kept beside the models.

    Seconds for a model not described yet, where an engine is given. Any thread.

    Raises:
        SongClipError: the engine cannot read the model.
    """
    told = _kept(model)
    if told is None and engine is not None:
        with engine.worker() as worker:
            told = worker.run(protocol.Describe(model=model.path))
        file = paths.models_dir() / ".described" / f"{model.stamp}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, told)
    model = replace(model, bytes=model_files.bytes_of(Path(model.path)))
    if told is None:
        return model
    known = {field for field in asdict(model) if field in told} - {"name", "path"}
    return replace(model, **{field: told[field] for field in known})


def _kept(model: Model) -> dict[str, Any] | None:
    beside = Path(model.path) / DESCRIPTION
    file = beside if beside.is_file() else paths.models_dir() / ".described" / f"{model.stamp}.json"
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _free_name(name: str, fingerprint: str, stem: str) -> str:
    """The name, or the file's stem where another model has it already."""
    holder = _find(name, None) if name != MINI else _mini()
    if not holder.installed or (name != MINI and holder.fingerprint == fingerprint):
        return name
    return stem if stem not in (*NAMES, MINI) else f"{stem}-{fingerprint[:8]}"


def _write(file: Path, body: dict[str, Any]) -> None:
    temporary = file.with_suffix(".part")
    temporary.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(temporary, file)
