"""Which persons a text names: they are who it was then, never today's officers. Pure."""

from __future__ import annotations

import re
from typing import Final

from knowledge.persons import SURNAMES
from knowledge.text import fold

_POST: Final = (
    r"(?:书记|部长|主任|处长|科长|总监|校长|院长|助理|常委|委员|组长|经理|队长|班长|馆长|联络员|干事|会计|老师)"
)
_NOT: Final = (
    r"(?!何[人时处种]|任[何免命务期职组副意一]|常[委务设规见年任]|管[理辖委道]|时[间任候]|连[续任同]|曾[任经]|单[位独]|项[目]|严[格禁重]|"
    r"万[元一]|史[料]|车[辆队]|温[度]|包[括含干]|全[体]|安[全排]|明[确]|应[当急]|强[调]|高[度]|经[费理过]|向|查[看处]|牛奶|毛[病])"
)
_NAME: Final = rf"{_NOT}(?:[{SURNAMES}林安高钱于马白金方全向丘文米成][\u4e00-\u9fff]{{1,2}}?)"
_THEN: Final = (
    r"(?=[、，。；：:,;.（(）)\s]|$|同志|担任|兼任|任|为|兼|说|指出|强调|表示|主持|就|对|从|代表|在|以|等|和|与|联系|分管|"
    r"负责|宣读|要求|认为|介绍|作|会同|做|谈|围绕|结合|参加|出席|汇报|首先|还)"
)
_NAMED: Final = re.compile(
    rf"{_POST}(?P<post>{_NAME}){_THEN}|(?P<comrade>{_NAME})(?:等?[二两三四]?位?)?同志|"
    rf"(?P<serving>{_NAME})(?:担任|兼任)|(?:组长|主任|书记|负责人|联系人|联络员)[:：]\s*(?P<listed>{_NAME}){_THEN}"
)


def people_named(text: str) -> list[str]:
    """Return the names of persons in a text, in order, without repeats."""
    found = [next(name for name in match.groups() if name) for match in _NAMED.finditer(fold(text))]
    return list(dict.fromkeys(found))
