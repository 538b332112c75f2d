"""What people say about papers: 首报, 续报, 进展, 总结, its 要素, who drafts it, 审签, 退回. Pure.

The law: only whole, short sentences are taken so, and most of them only from whom such a paper concerns now; anything
else is left to the readings of incidents, where an alarm is never missed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.incident.facts import HANDLER, facts_of
from handlers.incident.heard.plain import plain_of
from handlers.incident.papers.elements import is_elements
from handlers.incident.papers.stand import Stand, papers_of
from handlers.incident.said.persons import SOMEBODY
from handlers.incident.said.which import numbers_in, without_numbers
from knowledge.text import numeral

ASSIGN = "incident.assign_measure"
SURE, LONGEST_SHORT = 0.97, 60
_GIVE = (
    r"(?:请|麻烦|帮我|给我|我要|帮忙|要|想要|来|发我|替我|再|把)*(?:写|出|起草|拟|生成|发|看|导出|要|来|给)?"
    r"(?:一下|一份|一个|一条|个|份|下|我)*"
)
_TAIL = r"(?:的)?(?:文字|文本|内容|材料|稿子?|草稿|初稿|文档|文件)*(?:给我|发我|来|吧|一下|看看|给领导|发领导)*"
_FIRST = re.compile(rf"{_GIVE}(?:突发)?(?:事件)?(?:的)?(?:首报|初报){_TAIL}")
_FOLLOW = re.compile(rf"{_GIVE}(?:第)?(?:续报)(?P<which>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})?{_TAIL}")
_TO_LEADERS = re.compile(
    rf"{_GIVE}(?:情况|事件|突发事件|文字|书面)?(?:的)?(?:报告|汇报|材料|短信|文字|信息)(?:[,，。\s])*"
    r"(?:我)?(?:好)?(?:转|要|去)?(?:发|报|给|呈|交|报给|发给|转发给?)(?:给)?(?:校|主要|部|处)?(?:领导|书记|部长|处长|校办|上级|学校)(?:看)?"
)
_SUMMARY = r"(?:这次|本次|这件|事件|事后|突发事件)*(?:的)?(?:总结(?:分析)?(?:报告)?|分析报告|终报|情况说明)"
_DRAFT = re.compile(rf"{_GIVE}{_SUMMARY}{_TAIL}")
_HANDED = re.compile(
    rf"(?:我)?(?:已经?)?(?:{_SUMMARY}(?:我)?(?:已经?|都)?(?:写|交|提交|上交|改|修改|完成|定稿|弄)(?:好|完|上|来)*(?:了|交了)*|"
    rf"(?:已)?(?:交|提交|上交|补交)(?:一下|上|了)*{_SUMMARY}(?:了)?)"
)
_TEXT = re.compile(rf"{_SUMMARY}\s*[:：]\s*\S", re.DOTALL)
_DRAFTER = re.compile(
    rf"(?:把)?(?:{_SUMMARY})?(?:交给?|让|请|由|叫|安排|委托|转给)(?P<who>{SOMEBODY.pattern})(?:来|去|帮我|负责)*"
    rf"(?:写|起草|撰写|拟|负责|做)(?:一下)?(?:{_SUMMARY})?(?:吧)?"
)
_SIGN = re.compile(
    rf"(?:{_SUMMARY})?(?:我)?(?:已)?(?:同意|审签|审签同意|通过|审签通过|可以,?同意)(?:了)?(?:{_SUMMARY})?"
)
_RETURN = re.compile(
    rf"(?:{_SUMMARY})?(?:请)?退回(?:修改|重写|去改)?(?:{_SUMMARY})?[\s:：,，]*(?P<reason>.*)", re.DOTALL
)
_ASSIGN = re.compile(
    r"(?:请|把|将)*(?:整改|防范|改进)?措施第?(?P<which>\d{1,2}|[一二三四五六七八九十]{1,2})?(?:条|项)?(?:都|全部)?"
    r"(?:转为?|转成|列入|纳入|作为|立)?(?:督办|任务|交办)(?:任务|事项)?(?:吧)?"
)
_PROGRESS = re.compile(
    r"(?:请问|那边|这边|这件事|那件事|事件|现场|现在|目前|处理|处置|怎么处理|到底|是|的|得)*"
    r"(?:(?:什么|啥)情况|进展(?:如何|怎么样|怎样|呢|情况)?|情况(?:怎么样|如何|怎样)|怎么样|到哪一步)(?:了|呢|[?？])*"
)
_MAY_BE = re.compile(
    r"[首初续續][报報]|[报報]告|[汇匯][报報]|材料|文字|[总總][结結]|[终終][报報]|说明|說明|同意|[审審][签簽]|通[过過]|退回|"
    r"[进進]展|情[况況]|怎[么麼][样樣]|哪一步|原因|[责責]任|教[训訓]|措施|短信|信息"
)
_FILES = re.compile(r"\.(?:docx?|wps|pdf|rtf|odt)$", re.IGNORECASE)
_STOPS = " 。.!！~、,，;；"


def may_be_of_papers(message: Message) -> bool:
    """Say whether a message may be of a paper at all, without knowing anything."""
    return message.kind is Kind.FILE or _MAY_BE.search(message.text) is not None


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a message as being about a paper; nothing where it is about something else."""
    papers = papers_of(situation.facts.get(HANDLER))
    if message.channel is Channel.GROUP:
        return []
    if message.kind is Kind.FILE:
        return _file(message, papers)
    if not message.in_words:
        return []
    named = numbers_in(message.text)[:1]
    mine = [one for one in papers if not named or one.number == named[0]]
    number = named[0] if named else mine[0].number if len(mine) == 1 else ""
    slots: dict[str, Any] = {"incident": None, "number": number, "text": message.text}
    text = without_numbers(plain_of(message.text).folded).strip(_STOPS)
    short = text if len(text) <= LONGEST_SHORT else ""
    found = _written(short, mine) or _signed(text, short, mine) or _worked_on(text, short, message.text, mine)
    if not found and _DRAFT.fullmatch(short) and (mine or _has_to_do(situation)):
        found = [("incident.draft", {})]
    return [Reading(HANDLER, intent, SURE, slots | more) for intent, more in found[:1]]


