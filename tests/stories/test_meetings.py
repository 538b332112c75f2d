"""Meetings: called and confirmed once, answered, moved, called off, taken back; decisions and items."""

from __future__ import annotations

from tests.office import Office

CENTRES = ("赵主任", "钱主任", "周主任", "孙主任", "郑主任")  # those whose unit is a 中心


def called(office: Office, text: str = "周四上午10点安全会 通知孙主任和钱主任 302会议室") -> None:
    """Let 张敏 call a meeting of two."""
    organiser = office.person("张敏")
    organiser.says(text)
    organiser.gets("请确认会议通知")
    organiser.says("确认")
    organiser.gets("已发出", "2人")
    organiser.gets_file("安全会")
    for who in ("孙主任", "钱主任"):
        office.person(who).gets("【会议】11月26日（周四）10:00 安全会", "302会议室")


def test_a_meeting_is_called_by_one_sentence_and_one_confirmation(office: Office) -> None:
    """Text, audience with head count and time in one question; then everybody is told, and reminded."""
    organiser = office.person("张敏")
    organiser.says("后天上午10点安全会 通知各中心主任 302会议室 议题：1.冬季用电 2.值班")
    organiser.gets(
        "请确认会议通知", "【会议】后天（11月25日 周三）10:00 安全会", "302会议室", "2. 值班", "各中心主任", "人）"
    )
    organiser.says("改到下午3点")
    organiser.gets("15:00 安全会")
    organiser.says("确认")
    organiser.gets("已发出", "15:00")
    assert b"BEGIN:VEVENT" in organiser.gets_file("安全会").content
    told = [who for who in office.screen.unseen if office.screen.unseen[who]]
    assert len(told) >= 5
    for account in told:
        assert "【会议】11月25日（周三）15:00 安全会" in office.screen.unseen[account].pop(0)[:24]
    assert office.journal("meeting.scheduled")


def test_what_is_missing_is_asked_for_one_at_a_time(office: Office) -> None:
    """First when, then who; a past time is asked again."""
    organiser = office.person("张敏")
    organiser.says("昨天下午3点开会")
    organiser.gets("已经过了")
    organiser.says("周四")
    organiser.gets("几点开会")
    organiser.says("下午3点")
    organiser.gets("通知哪些人")
    organiser.says("孙主任")
    organiser.gets("请确认", "11月26日（周四）15:00", "1人")
    organiser.says("不发")
    organiser.gets("")
    assert not office.journal("meeting.scheduled")


def test_moved_and_called_off_everybody_told_hears_it_and_it_can_be_undone(office: Office) -> None:
    """Old and new in one line; exactly those who were told."""
    called(office)
    organiser = office.person("张敏")
    organiser.says("安全会改到周五下午3点")
    organiser.gets("请确认改动", "11月26日（周四）10:00 改为 11月27日（周五）15:00")
    organiser.says("确认")
    organiser.gets("已通知2人")
    organiser.gets_file("安全会")
    office.forward(minutes=3)
    for who in ("孙主任", "钱主任"):
        office.person(who).gets("【改期", "11月27日（周五）15:00", "改为", "以本通知为准")
    organiser.says("取消周五的安全会")
    organiser.gets("请确认取消", "安全会", "2人")
    organiser.says("确认")
    organiser.gets("已取消")
    organiser.gets_file("安全会")
    for who in ("孙主任", "钱主任"):
        office.person(who).gets("【取消】", "安全会")
    organiser.says("撤销")
    organiser.gets("照常举行")
    organiser.gets_file("安全会")
    for who in ("孙主任", "钱主任"):
        office.person(who).gets("照常举行")
