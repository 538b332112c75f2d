"""How binding a clause is: must, must not, need not, may, may only then, is advised; read off and taken out of it."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final


class Force(Enum):
    """What a clause makes of what it says."""

    MUST = "must"
    MUST_NOT = "must not"
    NEED_NOT = "need not"
    MAY = "may"
    ONLY = "only then"
    ADVISED = "is advised"


#: Looked for in this order; the words before and behind tell a modal word from a part of another.
_FORMS: Final = (
    (Force.ADVISED, r"不宜|建议|鼓励|提倡|倡导|尽量|尽可能|(?<![事适便相])宜(?=[采选设在])|最好|不妨"),
    (Force.NEED_NOT, r"不必|无须|无需|不须|不需要?|不用(?!于)|可以不|可不"),
    (Force.MUST_NOT, r"不得|不准|不许|不可以|不可(?!靠|抗|避)|不能(?!按|够|正|及)|不应当?该?|不予|不允许"),
    (Force.MUST_NOT, r"禁止|严禁|切勿|请勿"),
    (Force.ONLY, r"方可|才可以?|才能够?|方能|方得"),
    (Force.MAY, r"可以|即可|能够|允许|准许|有权|(?<![许认])可(?![能靠行见燃疑回持再])"),
    (
        Force.MAY,
        r"(?<![功职性智动才可效产节热])能(?![力源耗量手动级干效])|(?<![取获所值使心觉记显求难])得(?![到分知出体当失])",
    ),
    (Force.MUST, r"必须|务必|应当|应该|需要|须(?!知)|(?<![急所按必])需(?!求)"),
    (
        Force.MUST,
        r"(?<![相对供反适响效感])应(?![急用邀付对届答聘变])|(?<![重主次首必摘纪概只扼])要(?![求点素件么领害是闻])",
    ),
)
_PATTERNS: Final = tuple((force, re.compile(pattern)) for force, pattern in _FORMS)


def read_force(clause: str) -> tuple[frozenset[Force], str]:
    """Return the forces of a folded clause, and the clause without the words that express them."""
    found = set()
    for force, pattern in _PATTERNS:
        clause, times = pattern.subn("", clause)
        if times:
            found.add(force)
    return frozenset(found), clause
