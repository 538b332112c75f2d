"""What is answered to a notice that waits for no answer of his: moved, called off, answered before, never his."""

from __future__ import annotations

from bot.router import Reading
from bot.store.people import Person
from bot.turn import Turn
from handlers.notice import words
from scheduler import notices, owed
from scheduler.notices import Notice
from scheduler.notices.words import OLD, VOID, bare, card


def is_old_card(turn: Turn) -> bool:
    """Whether the button that was pressed is of a notice that said something else; whoever pressed it is told."""
    parts = turn.pressed.own_id.split("-") if turn.pressed else []
    if len(parts) != 3 or parts[0] != "n" or not parts[1].isdigit():  # noqa: PLR2004 — as words.card writes it
        return False
    notice = notices.by_id(turn.connection, int(parts[1]))
    now = card(notice) if notice else None
    if notice is None or not notice.is_open or now is None or turn.pressed is None or now.title == turn.pressed.title:
        return False
    turn.shown = OLD
    turn.say(words.OLD_CARD.format(what=bare(notice.head), number=words.NUMBER.format(number=notice.number)))
    return True


def answered_before(turn: Turn, reading: Reading, me: Person, *, is_over: bool) -> list[Notice] | None:
    """Return the notice somebody answers anew; None where he was told why he need not.

    He answered it and named it by no number, it is over, it is not his, or there is no such number.
    """
    number = str(reading.slots.get("number") or "")
    notice = notices.by_number(turn.connection, number) if number else None
    mine = notice and owed.one(turn.connection, notices.KIND, notice.owed, me.id)
    is_open = bool(mine and notice and notice.is_open)
    if notice and is_open and reading.slots.get("anew"):
        return [notice]
    if turn.pressed and notice and not notice.is_open:
        turn.shown = VOID
    form = words.SAME if is_open else words.OVER if mine or is_over else words.NOT_YOURS
    if number and notice is None:
        form = words.NO_SUCH
    turn.say(form.format(number=words.NUMBER.format(number=number) if number else ""))
    return None
