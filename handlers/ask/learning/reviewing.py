"""Answering a group of questions: one confirmation, then the pair stands, those who asked are told, 撤销 takes it back.

Who may only write (the organiser) leaves it to who may approve; the approver's name stands in the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.messages import Message
from bot.registry import Act
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.learning import groups, handovers, words
from handlers.ask.learning.drafts import Draft, amended, draft_of, last_day, valid_until
from handlers.ask.learning.groups import Asker, Group
from handlers.ask.learning.rights import is_private, may_approve, writer
from handlers.ask.learning.settings import PAIR_DAYS
from handlers.ask.learning.telling import as_data, from_data, hearing, tell
from handlers.ask.learning.verdicts import shortened
from knowledge import reviewed_rows
from knowledge.reviewed import ACTIVE, LONGEST_ANSWER, MOST_WORDINGS, PROPOSED, WITHDRAWN, called
from scheduler import confirming

DEED = "question.reviewed"
SHOWN_QUESTIONS = 4


@dataclass(frozen=True, slots=True)
class Case:
    """What a draft answers: the group it is of, where there is one; the wordings; who is told."""

    group: Group | None
    wordings: tuple[str, ...]
    told: tuple[Asker, ...]


def review(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show a draft for confirmation, or carry it out."""
    sender = writer(turn, situation)
    draft = draft_of(dict(reading.slots))
    if sender is None or not is_private(turn, message):
        return
    if said := str(reading.slots.get("answer", "")):
        draft = amended(draft, said) or draft
    case = _case(turn, draft)
    if case is None:
        return
    if not draft.text or len(draft.text) > LONGEST_ANSWER:
        turn.say(words.TOO_LONG.format(longest=LONGEST_ANSWER) if draft.text else words.TEXT_MISSING)
    elif reading.slots.get("confirmed"):
        _carry_out(turn, draft, case, sender, situation)
    else:
        _confirm(turn, draft, case, situation)


def _case(turn: Turn, draft: Draft) -> Case | None:
    """Return what a draft answers; None where it was said why it can't be."""
    if draft.handover:
        one = handovers.find(turn.connection, draft.handover)
        group = groups.of_question(turn.connection, one.question_id) if one and one.question_id else None
        if one is None:
            turn.say(words.NO_SUCH_HANDOVER.format(number=handovers.called(draft.handover)))
            return None
        wordings = tuple(dict.fromkeys((one.question, *(group.wordings if group else ()))))
    else:
        group = groups.find(turn.connection, draft.number)
        if group is None:
            turn.say(words.NO_SUCH_GROUP.format(number=draft.number))
            return None
        if group.state != groups.OPEN:
            turn.say(words.GROUP_OVER.format(number=group.id, state=words.STATES[group.state]))
            return None
        wordings = group.wordings
    some = groups.askers(turn.connection, group.id) if group else []
    return Case(group, wordings[:MOST_WORDINGS], tuple(hearing(turn.connection, some, draft.scope, turn.now)))


def _confirm(turn: Turn, draft: Draft, case: Case, situation: Situation) -> None:
    until = valid_until(draft, turn.now, value_of(turn.connection, PAIR_DAYS), situation.zone)
    shown = [f"“{shortened(one)}”" for one in case.wordings[:SHOWN_QUESTIONS]]
    more = words.OTHER_WORDINGS.format(count=len(case.wordings)) if case.wordings[SHOWN_QUESTIONS:] else ""
    text = words.CONFIRM.format(
        questions="、".join(shown) + more,
        answer=draft.text,
        basis=basis_line(draft.basis),
        scope=draft.scope,
        until=last_day(until, situation.zone),
        count=len(case.told),
        hint=words.AMEND_HINT,
    )
    slots = draft.slots
    yes = Option("", talk.HANDLER, talk.REVIEW, {**slots, "confirmed": True})
    confirming.confirm(turn, text, yes, Option("", talk.HANDLER, talk.REVIEW, slots))


