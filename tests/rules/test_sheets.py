"""A spreadsheet of the office: what is read, what is a fault, and what goes out."""

from __future__ import annotations

import csv
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.errors import SheetError
from bot.store.sheets import cells
from bot.store.sheets.grid import _cell as grid_cell
from bot.store.sheets.grid import read_grid
from bot.store.sheets.inert import quote, unquote
from bot.store.sheets.office import OFFICE_SHEETS
from bot.store.sheets.parsed import Parsed, parse
from bot.store.sheets.sheet import CellFault, Column, Context, Sheet
from bot.store.sheets.workbook import export, template
from tests.each import each

CONTEXT = Context(ZoneInfo("Asia/Shanghai"), datetime(2026, 3, 2, tzinfo=UTC), {"unit": {"维修": "维修中心", "水": ""}})
DANGERS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\xa0=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "\u200b=1",
    "'=1",
]

SHEET = Sheet(
    key="tools",
    title="工具",
    columns=(
        Column("name", "名称", cells.text(10), required=True, example="扳手", help="叫法"),
        Column("count", "数量", cells.whole(0, 99), example="3"),
        Column("unit", "单位", cells.named("unit", "单位"), example="维修中心"),
        Column("bought", "购入日期", cells.day, example="2026-01-01"),
        Column("phone", "电话", cells.phone, example=""),
    ),
    identity=("name",),
    current=lambda _connection, _context: [],
    write=lambda _connection, _changes, _context: None,
)


def read(*rows: list[str]) -> Parsed:
    """Parse rows below the full heading."""
    return parse(SHEET, [["名称", "数量", "单位", "购入日期", "电话"], *rows], CONTEXT)


def faults(*grid: list[str]) -> list[str]:
    """Return what is wrong with a grid."""
    with pytest.raises(SheetError) as caught:
        parse(SHEET, grid, CONTEXT)
    return caught.value.faults


def test_cells_come_out_in_their_canonical_form() -> None:
    """Full-width digits, aliases and five spellings of a day are one thing each."""
    (row,) = read(["扳 手", "０７", " 维修", "2026年3月1日", "139 0001 0001"]).rows
    assert row.record == {
        "name": "扳手",
        "count": "7",
        "unit": "维修中心",
        "bought": "2026-03-01",
        "phone": "13900010001",
    }


def test_the_heading_row_is_found_below_a_title_and_however_it_is_spelt() -> None:
    """Stars, blanks and full-width signs in headings play no part; unknown columns are named."""
    parsed = parse(SHEET, [["后勤部工具表"], [], ["备注", " 名 称*", "数量（必填）"], ["旧", "扳手", "2"]], CONTEXT)
    assert parsed.rows[0].number == 4
    assert parsed.rows[0].record == {"name": "扳手", "count": "2"}
    assert parsed.ignored == ["备注"]


def test_every_fault_is_told_at_once_with_row_column_and_remedy() -> None:
    """The office mends a file in one go."""
    told = faults(
        ["名称", "数量", "单位", "购入日期", "电话"],
        ["", "100", "食堂", "三月", "1"],
        [],
        ["刀", "x", "水", "2026-02-30", "a"],
    )
    assert told == [
        "第2行“名称”：不能空着，请填写",
        "第2行“数量”：“100”不是0到99之间的整数，请改正",
        "第2行“单位”：没有名为“食堂”的单位，请先在“单位”表里登记，或改正写法",
        "第2行“购入日期”：“三月”不是日期，请写成 2026-03-01 这样",
        "第2行“电话”：“1”不像电话号码，请填6到20位数字",
        "第4行“数量”：“x”不是0到99之间的整数，请改正",
        "第4行“单位”：“水”对应不止一个单位，请写明（人员请写工号）",
        "第4行“购入日期”：“2026-02-30”不是日期，请写成 2026-03-01 这样",
        "第4行“电话”：“a”不像电话号码，请填6到20位数字",
    ]


def test_a_table_without_its_headings_or_rows_is_refused() -> None:
    """A missing, doubled or absent heading and an empty table are named."""
    assert faults() == ["找不到表头：前10行里没有“名称”这一列，请用导出的模板填写"]
    assert faults(["数量"], ["1"]) == ["缺少“名称”这一列，请补上后重新导入"]
    assert faults(["名称", "名称 "], ["a", "b"]) == ["“名称”这一列出现了两次，请删去一列"]
    assert faults(["名称"], [""]) == ["表里没有内容，请至少填写一行"]


