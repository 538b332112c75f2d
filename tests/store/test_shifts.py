"""Shifts and their sheet: who is on, who is still responsible, what is missing; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.cli.tables import export_table
from bot.errors import SheetError
from bot.store import shifts, swaps, timers
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.people import persons
from bot.store.places import campuses
from bot.store.sheets.grid import read_grid
from bot.store.sheets.imports import undo_last
from bot.store.sheets.office import OFFICE_SHEETS
from bot.store.sheets.plan import prepare
from bot.store.sheets.roster import ROSTER
from bot.store.sheets.sample import OFFICE_ZONE, load_sample_roster
from bot.store.sheets.workbook import template
from tests.peopled import put_office
from tests.rosters import HEAD, OPERATOR, bring_roster

HOUR = timedelta(hours=1)
NIGHT = "东区 11-23 17:30 8:00 刘洋 王部长"

#: 日期, 开始, 结束 as written, and as read.
WRITTEN = [
    (("2026-11-24", "17:30", "8:00"), ("2026-11-24", "17:30", "08:00")),
    (("11月24日", "17点半", "次日8点"), ("2026-11-24", "17:30", "08:00")),
    (("2026年11月24日（周二）", "下午5:30", "早上8点"), ("2026-11-24", "17:30", "08:00")),
    (("11/24", "08:00:00", "17:30:00"), ("2026-11-24", "08:00", "17:30")),
    (("2026/11/24", "8：00", "24:00"), ("2026-11-24", "08:00", "00:00")),
    (("11月24号 星期二", "8:00", "8:00"), ("2026-11-24", "08:00", "08:00")),
    (("1月3日", "8时", "9时15分"), ("2027-01-03", "08:00", "09:15")),
]


@pytest.fixture
def staffed(database: Database, now: datetime) -> Database:
    """The invented department, without a roster."""
    put_office(database, now)
    return database


def at(text: str) -> datetime:
    """Return a moment of the week: 23 17:30."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=OFFICE_ZONE)


def campus(database: Database, name: str) -> int:
    """Return a campus's row."""
    with database.read() as connection:
        return int(connection.execute(select(campuses.c.id).where(campuses.c.name == name)).scalar_one())


def officers(database: Database, moment: datetime, where: int | None = None, *, held: bool = False) -> list[str]:
    """Return the names of who is on duty, or (held) responsible."""
    with database.read() as connection:
        found = (shifts.responsible if held else shifts.on_duty)(connection, moment, where)
        names = {row.id: row.name for row in connection.execute(select(persons.c.id, persons.c.name))}
    return [names[one.officer_id] for one in found]


def refused(database: Database, now: datetime, *rows: str) -> list[str]:
    """Return why a roster is refused."""
    with pytest.raises(SheetError) as caught:
        bring_roster(database, now, *rows)
    return caught.value.faults


def test_a_night_runs_past_midnight_and_campuses_overlap(staffed: Database, now: datetime) -> None:
    """A campus has its own and that of all; without a campus everybody is meant."""
    bring_roster(staffed, now, NIGHT, "西区 11-23 18:00 7:00 冯大海", "- 11-23 20:00 6:00 陆明 何部长")
    east, west = campus(staffed, "东校区"), campus(staffed, "西校区")
    assert officers(staffed, at("23 17:29")) == []
    assert officers(staffed, at("23 17:30")) == ["刘洋"]
    assert officers(staffed, at("24 02:00")) == ["刘洋", "冯大海", "陆明"]
    assert officers(staffed, at("24 02:00"), east) == ["刘洋", "陆明"]
    assert officers(staffed, at("24 02:00"), west) == ["冯大海", "陆明"]
    assert officers(staffed, at("24 08:00")) == []


def test_until_somebody_takes_over_the_old_shift_is_responsible_too(staffed: Database, now: datetime) -> None:
    """Only where the next follows within the hour; with none, for an hour; one man's two shifts are one."""
    bring_roster(
        staffed, now, "东区 11-23 11:00 17:30 孙伟", NIGHT, "西区 11-23 9:00 12:00 陆明", "东区 11-24 8:00 12:00 刘洋"
    )
    assert officers(staffed, at("23 17:40"), campus(staffed, "东校区"), held=True) == ["刘洋", "孙伟"]
    assert officers(staffed, at("23 12:50"), held=True) == ["孙伟", "陆明"]
    assert officers(staffed, at("23 13:10"), held=True) == ["孙伟"]
    assert officers(staffed, at("24 08:10"), held=True) == ["刘洋"]
    with staffed.write() as connection:
        (night,) = shifts.on_duty(connection, at("23 17:40"))
        former = shifts.former_of(connection, night, at("23 17:40"))
        shifts.hand_over(connection, [one.id for one in former], at("23 17:45"))
    assert officers(staffed, at("23 17:50"), held=True) == ["刘洋"]


