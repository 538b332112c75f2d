"""People, their accounts, posts and roles; units and places; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.rights import Act, Concern, Held, Role, may, may_concerning
from bot.store import accounts, people, places, posts, units
from bot.store.accounts import Account, Owner
from bot.store.database import Database
from bot.store.dated import change_to
from bot.store.people import Person
from bot.store.places import Place
from tests.peopled import put_office

DAY = timedelta(days=1)


@pytest.fixture
def staffed(database: Database, now: datetime) -> Database:
    """The invented department."""
    put_office(database, now)
    return database


def called(found: list[Person]) -> list[str]:
    """Return how people are addressed."""
    return [one.called for one in found]


def test_an_account_says_who_somebody_is(staffed: Database, now: datetime) -> None:
    """A message's account gives person, salutation and roles; an unknown one nobody."""
    with staffed.read() as connection:
        wang = people.who(connection, "tryout", "wang", now)
        assert isinstance(wang, Person)
        assert (wang.name, wang.called, wang.roles) == ("王建国", "王部长", frozenset([Role.STAFF, Role.IN_CHARGE]))
        assert people.who(connection, "wecom", "wang", now) is None
        assert people.who(connection, "tryout", "linxiao", now) is None


def test_a_shared_account_is_a_place(staffed: Database, now: datetime) -> None:
    """Whoever sits in the duty room may do what staff and the duty officer may."""
    with staffed.read() as connection:
        room = people.who(connection, "tryout", "duty-room", now)
    assert isinstance(room, Place)
    assert (room.name, room.roles) == ("值班室", frozenset([Role.STAFF, Role.DUTY]))
    assert {held.role for held in room.held} == room.roles
    with staffed.read() as connection:
        assert accounts.accounts_at(connection, room.id, now) == [Account("tryout", "duty-room")]


def test_a_reused_account_id_never_inherits_the_old_person(staffed: Database, now: datetime) -> None:
    """The platform gives an id to somebody else: the past stays the first one's, the future is the second one's."""
    with staffed.write() as connection:
        (sun,) = people.by_name(connection, "孙伟", now)
        accounts.enrol(connection, Account("tryout", "wang"), Owner(person_id=sun.id), now + DAY)
    with staffed.read() as connection:
        before, after = (people.who(connection, "tryout", "wang", at) for at in (now, now + DAY))
        (wang,) = people.by_name(connection, "王建国", now)
        assert isinstance(before, Person)
        assert isinstance(after, Person)
        assert (before.name, after.name) == ("王建国", "孙伟")
        assert accounts.accounts_of(connection, wang.id, now + DAY) == []
        assert accounts.accounts_of(connection, sun.id, now + DAY) == [Account("tryout", "wang")]


def test_an_account_has_one_owner_at_a_time(staffed: Database, now: datetime) -> None:
    """The database itself refuses a second one, and one that is nobody's."""
    row = {"platform": "tryout", "account": "wang", "since": now}
    for owner in ({"person_id": 1, "place_id": None}, {"person_id": None, "place_id": None}):
        with pytest.raises(IntegrityError), staffed.write() as connection:
            connection.execute(insert(accounts.accounts).values(**row, **owner))


def test_enrolling_again_changes_nothing_and_another_account_ends_the_first(staffed: Database, now: datetime) -> None:
    """One account a person and platform."""
    with staffed.write() as connection:
        (sun,) = people.by_name(connection, "孙伟", now)
        owner = Owner(person_id=sun.id)
        accounts.enrol(connection, Account("tryout", "sun"), owner, now + DAY)
        assert connection.execute(
            select(accounts.accounts.c.since).where(accounts.accounts.c.account == "sun")
        ).scalars().all() == [now]
        accounts.enrol(connection, Account("tryout", "sunwei"), owner, now + DAY)
        assert accounts.accounts_of(connection, sun.id, now + DAY) == [Account("tryout", "sunwei")]
        accounts.release(connection, "tryout", owner, now + 2 * DAY)
        assert accounts.accounts_of(connection, sun.id, now + 2 * DAY) == []


def test_who_wrote_and_is_not_enrolled_is_counted_until_enrolled(staffed: Database, now: datetime) -> None:
    """The operator sees the door, the first and the last time, and how often."""
    student = Account("tryout", "linxiao")
    with staffed.write() as connection:
        accounts.note_stranger(connection, student, "tryout", now)
        accounts.note_stranger(connection, student, "tryout-2", now + DAY)
        accounts.note_stranger(connection, Account("wecom", "x"), "wecom-app:1", now)
        first, second = accounts.all_strangers(connection)
        assert (first.account, first.door, first.first_at, first.last_at, first.count) == (
            "linxiao",
            "tryout-2",
            now,
            now + DAY,
            2,
        )
        assert second.account == "x"
        person_id = people.add_person(connection, "S1", "林晓")
        accounts.enrol(connection, student, Owner(person_id=person_id), now + DAY)
        assert [one.account for one in accounts.all_strangers(connection)] == ["x"]


