"""Workbooks the house makes: sheets of rows, as a file to hand over.

What anybody wrote stands as text, so that nothing is taken for a formula; numbers of our own are numbers.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.documents import XLSX, Document
from bot.store.sheets.workbook import FORBIDDEN

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as WorkbookCell
    from openpyxl.worksheet.worksheet import Worksheet

Cell: TypeAlias = str | int | float
LONGEST_NAME, LONGEST_CELL = 90, 32_000  # a workbook's cell holds 32,767 signs
LONGEST_HEADER = 110  # the format allows 255, with every & twice
PAGES = "第 &P 页，共 &N 页"
SIGN = 2.1  # how much wider than a Western letter a Chinese sign is


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet. title: at most 31 signs, no brackets, slashes, stars. widths: in Chinese signs. notes: below.

    heading: what stands over it on every page that is printed.
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    notes: Sequence[str] = ()
    heading: str = ""


def workbook_of(name: str, leaves: Sequence[Leaf]) -> Document:
    """Make the workbook. name: of the file, without its ending."""
    from openpyxl import Workbook  # noqa: PLC0415 — slow to load, and only exports need it

    book = Workbook()
    book.remove(book.worksheets[0])
    for leaf in leaves:
        _fill(book.create_sheet(leaf.title), leaf)
    stream = io.BytesIO()
    book.save(stream)
    return Document(f"{name[:LONGEST_NAME]}.xlsx", stream.getvalue(), XLSX)


def _fill(sheet: Worksheet, leaf: Leaf) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 — as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 — as above
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 — as above

    for place, width in enumerate(leaf.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width * SIGN
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, row in enumerate((leaf.head, *leaf.rows), start=1):
        for place, value in enumerate(row, start=1):
            cell = _put(sheet, number, place, value)
            cell.alignment = wrapped
            if number == 1:
                cell.font = bold
    for number, note in enumerate(leaf.notes, start=len(leaf.rows) + 3):
        _put(sheet, number, 1, note)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    if sheet.oddHeader is not None and sheet.oddFooter is not None:
        sheet.oddHeader.center.text = _header(leaf.heading)
        sheet.oddFooter.center.text = PAGES
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _header(text: str) -> str | None:
    """Return a text as it may stand over a page: one line, its own `&` no code."""
    return " ".join(FORBIDDEN.sub("", text).split())[:LONGEST_HEADER].replace("&", "&&") or None


def _put(sheet: Worksheet, number: int, place: int, value: Cell) -> WorkbookCell:
    if not isinstance(value, str):
        return sheet.cell(number, place, value)
    cell = sheet.cell(number, place, FORBIDDEN.sub("", value)[:LONGEST_CELL])
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell
