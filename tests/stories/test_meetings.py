"""Meetings: called and confirmed once, answered, moved, called off, taken back; decisions and items."""

from __future__ import annotations

from sqlalchemy import select

from bot.messages import Kind
from bot.store import attachments, files
from bot.store.attachments import Attachment
from handlers.meeting.rows import papers
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
    file = organiser.gets_file("安全会").content
    assert b"BEGIN:VEVENT" in file
    assert "2. 值班" in file.replace(b"\r\n ", b"").decode()
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


def test_two_who_change_one_meeting_do_not_work_against_each_other(office: Office) -> None:
    """What was shown holds no more: it is asked anew; the organiser hears who did it; two changes are one line."""
    office.person("钱主任").says("我周四到周五出差，由吴阿姨代")
    office.screen.unseen.clear()
    organiser, chief = office.person("张敏"), office.person("何部长")
    organiser.says("周四上午10点安全会 通知孙主任和钱主任 302会议室")
    organiser.gets("注意：钱主任这时外出，由吴阿姨代行。")
    organiser.says("确认")
    office.screen.unseen.clear()
    organiser.says("安全会改到周五下午3点")
    organiser.gets("11月26日（周四）10:00 改为 11月27日（周五）15:00")
    for text in ("安全会改到周五上午9点", "确认"):
        chief.says(text)
        chief.gets("改为 11月27日（周五）09:00")
    organiser.gets("何部长改了您召集的“安全会”", "改为 11月27日（周五）09:00")
    organiser.says("确认")
    organiser.gets("刚才已由别人改动", "11月27日（周五）09:00 改为 11月27日（周五）15:00")
    organiser.says("确认")
    organiser.gets("已通知2人")
    office.forward(minutes=3)
    text = office.person("孙主任").gets("【改期·第1次】", "时间：11月26日（周四）10:00 改为 11月27日（周五）15:00")
    assert "09:00" not in text
    office.screen.unseen.clear()
    office.screen.files.clear()


def test_who_takes_over_calls_the_meeting_from_then_on(office: Office) -> None:
    """It stands in the hand-over with its notice, once; the successor may move it."""
    office.person("孙主任").says("周五上午9点班组会 306 马师傅参加")
    office.person("孙主任").says("确认")
    office.person("张敏").says("孙伟调离，工作交给王强")
    office.person("张敏").gets("孙伟 → 王强，会议1件", "1. 会议：11月27日（周五）09:00 班组会")
    office.person("张敏").says("确认")
    office.person("张敏").gets("已交接给王强：会议1件")
    office.screen.unseen.clear()
    office.person("王强").says("班组会改到周五上午10点")
    office.person("王强").gets("请确认改动")
    office.person("王强").says("确认")
    office.person("王强").gets("已通知1人")
    office.forward(minutes=3)
    office.person("马师傅").gets("召集人：王副主任")
    office.screen.files.clear()


def test_answers_reach_the_organiser_and_a_substitute_is_invited(office: Office) -> None:
    """参会不了 派…去: the other is invited in his stead; who does not come is known to the organiser alone."""
    called(office)
    organiser, sun, qian, wang = (office.person(who) for who in ("张敏", "孙主任", "钱主任", "王强"))
    sun.says("参会不了 派王强去")
    sun.gets("请假", "已告知召集人张老师")
    wang.gets("【会议】", "孙主任转交")
    organiser.gets("孙主任", "王副主任")
    qian.says("请假 家里有事")
    qian.gets("请假", "已告知召集人")
    organiser.gets("钱主任请假", "家里有事")
    qian.says("会议情况")
    assert "家里有事" not in qian.gets("安全会")
    organiser.says("会议情况")
    organiser.gets("请假2", "未回1（王强）", "钱桂兰（家里有事）")
    wang.says("收到")
    wang.gets("已登记")
    organiser.gets("已全部回复")


def test_who_attends_is_changed_and_only_those_hear_of_it(office: Office) -> None:
    """One joins, one need not come."""
    called(office)
    organiser = office.person("张敏")
    organiser.says("安全会加上周主任")
    organiser.gets("请确认", "增加：周主任", "共3人")
    organiser.says("确认")
    organiser.gets("已改参会人员")
    office.person("周主任").gets("【会议】11月26日（周四）10:00 安全会")
    organiser.says("安全会去掉钱主任")
    organiser.gets("不再参加：钱主任", "共2人")
    organiser.says("确认")
    organiser.gets("已改参会人员")
    office.person("钱主任").gets("不用参加")
    organiser.says("撤销")
    organiser.gets("照原来的")
    office.person("钱主任").gets("【更正】", "照原来的")


def test_the_number_is_given_when_a_meeting_takes_place(office: Office) -> None:
    """The one called off before it has none; its organiser hears that another one moved up."""
    organiser = office.person("张敏")
    organiser.says("今年党政联席会已开20次")
    organiser.gets("下一次为第21次")
    for text in ("今天下午3点党政联席会 王部长", "明天下午3点党政联席会 王部长"):
        organiser.says(text)
        organiser.gets("请确认")
        organiser.says("确认")
        organiser.gets("已发出")
        organiser.gets_file("党政联席会")
    office.person("王部长").gets("【会议】11月23日（周一）15:00 2026年第21次党政联席会")
    office.person("王部长").gets("第22次党政联席会")
    organiser.says("取消今天的联席会")
    organiser.gets("请确认取消")
    organiser.says("确认")
    organiser.gets("已取消")
    organiser.gets_file("党政联席会")
    organiser.gets("次数变为第21次")
    office.person("王部长").gets("【取消】")
    office.person("王部长").says("收到")
    office.person("王部长").gets("已登记")
    office.forward(hours=30)
    for _ in range(2):
        office.person("王部长").gets("【提醒】11月24日（周二）15:00 2026年第21次党政联席会")
    organiser.says("上次联席会是第几次")
    organiser.gets("2026年第21次", "今年已开21次")