def test_who_has_left_is_nobody_any_more(staffed: Database, now: datetime) -> None:
    """Rights, lists and names end with the last day; the row stays."""
    with staffed.write() as connection:
        (sun,) = people.by_name(connection, "孙伟", now)
        connection.execute(update(people.persons).where(people.persons.c.id == sun.id).values(left_at=now + DAY))
        assert people.who(connection, "tryout", "sun", now) is not None
        assert people.who(connection, "tryout", "sun", now + DAY) is None
        assert people.person(connection, sun.id, now + DAY) is None
        assert people.by_name(connection, "孙主任", now + DAY) == []
        assert "孙主任" not in called(people.people_with(connection, Role.HEAD, now + DAY))


def test_people_are_listed_by_number_of_rank_then_strokes(staffed: Database, now: datetime) -> None:
    """排序号 first; 丁 before 芶 where it is equal; who has none comes last."""
    with staffed.write() as connection:
        people.add_person(connection, "N1", "丁一")
        everybody = called(people.people(connection, now))
    assert everybody[:4] == ["陈书记", "何部长", "王部长", "林部长"]
    assert everybody[-4:] == ["丁桂芳", "芶小兰", "邱国庆", "丁一"]


def test_a_person_is_found_by_name_salutation_and_post(staffed: Database, now: datetime) -> None:
    """Exact names and posts before the polite form that leaves 副 out; nothing is guessed."""
    meant = {
        "王建国": ["王建国"],
        "10014": ["孙伟"],
        "Ｗ００１": ["芶小兰"],
        "王部长": ["王建国"],
        "维修中心主任": ["孙伟"],
        "维修服务中心副主任": ["王强"],
        "后勤部副部长": ["王建国", "林慧"],
        "一支部书记": ["陆明"],
        "王主任": ["王强"],
        "马师傅": ["马德福"],
        "王": [],
        "": [],
        "张三": [],
    }
    with staffed.read() as connection:
        found = {said: [one.name for one in people.by_name(connection, said, now)] for said in meant}
    assert found == meant


def test_the_same_name_gives_several_people(staffed: Database, now: datetime) -> None:
    """Who is meant must be asked."""
    with staffed.write() as connection:
        people.add_person(connection, "N1", "李明")
        assert [one.number for one in people.by_name(connection, "李明", now)] == ["10041", "N1"]


def test_the_leader_in_charge_of_a_team_is_the_one_of_the_unit_above(staffed: Database, now: datetime) -> None:
    """分管 goes by unit and by line; 协管 is the second after it; the department itself has nobody in charge."""
    with staffed.read() as connection:
        team, department = (units.find_unit(connection, name) for name in ("维修一班", "后勤保障部"))
        assert team is not None
        assert department is not None
        assert called(people.in_charge_of(connection, team.id, now)) == ["林部长"]
        assert called(people.in_charge_of(connection, team.id, now, deputy=True)) == ["王部长"]
        assert people.in_charge_of(connection, department.id, now) == []
        assert called(people.in_charge_of_line(connection, "安全", now)) == ["王部长"]
        assert people.in_charge_of_line(connection, "安全", now, deputy=True) == []


def test_a_role_reaches_the_units_below_its_own(staffed: Database, now: datetime) -> None:
    """The head of a centre is the head of its teams, not of the next centre; a leader in charge likewise."""
    with staffed.read() as connection:
        team, canteen = (units.find_unit(connection, name) for name in ("维修一班", "饮食中心"))
        assert team is not None
        assert canteen is not None
        assert called(people.people_with(connection, Role.HEAD, now, team.id)) == ["孙主任"]
        assert called(people.people_with(connection, Role.IN_CHARGE, now, team.id)) == ["王部长", "林部长"]
        assert called(people.people_with(connection, Role.ORGANISER, now, team.id)) == ["张老师"]
        assert len(people.people_with(connection, Role.STAFF, now)) == 25
        (sun,) = people.by_name(connection, "孙伟", now)
        mine, other = Concern(unit_id=team.id), Concern(unit_id=canteen.id)
    assert may_concerning(sun.id, sun.held, Act.EXPORT_TABLES, mine)
    assert not may_concerning(sun.id, sun.held, Act.EXPORT_TABLES, other)


def test_a_branch_secretary_reaches_his_branch_and_its_groups(staffed: Database, now: datetime) -> None:
    """The party line is a line of its own."""
    with staffed.read() as connection:
        group = units.find_branch(connection, "维修党小组")
        other = units.find_branch(connection, "第二党支部")
        (sun,) = people.by_name(connection, "孙伟", now)
    assert group is not None
    assert other is not None
    assert may_concerning(sun.id, sun.held, Act.EXPORT_TABLES, Concern(branch_id=group.id))
    assert not may_concerning(sun.id, sun.held, Act.EXPORT_TABLES, Concern(branch_id=other.id))


