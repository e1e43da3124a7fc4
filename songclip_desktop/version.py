"""Which version this is, and of a frozen application from which commit it was built."""

from __future__ import annotations

import json

from songclip_desktop import __version__, paths


def text() -> str:
    """As About, the reports and `--version` show it: "0.1.0 (a1b2c3d)"; from source "0.1.0"."""
    commit = built_from()
    return f"{__version__} ({commit})" if commit else __version__


def built_from() -> str:
    """The commit that the frozen application was built from; "" from source."""
    stamp = paths.resources() / "build.json"
    if not stamp.is_file():
        return ""
    return str(json.loads(stamp.read_text(encoding="utf-8"))["commit"])
