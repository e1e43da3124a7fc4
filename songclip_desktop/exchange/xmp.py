"""XMP sidecars: a file beside each picture with what the record says of it. Masters stay as they are.

Dublin Core for every program, and IPTC's “artwork or object in the image” for the work itself:
https://www.iptc.org/std/photometadata/specification/IPTC-PhotoMetadata. Written only.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from songclip_desktop.exchange import dublin_core, fields
from songclip_desktop.exchange.dublin_core import DC, xml_text
from songclip_desktop.exchange.works import Names, Picture, Work

Node = Any  # an element; lxml has no types
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_META = "adobe:ns:meta/"
_XML = "http://www.w3.org/XML/1998/namespace"
_SPACES = {
    "x": _META, "rdf": _RDF, "dc": DC, "xmp": _XMP, "xmpRights": _RIGHTS, "Iptc4xmpExt": _IPTC,
}  # fmt: skip
# How the XMP specification, part 1, 8.4, keeps each element of Dublin Core.
_ORDERED = {"creator", "date"}
_IN_LANGUAGES = {"title", "description", "rights"}
_ALONE = {"identifier", "source", "coverage"}
# In XMP these are the photograph's own: the form and the day of the file.
_OF_THE_FILE = {"format", "date", "type"}
_PHYSICAL = ("format", "material", "technique", "dimensions")


def write(folder: Path, works: Sequence[Work]) -> list[Path]:
    """Writes a sidecar for every picture of every work, named like the picture. Any thread.

    Args:
        folder: where they go; never where the museum's pictures lie.
        works: with their pictures.

    Raises:
        OSError: one cannot be written.
    """
    names = Names()
    written = []
    for work in works:
        for picture in work.pictures:
            path = folder / names.give(f"{PurePath(picture.name).stem}.xmp")
            path.write_bytes(sidecar(work, picture))
            written.append(path)
    return written


def sidecar(work: Work, picture: Picture) -> bytes:
    """What stands in the sidecar of one picture, as UTF-8."""
    from lxml.etree import Element, SubElement, tostring

    top = Element(f"{{{_META}}}xmpmeta", nsmap=_SPACES)
    about = {f"{{{_RDF}}}about": ""}
    graph = SubElement(top, f"{{{_RDF}}}RDF")
    told = SubElement(graph, f"{{{_RDF}}}Description", about)
    told.set(f"{{{_XMP}}}Label", xml_text(picture.image.label or picture.image.role))
    grouped: dict[str, list[str]] = {}
    for name, value in dublin_core.elements(work):
        if name in _OF_THE_FILE:
            continue
        grouped.setdefault(name, []).append(value)
    for name, values in grouped.items():
        _put(told, f"{{{DC}}}{name}", name, values)
    painting = work.painting
    if painting.rights.startswith("http"):
        SubElement(told, f"{{{_RIGHTS}}}WebStatement").text = xml_text(painting.rights)
    shown = _list(told, f"{{{_IPTC}}}ArtworkOrObject", "Bag")
    artwork = SubElement(shown, f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})
    _put(artwork, f"{{{_IPTC}}}AOTitle", "title", [painting.title])
    _put(artwork, f"{{{_IPTC}}}AOCreator", "creator", [painting.artist])
    physical = "; ".join(filter(None, (fields.of(painting, key) for key in _PHYSICAL)))
    _put(artwork, f"{{{_IPTC}}}AOPhysicalDescription", "description", [physical])
    for name, value in (
        ("AOCircaDateCreated", painting.date_text or painting.dynasty),
        ("AOSource", painting.holder),
        ("AOSourceInvNo", painting.accession),
        ("AOCopyrightNotice", painting.rights),
    ):
        if value:
            SubElement(artwork, f"{{{_IPTC}}}{name}").text = xml_text(value)
    return tostring(top, encoding="utf-8", pretty_print=True)


def _put(parent: Node, tag: str, element: str, values: Sequence[str]) -> None:
    """Values as XMP keeps that element of Dublin Core: alone, or in a list of its kind."""
    from lxml.etree import SubElement

    said = [value for value in values if value]
    if not said:
        return
    if element in _ALONE:
        SubElement(parent, tag).text = xml_text("; ".join(said))
        return
    if element in _IN_LANGUAGES:
        item = SubElement(_list(parent, tag, "Alt"), f"{{{_RDF}}}li")
        item.set(f"{{{_XML}}}lang", "x-default")
        item.text = xml_text("\n".join(said))
        return
    items = _list(parent, tag, "Seq" if element in _ORDERED else "Bag")
    for value in said:
        SubElement(items, f"{{{_RDF}}}li").text = xml_text(value)


def _list(parent: Node, tag: str, kind: str) -> Node:
    from lxml.etree import SubElement

    return SubElement(SubElement(parent, tag), f"{{{_RDF}}}{kind}")
