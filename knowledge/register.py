"""How a question is put: as keywords, in the office's written style, or as people talk.

The law: who types an office's words expects to find them, so what stands nowhere is not there; who talks uses other
words than documents do, so a word that stands nowhere says little.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final


class Register(Enum):
    """The three ways a question is put."""

    KEYWORDS = "keywords"
    WRITTEN = "written"
    SPOKEN = "spoken"


_TALKED: Final = re.compile(
    "(?<!什)[啥咋咱俺甭呗嘛哪么呀啊呢不没]$|[啥咋咱俺甭娃]|[头活事玩摊]儿|头头|自个|旁人|大伙|人家|玩意|家伙|这会|那会|哪儿|[这那]份|那[块档摊伙帮拨]|搭把"
    "|(.)不\\1|[好行对是成]不[好行对是成]|(?<![获取心])得(?!到|分|票|以|当|体|知|出)|怎么|[吗吧]|有没有|多少号|当头|底下|手底|搞|弄|干活|老[大小少]|一块"
)
_WRITTEN: Final = re.compile(
    "如何|何时|何地|何种|何人|何处|为何|是否|应当|应该|应[于在由如向按何]|有何|具体|按什么|以什么|怎样的|是多少|多少元|何|哪些|由哪|由谁|之[后间一]|有关|关于|分别|规定|请问|是什么|什么样的|[《》“”]|多长时间|以及|对于|其"
)
_ASKS: Final = re.compile(r"[谁何吗呢]|什么|怎|哪|几|多[少久长大高]|是否|[能可]不?[能可]|[?？]")
_FEWEST_TOKENS: Final = 2
_LONGEST_TOKEN: Final = 9


def register_of(folded: str) -> Register:
    """Tell how a question is put. folded: the folded question with its marks."""
    plain = folded.strip().rstrip("。?!？！ ")
    tokens = plain.split()
    terse = len(tokens) >= _FEWEST_TOKENS and all(len(token) <= _LONGEST_TOKEN for token in tokens)
    if _TALKED.search(plain):
        return Register.SPOKEN
    if terse and not _ASKS.search(folded):
        return Register.KEYWORDS
    return Register.WRITTEN if _WRITTEN.search(folded) else Register.SPOKEN
