"""Duty: who is on, whether he is there, what is handed on, who swaps with whom, and what is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.slices import OFFICE_SETTINGS
from bot.store import office_settings, shifts
from bot.store.audit import Stamp
from bot.store.people import persons
from bot.store.sheets.sample import OFFICE_ZONE
from handlers import duty
from tests.office import OTHER_GROUP, Office
from tests.rosters import bring_roster

TONIGHT = "东区 11-23 17:30 8:00 刘洋 王部长"
TONIGHT_WEST = "西区 11-23 17:30 8:00 冯大海 林部长 8222"
TOMORROW = "东区 11-24 17:30 8:00 李明 王部长"
SATURDAY_DAY = "东区 11-28 8:00 17:30 李明 王部长"
SATURDAY_NIGHT = "东区 11-28 17:30 8:00 刘洋 王部长"

#: What is asked on the Monday at ten, and what the answer holds.
QUESTIONS = [
    (
        "今天谁值班",
        ("11月23日（周一）值班：", "东校区 17:30至次日8:00 刘洋（带班 王部长），电话13900010022", "冯大海"),
    ),
    ("今晚谁带班", ("11月23日（周一）晚上值班：", "王部长", "林部长")),
    ("今晚誰值班", ("刘洋",)),
    ("今晚西区谁值班", ("西校区 17:30至次日8:00 冯大海（带班 林部长），电话8222",)),
    ("周六东区谁值班", ("11月28日（周六）值班：", "李明", "刘洋")),
    ("明天值班的是谁 电话多少", ("11月24日（周二）值班：", "李明", "13900010041")),
    ("11月28日夜班谁值班", ("11月28日（周六）晚上值班：", "刘洋")),
    ("28号谁值班", ("李明",)),
    ("周末谁值班", ("11月28日（周六）、11月29日（周日）值班：", "11月28日（周六）8:00至17:30 李明")),
    ("周日谁值班", ("11月29日（周日）还没有排班", "8110")),
    ("现在谁值班", ("现在没有人值班，接下来：", "刘洋")),
    ("中秋节谁值班", ("要查哪一天",)),
    ("值班电话是多少", ("8110",)),
]


def roster(office: Office, *rows: str) -> list[shifts.Shift]:
    """Import a roster and let the house see it."""
    found = bring_roster(office.house.database, office.clock.office(), *rows)
    office.settle()
    return found


def officers(office: Office, **ahead: float) -> set[str]:
    """Return who is on duty some time from now."""
    moment = office.clock.office() + timedelta(**ahead)
    with office.house.database.read() as connection:
        on = {one.officer_id for one in shifts.on_duty(connection, moment)}
        rows = connection.execute(persons.select().where(persons.c.id.in_(on))).all()
    return {row.name for row in rows}


def setting(office: Office, key: str, value: str) -> None:
    """Set one of the department's own settings."""
    with office.house.database.write() as connection:
        office_settings.change(connection, OFFICE_SETTINGS, key, value, Stamp("os:root", office.clock.office()))


def test_who_is_on_duty_is_answered_with_times_leader_and_telephone(office: Office) -> None:
    """Of every campus unless one is named."""
    roster(office, TONIGHT, TONIGHT_WEST, TOMORROW, SATURDAY_DAY, SATURDAY_NIGHT)
    for text, parts in QUESTIONS:
        office.person("吴秀英").says(text)
        told = office.person("吴秀英").gets(*parts)
        assert told.count("\n") < 6
        assert ("西区" not in text) or ("刘洋" not in told)


def test_before_outsiders_and_to_strangers_only_the_duty_telephone_is_said(office: Office) -> None:
    """No names."""
    roster(office, TONIGHT)
    office.person("李明").says("@助手 今晚谁值班", chat=OTHER_GROUP)
    text = office.group(OTHER_GROUP).gets("值班电话8110")
    assert "刘洋" not in text
    office.person("张敏").gets("【新群】")
    office.person("林晓").says("今晚谁值班")
    assert "刘洋" not in office.person("林晓").gets("值班电话8110")
    office.person("李明").says("@助手 今晚谁值班")
    assert "13900010022" not in office.group().gets("刘洋", "8110")


