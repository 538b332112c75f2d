"""Notices: one confirmation, everybody owes an answer, the organiser can say who has not given one."""

from __future__ import annotations

from bot.slices import OFFICE_SETTINGS
from bot.store.audit import Stamp, by_operator
from bot.store.office_settings import change
from scheduler.confirming import MANY
from tests.office import Office, Somebody

WHOM = ("赵主任", "钱主任", "周主任", "孙主任", "郑主任", "蒋主任")


def send(office: Office, who: str = "各中心主任") -> None:
    """Have 张敏 send a notice."""
    office.person("张敏").says(f"群发给{who}：请核对冬季值班电话")
    office.person("张敏").gets("请核对后确认", "请核对冬季值班电话", "确认")
    office.person("张敏").says("确认")


def test_a_notice_is_confirmed_once_and_owed_until_answered(office: Office) -> None:
    """The confirmation carries text, audience and count; names of the silent go to the organiser alone."""
    send(office)
    office.person("张敏").gets("已发给各中心主任，共6人", "TZ-0001")
    for one in WHOM:
        office.person(one).gets("【通知】请核对冬季值班电话", "私聊我回 1", "TZ-0001")
    office.person("赵主任").says("1")
    office.person("赵主任").gets("已登记：收到")
    office.person("钱主任").presses("收到")
    office.person("钱主任").gets("已登记：收到")
    office.person("张敏").says("谁还没收到")
    office.person("张敏").gets("应回6，已回2", "周海、孙伟、郑秀兰、蒋雯")
    office.person("赵主任").says("收到 TZ-0001")
    office.person("赵主任").gets("已经登记过")
    office.person("周主任").says("收到，东区的号码下午补上")
    office.person("周主任").gets("已登记：收到")
    office.person("张敏").gets("【回复】周主任：东区的号码下午补上", "TZ-0001")


def test_the_silent_are_reminded_and_the_organiser_told(office: Office) -> None:
    """Before the answer is due, once; then who it is."""
    send(office, "赵主任、钱主任")
    office.person("张敏").gets("共2人")
    for one in WHOM[:2]:
        office.person(one).gets("【通知】")
    office.person("赵主任").says("收到")
    office.person("赵主任").gets("已登记")
    office.forward(hours=30)
    office.person("钱主任").gets("【催办】请核对冬季值班电话", "还没有收到您的回复")
    office.person("张敏").gets("应回2，已回1", "未回1（钱桂兰")
    office.person("钱主任").says("收到")
    office.person("钱主任").gets("已登记")
    office.person("张敏").gets("已全部回复")


def test_a_notice_is_taken_back_within_ten_minutes(office: Office) -> None:
    """Exactly those who were told are told."""
    send(office, "赵主任")
    office.person("张敏").gets("共1人")
    office.person("赵主任").gets("【通知】")
    office.person("张敏").says("撤销")
    office.person("张敏").gets("作废")
    office.person("赵主任").gets("【更正】", "作废")
    office.person("赵主任").says("谁还没收到")
    office.person("赵主任").gets("您目前没有等人回复的通知")
    office.person("赵主任").says("收到 TZ-0001")
    office.person("赵主任").gets("已经结束或者作废")
    office.person("李明").says("收到 TZ-0001")
    office.person("李明").gets("没有请您回复")


def test_many_wait_a_minute(office: Office) -> None:
    """What goes to many can be taken back before anybody reads it."""
    with office.house.database.write() as connection:
        change(connection, OFFICE_SETTINGS, MANY.key, "3", Stamp(by_operator("test"), office.clock.office()))
    send(office)
    office.person("张敏").gets("60秒后发出")
    office.person("张敏").says("撤销")
    office.person("张敏").gets("作废")
    office.forward(minutes=3)
    for one in WHOM:
        office.person(one).gets_nothing()


def test_who_may_not_is_told_whom_to_ask(office: Office) -> None:
    """A cook sends nothing to everybody; a head nothing to another's people."""
    office.person("李明").says("群发给全体：今晚聚餐")
    office.person("李明").gets("综合办公室")
    office.person("孙主任").says("群发给赵主任：请来一趟")
    office.person("孙主任").gets("您的权限不能给赵国强发通知")


def test_a_planned_outage_is_confirmed_and_reminded_of(office: Office) -> None:
    """The day before and half an hour before; no incident is opened."""
    office.person("张敏").says("停水通知：11月25日8:00-12:00东区管网检修停水，发给各中心主任")
    office.person("张敏").gets("【计划停水】东区", "11月25日", "共6人")
    office.person("张敏").says("确认")
    office.person("张敏").gets("已发给")
    for one in WHOM:
        office.person(one).gets("【计划停水】东区", "请提前储水")
    office.forward(hours=48)
    for one in WHOM:
        office.person(one).gets("【提醒】", "东区")
        office.person(one).gets("【提醒】", "东区")
    assert not office.journal("incident.opened")


