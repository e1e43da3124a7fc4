"""Works of other museums go out in every form and come back without a difference."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from iiif_prezi3 import Manifest
from lxml.etree import XMLSchema, parse

from songclip_desktop import paths
from songclip_desktop.collection.collection import Collection
from songclip_desktop.workflow import export, import_


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    data = Path(__file__).resolve().parents[3] / "shared" / "data"
    if not data.is_dir():
        pytest.skip("no real files beside this checkout")
    with Collection.create(tmp_path_factory.mktemp("real") / "c") as made:
        for source in (
            "registers/openskywork_song_rows.csv",
            "registers/cmoa",
            "lido",
            "paintings",
        ):
            prepared = import_.prepare(made, [data / source])
            import_.finish(made, import_.execute(prepared))
        yield made


def _said(collection: Collection) -> dict[str, dict[str, Any]]:
    told = {}
    for painting in collection.paintings.all():
        fields = dataclasses.asdict(painting)
        for name in ("id", "split", "image"):
            del fields[name]
        images = collection.paintings.images(painting.id)
        fields["pictures"] = [(one.sha256, one.primary, one.role, one.label) for one in images]
        told[painting.accession] = fields
    return told


@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl", "lido", "bagit", "iiif"])
def test_real_works_come_back_without_a_difference(
    taken_in: Collection, shared_data: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "out"
    done = export.export(taken_in, out, form)
    assert done.records >= 450
    if form == "lido":
        schema = paths.resources() / "schemas" / "lido" / "lido-v1.1.xsd"
        XMLSchema(parse(str(schema))).assertValid(parse(str(done.files[0])))
    if form == "iiif":
        for file in done.files[1:]:
            Manifest(**json.loads(file.read_text("utf-8")))
    carried = form in ("bagit", "iiif")
    sources = [out] if carried else [*done.files, shared_data / "paintings"]
    with Collection.create(tmp_path / "new") as new:
        import_.finish(new, import_.execute(import_.prepare(new, sources)))
        assert _said(new) == _said(taken_in)
