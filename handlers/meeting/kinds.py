"""The kinds of meetings 会议类别: what a title is counted as, and which titles carry their number in the year."""

from __future__ import annotations

import re

ORDINARY = "会议"

#: kind → the words by which a title is of it; the first that fits.
_KINDS = {
    "党政联席会": r"联席会|党政会",
    "党委会": r"党委(?:扩大)?会",
    "办公会": r"办公会|部务会|处务会|行政会",
    "干部大会": r"干部大?会|中层会",
    "职工大会": r"职工大?会|全员大会|员工大?会|职代会",
    "党员大会": r"党员大?会|支部大会",
    "工作小组会": r"(?<!党)小组.{0,6}会|领导小组会|专班会",
    "例会": r"例会|周会|月会|早会|晨会|班前会|夕会",
    "安全会": r"安全.{0,8}会|消防.{0,6}会",
    "专题会": r"专题会|研究会|协调会|调度会|推进会|部署会|碰头会|分析会|现场会|通气会",
    "动员大会": r"动员大?会|誓师大?会",
    "总结会": r"总结.{0,4}会|述职.{0,4}会|表彰.{0,4}会",
    "座谈会": r"座谈会|交流会|恳谈会|茶话会",
}
_COMPILED = tuple((kind, re.compile(words)) for kind, words in _KINDS.items())
KINDS = (*_KINDS, ORDINARY)


def kind_of(title: str) -> str:
    """Return what a meeting of this title is counted as: 后勤工作例会 is an 例会, 安全工作小组碰头会 a 工作小组会."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(title)), ORDINARY)


def kind_named(text: str) -> str:
    """Return the kind a text names, empty where it names none."""
    found = kind_of(text)
    return found if found != ORDINARY else ""
