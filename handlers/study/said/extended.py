"""What is said to let signing in end later: 签到延长10分钟, 再给一刻钟签到, 签到延到10点40. Pure."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.study.said.heard import Heard
from handlers.study.said.running import UNTIL, lasting
from handlers.study.talk import EXTEND, HANDLER

SURE, LONGEST, USUAL = 0.97, 40, 10
_LONGER = re.compile(
    r"(?:签[到道]|点名)(?:时间|截止)?(?:时间)?(?:请|再|往后|向后)*(?:延长|延|加长|推迟|顺延|放宽|宽限|多开|再开|再等|加)(?!请)|"
    r"(?:延长|推迟|放宽|宽限|再开|多开|再给|再等)[^,，。]{0,10}(?:签[到道]|点名)"
)
_NOT = re.compile(r"[?？]|吗|怎么|如何|能不能|可不可以|没|不")


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    text = " ".join(heard.text.split())
    if heard.is_aside or len(text) > LONGEST or not _LONGER.search(text) or _NOT.search(text):
        return None
    slots, _ = lasting(text, heard.now, heard.facts.calendar)
    by_clock = {"until": True} if slots and UNTIL.search(text) else {}
    return Reading(HANDLER, EXTEND, SURE, {"duration_min": USUAL, **slots, **by_clock}, label="延长签到")
