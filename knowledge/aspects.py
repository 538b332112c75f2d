"""What a question asks a text to hold, and whether the text holds it.

A text may share every word with a question and still not answer it: the question wants an amount, a telephone number, a
penalty, the day of the next meeting, and the text has none. `aspects.tsv` says, for each thing that can be asked, by
which words it is asked and what a text must hold to answer it. Numbers a question states must stand in the text too.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Final

from knowledge.granted import granted_in
from knowledge.persons import NAMED, asks_for_a_name, held_by, names_in
from knowledge.text import numeral
from knowledge.thesaurus import SHIPPED, Kin, Thesaurus

if TYPE_CHECKING:
    from collections.abc import Sequence

_N: Final = r"[一二三四五六七八九十百千两半\d]+(?:\.\d+)?"
_CLAIM: Final = re.compile(
    rf"(?<![第\d初哪几每])({_N})\s*(个?小时|分[钟种]|天内|日内|个?工作日|元|块钱|万元|%|分(?=[，。 以及]|$)"
    r"|周内|个月内?|星期|年内|公里|平米|平方米)"
)
#: What is counted; 一次 and 两回 are mere speech.
_COUNTED: Final = re.compile(
    r"(?<![第\d初几每十百千一两])([三四五六七八九十百千\d]+)\s*个?(次|回|遍|届|点|条|项|方面|步骤|阶段|环节)"
    r"(?![钟半到左里中当之内])"
)
_DAYS: Final = re.compile(r"(?<![第\d初几每月十百这那〇零])([三四五六七八九十百\d]+)\s*(天|日)(?![常程期志报历用气内])")
_COUNTERS: Final = r"\s*(?:个|大|项|条|点|次|回|遍|届|方面|步骤|阶段|环节|要求|专题|希望)"
#: The same length of time in other words.
_ALIKE: Final = (
    ("半个小时", "半小时", "30分钟", "三十分钟"),
    ("1小时", "一小时", "一个小时", "60分钟", "六十分钟"),
    ("24小时", "二十四小时", "一天", "1天", "当天"),
    ("12个月", "十二个月", "一年", "1年", "每年", "年度"),
    ("6个月", "六个月", "半年"),
    ("7天", "七天", "一周", "1周", "一星期", "一个星期"),
)
_FREQUENCY: Final = re.compile(r"每(?:隔|个)?[一二三四五六七八九十两半]?(?:天|日|周|星期|月|季度|季|学期|半年)")
#: How documents say it beside 每月: 月有所成, 按月, 年度.
_OFTEN: Final = {
    "月": "|月有|按月|月度|逐月|月月",
    "年": "|年度|按年|逐年|年年|年有",
    "周": "|按周|周例",
    "天": "|按日|日常|天天",
}
_ORDINAL: Final = re.compile(r"第([一二三四五六七八九十\d]{1,3})(?:个|届|回|次|批|期|版|年(?!度))")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)年?")
_QUOTED: Final = re.compile(r"“[^“”]{1,40}”|《[^《》]{1,60}》|〈[^〈〉]{1,60}〉")
_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]?")
ITSELF: Final = "="  # before the name of an aspect that is held by the very words that ask for it as well
_NEVER: Final = "(?!)"
A_NAME: Final = "姓名"


@dataclass(frozen=True, slots=True)
class Aspect:
    """A thing that can be asked. `name`: what staff read in 「没有规定…」, empty where it is the word they used."""

    name: str
    asked: re.Pattern[str]
    held: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Demand:
    """What one question asks a text to hold: `word` as the question has it, `held` what proves it.

    required: a text without it does not answer; otherwise a text with it is merely preferred. anywhere: it may stand
    anywhere in the passage, not only about the quote. is_topic: it is what the question speaks of (电梯), no certain
    fact it asks for.
    """

    name: str
    word: str
    held: re.Pattern[str]
    required: bool = True
    anywhere: bool = False
    is_topic: bool = False

    @property
    def is_never_met(self) -> bool:
        """Whether no text answers it: what is private, an opinion, an order."""
        return self.held.pattern == _NEVER

    def is_met(self, folded: str) -> bool:
        """Tell whether a folded text holds what is asked."""
        return bool(self.held.search(folded))


@functools.cache
def _aspects() -> tuple[Aspect, ...]:
    text = resources.files("knowledge").joinpath("aspects.tsv").read_text(encoding="utf-8").lower()
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Aspect(name if asked.startswith("~") or name.startswith(("?", ITSELF)) else "", _pattern(asked), _pattern(held))
        for name, asked, held in rows
    )


@functools.cache
def matters() -> tuple[str, ...]:
    """Return the words of the matters a shelf may be asked about."""
    text = resources.files("knowledge").joinpath("aspects.tsv").read_text(encoding="utf-8").lower()
    cells = [line.split("\t")[1] for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(word for cell in cells if not cell.startswith("~") for word in cell.split())


def _pattern(cell: str) -> re.Pattern[str]:
    return re.compile(
        cell[1:] if cell.startswith("~") else "|".join(map(re.escape, sorted(cell.split(), key=len, reverse=True)))
    )


def demands_of(folded: str, thesaurus: Thesaurus = SHIPPED) -> list[Demand]:
    """Return what a folded question asks a text to hold, in the order of the table."""
    kin = thesaurus.kin_in(folded)
    asked = [
        Demand(
            a.name.lstrip(ITSELF) or f"「{m.group()}」",
            m.group(),
            _or_kin(a, m, kin),
            required=not a.name.startswith("?") and not (not a.name and _is_listed(m.group(), folded)),
            is_topic=not a.name,
        )
        for a in _aspects()
        if (m := a.asked.search(folded))
    ]
    asked += [Demand(f"「{claim}」", claim, pattern) for claim, pattern in _claims(folded)]
    asked += [Demand(f"「{said}」", said, proof, anywhere=True) for said, proof in granted_in(folded)]
    asked += [Demand(f"「{name}」", name, held_by(name), anywhere=True) for name in names_in(folded)]
    if asks_for_a_name(folded):
        asked.append(Demand(A_NAME, A_NAME, NAMED))
    return asked


def _is_listed(word: str, folded: str) -> bool:
    """Tell whether a word is one of several that are merely listed: 烧饭、种花、看病."""
    near = rf"[^,，。?？!！、]{{0,4}}{re.escape(word)}[^,，。?？!！、]{{0,4}}"
    return bool(re.search(rf"、{near}|{near}、", folded))


def _or_kin(aspect: Aspect, match: re.Match[str], kin: Sequence[Kin]) -> re.Pattern[str]:
    """Return what proves an aspect; a word that only stands for office words is proved by those as well."""
    if aspect.name.startswith(ITSELF):
        return re.compile(f"{aspect.held.pattern}|{re.escape(match.group())}")
    if aspect.name:
        return aspect.held
    over = [one for one in kin if one.is_said and one.start <= match.start() and match.end() <= one.end]
    words = [word for one in over for word, _ in one.words]
    return re.compile("|".join([aspect.held.pattern, *map(re.escape, words)])) if words else aspect.held


def _claims(folded: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the numbers, frequencies and dates a question states, each with the pattern a text must match."""
    claims = [(m.group(), _number_pattern(m.group(1), m.group(2))) for m in _CLAIM.finditer(folded)]
    claims += [(m.group(), _number_pattern(m.group(1), "(?:天|日|个?工作日)")) for m in _DAYS.finditer(folded)]
    claims += [(m.group(), _count_pattern(m.group(1))) for m in _COUNTED.finditer(folded)]
    claims += [(m.group(), _ordinal_pattern(m.group(1))) for m in _ORDINAL.finditer(folded)]
    claims += [
        (
            m.group(),
            re.compile(re.escape(m.group()[:1]) + ".{0,2}" + re.escape(m.group()[-1]) + _OFTEN.get(m.group()[-1], "")),
        )
        for m in _FREQUENCY.finditer(folded)
    ]
    claims += [(m.group(), re.compile(m.group(1))) for m in _YEAR.finditer(_QUOTED.sub("", folded))]
    claims += [(m.group(), re.compile(rf"{m.group(1)}月{m.group(2)}[日号]")) for m in _DATE.finditer(folded)]
    return claims


