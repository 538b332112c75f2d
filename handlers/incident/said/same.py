"""Whether what is heard belongs to an incident that is open already: its kind, its place, and how it is said."""

from __future__ import annotations

import re

from bot.store.names import fold_place
from handlers.incident.facts import Open
from handlers.incident.heard import Heard
from handlers.incident.kinds import UNKNOWN

_GOES_ON = re.compile(
    r"又(?:多|有|来|增|发现|倒)|增加(?:到|了)?|增至|一共|总共|累计|共计|续报|补充|更新|最新|后续|还(?:在|"
    r"有)|仍|越来越|蔓延|扩大|复燃|又[着冒漏喷停]|变(?:大|小)|已经有|目前|更(?:大|严重|多)|刚才(?:那|说的|报的)|(?:这边|"
    r"那边)?情况(?:是|如下|[:：])|现场(?:情况)?|^(?:处置|处理|最新|目前|工作)?(?:进展|进度)(?:情况)?[:：,，]"
)
_ADDS = re.compile(r"又(?:多|有|来|增|发现|倒)|增加(?:到|了)?|增至|一共|总共|累计|共计|续报|刚才(?:那|说的|报的)")
_PART = re.compile(
    r"(?:负?[一二三四五六七八九十\d]{1,3}(?:楼|层|单元)?|\d{3,4}室?|楼[上下顶道]|天台|门口|里面|外面|"
    r"地下室|走廊|过道|电梯\w?|后?厨房?|操作间|配电[房室间箱]|水房|厕所|卫生间|\w?[东南西北]?[侧边头面])+"
)
_ALIKE = (
    frozenset({"火情", "电动车起火", "燃气泄漏", "锅炉压力容器"}),
    frozenset({"食品安全", "传染病"}),
    frozenset({"漏水", "水管爆裂", "停水", "恶劣天气"}),
    frozenset({"停电", "电梯困人"}),
    frozenset({"高空坠物", "工程事故", "恶劣天气"}),
    frozenset({"治安", "群体聚集"}),
    frozenset({"有限空间", "人员受伤"}),
)
_ANY = frozenset({"", UNKNOWN, "人员受伤", "舆情"})


def goes_on(text: str) -> bool:
    """Whether a text says how something goes on, and not that something begins."""
    return _GOES_ON.search(text) is not None


def adds(text: str) -> bool:
    """Whether a text only makes sense after another report: 又多了3个, 现在一共8个, 续报."""
    return _ADDS.search(text) is not None


def may_be_same(one: Open, heard: Heard) -> bool:
    """Whether what was heard may be of that incident: neither another kind nor another place."""
    return _same_kind(one.kind, heard.kind) and _same_place(one.place, heard.place)


def _same_kind(known: str, said: str) -> bool:
    return known == said or known in _ANY or said in _ANY or any({known, said} <= group for group in _ALIKE)


def _same_place(known: str, said: str) -> bool:
    ours, theirs = fold_place(known), fold_place(said)
    return not ours or not theirs or ours in theirs or theirs in ours or _PART.fullmatch(said) is not None
