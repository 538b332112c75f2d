"""Reminders: set at once and echoed, rung when due, answered, put off, moved, taken back; others after one 确认."""

from __future__ import annotations

from datetime import timedelta

from tests.office import Office
from tests.settled import set_to


def test_what_one_wants_to_be_reminded_of_is_set_at_once_rings_and_is_done(office: Office) -> None:
    """The hour is the department's where none was said; 已办 settles it."""
    staff = office.person("李明")
    staff.says("提醒我后天交总结")
    staff.gets("后天（11月25日 周三）09:00提醒您：交总结。没说几点，按本部门设定09:00提醒。有误请回“撤销”。")
    office.forward(hours=47)
    staff.gets("〔提醒〕交总结\n办完请回“已办 1”，或回“稍后 1”。")
    staff.presses("已办")
    staff.gets("已记：交总结，已办。")
    staff.presses("稍后")
    staff.gets("这条提醒已经处理过，不用再回：交总结")
    office.forward(hours=48)
    staff.gets_nothing()
    assert [entry.kind for entry in office.journal("owed.settled")] == ["owed.settled"]


def test_a_reminder_that_nobody_answers_comes_once_more_the_next_morning_and_then_rests(office: Office) -> None:
    """And 稍后 puts it off."""
    staff = office.person("李明")
    staff.says("半小时后提醒我关火")
    staff.gets("今天（11月23日 周一）10:30提醒您：关火")
    office.forward(minutes=31)
    staff.gets("〔提醒〕关火")
    staff.says("过10分钟再提醒")
    staff.gets("10:41再提醒您：关火")
    office.forward(minutes=11)
    staff.gets("〔提醒〕关火")
    staff.says("稍后")
    staff.gets("11:12再提醒您")
    office.forward(minutes=31)
    staff.gets("〔提醒〕关火")
    office.forward(hours=22)
    staff.gets("〔提醒〕关火（再次）")
    office.forward(hours=72)
    staff.gets_nothing()


def test_what_is_doubtful_or_missing_is_asked(office: Office) -> None:
    """One thing at a time; a time of day alone belongs to the day said before."""
    staff = office.person("李明")
    staff.says("提醒我今天交表")
    staff.gets("请问今天几点提醒？")
    staff.says("下午四点")
    staff.gets("今天（11月23日 周一）16:00提醒您：交表")
    staff.says("提醒我昨天下午3点交材料")
    staff.gets("11月22日（周日）15:00", "已经过了，请另说时间")
    staff.says("算了")
    staff.gets("没有登记")
    staff.says("到时候叫我一声")
    staff.gets("什么时候、提醒什么？")
    staff.says("明天下午3点去财务处")
    staff.gets("15:00提醒您：去财务处")
    staff.says("提醒我2月30号交材料")
    staff.gets("没有2月30日这一天")
    staff.says("不知道")
    staff.gets("没有听出时间")


def test_several_things_in_one_sentence_are_several_reminders_and_one_undo(office: Office) -> None:
    """Each with its own time."""
    staff = office.person("李明")
    staff.says("提醒我明天9点交报表，下午3点去仓库盘点")
    staff.gets(
        "已设2个提醒", "1. 明天（11月24日 周二）09:00提醒您：交报表", "2. 明天（11月24日 周二）15:00提醒您：去仓库盘点"
    )
    staff.says("我有哪些提醒")
    staff.gets("您的提醒：\n1号 明天（11月24日 周二）09:00 交报表\n2号")
    staff.says("撤销")
    staff.gets("提醒已撤销：交报表；提醒已撤销：去仓库盘点")
    office.forward(hours=48)
    staff.gets_nothing()


