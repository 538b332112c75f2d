"""这次学习大家交一篇心得: wanted of who was there, by the organiser's word afterwards, after one confirmation."""

from __future__ import annotations

from datetime import datetime

from bot.messages import Message
from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.prompts import Option
from bot.store.pushes import Push
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import papers, roster, studies
from handlers.study.after import chasing, meant, owing, settings, words
from handlers.study.after.owing import dated
from handlers.study.studies import CLOSED, Study
from handlers.study.talk import HANDLER, WANTS
from scheduler.calendar import calendar_of
from scheduler.confirming import ask_for, confirm, held, leaves_at
from scheduler.when import Kind, read_time

WANTED = "study.wanted"


def want(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Have those who were there hand something in until a day."""
    del message
    slots = dict(reading.slots)
    study = meant.to_run(turn, Reading(HANDLER, WANTS, 1.0, {**slots, "kind": ""}), situation)
    if study is None:
        return
    if study.state != CLOSED:
        turn.whisper(words.NOT_YET_OVER.format(title=study.title, number=study.number))
        return
    slots |= {"study": study.id}
    kind = str(slots["kind"])
    said = str(slots.pop("answer", "") or slots.get("by_said") or "")
    by = datetime.fromisoformat(slots["by"]) if slots.get("by") else _until(turn, said, situation)
    if by is None or by <= turn.now:
        question = words.BY_PAST.format(day=dated(by, situation.zone), kind=kind) if by else words.BY_WHEN
        ask_for(turn, question.format(kind=kind), Option("", HANDLER, WANTS, {**slots, "by": "", "by_said": ""}))
        return
    _want(turn, study, kind, by, slots, situation)


def _until(turn: Turn, said: str, situation: Situation) -> datetime | None:
    """Read until when; a day without an hour ends when papers close."""
    when = read_time(said, turn.now.astimezone(situation.zone), calendar_of(turn.connection))
    if when.kind is Kind.NONE or when.start is None or when.question:
        return None
    closes = value_of(turn.connection, settings.CLOSES_AT)
    day = when.end or when.start
    return day.replace(hour=closes.hour, minute=closes.minute, second=0, microsecond=0)


def _want(turn: Turn, study: Study, kind: str, by: datetime, slots: dict[str, object], situation: Situation) -> None:
    zone = situation.zone
    told = [one for one in roster.of_study(turn.connection, study.id) if owing.is_expected(one)]
    if not told:
        turn.whisper(words.NOBODY_CAME.format(title=study.title, number=study.number))
        return
    text = wanted_text(study, kind, dated(by, zone))
    if not slots.get("confirmed"):
        shown = words.CONFIRM_WANTED.format(
            text=text, count=len(told), day=f"{dated(by, zone)}{by.astimezone(zone):%H:%M}", held=held(turn, len(told))
        )
        confirm(turn, shown, Option("", HANDLER, WANTS, {**slots, "by": by.isoformat(), "confirmed": True}))
        return
    before = study.wants, study.wants_by.isoformat() if study.wants_by else ""
    wanting = studies.moved(turn.connection, study, wants=kind, wants_by=by)
    owing.begin(turn, wanting, zone)
    turn.record(WANTED, study.subject, kind=kind, people=len(told))
    turn.may_undo(WANTED, study.subject, wants=before[0], by=before[1])
    tell_wanted(turn, wanting, text, leaves_at(turn, len(told)))
    turn.whisper(
        words.WANTS_IT.format(count=len(told), title=study.title, day=dated(by, zone), kind=kind, number=study.number)
    )


def wanted_text(study: Study, kind: str, day: str) -> str:
    """Return what is said to each who is to hand in."""
    return words.WANTED.format(kind=kind, title=study.title, day=day, number=study.number)


def tell_wanted(turn: Turn, study: Study, text: str, not_before: datetime) -> None:
    """Tell each who was there and has not handed in already."""
    left = owing.standing(turn, study).left
    known = people.people(turn.connection, turn.now, [one.person_id for one in left])
    given: list[Push] = [chasing.pushed(study, one.id, text, turn, not_before) for one in known]
    turn.push_all(given)


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that something is wanted: nobody owes it."""
    study = studies.named(turn.connection, deed.subject)
    if study is None or study.state != CLOSED:
        raise NotUndone(words.GONE)
    kind = study.wants
    owing.end(turn, study)
    by = datetime.fromisoformat(deed.data["by"]) if deed.data["by"] else None
    before = studies.moved(turn.connection, study, wants=deed.data["wants"], wants_by=by)
    if papers.kinds_in(before.wants):
        owing.begin(turn, before, situation.zone)
    return words.WANTED_NO_MORE.format(title=study.title, kind=kind)


UNDOS: dict[str, Undo] = {WANTED: undo}
