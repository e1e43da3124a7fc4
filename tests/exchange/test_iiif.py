from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songclip_desktop.exchange import iiif, json_lists, profiles
from songclip_desktop.exchange.profiles import RegisterRow

SERVICE_3 = {"id": "https://i.org/iiif/a", "type": "ImageService3", "profile": "level2"}
SERVICE_2 = {
    "@context": "http://iiif.io/api/image/2/context.json",
    "@id": "https://i.org/iiif/b",
    "profile": "http://iiif.io/api/image/2/level2.json",
}


def row_of(manifest: Any, folder: Path | None = None) -> RegisterRow:
    record = iiif.record(manifest, folder)
    assert record is not None
    table = json_lists.table("m.json", [record])
    mapping = profiles.fitting(table.header).map(table.header)
    assert mapping.profile == "iiif"
    return mapping.row(1, table.rows[0][1])


def version_3(*bodies: Any, **more: Any) -> dict[str, Any]:
    return {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": "https://m.org/iiif/K-7/manifest.json",
        "type": "Manifest",
        "label": {"en": ["Fishing alone"], "zh-Hant": ["寒江獨釣圖"]},
        "items": [
            {
                "id": f"https://m.org/c{at}",
                "type": "Canvas",
                "label": {"none": [f"第{at}段"]},
                "items": [{"type": "AnnotationPage", "items": [annotation(body)]}],
            }
            for at, body in enumerate(bodies)
        ],
        **more,
    }


def annotation(body: Any) -> dict[str, Any]:
    return {"type": "Annotation", "motivation": "painting", "body": body}


def picture(name: str = "a.jpg", **more: Any) -> dict[str, Any]:
    return {"id": f"https://m.org/images/{name}", "type": "Image", **more}


def entry(label: Any, value: Any) -> dict[str, Any]:
    return {"label": label, "value": value}


def test_a_manifest_of_version_3_is_a_work() -> None:
    metadata = [
        entry({"en": ["Artist"], "zh": ["作者"]}, {"en": ["Ma Yuan"], "zh": ["馬遠"]}),
        entry({"en": ["Accession No."]}, {"none": ["K-7"]}),
        entry({"en": ["Date"]}, {"none": ["1195"]}),
        entry({"en": ["Seals"]}, {"en": ["three", "two"]}),
    ]
    row = row_of(
        version_3(
            picture(service=[SERVICE_3]), picture("b.jpg"), metadata=metadata,
            rights="http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
            summary={"en": ["<p>A <b>boat</b>.</p>"]},
            requiredStatement=entry({"en": ["Credit"]}, {"en": ["Museum"]}),
            provider=[{"id": "x", "type": "Agent", "label": {"en": ["Tokyo"]}}],
        )
    )  # fmt: skip
    assert {key: value for key, value in row.fields.items() if value} == {
        "accession": "K-7", "title": "寒江獨釣圖", "artist": "馬遠", "date_text": "1195",
        "holder": "Tokyo", "rights": "http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
        "notes": "A boat.",
    }  # fmt: skip
    assert row.extra == {"attribution": "Museum", "Seals": "three; two"}
    assert row.pictures == (
        "https://i.org/iiif/a/full/max/0/default.jpg",
        "https://m.org/images/b.jpg",
    )
    assert row.picture_labels == ("第0段", "第1段")


def test_a_manifest_of_version_2_is_a_work() -> None:
    resource = {"@id": "https://i.org/x.jpg", "@type": "dctypes:Image", "service": SERVICE_2}
    choice = {
        "@type": "oa:Choice",
        "default": {"@id": "https://i.org/1.jpg", "@type": "dctypes:Image"},
        "item": [{"@id": "https://i.org/2.jpg", "@type": "dctypes:Image"}],
    }
    manifest = {
        "@context": "http://iiif.io/api/presentation/2/context.json",
        "@id": "https://m.org/works/55/manifest",
        "@type": "sc:Manifest",
        "label": [{"@value": "Rivers", "@language": "en"}, {"@value": "江山", "@language": "zh"}],
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "attribution": "<span>Given by <a href='x'>M</a></span>",
        "metadata": [entry("Medium:", "ink on silk"), entry("Medium", "silk")],
        "sequences": [
            {
                "canvases": [
                    {"@type": "sc:Canvas", "images": [{"resource": resource}]},
                    {"@type": "sc:Canvas", "images": [{"resource": choice}]},
                ]
            }
        ],
    }
    row = row_of(manifest)
    assert (row.accession, row.fields["title"]) == ("55", "江山")
    assert row.fields["material"] == "ink on silk; silk"
    assert row.fields["rights"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert row.extra == {"attribution": "Given by M"}
    assert row.pictures == (
        "https://i.org/iiif/b/full/full/0/default.jpg", "https://i.org/1.jpg", "https://i.org/2.jpg",
    )  # fmt: skip


def test_pictures_beside_the_manifest_are_taken_and_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "K-7" / "1").mkdir(parents=True)
    for name in ("K-7/1/a b.jpg", "original.tif"):
        (tmp_path / name).write_bytes(b"x")
    manifest = version_3({"id": "http://localhost:8000/iiif/K-7/1/a%20b.jpg", "type": "Image"})
    assert row_of(manifest, tmp_path).pictures == (str(tmp_path / "K-7" / "1" / "a b.jpg"),)
    manifest["items"][0]["rendering"] = [{"id": "http://x.org/original.tif", "type": "Image"}]
    assert row_of(manifest, tmp_path).pictures == (str(tmp_path / "original.tif"),)


