"""Where a gathering is: 三楼, 306室, 科学馆207, 二楼会议室, 线上. Pure."""

from __future__ import annotations

import re

LONGEST = 30

_ROOMS = (
    r"会议室|会议厅|会议中心|报告厅|礼堂|活动室|活动中心|多功能厅|接待室|教室|办公室|值班室|学习室|党员之家"
    r"|会客室|阅览室|调度室|训练场|操场"
)
_NUMERAL = r"[一二三四五六七八九十两\d]{1,3}"
_ENDS = (
    rf"(?:{_ROOMS})(?:[一二三四五六]号?|\d{{1,4}}(?:室|号)?)?|(?:楼|馆|堂|厅|区|座|栋|院|中心|科|部|校区|校)[A-Z]?\d{{2,4}}(?:室|房间|房|号)?|"
    rf"{_NUMERAL}(?:号)?楼(?:{_NUMERAL}[楼层])?\d{{0,4}}(?:室)?|{_NUMERAL}层|[A-Z]?\d{{3,4}}(?:室|房间|房|号)|[A-Z]座?\d{{3,4}}|食堂|科学馆|图书馆|体育馆|办公楼|行政楼|主楼|值班室"
)
_ONLINE = re.compile(
    r"(?:用|在|通过)?(?P<name>腾讯会议|钉钉会议|企业微信会议|视频会议|线上|网上|云会议)"
    r"(?:号?[:：]?\s*(?P<number>[\d\- ]{6,16}))?(?:上|里)?(?:召开|举行|开|参加|进行)?"
)
_LED = re.compile(
    rf"(?:(?:地点|会场|地址)(?:改)?(?:在|到|于)?|(?:在|到|去|于|赴|来))(?P<place>[^\s,，。;；:：到在]{{0,14}}?(?:{_ENDS}))"
    r"(?:里|内|那边|这边|那里)?(?=了|召?开|举行|举办|集合|碰|进行|参加|开会|准时|见|[\s,，。;；、]|吧|$|一下|不见)"
)
_TO_ROOM = re.compile(r"(?:在|到|去|于)(?P<place>[A-Z]?\d{3,4})(?:室|房间?)?(?=召?开|集合|碰|见|开会|$|[\s,，。;；])")
_BARE = re.compile(rf"(?<![一-龥A-Za-z\d])(?P<place>[一-龥A-Za-z\d]{{0,12}}?(?:{_ENDS}))(?![一-龥\d])")
_INSIDE = re.compile(
    rf"(?P<place>(?:[一-龥]{{2,4}}(?:楼|馆|区|部))?(?:{_NUMERAL}[楼层])?[一二三四五六大小东西南北中]?(?:{_ROOMS})\d{{0,4}})"
)
_FLOOR = re.compile(rf"(?P<place>{_NUMERAL}楼\d{{0,4}}|\d{{3,4}}室)(?=召?开)")
_NUMBER = re.compile(r"(?:^|[\s,，。;；])(?P<place>[A-Z]?\d{3,4})(?=$|[\s,，。;；])")
_NOT = re.compile(
    r"主任|书记|科长|部长|各|全体|大家|通知|提醒|例会$|主持|点|今天|明天|周[一二三四五六日]|以上|参加|检查|漏水"
)


def read_place(text: str) -> tuple[str, str]:
    """Read where it is. Returns the place, empty where none is said, and the text without it."""
    for pattern in (_LED, _TO_ROOM, _BARE, _FLOOR, _INSIDE, _NUMBER):
        for found in pattern.finditer(text):
            place = re.sub(r"^(?:在|到|去)?(?:我们这?|咱们?)?", "", found["place"].strip())
            if place and len(place) <= LONGEST and not _NOT.search(place):
                return place.upper(), _without(text, found)
    if online := _ONLINE.search(text):
        number = (online["number"] or "").strip()
        name = "线上" if online["name"] == "网上" else online["name"]
        rest = text if name == "视频会议" else _without(text, online)
        return f"{name} {number}".strip(), rest
    return "", text


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()].rstrip(' ,，、')} {text[found.end() :].lstrip(' ,，、')}".strip()
