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
from handlers.notice.named import SERIES, in_the_name_of, short_number
from knowledge.text import fold, squeeze
from scheduler.notices import Asks

MEETING = "meeting"
ACK, LEAVE, HAND_ON, DONE = "ack", "leave", "hand_on", "done"
NAMED, PLAIN, DIGIT, AWAY = 0.985, 0.9, 0.94, 0.8
AGAIN = UNSENT = 0.87  # a word more than what is said around the work
LONGEST = 120

_NUMBER = re.compile(r"[〔\[【(]?\s*(?P<number>[A-Z]{2}-(?:\d{4}-)?\d{1,6})\s*[〕\]】)]?", re.IGNORECASE)
_MARKS = re.compile(r"[。.!！,，、~\s]+")
_ACK = re.compile(
    r"(?:好的?|嗯+|行|是|ok)*(?:已经?)?(?:收到了?|知道了|晓得了?|明白了?|了解了?|已阅|阅|看到了|看过了|接到)(?:通知)?(?:谢谢|一定|准时|按时|会?参加|到|会去|了)*"
    r"|(?:好的?|嗯+|行|没问题)*(?:我|我们)?(?:会|能|一定|准时|按时|可以|到时候?)*(?:参加|出席|到会|来|去|到)(?:的|了)?(?:没问题)?|1|一|回1|确认|确认收到|好的收到"
    r"|(?:全部|都|全)(?:收到|知道)了?"
)
_REPEATED = re.compile(r"(?:好的?|嗯+|行)*(?:已经?)?(?:收到|知道|已阅)了?(?:谢谢)?")
_POLITE = re.compile(
    r"(?:[\d一二三四]|谢谢您?|多谢|感谢|好的?|行|收到了?|嗯+|ok|不好意思|抱歉|辛苦了?|领导|您好|你好|确认|是的?|对)+"
)
_STAYS = re.compile(
    r"(?:算了|不了|不用了?|还是|那就?|我?不转了?|不请假?了|别转了)*(?:我)?(?:自己|亲自|本人)?(?:能|可以|会)?(?:去|来|参加|出席)(?:吧|了|好了)?"
)
_DONE = re.compile(
    r"(?:已经?|都|全部)*(?:办好|办完|办妥|办结|已办|完成|做完|做好|弄好|弄完|搞定|落实|交了|上交|提交|报了|检查完|查完)(?:了|好了|完了|完毕)?(?:已办)?|1|一"
)
_LEAVE = re.compile(
    r"请(?:个|一?天|半天)?(?:病|事|公)?假|(?:参会|参加|出席|来|去|到)不(?:了|成)|(?:不能|没法|无法|没办法|没空|不)(?:参加|参会|出席|到会|来|去|到)(?!了?[吗么?])"
    r"|(?:去|来)不成|缺席|告假"
)
_DELEGATE = re.compile(
    r"(?:派|让|叫|请|由|安排|委托)(?P<who>[^,，。;；\s派让叫由去来参代替]{1,12}?)(?:同志)?(?:替我|代我|代替我|帮我)?(?:去|参加|参会|出席|代|替|来|到会)"
    r"|(?:转交|转给|交给|转(?!交|给))(?:给)?(?P<to>[^,，。;；\s]{1,12}?)(?:去|参加|处理|办)?$"
)
_DAYS = re.compile(r"[\d一二两三四五六七八九十半]天|周.?(?:到|至)|[号日](?:到|至)|(?:到|至)(?:下?周|下?月|\d+[号日])")
_TO = re.compile(r"^(?:转交|转给|转(?!交|给))(?:给)?[^,，。;；\s]{0,12}$|^3$|^三$")
_ASKING = re.compile(r"[?？]|吗|怎么|如何|什么|哪|规定|制度|多少|几|谁")
_MISSING = re.compile(
    r"(?:还有|哪些|谁|都有谁|几个人?|多少人?).{0,6}(?:没|未)(?:有)?(?:收到|回复?|确认|签收|看|反馈|答复|回执|报名)"
    r"|(?:没|未)(?:收到|回复?|确认|签收|反馈|回执)的?(?:有|还有|是)?(?:谁|哪些|几个|多少|名单|人员)"
    r"|(?:回执|收到|回复|确认|通知)(?:的)?(?:情况|统计|进度|人数|名单)(?:怎么样|如何)?|(?:多少|几个)人?(?:收到|回|确认)了?"
    r"|(?:都|大家|人)(?:收到|回复|确认)(?:了)?(?:吗|没有?)"
)
_CHASE = re.compile(
    r"(?:再)?(?:催|提醒|通知)(?:一下|一遍|一次|下)?(?:那些|还|所有)*(?:没|未)(?:有)?(?:收到|回复?|确认|反馈|办|交|签收).{0,4}(?:人|同志|的)?"
    r"|(?:没|未)(?:回复?|确认|收到|反馈)的.{0,3}(?:再)?(?:催|提醒)(?:一下|下|一遍)?"
)
_WHO = re.compile(r"(?:还有)?(?:谁|哪些人)(?:还|都)?(?:没|未)")
_URGE = re.compile(r"(?:请|麻烦|帮我|帮忙|再)*(?:催一?催|催(?:一下|一遍|一次|促一下|下)|催办一下)(?:他们|大家)?(?:吧)?")
_TOLD = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{2,6}?)(?:已经?)?(?:另行|电话|当面)?(?:通知|告知|转告|说)(?:到|过|好)?了?$"
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
    short = _MARKS.sub("", squeeze(fold(_NUMBER.sub(" ", text))))
    found = _answer(text, short, number, pending) if len(short) < LONGEST else None
    if found is None:
        found = _of_sender(short, number, facts) or _settled(short, number, facts, AGAIN if is_short else NAMED)
    if found is None and message.channel is Channel.PRIVATE and not facts.pending and _REPEATED.fullmatch(short):
        found = Reading(HANDLER, _KINDS[ACK], AGAIN, {"notices": [], "number": facts.lately}) if facts.lately else None
    return [found] if found else []


