"""What is said about a secretary who speaks for somebody: 以后张敏替我回收到; 取消张敏代办. Pure."""

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

LONGEST = 50
_HAN = r"[\u4e00-\u9fff]"
_NAMED = rf"(?P<name>{_HAN}{{0,6}}(?:{TITLES})|小{_HAN}|{_HAN}{{2,4}}?)"
_WHO = rf"(?P<who>我|本人|{_HAN}{{0,6}}(?:{TITLES})|{_HAN}{{2,4}}?)"
_HEAD = r"(?:以后|今后|从今天起|从现在起|平时|往后|即日起)?[,，]?(?:都|就|可以|可)?"
_ANSWERS = (
    r"(?:的)?(?:回复|回|办理?|处理|答复|确认|点|接收?|收)*(?:一下)?(?:各类|所有|全部|各种|会议|工作)*(?:的)?"
    r"(?:通知|收到|回执|消息|请假|交办|信息|待办)(?:[和、及与](?:通知|收到|回执|消息|请假|交办|信息|待办))*"
)
_END = r"(?:吧|了|就行|即可|就可以)*[。.!]*"
_FOR_ME = re.compile(
    rf"{_HEAD}(?:由|请|让|叫|委托|授权|安排|指定)?{_NAMED}(?:来|负责|可以|可|同志)*(?:代替|代|替|帮){_WHO}{_ANSWERS}{_END}"
)
_BY_HIM = re.compile(
    rf"{_HEAD}(?:由|请|让|委托|授权|安排|指定){_NAMED}(?:来|负责|同志)*(?:代办|代理|代收|代回)(?P<who>我|本人|{_HAN}{{0,6}}(?:{TITLES})){_ANSWERS}{_END}"
)
_MINE = re.compile(
    rf"{_HEAD}(?P<who>我|本人|{_HAN}{{0,6}}(?:{TITLES})){_ANSWERS}(?:以后|今后)?(?:都|一律|全部)?(?:由|请|让|委托|交给){_NAMED}(?:来|负责)*(?:代办|代回复?|代收|代为?办理|代处理|代|办理|处理|回复){_END}"
)
_APPOINTS = re.compile(
    rf"(?:由|请|让|安排|指定|设)?{_NAMED}(?:担任|作为|当|做|是|为)(?P<who>我|本人|{_HAN}{{0,6}}(?:{TITLES}))的?代办人?{_END}"
)
_STOPS = re.compile(
    rf"(?:请|帮我)?(?:取消|撤销|停止|解除|不再由|不用|不要|别让){_NAMED}(?:的)?(?:代办|替我回|代我回|代回|代收)(?P<who>{_HAN}{{0,6}}(?:{TITLES}))?(?:的)?(?:通知|收到|资格|授权)?{_END}"
)
_DECIDES = re.compile(r"(?P<word>同意|不同意)代办[\s:#第]{0,3}(?P<row>\d{1,9})号?[。.!]?")
_NEVER = re.compile(r"签到|投票|表决|承诺|到场|考试|答题|宣誓|发言")
_NOT_NAMED = re.compile(r"^(?:我|大家|谁|助手|值班|帮我|可以|怎么|能不能)")


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read who is to speak for whom from now on, who not any more, and the office's word on it."""
    del situation
    if message.channel is Channel.GROUP or not message.in_words or len(message.text) > LONGEST:
        return []
    text = " ".join(fold(message.text).split())
    if decided := _DECIDES.fullmatch(text):
        slots = {"row": int(decided["row"]), "agrees": decided["word"] == talk.AGREE}
        return [_reading(talk.SPEAKS_DECIDE, 0.97, **slots)]
    if ASKS.search(text) or RULES.search(text) or _NEVER.search(text):
        return []
    if stops := _STOPS.fullmatch(text):
        return _named(stops, talk.SPEAKS_NO_MORE)
    patterns = (_BY_HIM, _APPOINTS, _MINE, _FOR_ME)
    found = next(filter(None, (pattern.fullmatch(text) for pattern in patterns)), None)
    return _named(found, talk.SPEAKS) if found else []


def _named(found: re.Match[str], intent: str) -> list[Reading]:
    name, who = found["name"], found["who"] or ""
    if _NOT_NAMED.search(name):
        return []
    return [_reading(intent, 0.93, name=name, who="" if who in ("我", "本人") else who)]


def _reading(intent: str, confidence: float, **slots: Any) -> Reading:
    return Reading(talk.SLICE, intent, confidence, slots)
