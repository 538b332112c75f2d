"""What is said to a notice: 收到, 已办, 请假, 转交, a digit; and 谁还没收到 by who sent it. Pure.

The words mean something only to whom a notice is pending; an open incident's come first. Of several the number or the
quoted notice says which, else he is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.notice.facts import HANDLER, Facts, Pending, facts_of
from handlers.notice.heard import (
    ACK,
    DONE,
    HAND_ON,
    LEAVE,
    NOD,
    SIGN,
    delegate,
    how,
    is_of_days,
    reason,
    remark,
)
from handlers.notice.named import SERIES, in_the_name_of, short_number, spelled_out
from knowledge.text import fold, squeeze
from scheduler.notices import Asks

MEETING = "meeting"
NAMED, SENT, DIGIT, PLAIN, AWAY = 0.985, 0.97, 0.94, 0.9, 0.8
AGAIN = UNSENT = 0.87  # a word more than what is said around the work
LONGEST = 120

_NUMBER = re.compile(r"[〔\[【(]?\s*(?P<number>[A-Z]{2}-(?:\d{4}-)?\d{1,6})\s*[〕\]】)]?", re.IGNORECASE)
_MARKS = re.compile(r"[。.!！,，、~\s]+")
_REPEATED = re.compile(r"(?:好的?|嗯+|行)*(?:已经?)?(?:收到|知道|已阅)了?(?:谢谢)?")
_ANSWERED = r"(?:收到|回复?|确认|签收|看|反馈|答复|回执|报名)"
_MISSING = re.compile(
    rf"(?:还有|还差|哪些|哪几个|谁|都有谁|几个人?|多少人?|有没有人).{{0,6}}(?:没|未)(?:有)?{_ANSWERED}"
    r"|(?:没|未)(?:有)?(?:收到|回复?|确认|签收|反馈|回执|看)的?(?:人|单位|同志)?(?:都)?(?:有|还有|是)?(?:谁|哪些|哪几个|几个|多少|名单|人员)"
    r"|(?:回执|收到|回复|确认|通知)(?:的)?(?:情况|统计|进度|人数|名单)(?:怎么样|如何)?|(?:多少|几个)人?(?:收到|回|确认)了?"
    r"|(?:都|大家|人)(?:收到|回复?|确认|看到)(?:齐)?(?:了)?(?:吗|没有?|么)|(?:收到|回复?|确认)了?的(?:人)?(?:都)?(?:有|是)?(?:几个|多少|谁|哪些)|(?:回执|回复|确认)(?:收)?齐了?(?:吗|没)?"
)
_CHASE = re.compile(
    r"(?:再)?(?:催催?|提醒|通知|问问?|盯)(?:一下|一遍|一次|下|一声)?(?:那些|那几个|还|所有|剩下)*(?:没|未)(?:有)?(?:收到|回复?|确认|反馈|办|交|签收|看).{0,4}(?:人|同志|的)?"
    r"|(?:没|未)(?:有)?(?:回复?|确认|收到|反馈|看)的(?:人|几个|单位|同志|那几个)?.{0,3}(?:再)?(?:催催?|提醒|通知|发|问|喊|盯)(?:一下|下|一遍|一次|一声)?"
)
_NOT_DONE = re.compile(
    r"(?:还有|还差)?(?:谁|哪些人|哪几个|哪些单位|哪几家|哪个中心)(?:还|都)?(?:没|未)(?:有)?(?:办|报|交|完成|做|落实|上报|办完|办好|做完)完?(?:的|呢|啊)?"
)
_WHO = re.compile(r"(?:还有)?(?:谁|哪些人)(?:还|都)?(?:没|未)")
_URGE = re.compile(r"(?:请|麻烦|帮我|帮忙|再)*(?:催一?催|催(?:一下|一遍|一次|促一下|下)|催办一下)(?:他们|大家)?(?:吧)?")
_TOLD = re.compile(
    r"^(?P<who>(?!.*[会期时另请不没])[\u4e00-\u9fff]{2,6}?)(?:已经?|我)*(?:另行|电话|当面|打电话)?(?:通知|告知|转告|说)(?:到|过|好)?了?$"
)
_KINDS: Mapping[str, str] = {ACK: "notice.ack", LEAVE: "notice.leave", HAND_ON: "notice.hand_on", DONE: "notice.done"}
_OF_MEETING: Mapping[str, str] = {ACK: "meeting.ack", LEAVE: "meeting.leave"}


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says to a notice."""
    facts = facts_of(situation.facts.get(HANDLER))
    if message.channel is Channel.GROUP or not message.in_words:
        return []
    text = unicodedata.normalize("NFKC", message.text)[:LONGEST].strip()
    quote = str((message.data.get("quote") or {}).get("text", ""))
    number = _number(text) or _number(quote)
    text, pending = in_the_name_of(text, facts.pending)
    is_short = not number
    if is_short and (pending or facts.lately):
        number, text = short_number(text, pending)
    if any(one.asks is Asks.RSVP for one in pending):
        text = spelled_out(text)
    short = _MARKS.sub("", squeeze(fold(_NUMBER.sub(" ", text))))
    found = _answer(fold(text), short, number, pending) if len(short) < LONGEST else None
    if found is None:
        found = _of_sender(short, number, facts) or _settled(text, short, number, facts, AGAIN if is_short else NAMED)
    to_do = [one.id for one in pending if one.asks is Asks.DONE and (not number or one.number == number)]
    if found is None and to_do and _REPEATED.fullmatch(short):
        found = Reading(HANDLER, "notice.seen", AGAIN, {"notices": to_do})
    if found is None and message.channel is Channel.PRIVATE and not facts.pending and _REPEATED.fullmatch(short):
        found = Reading(HANDLER, _KINDS[ACK], AGAIN, {"notices": [], "number": facts.lately}) if facts.lately else None
    return [found] if found else []


