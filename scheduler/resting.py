"""Who is left alone now, said to whoever is about to tell him something: what is sent need not have arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.spans import free_at
from bot.store.people import Person
from bot.store.quiet_hours import rests

ALL = "现在是安静时段，{until}送达。"
SOME = "其中{count}人在安静时段，{until}前送达。"
TODAY, TOMORROW = "{clock}", "明天{clock}"


def resting(connection: Connection, told: Sequence[Person], now: datetime, zone: ZoneInfo) -> str:
    """Say until when what can wait is held back from some of these people; empty where it goes to all now."""
    if not told:
        return ""
    found = rests(connection, [one.id for one in told], now, zone)
    held = [until for rest in found.values() if (until := free_at(rest, now, zone)) > now]
    if not held:
        return ""
    last = max(held).astimezone(zone)
    day = TODAY if last.date() == now.astimezone(zone).date() else TOMORROW
    clock = day.format(clock=f"{last:%H:%M}")
    return ALL.format(until=clock) if len(held) == len(told) else SOME.format(count=len(held), until=clock)
