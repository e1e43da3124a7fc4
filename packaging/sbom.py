"""Writes into each frozen folder what it holds: sbom.cdx.json (CycloneDX 1.6) and THIRD_PARTY_NOTICES.txt.

Usage: python packaging/sbom.py [--dist DIST]

Run by the Python that froze it, so that the installed distributions are those that were bundled. Ends with
status 1 where something of unknown origin, or under the GPL alone, is in a bundle.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import sys
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import notices
from bundled import UNKNOWN, Component, components, copyleft

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from songclip_desktop import __version__  # noqa: E402

BUILDS = ("songclip", "songclip-engine")
SBOM, NOTICES = "sbom.cdx.json", "THIRD_PARTY_NOTICES.txt"


def bill(name: str, parties: Sequence[Component], made: datetime) -> dict[str, Any]:
    """The bill of materials of one bundle in the form of CycloneDX 1.6."""
    root = {
        "type": "application",
        "bom-ref": name,
        "name": name,
        "version": __version__,
        "licenses": [{"license": {"id": "MIT"}}],
    }
    listed = [_entry(one) for one in parties]
    seed = json.dumps([root, listed], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}",
        "version": 1,
        "metadata": {
            "timestamp": made.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "component": root,
        },
        "components": listed,
        "dependencies": _dependencies(name, parties),
    }


def _entry(one: Component) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "type": "platform" if one.kind == "python" else "library",
        "bom-ref": _reference(one),
        "name": one.name,
        "version": one.version,
        "licenses": _licences(one.licence),
        "purl": _reference(one),
    }
    if one.home:
        entry["externalReferences"] = [{"type": "website", "url": one.home}]
    counted = (("modules", one.modules), ("files", one.files), ("bytes", one.bytes))
    entry["properties"] = [{"name": f"songclip:{key}", "value": str(n)} for key, n in counted]
    return entry


def _licences(expression: str) -> list[dict[str, Any]]:
    if expression == UNKNOWN or expression.startswith("LicenseRef-"):
        return [{"license": {"name": expression.removeprefix("LicenseRef-")}}]
    return [{"expression": expression}]


def _reference(one: Component) -> str:
    """A package URL."""
    if one.kind == "distribution":
        return f"pkg:pypi/{_plain(one.name)}@{one.version}"
    if one.kind == "python":
        return f"pkg:generic/cpython@{one.version}"
    version = one.version.replace(":", "%3A").replace("+", "%2B").replace("~", "~")
    return f"pkg:deb/debian/{one.name}@{version}" if version else f"pkg:generic/{one.name}"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _dependencies(name: str, parties: Sequence[Component]) -> list[dict[str, Any]]:
    """Who asks for whom, among what is bundled."""
    here = {_plain(one.name): _reference(one) for one in parties if one.kind == "distribution"}
    rows = [{"ref": name, "dependsOn": [_reference(one) for one in parties]}]
    for one in parties:
        if one.kind != "distribution":
            continue
        asked = importlib.metadata.distribution(one.name).requires or []
        named = {_plain(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]) for line in asked}
        found = sorted(here[each] for each in named & here.keys() - {_plain(one.name)})
        rows.append({"ref": _reference(one), "dependsOn": found})
    return rows


def write(bundle: Path) -> list[str]:
    """Writes both files into the bundle; what stands against shipping it, in sentences.

    Raises:
        LookupError: something in it belongs to nobody who is known.
    """
    parties = components(bundle)
    made = datetime.now(UTC)
    body = json.dumps(bill(bundle.name, parties, made), ensure_ascii=False, indent=1)
    (bundle / SBOM).write_text(body + "\n", encoding="utf-8")
    (bundle / NOTICES).write_text(notices.text(bundle.name, parties), encoding="utf-8")
    unsaid = [one.name for one in parties if one.licence == UNKNOWN]
    bare = [one.name for one in parties if not one.texts]
    print(f"{bundle.name}: {len(parties)} third parties named in {SBOM} and {NOTICES}")
    if bare:
        print(f"  without a licence text: {', '.join(bare)}")
    against = [f"{one.name} is under {one.licence} alone" for one in copyleft(parties)]
    if unsaid:
        against.append(
            f"licence not known, add to packaging/licences/table.json: {', '.join(unsaid)}"
        )
    return against


def main() -> int:
    """Writes for every build that stands; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the builds are")
    dist = parser.parse_args().dist
    found = [dist / name for name in BUILDS if (dist / name).is_dir()]
    if not found:
        print(f"{dist} holds no build", file=sys.stderr)
        return 1
    status = 0
    for bundle in found:
        try:
            against = write(bundle)
        except LookupError as error:
            against = [str(error)]
        for sentence in against:
            print(f"{bundle.name}: {sentence}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
