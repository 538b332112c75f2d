"""What an organiser decides of what was handed in: 退回 with a reason, 通过, handed in on paper.

Each answers one person's own paper, is done at once and can be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.deeds import Deed
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.store.units import all_branches, all_units
from bot.turn import Turn
from handlers.campaign import cycles, submissions, words
from handlers.campaign.again import owe_again
from handlers.campaign.choosing import chosen, stage_meant
from handlers.campaign.drafting import Writer
from handlers.campaign.known import HANDLER
from handlers.campaign.matter import Campaign, HandedIn, Stage, Submission
from handlers.campaign.opening import HAND_IN
from knowledge.text import fold
from scheduler import confirming, owed
from scheduler.audience import who_is
from scheduler.calendar import calendar_of

RETURN, PASS, PAPER = "campaign.return", "campaign.pass", "campaign.paper"
RETURNED, PASSED, PAPERED = "campaign.returned", "campaign.passed", "campaign.papered"
MOST = 6
CAME = (HandedIn.HANDED, HandedIn.PASSED)


def return_(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Give back what somebody handed in, with a reason; it is owed again."""
    slots = dict(reading.slots)
    reason = str(slots.pop("answer", "") or slots.get("reason") or "").strip()
    found = _meant(turn, message, reading, situation, CAME)
    if found is None:
        return
    campaign, stage, (one, *_) = found
    if not reason:
        question = words.WHY.format(whose=one.whose, deliverable=stage.deliverable)
        again = {**slots, "campaigns": [campaign.id], "submission": one.id}
        confirming.ask_for(turn, question, Option("", HANDLER, RETURN, again))
        return
    submissions.change(
        turn.connection, one, standing=HandedIn.RETURNED.value, reason=reason, decided_at=turn.now, is_paper=False
    )
    writer = Writer(turn.now, situation.zone, calendar_of(turn.connection))
    owe_again(turn, one, situation.zone)
    turn.record(RETURNED, stage.subject, submission=one.id, person=one.person_id)
    turn.may_undo(RETURNED, stage.subject, submission=one.id, state=one.state.value, is_paper=one.is_paper)
    text = words.TO_RETURNED.format(
        deliverable=stage.deliverable,
        reason=reason,
        day=writer.short(stage.last),
        title=campaign.title,
        number=campaign.number,
    )
    turn.push(Recipient(person_id=one.person_id), text, audience="roster", subject=stage.subject)
    turn.say(words.RETURNED.format(whose=one.whose, deliverable=stage.deliverable, reason=reason))


