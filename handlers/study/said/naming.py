"""Names of people as they are said: 李明, 老王, 马师傅, 维修中心孙主任; and lists of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.store.names import DOUBLE_SURNAMES, SURNAMES

_HAN = "[一-龥]"
_ONE = f"[{''.join(SURNAMES)}]"
_SURNAME = rf"(?:{'|'.join(sorted(DOUBLE_SURNAMES))}|{_ONE})"
_TITLES = (
    "副书记|书记|副部长|部长|副处长|处长|副主任|主任|副科长|科长|副院长|院长|委员|副经理|经理|班长|组长|队长|老师|师傅|"
    "阿姨|大姐|大哥|姐|哥|工(?!作|程|地|会|人)|总(?!部|务|共|是|算)"
)
_NAME = rf"(?:[老小阿]{_ONE}|{_SURNAME}(?:副?(?:{_TITLES}))|{_SURNAME}{_HAN}{{1,2}}?)"
#: What is no name though it begins with a surname.
NO_NAME = re.compile(
    r"^(?:方便|时间|公出|因公|任务|安排|计划|应该|于是|和平|高铁|成都|全体|全部|常常|万一|东西|东门|安全|平安|马上|路上|"
    r"水电|水管|管道|车子|车辆|车坏|石头|古人|明天|明早|明日|白天|晚上|温度|汤|米|那边|那个|那位|那我|那就|毛病|单位|单独|"
    r"何时|何人|连我|连续|乐意|别|向|项目|都|凡|雷|雨|经常|关于|关闭|易|居然|农|终|费|时候|时常|幸好|来|来不|还|广|荣|"
    r"门|门口|党|党员|党课|党支|包|包括|包裹|车|应到|顾不|司机|计划|同意|师傅|通知|相关|相应|路|尚|令|全|支部|付|仇|"
    r"解|解释|牛|金|柴|柳|钟|苗|花|林木|贺|井|成功|成员|干|干活|干部|申请|范围|许可|康复|步|温|谈)$"
)
_SPLIT = re.compile(r"[、,，;；/\s]+|(?<=[\u4e00-\u9fff])(?:和|跟|与|以及|还有)(?=[\u4e00-\u9fff])")
_GREEDY = re.compile(
    rf"[老小阿]{_ONE}|{_SURNAME}(?:副?(?:{_TITLES}))|(?:{'|'.join(sorted(DOUBLE_SURNAMES))}){_HAN}{{1,2}}|{_ONE}{_HAN}{{1,2}}"
)


def a_name() -> str:
    """Return the pattern of a name in a sentence: with its surname, or by its title; 师傅 alone is nobody."""
    return _NAME


def is_name(text: str) -> bool:
    """Whether a text is a name and nothing else."""
    return _GREEDY.fullmatch(text) is not None and NO_NAME.match(text) is None


def names_in(text: str, known: Sequence[str] = ()) -> list[str]:
    """Return the names a list consists of, in order; nothing where anything else stands in it.

    known: names and units of the office that stand in it: 张三李四王五 is cut where one of them begins.
    """
    found: list[str] = []
    for piece in _SPLIT.split(text.strip(" 、,，。;；")):
        cut = _cut(piece.removesuffix("同志").removesuffix("他们"), known)
        if cut is None:
            return []
        found += cut
    return list(dict.fromkeys(found))


def _cut(piece: str, known: Sequence[str]) -> list[str] | None:
    """Cut a piece into names: those that are known first, what is left by its surnames."""
    if not piece:
        return []
    if piece in known or is_name(piece):
        return [piece]
    for one in sorted(known, key=len, reverse=True):
        if piece.startswith(one):
            rest = _cut(piece[len(one) :], known)
            if rest is not None:
                return [one, *rest]
    for length in (3, 2, 4):
        head = piece[:length]
        if length < len(piece) and is_name(head):
            rest = _cut(piece[length:], known)
            if rest is not None:
                return [head, *rest]
    return None
