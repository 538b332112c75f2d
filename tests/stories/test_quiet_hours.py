"""Days on which people are left in peace: at night, while lunch is served, after a night shift, after six messages."""

from __future__ import annotations

from bot.store import mutes, people
from bot.store.pushes import Recipient, Severity
from bot.turn import Turn
from tests.office import Office


def told(office: Office, name: str, text: str, *, severity: Severity = Severity.NORMAL, subject: str = "") -> None:
    """Have something said to somebody, as a slice does when a timer falls due."""
    now = office.clock.office()
    with office.house.database.write() as connection:
        (person,) = people.by_name(connection, name, now)
        turn = Turn(connection, now=now, machine=now, source="timer:0")
        turn.push(Recipient(person_id=person.id), text, audience="staff", subject=subject, severity=severity)
    office.settle()


def test_the_kitchen_is_left_alone_while_lunch_is_served_but_for_alarms(office: Office) -> None:
    """The office is told at eleven, the kitchen at a quarter past one, in one message."""
    office.forward(hours=1)
    for name in ("赵主任", "刘洋"):
        told(office, name, "【会议】明天9:00安全例会")
    office.person("刘洋").gets("【会议】明天")
    told(office, "赵主任", "【通知】周五检查后厨")
    told(office, "赵主任", "【突发】一食堂漏水", severity=Severity.ALARM)
    office.person("赵主任").gets("【突发】一食堂漏水")
    office.forward(hours=2)
    office.person("赵主任").gets_nothing()
    office.forward(minutes=15)
    office.person("赵主任").gets("【合并通知】2件：会议、通知", "一、【会议】明天9:00", "二、【通知】周五")


def test_what_is_said_at_night_arrives_at_seven_and_a_mute_holds_until_its_end(office: Office) -> None:
    """With the day it speaks of; who asked to be left alone until nine gets it at nine; incidents never wait."""
    office.forward(hours=13)
    with office.house.database.write() as connection:
        (li,) = people.by_name(connection, "李明", office.clock.office())
        mutes.mute(connection, li.id, "meeting:7", None, office.clock.office())
    office.person("李明").says("免打扰到明天9点")
    office.person("李明").gets("明天（11月24日 周二）09:00前不打扰您")
    for name in ("李明", "刘洋"):
        told(office, name, "【会议】明天14:00")
    told(office, "李明", "【突发】三食堂漏水", severity=Severity.ALARM)
    office.person("李明").gets("【突发】三食堂漏水")
    told(office, "李明", "【会议】不想再听的", subject="meeting:7")
    office.forward(hours=8)
    office.person("刘洋").gets("【会议】明天14:00", "（11月23日23:00的消息）")
    office.forward(hours=2)
    office.person("李明").gets("【会议】明天14:00", "（11月23日23:00的消息）")
    office.forward(hours=1)
    office.person("李明").says("静音两小时")
    office.person("李明").gets("12:00前不打扰您")
    told(office, "李明", "【通知】领工作服")
    office.forward(minutes=10)
    office.person("李明").gets_nothing()
    office.person("李明").says("取消免打扰")
    office.person("李明").gets("消息照常发给您")
    office.person("李明").gets("【通知】领工作服")
    office.forward(hours=2)
    office.must_be_quiet()
