"""The work list: what was not answered, grouped, most often first; nobody's name. In the chat or as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.documents import Document
from bot.messages import Channel, Message
from bot.registry import Act, Prepare
from bot.router import Reading
from bot.situation import Situation
from bot.store.sheets.ledger import ledger_of
from bot.store.sheets.sheet import Context, Record
from bot.turn import Turn
from bot.workbooks import Cell, Leaf, workbook_of
from handlers.ask import talk
from handlers.ask.learning import groups, words
from handlers.ask.learning.groups import Group
from handlers.ask.learning.rights import writer
from handlers.ask.learning.rows import NOT_FOUND, UNSURE
from handlers.ask.learning.verdicts import shortened
from knowledge.shelf import Shelf

MOST_LINES = 7  # beside the head, the rest and how to answer: ten on a telephone
LONGEST_WORDING = 24
TRIED = 40  # groups that are asked again when the list is shown
SILENT = {NOT_FOUND, UNSURE}
WIDTHS = (5, 24, 30, 5, 9, 9, 7, 9, 7, 6)


def prepare_of(shelf: Shelf) -> Prepare:
    """Return what asks the open questions again: a document may have come since."""

    def ask_again(message: Message, reading: Reading, situation: Situation) -> frozenset[int]:
        del message, reading
        return answered_now(shelf, situation.now.astimezone(situation.zone).date())

    return ask_again


def answered_now(shelf: Shelf, day: date) -> frozenset[int]:
    """Return the numbers of the open groups that the documents as they stand answer."""
    with shelf.reading() as connection:
        found = groups.open_groups(connection)[:TRIED]
    tried = [one for one in found if SILENT & one.reasons.keys()]  # of the others an answer was there already
    answers = ((one, shelf.ask(one.wording, day=day)) for one in tried)
    return frozenset(one.id for one, answer in answers if answer.answered and not answer.is_doubtful)


def show(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show the list privately, or hand it over as a workbook."""
    if writer(turn, situation) is None:
        return
    groups.gather(turn.connection, turn.now)
    found = groups.open_groups(turn.connection)
    turn.record(talk.WORKLIST, groups=len(found))
    if message.channel is not Channel.PRIVATE:
        turn.say(words.PRIVATELY)
    if found and reading.slots.get("file"):
        turn.whisper(words.SHEET_GIVEN.format(count=len(found)))
        turn.give(workbook(found, situation.zone))
        return
    answered: frozenset[int] = turn.prepared if isinstance(turn.prepared, frozenset) else frozenset()
    turn.whisper(list_text(found, answered, situation.zone))


def list_text(found: Sequence[Group], answered: frozenset[int], zone: ZoneInfo) -> str:
    """Word the list: at most ten lines."""
    if not found:
        return words.NO_WORKLIST
    lines = [words.WORKLIST.format(count=len(found))]
    lines += [line(one, zone, is_answered=one.id in answered) for one in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        lines.append(words.MORE.format(count=len(found) - MOST_LINES))
    return "\n".join([*lines, words.HOW_TO.format(number=found[0].id)])


def line(group: Group, zone: ZoneInfo, *, is_answered: bool = False) -> str:
    """Word one group: its number, its most frequent wording, how often, when, why."""
    others = len(group.wordings) - 1
    return words.LINE.format(
        number=group.id,
        wording=shortened(group.wording, LONGEST_WORDING),
        more=words.OTHER_WORDINGS.format(count=others + 1) if others else "",
        times=group.count,
        span=_span(group.first, group.last, zone),
        reasons="、".join(f"{words.REASONS[reason]}{count}" for reason, count in group.reasons.items()),
        now=words.ANSWERED_NOW if is_answered else "",
    )


def workbook(found: Sequence[Group], zone: ZoneInfo) -> Document:
    """Make the workbook of the list: text in text cells, nobody's name."""
    return workbook_of(words.SHEET, [Leaf(words.SHEET, words.HEADINGS, rows_of(found, zone), WIDTHS)])


def rows_of(found: Sequence[Group], zone: ZoneInfo) -> list[list[Cell]]:
    """Return a row for each group, as the headings say."""
    return [
        [
            one.id,
            one.wording,
            "\n".join(one.wordings[1:]),
            one.count,
            _day(one.first, zone),
            _day(one.last, zone),
            *(one.reasons.get(reason, 0) for reason in words.REASONS),
        ]
        for one in found
    ]


def told(connection: Connection, zone: ZoneInfo, now: datetime) -> list[str]:
    """Return the list, a line each, for the operator."""
    del now
    return [line(one, zone) for one in groups.open_groups(connection)]


def _records(connection: Connection, context: Context) -> list[Record]:
    return [
        dict(zip(_KEYS, map(str, row), strict=True)) for row in rows_of(groups.open_groups(connection), context.zone)
    ]


def _span(first: datetime, last: datetime, zone: ZoneInfo) -> str:
    one, other = _short(first, zone), _short(last, zone)
    return one if one == other else f"{one}至{other}"


def _short(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.month}月{local.day}日"


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).date().isoformat()


_KEYS = ("number", "question", "others", "times", "first", "last", *words.REASONS)
SHEET = ledger_of("unanswered", words.SHEET, dict(zip(_KEYS, words.HEADINGS, strict=True)), _records)
ACTS: dict[str, Act] = {talk.WORKLIST: show}
