"""What is said of studies announced, changed, called off, asked for. Pure.

A study is planned in the words of a notice or of a wish; who goes to a training himself, is late or on leave plans
none, and what the rules say of studies is asked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.router import Reading
from handlers.study.heard.asking import hear_question
from handlers.study.heard.besides import read_besides
from handlers.study.heard.calling import hear_plan
from handlers.study.heard.changing import hear_changed
from handlers.study.kinds import ORDINARY, kind_of
from handlers.study.said.heard import Heard
from handlers.study.talk import CANCEL, CHANGE, HANDLER, OPEN, QUERY, SPEECH, TITLE
from scheduler.gathering.clock import Clock
from scheduler.gathering.moment import read_moment
from scheduler.gathering.studied import plainly, read_study_title, speaks_firmly_of_study, speaks_of_study

FIRM, SURE, LIKELY, FAIR = 0.98, 0.96, 0.93, 0.87
LONGEST = 2500  # no notice is longer; papers that are handed in are

_NOT = re.compile(
    r"请(?:个|一?下|半天|一天)?[病事]?假|来不了|去不了|不能参加|无法参加|没法参加|参加不了|不参加|(?<!不得)(?<!无故)缺席|迟到|晚[点到]|晚\d|提醒我|叫我|通知我(?!们)|告诉我"
    r"|(?:外出)?报备|出差|赴[一-龥]|补签|补学|代签|签到[:：]|^到[:：]|收到|知悉|学完了|学习了|参加了|培训了|开过|讲过|上过|讲了|上了|学过|已(?:经)?(?:学|完成|参加|组织|开展|讲)|刚(?:刚|才)?(?:学|开|参加|讲|上)|昨天|上周|上次"
    r"|纪要|记录|心得(?:体会)?[:：]|(?:我|本人)(?:们)?(?:明天|今天|后天|下周.?|周.|要|得|想|去|准备|在|正在)*(?:去|参加|听)[^,，。]{0,8}(?:培训|学习|讲座|党课|报告)"
    r"|把[^,，。]{1,12}(?:报|交|发|提交|送)(?:给|来|到|上)|谈心谈话|积极分子谈话|如果|假如|要是|万一|听说|据说|整改|督办|交办|漏水|坏了|不亮|不热|停电|没电|着火"
)
_WISHES = re.compile(
    r"安排|组织|通知|召开|举行|举办|开展|定于|定在|拟于|拟定|发(?:个|一?下|布)|搞|办|开|上|请|叫|做|弄|集中|约|计划|准备"
)
#: Work that is to be done or handed in by a day, what is reported or asked for: no study, whatever it is about.
_OTHER = re.compile(
    r"(?:前|之前|以前|底前)(?:请|务必|要|须|各|都)*(?:完成|交|上交|上?报|提交|报送)|办完|办结|报我|报给|并报|^(?:上报|汇报|报告|请示|督办)"
    r"|上报|报送|征集|收集|报名|请示|审批|经费|(?:组织|开展|举办|召开|进行|完成|参加)了|再发|重发|转发|负责.{0,10}方案"
)
_QUESTION = re.compile(
    r"[?？]|吗[。.]?$|么[。.]?$|呢[。.]?$|什么|怎么|如何|咋|哪|几点|几次|多久|多少|谁|是否|能不能|可不可以|要不要|是不是|有没有|为什么"
)
_CANCEL = re.compile(
    r"(?:取消|撤销|撤消|停[开办]?一?[次回]?|停掉|暂停|作废|撤掉|免掉|免开|叫停)(?:一下|掉|了)?[^,，。;；]{0,24}(?=[,，。;；]|$)|(?:先|就|都)?(?:取消|不开|不搞|不办|不学|不上|不讲|不组织|不举行|停开|停一[次回]|停办|停了|暂停|作废|撤销|撤掉|免了|算了|黄了|搞不成|办不成|开不成|不再开)(?:了|吧|啦)*(?=[,，。;；\s]|$)"
)
_NO_CANCEL = re.compile(r"签到|请假|换班|提醒|停[水电]|纪要|报名|主题发言|领学|发言|不用")
_MATTERS = re.compile(
    r"取消|撤[销消掉]|停[开办掉]?一?[次回]?|暂停|作废|免掉|叫停|[不]?(?:搞|办|开|学|上)了|那个|这个|的"
)
_TITLE = re.compile(
    r"(?:我)?(?:的)?(?:主题)?发言(?:的)?题目(?:是|为|定为|叫|改[成为])?[:：\s]*[《“\"]?(?P<title>[^》”\"。;；\n]{2,60})[》”\"]?[。.]?$"
)
_MOVES = frozenset({"by_min", "to_start", "to_day", "topic"})
_VERBS = re.compile(r"改|换|调整|变更|增加|加上|添|去掉|取消|不用|不再|删")
#: What a notice asks of everybody: to come in time, to excuse oneself.
_ASKED_OF_ALL = re.compile(
    r"[,，。;；\s]*(?:如|若|因故|确有|有事|有特殊情况|原则上|无故|不得|不能(?:参加|到)|无法(?:参加|到))[^。;；\n]{0,24}?(?:假|缺席|迟到)(?:手续|的)?[^,，。;；\n]{0,10}"
)
_GENERIC = re.compile(
    r"^(?:这|那|本|下|上|今|明|后)?(?:次|个|天|周.?)?(?:的)?(?:支部)?(?:集中)?(?:学习|培训)(?:活动|安排)?$"
)


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    if heard.is_aside or not heard.message.in_words or len(heard.text) > LONGEST:
        return None
    mine = [one for one in heard.facts.planned if one.is_mine]
    if heard.facts.planned and (found := _TITLE.match(heard.text)):
        return Reading(HANDLER, SPEECH, SURE, {**TITLE, "title": found["title"].strip()})
    if about := hear_question(heard.text, knows=bool(heard.facts.studies)):
        return Reading(HANDLER, QUERY, LIKELY, {"about": about, **_which(heard, heard.text)})
    return _cancelled(heard, runs_one=bool(mine)) or _changed(heard, runs_one=bool(mine)) or _planned(heard)


def _cancelled(heard: Heard, *, runs_one: bool) -> Reading | None:
    text = plainly(heard.text)
    if not speaks_of_study(text) or _NO_CANCEL.search(text) or _QUESTION.search(text) or not _CANCEL.search(text):
        return None
    if not (speaks_firmly_of_study(text) or runs_one or heard.facts.studies):
        return None
    first = re.split(r"[,，。;；]", text)[0] if speaks_of_study(re.split(r"[,，。;；]", text)[0]) else text
    return Reading(HANDLER, CANCEL, SURE, _which(heard, first))


def _changed(heard: Heard, *, runs_one: bool) -> Reading | None:
    found = hear_changed(heard.text, _clock(heard), runs_one=runs_one)
    if found is None or _is_notice(heard) or (not _is_move(found, heard.text) and is_whole(_planned(heard))):
        return None
    slots = {name: one for name, one in found.items() if name not in ("before", "sure", "names")}
    which = _which(heard, str(found["before"])) or (_named(heard.text) if found["names"] else {})
    return Reading(HANDLER, CHANGE, SURE if found["sure"] else FAIR + 0.04 * runs_one, {**which, **slots})


def _is_move(found: Mapping[str, Any], text: str) -> bool:
    """Whether the words can be nothing but a change; 请李教授主讲 belongs to a notice as well."""
    return bool(_MOVES & found.keys()) or ("role" in found and _VERBS.search(text) is not None)


def is_whole(plan: Reading | None) -> bool:
    """Whether it is a study of its own, with its hour and what else is said of one; who sits in is part of it."""
    return (
        plan is not None
        and plan.intent == OPEN
        and "start" in plan.slots
        and ("place" in plan.slots or "audience" in plan.slots)
    )


def _is_notice(heard: Heard) -> bool:
    """Whether it is a notice of a study written out, which may ask for much and changes none."""
    return heard.text.count("\n") > 1 or len(re.findall(r"(?:时间|地点|参加人员|内容|领学|主讲)[:：]", heard.text)) > 1


def _planned(heard: Heard) -> Reading | None:
    text = _ASKED_OF_ALL.sub(" ", plainly(heard.text))
    if (
        _NOT.search(text)
        or _OTHER.search(read_besides(text)[1])
        or not speaks_of_study(text)
        or (_QUESTION.search(text) and not _is_notice(heard))
    ):
        return None
    plan = hear_plan(heard.text, _clock(heard))
    has_time = bool(plan.moment.matched) or plan.moment.is_past
    is_firm = speaks_firmly_of_study(text)
    said = sum(map(bool, (plan.place, plan.audience, plan.roles, plan.topic)))
    if not (has_time and (is_firm or said or _WISHES.search(text))) and not (_WISHES.search(text) and is_firm and said):
        return None
    return Reading(HANDLER, OPEN, FIRM if has_time and (is_firm or said) else LIKELY, plan.slots(), label="学习通知")


def _clock(heard: Heard) -> Clock:
    return Clock(heard.now, heard.facts.calendar)


def _which(heard: Heard, text: str) -> dict[str, Any]:
    """Read which study is meant: its day, its hour, its name."""
    moment = read_moment(text, heard.now, heard.facts.calendar)
    said: dict[str, Any] = _named(moment.rest or text)
    first = moment.day or moment.start
    if first is not None:
        said["date"] = f"{date(first.year, first.month, first.day)}"
    elif moment.matched and not moment.is_past:
        said["during"] = moment.matched
    return said


def _named(text: str) -> dict[str, Any]:
    title = read_study_title(_MATTERS.sub(" ", plainly(text)))
    name = "" if not title or _GENERIC.match(title) else title
    kind = kind_of(name) if name else ORDINARY
    return ({"name": name} if name else {}) | ({"of_kind": kind} if kind != ORDINARY else {})
