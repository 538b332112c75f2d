"""Questions and answers in a workbook: every row one passage of a document titled by the file, or by the sheet.

A row's 依据 stands in the label it is cited by; a row's 范围 says that it is 公开. Formulas are not worked out: what
the sheet showed when it was saved is read. Sheets come from anywhere: bytes, parts, rows, columns, cells are bounded.
"""

from __future__ import annotations

import html
import io
import re
import warnings
import zipfile
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from bot.errors import Classified, Unreadable
from knowledge.document import DEPARTMENT, PASSAGE_LIMIT, PUBLIC, Clause, Document
from knowledge.mending import mend
from knowledge.package import LARGEST_UNPACKED, texts_in
from knowledge.read import BROKEN, CLASSIFIED, EMPTY, LONGEST_TEXT, TOO_LARGE, is_called_classified
from knowledge.secrecy import inner_mark, is_classified
from knowledge.text import sentences, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 40
MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 400_000
NO_COLUMNS: Final = "表里没有“问题”和“答案”两列", "请在表头写上“问题”“答案”（可加“依据”“范围”），或另存为 docx 再导入"
TOO_MANY: Final = "表太大（超过两万行或四十万格）", "请分成几个文件再导入"

_HEADER_WITHIN: Final = 10
_QUESTION: Final = re.compile(r"(?:常见|咨询|师生|用户|职工)?(?:问题|提问|问句|问)(?:描述|内容|标题)?")
_ANSWER: Final = re.compile(r"(?:标准|参考|正式)?(?:答案|答复|回答|解答|回复|答)(?:内容)?")
_SOURCE: Final = re.compile(r"(?:政策|制度|文件|答复)?(?:依据|出处|来源)(?:文件)?")
_SCOPE: Final = re.compile(r"(?:公开|适用|知悉)?范围|公开属性|是否公开|公开")
_OPEN: Final = re.compile(r"(?:主动|对外|校内外)?公开|是|public", re.IGNORECASE)
_PLAIN_SHEET: Final = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_CELLS: Final = ("xl/worksheets/sheet", "xl/sharedStrings", "xl/styles", "xl/theme")


@dataclass(frozen=True, slots=True)
class _Columns:
    question: int
    answer: int
    source: int | None
    scope: int | None


def read_questions(content: bytes, name: str) -> list[Document]:
    """Return the documents of a workbook, one a sheet with questions and scope.

    Errors: Unreadable (no such columns, too large, broken), Classified (a mark anywhere in it, also in what is hidden).
    """
    _check(content, name)
    documents: list[Document] = []
    budget = [MOST_CELLS]
    sheets = [(title, _rows(sheet, budget, name)) for title, sheet in _sheets(content)]
    every = [cell for _, rows in sheets for row in rows for cell in row if cell]
    beside = [*_beside_cells(content), "\n".join(title for title, _ in sheets), *every]
    if is_called_classified(name) or any(map(is_classified, [*beside, "\n".join(every[:_HEADER_WITHIN])])):
        raise Classified(name, *CLASSIFIED)
    if not every:
        raise Unreadable(name, *EMPTY)
    if sum(map(len, every)) > LONGEST_TEXT:
        raise Unreadable(name, *TOO_LARGE)
    stem = PurePath(name).stem
    for title, rows in sheets:
        is_named = len(sheets) > 1 and not _PLAIN_SHEET.fullmatch(title.strip())
        documents += _documents(rows, name, f"{stem}（{title.strip()}）" if is_named else stem)
    if not documents:
        raise Unreadable(name, *NO_COLUMNS)
    mark = next(filter(None, map(inner_mark, beside)), "")
    return [_marked(one, mark) for one in documents] if mark else documents


def _marked(document: Document, mark: str) -> Document:
    """Return a document that bears a mark its workbook bears anywhere."""
    return replace(document, clauses=(*document.clauses, Clause("", "", mark)))


def _check(content: bytes, name: str) -> None:
    """Refuse what unpacks too large or declares entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
            raise Unreadable(name, *TOO_LARGE)
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                text = archive.read(part).replace(b"\0", b"")  # also where it is written in two bytes a sign
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                    raise Unreadable(name, *BROKEN)


def _beside_cells(content: bytes) -> Iterator[str]:
    """Yield what a workbook says outside its cells: comments, properties, alt texts, margins."""
    yield from texts_in(content, _CELLS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/worksheets/sheet") and part.filename.endswith(".xml"):
                text = archive.read(part).decode("utf-8", "replace")
                margins = "\n".join(re.findall(r"<(?:odd|even|first)(?:Header|Footer)>([^<]*)<", text))
                yield re.sub(r"&[LCR]", "\n", html.unescape(margins))


def _sheets(content: bytes) -> Iterator[tuple[str, Any]]:
    from openpyxl import load_workbook  # noqa: PLC0415 — slow to load, and only a workbook needs it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that play no part here
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its own size is sometimes wrong
        yield sheet.title, sheet


def _rows(sheet: Any, budget: list[int], name: str) -> list[list[str]]:
    """Return the rows of a sheet as text, bounded; budget: how many cells all sheets may still hold."""
    rows: list[list[str]] = []
    for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1):
        budget[0] -= max(1, len(row))
        rows.append([_shown(value) for value in row])
        if len(rows) > MOST_ROWS or budget[0] < 0:
            raise Unreadable(name, *TOO_MANY)
    return rows


def _shown(value: object) -> str:
    """Return a cell as people read it, mended as any text; empty where it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat() if not isinstance(value, datetime) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return mend(str(value).replace("_x000D_", ""))


def _documents(rows: Sequence[Sequence[str]], name: str, title: str) -> list[Document]:
    """Return the documents of one sheet, the public rows and the others, in order of scope."""
    found = next(
        ((number, columns) for number, row in enumerate(rows[:_HEADER_WITHIN]) if (columns := _columns(row))), None
    )
    if found is None:
        return []
    header, columns = found
    clauses: dict[str, list[Clause]] = {}
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        question, text = _at(row, columns.question), _at(row, columns.answer)
        if not question or not text:
            continue
        scope = PUBLIC if _OPEN.fullmatch(squeeze(_at(row, columns.scope))) else DEPARTMENT
        source = _at(row, columns.source)
        label = f"第{number}行（{squeeze(source)}）" if source else f"第{number}行"
        heading = " ".join(question.split())
        clauses.setdefault(scope, []).extend(Clause(label, heading, part) for part in _parts(text))
    return [Document(name, title, scope=scope, clauses=tuple(found)) for scope, found in sorted(clauses.items())]


def _columns(row: Sequence[str]) -> _Columns | None:
    """Find the columns by the words of a header; None where the row is none."""
    heads = [squeeze(cell).strip("*：:（）()") for cell in row[:MOST_COLUMNS]]
    question, answer, source, scope = (
        next((at for at, head in enumerate(heads) if words.fullmatch(head)), None)
        for words in (_QUESTION, _ANSWER, _SOURCE, _SCOPE)
    )
    return None if question is None or answer is None else _Columns(question, answer, source, scope)


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _parts(text: str) -> list[str]:
    """Cut a long answer at sentence ends into passages."""
    parts = [""]
    for sentence in sentences(text, PASSAGE_LIMIT):
        if parts[-1] and len(parts[-1]) + len(sentence) > PASSAGE_LIMIT:
            parts.append("")
        parts[-1] += sentence
    return [part.rstrip("\n") for part in parts if part.strip()]
