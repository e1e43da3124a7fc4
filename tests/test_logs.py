from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from songclip_desktop import logs


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    level = logging.getLogger().level
    logs.start()
    yield
    logs.stop()
    logging.getLogger().setLevel(level)


def written() -> str:
    return logs.file().read_text(encoding="utf-8")


def test_a_warning_is_written_with_its_trace() -> None:
    try:
        raise ValueError("山高水长")
    except ValueError:
        logging.getLogger("songclip_desktop.x").exception("went wrong")
    assert "went wrong" in written()
    assert "ValueError: 山高水长" in written()


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Bearer very-secret-key",
        "api_key='very-secret-key'",
        "key sk-very-secret-key-0001 refused",
        'headers {"api-key": "very-secret-key"}',
    ],
)
def test_a_key_never_reaches_the_file(line: str) -> None:
    logging.getLogger("x").warning(line)
    assert "very-secret-key" not in written()
    assert "***" in written()


def test_a_hidden_text_is_hidden_in_traces_too() -> None:
    logs.hide("挥毫落纸如云烟")
    try:
        raise ValueError("挥毫落纸如云烟 was refused")
    except ValueError:
        logging.getLogger("x").exception("with %s", "挥毫落纸如云烟")
    assert "云烟" not in written()


def test_pictures_are_not_written() -> None:
    logging.getLogger("x").warning("sent data:image/jpeg;base64,%s", "QUJD" * 50)
    assert "QUJD" not in written()


def test_the_file_is_turned_over_before_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "FILE_BYTES", 2000)
    logs.start()
    for number in range(200):
        logging.getLogger("x").warning("line %d of many", number)
    files = sorted(logs.file().parent.iterdir())
    assert len(files) == logs.FILES_KEPT
    assert all(each.stat().st_size <= 2100 for each in files)


def test_starting_twice_writes_each_line_once() -> None:
    logs.start()
    logging.getLogger("x").warning("once")
    assert written().count("once") == 1
