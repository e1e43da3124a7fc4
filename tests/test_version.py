from __future__ import annotations

from pathlib import Path

import pytest

from songclip_desktop import __version__, paths, version


def test_from_source_the_version_is_the_number_alone() -> None:
    assert version.built_from() == ""
    assert version.text() == __version__


def test_a_frozen_build_names_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "build.json").write_text('{"commit": "a1b2c3d"}', encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert version.text() == f"{__version__} (a1b2c3d)"
