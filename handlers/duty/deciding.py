"""Deciding a swap: the other officer agrees, the leader on duty approves, both rows change; 撤销 within ten minutes."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Message
from bot.rights import Act, may
from bot.router import Reading
from bot.situation import Situation
from bot.store import people, shifts, swaps
from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.store.shifts import Shift
from bot.store.swaps import Swap
from bot.turn import Turn
from handlers.duty import talk
from handlers.duty.starting import forget
from handlers.duty.swapping import approvers, called, card_of, clash, place_and_time
from handlers.duty.written import Writer

UNDONE_WITHIN = timedelta(minutes=10)
YES, NO = "yes", "no"


def decide(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take the word of somebody a swap waits for, or who takes it back."""
    del message
    row, word, me = reading.slots["row"], reading.slots["word"], situation.sender
    swap = swaps.find(turn.connection, row) if row else None
    if not situation.among_ourselves:
        _stay(turn, talk.PRIVATELY)
    elif not isinstance(me, Person):
        _stay(turn, talk.ENROL_FIRST)
    elif swap is None:
        _stay(turn, talk.NO_SUCH_SWAP.format(row=row) if row else talk.WHICH_SWAP)
    elif word not in (YES, NO):
        _take_back(turn, swap, me, situation)
    elif not _concerns(turn, swap, me):
        _stay(turn, talk.NOT_YOUR_SWAP.format(row=swap.id))
    elif not swap.is_open:
        turn.shown = talk.HANDLED if turn.pressed else ""
        turn.say(talk.SWAP_IS_OVER.format(row=swap.id, how=talk.HOW_OVER[swap.state]))
    else:
        _decide(turn, swap, me, situation, agrees=word == YES)


def _concerns(turn: Turn, swap: Swap, me: Person) -> bool:
    return me.id == swap.other_id or me.id in [one.id for one in approvers(turn, swap)]


def _decide(turn: Turn, swap: Swap, me: Person, situation: Situation, *, agrees: bool) -> None:
    may_approve = [one.id for one in approvers(turn, swap)]
    other = people.person(turn.connection, swap.other_id, turn.now)
    pair = _still(turn, swap)
    if pair is None:
        swaps.decide(turn.connection, swap.id, swaps.LAPSED, me.id, turn.now)
        turn.say(talk.LAPSED.format(row=swap.id))
    elif swap.state == swaps.ASKED and me.id != swap.other_id:
        _stay(turn, talk.WAITS_FOR_OTHER.format(row=swap.id, name=other.name if other else ""))
    elif swap.state == swaps.AGREED and me.id not in may_approve:
        _stay(turn, talk.WAITS_FOR_OTHER.format(row=swap.id, name=called(approvers(turn, swap))))
    elif not agrees:
        _refuse(turn, swap, me)
    elif swap.state == swaps.AGREED or {me.id, swap.asker_id} & set(may_approve):
        _approve(turn, swap, me, pair, situation)
    else:
        _agree(turn, swap, pair, situation)


def _still(turn: Turn, swap: Swap) -> tuple[Shift, Shift | None] | None:
    """Return the shifts, where they are as they were and have not begun, and nobody is on two at once."""
    given = shifts.find(turn.connection, swap.shift_id, turn.now)
    returned = shifts.find(turn.connection, swap.return_id, turn.now) if swap.return_id else None
    if given is None or given.officer_id != swap.asker_id or given.starts_at <= turn.now:
        return None
    if clash(turn, swap.other_id, given, returned):
        return None
    if swap.return_id is None:
        return given, None
    if returned is None or returned.officer_id != swap.other_id or returned.starts_at <= turn.now:
        return None
    return None if clash(turn, swap.asker_id, returned, given) else (given, returned)


def _agree(turn: Turn, swap: Swap, pair: tuple[Shift, Shift | None], situation: Situation) -> None:
    swaps.agree(turn.connection, swap.id, turn.now)
    turn.record("duty.swap_agreed", swap.subject)
    found = approvers(turn, swap)
    text = talk.TO_APPROVE.format(**_words(turn, swap, pair, situation, talk.GIVEN_BACK), row=swap.id)
    for one in found:
        turn.push(
            Recipient(person_id=one.id),
            text,
            audience="leader",
            subject=swap.subject,
            severity=Severity.URGENT,
            expires_at=pair[0].starts_at,
            card=card_of(swap),
        )
    turn.say(talk.AGREED.format(approver=called(found)))


