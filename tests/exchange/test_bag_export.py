"""A bag is valid, and what was put into it comes out of it as it was."""

from __future__ import annotations

from pathlib import Path

import bagit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from songclip_desktop.exchange import bag_export, json_lists
from songclip_desktop.progress import Listener
from tests.exchange.generated_works import meant, read, registers, returned


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures that generated works name."""
    folder = tmp_path_factory.mktemp("files")
    for work in (1, 2, 3):
        for place in (0, 1):
            Image.new("RGB", (4, 3), (work * 60, place * 90, 9)).save(
                folder / f"{work}-{place}.png"
            )
    return folder


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_bag_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, files: Path, data: st.DataObject
) -> None:
    works = data.draw(registers(files))
    folder = tmp_path_factory.mktemp("bag")

    bag_export.write(folder, works, [], "南宋画藏", Listener())

    assert bagit.Bag(str(folder)).is_valid()
    inside = folder / "data"
    records = json_lists.records_of(json_lists.read_json(inside / bag_export.RECORDS))
    rows = read(json_lists.as_table(bag_export.RECORDS, records))
    for row, work in zip(rows, works, strict=True):
        told = returned(row)
        pictures = told.pop("pictures", ())
        wanted = meant(work)
        wanted.pop("pictures", None)
        assert told == wanted
        brought = [(inside / bag_export.PICTURES / name).read_bytes() for name in pictures]
        assert brought == [picture.file.read_bytes() for picture in work.pictures]
