"""How an answer is worded: the quote first, its source second, nothing before and little after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from knowledge.answer import Answer
from knowledge.document import Clause, Document
from knowledge.life import Force
from knowledge.naming import issued, named
from knowledge.people_named import people_named

SOURCE = "依据：{title}{number}{clause}，{date}"
WAY_OUT = "可问{contact}。"
NO_TITLES = "目前还没有可以查询的文件。"
TITLES = "目前可查的文件有{count}份：\n{titles}"
MORE = "……等。说出文件名可以直接查。"
NOTHING_BEFORE = "请先提一个问题，再问出处、下一条或者全文。"
ALSO = "另有文件写法不同："
MEANT = "（所指的上文：“{before}”）"
THEN = "（人员为原文记载，现任请问{contact}。）"
NEAREST = "不对的话可问{contact}。"
NOTHING_ASKED = "没有看出要查什么。查制度请写出要问的事，如“值班怎么换班”；要人答复请回“转人工”。"
STILL_NOTHING = "还是没有查到。"
NO_REASON = "{title}没有写明原因。"
THE_DOCUMENTS = "文件"
NO_MORE = "没有更多相关的条文了。可问{contact}。"
LAST_CLAUSE = "这已经是最后一条。"
FIRST_CLAUSE = "这已经是第一条。"
CHAPTERS = "分为：{chapters}。"
CLAUSES = "共{count}条。"
ASK_ON = "可以直接问具体事项，也可以说“{example}”或者“发全文”。"
SEVERAL = "有{count}份：\n{titles}\n说出文件名看内容，或者直接问具体事项。"
A_CLAUSE = "{title}第三条"
THE_SOURCE = "出处"
NO_SUCH_FILE = "没有收录这份文件。可问{contact}。"
FILE = "{source}\n文字按原文排印，正式文本以印发的为准。"
REPORT = "立即上报"
REPORT_WORDS = ("上报", "马上上报", "现在上报", "要上报", "是真的", "真的", "报")
NOT_REAL = (
    "不用",
    "不用报",
    "不报",
    "不用上报",
    "不是",
    "没有",
    "没事",
    "不是真的",
    "只是问问",
    "问问",
    "不用了",
    "取消",
)
IS_IT_REAL = "现在就有险情的，请先打值班电话{phone}，要现在上报请回1。"
IF_REAL = "现在就有险情的，请先打值班电话{phone}，或者直接说地点和情况。"
MOST_TITLES, MOST_BESIDE, SCREEN = 12, 2, 420

_ROW = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*\|[\s|:-]+\|\s*")

Said = tuple[str, Document, str]  # a quote, its document, its clause


def answer_text(answer: Answer, department: str, contact: str, day: date | None = None) -> str:
    """Word an answer: the quote, then its source; or the honest no with a way out.

    day: the office's, on which a source is said to hold no more.
    """
    if not answer.answered or answer.document is None:
        return declined_text(answer, contact)
    if answer.about:
        return _about_text(answer, department, day)
    here = [part for part in answer.parts if part.document.file == answer.document.file]
    said = [answer.quote, answer.rest, *(part.quote for part in here)]
    clauses = [answer.clause, *(part.passage.clause for part in here)]
    own = "\n".join(_shown(one) for one in said if one)
    first = (own, answer.document, "、".join(dict.fromkeys(filter(None, clauses))))
    others = [(_shown(one.quote), one.document, one.passage.clause) for one in answer.others[:MOST_BESIDE]]
    before = MEANT.format(before=" ".join(answer.before.split())) if answer.before else ""
    lines = _lines([first, *others], department, day, before)
    for part in answer.parts:
        lines += [] if part in here else [quoted(part.quote, part.document, part.passage.clause, department, day)]
    if people_named("\n".join([*said, *(one.quote for one in answer.others)])):
        lines.append(THEN.format(contact=contact))
    if answer.is_doubtful:
        lines.append(NEAREST.format(contact=contact))
    return "\n".join([answer.preface, *lines] if answer.preface else lines)


def declined_text(answer: Answer, contact: str, *, is_again: bool = False) -> str:
    """Word the honest no: one sentence and the way out; a shorter one to whoever was told just now."""
    return f"{STILL_NOTHING if is_again else answer.reason}{WAY_OUT.format(contact=contact)}"


def _lines(said: Sequence[Said], department: str, day: date | None, before: str) -> list[str]:
    """Put what holds and is the department's own first; further sources as far as a telephone shows them."""
    ranked = sorted(said, key=lambda one: (not _holds(one[1], day), _is_foreign(one[1], department)))
    lines: list[str] = []
    for at, (quote, document, clause) in enumerate(ranked):
        source = source_text(document, clause, department, day)
        if at and sum(map(len, lines)) + len(quote) > SCREEN:
            break
        lines += [ALSO] if at == 1 else []
        lines += [quote, *([before] if before and said[0][0] == quote else []), source]
    return lines


def _holds(document: Document, day: date | None) -> bool:
    return day is None or document.standing.force(day) is Force.HOLDS


def _about_text(answer: Answer, department: str, day: date | None) -> str:
    """Word what a document is about: what it is for, its chapters, how to ask on."""
    first = answer.about[0]
    if len(answer.about) > 1:
        titles = [
            f"{at}. {named(one.document.title)}，{one.document.shown_date}" for at, one in enumerate(answer.about, 1)
        ]
        return SEVERAL.format(count=len(answer.about), titles="\n".join(titles))
    parts = CHAPTERS.format(chapters="；".join(first.headings)) if first.headings else ""
    parts += CLAUSES.format(count=first.count) if first.count else ""
    example = A_CLAUSE.format(title=bare_title(first.document)) if first.count else THE_SOURCE
    source = source_text(first.document, "", department, day)
    return "\n".join(filter(None, [_shown(first.purpose), source, parts, ASK_ON.format(example=example)]))


def clause_text(document: Document, clause: Clause, department: str, day: date | None = None) -> str:
    """Word a whole clause with its source."""
    return quoted(clause.text, document, clause.label, department, day)


def quoted(quote: str, document: Document, clause: str, department: str, day: date | None = None) -> str:
    """Word a quote with its source."""
    return f"{_shown(quote)}\n{source_text(document, clause, department, day)}"


def source_text(document: Document, clause: str, department: str, day: date | None = None) -> str:
    """Word a source; the issuer is named where it is not the department itself, and that it does not hold on a day."""
    number = f"（{document.number}）" if document.number else ""
    place = f"，{clause}" if clause else ""
    issuer = document.issuer if _is_foreign(document, department) else ""
    held = document.standing.said(day) if day else ""
    title = f"{issuer}{named(document.title)}"
    return SOURCE.format(title=title, number=number, clause=place, date=document.shown_date) + held


def file_text(document: Document, department: str, day: date | None) -> str:
    """Word what is handed over."""
    return FILE.format(source=source_text(document, "", department, day))


def _is_foreign(document: Document, department: str) -> bool:
    return bool(document.issuer and department and department not in document.issuer)


def bare_title(document: Document) -> str:
    """Return a document's title without marks."""
    return issued(document.title)


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
    shown = "\n".join(_numbered(titles[:MOST_TITLES]))
    tail = f"\n{MORE}" if len(titles) > MOST_TITLES else ""
    return TITLES.format(count=len(titles), titles=shown) + tail


def _numbered(titles: Iterable[str]) -> list[str]:
    return [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
