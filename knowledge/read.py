"""From a file to its raw text: txt, md, html, docx, pdf. What can't be read is said with the file's name and a remedy.

Files come from anywhere: their size, the size they unpack to and their pages are bounded before they are opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final, TypeVar

from bot.errors import Classified, DocumentError, Unreadable
from knowledge.package import LARGEST_UNPACKED, texts_in
from knowledge.secrecy import inner_mark, is_classified
from knowledge.web_page import LARGEST_PAGE, decoded_page, page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pypdf

T = TypeVar("T")

LARGEST_FILE: Final = 30 * 1024 * 1024
MOST_PAGES: Final = 2000
LONGEST_TEXT: Final = 5_000_000

_FEWEST_CHARACTERS: Final = 2
TOO_LARGE: Final = "文件过大（超过 30 MB 或展开后超过 120 MB）", "请拆成几个较小的文件再导入"
EMPTY: Final = "文件里没有文字", "请检查是否传错了文件"
SCANNED: Final = "这个 PDF 是扫描件，里面没有文字", "请导出带文字的 PDF，或先做文字识别"
ENCRYPTED: Final = "文件设有打开密码", "请去掉密码后再导入"
BROKEN: Final = "文件已损坏，打不开", "请在原软件里重新保存一次再导入"
OLD_WORD: Final = "旧版 Word（.doc）不能直接读取", "请在 Word 或 WPS 里另存为 .docx 再导入"
UNKNOWN: Final = "不认识这种格式", "请转成 txt、md、html、docx、pdf 或 xlsx 再导入"
OLD_SHEET: Final = "旧版表格（.xls、.et）不能直接读取", "请在表格软件里另存为 .xlsx 再导入"
UNDECODED: Final = "认不出文字编码", "请另存为 UTF-8 编码的 txt 再导入"
CLASSIFIED: Final = "涉密内容不得上网传输，请按保密规定处理", "请从这台机器上删除该文件，并按保密规定处理"

_OFFICE_CONTAINER: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKDOWN: Final = re.compile(r"^#{1,6}[ \t]+|\*\*|^---+[ \t]*$|(?<=\s)`|`(?=\s)|^>[ \t]?", re.MULTILINE)
_TAG: Final = re.compile(r"<[^>]+>")
_CELL: Final = re.compile(r"(?:</p>)?\s*</t[dh]>\s*<t[dh][^>]*>\s*(?:<p>)?")
_BLOCK: Final = re.compile(r"</?(?:p|div|h[1-6]|tr|table|ul|ol|br)\b[^>]*>", re.IGNORECASE)
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"))


def read_text(path: Path, name: str) -> str:
    """Return the raw text of a file. name: what to call it in errors.

    Errors: Unreadable (broken, encrypted, empty, too large, unknown format), Classified (it carries a secrecy mark).
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(name, *TOO_LARGE)
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(name, *BROKEN) from error
    return text_of(content, name)


def text_of(content: bytes, name: str) -> str:
    """Return the raw text of a file's bytes; its format is told by the bytes first, by the name's ending second.

    Errors: as `read_text`.
    """
    if len(content) > LARGEST_FILE:
        raise Unreadable(name, *TOO_LARGE)
    raw, beside = guarded(name, lambda: _raw(content, name))
    if is_called_classified(name) or is_classified(raw) or any(map(is_classified, beside)):
        raise Classified(name, *CLASSIFIED) from None
    if len(raw.strip()) < _FEWEST_CHARACTERS:
        raise Unreadable(name, *EMPTY)
    raw = raw.strip("\r\n \t\u3000")[:LONGEST_TEXT]
    mark = next(filter(None, map(inner_mark, beside)), "")
    return f"{raw}\n{mark}" if mark and not inner_mark(raw) else raw  # what the margin says counts as said by the text


def is_called_classified(name: str) -> bool:
    """Tell whether a file, or a folder it stands in, is called by a secrecy mark."""
    parts = name.replace("\\", "/").split("/")
    return any(is_classified(part) for part in (*parts, parts[-1].rpartition(".")[0]))


def guarded(name: str, read: Callable[[], T]) -> T:
    """Return what a parser of a foreign format reads; whatever it raises becomes Unreadable with the file's name."""
    try:
        return read()
    except DocumentError:
        raise
    except Exception as error:  # one file is the unit of work; parsers of foreign formats raise anything
        raise Unreadable(name, *BROKEN) from error


def is_workbook(content: bytes, name: str) -> bool:
    """Tell whether a file is a workbook: by its parts, whatever it is called."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError):
        return name.lower().endswith(".xlsx")


def _raw(content: bytes, name: str) -> tuple[str, Sequence[str]]:
    """Return a file's text, and what else it holds that may carry a mark, part by part."""
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if content.startswith(b"%PDF-") or suffix == ".pdf":
        return _pdf(content, name)
    if content.startswith(b"PK\x03\x04") or suffix == ".docx":
        return _docx(content, name)
    if suffix in (".xls", ".et", ".xlsx"):
        raise Unreadable(name, *(ENCRYPTED if suffix == ".xlsx" else OLD_SHEET))
    if content.startswith(_OFFICE_CONTAINER) or suffix == ".doc":
        raise Unreadable(name, *OLD_WORD)
    if suffix in (".html", ".htm", ".xhtml"):
        return _page(content, name)
    if suffix not in (".txt", ".md", ".markdown", ""):
        raise Unreadable(name, *UNKNOWN)
    text = decode(content, name)
    return (_MARKDOWN.sub("", text) if suffix in (".md", ".markdown") else text), ()


