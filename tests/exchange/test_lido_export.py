"""What is written as LIDO is valid by its schema, and read back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml.etree import XMLSchema, parse

from songclip_desktop import paths
from songclip_desktop.exchange import dublin_core, lido, lido_export, xmp
from songclip_desktop.exchange.works import Names, Work, pictures_of
from songclip_desktop.records import Caption, Image, Painting
from tests.exchange.generated_works import meant, read, registers, returned

# LIDO keeps one line in the fields whose places other museums fill several times.
LONG = frozenset({"inscription", "notes", "completeness", "source"})
WORK = Painting(
    1, "0042", "寒江独钓图", "马远", "南宋", "册页", "绢本", "26.7×50.6 cm", "painting", "0042",
    "train", False, extra={"展厅": "三\x0b"}, date_text="嘉泰年间", year_from=1201, year_to=1204,
    technique="水墨", acquired="1954", holder="某馆", tags=("渔父", "独钓"), notes="一\n二",
    rights="http://creativecommons.org/publicdomain/mark/1.0/", grade="一级",
)  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> XMLSchema:
    return XMLSchema(parse(str(paths.resources() / "schemas" / "lido" / "lido-v1.1.xsd")))


@given(works=registers(long=LONG))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_lido_is_valid_and_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, schema: XMLSchema, works: list[Work]
) -> None:
    path = tmp_path_factory.mktemp("x") / "lido.xml"
    lido_export.write(path, works, "宋画")
    schema.assertValid(parse(str(path)))
    assert [returned(row) for row in read(lido.read(path))] == [meant(work) for work in works]


def test_lido_says_who_made_it_when_and_who_holds_it(tmp_path: Path, schema: XMLSchema) -> None:
    path = tmp_path / "l.xml"
    said = Caption(7, 1, "0042", "modern", "approved", "山水。", "", "curator", "", "", "", (), "")
    lido_export.write(path, [Work(WORK, (), (said,))], "宋画")
    tree = parse(str(path))
    schema.assertValid(tree)
    known = {"l": lido_export.NAMESPACE}

    def found(query: str) -> list[str]:
        return [each.text for each in tree.xpath(query, namespaces=known)]

    event = "//l:event[l:eventType/l:term='production']"
    assert found(f"{event}/l:eventActor/l:displayActorInRole") == ["马远"]
    actor = f"{event}/l:eventActor/l:actorInRole/l:actor/l:nameActorSet/l:appellationValue"
    assert found(actor) == ["马远"]
    terms = f"{event}/l:eventMaterialsTech/l:materialsTech/l:termMaterialsTech/l:term"
    assert found(terms) == ["水墨", "绢本"]
    assert found("//l:rightsType/l:conceptID") == [WORK.rights]
    assert found(f"{event}/l:eventDate/l:displayDate") == ["嘉泰年间"]
    assert found(f"{event}/l:eventDate/l:date/l:earliestDate") == ["1201"]
    came_in = "//l:event[l:eventType/l:term='acquisition']"
    assert found(f"{came_in}/l:eventDate/l:displayDate") == ["1954"]
    assert found("//l:repositoryName/l:legalBodyName/l:appellationValue") == ["某馆"]
    assert found("//l:subjectConcept/l:term") == ["渔父", "独钓"]
    (row,) = read(lido.read(path))
    assert row.captions == {"modern": "山水。"}
    assert row.extra == {"展厅": "三"}  # XML holds no control characters


def test_dublin_core_has_the_fifteen_elements_only(tmp_path: Path) -> None:
    path = tmp_path / "dc.xml"
    keywords = Caption(7, 1, "0042", "tags", "approved", "雪、渔父", "", "", "", "", "", (), "")
    dublin_core.write(path, [Work(WORK, (), (keywords,)), Work(WORK)])
    first, second = parse(str(path)).getroot()
    said = [(each.tag.removeprefix(f"{{{dublin_core.DC}}}"), each.text) for each in first]
    assert {name for name, _ in said} <= set(dublin_core.ELEMENTS)
    for pair in (("title", "寒江独钓图"), ("creator", "马远"), ("identifier", "0042"),
                 ("type", "StillImage"), ("publisher", "某馆"), ("subject", "雪")):  # fmt: skip
        assert pair in said
    assert said.count(("subject", "渔父")) == 1
    assert len(second) < len(first)


def test_a_sidecar_lies_beside_every_picture_and_says_which_work_it_shows(tmp_path: Path) -> None:
    images = [
        (Image(n, 1, str(n) * 64, "x.tif", False, 1, 1, n == 1, "view", n, "", name), tmp_path)
        for n, name in enumerate(["K1.tif", "K1.jpg"], 1)
    ]
    work = Work(WORK, pictures_of(WORK, images, Names()))
    (tmp_path / "out").mkdir()
    files = xmp.write(tmp_path / "out", [work])
    assert [file.name for file in files] == ["K1.xmp", "K1-2.xmp"]
    tree = parse(str(files[0]))
    spaces = {"dc": dublin_core.DC, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
              "i": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"}  # fmt: skip
    title = tree.find(".//dc:title/rdf:Alt/rdf:li", spaces)
    assert title.text == "寒江独钓图"
    assert title.get("{http://www.w3.org/XML/1998/namespace}lang") == "x-default"
    assert tree.find(".//dc:creator/rdf:Seq/rdf:li", spaces).text == "马远"
    assert tree.find(".//i:AOSourceInvNo", spaces).text == "0042"
    assert tree.find(".//i:AOSource", spaces).text == "某馆"
    physical = tree.find(".//i:AOPhysicalDescription/rdf:Alt/rdf:li", spaces)
    assert physical.text == "册页; 绢本; 水墨; 26.7×50.6 cm"
    # In XMP these two would be the photograph's form and day.
    assert tree.find(".//dc:format", spaces) is None
    assert tree.find(".//dc:date", spaces) is None
