"""开始签到: signing in opened by a word. It is wanted at once, so it is done at once and can be taken back.

Who is to sign is named, or is whoever the group belongs to; of somebody's own unit where nothing is said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store.accounts import reachable
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.units import all_branches, all_units, find_branch, find_unit, units_of
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import kinds, noted, opening, roster, settings, showing, studies, timing, words
from handlers.study.choosing import organiser
from handlers.study.opening import hour
from handlers.study.rights import may_open, may_run
from handlers.study.roster import Entry
from handlers.study.studies import CANCELLED, OPEN, PLANNED, Study
from handlers.study.talk import HANDLER, OPENED
from handlers.study.talk import OPEN as OPEN_INTENT
from handlers.study.window import from_now
from scheduler.audience import Audience, Found, Group, Term, may_not_tell, people_in, read_audience
from scheduler.confirming import ask_for, held

MOST_NAMED = 5
A_BRANCH = "党支部"


def begin(turn: Turn, reading: Reading, situation: Situation, pages: str) -> None:
    """Open signing in now: of what is planned for this hour, else of what the words name.

    pages: the address the house is reached at, empty where it has none.
    """
    me = situation.sender
    if not isinstance(me, Person) or not situation.among_ourselves:
        turn.whisper(words.PRIVATELY if isinstance(me, Person) else words.ENROL_FIRST)
        return
    if not may_open(me):
        turn.whisper(words.MAY_NOT_OPEN.format(contact=situation.contact))
        return
    said = dict(reading.slots)
    if "answer" in said:
        said["audience"] = str(said.pop("answer"))
    planned = _planned(turn, me, said)
    if planned is not None:
        _open(turn, _from_now(turn, planned, said), situation, pages)
        return
    found = _audience(turn, me, said, situation)
    if not _ask_who(turn, said, found):
        _begin(turn, said, found.audience, me, situation, pages)


def _from_now(turn: Turn, planned: Study, said: dict[str, Any]) -> Study:
    """Have what was planned open at this word, with a code where that was said."""
    coded = {} if said.get("needs_code") is None else {"needs_code": bool(said["needs_code"])}
    opens_at = min(planned.opens_at, _said_at(turn))
    return studies.moved(turn.connection, planned, replace(planned.window, opens_at=opens_at), **coded)


def _said_at(turn: Turn) -> datetime:
    """Return when it was said, by the clock that also dates the sign-ins: the platform's."""
    return turn.waiting.happened_at if turn.waiting else turn.now


def _planned(turn: Turn, me: Person, said: dict[str, Any]) -> Study | None:
    """Return what the sender planned for about now and has not opened yet."""
    near = [
        one
        for one in studies.near(turn.connection, turn.now)
        if one.state == PLANNED
        and may_run(me, one)
        and one.closes_at > turn.now > one.opens_at - (one.closes_at - one.opens_at)
    ]
    title = said.get("title", "")
    fitting = [one for one in near if not title or title in one.title or one.title in title]
    return fitting[0] if len(fitting) == 1 else None


def _audience(turn: Turn, me: Person, said: dict[str, Any], situation: Situation) -> Found:
    """Return who is to sign: as said, as the title names them, as the group belongs to them."""
    if said.get("audience"):
        return read_audience(turn.connection, said["audience"], turn.now, me)
    if term := term_in(turn, said.get("title", "")):
        return Found(Audience((term,)))
    chat = situation.chat
    if chat is not None and chat.branch_id is not None:
        name = next(one.name for one in all_branches(turn.connection) if one.id == chat.branch_id)
        return Found(Audience((Term(Group.BRANCH, name, chat.branch_id),)))
    if chat is not None and chat.unit_id is not None:
        unit = next(one for one in all_units(turn.connection) if one.id == chat.unit_id)
        return Found(Audience((Term(Group.UNIT, unit.name, unit.id),)))
    return Found(Audience())


def term_in(turn: Turn, title: str) -> Term | None:
    """Return the branch or unit a title begins with: 维修中心党支部学习 is of the branch of the 维修中心."""
    branch = find_branch(turn.connection, title)
    unit = find_unit(turn.connection, title)
    if branch is None and unit is not None and "支部" in title:
        covering = [one for one in all_branches(turn.connection) if unit.id in units_of(turn.connection, one.id)]
        itself = [one for one in covering if one.kind == A_BRANCH]  # 维修党支部 is no 党小组 of it
        branch = (itself or covering)[-1] if covering else None
    if branch is not None:
        return Term(Group.BRANCH, branch.name, branch.id)
    return Term(Group.UNIT, unit.name, unit.id) if unit else None


