"""What the readings of tasks may know of one sender."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.store import people
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.places import Place
from handlers.task import settings, tasks
from handlers.task.facts import Facts, Known
from handlers.task.matter import Side
from handlers.task.state import sides_of
from scheduler import stead
from scheduler.calendar import calendar_of

#: What could be a sentence of tasks: with none of it neither calendar nor rows are looked up.
_MAYBE = re.compile(
    r"[办辦交派让讓请請牵牽责責督节節期分拆任催查完成好定进進展销銷退延转轉DdTt\d可同意准收接归歸属屬活该該差缺正已号號了况況整改打回返重掂妥卡等货貨厂廠施催督进]"
)


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Return the calendar, and the tasks a sender owns, assigned or helps with: open, or closed lately."""
    if not isinstance(sender, Person) or not message.in_words or not _MAYBE.search(message.text):
        return Facts()
    calendar = calendar_of(connection)
    if not tasks.is_any(connection):
        return Facts(calendar=calendar)
    mine = {sender.id, *(one.id for one in stead.speaks_for(connection, sender.id, now))}
    since = now - timedelta(days=value_of(connection, settings.LATELY))
    found = tasks.of_people(connection, mine, since)
    owners = {one.id: one.called for one in people.people(connection, now, {one.state.owner for one in found})}
    known = [
        Known(
            id=one.id,
            number=one.number,
            title=one.title,
            stage=one.stage,
            owner=owners.get(one.state.owner, ""),
            is_owner=any(Side.OWNER in sides_of(one.state, person) for person in mine),
            is_assigner=any(Side.ASSIGNER in sides_of(one.state, person) for person in mine),
            is_helper=not {one.state.owner, one.state.assigner} & mine,
            is_asked=one.state.asked_due is not None,
        )
        for one in found
    ]
    return Facts(tuple(sorted(known, key=lambda one: not one.is_open)), calendar)