def test_no_address_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"x")
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    for address in (
        "http://[x",
        "https://x.org/../../secret.jpg",
        "https://x.org/..%2F..%2Fsecret.jpg",
    ):
        row = row_of(version_3({"id": address, "type": "Image"}), inside)
        assert row.pictures == (address,)


def test_what_repeats_a_field_is_said_once() -> None:
    metadata = [entry({"zh": ["题名"]}, {"zh": ["图"]}), entry({"zh": ["白话"]}, {"zh": ["舟"]})]
    row = row_of(version_3(label={"zh": ["图"]}, summary={"zh": ["舟"]}, metadata=metadata))
    assert (row.fields["title"], row.fields["notes"]) == ("图", "")
    assert row.captions == {"modern": "舟"}
    number = [entry({"en": ["accession_number"]}, {"none": ["K-9"]})]
    assert row_of(version_3(label={"none": ["K-9"]}, metadata=number)).fields["title"] == ""


def test_a_text_that_only_looks_marked_stays() -> None:
    metadata = [entry({"zh": ["备注"]}, {"zh": ["a <c> & d"]})]
    assert row_of(version_3(metadata=metadata)).fields["notes"] == "a <c> & d"


def test_collections_list_their_members() -> None:
    two = {
        "@type": "sc:Collection",
        "manifests": [{"@id": "https://m.org/1"}, {"@id": "https://m.org/1"}, {"@id": "relative"}],
        "collections": ["https://m.org/c"],
        "first": "https://m.org/page",
    }
    assert iiif.is_collection(two)
    assert iiif.record(two) is None
    assert set(iiif.members(two)) == {"https://m.org/1", "https://m.org/c", "https://m.org/page"}
    three = {"type": "Collection", "items": [{"id": "https://m.org/2", "type": "Manifest"}]}
    assert iiif.members(three) == ("https://m.org/2",)


def test_every_real_manifest_is_read(shared_data: Path) -> None:
    works = collections = others = 0
    for path in sorted((shared_data / "iiif").rglob("*.json")):
        content = json_lists.read_json(path)
        if iiif.is_collection(content):
            collections += 1
            assert iiif.members(content)
        elif iiif.record(content, path.parent) is None:
            others += 1
        else:
            works += 1
            row = row_of(content, path.parent)
            assert row.accession
            assert row.fields["title"] or path.name in ("sbb-test.json", "ldmax.json")
            recordings = path.name in ("accompanying-canvas.json", "bl-ranges.json")
            assert bool(row.pictures) is not recordings
    assert (works, collections, others) == (36, 10, 3)


_KEYS = st.sampled_from(
    ["id", "@id", "type", "@type", "label", "metadata", "value", "items", "sequences", "canvases",
     "images", "resource", "body", "service", "rendering", "provider", "summary", "@value", "item"]
)  # fmt: skip
_KINDS = st.sampled_from(
    ["Manifest", "sc:Manifest", "Canvas", "Image", "oa:Choice", "https://x.org"]
)
_LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | _KINDS
_ANYTHING = st.recursive(
    _LEAVES,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(_KEYS, inside, max_size=4),
)


@given(st.dictionaries(_KEYS, _ANYTHING, max_size=8))
def test_no_manifest_however_odd_breaks_the_reader(content: dict[str, Any]) -> None:
    record = iiif.record(content | {"type": "Manifest"}, Path("/nowhere"))
    assert record is not None
    assert all(isinstance(value, str) for value in record.values())
    iiif.members(content)
    json.dumps(record)


@pytest.mark.parametrize("content", [[], "x", None, 3, {"type": "Canvas"}, {"@type": ["sc:Layer"]}])
def test_what_is_no_manifest_is_none(content: Any) -> None:
    assert iiif.record(content) is None
    assert not iiif.is_collection(content)
