"""What is said of tickets: by the unit 收到, 到场, 修好; by the reporter 催办, 满意; of a hazard 销号. Pure.

The same words mean something only by how their sender stands to which ticket. Without the ticket's number an open
incident comes first: its words are taken with more confidence than these.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.names import fold_place
from handlers.ticket.facts import Facts, Known, facts_of
from handlers.ticket.vocabulary import WORDS, Word, concerns
from knowledge.text import fold, squeeze

HANDLER = "ticket"
NAMED, PLAIN, ANSWER, MEDIA = 0.98, 0.91, 0.88, 0.96
LONGEST, LONGEST_ANSWER = 300, 40
_MEDIA = frozenset({Kind.IMAGE, Kind.VIDEO, Kind.VOICE, Kind.FILE, Kind.LOCATION})
_NUMBER = re.compile(r"[〔\[【(]?\s*(?P<series>BX|YH)\s*[-—_ ]?\s*0*(?P<number>\d{1,6})\s*[〕\]】)]?", re.IGNORECASE)
_SPOKEN = re.compile(r"第?0*(?P<number>\d{1,6})号?(?:报修|维修|隐患|工单|单子?)(?:号)?")

_MINE = re.compile(
    r"(?:查|看|查看|查询|看看)?(?:一下)?(?:我的?|我报(?:过)?的?|本人)(?:的)?(?:报修|维修|隐患|单子)"
    r"(?:单|记录|进度|情况|列表)?(?:有哪些|呢)?[?？。]?"
)
_LEFT = re.compile(
    r"(?:现在|目前|今天|还)?(?:有)?(?:哪些|多少|几个)?(?:还)?(?:没|未|没有)"
    r"(?:修好|修|修完|处理|处理完|办完|办结|完成|整改|整改完|销号)(?:完|好)?的?(?:报修|隐患|维修|单子|工单|活)?"
    r"(?:还)?(?:都)?(?:有)?(?:哪些|多少|什么|几个|清单|列表)?[?？。]?|"
    r"(?:报修|隐患|维修|工单)(?:单)?(?:还)?(?:有哪些|清单|列表|台账|待办)(?:没(?:修|办|处理)(?:好|完)?)?[?？。]?"
)
_IS_LEFT = re.compile(r"哪些|多少|什么|几个|清单|列表|台账|待办|的")
_NO_ANSWER = re.compile(
    r"[?？吗]|签到|请假|谢谢|收到|好的|帮助|值班|怎么|什么|咋|啥|谁|如何|多久|几[天日次]|多少|规定|制度|取消|撤销|绑定|出处|满意"
)
_LIKE_PLACE = re.compile(r"\d|楼|室|堂|馆|层|房|区|舍|院|园|门|厅|场|栋|苑|中心|宿|所|路")
_LIKE_ROOM = re.compile(r"\d{3,4}|[一二三四五六七八九]0[1-9]|[一二三四五六七八九零〇]{3}")
_LIKE_PHONE = re.compile(r"(?<!\d)(?:1\d{10}|(?:0\d{2,3}-?)?[2-9]\d{6,7})(?!\d)")
_ASKED = {"place": _LIKE_PLACE, "campus": _LIKE_PLACE, "room": _LIKE_ROOM, "phone": _LIKE_PHONE}


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says of tickets."""
    facts = facts_of(situation.facts.get(HANDLER))
    if message.channel is Channel.GROUP or message.kind in (Kind.EVENT, Kind.RESULT):
        return []
    text = unicodedata.normalize("NFKC", message.text)[:LONGEST].strip()
    quote = str((message.data.get("quote") or {}).get("text", ""))
    if not text:
        return _attached(message, facts, quote)
    if not message.in_words:
        return []
    short = squeeze(fold(_NUMBER.sub(" ", text)))
    if listed := _listed(short):
        return [listed]
    return _spoken(text, short, quote, facts)


