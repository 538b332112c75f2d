"""The study slice: planned and opened, attended, excused, made up, handed in, counted."""

from __future__ import annotations

from functools import partial
from types import ModuleType

from bot.messages import Message
from bot.packing import Vault
from bot.registry import Due, Slice
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from bot.turn import Turn
from handlers.study import (
    after,
    asking,
    attending,
    beginning,
    closing,
    counted,
    due,
    extending,
    known,
    papers,
    planning,
    plans,
    said,
    showing,
    signing,
    talk,
    timing,
)

PARTS = (planning, attending, after, counted, plans)


def make_up(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Make up a sign-in 补签, or the study itself 补学."""
    part: ModuleType = after if reading.slots.get("what") == papers.LATER else attending
    part.ACTS[talk.MAKEUP](turn, message, reading, situation)


def speak(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take down the title of what is to be said at a study to come, or register what was contributed."""
    part: ModuleType = planning if reading.slots.get("what") == talk.TITLE["what"] else after
    part.ACTS[talk.SPEECH](turn, message, reading, situation)


def slice_of(office: Office, pages: str = "", vault: Vault | None = None) -> Slice:
    """Return the slice.

    pages: the address the house's pages are reached at, empty where they are not.
    vault: where files that came are read from; None: nowhere.
    """
    desk = plans.Desk(vault.database, vault.store) if vault else None
    return Slice(
        name=talk.HANDLER,
        read=said.read,
        facts=known.facts,
        acts={
            talk.OPEN: planning.opener(pages),
            talk.CODE: showing.shower(pages),
            talk.SIGN: signing.sign,
            talk.STATS: asking.stats,
            talk.ABSENT: asking.absent,
            talk.CLOSE: asking.close,
            talk.EXTEND: extending.extend,
            talk.URGE: asking.urge,
            talk.WINDOW: asking.window,
            **{intent: act for part in PARTS for intent, act in part.ACTS.items()},
            talk.MAKEUP: make_up,
            talk.SPEECH: speak,
        },
        prepares={
            **plans.prepares_of(desk),
            **attending.prepares_of(desk),
            **after.prepares_of(vault),
            **counted.prepares_of(desk.database if desk else None),
        },
        dues={
            timing.OPENS: Due(partial(due.opens, office=office, pages=pages)),
            timing.NUDGES: Due(partial(due.nudge, office=office)),
            timing.CLOSES: Due(partial(due.closes, office=office)),
            timing.TALLIES: Due(partial(due.tally, office=office)),
            **{kind: run for part in PARTS for kind, run in part.dues_of(office).items()},
        },
        undos={
            **signing.UNDOS,
            **beginning.UNDOS,
            **closing.UNDOS,
            **extending.UNDOS,
            **{kind: undo for part in PARTS for kind, undo in part.UNDOS.items()},
        },
    )
