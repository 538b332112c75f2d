"""What somebody is to a ticket, and who is told of it: by rows alone, never by what he says he is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from bot.rights import Role
from bot.store import in_charge, people, shifts
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.places import Place
from bot.store.units import all_units, below
from handlers.ticket import reports, settings
from handlers.ticket.matter import Kind
from handlers.ticket.tickets import Ticket


class Part(StrEnum):
    """What somebody is to a ticket; also the audience of what he is told."""

    UNIT = "unit"  # who mends it: anybody of the unit
    HEAD = "head"  # who runs the unit
    DUTY = "duty"
    LINE = "line"  # in charge of 安全, of a hazard
    LEADER = "leader"  # in charge of the unit, and the chiefs
    REPORTER = "reporter"
    GROUP = "group"


def heads_of(connection: Connection, ticket: Ticket, now: datetime) -> list[Person]:
    """Return who runs the unit; where nobody does, who stands in, so that somebody always reads it."""
    heads = in_charge.runners_of(connection, ticket.unit_id, now) if ticket.unit_id else []
    return heads or leaders_of(connection, ticket, now)


def leaders_of(connection: Connection, ticket: Ticket, now: datetime) -> list[Person]:
    """Return who is in charge of the unit, else who stands in."""
    leaders = people.in_charge_of(connection, ticket.unit_id, now) if ticket.unit_id else []
    return leaders or in_charge.fall_back(connection, now)


def duty_of(connection: Connection, ticket: Ticket, now: datetime) -> list[Person]:
    """Return who is on duty there."""
    return in_charge.officers(connection, now, ticket.spot.on_campuses)


def lines_of(connection: Connection, ticket: Ticket, now: datetime) -> list[Person]:
    """Return who is in charge of the line of hazards; where nobody is, of the unit. Of a repair nobody."""
    if ticket.kind is Kind.REPAIR:
        return []
    found = people.in_charge_of_line(connection, value_of(connection, settings.LINE), now)
    return found or (people.in_charge_of(connection, ticket.unit_id, now) if ticket.unit_id else [])


def parts_of(
    connection: Connection, ticket: Ticket, sender: Person | Place | None, account: str, now: datetime
) -> frozenset[Part]:
    """Return everything a sender is to a ticket. account: platform/account."""
    found = set(_parts(connection, ticket, sender, now)) if sender else set[Part]()
    if reports.reported_by(connection, account, [ticket.id]):
        found.add(Part.REPORTER)
    return frozenset(found)


def _parts(connection: Connection, ticket: Ticket, sender: Person | Place, now: datetime) -> Iterator[Part]:
    if isinstance(sender, Place):
        if sender.role is Role.DUTY:
            yield Part.DUTY
        if sender.unit_id is not None and sender.unit_id == ticket.unit_id:
            yield Part.UNIT
        return
    told = reports.told_as(connection, sender.id, [ticket.id]).get(ticket.id, "")
    if told in (Part.UNIT, Part.DUTY):
        yield Part(told)
    if Role.DUTY in sender.roles or sender.id in {one.officer_id for one in shifts.on_duty(connection, now)}:
        yield Part.DUTY
    if sender.id in {one.id for one in lines_of(connection, ticket, now)}:
        yield Part.LINE
    yield from _by_rank(connection, ticket, sender)


def _by_rank(connection: Connection, ticket: Ticket, sender: Person) -> Iterator[Part]:
    """Yield what somebody is to a ticket by his unit and his roles."""
    if any(in_charge.runs(held, ticket.unit_id) for held in sender.held):
        yield Part.HEAD
        yield Part.UNIT
    if ticket.unit_id is not None and sender.unit_id in below(ticket.unit_id, all_units(connection)):
        yield Part.UNIT
    leads = any(held.role is Role.IN_CHARGE and ticket.unit_id in held.units for held in sender.held)
    if leads or Role.CHIEF in sender.roles:
        yield Part.LEADER
