"""What is said to sign in: 签到, 到了, 1, the code on the screen, with one's own name or without. Pure.

Most of these words mean something only while signing in is open; with somebody else's name they are no sign-in.
"""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.study.facts import Known
from handlers.study.roster import THERE
from handlers.study.said.heard import Heard
from handlers.study.said.naming import is_name
from handlers.study.talk import HANDLER, SIGN

NUMBERED, CODED, SURE, OPEN_TO_DOUBT, BESIDE, NONE_OPEN = 0.985, 0.96, 0.95, 0.93, 0.88, 0.85
DIGIT = 0.945  # before the answer to an announcement: what was asked last was to sign in
LONGEST_UNIT = 12  # characters before one's own name
LONGEST, LONGEST_BESIDE = 60, 40  # characters of a sign-in; of one with something said beside it

#: Marks, blanks and pictures; not what makes a question of it.
_MARKS = re.compile(r"[^\w?？]+")
_BEFORE = r"(?:嗯+|那个|报告|大家好|老师好|领导好|各位好|不好意思|你好|您好|好的?|收到)*"
_I = r"(?:我们?|俺|咱们?|本人|人|我人|我这边)?"
_ALREADY = r"(?:已经?|刚刚?|都|也|正|就|准时|按时|准点|来|现在|在线|马上|先|再|今天|今儿|这次|本次)*"
_STUDY = r"(?:[今本这]?[天次]?(?:的)?(?:学习|培训|党课|支部会?|支部学习|中心组)(?:的)?)?"
_AT = (
    r"(?:[主分]?会场|会议室|(?:学习|培训)?现场|教室|报告厅|礼堂|活动室|学习室|党员之家|会议厅|多功能厅|科学馆|地方"
    r"|位|门口|楼下|座位)"
)
_SIGN = r"(?:签[到道倒]|[千迁牵签]到|签个到|签下到|签一下到?|签了|签字|打卡|打个卡|学习打卡|报到|QIANDAO|QIAN\s?DAO)"
_HERE = rf"(?:到(?:场|会|达)?(?:了)?(?:\d{{1,4}}室?|{_AT})?|[在进](?:了)?{_AT}|来到{_AT})"
_PLAIN = r"(?:[在1一]|来|参加|出席|参会)"
_END = r"(?:里|内)?(?:[了啦咯咧喽哈啊呀的嘞噢哦喔吧呢呐勒签到]|学习)*"
_SIGNED = re.compile(rf"{_BEFORE}{_STUDY}{_I}{_ALREADY}(?:{_HERE}{_END})?{_STUDY}(?:{_SIGN}{_END}){{1,5}}")
_ARRIVED = re.compile(rf"{_BEFORE}{_I}{_ALREADY}(?:{_HERE}{_END}){{1,4}}")
_NODDED = re.compile(rf"{_BEFORE}{_I}{_ALREADY}(?:{_PLAIN}{_END}){{1,3}}")
#: What is said beside an arrival that is one at the study.
_SITS = re.compile(r"坐|位|会场|门口|楼下|[前后中]排|学习|教室|会议|现场|刚|停车|进来|报告厅|礼堂")
#: 收到，准时参加 answers a notice.
_WILL_COME = re.compile(r"^收到|(?:准时|按时|准点)(?:来|参加|出席|参会)")
_CAME = re.compile(r"(?:我?来[了啦咯喽]){1,4}")
_FOR_ME = re.compile(rf"(?:请|麻烦)?(?:帮|给|替|为)(?:我|俺|本人)(?:一下)?{_SIGN}{_END}")
_FAILS = re.compile(
    r"(?:怎么|为什么|为啥|咋)?(?:签[到道]?不[了上]到?|签到(?:失败|没反应|不成功|不行|没成功|签不上)"
    r"|没法签到|无法签到)了?"
)
_NUMBER = re.compile(r"签到XX0*(?P<id>\d{1,9})")
_CODE = re.compile(
    r"(?:我)?(?:签[到道]|到了?|打卡)?(?:签到码|验证码|口令|数字|码|号码)?(?:是|为)?(?P<code>\d{4}|[零〇一二三四五六七八九幺]{4})"
    r"(?:签[到道]|打卡|到)?(?:了)?"
)
_DIGIT = ("1", "一")
#: What makes it no sign-in, or one of somebody else's, where it is said beside the word.
_BESIDES = re.compile(
    r"[?？]|吗|没(?!反应|成功)|不(?!好意思)|谁|哪|代|帮(?!我签)|替|给(?!我签)|他|她|们签|请假|晚|迟|补|撤|取消|改|错|忘|导|表|名单|情况|结束|开始|停|关|通知"
    r"|提醒|怎么(?!签)|怎样|几点|多少|线上|规定|着火|冒烟|起火|晕|伤|漏|电梯|都签"
)
_OTHERS = re.compile(r"代|帮|替|给|和|跟|及|通知|叫|请")
#: 签到签到签到 says it once.
_AGAIN = re.compile(r"(\D{1,4}?)\1{2,}")
_CLAUSES = re.compile(r"[\s,，。;；!！]+")
_THERE = {"status": "present"}
_SPOKEN = str.maketrans("零〇一二三四五六七八九幺", "001234567891")