def test_items_are_collected_before_a_meeting(office: Office) -> None:
    """As one list for its organiser, with who is missing."""
    called(office)
    organiser, sun = office.person("张敏"), office.person("孙主任")
    organiser.says("会前请各中心报进展，周三中午前")
    organiser.gets("已请2人报进展")
    sun.gets("【会前】", "报进展")
    office.person("钱主任").gets("【会前】")
    sun.says("报进展：电梯已更换两部")
    sun.gets("已收到", "张老师")
    for who in ("孙主任", "钱主任"):
        office.person(who).says("收到")
        office.person(who).gets("已登记")
    organiser.gets("已全部回复")
    office.forward(hours=51)
    organiser.gets("【进展汇总】安全会", "孙伟：电梯已更换两部", "还没报：钱桂兰")
    for who in ("孙主任", "钱主任"):
        office.person(who).gets("【提醒】11月26日（周四）10:00 安全会")


def test_decisions_and_minutes_are_kept_with_the_meeting(office: Office) -> None:
    """After it: what was decided, and minutes as a file or in words, for who was to come."""
    organiser, sun = office.person("张敏"), office.person("孙主任")
    organiser.says("11点安全会 孙主任、钱主任")
    organiser.gets("请确认")
    organiser.says("确认")
    organiser.gets("已发出")
    organiser.gets_file("安全会")
    office.forward(hours=2)
    for who in ("张敏", "孙主任", "钱主任"):
        office.screen.unseen[office.person(who).account].clear()
    organiser.says("会议决定：食堂安全排查，孙主任负责，下周五前")
    organiser.gets("已记入安全会")
    organiser.says("会议纪要")
    organiser.gets("还没有纪要")
    organiser.says("", kind=Kind.FILE, media=[{"number": 1, "kind": "file", "name": "安全会纪要.docx"}])
    organiser.gets("已存安全会")
    fetched(office)
    organiser.says("发纪要")
    organiser.gets("请确认发给2人", "见附件")
    organiser.says("确认")
    organiser.gets("已发给2人")
    for who in ("孙主任", "钱主任"):
        office.person(who).gets("【纪要】", "安全会")
        office.person(who).gets_file("安全会纪要")
    organiser.says("安全会纪要：一、更换电梯。")
    organiser.gets("已存安全会")
    sun.says("例会纪要")
    sun.gets("还没有纪要")
    sun.says("安全会纪要")
    sun.gets("【纪要】", "更换电梯")


def fetched(office: Office) -> None:
    """Let the file that came last be fetched."""
    now = office.clock.office()
    digest = office.house.files.keep(b"minutes")
    with office.house.database.write() as connection:
        kept = files.note(connection, digest, 7, "安全会纪要.docx", "application/octet-stream", now)
        (paper,) = connection.execute(select(papers.c.data).where(papers.c.kind == "minutes")).scalars()
        attachments.note(connection, Attachment(paper["door"], paper["message"], 1, "file", kept.id), now)


def test_a_meeting_that_comes_again_is_called_each_time_and_can_be_left_out_once(office: Office) -> None:
    """Two days before; once is skipped, then moved for good."""
    organiser = office.person("张敏")
    organiser.says("每周一上午9点工作例会 306室")
    organiser.gets("通知哪些人")
    organiser.says("孙主任")
    organiser.gets("请确认固定会议", "每周一上午9点 工作例会", "306室", "1人", "第一次：11月30日（周一）09:00")
    organiser.says("确认")
    organiser.gets("已定下")
    organiser.says("12月7号的例会停一次")
    organiser.gets("已定下", "12月7日", "停一次")
    office.forward(hours=24 * 4)
    office.person("孙主任").gets("【会议】11月30日（周一）09:00 工作例会", "306室")
    organiser.gets_file("工作例会")
    organiser.says("工作例会改到周二上午10点")
    organiser.gets("只改这一次")
    organiser.says("以后都")
    organiser.gets("请确认", "每周二10:00")
    organiser.says("确认")
    organiser.gets("已改", "每周二10:00")
    organiser.gets_file("工作例会")
    organiser.says("撤销")
    organiser.gets("照原来的")


def test_beyond_the_last_holiday_notice_the_confirmation_says_so(office: Office) -> None:
    """A flag, never an exception."""
    office.person("张敏").says("2027年3月1日上午9点安全例会 302 赵主任参加")
    office.person("张敏").gets("2027年3月1日（周一）09:00 安全例会", "2027年放假安排尚未公布")
    office.person("张敏").says("不发")
    office.person("张敏").gets("没有发出")
    office.person("张敏").says("把年度总结派给赵主任 2027年3月1日前完成")
    office.person("张敏").gets("期限：2027年3月1日（周一）17:30", "2027年放假安排尚未公布")
