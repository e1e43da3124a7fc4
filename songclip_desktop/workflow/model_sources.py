"""Where the published Chinese-CLIP models lie: Hugging Face and ModelScope, asked for size and checksum.

Repositories and files are those of cn_clip 1.6 (`cn_clip/clip/utils.py`).
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from songclip_desktop import language, network, settings
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.workflow.downloads import Remote

Source = Literal["huggingface", "modelscope"]
SOURCES: tuple[Source, ...] = ("huggingface", "modelscope")
_OWNERS = {"huggingface": "OFA-Sys", "modelscope": "AI-ModelScope"}
# Repository and file; the size that the hub's page tells, for who has not asked it yet.
_FILES = {
    "ViT-B-16": ("chinese-clip-vit-base-patch16", "clip_cn_vit-b-16.pt", 753_000_000),
    "ViT-L-14": ("chinese-clip-vit-large-patch14", "clip_cn_vit-l-14.pt", 1_630_000_000),
    "ViT-L-14-336": ("chinese-clip-vit-large-patch14-336px", "clip_cn_vit-l-14-336.pt", 1_630_000_000),
    "ViT-H-14": ("chinese-clip-vit-huge-patch14", "clip_cn_vit-h-14.pt", 3_830_000_000),
    "RN50": ("chinese-clip-rn50", "clip_cn_rn50.pt", 308_000_000),
}  # fmt: skip


def label(source: Source) -> str:
    """The source's name for people."""
    return "Hugging Face" if source == "huggingface" else say("魔搭 ModelScope", "ModelScope")


def chosen_source() -> Source:
    """The one chosen in the settings, else the one that is near: by language. Any thread."""
    chosen = settings.load().model_source
    if chosen:
        return chosen
    return "modelscope" if language.current() == "zh_CN" else "huggingface"


def address(source: Source) -> str:
    """The hub's base address, or the mirror that HF_ENDPOINT or MODELSCOPE_DOMAIN names.

    Both are read as huggingface_hub and modelscope read them. Any thread.
    """
    if source == "huggingface":
        return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")
    place = os.environ.get("MODELSCOPE_DOMAIN") or "www.modelscope.cn"
    return (place if "://" in place else f"https://{place}").rstrip("/")


def published_bytes(name: str) -> int:
    """How large the model is, roughly; 0 for one that is not published."""
    return _FILES[name][2] if name in _FILES else 0


def find(name: str, source: Source) -> Remote:
    """Asks the hub for the model's file: address, size, checksum. Seconds; not on the main thread.

    Args:
        name: one of the five published names.
        source: which hub.

    Raises:
        SongClipError: as `network.read_small`; `reply_unusable` where the hub does not have the
            file, or says no checksum.
    """
    repository, file, _ = _FILES[name]
    place = f"{_OWNERS[source]}/{repository}"
    ask = _hugging_face if source == "huggingface" else _model_scope
    try:
        return ask(address(source), place, file)
    except (LookupError, TypeError, ValueError) as error:
        raise network.reply_unusable(address(source)) from error
    except SongClipError as error:
        if error.code != "address_unreachable":
            raise
        raise _away(source, error) from error


def _away(source: Source, error: SongClipError) -> SongClipError:
    return SongClipError(
        error.code,
        say(
            "连不上 {hub}（{host}）：{why}。",
            "{hub} ({host}) cannot be reached: {why}.",
            hub=label(source),
            host=urlsplit(address(source)).netloc,
            why=error.__cause__ or error.what,
        ),
        say(
            "请核对网络或代理，或换一个来源；没有网络时可从文件或离线包添加。",
            "Check the network or the proxy, or choose the other source; "
            "without a network add it from a file or an offline kit.",
        ),
    )


def _hugging_face(base: str, place: str, file: str) -> Remote:
    """As `HfApi.model_info(…, files_metadata=True)` asks, and `hf_hub_url` points."""
    told = _ask(f"{base}/api/models/{place}?blobs=true")
    found = next(each for each in [*told["siblings"], {}] if each.get("rfilename", file) == file)
    stored = found["lfs"]
    url = f"{base}/{place}/resolve/{quote(told['sha'], safe='')}/{quote(file)}"
    licence = (told.get("cardData") or {}).get("license")
    return Remote(
        url, file, int(stored["size"]), _hex(stored["sha256"]), "huggingface", _plain(licence)
    )


def _model_scope(base: str, place: str, file: str) -> Remote:
    """As `HubApi.get_model_files` and `get_model` ask, and `get_file_download_url` points."""
    told = _ask(f"{base}/api/v1/models/{place}/repo/files?Revision=master&Recursive=True")
    files = told["Data"]["Files"]
    found = next(each for each in [*files, {}] if each.get("Path", file) == file)
    licence = None
    url = f"{base}/api/v1/models/{place}/repo?Revision=master&FilePath={quote(file)}"
    # What is said of the licence is welcome, but no reason to stop.
    with contextlib.suppress(SongClipError, LookupError, TypeError, ValueError):
        licence = _ask(f"{base}/api/v1/models/{place}")["Data"]["License"]
    return Remote(
        url, file, int(found["Size"]), _hex(found["Sha256"]), "modelscope", _plain(licence)
    )


def _ask(url: str) -> Any:
    return json.loads(network.read_small(url))


def _plain(licence: object) -> str:
    """A licence's name as it is told; empty where that is no name."""
    return licence if isinstance(licence, str) and len(licence) < 80 else ""


def _hex(told: str) -> str:
    if len(told) != 64 or set(told.lower()) - set("0123456789abcdef"):
        raise ValueError(told)
    return told.lower()


def known(name: str) -> str:
    """The name again.

    Raises:
        SongClipError: `model_unknown` for what is not published.
    """
    if name in _FILES:
        return name
    raise SongClipError(
        "model_unknown",
        say("没有可以下载的模型 {name}。", "There is no model {name} to download.", name=name),
        say("可下载：{names}。", "What can be downloaded: {names}.", names="、".join(_FILES)),
    )
