"""What people may ask for that has no slice yet: recognised by name, answered with the way that works today."""

from __future__ import annotations

import re

from bot.messages import Channel, Message
from bot.registry import Act, Slice
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn

NOT_YET = "助手暂时还不能办理{name}。请按原来的办法办理，可联系{contact}。"

HANDLER = "checkin"
#: intent → what it is called, how it is said.
_SAID = {
    "study.submit": ("心得收集", r"(心得|学习体会|研究报告).{0,4}(交了|提交|上交)"),
}
_COMPILED = tuple((intent, re.compile(pattern, re.IGNORECASE)) for intent, (_, pattern) in _SAID.items())
_ASKING = re.compile(r"[?？]|什么|怎么|如何|哪|规定|要求|办法|制度|多久|几|吗|请问|应(该|当)|谁是")
_MAY_ASK = frozenset({"checkin.absent", "checkin.stats"})


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a message as something the assistant can't do yet. Pure."""
    del situation
    if not message.in_words or message.channel is Channel.GROUP:
        return []
    text = message.text.strip()
    asks = bool(_ASKING.search(text))
    found = [intent for intent, pattern in _COMPILED if pattern.search(text)]
    return [Reading(HANDLER, intent, 0.8 if intent in _MAY_ASK or not asks else 0.4) for intent in found[:1]]


def say_not_yet(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say kindly that it can't be done here yet, and whom to turn to."""
    del message
    name = _SAID[reading.intent][0]
    turn.say(NOT_YET.format(name=name, contact=situation.contact))
    turn.record("message.redirected", intent=reading.intent)


_ACTS: dict[str, Act] = dict.fromkeys(_SAID, say_not_yet)
SLICE = Slice(name="upcoming", read=read, acts=_ACTS)
