"""Who gets what is meant for somebody, and who may answer for him."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.store import people, stand_ins
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.office_settings import change
from bot.store.people import Person
from handlers.leave import SETTINGS
from scheduler.stead import in_the_name_of, is_spared, nagged, recipient_for, speaks_for
from tests.peopled import put_office

DAYS = timedelta(days=1)


def one(connection: Connection, name: str, now: datetime) -> Person:
    (found,) = people.by_name(connection, name, now)
    return found


def test_what_is_meant_for_who_is_away_goes_to_who_acts_for_him_and_a_copy_to_himself(
    database: Database, now: datetime
) -> None:
    """Also where that one is away as well, and only as long as it lasts; who acts may answer for both."""
    put_office(database, now)
    with database.write() as connection:
        wang, lin, sun = (one(connection, name, now) for name in ("王部长", "林部长", "孙主任"))
        stand_ins.go_away(connection, wang.id, lin.id, now + DAYS, now + 3 * DAYS)
        assert recipient_for(connection, wang, now) == (wang, ())
        stand_ins.go_away(connection, lin.id, sun.id, now + DAYS, now + 2 * DAYS)
        while_away, after = now + DAYS, now + 2 * DAYS
        assert recipient_for(connection, wang, while_away) == (sun, (wang,))
        assert [him.name for him in speaks_for(connection, sun.id, while_away)] == ["王建国", "林慧"]
        assert recipient_for(connection, wang, after) == (lin, (wang,))
        assert speaks_for(connection, sun.id, after) == []
        assert recipient_for(connection, wang, now + 3 * DAYS) == (wang, ())


def test_a_later_absence_replaces_what_it_meets_and_leaves_the_rest(database: Database, now: datetime) -> None:
    """What had begun ends there; what would have begun within it never holds."""
    put_office(database, now)
    with database.write() as connection:
        him = one(connection, "王部长", now).id
        stand_ins.go_away(connection, him, None, now, now + 4 * DAYS)
        stand_ins.go_away(connection, him, None, now + 9 * DAYS, now + 10 * DAYS)
        stand_ins.go_away(connection, him, None, now + 2 * DAYS, now + 9 * DAYS)
        held = stand_ins.absences(connection, now, now + 30 * DAYS)
        assert [((row.since - now).days, row.until and (row.until - now).days) for row in held] == [
            (0, 2),
            (2, 9),
            (9, 10),
        ]
        stand_ins.go_away(connection, him, None, now, None)
        (row,) = stand_ins.absences(connection, now, now + 30 * DAYS)
        assert row.until is None


def test_a_chief_leader_is_reminded_once_and_then_his_secretary(database: Database, now: datetime) -> None:
    """And whom the office lists; a secretary may speak for them, until she may not any more."""
    put_office(database, now)
    with database.write() as connection:
        he, wang, zhang = (one(connection, name, now) for name in ("何部长", "王部长", "张敏"))
        assert (nagged(connection, he, now, 0), nagged(connection, he, now, 1)) == (he, zhang)
        assert nagged(connection, wang, now, 3) == wang
        change(connection, SETTINGS, "只提醒一次的人员", "王建国", Stamp("x", now))
        assert is_spared(connection, wang)
        assert nagged(connection, wang, now, 1) is None
        row = stand_ins.propose(connection, wang.id, zhang.id, now)
        assert nagged(connection, wang, now, 1) is None
        stand_ins.change(connection, row, until=None)
        assert nagged(connection, wang, now, 1) == zhang
        assert in_the_name_of(wang, zhang) == "王部长（张敏代）"
        assert wang in speaks_for(connection, zhang.id, now)
        assert stand_ins.speak_no_more(connection, wang.id, zhang.id, now + DAYS)
        assert wang not in speaks_for(connection, zhang.id, now + DAYS)
