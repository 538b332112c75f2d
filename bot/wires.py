"""Which replies are kept for the answer to the callback itself, and until when.

A door that is waiting now takes its reply within three seconds. A stream is asked for again and again: its reply is
kept for the next polls, and leaves another way when none comes. In trial mode only the testers are answered.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.lent import STREAM, UPDATE, WELCOME
from bot.messages import Kind, Message
from bot.store import ways
from bot.turn import WIRE_WAIT

STREAM_WAIT = timedelta(seconds=20)


def _everybody(connection: Connection, message: Message) -> bool:
    del connection, message
    return True


@dataclass(frozen=True, slots=True)
class Wires:
    """waiting: doors that always wait for their reply. may_answer: whether a sender may be answered at all."""

    waiting: Container[str] = frozenset()
    may_answer: Callable[[Connection, Message], bool] = _everybody

    def reserved_until(self, connection: Connection, message: Message, machine: datetime) -> datetime | None:
        """Return the machine time until which only a door may take the reply to a message; None: nobody waits."""
        if message.kind is Kind.RESULT or not self.may_answer(connection, message):
            return None
        if message.door in self.waiting:
            return machine + WIRE_WAIT
        for way in ways.of_message(connection, message.door, message.message_id, machine):
            if way.kind in (STREAM, WELCOME):
                return min(way.expires_at, machine + (STREAM_WAIT if way.kind == STREAM else WIRE_WAIT))
        return None

    def card_until(self, connection: Connection, message: Message, machine: datetime) -> datetime | None:
        """Return the machine time until which only a door may take a pressed card; None: no door waits for it."""
        lent = ways.of_message(connection, message.door, message.message_id, machine)
        expiries = [way.expires_at for way in lent if way.kind == UPDATE]
        return min(*expiries, machine + WIRE_WAIT) if expiries else None
