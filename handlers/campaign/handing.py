"""Handing in: a file or a text from who owes it, with a receipt; a newer one replaces it until the day it is due.

A file alone is asked about, never swallowed. A pledge is handed in by nobody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import attachments, people
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.campaign import cycles, submissions, words
from handlers.campaign.choosing import called
from handlers.campaign.drafting import Writer, due_at, kind_of
from handlers.campaign.known import HANDLER
from handlers.campaign.matter import RECEIPT, Campaign, HandedIn, Stage, State, Submission
from handlers.campaign.opening import HAND_IN as OWED
from handlers.campaign.opening import organiser
from handlers.campaign.settings import CLOSES_AT
from scheduler import owed, stead
from scheduler.audience import who_is
from scheduler.calendar import calendar_of

HAND_IN, KEPT = "campaign.hand_in", "campaign.handed_in"
NOT_ONE = "campaign.not_handed_in"
AWAITED = timedelta(minutes=10)
MOST = 6
LONGEST_NAME = 30


def hand_in(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take in what somebody hands in, or say what is missing of it."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    mine = _his(turn, me, reading, situation)
    if mine is None:
        return
    if not mine:
        what = reading.slots.get("what") or ""
        turn.say(words.NOT_THAT.format(what=what) if what else words.NOTHING_OWED)
    elif len(mine) > 1:
        _which(turn, mine, message, reading, words.WHICH)
    else:
        _take(turn, mine[0], message, reading, situation)


def file_came(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask whether a file that came without a word is what is owed."""
    del situation
    mine = [submissions.find(turn.connection, row) for row in reading.slots["submissions"]]
    name = str(reading.slots["media"][0]["name"] or words.FILE_NAME)[:LONGEST_NAME]
    if len(mine) == 1:
        stage = cycles.stage(turn.connection, mine[0].stage_id)
        slots = _with_file(reading, message, mine[0])
        options = [
            Option(words.YES, HANDLER, HAND_IN, slots, ("是", "是的", "对", "对的", "嗯", "好", "确认")),
            Option(words.NO, HANDLER, NOT_ONE, {}, ("不", "不是的", "不对", "算了")),
        ]
        turn.ask(words.IS_IT.format(name=name, deliverable=stage.deliverable), options)
        return
    _which(turn, mine, message, reading, words.WHICH_IS_IT.format(name=name))


