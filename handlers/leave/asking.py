"""Who is away: told to those who may know, privately; nobody's reason, only that he is away and who acts."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.messages import Message
from bot.rights import Act, Concern, may_concerning
from bot.router import Reading
from bot.situation import Situation
from bot.store import stand_ins
from bot.store.people import Person, in_order
from bot.store.places import Place
from bot.turn import Turn
from handlers.leave import talk
from handlers.leave.absence import Absence, absence_of, next_of
from handlers.leave.vocabulary import OUT
from handlers.leave.wording import span_in_words
from knowledge.text import fold
from scheduler.audience import who_is
from scheduler.calendar import calendar_of
from scheduler.when import Grain, Kind, read_time

MOST = 8


def query(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Answer who is away, or whether somebody is."""
    sender = situation.sender
    if not isinstance(sender, Person):
        turn.say(talk.MAY_NOT_SEE.format(contact=situation.contact) if isinstance(sender, Place) else talk.ENROL_FIRST)
        return
    name = reading.slots.get("who", "")
    text = _one(turn, name, sender, situation) if name else _list(turn, reading.slots["text"], sender, situation)
    if message.chat:
        turn.say(talk.ONLY_PRIVATELY)
        turn.whisper(text)
    else:
        turn.say(text)


def _one(turn: Turn, name: str, sender: Person, situation: Situation) -> str:
    found = who_is(turn.connection, name, turn.now, sender)
    if not found:
        return talk.WHO_IS_IT.format(name=name)
    if len(found) > 1:
        return talk.WHICH_ONE.format(name=name, count=len(found))
    if not _may_see(sender, found[0]):
        return talk.MAY_NOT_SEE.format(contact=situation.contact)
    absence = next_of(turn.connection, found[0], turn.now)
    if absence is None:
        return talk.HE_IS_HERE.format(name=found[0].called)
    words = _words(absence, turn, situation)
    return (talk.HE_IS_AWAY if absence.since <= turn.now else talk.WILL_BE_AWAY).format(**words)


def _list(turn: Turn, text: str, sender: Person, situation: Situation) -> str:
    since, until = _period(turn, text, situation)
    found = [absence_of(turn.connection, row, turn.now) for row in stand_ins.absences(turn.connection, since, until)]
    seen = [one for one in found if one is not None and _may_see(sender, one.person)]
    span = span_in_words(since, until, turn.now, situation.zone)
    if not seen:
        may_see_all = may_concerning(sender.id, sender.held, Act.SEE_ABSENCES, Concern(unit_id=sender.unit_id))
        none = talk.NOBODY_IS_AWAY.format(span=span)
        return none if may_see_all else talk.MAY_NOT_SEE.format(contact=situation.contact)
    order = {one.id: number for number, one in enumerate(in_order({one.person for one in seen}))}
    seen.sort(key=lambda one: (order[one.person.id], one.since))
    lines = [talk.AWAY_LINE.format(**_words(one, turn, situation)) for one in seen[:MOST]]
    more = [talk.MORE.format(count=len(seen) - MOST)] if len(seen) > MOST else []
    return "\n".join([talk.AWAY_HEAD.format(span=span), *lines, *more])


def _words(absence: Absence, turn: Turn, situation: Situation) -> dict[str, str]:
    words = absence.words(turn.now, situation.zone)
    agent = words["agent"]
    return words | {"kind": OUT, "acting": talk.ACTED.format(agent=agent) if agent else ""}


def _may_see(sender: Person, person: Person) -> bool:
    concern = Concern(person_id=person.id, unit_id=person.unit_id)
    return may_concerning(sender.id, sender.held, Act.SEE_ABSENCES, concern)


def _period(turn: Turn, text: str, situation: Situation) -> tuple[datetime, datetime]:
    """Return the days asked about; where none is named, today."""
    now = situation.now.astimezone(situation.zone)
    today = datetime.combine(now.date(), time(), tzinfo=situation.zone)
    when = read_time(fold(text), now, calendar_of(turn.connection))
    if when.kind is Kind.NONE or when.grain is not Grain.DAY or when.start is None or when.over_at is None:
        return today, today + timedelta(days=1)
    return max(when.start, today) if when.over_at > now else when.start, when.over_at
