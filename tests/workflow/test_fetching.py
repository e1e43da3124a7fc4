"""Manifests and pictures at addresses, from a server of this test's own on this machine."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from songclip_desktop import network
from songclip_desktop.collection.collection import Collection
from songclip_desktop.errors import SongClipError
from songclip_desktop.settings import Settings
from songclip_desktop.workflow import fetching, import_
from songclip_desktop.workflow.import_sources import gather


class Museum:
    """A server that gives what `pages` holds and remembers what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | int | str] = {}
        self.asked: list[str] = []
        museum = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                museum.asked.append(self.path)
                page = museum.pages.get(self.path, 404)
                if isinstance(page, str):  # onward
                    self.send_response(302)
                    self.send_header("location", page)
                    page = b""
                else:
                    self.send_response(page if isinstance(page, int) else 200)
                body = b"" if isinstance(page, int) else page
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.home = f"http://127.0.0.1:{self.server.server_port}"

    def manifest(self, name: str, **more: Any) -> None:
        body = {"id": f"{self.home}/{name}.jpg", "type": "Image"}
        page = {"items": [{"type": "Annotation", "body": body}]}
        content = {
            "id": f"{self.home}/{name}/manifest", "type": "Manifest", "label": {"zh": [f"图{name}"]},
            "items": [{"type": "Canvas", "items": [page]}],
        }  # fmt: skip
        self.pages[f"/{name}/manifest"] = json.dumps(content | more).encode()


@pytest.fixture
def museum() -> Iterator[Museum]:
    made = Museum()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,))
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def collection(museum: Museum, path: str, *members: str) -> str:
    items = [{"id": f"{museum.home}{member}", "type": "Manifest"} for member in members]
    museum.pages[path] = json.dumps({"type": "Collection", "items": items}).encode()
    return f"{museum.home}{path}"


def test_a_manifest_is_fetched_and_its_pictures_are_not_yet(museum: Museum) -> None:
    museum.manifest("K1")
    address = f"{museum.home}/K1/manifest"
    found = gather([address], None, passages=False, leave_out=Path("/nowhere"))
    ((source, table),) = found.registers
    assert (source, table.source) == (address, address)
    row = dict(zip(table.header, table.rows[0][1], strict=True))
    assert (row["iiif.label"], row["iiif.number"]) == ("图K1", "K1")
    assert row["iiif.pictures"] == f"{museum.home}/K1.jpg"
    assert museum.asked == ["/K1/manifest"]


def test_a_collection_brings_all_that_it_lists_once(museum: Museum) -> None:
    for name in ("K1", "K2", "K3"):
        museum.manifest(name)
    collection(museum, "/inner", "/K3/manifest", "/top", "/K1/manifest")
    address = collection(museum, "/top", "/K1/manifest", "/lost", "/K2/manifest", "/inner")
    table, problems = fetching.fetch_manifests(address)
    at = table.header.index("iiif.number")
    assert [cells[at] for _, cells in table.rows] == ["K1", "K2", "K3"]
    assert [number for number, _ in table.rows] == [1, 2, 3]
    assert [problem.code for problem in problems] == ["address_refused"]
    assert all(problem.what and problem.remedy for problem in problems)
    assert len(museum.asked) == len(set(museum.asked))


def test_nobody_elsewhere_sends_us_to_this_very_machine(
    museum: Museum, monkeypatch: pytest.MonkeyPatch
) -> None:
    museum.manifest("K1")
    collection(museum, "/top", "/K1/manifest", "/K2/manifest")
    pages = {f"https://far.org{path}": museum.pages[path] for path in ("/top", "/K1/manifest")}

    def download(url: str, path: Path, **_: object) -> None:
        path.write_bytes(pages[url])  # type: ignore[arg-type]

    monkeypatch.setattr(network, "download", download)
    table, problems = fetching.fetch_manifests("https://far.org/top")
    assert (table.rows, problems) == ((), [])
    table, _ = fetching.fetch_manifests("https://far.org/K1/manifest")
    assert dict(zip(table.header, table.rows[0][1], strict=True))["iiif.pictures"] == ""


