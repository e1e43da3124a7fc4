"""What is said of a row or file that could not be taken in as it is."""

from __future__ import annotations

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say
from songclip_desktop.records import Problem


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
    what, remedy = _sentences(code, accession, name)
    return Problem(source, row, accession, code, what, remedy)


def _sentences(code: str, accession: str, name: str) -> tuple[str, str]:
    return (_of_rows(accession, name) | _of_files(name))[code]


def _of_rows(accession: str, name: str) -> dict[str, tuple[str, str]]:
    return {
        "picture_missing": (
            say("作品「{a}」没有找到图片{n}。", "No picture was found for “{a}”{n}.",
                a=accession, n=f"（{name}）" if name else ""),
            say("请把图片文件放进来源文件夹（文件名含藏品编号），再次入藏即可补上。",
                "Put the picture, its number in the file name, into the folder and import again."),
        ),
        "picture_unregistered": (
            say("图片「{n}」在登记表里没有对应的作品，未入藏。",
                "No row of the register names the picture “{n}”; it was not imported.", n=name),
            say("请在登记表中补上这件作品，或在文件名中写入藏品编号。",
                "Add the work to the register, or put its number into the file name."),
        ),
        "picture_duplicate": (
            say("图片与作品「{n}」的图片完全相同。", "The picture is the very same as that of “{n}”.",
                n=name),
            say("请核对是否重复登记。", "Check whether the work is catalogued twice."),
        ),
        "accession_repeated": (
            say("藏品编号「{a}」在登记表中重复，只取第一行。",
                "The number “{a}” occurs twice in the register; the first row stands.", a=accession),
            say("请更正其中一行的编号后再次入藏。", "Correct one of the numbers and import again."),
        ),
        "accession_missing": (
            say("这一行没有藏品编号。", "This row has no accession number."),
            say("请补上编号后再次入藏。", "Fill it in and import again."),
        ),
        "accession_changed": (
            say("编号「{n}」已被另一张图片使用，本图记为「{a}」。",
                "“{n}” is another picture's number; this one became “{a}”.", n=name, a=accession),
            say("若是同一件作品的另一视图，请在登记表里把两张图片写在同一行。",
                "If both show one work, name both pictures in its row of the register."),
        ),
        "characters_lost": (
            say("这一行有无法识别的字符，未入藏。", "Characters of this row could not be read."),
            say("请把登记表另存为 UTF-8 编码后再次入藏。", "Save the register as UTF-8 and try again."),
        ),
        "column_unmapped": (
            say("登记表里没有找到藏品编号或名称一列（现有：{n}）。",
                "Neither a number nor a title column was found (there are: {n}).", n=name),
            say("请把列名改为「藏品编号」「名称」，或用列映射指明。",
                "Name the columns 藏品编号 and 名称, or choose a mapping profile."),
        ),
    }  # fmt: skip


def _of_files(name: str) -> dict[str, tuple[str, str]]:
    return {
        "register_empty": (
            say("登记表「{n}」没有数据行。", "The register “{n}” has no rows.", n=name),
            say("请核对是否选对了文件和工作表。", "Check that it is the right file and sheet."),
        ),
        "excel_old": (
            say("「{n}」是旧版 Excel 格式（.xls）。", "“{n}” is an old Excel file (.xls).", n=name),
            say("请在 Excel 中另存为 .xlsx 后再入藏。", "Save it as .xlsx in Excel and import that."),
        ),
        "manifest_unsupported": (
            say("「{n}」是 IIIF 清单，本版本尚不能读取。",
                "“{n}” is a IIIF manifest, which this version does not read yet.", n=name),
            say("请先导出为 Excel 或 CSV 登记表再入藏。",
                "Export it as an Excel or CSV register and import that."),
        ),
        "lido_unsupported": (
            say("「{n}」是 LIDO 文件，本版本尚不能读取。",
                "“{n}” is a LIDO file, which this version does not read yet.", n=name),
            say("请先导出为 Excel 或 CSV 登记表再入藏。",
                "Export it as an Excel or CSV register and import that."),
        ),
        "source_unknown": (
            say("「{n}」不是图片，也不是登记表。", "“{n}” is neither a picture nor a register.", n=name),
            say("请选择图片、文件夹、Excel、CSV 或 JSON 文件；典籍请加 --passages。",
                "Choose pictures, folders, Excel, CSV or JSON; for classical texts, --passages."),
        ),
    }  # fmt: skip
