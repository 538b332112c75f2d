"""The ticket slice: repairs and hazards, from the first word to 满意 or 销号."""

from __future__ import annotations

from functools import partial

from bot.registry import Due, Slice
from bot.settings import Office
from bot.store import passed_on as passing
from handlers.ticket import known, listing, passed_on, rectify, request, response, said, steps, wishes
from handlers.ticket.steps import Alarm


def slice_of(office: Office, alarm: Alarm) -> Slice:
    """Return the slice. alarm: opens an incident of a sentence, for what turns out to be one."""
    return Slice(
        name=said.HANDLER,
        read=said.read,
        facts=known.facts,
        acts={
            **request.ACTS,
            **steps.ACTS,
            "ticket.turn": steps.turning(alarm),
            **rectify.ACTS,
            **wishes.ACTS,
            **listing.ACTS,
        },
        dues={
            response.UNANSWERED: Due(partial(response.run, office=office), is_chain=True),
            rectify.OVERDUE: Due(partial(rectify.run, office=office), is_chain=True),
            passing.REPAIR: Due(partial(passed_on.run, office=office)),
            passing.HAZARD: Due(partial(passed_on.run, office=office)),
        },
    )
