"""What is asked of tasks: how they stand, which are overdue, the monthly 通报, the ledger. Pure.

Questions about the rules (督办怎么销号) are the policies', not these.
"""

from __future__ import annotations

import re
from datetime import datetime

from bot.router import Reading
from handlers.task.facts import Facts
from scheduler.when import Kind, read_times

HANDLER = "task"
_RULES = re.compile(
    r"怎么(?:办(?!得|的|到)|做|弄|申请|销号|处理|写|走|用|交办|派|延期|提|报)|如何(?:办|做|"
    r"申请|销号|处理|写|交办|延期|提|报|通报|走|认定)|流程|规定|制度|办法|要求是|什么是|"
    r"是什么意思|是什么|什么叫|多久(?:通报|一次)|谁(?:有权|可以|能)|几天内|需要什么|标准|应该|"
    r"要不要|能不能"
)
_REPORT = re.compile(
    r"(?:督办|交办|任务|督查)(?:工作|事项|任务)?(?:的)?(?:完成)?(?:进展|进度|情况|完成情况|"
    r"办理情况|落实情况)*(?:的)?(?:通报|月报|简报|总结通报)|(?:通报|简报)(?:一下)"
    r"?.{0,8}(?:督办|督查)(?:工作|事项)?(?:的)?(?:进展|情况)?|(?:出|写|拟|起草|做|生成|发)"
    r"(?:个|一?份|一?期|一下)?.{0,8}(?:督办|督查)(?:工作)?(?:进展|情况)?(?:通报|月报|简报)"
)
_OVERDUE = re.compile(
    r"(?:哪些|什么|多少|几个|还有|有没有|目前|现在|看看|查一?下|列出|列一?下)?.{0,4}(?:督办|"
    r"任务|交办|事项)(?:事项|任务|件)?.{0,6}(?:逾期|超期|到期(?:没|未)|过期|没(?:有)?按(?:时|"
    r"期)|未按(?:时|期)|拖(?:着|了)|没(?:有)?完成|未完成|没办完|未办结|没销号|未销号|没办结)"
    r"|(?:逾期|超期|过期|到期未办|未按期完成|未办结|未销号|未完成)(?:的|未办结的?)?(?:督办|任务|交办|事项)"
)
_IS_OPEN = re.compile(r"没(?:有)?完成|未完成|没办完|未办结|没销号|未销号|没办结")
_LEDGER = re.compile(r"(?:督办|任务|督查|交办)(?:工作|事项)?(?:的)?(?:台账|总表|清单表|明细表|一览表|汇总表)")
_GIVEN_BY_ME = re.compile(
    r"我(?:交办|派|布置|安排|督办)(?:出去|下去)?的(?:督办|任务|事项?|工作)?(?:.{0,10})$|我派出去的|我督办的"
)
_MINE = re.compile(
    r"我(?:承办|负责|牵头)的(?:督办|任务|交办|事项)|我的督办|我(?:手(?:上|里|头)|这边)?(?:还)"
    r"?有(?:哪些|什么|几个|多少)(?:督办|交办)"
)
_OVERVIEW = re.compile(
    r"^(?:看(?:一下|看)?|查(?:一下|看|询)?|问一?下|目前|现在|本月|这个月|全部|所有|各单位|"
    r"各中心|汇报一?下)*(?:的)?(?:督办|交办|督查)(?:工作|事项|任务|件)?(?:的)?(?:总体|整体)"
    r"?(?:进展|进度|情况|完成情况|办理情况|落实情况|清单|列表|有哪些|到哪了|怎么样了?|如何了?|"
    r"完成得?(?:怎么样|如何)|办得?(?:怎么样|如何)|呢)*(?:一下|怎么样了?|如何|有哪些|"
    r"是什么情况)?[?？。]?$"
)
_TASKS_OVERVIEW = re.compile(
    r"^(?:各单位|各中心|全部|所有|大家)(?:的)?任务(?:完成|办理|落实|进展|进度)(?:情况|得怎么样了?|怎么样了?)?[?？。]?$"
)
#: A question about one task: 怎么样了, 办到哪了.
ASKS_ONE = re.compile(
    r"怎么样|咋样|如何了?[?？]?$|到哪(?:了|一?步)|什么情况|啥情况|进展(?:如何|情况|到|呢|怎|"
    r"[?？]|$)|进度(?:如何|呢|怎|[?？]|$)|(?:办|弄|做|查|完成|搞)(?:得|的|到|完|好|了)?(?:了)"
    r"?(?:没有?|吗|怎)|什么时候(?:能)?(?:完|好|办)|^情况$|^详情$|^(?:查看|看一下|看看|查一下|"
    r"查询)$|谁(?:在)?(?:办|负责|牵头)|期限|几号(?:到期|前)|结果(?:呢|如何)|有(?:结果|眉目|"
    r"消息)了?(?:吗|没)"
)
URGED = re.compile(
    r"^(?:请|帮(?:我|忙)|麻烦|你|给我|去)*(?:再)?催(?:一下|一催|催|办|促|问)?(?:一下)"
    r"?(?P<what>.{0,20}?(?:督办|任务|交办|排查|整改|检查|落实|方案|的事)).{0,6}$|^(?:督办|"
    r"任务|交办).{0,20}催(?:一下|办|一催|催)$"
)
CLAIMED = re.compile(
    r"申请(?:办结|销号)|(?:督办|交办|任务)(?:事项|件)?.{0,12}(?:已经?|全部|都)(?:完成|办完|"
    r"办好|办结|做完|落实)了?[。!！]?$"
)
PROGRESSED = re.compile(r"^(?:督办|交办|任务)(?:事项|工作)?(?:进展|进度|反馈)[:：]")
_NOT_MINE = re.compile(
    r"会议|例会|考核|考评|承诺书|学习|心得|签到|报修|维修单|隐患|突发|值班|我有(?:哪些|什么)(?:待办|任务)|待办|请示"
)


def read(short: str, now: datetime, facts: Facts) -> list[Reading]:
    """Read a question about several tasks, or the wish for a paper about them."""
    if _NOT_MINE.search(short):
        return []
    if _REPORT.search(short) and not _RULES.search(short):
        return [Reading(HANDLER, "task.report", 0.95, {"period": _period(short, now, facts)})]
    if _RULES.search(short):
        return []
    for pattern, intent, slots in _LISTS:
        if pattern.search(short):
            what = "open" if slots == "overdue" and _IS_OPEN.search(short) else slots
            return [Reading(HANDLER, intent, 0.93, {"what": what})]
    return []


_LISTS = (
    (_LEDGER, "task.ledger", "ledger"),
    (_OVERDUE, "task.query", "overdue"),
    (_GIVEN_BY_ME, "task.query", "given"),
    (_MINE, "task.query", "mine"),
    (_OVERVIEW, "task.query", "open"),
    (_TASKS_OVERVIEW, "task.query", "open"),
)


def _period(short: str, now: datetime, facts: Facts) -> str:
    """Return the month a text means: 本月, 上月, 10月; the current one where it names none. As 2026-11."""
    times = read_times(short, now, facts.calendar)
    first = next((one.start for one in times if one.start and one.kind in (Kind.SPAN, Kind.POINT)), None) or now
    if first > now:  # a month that is yet to come was meant as the last one of its name
        first = first.replace(year=first.year - 1)
    return f"{first:%Y-%m}"
