"""The words for what happens to a ticket, and of which tickets their sender may say them without naming one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.ticket.facts import Known
from handlers.ticket.matter import Stage

Fits = Callable[[Known], bool]


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that may be said. pattern, never: in a squeezed, folded text without the number."""

    intent: str
    pattern: re.Pattern[str]
    fits: Fits
    never: re.Pattern[str] | None = None

    def is_in(self, short: str) -> bool:
        """Whether it is said in a text."""
        return self.pattern.search(short) is not None and not (self.never and self.never.search(short))


def by_unit(one: Known) -> bool:
    """Whether the sender sees to it."""
    return one.is_worker and one.is_open


def waits(one: Known) -> bool:
    """Whether it waits for the sender's answer."""
    return one.is_worker and one.stage is Stage.WAITING


def awaits_somebody(one: Known) -> bool:
    """Whether the sender may say that he is there."""
    return one.is_worker and one.stage in (Stage.WAITING, Stage.TAKEN, Stage.HELD)


def is_dated(one: Known) -> bool:
    """Whether it has a day the sender may set."""
    return (one.is_worker or one.is_line) and one.is_open and not one.is_repair


def is_looked_at(one: Known) -> bool:
    """Whether the sender looks at what was put right."""
    return one.is_line and one.stage is Stage.DONE and not one.is_repair


def by_reporter(one: Known) -> bool:
    """Whether the sender reported it and it is open."""
    return one.is_reporter and one.is_open


def may_cancel(one: Known) -> bool:
    """Whether its reporter may say that nobody need come, or that it is mended."""
    return one.is_reporter and (one.is_open or (one.is_repair and one.stage is Stage.DONE))


def is_mended(one: Known) -> bool:
    """Whether its reporter may say 满意."""
    return one.is_reporter and one.is_repair and one.stage is Stage.DONE


def was_mended(one: Known) -> bool:
    """Whether its reporter may say that it is broken again."""
    return one.is_reporter and one.is_repair and one.stage in (Stage.DONE, Stage.CLOSED)


def concerns(one: Known) -> bool:
    """Whether the sender has to do with it."""
    return one.is_reporter or one.is_worker or one.is_line


def _of(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts))


_ASKED = r"[?？吗么]|没有?(?:修|整|处理|弄|完|好|到)|还没|尚未|未(?:修|整|完|到|处)|什么时候|多久|几时|何时|怎么|谁"
_ASKS = re.compile(r"[?？吗]|什么|多久|怎么")
_NOT_DONE = re.compile(_ASKED)
_NOT_YET = _of(_ASKED, r"(?:马上|快|即将|就|准备|预计|大概|要|才|能)(?:要|能|会)?(?:到|修好|完成|好了)")
_DAY = (
    r"(?:(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个)?(?:天|日|周|星期|礼拜|月)(?:之?内|以内)?|今天|明天|后天|月底|"
    r"下?(?:这|本)?(?:周|星期|礼拜)[一二三四五六日天]|(?:\d{1,2}月)?\d{1,2}[日号])"
)

