"""Figures as they are told: eight lines for a telephone, a workbook for the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.documents import Document
from bot.workbooks import Cell, Leaf, workbook_of
from handlers.incident.figures.counted import Figures, Line
from handlers.incident.figures.intervals import Interval, Spread
from scheduler.period import Period

HEAD = "【突发事件统计】{called}（{days}）{scope}"
NONE = "没有突发事件。"
COUNT = "共{count}件，未办结{open}件：{lines}。"
MORE = "等"
MEDIANS = "从上报起，中间值：{first}。"
LATER = "{second}。"
INTERVAL = "{name}{minutes}（{count}件）"
UNKNOWN = "{name}无登记"
DRILLS = "演练{count}次，另计：{lines}。"
ASIDE = "不计入：{lines}。"
SEE = "明细见表格。不含人员姓名，不作排名。"
SCOPE = "，您分管的单位"
MINUTES, HOURS, DAYS = "{number}分钟", "{number}小时", "{number}天"
LONGEST_LIST, AN_HOUR, HOURS_A_DAY = 6, 60, 24

NAME = "突发事件统计{called}"
BY_KIND, BY_UNIT, BY_MONTH, DRILL = "按类型", "按单位", "按月", "演练"
COUNTED, OPEN = "件数", "未办结"
COLUMN_COUNT, COLUMN_MEDIAN, COLUMN_WORST = "{name}有登记件数", "{name}中间值（分钟）", "{name}最长（分钟）"
NOTES = (
    "各项时间都从上报时刻算起，到事情做成的时刻为止；补记的按做成的时刻算，上报前已做成的算0分钟。",
    "收到：分管领导或协管领导收到。到场：应到现场的人到场（一般事件为现场负责人或分管领导，其他为分管领导）。",
    "报告：由人报告主要领导（按本部门设定，任一位或全部）。控制：现场得到控制。没有登记的不算入该项。",
    "误报、转报修、转隐患、已合并的不计入，只在“按类型”表下方列出件数；演练另列一张表。",
    "仅限少数人知悉的类型满5件才单列，不满的并入“其他”。表中没有人员姓名，不作排名。",
)


def told(figures: Figures, period: Period, *, by_unit: bool = False, scope: str = "") -> str:
    """Say figures in at most eight lines."""
    lines = [HEAD.format(called=period.called, days=period.days, scope=scope)]
    if figures.total.count:
        listed = _listed(figures.units if by_unit else figures.kinds)
        lines.append(COUNT.format(count=figures.total.count, open=figures.total.open, lines=listed))
        spoken = [_interval(which, figures.total.spreads[which]) for which in Interval]
        lines.append(MEDIANS.format(first="，".join(spoken[:2])))
        lines.append(LATER.format(second="，".join(spoken[2:])))
    else:
        lines.append(NONE)
    if figures.drill_total.count:
        lines.append(DRILLS.format(count=figures.drill_total.count, lines=_listed(figures.drills)))
    if figures.aside:
        lines.append(ASIDE.format(lines=_aside(figures)))
    return "\n".join([*lines, SEE])


def workbook(figures: Figures, period: Period) -> Document:
    """Write figures as a workbook."""
    aside = [f"{ASIDE.format(lines=_aside(figures))}"] if figures.aside else []
    return workbook_of(
        NAME.format(called=period.called),
        [
            _leaf(BY_KIND, "类型", [*figures.kinds, figures.total], (*aside, period.days, *NOTES)),
            _leaf(BY_UNIT, "单位", [*figures.units, figures.total]),
            _leaf(BY_MONTH, "月份", [*figures.months, figures.total]),
            _leaf(DRILL, "类型", [*figures.drills, figures.drill_total]),
        ],
    )


def _leaf(title: str, named: str, lines: Sequence[Line], notes: Sequence[str] = ()) -> Leaf:
    columns = [one.format(name=which) for which in Interval for one in (COLUMN_COUNT, COLUMN_MEDIAN, COLUMN_WORST)]
    rows = [[line.name, line.count, line.open, *_cells(line)] for line in lines]
    return Leaf(title, (named, COUNTED, OPEN, *columns), rows, (8, 4, 4, *[6] * len(columns)), notes)


def _cells(line: Line) -> Iterator[Cell]:
    for which in Interval:
        known = line.spreads[which]
        yield from (known.count, known.median, known.worst) if known else (0, "", "")


def _listed(lines: Sequence[Line]) -> str:
    listed = "、".join(f"{line.name}{line.count}" for line in lines[:LONGEST_LIST])
    return listed + (MORE if len(lines) > LONGEST_LIST else "")


def _aside(figures: Figures) -> str:
    return "、".join(f"{stage}{count}" for stage, count in figures.aside.items())


def _interval(which: Interval, known: Spread | None) -> str:
    if known is None:
        return UNKNOWN.format(name=which)
    return INTERVAL.format(name=which, minutes=_long(known.median), count=known.count)


def _long(minutes: float) -> str:
    if minutes < AN_HOUR:
        return MINUTES.format(number=f"{minutes:g}")
    if minutes < AN_HOUR * HOURS_A_DAY:
        return HOURS.format(number=f"{minutes / AN_HOUR:.1f}")
    return DAYS.format(number=f"{minutes / AN_HOUR / HOURS_A_DAY:.1f}")
