"""`songclip tour`: the window walks itself through the demo and leaves a picture of every page."""

from __future__ import annotations

import json as json_lines
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any

import typer

from songclip_desktop import language
from songclip_desktop.cli.output import Verb
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

log = logging.getLogger(__name__)


def register(app: typer.Typer) -> None:
    """Adds the verb to the application."""
    app.command("tour")(tour)


def tour(
    out: Annotated[Path, typer.Option(help="where the pictures go")] = Path("build/tour"),
    themes: Annotated[str, typer.Option(help="light, dark, or both with a comma")] = "light",
    langs: Annotated[str, typer.Option(help="zh_CN, zh_TW, en, or several with commas")] = "",
    json: Annotated[bool, typer.Option("--json", help="JSON lines for programs")] = False,
) -> None:
    """Walk through the demo in the real window, a picture of each page / 漫游."""
    dresses = _dresses(themes, langs or language.current())
    _make_folder(out)
    with Verb("tour", json=json) as verb, _own_home(), _bugs() as bugs:
        fields = _walk(out, dresses, verb)
        if bugs:
            raise SongClipError(
                "tour_failed",
                say("漫游中程序出了错：{bug}。", "There was a bug on the way: {bug}.", bug=bugs[0]),
                say("经过已记入日志。", "The log has its trace."),
            )
        verb.result(
            say(
                "{pages} 张图和 tour.json 在「{out}」。\n"
                "文字找画 Recall@1：微调前 {before:.1%}，微调后 {after:.1%}（{verdict}）。",
                "{pages} pictures and tour.json are in “{out}”.\n"
                "Text → image Recall@1: {before:.1%} before, {after:.1%} after ({verdict}).",
                pages=len(fields["pages"]),
                out=fields["out"],
                before=fields["before"]["t2i"]["r1"],
                after=fields["after"]["t2i"]["r1"],
                verdict=fields["verdict"],
            ),
            **fields,
        )


def _dresses(themes: str, langs: str) -> list[tuple[str, str]]:
    known = {"themes": ("light", "dark"), "langs": language.LANGUAGES}
    asked = {"themes": themes.split(","), "langs": langs.split(",")}
    for option, values in asked.items():
        for value in values:
            if value not in known[option]:
                raise typer.BadParameter(f"{value}: {', '.join(known[option])}", param_hint=option)
    return [(theme, lang) for theme in asked["themes"] for lang in asked["langs"]]


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SongClipError(
            "out_not_writable",
            say("「{out}」写不进去。", "“{out}” cannot be written.", out=out),
            say("请用 --out 指定一个可以写入的文件夹。", "Name a folder you may write to: --out."),
        ) from error


def _walk(out: Path, dresses: list[tuple[str, str]], verb: Verb) -> dict[str, Any]:
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from songclip_desktop.app import build_window
    from songclip_desktop.ui.bug_hooks import send_qt_to_log
    from songclip_desktop.ui.tour import Tour, tour_fields

    send_qt_to_log()
    window = build_window()
    window.room.settings.theme, window.room.settings.language = dresses[0]  # type: ignore[assignment]
    window.room.settings_changed.emit()
    window.show()
    try:
        toured = Tour(window, out, verb.listener, dresses).walk()
    finally:
        window.room.jobs.stop_all()
        window.close()
    fields = tour_fields(toured, out, verb.seconds)
    text = json_lines.dumps(fields, ensure_ascii=False, indent=2)
    (out / "tour.json").write_text(text + "\n", encoding="utf-8")
    return fields


@contextmanager
def _own_home() -> Iterator[None]:
    """Settings, demo and measurements of the tour are its own, so that it begins untouched."""
    before = os.environ.get("SONGCLIP_HOME")
    with tempfile.TemporaryDirectory(prefix="songclip-tour-", ignore_cleanup_errors=True) as home:
        os.environ["SONGCLIP_HOME"] = home
        try:
            yield
        finally:
            if before is None:
                del os.environ["SONGCLIP_HOME"]
            else:
                os.environ["SONGCLIP_HOME"] = before


@contextmanager
def _bugs() -> Iterator[list[str]]:
    """What goes wrong in a slot, which Qt would pass over, is a failure of the tour."""
    found: list[str] = []

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("bug", exc_info=(kind, error, trace))
        found.append(f"{kind.__name__}: {error}")

    before, sys.excepthook = sys.excepthook, note
    try:
        yield found
    finally:
        sys.excepthook = before
