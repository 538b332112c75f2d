"""A study as somebody plans it, in whatever order he says it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from handlers.study import kinds
from handlers.study.heard import labels
from handlers.study.heard.besides import Besides, read_besides
from handlers.study.heard.roles import BY_LABEL, LECTURES, OPEN_YET, Role, read_lesson, read_roles, roles_of
from handlers.study.parts import LESSON, TEACHES
from scheduler.audience import said_audience
from scheduler.gathering.clock import Clock
from scheduler.gathering.moment import Moment, read_moment
from scheduler.gathering.place import read_place
from scheduler.gathering.studied import plainly, read_study_title

LONGEST_TOPIC, LONGEST_ABOUT = 200, 80
_ROOM = re.compile(
    r"(?:点|点半|刻|\d[::]\d\d)(?= (?:\d{3,4}(?!\d)|[一二三四五六七八九十](?:支部|楼|层|食堂)|第))"
)  # 3点 306: the room is no minute
_EDGES = " \t\n,，。;；、:："
_STUDIED = re.compile(
    r"(?:^|[,，。;；\s])(?:传达|贯彻)?学习(?!会|室|地点|时间|通知|班|交流|研讨|[,，。;；\s])(?P<topic>[^,，。;；\n\s]{2,60})"
)
_DEALS = re.compile(r"(?:^|[,，。;；\s])(?:主要)?(?:研究|讨论|审议|商议|学习)(?:一下)?(?P<topic>[^,，。;；\n\s]{3,60})")
_GOES = re.compile(
    r"(?:^|[,，。;；\s])(?:去|到|在|赴|集合)(?P<place>[一-龥A-Z0-9]{2,14}?(?:馆|院子?里?|基地|旧址|操场|广场|门口|楼前|之家|陵园|公园|纪念堂|食堂|办公室|那个会议室|活动室|研讨室|校区))(?=[,，。;；\s]|$)"
)
_AT = re.compile(
    r"(?:^|[,，。;；\s])(?P<place>[一-龥A-Z0-9]{0,10}(?:馆|院子里|基地|操场|楼前|之家|门口))(?=[,，。;；\s]|$)"
)
_HOUR = re.compile(
    r"(?:^|(?<=[,，。;；\s]))(?:[上下]午|晚上)?(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点(?:半|[一三]刻|\d{1,2}分?|[一二三四五]?十[一二三四五六七八九]?分?)?|[:：]\d\d)"
    r"(?:开始|整|钟)*(?=[,，。;；\s]|$)"
)
_EACH = re.compile(r"每(?:个)?(?:月|周|季度?|年|星期)(?:度)?的?")
_OLD = re.compile(r"老地方")
_GIVEN = re.compile(r"给(?P<who>[^,，。;；\s]{2,14}?)(?:们)?(?=搞|做|办|开|上|讲|组织|来一?[次场堂])")
_ALL_COME = re.compile(
    r"(?:^|[,，。;；\s])(?P<who>[^,，。;；\s]{2,14}?)(?:的人|的)?(?:都|全部|全都|(?<!安)全员)(?:来|要来|参加|到)(?=[,，。;；\s]|$)"
)
_BRANCH = re.compile(
    r"(?P<who>[一-龥]{0,8}?党?(?:支部|小组))(?:的)?(?:全体)?(?:正式)?(?=[,，。;；\s开召搞上集学组]|党员|成员|同志|支委|党课|主题|大会|民主|专题|政治|理论|$)"
)
_HOLDS = re.compile(
    r"(?:^|[,，。;；\s])(?P<who>[一-龥]{1,10}(?:班|组|中心|科|部|室|队|食堂|们|员|工))(?:搞|办|做|上|组织)(?:个|一[次场堂]|一下)?(?=[一-龥])"
)
_EACH_OF = re.compile(
    r"(?P<who>(?:全体|所有)(?!党员|干部|员工|职工|人员|中层)[一-龥]{2,8}(?:员工|职工|人员|师傅|人员))(?=[,，。;；\s]|$)"
)
_NAMES = re.compile(r"(?<![一-龥《])(?P<who>[一-龥]{2,4}(?:[、和][一-龥]{2,4})+)(?![一-龥》])")
_WHOLE = frozenset({"党员", "全体党员", "全体正式党员", "正式党员", "全体", "大家", "各位", "全体人员", "全体同志", ""})
_NO_BRANCH = frozenset({"党小组", "支部", "党支部", "小组", "理论学习小组", "各支部", "各党支部", ""})
_LED_BY = re.compile(r"^(?:请|通知|叫|让|组织|安排|召集|周.|咱们?|我们|开|在|给|参加|的)+(?=..)")
_CUT = re.compile(r"召?开|举行|举办|(?:组织|安排)(?!生活)")
_PIECES = re.compile(r"[,，。;；\s]+")
_OF_ALL = re.compile(r"^(?P<all>全体|所有|全部)(?P<unit>[一-龥]{2,8}?)(?P<who>员工|职工|人员|师傅)$")
_HEAD = re.compile(
    r"^(?:(?:的)?(?:学习|会议)?通知|三会一课|请?大家注意|各位(?:同志|领导|老师)?)[:：,，]\s*|(?<=[习会课日训])(?:的通知[:：]?|通知[:：])"
)
_OWN = re.compile(r"(?:我们|咱们?|本)(?:的)?(?:党)?支部|我支部")
_NOBODY = re.compile(
    r"^(?:准时|按时|务必|提前|大家注意|.*(?:主讲|讲课|列席|签到)|注意|各位|学习|党课|会议|开会|培训|一下|安排|组织)$"
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A study as it was said. audience: the words for who attends. about: what may name them besides."""

    kind: str
    title: str
    topic: str
    moment: Moment
    place: str
    audience: str
    roles: tuple[Role, ...]
    besides: Besides
    note: str = ""
    about: str = ""

    def slots(self) -> dict[str, Any]:
        """Return what was said as slots, JSON-able; nothing where nothing was said."""
        said: dict[str, Any] = {
            "kind": self.kind,
            "title": self.title,
            "topic": self.topic,
            "place": self.place,
            "audience": self.audience,
            "parts": [one.data() for one in self.roles],
            "sits_in": self.besides.sits_in,
            "exempt": self.besides.exempt,
            "apart": [list(one) for one in self.besides.apart],
            "needs_code": self.besides.needs_code,
            "wants": self.besides.wants,
            "wants_by": self.besides.wants_by,
            "note": self.note,
            "about": self.about,
            "question": self.moment.question,
            "rule_said": self.moment.matched if self.moment.rule else "",
        }
        return {name: one for name, one in said.items() if one} | self.moment.slots()