def _answer(text: str, short: str, number: str, pending: Sequence[Pending]) -> Reading | None:
    meant = [one for one in pending if not number or one.number == number]
    said = next((said for one in meant if (said := how(short, text, one.asks))), "")
    if not meant or not said or (said == NOD and len({one.id for one in meant}) > 1):
        return None
    meant = [one for one in meant if how(short, text, one.asks) == said]
    confidence = NAMED if number else _sure(short, text, said)
    said = ACK if said == NOD else said
    slots: dict[str, object] = {"notices": list(dict.fromkeys(one.id for one in meant))}
    if said in (ACK, DONE) and len(short) > 1 and short.startswith(("全部", "都", "全")):
        slots = {"notices": sorted({one.id for one in meant}), "all": True}
    if said == ACK:
        slots["ack"] = True
        if note := remark(_NUMBER.sub(" ", text).strip()):
            slots["note"] = note
    if any(one.named for one in meant):
        slots["whose"] = next(one.whose for one in meant if one.named)
    if instead := delegate(short):
        slots["delegate"] = instead
    if said == LEAVE:
        slots["reason"] = reason(_NUMBER.sub(" ", text))
    of_meeting = meant[0].kind == MEETING and said in _OF_MEETING
    handler, intent = (MEETING, _OF_MEETING[said]) if of_meeting else (HANDLER, _KINDS[said])
    return Reading(handler, intent, confidence, slots)


def _sure(short: str, text: str, said: str) -> float:
    """Return how sure an answer without a number is."""
    if said == LEAVE:
        if delegate(short) and not is_of_days(short):
            return SENT
        return AWAY if is_of_days(short) else DIGIT
    if short.isdigit() or SIGN.fullmatch(text):
        return DIGIT
    return PLAIN


def _settled(text: str, short: str, number: str, facts: Facts, sure: float) -> Reading | None:
    """Read an answer to a notice that is not pending: it is changed, or it is said why not."""
    if not number.startswith(SERIES) or any(one.number == number for one in facts.pending):
        return None
    said = next((said for asks in (Asks.RSVP, Asks.DONE) if (said := how(short, short, asks))), "")
    if said in ("", NOD):
        return None
    slots: dict[str, object] = {"notices": [], "number": number, "anew": sure == NAMED}
    if instead := delegate(short):
        slots["delegate"] = instead
    if said == LEAVE:
        slots["reason"] = reason(_NUMBER.sub(" ", text))
    return Reading(HANDLER, _KINDS[said], sure, slots)


def _of_sender(short: str, number: str, facts: Facts) -> Reading | None:
    meant = [one for one in facts.sent if not number or one.number == number]
    if not facts.sent and not number and _WHO.match(short) and _MISSING.search(short):
        over = [facts.over.id] if facts.over else []
        return Reading(HANDLER, "notice.missing", UNSENT, {"notices": over, "words": short})
    if not meant:
        return None
    confidence = NAMED if number else PLAIN
    slots = {"notices": [one.id for one in meant], "words": short}
    if _CHASE.search(short):
        return Reading(HANDLER, "notice.chase", confidence + 0.01, slots)
    if _MISSING.search(short):
        return Reading(HANDLER, "notice.missing", confidence, slots)
    return _in_short(short, slots, [one.id for one in meant if one.asks is Asks.DONE], confidence)


def _in_short(short: str, slots: Mapping[str, object], to_do: list[int], confidence: float) -> Reading | None:
    """Read what means a notice only of who sent one. to_do: those of what was to be done."""
    if to_do and _NOT_DONE.fullmatch(short):
        return Reading(HANDLER, "notice.missing", UNSENT, {**slots, "notices": to_do})
    if _URGE.fullmatch(short):
        return Reading(HANDLER, "notice.chase", UNSENT, slots)
    told = _TOLD.match(short)
    return Reading(HANDLER, "notice.told", confidence - 0.1, {**slots, "who": told["who"]}) if told else None


def _number(text: str) -> str:
    found = _NUMBER.search(unicodedata.normalize("NFKC", text))
    return found["number"].upper() if found else ""
