"""Every file of the real data beside the checkout goes in, or is refused with a remedy.

Nothing is altered, nothing is fetched, nothing crashes or hangs.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import Songclip

# Python runs this before anything else and tells every attempt to reach a network.
WATCH = """
import os, sys
def tell(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open(os.environ["WATCHED"], "a") as file:
            file.write(f"{event} {arguments!r}\\n")
        raise OSError("no network in this test")
sys.addaudithook(tell)
"""
# One file after another through the whole import; a line of JSON for each.
ONE_BY_ONE = """
import json, resource, signal, sys, tempfile
from pathlib import Path
from songclip_desktop.collection.collection import Collection
from songclip_desktop.progress import Listener
from songclip_desktop.workflow import import_
resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
def memory():  # not ru_maxrss: across fork and exec that one keeps what the parent held
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) >> 10
with tempfile.TemporaryDirectory() as folder, Collection.create(Path(folder) / "c") as collection:
    for name in sys.argv[1:]:
        signal.alarm(60)  # a file that hangs ends the process
        before = memory()
        prepared = import_.prepare(collection, [Path(name)])
        report = import_.finish(collection, import_.execute(prepared, Listener()))
        signal.alarm(0)
        print(json.dumps({
            "name": name, "rows": report.rows, "imported": report.imported, "skipped": report.skipped,
            "rejected": report.rejected, "grown_mb": memory() - before,
            "problems": [[p.code, p.what, p.remedy] for p in report.problems],
        }), flush=True)
"""


@pytest.fixture
def watched(songclip: Songclip, tmp_path: Path) -> Path:
    """Where every attempt of `songclip` to reach a network is written down."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    told = tmp_path / "watch" / "told.txt"
    more = {"PYTHONPATH": str(told.parent), "WATCHED": str(told)}
    songclip.environment = songclip.environment | more
    return told


def digests(folder: Path) -> dict[str, tuple[str, int]]:
    """Bytes and time of change of every file."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def taken_in(songclip: Songclip, data: Path, tmp_path: Path, name: str) -> dict[str, Any]:
    """Imports one folder of the data into a new collection; twice, and the second changes nothing."""
    source, folder = data / name, tmp_path / "collection"
    before = digests(source)
    songclip("new", folder)
    result = songclip("import", folder, source)
    again = songclip("import", folder, source)
    assert digests(source) == before
    assert result["rows"] == sum(
        result[key] for key in ("imported", "updated", "skipped", "rejected")
    )
    assert (again["imported"], again["images"]) == (0, 0)
    assert again["rejected"] == result["rejected"]
    for problem in result["problems"]:
        assert problem["what"].strip()
        assert problem["remedy"].strip()
    assert songclip("check", folder)["ok"]
    return result


def codes(result: dict[str, Any]) -> Counter[str]:
    return Counter(problem["code"] for problem in result["problems"])


def test_the_watch_sees_what_reaches_for_a_network(songclip: Songclip, watched: Path) -> None:
    reach = "import socket; socket.create_connection(('203.0.113.1', 80), 1)"
    done = subprocess.run(
        [sys.executable, "-c", reach], env=songclip.environment, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert "203.0.113.1" in watched.read_text()


def test_registers(songclip: Songclip, watched: Path, shared_data: Path, tmp_path: Path) -> None:
    result = taken_in(songclip, shared_data, tmp_path, "registers")
    assert (result["rows"], result["imported"], result["rejected"]) == (450, 450, 0)
    found = codes(result)
    assert set(found) == {"picture_missing", "title_placeholder", "picture_remote"}
    assert found["title_placeholder"] == 77
    assert not watched.exists()


def test_manifests(songclip: Songclip, watched: Path, shared_data: Path, tmp_path: Path) -> None:
    result = taken_in(songclip, shared_data, tmp_path, "iiif")
    assert result["rows"] == 49
    found = codes(result)
    assert found["collection_remote"] == 10
    assert found["iiif_no_work"] == 3
    assert result["rejected"] == 13 + found["accession_repeated"]
    assert found["picture_remote"] > 30
    assert not watched.exists()


def test_lido(songclip: Songclip, watched: Path, shared_data: Path, tmp_path: Path) -> None:
    result = taken_in(songclip, shared_data, tmp_path, "lido")
    assert (result["rows"], result["imported"], result["rejected"]) == (4, 4, 0)
    assert set(codes(result)) == {"picture_remote"}
    assert not watched.exists()


def test_paintings(songclip: Songclip, watched: Path, shared_data: Path, tmp_path: Path) -> None:
    result = taken_in(songclip, shared_data, tmp_path, "paintings")
    assert (result["rows"], result["imported"], result["images"]) == (6, 6, 6)
    assert not watched.exists()


def test_nasty_pictures_together(
    songclip: Songclip, watched: Path, shared_data: Path, tmp_path: Path
) -> None:
    result = taken_in(songclip, shared_data, tmp_path, "nasty_images")
    assert result["imported"] > 70
    refused = [problem for problem in result["problems"] if problem["code"].startswith("picture_")]
    assert len(refused) >= result["rejected"] > 10
    assert not watched.exists()


def test_nasty_pictures_one_by_one_within_time_and_memory(shared_data: Path) -> None:
    folder = shared_data / "nasty_images"
    files = [str(path) for path in sorted(folder.iterdir()) if path.name != "LICENSE"]
    before = digests(folder)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(ONE_BY_ONE), *files],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["name"] for each in told] == files, done.stderr[-2000:]
    assert done.returncode == 0, done.stderr[-2000:]
    assert digests(folder) == before
    for each in told:
        assert each["rows"] == 1, each
        assert each["rejected"] == 0 or each["problems"], each
        assert all(what and remedy for _, what, remedy in each["problems"]), each
        assert each["grown_mb"] < 300, each
    outcomes = Counter(
        key for each in told for key in ("imported", "skipped", "rejected") if each[key]
    )
    assert sum(outcomes.values()) == len(files)
