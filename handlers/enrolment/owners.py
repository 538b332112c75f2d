"""Whose group a text may mean: the units and branches it names, and what it leaves unread beside their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.store.units import Branch, Unit, all_branches, all_units
from knowledge.text import fold, squeeze

LEAST_OF_A_NAME = 2


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit or branch a text may mean. beside: what the text says besides its name, squeezed and folded."""

    one: Unit | Branch
    beside: str = ""

    @property
    def which(self) -> dict[str, int]:
        """Its row, as the slots of an option keep it."""
        return {"unit_id" if isinstance(self.one, Unit) else "branch_id": self.one.id}


def named(connection: Connection, text: str) -> list[Owner]:
    """Return the units and branches a text may mean: called so; else the longest name in it; else it in their names."""
    said = _plain(text)
    if len(said) < LEAST_OF_A_NAME:
        return []
    exact = called(connection, text)
    known = _known(connection)
    inside = [(max((name for name in names if name in said), key=len, default=""), one) for one, names in known]
    longest = max((len(name) for name, _ in inside), default=0)
    held = [Owner(one, said.replace(name, "", 1)) for name, one in inside if name and len(name) == longest]
    return exact or held or [Owner(one) for one, names in known if any(said in name for name in names)]


def called(connection: Connection, text: str) -> list[Owner]:
    """Return the units and branches that are called just so."""
    said = _plain(text)
    return [Owner(one) for one, names in _known(connection) if said in names]


def by_row(connection: Connection, slots: Mapping[str, Any]) -> Owner | None:
    """Return the unit or branch of `Owner.which`; None where it is gone."""
    everything = _everything(connection)
    return next((found for one in everything if (found := Owner(one)).which.items() <= slots.items()), None)


def _everything(connection: Connection) -> list[Unit | Branch]:
    return [*all_units(connection), *all_branches(connection)]


def _known(connection: Connection) -> list[tuple[Unit | Branch, list[str]]]:
    return [(one, [_plain(name) for name in one.names]) for one in _everything(connection)]


def _plain(text: str) -> str:
    return squeeze(fold(text))
