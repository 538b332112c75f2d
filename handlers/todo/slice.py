"""The todo slice: what somebody still owes, and the morning digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from bot.registry import Act, Due, Slice
from bot.settings import Office
from handlers.todo import digest, listing, said, switching
from handlers.todo.digest import Sources
from scheduler.agenda import Agenda
from scheduler.todo import Registry


def slice_of(
    office: Office,
    registry: Registry | None = None,
    agendas: Sequence[Agenda] = (),
    lists: Mapping[str, Act] | None = None,
) -> Slice:
    """Return the slice.

    registry: what each kind of owed is called; agendas: what slices say of a day; lists: who shows a part of it.
    """
    sources = Sources(registry or {}, tuple(agendas))
    return Slice(
        name="todo",
        read=said.read,
        acts={
            said.LIST: listing.listing(sources.registry, lists),
            said.DIGEST_OFF: switching.off,
            said.DIGEST_ON: switching.on,
            said.DIGEST: switching.showing(sources),
        },
        dues={digest.TIMER: Due(partial(digest.run, office=office, sources=sources))},
        undos={said.DIGEST_OFF: switching.undo_off, said.DIGEST_ON: switching.undo_on},
    )
