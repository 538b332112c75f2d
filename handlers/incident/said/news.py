"""What is reported: something new, how it goes on, what was wrong in a report; and what is asked about incidents."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.incident.facts import HANDLER, Facts, Open
from handlers.incident.heard import Heard, Plain
from handlers.incident.heard.people_count import number_alone
from handlers.incident.kinds import UNKNOWN
from handlers.incident.said.figures import figures
from handlers.incident.said.same import adds, goes_on, may_be_same
from handlers.incident.said.slots import slots_of
from handlers.incident.said.which import Which, which

_CORRECTS = re.compile(
    r"(?:地址|地点|位置|楼号|人数|时间|情况)?(?:刚才)?(?:报|说|写|打|发|弄|填|记)错(?:了|地|位|人|楼|成)?|"
    r"更正|纠正|订正|口误|笔误|不是[^,，。！？\s]{1,10}[,，\s]*(?:是|而是|应该是)|(?:应该?|其实)是|(?:是|"
    r"在)[^,，。！？\s]{1,10}[,，\s]*不(?:是|在)"
)
_HOW_IT_STANDS = (
    r"[^。！？]{0,10}?(?:怎么样|咋样|进展|到哪|处理(?:得|的|到|了吗|好)|状态|情况(?:如何|怎)|结束了|结案了[吗没])"
)
_ASKS_OF_THAT = re.compile(rf"[那这](?:个|起|件)事?{_HOW_IT_STANDS}")
_ASKS_OF = re.compile(
    rf"(?:事件|突发情况|SJ-?\d+|险情|事故|火情|[那这](?:起|个事故)){_HOW_IT_STANDS}|"
    r"(?:未|没)(?:结案?|处理完|办完|闭环)的?(?:突发)?(?:事件|情况)|(?:有|"
    r"还有)(?:哪些|几[起个件]|多少|什么|没有)(?:突发)?(?:事件|情况)(?!报告|处置|预案)|"
    r"(?:今天|昨天|本周|这周|昨晚|最近)[^。！？]{0,6}(?:有|出|发生)[^。！？]{0,4}(?:什么|哪些|啥|"
    r"几起)(?:突发)?(?:事件|情况|事)",
    re.IGNORECASE,
)
_ASKS_NOW = re.compile(
    r"(?:现在|目前)?(?:什么|啥)情况|(?:处理|进展|情况|现场)(?:得|的)?(?:怎么样|咋样|如何)|进展(?:呢|如何|"
    r"[?？])|谁在(?:处理|现场)|(?:到场|到了|控制住|处理好|修好|结束)了?[吗没]|到哪(?:儿|里)?了|怎么样了|"
    r"有人(?:去|来|处理|管)[^。！？]{0,4}[吗没么]|怎么还(?:没|不)[^。！？]{0,3}(?:人|来|到|处理)|"
    r"^(?:人|师傅|你们|维修)[^。！？]{0,6}(?:来|到)了?[吗没么]|处理了?[吗没]"
)
_SUPPLY_BACK = re.compile(
    r"停[水电暖气热][^。！？]{0,6}?(?:什么时候|几点|多久|啥时候?|何时)[^。！？]{0,6}?(?:恢复|来|好|结束|有|通(?!知))|"
    r"(?:什么时候|几点|啥时候?|何时|多久|啥时)[^。！？]{0,6}?(?:来[水电暖]|恢复供|通[水电]|供暖|有[水电])|"
    r"(?:来|恢复)(?:水|电|供水|供电)(?:了)?[吗没]"
)
_SHORT = 40
SURE, UNSURE, SLIP = 0.9, 0.7, 0.6


def report(plain: Plain, heard: Heard, facts: Facts, text: str) -> list[Reading]:
    """Read a text in which an incident is heard as happening: a new one, or how an open one goes on."""
    on_with = goes_on(plain.folded)
    known = [one for one in facts.open if may_be_same(one, heard)]
    own = [one for one in known if one.is_of_sender and (on_with or one.is_reporter or one.kind != UNKNOWN)]
    if not known and adds(plain.folded):
        known = [one for one in facts.elsewhere if may_be_same(one, heard)]
    if len(own) == 1 or (known and on_with):
        meant = own[0] if own else known[0]
        several = own[1:] or ([] if own else known[1:])
        which_one = Which(candidates=tuple(own or known)) if several else Which(meant, meant.number)
        return [Reading(HANDLER, "incident.update", 0.94, slots_of(heard, which_one, text))]
    slots = slots_of(heard, Which(), text) | {"similar": [[one.id, one.number] for one in known]}
    return [Reading(HANDLER, "incident.report", _confidence(plain, heard), slots, harm=True)]


def _confidence(plain: Plain, heard: Heard) -> float:
    if heard.is_slip:
        return SLIP
    if not heard.is_sure:
        return UNSURE
    return (SURE if heard.place or len(plain.said) <= _SHORT else 0.8) + (0.04 if heard.place else 0)


def goes_with(plain: Plain, heard: Heard, facts: Facts, text: str, quote: str) -> list[Reading]:
    """Read a text without an incident of its own as belonging to an open one: corrected, answered, gone on."""
    meant = which(text, quote, facts.open, lambda one: one.is_of_sender)
    if meant.one is None and not meant.candidates and len(facts.open) == 1 and _CORRECTS.search(plain.folded):
        meant = Which(facts.open[0], facts.open[0].number, facts.open)
    if not meant.candidates and not meant.is_named:
        return []
    if _CORRECTS.search(plain.folded) and (heard.place or heard.people is not None or heard.kind):
        return [Reading(HANDLER, "incident.correct", 0.95, slots_of(heard, meant, text))]
    if (answer := _answered(plain, heard, meant.one)) is not None:
        return [Reading(HANDLER, "incident.update", 0.93, slots_of(heard, meant, text) | answer)]
    says = (
        goes_on(plain.folded)
        or heard.grade
        or heard.actions
        or (heard.people is not None and (heard.people_kind or heard.people == 0))
    )
    if says or meant.is_named:
        return [Reading(HANDLER, "incident.update", 0.9 if meant.is_named else 0.88, slots_of(heard, meant, text))]
    return []


def _answered(plain: Plain, heard: Heard, one: Open | None) -> dict[str, object] | None:
    """Read what the reporter was asked for last."""
    if one is None or not one.is_reporter or not one.asked or len(plain.said) > _SHORT:
        return None
    if one.asked == "people" and (number := number_alone(plain)) is not None:
        return {"people": number}
    if one.asked == "campus" and heard.place:
        return {"campus": heard.campus or heard.place}
    if one.asked == "place" and heard.place:
        return {}
    is_statement = not re.search(
        r"[?？]|吗|怎么|什么|咋|啥|谁|哪|如何|多久|多少|几[天日次]|谢谢|收到|好的|签到|请假", plain.folded
    )
    return {one.asked: plain.said} if is_statement and one.asked != "people" else None


def asked(plain: Plain, heard: Heard, facts: Facts, text: str, quote: str) -> list[Reading]:
    """Read a question about an incident: a past one, a rumour, how an open one stands; the card, the statistics."""
    said = plain.folded
    meant = which(text, quote, facts.open, lambda one: one.is_of_sender)
    if wanted := figures(said, facts, text, quote):
        return wanted
    of_that = _ASKS_OF_THAT.search(said) if facts.open or facts.elsewhere else None
    of_one = of_that or _ASKS_OF.search(said) or _SUPPLY_BACK.search(said)
    is_about = of_one or (heard.kind and (heard.is_past or heard.is_rumour))
    if is_about or (meant.candidates and _ASKS_NOW.search(said)):
        return [Reading(HANDLER, "incident.query", 0.9, slots_of(heard, meant, text))]
    there = which(
        text, quote, (*facts.open, *facts.elsewhere), lambda one: bool(heard.place) and heard.place in one.place
    )
    if there.one is not None and _ASKS_NOW.search(said):
        return [Reading(HANDLER, "incident.query", 0.9, slots_of(heard, there, text))]
    return []
