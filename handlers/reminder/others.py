"""Reminding others: one confirmation that carries everything, then a notice when its time has come.

The audience is kept in the office's words and resolved when it is due: who joins until then is told, who has left is
not. What the sender may not tell he is refused with the way out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.reminder import talk, words
from handlers.reminder.desk import desk_of
from handlers.reminder.putting import first_time, next_of, put_by_rule, put_once
from handlers.reminder.rows import Reminder
from handlers.reminder.times import Ringing
from scheduler import confirming, notices
from scheduler.audience import Audience, may_not_tell, people_in, read_audience
from scheduler.notices import Asks, Draft
from scheduler.series.reasons import ASK
from scheduler.when import recurrence_of

MOST_NAMED = 6


def propose(turn: Turn, me: Person, slots: Mapping[str, Any], ringing: Ringing, situation: Situation) -> None:
    """Say what would be sent to whom and when, and ask once."""
    told = _told(turn, me, slots, situation)
    if told is None:
        return
    audience, count = told
    message = turn.waiting.message if turn.waiting else None
    if message is None:
        return
    desk = desk_of(turn, message, situation)
    piece = slots["pieces"][0]
    holidays = slots.get("holidays", ASK)
    yes = {
        "audience": audience.data(),
        "piece": piece,
        "at": ringing.at.isoformat() if ringing.at else "",
        "rule": ringing.rule.text if ringing.rule else "",
        "holidays": holidays,
    }
    notes = words.HOUR_IS_OURS.format(hour=f"{desk.today.default:%H:%M}") if ringing.is_default else ""
    named = {"who": audience.named, "count": count, "text": piece["text"], "call": words.CALL}
    if ringing.rule:
        first = first_time(ringing, holidays, desk)
        when = desk.say(first) if first else words.NOT_YET
        notes += words.ON_DAYS_OFF[holidays]
        text = words.CONFIRM_RULE.format(said=piece["said"], when=when, notes=notes, **named)
    else:
        text = words.CONFIRM.format(when=desk.say(ringing.at or desk.now), notes=notes, **named)
    amend = Option("", talk.HANDLER, talk.AMEND, {**slots})
    confirming.confirm(turn, text, Option("", talk.HANDLER, talk.SEND, yes), amend)


def send(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Set what was confirmed."""
    me, slots = situation.sender, reading.slots
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return
    desk = desk_of(turn, message, situation)
    audience = Audience.of(slots["audience"])
    people_told = people_in(turn.connection, audience, turn.now)
    if slots["rule"]:
        ringing = Ringing(rule=recurrence_of(slots["rule"]))
        one = put_by_rule(desk, me.id, slots["piece"], ringing, slots["holidays"], slots["audience"])
        when = next_of(one, desk)
    else:
        when = max(datetime.fromisoformat(slots["at"]).astimezone(desk.now.tzinfo), desk.now)
        one = put_once(turn, me.id, slots["piece"]["text"], when, slots["audience"])
    turn.may_undo(talk.CREATED, one.subject)
    turn.record("reminder.scheduled", one.subject, rule=one.rule)
    said = desk.say(when) if when else words.NOT_YET
    often = words.FIRST_OF.format(said=one.said) if one.rule else ""
    count = len(people_told)
    turn.say(words.SCHEDULED.format(often=often, when=said, who=audience.named, count=count, text=one.text))


def ring(turn: Turn, one: Reminder, mark: str) -> None:
    """Send a reminder that is due to those it is for; they answer 已办."""
    draft = Draft(
        kind=talk.KIND,
        subject=one.ring,
        head=words.OTHERS_HEAD.format(text=one.short) + mark,
        text="" if one.short == one.text else one.text,
        audience=Audience.of(one.audience or {}),
        asks=Asks.DONE,
        organiser_id=one.owner_id,
    )
    notices.send(turn, draft)


def _ask_which(turn: Turn, slots: Mapping[str, Any], name: str, some: Sequence[Person]) -> None:
    """Ask which of several people is meant, and go on with him."""
    options = [
        Option(
            f"{one.name}（{one.called}）",
            talk.HANDLER,
            talk.CREATE,
            {**slots, "who": str(slots["who"]).replace(name, one.number, 1)},
            (one.name, one.called),
        )
        for one in some
    ]
    confirming.ask_for(
        turn, words.WHICH_PERSON.format(name=name), Option("", talk.HANDLER, talk.AMEND, dict(slots)), options
    )


def _told(turn: Turn, me: Person, slots: Mapping[str, Any], situation: Situation) -> tuple[Audience, int] | None:
    """Resolve an audience; None where that had to be answered otherwise."""
    who = str(slots["who"])
    found = read_audience(turn.connection, who, turn.now, me)
    if found.ambiguous:
        name, some = found.ambiguous[0]
        _ask_which(turn, slots, name, people.in_order(some)[:MOST_NAMED])
        return None
    if not found.is_clear:
        turn.say(words.WHO_IS_IT.format(names="、".join(found.unknown) or who))
        return None
    told = people_in(turn.connection, found.audience, turn.now)
    if not told:
        turn.say(words.NOBODY.format(who=found.audience.named))
        return None
    if refused := may_not_tell(turn.connection, me, told, turn.now):
        named = found.audience.named if len(refused) == len(told) else refused[0].called
        turn.say(words.MAY_NOT.format(who=named, contact=situation.contact))
        return None
    return found.audience, len(told)
