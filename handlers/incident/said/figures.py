"""What somebody wants out of the ledger: how one incident went, figures of many, the card for the wall. Pure."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.incident.facts import HANDLER, Facts
from handlers.incident.said.which import which, without_numbers

_ASKS_FOR = (
    r"(?:请|把|帮我|给我|我要|我想|要|想|查|看|导出|生成|打印|下载|发我|发给我|一?下|的|[这那][件起个次]|本[件次]|突发|事件|"
    r"处置|应急|完整|全部|整个|[\s,，。])*"
)
_WANTED = r"(?:全?过程(?:记录)?|时间[线轴]|处置(?:经过|过程|记录)|事件经过|过程表)"
_AS_WHAT = (
    r"(?:的|记录|表格?|文档|文件|电子表|word|excel|xlsx|docx|导出|打印|发我|发给我|给我|一下|一份|出来|成|为|用|要|吧|谢谢|"
    r"[\s,，。()])*"
)
_COURSE = re.compile(_ASKS_FOR + _WANTED + _AS_WHAT)
_EXPORT = re.compile(r"(?:请|帮我|把)*\s*导出" + _AS_WHAT)
_AS_TABLE = re.compile(r"表格|电子表|过程表|excel|xlsx")
_STATISTICS = re.compile(
    r"(?:突发事件|应急事件|事件|火情|险情|突发情况|演练)[^。！？]{0,8}?(?:统计|汇总|分析表|多少起|几起|次数|"
    r"数量)|统计[^。！？]{0,10}?(?:突发事件|事件|险情|演练)"
)
_OF_THE_RULES = re.compile(r"制度|规定|办法|要求")
_CARD = re.compile(r"应急(?:处置)?卡|明白卡|应急联系卡|值班应急卡")
SURE, LONGEST = 0.95, 60


def figures(folded: str, facts: Facts, text: str, quote: str) -> list[Reading]:
    """Read what is wanted, with the incident that is meant where one is."""
    meant = which(text, quote, (*facts.open, *facts.recently_closed), lambda one: one.is_of_sender)
    said = without_numbers(folded)
    if len(said) <= LONGEST and (_COURSE.fullmatch(said) or (meant.is_named and _EXPORT.fullmatch(said))):
        number = meant.number if meant.is_named else ""
        slots = {"number": number, "form": "table" if _AS_TABLE.search(said) else "paper", "text": text}
        return [Reading(HANDLER, "incident.timeline", SURE, slots)]
    if _CARD.search(folded):
        return [Reading(HANDLER, "incident.card", 0.9, {"text": text})]
    if _STATISTICS.search(folded) and not _OF_THE_RULES.search(folded):
        return [Reading(HANDLER, "incident.statistics", 0.9, {"text": text})]
    return []
