"""A text as it is compared: rules of clauses, each without its modal words, its quantities single signs.

What says the same is written the same; a quantity is one sign of the private use area, a negation is 不, what joins
words is & or /.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from knowledge.phrasing.force import Force, read_force
from knowledge.phrasing.quantities import with_quantities
from knowledge.text import fold

AND: Final = "&"
OR: Final = "/"
_FIRST_SIGN: Final = 0xE000
_SIGN: Final = re.compile("[\ue000-\uf8ff]")
_EQUAL: Final = (
    ("没有经过|没经过|未经过|未经|没有|没能|没", "未"), ("之前|以前|提前|事先|预先", "前"), ("之后|以后", "后"),
    ("以内|之内", "内"), ("将", "把"), ("告诉|通知", "告知"), ("报送|上报|呈报", "报"), ("上交|递交|提交", "交"),
    ("提出书面", "书面"), ("提出申请", "申请"), ("打电话", "拨打"), ("老师", "教师"),
    ("职员|员工", "职工"), ("进行登记", "登记"), ("当天", "当日"), ("不能按", "不按"),
)  # fmt: skip
_SAME: Final = tuple((re.compile(pattern), plain) for pattern, plain in _EQUAL)
_AND: Final = re.compile(r"、|以及|和(?![谐平睦解])|(?<!参)与(?![会否时])|(?<![涉普以提危顾])及(?![时格其])")
_OR: Final = re.compile(r"或者?|[也还]可以?")
_NO_NEGATION: Final = re.compile(r"不断|不仅|不但|不同|不论|不管|不久|无论|未来|非常|除非|是否|无线|非机动")
_NEGATION: Final = re.compile(r"[未无非勿否]")
_RULE_ENDS: Final = re.compile(r"[。;!?\n]+")
_EXCEPTION: Final = re.compile(r"^(?:但是?|特殊情况|例外|确有|除此)")
_LEAD: Final = re.compile(r"^(.{2,60}?)[:]")
_NOTHING: Final = re.compile(r"[\s\"'“”‘’「」『』《》()〔〕\[\]【】、·*#>-]+")
_ITEM: Final = re.compile(r"^\s*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]|第[一二三四五六七八九十百\d]{1,4}条)\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: what it says, by which force, and how it stood there."""

    content: str
    force: frozenset[Force]
    raw: str

    @property
    def quantities(self) -> frozenset[str]:
        """The signs of its quantities."""
        return frozenset(_SIGN.findall(self.content))


Rule = tuple[Clause, ...]


class Signs:
    """The sign that stands for each quantity; texts that are compared share one."""

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}

    def sign(self, plain: str) -> str:
        """Return the sign of a quantity."""
        return self._signs.setdefault(plain, chr(_FIRST_SIGN + len(self._signs)))

    def unit(self, sign: str) -> str:
        """Return what a sign counts: two numbers of one unit compete."""
        plain = next(plain for plain, one in self._signs.items() if one == sign)
        return re.sub(r"[\d.e+:]+|至多|至少|超过|不足|满|约|内|以上|以下|前|后|起|[一二三四五六日末]$", "", plain)


def rules_of(text: str, signs: Signs) -> list[Rule]:
    """Cut a text into rules of clauses: at 。 and ；, a 但 that follows belongs to what it restricts."""
    rules: list[Rule] = []
    for sentence in re.split(r"[。!?\n]+", fold(text)):
        lead = _LEAD.match(sentence) if ";" in sentence else None
        first = clauses_of(lead[1], signs) if lead else ()
        for piece in _RULE_ENDS.split(sentence[lead.end() :] if lead else sentence):
            clauses = clauses_of(_ITEM.sub("", piece), signs)
            if clauses and rules and _EXCEPTION.match(piece.strip()):
                rules[-1] += clauses
            elif clauses:
                rules.append((*first, *clauses))
    return rules


def clauses_of(sentence: str, signs: Signs) -> Rule:
    """Cut a folded sentence into clauses at ， and ：."""
    pieces = re.split(r"(?<!\d)[,:]|[,:](?!\d)", sentence)
    return tuple(clause for piece in pieces if (clause := _clause(piece, signs)).content)


def _clause(piece: str, signs: Signs) -> Clause:
    text = _OR.sub(_either, _AND.sub(AND, piece))
    text = with_quantities(_NOTHING.sub("", text), signs.sign)
    force, text = read_force(text)
    for pattern, plain in _SAME:
        text = pattern.sub(plain, text)
    kept = _NO_NEGATION.sub(lambda word: "\x00" * len(word.group()), text)
    return Clause("".join("不" if _NEGATION.match(sign) else text[at] for at, sign in enumerate(kept)), force, piece)


def _either(found: re.Match[str]) -> str:
    return OR + "可以" * found.group().startswith(("也", "还"))
