"""Who acts in whose stead: 代行 for who is away, 代办 by a secretary, the deputy of who is on another scene."""

from __future__ import annotations

from datetime import timedelta

from bot.store import people, stand_ins
from tests.office import Office
from tests.stories.test_incidents import reported, silent


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
