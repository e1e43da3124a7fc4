"""Simple Dublin Core: what every library understands. Written only; nothing is read back from it.

https://www.dublincore.org/specifications/dublin-core/dces/ in the XML form of OAI-PMH.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from songclip_desktop.exchange import fields
from songclip_desktop.exchange.works import Work, watched
from songclip_desktop.progress import Listener

DC = "http://purl.org/dc/elements/1.1/"
_OAI = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
ELEMENTS = (
    "title", "creator", "subject", "description", "publisher", "contributor", "date", "type",
    "format", "identifier", "source", "language", "relation", "coverage", "rights",
)  # fmt: skip
_TYPE = "StillImage"  # of the DCMI Type Vocabulary: paintings, maps and photographs alike


def elements(work: Work) -> list[tuple[str, str]]:
    """What Dublin Core says of a work: element and value, in the order of ELEMENTS."""
    painting = work.painting
    said: list[tuple[str, str]] = [("type", _TYPE)]
    for field in fields.core():
        if field.dc and field.key != "tags":
            said.append((field.dc, fields.of(painting, field.key)))
    said += [("subject", tag) for tag in painting.tags]
    said += [("description", work.approved(kind)) for kind in ("modern", "classical")]
    keywords = re.split("[;；、,，]", work.approved("tags"))
    said += [("subject", word.strip()) for word in keywords]
    once = dict.fromkeys((name, value) for name, value in said if value)
    return sorted(once, key=lambda pair: ELEMENTS.index(pair[0]))


def write(path: Path, works: Sequence[Work], listener: Listener | None = None) -> list[Path]:
    """Writes one file with a record for each work. Any thread.

    Raises:
        OSError: it cannot be written.
        Stopped: the listener asked for it.
    """
    from lxml.etree import Element, SubElement, xmlfile

    known = {"oai_dc": _OAI, "dc": DC, "xsi": _INSTANCE}
    located = {f"{{{_INSTANCE}}}schemaLocation": f"{_OAI} {_SCHEMA}"}
    with xmlfile(str(path), encoding="utf-8") as file:
        file.write_declaration()
        with file.element("records", nsmap=known):
            for work in watched(works, listener or Listener()):
                record = Element(f"{{{_OAI}}}dc", located, nsmap=known)
                for name, value in elements(work):
                    SubElement(record, f"{{{DC}}}{name}").text = xml_text(value)
                file.write(record, pretty_print=True)
    return [path]


def xml_text(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
