"""A notice of a meeting written out; what it asks besides (leave, receipt, coming in time) is no matter of its own."""

from __future__ import annotations

import re

from scheduler.gathering.plain import labelled

_PARTS = frozenset({"time", "place", "audience", "title"})
_FEW = 2
_CALLS = re.compile(
    r"(?:定于|拟于|兹定|拟定于|经研究|现定)[^。;；]{2,60}会(?!议?室)|召开.{0,30}会议?的通知|会议通知|请.{1,20}(?:参加|出席).{0,4}$"
)
_MOVES = re.compile(
    r"改期|延期|变更|调整|取消|更正|改为|改到|改在|推迟|停开|不再召开|纪要|总结(?!会)|请.{0,2}示|[?？]|吗|怎么|如何"
)
_HOUSEKEEPING = re.compile(
    r"[^,，。;；\n:：]*(?:收到(?:后)?(?:请|速)?(?:及时)?(?:回|确认)|请回复|回复收到|请收到|(?:如|若|因故|确有|有事|不能|无法)[^。;；\n]{0,30}假|不得请假|原则上不[^,，。;；\n]{0,4}请假|请假手续"
    r"|提前\s*[\d一二三四五六七八九十两半]{1,3}(?:个)?(?:分钟|刻钟|小时)|签到|手机(?:静音|关机|调)|不得(?:迟到|早退|缺席)|联系人|联系电话|代替|安排.{0,8}代)[^。;；\n]*"
)


def is_formal(text: str) -> bool:
    """Whether a text is a notice of a meeting as an office writes it, which calls one and moves none."""
    if _MOVES.search(text):
        return False
    before, parts = labelled(text)
    is_form = len(_PARTS & parts.keys()) >= _FEW
    return (is_form and bool(re.search(r"会", text))) or bool(_CALLS.search(before if parts else text))


def without_housekeeping(text: str) -> str:
    """Return a notice without what it asks of everybody: to answer, to excuse oneself, to come in time."""
    return _HOUSEKEEPING.sub("", text).strip()
