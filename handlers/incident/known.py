"""What the readings of incidents may know: the names of the house, and what is open as the sender stands to it."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from bot.messages import Message
from bot.store.audit import audit
from bot.store.people import Person
from bot.store.places import Place, all_buildings, buildings, campuses
from bot.store.units import all_units, units
from handlers.incident import cases, settings, witnesses, words
from handlers.incident.cases import Case
from handlers.incident.facts import Facts, Open
from handlers.incident.heard.lexicon import Lexicon, lexicon_of
from handlers.incident.kinds import incident_kinds, kinds
from handlers.incident.leaders import Part
from handlers.incident.matter import Rules
from handlers.incident.parts import parts_of
from handlers.incident.state import needs

LATELY = timedelta(days=3)
#: Tables change by imports, and each leaves an audit row; what is put in otherwise shows in their sizes.
_EDITION = select(
    select(audit.c.hash).order_by(audit.c.number.desc()).limit(1).scalar_subquery(),
    *(
        select(func.count()).select_from(table).scalar_subquery()
        for table in (campuses, buildings, units, incident_kinds)
    ),
)
_GATHERED: MutableMapping[Engine, tuple[tuple[Any, ...], Lexicon]] = WeakKeyDictionary()
ACTING = frozenset({Part.LEADER, Part.DEPUTY, Part.HEAD, Part.DUTY, Part.SECRETARY})


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Return what the readings may know of one sender: his own incidents first, then those of the same group."""
    everything = cases.open_cases(connection)
    ended = [one for one in cases.ended_since(connection, now - LATELY) if isinstance(sender, Person)]
    reported = witnesses.reported_by(connection, message.order_key, [one.id for one in (*everything, *ended)])
    rules = settings.read(connection).rules if everything or ended else Rules()
    parts = parts_of(connection, (*everything, *ended), sender, now)
    ids = [one.id for one in everything]
    unseen = witnesses.unseen_by(connection, sender.id, ids) if ids and isinstance(sender, Person) else set()
    mine = [one for one in everything if parts[one.id] is not Part.NONE or one.id in reported]
    theirs = [one for one in everything if one not in mine]
    here = [one for one in theirs if message.chat is not None and one.chat == message.chat]
    others = [one for one in theirs if one not in here] if isinstance(sender, Person) else []
    secret = {kind.name for kind in lexicon(connection).kinds if kind.few_only} if others else set()
    of_his = [one for one in ended if parts[one.id] is not Part.NONE or one.id in reported]
    return Facts(
        open=tuple(
            replace(_open(one, parts[one.id], rules, now, is_reporter=one.id in reported), is_unseen=one.id in unseen)
            for one in (*mine, *here)
        ),
        elsewhere=tuple(
            _open(one, Part.NONE, rules, now, is_reporter=False) for one in others if one.kind not in secret
        ),
        lexicon=lexicon(connection),
        recently_closed=tuple(_open(one, parts[one.id], rules, now, is_reporter=one.id in reported) for one in of_his),
    )


def lexicon(connection: Connection) -> Lexicon:
    """Return the names of the house; gathered anew only where a table was changed since."""
    edition = tuple(connection.execute(_EDITION).one())
    known = _GATHERED.get(connection.engine)
    if known is None or known[0] != edition:
        known = _GATHERED[connection.engine] = (edition, _gathered(connection))
    return known[1]


def _gathered(connection: Connection) -> Lexicon:
    rows = connection.execute(select(campuses.c.name, campuses.c.aliases).order_by(campuses.c.id)).all()
    named = [(row.name, row.aliases) for row in rows]
    return lexicon_of(kinds(connection), named, all_buildings(connection), all_units(connection))


def _open(case: Case, part: Part, rules: Rules, now: datetime, *, is_reporter: bool) -> Open:
    return Open(
        id=case.id,
        number=case.number,
        kind=case.kind,
        place=case.where,
        stage=case.state.stage,
        is_mine=part in (Part.LEADER, Part.DEPUTY),
        is_scene_head=part in (Part.HEAD, Part.DUTY),
        is_reporter=is_reporter,
        can_act=part in ACTING,
        needs=tuple(leg.value for leg in needs(case.state, rules)),
        asked=case.asked if is_reporter else "",
        is_drill=case.state.is_drill,
        opened_minutes=int((now - case.opened_at) / timedelta(minutes=1)),
    )


def handover(connection: Connection, now: datetime) -> list[str]:
    """Say what is open, one line an incident, for whoever takes a shift over; of what only few may know nothing."""
    del now
    rules = settings.read(connection).rules
    secret = {kind.name for kind in kinds(connection) if kind.few_only}
    return [
        words.STATUS.format(what=words.what(one), status=one.state.stage, number=words.number(one))
        + words.still(one, needs(one.state, rules))
        for one in cases.open_cases(connection)
        if one.kind not in secret
    ]
