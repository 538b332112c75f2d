"""What whoever runs a study says of its signing in: opened, closed, how it stands, who is missing, till when. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.router import Reading
from handlers.study.said.heard import Heard
from handlers.study.said.showing import coded
from handlers.study.talk import ABSENT, CLOSE, HANDLER, OPEN, STATS, URGE, WINDOW
from knowledge.text import numeral
from scheduler.calendar import Calendar
from scheduler.when import read_time

SURE, LIKELY, FAIR = 0.97, 0.94, 0.88
LONGEST = 120
MOST_MINUTES, AN_HOUR = 480, 60

_ROLL = r"(?:签[到道倒]|点名|点到)"
_PLEASE = (
    r"(?:好了|行了|差不多了|人齐了|时间到了?|那么?|[,，。\s]|现在|请|麻烦|帮忙?我?|我要|我们?|可以|给我|马上|这就|那就?"
    r"|好的?|行|把)*"
)
_OPENS = re.compile(
    rf"^{_PLEASE}(?P<before>.{{0,20}}?)(?:开始|开启|发起|打开|启动|开放|开|建|新建|创建|搞|弄|组织|设|设置)(?:一?个|一下|一次|下)?{_ROLL}(?:了|吧)?(?P<rest>.*)$|"
    rf"^{_ROLL}(?:现在)?(?:开始|开放)(?:了|吧)?(?P<after>.*)$|"
    rf"^(?P<head>.{{0,20}}?)(?:请|让|叫|通知)?(?:大家|各位|同志们|所有人|全体)(?:同志|人员)?(?:开始)?(?:都)?(?:签个到|签下到|签一下到?|{_ROLL})(?:吧|了|啦|一下)?(?P<tail>.*)$",
    re.DOTALL,
)
_NOT_OPEN = re.compile(
    rf"怎么|如何|什么时候|几点|多久|没|不|谁|多少|[?？]|吗|规定|制度|要求|办法|结束|关闭|停止|撤|取消|{_ROLL}(?:表|情况|人数|统计|制度|册)"
)
_MINUTES = re.compile(
    r"(?:时间|时长|为时|开放|限时?|持续)?(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<unit>分钟|刻钟|个?小时)(?P<half>半)?(?:内|以内|之内)?|"
    r"(?P<only_half>半)(?:个)?小时(?:内)?"
)
UNTIL = re.compile(
    r"(?:开放)?(?:到|至|截止到?|截至)(?P<until>(?:今天|上午|下午|中午|晚上|早上)*\d{1,2}(?:[:：]\d{2}|点(?:半|\d{1,2}分?|[一二三四五]?十?[一二三四五六七八九]?分?|一刻|三刻)?)|"
    r"(?:上午|下午|中午|晚上|早上)*[一二两三四五六七八九十]{1,2}点(?:半|一刻|三刻|[一二三四五]?十?[一二三四五六七八九]?分?))(?:截止|结束|为止|关闭)?"
)
_EDGES = " \t\n,，。;；、:：.!！-—"
_CLOSES = re.compile(
    rf"^{_PLEASE}(?:提前|先)?(?:结束|关闭|停止|关掉|关了|关|停掉|停了?|收了?|终止|截止)(?:一下|掉)?{_ROLL}(?:了|吧|啦)*|"
    rf"(?:^|[\s,，。](?=签|点)){_PLEASE}{_ROLL}(?:现在|就|可以|到此)*(?:结束|截止|关闭|停止|关了|关掉|停了|停掉|为止|完毕|完了)(?:了|吧|啦)*(?:$|[,，。\s])|"
    rf"不用再?签(?:[到道])?了?.{{0,4}}(?:结束|关了?|停)"
)
_STANDS = re.compile(
    rf"{_ROLL}(?:的)?(?:人数|情况|统计|进度|怎么样|结果|数据|现在怎样|到多少)|(?:到会|到场|出席|参会|参学)(?:的)?(?:人数|情况|统计)|"
    r"(?:有|已|已经|现在|目前|都)*(?:签到?|签[道])了?(?:有)?(?:多少|几)(?:个|位)?人?|(?:多少|几)(?:个|位)?人?(?:已经?)?签"
)
_STANDS_HERE = re.compile(
    r"^(?:现在|目前|已经|一共|总共|都|[今昨前]天|上次|刚才|这次|本次|的|学习|党课|培训|会|人)*(?:到|来)(?:了|的)?(?:有)?(?:多少|几)(?:个|位)?人?(?:了|啦)?|^(?:现在|[今昨前]天|上次|刚才|这次|本次|的|学习|党课|培训)*(?:有)?(?:多少|几)(?:个|位)?人(?:已经?)?(?:参加|到|来)|"
    r"(?:到会|到场|出席|参会)(?:了|的)?(?:有)?(?:多少|几)(?:个|位)?人|^(?:统计|人数|考勤)(?:一?下|情况|人数|统计)*[?？]?$|表决权.{0,8}(?:多少|几|够|过半)|实到.{0,6}(?:多少|几)|应到.{0,6}(?:多少|几)|(?:人|都|大家|人员)?(?:到|来)?齐了?(?:吗|没有?|么|不)|(?:够不够|过没过|有没有过?|过|达到?|超过?)(?:了)?(?:一)?半数?(?:吗|没有?|了吗)?"
)
_ARE_MISSING = re.compile(
    r"(?:还有|还|都有|有)?(?:谁|哪些(?:人|同志|党员|职工)?|哪几[个名]?(?:人|同志|党员)?|"
    r"哪几位(?:同志)?|几位(?:同志)?|几[个名]?(?:人|同志|党员)?|多少人|什么人)(?:还|都)*"
    r"(?:(?:没有?|未|木有)(?:签|到(?!期)|来|参加|报到)|缺席|缺勤|缺课|旷)|"
    r"(?:没有?|未)(?:签[到道]?|到(?:场|会)?|来)的?(?:人员?|同志)?(?:名单|都?有?(?:谁|哪些|哪几|几个|多少)|是谁|列一下|名字)|"
    r"^(?:还|现在)?(?:缺|差|少)(?:了)?(?:谁|哪些人?|哪几个人?|几个人?|多少人)|未签到?(?:名单|人员)|缺席(?:名单|人员|的?有?(?:谁|哪些))"
)
_URGES = re.compile(
    r"(?:催|提醒|喊|叫|通知)(?:一?下|一遍|一声)?(?:那些|那几个|还|所有)*(?:没有?|未)(?:签[到道]?|到|来)|(?:没有?|未)签[到道]?的(?:人)?(?:再)?(?:催|提醒|喊|叫|通知)"
)
_TILL = re.compile(
    rf"{_ROLL}?(?:时间)?(?:到|是|在)?(?:什么时候|几点|多久|啥时候|何时)(?:钟)?(?:截止|结束|关闭|为止|停)|{_ROLL}(?:时间)?到(?:几点|什么时候)|"
    rf"(?:还|现在)(?:能|可以|来得及|可)(?:不能|不可以)?{_ROLL}(?:吗|么|不)?|什么时候(?:可以|能|开始){_ROLL}|几点(?:开始)?{_ROLL}"
)
_SPAN = re.compile(r"连续|季度|今年|去年|本年|全年|本月|上月|上个?月|\d月|半年|年度|累计|规定|制度|办法|怎么算|会议")


def hear(heard: Heard) -> Reading | None:
    """Read it; nothing of it is heard where the assistant was not spoken to."""
    text = " ".join(heard.text.split())
    if heard.is_aside or len(text) > LONGEST:
        return None
    return _opened(text, heard) or _closed(text) or _asked(text, heard)


def _opened(text: str, heard: Heard) -> Reading | None:
    text, needs_code = coded(text)
    found = _OPENS.match(text)
    if found is None or _NOT_OPEN.search(UNTIL.sub(" ", text)):
        return None
    groups = found.groupdict()
    said = " ".join(groups[name] or "" for name in ("before", "head", "rest", "after", "tail"))
    slots, title = lasting(said, heard.now, heard.facts.calendar)
    title = re.sub(r"^(?:给|对|为|在|的|那个|学习开始)+|(?:的|进行|吧|一下)+$", "", title.strip(_EDGES))
    slots |= {} if needs_code is None else {"needs_code": needs_code}
    return Reading(HANDLER, OPEN, SURE, {"title": " ".join(title.strip(_EDGES).split()), **slots}, label="开始签到")


def lasting(text: str, now: datetime, calendar: Calendar) -> tuple[dict[str, Any], str]:
    """Read how long signing in is open. Returns the slot, and the text without it."""
    if found := UNTIL.search(text):
        until = read_time(found["until"], now, calendar).start
        minutes = round((until - now).total_seconds() / 60) if until else 0
        if 0 < minutes <= MOST_MINUTES:
            return {"duration_min": minutes}, text[: found.start()] + " " + text[found.end() :]
    if found := _MINUTES.search(text):
        return {"duration_min": _minutes(found)}, text[: found.start()] + " " + text[found.end() :]
    return {}, text


def _minutes(found: re.Match[str]) -> int:
    if found["only_half"]:
        return AN_HOUR // 2
    length = {"分": 1, "刻": 15}.get(found["unit"][0], AN_HOUR)
    number = int(found["number"]) if found["number"].isdecimal() else numeral(found["number"]) or 1
    minutes = number * length + (AN_HOUR // 2 if found["half"] and length == AN_HOUR else 0)
    return max(1, min(minutes, MOST_MINUTES))


def _closed(text: str) -> Reading | None:
    if _CLOSES.search(text) and not re.search(r"[?？]|吗|几点|什么时候|没有?结束|不", text.replace("不用", "")):
        return Reading(HANDLER, CLOSE, SURE, label="结束签到")
    return None


def _asked(text: str, heard: Heard) -> Reading | None:
    """Read a question about what is at hand; one over a span of time is counted elsewhere."""
    if _SPAN.search(text):
        return None
    known = (*heard.facts.open, *heard.facts.closed)
    runs = any(one.is_mine for one in known)
    if _URGES.search(text) and heard.facts.open:
        return Reading(HANDLER, URGE, LIKELY)
    if _ARE_MISSING.search(text) and (known or "签" in text):
        return Reading(HANDLER, ABSENT, SURE if runs else FAIR if "签" not in text else LIKELY, _which(text))
    if _TILL.search(text):
        return Reading(HANDLER, WINDOW, LIKELY if heard.facts.open or heard.facts.planned else 0.6)
    if _STANDS.search(text):
        return Reading(HANDLER, STATS, LIKELY, _which(text))
    return Reading(HANDLER, STATS, LIKELY, _which(text)) if runs and _STANDS_HERE.search(text) else None


def _which(text: str) -> dict[str, Any]:
    """Read which study is meant: the last one, yesterday's."""
    return {"last": True} if re.search(r"上次|上一次|上回|昨天|刚才|前天|那次", text) else {}
