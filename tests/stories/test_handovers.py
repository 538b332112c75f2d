"""What somebody holds goes to his successor; nothing stays with who has left."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot.store import people, stand_ins
from bot.store.people import persons
from bot.store.shifts import shifts
from handlers.leave import arm
from scheduler import owed
from tests.office import Office
from tests.saying import silent
from tests.stories.test_duty import SATURDAY_NIGHT, TONIGHT, roster


def row_of(office: Office, name: str) -> int:
    """Return the row of somebody."""
    with office.house.database.read() as connection:
        return people.by_name(connection, name, office.clock.office())[0].id


def officers(office: Office) -> list[int]:
    """Return who is on the shifts, in order."""
    with office.house.database.read() as connection:
        return list(connection.execute(select(shifts.c.officer_id).order_by(shifts.c.starts_at)).scalars())


def test_a_hand_over_is_confirmed_once_told_to_both_and_taken_back(office: Office) -> None:
    """Shifts, incidents led and what is owed; then one thing by its number."""
    roster(office, TONIGHT, SATURDAY_NIGHT)
    before = officers(office)
    who, other = "刘洋", "马师傅"
    office.person("张敏").says(f"{who}调离，工作交给{other}")
    office.person("张敏").gets(f"请确认交接：{who} → 马德福，值班", "1. 值班：11月")
    office.person("张敏").says("确认")
    office.person("张敏").gets("已交接给马德福：值班")
    office.person(other).gets(f"【交接】您接手{who}的工作：值班", "我的待办")
    office.person(who).gets("【交接】您名下的值班", "已交给马德福")
    assert officers(office)[0] == row_of(office, other)
    office.person("张敏").says("撤销")
    office.person("张敏").gets("已退回")
    for name in (other, who):
        office.person(name).gets("【更正】")
    assert officers(office) == before
    office.person("李明").says(f"交接 {who} → 马师傅")
    office.person("李明").gets("交接由本人、联络员或管理员办理")


def test_who_leads_an_incident_hands_it_over_with_what_he_owes(office: Office) -> None:
    """His successor is asked to say that he is there."""
    office.person("李明").says("三食堂三楼漏水")
    silent(office)
    office.person("张敏").says("林部长名下有哪些事项")
    listed = office.person("张敏").gets("【交接】", "突发事件1起")
    leader, taker = ("林部长", "王部长")
    assert "SJ-0001" in listed
    office.person("张敏").says(f"交接 {leader} → {taker}")
    office.person("张敏").gets("请确认交接：林慧 → 王建国，突发事件1起")
    office.person("张敏").says("确认")
    office.person("张敏").gets("已交接给王建国")
    silent(office)
    with office.house.database.read() as connection:
        assert [one.subject for one in owed.open_of(connection, row_of(office, leader))] == []
        assert owed.open_of(connection, row_of(office, taker))


def test_what_is_held_by_somebody_who_has_left_is_found_on_the_next_workday(office: Office) -> None:
    """Told once; a re-used name or an agent who has left plays no part."""
    roster(office, SATURDAY_NIGHT)
    (officer,) = officers(office)
    now = office.clock.office()
    with office.house.database.write() as connection:
        connection.execute(update(persons).where(persons.c.id == officer).values(left_at=now))
        arm(connection, now, ZoneInfo(office.house.settings.office.zone))
        assert not stand_ins.is_away(connection, officer, now)
    office.forward(hours=23)
    found = office.person("张敏").gets("【交接】", "已离岗，名下还有值班1班")
    name = found.split("】")[1].split("已离岗")[0]
    office.forward(hours=24)
    silent(office)
    office.person("张敏").says(f"交接 {name} → 马师傅")
    office.person("张敏").gets("请确认交接")
    office.person("张敏").says("确认")
    office.person("张敏").gets("已交接给马德福")
    office.person("马师傅").gets("您接手")
    assert officers(office) == [row_of(office, "马师傅")]


def test_a_secretary_speaks_once_the_office_has_agreed(office: Office) -> None:
    """And no more when he says so; that can be taken back."""
    office.person("王部长").says("以后刘洋替我回收到")
    office.person("王部长").gets("已请张老师确认由刘洋代办", "签到、承诺仍由本人")
    office.person("张敏").gets("【代办】王部长请刘洋代办通知", "同意代办")
    office.person("张敏").presses("同意")
    office.person("张敏").gets("已确认：刘洋代办王部长的通知")
    office.person("王部长").gets("显示为“王部长（刘洋代）”")
    office.person("刘洋").gets("【代办】您可代王部长办理通知", "不能代办")
    office.person("王部长").says("取消刘洋代办")
    office.person("王部长").gets("已取消刘洋代办")
    office.person("刘洋").gets("不再代办王部长的通知")
    office.person("王部长").says("撤销")
    office.person("王部长").gets("刘洋仍代办王部长的通知")
    office.person("刘洋").gets("【更正】")


def test_no_request_waits_before_or_comes_from_somebody_gone(office: Office) -> None:
    """His successor answers it, and reads the answer to what was asked; nobody answers his own."""
    for who, text in (("孙主任", "请示：关于采购水泵，请王部长批示"), ("王部长", "请示：关于调整值班，请何部长批示")):
        office.person(who).says(text)
        office.person(who).says("确认")
    office.person("张敏").says("交接 王部长 → 林部长")
    silent(office)
    office.person("张敏").says("确认")
    silent(office)
    office.person("林部长").says("同意，尽快")
    office.person("林部长").gets("已按原话登记：“同意，尽快”，并告知孙主任")
    office.person("孙主任").gets("林部长：“同意，尽快”")
    office.person("何部长").says("同意")
    office.person("何部长").gets("并告知林部长")
    office.person("林部长").gets("【批示】关于调整值班的请示")
    silent(office)
