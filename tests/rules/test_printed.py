"""Printed documents: the same parts make the same file, in the office's fonts and margins, whatever a text holds."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import docx
import mammoth
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents import DOCX
from bot.printed import POSTED, WIDE, Grid, Heading, NewPage, Page, Paragraph, Part, Printed, Side, Title
from bot.word_file import document_of

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PARTS: tuple[Part, ...] = (
    Title("突发事件过程记录"),
    Heading("一、基本情况"),
    Heading("（一）经过", level=2),
    Paragraph("三食堂三楼漏水。\n已控制。"),
    Paragraph("后勤保障部", is_indented=False, side=Side.RIGHT, is_bold=True),
    Grid(("时间", "内容"), (("10:05", "到场"), ("10:20", "=1+1")), (30, 120)),
    NewPage(),
    Grid((), (("无表头",),), (50,)),
)


def content(*parts: Part, page: Page = POSTED) -> bytes:
    """Make a file of these parts."""
    return document_of(Printed("记录", parts, AT, "后勤保障部", page)).content


def test_the_same_parts_make_the_same_bytes() -> None:
    """No moment of packing, no name of a program, no remark of its template."""
    first = document_of(Printed("记录", PARTS, AT, "后勤保障部"))
    assert first == document_of(Printed("记录", PARTS, AT, "后勤保障部"))
    assert (first.name, first.media_type) == ("记录.docx", DOCX)
    properties = docx.Document(io.BytesIO(first.content)).core_properties
    assert (properties.title, properties.author, properties.comments) == ("记录", "后勤保障部", "")
    assert properties.created == properties.modified == AT


def test_a_paper_has_the_margins_and_fonts_of_an_official_one() -> None:
    """A4, 37 and 28 mm, body 三号仿宋, headings 黑体 and 楷体, for Chinese signs as well as for Western ones."""
    word = docx.Document(io.BytesIO(document_of(Printed("记录", PARTS, AT)).content))
    section = word.sections[0]
    assert [round((one or Mm(0)).mm) for one in (section.page_width, section.page_height)] == [210, 297]
    assert [round((one or Mm(0)).mm) for one in (section.top_margin, section.left_margin)] == [37, 28]
    fonts = [
        (line.runs[0]._r.get_or_add_rPr().find(qn("w:rFonts")).get(qn("w:eastAsia")), line.runs[0].font.size)
        for line in word.paragraphs
        if line.text
    ]
    assert fonts[:4] == [("方正小标宋简体", Pt(22)), ("黑体", Pt(16)), ("楷体", Pt(16)), ("仿宋", Pt(16))]
    assert "PAGE" in section.footer._element.xml


def test_a_page_for_the_wall_has_no_number_and_a_wide_one_lies() -> None:
    """As their margins say."""
    assert "PAGE" not in docx.Document(io.BytesIO(content(Title("应急卡")))).sections[0].footer._element.xml
    wide = docx.Document(io.BytesIO(content(Title("记录"), page=WIDE))).sections[0]
    assert (round((wide.page_width or Mm(0)).mm), WIDE.width_mm, POSTED.width_mm) == (297, 247, 180)


def test_another_reader_finds_every_word_in_its_order() -> None:
    """Lines as lines, cells as cells."""
    read = mammoth.extract_raw_text(io.BytesIO(content(*PARTS))).value
    assert [line for line in read.split("\n") if line] == [
        "突发事件过程记录", "一、基本情况", "（一）经过", "三食堂三楼漏水。", "已控制。", "后勤保障部",
        "时间", "内容", "10:05", "到场", "10:20", "=1+1", "无表头",
    ]  # fmt: skip


@settings(max_examples=8)
@given(st.lists(st.text(st.characters(), max_size=40), min_size=20, max_size=20))
def test_any_text_makes_a_file_that_can_be_read(texts: list[str]) -> None:
    """Control signs, half signs and directions: what a file can't hold is left out, the rest stays."""
    made = content(Title("".join(texts)), Grid((), [(text, "后") for text in texts], (50, 20)))
    rows = docx.Document(io.BytesIO(made)).tables[0].rows
    for row, text in zip(rows, texts, strict=True):
        kept = "".join(sign for sign in text if sign.isprintable() and sign != " ")
        read, after = (cell.text for cell in row.cells)
        assert "".join(sign for sign in read if sign.isprintable() and sign != " ") == kept
        assert after == "后"


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    """A platform takes a hundred characters."""
    made = document_of(Printed("过" * 300, (), AT, "部" * 300))
    assert len(made.name) <= 100
    assert made.name.endswith(".docx")
    assert zipfile.is_zipfile(io.BytesIO(made.content))


def test_nothing_that_writes_word_files_is_loaded_before_one_is_written() -> None:
    """It takes a tenth of a second that no command should wait for."""
    command = [sys.executable, "-c", "import sys, bot.printed; print('docx' in sys.modules)"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "False"
