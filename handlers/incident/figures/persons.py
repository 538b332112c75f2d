"""Who somebody is on paper: his name, his post of that day, and what he was to the incident. The left are named too."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store import chats, people, posts, shifts
from bot.store.people import Person, persons
from bot.store.places import Place
from handlers.incident.leaders import Part
from handlers.incident.matter import SCHOOL

PARTS = {
    Part.LEADER: "分管领导",
    Part.DEPUTY: "协管领导",
    Part.LINE: "条线分管领导",
    Part.HEAD: "单位负责人",
    Part.DUTY: "值班员",
    Part.CHIEF: "主要领导",
    Part.DEPARTMENT: "职能部门联系人",
    Part.REPORTER: "上报人",
}
MOBILE = re.compile(r"(?<!\d)(1\d{2})[ -]?\d{4}[ -]?(\d{4})(?!\d)")
WITH_MARKS = "{name}（{marks}）"
ON_DUTY, NOT_ENROLLED, ASSISTANT, SCHOOL_LEADERS = "当班：{names}", "未登记人员", "助手自动", "校领导"
GROUP, NAMELESS_GROUP = "群“{title}”", "上报时所在的群"


class Persons:
    """Names of people, places and groups, as they were at a moment; each is looked up once a moment."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names: dict[int, str] = {}

    def name(self, person_id: int) -> str:
        """Return somebody's name, also where he has left; 校领导 where nobody of the department is meant."""
        if person_id == SCHOOL:
            return SCHOOL_LEADERS
        if person_id not in self._names:
            found = self._connection.scalar(select(persons.c.name).where(persons.c.id == person_id))
            self._names[person_id] = found or NOT_ENROLLED
        return self._names[person_id]

    def person(self, person_id: int, at: datetime, part: str = "") -> str:
        """Return somebody with his posts of that day and with what he was to the incident."""
        held = [one.title for one in posts.posts_at(self._connection, at, [person_id]) if one.unit_id is not None]
        marks = "、".join(dict.fromkeys([*held, *_part(part)]))
        name = self.name(person_id)
        return WITH_MARKS.format(name=name, marks=marks) if marks else name

    def account(self, platform: str, account: str, at: datetime, part: str = "") -> str:
        """Return who stood behind an account at a moment: a person, a place with who was on duty there, a stranger."""
        found = people.who(self._connection, platform, account, at)
        if isinstance(found, Person):
            return self.person(found.id, at, part)
        if isinstance(found, Place):
            officers = dict.fromkeys(self.name(one.officer_id) for one in shifts.on_duty(self._connection, at))
            marks = ON_DUTY.format(names="、".join(officers)) if officers else ""
            return WITH_MARKS.format(name=found.name, marks=marks) if marks else found.name
        return NOT_ENROLLED

    def group(self, platform: str, chat: str) -> str:
        """Return a group by its title."""
        found = chats.find(self._connection, platform, chat)
        return GROUP.format(title=found.title) if found and found.title else NAMELESS_GROUP


def masked(text: str) -> str:
    """Return a text with the middle of every mobile number covered: a paper outlives the incident it was needed for."""
    return MOBILE.sub(r"\1****\2", text)


def _part(part: str) -> list[str]:
    return [PARTS[Part(part)]] if part in PARTS else []