def test_without_a_roster_the_duty_telephone_is_said(office: Office) -> None:
    """Nothing is invented."""
    office.person("李明").says("今晚谁值班")
    office.person("李明").gets("值班表还没有导入", "8110")
    office.person("李明").says("在岗")
    office.person("李明").gets("现在没有轮到您的班")


def test_everybody_can_ask_for_his_own_shifts(office: Office) -> None:
    """Those of the next month."""
    roster(office, TOMORROW, SATURDAY_DAY)
    office.person("李明").says("我什么时候值班")
    office.person("李明").gets("11月24日（周二）17:30至次日8:00", "11月28日")
    office.person("吴秀英").says("我什么时候值班")
    office.person("吴秀英").gets("没有您的班")


def test_the_officer_is_asked_when_his_shift_begins_and_says_that_he_is_there(office: Office) -> None:
    """By button or word; it is written down, and asked no more."""
    roster(office, TONIGHT)
    office.forward(hours=7.5)
    text = office.person("刘洋").gets("【值班】今晚您值班（带班 王部长），请回“在岗”", "东校区 17:30至次日8:00", "8110")
    assert "在岗" in text[:30]
    office.person("刘洋").presses("在岗")
    office.person("刘洋").gets("已登记在岗：东校区", "王部长 13900010003")
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("您17:30已登记在岗")
    office.forward(hours=3)
    assert [one.subject for one in office.journal("duty.on")] == ["shift:1"]
    assert [one.data["how"] for one in office.journal("owed.settled")] == ["done"]


@pytest.mark.parametrize("text", ["收到", "1"])
def test_any_plain_yes_to_the_question_is_one(office: Office, text: str) -> None:
    """From who was asked."""
    roster(office, TONIGHT)
    office.forward(hours=7.5)
    office.person("刘洋").gets("请回“在岗”")
    office.person("刘洋").says(text)
    office.person("刘洋").gets("已登记在岗")


def test_silence_is_told_to_the_leader_once_then_to_the_admins_and_taken_back_when_he_answers(office: Office) -> None:
    """Neutral words, with the number to call."""
    roster(office, TONIGHT)
    office.forward(hours=7.5)
    office.person("刘洋").gets("请回“在岗”")
    office.forward(minutes=15)
    office.person("王部长").gets("【值班】刘洋的在岗登记截至17:45未收到", "可能在岗未登记", "13900010022")
    office.forward(minutes=30)
    office.person("张敏").gets("截至18:15未收到")
    office.forward(hours=2)
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("已登记在岗")
    for who in ("王部长", "张敏"):
        office.person(who).gets("刘洋已回“在岗”")


def test_how_early_and_how_long_is_the_departments_own(office: Office) -> None:
    """Settings, not constants."""
    setting(office, "值班提醒提前量", "30")
    setting(office, "在岗回复时限", "5")
    roster(office, TONIGHT)
    office.forward(hours=7)
    office.person("刘洋").gets("今晚您值班")
    office.forward(minutes=5)
    office.person("王部长").gets("截至17:05未收到")
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("已登记在岗")
    office.person("王部长").gets("已回“在岗”")


def test_after_a_standstill_the_officer_is_asked_anew_and_nobody_is_blamed(office: Office) -> None:
    """A shift that is over is not spoken of."""
    roster(office, "东区 11-23 11:00 12:00 孙伟 王部长", TONIGHT)
    office.clock.move_to(office.clock.office() + timedelta(hours=9))
    office.settle()
    office.person("刘洋").gets("今晚您值班")
    office.clock.move_to(office.clock.office() + timedelta(hours=6, minutes=30))
    office.settle()
    office.person("刘洋").gets("【值班】现在您值班", "请回“在岗”")
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("已登记在岗")