def test_a_secretary_answers_in_her_leaders_name(office: Office) -> None:
    """And it is shown as hers; the leader was reminded once, however many things remind of it, then she is."""
    send(office, "陈书记、赵主任")
    office.person("张敏").gets("共2人")
    office.person("陈书记").gets("【通知】")
    office.person("赵主任").gets("【通知】")
    office.person("赵主任").says("收到")
    office.person("赵主任").gets("已登记")
    office.person("张敏").says("催一下")
    office.person("陈书记").gets("【催办】")
    office.person("张敏").gets("已提醒")
    office.forward(hours=24)
    office.person("张敏").gets("（代陈书记收）【催办】")
    office.person("张敏").gets("未回1（陈志远")
    office.person("张敏").says("代陈书记收到")
    office.person("张敏").gets("已登记：陈书记收到")
    office.person("张敏").gets("已全部回复")
    assert office.journal("notice.answered")[1].data["person"] != office.journal("notice.answered")[1].person_id


def test_a_secretary_of_several_is_asked_for_whom(office: Office) -> None:
    """A word or a digit of hers is not taken for all of them."""
    send(office, "陈书记、何部长")
    for name in ("张敏", "陈书记", "何部长"):
        office.person(name).gets("")
    office.person("张敏").says("1")
    office.person("张敏").gets("这是代哪一位回的", "1. 陈书记", "2. 何部长", "3. 都代回")
    office.person("张敏").says("2")
    office.person("张敏").gets("已登记：何部长收到")
    assert len(office.journal("notice.answered")) == 1


def test_who_sends_at_night_hears_when_it_arrives(office: Office) -> None:
    """What is sent in quiet hours has not arrived."""
    office.forward(hours=13)
    office.person("张敏").says("周三下午3点安全例会 三楼会议室 孙主任参加")
    office.person("张敏").gets("安全例会", "现在是安静时段，明天07:00送达。")
    office.person("张敏").says("确认")
    office.person("张敏").gets("已发出", "现在是安静时段，明天07:00送达。")
    office.person("孙主任").gets_nothing()
    office.forward(hours=9)
    office.person("孙主任").gets("【会议】11月25日")


def test_a_card_of_what_was_moved_or_called_off_takes_no_answer(office: Office) -> None:
    """Who presses it is told of the new one, and the card says so; an answer may be changed by its number."""
    organiser, sun = office.person("张敏"), office.person("孙主任")
    done(organiser, "周四上午10点安全会 302会议室 参加：孙主任")
    sun.gets("【会议】")
    old = office.screen.cards["sun"]
    done(organiser, "安全会改到周五下午3点")
    office.forward(minutes=3)
    sun.gets("【改期·第1次】")
    newer = office.screen.cards["sun"]
    office.screen.cards["sun"] = old
    sun.presses("收到")
    sun.gets("这份通知已改，请按新通知回复：11月27日（周五）15:00 安全会")
    sun.says("请假 TZ-0001 去省里开会")
    sun.gets("已登记：请假")
    organiser.gets("孙主任请假")
    sun.says("收到 TZ-0001")
    sun.gets("已登记：收到")
    organiser.gets("原已请假，现改为参加")
    done(organiser, "取消安全会")
    sun.gets("【取消】")
    office.screen.cards["sun"] = newer
    sun.presses("请假")
    sun.gets("这份通知已经结束")


def done(who: Somebody, text: str) -> None:
    """Have somebody say something and confirm it."""
    for said in (text, "确认"):
        who.says(said)
        who.gets("")


def test_a_message_to_many_is_put_right_and_made_void_by_a_sentence(office: Office) -> None:
    """Answers are asked for anew; the organiser confirms once, and may take it back."""
    organiser, sun = office.person("张敏"), office.person("孙主任")
    done(organiser, "群发给孙主任：请周五前报值班表")
    sun.gets("【通知】请周五（11月27日）前报值班表")
    sun.says("收到")
    sun.gets("已登记")
    office.forward(minutes=30)
    organiser.says("刚才的通知改成：请周四前报值班表")
    organiser.gets("请确认更改，通知1人", "请周四（11月26日）前报值班表")
    organiser.says("确认")
    organiser.gets("已更改，通知1人")
    office.forward(minutes=3)
    sun.gets("【更改·第1次】请周四（11月26日）前报值班表", "以本通知为准")
    office.forward(minutes=20)
    done(organiser, "通知作废")
    sun.gets("【取消】", "这份通知作废")
    organiser.says("撤销")
    organiser.gets("照原通知办理")
    sun.gets("【更正】")


def test_an_outage_is_moved_and_called_off_by_a_sentence(office: Office) -> None:
    """It opens no incident, and everybody reads the old time and the new."""
    organiser, sun = office.person("张敏"), office.person("孙主任")
    organiser.says("停水通知：11月25日8:00-12:00东区管网检修停水")
    organiser.gets("共25人")
    done(organiser, "发给孙主任")
    sun.gets("【计划停水】东区", "08:00—12:00")
    office.forward(minutes=30)
    done(organiser, "停水通知改到11月26日9点到11点")
    office.forward(minutes=3)
    sun.gets("【改期·第1次】计划停水 东区 11月26日（周四）09:00—11:00", "改为")
    done(organiser, "停水取消了")
    sun.gets("【取消】计划停水 东区", "照常供应")
    assert not office.journal("incident.opened")