def not_handed_in(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say that the file is not taken for one."""
    del message, reading, situation
    turn.say(words.NOT_TAKEN)


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back what was handed in: the version before it counts again, or it is owed."""
    del situation
    one = submissions.find(turn.connection, int(deed.data["submission"]))
    stage = cycles.stage(turn.connection, one.stage_id)
    state = HandedIn.HANDED if one.version > 1 else HandedIn.OWED
    submissions.change(turn.connection, one, version=max(one.version - 1, 0), standing=state.value)
    submissions.drop_piece(turn.connection, one)
    if one.version <= 1:
        owed.take_back(turn, stage.subject, deed.source)
    campaign = cycles.find(turn.connection, stage.campaign_id)
    return words.TAKEN_BACK.format(title=campaign.title, deliverable=stage.deliverable)


def _his(turn: Turn, me: Person, reading: Reading, situation: Situation) -> list[Submission] | None:
    """Return what is meant of what somebody owes, or of whom he speaks for; None where that may not be."""
    whose = me
    if name := str(reading.slots.get("for") or ""):
        meant = who_is(turn.connection, name, turn.now, me)
        whose = meant[0] if len(meant) == 1 else me
    mine = submissions.of_person(turn.connection, [whose.id])
    asked = reading.slots.get("submissions") or ()
    named = [one for one in mine if one.id in asked]
    found = named or ([] if reading.slots.get("what") and whose is me else mine)
    if whose is not me:
        pledges = any(_of(turn, one)[0].is_pledge for one in found) or "承诺" in str(reading.slots.get("what"))
        speaks = whose.id in {one.id for one in stead.speaks_for(turn.connection, me.id, turn.now)}
        if pledges or not speaks:
            form = words.SELF_ONLY if pledges else words.MAY_NOT_FOR
            turn.say(form.format(who=whose.called))
            return None
    del situation
    return [one for one in found if one.state is not HandedIn.PASSED]


def _take(turn: Turn, one: Submission, message: Message, reading: Reading, situation: Situation) -> None:
    campaign, stage = _of(turn, one)
    writer = Writer(turn.now, situation.zone, calendar_of(turn.connection))
    due = due_at(stage.last, value_of(turn.connection, CLOSES_AT), situation.zone)
    media, text = reading.slots.get("media") or (), str(reading.slots.get("text") or "")
    if not media and not text:
        short = str(reading.slots.get("short") or "")
        before = words.TOO_SHORT.format(text=short) if short else ""
        _await(turn, one, stage, words.SEND_IT, before)
        return
    door, message_id = (str(reading.slots.get(key) or getattr(message, key)) for key in ("door", "message_id"))
    if media and attachments.is_lost(turn.connection, door, message_id):
        _await(turn, one, stage, words.NOT_FETCHED)
        return
    if not one.is_owed and turn.now > due:
        who = called(turn.connection, campaign, turn)
        turn.say(words.TOO_LATE.format(deliverable=stage.deliverable, day=writer.short(stage.last), organiser=who))
        return
    name = str(media[0]["name"])[:200] if media else ""
    came = {"door": door, "message_id": message_id, "name": name, "text": text} if media else {"text": text}
    at = turn.waiting.happened_at if turn.waiting else turn.now
    kept = submissions.add_piece(turn.connection, one, at, int(turn.person_id or one.person_id), **came)
    owed.settle(turn, OWED, stage.subject, one.person_id)
    receipt = RECEIPT.format(number=campaign.number, receipt=one.number)
    turn.record(KEPT, stage.subject, submission=one.id, version=kept.version, receipt=receipt)
    turn.may_undo(KEPT, stage.subject, submission=one.id)
    said = words.RECEIVED.format(
        deliverable=stage.deliverable,
        name=(name or (words.FILE_NAME if media else words.TEXT_NAME))[:LONGEST_NAME],
        receipt=receipt,
        at=f"{writer.short(at.astimezone(situation.zone).date())}{at.astimezone(situation.zone):%H:%M}",
        version=kept.version,
        replace=words.LATE if at > due else words.REPLACE.format(day=writer.short(stage.last)),
    )
    if message.channel is not Channel.PRIVATE:
        turn.say(words.RECEIVED_HERE)
        turn.whisper(said)
    else:
        turn.say(said)
    _tell_if_all(turn, campaign, stage)


def _await(turn: Turn, one: Submission, stage: Stage, said: str, before: str = "") -> None:
    """Take the next file of whoever owes it for this one. said: the words that ask for it; before: what goes before."""
    submissions.change(turn.connection, one, awaited_until=turn.now + AWAITED)
    turn.record("campaign.awaited", stage.subject, submission=one.id)
    turn.say(before + said.format(deliverable=stage.deliverable))


def _tell_if_all(turn: Turn, campaign: Campaign, stage: Stage) -> None:
    """Tell the organiser once when the last one has come."""
    every = submissions.of_stages(turn.connection, [stage.id])
    to = organiser(turn, campaign)
    if to is None or any(one.is_owed for one in every) or stage.state is not State.RUNNING:
        return
    text = words.ALL_IN.format(
        kind=kind_of(campaign.template),
        what=words.what_of(campaign.title, stage.deliverable),
        all=len(every),
        number=campaign.number,
    )
    turn.withdraw(f"{stage.subject}/all", "said anew")
    turn.push(to, text, audience="organiser", subject=f"{stage.subject}/all")


def _which(turn: Turn, mine: Sequence[Submission], message: Message, reading: Reading, question: str) -> None:
    options = []
    for one in mine[:MOST]:
        campaign, stage = _of(turn, one)
        slots = _with_file(reading, message, one)
        options.append(
            Option(f"{stage.deliverable}（{campaign.title}）", HANDLER, HAND_IN, slots, (stage.deliverable,))
        )
    if reading.intent != HAND_IN:
        options.append(Option(words.NO, HANDLER, NOT_ONE, {}, ("都不是", "不")))
    turn.ask(question, options)


def _with_file(reading: Reading, message: Message, one: Submission) -> dict[str, Any]:
    """Return the slots of an answer, with the message the file came in."""
    slots: dict[str, Any] = {"text": "", "for": "", **reading.slots}
    return slots | {"submissions": [one.id], "door": message.door, "message_id": message.message_id}


def _of(turn: Turn, one: Submission) -> tuple[Campaign, Stage]:
    stage = cycles.stage(turn.connection, one.stage_id)
    return cycles.find(turn.connection, stage.campaign_id), stage


def whose_person(turn: Turn, one: Submission) -> Person | None:
    """Return who owes it; None where he has left."""
    return people.person(turn.connection, one.person_id, turn.now)
