"""What `explain` is told of here, and how it prints what it read: `appraisal=ID TITLE`, a campaign under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.context import Fact
from bot.messages import Message
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.turn import Turn
from handlers.campaign import cycles, opening
from handlers.campaign.cycles import NewStage
from handlers.campaign.drafting import Writer
from handlers.campaign.known import HANDLER, Facts
from handlers.campaign.said.topics import topic_of
from handlers.campaign.templates import Answer, Per, templates
from scheduler.audience import read_audience
from scheduler.calendar import calendar_of

TITLE = "年度绩效考核"
DUE_IN = timedelta(days=14)
_CREATED = ("title", "due", "audience")
_HIDDEN = frozenset({"campaigns", "submissions", "media", "what", "stage_id"})


def suppose(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Begin a campaign of that title, its hand-in under way, run by the sender where he may."""
    del message
    title = " ".join(fact.words) or TITLE
    me = situation.sender if isinstance(situation.sender, Person) else None
    organisers = people.people_with(turn.connection, Role.ORGANISER, turn.now)
    runs = me if me is not None and Role.ORGANISER in me.roles else next(iter(organisers), me)
    if runs is None:
        return
    known = templates(turn.connection)
    template = topic_of(title, Facts(templates=known)).template or known[1]
    writer = Writer(turn.now, situation.zone, calendar_of(turn.connection))
    planned = []
    for place, rule in enumerate(template.stages):
        found = read_audience(turn.connection, rule.audience, turn.now) if rule.audience else None
        day = writer.today + DUE_IN * (place + 1)
        stage = NewStage(
            rule.name,
            rule.words,
            writer.today if rule is template.hand_in else day,
            day,
            rule.owner,
            found.audience.data() if found and found.is_clear else None,
            Per(rule.per),
            rule.deliverable,
            Answer(rule.answer),
        )
        planned.append(stage)
    campaign = cycles.begin(turn.connection, template.name, title, runs.id, planned, turn.now)
    opening.set_all(turn, campaign, writer)


def printed(reading: Reading) -> Mapping[str, Any]:
    """Return what a reading carries: of a beginning title, due and audience, of others what was said."""
    if reading.intent == "appraisal.create":
        found = {name: reading.slots.get(name) for name in _CREATED}
        return found | ({"audience": said} if (said := reading.slots.get("audience_said")) else {})
    return {name: value for name, value in reading.slots.items() if name not in _HIDDEN and value not in ("", [], None)}


PLANTS: Mapping[str, Callable[[Turn, Fact, Message, Situation], None]] = {"appraisal": suppose}
PRINTS: Mapping[str, Callable[[Reading], Mapping[str, Any]]] = {HANDLER: printed}
