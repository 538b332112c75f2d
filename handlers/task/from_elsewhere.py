"""A task of a meeting's decision: shown once and confirmed, as any other. For who wires the slices."""

from __future__ import annotations

from typing import Protocol

from bot.settings import Office
from bot.situation import Situation
from bot.store import people
from bot.turn import Turn
from handlers.task import owners, words
from handlers.task.due import due_slots
from handlers.task.handing_out import propose
from scheduler.calendar import calendar_of


class Assign(Protocol):
    """Makes a task of what was decided."""

    def __call__(self, turn: Turn, title: str, owner_text: str, due_text: str, source: str) -> str:
        """Ask for the confirmation of a task. source: `meeting:12`. Returns what is said besides."""


def assigning(office: Office) -> Assign:
    """Return the function that makes a task of what was decided; whoever said it confirms it."""

    def assign_from(turn: Turn, title: str, owner_text: str, due_text: str, source: str) -> str:
        """Ask for the one confirmation of a task; who may not assign is told so. Returns what is said besides."""
        sender = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
        if sender is None:
            return words.ENROL_FIRST
        situation = Situation(turn.now, office, sender)
        if not owners.may_assign_at_all(sender, turn.connection, turn.now):
            return words.MAY_NOT.format(contact=situation.contact)
        now = turn.now.astimezone(situation.zone)
        due = due_slots(due_text, now, calendar_of(turn.connection)) if due_text else {}
        name = words.SOURCES.get(source.partition(":")[0], source)
        propose(turn, {"title": title, "owner": owner_text, "source": name, **due}, sender, situation)
        return ""

    return assign_from
