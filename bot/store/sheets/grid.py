"""A spreadsheet file as a grid of text: .xlsx, or .csv in UTF-8 or GB18030, whatever program wrote it.

Row n of the grid is row n of the spreadsheet. Numbers, dates and truth values come out as people write them.
"""

from __future__ import annotations

import csv
import io
import sys
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from bot.errors import SheetError
from bot.store.sheets.inert import unquote

NOT_THERE = "找不到文件“{file}”，请核对路径"
TOO_BIG = "“{file}”太大，最多20兆、两万行；请分成几个文件导入"
OLD_OR_LOCKED = "“{file}”是旧版格式或设了密码；请去掉密码，另存为 .xlsx 后重新导入"
BROKEN = "“{file}”打不开，可能已损坏；请用表格软件打开，另存为 .xlsx 后重新导入"
UNKNOWN = "“{file}”不是 .xlsx 或 .csv 表格；请另存为其中一种后重新导入"
UNREADABLE_TEXT = "“{file}”的文字编码认不出来；请另存为 .xlsx 后重新导入"
BARE_FORMULA = "第{row}行第{column}列是公式，没有存下结果；请用表格软件打开并保存一次，或粘贴为数值"

PIPED, TYPED = "-", "输入的文字"
MOST_TEXT = 200_000
MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
MOST_ROWS = 20_000
OLE = b"\xd0\xcf\x11\xe0"

Grid = list[list[str]]


def read_grid(file: Path, title: str = "") -> Grid:
    """Read the sheet called `title` of `file`, else its first one. Raises SheetError with the remedy."""
    if not file.is_file():
        raise SheetError(file.name, [NOT_THERE.format(file=file.name)])
    if file.stat().st_size > MOST_BYTES:
        raise SheetError(file.name, [TOO_BIG.format(file=file.name)])
    data = file.read_bytes()
    if data.startswith(OLE):
        raise SheetError(file.name, [OLD_OR_LOCKED.format(file=file.name)])
    if data.startswith(b"PK"):
        grid = _from_workbook(file.name, data, title)
    elif file.suffix.lower() in (".csv", ".txt", ".tsv"):
        grid = _from_text(file.name, data)
    else:
        raise SheetError(file.name, [UNKNOWN.format(file=file.name)])
    while grid and not any(grid[-1]):
        grid.pop()
    if len(grid) > MOST_ROWS:
        raise SheetError(file.name, [TOO_BIG.format(file=file.name)])
    return grid


def read_text(file: Path) -> str:
    """Read a plain text: a .txt or .md file, or what is typed or piped in for `-`; empty for any other file.

    Raises SheetError with the remedy.
    """
    if str(file) == PIPED:
        return _decoded(TYPED, sys.stdin.buffer.read(MOST_TEXT))
    if file.suffix.lower() not in (".txt", ".md") or not file.is_file():
        return ""
    with file.open("rb") as opened:
        return _decoded(file.name, opened.read(MOST_TEXT))


def _from_text(name: str, data: bytes) -> Grid:
    text = _decoded(name, data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",\t;，", key=first.count)
    try:
        return [
            [unquote(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        raise SheetError(name, [BROKEN.format(file=name)]) from None


def _decoded(name: str, data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise SheetError(name, [UNREADABLE_TEXT.format(file=name)])


def _from_workbook(name: str, data: bytes, title: str) -> Grid:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise SheetError(name, [TOO_BIG.format(file=name)])
        rows = zip(_rows(data, title, values=True), _rows(data, title, values=False), strict=False)
        return [
            [_cell(name, (number, place), *pair) for place, pair in enumerate(zip(*row, strict=False), start=1)]
            for number, row in enumerate(rows, start=1)
        ]
    except (zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, IndexError, EOFError):
        raise SheetError(name, [BROKEN.format(file=name)]) from None


def _rows(data: bytes, title: str, *, values: bool) -> Iterator[tuple[object, ...]]:
    from openpyxl import load_workbook  # noqa: PLC0415 — slow to load, and only imports need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that play no part here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=values)
    sheet: Any = book[title] if title in book.sheetnames else book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is sometimes wrong
    rows: Iterator[tuple[object, ...]] = sheet.iter_rows(values_only=True)
    return rows


def _cell(name: str, at: tuple[int, int], shown: object, typed: object) -> str:
    if shown is None and typed is not None:
        raise SheetError(name, [BARE_FORMULA.format(row=at[0], column=at[1])])
    if shown is None:
        return ""
    if isinstance(shown, bool):
        return "是" if shown else "否"
    if isinstance(shown, datetime):
        return shown.date().isoformat() if shown.time() == datetime.min.time() else shown.strftime("%Y-%m-%d %H:%M")
    if isinstance(shown, date):
        return shown.isoformat()
    if isinstance(shown, float) and shown.is_integer():
        return str(int(shown))
    return str(shown).replace("_x000D_", "")
