"""What closing a study brings: what is wanted is owed, contributions count, the absent hear how to make it up."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.study import parts, roster
from handlers.study.after import chasing, making_up, owing, settings, wanting, words
from handlers.study.after.forgetting import FORGETS
from handlers.study.after.owing import dated, due_of
from handlers.study.parts import DONE, DROPPED, PLANNED, Part
from handlers.study.roster import NEED_NOT
from handlers.study.studies import Study

SUBJECTS = (making_up.REMINDS, FORGETS)


def closed(turn: Turn, study: Study, zone: ZoneInfo) -> None:
    """Do what follows the end of signing in."""
    making_up.tell_missed(turn, study, zone)
    _settle_parts(turn, study, zone)
    turn.later(
        FORGETS, study.subject, study.closes_at + timedelta(days=value_of(turn.connection, settings.KEEP_REASONS))
    )
    if study.wants:
        owing.begin(turn, study, zone)
        text = wanting.wanted_text(study, study.wants, dated(due_of(turn, study, zone), zone))
        wanting.tell_wanted(turn, study, text, turn.now)


def reopened(turn: Turn, study: Study) -> None:
    """Take back what followed the end of signing in."""
    for kind in SUBJECTS:
        turn.cancel(kind, study.subject, "signing in goes on")
    owing.end(turn, study)
    every = parts.of_everybody(turn.connection, study.id)
    parts.settle(turn.connection, [one.id for one in every if one.noted_at <= study.opens_at], PLANNED)


def _settle_parts(turn: Turn, study: Study, zone: ZoneInfo) -> None:
    """Count what was announced for those who were there; ask the organiser of the others."""
    planned = [one for one in parts.of_studies(turn.connection, [study.id]) if one.state == PLANNED]
    entries = {one.person_id: one for one in roster.of_study(turn.connection, study.id)}
    there = {key for key, one in entries.items() if one.is_there or one.belongs == NEED_NOT}
    dropped = [one for one in planned if one.person_id is not None and one.person_id not in there]
    done = [one.id for one in planned if one not in dropped]
    parts.settle(turn.connection, done, DONE, study.starts_at.astimezone(zone).date())
    parts.settle(turn.connection, [one.id for one in dropped], DROPPED)
    if dropped:
        _ask_organiser(turn, study, dropped)


def _ask_organiser(turn: Turn, study: Study, dropped: list[Part]) -> None:
    names = "、".join(words.NAMED_PART.format(name=one.name, part=one.part) for one in dropped)
    text = words.DROPPED.format(
        title=study.title,
        count=len(dropped),
        names=names,
        name=dropped[0].name,
        part=dropped[0].part,
        number=study.number,
    )
    turn.record("study.part_dropped", study.subject, people=len(dropped))
    chasing.to_organiser(turn, study, text)
