"""The names a text is searched for: kinds of incidents, campuses, buildings, units. Data only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.store.names import fold, fold_place
from bot.store.places import Building
from bot.store.units import Unit
from handlers.incident.kinds import Kind, defaults

Stands = tuple[str, str]  # campus, building


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the house knows by name.

    campuses: each name and alias, folded, to the campus. buildings: each name and alias, folded as places are, to every
    (campus, building) it may mean; lengths: how long their names are, the longest first. units: each name and alias,
    folded, to the unit.
    """

    kinds: tuple[Kind, ...] = field(default_factory=defaults)
    campuses: Mapping[str, str] = field(default_factory=dict)
    buildings: Mapping[str, tuple[Stands, ...]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()


def lexicon_of(
    kinds: tuple[Kind, ...],
    campuses: Iterable[tuple[str, Iterable[str]]],
    buildings: Iterable[Building],
    units: Iterable[Unit],
) -> Lexicon:
    """Gather the names. campuses: each campus with its aliases."""
    standing: dict[str, tuple[Stands, ...]] = {}
    for one in buildings:
        for name in one.names:
            known = standing.get(fold_place(name), ())
            standing[fold_place(name)] = tuple(dict.fromkeys((*known, (one.campus, one.name))))
    return Lexicon(
        kinds=kinds,
        campuses={fold(name): campus for campus, aliases in campuses for name in (campus, *aliases)},
        buildings=standing,
        units={fold(name): unit.name for unit in units for name in unit.names},
        lengths=tuple(sorted({len(name) for name in standing if name}, reverse=True)),
    )
