"""LIDO 1.1: one file for all works, valid by the schema that is shipped beside this application.

https://lido-schema.org/schema/v1.1/lido-v1.1.html. Where a field stands is told by `fields.json`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from songclip_desktop.exchange import fields
from songclip_desktop.exchange.dublin_core import xml_text
from songclip_desktop.exchange.register_export import column_of
from songclip_desktop.exchange.works import Picture, Work, watched
from songclip_desktop.progress import Listener
from songclip_desktop.records import DRAFTED_KINDS

Node = Any  # an element; lxml has no types
NAMESPACE = "http://www.lido-schema.org"
_XML = "http://www.w3.org/XML/1998/namespace"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://lido-schema.org/schema/v1.1/lido-v1.1.xsd"
_URI = "http://terminology.lido-schema.org/identifier_type/uri"
_LOCAL = "http://terminology.lido-schema.org/identifier_type/local_identifier"
# CIDOC CRM's class for what people made: https://cidoc-crm.org/Entity/E22-Human-Made-Object
_HUMAN_MADE = "http://www.cidoc-crm.org/cidoc-crm/E22_Human-Made_Object"
_STEP = re.compile(r"(\w+)(?:\[(@type|[\w/]+)='([^']*)'\])?")
_NOTES = "descriptiveMetadata/objectIdentificationWrap/objectDescriptionWrap/objectDescriptionSet"
_SUBJECT = "descriptiveMetadata/objectRelationWrap/subjectWrap/subjectSet"
_TITLE = "descriptiveMetadata/objectIdentificationWrap/titleWrap/titleSet/appellationValue"
_WORK_TYPE = "descriptiveMetadata/objectClassificationWrap/objectWorkTypeWrap/objectWorkType"
# Paintings, maps, photographs in the Art & Architecture Thesaurus: https://vocab.getty.edu/aat/
_AAT = {"painting": 300033618, "map": 300028094, "photograph": 300046300}
_PRODUCTION = "descriptiveMetadata/eventWrap/eventSet[event/eventType/term='production']/event"
_RIGHTS = "administrativeMetadata/rightsWorkWrap/rightsWorkSet/rightsType"
_RECORD = "administrativeMetadata/recordWrap"
# The children of each element in the order of the schema; what is not named here has one kind.
_ORDER = {
    name: children.split()
    for name, children in {
        "lido": "lidoRecID category descriptiveMetadata administrativeMetadata",
        "descriptiveMetadata": "objectClassificationWrap objectIdentificationWrap eventWrap"
        " objectRelationWrap",
        "objectClassificationWrap": "objectWorkTypeWrap classificationWrap",
        "objectIdentificationWrap": "titleWrap inscriptionsWrap repositoryWrap"
        " displayStateEditionWrap objectDescriptionWrap objectMeasurementsWrap"
        " objectMaterialsTechWrap",
        "objectWorkType": "conceptID term",
        "rightsType": "conceptID term",
        "repositorySet": "displayRepository repositoryName workID repositoryLocation",
        "displayStateEditionWrap": "displayState displayEdition sourceStateEdition",
        "objectMeasurementsSet": "displayObjectMeasurements objectMeasurements",
        "event": "eventID eventType roleInEvent eventName eventActor culture eventDate periodName"
        " eventPlace eventMethod eventMaterialsTech eventObjectMeasurements thingPresent"
        " relatedEventSet eventDescriptionSet",
        "eventActor": "displayActorInRole actorInRole",
        "eventDate": "displayDate date",
        "date": "earliestDate latestDate",
        "eventMaterialsTech": "displayMaterialsTech materialsTech",
        "administrativeMetadata": "rightsWorkWrap recordWrap resourceWrap",
        "rightsWorkSet": "rightsType rightsDate rightsHolder creditLine",
        "recordWrap": "recordID recordType recordSource",
        "resourceSet": "resourceID resourceRepresentation resourceType resourceRelType"
        " resourcePerspective resourceDescription",
    }.items()
}


def write(
    path: Path, works: Sequence[Work], name: str, listener: Listener | None = None
) -> list[Path]:
    """Writes works, a record each. Any thread.

    Args:
        path: the file.
        works: in the order they are to stand.
        name: the collection's; the source of records whose work names no holder.
        listener: told of each work; may stop.

    Raises:
        OSError: it cannot be written.
        Stopped: the listener asked for it.
    """
    from lxml.etree import xmlfile

    with xmlfile(str(path), encoding="utf-8") as file:
        file.write_declaration()
        known = {"lido": NAMESPACE, "xsi": _INSTANCE}
        located = {f"{{{_INSTANCE}}}schemaLocation": f"{NAMESPACE} {_SCHEMA}"}
        with file.element(_tag("lidoWrap"), located, nsmap=known):
            for work in watched(works, listener or Listener()):
                file.write(record(work, name), pretty_print=True)
    return [path]


def record(work: Work, name: str) -> Node:
    """One work as a `lido` element."""
    from lxml.etree import Element

    painting = work.painting
    top = Element(_tag("lido"), nsmap={"lido": NAMESPACE})
    _put(top, "lidoRecID", f"{name}/{painting.accession}", kind=_LOCAL)
    _put(top, "category/conceptID", _HUMAN_MADE, kind=_URI)
    _put(top, "category/term", "Human-Made Object")
    _put_fields(top, work)
    for tag in painting.tags:
        _put(top, f"{_SUBJECT}/subject/subjectConcept/term", tag, fresh="subjectSet")
    _fill(top, work, name)
    for picture in work.pictures:
        _put_picture(top, picture)
    for part in ("descriptiveMetadata", "administrativeMetadata"):
        found = top.find(_tag(part))
        assert found is not None
        found.set(f"{{{_XML}}}lang", "zh")
    _sort(top)
    return top


def _put_fields(top: Node, work: Work) -> None:
    """Everything the record and its approved captions say; a note where LIDO has no place for it."""
    painting = work.painting
    for field in fields.core():
        value = fields.of(painting, field.key)
        if value and field.key != "tags":
            if field.lido:
                _put(top, field.lido, xml_text(value))
            else:
                _put_note(top, field.column, value)
    for kind in DRAFTED_KINDS:
        if work.approved(kind):
            _put_note(top, f"caption_{kind}", work.approved(kind))
    for name, value in painting.extra.items():
        marked = column_of(name)
        own = marked if marked.startswith(fields.EXTRA) else f"{fields.EXTRA}{name}"
        _put_note(top, own, value)


def _put_note(top: Node, kind: str, text: str) -> None:
    _put(top, f"{_NOTES}/descriptiveNoteValue", xml_text(text), fresh="objectDescriptionSet")
    top.findall(_path(_NOTES))[-1].set(_tag("type"), xml_text(kind))


def _fill(top: Node, work: Work, name: str) -> None:
    """What the schema asks for and a work need not say."""
    painting = work.painting
    if not painting.title:
        _put(top, _TITLE, painting.accession)
    kind = f"http://vocab.getty.edu/aat/{_AAT[painting.work_kind]}"
    _put(top, f"{_WORK_TYPE}/conceptID", kind, kind=_URI)
    _put_indexed(top, work)
    _put(top, f"{_RECORD}/recordID", painting.accession, kind=_LOCAL)
    _put(top, f"{_RECORD}/recordType/term", "single object")
    source = f"{_RECORD}/recordSource/legalBodyName/appellationValue"
    _put(top, source, xml_text(painting.holder or name))


def _put_indexed(top: Node, work: Work) -> None:
    """Beside what is displayed, what is searched by: LIDO keeps both."""
    painting = work.painting
    artist = f"{_PRODUCTION}/eventActor/actorInRole/actor/nameActorSet/appellationValue"
    terms = f"{_PRODUCTION}/eventMaterialsTech/materialsTech/termMaterialsTech"
    if painting.artist:
        _put(top, artist, xml_text(painting.artist))
    if painting.material:
        _put(top, f"{terms}[@type='material']/term", xml_text(painting.material))
    if painting.rights.startswith(("http://", "https://")):
        _put(top, f"{_RIGHTS}/conceptID", xml_text(painting.rights), kind=_URI)


def _put_picture(top: Node, picture: Picture) -> None:
    image = picture.image
    home = "administrativeMetadata/resourceWrap/resourceSet"
    _put(top, f"{home}/resourceID", image.sha256, kind=_LOCAL, fresh="resourceSet")
    here = top.findall(_path(home))[-1]
    _put(here, "resourceRepresentation/linkResource", xml_text(picture.called))
    if image.role != "view":
        _put(here, "resourceRelType/term", image.role)
    if image.label:
        _put(here, "resourceDescription", xml_text(image.label))


# -- building ------------------------------------------------------------------------------------


def _put(top: Node, path: str, text: str, *, kind: str = "", fresh: str = "") -> None:
    """Puts text at a path below `top`, making what is not there yet.

    Args:
        top: where the path begins.
        path: steps joined by "/"; a step may carry one predicate, [@type='x'] or [a/b='text'].
        text: of the last element.
        kind: its type.
        fresh: the step at which a new element is made in any case.
    """
    from lxml.etree import SubElement

    here = top
    steps = _steps(path)
    for at, (name, predicate, wanted) in enumerate(steps):
        last = at == len(steps) - 1
        found = None
        if not last and name != fresh:
            alike = here.findall(_tag(name))
            found = next((one for one in alike if _is(one, predicate, wanted)), None)
        if found is None:
            found = SubElement(here, _tag(name))
            if predicate == "@type":
                found.set(_tag("type"), wanted)
            elif predicate:
                _put(found, predicate, wanted)
        here = found
    here.text = text
    if kind:
        here.set(_tag("type"), kind)


@lru_cache(maxsize=256)
def _steps(path: str) -> tuple[tuple[str, str, str], ...]:
    """Name, predicate and its value of each step."""
    found = (match.groups() for match in _STEP.finditer(path))
    return tuple((name, predicate or "", wanted or "") for name, predicate, wanted in found)


def _is(element: Node, predicate: str, wanted: str) -> bool:
    if predicate == "@type":
        return element.get(_tag("type")) == wanted
    if predicate:
        return any(one.text == wanted for one in element.findall(_path(predicate)))
    return element.get(_tag("type")) is None


def _sort(element: Node) -> None:
    """Every element's children in the order of the schema."""
    for each in list(element.iter()):
        order = _ORDER.get(each.tag.partition("}")[2])
        if order:
            each[:] = sorted(each, key=partial(_place, order))


def _place(order: Sequence[str], child: Node) -> int:
    return order.index(child.tag.partition("}")[2])


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


@lru_cache(maxsize=256)
def _path(path: str) -> str:
    return "/".join(_tag(name) for name, _, _ in _steps(path))
