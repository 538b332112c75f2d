"""What is said of plans of a year and how often each kind is held. Pure.

A plan is heard only where it is one of studies: 工作计划, 采购计划 and 停水计划 are others' matters. What a rule wants
(三会一课多久开一次) is asked of the documents.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from handlers.study import kinds
from handlers.study.said.heard import Heard
from handlers.study.talk import FILE, FREQUENCY, HANDLER, HELD, IMPORT, PLAN, PREVIEW, SERIES_END, TEMPLATE
from scheduler.when import read_time

LONGEST, LONGEST_FILE = 60, 200
TABLES = (".xlsx", ".csv", ".xls", ".et")

_ORGANISED = (
    r"党员大会|支部(?:党员)?大会|支委会|支部委员会|党小组会?|党课|主题党日|党日活动|组织生活会|民主生活会|中心组"
    r"|专题报告|三会一课|支部会"
)
_STUDY = r"(?:学习|理论|培训|教育|党课|党日|中心组|组织生活|三会一课|读书班?)"
_PLAN = rf"{_STUDY}[^，。,;；\n]{{0,8}}(?:计划|规划)(?:表|安排)?"
_ARRANGED = (
    r"(?:今年|明年|全年|年度|\d{4}年|[一二三四1-4]季度|季度|半年)[^，。,;；\n]{0,10}"
    rf"{_STUDY}[^，。,;；\n]{{0,4}}(?:安排|日程)(?:表)?"
)
_ANY_PLAN = re.compile(rf"{_PLAN}|{_ARRANGED}")
#: What is asked of the documents, or is somebody else's matter.
_RULE = re.compile(
    r"多久|多长时间|几次会|怎么(?:写|定|制定|做|办|弄|算)|如何|怎样|范文|模版怎么|要求|规定|应该|应当|一般|必须|法定"
    r"|(?:每|一)个?(?:月|季度?|年)(?:要|应|得|需要?)?(?:召?开|上|搞|学)?(?:几|多少)次|依据|频率是"
)
_IMPORTS = re.compile(r"导入|导进|录入|录进|上传|传给?你|传上|发给?你|批量|入库|收一下|录一下")
_TEMPLATE = re.compile(r"模板|模版|样表|表样|空表|空白表|空的?表格|表头|格式表")
_LOOKS = re.compile(
    r"看|查|发|给我|调出|列|有哪|哪些|哪几|多少|几次|几场|还剩|剩下|进度|进展|情况|执行|完成|落实|学到哪|到哪|"
    r"什么|咋样|怎么样|一下|[?？吗呢]$"
)
_NO_LOOK = re.compile(r"改|推迟|提前|取消|请假|通知|印发|下发|要求|报送|[交报](?:上来|给|到)|起草|写|审|开会|开个")
_PART_OF_DAY = re.compile(r"今天|今晚|昨天|明天|后天|上午|下午|点|刚才|现在|等会|马上")

_NOT_HELD = r"(?:没有?|未|尚未|还没有?|还未)(?:召?开过?|上过?|搞过?|组织过?|开展过?|办过?|学习?过?|举行过?|进行过?)"
#: How many times something was held is asked of the numbers (checkin.stats), not of what is expected.
_HELD_OR_NOT = r"(?:召?开|上|搞|组织|开展|办|学|过)(?:了|过|完)?(?:没有?|了没有?|没召?开|了吗|吗|过没有?)"
_PERSONS = re.compile(
    r"谁没|谁还没|哪些?人|人员|名单|没来|没到|缺席|缺勤|请假|签到|党员没|同志没|没参加|我(?:还)?没"
    r"|我(?!们|支部|单位|党支部|中心|部门|这边)[^，。]{0,6}(?:上|学|参加|开|去)"
)
_WHOSE = re.compile(
    r"支部|党?小组(?!会)|谁家|哪家|单位|中心组|本?[月年](?!底前)|季度?|半年|今年|我们|咱|[哪那][些个]|各"
)
_LATER = re.compile(r"通知|提醒|催|督促|尽快|抓紧|前(?:要|须|务必)?(?:召?开|上|完成)|改到|改在|推迟|延期|补开")
_TABLE = re.compile(
    r"(?:学习|会议|三会一课|组织生活|开会)(?:的)?频次"
    rf"|(?:三会一课|组织生活(?!会)|支部会议|{_ORGANISED})[^，。,;；]{{0,6}}"
    r"(?:(?:开展|完成|落实|召开|执行)(?:得|的)?(?:情况|进度|进展|怎么样|咋样|如何)|欠[账帐]|缺口|台账进度|达标)"
    r"|(?:三会一课|组织生活(?!会))[^，。,;；]{0,4}(?:次数|频次|统计)|(?:统计|汇总)[^，。,;；]{0,8}(?:三会一课|组织生活(?!会))"
    r"|(?:支部|小组|我们|咱们?)[^，。,;；]{0,6}(?:差|缺|欠|有)(?:着|了)?(?:哪些|什么|哪几个|几个|多少)(?:会|课|活动)(?:没|未|$|[?？])"
    r"|(?:频次|次数)(?:达标|够不够|没达标|不够)"
)
_KIND = re.compile(_ORGANISED)
_MISSING = re.compile(rf"{_NOT_HELD}|欠|缺|不够|没达标")
_FREQUENCY = re.compile(rf"{_NOT_HELD}|{_HELD_OR_NOT}")
_NAMED = re.compile(r"(?<!\d)(?P<month>1[0-2]|[1-9])月|(?P<quarter>[一二三四1234])季度")
_QUARTERS = "一二三四1234"
_BACK = re.compile(r"上个?(?:季度?|月|半年)|去年|上一个?(?:季度|月|年)")
_PERIODS = (
    ("月", re.compile(r"月")),
    ("季", re.compile(r"季")),
    ("半年", re.compile(r"半年")),
    ("年", re.compile(r"年")),
)

#: A study that came again comes no more.
_OVER = re.compile(
    rf"(?:{_ORGANISED}|学习|培训)[^，。,;；]{{0,4}}(?:以后|今后|往后)(?:都|就|也)?(?:不|别|停|取消)(?:用|再|要)?(?:召?开|办|搞|学|上|定)?了?"
    rf"|(?:以后|今后|往后)(?:都|就)?(?:不|别)(?:用|再|要)?(?:召?开|办|搞|上)[^，。,;；]{{0,8}}(?:{_ORGANISED})"
)
_NOTES = re.compile(r"登记|补登|补记|记(?:上|一下|个)|备个?案|录(?:一下|上)")
_DONE = re.compile(
    r"(?:召?开|上|搞|办|举行)的|(?:已经?|都)?(?:召?开|上|搞|组织|开展|办|举行|学)(?:完|过|好)了?|已经?(?:召?开|上|搞|组织|开展|办|举行|学)了?"
    rf"|(?:召?开|上|搞|办|组织|开展|举行)了(?:个|一?次|一堂)?[^，。,;；]{{0,8}}(?:{_ORGANISED})"
    rf"|(?:{_ORGANISED})[^，。,;；]{{0,6}}(?:召?开|上|搞|办)了"
)
_MINE = re.compile(r"我(?:参加|去|到|来|听|签|没)|参会|签到|请假|发言|心得|领学")
_DATE = re.compile(
    r"(?:(?P<year>20\d\d)[年./-])?(?<!\d)(?P<month>1[0-2]|0?[1-9])[月./-](?P<day>[0-3]?\d)(?:[日号]|(?!\d))"
)
LONG_AHEAD = timedelta(days=62)  # what is said to have been and is farther ahead was a year ago


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    if heard.is_aside:
        return None
    if heard.message.kind in (Kind.FILE, Kind.RESULT):
        return _file(heard)
    text = heard.text
    if len(text) > LONGEST:
        return None
    if _OVER.search(text):
        return Reading(HANDLER, SERIES_END, 0.98, {"said": text})
    return _held(heard) or _imported(text) or _plan(text) or _frequency(text, heard.now.date())


def brought(message: Message) -> bool:
    """Whether a message tells that a table somebody sent privately was fetched."""
    data = message.data
    is_file = message.kind is Kind.RESULT and data.get("event") == "media" and isinstance(data.get("file"), int)
    return is_file and message.channel is Channel.PRIVATE and str(data.get("name", "")).lower().endswith(TABLES)


def _file(heard: Heard) -> Reading | None:
    if brought(heard.message):
        data = heard.message.data
        slots = {"file": data["file"], "name": str(data["name"])[:LONGEST_FILE], "wanted": heard.facts.wants_plan}
        return Reading(HANDLER, PREVIEW, 0.98, slots)
    media = [one for one in heard.message.data.get("media") or () if isinstance(one, dict) and not one.get("lost")]
    name = str(media[0].get("name") or "") if heard.message.kind is Kind.FILE and media else ""
    is_table = name.lower().endswith(TABLES)
    if is_table and (heard.facts.wants_plan or _ANY_PLAN.search(name)):
        return Reading(HANDLER, FILE, 0.97, {"name": name[:LONGEST_FILE]})
    return None


def _imported(text: str) -> Reading | None:
    """导入学习计划, 学习计划模板."""
    if not _ANY_PLAN.search(text):
        return None
    if _TEMPLATE.search(text):
        return Reading(HANDLER, TEMPLATE, 0.93)
    is_rule = _RULE.search(text) is not None
    return Reading(HANDLER, IMPORT, 0.93) if _IMPORTS.search(text) and not is_rule else None


def _plan(text: str) -> Reading | None:
    """中心组第四季度学习计划, 学习计划执行情况."""
    found = _ANY_PLAN.search(text)
    if found is None or _RULE.search(text) or _NO_LOOK.search(text):
        return None
    rest = text[: found.start()] + text[found.end() :]
    if not _LOOKS.search(rest) and len(rest) > len("后勤保障部党委机关第一党支部今年下半年的"):
        return None
    return Reading(HANDLER, PLAN, 0.95, {"said": text})


def _frequency(text: str, today: date) -> Reading | None:
    """本季度哪些支部还没开党员大会, 学习频次, 三会一课完成情况."""
    if (_RULE.search(text) and not _TABLE.search(text)) or _LATER.search(text):
        return None
    kind = _kind(text)
    is_table = _TABLE.search(text) is not None
    is_asked = (
        _KIND.search(text) is not None and _FREQUENCY.search(text) is not None and _WHOSE.search(text) is not None
    )
    if _PERSONS.search(text) or not (is_table or (is_asked and not _PART_OF_DAY.search(text))):
        return None
    period = next((name for name, words in _PERIODS if words.search(text)), "")
    slots = {
        "kind": kind,
        "said": text,
        "period": period,
        "back": int(_BACK.search(text) is not None),
        "in": _within(text, today),
        "missing": _MISSING.search(text) is not None,
    }
    return Reading(HANDLER, FREQUENCY, 0.98, slots)


def _within(text: str, today: date) -> str:
    """Return the first day of the month or quarter that is named, the last there was; empty where none is."""
    found = _NAMED.search(text)
    if found is None:
        return ""
    month = int(found["month"]) if found["month"] else _QUARTERS.index(found["quarter"]) % 4 * 3 + 1
    first = date(today.year, month, 1)
    return (first.replace(year=today.year - 1) if first > today else first).isoformat()


def _held(heard: Heard) -> Reading | None:
    """登记 11月5日 机关党支部 支委会 已开."""
    text = heard.text
    kind = _kind(text)
    if not (kind and _NOTES.search(text) and _DONE.search(text)) or _MINE.search(text):
        return None
    on = _day(heard)
    return Reading(HANDLER, HELD, 0.98, {"kind": kind, "said": text, "on": on.isoformat() if on else ""})


def _day(heard: Heard) -> date | None:
    """Return the day that was: 11月5日 is the last one there was, not the next; None where none is said."""
    found = _DATE.search(heard.text)
    if found is None:
        when = read_time(heard.text, heard.now, heard.facts.calendar)
        return when.start.date() if when.start else None
    try:
        day = date(int(found["year"] or heard.now.year), int(found["month"]), int(found["day"]))
        is_last_years = not found["year"] and day - heard.now.date() > LONG_AHEAD
        return day.replace(year=day.year - 1) if is_last_years else day
    except ValueError:
        return None


def _kind(text: str) -> str:
    """Return the kind that is named; empty for none, and for 三会一课, which is several."""
    found = _KIND.search(text)
    kind = kinds.kind_of(found[0]) if found else ""
    return "" if kind == kinds.ORDINARY else kind
