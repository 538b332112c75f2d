"""How an answer is worded: the quote first, its source second."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.answer import Answer
from knowledge.document import Document, issued

SOURCE = "依据：{title}{number}{clause}，{date}"
WAY_OUT = "可问{contact}。"
KEPT = "这个问题已记下，补充文件后会更全。"
NO_TITLES = "目前还没有可以查询的文件。"
TITLES = "目前可查的文件有{count}份：\n{titles}"
MORE = "……等。说出文件名可以直接查。"
NOTHING_BEFORE = "请先提一个问题，再问出处。"
MOST_TITLES = 12

_ROW = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*\|[\s|:-]+\|\s*")


def answer_text(answer: Answer, department: str, contact: str, day: date | None = None) -> str:
    """Word an answer: the quote, then its source; or the honest no with a way out.

    day: the office's, on which a source is said to hold no more.
    """
    if not answer.answered or answer.document is None:
        return f"{answer.reason}{WAY_OUT.format(contact=contact)}"
    before = f"{answer.preface}\n" if answer.preface else ""
    return f"{before}{_shown(answer.quote)}\n{source_text(answer.document, answer.clause, department, day)}"


def clause_text(answer: Answer, department: str, day: date | None = None) -> str:
    """Word the whole clause an answer stands in, with its source."""
    assert answer.document is not None and answer.passage is not None  # noqa: S101, PT018 — of an answered question
    return f"{_shown(answer.passage.text)}\n{source_text(answer.document, answer.clause, department, day)}"


def source_text(document: Document, clause: str, department: str, day: date | None = None) -> str:
    """Word a source; the issuer is named where it is not the department itself, and that it does not hold on a day."""
    number = f"（{document.number}）" if document.number else ""
    place = f"，{clause}" if clause else ""
    title = f"《{issued(document.title)}》"
    foreign = document.issuer and department and department not in document.issuer
    issuer = document.issuer if foreign else ""
    held = document.standing.said(day) if day else ""
    return SOURCE.format(title=f"{issuer}{title}", number=number, clause=place, date=document.shown_date) + held


def _shown(quote: str) -> str:
    """Show a table's rows without their rules; every other line stands as it is."""
    lines = [line for line in quote.split("\n") if not _RULE.fullmatch(line)]
    return "\n".join(_cells(line) if _ROW.fullmatch(line) else line for line in lines)


def _cells(row: str) -> str:
    return "　".join(cell.strip() for cell in row.strip().strip("|").split("|"))


def titles_text(titles: Sequence[str]) -> str:
    """Word the list of documents."""
    if not titles:
        return NO_TITLES
    shown = "\n".join(f"{number}. {title}" for number, title in enumerate(titles[:MOST_TITLES], start=1))
    tail = f"\n{MORE}" if len(titles) > MOST_TITLES else ""
    return TITLES.format(count=len(titles), titles=shown) + tail
