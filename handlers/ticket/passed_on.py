"""An incident that is none: 转报修, 转隐患. What was said of it opens a ticket, and the same people hear of that.

It comes as a timer that is due at once, so that neither slice knows the other; it survives a restart.
"""

from __future__ import annotations

from dataclasses import asdict
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store import passed_on
from bot.store.passed_on import PassedOn
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.ticket import request, telling, words
from handlers.ticket.matter import Kind
from handlers.ticket.reports import Report
from handlers.ticket.request import Matter

KINDS = {passed_on.REPAIR: Kind.REPAIR, passed_on.HAZARD: Kind.HAZARD}


def run(turn: Turn, timer: Timer, office: Office) -> None:
    """Open the ticket, tell the unit, and tell whoever reported it the number."""
    zone, given = ZoneInfo(office.zone), PassedOn.read(timer.data)
    slots = {"place": given.place, "campus": given.campus, "building": given.building, "item": given.item}
    text = "，".join(dict.fromkeys(one.text for one in given.said))
    matter = Matter(KINDS[timer.kind], slots, f"{given.item}，{text}", given.platform, given.chat, given.number)
    said = [Report(**asdict(one), at=turn.now) for one in given.said]
    ticket, told = request.opened(turn, matter, said, zone, words.OF_INCIDENT.format(number=given.number))
    text = request.registered(turn, ticket, told, zone)
    telling.to_reporters(turn, ticket, text)
