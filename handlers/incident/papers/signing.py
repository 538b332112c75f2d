"""The summary handed in, 审签 or 退回 with a reason. What the leader in charge hands in himself is signed by that.

Handed in again before it is signed, the newer one counts. Nobody signs what he handed in himself but that leader.
"""

from __future__ import annotations

import re

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.turn import Turn
from bot.word_file import document_of
from handlers.incident import cases, settings, taking_back
from handlers.incident import words as incident_words
from handlers.incident.cases import Case
from handlers.incident.choosing import missing
from handlers.incident.leaders import Part
from handlers.incident.matter import Happening, Incident, Paper, What
from handlers.incident.papers import asking, due, replies, sending, words
from handlers.incident.papers.drafting import may_write, note, summary_of
from handlers.incident.papers.standing import Standing, chosen
from handlers.incident.papers.summary import printed
from handlers.incident.state import advance

LONGEST_TEXT, LONGEST_REASON, LONGEST_NAME = 5000, 200, 200
_BEFORE_TEXT = re.compile(r"^.{0,30}?(?:总结|總結|情况说明|分析报告|终报)[^:：]{0,8}[:：]\s*", re.DOTALL)


def handed_in(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take the summary: a text, a file, or the word that it is done."""
    one = chosen(turn, message, reading, situation, lambda one: one.may_hand_in)
    if one is None or not may_write(turn, one):
        return
    if not one.may_hand_in:
        turn.say(replies.not_now(one.case))
        return
    is_again = one.case.state.summary is Paper.HANDED_IN
    is_leader = one.part is Part.LEADER
    _keep(turn, one, message, reading)
    moved = _moved(turn, one.case, replies.SUMMARY, *_steps(is_again=is_again, is_leader=is_leader))
    if turn.person_id is not None:
        due.settled(turn, moved, due.DRAFT)
    turn.record("incident.summary", moved.subject, again=is_again, part=one.part.value)
    if is_leader:
        _signed(turn, moved, replies.SIGNED_BY_SELF)
        return
    _say(turn, moved, replies.HANDED_IN_AGAIN if is_again else replies.HANDED_IN)
    mine = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
    text = asking.handed_to_sign(moved, mine.called if mine else words.DUTY_ROOM, _how(reading))
    paper = document_of(printed(summary_of(turn, moved, situation), turn.now))
    sending.to_leaders(turn, moved, due.answerable(turn, moved), text, asking.card(moved), paper)


def accepted(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """审签: from now on nothing of it changes."""
    one = _to_sign(turn, message, reading, situation)
    if one is not None:
        _signed(turn, _moved(turn, one.case, asking.SIGN, What.ACCEPTED), replies.SIGNED)


def returned(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """退回: only with a reason, which whoever handed it in reads."""
    one = _to_sign(turn, message, reading, situation)
    if one is None:
        return
    reason = str(reading.slots.get("reason") or "")[:LONGEST_REASON]
    if not reason:
        turn.shown = ""
        turn.say(replies.GIVE_REASON)
        return
    moved = _moved(turn, one.case, asking.RETURN, What.RETURNED)
    note(turn.connection, moved, reason=reason, reviewed_by=turn.person_id, reviewed_at=None)
    turn.record("incident.summary_returned", moved.subject, reason=reason)
    mine = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
    drafter = due.drafter_of(turn, moved)
    who = people.person(turn.connection, drafter, turn.now) if drafter else None
    if who is not None:
        due.draft_owed(turn, moved, who.id, due.due_at(turn, moved))
        sending.to_drafter(turn, moved, who.id, asking.returned(moved, mine.called if mine else "", reason))
    _say(turn, moved, replies.RETURNED_TO.format(who=who.called if who else ""))


def _to_sign(turn: Turn, message: Message, reading: Reading, situation: Situation) -> Standing | None:
    one = chosen(turn, message, reading, situation, lambda one: one.may_sign)
    if one is None or one.may_sign:
        return one
    if turn.pressed:
        turn.shown = incident_words.TOO_LATE
    is_over = not one.case.state.is_open or one.case.state.summary is Paper.ACCEPTED
    turn.say(replies.not_now(one.case) if is_over and one.may_have else replies.NOTHING_TO_SIGN)
    return None


def _steps(*, is_again: bool, is_leader: bool) -> list[What]:
    return [What.HANDED_IN] * (not is_again) + [What.ACCEPTED] * is_leader


def _moved(turn: Turn, case: Case, done: str, *steps: What) -> Case:
    """Move the paper; who said it may take it back."""
    state: Incident = case.state
    for what in steps:
        state = advance(state, Happening(what, turn.now), settings.read(turn.connection).rules)
    moved = cases.moved(turn.connection, case, state, turn.now, by=turn.person_id)
    taking_back.may_take_back(turn, case, moved, done)
    return moved


def _keep(turn: Turn, one: Standing, message: Message, reading: Reading) -> None:
    """Keep what was handed in; whoever hands in without being the leader has drafted it."""
    file_name = str(reading.slots.get("file") or "")[:LONGEST_NAME]
    found = _BEFORE_TEXT.match(message.text)
    text = message.text[found.end() :].strip()[:LONGEST_TEXT] if found else ""
    columns = {"handed_in_at": turn.now, "handed_in_by": turn.person_id, "reason": ""}
    if text:
        columns["text"] = text
    if file_name:
        columns |= {"file_name": file_name, "door": message.door, "message_id": message.message_id}
    if one.part is not Part.LEADER:
        columns["drafter_id"] = turn.person_id
    note(turn.connection, one.case, **columns)


def _how(reading: Reading) -> str:
    name = str(reading.slots.get("file") or "")
    return replies.BY_FILE.format(name=name[:30]) if name else replies.BY_TEXT


def _signed(turn: Turn, case: Case, said: str) -> None:
    drafter = due.drafter_of(turn, case)
    note(turn.connection, case, reviewed_at=turn.now, reviewed_by=turn.person_id)
    due.settled(turn, case, due.SUMMARY, due.DRAFT)
    turn.record("incident.summary_signed", case.subject)
    if drafter is not None:
        sending.to_drafter(turn, case, drafter, asking.signed(case))
    _say(turn, case, said)


def _say(turn: Turn, case: Case, done: str) -> None:
    numbers = settings.read(turn.connection)
    more = missing(case, numbers)
    what, number = incident_words.what(case), incident_words.number(case)
    turn.say(incident_words.RECORDED.format(what=what, done=done, more=more, number=number))