def test_the_same_thing_twice_is_refused() -> None:
    """Two rows for one record can't both be right."""
    assert faults(["名称"], ["扳手"], ["钳子"], ["扳 手"]) == ["第4行与第2行重复（扳手），请删去一行"]


def test_the_templates_example_is_skipped_and_said() -> None:
    """Who forgets to delete the example imports nothing wrong."""
    parsed = read(["示例：扳手", "3", "维修中心", "2026-01-01", ""], ["钳子", "", "", "", ""])
    assert [row.record["name"] for row in parsed.rows] == ["钳子"]
    assert parsed.examples == [2]


@each("text", ["2026-03-01", "2026/3/1", "2026.3.1", "２０２６年３月１日", "20260301", "2026-03-01 00:00:00"])
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    """All of them are one day."""
    assert cells.day(text, CONTEXT) == "2026-03-01"


@each("text", ["3月1日", "2026-13-01", "0000-01-01", "昨天", "2026-3", "1"])
def test_what_is_not_one_day_is_a_fault(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(CellFault):
        cells.day(text, CONTEXT)


def test_lists_choices_and_accounts_are_read() -> None:
    """Several names between any commas, a choice by a synonym, an account as it stands."""
    several = cells.several(cells.choice("值班员", "联络员", also={"值班": "值班员"}))
    assert several("联络员，值班;值班员", CONTEXT) == "联络员、值班员"
    assert cells.account("ZhangMin@x", CONTEXT) == "ZhangMin@x"
    for parse_cell, text in (
        (several, "厨师"),
        (cells.account, "张敏"),
        (cells.text(3), "一二三四"),
        (cells.phone, "无"),
    ):
        with pytest.raises(CellFault, match=text):
            parse_cell(text, CONTEXT)


def test_a_day_begins_in_the_offices_zone() -> None:
    """The last day is over when the next begins there."""
    assert CONTEXT.first_moment("2026-03-01") == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert CONTEXT.moment_after("2026-03-01") == datetime(2026, 3, 1, 16, tzinfo=UTC)
    assert CONTEXT.day_before(CONTEXT.moment_after("2026-03-01")) == "2026-03-01"


@given(st.text())
def test_what_goes_out_quoted_comes_back_the_same(text: str) -> None:
    """The apostrophe is ours, and only ours is taken off."""
    assert unquote(quote(text)) == text


@pytest.mark.parametrize("text", DANGERS)
def test_nothing_a_program_could_take_for_a_formula_goes_out_bare(text: str, tmp_path: Path) -> None:
    """In a text file it is quoted, in a workbook it is typed as text, and both read back."""
    assert quote(text).startswith("'")
    for file in (tmp_path / "a.csv", tmp_path / "a.xlsx"):
        export(SHEET, [{"name": text}], file)
        assert read_grid(file)[1][0].strip("\r\n\t") == text.strip("\r\n\t")
    cell = load_workbook(tmp_path / "a.xlsx").active["A2"]  # type: ignore[index]
    assert (cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "@", True)


@each("text", ["王建国", "13900010001", "10-20", "", "a=b", "'好"])
def test_ordinary_text_goes_out_as_it_stands(text: str) -> None:
    """No apostrophes where none are needed."""
    assert quote(text) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_files_of_every_office_program_are_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """Encoding and separator are found, not asked for."""
    file = tmp_path / "t.csv"
    with file.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([["名称", "数量"], ["扳手", "3"], ["多\n行", ""]])
    assert read_grid(file) == [["名称", "数量"], ["扳手", "3"], ["多\n行", ""]]


def test_numbers_and_days_of_a_workbook_come_out_as_people_write_them(tmp_path: Path) -> None:
    """工号 typed as a number has no decimal point; a day is a day."""
    book = Workbook()
    book.worksheets[0].append([10001, 2.0, 2.5, datetime(2026, 3, 1), datetime(2026, 3, 1, 8, 30), True, None, "x"])  # noqa: DTZ001
    book.worksheets[0].append([datetime(2026, 3, 1).date()])  # noqa: DTZ001
    book.save(tmp_path / "t.xlsx")
    assert read_grid(tmp_path / "t.xlsx") == [
        ["10001", "2", "2.5", "2026-03-01", "2026-03-01 08:30", "是", "", "x"],
        ["2026-03-01"],
    ]


@pytest.mark.parametrize(
    ("stored", "text"), [(1.38e10, "13800000000"), (date(2026, 3, 1), "2026-03-01"), ("a_x000D_", "a")]
)
def test_other_programs_store_the_same_things_otherwise(stored: object, text: str) -> None:
    """A telephone number as a decimal, a bare day, a carriage return spelt out."""
    assert grid_cell("t.xlsx", (1, 1), stored, stored) == text


def test_blank_rows_at_the_end_are_no_rows(tmp_path: Path) -> None:
    """Formatting alone fills nothing."""
    (tmp_path / "t.csv").write_text("名称\n扳手\n,\n\n", encoding="utf-8")
    assert read_grid(tmp_path / "t.csv") == [["名称"], ["扳手"]]


def test_the_sheet_with_the_tables_title_is_taken(tmp_path: Path) -> None:
    """Notes may stand before it."""
    book = Workbook()
    book.worksheets[0].append(["说明"])
    book.create_sheet("工具").append(["名称"])
    book.save(tmp_path / "t.xlsx")
    assert read_grid(tmp_path / "t.xlsx", "工具") == [["名称"]]
    assert read_grid(tmp_path / "t.xlsx", "人员") == [["说明"]]


def test_a_formula_without_its_result_is_refused_by_place(tmp_path: Path) -> None:
    """A blank would be a silent loss."""
    book = Workbook()
    book.worksheets[0].append(["名称", "=1+1"])
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(SheetError) as caught:
        read_grid(tmp_path / "t.xlsx")
    assert caught.value.faults == ["第1行第2列是公式，没有存下结果；请用表格软件打开并保存一次，或粘贴为数值"]


def _not_a_book(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x", "y")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0rest", "旧版格式或设了密码"),
        ("a.xlsx", b"PK\x03\x04broken", "打不开"),
        ("a.pdf", b"%PDF", "不是 .xlsx 或 .csv"),
        ("a.csv", b"\xff\xff\xff\x81", "文字编码认不出来"),
        ("a.csv", b"a" * 20_000_001, "太大"),
        ("a.csv", b"a\n" * 20_001, "太大"),
        ("a.csv", b'"' + b"a" * 200_000 + b'"', "打不开"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_remedy(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    """A sentence naming the file, never a traceback."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SheetError) as caught:
        read_grid(tmp_path / name)
    assert told in caught.value.faults[0]
    assert name in caught.value.faults[0]


def test_an_archive_that_is_no_workbook_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    """The same kindness."""
    _not_a_book(tmp_path / "a.xlsx")
    with pytest.raises(SheetError) as broken:
        read_grid(tmp_path / "a.xlsx")
    with pytest.raises(SheetError) as missing:
        read_grid(tmp_path / "b.xlsx")
    assert "打不开" in broken.value.faults[0]
    assert "找不到文件" in missing.value.faults[0]


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """A bomb is told by its table of contents."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(5):
            archive.writestr(f"p{part}", b"\0" * 50_000_000)
    with pytest.raises(SheetError) as caught:
        read_grid(tmp_path / "a.xlsx")
    assert "太大" in caught.value.faults[0]


@pytest.mark.parametrize("sheet", OFFICE_SHEETS.values(), ids=list(OFFICE_SHEETS))
def test_every_template_says_what_each_column_means(sheet: Sheet, tmp_path: Path) -> None:
    """Headings, an example, and a page of notes; the example alone imports nothing."""
    file = tmp_path / "t.xlsx"
    template(sheet, file)
    template(sheet, tmp_path / "t.csv")
    assert read_grid(file) == read_grid(tmp_path / "t.csv")
    notes = read_grid(file, "填写说明")
    assert [line[0] for line in notes[1:-1]] == [column.heading for column in sheet.columns]
    assert all(line[2] for line in notes[1:-1])
    with pytest.raises(SheetError, match="fault"):
        parse(sheet, read_grid(file), CONTEXT)  # nothing but the example
