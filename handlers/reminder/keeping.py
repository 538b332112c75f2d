"""Reminders that stand: listed, moved, cancelled; each change can be taken back for ten minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.turn import Turn
from handlers.reminder import choosing, rows, talk, words
from handlers.reminder.desk import Desk, desk_of
from handlers.reminder.putting import next_of
from handlers.reminder.rows import Reminder
from handlers.reminder.state import CANCELLED, DONE, WAITING
from handlers.reminder.times import when_it_rings
from handlers.reminder.wish import again, is_clock_only, piece_of
from scheduler import notices, owed, series
from scheduler.audience import Audience
from scheduler.series.reasons import ASK, KEEP
from scheduler.when import Kind, When, read_time, recurrence_of
from scheduler.when.recurrence import MONTHLY, WEEKLY, YEARLY

MOST_LISTED = 10
EVERY = {WEEKLY: "每", MONTHLY: "每月", YEARLY: "每年"}
NO_LEAD = timedelta()


def show(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """List what the sender is to be reminded of."""
    del reading
    me = situation.sender
    if not isinstance(me, Person):
        turn.say(words.ENROL_FIRST)
        return
    desk = desk_of(turn, message, situation)
    mine = rows.open_of(turn.connection, me.id)
    if not mine:
        desk.tell(words.NONE)
        return
    timed = sorted(mine, key=lambda one: next_of(one, desk) or datetime.max.replace(tzinfo=desk.now.tzinfo))
    lines = [_listed(one, desk) for one in timed[:MOST_LISTED]]
    more = [words.LIST_MORE.format(count=len(mine) - MOST_LISTED)] if len(mine) > MOST_LISTED else []
    desk.tell("\n".join([words.LIST_HEAD, *lines, *more, words.LIST_HOW.format(row=timed[0].id)]))


def change(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Move a reminder to another time, or give it another rule."""
    one = choosing.standing(turn, message, reading, situation)
    if one is None:
        return
    desk = desk_of(turn, message, situation)
    to = str(reading.slots["to"])
    if one.rule:
        _change_rule(desk, one, to)
        return
    at = one.at.astimezone(desk.now.tzinfo) if one.at else desk.now
    piece = again(piece_of(one.text, When(Kind.NONE)), to, desk.now, desk.today.calendar, day=at)
    ringing = when_it_rings(piece, replace(desk.today, default=at.time()), NO_LEAD) if piece else None
    if ringing is None or ringing.at is None:
        turn.say(ringing.question if ringing and ringing.question else words.NOT_A_TIME)
        return
    rows.change(turn.connection, one.id, at=ringing.at, version=one.version + 1)
    turn.later(talk.RING, one.subject, ringing.at)
    turn.may_undo(talk.CHANGED, one.subject, at=at.isoformat(), rule="", said="")
    turn.record("reminder.changed", one.subject, rings=ringing.at.isoformat(), version=one.version + 1)
    desk.tell(words.CHANGED.format(when=desk.say(ringing.at), text=one.short, undo=words.UNDO))


