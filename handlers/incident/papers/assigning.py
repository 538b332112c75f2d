"""A measure of an incident's summary is given as a task: shown once and confirmed, by who has the summary to see to.

What a task is, another slice knows; the function that makes one is handed in.
"""

from __future__ import annotations

from typing import Protocol

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.incident import words as incident_words
from handlers.incident.papers import answers, replies
from handlers.incident.papers.answers import Planned
from handlers.incident.papers.standing import chosen


class Assign(Protocol):
    """Makes a task of what is to be done."""

    def __call__(self, turn: Turn, title: str, owner_text: str, due_text: str, source: str) -> str:
        """Ask for the confirmation of a task. source: `incident:12`. Returns what is said besides."""


def assigning(assign: Assign | None) -> Act:
    """Return the act of 措施1转督办. assign: makes a task of it; None: there are no tasks here."""

    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        one = chosen(turn, message, reading, situation, lambda one: one.may_write)
        if one is None:
            return
        measures = answers.measures_of(turn.connection, one.case.id)
        wanted = int(reading.slots.get("which") or 0)
        found = [each for each in measures if wanted in (0, each.number)]
        number = incident_words.number(one.case)
        if assign is None or not found:
            turn.say(replies.NO_MEASURE.format(number=number))
        elif len(found) > 1:
            turn.say(replies.WHICH_MEASURE.format(count=len(found), number=number))
        elif said := assign(turn, found[0].text, found[0].person, _due(found[0]), one.case.subject):
            turn.say(said)

    return act


def _due(measure: Planned) -> str:
    day = measure.due_on
    return f"{day.year}年{day.month}月{day.day}日前" if day else measure.due