def hear_plan(text: str, clock: Clock) -> Planned:
    """Read a study out of a plain text."""
    whole = _HEAD.sub("", plainly(text), count=1)
    rest, parts = labels.cut(whole)
    besides, rest = read_besides(rest)
    moment = _moment(parts.get("time") or _ROOM.sub(r"\g<0>，", rest), clock)
    rest = rest if parts.get("time") else moment.rest
    lecturer, told, rest = read_lesson(rest)
    roles, rest = read_roles(rest)
    roles = [*_labelled_roles(parts), *([Role(TEACHES, lecturer)] if lecturer else []), *roles]
    place, rest = _place(parts, rest)
    title = parts.get("title") or read_study_title(rest)
    audience, left = _audience(parts, rest, told)
    title = title or read_study_title(left)
    kind = _kind(title, whole)
    besides = _with_exempt(besides, parts)
    return Planned(
        kind,
        title,
        _topic(parts, left),
        moment,
        place[:60],
        audience,
        tuple(_by_kind(one, kind) for one in roles),
        besides,
        parts.get("note", "")[:300],
        left[:LONGEST_ABOUT],
    )


def _moment(text: str, clock: Clock) -> Moment:
    """Read when it is; what is held each month has one day that is said, and an hour may stand far from its day."""
    text = text.replace("俩点", "两点")
    found = read_moment(text, clock.now, clock.calendar)
    if found.rule and found.start is None and (once := _EACH.sub(" ", text)) != text:
        found = read_moment(once, clock.now, clock.calendar)
    if found.day is None or found.start is not None or not (hour := _HOUR.search(found.rest)):
        return found
    joined = read_moment(f"{found.matched}{hour.group().strip()}", clock.now, clock.calendar)
    rest = f"{found.rest[: hour.start()]} {found.rest[hour.end() :]}"
    return replace(joined, rest=" ".join(rest.split()), matched=found.matched) if joined.start else found


def _kind(title: str, text: str) -> str:
    found = kinds.kind_of(title)
    return found if found != kinds.ORDINARY else kinds.kind_of(re.sub(r"培训(?:处|部|中心|室|教室)", "", text))


