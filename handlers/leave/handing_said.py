"""What is said about handing over: 王强调离，工作交给李娜; 交接 王强 → 李娜; what somebody still holds. Pure."""

from __future__ import annotations

import re
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.leave import talk
from handlers.leave.naming import TITLES
from handlers.leave.vocabulary import ASKS, RULES
from knowledge.text import fold

LONGEST = 80
_HAN = r"[\u4e00-\u9fff]"
_WHO = rf"(?P<giver>我|本人|{_HAN}{{0,6}}(?:{TITLES})|{_HAN}{{2,4}}?)"
_TO = rf"(?P<taker>{_HAN}{{0,6}}(?:{TITLES})|{_HAN}{{2,4}}?)"
_WILL = r"(?:已经?|将|要|马上|下周|下个?月|本月|这个月|今天|明天)?(?:被)?"
_GOES = r"(?:调离|调走|调到.{1,10}?|调任.{1,10}?|离职|辞职|退休|离岗|离开后勤|转岗|轮岗|不干|走)"
_LEAVES = rf"(?:同志)?{_WILL}{_GOES}(?:了|后)?"
_THINGS = (
    r"(?:名下|手头|手上|负责|经办|承办)?的?(?:所有|全部)?的?"
    r"(?:工作|事项|事情|待办|任务|督办|业务|摊子|活儿?|值班)?"
)
_NUMBERS = r"(?:第?(?P<numbers>\d{1,3}(?:\s*[、,，和]\s*\d{1,3})*)\s*[项件条]?)?"
_END = r"(?:吧|了|负责|接手|接管|承接|办理|处理)*[。.!]*"
_ALL = r"(?:都|全部?|一并|先)?"
_HANDS = r"(?:交接给|移交给|转交给|交接到|移交|转给|交给)"
_TAKES = r"(?:接手|接管|承接|负责|接替|接|顶上)?"

_ARROW = re.compile(rf"(?:工作)?交接\s*[:：]?\s*{_WHO}\s*{_NUMBERS}\s*(?:->|→|=>|—+>?|-+>?|给|到|至|转)+\s*{_TO}{_END}")
_GIVES = re.compile(rf"(?:把|将)?{_WHO}{_THINGS}{_NUMBERS}{_ALL}(?:{_HANDS}|由){_TO}{_TAKES}{_END}")
_LEAVER = re.compile(
    rf"{_WHO}{_LEAVES}[,，。;；\s]*(?:其|他|她|我)?{_THINGS}{_ALL}(?:{_HANDS}|由|让|请){_TO}{_TAKES}{_END}"
)
_HOLDS = (
    re.compile(rf"(?:交接清单|移交清单|交接表)[:：\s]*{_WHO}[。.]?"),
    re.compile(rf"{_WHO}(?:的)?(?:交接清单|移交清单)[。.]?"),
    re.compile(
        rf"(?:查一?下?|看一?下?)?{_WHO}(?:名下|手头|手上)(?:还|都)?(?:有(?:哪些|什么|多少)?|没办完?的)"
        r"(?:事项|工作|事|待办|没交接的?|没办完?的?)*[?？。]?"
    ),
    re.compile(rf"{_WHO}(?:同志)?{_WILL}{_GOES}(?:了)?[,，]?(?:请)?(?:办理?|做好?)?(?:一下)?交接[。.]?"),
)
_NOT_PEOPLE = re.compile(
    r"^(?:这个|那个|事情|工作|任务|问题|今天|明天|材料|报告|钥匙|大家|他们|值班|本班|上一班|现场|我们|督办|整改)"
)
_TAKES_OVER_A_THING = re.compile(r"(?:隐患|漏水|报修|事件|工单|\w+-\d+)")


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says about handing over what he, or another, holds."""
    del situation
    if message.channel is Channel.GROUP or not message.in_words or len(message.text) > LONGEST:
        return []
    text = " ".join(fold(message.text).split())
    if holds := next(filter(None, (one.fullmatch(text) for one in _HOLDS)), None):
        giver = holds["giver"]
        return [_reading(talk.HANDOVER_LIST, 0.92, giver=giver)] if not _NOT_PEOPLE.search(giver) else []
    if ASKS.search(text) or RULES.search(text) or _TAKES_OVER_A_THING.search(text):
        return []
    found = _ARROW.fullmatch(text) or _LEAVER.fullmatch(text) or _whole(text)
    if found is None or _NOT_PEOPLE.search(found["giver"]) or _NOT_PEOPLE.search(found["taker"]):
        return []
    said = found.groupdict().get("numbers") or ""
    numbers = [int(one) for one in re.findall(r"\d+", said)]
    return [_reading(talk.HANDOVER, 0.93, giver=found["giver"], taker=found["taker"], numbers=numbers)]


def _whole(text: str) -> re.Match[str] | None:
    """Read 王强的工作交给李娜; without 工作, 名下 or a number it is one thing that is given, no hand-over."""
    found = _GIVES.fullmatch(text)
    is_all = found is not None and re.search(r"工作|名下|事项|待办|任务|业务|摊子|活|\d", text)
    return found if is_all else None


def _reading(intent: str, confidence: float, **slots: Any) -> Reading:
    return Reading(talk.SLICE, intent, confidence, slots)