def test_a_weekly_reminder_recurs_is_moved_and_stopped(office: Office) -> None:
    """Each change can be taken back."""
    staff = office.person("李明")
    staff.says("每周五下午4点提醒我写周报")
    staff.gets("每周五下午4点提醒您：写周报。第一次：11月27日（周五）16:00。")
    office.forward(hours=103)
    staff.gets("〔提醒〕写周报", "不再提醒请回“不再提醒 1”")
    staff.says("办好了")
    staff.gets("已记：写周报，已办")
    staff.says("提醒改到10点")
    staff.gets("提醒已改为每周五下午4点（改10点）：写周报。下一次：12月4日（周五）10:00。")
    office.forward(hours=162)
    staff.gets("〔提醒〕写周报")
    staff.says("别再提醒我了")
    staff.gets("好的，写周报今后不再提醒")
    staff.says("撤销")
    staff.gets("提醒已恢复：写周报")
    office.forward(hours=168)
    staff.gets("〔提醒〕写周报")
    staff.says("取消写周报的提醒")
    staff.gets("已取消提醒：写周报")
    office.forward(hours=200)
    staff.gets_nothing()


def test_a_day_of_the_month_or_the_week_moves_what_recurs(office: Office) -> None:
    """改到26号 of what comes every month is every month."""
    staff = office.person("李明")
    staff.says("每月25号上午10点提醒我抄水表")
    staff.gets("11月25日 周三）10:00")
    staff.says("提醒改到26号")
    staff.gets("提醒已改为每月26号：抄水表。下一次：11月26日（周四）10:00")
    staff.says("提醒改到9点半")
    staff.gets("下一次：11月26日（周四）09:30")
    staff.says("取消那个提醒")
    staff.gets("已取消")


def test_a_single_reminder_is_moved_and_the_move_taken_back(office: Office) -> None:
    """A time of day alone keeps its day; which one is asked where there are two."""
    staff = office.person("李明")
    staff.says("提醒我后天交总结")
    staff.gets("09:00提醒您")
    staff.says("提醒改到10点")
    staff.gets("提醒已改到后天（11月25日 周三）10:00：交总结")
    staff.says("撤销")
    staff.gets("提醒已恢复：交总结")
    office.forward(minutes=11)
    staff.says("提醒我明天带钥匙")
    staff.gets("带钥匙")
    office.forward(minutes=11)
    staff.says("取消那个提醒")
    staff.gets("哪一个提醒？", "1. 交总结", "2. 带钥匙")
    staff.says("2")
    staff.gets("已取消提醒：带钥匙")
    staff.says("把交总结的提醒改到周五")
    staff.gets("11月27日（周五）09:00：交总结")
    staff.says("取消提醒7号")
    staff.gets("没有找到这个提醒")


def test_others_are_reminded_after_one_confirmation_when_it_is_due(office: Office) -> None:
    """Who may; the audience is resolved then; they owe 已办."""
    head = office.person("孙主任")
    head.says("下周三提醒维修中心全体 检查配电房")
    said = head.gets("12月2日（周三）09:00提醒维修中心全体（", "人）：检查配电房", "1. 确认")
    assert said.count("？") == 0
    head.says("改成下午3点")
    head.gets("12月2日（周三）15:00提醒维修中心全体")
    head.says("确认")
    head.gets("已定，12月2日（周三）15:00提醒维修中心全体")
    office.forward(hours=24 * 9 + 6)
    office.person("王强").gets("〔提醒〕检查配电房")
    _read_all(office)


def test_who_may_not_and_who_is_unknown_is_refused_kindly(office: Office) -> None:
    """With the way out; a stranger is asked to enrol."""
    for who, text, answer in (
        ("李明", "提醒赵主任明天带材料", "不在您的权限内，可请综合办公室 张敏代发"),
        ("张敏", "提醒王大锤明天带材料", "没有找到“王大锤”"),
        ("林晓", "提醒我后天交总结", "还没有登记"),
        ("李明", "我的提醒", "您没有设提醒"),
        ("李明", "每3分钟提醒我看锅炉", "间隔太短"),
    ):
        office.person(who).says(text)
        office.person(who).gets(answer)


