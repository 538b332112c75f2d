"""首报, 续报, how it stands: texts a leader may forward as they are. Only what is recorded; else 正在核实. Pure.

A first report holds 时间 地点 类型 伤亡 已采取措施 现场负责人 联系电话; a follow-up repeats nothing of it.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.incident import words as incident_words
from handlers.incident.cases import Case
from handlers.incident.kinds import UNKNOWN
from handlers.incident.papers import words
from handlers.incident.papers.course import UPDATED, Course, Line
from knowledge.text import chinese

LONGEST_MEASURES = 120
_IN_MEASURES = ("incident.arrived", "incident.scene_head", "incident.controlled")


def first_report(course: Course, department: str, phone: str, now: datetime, zone: ZoneInfo) -> str:
    """Write 首报. phone: of the duty room, where nobody heads the scene yet."""
    case, on_scene = course.case, course.on_scene()
    lines = [
        words.FIRST + _head(case),
        words.WHEN.format(at=moment(case.opened_at, zone)),
        words.WHERE.format(where=case.where or words.CHECKING),
        words.KIND.format(kind=_kind(case), grade=incident_words.GRADES[case.state.grade]),
        words.SITUATION.format(text=_situation(course)) if _situation(course) else "",
        words.HURT.format(hurt=hurt(case)),
        words.STAGE.format(stage=case.state.stage),
        words.MEASURES.format(measures=_measures(course, zone)),
        words.TOLD.format(told=told) if (told := _told(course)) else "",
        words.ON_SCENE.format(who=on_scene.name if on_scene else words.CHECKING),
        words.PHONE.format(phone=(on_scene.phone if on_scene else "") or phone or words.CHECKING),
        words.SIGNED.format(department=department, at=moment(now, zone)),
    ]
    return "\n".join(filter(None, lines))


def follow_up(course: Course, number: int, after: int, department: str, now: datetime, zone: ZoneInfo) -> str:
    """Write 续报 of what was recorded after a position of the journal; empty where nothing was."""
    new = course.lines(after)
    if not new:
        return ""
    lines = [
        words.FOLLOW_UP.format(number=chinese(number)) + _head(course.case),
        *(f"{clock(one.at, zone)}{one.text}" for one in new[-words.MOST_EVENTS :]),
        words.HURT.format(hurt=hurt(course.case)) if _is_about_people(course, after) else "",
        words.SIGNED.format(department=department, at=moment(now, zone)),
    ]
    return "\n".join(filter(None, lines))


def progress(course: Course, zone: ZoneInfo) -> str:
    """Say how it stands, to a chief: the state, what was recorded last, who heads the scene; no word on what is not."""
    case, on_scene = course.case, course.on_scene()
    status = words.PROGRESS.format(
        what=incident_words.what(case), stage=case.state.stage, number=incident_words.number(case)
    )
    lines = [
        status,
        *(f"{clock(one.at, zone)}{one.text}" for one in course.lines()[-words.MOST_EVENTS :]),
        words.HURT.format(hurt=hurt(case)) if case.people is not None else "",
        words.ON_SCENE.format(who=f"{on_scene.name} {on_scene.phone}".strip()) if on_scene else "",
    ]
    return "\n".join(filter(None, lines))


def hurt(case: Case) -> str:
    """Say how many people are hurt, as it is recorded."""
    if case.people is None:
        return words.CHECKING
    if case.people == 0:
        return words.NOBODY_HURT
    return words.HURT_SO_MANY.format(people=case.people, how=case.people_kind)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Write a moment as 11月23日10:05."""
    local = at.astimezone(zone)
    return f"{local.month}月{local.day}日{local:%H:%M}"


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Write a moment as 10:05, with a blank after it."""
    return f"{incident_words.clock(at, zone)} "


def _head(case: Case) -> str:
    drill = words.DRILL if case.state.is_drill else ""
    return f"{drill}{case.where or incident_words.NO_PLACE}{_kind(case) if case.kind != UNKNOWN else ''}"


def _kind(case: Case) -> str:
    return case.kind if case.kind != UNKNOWN else words.CHECKING


def _situation(course: Course) -> str:
    if not course.is_quotable or not course.reports:
        return ""
    return " ".join(course.reports[0].text.split())[: incident_words.LONGEST_QUOTE]


def _measures(course: Course, zone: ZoneInfo) -> str:
    state = course.case.state
    is_there = {"incident.arrived": state.arrived_at, "incident.scene_head": state.scene_head_at}
    is_there["incident.controlled"] = state.controlled_at
    done = [_timed(one, zone) for one in course.lines() if one.kind in _IN_MEASURES and is_there[one.kind]]
    found = "；".join((*done, *course.actions()))
    return found[:LONGEST_MEASURES] if found else words.CHECKING


def _timed(one: Line, zone: ZoneInfo) -> str:
    return f"{clock(one.at, zone).strip()}{one.text}"


def _told(course: Course) -> str:
    state = course.case.state
    chiefs = "、".join(course.name(one) if one else words.SCHOOL_LEADERS for one in sorted(state.reported_to))
    informed = "、".join(sorted(state.informed))
    parts = (words.TOLD_UP.format(who=chiefs) if chiefs else "", words.TOLD_TO.format(who=informed) if informed else "")
    return "；".join(filter(None, parts))


def _is_about_people(course: Course, after: int) -> bool:
    changes = (one.data.get("changed", ()) for one in course.events if one.id > after and one.kind == UPDATED)
    return any("people" in one for one in changes)