def test_a_role_given_once_is_held_once(staffed: Database, now: datetime) -> None:
    """Giving it again says that it was there."""
    with staffed.write() as connection:
        (sun,) = people.by_name(connection, "孙伟", now)
        assert posts.give_role(connection, sun.id, Role.ADMIN, now)
        assert not posts.give_role(connection, sun.id, Role.ADMIN, now)
        assert called(people.people_with(connection, Role.ADMIN, now)) == ["孙主任", "张老师"]


def test_a_contact_of_another_department_is_no_staff(database: Database, now: datetime) -> None:
    """He may ask public documents and report."""
    with database.write() as connection:
        person_id = people.add_person(connection, "X1", "保卫处李")
        posts.give_role(connection, person_id, Role.DEPARTMENT_LIAISON, now)
        contact = people.person(connection, person_id, now)
    assert contact is not None
    assert contact.held == {Held(Role.DEPARTMENT_LIAISON)}
    assert not may(contact.roles, Act.ASK_DEPARTMENT)


def test_last_years_post_is_still_known(staffed: Database, now: datetime) -> None:
    """Posts are dated: 林慧 was head of the maintenance centre before she was in charge of it."""
    then = now.replace(year=2020)
    with staffed.read() as connection:
        (lin,) = people.by_name(connection, "林慧", now)
        centre = units.find_unit(connection, "维修中心")
        assert centre is not None
        (was,) = posts.posts_at(connection, then, [lin.id])
        (now_is,) = posts.posts_at(connection, now, [lin.id])
    assert (was.title, was.unit_id, was.level) == ("主任", centre.id, "正科")
    assert (now_is.title, now_is.level) == ("副部长", "副处")


def test_what_changes_is_closed_and_what_comes_back_at_once_is_opened_again(database: Database, now: datetime) -> None:
    """A day's correction leaves one row; a later return a second one."""
    row = {"role": "duty", "unit_id": None, "branch_id": None}
    table = posts.role_rows
    with database.write() as connection:
        wanted = [{**row, "person_id": people.add_person(connection, "1", "王")}]
        mine = table.c.role == "duty"
        for at, rows in ((0, wanted), (1, []), (1.5, wanted), (3, wanted), (4, []), (9, wanted)):
            change_to(connection, table, mine, rows, now + at * DAY)
        periods = connection.execute(select(table.c.since, table.c.until).order_by(table.c.id)).all()
    assert [tuple(period) for period in periods] == [(now, now + 4 * DAY), (now + 9 * DAY, None)]


def test_levels_are_a_table_of_the_office(staffed: Database) -> None:
    """「主管以上」 is a cut in it."""
    with staffed.read() as connection:
        ranks = posts.level_ranks(connection)
    assert ranks["正处"] < ranks["正科"] < ranks["主管"] < ranks["员工"]


def test_the_longest_name_of_a_unit_wins(staffed: Database) -> None:
    """Aliases count; what names none is none."""
    with staffed.read() as connection:
        named = [units.find_unit(connection, text) for text in ("请东区维修班来人", "问一下水电科", "食堂")]
    assert [unit.name if unit else None for unit in named] == ["维修一班", "水电管理科", None]


def test_a_branch_knows_its_members_and_the_units_it_covers(staffed: Database, now: datetime) -> None:
    """Two lines of organisation, joined by rows."""
    with staffed.read() as connection:
        branch = units.find_branch(connection, "三支部")
        assert branch is not None
        assert sorted(kind for _, kind in units.members_of(connection, branch.id, now)) == ["正式党员"] * 3
        covered = {
            unit.name for unit in units.all_units(connection) if unit.id in units.units_of(connection, branch.id)
        }
    assert covered == {"维修服务中心", "水电管理科", "物业服务中心"}


def test_a_building_is_found_and_asked_back_where_two_campuses_have_it(staffed: Database) -> None:
    """However its number is written; a campus named decides, a wrong one does not hide the building."""
    meant = {
        "三食堂三楼漏水": ["西校区三食堂"],
        "第3食堂": ["西校区三食堂"],
        "３号楼停电": ["东校区3号楼", "西校区3号楼"],
        "西区三栋冒烟": ["西校区3号楼"],
        "东校区3#楼": ["东校区3号楼"],
        "13号楼": [],
        "科学馆西侧": ["东校区科学馆"],
        "西区科学馆": ["东校区科学馆"],
    }
    with staffed.read() as connection:
        found = {said: [one.campus + one.name for one in places.find_building(connection, said)] for said in meant}
    assert found == meant


def test_each_system_of_a_building_has_its_own_unit(staffed: Database) -> None:
    """Pipe, lift and fire of one building belong to different units; somebody keeps the key."""
    with staffed.read() as connection:
        names = {unit.id: unit.name for unit in units.all_units(connection)}
        (hall,) = places.find_building(connection, "科学馆")
    assert {system: names[unit] for system, unit in hall.systems.items()} == {
        "供水": "水电管理科",
        "供电": "水电管理科",
        "电梯": "物业服务中心",
        "消防": "物业服务中心",
        "物业": "物业服务中心",
    }
    assert hall.key_holder_id is not None
