"""The page of times: what people say of when, as it is read, and what is asked back."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.calendar import Calendar
from scheduler.when import Grain, Kind, When, read_time
from tests.reference.page import code, page, table

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
INTRODUCTION = """
Read as if it were said on Wednesday 18 November 2026 at 10:00, with the country's calendar alone.
`houqin when --now 2026-11-18T10:00 '明天下午3点'` shows any other. [Why some are asked](../times.md).

A day has no time: it is the whole day. A deadline is the day or the moment until when; a rule is an RRULE of RFC 5545
where that has the words, and a word of our own where the calendar is asked.
"""
RULES = """
| rule | meaning |
| --- | --- |
| `WORKDAY` | every day that is worked |
| `MONTHLY-FIRST-WORKDAY`, `MONTHLY-3-WORKDAY`, `MONTHLY-LAST-WORKDAY`, `MONTHLY-LAST-2-WORKDAY` | the first, third, last, last but one workday of the month; so too `WEEKLY-`, `QUARTERLY-`, `YEARLY-` |
| `LUNAR;BYMONTH=12;BYMONTHDAY=23` | a day of 农历 each year |
| `TERM;BYWEEKNO=8;BYDAY=WE` | a day of a week of teaching, each term |
| `TERM-ODD;BYDAY=WE`, `TERM-EVEN;BYDAY=WE` | 单周, 双周: a day of every other week of teaching |
| `X-TIMES=0900,1530` | several times a day that BYHOUR and BYMINUTE can't say together |
"""  # noqa: E501 — the rows of a table
EXAMPLES = {
    "Points": "明天下午3点|今晚12点|明天3点|周一上午9点|下周日|这周六|20号下午3点|"
    "10号上午9点|12.1下午3点|1月5日|腊月廿三|节后第一个工作日|"
    "本月最后一个周五|三个工作日后|一个半小时后|下五3点|下週一上午九點半",
    "Spans": "下午2点到4点|今晚10点到明早6点|11月25日至27日|12月30日到1月3日|下周|周末|明天上午|五一期间",
    "Deadlines": "本周五18:00前|明天上午前|月底前|三天内|五个工作日内|24小时内|最迟周五|下班前|春节前",
    "Rules": "每天早上8点|每周一三五上午9点|每两周的周三下午3点|每月1号和15号|"
    "每月最后一个周五|每月最后一个工作日|每季度末前5个工作日|每季度第一个月5号|"
    "每年腊月廿三|每个工作日上午8点半|每学期第8周周三|单周周三下午3点|"
    "每天9点和15点半",
    "Asked": "12月中旬|下个月|月初|本周一|9点|明天6点|12月5日（周五）|11月10日|"
    "周末下午3点|2月30号|明天25点|第8周周三|待会儿提醒我",
    "No time": "二号楼三层水管爆了|第十二条|一是加强领导|五一路修路了吗|食堂几点开门|提三点要求|"
    "快一点|24小时值班|国办发〔2025〕7号",
}


def times() -> str:
    """Print the examples with their readings."""
    parts = [f"## {title}\n\n{_table(texts.split('|'))}" for title, texts in EXAMPLES.items()]
    return page("Times", INTRODUCTION, *parts, f"## Rules of our own\n{RULES}")


def _table(texts: list[str]) -> str:
    read = [(text, read_time(text, NOW, Calendar())) for text in texts]
    return table(
        ("said", "kind", "read", "asked"), [(text, when.kind, _said(when), when.question) for text, when in read]
    )


def _said(when: When) -> str:
    if when.kind is Kind.RECUR:
        return code(when.rrule)
    form = "%Y-%m-%d" if when.grain is Grain.DAY else "%Y-%m-%d %H:%M"
    return " – ".join(f"{moment:{form}}" for moment in (when.start, when.end) if moment)