def _answer(text: str, short: str, number: str, pending: Sequence[Pending]) -> Reading | None:
    meant = [one for one in pending if not number or one.number == number]
    how = next((how for one in meant if (how := _how(short, one.asks))), "")
    if not meant or not how:
        return None
    meant = [one for one in meant if _how(short, one.asks) == how]
    if how in (ACK, DONE) and len(short) > 1 and short.startswith(("全部", "都", "全")):
        slots: dict[str, object] = {"notices": sorted({one.id for one in meant}), "all": True}
    else:
        slots = {"notices": list(dict.fromkeys(one.id for one in meant))}
    if how == ACK:
        slots["ack"] = True
    if any(one.named for one in meant):
        slots["whose"] = next(one.whose for one in meant if one.named)
    delegate = _delegate(_LEAVE.sub(" ", short))
    if delegate:
        slots["delegate"] = delegate
    if how == LEAVE:
        slots["reason"] = _reason(_NUMBER.sub(" ", text))
    of_meeting = meant[0].kind == MEETING and how in _OF_MEETING
    handler, intent = (MEETING, _OF_MEETING[how]) if of_meeting else (HANDLER, _KINDS[how])
    return Reading(handler, intent, NAMED if number else _sure(short, how), slots)


def _sure(short: str, how: str) -> float:
    """Return how sure an answer without a number is: 请假三天 is rather being away than not coming to a meeting."""
    if how == LEAVE:
        return AWAY if _DAYS.search(short) else DIGIT
    return DIGIT if short.isdigit() else PLAIN


def _settled(short: str, number: str, facts: Facts, sure: float) -> Reading | None:
    """Read an answer to a notice that is owed no more, or never was: it is said so."""
    if not number.startswith(SERIES) or any(one.number == number for one in facts.pending) or not _ACK.fullmatch(short):
        return None
    return Reading(HANDLER, _KINDS[ACK], sure, {"notices": [], "number": number})


def is_polite(text: str) -> bool:
    """Whether a text is a digit or a courtesy, which is no reason for anything."""
    return _POLITE.fullmatch(_MARKS.sub("", text.lower())) is not None


def comes_himself(text: str) -> bool:
    """Whether somebody who was asked for a reason or a substitute says that he comes after all."""
    return _STAYS.fullmatch(_MARKS.sub("", text)) is not None


def _how(short: str, asks: Asks) -> str:
    """Return what a text answers to a notice that asks this; empty where it answers nothing."""
    if not short or _ASKING.search(short):
        return ""
    if _TO.search(short):
        return HAND_ON
    if asks is Asks.RSVP and (_LEAVE.search(short) or short in ("2", "二") or _delegate(short)):
        return LEAVE
    if asks is Asks.DONE and _DONE.fullmatch(short):
        return DONE
    return ACK if asks is not Asks.DONE and _ACK.fullmatch(short) else ""


def _delegate(short: str) -> str:
    found = _DELEGATE.search(short)
    return (found["who"] or found["to"] or "") if found else ""


def _reason(text: str) -> str:
    """Return why somebody is not coming, in his own words without the request itself."""
    left = _DELEGATE.sub(" ", _LEAVE.sub(" ", unicodedata.normalize("NFKC", text)))
    why = re.sub(r"^(?:我|因为?|由于|有|本人|会议|开会|,|，|\s)+|[\s,，。;；]+$", "", left).strip()
    return "" if is_polite(why) else why


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
    if _URGE.fullmatch(short):
        return Reading(HANDLER, "notice.chase", UNSENT, slots)
    told = _TOLD.match(short)
    return Reading(HANDLER, "notice.told", confidence - 0.1, {**slots, "who": told["who"]}) if told else None


def _number(text: str) -> str:
    found = _NUMBER.search(unicodedata.normalize("NFKC", text))
    return found["number"].upper() if found else ""
