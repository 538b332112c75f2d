"""Who may have which paper, and which incident is meant. By rows alone; who may not learns of no number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.places import Place
from bot.store.prompts import MOST_BUTTONS, Option
from bot.turn import Turn
from handlers.incident import cases, witnesses
from handlers.incident import words as incident_words
from handlers.incident.cases import Case
from handlers.incident.facts import HANDLER
from handlers.incident.kinds import kinds
from handlers.incident.leaders import Part
from handlers.incident.matter import Paper, Stage
from handlers.incident.papers import words
from handlers.incident.papers.rows import papers
from handlers.incident.parts import part_of, parts_of

LATELY = timedelta(days=3)
HAVING = frozenset({Part.LEADER, Part.DEPUTY, Part.HEAD, Part.DUTY, Part.CHIEF})
OF_FEW = frozenset({Part.LEADER, Part.CHIEF})  # of what only few may know; others of HAVING only where they were told
WRITING = frozenset({Part.LEADER, Part.DEPUTY, Part.HEAD})
SIGNING = frozenset({Part.LEADER, Part.DEPUTY, Part.CHIEF})


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to the papers of one incident. may_have: 首报 and 续报. is_drafter: he was asked to draft."""

    case: Case
    part: Part
    may_have: bool
    is_drafter: bool

    @property
    def may_read(self) -> bool:
        """Whether he may be given the draft of the summary."""
        return self.may_have or self.is_drafter

    @property
    def may_write(self) -> bool:
        """Whether what he says of cause, blame, lessons and measures is taken down, and he may hand in."""
        state = self.case.state
        return self.is_writer and state.is_open and state.summary is not Paper.ACCEPTED

    @property
    def is_writer(self) -> bool:
        """Whether the summary is his to write at all."""
        return self.is_drafter or (self.may_have and self.part in WRITING)

    @property
    def may_hand_in(self) -> bool:
        """Whether the summary can be handed in by him now."""
        return self.may_write and self.case.state.stage is Stage.CONTROLLED

    @property
    def may_delegate(self) -> bool:
        """Whether he may ask somebody to draft."""
        return self.may_write and self.part in (Part.LEADER, Part.DEPUTY)

    @property
    def may_sign(self) -> bool:
        """Whether a summary waits for his word."""
        is_other = not self.is_drafter or self.part is Part.LEADER
        waits = self.case.state.is_open and self.case.state.summary is Paper.HANDED_IN
        return waits and is_other and self.may_have and self.part in SIGNING


def standing(connection: Connection, case: Case, sender: Person | Place | None, now: datetime) -> Standing:
    """Return how a sender stands to the papers of an incident."""
    return _standing(connection, case, part_of(connection, case, sender, now), sender)


def _standing(connection: Connection, case: Case, part: Part, sender: Person | Place | None) -> Standing:
    is_few = any(kind.name == case.kind and kind.few_only for kind in kinds(connection))
    may_have = part in HAVING and (not is_few or part in OF_FEW or _was_told(connection, case, sender))
    return Standing(case, part, may_have, _is_drafter(connection, case, sender))


def known_to(connection: Connection, sender: Person | Place | None, now: datetime) -> list[Standing]:
    """Return how a sender stands to every incident that is open or ended lately and that he may have papers of."""
    all_cases = [*cases.open_cases(connection), *cases.ended_since(connection, now - LATELY)]
    parts = parts_of(connection, all_cases, sender, now)
    found = (_standing(connection, one, parts[one.id], sender) for one in all_cases)
    return [one for one in found if one.may_read]


def chosen(
    turn: Turn, message: Message, reading: Reading, situation: Situation, fits: Callable[[Standing], bool]
) -> Standing | None:
    """Return the incident meant; None where he was asked back or told why not. fits: for which it may be said."""
    if message.channel is not Channel.PRIVATE:
        turn.say(words.ONLY_PRIVATELY)
        return None
    wanted, number = reading.slots.get("incident"), str(reading.slots.get("number") or "")
    if number or wanted is not None:
        case = cases.by_number(turn.connection, number) if number else cases.load(turn.connection, int(str(wanted)))
        one = standing(turn.connection, case, situation.sender, turn.now) if case else None
        if one is None or not one.may_read:
            turn.say(words.NOT_FOR_YOU)
            return None
        return one
    mine = known_to(turn.connection, situation.sender, turn.now)
    fitting = [one for one in mine if fits(one)] or mine
    still_open = [one for one in fitting if one.case.state.is_open] or fitting
    if len(still_open) == 1:
        return still_open[0]
    _ask_which(turn, reading, still_open)
    return None


def _ask_which(turn: Turn, reading: Reading, some: list[Standing]) -> None:
    if not some:
        turn.say(words.NOT_FOR_YOU)
        return
    options = [
        Option(
            f"{incident_words.what(one.case)} {one.case.number}",
            HANDLER,
            reading.intent,
            {**reading.slots, "incident": one.case.id, "number": ""},
            (one.case.number,),
        )
        for one in some[:MOST_BUTTONS]
    ]
    turn.ask(words.WHICH_ONE, options)


def _was_told(connection: Connection, case: Case, sender: Person | Place | None) -> bool:
    return isinstance(sender, Person) and case.id in witnesses.told_as(connection, sender.id, [case.id])


def _is_drafter(connection: Connection, case: Case, sender: Person | Place | None) -> bool:
    if not isinstance(sender, Person):
        return False
    his = (papers.c.incident_id == case.id) & (papers.c.drafter_id == sender.id)
    return connection.execute(select(papers.c.incident_id).where(his)).first() is not None