def test_in_a_group_a_reminder_is_answered_privately(office: Office) -> None:
    """What somebody wants to be reminded of is his own business."""
    office.person("李明").says("@助手 提醒我后天交总结")
    office.person("李明").gets("交总结")
    office.group().gets_nothing()


def test_after_a_standstill_a_reminder_is_sent_late_or_told_in_one_line(office: Office) -> None:
    """Within twelve hours marked 〔补发〕; what is older is told together."""
    staff = office.person("李明")
    for text in ("提醒我明天9点交表", "提醒我明天10点开窗", "提醒我后天上午9点交总结"):
        staff.says(text)
        staff.gets("提醒您")
    office.clock.set(office.clock.office() + timedelta(hours=50))
    office.settle()
    staff.gets("〔提醒〕〔补发〕交总结（原定今天（11月25日 周三）09:00）")
    office.forward(minutes=80)  # after the rest of the kitchens at noon
    staff.gets("【漏发】助手停机期间有2项到点没有发，已过时，不再补发：交表（11月24日（周二）9:00）、开窗")
    staff.says("已办")
    staff.gets("已办")


def test_an_organiser_decides_on_a_day_off_by_one_word(office: Office) -> None:
    """Here of a reminder for others on each Friday; 元旦 is asked three workdays before."""
    office.clock.set(office.clock.office() + timedelta(days=34))
    office.person("张敏").says("每周五9点提醒孙主任报菜单")
    office.person("张敏").gets("逢节假日先问您", "第一次：2027年1月1日")
    office.person("张敏").says("确认")
    office.person("张敏").gets("已定")
    office.forward(hours=48)
    question = office.person("张敏").gets("【逢假请定】报菜单：1月1日（周五，元旦）9:00")
    assert "停一次" in question
    office.person("张敏").says("顺延")
    office.person("张敏").gets("【逢假】报菜单：1月1日（周五，元旦）9:00顺延到1月4日（周一）9:00。")
    office.forward(hours=24 * 8)
    office.person("孙主任").gets("〔提醒〕报菜单")
    _read_all(office)


def test_before_long_holidays_the_heads_are_reminded_once_it_is_switched_on(office: Office) -> None:
    """节前三件事; and who keeps the tables hears once that next year is not known."""
    with office.house.database.write() as connection:
        from handlers import reminder  # noqa: PLC0415 — what the house arms when it starts

        reminder.arm(connection, office.clock.office(), office.clock.office().tzinfo)  # type: ignore[arg-type]
    office.person("李明").says("启用节前提醒")
    office.person("李明").gets("由联络员或管理员启用")
    office.person("张敏").says("启用节前提醒")
    office.person("张敏").gets("已启用节前提醒", "假期前3个工作日")
    set_to(office, "节前提醒提前量", "4")
    office.forward(hours=24 * 39)
    office.person("张敏").gets("【日历】2027年放假安排尚未导入")
    office.person("孙主任").gets("〔节前提醒〕元旦1月1日（周五）至1月3日（周日）放假，请办三件事", "值班表", "廉洁提醒")
    _read_all(office)
    office.person("张敏").says("停用节前提醒")
    office.person("张敏").gets("已停用")


def _read_all(office: Office) -> None:
    """Let everybody read what is left."""
    for unseen in office.screen.unseen.values():
        unseen.clear()


def test_of_a_long_reminder_nothing_is_cut(office: Office) -> None:
    """It is shown in a line where it is listed, and said whole when it rings."""
    staff, text = office.person("李明"), "把配电房、泵房和锅炉房的巡查记录带去" * 30
    staff.says(f"提醒我明天上午9点{text}")
    staff.gets("明天（11月24日 周二）09:00提醒您", text)
    staff.says("我的提醒")
    assert text not in staff.gets("把配电房", "…")
    office.forward(hours=24)
    staff.gets("〔提醒〕", text)
