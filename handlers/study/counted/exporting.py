"""导出签到表, 导出考勤台账: handed over privately, and who exported what is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import audit
from bot.store.audit import Stamp
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import MOST_BUTTONS, Option
from bot.store.sheets.ledger import clock
from bot.turn import Turn
from handlers.study import choosing, settings, studies
from handlers.study.counted import counting, ledger, sheet_of_one, sheet_words, words
from handlers.study.counted.asked import nothing, scope_of
from handlers.study.counted.sheet_of_one import Moment
from handlers.study.counted.told import day
from handlers.study.rights import may_see
from handlers.study.studies import CANCELLED, CLOSED, OPEN, PLANNED, Study

EXPORTED, RECORDED = "checkin.exported", "study.exported"
BACK, AHEAD = timedelta(days=62), timedelta(days=31)
LONGEST_LABEL = 26


def export(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the sheet of one study, or the ledger of a span."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    if "study" in reading.slots or "one" in reading.slots or {"day", "number"} & reading.slots.keys():
        study = _chosen(turn, reading, me, situation)
        if study is not None:
            _give_one(turn, study, me, situation)
        return
    scope = scope_of(turn, message, reading, situation)
    if scope is None:
        return
    held = counting.held(turn.connection, scope)
    if not held:
        turn.whisper(nothing(scope))
        return
    if reading.slots.get("sheet") and len(held) == 1:
        _give_one(turn, held[0], me, situation)
        return
    notes = notes_of(turn.connection, me.name, clock(turn.now, situation.zone))
    turn.give(ledger.workbook(turn.connection, scope, notes))
    _recorded(turn, me, "", {"said": scope.said, "days": scope.period.days})
    turn.whisper(words.LEDGER_GIVEN.format(said=scope.said))


def notes_of(connection: Connection, name: str, at: str) -> list[tuple[str, str]]:
    """Say the settings of the department, and who exported it when."""
    before, after, grace = settings.margins(connection)
    days = value_of(connection, settings.MAKE_UP)
    set_ = sheet_words.SETTINGS_SAID.format(before=before, after=after, grace=grace, days=days)
    return [(sheet_words.SET, set_), (sheet_words.BY, sheet_words.BY_SAID.format(name=name, at=at))]


def _chosen(turn: Turn, reading: Reading, me: Person, situation: Situation) -> Study | None:
    """Return the study that is meant and may be seen; None where that had to be said or asked."""
    number = reading.slots.get("study") or reading.slots.get("number")
    if number:
        found = studies.find(turn.connection, int(number))
        if found is None or found.state == CANCELLED or not may_see(me, found):
            turn.whisper(_refused(turn, found))
            return None
        return found
    near = studies.between(turn.connection, turn.now - BACK, turn.now + AHEAD, (PLANNED, OPEN, CLOSED))
    seen = [one for one in near if may_see(me, one)]
    if not seen:
        turn.whisper(_refused(turn, near[-1]) if near else words.NO_SHEET)
        return None
    fitting = _fitting(seen, reading, situation)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        turn.whisper(words.NO_SUCH_SHEET)
        return None
    options = [_option(one, reading, situation) for one in fitting[-MOST_BUTTONS:]]
    turn.ask(words.WHICH_SHEET, options)
    return None


def _refused(turn: Turn, study: Study | None) -> str:
    return words.NOT_YOUR_SHEET.format(who=choosing.organiser(turn, study)) if study else words.NO_SUCH_SHEET


def _fitting(seen: Sequence[Study], reading: Reading, situation: Situation) -> list[Study]:
    """Return which are meant: of that day, that kind, so called, of this group; else the one that was last."""
    wanted = list(seen)
    if reading.slots.get("day"):
        on = date.fromisoformat(reading.slots["day"])
        wanted = [one for one in wanted if one.starts_at.astimezone(situation.zone).date() == on]
    if reading.slots.get("kinds"):
        wanted = [one for one in wanted if one.kind in reading.slots["kinds"]]
    called = str(reading.slots.get("whose") or "")
    wanted = [one for one in wanted if called in one.title] if called else wanted
    here = situation.chat.id if situation.chat else None
    wanted = [one for one in wanted if here is not None and one.chat_id == here] or wanted
    if reading.slots.get("day"):
        return wanted
    begun = [one for one in wanted if one.state == OPEN] or [one for one in wanted if one.state == CLOSED][-1:]
    return begun or wanted[:1]


def _option(study: Study, reading: Reading, situation: Situation) -> Option:
    label = f"{day(study.starts_at, situation.zone)} {study.title}"[:LONGEST_LABEL]
    return Option(label, reading.handler, reading.intent, {"study": study.id}, (study.number,))


def _give_one(turn: Turn, study: Study, me: Person, situation: Situation) -> None:
    zone = situation.zone
    runs = studies.organiser(turn.connection, study, turn.now)
    organiser = (sheet_words.ORGANISER, runs.name if runs else "")
    notes = [organiser, *notes_of(turn.connection, me.name, clock(turn.now, zone))]
    turn.give(sheet_of_one.workbook(turn.connection, study, notes, Moment(turn.now, zone)))
    _recorded(turn, me, study.subject, {"study": study.number})
    turn.whisper(words.SHEET_GIVEN.format(title=study.title, number=study.number))


def _recorded(turn: Turn, me: Person, subject: str, detail: Mapping[str, str]) -> None:
    turn.record(EXPORTED, subject, what=detail)
    audit.record(turn.connection, Stamp(audit.by_person(me.id), turn.now), RECORDED, detail)
