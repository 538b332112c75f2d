"""How shifts are written for people: day, time, campus, who. What is needed of other tables is read once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.store import people
from bot.store.people import Person
from bot.store.places import campuses
from bot.store.shifts import Shift
from handlers.duty import talk
from handlers.duty.days import DAYTIME, NIGHT, WEEKDAYS, Days

EVENING = 16  # a shift that begins from this hour on is one of the night


class Writer:
    """Writes shifts. now, zone: office time and the office's zone."""

    def __init__(self, connection: Connection, now: datetime, zone: ZoneInfo) -> None:
        self._connection = connection
        self._now = now
        self._zone = zone
        self._people: dict[int, Person | None] = {}
        names = connection.execute(select(campuses.c.id, campuses.c.name)).all()
        self._campuses: dict[int | None, str] = {None: talk.ALL_CAMPUSES} | {row.id: row.name for row in names}

    def person(self, person_id: int | None) -> Person | None:
        """Return who that is; None for nobody, and for who has left."""
        if person_id is None:
            return None
        if person_id not in self._people:
            self._people[person_id] = people.person(self._connection, person_id, self._now)
        return self._people[person_id]

    def name(self, person_id: int | None) -> str:
        """Return somebody's name."""
        found = self.person(person_id)
        return found.name if found else ""

    def called(self, person_id: int | None) -> str:
        """Return how somebody is addressed."""
        found = self.person(person_id)
        return found.called if found else ""

    def campus(self, campus_id: int | None) -> str:
        """Return what a campus is called."""
        return self._campuses.get(campus_id, "")

    def led(self, shift: Shift) -> str:
        """Write the leader of a shift, empty where there is none."""
        leader = self.called(shift.leader_id)
        return talk.LED.format(leader=leader) if leader else ""

    def times(self, shift: Shift) -> str:
        """Write 17:30至次日8:00."""
        start, end = self.local(shift.starts_at), self.local(shift.ends_at)
        next_day = talk.NEXT_DAY if end.date() > start.date() else ""
        return talk.SPAN.format(start=clock(start), end=next_day + clock(end))

    def when(self, shift: Shift) -> str:
        """Write 11月23日（周一）17:30至次日8:00."""
        return dated(self.local(shift.starts_at).date()) + self.times(shift)

    def moment(self, moment: datetime) -> str:
        """Write 11月23日（周一）17:30."""
        return dated(self.local(moment).date()) + clock(self.local(moment))

    def line(self, shift: Shift, *, phone: str = "", in_full: bool = True) -> str:
        """Write a shift in one line, with its day unless everybody knows it."""
        return talk.LINE.format(
            campus=self.campus(shift.campus_id),
            when=self.when(shift) if in_full else self.times(shift),
            officer=self.name(shift.officer_id),
            led=self.led(shift),
            phone=talk.PHONE.format(phone=phone) if phone else "",
        )

    def lines(self, found: Iterable[Shift]) -> list[str]:
        """Write shifts, each with its day."""
        return [self.line(one) for one in found]

    def day_word(self, shift: Shift) -> str:
        """Write 今晚, 今天, 明天 or 现在, as the shift stands to now."""
        start, now = self.local(shift.starts_at), self.local(self._now)
        if start.date() > now.date():
            return talk.TOMORROW
        if start.date() < now.date():
            return talk.AT_PRESENT
        return talk.TONIGHT if start.hour >= EVENING else talk.THIS_DAY

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the office's zone."""
        return moment.astimezone(self._zone)


def clock(moment: datetime) -> str:
    """Write 8:00."""
    return f"{moment.hour}:{moment:%M}"


def dated(day: date) -> str:
    """Write 11月23日（周一）."""
    return talk.DATED.format(month=day.month, day=day.day, weekday=WEEKDAYS[day.weekday()])


def days_in_words(days: Days) -> str:
    """Write what days were meant."""
    if days.is_now:
        return talk.NOW
    part = {NIGHT: talk.NIGHT, DAYTIME: talk.DAYTIME}.get(days.part, "")
    first = dated(days.first)
    return (first if days.first == days.last else f"{first}、{dated(days.last)}") + part
