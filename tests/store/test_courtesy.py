"""Courtesy at work: what can wait is put off, joined, counted, muted; nothing is lost, nothing is said twice."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from bot.clock import SteppedClock
from bot.messages import Button, Card
from bot.pump import Pump
from bot.routing import Routing
from bot.store import accounts, journal, leaving, mutes, pushes
from bot.store.accounts import Account, Owner
from bot.store.audit import Stamp, by_operator
from bot.store.database import Database
from bot.store.nuisance import records, sheet_since
from bot.store.people import add_person, persons
from bot.store.pushes import Push, Recipient, Severity
from bot.store.quiet_hours import rests
from bot.store.sheets.grid import read_grid
from bot.store.sheets.plan import carry_out, prepare
from bot.store.sheets.quiet_hours import QUIET_HOURS
from bot.store.sheets.workbook import export
from bot.store.shifts import shifts
from bot.store.units import units
from tests.fakes import NO_FILES, PLATFORM, FakeRoute, minutes

ZONE = ZoneInfo("Asia/Shanghai")


class Mail:
    """Somebody, and the pump that brings him his mail."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database, self.clock, self.route = database, SteppedClock(now), FakeRoute()
        self.route.shows_cards = True
        self.pump = Pump(database, self.clock, Routing([self.route]), ZONE, NO_FILES)
        with database.write() as connection:
            self.person = add_person(connection, "1", "李明")
            accounts.enrol(connection, Account(PLATFORM, "li"), Owner(person_id=self.person), now - timedelta(days=9))

    def put(  # noqa: PLR0913 — the columns of a push
        self,
        text: str,
        *,
        source: str = "timer:1",
        subject: str = "",
        severity: Severity = Severity.NORMAL,
        expires_in: timedelta | None = None,
        card: Card | None = None,
        to: Recipient | None = None,
    ) -> None:
        """Have something said to him."""
        now = self.clock.office()
        expires_at = now + expires_in if expires_in else None
        who = to or Recipient(person_id=self.person)
        push = Push(0, who, text, "staff", subject, severity, None, now, expires_at, card=card)
        with self.database.write() as connection:
            pushes.put(connection, push, source=source, at=now)

    async def at(self, moment: datetime) -> list[str]:
        """Return what has reached him by a moment."""
        self.clock.move_to(moment)
        await self.pump.drain()
        return self.route.texts

    def fates(self) -> list[tuple[str, str, str | None]]:
        """Return every push with its state and reason."""
        with self.database.read() as connection:
            rows = connection.execute(select(pushes.pushes).order_by(pushes.pushes.c.id))
            return [(row.text, row.state, row.reason) for row in rows]


@pytest.fixture
def mail(database: Database, now: datetime) -> Mail:
    """李明, at ten in the morning."""
    return Mail(database, now)


async def test_in_quiet_hours_what_can_wait_waits_and_what_would_be_stale_is_dropped(mail: Mail, now: datetime) -> None:
    """In one message at seven; an alarm goes at once, and a group is left alone as well."""
    night = now + timedelta(hours=13)
    await mail.at(night)
    mail.put("【会议】明天")
    mail.put("stale", expires_in=timedelta(hours=1))
    mail.put("group", to=Recipient(platform=PLATFORM, chat="g"))
    mail.put("fire", severity=Severity.ALARM)
    assert await mail.at(night) == ["fire"]
    mail.put("【报修】")
    with mail.database.read() as connection:
        assert leaving.next_moment_after(connection, night) == night + timedelta(hours=8)
    morning = await mail.at(night + timedelta(hours=8))
    assert "group" in morning[1] + morning[2]
    (bundle,) = [text for text in morning if text.startswith("【合并通知】2件：会议、报修")]
    assert "一、【会议】明天\n（11月23日23:00的消息）" in bundle
    assert [state for _, state, _ in mail.fates()].count("dropped") == 1
    with mail.database.read() as connection:
        (entry,) = journal.entries(connection, kinds=("push.dropped",))
    assert entry.data["reason"] == "expired in quiet hours"


