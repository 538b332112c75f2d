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
REPORT, LIST = "task.report", "task.list"
_RULES = re.compile(
    r"怎么(?:办(?!得|的|到)|做|弄|申请|销号|处理|写|走|用|交办|派|延期|提|报)|如何(?:办|做|"
    r"申请|销号|处理|写|交办|延期|提|报|通报|走|认定)|流程|规定|制度|办法|要求是|什么是|"
    r"是什么意思|是什么|什么叫|多久(?:通报|一次)|谁(?:有权|可以|能)|几天内|需要什么|标准|应该|"
    r"要不要|能不能|(?<![我都])(?:要|需|得)(?!我)[^,，。?？]{1,8}[吗么][?？]?$|会(?:不会)?(?:怎么?样|被|有什么)|后果|处罚|怎么罚|扣分|扣钱|问责|追责|怎么算|算不算"
)
_REPORT = re.compile(
    r"(?:督办|交办|任务|督查)(?:工作|事项|任务)?(?:的)?(?:完成)?(?:进展|进度|情况|完成情况|"
    r"办理情况|落实情况)*(?:的)?(?:写|出|拟|做|弄|发)?(?:成|个|一?份|一期)?(?:通报|月报|简报|总结通报)|(?:通报|简报)(?:一下)"
    r"?.{0,8}(?:督办|督查)(?:工作|事项)?(?:的)?(?:进展|情况)?|(?:出|写|拟|起草|做|生成|发)"
    r"(?:个|一?份|一?期|一下)?.{0,8}(?:督办|督查)(?:工作)?(?:进展|情况)?(?:通报|月报|简报)"
)
_OVERDUE = re.compile(
    r"(?:逾期|超期|过期)(?:没办|未办|没完成|未完成|没办结|没销号)?的?(?:都)?有(?:哪些|哪几个|多少|几个|谁)(?:单位|中心|部门|科室|件|项)?|"
    r"(?:哪些|什么|多少|几个|还有|有没有|目前|现在|看看|查一?下|列出|列一?下)?.{0,4}(?:督办|"
    r"任务|交办|事项)(?:事项|任务|件)?.{0,6}(?:逾期|超期|到期(?:没|未)|过期|没(?:有)?按(?:时|"
    r"期)|未按(?:时|期)|拖(?:着|了)|没(?:有)?完成|未完成|没办完|未办结|没销号|未销号|没办结)"
    r"|(?:哪[些几]|什么|多少|几)[件项个]?(?:事情?|工作)?(?:还|都)?(?:没有?|未)(?:销号|办结)"
    r"|(?:逾期|超期|过期|到期未办|未按期完成|未办结|未销号|未完成)(?:的|未办结的?)?(?:督办|任务|交办|事项)"
)
#: A month's figures: 本月任务完成率, 统计一下上个月交办事项办结情况.
_FIGURES = re.compile(
    r"(?:督办|任务|交办|督查)(?:工作|事项|任务|件)?(?:的)?.{0,4}(?:完成率|办结率|按时率|销号率|逾期率)|"
    r"(?:督办|任务|交办|督查)(?:事项|件)?的?(?:完成|办结|销号)了?(?:几|多少)|"
    r"(?:统计|汇总)(?:一下|下)?.{0,12}(?:督办|任务|交办|督查)(?:工作|事项|任务|件)?.{0,8}(?:情况|数|进展|$)|"
    r"(?:本|这个?|上个?|[\d一二三四五六七八九十]{1,3})月份?(?:的)?(?:督办|交办|督查)(?:工作|事项|任务|件)?.{0,6}(?:完成|办结|办理|落实)(?:情况|得)"
)
_ALL_STAND = re.compile(
    r"^(?:那些)?(?:督办|交办|任务)(?:的事情?|事项)?(?:都|现在|全部)+(?:办|做|弄|进行)?(?:得|的|到)(?:哪|怎么样|咋样|什么程度)"
)
_IS_OPEN = re.compile(r"没(?:有)?完成|未完成|没办完|未办结|没销号|未销号|没办结")
_LEDGER = re.compile(
    r"(?:督办|任务|督查|交办|(?<!隐患)整改)(?:工作|事项)?(?:的)?(?:台账|总表|清单表|明细表|一览表|汇总表)"
)
_GIVEN_BY_ME = re.compile(
    r"我(?:交办|派|布置|安排|督办)(?:出去|下去)?的(?:督办|任务|事项?|工作)?(?:.{0,10})$|我派出去的|我督办的|"
    r"我(?:都)?(?:交办|派|布置|督办)(?:出去|下去)?(?:了|过)?(?:哪些|什么|几[件项个]|多少)(?:督办|任务|事|活|工作)?"
)
_MINE = re.compile(
    r"(?:有没有|有无)(?:派给|交给|交办给)我的(?:督办|任务|交办|事项?)|"
    r"我(?:承办|负责|牵头)的(?:督办|任务|交办|事项)|我的督办|我手(?:上|里|头)的(?:督办|交办|任务)|我(?:手(?:上|里|头)|这边)?(?:还)"
    r"?有(?:哪些|什么|几个|多少)(?:督办|交办)"
)
_OVERVIEW = re.compile(
    r"^(?:给我|帮我|我要)*(?:看(?:一下|看)?|查(?:一下|看|询)?|问一?下|目前|现在|本月|这个月|全部|所有|各单位|"
    r"各中心|汇报一?下)*(?:的)?(?:督办|交办|督查)(?:工作|事项|任务|件)?(?:的)?(?:总体|整体)"
    r"?(?:进展|进度|情况|完成情况|办理情况|落实情况|进度表|情况表|汇总表|清单|列表|有哪些|到哪了|怎么样了?|如何了?|"
    r"完成得?(?:怎么样|如何)|(?:都|全)?办(?:得|的)?(?:怎么样|如何|咋样)|呢)*(?:一下|怎么样了?|如何|有哪些|咋样|"
    r"是什么情况)?[啦呀啊]?[?？。]?$"
)
_TASKS_OVERVIEW = re.compile(
    r"^(?:看看|查一下|问问)?(?:各单位|各中心|各科室|各部门|全部|所有|大家)(?:的)?(?:任务|督办|交办)(?:事项|的事)?"
    r"(?:都|现在|完成|办理|落实|推进|办|做|弄|进展|进度)*(?:情况|(?:得|的)?(?:怎么样|咋样|如何)了?|到哪一?步了?)?"
    r"(?:给我|列|发|出|汇总)?(?:一?个表|一张表|一下)?[?？。]?$"
)
#: A question about one task: 怎么样了, 办到哪了.
ASKS_ONE = re.compile(
    r"怎么样|咋样|如何了?[?？]?$|到哪(?:了|一?步)|什么情况|啥情况|进展(?:如何|情况|到|呢|怎|"
    r"[?？]|$)|进度(?:如何|呢|怎|[?？]|$)|(?:办|弄|做|查|完成|搞)(?:得|的|到|完|好|了)?(?:了)"
    r"?(?:没有?|吗|怎)|什么时候(?:能)?(?:完|好|办)|^情况$|^详情$|^(?:查看|看一下|看看|查一下|"
    r"查询)$|谁(?:在)?(?:办|负责|牵头)|期限|几号(?:到期|前)|结果(?:呢|如何)|有(?:结果|眉目|"
    r"消息)了?(?:吗|没)"
)
_URGED = re.compile(
    r"^(?:请|帮(?:我|忙)|麻烦|你|给我|去)*(?:再)?(?:催(?:一下|一催|催|办|促|问)?|督促)(?:一下)"
    r"?(?P<what>.{0,20}?(?:督办|任务|交办|排查|整改|检查|落实|方案|修订|起草|的事)).{0,6}$|^(?:督办|"
    r"任务|交办).{0,20}催(?:一下|办|一催|催)$"
)
#: 供暖那个事怎么还没动静 催催老孙: why it is asked for stands before. 问问老孙那件事办得怎么样了 催一催.
_URGED_BEHIND = re.compile(
    r"^(?:问问|问一?下|看看)(?P<asked>.{2,24}?)(?:办|弄|做|落实|整改|进展|推进)(?:得|的|到)?(?:怎么样|咋样|如何|哪了|哪一步)了?[,，]?(?:再)?(?:催|促)|"
    r"^(?P<what>.{2,30}?)(?:怎么)?(?:还没|没)(?:个)?(?:动静|消息|下文|结果|回音|反馈|进展|弄完|办完|完成|办)[,，]?(?:帮我|给我|你)?(?:去|再)?催"
)
_URGED_ALL = re.compile(
    r"(?:(?:没|未)(?:完成|办完|办结|销号)|(?P<late>逾期|超期|过期|到期))(?:没办|未办)?的?(?:督办|任务|交办|事项?|件)*.{0,4}(?:全|都|挨个|统统|逐个|再|给我|帮我)*.{0,3}催|"
    r"催.{0,3}(?:一下|一遍|办)?.{0,4}(?:(?:没|未)(?:完成|办完|办结|销号)|(?P<past>逾期|超期|过期))的?(?:督办|任务|交办|事项?|件|单位)*(?:吧|一遍|一下)?$|"
    r"(?:督办|任务|交办)(?:事项)?(?:全部|全|都|挨个|统统|逐个)(?:再|给我)?催|"
    r"^@?(?:各|所有|全体)(?:承办|责任|牵头)?(?:单位|中心|科室|部门).{0,4}(?:督办|交办|任务)(?:的事情?|事项)?.{0,4}(?:抓紧|加快)"
)
_NO_TASK = re.compile(r"报修|修|水龙头|师傅|维保|外卖|快递|菜|饭|缴费|交费|考核|承诺书|自评|材料|请示|收到")
_AROUND_URGE = re.compile(
    r"催(?:一下|一催|催|办|促|问)?|督促|抓紧|加快|一下|那个|这个|那件|这件|请|帮我|麻烦|督办|任务|交办|事项?|办|的|吧|再|"
    r"推进|进度|落实|[,，。!！]"
)
#: A question of how something given stands, of whoever it was given to: 问问物业中心充电桩整改到哪一步了.
STANDS = re.compile(
    r"^(?:问问|问一?下|看看|查一?下|了解一?下)?.{0,16}(?:督办|任务|交办|整改|排查|落实)(?:的事|事项|工作)?.{0,6}"
    r"(?:到哪(?:了|一?步)|办得怎么样|怎么样了|咋样了|什么进展|进展如何|有结果)"
)
DECIDED = re.compile(r"(?:同意|准予|可以)(?:办结|销号|延期)[了吧。.]*")
CLAIMED = re.compile(
    r"申请(?:办结|销号)|(?:督办|交办|任务)(?:事项|件)?.{0,12}(?:已经?|全部|都)(?:完成|办完|"
    r"办好|办结|做完|落实)了?[。!！]?$"
)
PROGRESSED = re.compile(r"^(?:督办|交办|任务)(?:事项|工作)?(?:进展|进度|反馈)[:：]")
_NOT_MINE = re.compile(
    r"(?:有没有|有无)(?:派给|交给|交办给)我的(?:督办|任务|交办|事项?)|"
    r"会议|例会|考核|考评|承诺书|学习|心得|签到|报修|维修单|隐患|突发|值班|我有(?:哪些|什么)(?:待办|任务)|待办|请示"
)


