"""导出签到表: the sheet of one study, handed over privately; who exported what is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.router import Reading
from bot.situation import Situation
from bot.store import audit
from bot.store.audit import Stamp
from bot.store.people import Person
from bot.store.prompts import MOST_BUTTONS, Option
from bot.store.sheets.ledger import clock
from bot.turn import Turn
from handlers.study import choosing, organising, roster, studies
from handlers.study.counted import sheet_of_one, sheet_words, words
from handlers.study.counted.notes import notes_of
from handlers.study.counted.sheet_of_one import Moment
from handlers.study.counted.told import day
from handlers.study.rights import may_see
from handlers.study.studies import CANCELLED, CLOSED, OPEN, PLANNED, Study

EXPORTED, RECORDED = "checkin.exported", "study.exported"
BACK, AHEAD = timedelta(days=62), timedelta(days=31)
LONGEST_LABEL = 26


def is_of_one(reading: Reading) -> bool:
    """Whether the sheet of one study is asked for, and no span."""
    return bool({"study", "one", "day", "number"} & reading.slots.keys())


def give_sheet(turn: Turn, reading: Reading, me: Person, situation: Situation) -> None:
    """Hand over the sheet of the study that is meant, or ask which."""
    study = _chosen(turn, reading, me, situation)
    if study is not None:
        give(turn, study, me, situation)


def _chosen(turn: Turn, reading: Reading, me: Person, situation: Situation) -> Study | None:
    """Return the study that is meant and may be seen; None where that had to be said or asked."""
    runs = organising.runs(turn.connection, me, turn.now)
    number = reading.slots.get("study") or reading.slots.get("number")
    if number:
        found = studies.find(turn.connection, int(number))
        if found is None or found.state == CANCELLED or not (may_see(me, found) or runs(found)):
            turn.whisper(_refused(turn, me, found))
            return None
        return found
    near = studies.between(turn.connection, turn.now - BACK, turn.now + AHEAD, (PLANNED, OPEN, CLOSED))
    seen = [one for one in near if may_see(me, one) or runs(one)]
    if not seen:
        turn.whisper(words.NOT_FOR_YOU.format(contact=situation.contact) if near else words.NO_SHEET)
        return None
    is_named = {"day", "kinds", "whose"} & reading.slots.keys()
    own = [one for one in seen if one.organiser_id == me.id and one.state != PLANNED and not is_named]
    fitting = _fitting(own or seen, reading, situation)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        turn.whisper(words.NO_SUCH_SHEET)
        return None
    options = [_option(one, reading, situation) for one in fitting[-MOST_BUTTONS:]]
    turn.ask(words.WHICH_SHEET, options)
    return None


def _refused(turn: Turn, me: Person, study: Study | None) -> str:
    """Say whose it is to whom it concerns; others do not hear that there is one."""
    if study is None or roster.one(turn.connection, study.id, me.id) is None:
        return words.NO_SHEET_FOR_YOU
    return words.NOT_YOUR_SHEET.format(who=choosing.organiser(turn, study))


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


def give(turn: Turn, study: Study, me: Person, situation: Situation) -> None:
    """Hand over the sheet of a study."""
    zone = situation.zone
    runs = studies.organiser(turn.connection, study, turn.now)
    organiser = (sheet_words.ORGANISER, runs.name if runs else "")
    notes = [organiser, *notes_of(turn.connection, me.name, clock(turn.now, zone))]
    turn.give(sheet_of_one.workbook(turn.connection, study, notes, Moment(turn.now, zone)))
    noted(turn, me, study.subject, {"study": study.number})
    turn.whisper(words.SHEET_GIVEN.format(title=study.title, number=study.number))


def noted(turn: Turn, me: Person, subject: str, detail: Mapping[str, str]) -> None:
    """Write down what was handed over to whom."""
    turn.record(EXPORTED, subject, what=detail)
    audit.record(turn.connection, Stamp(audit.by_person(me.id), turn.now), RECORDED, detail)
