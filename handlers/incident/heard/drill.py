"""Drills and tests: said so in the text, and not denied in it (这不是演习)."""

from __future__ import annotations

import re

from handlers.incident.heard.plain import Plain

_DRILL = re.compile(r"演练|演习|推演|拉动训练|实战模拟|模拟(?:火|停|漏|泄|突发|事)")
_DENIED = re.compile(r"(?:不是|并非|非|没有?在)(?:在)?(?:搞|做)?(?:演练|演习|测试|试验)")
_TALKED_OF = re.compile(
    r"演[练习](?:方案|计划|总结|记录|脚本|通知|安排|照片|视频|台账|制度|评估|签到|几|什么|怎么|吗|是不是)|"
    r"(?:什么时候|几点|哪天|组织|开展|安排|参加|制定|策划|筹备|讨论|关于|上次|上回|去年|下周|明天|后天|"
    r"下个?月|月底)"
    r"[^。！？]{0,16}?演[练习]|演[练习][^。！？]{0,10}?(?:什么时候|几点|怎么|如何|[?？]|吗)"
)
_TEST = re.compile(r"测试|试一试|试一下|(?<![a-z])test(?:ing)?(?![a-z])|试试(?:看)?|试机|试发")
_TESTED = re.compile(
    r"(?:核酸|压力|性能|水质|体能|普通话|心理|考试|检测|气密性?)测试|测试(?:题|卷|成绩|报告|结果|中心)"
)


def is_drill(plain: Plain) -> bool:
    """Whether a drill is going on; not where one is only planned or talked about."""
    text = plain.folded
    return bool(_DRILL.search(text)) and not _DENIED.search(text) and not _TALKED_OF.search(text)


def names_drill(plain: Plain) -> bool:
    """Whether drills are spoken of at all."""
    return bool(_DRILL.search(plain.folded)) and not _DENIED.search(plain.folded)


def is_test(plain: Plain) -> bool:
    """Whether somebody seems to try out the assistant."""
    text = plain.folded
    return bool(_TEST.search(text)) and not _TESTED.search(text) and not _DENIED.search(text)