async def test_beyond_six_a_day_the_rest_is_one_bundle(mail: Mail, now: datetime) -> None:
    """At half past four; what can't wait so long goes and takes the others along; a new day counts anew."""
    for number in range(9):
        mail.put(str(number), source="inbox:1")
        assert len(await mail.at(now + minutes(number))) == min(number + 1, 6)
    assert (await mail.at(now + timedelta(hours=6.5)))[6:] == ["【合并通知】3件\n\n一、6\n\n二、7\n\n三、8"]
    mail.put("waits")
    mail.put("urgent", severity=Severity.URGENT)
    assert (await mail.at(now + timedelta(hours=7)))[7:] == ["urgent"]
    mail.put("soon", expires_in=timedelta(hours=1))
    assert (await mail.at(now + timedelta(hours=7)))[8:] == ["【合并通知】2件\n\n一、waits\n\n二、soon"]
    mail.put("tomorrow")
    await mail.at(now + timedelta(hours=7))
    assert len(await mail.at(now + timedelta(hours=21, minutes=59))) == 9
    assert (await mail.at(now + timedelta(hours=22)))[9:] == ["tomorrow\n（11月23日17:00的消息）"]


async def test_what_falls_due_soon_after_the_last_message_waits_for_company(mail: Mail, now: datetime) -> None:
    """Two within five minutes are one message; of one card the buttons go along, and are found by its own push."""
    mail.put("first")
    assert await mail.at(now) == ["first"]
    mail.put("second")
    assert await mail.at(now + minutes(2)) == ["first"]
    mail.put("third", card=Card("c", "buttons", (Button("收到", "收到"),)))
    assert await mail.at(now + minutes(5)) == ["first", "【合并通知】2件\n\n一、second\n\n二、third[buttons]"]
    assert {state for _, state, _ in mail.fates()} == {"delivered"}


async def test_a_muted_matter_is_dropped_and_who_is_left_alone_gets_the_rest_later(mail: Mail, now: datetime) -> None:
    """Never an incident; said anew the later word counts, and it can be taken back."""
    with mail.database.write() as connection:
        with pytest.raises(ValueError, match="needs an end"):
            mutes.mute(connection, mail.person, "", None, now)
        mutes.mute(connection, mail.person, "meeting:1", None, now)
        mutes.mute(connection, mail.person, "", now + minutes(10), now)
        mutes.mute(connection, mail.person, "", now + minutes(30), now)
    mail.put("muted", subject="meeting:1")
    mail.put("later", subject="meeting:2")
    mail.put("fire", subject="meeting:1", severity=Severity.ALARM)
    assert await mail.at(now + minutes(10)) == ["fire"]
    assert await mail.at(now + minutes(30)) == ["fire", "later"]
    assert ("muted", "dropped", "muted by its recipient") in mail.fates()
    with mail.database.write() as connection:
        assert mutes.unmute(connection, mail.person, "meeting:1")
        assert not mutes.unmute(connection, mail.person, "meeting:1")
    mail.put("again", subject="meeting:1")
    assert (await mail.at(now + minutes(40)))[2:] == ["again"]


async def test_workers_and_a_kill_lose_nothing_and_say_nothing_twice(database: Database, now: datetime) -> None:
    """Four workers, of whom one dies with the bundle in his hands: each thing once, no pile for anybody."""
    mail = Mail(database, now)
    mail.put("0")
    await mail.at(now)
    for number in range(1, 5):
        mail.put(str(number))
    await asyncio.gather(*(Pump(database, mail.clock, Routing([mail.route]), ZONE, NO_FILES).drain() for _ in range(4)))
    assert mail.route.texts == ["0"]
    mail.clock.move_to(now + minutes(5))
    moved, _ = mail.pump._form_and_claim()
    assert moved == 4
    mail.clock.move_to(now + minutes(8))
    await asyncio.gather(*(Pump(database, mail.clock, Routing([mail.route]), ZONE, NO_FILES).drain() for _ in range(4)))
    said = "\n".join(mail.route.texts)
    assert sorted(said.count(f"、{number}") + said.count(f"〕{number}") for number in range(1, 5)) == [1] * 4
    assert len(mail.route.texts) == 2


