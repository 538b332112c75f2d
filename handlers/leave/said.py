"""What is said about being away: going, coming back, another day, called off, who is away. Pure.

Away is read only where a day, a length or a 了 stands beside a word of absence; asking whether one has to report it is
a question about the rules, and 请假 before a meeting is the meeting's.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.leave import talk
from handlers.leave.known import Known
from handlers.leave.naming import NONE_NAMED, TITLES, delegate_in, subject_in
from handlers.leave.spans import Away, length, read_away
from handlers.leave.vocabulary import ALONE, ASKS, AWAY, ELSEWHERE, KINDS, OUT, PLAIN, RULES, WAS
from knowledge.text import fold
from scheduler.calendar import Calendar
from scheduler.when import read_times

LONGEST = 240
#: Dates of a reading are read by the country's calendar; the act reads them again by the office's.
NATIONAL = Calendar()

_FILLER = re.compile(
    r"^(?:[嗯呃额啊哦唉诶喂,，。\s]|那个|这个(?![周月星礼])|就是说?|领导(?=[,，我])|张老师(?=[,，])|你好|您好|报告[,，:：]|报备(?:一下)?[:：,，]?)+"
)
_PERSON = rf"(?P<who>[\u4e00-\u9fff]{{1,6}}?(?:{TITLES})|[\u4e00-\u9fff]{{2,4}}?)"
_OVER = (
    r"(?:(?:会议?|培训|学习|考察|调研|活动|评审|事情?|假期?|病|身体|手术)(?:都|已经?)?(?:开|办|忙|弄|休|养|做|考察)?"
    r"(?:完|好|结束|恢复)(?:了|啦)?[,，。;；\s]*)?"
)
_BACK = re.compile(
    rf"{_OVER}(?:(?:我|本人)|(?P<who>[\u4e00-\u9fff]{{1,6}}?(?:{TITLES})))?(?:今天|明天|后天|下?周[一二三四五六日]|昨天|昨晚|今早|早上|上午|下午|中午|刚刚?|刚才|现在|今)?"
    r"(?:已经?|刚刚?|都|提前|提早|出差|外出|休假|请假|学习|开会|顺利|安全|平安|也|就|从[\u4e00-\u9fff]{2,4})*"
    r"(?:返校|返岗|返回(?:学校|单位)?|回来(?:了?上班)?|回到?(?:学校|单位|办公室|岗位|学校上班)|回校|回岗|回单位|到校|到岗(?=了|上班)|销假|"
    r"(?:休假|出差|外出|假期|学习)结束|休完假|(?:恢复|正常|开始)上班|上班(?=了))"
    r"(?:了|啦|喽)?(?:[,，。;；\s]*(?:今天|明天|现在|我)?(?:就|可以|能|开始|正常|已经?|在)*(?:上班|上岗|到岗|在岗|办公|恢复(?:正常)?(?:工作|上班|办公)?|正常工作|开始工作|在单位|报到|销假|在办公室|请知悉|报告一下)(?:了|啦)?)?"
    r"(?:[,，。;；\s]*[\u4e00-\u9fff]{0,6}(?:不用|不必|不需要|别)(?:再)?代(?:行|理|班)?(?:了|啦)?)?[。.!,，\s]*"
)
_MOVED = re.compile(
    r"(?:改|推迟|延|延长|延期|延后|调整|提前|变更|挪|顺延)(?:成|为|到|至)?.{0,12}(?:回|返|结束|上班|出发|走|去)|"
    r"(?:才|再)(?:能)?(?:回|返)|(?:晚|早|多|推迟|延长|延|提前|再).{0,3}(?:天|日|周|星期)(?:再|才)?(?:回|返|$|吧|走|待|,|，)|"
    r"(?:行程|出差|外出|假|假期|时间|返程|返回|回来).{0,6}(?:改|推迟|延长|延期|延到|延后|提前|变|调整).{1,14}$|^改(?:到|成|为).{2,14}$"
)
_LATER = re.compile(r"明天|后天|周[一二三四五六日]")
_RETURNS = re.compile(
    r"(?:我|那我|应该|大概|要|得|可能|估计|预计)*.{2,10}?(?:才|再|就|能)?(?:回校|返校|回来|返回|回单位|返岗|回岗|回来上班|回)[。.!吧了]*"
)
_MORE = re.compile(r"晚|推迟|延|多|再|顺延")
_LESS = re.compile(r"早|提前")
_CALLED_OFF = re.compile(
    r"(?:我|这次|本次|这趟|周.|星期.|明天|后天|下周)*(?:的)?(?:出差|外出|休假|请假|行程|假|年假|公出)(?:了)?(?:的?(?:安排|计划|登记|报备))?(?:取消|不去|作废|撤销|泡汤|免)(?:了|吧|掉)?[。.!]*|"
    r"(?:请|帮我)?(?:取消|撤销|作废)(?:我的?|这次的?|本次的?)?(?:周.|明天|下周)?的?(?:出差|外出|休假|请假|行程|公出|假)(?:的?(?:登记|报备|安排|计划))?[。.!]*|"
    r"(?:我)?(?:周.|星期.|明天|后天|下周)?(?:不|先不|暂时不|这次不)(?:出差|外出|休假|请假)(?:了|啦)[。.!]*|(?:假)(?:不休|不请|先不请)了[。.!]*"
)
_NOT_GOING = re.compile(
    r"(?:我|这次|这趟|周.|明天|后天|下周)*(?:又)?(?:不去|去不成|不走|走不了|去不了|不用去)(?:了|啦)[。.!]*"
)
_DECLINES = re.compile(
    r"(?:我|本人)?(?:这几天|那几天|也|最近|实在|可能|恐怕)*(?:不便|不方便|没法|无法|不能|没办法|代不了|难以)(?:代行?|代理|代管|顶)?(?:了)?[。.!]*|"
    r"(?:我|本人)?(?:也)?(?:代不了|顶不了)(?:了)?[。.!]*"
)
_SAYS_STAND_IN = re.compile(r"代|顶")
_WHEN = (
    r"(?:今天|明天|后天|昨天|今日|本周|这周|下周|这几天|最近|现在|目前|周[一二三四五六日末]|星期.|当前|节日?期间|假期)?"
)
_WHO_IS_AWAY = re.compile(
    rf"(?:请?查?看?一?下?)?{_WHEN}(?:的)?(?:都|还)?(?:有)?(?:谁|哪些?(?:位)?(?:人|领导|同志|主任|部长|干部|人员)?|什么人|几个人)(?:{_WHEN})(?:都|还)?(?:不在|出差|外出|请假|休假|在外|公出)"
    r"(?:单位|学校|地|家|办公室)?(?:了|的|呢|啊|着|中)?[?。.!]*|"
    rf"{_WHEN}(?:部里|中心|处里|单位|我们中心|班子|领导|干部|人员)*的?(?:外出|出差|请假|休假)(?:人员|情况|名单|一览|登记|报备)(?:情况|名单|表)?(?:有哪些|是什么)?[?。.!]*"
)
_IS_HE_THERE = re.compile(
    rf"{_PERSON}(?P<day>{_WHEN})(?:还)?(?:在(?:不在|没在|吗|么|单位吗|学校吗|办公室吗|家吗|岗吗)|(?:在|回)(?:单位|学校|办公室|校)(?:吗|么|不)|"
    r"(?:是不是)?(?:出差|外出|请假|休假)(?:了)?(?:吗|么|没有?)|去哪儿?(?:出差)?了|回来了?(?:吗|么|没有?)|(?:什么时候|哪天|几号|何时|多会儿)(?:才|能)?(?:回来?|返校|返回|在|上班)|"
    r"不在(?:的话)?(?:应该)?(?:找谁|谁代|由谁代?|谁负责|谁管)|(?:外出|出差|休假)(?:期间|时)?(?:找谁|谁代行?|由谁代行?|谁负责)|由谁代行?|谁代行?)(?:呢|啊|呀|的)?[?。.!]*"
)
_WHO_ACTS = re.compile(rf"(?:现在|目前|今天)?谁(?:在)?(?:代|代行|代理|顶替?|替){_PERSON}(?:的工作)?(?:呢|啊)?[?。.!]*")
_IS_TITLED = re.compile(rf"(?:{TITLES})$")
_NOBODY = frozenset(
    {"大家", "你们", "他们", "值班", "有人", "还有", "系统", "助手", "师傅", "老师", "领导", "人都", "东西"}
)


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says about being away."""
    if message.channel is Channel.GROUP or not message.in_words or len(message.text) > LONGEST:
        return []
    text = _FILLER.sub("", " ".join(fold(message.text).split()))
    known = situation.facts.get(talk.SLICE) or Known()
    found = _fixed(text, known) or _asked(text) or _changed(text, known) or _away(text, situation)
    return [found] if found else []


