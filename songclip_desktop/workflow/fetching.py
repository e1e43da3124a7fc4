"""What lies at an address the curator entered: manifests, collections of them, their pictures."""

from __future__ import annotations

import hashlib
import tempfile
from collections import deque
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from songclip_desktop import network
from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import iiif, json_lists
from songclip_desktop.exchange.spreadsheet import Table
from songclip_desktop.language import say
from songclip_desktop.records import Problem
from songclip_desktop.workflow import import_problems

_DOCUMENT_BYTES = 64_000_000
_PICTURE_BYTES = 4_000_000_000
_MOST_DOCUMENTS = 2_000


def fetch_picture(address: str, folder: Path) -> Path:
    """A picture from the network as a file in the folder; fetched once. Any thread.

    Raises:
        SongClipError: as `network.download`.
    """
    network.ensure_allowed(address)
    suffix = PurePosixPath(urlsplit(address).path).suffix
    suffix = suffix if suffix.isascii() and len(suffix) <= 5 else ""
    path = folder / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}{suffix}"
    if not path.exists():
        part = path.with_suffix(".part")
        network.download(address, part, most_bytes=_PICTURE_BYTES)
        part.replace(path)
    return path


def fetch_manifests(address: str) -> tuple[Table, list[Problem]]:
    """A manifest, or all manifests of a collection and of those within it, one row each. Any thread.

    What cannot be fetched or is no manifest is a problem; the others come in all the same.

    Raises:
        SongClipError: as `network.download`, where the address itself gives nothing;
            `iiif_no_work` where it holds neither a manifest nor a collection.
    """
    first = _fetch_json(address)
    records: list[dict[str, str]] = []
    problems: list[Problem] = []
    waiting = deque([(address, first)] if iiif.is_collection(first) else [])
    if not waiting:
        records.append(_record(address, first))
    seen = {address}
    while waiting:
        _, collection = waiting.popleft()
        for member in iiif.members(collection):
            if member in seen or network.is_loopback(member) > network.is_loopback(address):
                continue
            if len(seen) >= _MOST_DOCUMENTS:
                return json_lists.table(address, records), [*problems, _too_many(address)]
            seen.add(member)
            try:
                content = _fetch_json(member)
                if iiif.is_collection(content):
                    waiting.append((member, content))
                else:
                    records.append(_record(member, content))
            except SongClipError as error:
                problems.append(import_problems.from_error(error, member, None, ""))
                if error.code == "offline":
                    raise
    return json_lists.table(address, records), problems


def _record(address: str, content: Any) -> dict[str, str]:
    record = iiif.record(content)
    if record is None:
        raise no_work(address)
    pictures = record["iiif.pictures"].splitlines()
    if any(map(network.is_loopback, pictures)) and not network.is_loopback(address):
        record["iiif.pictures"] = ""  # nobody elsewhere sends us to this very machine
    return record | {"iiif.address": address}


def _fetch_json(address: str) -> Any:
    network.ensure_allowed(address)
    with tempfile.TemporaryDirectory(prefix="songclip-") as folder:
        path = Path(folder) / (PurePosixPath(urlsplit(address).path).name or "manifest")[-80:]
        network.download(address, path, most_bytes=_DOCUMENT_BYTES, most_s=120.0)
        return json_lists.read_json(path)


def no_work(name: str) -> SongClipError:
    """Something of IIIF that describes no work."""
    found = import_problems.problem("iiif_no_work", name, name=name)
    return SongClipError(found.code, found.what, found.remedy)


def _too_many(address: str) -> Problem:
    return Problem(
        address, None, "", "collection_too_large",
        say("这个 IIIF 藏品集超过 {n} 份清单，只取了前面的。",
            "This IIIF collection has more than {n} manifests; the first of them were taken.",
            n=_MOST_DOCUMENTS),
        say("请改填其中各个分集的地址。", "Enter the addresses of the collections within it instead."),
    )  # fmt: skip
