"""How the rows of a file become records: the heading row found, every cell read, every fault told in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import SheetError
from bot.store.names import fold
from bot.store.sheets.cells import BETWEEN
from bot.store.sheets.sheet import EXAMPLE, CellFault, Column, Context, Record, Row, Sheet

CELL_FAULT = "第{row}行“{heading}”：{trouble}"
MISSING_CELL = "不能空着，请填写"
NO_HEADINGS = "找不到表头：前{rows}行里没有“{heading}”这一列，请用导出的模板填写"
MISSING_HEADING = "缺少“{heading}”这一列，请补上后重新导入"
DOUBLE_HEADING = "“{heading}”这一列出现了两次，请删去一列"
DOUBLE_ROW = "第{row}行与第{first}行重复（{label}），请删去一行"
NO_ROWS = "表里没有内容，请至少填写一行"

HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Parsed:
    """The records of a file. `ignored`: headings nobody knows; `examples`: row numbers of the template's example."""

    rows: list[Row]
    ignored: list[str]
    examples: list[int]


def parse(sheet: Sheet, grid: Sequence[Sequence[str]], context: Context) -> Parsed:
    """Read the rows of a file, its first row number 1. Raises SheetError with one sentence a fault."""
    head, places, ignored = _header(sheet, grid)
    filled = [(number, _cells(row, places)) for number, row in enumerate(grid, start=1) if number > head]
    filled = [(number, cells) for number, cells in filled if any(cells.values())]
    first = sheet.columns[0].key
    examples = [number for number, cells in filled if cells.get(first, "").startswith(EXAMPLE)]
    filled = [(number, cells) for number, cells in filled if number not in examples]
    context = _with_own_names(sheet, [cells for _, cells in filled], context)
    faults: list[str] = [] if filled else [NO_ROWS]
    rows = [Row(number, _record(sheet, number, cells, context, faults)) for number, cells in filled]
    faults += _doubles(sheet, rows) if not faults else []
    faults += sheet.check(rows, context) if not faults else []
    if faults:
        raise SheetError(sheet.title, faults)
    return Parsed(rows, ignored, examples)


def _header(sheet: Sheet, grid: Sequence[Sequence[str]]) -> tuple[int, dict[str, int], list[str]]:
    """Find the row with the most headings: its number, the place of each column, and the headings nobody knows."""
    known = {fold(column.heading): column.key for column in sheet.columns}
    scored = [
        (sum(_plain_heading(cell) in known for cell in row), -number, number)
        for number, row in enumerate(grid[:HEADER_WITHIN], start=1)
    ]
    score, _, head = max(scored, default=(0, 0, 0))
    required = [column.heading for column in sheet.columns if column.required]
    if not score:
        raise SheetError(sheet.title, [NO_HEADINGS.format(rows=HEADER_WITHIN, heading=required[0])])
    places: dict[str, int] = {}
    ignored, faults = [], []
    for place, cell in enumerate(grid[head - 1]):
        key = known.get(_plain_heading(cell))
        if key is None:
            ignored += [cell.strip()] if cell.strip() else []
        elif key in places:
            faults.append(DOUBLE_HEADING.format(heading=cell.strip()))
        else:
            places[key] = place
    missing = [column.heading for column in sheet.columns if column.required and column.key not in places]
    faults += [MISSING_HEADING.format(heading=heading) for heading in missing]
    if faults:
        raise SheetError(sheet.title, faults)
    return head, places, ignored


def _plain_heading(cell: str) -> str:
    return fold(cell).strip("*").removesuffix("(必填)").strip("*")


def _cells(row: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    return {key: row[place].strip() if place < len(row) else "" for key, place in places.items()}


def _with_own_names(sheet: Sheet, filled: Sequence[Mapping[str, str]], context: Context) -> Context:
    if sheet.names_itself is None:
        return context
    kind, keys = sheet.names_itself
    own = {
        fold(name): cells[keys[0]]
        for cells in filled
        for key in reversed(keys)
        for name in BETWEEN.split(cells.get(key, ""))
        if name.strip()
    }
    return Context(context.zone, context.now, {**context.names, kind: {**own, **context.names.get(kind, {})}})


def _record(sheet: Sheet, number: int, cells: Mapping[str, str], context: Context, faults: list[str]) -> Record:
    record = {}
    for column in sheet.columns:
        if column.key not in cells or column.shown_only:
            continue
        try:
            record[column.key] = _cell(column, cells[column.key], context)
        except CellFault as trouble:
            faults.append(CELL_FAULT.format(row=number, heading=column.heading, trouble=trouble))
    return record


def _cell(column: Column, text: str, context: Context) -> str:
    if text:
        return column.parse(text, context)
    if column.required:
        raise CellFault(MISSING_CELL)
    return ""


def _doubles(sheet: Sheet, rows: Sequence[Row]) -> list[str]:
    first: dict[tuple[str, ...], int] = {}
    faults = []
    for row in rows:
        before = first.setdefault(sheet.identify(row.record), row.number)
        if before != row.number:
            faults.append(DOUBLE_ROW.format(row=row.number, first=before, label=sheet.label(row.record)))
    return faults
