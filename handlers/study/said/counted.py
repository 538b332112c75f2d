"""What is said of questions for numbers, ledgers and lists over a span of time, and of one's own attendance. Pure.

What a rule says of attendance (怎么算, 考勤制度) is asked of the policies; a study at hand is asked of in `running`.
"""

from __future__ import annotations

import re
from datetime import date

from bot.router import Reading
from handlers.study.said.heard import Heard
from handlers.study.said.spans import day_in, names_span, number_of, slots_of
from handlers.study.studies import CLOSED, OPEN
from handlers.study.talk import ABSENT, EXPORT, HANDLER, SELF, STATS

SURE, LIKELY, FAIR = 0.98, 0.95, 0.88
LONGEST = 80

_POLICY = re.compile(
    r"(?<!没)怎么(?!样)|如何|咋(?!样)|制度|办法|规定|要求|标准|什么意思|处理|处分|应当|应该|必须|不少于|至少|多久|模板|格式|条件|意义|区别"
    r"|算不算|算(?:是)?(?:缺勤|迟到|出勤|请假|旷)|一年要|每[年月季周]|几[年月]一次|多长时间|是什么|不能|能不能|可以吗|低于|原则|范围|无故|为什么|为啥|凭什么|明明|记错|弄错|搞错|应为|改成|改为"
)
_OTHERS_MATTER = re.compile(
    r"会议(?!室)|例会|督办|报修|突发|事件|值班|隐患|通知|回执|请示|报告(?!会)|材料|考核|评优|通讯录|花名册|年休|"
    r"工资|食堂|餐|热水|停电|停水|计划|方案|安排|民主评议|承诺|打分|心得|讲(?:了|过|的|党课|课)|授课|领学|发言|调研"
)
_STUDY = (
    r"(?:学习|中心组|培训|轮训|党课|党员大?会|支部大会|支委会|党小组会?|主题党日|党日活动|组织生活|专题报告|报告会"
    r"|三会一课|补学|签到)"
)
_ATTENDANCE = r"(?:出勤|考勤|缺勤|缺席|缺课|到课|参学|到会率|参会率|签到率|实到率|出席率|参与率|参训)"
_OF_STUDIES = re.compile(f"{_STUDY}|{_ATTENDANCE}")
_I = (
    r"(?<![给帮发跟让为替和叫请向代送把])(?:我|俺|本人|(?<![每各])个人|自己)"
    r"(?!们|单位|部门|支部|中心|科|处|这边的人|手下|看)"
)
_TIMES = r"(?:几|多少|哪几?|哪些)(?:次|回|场|期|堂|节|趟|人次|个)"
_MISS = r"(?:缺(?:勤|席|课|了|过|的|得)?|没(?:有)?(?:来|去|到|参加|签到?|学|补)|未(?:参加|到|签到?)|落下|漏)(?:了|过)?"
_OWN = re.compile(
    rf"{_I}.{{0,16}}?(?:{_STUDY}(?:的)?(?:情况|记录|档案|考勤|出勤|次数|台账|统计|明细|怎么样|咋样)|{_ATTENDANCE}|{_MISS}.{{0,8}}{_TIMES}|"
    rf"{_TIMES}.{{0,10}}{_MISS}|(?:参加|学|迟到|补签|到|出席|去|上|来|请|公出).{{0,10}}{_TIMES}|(?:还|要|该|需)(?:要|得)?补(?:学|课)|{_TIMES}(?:迟到|公出|补签|请假))"
    rf"|(?:查|看)(?:一?下|看)?{_I}(?:的)?{_STUDY}|{_I}.{{0,8}}{_STUDY}.{{0,6}}(?:缺|全勤|没来|没参加)|{_I}.{{0,8}}全勤"
)
_OWN_IS_SURE = re.compile(
    rf"缺(?:勤|席|课|了|过)|{_STUDY}|{_ATTENDANCE}|没签|补(?:学|签|课)|学[了过]几|迟到|几[次堂节]课|全勤"
)
_SIGNED = re.compile(rf"{_I}.{{0,8}}签(?:到|上|了|成功).{{0,4}}(?:了吗|没有|了没|没$|吗|上没)")
_RATE = re.compile(r"(?:出勤|到会|参会|签到|参学|实到|出席|到课|参与|参训|缺勤|请假)率")
_COUNTED = re.compile(
    rf"{_STUDY}.{{0,6}}(?:多少|几个)人|(?:{_STUDY}|{_ATTENDANCE}).{{0,10}}(?:情况|统计|汇总|数据|次数|人次|总数|怎么样|咋样|如何)|(?:统计|汇总).{{0,16}}(?:{_STUDY}|{_ATTENDANCE})"
)
_HOW_OFTEN = re.compile(
    rf"{_STUDY}.{{0,12}}{_TIMES}|{_TIMES}.{{0,10}}{_STUDY}|(?:支部|中心|科|部).{{0,12}}学(?:习)?(?:了|过)?{_TIMES}"
)
#: How often in a whole year is a number; how often in the period at hand is asked because something is owed.
_LONG = re.compile(r"[今去前本上]年|20\d\d年|半年|年度|[上1-4一二三四](?:个|一)?季度|到.{0,3}月")
_STILL_OWED = re.compile(r"没|未|差|缺|够|完成|达标|应|频次")
_EACH = (
    ("branch", re.compile(r"各(?:个|基层)?(?:党)?(?:总)?支部|每个(?:党)?支部|按(?:党)?支部|哪(?:个|些|几个)支部")),
    ("unit", re.compile(r"(?:各个?|每个|按|哪个|哪些)(?:单位|部门|中心|科室?|班组)")),
    ("person", re.compile(r"每个?人|各人|按人|每位|人均|个人(?:明细|情况)|每名")),
    ("kind", re.compile(r"各类|按类别?|每类|分类|各种")),
    ("month", re.compile(r"各月|每个月|按月|逐月|分月")),
    ("quarter", re.compile(r"各季度?|每个?季度|按季度?|分季度?")),
    ("half", re.compile(r"上下半年|按半年")),
    ("year", re.compile(r"历年|各年|按年|这几年|近几年")),
    ("plan", re.compile(r"各计划|按计划|每个计划")),
)
_WHO = r"(?:谁|哪些人?|哪几[个位]?人?|哪[个位]人?|名单|有没有人|有人|的(?:人|党员|干部|职工)|人员|同志|几个人|多少人)"
_GONE = (
    r"(?:没(?:有)?(?:怎么)?(?:来|到|去|参加|签到?|出席)|未(?:到|来|参加|签到?|出席)|缺(?:勤|席|课|得|的|了|过)"
    r"|不(?:来|参加|到)|旷)"
)
_IN_A_ROW = re.compile(r"(?:连续|连着|接连|一连|连)(?P<number>[两二三四五六2-6])[次回期场]")
_AT_LEAST = re.compile(r"(?P<number>[一两二三四五六七八九1-9])[次回](?:(?:及|或|和)?以上|都?(?:没|未|缺))")
_OFTEN = r"(?:老是|总是|经常|常常|老)(?:不(?:来|参加|到)|缺)"
_ABSENT = re.compile(rf"{_WHO}.{{0,14}}{_GONE}|{_GONE}.{{0,14}}{_WHO}|{_GONE}.{{0,4}}最多|{_OFTEN}")
_GIVE = (
    r"(?:导出|导(?=一|个|下|[出初处除]|份|成)|汇出|下载|生成|打印|打(?=一|份|个|出)|输出|调出|拉(?=一|个|份|出)|发(?=我|给我|一|份|过来)|给我(?!看|说|讲|报)|我要|需要|要(?=一|个|份)|来(?=一份|份)"
    r"|做(?=一|个|份)|整理|出(?=一|个|份)|提供|制作|另存|备份|存档)"
)
_PAPER = (
    r"(?:签到表|签到名单|签到册|签到簿|签到记录|签到结果|签到情况表|点名[表册]|到会名单|参[会学]名单|考勤表?|出勤表?|缺勤表|缺勤名单|未签到?名单|学习(?:台账|档案|记录|统计)表?"
    r"|(?:台账|名册|汇总表|统计表|明细表?|花名册)|三会一课(?:记录|台账)?)"
)
_EXPORT = re.compile(rf"{_GIVE}.{{0,30}}{_PAPER}|{_PAPER}.{{0,12}}(?:{_GIVE}|导出|发我|发过来|打印|下载)")
#: Other matters; what somebody is to do with a sheet, or has done with it.
_NO_EXPORT = re.compile(
    r"计划|方案|安排|督办|报修|突发|事件|值班|隐患|会议|例会|通知|请示|通讯录|讲稿|材料"
    r"|整理[完好]|(?:交|派|转|报|送)给(?!我)|让[^我]|(?:前|之内|内)(?:完成|交|报)"
)
_OF_ONE = ("kinds", "day", "number", "whose", "text")
_SHEET = re.compile(r"签到(?:表|名单|册|簿|记录|结果|情况表)|点名[表册]|到会名单|参[会学]名单|未签到?名单")