def _ask_who(turn: Turn, said: dict[str, Any], found: Found) -> bool:
    """Ask who is to sign, where that is not clear. Returns whether it was asked."""
    draft = Option("", HANDLER, OPEN_INTENT, said)
    if found.ambiguous:
        ask_for(turn, words.WHICH_ONE.format(said=found.ambiguous[0][0]), draft)
    elif found.unknown:
        ask_for(turn, words.UNKNOWN.format(said=found.unknown[0]), draft)
    elif not found.audience:
        ask_for(turn, words.WHO_ATTENDS, draft)
    elif not people_in(turn.connection, found.audience, turn.now):
        ask_for(turn, words.NOBODY_THERE.format(audience=found.audience.named), draft)
    else:
        return False
    return True


def _begin(turn: Turn, said: dict[str, Any], audience: Audience, me: Person, situation: Situation, pages: str) -> None:
    told = people_in(turn.connection, audience, turn.now)
    others = may_not_tell(turn.connection, me, told, turn.now)
    if others:
        names = "、".join(one.called for one in others[:MOST_NAMED]) + ("等" if len(others) > MOST_NAMED else "")
        turn.whisper(words.MAY_NOT.format(names=names, contact=situation.contact))
        return
    title = (said.get("title") or words.UNTITLED)[:80]
    already = [one for one in studies.open_ones(turn.connection) if one.title == title and may_run(me, one)]
    if already:
        until = hour(already[0].closes_at, situation.zone)
        turn.say(words.ALREADY_OPEN.format(title=title, until=until, number=already[0].number))
        return
    minutes = int(said.get("duration_min") or value_of(turn.connection, settings.LENGTH))
    coded = said.get("needs_code")
    study = keep_now(turn, title, audience, me.id, minutes, needs_code=coded, situation=situation)
    _open(turn, study, situation, pages)


def keep_now(  # noqa: PLR0913 — what a study is
    turn: Turn,
    title: str,
    audience: Audience,
    organiser_id: int,
    minutes: int,
    *,
    needs_code: bool | None,
    situation: Situation,
) -> Study:
    """Keep a study that begins now. needs_code: as it was said; None: as the office has it."""
    kind = kinds.kind_of(title)
    unit_id, branch_id = whose(audience)
    return studies.put(
        turn.connection,
        from_now(_said_at(turn), minutes),
        kind=kind,
        title=title,
        starts_at=_said_at(turn),
        audience=audience,
        unit_id=unit_id,
        branch_id=branch_id,
        organiser_id=organiser_id,
        chat_id=situation.chat.id if situation.chat and situation.chat.id else None,
        has_vote=kind in kinds.VOTING,
        needs_code=value_of(turn.connection, settings.CODED) if needs_code is None else needs_code,
        made_at=turn.now,
    )


def whose(audience: Audience) -> tuple[int | None, int | None]:
    """Return the unit or the branch a study belongs to: that of its audience, where it is one alone."""
    if len(audience.terms) != 1:
        return None, None
    term = audience.terms[0]
    return (term.id if term.group is Group.UNIT else None, term.id if term.group is Group.BRANCH else None)


def _open(turn: Turn, study: Study, situation: Situation, pages: str) -> None:
    opened = opening.open_study(turn, study, situation.zone)
    turn.may_undo(OPENED, opened.subject, was=study.state)
    entries = roster.of_study(turn.connection, opened.id)
    known = reachable(turn.connection, [one.person_id for one in entries], turn.now)
    without = sum(one.person_id not in known for one in entries)
    turn.whisper(
        words.OPENED.format(
            title=opened.title,
            expected=roster.tally(entries).expected,
            until=hour(opened.closes_at, situation.zone),
            unreached=words.UNREACHED.format(count=without) if without else "",
            own=words.OPENER_TOO if _is_on(entries, turn.person_id) else "",
            held=held(turn, len(entries)),
            number=opened.number,
        )
    )
    for line in noted.away(turn.connection, opened, entries):
        turn.whisper(line)
    if opened.needs_code:
        turn.whisper(showing.shown(turn, opened, pages, situation.zone))


def _is_on(entries: list[Entry], person_id: int | None) -> bool:
    return any(one.person_id == person_id and one.is_missing for one in entries)


def take_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that signing in was opened: nobody is missing, whoever heard of it reads one correction."""
    del situation
    study = studies.named(turn.connection, deed.subject)
    if study is None or study.state != OPEN:
        raise NotUndone(words.NOTHING_TO_TAKE_BACK)
    studies.moved(turn.connection, study, state=CANCELLED, version=study.version + 1)
    for kind in (timing.NUDGES, timing.CLOSES, timing.TALLIES):
        turn.cancel(kind, study.subject, "taken back")
    turn.withdraw(study.signing, "taken back")
    turn.record("checkin.taken_back", study.subject)
    return words.OPEN_TAKEN_BACK.format(title=study.title, who=organiser(turn, study))


UNDOS: dict[str, Undo] = {OPENED: take_back}
