"""Printed documents as Word files. Loaded late: `bot.printed` says what there is to print."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC
from html import escape
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from bot.printed import (
    BODY_PT,
    CLOSE,
    FILED,
    LONGEST_NAME,
    Font,
    Grid,
    Heading,
    NewPage,
    Page,
    Paragraph,
    Part,
    Printed,
    Side,
    Title,
)

A4_MM = (210, 297)
ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
SIDES = {
    Side.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Side.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Side.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Side.BOTH: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
TITLE_SPACING = 1.5
NUMBER_PT = 14.0  # 四号
NUMBER = (
    '<w:fldSimple {ns} w:instr=" PAGE "><w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
    '<w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
)

TABLE = (
    '<w:tbl {ns}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/>'
    '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
)
ROW, HEAD_ROW = "<w:tr><w:trPr><w:cantSplit/>{marks}</w:trPr>{cells}</w:tr>", "<w:tblHeader/>"
CELL = '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{lines}</w:tc>'
CELL_LINE = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/></w:pPr><w:r><w:rPr>'
    '<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/><w:sz w:val="{size}"/>'
    '<w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
)


def content_of(printed: Printed) -> bytes:
    """Return the bytes of a Word file; the same for the same."""
    word = docx.Document()
    _set_up(word, printed)
    for part in printed.parts:
        _put(word, part)
    stream = io.BytesIO()
    word.save(stream)
    return _timeless(stream.getvalue())


def _set_up(word: Word, printed: Printed) -> None:
    """Set page, fonts and properties; nothing of the blank document's own is left to be seen."""
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _set_font(defaults, Font.BODY, BODY_PT)
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    spacing = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")
    spacing.set(qn("w:after"), "0")
    properties = word.core_properties
    properties.title, issuer = _clean(printed.name)[:LONGEST_NAME], _clean(printed.issuer)[:LONGEST_NAME]
    properties.author = properties.last_modified_by = issuer
    properties.created = properties.modified = printed.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.comments, properties.revision, properties.language = "", 1, "zh-CN"
    _set_page(word, printed.page)


def _set_page(word: Word, page: Page) -> None:
    section = word.sections[0]
    width, height = A4_MM[::-1] if page.is_wide else A4_MM
    section.orientation = WD_ORIENT.LANDSCAPE if page.is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.footer_distance = Mm(max(page.bottom - 12, 5))  # the number stands 7 mm below the text
    if page == FILED:  # 28 signs on 156 mm: each a little narrower than 16 pt
        grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 — python-docx has no other way to it
        for name, value in (("type", "linesAndChars"), ("linePitch", "579"), ("charSpace", "-849")):
            grid.set(qn(f"w:{name}"), value)
    if page.is_numbered:
        line = section.footer.paragraphs[0]
        _set_line(line, Side.CENTRE, NUMBER_PT * CLOSE)
        _write(line, "— ", Font.BODY, NUMBER_PT)
        line._p.append(parse_xml(NUMBER.format(ns=nsdecls("w"))))  # noqa: SLF001 — as above
        _write(line, " —", Font.BODY, NUMBER_PT)


def _put(word: Word, part: Part) -> None:
    match part:
        case Title():
            _put_line(word, part.text, Font.TITLE, part.pt, TITLE_SPACING, Side.CENTRE)
        case Heading():
            font = Font.HEADING if part.level == 1 else Font.SUBHEADING
            _set_level(_put_line(word, part.text, font, part.pt, part.spacing), part.level)
        case Paragraph():
            for text in _clean(part.text).split("\n"):
                _put_paragraph(word, text, part)
        case Grid():
            if len(word.element.body) > 1 and word.element.body[-2].tag == qn("w:tbl"):
                _put_line(word, "", Font.BODY, 1, 1)  # two tables that touch become one
            _put_grid(word, part)
        case NewPage():
            _put_line(word, "", Font.BODY, 1, 1).paragraph_format.page_break_before = True


def _put_paragraph(word: Word, text: str, part: Paragraph) -> None:
    line = _put_line(word, text, Font.BODY, part.pt, part.spacing, part.side)
    line.runs[0].bold = part.is_bold or None
    if part.is_indented:
        _indent(line, part.pt)


def _put_line(word: Word, text: str, font: Font, pt: float, spacing: float, side: Side = Side.LEFT) -> Line:
    line = word.add_paragraph()
    _set_line(line, side, pt * spacing)
    _write(line, text, font, pt)
    return line


def _put_grid(word: Word, grid: Grid) -> None:
    """Write a table as a whole: cell by cell it would take a tenth of a second for a page."""
    columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in grid.widths)
    rows = [_row(grid.head, grid, Font.HEADING, HEAD_ROW)] if grid.head else []
    rows += [_row(row, grid, Font.BODY, "") for row in grid.rows]
    width = sum(map(_twips, grid.widths))
    table = parse_xml(TABLE.format(ns=nsdecls("w"), width=width, columns=columns, rows="".join(rows)))
    word.element.body.sectPr.addprevious(table)


def _row(texts: Sequence[str], grid: Grid, font: Font, marks: str) -> str:
    cells = [
        CELL.format(width=_twips(width), lines="".join(_cell_line(one, grid, font) for one in _clean(text).split("\n")))
        for text, width in zip(texts, grid.widths, strict=True)
    ]
    return ROW.format(marks=marks, cells="".join(cells))


def _cell_line(text: str, grid: Grid, font: Font) -> str:
    height, size = round(grid.pt * grid.spacing * 20), round(grid.pt * 2)
    return CELL_LINE.format(height=height, font=font, size=size, text=escape(text, quote=False))


def _twips(mm: float) -> int:
    return round(mm / 25.4 * 1440)


def _set_line(line: Line, side: Side, height_pt: float) -> None:
    """Place a line; its height is exact, so that a page holds what it was made for, whatever the font."""
    line.paragraph_format.alignment = SIDES[side]
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = Pt(height_pt)


def _indent(line: Line, pt: float) -> None:
    """Begin a paragraph two signs in."""
    indent = line._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 — as above
    indent.firstLine = Pt(2 * pt)
    indent.set(qn("w:firstLineChars"), "200")


def _set_level(line: Line, level: int) -> None:
    """Let the outline show a heading; it stays with what follows."""
    line.paragraph_format.keep_with_next = True
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    line._p.get_or_add_pPr().append(outline)  # noqa: SLF001 — as above; the last of what is set here


def _write(line: Line, text: str, font: Font, pt: float) -> None:
    run = line.add_run(_clean(text).replace("\n", " "))
    _set_font(run._r.get_or_add_rPr(), font, pt)  # noqa: SLF001 — as above


def _set_font(marks: Any, font: Font, pt: float) -> None:
    """Name a font for every script: a program that knows only the Western one would take another for Chinese."""
    named = marks.find(qn("w:rFonts"))
    if named is None:
        named = OxmlElement("w:rFonts")
        marks.insert(0, named)
    named.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        named.set(qn(f"w:{script}"), font)
    for size in ("w:sz", "w:szCs"):
        found = marks.find(qn(size))
        if found is None:
            found = OxmlElement(size)
            marks.append(found)
        found.set(qn("w:val"), str(round(pt * 2)))


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", LINE_ENDS.sub("\n", text)).replace("\t", " ")


def _timeless(content: bytes) -> bytes:
    """Pack a Word file anew without the moment at which it was packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_BEGINS), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