def _fixed(text: str, known: Known) -> Reading | None:
    """Read what is said in so many words."""
    back = _BACK.fullmatch(text)
    if back and _LATER.search(text) and (known.away or back["who"]):
        return _reading(talk.CHANGE, 0.93, text=text, who=back["who"] or "", days=0.0)
    if back:
        return _reading(talk.BACK, 0.93 if known.away or back["who"] else 0.88, who=back["who"] or "")
    if _CALLED_OFF.fullmatch(text) or (known.away and _NOT_GOING.fullmatch(text)):
        return _reading(talk.CALLED_OFF, 0.92)
    if _DECLINES.fullmatch(text) and (known.acts or _SAYS_STAND_IN.search(text)):
        return _reading(talk.DECLINE, 0.92)
    return None


def _asked(text: str) -> Reading | None:
    if _WHO_IS_AWAY.fullmatch(text):
        return _reading(talk.QUERY, 0.92, text=text)
    if RULES.search(text):
        return None
    found = _WHO_ACTS.fullmatch(text) or _IS_HE_THERE.fullmatch(text)
    if found is None or found["who"] in _NOBODY:
        return None
    is_titled = _IS_TITLED.search(found["who"]) is not None
    return _reading(talk.QUERY, 0.92 if is_titled else 0.72, text=text, who=found["who"])


