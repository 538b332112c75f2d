"""What the morning digest says of campaigns to who runs one: what is due today or late, and how much of it is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.store.people import Person
from handlers.campaign import cycles, submissions
from handlers.campaign.matter import HandedIn
from scheduler.agenda import Line, Weight

LINE = "{title}{stage}{when}：未交{left}{waits}〔{number}〕"
TODAY, OVER, WAITS = "今天截止", "已截止", "、待审{count}"
LONGEST_TITLE = 20


def agenda(connection: Connection, person: Person, now: datetime) -> Sequence[Line]:
    """Return a line for each stage he runs that is due and not complete."""
    running = {one.id: one for one in cycles.open_ones(connection) if one.organiser_id == person.id}
    found = []
    for stage in cycles.stages_of(connection, running):
        if not stage.is_open or stage.last > now.date():
            continue
        rows = submissions.of_stages(connection, [stage.id])
        left, waits = sum(one.is_owed for one in rows), sum(one.state is HandedIn.HANDED for one in rows)
        if not left and not waits:
            continue
        campaign = running[stage.campaign_id]
        text = LINE.format(
            title=campaign.title[:LONGEST_TITLE],
            stage=f"“{stage.name}”",
            when=TODAY if stage.last == now.date() else OVER,
            left=left,
            waits=WAITS.format(count=waits) if waits else "",
            number=campaign.number,
        )
        found.append(Line(Weight.WAITING, text))
    return found
