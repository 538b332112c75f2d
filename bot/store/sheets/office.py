"""The sheets of the office itself, in the order in which an empty house is filled: each refers only to those before."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.sheets.appointments import CHARGES, MEMBERS, POSTS, ROLES
from bot.store.sheets.groups import CHATS
from bot.store.sheets.organisation import BRANCHES, LEVELS, UNITS
from bot.store.sheets.premises import BUILDINGS, CAMPUSES, PLACES
from bot.store.sheets.quiet_hours import QUIET_HOURS
from bot.store.sheets.roster import ROSTER
from bot.store.sheets.sheet import Sheet
from bot.store.sheets.staff import PEOPLE
from bot.store.sheets.standing_in import STAND_INS

OFFICE_SHEETS: Mapping[str, Sheet] = {
    sheet.key: sheet
    for sheet in (
        LEVELS,
        UNITS,
        CAMPUSES,
        PEOPLE,
        BRANCHES,
        MEMBERS,
        POSTS,
        CHARGES,
        ROLES,
        STAND_INS,
        PLACES,
        BUILDINGS,
        CHATS,
        ROSTER,
        QUIET_HOURS,
    )
}