def test_an_import_from_an_address_keeps_what_it_fetched(museum: Museum, tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(data, "JPEG")
    museum.manifest("K1")
    museum.pages["/K1.jpg"] = data.getvalue()
    with Collection.create(tmp_path / "c") as made:
        prepared = import_.prepare(made, [f"{museum.home}/K1/manifest"], copy=False)
        report = import_.finish(made, import_.execute(prepared))
        assert (report.imported, report.images, report.problems) == (1, 1, ())
        work = made.paintings.by_accession("K1")
        assert work is not None
        assert work.image is not None
        assert not work.image.referenced
        assert made.images.path(work.image).read_bytes() == data.getvalue()


def test_what_is_no_work_is_a_refused_row(museum: Museum) -> None:
    museum.pages["/x"] = b'{"type": "Canvas"}'
    museum.pages["/broken"] = b"{"
    addresses = [f"{museum.home}{path}" for path in ("/x", "/broken", "/nothing")]
    found = gather(addresses, None, passages=False, leave_out=Path("/nowhere"))
    codes = [problem.code for problem in found.refused]
    assert codes == ["iiif_no_work", "json_unreadable", "address_refused"]


def test_a_picture_is_fetched_once_whole_or_not_at_all(museum: Museum, tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "JPEG")
    museum.pages["/K1.jpg"] = data.getvalue()
    museum.pages["/moved.jpg"] = "/K1.jpg"
    first = fetching.fetch_picture(f"{museum.home}/K1.jpg", tmp_path)
    assert first.read_bytes() == data.getvalue()
    assert fetching.fetch_picture(f"{museum.home}/K1.jpg", tmp_path) == first
    assert museum.asked == ["/K1.jpg"]
    onward = fetching.fetch_picture(f"{museum.home}/moved.jpg", tmp_path)
    assert onward.read_bytes() == data.getvalue()
    with pytest.raises(SongClipError, match="404"):
        fetching.fetch_picture(f"{museum.home}/none.jpg", tmp_path)
    assert set(tmp_path.iterdir()) == {first, onward}


def test_too_much_is_given_up(museum: Museum, tmp_path: Path) -> None:
    museum.pages["/large"] = b"x" * 5000
    with pytest.raises(SongClipError) as error:
        network.download(f"{museum.home}/large", tmp_path / "x", most_bytes=4999)
    assert error.value.code == "reply_too_large"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address", ["http://[x", "https://[::1", "http://", "file:///x", "nowhere"]
)
def test_what_is_no_address_is_a_sentence(address: str, tmp_path: Path) -> None:
    with pytest.raises(SongClipError) as error:
        fetching.fetch_picture(address, tmp_path)
    assert error.value.code == "address_unusable"
    assert not network.is_loopback(address)


def test_a_redirect_to_nowhere_is_a_sentence(museum: Museum, tmp_path: Path) -> None:
    museum.pages["/a"] = "http://[x"
    with pytest.raises(SongClipError):
        network.download(f"{museum.home}/a", tmp_path / "x", most_bytes=9)


def test_a_circle_of_redirects_ends(museum: Museum, tmp_path: Path) -> None:
    museum.pages["/a"], museum.pages["/b"] = "/b", "/a"
    with pytest.raises(SongClipError) as error:
        network.download(f"{museum.home}/a", tmp_path / "x", most_bytes=9)
    assert error.value.code == "address_refused"
    assert len(museum.asked) < 10


def test_nobody_there_is_a_sentence(museum: Museum, tmp_path: Path) -> None:
    import socket

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(SongClipError) as error:
        network.download(f"http://127.0.0.1:{port}/", tmp_path / "x", most_bytes=9)
    assert error.value.code == "address_unreachable"


def test_the_offline_switch_is_kept(tmp_path: Path) -> None:
    Settings(offline=True).save()
    with pytest.raises(SongClipError) as error:
        gather(["https://example.org/manifest"], None, passages=False, leave_out=tmp_path)
    assert error.value.code == "offline"


def test_a_file_never_makes_anything_be_fetched(museum: Museum, tmp_path: Path) -> None:
    museum.manifest("K1")
    (tmp_path / "m.json").write_bytes(museum.pages["/K1/manifest"])  # type: ignore[arg-type]
    collection(museum, "/top", "/K1/manifest")
    (tmp_path / "top.json").write_bytes(museum.pages["/top"])  # type: ignore[arg-type]
    found = gather([tmp_path], None, passages=False, leave_out=Path("/nowhere"))
    assert len(found.registers) == 1
    assert [problem.code for problem in found.refused] == ["collection_remote"]
    assert museum.asked == []
