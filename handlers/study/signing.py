"""Signing in 签到: judged by when the message reached the platform, once for each, acknowledged to him alone.

Who is not on the roster is taken down as 列席 and never counted in 应到. Who signed already hears when.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.errors import RowMoved
from bot.messages import Message
from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store import journal
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import choosing, codes, enlisting, organising, roster, settings, studies, telling, words
from handlers.study.choosing import Place
from handlers.study.opening import hour
from handlers.study.roster import ABSENT, CHAT, CODE, EXCUSED, LATE, NEED_NOT, ONLINE, PRESENT, SITS_IN, Entry
from handlers.study.studies import CLOSED, PLANNED, Study
from handlers.study.talk import SIGNED
from handlers.study.window import Moment
from scheduler import notices, owed
from scheduler.calendar import calendar_of
from scheduler.leads import spoken

MISCODED, MOST_MISSES = "checkin.miscoded", 5


def sign(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Sign the sender in, or say kindly why not."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.SHARED_ACCOUNT if me else words.ENROL_FIRST)
        return
    at = turn.waiting.happened_at if turn.waiting else turn.now
    chosen = choosing.to_sign(turn, reading, me, situation, at)
    if chosen is not None:
        _sign(turn, reading, me, chosen, at, situation)
    elif not turn.said:
        _none_open(turn, me, at, situation)
    del message


def _sign(turn: Turn, reading: Reading, me: Person, chosen: Place, at: datetime, situation: Situation) -> None:
    study, entry, zone = chosen.study, chosen.entry, situation.zone
    at = study.judged(at, turn.now)
    if entry is not None and entry.is_there:
        turn.whisper(_already(study, entry, zone))
        return
    place = study.window.place(at)
    if place is Moment.EARLY:
        turn.whisper(words.EARLY.format(title=study.title, opens=hour(study.opens_at, zone)))
        return
    if place is Moment.OVER:
        _over(turn, study, at, zone)
        return
    code = str(reading.slots.get("code", ""))
    if refused := _code_refused(turn, study, code, at):
        turn.whisper(refused)
        return
    status = LATE if place is Moment.LATE else PRESENT
    if entry is not None and entry.how == ONLINE:  # it was agreed that he takes part from afar
        status = ONLINE
    _take(turn, study, entry, me, at, status, zone, how=CODE if code else CHAT)


def _already(study: Study, entry: Entry, zone: ZoneInfo) -> str:
    form = words.ALREADY_LATE if entry.status == LATE else words.ALREADY
    return form.format(at=hour(entry.at, zone) if entry.at else "", title=study.title)


def _over(turn: Turn, study: Study, at: datetime, zone: ZoneInfo) -> None:
    said = words.OVER.format(title=study.title, closes=hour(study.closes_at, zone), at=hour(at, zone))
    turn.whisper(said + words.FORGOT.format(who=choosing.organiser(turn, study)))


def _code_refused(turn: Turn, study: Study, code: str, at: datetime) -> str:
    """Say what is wrong with the code, empty where nothing is: one that nobody asked for is not looked at."""
    if not study.needs_code:
        return ""
    if not code:
        return words.NEEDS_CODE.format(title=study.title)
    if _missed(turn, study) >= MOST_MISSES:
        return words.TOO_MANY_CODES.format(title=study.title, who=choosing.organiser(turn, study))
    minutes = value_of(turn.connection, settings.CODE_MIN)
    if codes.holds(study.secret, code, at, minutes):
        return ""
    turn.record(MISCODED, study.subject)
    return words.WRONG_CODE.format(code=code)


def _missed(turn: Turn, study: Study) -> int:
    """Return how many codes the sender has said that were not right: four digits are soon guessed."""
    his = turn.waiting.message.order_key if turn.waiting else ""
    missed = journal.entries(turn.connection, kinds=(MISCODED,), account=his, newest=MOST_MISSES)
    return sum(one.subject == study.subject for one in missed)


def _take(  # noqa: PLR0913 — what a sign-in is
    turn: Turn, study: Study, entry: Entry | None, me: Person, at: datetime, status: str, zone: ZoneInfo, *, how: str
) -> None:
    """Take a sign-in down and acknowledge it."""
    is_listed = entry is not None
    if entry is None:
        enlisting.put(turn, study, [me], SITS_IN)
        entry = roster.one(turn.connection, study.id, me.id)
        assert entry is not None  # noqa: S101 — put above
    before, was = entry.status, {"kind": entry.leave_kind}
    excused = {"reason": "", "leave_kind": ""} if before in EXCUSED else {}  # why he would not come is no one's now
    signed = roster.moved(turn.connection, entry, status=status, at=at, how=how, by_id=None, **excused)
    if signed is None:  # somebody else signed him in at the same moment, or signing in was closed
        again = roster.one(turn.connection, study.id, me.id)
        if again is None or not again.is_there:
            raise RowMoved(study.subject)
        turn.whisper(_already(study, again, zone))
        return
    _settle_notice(turn, study, me)
    turn.record(SIGNED, study.subject, status=status, how=how, person=me.id)
    turn.may_undo(SIGNED, study.subject, person=me.id, before=before, **was)
    turn.whisper(_acknowledged(turn, study, signed, before, zone, is_listed=is_listed))
    if study.state == CLOSED:
        _tell_organiser(turn, study, signed, zone)
    else:
        telling.arm_tally(turn, study)


def _acknowledged(turn: Turn, study: Study, entry: Entry, before: str, zone: ZoneInfo, *, is_listed: bool) -> str:
    at = hour(entry.at, zone) if entry.at else ""
    if entry.belongs == SITS_IN and is_listed:
        return words.SITS_IN.format(at=at, title=study.title)
    if entry.belongs == SITS_IN:
        return words.SAT_IN.format(at=at, title=study.title, who=choosing.organiser(turn, study))
    if entry.belongs == NEED_NOT:
        return words.NEED_NOT_SIGN.format(at=at, title=study.title)
    there, expected = roster.count(turn.connection, study.id)
    form = words.SIGNED_LATE if entry.status == LATE else words.SIGNED
    said = form.format(at=at, title=study.title, count=words.COUNT.format(there=there, expected=expected))
    return words.WAS_EXCUSED.format(status=before) + said if before in EXCUSED else said


def _settle_notice(turn: Turn, study: Study, me: Person) -> None:
    """Have who came owe no answer to the announcement."""
    notice = notices.of_subject(turn.connection, study.subject)
    if notice is not None and notice.is_open:
        owed.settle(turn, notices.KIND, notice.owed, me.id)


def _tell_organiser(turn: Turn, study: Study, entry: Entry, zone: ZoneInfo) -> None:
    """Tell the organiser that the tally he has is one short: the message was on its way when signing in ended."""
    at = hour(entry.at, zone) if entry.at else ""
    text = words.CORRECTED_TALLY.format(title=study.title, name=entry.name, at=at, number=study.number)
    organising.tell(turn, study, text)


def _none_open(turn: Turn, me: Person, at: datetime, situation: Situation) -> None:
    """Say what is next, or what was just over."""
    near = studies.near(turn.connection, at)
    his = roster.of_person(turn.connection, me.id, [one.id for one in near])
    mine = [one for one in near if one.id in his]
    today = at.astimezone(situation.zone).date()
    soon = [one for one in mine if one.state == PLANNED and one.starts_at > at]
    over = [
        one
        for one in mine
        if one.closes_at < at and his[one.id].is_missing and one.closes_at.astimezone(situation.zone).date() == today
    ]
    if over:
        _over(turn, over[-1], at, situation.zone)
        return
    if soon:
        first = soon[0]
        when = spoken(first.starts_at, turn.now, situation.zone, calendar_of(turn.connection))
        place = words.PLACE.format(place=first.place) if first.place else ""
        coming = words.NEXT_IS.format(when=when, title=first.title, place=place)
        turn.whisper(words.NONE_OPEN.format(next=coming))
        return
    turn.whisper(words.NONE_OPEN.format(next=words.NONE_PLANNED))


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take a sign-in back: he stands as he stood before."""
    del situation
    study = studies.named(turn.connection, deed.subject)
    entry = roster.one(turn.connection, study.id, int(deed.data["person"])) if study else None
    if study is None or entry is None or not entry.is_there:
        raise NotUndone(words.NOTHING_TO_UNDO)
    before = ABSENT if study.state == CLOSED and not deed.data["before"] else deed.data["before"]
    kind = deed.data.get("kind", "") if before in EXCUSED else entry.leave_kind
    roster.moved(turn.connection, entry, status=before, at=None, how="", by_id=None, leave_kind=kind)
    turn.record("checkin.unsigned", study.subject, person=entry.person_id)
    return words.UNDONE.format(title=study.title)


UNDOS: dict[str, Undo] = {SIGNED: undo}
