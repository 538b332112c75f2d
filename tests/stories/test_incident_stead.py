"""Who acts in whose stead: 代行 for who is away, 代办 by a secretary, the deputy of who is on another scene."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from bot.store import people, stand_ins
from scheduler.calendar.rows import calendar_periods, changed
from scheduler.calendar.value import GUARD
from tests.office import Office
from tests.saying import silent
from tests.stories.test_incidents import reported


def away(office: Office, name: str, agent: str = "") -> None:
    """Let somebody be away for three days, and somebody act for him."""
    now = office.clock.office()
    with office.house.database.write() as connection:
        (one,) = people.by_name(connection, name, now)
        (other,) = people.by_name(connection, agent, now) if agent else (None,)
        stand_ins.go_away(connection, one.id, other.id if other else None, now, now + timedelta(days=3))


def test_who_acts_for_a_leader_who_is_away_is_alarmed_in_his_place(office: Office) -> None:
    """At once; he is the leader in charge of it, and reads for whom he acts."""
    away(office, "林部长", "孙主任")
    office.person("李明").says("三食堂三楼漏水")
    office.person("孙主任").gets("【突发】", "林部长外出，由您代行")
    office.person("林部长").gets_nothing()
    silent(office)
    office.person("孙主任").says("到场")
    office.person("孙主任").gets("已到场")
    silent(office)


def test_where_nobody_is_named_the_deputy_leads(office: Office) -> None:
    """And once he is back, he is alarmed himself."""
    away(office, "林部长")
    office.person("李明").says("6号楼水管爆了")
    office.person("王部长").gets("【突发】", "林部长外出，由您代行")
    silent(office)
    office.forward(hours=73)
    silent(office)
    office.person("李明").says("4号楼水管爆了")
    office.person("林部长").gets("【突发】")
    silent(office)


def test_a_secretary_says_that_it_was_read_and_records_in_his_name(office: Office) -> None:
    """Shown as his doing; that he is there only by naming him; an end not at all."""
    reported(office)
    secretary = office.person("张敏")
    secretary.says("SJ-0001 收到")
    secretary.gets("林部长（张敏代）收到")
    secretary.says("SJ-0001 到场")
    secretary.gets("请写明代谁登记")
    secretary.says("SJ-0001 林部长到场")
    secretary.gets("林部长（张敏代）已到场")
    silent(office)
    secretary.says("SJ-0001 结案")
    secretary.gets("请由分管领导")
    silent(office)


def test_a_second_incident_goes_to_the_deputy_at_once(office: Office) -> None:
    """While the leader is on another scene."""
    reported(office)
    office.person("王部长").gets_nothing()
    office.person("吴阿姨").says("6号楼水管爆了")
    office.person("林部长").gets("【突发】")
    office.person("王部长").gets("【突发】", "请协助处置")
    silent(office)


def test_in_a_time_of_special_care_the_grade_is_one_step_higher(office: Office) -> None:
    """保障期 of the office's calendar; what was 一般 brings the leader in charge to the scene."""
    day = office.clock.office().date()
    with office.house.database.write() as connection:
        connection.execute(insert(calendar_periods).values(name="期末考试", kind=GUARD, first=day, last=day))
        changed(connection)
    office.person("李明").says("三食堂三楼漏水")
    office.person("林部长").gets("【突发】", "请赴现场")
    silent(office)