def test_two_campuses_have_their_own_officers_at_the_same_time(office: Office) -> None:
    """Each is asked, each answers for himself."""
    roster(office, TONIGHT, TONIGHT_WEST)
    office.forward(hours=7.5)
    office.person("刘洋").gets("东校区")
    office.person("冯大海").gets("西校区", "8222")
    office.person("冯大海").says("在岗")
    office.person("冯大海").gets("西校区")
    office.forward(minutes=20)
    office.person("王部长").gets("刘洋")
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("已登记在岗")
    office.person("王部长").gets("已回“在岗”")


def test_a_night_is_one_shift_past_midnight(office: Office) -> None:
    """At two in the morning he is on duty, and 今晚 is the night under way."""
    roster(office, TONIGHT, TOMORROW)
    office.forward(hours=7.5)
    office.person("刘洋").gets("请回“在岗”")
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("已登记")
    office.forward(hours=8.6)
    assert officers(office) == {"刘洋"}
    for text in ("今晚谁值班", "现在谁值班", "谁值班"):
        office.person("李明").says(text)
        assert "李明" not in office.person("李明").gets("现在值班：", "刘洋")
    office.person("李明").says("今天谁值班")
    office.person("李明").gets("刘洋", "李明")


def handed_on(office: Office) -> None:
    """Let a day shift leave a note and the night shift begin."""
    roster(office, "东区 11-23 11:00 17:30 孙伟 王部长", TONIGHT)
    office.forward(hours=1)
    office.person("孙伟").gets("今天您值班")
    office.person("孙伟").says("在岗")
    office.person("孙伟").gets("已登记")
    office.person("孙伟").says("交班：三号楼水泵待修")
    office.person("孙伟").gets("已记下，下一班（刘洋）接班时会看到")
    office.forward(hours=6.5)
    office.person("刘洋").gets("上一班 孙伟 还没有交接")


def in_charge(office: Office) -> int:
    """Return how many shifts are responsible now."""
    with office.house.database.read() as connection:
        return len(shifts.responsible(connection, office.clock.office()))


def test_the_next_takes_over_what_the_one_before_left(office: Office) -> None:
    """Until then the old shift is responsible as well; taking over is being there."""
    handed_on(office)
    assert in_charge(office) == 2
    office.person("刘洋").presses("接班")
    office.person("刘洋").gets("已接班：东校区", "留下的事：", "1. 三号楼水泵待修")
    office.person("孙伟").gets("【交班】刘洋已接班")
    assert in_charge(office) == 1
    office.person("刘洋").says("接班")
    office.person("刘洋").gets("1. 三号楼水泵待修")
    office.forward(hours=1)


def test_what_is_added_after_the_shift_was_taken_over_is_told_at_once(office: Office) -> None:
    """To who took over; before outsiders nothing of it is said."""
    handed_on(office)
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("已登记在岗", "上一班 孙伟 还没有交接")
    office.person("刘洋").says("接班")
    office.person("刘洋").gets("三号楼水泵")
    office.person("孙伟").gets("刘洋已接班")
    office.person("孙伟").says("交班：钥匙在抽屉里")
    office.person("孙伟").gets("告诉了接班的刘洋")
    office.person("刘洋").gets("【交班】孙伟补充：钥匙在抽屉里")
    office.person("孙伟").says("交班")
    office.person("孙伟").gets("请写明交给下一班的事")
    for text in ("接班", "交班：水泵", "值班日志", "同意换班 1", "周六夜班换给李明"):
        office.person("刘洋").says(f"@助手 {text}", chat=OTHER_GROUP)
        office.group(OTHER_GROUP).gets("请私聊我办理")
    office.person("张敏").gets("【新群】")


def test_an_officer_replaced_after_he_was_asked_is_asked_no_more(office: Office) -> None:
    """The new one is asked at once; of the one before nothing is owed."""
    roster(office, TONIGHT)
    office.forward(hours=7.5)
    office.person("刘洋").gets("今晚您值班")
    roster(office, "东区 11-23 17:30 8:00 孙伟 王部长")
    office.person("孙伟").gets("今晚您值班")
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("现在没有轮到您的班")
    office.person("孙伟").says("在岗")
    office.person("孙伟").gets("已登记")
    assert [one.data["how"] for one in office.journal("owed.settled")] == ["void", "done"]
    office.forward(hours=1)


