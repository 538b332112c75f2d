"""Studies that are to come go to who takes over, with their notices; what a leader reads of the day's studies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store.people import Person
from bot.turn import Turn
from handlers.study import asks, parts, roster, studies
from handlers.study.planning import notice, words, writing
from handlers.study.roster import APART, EXCUSED
from handlers.study.studies import CLOSED, OPEN, PLANNED
from scheduler.agenda import Agenda, Line, Weight
from scheduler.belongings import Belonging
from scheduler.leads import dated
from scheduler.notices import rows as notice_rows

AHEAD, BACK = timedelta(days=731), timedelta(days=30)
ZONE = ZoneInfo("Asia/Shanghai")  # the whole country has one
LONGEST = 60


class HeldStudies:
    """The studies somebody has planned that are to come, and those after which something is still to do."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> Sequence[Belonging]:
        """Return them, those to come first, the next first of all."""
        mine = studies.between(connection, now, now + AHEAD, (PLANNED,), organiser_id=person_id)
        lately = studies.between(connection, now - BACK, now + AHEAD, (OPEN, CLOSED), organiser_id=person_id)
        waiting = {one.study_id for one in asks.waiting(connection, [one.id for one in lately])}
        mine += [one for one in lately if one.state == OPEN or one.wants or one.id in waiting]
        return [Belonging(words.A_STUDY, one.subject, f"{dated(one.starts_at, ZONE, now)} {one.title}") for one in mine]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Let another be the one who has planned it."""
        found = studies.named(turn.connection, belonging.subject)
        if found is None or found.organiser_id != giver_id:
            return False
        after = studies.moved(turn.connection, found, organiser_id=taker_id)
        stands = notice.standing(turn, found)
        if stands is not None:
            text = writing.body(turn, after, ZONE)
            notice_rows.moved(turn.connection, stands, organiser_id=taker_id, text=text)
        turn.record("checkin.given", found.subject, to=taker_id)
        return True


def lines_of(connection: Connection, person: Person, now: datetime, /) -> Sequence[Line]:
    """Return the studies of the day that are his: he planned them, attends and is not excused, or speaks there."""
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    today = studies.between(connection, now, tomorrow, (PLANNED, OPEN))
    his = roster.of_person(connection, person.id, [one.id for one in today])
    noted = parts.of_studies(connection, [one.id for one in today])
    lines = []
    for one in today:
        does = [each.part for each in noted if each.study_id == one.id and each.person_id == person.id]
        entry = his.get(one.id)
        comes = entry is not None and entry.belongs != APART and entry.status not in EXCUSED
        if not (comes or does or one.organiser_id == person.id):
            continue
        place = words.LINE_PLACE.format(place=one.place) if one.place else ""
        text = words.TODAY_LINE.format(
            time=f"{one.starts_at.astimezone(now.tzinfo):%H:%M}",
            title=one.title,
            place=place,
            mine=words.LINE_ROLE.format(part="、".join(does)) if does else "",
        )
        lines.append(Line(Weight.MEETING, text[:LONGEST]))
    return lines


AGENDA: Agenda = lines_of
