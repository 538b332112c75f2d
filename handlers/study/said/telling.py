"""What a message tells before its matter is read: which study is named, what is at hand for its sender. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.study.facts import Known
from handlers.study.said.heard import Heard
from knowledge.text import chinese_marks
from scheduler.when import Grain, Kind, read_time

#: The words by which people call a study.
STUDY = re.compile(
    r"学习(?!强国|资料)|培训|党课|支部(?!书记)|中心组|主题党日|党日活动|组织生活|讲座|报告会|专题|党员大会|支委会|党小组|宣讲|轮训|党会"
)
SOON = timedelta(days=8)
_NUMBER = re.compile(r"[〔\[(]?\s*XX-0*(?P<id>\d{1,7})\s*[〕\])]?", re.IGNORECASE)
_POLITELY = re.compile(
    r"(?:个|一?下|一次|半天|了)?[病事公]?假(?!期|条|日|如|装|的)"
)  # a courtesy was cut off before it
_DAY = re.compile(
    r"昨[天晚儿]|前天|明[天儿]|后天|今[天儿]|(?:上|下|这|本)?(?:周|星期|礼拜)[一二三四五六日天]|\d+月\d+[日号]|\d+[日号]"
)
_IDLE = re.compile(
    r"(?:本次|这次|今天|今儿|今个|明天|明儿|后天|下午|上午|晚上|早上|昨天|(?:下|这|本)?周[一二三四五六日])?的?"
    r"(?:(?:党)?支部)?(?:理论|集中|政治|业务)?(?:学习|培训|党课|组织生活会?|主题党日|讲座|中心组|支部会)(?:的?时候|活动|会)?(?:我|就|，|,)?"
)
_ENDS = re.compile(
    r"^(?:[我俺咱](?!家|妈|爸|爱|老|孩|儿|女|孙|媳|婆|公|们|车|娃|父|母|哥|姐|弟|妹|爷|奶|姥|岳|身)|本人|今天|今儿|今个|明天|下午|上午|因为|由于|特此|领导|"
    r"大概|可能|估计|那个|不好意思|抱歉|报告|[\s,，.。;；:：、!~了哈啊吧哦呢的]|"
    r"得(?=$|[\s,，])|要(?=$|[\s,，])|想(?=$|[\s,，])|申请(?=$|[\s,，]))+|(?:[\s,，.。;；:：、!~]|特此(?:说明|报告|告知)?|谢谢|我$|本人$|申请$)+$"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a message tells. text: without the number of a study; study: that number, 0 where none is said.

    open, planned: those that concern the sender; of a group, those of the group that are open.
    """

    text: str
    study: int
    open: tuple[Known, ...]
    planned: tuple[Known, ...]
    names_study: bool

    @staticmethod
    def of(heard: Heard) -> Told:
        """Read a message."""
        found = _NUMBER.search(heard.text)
        text = _NUMBER.sub(" ", heard.text).strip() if found else heard.text
        text = f"请{text}" if _POLITELY.match(text) else text
        soon = tuple(one for one in heard.facts.planned if one.is_his and one.starts_at - heard.now <= SOON)
        at_hand = heard.facts.open + soon
        titled = any(one.title in text or one.kind in text for one in at_hand)
        planned = () if heard.is_aside else soon
        return Told(
            text, int(found["id"]) if found else 0, heard.facts.open, planned, bool(STUDY.search(text)) or titled
        )

    @property
    def at_hand(self) -> bool:
        """Whether a study is at hand, or is named by its number."""
        return bool(self.open or self.planned or self.study)


def day_of(heard: Heard) -> date | None:
    """Return the day a message names, local."""
    found = _DAY.search(heard.text)
    when = read_time(found.group(), heard.now, heard.facts.calendar) if found else None
    is_day = when is not None and when.kind is Kind.POINT and when.grain is Grain.DAY
    return when.start.date() if when is not None and is_day and when.start is not None else None


def why(rest: str) -> str:
    """Return the reason that is left of a message once its matter is cut out."""
    left = _IDLE.sub(" ", rest)
    for _ in range(3):
        left = _ENDS.sub("", left.strip())
    left = re.sub(r"\s*[,，]\s*(?=[,，。]|$)|\s+(?=[,，。])", "", left)
    return chinese_marks(" ".join(left.split()))[:200]