def _labelled_roles(parts: dict[str, str]) -> list[Role]:
    return [role for name, part in BY_LABEL.items() if name in parts for role in roles_of(part, parts[name])]


def _by_kind(one: Role, kind: str) -> Role:
    """Who lectures gives a party lesson or teaches."""
    return replace(one, part=LESSON if kind == kinds.LESSON else TEACHES) if one.part in LECTURES else one


def _with_exempt(besides: Besides, parts: dict[str, str]) -> Besides:
    """Add who sits in and who need not sign by their labels; 李教授（免签） is one of them."""
    sits = "、".join(one for one in (parts.get("sits_in", ""), besides.sits_in) if one)
    noted = re.findall(r"([一-龥]{2,10})[(（](?:外请[,，]?)?免签[)）]", " ".join(parts.values()))
    exempt = "、".join(one for one in (parts.get("exempt", ""), *noted, besides.exempt) if one)
    return replace(besides, sits_in=sits, exempt=exempt)


def _place(parts: dict[str, str], rest: str) -> tuple[str, str]:
    if OPEN_YET.fullmatch(parts.get("place", "")):
        return "", rest
    if parts.get("place"):
        return parts["place"].strip().upper(), _OLD.sub(" ", rest)
    rest = _OLD.sub(" ", rest)
    for pattern in (_GOES, _AT):
        if found := pattern.search(rest):
            return found["place"], f"{rest[: found.start()]} {rest[found.end() :]}".strip()
    return read_place(rest)


def _audience(parts: dict[str, str], rest: str, told: str) -> tuple[str, str]:
    if told:
        return told, rest
    if not parts.get("audience") and _OWN.search(rest):
        return "本支部", _OWN.sub(" ", rest)
    audience, left = (_tidied(parts["audience"]), rest) if parts.get("audience") else _said(rest)
    branch = _BRANCH.search(_CUT.sub(" ", rest))
    named = _LED_BY.sub("", branch["who"]) if branch else ""
    if not audience and named in _NO_BRANCH and (listed := _NAMES.search(rest)):
        return listed["who"], f"{rest[: listed.start()]} {rest[listed.end() :]}"
    if named in _NO_BRANCH or (audience and audience not in _WHOLE):
        return audience, left
    return named, rest


def _said(rest: str) -> tuple[str, str]:
    """Read who attends: among what is said apart from the study itself first."""
    for pattern in (_ALL_COME, _GIVEN, _HOLDS, _EACH_OF):
        if (found := pattern.search(rest)) and not _NOBODY.match(found["who"]):
            return _tidied(found["who"]), f"{rest[: found.start()]} {rest[found.end() :]}"
    pieces = _PIECES.split(rest)
    apart = "，".join(one for one in pieces if not read_study_title(one))
    for text in (apart, rest):
        audience, left = said_audience(text)
        if audience and not _NOBODY.match(audience) and not read_study_title(audience):
            return _tidied(audience), f"{read_study_title(rest)} {left}" if text is apart else left
    return "", rest


def _tidied(who: str) -> str:
    """Return the words for who attends as they are looked up: 全体食堂员工 is 食堂全体员工."""
    who = re.sub(r"(?:准时|务必|按时)?(?:参加|出席|到会)$", "", who.strip(_EDGES)).strip(_EDGES)
    who = re.sub(r"[,，、][一-龥]{2,5}负责$", "", _LED_BY.sub("", who))
    if re.fullmatch(r"(?:本|我们)?党?支部的?(?:全体)?(?:正式)?党员", who):
        return "本支部"
    who = re.sub(r"(?<=支部)(?:全体)?正式党员$", "全体党员", who)
    found = _OF_ALL.match(who)
    return f"{found['unit']}{found['all']}{found['who']}" if found else re.sub(r"(?<=.)的(?:人|同志)$", "", who)


def _topic(parts: dict[str, str], rest: str) -> str:
    said = parts.get("topic", "")
    if not said and (found := _STUDIED.search(rest)) and not read_study_title(found["topic"]):
        said = found["topic"]
    if not said and (found := _DEALS.search(rest)) and not read_study_title(found["topic"]):
        said = found["topic"]
    if not said and (quoted := re.search(r"《[^》]{2,60}》", rest)):
        said = quoted.group()
    said = re.sub(r"^[是为](?=..)", "", said.strip(_EDGES))
    whole = re.fullmatch(r"[“\"《](?P<inner>[^”\"》]+)[”\"》]", said)
    return (whole["inner"] if whole else said)[:LONGEST_TOPIC]
