"""What is said about duty: who is on, 在岗, 接班, 交班, swaps, the log. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.duty import talk
from handlers.duty.days import read_days
from knowledge.text import fold, squeeze

LONGEST = 120
LONGEST_NOTE = 300

_MAY_BE = re.compile(r"班|在[岗崗]|到[岗崗]|上[岗崗]|收到|好的|在的|^\s*1\s*$")
_RULES = re.compile(
    r"规定|制度|办法|要求|职责|流程|应当|应该|必须|怎么|如何|交接班|几点|多久|为什么|内容|注意|能不能|可以吗"
)
_DECIDED = re.compile(
    r"(?P<word>同意|批准|可以|不同意|不批准|拒绝|撤销|取消)(?:这次)?换班[\s:#第]{0,3}(?P<row>\d{1,9})?号?[。.!]?"
)
_NO, _BACK = frozenset({"不同意", "不批准", "拒绝"}), frozenset({"撤销", "取消"})
_ON = re.compile(r"(?:我|本人|值班员?)?(?:已经?)?(?:在岗|到岗|上岗)(?:了|啦)?[。.!]?")
_TAKES_OVER = re.compile(r"(?:我|现在)?(?:来|已经?|确认)?接班(?:了|啦)?[。.!]?")
_NOTE = re.compile(r"(?:我)?交班(?:事项|说明)?(?:[:：,，。\s]+(?P<text>.*))?", re.DOTALL)
_LOG = re.compile(
    r"(?:请|给我|我要)?(?:看看?|查看?|显示)?(?:今天|今晚|昨天|昨晚|本班|我|上一班)?的?值班(?:日志|记录)[。.]?"
)
_SHIFT = r"(?P<shift>的?(?:夜班|白班|日班|晚班|值班|班))"
_WITH = re.compile(
    r"(?:我|帮我|请)?(?:想|要)?(?:和|跟|与|同)(?P<name>[^\s\d换调,。的]{2,10}|\d{3,12})(?:换|对换|互换|调换|调)(?:一下|一?换)?"
    rf"(?P<when>.{{0,12}}?){_SHIFT}[吧了。]?"
)
_BOTH = re.compile(
    r"我?(?P<when>.{2,10}?)的?(?:夜班|白班|值班|班)(?:和|跟|与|同)(?P<name>[^\s\d换调,。的]{2,5}?)(?P<back>(?:这|本|下)?(?:周|星期|礼拜|明|后|今|\d).{0,8}?)"
    r"的?(?:夜班|白班|值班|班)(?:换|对换|互换|调换|调)(?:一下|一?换)?[吧了。]?"
)
_HAS = re.compile(
    rf"(?:我|本人)(?:的)?(?P<when>.{{1,10}}?){_SHIFT},?(?:想|要|能|可以)*(?:和|跟|与|同)(?P<name>[^\s\d换调,。的]{{2,10}}?)(?:换|对换|互换|调换|调)(?:一下|一?换|下)?[吧了。]?"
)
_GIVES = re.compile(
    rf"(?:请|帮我)?(?:把)?(?:我)?的?(?P<when>.{{0,12}}?){_SHIFT}(?:想|要)?(?:换|让|转|调)给(?P<name>[^\s,。吧]{{2,10}})[吧了。]?"
)
_STANDS_IN = re.compile(
    rf"(?:请|让)?(?P<name>[^\s\d替代,。]{{2,5}})(?:替|代)我(?:值|上)?(?P<when>.{{0,12}}?){_SHIFT}[吧了。]?"
)
_MINE = re.compile(
    r"我.{0,4}(?:什么时候|哪天|几号|何时|下次|这周|本周|下周).{0,6}(?:值班|的班|有班)|"
    r"^(?:查|看)?我的(?:值班|班)(?:表|安排)?$"
)
_WHO = re.compile(
    r"(?:谁|哪[个位](?:领导|老师|同志|师傅)?|哪些人|什么人).{0,5}(?:值班|带班|当班|值夜班|值白班)|"
    r"(?:值班|带班|当班)(?:的|员|领导|人员|人|老师|干部)*(?:是|有|叫)?(?:谁|哪[个位]|哪些人|什么名字)|"
    r"^.{0,10}(?:值班|带班)(?:表|安排|人员|情况|领导)[?。]?$|"
    r"^(?:[今明]天|[今明]晚|现在|后天|周.|星期.)(?:值班|带班)[?。]?$|值班室?的?(?:电话|号码)"
)
_ANSWERS = re.compile(r"(?:收到|好的?|在的?|1|嗯)[。.,!]?")


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says about duty."""
    text = message.text
    if message.channel is Channel.GROUP or not message.in_words or not _MAY_BE.search(text):
        return []
    if noted := _note(text):
        return [noted]
    if len(text) > LONGEST:
        return []
    short = squeeze(fold(text))
    if spoken := _fixed(short, owes=_owes(situation)):
        return [spoken]
    now = situation.now.astimezone(situation.zone)
    return _swap(short, now) or _query(short, now)


