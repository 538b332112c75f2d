"""What an organiser says of papers: wanted of everybody, who has not, urged, packed, given back. Pure."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.study import papers
from handlers.study.said.heard import Heard
from handlers.study.said.papers import PAPER
from handlers.study.studies import CLOSED, OPEN
from handlers.study.talk import HANDLER, OWING, PACK, PAPER_URGE, RETURN, WANTS

SURE = 0.955
LONGEST, LONGEST_RETURN = 60, 180
_ASKS = re.compile(r"[?？]|怎么|为什么|如何|能不能|可不可以|要不要|规定|格式|模板|多少字")
_MISSING = re.compile(
    rf"(?:还?(?:有)?谁|哪些人|哪几个|哪几位|哪个|还有几个?人?|多少人|几个?人|还?差谁)"
    rf"[^,，。]{{0,8}}?(?:没|未|差|欠)[^,，。]{{0,6}}?{PAPER}"
    rf"|{PAPER}[^,，。]{{0,4}}(?:还?(?:有)?谁|还差|哪些人|哪几个|都?(?:收|交)(?:齐|全)|交了几|交了多少|收了几|收了多少"
    r"|收到几|几个?人|多少人|情况|进度|没交)"
    rf"|(?:谁|哪些人|哪几位)的{PAPER}[^,，。]{{0,4}}(?:没|未)"
    rf"|没(?:有)?交(?:过)?{PAPER}的?(?:还?有谁|有哪些|名单|是谁|有几个)|(?:查|看)(?:一?下)?{PAPER}(?:收|交)"
)
_URGE = re.compile(
    rf"(?:催|提醒)(?:一?下|一催|催|促)?[^,，。]{{0,8}}?(?:没|未|欠)(?:有)?(?:交|写)[^,，。]{{0,4}}{PAPER}"
    rf"|催(?:交|一?下|收)?(?:大家的?)?{PAPER}|{PAPER}催(?:一?下|交)"
)
_PACK = re.compile(
    rf"{PAPER}[^。]{{0,10}}?(?:打包|压缩|下载|导出|汇总(?:一?下)?(?:发|给|压缩|打包)|全部?发我|一起发我|都发我|给我一份)"
    rf"|(?:打包|压缩|下载|导出|汇总)[^。]{{0,10}}?{PAPER}|(?:大家|所有人?|全部)的?{PAPER}[^。]{{0,4}}(?:发|给)我"
)
_WHAT = rf"{PAPER}|补学"
_GIVEN_BACK = (
    re.compile(
        rf"^(?:请|把|将)?(?:退回|打回|退给|驳回)(?:给)?(?P<who>[一-龥]{{2,5}}?)的?(?P<what>{_WHAT})"
        r"(?:[,，:：。\s]+|(?=太|没|内容|不|字|写|照|抄|要)|$)(?P<why>.*)$",
        re.DOTALL,
    ),
    re.compile(
        rf"^(?:把|将)?(?P<who>[一-龥]{{2,5}}?)(?:同志)?的?(?P<what>{_WHAT})(?:给)?(?:不行|不合格|不合要求|不过关)?[,，\s]*"
        r"(?:退回|打回|退给他|驳回|退了|退)(?:去|重写|重交|修改|重做|吧|了)*[,，:：。\s]*(?P<why>.*)$",
        re.DOTALL,
    ),
    re.compile(
        rf"^(?P<what>{_WHAT})(?:退回|打回|退给|驳回)(?:给)?\s*(?P<who>[一-龥]{{2,5}}?)"
        r"(?:重写|重交|修改|重做|重新写)?(?:[,，:：。\s]+(?P<why>.*))?$",
        re.DOTALL,
    ),
)
_EVERYBODY = (
    r"(?:大家|每人|每个人|每位|各人|人人|都|全体|所有人|参会|参加|到会|与会|到场|同志们?|要(?:求)?|请|需要?|会后)"
)
_WANTS = re.compile(
    rf"{_EVERYBODY}[^。]{{0,16}}?(?:写|交|提交|撰写|上交|报)"
    r"(?:一|个|篇|份|上|五百字|\d+字|[一二三五八]百字|千字|的|左右|来)*"
    rf"[^。,，]{{0,4}}?(?P<what>{PAPER})"
)
_STUDY = re.compile(r"学习|党课|培训|支部|中心组|报告会|参会|会后|参加|到会")
_MINE = re.compile(r"^(?:我|本人|我的)")


def hear_asked(heard: Heard) -> Reading | None:
    """Read it."""
    text = heard.text
    if len(text) <= LONGEST_RETURN and (reading := _given_back(text)):
        return reading
    if len(text) > LONGEST:
        return None
    slots = {"kind": papers.kind_of(text), "about": text}
    for intent, pattern in ((PAPER_URGE, _URGE), (OWING, _MISSING), (PACK, _PACK)):
        if pattern.search(text) and (intent == PAPER_URGE or not _ASKS.search(text)):
            return Reading(HANDLER, intent, SURE, slots)
    return _wanted(heard)


def _given_back(text: str) -> Reading | None:
    found = next((found for one in _GIVEN_BACK if (found := one.match(text))), None)
    if found is None:
        return None
    slots = {"kind": papers.kind_of(found["what"]), "who": found["who"], "why": (found["why"] or "").strip()}
    return Reading(HANDLER, RETURN, SURE, slots)


def _wanted(heard: Heard) -> Reading | None:
    text = heard.text
    found = _WANTS.search(text)
    if found is None or _MINE.match(text) or _ASKS.search(text):
        return None
    if not _STUDY.search(text) and not heard.facts.of(OPEN, CLOSED):
        return None
    kind = papers.kind_of(found["what"]) or papers.NOTES
    return Reading(HANDLER, WANTS, SURE, {"kind": kind, "by_said": text, "about": text})
