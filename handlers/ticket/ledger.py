"""The ledger 台账 of repairs and hazards: one line a ticket, with its three times; for the operator and the office.

No telephone and no reporter's name stands in it.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.store.sheets.ledger import clock, ledger_of
from bot.store.sheets.sheet import Record
from bot.store.units import units
from handlers.ticket import reports, tickets, words
from handlers.ticket.tickets import Ticket

HEADINGS = {
    "number": "编号",
    "kind": "类别",
    "place": "地点",
    "item": "事项",
    "unit": "办理单位",
    "stage": "状态",
    "opened": "登记时间",
    "respond_by": "应响应时间",
    "responded": "响应时间",
    "arrived": "到场时间",
    "done": "办好时间",
    "due": "整改期限",
    "ended": "办结时间",
    "reworks": "返修次数",
    "times": "反映次数",
    "reason": "说明",
    "origin": "来源事件",
}
DAY = "%Y-%m-%d"
OPEN_LINE = "{number}  {stage}  {what}  {unit}  {opened}登记，应{respond_by}前响应"


def records(connection: Connection, zone: ZoneInfo, *, only_open: bool = False) -> list[Record]:
    """Return every ticket as a line, the oldest first."""
    names = {row.id: row.name for row in connection.execute(select(units.c.id, units.c.name))}
    return [
        _record(connection, one, names.get(one.unit_id, ""), zone)
        for one in tickets.every(connection, only_open=only_open)
    ]


def told(connection: Connection, zone: ZoneInfo) -> list[str]:
    """Say of every ticket that is not over in a line how it stands."""
    return [
        OPEN_LINE.format(what=one["place"] + one["item"], **one) for one in records(connection, zone, only_open=True)
    ]


def _record(connection: Connection, ticket: Ticket, unit: str, zone: ZoneInfo) -> Record:
    state = ticket.state
    return {
        "number": ticket.number,
        "kind": words.NAMES[ticket.kind],
        "place": ticket.where,
        "item": ticket.item,
        "unit": unit,
        "stage": words.status(ticket),
        "opened": clock(ticket.opened_at, zone),
        "respond_by": clock(ticket.respond_by, zone),
        "responded": clock(state.responded_at, zone),
        "arrived": clock(state.arrived_at, zone),
        "done": clock(state.done_at, zone),
        "due": state.due_at.astimezone(zone).strftime(DAY) if state.due_at else "",
        "ended": clock(ticket.ended_at, zone),
        "reworks": str(state.reworks),
        "times": str(sum(one.is_report for one in reports.of_ticket(connection, ticket.id))),
        "reason": ticket.reason,
        "origin": ticket.origin,
    }


SHEET = ledger_of("tickets", "报修隐患台账", HEADINGS, lambda connection, context: records(connection, context.zone))
