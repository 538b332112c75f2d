"""The table of messages per person: how many reached each unasked, most first. No contents of any message."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.store.people import people
from bot.store.received import Received, accounts_of_people, received
from bot.store.sheets.cells import text
from bot.store.sheets.sheet import Column, Context, Record, Sheet
from bot.store.units import all_units

LINE = "{name}（{number}）  {unit}  {messages}条，共{things}件，另有突发事件{incidents}条"
HEADINGS = {
    "name": "姓名",
    "number": "工号",
    "unit": "单位",
    "messages": "消息条数",
    "things": "其中件数",
    "incidents": "突发事件条数",
}


def records(connection: Connection, now: datetime, since: datetime) -> list[Record]:
    """Return a line for everybody of the department whom anything reached since a moment, most first."""
    everybody = people(connection, now)
    names = {unit.id: unit.name for unit in all_units(connection)}
    ids = [one.id for one in everybody]
    got = received(connection, accounts_of_people(connection, ids, now), ids, since)
    reached = [(one, got.get(one.id, Received())) for one in everybody]
    reached.sort(key=lambda pair: (-pair[1].messages, -pair[1].of_incidents))
    return [
        {
            "name": one.name,
            "number": one.number,
            "unit": names.get(one.unit_id or 0, ""),
            "messages": str(found.messages),
            "things": str(found.things),
            "incidents": str(found.of_incidents),
        }
        for one, found in reached
        if found.messages or found.of_incidents
    ]


def sheet_since(since: datetime) -> Sheet:
    """Return the table as a sheet to be exported."""

    def current(connection: Connection, context: Context) -> list[Record]:
        return records(connection, context.now, since)

    return Sheet(
        key="messages-per-person",
        title="每人消息数",
        columns=tuple(Column(key, heading, text()) for key, heading in HEADINGS.items()),
        identity=("number",),
        current=current,
        write=_never,
    )


def _never(_connection: Connection, _changes: object, _context: Context) -> None:
    raise NotImplementedError("what reached people is not imported")
