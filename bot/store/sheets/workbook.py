"""A sheet as a file: its records, or an empty template with an example and what each column means.

Every cell is text, so that 工号 keep their zeros and nothing anybody wrote is taken for a formula.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SheetError
from bot.store.sheets.inert import quote
from bot.store.sheets.sheet import EXAMPLE, Record, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NOTES_TITLE = "填写说明"
NOTES_HEAD = ("列", "必填", "怎么填", "示例")
NOTES_LAST = "第一张表里以“示例：”开头的行不会导入。带 * 的列必填。空着的格会清空原有内容，整列删去则保留原样。"
YES = "是"

ENDINGS = (".xlsx", ".csv")
IS_FOLDER = "“{file}”是文件夹，请写出要存成的文件名，如 名单.xlsx"
NO_TABLE = "“{file}”的结尾不是能写的表格，请用其中一种：{endings}"
NOT_WRITTEN = "写不了“{file}”，请核对文件夹是否存在、能否写入，文件是否正被别的程序打开"

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WIDTH = 18


def check_file(file: Path) -> None:
    """Raise SheetError where `file` can't be a table by its name: a folder, or neither .xlsx nor .csv."""
    if file.is_dir():
        raise SheetError(str(file), [IS_FOLDER.format(file=file)])
    if file.suffix.lower() not in ENDINGS:
        raise SheetError(str(file), [NO_TABLE.format(file=file, endings="、".join(ENDINGS))])


def export(sheet: Sheet, records: Iterable[Record], file: Path) -> None:
    """Write `records` to `file`, .xlsx or .csv. Raises SheetError where it can't be written."""
    _write(sheet, [[record.get(column.key, "") for column in sheet.columns] for record in records], file, notes=False)


def template(sheet: Sheet, file: Path) -> None:
    """Write an empty sheet with one example row, and in a workbook the notes, to `file`. Raises as `export` does."""
    first, *others = (column.example for column in sheet.columns)
    _write(sheet, [[EXAMPLE + first, *others]], file, notes=True)


def _write(sheet: Sheet, rows: Sequence[Sequence[str]], file: Path, *, notes: bool) -> None:
    check_file(file)
    try:
        if file.suffix.lower() == ".csv":
            _write_text(sheet, rows, file)
        else:
            _write_book(sheet, rows, file, notes=notes)
    except OSError:
        raise SheetError(str(file), [NOT_WRITTEN.format(file=file)]) from None


def _headings(sheet: Sheet) -> list[str]:
    return [f"{column.heading}*" if column.required else column.heading for column in sheet.columns]


def _write_text(sheet: Sheet, rows: Sequence[Sequence[str]], file: Path) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([[quote(cell) for cell in row] for row in (_headings(sheet), *rows)])


def _write_book(sheet: Sheet, rows: Sequence[Sequence[str]], file: Path, *, notes: bool) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 — slow to load, and only exports need it

    book = Workbook()
    book.remove(book.worksheets[0])
    table = book.create_sheet(sheet.title)
    _fill(table, [_headings(sheet), *rows])
    table.freeze_panes = "A2"
    if notes:
        lines = [(column.heading, YES * column.required, column.help, column.example) for column in sheet.columns]
        _fill(book.create_sheet(NOTES_TITLE), [NOTES_HEAD, *lines, (NOTES_LAST,)])
    book.save(file)


def _fill(table: Worksheet, rows: Iterable[Sequence[str]]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 — as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 — as above

    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell = table.cell(number, place, FORBIDDEN.sub("", text))
            cell.data_type = "s"
            cell.number_format = "@"
            cell.quotePrefix = True
            table.column_dimensions[get_column_letter(place)].width = WIDTH
            if number == 1:
                cell.font = Font(bold=True)
