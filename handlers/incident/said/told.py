"""Who was told: the chief leaders, the departments of the school, somebody by telephone; and what proved true. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.incident.said.persons import SOMEBODY, clock, person_before
from handlers.incident.said.step import Step, is_led, is_to_do

_UP = (
    r"(?:主要领导|校领导|党政主要领导|分管校领导|校办|学校领导|党委书记|部领导|处领导|领导|一把手|校长|书记|部长|处长)"
)
_REPORTED = re.compile(
    rf"(?:已经?|刚刚?|都|我)?(?:电话|口头|当面|书面|微信)?(?:向|跟|给|和|同|"
    rf"对)(?P<to>[^,，。！？\s]{{0,6}}?{_UP}(?:[、和及][^,，。！？\s]{{0,6}}?{_UP})*)(?:电话|口头|当面|"
    rf"书面|也)?(?:打电话)?(?:已经?)?(?:作了?|做了?)?(?:报告|汇报|说|讲|通报|打(?:过|了)?电话|上报|"
    rf"反映)(?:过|完)?了?|"
    rf"(?:已经?|刚刚?|电话|口头){{1,4}}(?:上)?(?:报告|汇报|上报|报)(?:给|至|到|了|"
    rf"过)?(?P<to2>[^,，。！？\s]{{0,6}}?{_UP}(?:[、和及][^,，。！？\s]{{0,6}}?{_UP})*)|(?:上?报告?|"
    rf"汇报)(?:给)?了?(?P<to3>[^,，。！？\s]{{0,6}}?{_UP})了?$|已(?:经)?(?:上报|汇报|报告)了?(?:[,，。!！]|"
    rf"$)|(?P<to4>{_UP})(?:已经?|都)?(?:知道|知晓|知情|了解)(?:了|情况|(?=$|[\s,，。!！]))|"
    rf"(?P<to5>{_UP})(?:那边|那里|那儿)?(?:我|都|已经?)*(?:汇报|报告|说|报)(?:过|完|好)*了"
)
_OFFICE = (
    r"[\u3400-\u9fff]{1,7}?(?:处|部(?!长)|办(?!理|法)|院(?!长)|局|中心|科(?!长)|队(?!长)|公司|所(?!有|以)|委|"
    r"团委|工会|校办|学院|热线)"
)
_INFORMED = re.compile(
    rf"(?:已经?|刚刚?|都|电话|我){{0,4}}(?:通知|告知|联系|知会|通报|对接|沟通|报|协调|打电话给|打给)(?:了|过|给|"
    rf"到)?(?P<to>{_OFFICE}(?:[、和及与,，\s]+{_OFFICE})*)|(?:跟|和|与|向|"
    rf"同)(?P<to2>{_OFFICE}(?:[、和及与]{_OFFICE})*)(?:已经?|都|电话)*(?:沟通|通气|说|联系|通报|打了?招呼|"
    rf"对接|打(?:过|了)电话)(?:好|过|完)?了?|"
    rf"(?P<to3>{_OFFICE}(?:[、和及与,，]{_OFFICE})*)(?:都|也)?(?:已经?)?(?:通知|告知|联系|通报|"
    rf"知会)(?:到位|到|过|好|完)?了?(?=$|[\s,，。!！])"
)
_NOT_INFORMED = re.compile(
    r"(?:请|要不要|需要|需不需要|是否|还没|没有?|未|别|不要|赶紧|快|帮忙|应该?|"
    r"谁)[^,，。！？]{0,3}(?:通知|告知|联系|报告|汇报|上报|沟通|向|跟)|[吗么][?？]?$|[?？]$|马上(?:通知|"
    r"报)|正在"
)
_PARTS = re.compile(r"[\s,，。;；!！]+")
_OFFICES = re.compile(_OFFICE)
_OFFICE_HEAD = re.compile(r"^(?:了|过|给|到|和|与|及|跟|已|都)+")
_CONFIRM = re.compile(
    r"(?:情况|已核实|经核实|核实|确认|核查)?[,，\s]*(?:属实|确有此事|确实(?:是|有|着|漏|停)|是真的|真的)|"
    r"^(?:已)?(?:核实|确认)(?:了|无误|属实)?$|确认(?:上报|事件|为真|是真)"
)
_REACHED = re.compile(
    r"(?P<no>(?:没有?|未|没能)(?:人)?(?:打|接|联系|拨)(?:通|听|到|上)|没(?:有)?人?接(?!到)|没通(?!知|电|水|气)|打不通|"
    r"无人接听?|没人接|不接(?:电话)?|关机|占线|停机|无法接通|联系不上)|(?P<yes>(?:已经?|都|电话)?(?:打通|"
    r"接通|联系上|拨通|通话)(?:了|完)?|电话(?:已经?)?通了|已通(?:电)?话|接了)"
)


def told(text: str) -> Iterator[Step]:
    """Read who was told, reached, and what was found true."""
    if reached := _REACHED.search(text):
        yield Step(
            "incident.reached",
            is_to_do,
            0.96 if reached["yes"] else 0.9,
            {"reached": reached["no"] is None, "for": _whom(text)},
        )
    if _CONFIRM.search(text):
        yield Step("incident.confirm", is_led, 0.9, {})
    text = " ".join(part for part in _PARTS.split(text) if not _NOT_INFORMED.search(part))
    if up := _REPORTED.search(text):
        to = next((value for name, value in up.groupdict().items() if value), "")
        yield Step(
            "incident.reported_up",
            is_led,
            0.94,
            {"to": to, "for": person_before(text, r"已?(?:向|报告|汇报)"), "at": clock(text)},
        )
    if informed := _INFORMED.search(text):
        said = next((value for value in informed.groupdict().values() if value), "")
        offices = [_OFFICE_HEAD.sub("", one) for one in _OFFICES.findall(said)]
        offices = [one for one in offices if one]
        if offices:
            yield Step("incident.notified_dept", is_led, 0.94, {"departments": offices, "at": clock(text)})


def _whom(text: str) -> str:
    found = re.search(
        rf"(?:^|[\s,，。:：给])(?P<who>{SOMEBODY.pattern})(?=的?电话|已|没|未|打|不|关|接|无|占|联系|\s|$|[,，])", text
    )
    return found["who"] if found else ""