#: In the order they are tried; the first that fits a ticket is taken.
WORDS = (
    Word(
        "ticket.refuse",
        _of(r"不合格|没整改(?:好|到位|完)|整改不到位|不到位|重新整改|继续整改|退回整改"),
        is_looked_at,
    ),
    Word(
        "ticket.close",
        _of(r"销号|(?:验收|复查|检查)(?:已?通过|合格|没问题)", r"^(?:已)?(?:合格|通过)[。.]?$|同意销"),
        is_looked_at,
        _NOT_DONE,
    ),
    Word(
        "ticket.due",
        _of(
            rf"{_DAY}(?:之?前|以前|前)?(?:要|须|必须|务必)?(?:整改|完成|改完|改好|办完|搞定|弄好)",
            r"(?:整改)?期限|限期|延期到",
        ),
        is_dated,
        _ASKS,
    ),
    Word(
        "ticket.turn",
        _of(r"(?:转|升级?|改|按)(?:为|成|到|入|报)?(?:突发|应急)(?:事件|情况)?"),
        by_unit,
        _ASKS,
    ),
    Word(
        "ticket.move",
        _of(
            r"退回|(?:不归|不是|不属于|不该)(?:我们|本单位|我处|我科|我中心)|派错",
            r"转(?:给|到|交|派)?[^,，。]{0,12}(?:中心|科|部|处|办|公司|班|队)",
        ),
        by_unit,
        _ASKS,
    ),
    Word(
        "ticket.hold",
        _of(
            r"挂起|暂停|暂缓|缺(?:配件|零件|材料|货)|没(?:有)?(?:配件|零件|材料|货)|(?:订|采购|买)(?:了)?(?:配件|零件|材料)",
            r"(?:要|得|需要?|在)?等(?:配件|零件|材料|备件|货|厂家|采购|审批|停[电水]|换季|放假|放学|老师|学生|钥匙)",
            r"暂时(?:修|弄|处理)不了|(?:敲门)?没人(?:开门|在)",
        ),
        by_unit,
        _ASKS,
    ),
    Word(
        "ticket.send",
        _of(
            r"^(?:已?派|派单给|转给|交给|让|请|安排|由)(?P<name>[^\s,，。\d去来修人]{2,4}?)"
            r"(?:马上|先)?(?:去|来|上门|修|处理|看|负责|办|$)"
        ),
        by_unit,
        _ASKS,
    ),
    Word(
        "ticket.done",
        _of(
            r"(?:修|弄|换|装|通|补|焊|接|改|处理|维修|疏通|更换|清理|拆除|恢复|加固)(?:好|完|完毕|完成|到位|过)了?|修复",
            r"已(?:经)?(?:修|换|整改|处理|疏通|更换|恢复|清理|解决|完工)|解决了|完工|搞定|^(?:已)?完成了?$",
            r"换了新|可以用了|能用了",
        ),
        by_unit,
        _NOT_YET,
    ),
    Word(
        "ticket.arrived",
        _of(r"(?:^|[,，。了])(?:我们?|人|师傅|已经?|刚|都)*(?:到了|到场|已到|到现场|到达|上门了|在现场|到门口|进门)"),
        awaits_somebody,
        _NOT_YET,
    ),
    Word(
        "ticket.take",
        _of(
            r"^(?:好的?[,，]?)?(?:已?收到|收悉|已?接单|(?:我|我们|已|这单)?接(?:单|了|到)|已?响应|已?受理|知道了|"
            r"马上(?:去|来|安排|处理|过去|到|派人)?|这就(?:去|来|安排)|(?:已?安排|派)(?:人|师傅)?(?:去|过去|上门|处理|了)*|"
            r"我(?:们)?(?:来|去)(?:修|处理|看看?)?|1)了?[。.!]?(?:$|[,，])"
        ),
        waits,
        _ASKS,
    ),
    Word(
        "ticket.rework",
        _of(
            r"不满意|(?:没|未|没有)(?:修|弄|处理|换)(?:好|完|到位)|还是(?:坏|不|漏|堵|没|老样子|一样)",
            r"又(?:坏|不|堵|漏|掉|松|停|没|跳)|返修|重(?:新)?修|修了(?:也|还|跟)|白修",
        ),
        was_mended,
    ),
    Word(
        "ticket.satisfied",
        _of(
            r"^(?:非常|很|挺|比较|十分)?满意|^好评|修(?:得|的)(?:很|挺|真|不错)|已?验收|确认(?:修好|完成)",
            r"^(?:可以了|没问题了?|能用了|好用了?|好了|修好了)[,，。谢]*",
        ),
        is_mended,
        _ASKS,
    ),
    Word(
        "ticket.cancel",
        _of(
            r"取消(?:报修|维修|这?个?单子?|了|吧|$)|不用(?:修|来|处理|派人|上门)了?|不(?:修|报)了",
            r"撤(?:单|销报修|回报修|销)|报错了|自己(?:修|弄|处理|换)好|没事了",
            r"^(?:已经?|自己|我自己|现在|又)*(?:修|弄|处理)?好了[。,，]?(?:谢谢)?$",
        ),
        may_cancel,
        _of(r"[?？吗]|没(?:有)?(?:修|弄)"),
    ),
    Word(
        "ticket.urge",
        _of(
            r"催(?:办|一下|单|促|催)|(?:怎么|为什么|咋)?(?:还|一直|都)(?:没有?|不)(?:人|见人)?(?:来|修|处理|动静|整改|到|弄)",
            r"没人(?:来|管|修|处理)|等(?:了)?(?:半天|很久|好久|一天|几天|\d)|快点|抓紧|尽快来",
            r"(?:什么时候|几点|多久|啥时候?|何时)(?:才)?(?:能|会|可以)?(?:来|修|好|处理|到|整改)",
        ),
        by_reporter,
    ),
    Word(
        "ticket.query",
        _of(
            r"(?:修|处理|办|整改|弄)(?:得|的)?(?:怎么样|咋样|到哪|如何|好了?[吗没]|了[吗没]|完了?[吗没])|进度|进展",
            r"(?:报修|隐患|单子?)(?:怎么样|到哪|情况|状态)|有人(?:来|修|处理)[吗没]|到哪(?:一步|了)",
        ),
        concerns,
    ),
    Word(
        "ticket.add",
        _of(r"^(?:补充|另外|更正)|(?:联系)?电话(?:是|为|[:：])?\d|房间号(?:是)?"),
        by_reporter,
        _ASKS,
    ),
)
