"""What is said to sign in, to open and to close it, and how it stands. Pure."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.study.said.heard import Heard
from handlers.study.talk import ABSENT, CLOSE, HANDLER, OPEN, SIGN, STATS

_SIGN = re.compile(r"(?:我|已)?(?:签[到道倒]|签个到|到了?|来了|1|一)+(?:了|啦)?[。.!]?|qian\s?dao", re.IGNORECASE)
_CODE = re.compile(r"(?:签[到道])?\s*(?P<code>\d{4})")
_NUMBER = re.compile(r"签到\s*〔?XX-0*(?P<id>\d+)〕?")
_OPEN = re.compile(r"^(?:开始|开启|发起|打开)签[到道](?P<rest>.*)$", re.DOTALL)
_MINUTES = re.compile(r"(?P<number>\d{1,3})\s*分钟")


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    text, facts = heard.text, heard.facts
    if found := _NUMBER.fullmatch(text):
        return Reading(HANDLER, SIGN, 0.98, {"study": int(found["id"])})
    is_open = bool(facts.open)
    if _SIGN.fullmatch(text) and (is_open or "签" in text):
        return Reading(HANDLER, SIGN, 0.95 if is_open else 0.85, {})
    if (found := _CODE.fullmatch(text)) and is_open:
        return Reading(HANDLER, SIGN, 0.96, {"code": found["code"]})
    return None if heard.is_aside else _told(text)


def _told(text: str) -> Reading | None:
    """Read what an organiser says."""
    if found := _OPEN.match(text):
        rest = found["rest"]
        minutes = _MINUTES.search(rest)
        title = _MINUTES.sub(" ", rest).strip()
        return Reading(
            HANDLER, OPEN, 0.95, {"title": title, "duration_min": int(minutes["number"]) if minutes else None}
        )
    if re.search(r"(结束|关闭|停止)签到", text):
        return Reading(HANDLER, CLOSE, 0.95)
    if re.search(r"签到(人数|情况)", text):
        return Reading(HANDLER, STATS, 0.9)
    if re.search(r"谁.{0,3}没.{0,2}签", text):
        return Reading(HANDLER, ABSENT, 0.9)
    return None
