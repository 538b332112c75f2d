"""The paper list 签到表: a table the organiser sends is shown first, then written at a word; a photo is evidence.

Nothing is read from a photo. Of a table the names are read, 工号 before 姓名; where a column says who came, it counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import SheetError
from bot.messages import Message
from bot.registry import Prepare
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.sheets.grid import Grid
from bot.turn import Turn
from handlers.study import choosing, enlisting, roster, settings, telling
from handlers.study.attending import leaving, marks, whom, words
from handlers.study.plans import importing
from handlers.study.plans.brought import Brought, Desk, preparing
from handlers.study.roster import ON_PAPER, PRESENT, SITS_IN
from handlers.study.studies import CLOSED, OPEN, Study
from handlers.study.talk import HANDLER, LIST_KEPT
from scheduler.audience import who_is
from scheduler.confirming import confirm

FETCHED = "media.kept"
HEADER_WITHIN, MOST_NAMED, LONGEST_NAME = 10, 20, 12
_NAME, _NUMBER = re.compile(r"姓\s*名|参会人员?|人员"), re.compile(r"工\s*号|编号|职工号")
_SIGNED = re.compile(r"签\s*到|签\s*名|签\s*字")
_STATE = re.compile(r"状态|到会|出席|是否到|考勤")
_HEAD = re.compile(r"姓\s*名|工\s*号")
_AWAY = re.compile(r"缺|未|没|免|不|假|公出|出差|否|无|[×✗]|^[xX/\-—]+$")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a table says. names: 工号 or names of who came, as written; has_state: whether a column says who came."""

    names: tuple[str, ...]
    has_state: bool


def reader(desk: Desk | None) -> Prepare:
    """Return what reads the table of a message before its turn: a plan as the plans do, else a list of names."""
    of_plan = preparing(desk)

    def read(message: Message, reading: Reading, situation: Situation) -> Brought | Listed | None:
        brought = of_plan(message, reading, situation)
        if desk is None or (isinstance(brought, Brought) and brought.is_plan):
            return brought if isinstance(brought, Brought) else None
        with desk.database.read() as connection:
            try:
                return listed(desk.grid(connection, int(reading.slots["file"]), str(reading.slots["name"])))
            except SheetError:
                return brought if isinstance(brought, Brought) else None

    return read


def listed(grid: Grid) -> Listed | None:
    """Read who came from a table with a heading 姓名 or 工号; None where it has none."""
    for number, row in enumerate(grid[:HEADER_WITHIN]):
        places = {kind: _places(row, kind) for kind in (_NAME, _NUMBER, _SIGNED, _STATE)}
        if not (places[_NAME] or places[_NUMBER]) or _is_title(row):
            continue
        states = [*places[_SIGNED], *places[_STATE]]
        whose = [*places[_NUMBER][:1], *places[_NAME][:1]]
        found = [_who(each, whose) for each in grid[number + 1 :] if _came(each, states)]
        return Listed(tuple(dict.fromkeys(one for one in found if one)), bool(states))
    return None