def hear(heard: Heard) -> Reading | None:
    """Read somebody's own sign-in."""
    if len(heard.text) > LONGEST:
        return None
    text = _without_own_name(_MARKS.sub("", heard.text).upper(), heard.facts.own)
    if found := _NUMBER.fullmatch(text):
        return Reading(HANDLER, SIGN, NUMBERED, {"study": int(found["id"])})
    at_hand = _at_hand(heard)
    if found := _CODE.fullmatch(text) if at_hand or "码" in text or "签" in text else None:
        coded = any(one.needs_code for one in at_hand)
        slots = {"code": found["code"].translate(_SPOKEN)} | (_THERE if at_hand else {})
        return Reading(HANDLER, SIGN, CODED if coded else OPEN_TO_DOUBT, slots)
    return _word(text, heard, is_open=bool(at_hand)) or (_beside(heard) if at_hand else None)


def _word(text: str, heard: Heard, *, is_open: bool) -> Reading | None:
    text = _AGAIN.sub(r"\1", text)
    says_so = bool(_SIGNED.fullmatch(text) or _FOR_ME.fullmatch(text) or _FAILS.fullmatch(text))
    if says_so and (is_open or not heard.is_aside):
        return Reading(HANDLER, SIGN, SURE if is_open else NONE_OPEN, _THERE if is_open else {})
    if is_open and _ARRIVED.fullmatch(text):
        return Reading(HANDLER, SIGN, OPEN_TO_DOUBT, _THERE)
    if is_open and text in _DIGIT and any(one.is_his and one.status not in THERE for one in heard.facts.open):
        return Reading(HANDLER, SIGN, DIGIT, _THERE)
    is_said_here = not heard.is_aside or text in _DIGIT
    if is_open and is_said_here and _NODDED.fullmatch(text) and not _WILL_COME.search(text):
        return Reading(HANDLER, SIGN, OPEN_TO_DOUBT, _THERE)
    return None


def _beside(heard: Heard) -> Reading | None:
    """Read 同志们好，已经坐好了，签到: one clause that signs in, and nothing beside it that says otherwise."""
    clauses = [one for one in _CLAUSES.split(heard.text) if one]
    if len(clauses) == 1 or len(heard.text) > LONGEST_BESIDE or _BESIDES.search(heard.text):
        return None
    if any(is_name(one) and one not in heard.facts.own for one in clauses):
        return None
    ends = (_MARKS.sub("", one).upper() for one in (clauses[0], clauses[-1]))
    short = [_AGAIN.sub(r"\1", _without_own_name(one, heard.facts.own)) for one in ends]
    if any(_SIGNED.fullmatch(one) or _FOR_ME.fullmatch(one) for one in short):
        return Reading(HANDLER, SIGN, OPEN_TO_DOUBT, _THERE)
    arrived = (
        not heard.is_aside
        and _SITS.search(heard.text)
        and (_ARRIVED.fullmatch(short[0]) or _CAME.fullmatch(short[0])) is not None
    )
    return Reading(HANDLER, SIGN, BESIDE, _THERE) if arrived else None


def _at_hand(heard: Heard) -> tuple[Known, ...]:
    """Return what is open and concerns the sender; of what nobody said to the assistant only this group's."""
    return tuple(one for one in heard.facts.open if one.is_here or (one.is_his and not heard.is_aside))


def _without_own_name(text: str, own: tuple[str, ...]) -> str:
    """Return the words without who says them: 饮食中心李明签到 of 李明 himself."""
    for name in own:
        before, found, after = text.partition(name)
        if found and len(before) <= LONGEST_UNIT and not _OTHERS.search(before):
            return after or before
    return text