def test_who_has_left_is_nobody(staffed: Database, now: datetime) -> None:
    """Neither on duty nor a leader; what he did before stays his."""
    bring_roster(staffed, now, "东区 11-23 8:00 9:00 刘洋", NIGHT, "西区 11-23 17:30 8:00 冯大海 王部长")
    with staffed.write() as connection:
        gone = persons.c.name.in_(("刘洋", "王建国"))
        connection.execute(update(persons).where(gone).values(left_at=now))
        (west,) = shifts.on_duty(connection, at("23 18:00"))
        assert west.leader_id is None
        assert [one.ends_at for one in shifts.between(connection, at("23 07:00"), at("23 10:00"))] == [at("23 09:00")]
        assert shifts.gaps(connection, at("23 17:30"), at("24 08:00"))[0][0] == "东校区"
        assert shifts.responsible(connection, now) == []


def test_gaps_are_told_by_campus(staffed: Database, now: datetime) -> None:
    """Of a campus that has shifts; a shift of all fills every campus; without a roster nothing is missing."""
    with staffed.read() as connection:
        assert shifts.gaps(connection, now, now + 24 * HOUR) == []
    bring_roster(staffed, now, NIGHT, "西区 11-24 8:00 12:00 冯大海", "- 11-24 12:00 18:00 陆明")
    with staffed.read() as connection:
        told = shifts.gaps(connection, at("23 17:00"), at("24 18:00"))
        assert told == [
            ("东校区", at("23 17:00"), at("23 17:30")),
            ("东校区", at("24 08:00"), at("24 12:00")),
            ("西校区", at("23 17:00"), at("24 08:00")),
        ]
        assert shifts.gaps(connection, at("24 13:00"), at("24 17:00")) == []
        assert shifts.gaps(connection, now + timedelta(days=60), now + timedelta(days=61)) == []


def test_where_all_shifts_are_of_all_campuses_the_gap_has_no_name(staffed: Database, now: datetime) -> None:
    """A part that is cut off by the window is cut off."""
    bring_roster(staffed, now, "- 11-23 12:00 18:00 陆明", "- 11-23 20:00 6:00 陆明")
    with staffed.read() as connection:
        told = shifts.gaps(connection, at("23 11:00"), at("24 05:00"))
    assert told == [("", at("23 11:00"), at("23 12:00")), ("", at("23 18:00"), at("23 20:00"))]


def test_days_and_times_are_read_as_people_write_them(staffed: Database, now: datetime) -> None:
    """A day without its year is the nearest one."""
    for cells, read in WRITTEN:
        plan = prepare(staffed, ROSTER, [HEAD, ["东区", *cells, "刘洋", "", ""]], zone=OFFICE_ZONE, now=now)
        (change,) = plan.changes
        assert change.after is not None
        assert tuple(change.after[key] for key in ("day", "start", "end")) == read


def test_an_end_that_is_not_after_the_beginning_is_the_next_days(staffed: Database, now: datetime) -> None:
    """Also one at the same time: a whole day."""
    found = bring_roster(staffed, now, NIGHT, "西区 11-24 8:00 8:00 刘洋", "东区 11-24 8:00 24:00 刘洋")
    assert [one.ends_at for one in found] == [at("24 08:00"), at("25 00:00"), at("25 08:00")]


def test_every_fault_is_told_with_its_row_and_the_remedy(staffed: Database, now: datetime) -> None:
    """Nothing is imported."""
    told = refused(
        staffed,
        now,
        "北区 11-23 17:30 8:00 刘洋",
        "东区 2-30 17:30 8:00 刘洋",
        "东区 11-23 25:00 8:00 王大锤",
        "东区 - 傍晚 8:00 刘洋",
    )
    assert told == [
        "第2行“校区”：没有名为“北区”的校区，请先在“校区”表里登记，或改正写法",
        "第3行“日期”：“2-30”不是日期，请写成 2026-11-23 或 11月23日",
        "第4行“开始”：“25:00”不是时刻，请写成 17:30",
        "第4行“值班员”：没有名为“王大锤”的人员，请先在“人员”表里登记，或改正写法",
        "第5行“日期”：不能空着，请填写",
        "第5行“开始”：“傍晚”不是时刻，请写成 17:30",
    ]
    assert "不是日期" in refused(staffed, now, "东区 下周一 17:30 8:00 刘洋")[0]
    with staffed.read() as connection:
        assert not shifts.is_any(connection)


