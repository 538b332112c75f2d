"""What was sent is put right, or made void, by who sent it: 更正刚才的通知：…, 停水通知改到后天8点到12点, 通知作废.

For messages to many and planned outages; what has a slice of its own is changed there. Pure. Soon after it was sent
撤销 means the same and is surer; this is for later, when nothing can be taken back any more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.notice.facts import HANDLER, Sent, facts_of
from knowledge.text import chinese_marks

CHANGE, VOID = "notice.change", "notice.cancel"
OUTAGE = "outage"
SURE, LATER, RATHER_UNDO = 0.96, 0.94, 0.5
UNDO_WITHIN = timedelta(minutes=10)
LONGEST_VOID = 30
_LATELY = r"(?:刚才|刚刚|刚|上一?|那|这|昨天|今天|上午|下午|之前|前面|我)*(?:发|发出|通知)?(?:的)?(?:那|这)?[条个份]?"
_OUT = r"停[水电暖气热网](?:检修)?"
_NUMBER = re.compile(r"[〔\[【(]?\s*(?P<number>TZ-(?:\d{4}-)?\d{1,6})\s*[〕\]】)]?[\s,，:：]*", re.IGNORECASE)
_RIGHT = re.compile(
    rf"^(?:请|麻烦)?(?:把|将)?(?P<which>{_LATELY}(?:的)?(?:{_OUT})?的?(?:通知|消息)(?:内容|时间)?)"
    r"(?:更正|改成|改为|改到|更改为|修改为|有误[,，]?应为|应为|应该是|延到|延期到|推迟到|顺延到|提前到)(?:为|成)?\s*[:：,，]?\s*(?P<what>\S.*)$"
    rf"|^(?:通知)?更正(?P<named>{_LATELY}(?:的)?(?:{_OUT})?的?(?:通知|消息))?\s*[:：]\s*(?P<said>\S.*)$"
    rf"|^(?P<outage>{_OUT})(?:的?时间)?(?:改到|改成|改为|延到|延期到|推迟到|顺延到|提前到)\s*(?P<moved>\S.*)$",
    re.DOTALL,
)
_OF_NUMBER = re.compile(
    r"^(?:更正|改成|改为|改到|内容|延期到|推迟到|顺延到|提前到)(?:为|成|改为)?\s*[:：,，]?\s*(?P<what>\S.*)$", re.DOTALL
)
_GONE = re.compile(
    rf"^(?:请|把|将)?(?:取消|撤销|撤回|作废|收回){_LATELY}(?:的)?(?P<out>{_OUT})?的?(?:那条|这条)?(?:通知|消息)(?:了|吧)?$"
    rf"|^(?:把)?{_LATELY}(?:的)?(?P<outage>{_OUT})?的?(?:通知|消息)(?:作废|取消|收回|撤销|撤了|不算数?|不作数)(?:了|吧)?$"
    r"|^(?P<off>(?:不|取消)停[水电暖气热]了?|停[水电暖气热](?:检修)?取消了?)(?:吧|通知大家)?$"
)
_VOID = re.compile(r"^(?:作废|取消|收回|撤回|撤销)(?:了|吧|掉)?$")
_MARKS = " \t。.!！,，"


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what changes, or ends, what the sender sent."""
    facts = facts_of(situation.facts.get(HANDLER))
    if message.channel is Channel.GROUP or not message.in_words or not facts.own:
        return []
    text = unicodedata.normalize("NFKC", message.text).strip()
    named = _NUMBER.search(text)
    if named:
        own = [one for one in facts.own if one.number == named["number"].upper()]
        rest = (text[: named.start()] + text[named.end() :]).strip()
        return _of_number(rest, own) if own else []
    if len(text) <= LONGEST_VOID and (found := _GONE.match(text.strip(_MARKS))):
        own = _meant(facts.own, is_outage=bool(found["out"] or found["outage"] or found["off"]))
        return [_reading(VOID, own, _sure(own, situation.now))] if own else []
    found = _RIGHT.match(text)
    if found is None:
        return []
    which = found["which"] or found["named"] or found["outage"] or ""
    own = _meant(facts.own, is_outage="停" in which)
    said = found["what"] or found["said"] or found["moved"]
    return [_reading(CHANGE, own, SURE, what=chinese_marks(said))] if own else []


def _of_number(rest: str, own: Sequence[Sent]) -> list[Reading]:
    if _VOID.match(rest.strip(_MARKS)):
        return [_reading(VOID, own, SURE)]
    found = _OF_NUMBER.match(rest)
    return [_reading(CHANGE, own, SURE, what=chinese_marks(found["what"]))] if found else []


def _meant(own: Sequence[Sent], *, is_outage: bool) -> list[Sent]:
    return [one for one in own if one.kind == OUTAGE] if is_outage else list(own)


def _sure(own: Sequence[Sent], now: datetime) -> float:
    """Return how sure 通知作废 is: while 撤销 still does it, that is meant."""
    newest = max((one.sent_at for one in own if one.sent_at), default=now)
    return RATHER_UNDO if now - newest <= UNDO_WITHIN else LATER


def _reading(intent: str, own: Sequence[Sent], confidence: float, **said: str) -> Reading:
    return Reading(HANDLER, intent, confidence, {"notices": [one.id for one in own], **said})
