from __future__ import annotations

from pathlib import Path

import pytest

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import lido, profiles
from songclip_desktop.exchange.profiles import RegisterRow

HEAD = '<lido:lidoWrap xmlns:lido="http://www.lido-schema.org">'
WORK = """
<lido:lido><lido:lidoRecID lido:type="local">rec-1</lido:lidoRecID>
<lido:descriptiveMetadata xml:lang="en">
 <lido:objectClassificationWrap><lido:objectWorkTypeWrap><lido:objectWorkType>
   <lido:term>手卷</lido:term></lido:objectWorkType></lido:objectWorkTypeWrap>
 </lido:objectClassificationWrap>
 <lido:objectIdentificationWrap>
  <lido:titleWrap><lido:titleSet>
   <lido:appellationValue xml:lang="en">Rivers</lido:appellationValue>
   <lido:appellationValue xml:lang="zh-Hans">千里江山图</lido:appellationValue></lido:titleSet>
   <lido:titleSet><lido:appellationValue>别名</lido:appellationValue></lido:titleSet></lido:titleWrap>
  <lido:repositoryWrap><lido:repositorySet>
   <lido:repositoryName><lido:legalBodyName><lido:appellationValue>故宫博物院</lido:appellationValue>
   </lido:legalBodyName></lido:repositoryName><lido:workID>K 1</lido:workID>
  </lido:repositorySet></lido:repositoryWrap>
  <lido:objectDescriptionWrap>
   <lido:objectDescriptionSet lido:type="inscription">
    <lido:descriptiveNoteValue>跋</lido:descriptiveNoteValue></lido:objectDescriptionSet>
   <lido:objectDescriptionSet lido:type="extra.title">
    <lido:descriptiveNoteValue>x</lido:descriptiveNoteValue></lido:objectDescriptionSet>
   <lido:objectDescriptionSet lido:type="physical">
    <lido:descriptiveNoteValue>青绿</lido:descriptiveNoteValue></lido:objectDescriptionSet>
  </lido:objectDescriptionWrap>
  <lido:objectMeasurementsWrap><lido:objectMeasurementsSet><lido:objectMeasurements>
   <lido:measurementSet><lido:measurementType>height</lido:measurementType><lido:measurementUnit>cm</lido:measurementUnit><lido:measurementValue>51.5</lido:measurementValue></lido:measurementSet>
   <lido:measurementSet><lido:measurementType>width</lido:measurementType><lido:measurementUnit>cm</lido:measurementUnit><lido:measurementValue>1191.5</lido:measurementValue></lido:measurementSet>
  </lido:objectMeasurements></lido:objectMeasurementsSet></lido:objectMeasurementsWrap>
 </lido:objectIdentificationWrap>
 <lido:eventWrap>
  <lido:eventSet><lido:event><lido:eventType><lido:term>Finding</lido:term></lido:eventType>
   <lido:eventActor><lido:displayActorInRole>somebody</lido:displayActorInRole></lido:eventActor></lido:event></lido:eventSet>
  <lido:eventSet><lido:event><lido:eventType><lido:conceptID lido:type="URI">http://terminology.lido-schema.org/lido00007</lido:conceptID></lido:eventType>
   <lido:eventActor><lido:displayActorInRole>王希孟</lido:displayActorInRole></lido:eventActor>
   <lido:eventDate><lido:displayDate>政和三年</lido:displayDate><lido:date><lido:earliestDate>1113</lido:earliestDate><lido:latestDate>1113-12-31</lido:latestDate></lido:date></lido:eventDate>
  </lido:event></lido:eventSet>
 </lido:eventWrap>
</lido:descriptiveMetadata>
<lido:administrativeMetadata xml:lang="en"><lido:resourceWrap><lido:resourceSet>
  <lido:resourceRepresentation><lido:linkResource>pictures/K%201.jpg</lido:linkResource></lido:resourceRepresentation>
  <lido:resourceRelType><lido:term>section</lido:term></lido:resourceRelType>
  <lido:resourceDescription>卷首</lido:resourceDescription>
</lido:resourceSet><lido:resourceSet>
  <lido:resourceRepresentation><lido:linkResource>https://m.org/2.jpg</lido:linkResource></lido:resourceRepresentation>
</lido:resourceSet></lido:resourceWrap></lido:administrativeMetadata>
</lido:lido>"""


def rows_of(path: Path) -> list[RegisterRow]:
    table = lido.read(path)
    mapping = profiles.fitting(table.header).map(table.header)
    assert mapping.profile == "lido"
    return [mapping.row(number, cells) for number, cells in table.rows]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_every_lido_is_a_work(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "K 1.jpg").write_bytes(b"x")
    second = WORK.replace("K 1<", "K 2<")
    first, other = rows_of(write(tmp_path / "a.xml", f"{HEAD}{WORK}{second}</lido:lidoWrap>"))
    assert {key: value for key, value in first.fields.items() if value} == {
        "accession": "K 1", "title": "千里江山图", "artist": "王希孟", "format": "手卷",
        "holder": "故宫博物院", "dimensions": "height 51.5 cm × width 1191.5 cm",
        "date_text": "政和三年", "year_from": 1113, "year_to": 1113, "inscription": "跋",
        "notes": "青绿",
    }  # fmt: skip
    assert first.extra == {"title": "x"}
    assert first.pictures == (str(tmp_path / "pictures" / "K 1.jpg"), "https://m.org/2.jpg")
    assert (first.picture_roles, first.picture_labels) == (("section", ""), ("卷首", ""))
    assert other.accession == "K 2"


def test_the_encoding_that_a_file_declares_is_kept(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{HEAD}{WORK}</lido:lidoWrap>'
    path = tmp_path / "a.xml"
    path.write_text(text, encoding="utf-16")
    assert lido.is_lido(path.read_bytes()[:4096])
    assert rows_of(path)[0].fields["title"] == "千里江山图"


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt", "secret words")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    path = write(
        tmp_path / "a.xml", entity + HEAD + WORK.replace("青绿", "&e;") + "</lido:lidoWrap>"
    )
    try:
        told = str(rows_of(path))
    except SongClipError as error:
        told = error.what
    assert "secret" not in told


def test_a_file_that_would_swell_is_refused_or_stays_small(tmp_path: Path) -> None:
    swelling = '<!ENTITY e0 "aaaaaaaaaa">'
    for n in range(1, 12):
        swelling += f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">'
    text = f"<!DOCTYPE x [{swelling}]>{HEAD}{WORK.replace('青绿', '&e11;')}</lido:lidoWrap>"
    try:
        told = str(rows_of(write(tmp_path / "a.xml", text)))
    except SongClipError as error:
        told = error.what
    assert len(told) < 100_000


@pytest.mark.parametrize("text", ["", "<lido:lidoWrap", f"{HEAD}{WORK}", "no xml"])
def test_what_is_no_whole_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SongClipError) as error:
        lido.read(write(tmp_path / "a.xml", text))
    assert error.value.code == "lido_unreadable"
    assert error.value.remedy


def test_real_records_are_read(shared_data: Path) -> None:
    found = [row for path in sorted((shared_data / "lido").rglob("*.xml")) for row in rows_of(path)]
    assert [row.accession for row in found] == [
        "20344012",
        "20344012,T,001",
        "20344012,T,002",
        "30505",
    ]
    assert found[1].fields["artist"] == "Porta, Giacomo della"
    assert (found[1].fields["year_from"], found[1].fields["year_to"]) == (1575, 1576)
    assert found[3].fields["title"] == "Denar republican"
    assert found[3].fields["holder"].startswith("Museum of Civilization")
    assert all(row.extra == {} for row in found)
