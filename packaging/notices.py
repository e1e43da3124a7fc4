"""THIRD_PARTY_NOTICES.txt: whose work is in a bundle, with every licence text once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from bundled import Component

_RULE = "=" * 100
_OPENING = """\
SongClip Desktop is under the MIT licence. This folder also holds the work of others, listed here with their licences.

Libraries under the GNU Lesser General Public License (Qt for Python, libvips and some system libraries) lie in
the folder `_internal` as separate shared libraries and may be replaced there by changed versions.
"""
_KINDS = {
    "distribution": "Python packages",
    "python": "Python",
    "system": "Libraries of the system the application was built on",
}


def text(name: str, parties: Iterable[Component]) -> str:
    """The notices of one bundle; a text that several give is printed once and referred to."""
    listed = list(parties)
    lines = [f"Third-party notices of {name}", "", _OPENING]
    for kind, title in _KINDS.items():
        rows = [one for one in listed if one.kind == kind]
        if rows:
            lines += [title, ""]
            lines += [f"  {one.name} {one.version}  ({one.licence})" for one in rows]
            lines.append("")
    printed: dict[str, str] = {}
    for one in listed:
        lines += [_RULE, f"{one.name} {one.version}", f"Licence: {one.licence}"]
        lines += [one.home] if one.home else []
        lines.append("")
        if not one.texts:
            lines += ["It carries no licence text of its own.", ""]
        for title, body in one.texts:
            words = body.replace("\r\n", "\n").replace("\f", "\n").strip()
            seen = hashlib.sha256(" ".join(words.split()).encode()).hexdigest()
            where = printed.setdefault(seen, f"{one.name}, {title}")
            if where == f"{one.name}, {title}":
                lines += [f"-- {title} --", "", words, ""]
            else:
                lines += [f"-- {title}: as printed under {where} --", ""]
    return "\n".join(line.rstrip() for line in lines) + "\n"
