"""The study slice: planned and opened, attended, excused, made up, handed in, counted."""

from __future__ import annotations

from functools import partial

from bot.registry import Due, Slice
from bot.settings import Office
from handlers.study import (
    after,
    asking,
    attending,
    beginning,
    closing,
    counted,
    due,
    known,
    planning,
    plans,
    said,
    showing,
    signing,
    talk,
    timing,
)

PARTS = (planning, attending, after, counted, plans)


def slice_of(office: Office, pages: str = "", desk: plans.Desk | None = None) -> Slice:
    """Return the slice.

    pages: the address the house's pages are reached at, empty where they are not. desk: where files that came are read
    from; None: nowhere.
    """
    return Slice(
        name=talk.HANDLER,
        read=said.read,
        facts=known.facts,
        acts={
            talk.OPEN: beginning.beginner(pages),
            talk.CODE: showing.shower(pages),
            talk.SIGN: signing.sign,
            talk.STATS: asking.stats,
            talk.ABSENT: asking.absent,
            talk.CLOSE: asking.close,
            talk.URGE: asking.urge,
            talk.WINDOW: asking.window,
            **{intent: act for part in PARTS for intent, act in part.ACTS.items()},
        },
        prepares={**plans.prepares_of(desk), **attending.prepares_of(desk)},
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
            **{kind: undo for part in PARTS for kind, undo in part.UNDOS.items()},
        },
    )