def list_read(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show whom a list signs in and ask for the one confirmation; of another table nothing is said."""
    if isinstance(turn.prepared, Brought):
        importing.preview(turn, message, reading, situation)
        return
    turn.record(FETCHED, file=reading.slots["file"])
    study = choosing.to_run(turn, message, reading, situation)
    if study is None or not isinstance(turn.prepared, Listed):
        if reading.slots.get("wanted"):
            turn.say(words.NO_LIST.format(name=reading.slots["name"]))
        return
    days = value_of(turn.connection, settings.MAKE_UP)
    if study.state == CLOSED and turn.now - study.closes_at > timedelta(days=days):
        turn.say(words.LIST_TOO_LATE.format(title=study.title, days=days))
        return
    _show(turn, study, turn.prepared, str(reading.slots["name"]))


def _show(turn: Turn, study: Study, one: Listed, name: str) -> None:
    found, unknown = _people(turn, one.names)
    entries = {each.person_id: each for each in roster.of_study(turn.connection, study.id)}
    there = [each for each in found if each.id in entries and entries[each.id].is_there]
    new = [each for each in found if each not in there]
    if not new:
        turn.say(words.LIST_NOTHING_NEW.format(name=name, title=study.title, unknown=_unknown(unknown)))
        return
    guests = [each for each in new if each.id not in entries]
    text = words.LIST_SHOWN.format(
        title=study.title,
        name=name,
        count=len(new) - len(guests),
        names=_names([each.name for each in new if each not in guests]),
        guests=words.LIST_GUESTS.format(names=_names([each.name for each in guests])) if guests else "",
        there=words.LIST_THERE.format(count=len(there)) if there else "",
        unknown=_unknown(unknown),
    )
    confirm(turn, text, Option("", HANDLER, LIST_KEPT, {"study": study.id, "confirmed": [each.id for each in new]}))


def list_kept(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Write the list that was shown: who stands on paper is there, however late the list came."""
    study = choosing.to_run(turn, message, reading, situation)
    me = situation.sender
    if study is None or not isinstance(me, Person):
        return
    before = []
    for person in whom.of_ids(turn, reading.slots["confirmed"]):
        entry = roster.one(turn.connection, study.id, person.id)
        if entry is None:
            enlisting.put(turn, study, [person], SITS_IN)
            entry = roster.one(turn.connection, study.id, person.id)
        if entry is None or entry.is_there:
            continue
        after = marks.signed(turn, study, entry, status=PRESENT, at=None, how=ON_PAPER, by_id=me.id)
        if after is not None:
            before.append(entry)
            leaving.came(turn, study, person.id)
    marks.may_put_back(turn, study, before)
    if study.state == OPEN:
        telling.arm_tally(turn, study)
    there, expected = roster.count(turn.connection, study.id)
    turn.say(words.LIST_KEPT.format(title=study.title, count=len(before), there=there, expected=expected))


def photo(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note that a photo of the list belongs to a study."""
    study = choosing.to_run(turn, message, reading, situation)
    if study is not None:
        turn.record("checkin.evidence", study.subject, door=message.door, message=message.message_id)
        turn.say(words.PHOTO_KEPT.format(title=study.title))


def _people(turn: Turn, names: Sequence[str]) -> tuple[list[Person], list[str]]:
    found: dict[int, Person] = {}
    unknown = []
    for name in names:
        called = who_is(turn.connection, name, turn.now)
        if len(called) == 1:
            found[called[0].id] = called[0]
        else:
            unknown.append(name)
    return list(found.values()), unknown


def _places(row: Sequence[str], kind: re.Pattern[str]) -> list[int]:
    return [place for place, cell in enumerate(row) if len(cell) <= LONGEST_NAME and kind.search(cell)]


def _is_title(row: Sequence[str]) -> bool:
    """Whether a row is the title over the table, 参会人员签到表, and not its headings."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) == 1 and _HEAD.fullmatch(filled[0]) is None


def _came(row: Sequence[str], states: Sequence[int]) -> bool:
    """Whether a row says that he came: what stands under 签到 holds before 状态."""
    said = next((cell for place in states if place < len(row) and (cell := row[place].strip())), "")
    return not states or (bool(said) and _AWAY.search(said) is None)


def _who(row: Sequence[str], places: Sequence[int]) -> str:
    """Return whom a row means: his 工号, else his name; empty where it has neither."""
    for place in places:
        cell = "".join(row[place].split()) if place < len(row) else ""
        if cell and len(cell) <= LONGEST_NAME:
            return cell
    return ""


def _names(names: Sequence[str]) -> str:
    return "、".join(names[:MOST_NAMED]) + ("等" if len(names) > MOST_NAMED else "")


def _unknown(names: Sequence[str]) -> str:
    return words.LIST_UNKNOWN.format(count=len(names), names=_names(names)) if names else ""