def _carry_out(turn: Turn, draft: Draft, case: Case, sender: Person, situation: Situation) -> None:
    approves = may_approve(sender)
    pair_id = reviewed_rows.add(
        turn.connection,
        question=case.wordings[0],
        others=list(case.wordings[1:]),
        answer=draft.text,
        basis=draft.basis,
        scope=draft.scope,
        state=ACTIVE if approves else PROPOSED,
        approved_by=sender.name if approves else "",
        approved_id=sender.id if approves else None,
        approved_at=turn.now if approves else None,
        valid_until=valid_until(draft, turn.now, value_of(turn.connection, PAIR_DAYS), situation.zone),
        made_at=turn.now,
    )
    if draft.handover:
        handovers.collected(turn.connection, draft.handover, pair_id)
    if not approves:
        _propose(turn, draft, case, pair_id, sender)
        return
    _told(turn, case.group, case.told, pair_id, situation.zone)
    turn.record("answer.approved", f"pair:{pair_id}", told=len(case.told), scope=draft.scope)
    told = words.AND_TOLD.format(count=len(case.told)) if case.told else ""
    turn.say(words.REVIEWED_NOW.format(number=called(pair_id), told=told))


def _told(turn: Turn, group: Group | None, told: tuple[Asker, ...], pair_id: int, zone: ZoneInfo) -> None:
    """Tell those who asked, close the group, and remember how it was."""
    pair = reviewed_rows.find(turn.connection, pair_id)
    assert pair is not None  # noqa: S101 — just written
    subject = f"pair:{pair_id}"
    some: list[Asker] = []
    if group is not None:
        some = groups.askers(turn.connection, group.id)
        groups.move(turn.connection, group.id, groups.ANSWERED, turn.now, pair_id=pair_id)
        groups.forget_askers(turn.connection, group.id)
    local = (pair.approved_at or turn.now).astimezone(zone)
    source = words.REVIEWED.format(
        answer="", basis=f"{pair.basis}；" if pair.basis else "", who=pair.approved_by,
        day=f"{local.year}年{local.month}月{local.day}日",
    ).strip()  # fmt: skip
    tell(turn, told, words.NOW_ANSWERED, zone, subject, answer=pair.answer, basis=source)
    turn.may_undo(DEED, subject, pair=pair_id, group=group.id if group else 0, askers=as_data(some))


def _propose(turn: Turn, draft: Draft, case: Case, pair_id: int, sender: Person) -> None:
    """Leave a pair to those who may approve it."""
    if case.group is not None:
        groups.move(turn.connection, case.group.id, groups.OPEN, turn.now, pair_id=pair_id)
    approving = people.people_with(turn.connection, Role.ADMIN, turn.now)
    text = words.TO_APPROVE.format(
        number=called(pair_id), question=shortened(case.wordings[0]), answer=draft.text, basis=basis_line(draft.basis),
        scope=draft.scope, who=sender.called,
    )  # fmt: skip
    for one in approving:
        turn.push(Recipient(person_id=one.id), text, audience="approver", subject=f"pair:{pair_id}")
    turn.record("answer.proposed", f"pair:{pair_id}")
    turn.may_undo(DEED, f"pair:{pair_id}", pair=pair_id, group=0, askers=[])
    turn.say(words.PROPOSED.format(number=called(pair_id), who="、".join(one.called for one in approving)))


def approve(turn: Turn, pair_id: int, person: Person, zone: ZoneInfo) -> int:
    """Put somebody's name under a proposed pair, and tell those who asked. Returns how many were told."""
    changes = {"state": ACTIVE, "approved_by": person.name, "approved_id": person.id, "approved_at": turn.now}
    reviewed_rows.change(turn.connection, pair_id, **changes)
    pair = reviewed_rows.find(turn.connection, pair_id)
    group = groups.of_pair(turn.connection, pair_id)
    some = groups.askers(turn.connection, group.id) if group else []
    told = tuple(hearing(turn.connection, some, pair.scope if pair else "", turn.now))
    _told(turn, group, told, pair_id, zone)
    turn.record("answer.approved", f"pair:{pair_id}", told=len(told))
    return len(told)


def basis_line(basis: str) -> str:
    """Word a basis as a line of its own, empty where there is none."""
    return words.BASIS_LINE.format(basis=basis) if basis else ""


def _undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take a pair back; the group is open again, and who asked is to be told again."""
    del situation
    pair = reviewed_rows.find(turn.connection, int(deed.data["pair"]))
    reviewed_rows.change(turn.connection, int(deed.data["pair"]), state=WITHDRAWN)
    if deed.data["group"]:
        groups.put_back(turn.connection, int(deed.data["group"]), from_data(deed.data["askers"]), turn.now)
    return words.TAKEN_BACK.format(question=shortened(pair.question if pair else ""))


ACTS: dict[str, Act] = {talk.REVIEW: review}
UNDOS = {DEED: _undo}
