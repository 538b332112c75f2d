"""What of a question says which days, which kinds and whose, as slots; names are looked up later. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from handlers.study import kinds
from scheduler.period import names_period, period_in, without_period

SHORTEST = 2
_NUMBERS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_BACK = {"今": 0, "昨": 1, "前": 2}
_RELATIVE = re.compile(r"(?P<word>今|昨|前)(?:天|日|晚|早)(?:上午|下午|晚上|早上|上|的)?")
_DAY = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])(?:月|[./-])(?P<day>3[01]|[12]\d|0?[1-9])[日号]?(?!\d|月|季|次|人|[-至到])"
)
_WEEKDAY = re.compile(r"(?P<last>上)?(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_NUMBER = re.compile(r"〔?XX-0*(?P<id>\d{1,9})〕?", re.IGNORECASE)
_THREE_AND_ONE = (kinds.GENERAL, kinds.COMMITTEE, kinds.GROUP, kinds.LESSON)
#: What is no name: verbs of asking, what is asked for, and what holds a sentence together.
_NO_NAME = re.compile(
    r"三会一课|理论学习|政治学习|业务学习|集中学习|支部学习|学习|中心组|干部培训|培训|轮训|微?党课|(?:支部)?党员大?会|支部大会|支委会|支部委员会|党小组会|主题党日(?:活动)?|党日活动|组织生活会?|专题报告会?|报告会|补学"
    r"|签到|签|出勤|考勤|缺勤|缺席|缺课|到课|参学|参训|到会|参会|实到|应到|出席|参与|请假|公出|迟到|线上|补签|旷课?|点名"
    r"|情况表?|统计表?|汇总表?|数据|明细表?|次数|人次|总数|台账|档案|记录|名单|名册|簿|册|表格|表|文件|EXCEL|XLSX?|率|总体|整体|全部门|全部|全体|所有|整个|全员"
    r"|导出来?|下载|生成|打印|输出|调出|制作|整理|提供|备份|存档|发给|发过来|发来|发|给|导|拉|要|做|来|出|帮忙?|麻烦|请|查询?|看看|看|算算?|统计|汇总|列一?下|列出?|告诉"
    r"|各(?:个|基层)?(?:党)?(?:总)?支部|各(?:个)?(?:单位|部门|中心|科室?|班组|类|种|月|季度?|年|计划|人)|每(?:个|一|位|名)?(?:人|支部|单位|部门|中心|类|月|季度|计划)|按(?:党?支部|单位|部门|中心|人|类别?|月|季度?|年|半年|计划)|历年|逐月|人均|分类|分月|分季度"
    r"|哪(?:个|些|几|几个|几位)?(?:支部|单位|部门|中心|人|同志|次|回)?|谁|有没有人?|有人|多少|几(?:次|回|场|期|堂|节|趟|个|人|位)?|什么|怎么样|怎样|咋样|如何"
    r"|连续|连着|接连|一连|[一两二三四五六七八九1-9][次回]|以上|最多|最少|最|老是|总是|经常|常常|老"
    r"|没有?(?:来|到|去|参加|签|出席|补)?|未(?:到|来|参加|签到?|出席)?|不(?:来|参加|到)|缺了?|参加|组织|开展|召开|举行|举办|搞|办|开|学|上|进行|到底"
    r"|我们|咱们?|我|俺|本人|自己|个人|本(?:支部|单位|部门|中心)|同志们?|人员|的人|人|名|成员|干部|大家|都|也|还|就|再|又|是|有|在|把|将|被|和|与|及|或|的|了|过|得|着|吗|呢|吧|啊|呀|哈|嘛|啦|么|那个|这个|那|这|个|份|一下|一份|一个|一|下|次|回|目前|现在|到现在|截至|为止|至今|以来|期间|年度|全年|总共|一共|共|呃|嗯|就是说?|那么|然后|其中|里面?|中|情|况|叫|让|需要|想|知道|XX-?\d*",
    re.IGNORECASE,
)
#: What looks like the name of a place and is a question.
_NO_PLACE = re.compile(r"^[各每按哪本]|有人|没|谁|哪|几|参加|缺|来|签")
_MARKS = re.compile(r"[\s,，。.;；:：、!！?？〔〕（）()“”\"'《》·\-]+")


def slots_of(text: str, today: date) -> dict[str, Any]:
    """Return the slots a question fills: text, since, until, called, kinds, whose, day, number."""
    found: dict[str, Any] = {"text": text}
    if numbered := _NUMBER.search(text):
        found["number"] = int(numbered["id"])
    text = _NUMBER.sub(" ", text)
    if day := day_in(text, today):
        found["day"] = day.isoformat()
    text = _without_day(text)
    if names_period(text):
        period = period_in(text, today)
        found |= {"since": period.since.isoformat(), "until": period.until.isoformat(), "called": period.called}
    if kind := _kinds(text):
        found["kinds"] = list(kind)
    if whose := _whose(text):
        found["whose"] = whose
    return found


def names_span(text: str) -> bool:
    """Whether a text names a span of days, and not a day alone."""
    return names_period(_without_day(text))


def day_in(text: str, today: date) -> date | None:
    """Return the day a text names, the last one of it that is not ahead by much."""
    if found := _RELATIVE.search(text):
        return today - timedelta(days=_BACK[found["word"]])
    if found := _DAY.search(text):
        year = int(found["year"] or today.year)
        try:
            return date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            return None
    if found := _WEEKDAY.search(text):
        wanted = "一二三四五六日".index(found["day"].replace("天", "日"))
        monday = today - timedelta(days=today.weekday() + (7 if found["last"] else 0))
        day = monday + timedelta(days=wanted)
        return day if day <= today or found["last"] else day - timedelta(days=7)
    return None


def number_of(said: str) -> int:
    """Return a small number as it is said: 两, 3."""
    return int(said) if said.isdecimal() else _NUMBERS[said]


def _without_day(text: str) -> str:
    for one in (_RELATIVE, _DAY, _WEEKDAY):
        text = one.sub(" ", text)
    return text


def _kinds(text: str) -> tuple[str, ...]:
    if "三会一课" in text:
        return _THREE_AND_ONE
    kind = kinds.kind_of(text)
    return () if kind == kinds.ORDINARY else (kind,)


def _whose(text: str) -> str:
    """Return the words that may name a branch, a unit, somebody, or a study: what is left of a question."""
    kept = without_period(text)
    for name in re.findall(
        r"[\u4e00-\u9fff]{1,9}?(?:党?总?支部|中心|服务部|综合办|办公室|科|党小组(?!会)|车队|食堂|班)(?!组学|组考|组理|组|学习室)",
        kept,
    ):
        cut = re.sub(r"^.*?(?:查|看|一下|的|各|每|按|个|导出|发|把|给我|年|月)(?=.)", "", name)
        if len(cut) > SHORTEST and not _NO_PLACE.search(cut):
            return cut
    parts = [one for one in _MARKS.split(_NO_NAME.sub(" ", kept)) if len(one) >= SHORTEST]
    return max(parts, key=len, default="")