async def test_a_clock_put_back_lets_what_was_put_off_out(mail: Mail, now: datetime) -> None:
    """Neither for ever nor round and round."""
    await mail.at(now)
    mail.put("first")
    await mail.at(now)
    mail.put("second")
    await mail.at(now)
    mail.clock.set(now - timedelta(days=3))
    await mail.pump.drain()
    assert mail.route.texts[0] == "first"
    assert len(mail.route.texts) == 2


def test_units_and_night_shifts_have_hours_of_their_own(sqlite: Database, now: datetime, tmp_path: Path) -> None:
    """A unit below has those of the unit above it; the table goes out and comes back; 夜班 is of the duty roster."""
    file = tmp_path / "勿扰时段.csv"
    text = "对象,勿扰时段\n饮食服务中心,10:45-13:15、21:00-4:00\n夜班,9:00至12:00\n"
    file.write_text(text, encoding="utf-8")
    with sqlite.write() as connection:
        top, low = (
            connection.execute(insert(units).values(name=name, aliases=[]).returning(units.c.id)).scalar_one()
            for name in ("饮食服务中心", "一食堂")
        )
        connection.execute(units.update().where(units.c.id == low).values(parent_id=top))
        cook, guard, clerk = (add_person(connection, number, number) for number in ("cook", "guard", "clerk"))
        connection.execute(persons.update().where(persons.c.id == cook).values(unit_id=low))
        night = {"starts_at": now - timedelta(hours=16), "ends_at": now - timedelta(hours=2)}
        connection.execute(insert(shifts).values(officer_id=guard, **night))
    for _ in range(2):
        plan = prepare(sqlite, QUIET_HOURS, read_grid(file, QUIET_HOURS.title), zone=ZONE, now=now)
        carry_out(sqlite, plan, Stamp(by_operator("test"), now))
        with sqlite.read() as connection:
            export(QUIET_HOURS, QUIET_HOURS.current(connection, QUIET_HOURS.context(connection, ZONE, now)), file)
    with sqlite.read() as connection:
        found = rests(connection, [cook, guard, clerk], now, ZONE)
    assert [one.shown for one in found[cook].spans] == ["10:45-13:15", "21:00-04:00"]
    assert [one.shown for one in found[guard].spans] == ["22:00-07:00"]
    assert [one.shown for one in found[guard].after] == ["09:00-12:00"]
    assert found[clerk].after == ()


async def test_the_table_counts_what_reached_people_unasked(mail: Mail, now: datetime, tmp_path: Path) -> None:
    """A message with two things is one; incidents apart; as reporter by account it is the same person."""
    mail.put("a")
    mail.put("b")
    mail.put("fire", severity=Severity.ALARM, subject="incident:1")
    mail.put("done", to=Recipient(platform=PLATFORM, account="li"), source="inbox:1")
    await mail.at(now)
    with mail.database.read() as connection:
        (row,) = records(connection, now, now - timedelta(days=7))
        assert records(connection, now, now + minutes(1)) == []
        sheet = sheet_since(now - timedelta(days=7))
        export(sheet, sheet.current(connection, sheet.context(connection, ZONE, now)), tmp_path / "a.xlsx")
    assert (row["name"], row["messages"], row["things"], row["incidents"]) == ("李明", "2", "3", "1")
    cells = read_grid(tmp_path / "a.xlsx", sheet.title)
    assert cells[1][:2] == ["李明", "1"]