def cancel(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Cancel a reminder that stands, or all of one's own."""
    if reading.slots.get("all"):
        _cancel_all(turn, message, situation)
        return
    one = choosing.standing(turn, message, reading, situation)
    if one is None:
        return
    desk = desk_of(turn, message, situation)
    when = choosing.when_of(one, desk)
    drop(turn, one, "cancelled")
    turn.may_undo(talk.CANCELLED, one.subject, state=one.state, holidays=_policy(turn, one))
    desk.tell(words.CANCELLED.format(text=one.short, when=when, undo=words.UNDO))


def _cancel_all(turn: Turn, message: Message, situation: Situation) -> None:
    """Cancel every reminder of the sender's own; those he has set for others he names one by one."""
    me, desk = situation.sender, desk_of(turn, message, situation)
    mine = rows.open_of(turn.connection, me.id) if isinstance(me, Person) else []
    own = [one for one in mine if one.audience is None]
    if not own:
        desk.tell(words.NONE)
        return
    for one in own:
        drop(turn, one, "cancelled")
        turn.may_undo(talk.CANCELLED, one.subject, state=one.state, holidays=_policy(turn, one))
    desk.tell(words.CANCELLED_ALL.format(count=len(own), names="、".join(one.short for one in own[:MOST_LISTED])))


def drop(turn: Turn, one: Reminder, reason: str) -> None:
    """End a reminder: it rings no more, and nothing is owed on it."""
    series.end(turn, one.subject)
    turn.cancel(talk.RING, one.subject, reason)
    turn.cancel(talk.AGAIN, one.subject, reason)
    owed.close_subject(turn, one.ring)
    turn.withdraw(one.subject, reason)
    sent = notices.of_subject(turn.connection, one.ring) if one.audience else None
    if sent is not None and sent.is_open:
        notices.cancel(turn, sent, words.NO_LONGER)
    rows.change(turn.connection, one.id, state=CANCELLED)
    turn.record("reminder.cancelled", one.subject)


def undo_created(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back a reminder that was set; whom it was for has heard nothing yet, or is told that it no longer holds."""
    del situation
    one = rows.find(turn.connection, int(deed.subject.partition(":")[2]))
    if one is None or one.state == CANCELLED:
        return ""
    drop(turn, one, "taken back")
    return words.TAKEN_BACK.format(text=one.short)


def undo_cancelled(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let a reminder that was cancelled stand again."""
    del situation
    one = rows.find(turn.connection, int(deed.subject.partition(":")[2]))
    if one is None or one.state != CANCELLED:
        return ""
    owed.take_back(turn, one.ring, deed.source)
    rows.change(turn.connection, one.id, state=deed.data["state"])
    if one.rule:
        rule, holidays = recurrence_of(one.rule), deed.data.get("holidays") or KEEP
        named = {"title": one.short, "reminder": one.id}
        series.begin(turn, talk.KIND, one.subject, rule, organiser_id=one.owner_id, holidays=holidays, data=named)
    elif deed.data["state"] == WAITING and one.at:
        turn.later(talk.RING, one.subject, max(one.at, turn.now))
    return words.PUT_BACK.format(text=one.short)


def undo_changed(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let a reminder come when it did before."""
    del situation
    one = rows.find(turn.connection, int(deed.subject.partition(":")[2]))
    if one is None or one.state in (CANCELLED, DONE):
        return ""
    if deed.data["rule"]:
        rows.change(turn.connection, one.id, rule=deed.data["rule"], said=deed.data["said"], version=one.version + 1)
        series.move(turn, one.subject, recurrence_of(deed.data["rule"]))
    else:
        at = max(datetime.fromisoformat(deed.data["at"]), turn.now)
        rows.change(turn.connection, one.id, at=at, version=one.version + 1)
        turn.later(talk.RING, one.subject, at)
    return words.PUT_BACK.format(text=one.short)


def _change_rule(desk: Desk, one: Reminder, to: str) -> None:
    rule, said = recurrence_of(one.rule), one.said
    when = read_time(to, desk.now, desk.today.calendar)
    if when.kind is Kind.POINT and not is_clock_only(to):  # 改到26号 of what comes every month: every month on the 26th
        when = read_time(EVERY.get(rule.freq, "") + to.strip(), desk.now, desk.today.calendar)
    if when.kind is Kind.RECUR and when.recurrence and not when.question:
        rule, said = when.recurrence, when.matched
        rule = rule if rule.times else replace(rule, times=recurrence_of(one.rule).times)
    elif is_clock_only(to) and when.start is not None:
        rule, said = replace(rule, times=(when.start.timetz().replace(tzinfo=None),)), f"{one.said}（改{to}）"
    else:
        desk.turn.say(words.ONE_DAY_ONLY)
        return
    after = rows.change(desk.turn.connection, one.id, rule=rule.text, said=said[:60], version=one.version + 1)
    series.move(desk.turn, one.subject, rule)
    desk.turn.may_undo(talk.CHANGED, one.subject, at="", rule=one.rule, said=one.said)
    desk.turn.record("reminder.changed", one.subject, rings="", version=after.version)
    next_at = next_of(after, desk)
    when_next = desk.say(next_at) if next_at else words.NOT_YET
    desk.tell(words.CHANGED_RULE.format(said=said, text=one.short, when=when_next, undo=words.UNDO))


def _policy(turn: Turn, one: Reminder) -> str:
    running = series.of_subject(turn.connection, one.subject) if one.rule else None
    return running.holidays if running else (ASK if one.audience else KEEP)


def _listed(one: Reminder, desk: Desk) -> str:
    whom = words.LIST_FOR.format(who=Audience.of(one.audience).named) if one.audience else ""
    return words.LIST_ITEM.format(row=one.id, when=choosing.when_of(one, desk), text=one.short) + whom
