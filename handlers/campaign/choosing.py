"""Whose a campaign is, and which of them is meant: rights first, then what was named; what is unclear is asked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.messages import Message
from bot.rights import Act, Concern, may_concerning, may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.campaign import cycles, words
from handlers.campaign.known import HANDLER
from handlers.campaign.matter import Campaign, Stage, State
from handlers.campaign.templates import Answer

MOST = 6


def organiser_of(turn: Turn, situation: Situation) -> Person | None:
    """Return the sender where he may run a campaign somewhere; None where that had to be said."""
    me = situation.sender
    if not situation.among_ourselves:
        turn.say(words.PRIVATELY)
        return None
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return None
    if not may_somewhere(me.held, Act.RUN_CAMPAIGN):
        turn.say(words.MAY_NOT_RUN.format(contact=situation.contact))
        return None
    return me


def may_run(me: Person, campaign: Campaign) -> bool:
    """Whether somebody may act on a campaign: whoever began it, and who may on all of them."""
    return me.id == campaign.organiser_id or may_concerning(me.id, me.held, Act.RUN_CAMPAIGN, Concern())


def chosen(turn: Turn, message: Message, reading: Reading, situation: Situation) -> Campaign | None:
    """Return the campaign that is meant, of those the sender may act on; None where that had to be said or asked."""
    del message
    me = situation.sender
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return None
    running = cycles.open_ones(turn.connection)
    named = [one for one in running if one.id in (reading.slots.get("campaigns") or ())]
    theirs = [one for one in named or running if may_run(me, one)]
    own = [one for one in theirs if one.organiser_id == me.id]
    found = own if len(own) == 1 and not named else theirs
    if len(found) == 1:
        return found[0]
    if found:
        options = [
            Option(f"{one.title} {one.number}", HANDLER, reading.intent, {**reading.slots, "campaigns": [one.id]})
            for one in found[:MOST]
        ]
        turn.ask(words.WHICH, options)
        return None
    turn.say(_nothing(turn, named or running, situation))
    return None


def stage_meant(connection: Connection, campaign: Campaign, said: str) -> Stage | None:
    """Return the stage a word names, else the one that is under way, those with something to hand in first."""
    those = cycles.stages_of(connection, [campaign.id])
    named = [
        (len(word), -one.position, one)
        for one in those
        for word in (one.name, one.deliverable, *one.words)
        if word and word in said and word not in campaign.title
    ]
    if named:
        return max(named, key=lambda found: found[:2])[2]
    running = [one for one in those if one.state is State.RUNNING]
    handed = [one for one in running or those if one.answer is Answer.HAND_IN]
    return next(iter((*handed, *running, *those)), None)


def called(connection: Connection, campaign: Campaign, turn: Turn) -> str:
    """Return how the organiser is called."""
    found = people.person(connection, campaign.organiser_id, turn.now)
    return found.called if found else words.NOBODY


def _nothing(turn: Turn, others: Sequence[Campaign], situation: Situation) -> str:
    if not others:
        return words.NOTHING_RUNS
    if len(others) == 1:
        organiser = called(turn.connection, others[0], turn)
        return words.NOT_YOURS.format(title=others[0].title, organiser=organiser)
    return words.MAY_NOT_RUN.format(contact=situation.contact)