_BARE = re.compile(
    rf"(?:{_STUDY}|的)*(?:签到(?:表|名单|册|簿)|点名[表册])|(?:{_STUDY}|{_ATTENDANCE}|的)*(?:考勤|签到|学习|出勤)台账"
)


#: Said alone, it is the sheet of the study at hand.
_BARE_EXPORT = re.compile(r"(?:帮我|请|给我)?(?:导出|导出来|导出表格|导一?下)(?:一下|吧)?(?:EXCEL|表格?)?[。.]?")


def hear_first(heard: Heard) -> Reading | None:
    """Read what no other part may take for its own: a paper, one's own attendance, how often somebody met in a year."""
    text = _plain(heard)
    if not text:
        return None
    today = heard.now.date()
    if _BARE_EXPORT.fullmatch(text) and any(one.is_mine for one in heard.facts.of(OPEN, CLOSED)):
        return Reading(HANDLER, EXPORT, FAIR, {"one": True, "text": text}, label="导出签到表")
    if (found := _exported(text, today, heard)) is not None:
        return found
    if _OTHERS_MATTER.search(text):
        return None
    return _own(text, today) or _surely_counted(text, today)


def _surely_counted(text: str, today: date) -> Reading | None:
    """Read a rate, attendance over a span, or how often a branch met in a year; 上了几次党课 is of who gave them."""
    if _RATE.search(text) or (names_span(text) and re.search(_ATTENDANCE, text)):
        return _absent(text, today) or _counted(text, today)
    if not (_HOW_OFTEN.search(text) and _LONG.search(text)) or _STILL_OWED.search(text):
        return None
    counted = _counted(text, today)
    named = {"by"} if "党课" in text else {"by", "whose"}
    return counted if counted is not None and named & counted.slots.keys() else None


