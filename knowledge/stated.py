"""What a document says of its own life: from when it is in force, until when, and which older one it ends.

Only plain words count: a sentence whose subject is the document itself (本办法, 试行期, 有效期) or a field of its own.
A term of something else (a licence, a contract, another document) is not the document's. Pure.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from knowledge.naming import numbers_in
from knowledge.text import numeral, sentences, squeeze

_D: Final = r"[\d一二三四五六七八九十〇○零Oo]"
_DAY: Final = (
    rf"(?P<y>{_D}{{4}})\s*[年./-]\s*(?P<m>{_D}{{1,3}})\s*"
    rf"(?:[月./-]\s*(?:(?P<d>{_D}{{1,3}})\s*[日号]?|(?P<e>底|末))?)?(?!\d)"
)
_FORCE: Final = r"(?:正式|开始|全面|试)?(?:施行|实施|执行|生效|试行|启用|实行)"
_KIND: Final = (
    "(?:办法|规定|细则|制度|规则|意见|方案|条例|通知|规程|守则|标准|预案|流程|章程|文件|通告|公告|公约|指南|规范|程序|要求"
    "|目录|清单|手册)"
)
_FROM: Final = re.compile(
    rf"(?:自|从|于|，|^|{_KIND})\s*{_DAY}\s*(?:之?日)?\s*(?:起|开始)\s*{_FORCE}(?!以来|前|之前|后|的)"
)
_FROM_ISSUE: Final = re.compile(
    rf"(?:自|从)(?:印发|发布|公布|发文|颁布|下发|签发|通过)之?日起\s*{_FORCE}(?!以来|前|之前|后|的)"
)
_FROM_FIELD: Final = re.compile(rf"^[【\[]?(?:施行|实施|生效|执行|启用)(?:日期|时间|之日)[】\]]?\s*[:：]?\s*{_DAY}")
_YEARS: Final = r"(?P<n>[\d一二两三四五六七八九十]{1,3}|半)\s*个?\s*(?P<u>年|月)"
_TERM: Final = r"(?:试行期限?|试用期限|暂行期限?|有效期限?|适用期限?|执行期限?)"
_LASTS: Final = re.compile(rf"^(?:本?{_KIND})?(?:的)?{_TERM}\s*(?:暂定|定|规定)?(?:为|是|[:：])?\s*{_YEARS}")
_TRIES: Final = re.compile(rf"^(?:本{_KIND})?(?:先|暂|首)?(?:试行|暂行)(?:期)?(?:为|[:：])?\s*{_YEARS}")
_UNTIL: Final = re.compile(
    rf"^(?:本?{_KIND})?(?:的)?(?:{_TERM}|执行|施行|实施|试行|有效)\s*(?:截止|截至|延长|延续)?\s*(?:至|到|[:：])\s*(?:至|到)?\s*{_DAY}"
)
_SPAN: Final = re.compile(
    rf"^(?:本?{_KIND})?(?:的)?{_TERM}\s*(?:为|[:：])?\s*(?:自|从)?\s*.{{6,14}}?\s*(?:至|到|—|-|~)\s*{_DAY}\s*(?:止|。|$)"
)
_LAPSES: Final = re.compile(rf"^(?:本{_KIND}).{{0,6}}?{_DAY}\s*(?:起)?(?:自动)?(?:失效|废止|停止执行)")
_SELF: Final = re.compile(rf"本{_KIND}|施行|实施|执行|生效|印发|发布|公布|试行|暂行")
_ARTICLE_ONLY: Final = re.compile(r"(?:第[一二三四五六七八九十百\d]+[条章节款项]|前款|附件|附表)[^，,；;。]{0,20}$")
_ENDS: Final = re.compile(r"(?:废止|作废|停止执行|停止使用|不再执行|不再施行|终止执行|失效)(?![的后前时])")
_NOT_ENDED: Final = re.compile(
    r"尚未(?:废止|失效)|未(?:废止|失效)|废止前|失效前|废止后|是否|可以|申请|提出|应当(?:及时)?(?:修订|清理)"
)
_MARKED: Final = re.compile(r"《([^《》]{2,80})》\s*(?:[（(]([^（）()]{4,40}[)）]?[^（）()]{0,8}号)[)）])?")
_VOID: Final = re.compile(r"^[【\[]?(?:时效性|有效性|效力状态|文件状态|状态)[】\]]?\s*[:：]\s*(?:已?废止|已?失效|作废)")
_LABELLED: Final = re.compile(r"^\s*第[一二三四五六七八九十百零\d]+条(?:[\s：:]+|(?=本))")
_FULL_YEAR: Final = 4


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text says of its own life. ends: titles or numbers of documents it ends. is_void: it says so of itself."""

    effective: date | None = None
    expires: date | None = None
    ends: tuple[str, ...] = ()
    is_void: bool = False


