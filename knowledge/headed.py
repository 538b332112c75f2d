"""What the head of a document says of itself: its number, its date, whose it is; asked for by the document's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from knowledge.called import ASKING, called_in
from knowledge.naming import named
from knowledge.question import LONGEST, read_question
from knowledge.replying import alternatives_of, answered, is_seen
from knowledge.text import fold, numeral, sentences, squeeze
from knowledge.weighing import Candidate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.document import Document
    from knowledge.library import Library
    from knowledge.reply import Answer

SAYS: Final = "{title}的{what}："
NUMBER, DATE, ISSUER = "文号", "日期", "发文单位"
CERTAIN: Final = 0.9
_ISSUED: Final = "(?:印发|下发|发布|公布|发文|出台|成文|颁布|发)"
_ASKED: Final = (
    (NUMBER, re.compile(r"(?:的|是)*(?:什么|哪个|多少)?(?:发文字号|发文号|文号|几号文件?|哪号文件?)")),
    (ISSUER, re.compile(rf"(?:的|是|由)*(?:哪个?(?:单位|部门)|谁|哪里|哪儿){_ISSUED}|发文(?:单位|机关)")),
    (
        DATE,
        re.compile(
            rf"(?:是|在|于)*(?:什么时候|啥时候|哪一?[年天月]|何时|几几年|几月|哪年哪月){_ISSUED}|{_ISSUED}的?(?:日期|时间|年份)"
            rf"|{_ISSUED}是?(?:什么时候|哪[年天])|是哪[年天]的|哪年的"
        ),
    ),
)
_BEHIND: Final = re.compile(r"[\s的是呢啊呀来着什么多少?？。]+|这个|那个|这份|那份")
_CHINESE_DATE: Final = re.compile(
    r"([\d零〇○o一二三四五六七八九]{4})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日"
)


def answer_head(library: Library, raw: str, allowed: NDArray[np.bool_] | None) -> Answer | None:
    """Quote the line of a named document that states its number, date or issuer; None where something else is asked."""
    folded = fold(raw[:LONGEST]).strip()
    what, found = next(((what, m) for what, asked in _ASKED if (m := asked.search(folded))), ("", None))
    if found is None:
        return None
    left = f"{folded[: found.start()]} {_BEHIND.sub(' ', folded[found.end() :])}"
    called = called_in(library, _BEHIND.sub(" ", left), lambda at: is_seen(library, at, allowed))
    if len(called.places) != 1 or not read_question(ASKING.sub(" ", called.rest), library.thesaurus).is_empty:
        return None
    document = library.documents[called.places[0]]
    for place in library.places_of(called.places[0]):
        if allowed is not None and not allowed[place]:
            continue
        line = next((one for one in sentences(library.passages[place].text) if _states(document, what, one)), None)
        if line:
            best = Candidate(place, 1.0, 1.0, line.strip(), ())
            said = SAYS.format(title=named(document.title), what=what)
            return answered(library, raw, best, alternatives_of(library, [best]), at_least=CERTAIN, preface=said)
    return None


def _states(document: Document, what: str, line: str) -> bool:
    """Tell whether a line states a document's number, date or issuer."""
    folded = squeeze(fold(line))
    if what == DATE:
        return document.date is not None and _date_in(folded) == document.date
    said = document.number if what == NUMBER else document.issuer
    return bool(said) and squeeze(fold(said or "")) in folded


def _date_in(folded: str) -> str:
    found = _CHINESE_DATE.search(folded)
    if not found:
        return ""
    year, month, day = (numeral(part) or 0 for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}"
