"""督办通报: always a draft that whoever asked for it looks at, and sends or not. Units, not persons; no ranking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.documents import Document
from bot.messages import Message
from bot.printed import Grid, Heading, Paragraph, Printed, Side, Title
from bot.registry import Act
from bot.rights import Act as Right
from bot.rights import may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.turn import Turn
from bot.word_file import document_of
from handlers.task import bulletin_words as say
from handlers.task import showing, tasks, words
from handlers.task.counts import Month, Row, month_of
from scheduler import confirming
from scheduler.audience import may_not_tell, people_in, read_audience

HANDLER, REPORT = "task", "task.report"
SENT = "task.bulletin"
ROSTER = "roster"
WIDTHS, ITEM_WIDTHS = (56.0, 25.0, 25.0, 25.0, 25.0), (22.0, 62.0, 32.0, 20.0, 20.0)


def report(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Draft a month's 通报, for who may see what it tells; it is sent only when he says so. Or list what is open."""
    if reading.slots.get("what"):
        showing.show_list(turn, message, reading, situation)
        return
    sender = situation.sender
    if not isinstance(sender, Person) or not may_somewhere(sender.held, Right.SEE_TASKS):
        turn.say(words.MAY_NOT_SEE)
        return
    slots = reading.slots
    if slots.get("month"):
        _go_on(turn, slots, Month.of(slots["month"]), sender, situation)
        return
    period = str(slots.get("period") or f"{situation.now.astimezone(situation.zone):%Y-%m}")
    found = [one for one in tasks.every(turn.connection) if showing.may_see(turn, one, situation)]
    month = month_of(turn.connection, found, period, turn.now, situation.zone)
    if not month.items:
        turn.say(say.NOTHING.format(month=say.month(period)))
        return
    turn.record("task.bulletin_drafted", period, count=len(month.items))
    turn.give(drafted(month, situation, is_draft=True))
    whole = month.whole
    counts = say.COUNTS.format(
        month=say.month(period), given=whole.given, done=whole.done, busy=whole.busy, late=whole.late
    )
    if situation.chat is not None:
        turn.say((counts if situation.among_ourselves else "") + say.DRAFT_IS_PRIVATE)
        turn.whisper(say.ASK_PRIVATELY.format(month=say.month(period)))
        return
    _ask(turn, month, say.HEADS, counts, situation, sender)


def _go_on(turn: Turn, slots: Mapping[str, object], month: Month, sender: Person, situation: Situation) -> None:
    phrase = str(slots.get("answer") or slots.get("audience") or say.HEADS)
    if slots.get("confirmed"):
        _send(turn, month, phrase, situation)
    else:
        _ask(turn, month, phrase, "", situation, sender)


def _ask(turn: Turn, month: Month, phrase: str, before: str, situation: Situation, sender: Person) -> None:
    """Ask once whether the draft goes out: to whom, and how many they are."""
    del situation
    found = read_audience(turn.connection, phrase, turn.now, sender)
    told, left_out = _told(turn, phrase, sender)
    slots = {"month": month.data(), "audience": phrase}
    free = Option("", HANDLER, REPORT, {"month": month.data()})
    if found.unknown or not (told or left_out):
        confirming.ask_for(turn, say.WHO.format(said=phrase), free)
        return
    if not told:
        turn.say(say.MAY_NOT_TELL)
        return
    without = say.LEFT_OUT.format(count=len(left_out)) if left_out else ""
    text = before + say.ASK.format(audience=phrase, count=len(told), without=without)
    send = Option(say.SEND, HANDLER, REPORT, {**slots, "confirmed": True}, confirming.YES_WORDS)
    leave = Option(say.LEAVE, confirming.SYSTEM, confirming.DROP, {}, confirming.DROP_WORDS)
    turn.ask(text, (send, leave), free=free)


def _send(turn: Turn, month: Month, phrase: str, situation: Situation) -> None:
    assert isinstance(situation.sender, Person)  # noqa: S101 — the act has looked
    told, _ = _told(turn, phrase, situation.sender)
    paper = drafted(month, situation, is_draft=False)
    title = say.TITLE.format(month=say.month(month.period))
    for one in told:
        turn.push(
            Recipient(person_id=one.id),
            say.HEAD.format(title=title),
            audience=ROSTER,
            subject=f"{SENT}:{month.period}",
            not_before=confirming.leaves_at(turn, len(told)),
            document=paper,
        )
    turn.record("task.bulletin_sent", month.period, count=len(told))
    turn.may_undo(SENT, f"{SENT}:{month.period}", title=title)
    turn.say(say.SENT.format(count=len(told)) + confirming.held(turn, len(told)))


def _told(turn: Turn, phrase: str, sender: Person) -> tuple[list[Person], list[Person]]:
    """Return who of an audience gets it, and who is not the sender's to tell."""
    found = read_audience(turn.connection, phrase, turn.now, sender)
    everybody = [one for one in people_in(turn.connection, found.audience, turn.now) if one.id != sender.id]
    left_out = may_not_tell(turn.connection, sender, everybody, turn.now)
    return [one for one in everybody if one not in left_out], left_out


def drafted(month: Month, situation: Situation, *, is_draft: bool) -> Document:
    """Lay out the paper: how many, by unit, the items; dated by the moment it was counted."""
    at = datetime.fromisoformat(month.at).astimezone(situation.zone)
    title = say.TITLE.format(month=say.month(month.period))
    mark = say.DRAFT if is_draft else ""
    whole = month.whole
    shown = {"month": say.month(month.period), "given": whole.given, "done": whole.done, "busy": whole.busy}
    items = [(one.number, one.title, one.unit, one.due, one.state) for one in month.items]
    department = situation.office.department
    return document_of(
        Printed(
            name=f"{title}{mark}",
            parts=[
                Title(f"{title}{mark}"),
                Paragraph(say.TO, is_indented=False),
                Paragraph(say.OVERALL.format(late=whole.late, at=say.day(at), **shown)),
                Heading(say.BY_UNIT),
                Grid(say.UNIT_HEAD, [_cells(one) for one in month.rows], WIDTHS),
                Heading(say.ITEMS),
                Grid(say.ITEM_HEAD, items, ITEM_WIDTHS),
                Paragraph(say.CLOSING),
                Paragraph(department, is_indented=False, side=Side.RIGHT),
                Paragraph(say.day(at), is_indented=False, side=Side.RIGHT),
            ],
            made_at=at,
            issuer=department,
        )
    )


def _cells(row: Row) -> tuple[str, ...]:
    return (row.unit, str(row.given), str(row.done), str(row.busy), str(row.late))


ACTS: Mapping[str, Act] = {REPORT: report}