def read_stated(text: str, issued: str | None = None) -> Stated:
    """Read a mended document's text. issued: its date as ISO text, from which terms count where none is named."""
    effective: date | None = None
    from_issue, lasts, expires, void = False, 0, None, False
    ends: list[str] = []
    for sentence in _sentences(text):
        found = _effective(sentence)
        effective = found or effective
        from_issue = from_issue or bool(_FROM_ISSUE.search(sentence))
        for piece in _pieces(sentence):
            lasts = lasts or _months(piece, sentence)
            expires = expires or _until(piece, sentence)
        ends += _ended(sentence)
        void = void or bool(_VOID.match(sentence))
    day = _day_of(issued)
    effective = effective or (day if from_issue else None)
    begin = effective or day
    if expires is None and lasts and begin:
        expires = _after(begin, lasts) - timedelta(days=1)
    return Stated(effective, expires, tuple(dict.fromkeys(ends)), void)


def _sentences(text: str) -> list[str]:
    lines = (_LABELLED.sub("", line) for line in text.split("\n"))
    return [squeeze(sentence) for line in lines for sentence in sentences(line)]


def _pieces(sentence: str) -> list[str]:
    bare = re.sub(
        r"^(?:第[一二三四五六七八九十百零\d]+条|[一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[）)])",
        "",
        sentence,
    )
    return [piece for piece in re.split(r"[，,；;。（(【\[]", bare) if piece]


def _effective(sentence: str) -> date | None:
    """Return the day from which the document itself is in force, where a sentence says it."""
    field = _FROM_FIELD.match(sentence)
    if field:
        return _day(field)
    for match in _FROM.finditer(sentence):
        before = sentence[: match.start()]
        subject = re.split(r"[，,；;。]", before)[-1]
        if _ARTICLE_ONLY.search(before + sentence[match.start() : match.start("y")].rstrip("自从于")):
            continue
        if "《" in subject and "本" not in subject:
            continue
        return _day(match)
    return None


def _months(piece: str, sentence: str) -> int:
    """Return for how many months the document is said to hold, 0 where nothing is said."""
    match = _LASTS.match(piece) or _TRIES.match(piece)
    if not match or not _is_own(piece, sentence):
        return 0
    if match["n"] == "半":
        return 6 if match["u"] == "年" else 0
    count = numeral(match["n"]) or 0
    return count * 12 if match["u"] == "年" else count


def _until(piece: str, sentence: str) -> date | None:
    match = _SPAN.match(piece) or _UNTIL.match(piece) or _LAPSES.match(piece)
    if not match or not _is_own(piece, sentence):
        return None
    day = _day(match, last=True)
    return day - timedelta(days=1) if day and match.re is _LAPSES and "起" in piece else day


def _is_own(piece: str, sentence: str) -> bool:
    """Tell whether a term is the document's: it is a field by itself, or the words before speak of the document."""
    at = sentence.find(piece)
    before = sentence[:at]
    return not before.strip("（(【[") or piece.startswith("本") or bool(_SELF.search(before)) or _is_label(before)


def _is_label(before: str) -> bool:
    return bool(
        re.fullmatch(r"(?:第[一二三四五六七八九十百零\d]+条|[一二三四五六七八九十\d]+[、.．]|[（(].{1,3}[）)])", before)
    )


def _ended(sentence: str) -> list[str]:
    """Return the titles and numbers of documents that a sentence ends."""
    if not _ENDS.search(sentence) or _NOT_ENDED.search(sentence):
        return []
    end = [match.end() for match in _ENDS.finditer(sentence)][-1]
    said = sentence[:end] if "《" in sentence[:end] or numbers_in(sentence[:end]) else sentence
    said = re.split(r"(?:根据|依据|按照|依照)[^，,]*[，,]", said)[-1]
    found: list[str] = []
    for title, number in _MARKED.findall(said):
        found.append(f"《{title}》{number}" if number else f"《{title}》")
    return found or [number.removeprefix("原") for number in numbers_in(said)]


def _day(match: re.Match[str], *, last: bool = False) -> date | None:
    """Return the day a match names; of a month or year alone its first day, or its last."""
    parts = match.groupdict()
    year, month = numeral(parts["y"]), numeral(parts["m"])
    if not year or not month or len(str(year)) != _FULL_YEAR:
        return None
    try:
        if parts.get("d"):
            return date(year, month, numeral(parts["d"]) or 0)
        return date(year, month, calendar.monthrange(year, month)[1] if last or parts.get("e") else 1)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _day_of(issued: str | None) -> date | None:
    """Return the day of a document's date; the first of a month where no day is stated."""
    if issued is None:
        return None
    try:
        return date.fromisoformat(issued if len(issued) > len("2026-03") else f"{issued}-01")
    except ValueError:
        return None


def _after(day: date, months: int) -> date:
    """Return the day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