def _number_pattern(number: str, unit: str) -> re.Pattern[str]:
    value = numeral(number)
    forms = {number} | ({str(value), _in_chinese(value)} if value is not None else set())
    either = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    said = unit.removeprefix("个").removesuffix("内").replace("分种", "分钟")
    alike = [other for group in _ALIKE if number + unit.replace("种", "钟") in group for other in group]
    said = said if said.startswith("(?:") else re.escape(said)
    return re.compile("|".join([rf"(?:{either})\s*个?{said}", *alike]))


def _count_pattern(number: str) -> re.Pattern[str]:
    """Return what proves a count: the number with a counter, or a list that goes as far and no further."""
    value = numeral(number)
    forms = "|".join({number} | ({str(value), _in_chinese(value)} if value is not None else set()))
    return re.compile(rf"(?<![第\d十百])(?:{forms}){_COUNTERS}|(?<![第十])(?:{forms})(?:是|要|、(?!\d))")


def _ordinal_pattern(number: str) -> re.Pattern[str]:
    value = numeral(number)
    forms = "|".join({number} | ({str(value), _in_chinese(value)} if value is not None else set()))
    return re.compile(rf"第(?:{forms})|(?:{forms})(?:是|要|、|．|\.)|[（(](?:{forms})[）)]")


def _in_chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    if tens >= len(digits):
        return str(value)
    return ("" if tens <= 1 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def missing(demands: Sequence[Demand], folded: str, passage: str = "") -> list[Demand]:
    """Return the required demands that a folded text does not meet; `passage`, the whole, is for those met anywhere."""
    return [
        demand
        for demand in demands
        if demand.required and not demand.is_met(f"{folded}\n{passage}" if demand.anywhere else folded)
    ]


def met(demands: Sequence[Demand], folded: str) -> float:
    """Return the share of all demands that a folded text meets, 1 when there are none."""
    return sum(demand.is_met(folded) for demand in demands) / len(demands) if demands else 1.0