def _page(content: bytes, name: str) -> tuple[str, Sequence[str]]:
    if len(content) > LARGEST_PAGE:
        raise Unreadable(name, *TOO_LARGE)
    source = decoded_page(content)
    if source is None:
        raise Unreadable(name, *UNDECODED)
    page = page_of(source)
    return page.text, (page.everything,)


def decode(content: bytes, name: str) -> str:
    """Decode plain text: UTF-16 by its mark, else UTF-8, else GB18030. Errors: Unreadable."""
    if not content.strip():
        raise Unreadable(name, *EMPTY)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:4096]:
        order = "utf-16-le" if content[1:2] == b"\x00" or content[3:4] == b"\x00" else "utf-16-be"
        return _strict(content, name, order)
    return _strict(content, name, "utf-8-sig", "gb18030")


def _strict(content: bytes, name: str, *encodings: str) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(c < " " and c not in "\t\n\r\f\v" for c in text[:4096]) <= len(text[:4096]) // 50:
            return text
    raise Unreadable(name, *UNDECODED)


def _docx(content: bytes, name: str) -> tuple[str, Sequence[str]]:
    if content.startswith(_OFFICE_CONTAINER):
        raise Unreadable(name, *ENCRYPTED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
            raise Unreadable(name, *TOO_LARGE)
        if "word/document.xml" not in archive.namelist():
            raise Unreadable(name, *UNKNOWN)
    beside = tuple(texts_in(content))
    if any(map(is_classified, beside)):
        raise Classified(name, *CLASSIFIED)
    import mammoth  # noqa: PLC0415 - only a docx needs it

    html = mammoth.convert_to_html(
        io.BytesIO(content), convert_image=mammoth.images.img_element(lambda _: {"src": ""})
    ).value
    return plain_from_html(html), beside


def plain_from_html(html: str) -> str:
    """Return the text of simple HTML: list items with their numbers, table cells side by side, a paragraph a line."""
    text = _numbered(_CELL.sub("\t", html))
    text = _TAG.sub("", _BLOCK.sub("\n", text))
    for entity, char in _ENTITIES:
        text = text.replace(entity, char)
    return re.sub(r"[ \t]*\n\s*", "\n", text).strip()


def _numbered(html: str) -> str:
    """Put the number of each item of an ordered list before it: Word keeps them out of the text."""
    counts: list[int | None] = []
    out: list[str] = []
    for part in re.split(r"(</?[ou]l>|<li>)", html):
        if part in ("<ol>", "<ul>"):
            counts.append(0 if part == "<ol>" else None)
        elif part in ("</ol>", "</ul>"):
            del counts[-1:]
        elif part == "<li>":
            count = counts[-1] if counts else None
            if count is not None:
                counts[-1] = count + 1
            out.append("\n" if count is None else f"\n{count + 1}." if len(counts) == 1 else f"\n（{count + 1}）")
            continue
        out.append(part)
    return "".join(out)


def _pdf(content: bytes, name: str) -> tuple[str, Sequence[str]]:
    import pypdf  # noqa: PLC0415 - only a PDF needs it

    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(name, *ENCRYPTED)
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(name, *TOO_LARGE)
    beside = tuple(_beside(reader))
    if any(map(is_classified, beside)):
        raise Classified(name, *CLASSIFIED)
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > LONGEST_TEXT:
            raise Unreadable(name, *TOO_LARGE)
    if sum(len(page.strip()) for page in pages) < _FEWEST_CHARACTERS * len(pages):
        raise Unreadable(name, *SCANNED)
    return "\n".join(_without_page_number(page) for page in pages), beside


def _beside(reader: pypdf.PdfReader) -> Iterator[str]:
    """Yield what a PDF says of itself, and what is noted or filled in on its pages."""
    yield "\n".join(map(str, (reader.metadata or {}).values()))
    for page in reader.pages:
        notes = [note.get_object() for note in page.annotations or []]
        yield "\n".join(str(note[key]) for note in notes for key in ("/Contents", "/V") if key in note)


def _without_page_number(page: str) -> str:
    """Drop a line that is nothing but a page number at the head or foot of a page."""
    lines = page.split("\n")
    for at in (0, -1):
        while lines and (
            not lines[at].strip() or re.fullmatch(r"\s*[-—–]?\s*(?:第\s*)?\d{1,4}\s*(?:页)?\s*[-—–]?\s*", lines[at])
        ):
            del lines[at]
    return "\n".join(lines)
