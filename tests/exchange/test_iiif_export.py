"""What is written for IIIF is valid by another's judgement, and read back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from iiif_prezi3 import Collection, Manifest
from PIL import Image as Pillow

from songclip_desktop.collection import large_pictures, pictures
from songclip_desktop.exchange import iiif, iiif_export, json_lists
from songclip_desktop.exchange.works import Names, Work, pictures_of
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.records import Caption, Image, Painting
from tests.exchange.generated_works import meant, read, registers, returned

BASE = "https://museum.example/song/"
ONE_LINE = frozenset({"inscription", "notes", "condition", "completeness"})


def _reduced(file: Path, size_px: int) -> Pillow.Image:
    return pictures.read(file, size_px).pixels


READER = iiif_export.Reader(_reduced, large_pictures.upright, large_pictures.upright)


def _sizes(work: Work) -> dict[str, Any]:
    return {one.image.sha256: (4, 3, [(4, 3)]) for one in work.pictures}


@given(works=registers(long=ONE_LINE))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_manifest_comes_back_as_it_was(works: list[Work]) -> None:
    for work in works:
        made = iiif_export.manifest(work, f"{BASE}manifests/1.json", BASE, _sizes(work))
        Manifest(**json.loads(json.dumps(made)))
        record = iiif.record(made)
        assert record is not None
        (row,) = read(json_lists.table("1.json", [record]))
        back, sent = returned(row), meant(work)
        # From an address a picture comes by its own; beside the file, see the test below.
        assert len(back.pop("pictures", ())) == len(sent.pop("pictures", ()))
        assert back == sent


@pytest.fixture
def museum(tmp_path: Path) -> list[Work]:
    """A scroll that lies on its side by its EXIF, an album leaf with transparency, and no picture."""
    (tmp_path / "in").mkdir()
    exif = Pillow.Exif()
    exif[0x0112] = 6
    Pillow.new("RGB", (700, 3000), (120, 90, 60)).save(tmp_path / "in" / "a.jpg", exif=exif)
    Pillow.new("RGBA", (90, 60), (9, 99, 9, 0)).save(tmp_path / "in" / "b.png")
    scroll = Painting(
        1, "故00/42", "<山>", "马远", "南宋", "手卷", "", "", "painting", "故00/42", "train", False,
        holder="某馆", rights="https://creativecommons.org/publicdomain/zero/1.0/",
    )  # fmt: skip
    bare = Painting(2, "K2", "", "", "", "", "", "", "map", "K2", "train", False)
    images = [
        (Image(n, 1, str(n) * 64, f"originals/{name}", False, 1, 1, n == 1, role, n, label, name),
         tmp_path / "in" / name)
        for n, (name, role, label) in enumerate(
            [("a.jpg", "view", ""), ("b.png", "detail", "卷首")], 1
        )
    ]  # fmt: skip
    said = Caption(
        7, 1, "故00/42", "modern", "approved", "山水。", "", "curator", "", "", "", (), ""
    )
    draft = Caption(8, 1, "故00/42", "tags", "draft", "山", "", "curator", "", "", "", (), "")
    return [Work(scroll, pictures_of(scroll, images, Names()), (said, draft)), Work(bare)]


def test_a_folder_that_any_web_server_can_show(museum: list[Work], tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    written = iiif_export.write(out, museum, "宋画", BASE, READER, Listener()).files
    assert len(written) == 3
    top = json.loads(written[0].read_text("utf-8"))
    Collection(**top)
    manifests = [json.loads(file.read_text("utf-8")) for file in written[1:]]
    for made in manifests:
        Manifest(**made)
    assert [each["id"] for each in top["items"]] == [each["id"] for each in manifests]
    scroll, bare = manifests
    assert scroll["rights"] == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert scroll["viewingDirection"] == "right-to-left"
    assert scroll["summary"] == {"zh": ["山水。"]}
    assert scroll["label"] == {"none": ["<山> "]}  # not HTML
    assert "关键词" not in json.dumps(scroll, ensure_ascii=False)  # a draft is not published
    first = scroll["items"][0]
    assert (first["width"], first["height"]) == (3000, 700)  # upright
    assert "items" not in bare["items"][0]
    for address in _addresses([top, *manifests]):
        path = out / unquote(urlsplit(address).path).removeprefix("/song/")
        assert path.is_file() or (path / "info.json").is_file(), address
    _look_at_tiles(out, first)


def _addresses(content: Any) -> list[str]:
    """Every address that something must lie at."""
    if isinstance(content, list):
        return [found for each in content for found in _addresses(each)]
    if not isinstance(content, dict):
        return []
    own = content.get("type") in ("Manifest", "Collection", "Image", "ImageService3")
    inside = [found for value in content.values() for found in _addresses(value)]
    return ([content["id"]] if own else []) + inside


def _look_at_tiles(out: Path, canvas: dict[str, Any]) -> None:
    body = canvas["items"][0]["items"][0]["body"]
    service = out / urlsplit(body["service"][0]["id"]).path.removeprefix("/song/")
    info = json.loads((service / "info.json").read_text("utf-8"))
    assert info["id"] == body["service"][0]["id"]
    assert (info["type"], info["profile"]) == ("ImageService3", "level0")
    assert (info["width"], info["height"]) == (canvas["width"], canvas["height"])
    size = info["tiles"][0]["width"]
    with Pillow.open(
        service / f"0,0,{size},{size}" / f"{size},{size}" / "0" / "default.jpg"
    ) as tile:
        assert tile.size == (size, size)
    for each in info["sizes"]:
        shown = service / "full" / f"{each['width']},{each['height']}" / "0" / "default.jpg"
        with Pillow.open(shown) as whole:
            assert whole.size == (each["width"], each["height"])


def test_what_is_read_back_are_the_originals(museum: list[Work], tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    _, scroll, _ = iiif_export.write(out, museum, "宋画", BASE, READER, Listener()).files
    record = iiif.record(json.loads(scroll.read_text("utf-8")), scroll.parent)
    assert record is not None
    (row,) = read(json_lists.table(scroll.name, [record]))
    assert row.fields["title"] == "<山>"
    assert row.captions == {"modern": "山水。"}
    assert [Path(one).read_bytes() for one in row.pictures] == [
        picture.file.read_bytes() for picture in museum[0].pictures
    ]
    assert row.picture_roles in (("view", "detail"), ("", "detail"))
    assert row.picture_labels == ("", "卷首")


def test_a_stop_is_heard(museum: list[Work], tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Stopped):
        iiif_export.write(out, museum, "宋画", BASE, READER, Listener(should_stop=lambda: True))