def pass_(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Pass what one or everybody handed in."""
    found = _meant(turn, message, reading, situation, (HandedIn.HANDED,), of_all=not reading.slots.get("who"))
    if found is None:
        return
    campaign, stage, rows = found
    for one in rows:
        submissions.change(turn.connection, one, standing=HandedIn.PASSED.value, decided_at=turn.now)
        text = words.TO_PASSED.format(deliverable=stage.deliverable, title=campaign.title, number=campaign.number)
        turn.push(Recipient(person_id=one.person_id), text, audience="roster", subject=stage.subject)
    names = "、".join(one.whose for one in rows)
    turn.record(PASSED, stage.subject, submissions=[one.id for one in rows])
    turn.may_undo(PASSED, stage.subject, submissions=[one.id for one in rows], names=names)
    turn.say(words.PASSED.format(names=names))


def on_paper(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note that somebody handed in on paper, and where it lies; nothing of what it says."""
    found = _meant(turn, message, reading, situation, (HandedIn.OWED, HandedIn.RETURNED))
    if found is None:
        return
    campaign, stage, (one, *_) = found
    where = str(reading.slots.get("where") or "")
    submissions.change(
        turn.connection, one, standing=HandedIn.HANDED.value, is_paper=True, handed_at=turn.now, reason=where
    )
    owed.settle(turn, HAND_IN, stage.subject, one.person_id)
    turn.record(PAPERED, stage.subject, submission=one.id, campaign=campaign.id)
    turn.may_undo(PAPERED, stage.subject, submission=one.id)
    paper = words.PAPER_AT.format(where=where) if where else ""
    turn.say(words.PAPERED.format(whose=one.whose, deliverable=stage.deliverable, paper=paper))


def undo_return(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let what was given back count again."""
    del situation
    one = submissions.find(turn.connection, int(deed.data["submission"]))
    stage = cycles.stage(turn.connection, one.stage_id)
    values = {"standing": deed.data["state"], "is_paper": deed.data["is_paper"], "reason": ""}
    submissions.change(turn.connection, one, **values)
    owed.settle(turn, HAND_IN, stage.subject, one.person_id)
    return words.RETURN_UNDONE.format(whose=one.whose, deliverable=stage.deliverable)


def undo_pass(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let what was passed wait again."""
    del situation
    for row in deed.data["submissions"]:
        submissions.change(turn.connection, submissions.find(turn.connection, row), standing=HandedIn.HANDED.value)
    return words.UNPASSED.format(names=deed.data["names"])


def undo_paper(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let what was noted as paper be owed again."""
    del situation
    one = submissions.find(turn.connection, int(deed.data["submission"]))
    stage = cycles.stage(turn.connection, one.stage_id)
    submissions.change(turn.connection, one, standing=HandedIn.OWED.value, is_paper=False, handed_at=None, reason="")
    owed.take_back(turn, stage.subject, deed.source)
    return words.PAPER_UNDONE.format(whose=one.whose)


def _meant(
    turn: Turn,
    message: Message,
    reading: Reading,
    situation: Situation,
    states: Sequence[HandedIn],
    *,
    of_all: bool = False,
) -> tuple[Campaign, Stage, list[Submission]] | None:
    """Return what is meant in which stage; None where that had to be said or asked."""
    campaign = chosen(turn, message, reading, situation)
    if campaign is None:
        return None
    slots = reading.slots
    if row := slots.get("submission"):
        one = submissions.find(turn.connection, int(row))
        return campaign, cycles.stage(turn.connection, one.stage_id), [one]
    said = str(slots.get("what") or "")
    stage = stage_meant(turn.connection, campaign, said or message.text)
    if stage is None:
        turn.say(words.NONE_SUCH)
        return None
    rows = [one for one in submissions.of_stages(turn.connection, [stage.id]) if one.state in states]
    found = rows if of_all else _of_whom(turn, rows, str(slots.get("who") or ""))
    if not found:
        turn.say(words.NONE_WAITS if of_all else words.WHO_IS_IT.format(who=slots.get("who")))
        return None
    if len(found) > 1 and not of_all:
        options = [_option(reading, campaign, one, dict(slots)) for one in found[:MOST]]
        turn.ask(words.WHICH, options)
        return None
    return campaign, stage, found


def _option(reading: Reading, campaign: Campaign, one: Submission, slots: dict[str, Any]) -> Option:
    chosen_slots = {**slots, "campaigns": [campaign.id], "submission": one.id}
    return Option(one.whose, HANDLER, reading.intent, chosen_slots)


def _of_whom(turn: Turn, rows: Sequence[Submission], who: str) -> list[Submission]:
    """Return what belongs to a name: of a person, a unit or a branch, however it is called."""
    meant = {one.id for one in who_is(turn.connection, who, turn.now)} if who else set()
    by_person = [one for one in rows if one.person_id in meant]
    if by_person or not who:
        return by_person
    plain = fold(who)
    names = people.people(turn.connection, turn.now, [one.person_id for one in rows])
    by_name = {one.id: fold(one.name) for one in names}
    aliases = {name for known in _names(turn) for name in known if any(fold(alias) == plain for alias in known)}
    exact = [one for one in rows if one.whose in aliases or one.unit in aliases]
    return exact or [one for one in rows if plain in fold(one.whose) or plain in by_name.get(one.person_id, "")]


def _names(turn: Turn) -> list[tuple[str, ...]]:
    from_units = [one.names for one in all_units(turn.connection)]
    return [*from_units, *(one.names for one in all_branches(turn.connection))]