_Found = list[tuple[str, dict[str, Any]]]


def _written(text: str, mine: list[Stand]) -> _Found:
    """Read what asks for a text: 首报, 续报, how it stands."""
    if _FIRST.fullmatch(text):
        return [("incident.first_report", {})]
    if follow := _FOLLOW.fullmatch(text):
        return [("incident.follow_up", {"which": numeral(follow["which"] or "") or 0})]
    if _any(mine, lambda one: one.may_have and one.is_open) and _TO_LEADERS.fullmatch(text):
        return [("incident.follow_up", {"which": 0})]
    if _any(mine, lambda one: one.is_chief and one.is_open) and _PROGRESS.fullmatch(text):
        return [("incident.progress", {})]
    return []


def _signed(text: str, short: str, mine: list[Stand]) -> _Found:
    """Read the word of whom a summary waits for."""
    if not _any(mine, lambda one: one.may_sign):
        return []
    if _SIGN.fullmatch(short):
        return [("incident.sign", {})]
    back = _RETURN.fullmatch(text)
    return [("incident.return", {"reason": back["reason"].strip(_STOPS)})] if back else []


def _worked_on(text: str, short: str, whole: str, mine: list[Stand]) -> _Found:
    """Read what is done with the summary, by whom it concerns."""
    if _any(mine, lambda one: one.may_delegate) and (to := _DRAFTER.fullmatch(short)) and re.search(_SUMMARY, short):
        return [("incident.drafter", {"to": to["who"]})]
    if _any(mine, lambda one: one.may_write) and (_HANDED.fullmatch(short) or _TEXT.match(text)):
        return [("incident.summary", {})]
    if mine and (measure := _ASSIGN.fullmatch(short)):
        return [(ASSIGN, {"which": numeral(measure["which"] or "") or 0})]
    if _any(mine, lambda one: one.may_hand_in) and is_elements(whole):
        return [("incident.elements", {})]
    return []


def _file(message: Message, papers: tuple[Stand, ...]) -> list[Reading]:
    """Read a document its drafter sends as the summary."""
    names = [str(one.get("name", "")) for one in message.data.get("media") or () if isinstance(one, dict)]
    name = next((one for one in names if _FILES.search(one)), "")
    mine = [one for one in papers if one.is_drafter and one.may_hand_in]
    if not name or message.channel is not Channel.PRIVATE or len(mine) != 1:
        return []
    slots = {"incident": None, "number": mine[0].number, "file": name, "text": message.text}
    return [Reading(HANDLER, "incident.summary", SURE, slots)]


def _has_to_do(situation: Situation) -> bool:
    """Whether its sender has to do with an open incident, though he may have none of its papers."""
    return any(one.is_of_sender for one in facts_of(situation.facts.get(HANDLER)).open)


def _any(mine: list[Stand], fits: Callable[[Stand], bool]) -> bool:
    return any(fits(one) for one in mine)
