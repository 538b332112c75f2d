"""Whose trade a fault is, by the words for what is broken, and whether it can wait until the morning. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

WATER, POWER, LIFT, FIRE, HOUSE = "供水", "供电", "电梯", "消防", "物业"

_POWER = (
    r"灯|插座|插排|开关|跳闸|没电|停电|断电|电表|电箱|配电|空调|电?风扇|吊扇|排风扇|换气扇|充电桩|"
    r"电线|电缆|线路|漏电|麻手"
)
_WATER = (
    r"水龙头|龙头|马桶|蹲坑|便池|下水|地漏|洗手[池盆]|洗脸[池盆]|水槽|热水|开水|淋浴|花洒|喷头|水箱|水管|软管|角阀|阀门|"
    r"水表|暖气|没水|停水|断水|漏水|渗水|水压|厕所|卫生间|洗手间"
)
#: In the order they are tried.
_WORDS = ((LIFT, r"电梯"), (POWER, _POWER), (WATER, _WATER))
_FIRE = re.compile(r"消防|灭火器|消火栓|喷淋|烟感|应急灯|疏散|安全出口|防火|逃生|生命通道")
#: Where no table says who runs it, the unit that is usually called so.
_USUALLY = {WATER: "水电", POWER: "水电", LIFT: "物业", FIRE: "物业", HOUSE: "物业"}
_URGENT = re.compile(
    r"没水|停水|断水|没电|停电|断电|跳闸|漏水|渗水|跑水|冒水|往下漏|漏得|冒出来|溢|没暖气|没热水|热水没|电梯|"
    r"锁在(?:里面|外面|屋里|门外)|进不去|漏电|麻手|井盖(?:没|不见|丢)|裸露|要掉|快掉|摇摇欲坠"
)
_DORMITORY = re.compile(r"宿舍|公寓|寝室|学生楼")
_ROOM = re.compile(r"(?<!\d)\d{3,4}(?!\d)|[一二三四五六七八九]0[1-9]")
_NOT_ROOMS = re.compile(
    r"水房|开水|楼道|走廊|大厅|门厅|厕所|卫生间|洗手间|浴室|洗衣|楼顶|天台|门口|楼梯|电梯|外墙|全楼|整栋|整楼|[\d一二三四五六七八九十](?:层|楼)"
)
LONGEST_ITEM = 40


@dataclass(frozen=True, slots=True)
class Trade:
    """Whose a fault is. system: of a building's; empty: nobody's in particular. unit: what it is usually called."""

    system: str = ""
    unit: str = ""


def trade_of(item: str, text: str) -> Trade:
    """Return whose a repair is: by what is broken, else by all that was said."""
    for said in (item, text):
        found = next((system for system, words in _WORDS if re.search(words, said)), "")
        if found:
            return Trade(found, _USUALLY[found])
    return Trade()


def guard_of(item: str, text: str) -> Trade:
    """Return whose a hazard is: what concerns fire is its own trade, all else the keeper's of the building."""
    system = FIRE if _FIRE.search(item) or (not item and _FIRE.search(text)) else HOUSE
    return Trade(system, _USUALLY[system])


def is_urgent(text: str) -> bool:
    """Whether it can't wait until the morning: no water, no power, a leak, a lift."""
    return _URGENT.search(text) is not None


def lacks_room(place: str, names: tuple[str, ...]) -> bool:
    """Whether a dormitory is named without a room or a part of it. names: everything the building is called."""
    is_dormitory = any(_DORMITORY.search(name) for name in (place, *names))
    return is_dormitory and not has_room(place) and not _NOT_ROOMS.search(place)


def has_room(text: str) -> bool:
    """Whether a text names a room by its number."""
    return _ROOM.search(text) is not None