def read(short: str, now: datetime, facts: Facts) -> list[Reading]:
    """Read a question about several tasks, or the wish for a paper about them."""
    if _NOT_MINE.search(short):
        return []
    if _REPORT.search(short) and not _RULES.search(short):
        return [Reading(HANDLER, REPORT, 0.95, {"period": _period(short, now, facts)})]
    return [] if _RULES.search(short) else _several(short, now, facts)


def _several(short: str, now: datetime, facts: Facts) -> list[Reading]:
    if _URGED_ALL.search(short):
        return urged(short, is_named=False)
    if _FIGURES.search(short):
        return [Reading(HANDLER, REPORT, 0.93, {"period": _period(short, now, facts)})]
    for pattern, intent, slots in _LISTS:
        if pattern.search(short):
            what = "open" if slots == "overdue" and _IS_OPEN.search(short) else slots
            whose = {"who": "self"} if intent == LIST else {}
            return [Reading(HANDLER, intent, 0.93, {**whose, "what": what})]
    return []


_LISTS = (
    (_LEDGER, "task.ledger", "ledger"),
    (_OVERDUE, REPORT, "overdue"),
    (_GIVEN_BY_ME, LIST, "given"),
    (_MINE, LIST, "mine"),
    (_OVERVIEW, REPORT, "open"),
    (_TASKS_OVERVIEW, REPORT, "open"),
    (_ALL_STAND, REPORT, "open"),
)


def urged(short: str, *, is_named: bool) -> list[Reading]:
    """Read that tasks are asked for: all of them, or one in words that name none the sender gave (the act asks).

    is_named: whether they name one he gave; then only all are read here.
    """
    if found := _URGED_ALL.search(short):
        is_late = bool(found["late"] or found["past"])
        return [Reading(HANDLER, "task.urge", 0.9, {"all": "overdue" if is_late else "open"})]
    if is_named or _NO_TASK.search(short):
        return []
    if found := _URGED_BEHIND.search(short) or _URGED.search(short):
        about = found.groupdict().get("asked") or found["what"] or short
        return [Reading(HANDLER, "task.urge", 0.86, {"text": short})] if len(_AROUND_URGE.sub("", about)) > 1 else []
    return []


def _period(short: str, now: datetime, facts: Facts) -> str:
    """Return the month a text means: 本月, 上月, 10月; the current one where it names none. As 2026-11."""
    times = read_times(short, now, facts.calendar)
    first = next((one.start for one in times if one.start and one.kind in (Kind.SPAN, Kind.POINT)), None) or now
    if first > now:  # a month that is yet to come was meant as the last one of its name
        first = first.replace(year=first.year - 1)
    return f"{first:%Y-%m}"