def _changed(text: str, known: Known) -> Reading | None:
    """Read another day of coming back, or somebody else to act: of the sender's own absence, or of one he names."""
    if ASKS.search(text) or RULES.search(text) or ELSEWHERE.search(text):
        return None
    who = subject_in(text)
    if known.away and not _IS_TITLED.search(who):
        who = ""
    returns = _RETURNS.fullmatch(text) and _TIMED.search(text) and (known.away or _IS_TITLED.search(who))
    if returns or (_MOVED.search(text) and (known.away or (who and AWAY.search(text)))):
        long = length(text)
        by = 0.0 if long is None else long.total_seconds() / 86400 * (-1 if _LESS.search(text) else 1)
        is_relative = long is not None and (_MORE.search(text) or _LESS.search(text))
        return _reading(talk.CHANGE, 0.93, text=text, who=who, days=by if is_relative else 0.0)
    named = delegate_in(text)
    if known.away and named and not AWAY.search(text) and len(text) <= _SHORT:
        return _reading(talk.CHANGE, 0.9, text="", who="", days=0.0, delegate=named)
    return None


_SHORT = 16


def _away(text: str, situation: Situation) -> Reading | None:
    if ASKS.search(text) or RULES.search(text) or ELSEWHERE.search(text):
        return None
    now = situation.now.astimezone(situation.zone)
    named = delegate_in(text)
    if not AWAY.search(text) and not (named and ALONE.search(text)):
        return None
    away = read_away(text, now, NATIONAL)
    if not _has_days(text, away) or (WAS.search(text) and (away.until is None or away.question)):
        return None
    slots: dict[str, Any] = {"text": text, "who": subject_in(_timeless(text, situation)), "kind": _kind(text)}
    slots |= {"delegate": named, "nobody": bool(NONE_NAMED.search(text))}
    slots |= _days_of(away, now)
    return _reading(talk.OUT, 0.96 if PLAIN.search(text) else 0.93, **slots)


def _days_of(away: Away, now: datetime) -> dict[str, str]:
    """Return the first and the last day as slots, for `explain`; of a part of a day the moments."""
    since, until = away.since, away.until
    if since is None:
        return {"start": "", "end": ""}
    is_whole = until is None or (until.time() == time() and (since.time() == time() or since == now))
    if is_whole:
        last = (until - timedelta(days=1)).date().isoformat() if until else ""
        return {"start": since.date().isoformat(), "end": last}
    return {"start": f"{since:%Y-%m-%dT%H:%M}", "end": f"{until:%Y-%m-%dT%H:%M}" if until else ""}


def _has_days(text: str, away: Away) -> bool:
    """Whether a day, a length or a 了 stands beside what says that somebody is away."""
    return away.since is not None or bool(away.choices) or length(text) is not None or bool(_TIMED.search(text))


_TIMED = re.compile(r"[今明昨后]天|周|星期|礼拜|月|\d[日号]|假期|节")


def _timeless(text: str, situation: Situation) -> str:
    """Return a text without its times."""
    rest = text
    for one in read_times(text, situation.now.astimezone(situation.zone), NATIONAL):
        rest = rest.replace(one.matched, " ") if one.matched else rest
    return rest


def _kind(text: str) -> str:
    return next((kind for kind, pattern in KINDS if pattern.search(text)), OUT)


def _reading(intent: str, confidence: float, **slots: Any) -> Reading:
    return Reading(talk.HANDLER, intent, confidence, slots)
