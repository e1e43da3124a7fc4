"""A report is readable, and holds nothing of a collection, of a person, or of a key."""

from __future__ import annotations

import getpass
import logging
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from songclip_desktop import logs, paths, report, settings
from songclip_desktop.collection.collection import Collection
from songclip_desktop.workflow import reporting

CAPTION = "夏日傍晚，青绿山水，岸边垂柳，江心一只小船。"
ENGLISH = "Fishermen return along the snowy bank at dusk"
TITLE = "Returning fishermen"
KEY = "a3f9c2d8e1b7465fa3f9c2d8e1b7465f.planted0000"


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    level = logging.getLogger().level
    logs.start()
    yield
    logs.stop()
    logging.getLogger().setLevel(level)


def fall(text: str) -> str:
    """A trace as the program writes it, with a text in its message."""
    import traceback

    try:
        raise ValueError(f"cannot use {text} now")
    except ValueError as error:
        return "".join(traceback.format_exception(error))


def test_a_planted_key_and_planted_captions_do_not_appear(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "南宋画藏", name="南宋画藏") as collection:
        work = collection.paintings.add("T1", title=TITLE, artist="Ma Yuan the elder")
        collection.captions.put_draft(work.id, "modern", ENGLISH, "offline")
        collection.captions.put_draft(work.id, "classical", CAPTION, "offline")
    kept = settings.Settings(curator="Lin Guanyuan")
    kept.remember_collection(tmp_path / "南宋画藏")
    kept.save()
    log = logging.getLogger("songclip_desktop.x")
    log.warning("asked with api_key=%s of https://lin:pw@museum.example/v1?key=%s", KEY, KEY)
    log.warning("caption %s of %s by %s", ENGLISH, TITLE, "Lin Guanyuan")
    log.warning("also %s and “%s”", CAPTION, "An unknown title")
    log.warning("in %s", tmp_path / "南宋画藏" / "originals" / "ab" / "x.jpg")
    log.warning("not in /home/linguanyuan/My pictures/A snowy bank.jpg: gone")
    log.error("went wrong", exc_info=ValueError(CAPTION))

    text = reporting.write(fall(CAPTION) + fall(ENGLISH), ["Qt 6"], tmp_path / "南宋画藏")

    for secret in (
        CAPTION,
        CAPTION[:6],
        ENGLISH,
        TITLE,
        "Ma Yuan",
        "Lin Guanyuan",
        "linguanyuan",
        "unknown title",
        "snowy bank",
        "My pictures",
        "南宋画藏",
        KEY,
        KEY[:20],
        "lin:pw",
        str(tmp_path),
        str(Path.home()),
    ):
        assert secret not in text, secret
    # What mends the program is there.
    for useful in (
        "ValueError: cannot use",
        "test_report.py",
        "in fall",
        "went wrong",
        "https://museum.example",
        "<collection>/originals/ab/x.jpg",
        "<path>.jpg",
        "Qt 6",
        "SongClip",
    ):
        assert useful in text, useful


def test_without_a_collection_chinese_and_what_is_quoted_is_taken_out() -> None:
    said = report.redacted(f"KeyError: '{ENGLISH}' beside 'metrics' and {CAPTION} / “山水”")
    assert said == f"KeyError: '<{len(ENGLISH)}>' beside 'metrics' and <{len(CAPTION)}> / “<2>”"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (r"C:\Users\林 馆员\藏品\溪山 行旅.jpg", "<path>.jpg"),
        (r"\\server\画藏\a b.tif", "<path>.tif"),
        ("/media/lin/USB disk/溪山.tif", "<path>.tif"),
        ("/home/lin/collection.db", "<path>.db"),
        ("/home/lin", "<path>"),
    ],
)
def test_paths_lose_all_but_what_kind_of_file_they_are(path: str, said: str) -> None:
    assert report.redacted(f"cannot open {path}: denied") == f"cannot open {said}: denied"


def test_our_own_places_have_names() -> None:
    place = Path(report.__file__).resolve()
    line = f'  File "{place}", line 3 in f'
    assert report.redacted(line) == '  File "<program>/songclip_desktop/report.py", line 3 in f'
    line = f"File {sys.prefix}/lib/x.py and {paths.home()}/logs/songclip.log"
    assert report.redacted(line) == "File <python>/lib/x.py and <home>/logs/songclip.log"


def test_a_place_within_another_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/tmp")
    said = report.redacted("in /var/tmp/a and /tmp/b and /tmpfs/c")
    assert said == "in <path> and <tmp>/b and <path>"


def test_where_the_frozen_program_fell_is_told() -> None:
    line = '  File "songclip_desktop/collection/pictures.py", line 266 in _reduced'
    assert report.redacted(line) == line


def test_the_user_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "linguanyuan")
    assert report.redacted("lock held by linguanyuan since 9") == "lock held by <user> since 9"


def test_rates_and_fractions_are_no_paths() -> None:
    assert report.redacted("60 GFLOP/s, 3/4, n/a and/or") == "60 GFLOP/s, 3/4, n/a and/or"


def test_a_report_without_anything_still_says_what_program_it_is_of() -> None:
    text = report.compose()
    assert "SongClip" in text
    assert "还没有检查过" in text


def test_only_the_end_of_a_long_log_is_taken() -> None:
    for number in range(report.LOG_LINES + 50):
        logging.getLogger("x").warning("line %d", number)
    text = report.compose()
    assert f"line {report.LOG_LINES + 49}" in text
    assert "line 49" not in text.replace(f"line {report.LOG_LINES + 49}", "")
