"""What is said of studies and signing in. Pure; the words mean something only beside a study that is at hand."""

from __future__ import annotations

import re

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.study.facts import Facts, facts_of
from handlers.study.talk import ABSENT, CLOSE, HANDLER, OPEN, SIGN, STATS
from scheduler.gathering import plain

_MAY_BE = re.compile(r"签|簽|到|學習|学习|1|一|参加|请假|心得|党课|支部|中心组|培训|没来|来了|来的|qian", re.IGNORECASE)
_SIGN = re.compile(r"(?:我|已)?(?:签[到道倒]|签个到|到了?|来了|1|一)+(?:了|啦)?[。.!]?|qian\s?dao", re.IGNORECASE)
_CODE = re.compile(r"(?:签[到道])?\s*(?P<code>\d{4})")
_NUMBER = re.compile(r"签到\s*〔?XX-0*(?P<id>\d+)〕?")
_OPEN = re.compile(r"^(?:开始|开启|发起|打开)签[到道](?P<rest>.*)$", re.DOTALL)
_MINUTES = re.compile(r"(?P<number>\d{1,3})\s*分钟")
LONGEST = 2000


def may_be(message: Message) -> bool:
    """Whether a message may be about studies at all: cheap, asked of every one."""
    return message.in_words and len(message.text) <= LONGEST and bool(_MAY_BE.search(message.text))


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says of studies."""
    if not may_be(message):
        return []
    facts = facts_of(situation.facts.get(HANDLER))
    text = plain(message.text)
    found = _read(text, facts, message.channel)
    return [found] if found else []


def _read(text: str, facts: Facts, channel: Channel) -> Reading | None:
    if found := _NUMBER.fullmatch(text):
        return Reading(HANDLER, SIGN, 0.98, {"study": int(found["id"])})
    is_open = bool(facts.open)
    if _SIGN.fullmatch(text) and (is_open or "签" in text):
        return Reading(HANDLER, SIGN, 0.95 if is_open else 0.85, {})
    if (found := _CODE.fullmatch(text)) and is_open:
        return Reading(HANDLER, SIGN, 0.96, {"code": found["code"]})
    return None if channel is Channel.GROUP else _told(text)


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
