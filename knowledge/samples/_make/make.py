"""Builds the samples that are not plain text, always to the same bytes.

    python knowledge/samples/_make/make.py

The texts stand beside this file as `*.text`. python-docx is a dependency of the assistant anyway; the
PDF needs the command `weasyprint` and the font Noto Serif CJK (Debian: weasyprint, fonts-noto-cjk), and
is left as it is where they are missing. The font (OFL) is cut to the characters used.

Marks at the start of a line: `!` name of the issuing office, `=` centred, `#` title, `##` heading,
`>` to the right, `|` row of a table, two spaces = indented paragraph, `---` new page.
"""

from __future__ import annotations

import html
import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

HERE = Path(__file__).resolve().parent
OUT = HERE.parent
STAMP = datetime(2026, 7, 1, tzinfo=UTC)
LINE = 50  # half-width columns in a line of the hard-wrapped text
PAGE = 22  # lines on a page of it


def lines_of(name: str) -> list[tuple[str, str]]:
    """The lines of a text as (mark, words)."""
    out: list[tuple[str, str]] = []
    for line in (HERE / f"{name}.text").read_text("utf-8").splitlines():
        if line == "---":
            out.append(("---", ""))
        elif found := re.match(r"(!|=|##|#|>|\|) ?(.*)", line):
            out.append((found[1], found[2].strip()))
        elif line.startswith("  "):
            out.append(("  ", line[2:].rstrip()))
        else:
            out.append(("", line.strip()))
    return out


def cells_of(words: str) -> list[str]:
    return [cell.strip() for cell in words.strip("|").split("|")]


def write_docx(name: str) -> None:
    document = Document()
    props = document.core_properties
    props.title, props.author, props.last_modified_by = name, "青衡大学后勤保障部", ""
    props.created = props.modified = STAMP
    props.revision, props.comments = 1, ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "仿宋", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    for style in ("Heading 1", "Heading 2"):
        look = document.styles[style]
        look.font.name, look.font.color.rgb = "黑体", RGBColor(0, 0, 0)
        look.element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")
    table = None
    for mark, words in lines_of(name):
        if mark == "|":
            cells = cells_of(words)
            if table is None:
                table = document.add_table(rows=0, cols=len(cells), style="Table Grid")
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
            continue
        table = None
        if mark == "---":
            document.add_page_break()
        elif mark in ("#", "##"):
            paragraph = document.add_heading(words, len(mark))
            if mark == "#":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph = document.add_paragraph()
            run = paragraph.add_run(words)
            if mark in ("!", "="):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if mark == "!":
                run.font.size, run.font.color.rgb = Pt(26), RGBColor(0xC0, 0, 0)
            elif mark == ">":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            elif mark == "  ":
                paragraph.paragraph_format.first_line_indent = Pt(32)
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(OUT / f"{name}.docx", "w") as new:
        for item in old.infolist():
            if item.filename == "docProps/thumbnail.jpeg":
                continue
            data = old.read(item)
            if item.filename == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            entry = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, data)


FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
FONT_OF_SIMPLIFIED = 2  # in the collection: JP, KR, SC, TC, HK
STYLE = """
@font-face { font-family: Song; src: url(song.otf) }
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font: 16pt/29pt Song } p { margin: 0; min-height: 29pt }
.office { font-size: 26pt; line-height: 44pt; color: #c00000; text-align: center }
.centre, .title { text-align: center } .title { font-size: 22pt; line-height: 36pt }
.right { text-align: right } .text { text-indent: 2em }
"""
CLASS = {
    "!": "office",
    "=": "centre",
    "#": "title",
    "##": "",
    ">": "right",
    "  ": "text",
    "": "",
}


def write_pdf(name: str) -> bool:
    if not shutil.which("weasyprint") or not FONT.exists():
        return False
    body = "\n".join(
        "<div style='break-before: page'></div>"
        if mark == "---"
        else f"<p class='{CLASS[mark]}'>{html.escape(words)}</p>"
        for mark, words in lines_of(name)
    )
    page = (
        f"<html lang='zh-CN'><head><meta charset='utf-8'><title>{name}</title>"
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(int(STAMP.timestamp()))}
    with tempfile.TemporaryDirectory() as folder:
        cut = [
            "/usr/bin/python3",
            "-m",
            "fontTools.subset",
            str(FONT),
            "--no-hinting",
            "--layout-features=",
        ]
        cut += [
            f"--font-number={FONT_OF_SIMPLIFIED}",
            f"--text={page}",
            f"--output-file={folder}/song.otf",
        ]
        subprocess.run(cut, check=True, env=env)
        (Path(folder) / "page.html").write_text(page, "utf-8")
        subprocess.run(
            ["weasyprint", f"{folder}/page.html", str(OUT / f"{name}.pdf")],
            check=True,
            env=env,
        )
    return True


def columns(char: str) -> int:
    return 1 if ord(char) < 0x80 else 2


def wrapped(words: str) -> list[str]:
    """Cut after LINE columns; a line never begins with a stop, and never cuts a number."""
    out, line, used = [], "", 0
    for token in re.findall(r"[!-~]+|.", words):
        size = sum(map(columns, token))
        if used + size > LINE and token not in "，。；：、）》”":
            out.append(line.rstrip())
            line, used = "", 0
        line, used = line + token, used + size
    return [*out, line.rstrip()]


def write_wrapped(name: str) -> None:
    """Plain text as it comes out of a PDF: every line cut, blank lines between, a space at a page's top."""
    cut: list[str] = []
    body = False
    for _mark, words in lines_of(name):
        words = re.sub(r"(?<=\d)(?=[年月日号个])|(?<=[年月])(?=\d)", " ", words)
        body = body or words.endswith("科室：")
        paragraph = body and words.endswith("。")
        cut.extend(wrapped("    " + words if paragraph else words))
    out = [(" " if at and at % PAGE == 0 else "") + line + " \n\n" for at, line in enumerate(cut)]
    (OUT / f"{name}.txt").write_text("".join(out), "utf-8")


if __name__ == "__main__":
    for each in ("重大事项请示报告制度", "督办工作规则"):
        write_docx(each)
    write_wrapped("值班管理规定")
    if not write_pdf("计划停水停电信息公开办法"):
        print("weasyprint or the font is missing: the PDF was left as it is")
