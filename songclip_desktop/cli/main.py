"""The command line as a whole: collects the verbs, runs one, turns its end into an exit code."""

from __future__ import annotations

import importlib
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from songclip_desktop import logs
from songclip_desktop import version as build_version
from songclip_desktop.cli import output
from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.progress import Stopped

# One file per group of verbs; each has `register(app)`.
GROUPS = ("collection", "drafting", "learning", "runs", "doctor", "tour")

# `songclip FILE.songclip` is what a double click on a run says.
RUN_FILE = ".songclip"

_log = logging.getLogger(__name__)


def build() -> typer.Typer:
    """The application with every verb registered."""
    app = typer.Typer(
        name="songclip",
        help=say(
            "宋画藏品：入藏、撰稿、审校、训练、检索。不带命令则打开窗口。",
            "Song paintings: import, draft, review, finetune, search. No verb opens the window.",
        ),
        add_completion=False,
        no_args_is_help=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def _start(
        context: typer.Context,
        version: Annotated[bool, typer.Option("--version", help="show the version")] = False,
    ) -> None:
        if version:
            print(f"songclip {build_version.text()}")  # noqa: T201
            raise typer.Exit(output.DONE)
        if context.invoked_subcommand is None:
            from songclip_desktop.app import open_window

            raise typer.Exit(open_window())

    for name in GROUPS:
        importlib.import_module(f"songclip_desktop.cli.{name}").register(app)
    return app


def run(arguments: list[str]) -> int:
    """Runs one command line.

    Args:
        arguments: without the program's name.

    Returns:
        The exit code: 0 done, 1 error, 2 usage, 130 stopped.
    """
    output.speak_utf8()
    logs.start()
    logging.captureWarnings(True)  # what libraries mutter belongs in the log, not on the terminal
    if len(arguments) == 1 and arguments[0].lower().endswith(RUN_FILE):
        from songclip_desktop.app import open_window

        return open_window(file=Path(arguments[0]))
    as_json = output.wants_json(arguments)
    command = typer.main.get_command(build())
    assert isinstance(command, TyperGroup)
    try:
        code = command.main(args=arguments, prog_name="songclip", standalone_mode=False)
        if code == output.STOPPED:  # how Typer hands on a second Ctrl+C
            raise Stopped
        return code if isinstance(code, int) else output.DONE
    except SongClipError as error:
        output.emit_error(error, as_json=as_json)
        return {"stopped": output.STOPPED, "usage": output.USAGE}.get(error.code, output.ERROR)
    except (Stopped, KeyboardInterrupt, typer.Abort):
        output.emit_error(output.stopped_error(), as_json=as_json)
        return output.STOPPED
    except BrokenPipeError:  # whoever read the lines has gone
        sys.stdout = None  # type: ignore[assignment]
        return output.DONE
    except Exception as error:  # noqa: BLE001 - the outermost place; a bug is logged and told
        return _bug_or_usage(error, as_json)


def _bug_or_usage(error: Exception, as_json: bool) -> int:
    """Typer's own errors are usage; everything else is a bug, logged with its trace."""
    said = getattr(error, "format_message", None)
    if said is not None:
        output.emit_error(output.usage_error(str(said())), as_json=as_json)
        return output.USAGE
    _log.error("a verb failed", exc_info=error)
    bug = SongClipError(
        "bug",
        say("程序出错：{what}。", "The program failed: {what}.", what=_one_line(error)),
        say(
            "详情已写入日志 {log}，请连同操作步骤发给维护者。",
            "Details are in the log {log}; please send it with what you did.",
            log=logs.file(),
        ),
    )
    output.emit_error(bug, as_json=as_json)
    return output.ERROR


def _one_line(error: Exception) -> str:
    return logs.clean(f"{type(error).__name__}: {error}".splitlines()[0])
