"""The task slice: from 交办 to 销号, owed until it is confirmed."""

from __future__ import annotations

from functools import partial

from bot.registry import Due, Slice
from bot.settings import Office
from handlers.task import bulletin, chasing, dating, extending, handing_out, known, moving, said, showing, steps, urging
from handlers.task.taking_back import UNDOS


def slice_of(office: Office) -> Slice:
    """Return the slice."""
    return Slice(
        name=said.HANDLER,
        read=said.read,
        facts=known.facts,
        acts={
            **handing_out.ACTS,
            **steps.ACTS,
            **extending.ACTS,
            **moving.ACTS,
            **dating.ACTS,
            **urging.ACTS,
            **showing.ACTS,
            **bulletin.ACTS,
        },
        dues={
            chasing.NAG: Due(partial(chasing.run, office=office)),
            chasing.MILESTONE: Due(partial(chasing.run_milestone, office=office)),
        },
        undos=UNDOS,
    )
