"""The verb `doctor`: whether everything needed is here and works."""

from __future__ import annotations

import dataclasses
import os
import sys
from typing import Annotated

import typer

from songclip_desktop.cli.output import Verb


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("doctor")(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines")] = False,
) -> None:
    """Looks whether everything needed is here and works; learns and searches once, to see."""
    from songclip_desktop.engine.client import Engine
    from songclip_desktop.workflow import doctor as workflow

    if sys.platform.startswith("linux"):
        # Fonts are the same without a display, and a broken one would end the program.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from songclip_desktop.app import application
    from songclip_desktop.ui import desktop_checks

    _application = application()
    with Engine() as engine, Verb("doctor", json=as_json) as verb:
        collection, cache = workflow.collection_places()
        checks = workflow.checks(
            engine,
            verb.listener,
            beside=desktop_checks.checks(),
            collection=collection,
            cache=cache,
        )
        listed = [dataclasses.asdict(check) for check in checks]
        fine = all(check.ok for check in checks)
        verb.result(workflow.as_text(checks), ok=fine, checks=listed)