def _spoken(text: str, short: str, quote: str, facts: Facts) -> list[Reading]:
    """Read what is said of one ticket: named, quoted, or the only one its sender has to do with."""
    named = _number(text) or _by_word_of_mouth(text, facts)
    short = short if _number(text) or not named else _SPOKEN.sub("", short)
    meant = named or _number(quote)
    if meant:
        return _of(meant, short, facts, is_quote=not named)
    found = next(_fitting(text, short, facts.known), None)
    return [found] if found else _answer(short, facts)


def _of(number: str, short: str, facts: Facts, *, is_quote: bool) -> list[Reading]:
    """Read what is said of a named ticket; of one the sender has nothing to do with, the act decides."""
    known = [one for one in facts.known if one.number == number]
    said = [word for word in WORDS if word.is_in(short)]
    best = next((word for word in said if any(word.fits(one) for one in known)), next(iter(said), None))
    if best is not None:
        return [_reading(best.intent, NAMED, short, best, number=number)]
    if is_quote:
        return []
    return [_reading("ticket.add" if short else "ticket.query", NAMED, short, number=number)]


def _fitting(text: str, short: str, known: Sequence[Known]) -> Iterator[Reading]:
    for word in WORDS:
        fitting = [one for one in known if word.fits(one)] if word.is_in(short) else []
        if not fitting:
            continue
        meant = _narrowed(fitting, text)
        slots: dict[str, Any] = (
            {"ticket": meant[0].id} if len(meant) == 1 else {"candidates": [one.id for one in meant]}
        )
        yield _reading(word.intent, PLAIN, short, word, **slots)


def _narrowed(fitting: Sequence[Known], text: str) -> Sequence[Known]:
    """Leave those whose place is named, else those its sender has answered for himself, else all."""
    said = fold_place(text)
    there = [one for one in fitting if one.place and fold_place(one.place) in said]
    own = [one for one in there or fitting if one.is_taker]
    return own or there or fitting


def _answer(short: str, facts: Facts) -> list[Reading]:
    """Read the answer to what the reporter was asked for last."""
    one = next((one for one in facts.known if one.asked and one.is_open), None)
    if one is None or len(short) > LONGEST_ANSWER or _NO_ANSWER.search(short) or not _ASKED[one.asked].search(short):
        return []
    return [_reading("ticket.add", ANSWER, short, ticket=one.id)]


def _attached(message: Message, facts: Facts, quote: str) -> list[Reading]:
    """Read a picture or file without a word: it belongs to the one ticket its sender has to do with."""
    if message.kind not in _MEDIA and not message.data.get("media"):
        return []
    number = _number(quote)
    mine = [one for one in facts.known if one.number == number or (not number and one.is_open and concerns(one))]
    if not mine:
        return []
    slots: dict[str, Any] = {"ticket": mine[0].id} if len(mine) == 1 else {"candidates": [one.id for one in mine]}
    return [_reading("ticket.add", MEDIA, "", **slots)]


def _listed(short: str) -> Reading | None:
    if _MINE.fullmatch(short):
        return _reading("ticket.list", 0.95, short, mine=True)
    if _LEFT.fullmatch(short) and _IS_LEFT.search(short):
        return _reading("ticket.list", 0.95, short, mine=False)
    return None


def _number(text: str) -> str:
    found = _NUMBER.search(unicodedata.normalize("NFKC", text))
    return f"{found['series'].upper()}-{int(found['number']):04d}" if found else ""


def _by_word_of_mouth(text: str, facts: Facts) -> str:
    """Return the number of a known ticket that is called 12号报修."""
    found = _SPOKEN.search(squeeze(text))
    is_it = (one.number for one in facts.known if found and int(one.number[3:]) == int(found["number"]))
    return next(is_it, "")


def _reading(intent: str, confidence: float, short: str, word: Word | None = None, **slots: Any) -> Reading:
    found = word.pattern.search(short) if word else None
    name = {"name": found["name"]} if found and "name" in found.re.groupindex else {}
    return Reading(HANDLER, intent, confidence, {**slots, **name})
