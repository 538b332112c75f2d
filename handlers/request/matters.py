"""重大事项清单: which matters want a 请示, which of them are 三重一大, and what such a one should have behind it.

The office edits the list as a table; without one the defaults hold. It is said once and holds nothing up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.store.office_settings import value_of
from handlers.request.rows import request_matters
from handlers.request.settings import LARGE_SUM
from knowledge.text import fold, numeral, squeeze

CHECKLIST = ("调研", "专家论证", "征求意见", "合规审查", "集体讨论", "会议记录")
MAJOR = "三重一大"
MONEY = "大额度资金使用"
_SUM = re.compile(r"(?P<sum>\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)\s*(?P<unit>万|百万|千万)元?")
_TIMES = {"万": 1, "百万": 100, "千万": 1000}


@dataclass(frozen=True, slots=True)
class Matter:
    """One entry. words: how people say it. checklist: what should have been done before it is decided."""

    name: str
    words: tuple[str, ...]
    is_major: bool
    checklist: tuple[str, ...] = ()


DEFAULTS = (
    Matter("重大决策", ("发展规划", "年度预算", "改革方案", "制度制定", "制度修订", "机构调整"), True, CHECKLIST),
    Matter("重要人事任免", ("任免", "选拔", "聘任", "提拔", "岗位调整", "推荐人选"), True, CHECKLIST),
    Matter("重大项目安排", ("基建", "大修", "改造工程", "招标", "对外合作", "承包经营", "外包"), True, CHECKLIST),
    Matter(MONEY, ("大额资金", "追加预算", "预算外"), True, CHECKLIST),
    Matter("停水停电停气", ("停水", "停电", "停气", "停暖"), False),
    Matter("资产处置", ("资产处置", "报废", "资产调拨"), False),
    Matter("对外发布信息", ("媒体", "采访", "对外发布", "新闻稿"), False),
    Matter("合同变更", ("合同变更", "解除合同", "续签合同"), False),
)


def matters(connection: Connection) -> tuple[Matter, ...]:
    """Return the list as it holds: the office's own where there is one, else the defaults."""
    rows = connection.execute(select(request_matters).order_by(request_matters.c.id)).all()
    own = tuple(Matter(row.name, tuple(row.words), row.is_major, tuple(row.checklist)) for row in rows)
    return own or DEFAULTS


def matter_of(connection: Connection, text: str) -> Matter | None:
    """Return the entry a text falls under, those of 三重一大 first; None where it falls under none."""
    known, said = matters(connection), squeeze(fold(text))
    named = [one for one in known if any(fold(word) in said for word in one.words)]
    if MAJOR in said or largest_sum(said) >= value_of(connection, LARGE_SUM):
        money = next((one for one in known if one.name == MONEY), None)
        named.append(money or Matter(MONEY, (), is_major=True, checklist=CHECKLIST))
    return min(named, key=lambda one: not one.is_major, default=None)


def largest_sum(text: str) -> float:
    """Return the largest sum of money in a text, in 万元; 0 where there is none."""
    sums = [(_number(found["sum"]) * _TIMES[found["unit"]]) for found in _SUM.finditer(text)]
    return max(sums, default=0.0)


def checked(text: str, checklist: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tell which items of a checklist a text speaks of, and which not."""
    done = [item for item in checklist if item in text]
    return done, [item for item in checklist if item not in done]


def _number(text: str) -> float:
    if text[0].isdigit():
        return float(text)
    return float(numeral(text.replace("两", "二")) or 0)
