"""What a gathering is changed to: 例会改到周四下午3点, 推迟一小时, 地点改到207, 加上张三参加. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from knowledge.text import numeral
from scheduler.calendar import Calendar
from scheduler.gathering.clock import Clock
from scheduler.gathering.moment import Moment, read_moment
from scheduler.gathering.place import read_place

_N = r"[一二三四五六七八九十两半\d]{1,3}"
_SHIFT = re.compile(
    rf"(?P<way>推迟|延后|延迟|延期|顺延|推后|后推|往后推|往后挪|往后延|后延|延|推|晚|往后|提前|提早|往前提|往前推|早|往前)(?:了|个)?(?P<count>{_N})个?(?P<half>半)?(?P<unit>小时|钟头|分钟|分|刻钟|天|日|周|星期|个月)(?P<more>半)?(?!到|通知|提醒|到场|报|准备|进场|入场|入座|就座|抵达|签到|来|进)"
)
_CORRECTED = re.compile(
    r"^(?:更正|勘误|更改|变更)(?:通知|一下)?[\s:：,，]*(?P<before>.{0,20}?)(?:时间|日期|地点|会场)?(?:应?该?[为是]|改为)(?P<to>.{2,40}?)(?:[,，\s]*(?:非|不是|而非|原).*)?$"
)
_TO = re.compile(
    r"(?P<what>时间|开会时间|会议时间|日期)?(?:临时|紧急|再|又|统一|需|要)*(?:改期?|调整|调|推迟|推后|后推|推|拖|延期|延后|延迟|延|提前|提早|提|拖|挪|换|移|顺延|变更|改动|更改|更正)(?:一下|了)?(?:到|至|为|成|在)(?P<to>.{1,40})$"
)
_PLACE_TO = re.compile(
    r"(?P<label>地点|地址|会场|会议室|地方)?(?:临时|紧急|也|需|要)*(?:改|换|调整|调|挪|移|变更)(?:一下)?(?:到|至|为|成|在)(?P<to>[^,，。;；]{2,24})"
)
_ABOUT = re.compile(
    r"(?:改|换|调整|变更|有变|变)(?:了|一下|个|下)*(?:开会|会议)?(?:时间|日期|地方|地点|会场)了?[\s,，:：。]*(?P<after>.{2,40})$"
    r"|(?:时间|日期|地点|地方|会场)(?:有变|变了|变更|调整|改了|换了|变动)[\s,，:：。]*(?P<then>.{2,40})$"
)
_WRONG = re.compile(
    r"(?:时间|日期|地点|地方|会场)?(?:写|发|打|弄|搞|通知|说|报)错了?[\s,，:：。]*(?:应该?为?|实际|更正)?(?:是|为)?(?P<to>.{2,40}?)(?:[,，\s]*(?:不是|而不是).*)?$"
)
_ROOM_TO = re.compile(
    r"(?:改|换)(?P<to>线上|网上|腾讯会议|钉钉会议|企业微信会议|视频会议?|视频|线下|现场|[一-龥]{0,6}(?:[一二三四五六七八九十\d]{1,3}楼|\d{3,4}室?|会议室|报告厅))(?:形式|方式|的)?了?[。.]?$"
)
_PEOPLE = re.compile(
    r"(?:会|会议|例会)(?:的)?(?:参会|参加|与会)?(?:人员|人|名单|范围)?(?:里)?(?:再)?(?:(?P<add>加上?|增加|添上?|补上)|去掉|不用叫|减去|除去)(?P<who>[^,，。\d]{2,30}?)(?:参加)?[。.]?$"
)
_PEOPLE_ALONE = re.compile(
    r"(?:请|帮我|再|把)*(?:(?P<add>加上?|增加|添上?|补上?|叫上)|去掉|不用叫|减去|除去|别叫)(?P<who>[一-龥、]{2,16}?)(?:也?参加|吧|了)?[。.]?"
)
_FROM_LIST = re.compile(
    r"(?:把|将)(?P<who>[^,，。\d]{2,16}?)(?:从.{0,12}(?:会|名单|范围)[^,，。]{0,6}?(?:去掉|删掉|删了|划掉|拿掉|减掉|除去)|(?P<add>加(?:到|进|入|上)).{0,14}(?:会|名单|范围).{0,4}$)"
)
#: 例会往前提一提 八点开: the way is said before the hour.
_NUDGED = re.compile(
    r"(?:往前|往后|提前|推后|推迟|早|晚|改)(?:提|推|挪|拖|调|点|一?下|一点儿?)+(?:一?[提推挪调下])?了?[\s,，:：]+(?P<to>.{2,20}?)(?:开|举行|召开)?[。.]?$"
)
_COMES_TOO = re.compile(
    r"(?:会|会议|例会)(?!议?室)(?:的时候)?[,，\s]*(?:让|叫|请|喊|通知)(?P<who>[^,，。\d]{2,16}?)(?:也|一起|一块儿?|一并|一同)(?:来|去|过来|到)?(?:参加|列席|听听|听一下|到会|开会)?(?:吧|一下)?[。.]?$"
)
_OPEN = re.compile(
    r"(?:会|会议|例会|碰头)(?!议?室).{0,6}?(?:改期|延期|推迟|提前|换(?:个|一下)?(?:时间|地方|地点)|改(?:个|一下)?(?:时间|地方|地点)|顺延|要改|改时间|晚点开|早点开|晚点再开)(?:了|吧)?(?P<open>[,，。;；\s]*(?:具体)?(?:时间|日期)?(?:另行通知|另定|待定|再定|再通知|等通知|未定))?[。.]?$"
)
_NOT = re.compile(
    r"停[水电气暖]|供[水电暖气]|值班|换班|任务|督办|整改|办结|完成时限|维修|巡检|考核|检查(?!.{0,4}会)|签到|提前.{0,6}(?:到场|通知|储水|准备|告知|请假)|^提醒|提醒(?:时间|改|推迟|提前)"
)
TO_WHEN = "请问改到什么时间？如“周四下午3点”。"
NOT_YET = "还没有定的，可以先说“取消例会”，定了再发通知。"
_MINUTES = {"小时": 60, "钟头": 60, "分钟": 1, "分": 1, "刻钟": 15, "天": 1440, "日": 1440, "周": 10080, "星期": 10080}
_HOUR = re.compile(r"\s*(?:上午|下午|晚上|中午|早上|早|晚)?\s*[\d一二三四五六七八九十两]{1,3}\s*(?:点|[::]\d\d|时)")
_ROOM = re.compile(r"[A-Za-z]?\d{3,4}室?|线下|现场|视频(?:会议?|形式)?|线上(?:形式|会议)?")
_EARLIER = ("提", "往前", "早")


@dataclass(frozen=True, slots=True)
class Changed:
    """What changes. by: how far it moves. before: the words that say which one; whole: all of them.

    moment: when it is to be.

    add, drop: the words for who attends besides, or no more.
    """

    before: str
    whole: str
    moment: Moment | None = None
    by: timedelta | None = None
    place: str = ""
    hour_only: bool = False
    add: str = ""
    drop: str = ""

    def slots(self) -> dict[str, Any]:
        """Return it as slots, JSON-able."""
        said: dict[str, Any] = {"place": self.place, "add": self.add, "drop": self.drop}
        if self.by is not None:
            said["by_min"] = int(self.by.total_seconds() // 60)
        if self.moment is not None:
            said |= {f"to_{name}": one for name, one in self.moment.slots().items()}
            said["question"] = self.moment.question
            said["hour_only"] = self.hour_only
        return {name: one for name, one in said.items() if one}


def hear_change(text: str, now: datetime, calendar: Calendar) -> Changed | None:
    """Read a change out of a plain text, None where it holds none. now: aware, local."""
    if _NOT.search(text):
        return None
    if found := _SHIFT.search(text):
        before = f"{text[: found.start()]} {text[found.end() :]}"
        place = _place_to(text[found.end() :])
        return _whole(before, text, by=_by(found), place=place)
    if found := _TO.search(text):
        return _to(text, found, now, calendar, text[: found.start()])
    if (found := _PLACE_TO.search(text)) and (place := _named_place(found)):
        return _whole(text[: found.start()], text, place=place)
    return _otherwise(text, now, calendar)


def _otherwise(text: str, now: datetime, calendar: Calendar) -> Changed | None:
    """Read a change without 到: 例会改三楼了, 改时间了 上午10点, 加上张三, 会议推迟."""
    if (found := _ROOM_TO.search(text)) and (place := _named_place(found)):
        return _whole(text[: found.start()], text, place=place)
    if people := _people(text):
        return people
    if found := _ABOUT.search(text):
        return _about(text, found, now, calendar)
    if found := _CORRECTED.match(text) or _WRONG.search(text) or _NUDGED.search(text):
        moved = _TO.search(f"改到{found['to']}")
        return _to(text, moved, now, calendar, text[: found.start("to")]) if moved else None
    if found := _OPEN.search(text):
        question = TO_WHEN + (NOT_YET if found["open"] else "")
        return _whole(re.sub(r"改期|延期|推迟|提前|顺延|另行通知", " ", text), text, moment=Moment(question=question))
    return None


def _people(text: str) -> Changed | None:
    """Read who comes besides, or no more."""
    if found := _FROM_LIST.search(text):
        return _whole(text[found.end("who") :], text, **{"add" if found["add"] else "drop": found["who"]})
    if found := _COMES_TOO.search(text):
        return _whole(text[: found.start("who")], text, add=found["who"])
    if found := _PEOPLE.search(text) or _PEOPLE_ALONE.fullmatch(text):
        who = {"add" if found["add"] else "drop": found["who"]}
        return _whole(text[: found.start("who")], text, **who)
    return None


def _about(text: str, found: re.Match[str], now: datetime, calendar: Calendar) -> Changed | None:
    """Read 改时间了 上午10点, 换地方了 在办公楼302; 时间变更：原定…改为…."""
    after, before = found["after"] or found["then"], text[: found.start()]
    again = _TO.search(after)
    if again is not None:
        return _to(text, again, now, calendar, f"{before} {after[: again.start()]}")
    moved = _TO.search(f"改到{after}")
    return _to(text, moved, now, calendar, before) if moved else None


def _to(text: str, found: re.Match[str], now: datetime, calendar: Calendar, before: str) -> Changed | None:
    to = found["to"]
    is_hour = bool(_HOUR.match(to))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    moment = read_moment(f"今天{to}", midnight, calendar) if is_hour else read_moment(f"改到{to}", now, calendar)
    where, _ = read_place(re.sub(r"^(?:在|到)?", "在", to, count=1)) if not moment.matched else read_place(moment.rest)
    place = _place_to(to) or where
    if not moment.matched and not moment.is_past:
        place = place or _room(to) or _named_place(_PLACE_TO.search(text))
        return _whole(before, text, place=place) if place else None
    return _whole(before, text, moment=moment, place=place, hour_only=is_hour)


def _whole(before: str, text: str, **parts: Any) -> Changed:
    return Changed(before.strip(" ,，"), text, **parts)


def _by(found: re.Match[str]) -> timedelta:
    is_half = found["count"] == "半"
    minutes = _MINUTES.get(found["unit"], 43200)
    count = 0.5 if is_half else float(numeral(found["count"]) or 0)
    count += 0.5 if found["half"] or found["more"] else 0
    moved = timedelta(minutes=count * minutes)
    return -moved if found["way"].startswith(_EARLIER) else moved


def _place_to(text: str) -> str:
    found = _PLACE_TO.search(text)
    return _named_place(found) if found else ""


def _room(to: str) -> str:
    """Read a room's number alone: 改到302."""
    found = re.fullmatch(r"(?P<room>[A-Za-z]?\d{3,4}(?:室|房间)?)(?:开|召开|举行|了|吧)*[。.]?", to.strip())
    return found["room"].upper() if found else ""


def _named_place(found: re.Match[str] | None) -> str:
    """Return the place something moves to: behind 地点 anything, else what looks like one."""
    if found is None:
        return ""
    to = (
        found["to"]
        .strip(" ,，。")
        .split()[0]
        .removesuffix("了")
        .removesuffix("召开")
        .removesuffix("举行")
        .removesuffix("开")
        .removesuffix("的")
    )
    place, _ = read_place(f"在{to}")
    is_room = found.groupdict().get("label") or _ROOM.fullmatch(to)
    return place or (to.upper() if is_room else "")


def new_start(start: datetime, slots: Mapping[str, Any], clock: Clock) -> datetime | None:
    """Return when what begins at `start` (local) is to begin after a change; None where its time stays."""
    if "by_min" in slots:
        moved = start.timestamp() + 60 * int(slots["by_min"])
        return datetime.fromtimestamp(moved, tz=clock.zone)
    if "to_start" in slots:
        new = clock.local(slots["to_start"])
        return start.replace(hour=new.hour, minute=new.minute) if slots.get("hour_only") else new
    if "to_day" in slots:
        day = clock.local(slots["to_day"])
        return start.replace(year=day.year, month=day.month, day=day.day)
    return None