def _owes(situation: Situation) -> bool:
    """Whether a plain 收到 can only be the answer to the question for 在岗: an open incident comes first."""
    incidents = getattr(situation.facts.get("incident"), "open", ())
    return bool(situation.facts.get(talk.HANDLER)) and not incidents


def _fixed(text: str, *, owes: bool) -> Reading | None:
    """Read what is said in so many words. owes: whether the sender was asked for 在岗, so that 收到 is one."""
    if decided := _DECIDED.fullmatch(text):
        return _reading(talk.DECIDE, 0.97, word=_word(decided["word"]), row=int(decided["row"] or 0))
    for pattern, intent in ((_ON, talk.ON), (_TAKES_OVER, talk.HANDOVER), (_LOG, talk.LOG)):
        if pattern.fullmatch(text):
            return _reading(intent, 0.95)
    return _reading(talk.ON, 0.92) if owes and _ANSWERS.fullmatch(text) else None


def _note(text: str) -> Reading | None:
    found = _NOTE.fullmatch(text.strip())
    return _reading(talk.NOTE, 0.95, text=" ".join((found["text"] or "").split())[:LONGEST_NOTE]) if found else None


def _swap(text: str, now: datetime) -> list[Reading]:
    found = (
        _BOTH.fullmatch(text)
        or _WITH.fullmatch(text)
        or _HAS.fullmatch(text)
        or _GIVES.fullmatch(text)
        or _STANDS_IN.fullmatch(text)
    )
    if found is None or _RULES.search(text):
        return []
    said = found.groupdict()
    when = said["when"] + (said.get("shift") or "")
    slots = {"name": said["name"], "mutual": found.re in (_WITH, _BOTH, _HAS), **_days(when, now)}
    if "back" in said:
        slots["back"] = _days(said["back"], now)
    return [_reading(talk.SWAP, 0.95, **slots)]


def _query(text: str, now: datetime) -> list[Reading]:
    if _MINE.search(text) and not _RULES.search(text):
        return [_reading(talk.QUERY, 0.9, mine=True)]
    if not _WHO.search(text) or _RULES.search(text):
        return []
    return [_reading(talk.QUERY, 0.9, text=text, **_days(text, now))]


def _days(text: str, now: datetime) -> dict[str, Any]:
    """Return the days a text names as slots, empty where they can't be read."""
    days = read_days(text, now)
    if days is None:
        return {}
    return {"first": days.first.isoformat(), "last": days.last.isoformat(), "part": days.part, "now": days.is_now}


def _word(word: str) -> str:
    return "no" if word in _NO else "back" if word in _BACK else "yes"


def _reading(intent: str, confidence: float, **slots: Any) -> Reading:
    return Reading(talk.HANDLER, intent, confidence, slots)
