"""Papers that are asked of several though no template knows them: 收一下各支部的工作总结. Pure."""

from __future__ import annotations

import re

from handlers.campaign.known import Facts
from handlers.campaign.said.topics import Topic
from handlers.campaign.templates import SINGLE

_EACH = r"(?:各|每个?|全体|所有)(?:党?支部|中心|单位|科室|部门|班组"
_PAPER = r"(?:总结|计划|方案|清单|统计表|自查表|报表|名单|照片|材料|报告|台账|信息表|登记表)"
_COLLECTED = re.compile(
    rf"收(?:一?下|一收|齐|集|取|上来)?{_EACH}|党员|人|楼)[^,，。]{{0,4}}?的?(?P<what>[^,，。\s]{{0,8}}?{_PAPER})"
)
#: 各中心年终总结12月18日前交到综合办.
_DUE = re.compile(
    rf"{_EACH})(?:的)?[^,，。\s]{{0,12}}?(?P<what>(?:年终|年度|半年|季度|全年|本年|工作|个人|述职)[^,，。\s]{{0,6}}?{_PAPER})"
    r"[^,，。]{0,14}?(?:交到|交至|交来|交给|上交|报送|报到|报至|报给|提交|交(?=$|[,，。\s]))"
)
#: 请各中心于12月5日前将年度计划报送综合办.
_SENT = re.compile(
    rf"{_EACH})[^。]{{0,24}}?(?:将|把)(?P<what>[^,，。\s]{{2,16}}?{_PAPER})(?:报送|上报|提交|报至|报给|交至|交到|送至|报)"
)
#: 请各支部12月15日前报先进典型材料.
_HANDED = re.compile(
    rf"(?:^|请|要求){_EACH})[^。提通]{{0,20}}?(?:报送|上报|提交|上交|交|报)(?P<what>[^,，。\s]{{2,10}}?{_PAPER})(?=$|[,，。\s])"
)


def collected_topic(text: str, facts: Facts) -> Topic | None:
    """Return what is collected as the topic of a single collection; None where nothing is."""
    found = _COLLECTED.search(text) or _SENT.search(text) or _DUE.search(text) or _HANDED.search(text)
    if found is None:
        return None
    single = next((one for one in facts.templates if one.name == SINGLE), None)
    return Topic(single, None, found["what"])