def hear(heard: Heard) -> Reading | None:
    """Read what asks for the numbers of others."""
    text = _plain(heard)
    if not text or _OTHERS_MATTER.search(text):
        return None
    return _absent(text, heard.now.date()) or _counted(text, heard.now.date())


def _plain(heard: Heard) -> str:
    """Return the text, empty where nothing of it is asked here: not said to the assistant, or asking for a rule."""
    text = re.sub(r"\s+", " ", heard.text)
    return "" if heard.is_aside or len(text) > LONGEST or _POLICY.search(text) else text


def _exported(text: str, today: date, heard: Heard) -> Reading | None:
    is_bare = bool(_BARE.fullmatch(text))
    if not is_bare and not _EXPORT.search(text):
        return None
    if not _OF_STUDIES.search(text) and not _SHEET.search(text):
        return None
    if _NO_EXPORT.search(text):
        return None
    if re.search(r"民主评议|考核", text) and not re.search(r"签到|考勤|出勤", text):
        return None
    if is_bare and _SHEET.search(text) and not any(one.is_mine for one in heard.facts.studies):
        return None
    slots = slots_of(text, today)
    if _SHEET.search(text) and not names_span(text):
        slots = {"one": True} | {name: slots[name] for name in _OF_ONE if name in slots}
    elif _SHEET.search(text):
        slots["sheet"] = True
    return Reading(HANDLER, EXPORT, FAIR if is_bare else SURE, slots, label="导出签到表")


def _own(text: str, today: date) -> Reading | None:
    if _SIGNED.search(text):
        day = day_in(text, today)
        return Reading(HANDLER, STATS, LIKELY, {**SELF, "last": True} | ({"day": day.isoformat()} if day else {}))
    bare = re.fullmatch(rf"(?:个人|本人|我的?)(?:{_STUDY}|的)*(?:情况|记录|{_ATTENDANCE}|档案|的)*(?:率|情况)?", text)
    if not (_OWN.search(text) or (bare and _OF_STUDIES.search(text))) or not _OWN_IS_SURE.search(text):
        return None
    slots = slots_of(text, today)
    kept = {name: one for name, one in slots.items() if name not in ("whose", "by")}
    return Reading(HANDLER, STATS, LIKELY, {**SELF, **kept})


def _absent(text: str, today: date) -> Reading | None:
    row, least = _IN_A_ROW.search(text), _AT_LEAST.search(text)
    if not (_ABSENT.search(text) or ((row or least) and re.search(_GONE, text))):
        return None
    if not (row or names_span(text) or least or "最多" in text or re.search(_OFTEN, text)):
        return None
    if not (row or _OF_STUDIES.search(text)):
        return None
    slots = slots_of(text, today)
    slots |= {"row": number_of(row["number"])} if row else {}
    slots |= {"least": number_of(least["number"])} if least and not row else {}
    return Reading(HANDLER, ABSENT, LIKELY, slots)


def _counted(text: str, today: date) -> Reading | None:
    each = next((name for name, pattern in _EACH if pattern.search(text)), "")
    is_rate, often = bool(_RATE.search(text)), bool(_HOW_OFTEN.search(text))
    counted = bool(_COUNTED.search(text)) or (names_span(text) and bool(re.search(_ATTENDANCE, text)))
    if not (is_rate or often or counted):
        return None
    slots = slots_of(text, today)
    if not (is_rate or each or names_span(text) or slots.get("whose")):
        return None
    if re.search(r"(?:要|该|得|还)(?:学|开|上|搞|组织|举行)?.{0,3}(?:几|多少)[次回]", text):
        return None
    slots |= {"by": each} if each else {}
    slots |= {"times": True} if often or "次数" in text else {}
    return Reading(
        HANDLER, STATS, SURE if is_rate or "次数" in text else LIKELY if each or names_span(text) else FAIR, slots
    )
