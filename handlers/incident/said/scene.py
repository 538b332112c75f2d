"""Who read it, who is on the way, who is there, and whether it is under control. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.incident.said.persons import clock, minutes, person_before
from handlers.incident.said.step import Step, is_going_on, is_to_do, is_unattended, is_unread

_ACK = re.compile(
    r"^(?:好的?[,，\s]*)?(?:已?收到|收悉|知道了|已知悉|已阅|明白|了解|好的?|好嘞|嗯+|行|ok(?:ay|k)?|[\U0001f44c\U0001f44d\U0001f197\U0001fae1]+|我来处理|我(?:马上)?(?:来|"
    r"去)(?:处理)?|1)(?:[,，。!！\s]|了|$)"
)
_HERE = (
    r"(?:我?们?(?:已经?|刚|都)?(?:到|抵达|赶到)(?:了)?(?:现场|场)?(?:了)?|已?到场|已到|人已到|到达(?:现场)?|"
    r"在现场(?:了)?|现场已到|抵达现场|到[^,，。！？\s]{1,8}[楼堂馆室房门院区场栋]了)"
)
_ARRIVED = re.compile(
    rf"(?:^|[\s,，。:：、(（了])(?:已经?|刚|我|我们|人|本人|现在|均|都|\d[\d:：点分]{{0,7}}){{0,5}}{_HERE}(?=$|"
    rf"[\s,，。!！(（、]|了|，)"
)
_NOT_ARRIVED = re.compile(
    r"(?:马上|快|即将|就|准备|还没|没|未|尚未|才能|分钟(?:后|内)?|小时(?:后)?|预计|大概|几点|什么时候|要|"
    r"能|可以|会)[^,，。！？\s]{0,3}(?:到|赶到|抵达)|到不了|到了吗|到没|到了没|谁到"
)
_OTHERS_HERE = re.compile(
    r"(?:维保|消防|救护|120|119|110|警察|民警|医生|校医|抢修|电工|水工|师傅|燃气公司|供电|救援|车|"
    r"家长)[^,，。！？]{0,6}(?:到|来)(?:了|场|达)"
)
_CONTROLLED = re.compile(
    r"(?:已经?|基本|全部|现场|情况|火势|局面|险情|均|都|事态|完全)?(?:得到)?(?:有效)?控制(?:住|"
    r"好)?了?(?=$|[\s,，。!！]|了|住)|控制住了|(?:火|明火)(?:已经?|被|都)*(?:扑)?灭(?:了|掉)?|(?:已)?扑灭|"
    r"险情(?:已)?(?:排除|解除)|处置(?:完毕|完成|好了|结束|完)|(?:已经?|都)?处理(?:完毕|完成|好了?|"
    r"完了?)(?=$|[\s,，。!！])|"
    r"(?:人)?(?:已经?|都|全部)?(?:救出|解救|救出来)(?:来)?了?|已(?:经)?(?:堵住|止住|修复|抢修完|"
    r"恢复(?:供电|供水|供暖|正常|通电|通水))|(?:水|电|暖气?|气)(?:已经?)?来了|恢复(?:供电|供水|供暖|正常|"
    r"通电|通水)了|来电了|来水了|水(?:已经?)?(?:止|堵)住了?|不漏了|^[^,，。！？\s]{0,4}(?:搞定|摆平|弄好|解决|修好)了|^灭了|"
    r"(?:没有?|无)明火了?(?=$|[\s,，。!！])|(?:情况|局面|现场)(?:已经?|基本)*稳定|漏(?:水)?(?:已经?)?(?:止住|堵住)"
)
_NOT_CONTROLLED = re.compile(
    r"(?:没(?!事|人)|未|还没有?|尚未|不好|难以|无法|控制不)[^,，。！？\s]{0,4}(?:控制|灭|处理|恢复|救出|止住|堵住)|"
    r"控制不住|什么时候|何时|尽快|赶紧|[吗么][?？]?$|[?？]"
)
_ON_WAY = re.compile(
    r"在路上|路上了|赶赴|赶往|正在?(?:赶|往|去|过去|路上)|往(?:那|现场|这)[边里儿]?(?:赶|去|走)|马上(?:到|"
    r"来|过去|去|赶到|就到|出发)|立即(?:到|赶|去|前往)|这就(?:去|来|过去|到)|就(?:来|到)了?$|(?:已经?|"
    r"刚)?出发(?:了)?|动身|快到了?|即将到|分钟(?:后|内|左右|就)?(?:能|可以|可)?(?:到|赶到|抵达)|"
    r"预计[^,，。！？]{0,8}(?:到|分钟)|大概[^,，。！？]{0,8}分钟|赶过(?:去|来)|过去(?:了|看看)"
)
_LATE = re.compile(r"晚到|迟到|会议|开会|签到|上课|班车")


def at_scene(text: str) -> Iterator[Step]:
    """Read that somebody is there, and that it is under control."""
    arrived = _ARRIVED.search(text) and not _OTHERS_HERE.search(text) and not _NOT_ARRIVED.search(text)
    about = person_before(text, r"(?:已经?|刚)*(?:到场|到了|到达|抵达|赶到|已到|在现场|到)")
    controlled = _CONTROLLED.search(text) and not _NOT_CONTROLLED.search(text)
    if controlled:
        stages = ["arrived", "controlled"] if arrived or about else ["controlled"]
        yield Step("incident.controlled", is_to_do, 0.96, {"stages": stages, "at": clock(text), "for": about})
    if (arrived or about) and not _NOT_ARRIVED.search(text):
        yield Step(
            "incident.arrived", is_unattended if not about else is_to_do, 0.95, {"for": about, "at": clock(text)}
        )


def acknowledged(text: str) -> Iterator[Step]:
    """Read that it was read, and that somebody is on his way."""
    on_way = _ON_WAY.search(text) and not _LATE.search(text)
    slots = {"minutes": minutes(text)} if on_way else {}
    if _ACK.search(text):
        yield Step("incident.ack", is_unread, 0.95, slots)
    if on_way:
        for_ = person_before(text, r"(?:已经?|正在?)?(?:在路上|赶|出发|往|马上|预计)")
        yield Step("incident.en_route", is_going_on, 0.93, {"minutes": minutes(text), "for": for_})
