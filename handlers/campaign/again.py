"""What was handed in and does not count any more is owed again, due as before."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.campaign import cycles, words
from handlers.campaign.drafting import Writer, due_at
from handlers.campaign.matter import Submission
from handlers.campaign.opening import HAND_IN
from handlers.campaign.settings import CLOSES_AT
from scheduler import owed
from scheduler.calendar import calendar_of


def owe_again(turn: Turn, one: Submission, zone: ZoneInfo) -> None:
    """Have whoever handed it in owe it anew."""
    stage = cycles.stage(turn.connection, one.stage_id)
    campaign = cycles.find(turn.connection, stage.campaign_id)
    writer = Writer(turn.now, zone, calendar_of(turn.connection))
    line = words.LINE.format(title=campaign.title, day=writer.short(stage.last), deliverable=stage.deliverable)
    due = due_at(stage.last, value_of(turn.connection, CLOSES_AT), zone)
    owed.settle_anew(turn, HAND_IN, stage.subject, one.person_id, owed.VOID)
    data = {"line": line, "number": campaign.number}
    owed.owe(turn, HAND_IN, stage.subject, one.person_id, due_at=due, data=data)
