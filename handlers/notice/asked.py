"""What somebody wants sent: a planned outage 停水通知, a notice to many 群发. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from knowledge.text import chinese_marks, fold
from scheduler.audience import said_audience
from scheduler.calendar.value import Calendar
from scheduler.when import Kind, read_time

REMINDER, SYSTEM = "reminder", "system"
OUTAGE, BROADCAST = "notice.planned_outage", "broadcast.request"
SURE, LIKELY = 0.95, 0.87

_OUT = re.compile(r"(?:停|断)(?P<what>水|电|暖|气|热水|供暖|网)(?!了|的话|怎|咋|啥|多久|没)")
_PLANNED = re.compile(
    r"(?:停|断)[水电暖气网](?:检修|维修)?(?:的)?(?:通知|公告|预告|安排)|(?:通知|公告|预告).{0,12}(?:停|断)[水电暖气]|计划(?:停|断)[水电暖气]"
    r"|(?:检修|维修|改造|施工|清洗|更换|抢修|切换|试压).{0,10}(?:停|断)[水电暖气]|(?:停|断)[水电暖气].{0,10}(?:检修|维修|改造|施工|请(?:提前|大家|师生))"
)
_HAPPENING = re.compile(r"(?:怎么|咋|为什么|为啥|突然|又|已经)(?:又|就)?(?:停|断)|(?:停|断)[水电暖气]了")
_FROM_TO = re.compile(
    r"(?:点|时|\d)(?:半|整|分|\d{2})?(?:到|至|[-—~])[^,，。;；\d]{0,8}(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:点|时|:|(?=\D|$))"
)
#: 计划停水停电信息公开办法 is the name of a rule; nothing is cut off by it.
_A_RULE = re.compile(r"《[^《》]*》|[\u4e00-\u9fff]{2,16}办法(?=第|全文|的|$)")
_ASKING = re.compile(
    r"[?？]|吗|怎么|如何|什么|哪|规定|要求|制度|多久|谁|能不能|可不可以|啥|(?<![近这])几[天日]|几个?小时|提前多|要不要|是否|应否"
)
_BUILT = r"(?:校区|公寓|食堂|宿舍楼?|教学楼|办公楼|号楼|楼|苑|馆|区)"
_PLACE = re.compile(
    r"(?P<place>(?![对在给将于为把因我])"
    r"(?:全校|[东南西北]{1,2}(?:校)?区(?:(?:[\u4e00-\u9fff\d]{0,6}?(?:公寓|食堂|宿舍楼?|教学楼|办公楼|号楼)|[\d\-—~至到、和及]{1,12}号?楼))?"
    rf"|[A-Za-z]?\d{{1,3}}(?:号|栋|#)?楼?(?:栋)?|[\u4e00-\u9fff\d]{{1,8}}?{_BUILT})"
    rf"(?:[、和及](?:[\u4e00-\u9fff\d]{{1,8}}?{_BUILT}))*)"
)
_TO = re.compile(r"(?:发给|发送给|发到|通知到|转告|告知)\s*(?P<who>[^,，。;；:：]{2,40})")
_REASON = re.compile(
    r"(?:因|由于|因为)(?P<why>[^,，。;；停断\s]{2,24})|(?P<work>(?:(?!停[水电暖气网])[\u4e00-\u9fff]){0,6}(?:检修|维修|改造|施工|清洗|更换|切换))"
)
_PAPER = r"(?:一)?(?:个|条|份|则|下)?(?:通知|公告|通告|告示|启事)"
_SEND = re.compile(
    rf"^(?:请|麻烦)?(?:帮我?)?(?:给我)?(?:(?P<loud>群发|广播|发(?:布|送|出)?{_PAPER}|全员通知|发(?:一)?(?:个|条)?(?:消息|信息))|通知|告知|转告|传达)"
    r"(?:一下|下)?(?:给|到)?"
)
#: 跟各中心说一声…: to whom, and what.
_SAY = re.compile(
    r"^(?:请|麻烦)?(?:帮我?)?(?:跟|给|和|向|同)(?P<who>(?:各|全体|所有|大家|大伙|[^,，。:：\s]{1,8}?(?:全体|中心|科|班组|支部|们|员工|党员))[^,，。;；:：\s]{0,10}?)"
    r"(?:都)?(?:说|讲|通知|传达|告知|打个?招呼|带个?话|吱)(?:一?[声下])?(?:就说)?[,，:：\s]*(?P<what>\S.*)$"
)
_LOUD = re.compile(
    rf"群发|广播|全员通知|通知(?:全体|所有|全部|大家|各位)|发(?:布|出)?{_PAPER}|给(?:全体|所有|大家|全校).{{0,6}}发"
)
_MEETING = re.compile(r"开会|例会|会议|碰头|大会|联席会|[\u4e00-\u9fff]会(?:$|[,，。\s议])|签到|集合开")
_GIVEN = re.compile(
    rf"^(?:请|麻烦)?(?:帮我?|帮忙)?(?:给我)?(?:群?发(?:布|送|出)?{_PAPER}?(?:消息|信息)?)(?:给|到)(?P<who>[^,，。:：\s]{{2,24}}?)[\s,，]+(?P<what>\S.*)$"
)
_COLON = re.compile(r"[:：]")


@dataclass(frozen=True, slots=True)
class Outage:
    """A planned outage as it was said; what is empty is asked for. Times in the office's zone."""

    what: str
    place: str = ""
    start: datetime | None = None
    end: datetime | None = None
    reason: str = ""
    audience: str = ""


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody wants sent."""
    if message.channel is Channel.GROUP or not message.in_words:
        return []
    text = unicodedata.normalize("NFKC", message.text).strip()
    plain = fold(text)
    if _ASKING.search(_request_in(plain)):
        return []
    if is_outage(_A_RULE.sub(" ", plain)):
        found = outage_in(plain, situation.now.astimezone(situation.zone))
        return [Reading(REMINDER, OUTAGE, SURE, {**slots_of(found), "text": text})]
    is_meeting = _MEETING.search(plain) is not None
    return [] if is_meeting else _broadcast(text, plain)


def _broadcast(text: str, plain: str) -> list[Reading]:
    """Read a message to many. plain: the text, Simplified."""
    if said := _SAY.match(plain):
        return [Reading(SYSTEM, BROADCAST, LIKELY, {"who": said["who"], "what": chinese_marks(said["what"])})]
    if not (_SEND.match(plain) or _LOUD.search(plain)):
        return []
    who, what = wanted(plain)
    at = plain.find(what)
    what = text[at : at + len(what)] if len(text) == len(plain) else what  # as it was written
    is_loud = bool(_LOUD.search(plain) or _COLON.search(plain))
    if not (who or is_loud):
        return []
    slots = {"who": who, "what": chinese_marks(what)}
    return [Reading(SYSTEM, BROADCAST, SURE - 0.01 if is_loud else LIKELY, slots)]


def _request_in(text: str) -> str:
    """Return what a text wants of the assistant: of 群发给…：… and 停水通知：… what stands before the colon."""
    head, colon, _ = text.partition(":")
    return head if colon and (_SEND.match(head) or _LOUD.search(head) or _PLANNED.search(head)) else text


def is_outage(text: str) -> bool:
    """Whether a text announces that something will be cut off, rather than says that it is."""
    if _HAPPENING.search(text):
        return False
    return bool(_PLANNED.search(text) or (_OUT.search(text) and _FROM_TO.search(text)))


def outage_in(text: str, now: datetime) -> Outage:
    """Read what a text says of an outage. now: in the office's zone."""
    when = read_time(text, now, Calendar())
    is_span = when.kind is Kind.SPAN
    rest = when.rest or text
    what = _OUT.search(text) or re.search(r"(?P<what>[水电暖气网])", text)
    place = _PLACE.search(rest)
    why = _REASON.search(rest.replace(place["place"], " ", 1) if place else rest)
    reason = (why["why"] or why["work"] or "").strip() if why else ""
    return Outage(
        what=(what["what"] if what else "水").replace("供暖", "暖").replace("热水", "水"),
        place=place["place"] if place else "",
        start=when.start if when.kind in (Kind.SPAN, Kind.POINT) else None,
        end=when.end if is_span else None,
        reason=reason,
        audience=to["who"] if (to := _TO.search(rest)) else "",
    )


def slots_of(found: Outage) -> dict[str, str | None]:
    """Return an outage as slots; times as 2026-11-23T08:00."""
    return {
        "type": f"计划停{found.what}",
        "location": found.place or None,
        "start": f"{found.start:%Y-%m-%dT%H:%M}" if found.start else None,
        "end": f"{found.end:%Y-%m-%dT%H:%M}" if found.end else None,
        "reason": found.reason,
        "who": found.audience,
    }


def wanted(text: str) -> tuple[str, str]:
    """Return to whom something is to be sent, and what; each empty where it is not said."""
    head, colon, tail = text.partition("：") if "：" in text else text.partition(":")
    if colon and (_SEND.match(head) or _LOUD.search(head)) and tail.strip():
        who, _ = said_audience(head)
        return who or _SEND.sub("", head).strip(), tail.strip()
    if given := _GIVEN.match(text):
        return given["who"], given["what"]
    who, rest = said_audience(text)
    return who, _SEND.sub("", rest).strip(" ,，。") if who else _SEND.sub("", text).strip(" ,，。")
