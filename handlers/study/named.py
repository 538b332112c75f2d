"""Which studies a sentence names: by number, by title, by the branch or unit they are for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from bot.store.units import all_branches, find_branch, find_unit, units_of
from handlers.study import studies
from handlers.study.studies import Study
from handlers.study.talk import ABSENT, CLOSE, EXTEND, STATS, URGE

#: Of these whoever asks may mean another study than the one at hand; elsewhere a unit may say whose somebody is.
_OF_A_STUDY = frozenset({STATS, ABSENT, CLOSE, EXTEND, URGE})
_SHORT = re.compile(r"(?<!党)支部")
_NUMBER = re.compile(r"XX-0*(?P<id>\d{1,9})", re.IGNORECASE)


def named(connection: Connection, text: str, intent: str, near: Sequence[Study]) -> list[Study] | None:
    """Return the studies that are named, of `near` unless by number; None: none is; empty: there is none such."""
    if found := _NUMBER.search(text):
        one = studies.find(connection, int(found["id"]))
        return [one] if one is not None else []
    titled = [one for one in near if one.title in text]
    if titled or intent not in _OF_A_STUDY:
        longest = max((len(one.title) for one in titled), default=0)
        return [one for one in titled if len(one.title) == longest] or None
    return _of_whom(connection, text, near) or None


def _of_whom(connection: Connection, text: str, near: Sequence[Study]) -> list[Study]:
    branch = find_branch(connection, _SHORT.sub("党支部", text)) or find_branch(connection, text)
    unit = find_unit(connection, text)
    if branch is not None:
        return [one for one in near if one.branch_id == branch.id]
    if unit is None:
        return []
    covering = {one.id for one in all_branches(connection) if unit.id in units_of(connection, one.id)}
    if "支部" in text:
        return [one for one in near if one.branch_id in covering]
    return [one for one in near if one.unit_id == unit.id]