def test_shifts_of_one_campus_do_not_overlap(staffed: Database, now: datetime) -> None:
    """Neither in the file nor with what stands; those of two campuses may."""
    told = refused(staffed, now, NIGHT, "东区 11-24 7:00 12:00 孙伟")
    assert told == ["第3行：与第2行的时间重叠（东校区），请改正"]
    bring_roster(staffed, now, NIGHT, "西区 11-23 17:30 8:00 冯大海")
    (told_again,) = refused(staffed, now, "东区 11-24 7:00 12:00 孙伟")
    assert "时间重叠" in told_again
    bring_roster(staffed, now, "东区 11-24 8:00 12:00 孙伟", "东区 11-24 7:00 7:30 孙伟", "东区 11-23 17:30 7:00 刘洋")
    assert len(officers(staffed, at("24 07:10"))) == 2


def test_the_roster_comes_back_as_it_was_exported_and_is_taken_back(
    staffed: Database, now: datetime, tmp_path: Path
) -> None:
    """What is over may be missing in a file that replaces the table."""
    bring_roster(staffed, now, "东区 11-22 17:30 8:00 刘洋 王部长 8111", NIGHT, "- 11-24 9:00 9:00 W001")
    file = tmp_path / "roster.xlsx"
    export_table(staffed, ROSTER, file, OFFICE_ZONE, Stamp(OPERATOR, now))
    grid = read_grid(file, ROSTER.title)
    assert grid[1] == ["东校区", "2026-11-22", "17:30", "08:00", "刘洋（10022）", "王建国（10003）", "8111"]
    plan = prepare(staffed, ROSTER, grid, zone=OFFICE_ZONE, now=now, replace=True)
    assert plan.changes == []
    bring_roster(staffed, now, NIGHT.replace("刘洋", "孙伟"), replace=True)
    assert officers(staffed, at("23 18:00")) == ["孙伟"]
    with staffed.write() as connection:
        assert shifts.between(connection, at("22 18:00"), at("22 19:00")) != []
        undo_last(connection, OFFICE_SHEETS, OFFICE_ZONE, Stamp(OPERATOR, now))
    assert officers(staffed, at("24 09:30")) == ["芶小兰"]
    template(ROSTER, tmp_path / "t.xlsx")


def test_whatever_changes_the_roster_has_it_looked_at_and_asks_a_new_officer_anew(
    staffed: Database, now: datetime
) -> None:
    """The same officer is not asked twice."""
    (night,) = bring_roster(staffed, now, NIGHT)
    with staffed.write() as connection:
        assert timers.next_due(connection) == now
        shifts.note_told(connection, night.id, now)
        shifts.confirm(connection, night.id, now)
        shifts.confirm(connection, night.id, now + HOUR)
    (same,) = bring_roster(staffed, now, NIGHT + " 8111")
    assert (same.confirmed_at, same.phone) == (now, "8111")
    (other,) = bring_roster(staffed, now, NIGHT.replace("刘洋", "孙伟"))
    assert (other.id, other.told_at, other.confirmed_at) == (night.id, None, None)
    with staffed.write() as connection:
        assert not shifts.reassign(connection, night.id, night.officer_id, other.officer_id)
        assert shifts.reassign(connection, night.id, other.officer_id, night.officer_id)


def test_a_swap_is_a_row_with_its_history(staffed: Database, now: datetime) -> None:
    """Open until it is decided."""
    first, second = bring_roster(staffed, now, NIGHT, "东区 11-24 17:30 8:00 孙伟")
    with staffed.write() as connection:
        asked = swaps.ask(
            connection, first.id, second.id, asker_id=first.officer_id, other_id=second.officer_id, at=now
        )
        assert swaps.open_between(connection, second.id) == asked
        swaps.agree(connection, asked.id, now)
        swaps.decide(connection, asked.id, swaps.APPROVED, first.officer_id, now + HOUR)
        found = swaps.find(connection, asked.id)
        assert found is not None
        assert (found.is_open, found.agreed_at, found.decided_at) == (False, now, now + HOUR)
        assert swaps.open_between(connection, first.id) is None
        assert swaps.find(connection, 99) is None


@pytest.mark.parametrize("start", ["21 03:00", "23 10:00"])
def test_the_sample_roster_is_of_the_day_the_try_out_starts(sqlite: Database, start: str) -> None:
    """Who is on duty then has said 在岗; nights and weekends are filled for weeks; a second time changes nothing."""
    moment = at(start)
    put_office(sqlite, moment)
    load_sample_roster(sqlite, moment)
    load_sample_roster(sqlite, moment)
    with sqlite.read() as connection:
        assert all(one.confirmed_at for one in shifts.on_duty(connection, moment))
        for hours in range(0, 24 * 27, 7):
            local = moment + hours * HOUR
            is_work = local.weekday() < 5 and 8 <= local.hour + local.minute / 60 < 17.5
            assert len(shifts.on_duty(connection, local)) == (0 if is_work else 2)
