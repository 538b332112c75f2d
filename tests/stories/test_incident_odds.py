"""Two fires at once, and what the machine of incidents has found: each a story."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Channel, Kind, Message
from bot.store import inbox
from tests.office import DOOR, PLATFORM, Office
from tests.saying import says, silent
from tests.stories.test_incidents import FIRE, LEAK, reported


def test_two_fires_of_one_leader_go_their_own_ways(office: Office) -> None:
    """到场 without a number is asked which; with it that one is attended, and the other is told upwards."""
    reported(office, FIRE)
    reported(office, "一食堂着火了", by="吴阿姨")
    office.person("王部长").says("到场")
    office.person("王部长").gets("是哪一件？", "SJ-0001", "SJ-0002")
    silent(office)
    assert "已到场" in says(office, "王部长", "SJ-0001 到场")
    office.forward(minutes=14)
    silent(office)
    office.forward(minutes=1)
    assert "一食堂" in office.person("陈书记").gets("未收到到场登记", "〔SJ-0002〕")
    office.person("陈书记").gets_nothing()
    silent(office)


def test_a_word_received_in_time_and_handled_late_does_not_end_the_chain(office: Office) -> None:
    """收到 is not being there: who handles it after the deadline still tells the chiefs."""
    reported(office, FIRE)
    office.forward(minutes=14)
    silent(office)
    message = Message(DOOR, "late", PLATFORM, office.person("王部长").account, Channel.PRIVATE, Kind.TEXT, "收到")
    with office.house.database.write() as connection:
        inbox.admit(connection, [(message, office.clock.office())])
    office.clock.move_to(office.clock.office() + timedelta(minutes=2))
    office.settle()
    office.person("陈书记").gets("未收到到场登记")
    silent(office)


def test_of_what_has_ended_nobody_is_sent_anywhere(office: Office) -> None:
    """未打通 and 请…到现场 come too late."""
    reported(office, FIRE)
    says(office, "王部长", "误报")
    for who, text in (("刘洋", "SJ-0001 未打通"), ("王部长", "SJ-0001 请孙主任到现场")):
        office.person(who).says(text)
        office.person(who).gets("已经办结")
        office.person("孙主任").gets_nothing()


def test_a_leader_who_has_read_what_is_doubtful_confirms_nothing(office: Office) -> None:
    """属实 still alarms everybody it concerns."""
    reported(office, f"好像{LEAK}")
    office.forward(minutes=3)
    silent(office)
    says(office, "林部长", "收到")
    office.person("刘洋").says("属实")
    office.person("冯科长").gets("【突发】", "请赴现场")
    silent(office)


def test_an_alarm_comes_before_what_was_being_asked_and_nothing_is_lost(office: Office) -> None:
    """The alarm goes out at once; 确认 still sends the meeting, a digit does not; else it is said what was dropped."""
    for said in ("确认", ""):
        office.person("张敏").says("周四下午3点消防会 302 冯科长参加")
        office.person("张敏").gets("请确认会议通知")
        reported(office, LEAK if said else FIRE, by="张敏")
        office.person("张敏").says("1")
        assert "消防会" not in str(office.screen.unseen)
        silent(office)
        if said:
            office.person("张敏").says(said)
            office.person("冯科长").gets("【会议】", "消防会")
            silent(office)
    office.forward(minutes=11)
    assert "请确认会议通知" in "".join(office.screen.unseen[office.person("张敏").account])
    silent(office)
    assert len(office.journal("meeting.scheduled")) == 1
