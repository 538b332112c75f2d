"""Chains: the calls that say something to somebody, a part each, put together with what they carry.

What is formed at once is stored at once: a statement for the parts of all chains that stand in the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from bot.store import lanes
from bot.store.calls import calls
from bot.store.pushes import CALLED, pushes

_put = insert(calls).returning(calls.c.id, sort_by_parameter_order=True)
_carry = (
    update(pushes)
    .where(pushes.c.id == bindparam("row"))
    .values(state=CALLED, **{name: bindparam(f"its_{name}") for name in ("route", "lane", "call_id", "said")})
)


@dataclass(frozen=True, slots=True)
class Carried:
    """One push that a call carries."""

    id: int
    lane: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What is put for some pushes: one call a body, in order. way_id: the lent token each of them spends."""

    route: str
    bodies: Sequence[bytes]
    carried: Sequence[Carried]
    said: str
    rank: int = 0
    way_id: int | None = None

    @property
    def lanes(self) -> list[str]:
        """Return the lanes of what it carries, each once."""
        return list(dict.fromkeys(one.lane for one in self.carried))


def put(connection: Connection, chains: Sequence[Chain], *, at: datetime) -> list[list[int]]:
    """Store the calls of some chains; their pushes are then called. Returns the rows of each. at: machine time."""
    made: list[list[int]] = [[] for _ in chains]
    for part in range(max((len(one.bodies) for one in chains), default=0)):
        some = [(one, rows) for one, rows in zip(chains, made, strict=True) if len(one.bodies) > part]
        values = [_part(one, part, rows[-1] if rows else None, at) for one, rows in some]
        for (_, rows), number in zip(some, connection.scalars(_put, values).all(), strict=True):
            rows.append(number)
    whole = list(zip(chains, made, strict=True))
    lanes.note(connection, ((number, one.lanes, one.said) for one, rows in whole for number in rows), at)
    carried = [
        {"row": push.id, "its_route": one.route, "its_lane": push.lane, "its_call_id": rows[-1], "its_said": one.said}
        for one, rows in whole
        for push in one.carried
    ]
    if carried:
        connection.execute(_carry, carried)
    return made


def _part(one: Chain, part: int, after: int | None, at: datetime) -> dict[str, Any]:
    return {
        "route": one.route,
        "body": one.bodies[part],
        "after_id": after,
        "last": int(part == len(one.bodies) - 1),
        "severity": one.rank,
        "created_at": at,
        "not_before": at,
        "way_id": one.way_id,
    }
