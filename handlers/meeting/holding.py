"""Meetings that are to come go to who takes over, with their notices: he may move them and hears who comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.turn import Turn
from handlers.meeting import meetings, words, writing
from handlers.meeting.meetings import CALLED
from handlers.meeting.recurring import ZONE
from scheduler import notices
from scheduler.belongings import Belonging
from scheduler.leads import dated
from scheduler.notices import rows as notice_rows

AHEAD = timedelta(days=731)


class HeldMeetings:
    """The meetings somebody has called that are to come."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> Sequence[Belonging]:
        """Return them, the next first."""
        mine = meetings.between(connection, now, now + AHEAD, CALLED, organiser_id=person_id)
        return [
            Belonging(words.A_MEETING, one.subject, f"{dated(one.starts_at, ZONE, now)} {one.title}") for one in mine
        ]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Let another be the one who has called it."""
        found = meetings.find(turn.connection, int(belonging.subject.partition(":")[2]))
        if found is None or found.organiser_id != giver_id:
            return False
        after = meetings.moved(turn.connection, found, organiser_id=taker_id)
        notice = notices.of_subject(turn.connection, found.subject)
        if notice is not None and notice.is_open:
            text = writing.body(after, writing.organiser(turn, after), ZONE)
            notice_rows.moved(turn.connection, notice, organiser_id=taker_id, text=text)
        turn.record("meeting.given", found.subject, to=taker_id)
        return True
