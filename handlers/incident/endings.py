"""How an incident ends, and what it becomes: 误报, 升级 and 降级, 转报修, 转隐患, 已合并, 结案.

Who reported it may say that it was none; that only somebody in charge confirms. What ends is told once, to exactly
those who were told that it began.
"""

from __future__ import annotations

from datetime import datetime

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.incident import across, cases, escalation, holding, telling, witnesses, words
from handlers.incident.cases import Case
from handlers.incident.choosing import IN_CHARGE, Doing, answer, doing, missing, step, written
from handlers.incident.leaders import Part
from handlers.incident.matter import Happening, Illegal, Rules, Stage, What
from handlers.incident.report import ARRIVE, OPENED, alarm_now
from handlers.incident.state import advance, is_attended
from scheduler import owed

LONGEST_REASON = 200
ENDING = IN_CHARGE - {Part.SECRETARY}
GRADING = frozenset({Part.LEADER, Part.DEPUTY, Part.CHIEF})
CLOSING = frozenset({Part.LEADER, Part.DEPUTY, Part.CHIEF})


def false_alarm(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """误报: of who reported it, a doubt that stands until it is confirmed; of somebody in charge, the end."""
    one = doing(turn, reading, situation, ENDING | {Part.REPORTER})
    if one is None:
        return
    if one.part is Part.REPORTER:
        _doubt(turn, one, situation)
        return
    ended = _end(turn, one, Stage.FALSE_ALARM, _reason(message, reading))
    if ended is not None:
        turn.record("incident.false_alarm", ended.subject, at=one.at, **one.marks)
        _tell_end(turn, ended, situation, words.NO_INCIDENT)


def withdrawn(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take 撤销 of a report for a doubt: the alarm has gone out, and nothing of it is withdrawn."""
    case = cases.load(turn.connection, deed.data["incident"])
    try:
        state = advance(case.state, Happening(What.DOUBTED, turn.now), Rules())
    except Illegal:
        raise NotUndone(words.TOO_LATE_TO_UNDO.format(what=words.what(case), number=words.number(case))) from None
    _doubted(turn, cases.moved(turn.connection, case, state, turn.now), turn.now, situation)
    return ""


def _doubt(turn: Turn, one: Doing, situation: Situation) -> None:
    """Let those who were told read that it may be none; a chief is told only of what is 重大."""
    state = step(turn, one, Happening(What.DOUBTED, one.at))
    if state is None:
        return
    _doubted(turn, written(turn, one, state), one.at, situation)


def _doubted(turn: Turn, moved: Case, at: datetime, situation: Situation) -> None:
    turn.record("incident.doubted", moved.subject, at=at)
    answer(turn, situation, moved, words.DOUBTED)
    text = words.REPORTER_DOUBTS.format(what=words.what(moved), number=words.number(moved))
    telling.tell_told(turn, moved, text)


def regraded(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """升级 or 降级, by one grade or to the one that is named; a graver one alarms whom it concerns now."""
    del message
    one = doing(turn, reading, situation, GRADING)
    if one is None:
        return
    before = one.case.state.grade
    wanted = reading.slots.get("grade") or before + (-1 if reading.slots.get("direction") == "down" else 1)
    state = step(turn, one, Happening(What.REGRADED, one.at, grade=wanted))
    if state is None:
        return
    moved = written(turn, one, state)
    turn.record("incident.regraded", moved.subject, at=one.at, before=before, grade=state.grade, **one.marks)
    grade = words.GRADED.format(grade=words.GRADES[state.grade])
    answer(turn, situation, moved, grade, missing(moved, one.numbers))
    if state.grade != before:
        telling.tell_told(turn, moved, _status(moved, grade))
    if state.grade > before:
        alarm_now(turn, moved, situation)
    if is_attended(state):
        owed.settle_all(turn, ARRIVE, moved.subject)


def _elsewhere(how: Stage, said: str) -> Act:
    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        one = doing(turn, reading, situation, ENDING)
        ended = _end(turn, one, how, _reason(message, reading)) if one else None
        if one is not None and ended is not None:
            turn.record("incident.turned", ended.subject, at=one.at, into=how.value, **one.marks)
            _tell_end(turn, ended, situation, said)
            across.pass_on(turn, ended)

    return act


to_repair = _elsewhere(Stage.TO_REPAIR, words.NOW_REPAIR)
to_hazard = _elsewhere(Stage.TO_HAZARD, words.NOW_HAZARD)


def merged(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """合并: it lives on in the other; only where kind, campus and building are the same."""
    del message
    holding.hold_series(turn.connection)  # of two that are merged into each other, one stays
    one = doing(turn, reading, situation, ENDING)
    if one is None:
        return
    into = str(reading.slots.get("into") or "")
    found = cases.by_number(turn.connection, into) if into else _twin(turn, one.case)
    other = holding.held(turn.connection, found) if found else None
    if other is None or other.id == one.case.id or not other.state.is_open:
        turn.say(words.NO_SUCH.format(number=into))
        return
    if _same(one.case) != _same(other):
        turn.say(words.NOT_THE_SAME)
        return
    ended = _end(turn, one, Stage.MERGED, "", into=other.id)
    if ended is None:
        return
    for report in witnesses.reports_of(turn.connection, ended.id):
        witnesses.noted_report(turn.connection, other.id, report)
    turn.record("incident.merged", ended.subject, at=one.at, number=other.number, **one.marks)
    _tell_end(turn, ended, situation, words.NOW_MERGED.format(number=words.number(other)))


def closed(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """结案: only with every leg done; a drill needs none."""
    del message
    one = doing(turn, reading, situation, CLOSING)
    if one is None:
        return
    state = step(turn, one, Happening(What.CLOSED, one.at))
    if state is None:
        return
    ended = _ended(turn, written(turn, one, state))
    turn.record("incident.closed", ended.subject, at=one.at, **one.marks)
    _tell_end(turn, ended, situation, words.CLOSED)


def _end(turn: Turn, one: Doing, how: Stage, reason: str, into: int | None = None) -> Case | None:
    state = step(turn, one, Happening(What.ENDED, one.at, how=how))
    if state is None:
        return None
    return _ended(turn, written(turn, one, state, reason=reason, merged_into=into))


def _ended(turn: Turn, case: Case) -> Case:
    """Stop the chain, settle what is still owed, and drop what has not left yet."""
    turn.cancel(escalation.RUNG, case.subject, "ended")
    turn.withdraw(case.subject, "ended")
    owed.close_subject(turn, case.subject)
    return case


def _tell_end(turn: Turn, case: Case, situation: Situation, said: str) -> None:
    answer(turn, situation, case, said)
    text = _status(case, said)
    telling.tell_told(turn, case, text)
    telling.tell_reporters(turn, case, text)
    telling.tell_group(turn, case, case.state.stage.value)


def _status(case: Case, status: str) -> str:
    return words.STATUS.format(what=words.what(case), status=status, number=words.number(case))


def _twin(turn: Turn, case: Case) -> Case | None:
    """Return the only other open one of the same kind at the same place."""
    twins = [one for one in cases.open_cases(turn.connection) if one.id != case.id and _same(one) == _same(case)]
    return twins[0] if len(twins) == 1 else None


def _same(case: Case) -> tuple[str, str, str, bool]:
    return case.kind, case.campus, case.building or case.place, case.state.is_drill


def _reason(message: Message, reading: Reading) -> str:
    return str(reading.slots.get("reason") or message.text)[:LONGEST_REASON]


ACTS = {
    "incident.false_alarm": false_alarm,
    "incident.grade": regraded,
    "incident.to_repair": to_repair,
    "incident.to_hazard": to_hazard,
    "incident.merge": merged,
    "incident.close": closed,
}
UNDOS = {OPENED: withdrawn}
