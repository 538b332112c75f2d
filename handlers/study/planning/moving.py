"""Carrying a change out: the study, its roster, its parts, its notice and its timers; and putting it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update

from bot.situation import Situation
from bot.store import people as persons
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import ahead, enlisting, organising, parts, roster, rows, settings, studies
from handlers.study.parts import DROPPED, Part
from handlers.study.parts import PLANNED as INTENDED
from handlers.study.planning import notice, sending, speakers, words, writing
from handlers.study.planning.wanted import Wanted
from handlers.study.roster import ATTENDS, SPEAKING
from handlers.study.studies import OPEN, PLANNED, Study
from handlers.study.timing import OPENS
from handlers.study.window import around
from scheduler import notices, owed
from scheduler.audience import Audience, people_in
from scheduler.gathering.clock import Clock
from scheduler.leads import dated
from scheduler.notices import Notice
from scheduler.notices import rows as notice_rows
from scheduler.notices import words as said
from scheduler.notices.changing import snapshot
from scheduler.notices.sending import owe, tell

CHANGED = "checkin.changed"


def moved(turn: Turn, study: Study, one: Wanted, lines: Sequence[str], clock: Clock) -> None:
    """Change a study and tell whom it concerns."""
    stands = notice.standing(turn, study)
    was = _snapshot(turn, study, stands)
    after = studies.moved(
        turn.connection, study, *_window(turn, one), version=study.version + 1, **_columns(study, one)
    )
    rows_before = _belong(turn, after, one)
    dropped, added = _roles(turn, after, one)
    if one.audience is not None or dropped or added:
        enlisting.enlist(turn, after)
    if stands is not None:
        _renotify(turn, after, one, stands, "；".join(lines), clock.zone, {each.person_id for each in dropped})
    speakers.tell_no_longer(turn, after, [each for each in dropped if not _stays(each, added)], clock.zone)
    speakers.tell(turn, after, added, clock.zone)
    if one.start is not None:
        turn.cancel(OPENS, after.subject, "moved")
        turn.later(OPENS, after.subject, after.opens_at)
        _tell_speakers(turn, after, added, clock.zone)
    if stands is None and after.plan_id is not None:  # nobody was told of it yet
        ahead.arm(turn, after, clock.zone)
    if one.start is not None or one.place:
        sending.give_calendar(turn, after)
    turn.record(CHANGED, study.subject, version=after.version, lines=list(lines))
    kept = {"dropped": [each.id for each in dropped], "added": [each.id for each in added], "rows": rows_before}
    turn.may_undo(CHANGED, study.subject, **was, **kept)


def _snapshot(turn: Turn, study: Study, stands: Notice | None) -> dict[str, Any]:
    del turn
    return {
        "starts_at": study.starts_at.isoformat(),
        "ends_at": study.ends_at.isoformat() if study.ends_at else "",
        "place": study.place,
        "topic": study.topic,
        "audience": study.audience.data(),
        "notice": snapshot(stands) if stands else {},
    }


def _columns(study: Study, one: Wanted) -> dict[str, Any]:
    length = study.ends_at - study.starts_at if study.ends_at else None
    columns: dict[str, Any] = {"place": one.place[:60]} if one.place else {}
    columns |= {"topic": one.topic[:200]} if one.topic else {}
    columns |= {"audience": one.audience} if one.audience is not None else {}
    if one.start is not None:
        columns |= {"starts_at": one.start, "ends_at": one.start + length if length else None}
    return columns


def _window(turn: Turn, one: Wanted) -> tuple[Any, ...]:
    return (around(one.start, *settings.margins(turn.connection)),) if one.start is not None else ()


def _belong(turn: Turn, study: Study, one: Wanted) -> list[list[Any]]:
    """Give people another place on the roster. Returns where each stood before: person, belongs, why."""
    before = []
    for who, belongs in one.belonging():
        if who.one is None:
            continue
        row = roster.one(turn.connection, study.id, who.one.id)
        before.append([who.one.id, row.belongs if row else "", row.why if row else ""])
        if row is None:
            enlisting.put(turn, study, [who.one], belongs, who.why)
        else:
            _place(turn, study.id, who.one.id, belongs, who.why)
    return before


def _place(turn: Turn, study_id: int, person_id: int, belongs: str, why: str) -> None:
    here = (rows.roster.c.study_id == study_id) & (rows.roster.c.person_id == person_id)
    turn.connection.execute(update(rows.roster).where(here).values(belongs=belongs, why=why[:200]))


def _roles(turn: Turn, study: Study, one: Wanted) -> tuple[list[Part], list[Part]]:
    """Write who does what. Returns what was dropped and what was added."""
    now = parts.of_studies(turn.connection, [study.id])
    kinds = {role.part for role in one.meant.roles}
    ids = {role.one.id for role in one.meant.roles if role.one}
    names = {role.said for role in one.meant.roles}
    same = [each for each in now if each.part in kinds]
    if one.how != "set":
        same = [each for each in same if each.person_id in ids or each.name in names]
    parts.settle(turn.connection, [each.id for each in same], DROPPED)
    noted_by = turn.person_id or study.organiser_id
    added = [sending.put_part(turn, study, role, noted_by) for role in one.meant.roles] if one.how != "drop" else []
    return same, added


def _stays(one: Part, added: Sequence[Part]) -> bool:
    return any(each.person_id == one.person_id and each.part == one.part for each in added)


def _renotify(  # noqa: PLR0913 — what a newer version is
    turn: Turn, study: Study, one: Wanted, stands: Notice, line: str, zone: ZoneInfo, told: Collection[int | None]
) -> None:
    """Send the newer version to everybody, or only to those who are new or need not come. told: who hears it anyhow."""
    audience, text = sending.told(turn, study), writing.body(turn, study, zone)
    if one.concerns_all:
        notices.change(
            turn,
            stands,
            line,
            head=writing.head(study, zone, turn.now),
            text=text,
            event_at=study.starts_at if one.start is not None else None,
            audience=audience,
            keep_answers=one.start is None,
        )
        return
    before = {each.id for each in people_in(turn.connection, stands.audience, turn.now)}
    now = people_in(turn.connection, audience, turn.now)
    changed = notice_rows.moved(turn.connection, stands, audience=audience, text=text)
    joining = [each for each in now if each.id not in before]
    owe(turn, changed, joining)
    tell(turn, changed, joining, lambda who: said.full(changed, who))
    for each in persons.people(turn.connection, turn.now, before - {each.id for each in now}):
        owed.settle(turn, notices.KIND, changed.owed, each.id, owed.VOID)
        if each.id in told:
            continue
        gone = said.NOT_YOU.format(head=said.bare(changed.head))
        turn.push(Recipient(person_id=each.id), gone, audience="copy", subject=changed.owed)


def _tell_speakers(turn: Turn, study: Study, added: Sequence[Part], zone: ZoneInfo) -> None:
    """Tell those who speak and are not among those the notice is for that the time is another."""
    told = {one.id for one in people_in(turn.connection, sending.told(turn, study), turn.now)}
    known = {one.id for one in added}
    guests = [
        one
        for one in parts.of_studies(turn.connection, [study.id])
        if one.person_id not in told and one.id not in known
    ]
    speakers.tell(turn, study, guests, zone)


def expected_then(turn: Turn, study: Study, one: Wanted) -> int:
    """Return how many are expected once a change is carried out."""
    audience = one.audience or study.audience
    entries = roster.of_study(turn.connection, study.id)
    apart = {row.person_id for row in entries if row.belongs != ATTENDS and row.why != SPEAKING}
    apart |= {who.one.id for who, _ in one.belonging() if who.one}
    return sum(each.id not in apart for each in people_in(turn.connection, audience, turn.now))


def tell_organiser(turn: Turn, study: Study, me: Person, text: str) -> None:
    """Tell who planned a study what another has done."""
    if me.id != study.organiser_id:
        organising.tell(turn, study, text, severity=Severity.URGENT)


def put_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Put a study back to what it was before one change."""
    study, was = studies.named(turn.connection, deed.subject), deed.data
    if study is None or study.state not in (PLANNED, OPEN):
        raise NotUndone(words.TOO_LATE)
    start = datetime.fromisoformat(was["starts_at"])
    has_moved = start != study.starts_at
    if has_moved and (study.state == OPEN or start <= turn.now):
        raise NotUndone(words.TOO_LATE)
    back = studies.moved(
        turn.connection,
        study,
        *((around(start, *settings.margins(turn.connection)),) if has_moved else ()),
        starts_at=start,
        ends_at=datetime.fromisoformat(was["ends_at"]) if was["ends_at"] else None,
        place=was["place"],
        topic=was["topic"],
        audience=Audience.of(was["audience"]),
        version=study.version + 1,
    )
    parts.settle(turn.connection, was["added"], DROPPED)
    parts.settle(turn.connection, was["dropped"], INTENDED)
    _rows_back(turn, back, was)
    if was["notice"] and (stands := notices.of_subject(turn.connection, back.subject)):
        notices.restore(turn, stands, was["notice"], deed.source)
    if has_moved:
        turn.cancel(OPENS, back.subject, "taken back")
        turn.later(OPENS, back.subject, back.opens_at)
        sending.give_calendar(turn, back)
    turn.record(CHANGED, back.subject, version=back.version, taken_back=True)
    if not has_moved and was["place"] == study.place:
        return words.AS_BEFORE.format(title=back.title)
    return words.CHANGED_BACK.format(title=back.title, when=dated(back.starts_at, situation.zone), place=back.place)


def _rows_back(turn: Turn, study: Study, was: Mapping[str, Any]) -> None:
    for person_id, belongs, why in was["rows"]:
        if belongs:
            _place(turn, study.id, person_id, belongs, why)
        else:
            here = (rows.roster.c.study_id == study.id) & (rows.roster.c.person_id == person_id)
            turn.connection.execute(delete(rows.roster).where(here, rows.roster.c.status == roster.MISSING))
    enlisting.enlist(turn, study)
