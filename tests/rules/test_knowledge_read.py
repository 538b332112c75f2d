"""Files become text, or a sentence that names the file and the remedy."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from bot.errors import Classified, DocumentError, Unreadable
from knowledge import read
from knowledge.read import plain_from_html, read_text, text_of
from knowledge.secrecy import is_classified
from tests.each import each

TEXT = "菜园守则\n浇水要勤，除草要早。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_plain_text_is_read_in_every_usual_encoding(encoding: str, tmp_path: Path) -> None:
    """Without being told which."""
    path = tmp_path / "守则.txt"
    path.write_bytes(("A: " + TEXT).encode(encoding))
    assert read_text(path, "守则.txt") == "A: " + TEXT


def test_markdown_loses_its_marks() -> None:
    """Staff read sentences, not marks."""
    assert (
        text_of("# 菜园守则\n**第一条** 浇水要勤。\n---\n> 注".encode(), "守则.md")
        == "菜园守则\n第一条 浇水要勤。\n\n注"
    )


def test_a_word_document_keeps_its_lists_and_tables() -> None:
    """Numbers of lists stand in the text; cells of a row side by side."""
    document = docx.Document()
    document.add_paragraph("菜园守则")
    document.add_paragraph("浇水", style="List Number")
    document.add_paragraph("除草", style="List Number")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "工具", "锄头"
    content = io.BytesIO()
    document.save(content)
    text = text_of(content.getvalue(), "守则.docx")
    assert "1.浇水\n2.除草" in text
    assert "工具\t锄头" in text


def test_lists_inside_lists_are_numbered_in_brackets() -> None:
    """And bullets are left alone."""
    html = "<ol><li>甲<ol><li>乙</li></ol></li></ol><ul><li>丙&amp;丁</li></ul><p>戊</p>"
    assert plain_from_html(html) == "1.甲\n（1）乙\n丙&丁\n戊"
    assert plain_from_html("<li>孤</li>") == "孤"


def pdf(*pages: bytes, password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    for page in pages:
        sheet = writer.add_blank_page(300, 300)
        if page:
            font = pypdf.generic.DictionaryObject(
                {
                    pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Font"),
                    pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Type1"),
                    pypdf.generic.NameObject("/BaseFont"): pypdf.generic.NameObject("/Helvetica"),
                }
            )
            fonts = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): font})
            sheet[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
                {pypdf.generic.NameObject("/Font"): fonts}
            )
            stream = pypdf.generic.DecodedStreamObject()
            lines = b" 0 -20 Td ".join(b"(" + line + b") Tj" for line in page.split(b"\n"))
            stream.set_data(b"BT /F1 12 Tf 20 200 Td " + lines + b" ET")
            sheet[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def test_a_pdf_gives_its_text_without_page_numbers() -> None:
    """A line that is only a number at the foot of a page is no text."""
    text = text_of(pdf(b"Water daily\n- 1 -", b"Weed early\n2"), "rules.pdf")
    assert text.split() == ["Water", "daily", "Weed", "early"]


def docx_of(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return content.getvalue()


@each(
    ("content", "name", "said"),
    [
        (b"", "a.txt", read.EMPTY),
        (b" \n", "a.txt", read.EMPTY),
        (b"x", "a.txt", read.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.doc", read.OLD_WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.docx", read.ENCRYPTED),
        (b"text", "a.doc", read.OLD_WORD),
        (b"GIF89a", "a.gif", read.UNKNOWN),
        (b"PK\x03\x04broken", "a.docx", read.BROKEN),
        (docx_of(other_xml="x"), "a.docx", read.UNKNOWN),
        (b"%PDF-1.7 broken", "a.pdf", read.BROKEN),
        (pdf(b"", b""), "a.pdf", read.SCANNED),
        (pdf(b"secret words", password="1"), "a.pdf", read.ENCRYPTED),
        (b"\x80\x81\xff\xff\xfe" * 9, "a.txt", read.UNDECODED),
        (b"\x01\x02\x03\x04 abc", "a.txt", read.UNDECODED),
    ],
)
def test_what_cannot_be_read_is_said_with_a_remedy(content: bytes, name: str, said: tuple[str, str]) -> None:
    """Naming the file."""
    with pytest.raises(Unreadable) as caught:
        text_of(content, name)
    assert (caught.value.file, caught.value.remedy) == (name, said[1])
    assert said[0] in str(caught.value)


def test_bounds_are_kept_before_anything_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file, an archive or a PDF that grows past its bound is refused."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    archive = docx_of(word__document_xml="x" * 5000)
    pages = pdf(b"one page of words", b"another page of words")
    monkeypatch.setattr(read, "LARGEST_UNPACKED", 1000)
    monkeypatch.setattr(read, "LONGEST_TEXT", 20)
    for content, name in ((archive, "a.docx"), (pages, "a.pdf")):
        with pytest.raises(Unreadable, match="文件过大"):
            text_of(content, name)
    monkeypatch.setattr(read, "MOST_PAGES", 1)
    with pytest.raises(Unreadable, match="文件过大"):
        text_of(pages, "a.pdf")
    monkeypatch.setattr(read, "LARGEST_FILE", 3)
    with pytest.raises(Unreadable, match="文件过大"):
        read_text(path, "a.txt")
    with pytest.raises(Unreadable, match="文件过大"):
        text_of(b"long", "a.txt")


def test_a_file_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    """Not a crash."""
    with pytest.raises(DocumentError):
        read_text(tmp_path / "gone.txt", "gone.txt")


@each(
    "text",
    ["机密★10年\n关于某事的通知", "秘密 ★ 长期", "正文很长。\n附注：绝密★启封前", "密级：秘密\n正文",
     "【机密】\n某文", "秘密\n某文",
     "保密期限：10年\n某文", "机密  五年\n某文", "★ 绝密\n某文", "機密★五年"],
)  # fmt: skip
def test_a_secrecy_mark_is_recognised_by_its_form(text: str) -> None:
    """Wherever a starred mark stands, and in the head also without a star."""
    assert is_classified(text)


@pytest.mark.parametrize(
    "text", ["不得泄露工作秘密。", "保密工作管理办法\n要保守国家秘密。", "签订保密协议", "机密文件管理规定"]
)
def test_the_mere_word_is_no_mark(text: str) -> None:
    """A policy about secrecy is a policy."""
    assert not is_classified(text)


def test_a_classified_document_leaves_nothing_in_the_error() -> None:
    """Not in its text and not in what caused it; marks in a header count."""
    header = "<w:hdr><w:t>机密★10年</w:t></w:hdr>"
    for content, name in (
        ("机密★10年\n宝藏在井里".encode(), "a.txt"),
        (docx_of(word__document_xml="<x/>", word__header1_xml=header), "a.docx"),
    ):
        with pytest.raises(Classified) as caught:
            text_of(content, name)
        assert "宝藏" not in f"{caught.value!r}{caught.value.__cause__}{caught.value.__context__}{caught.value.remedy}"
