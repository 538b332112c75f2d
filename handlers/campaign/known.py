"""What a reading may know: the campaigns under way, what the sender owes in them, the templates, the calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.messages import Kind, Message
from bot.store.people import Person
from bot.store.places import Place
from handlers.campaign import cycles, submissions
from handlers.campaign.matter import HandedIn
from handlers.campaign.templates import Template, shipped, templates
from scheduler.calendar import Calendar, calendar_of

HANDLER = "appraisal"
NAME = "campaign"


@dataclass(frozen=True, slots=True)
class Known:
    """A campaign under way. words: how it, its stages and what is handed in are called. is_own: the sender runs it."""

    id: int
    number: str
    title: str
    words: tuple[str, ...]
    stages: tuple[tuple[int, tuple[str, ...]], ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Mine:
    """Something the sender owes, or may still replace. is_awaited: he said that its file follows."""

    id: int
    title: str
    deliverable: str
    words: tuple[str, ...]
    is_owed: bool = True
    is_awaited: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in the rows at the moment of a message. lost: the submission whose file could not be fetched."""

    campaigns: tuple[Known, ...] = ()
    mine: tuple[Mine, ...] = ()
    lost: int = 0
    templates: tuple[Template, ...] = field(default_factory=shipped)
    calendar: Calendar = field(default_factory=Calendar)

    @property
    def own(self) -> tuple[Known, ...]:
        """Return the campaigns the sender runs."""
        return tuple(one for one in self.campaigns if one.is_own)


def facts_of(found: object) -> Facts:
    """Return the facts of a situation, empty ones where it has none."""
    return found if isinstance(found, Facts) else Facts()


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Read what a reading may know."""
    me = sender if isinstance(sender, Person) else None
    return Facts(
        campaigns=_campaigns(connection, me),
        mine=_mine(connection, me, now) if me else (),
        lost=_lost(connection, message),
        templates=templates(connection),
        calendar=calendar_of(connection),
    )


def _lost(connection: Connection, message: Message) -> int:
    """Return the submission whose newest version came with a file that could not be fetched; 0 for none."""
    if message.kind is not Kind.RESULT or not message.data.get("lost"):
        return 0
    return submissions.came_with(connection, message.door, str(message.data.get("of", "")))


def _campaigns(connection: Connection, me: Person | None) -> tuple[Known, ...]:
    running = cycles.open_ones(connection)
    those = cycles.stages_of(connection, [one.id for one in running])
    words = {one.name: one.words for one in templates(connection)} if running else {}
    found = []
    for one in running:
        own = [stage for stage in those if stage.campaign_id == one.id]
        named = {
            one.title,
            *words.get(one.template, ()),
            *(word for stage in own for word in (stage.name, stage.deliverable, *stage.words)),
        }
        found.append(
            Known(
                one.id,
                one.number,
                one.title,
                tuple(sorted(filter(None, named))),
                tuple((stage.id, tuple(filter(None, (stage.name, *stage.words, stage.deliverable)))) for stage in own),
                is_own=me is not None and me.id == one.organiser_id,
            )
        )
    return tuple(found)


def _mine(connection: Connection, me: Person, now: datetime) -> tuple[Mine, ...]:
    rows = submissions.of_person(connection, [me.id])
    stages = {row.stage_id: cycles.stage(connection, row.stage_id) for row in rows}
    found = []
    for row in rows:
        stage = stages[row.stage_id]
        if row.state is HandedIn.PASSED:
            continue
        campaign = cycles.find(connection, stage.campaign_id)
        is_awaited = row.awaited_until is not None and row.awaited_until > now
        words = tuple(filter(None, (stage.deliverable, campaign.title, *stage.words)))
        found.append(Mine(row.id, campaign.title, stage.deliverable, words, row.is_owed, is_awaited))
    return tuple(found)
