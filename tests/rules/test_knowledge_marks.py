"""Secrecy marks where nobody looks, and files that are one endless sentence or list: refused, or read in time."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pypdf
import pytest

from bot.errors import Classified, DocumentError
from knowledge.admitting import is_inner
from knowledge.document import Document
from knowledge.opened import documents_in
from knowledge.outline import read_clauses
from knowledge.text import sentences
from tests.growth import grows_with

TEXT = "第一条 值班人员应当按时到岗，认真做好交接班记录。"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWN = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"


def docx(body: str = DRAWN, **parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_htm", ".htm"), text)
    return content.getvalue()


def pdf(**said: str) -> bytes:
    writer, content = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": text for name, text in said.items()})
    writer.write(content)
    return content.getvalue()


def book(*rows: list[str], name: str = "Sheet1", header: str = "") -> bytes:
    made, content = openpyxl.Workbook(), io.BytesIO()
    sheet = made.worksheets[0]
    sheet.title = name
    assert sheet.HeaderFooter.oddHeader is not None
    sheet.HeaderFooter.oddHeader.center.text = header or None
    for row in rows:
        sheet.append(row)
    made.save(content)
    return content.getvalue()


CARD = (["问题", "答案"], ["钥匙在哪", "在值班室，登记后借用。"])
HIDDEN: list[tuple[str, bytes]] = [
    ("批注.docx", docx(word__comments_xml=f"<w:comments {W}><w:p><w:t>机密★10年</w:t></w:p></w:comments>")),
    ("脚注.docx", docx(word__footnotes_xml="<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密★五年</w:t></w:r></w:p>")),
    ("页脚.docx", docx(word__footer2_xml="<w:p><w:t>密级：秘密</w:t></w:p>")),
    ("属性.docx", docx(docProps__core_xml="<dc:subject>绝密★长期</dc:subject>")),
    ("自定.docx", docx(docProps__custom_xml='<property name="密级"><vt:lpwstr>机密</vt:lpwstr></property>')),
    ("图片.docx", docx(f'{DRAWN}<w:p><w:r><w:drawing descr="秘密★五年"/></w:r></w:p>')),
    ("删去.docx", docx(f"{DRAWN}<w:p><w:del><w:r><w:delText>机密★一年</w:delText></w:r></w:del></w:p>")),
    ("网页.docx", docx(word__chunk_htm="<p>密级：机密</p>")),
    ("属性.pdf", pdf(Subject="机密★10年")),
    ("机密★10年 方案.txt", TEXT.encode()),
    ("绝密/方案.txt", TEXT.encode()),
    ("表名.xlsx", book(*CARD, name="机密★10年")),
]
INNER: list[tuple[str, bytes]] = [
    ("页眉.docx", docx(word__header1_xml="<w:p><w:t>内部资料 注意保存</w:t></w:p>")),
    ("隐去.html", f"<p>{TEXT}</p><p hidden>内部资料，请勿外传</p>".encode()),
    ("表上.xlsx", book(["内部资料 注意保存"], *CARD)),
    ("页眉.xlsx", book(*CARD, header="内部资料")),
    ("内部资料/值班.txt", TEXT.encode()),
    ("空格.txt", f"内  部  资  料{' ' * 30}\n{TEXT}".encode()),
]


@pytest.mark.parametrize(("name", "content"), HIDDEN)
def test_a_secrecy_mark_hidden_anywhere_refuses_a_file(name: str, content: bytes) -> None:
    """In notes, margins, properties, alt texts, deleted words, attached pages, names; the error tells nothing of it."""
    with pytest.raises(Classified) as refused:
        documents_in(content, name)
    assert "值班人员" not in repr(refused.value)


@pytest.mark.parametrize(("name", "content"), INNER)
def test_a_mark_for_inside_counts_wherever_it_stands(name: str, content: bytes) -> None:
    """In a margin, hidden, above a table, in the folder's name: taken only where the operator says so."""
    assert all(map(is_inner, documents_in(content, name)))


def test_a_word_in_a_sentence_is_no_mark_in_a_margin_either() -> None:
    """A header that speaks of secrecy leaves a document as it is."""
    (found,) = documents_in(docx(word__header1_xml="<w:p><w:t>请做好保密工作</w:t></w:p>"), "值班.docx")
    assert not is_inner(found)
    assert [clause.text for clause in found.clauses] == [TEXT]


def test_an_endless_sentence_or_list_takes_time_by_its_length_alone() -> None:
    """However long: neither the stack nor the square of its length is the bound."""
    assert "".join(sentences("值班人员认真负责" * 40_000)) == "值班人员认真负责" * 40_000
    grows_with(lambda size: read_clauses(["1.值班", "（2）巡查"] * size), 4_000)


def test_a_file_without_a_readable_word_is_an_error_of_its_own() -> None:
    """Never a crash of the import it stands in."""

    def read(content: bytes) -> list[Document]:
        try:
            return documents_in(content, "a.txt")
        except DocumentError:
            return []

    assert read("\u200b\u200b\u200b\u200b".encode()) == []
    assert read(b" " * 6_000_000 + TEXT.encode())[0].clauses[0].text == TEXT


def test_a_file_name_brings_no_control_characters_into_a_title() -> None:
    """What moves a terminal's cursor, or breaks a line, is no part of what a document is called."""
    (found,) = documents_in(TEXT.encode(), "a/\x1b[31m值班\n办法\u202e.txt")
    assert found.title.isprintable()
    assert found.title.startswith("[31m值班")
