"""What is said of a row or file that could not be taken in as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from songclip_desktop.errors import SongClipError
from songclip_desktop.exchange import spreadsheet
from songclip_desktop.language import say
from songclip_desktop.records import Problem

_Sentences = dict[str, tuple[tuple[str, str], tuple[str, str]]]
# Code → what, and what to do about it; each in Chinese and in English. {a}: the work, {n}: a name.
_OF_PICTURES: _Sentences = {
    "picture_missing": (
        (
            "作品「{a}」没有找到图片{n}。",
            "No picture was found for “{a}”{n}.",
        ),
        (
            "请把图片文件放进来源文件夹（文件名含藏品编号），再次入藏即可补上。",
            "Put the picture, its number in the file name, into the folder and import again.",
        ),
    ),
    "picture_unregistered": (
        (
            "图片「{n}」在登记表里没有对应的作品，未入藏。",
            "No row of the register names the picture “{n}”; it was not imported.",
        ),
        (
            "请在登记表中补上这件作品，或在文件名中写入藏品编号。",
            "Add the work to the register, or put its number into the file name.",
        ),
    ),
    "picture_resembling": (
        (
            "登记表里没有写明图片「{n}」，它的名字像是作品「{a}」的。",
            "No row names the picture “{n}”; by its name it may be that of “{a}”.",
        ),
        (
            "若是，请在预览中配上，或在文件名中写入藏品编号；现在没有入藏。",
            "If so, say it in the preview, or put the number into the file name; it was not "
            "imported.",
        ),
    ),
    "picture_similar": (
        (
            "图片看起来与作品「{n}」的图片是同一幅，文件并不相同。",
            "The picture looks like that of “{n}”, though the files differ.",
        ),
        (
            "两件都已入藏；请核对是否重复登记，或是同一作品的两次扫描。",
            "Both were taken in; check whether a work is catalogued twice or scanned twice.",
        ),
    ),
    "picture_duplicate": (
        (
            "图片与作品「{n}」的图片完全相同。",
            "The picture is the very same as that of “{n}”.",
        ),
        (
            "请核对是否重复登记。",
            "Check whether the work is catalogued twice.",
        ),
    ),
}
_OF_ROWS: _Sentences = {
    "accession_repeated": (
        (
            "藏品编号「{a}」在登记表中重复，只取第一行。",
            "The number “{a}” occurs twice in the register; the first row stands.",
        ),
        (
            "请更正其中一行的编号后再次入藏。",
            "Correct one of the numbers and import again.",
        ),
    ),
    "accession_missing": (
        (
            "这一行没有藏品编号。",
            "This row has no accession number.",
        ),
        (
            "请补上编号后再次入藏。",
            "Fill it in and import again.",
        ),
    ),
    "accession_changed": (
        (
            "编号「{n}」已被另一张图片使用，本图记为「{a}」。",
            "“{n}” is another picture's number; this one became “{a}”.",
        ),
        (
            "若是同一件作品的另一视图，请在登记表里把两张图片写在同一行。",
            "If both show one work, name both pictures in its row of the register.",
        ),
    ),
    "characters_lost": (
        (
            "这一行有无法识别的字符，未入藏。",
            "Characters of this row could not be read.",
        ),
        (
            "请把登记表另存为 UTF-8 编码后再次入藏。",
            "Save the register as UTF-8 and try again.",
        ),
    ),
    "column_unmapped": (
        (
            "登记表里没有找到藏品编号或名称一列（现有：{n}）。",
            "Neither a number nor a title column was found (there are: {n}).",
        ),
        (
            "请把列名改为「藏品编号」「名称」，或用列映射指明。",
            "Name the columns 藏品编号 and 名称, or choose a mapping profile.",
        ),
    ),
}
_OF_RECORDS: _Sentences = {
    "register_overrode": (
        (
            "登记表改了「{a}」的{n}，取代了馆员在这里的改动。",
            "The register changed {n} of “{a}” and replaced what a curator had changed here.",
        ),
        (
            "原来的文字留在历史里，可在作品页核对。",
            "The former text is kept in the history; check the work.",
        ),
    ),
    "original_missing": (
        (
            "没有找到作品「{a}」的原图「{n}」。",
            "The original “{n}” of “{a}” was not found.",
        ),
        (
            "请换一个文件夹再找，或从备份恢复。",
            "Look in another folder, or restore a backup.",
        ),
    ),
    "original_other": (
        (
            "「{n}」与作品「{a}」的原图同名，内容却不同，没有采用。",
            "“{n}” is called as the original of “{a}” but holds something else; it was not taken.",
        ),
        (
            "若它是重新扫描的，请作为新图片入藏。",
            "If it is a new scan, import it as one.",
        ),
    ),
    "title_placeholder": (
        (
            "作品「{a}」没有题名：「{n}」只是占位的文件名。",
            "“{a}” has no title: “{n}” only holds its place.",
        ),
        (
            "作品已入藏；请补上题名。",
            "The work was taken in; give it a title.",
        ),
    ),
    "picture_remote": (
        (
            "作品「{a}」的 {n} 张图片在网上，没有去取。",
            "The pictures of “{a}” ({n}) lie on the network; they were not fetched.",
        ),
        (
            "要取图片，请在入藏页填写清单的地址；或把图片存在清单旁边再入藏。",
            "To fetch them, enter the manifest's address; or save them beside the file.",
        ),
    ),
}
_OF_FILES: _Sentences = {
    "register_empty": (
        (
            "登记表「{n}」没有数据行。",
            "The register “{n}” has no rows.",
        ),
        (
            "请核对是否选对了文件和工作表。",
            "Check that it is the right file and sheet.",
        ),
    ),
    "excel_old": (
        (
            "「{n}」是旧版 Excel 格式（.xls）。",
            "“{n}” is an old Excel file (.xls).",
        ),
        (
            "请在 Excel 中另存为 .xlsx 后再入藏。",
            "Save it as .xlsx in Excel and import that.",
        ),
    ),
    "iiif_no_work": (
        (
            "「{n}」是 IIIF 文件，但不是一件作品的清单。",
            "“{n}” is a IIIF file, but no manifest of a work.",
        ),
        (
            "请选择作品的清单（manifest）。",
            "Choose the manifest of a work.",
        ),
    ),
    "collection_remote": (
        (
            "这是 IIIF 藏品集，列出了网上的 {n} 份清单，没有去取。",
            "This IIIF collection lists {n} manifests on the network; none was fetched.",
        ),
        (
            "要取它们，请在入藏页填写藏品集的地址；或把各份清单存成文件再入藏。",
            "To fetch them, enter the collection's address; or save the manifests as files.",
        ),
    ),
    "source_unknown": (
        (
            "「{n}」不是图片，也不是登记表。",
            "“{n}” is neither a picture nor a register.",
        ),
        (
            "请选择图片、文件夹、Excel、CSV 或 JSON 文件；典籍请加 --passages。",
            "Choose pictures, folders, Excel, CSV or JSON; for classical texts, --passages.",
        ),
    ),
}
_SENTENCES: _Sentences = _OF_PICTURES | _OF_ROWS | _OF_RECORDS | _OF_FILES


def from_error(error: SongClipError, source: str, row: int | None, accession: str) -> Problem:
    """An error of one file as a problem of its row."""
    return Problem(source, row, accession, error.code, error.what, error.remedy)


def problem(
    code: str, source: str, row: int | None = None, accession: str = "", name: str = ""
) -> Problem:
    """The problem of this code.

    Args:
        code: one of the codes below.
        source: the file it was found in.
        row: its row there, as a spreadsheet shows it.
        accession: the work, where known.
        name: what the sentence names: a file, a column, another number.
    """
    if code == "picture_missing" and name:
        name = say("（{n}）", " ({n})", n=name)
    what, remedy = (say(*each, a=accession, n=name) for each in _SENTENCES[code])
    return Problem(source, row, accession, code, what, remedy)


def write_table(path: Path, problems: Sequence[Problem]) -> int:
    """Writes problems as a table for people: a workbook, or CSV that Excel opens right.

    Args:
        path: .xlsx or .csv.
        problems: in the order they are written.

    Returns:
        How many rows were written.

    Raises:
        SongClipError: table_not_written.
    """
    header = (
        say("来源", "source"), say("行", "row"), say("藏品编号", "accession number"),
        say("怎么了", "what"), say("怎么办", "remedy"),
    )  # fmt: skip
    rows = [
        (each.source, "" if each.row is None else str(each.row), each.accession, each.what,
         each.remedy)
        for each in problems
    ]  # fmt: skip
    workbook = path.suffix.lower() == ".xlsx"
    write = spreadsheet.write_workbook if workbook else spreadsheet.write_delimited
    try:
        path.open("ab").close()  # openpyxl leaves half a workbook open where it cannot save
        return write(path, header, rows)
    except OSError as error:
        raise SongClipError(
            "table_not_written",
            say("「{name}」写不进去：{why}。", "“{name}” cannot be written: {why}.",
                name=path.name, why=error.strerror or error),
            say("请换一个位置；若它正在 Excel 中打开，请先关上。",
                "Choose another place; if it is open in Excel, close it there first."),
        ) from error  # fmt: skip