def _approve(turn: Turn, swap: Swap, me: Person, pair: tuple[Shift, Shift | None], situation: Situation) -> None:
    given, returned = pair
    _give(turn, given, swap.asker_id, swap.other_id)
    if returned is not None:
        _give(turn, returned, swap.other_id, swap.asker_id)
    swaps.decide(turn.connection, swap.id, swaps.APPROVED, me.id, turn.now)
    turn.withdraw(swap.subject, "decided")
    turn.record("duty.swapped", given.subject, swap=swap.id, before=swap.asker_id, after=swap.other_id)
    text = talk.SWAPPED.format(**_words(turn, swap, pair, situation, talk.SWAPPED_BACK), row=swap.id)
    _tell(turn, swap, me, text)
    turn.say(text)


def _refuse(turn: Turn, swap: Swap, me: Person) -> None:
    swaps.decide(turn.connection, swap.id, swaps.REFUSED, me.id, turn.now)
    turn.withdraw(swap.subject, "refused")
    turn.record("duty.swap_refused", swap.subject)
    asker = people.person(turn.connection, swap.asker_id, turn.now)
    told = [swap.asker_id] if me.id == swap.other_id else [swap.asker_id, swap.other_id]
    for person_id in told:
        text = talk.YOUR_SWAP_DECLINED.format(name=me.called, row=swap.id)
        turn.push(Recipient(person_id=person_id), text, audience="duty", subject=swap.subject)
    turn.say(talk.DECLINED.format(name=asker.name if asker else ""))


def _take_back(turn: Turn, swap: Swap, me: Person, situation: Situation) -> None:
    """Withdraw a request, or undo what was approved within ten minutes."""
    keeps = may(situation.roles, Act.DUTY_ROSTER)
    mine = [swap.asker_id] if swap.is_open else [swap.asker_id, swap.other_id, swap.decided_by]
    if me.id not in mine and not keeps:
        _stay(turn, talk.NOT_YOUR_SWAP.format(row=swap.id))
    elif swap.is_open:
        _end(turn, swap, me, talk.WITHDRAWN)
    elif swap.state != swaps.APPROVED or swap.decided_at is None:
        _stay(turn, talk.SWAP_IS_OVER.format(row=swap.id, how=talk.HOW_OVER[swap.state]))
    elif turn.now - swap.decided_at > UNDONE_WITHIN:
        _stay(turn, talk.TOO_LATE.format(row=swap.id, contact=situation.contact))
    elif not _undo(turn, swap):
        _stay(turn, talk.LAPSED.format(row=swap.id))
    else:
        _end(turn, swap, me, talk.UNDONE)


def _undo(turn: Turn, swap: Swap) -> bool:
    """Give both shifts back, where both are still as the swap left them."""
    given = shifts.find(turn.connection, swap.shift_id, turn.now)
    returned = shifts.find(turn.connection, swap.return_id, turn.now) if swap.return_id else None
    is_given = given is not None and given.officer_id == swap.other_id
    is_returned = swap.return_id is None or (returned is not None and returned.officer_id == swap.asker_id)
    if given is None or not is_given or not is_returned:
        return False
    _give(turn, given, swap.other_id, swap.asker_id)
    if returned is not None:
        _give(turn, returned, swap.asker_id, swap.other_id)
    return True


def _give(turn: Turn, shift: Shift, before: int, after: int) -> None:
    """Change the officer of a shift; what was asked of the one before is void, the new one is asked when it begins."""
    shifts.reassign(turn.connection, shift.id, before, after)
    forget(turn, shift.subject, "another officer")
    shifts.arm(turn.connection, turn.now)


def _end(turn: Turn, swap: Swap, me: Person, words: str) -> None:
    before = swap.decided_by
    swaps.decide(turn.connection, swap.id, swaps.UNDONE, me.id, turn.now)
    turn.withdraw(swap.subject, "taken back")
    turn.record("duty.swap_undone", swap.subject)
    text = words.format(name=me.name, row=swap.id)
    asked = [one.id for one in approvers(turn, swap)] if swap.state == swaps.AGREED else [before] if before else []
    _tell(turn, swap, me, text, also=asked)
    turn.say(text)


def _tell(turn: Turn, swap: Swap, me: Person, text: str, also: list[int] | None = None) -> None:
    for person_id in dict.fromkeys([swap.asker_id, swap.other_id, *(also or [])]):
        if person_id != me.id:
            turn.push(Recipient(person_id=person_id), text, audience="duty", subject=swap.subject)


def _words(
    turn: Turn, swap: Swap, pair: tuple[Shift, Shift | None], situation: Situation, in_return: str
) -> dict[str, str]:
    writer = Writer(turn.connection, turn.now, situation.zone)
    names = {"asker": writer.name(swap.asker_id), "other": writer.name(swap.other_id)}
    back = in_return.format(returned=place_and_time(writer, pair[1]), **names) if pair[1] else ""
    return {"given": place_and_time(writer, pair[0]), "returned": back, **names}


def _stay(turn: Turn, text: str) -> None:
    """Say why nothing was decided; the pressed card stays as it is."""
    turn.shown = ""
    turn.say(text)