def test_who_has_no_shift_takes_nothing_over(office: Office) -> None:
    """And is told when his own is."""
    roster(office, TONIGHT, TOMORROW)
    for text, answer in (
        ("接班", "现在没有轮到您的班"),
        ("在岗", "11月24日（周二）17:30至次日8:00"),
        ("交班：水泵", "没有要交的班"),
    ):
        office.person("李明").says(text)
        office.person("李明").gets(answer)
    office.person("林晓").says("在岗")
    office.person("林晓").gets("还没有登记")


def test_gaps_of_the_week_are_told_on_workdays_at_nine(office: Office) -> None:
    """Working hours need nobody; weekends are not disturbed."""
    office.forward(hours=24 * 4)  # Friday
    roster(office, *[f"东区 {day} 17:30 8:00 W001 张敏" for day in ("11-28", "11-29", "11-30", "12-1", "12-3")])
    office.person("张敏").gets_nothing()
    office.forward(hours=24 * 3)
    for _ in range(2):
        office.person("张敏").gets("请电话告知芶小兰今晚值班")
    text = office.person("张敏").gets(
        "【值班空缺】未来七天有2处没有排班，请补：",
        "东校区 12月2日（周三）17:30至12月3日（周四）8:00",
        "东校区 12月4日（周五）17:30至12月7日（周一）8:00",
    )
    assert text.count("\n") < 6


def test_a_full_week_is_not_worth_a_message(office: Office) -> None:
    """Nothing to say, nothing said; by the hour where the department wants somebody all day."""
    days = [f"11-{day}" for day in range(23, 31)] + ["12-1", "12-2"]
    roster(office, *[f"- {day} 8:00 8:00 W001 -" for day in days])
    setting(office, "值班时段", "全天")
    office.person("张敏").gets("请电话告知芶小兰今天值班（没有登记账号）", "全部校区 8:00至次日8:00")
    office.forward(hours=23.5)
    office.person("张敏").gets("请电话告知芶小兰")


def test_who_has_left_is_nobody_on_the_roster(office: Office) -> None:
    """His shift is a gap, and not asked for."""
    roster(office, TONIGHT, TOMORROW)
    with office.house.database.write() as connection:
        connection.execute(update(persons).where(persons.c.name == "刘洋").values(left_at=office.clock.office()))
    office.person("李明").says("今晚谁值班")
    office.person("李明").gets("还没有排班")
    office.forward(hours=10)
    assert officers(office) == set()


def test_the_log_of_a_shift_is_written_from_the_journal(office: Office) -> None:
    """For its officer, its leader and who keeps the roster."""
    found = roster(office, TONIGHT)
    office.forward(hours=7.5)
    office.person("刘洋").gets("请回“在岗”")
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("已登记")
    office.forward(hours=1)
    office.person("刘洋").says("交班：三号楼水泵待修")
    office.person("刘洋").gets("已记下")
    for who in ("刘洋", "王部长", "张敏"):
        office.person(who).says("值班日志")
        office.person(who).gets("值班日志 东校区 11月23日（周一）17:30至次日8:00 刘洋", "18:30 交班：三号楼水泵")
    office.person("李明").says("值班日志")
    office.person("李明").gets("没有您可以看的值班日志")
    with office.house.database.read() as connection:
        assert duty.log(connection, found[0], OFFICE_ZONE)


def test_the_duty_rooms_account_speaks_for_who_is_on_duty(office: Office) -> None:
    """As the place's, and only where it is clear who that is."""
    roster(office, TONIGHT)
    office.forward(hours=7.5)
    office.person("刘洋").gets("请回“在岗”")
    room = office.person("刘洋")
    room.account = "duty-room"
    room.says("在岗")
    room.gets("已登记在岗")
    assert [one.data["place"] for one in office.journal("duty.on")] == ["值班室"]
