"""What a group is: said by who may say it, in force at once; before outsiders nobody is named."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, insert, update

from bot.messages import Kind
from bot.store import chats
from bot.store.people import persons
from bot.store.units import units
from tests.office import OTHER_GROUP, PLATFORM, Office

INSIDE = "换班 带班领导 批准"


def registered(office: Office, chat: str = OTHER_GROUP) -> chats.Chat:
    """Return a group's row."""
    with office.house.database.read() as connection:
        found = chats.find(connection, PLATFORM, chat)
    assert found is not None
    return found


def known(office: Office) -> None:
    """Let the other group be known to the organiser, and have been told how to be registered."""
    office.person("李明").says("@助手 你好", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("您好", "绑定本群")
    office.person("张敏").gets("【新群】")


def test_the_head_of_a_unit_registers_its_group_and_it_may_read_the_departments_documents(office: Office) -> None:
    """One sentence says what follows, and the row who said so."""
    office.policies()
    office.person("孙主任").says("@助手 绑定本群 维修中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("本群已登记为维修服务中心的内部群", "可以查本部门文件", "含外单位")
    office.person("李明").says(f"@助手 {INSIDE}", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("依据：《值班管理规定》")
    chat = registered(office)
    assert (chat.standing, chat.bound_by is not None, chat.bound_at) == (chats.INTERNAL, True, office.clock.office())
    assert [entry.data["before"] for entry in office.journal("chat.bound")] == [chats.UNREGISTERED]


def test_the_first_question_ever_in_a_new_group_is_answered_from_public_documents_only(office: Office) -> None:
    """Also when a colleague asks it: nothing is known of who reads along."""
    office.policies()
    office.person("李明").says(f"@助手 {INSIDE}", chat=OTHER_GROUP)
    text = office.group(OTHER_GROUP).gets("绑定本群")
    assert "值班管理规定" not in text
    office.person("张敏").gets("【新群】")


def test_a_branch_secretary_registers_the_group_of_his_branch(office: Office) -> None:
    """By the name people use."""
    office.person("陆主任").says("@助手 本群是第一支部的群", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("本群已登记为机关党支部的群")
    assert registered(office).standing == chats.BRANCH


def test_who_may_not_register_a_group_is_told_who_may(office: Office) -> None:
    """Kindly, without anybody's name."""
    for who in ("李明", "林晓", "刘洋"):
        office.person(who).says("@助手 绑定本群 维修中心", chat=OTHER_GROUP)
        assert "张敏" not in office.group(OTHER_GROUP).gets("要由联络员、单位负责人或支部书记来说", "综合办公室")
    assert registered(office).standing == chats.UNREGISTERED
    office.person("张敏").gets("【新群】")


def test_nobody_registers_the_group_of_another_unit_or_branch(office: Office) -> None:
    """Neither a free one in another's name, nor takes away what another registered."""
    known(office)
    for who, text in (("孙主任", "饮食中心"), ("陆主任", "第二支部"), ("孙主任", "内部")):
        office.person(who).says(f"@助手 绑定本群 {text}", chat=OTHER_GROUP)
        office.group(OTHER_GROUP).gets("要由它的负责人、联络员或管理员来登记")
    office.person("赵主任").says("@助手 绑定本群 饮食中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("饮食服务中心")
    for text in ("绑定本群 维修中心", "解除绑定本群", "绑定本群 含外单位"):
        office.person("孙主任").says(f"@助手 {text}", chat=OTHER_GROUP)
        office.group(OTHER_GROUP).gets("要由它的负责人")
    assert registered(office).standing == chats.INTERNAL


def test_that_outsiders_are_in_a_group_holds_from_the_next_question_on(office: Office) -> None:
    """And the other way round."""
    office.policies()
    ask, group = office.person("李明"), office.group()
    ask.says(f"@助手 {INSIDE}")
    group.gets("值班管理规定")
    office.person("张敏").says("@助手 这个群有外单位的人")
    group.gets("含外单位", "只答公开文件")
    ask.says(f"@助手 {INSIDE}")
    assert "值班管理规定" not in group.gets("可问综合办公室")
    office.person("张敏").says("@助手 绑定本群 内部")
    group.gets("内部群")
    ask.says(f"@助手 {INSIDE}")
    group.gets("值班管理规定")


@pytest.mark.parametrize(
    "text",
    [
        "绑定本群 维修中心（含外单位）",
        "绑定本群 维修中心 含外单位人员的群",
        "绑定本群 维修服务中心外包施工群",
        "绑定本群 维修中心 不全是内部人员",
        "本群是维修中心和外包公司的群",
    ],
)
def test_outsiders_beside_the_name_of_a_unit_are_never_lost(office: Office, text: str) -> None:
    """The group is the unit's, and nobody there is quoted the department's documents."""
    office.policies()
    office.person("孙主任").says(f"@助手 {text}", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("含外单位的群")
    chat = registered(office)
    assert (chat.standing, chat.unit_id is not None) == (chats.OUTSIDERS, True)
    office.person("李明").says(f"@助手 {INSIDE}", chat=OTHER_GROUP)
    assert "值班管理规定" not in office.group(OTHER_GROUP).gets("可问综合办公室")


@pytest.mark.parametrize(("answer", "standing"), [("1", chats.INTERNAL), ("含外单位", chats.OUTSIDERS)])
def test_what_is_left_unread_beside_a_name_is_asked_about(office: Office, answer: str, standing: str) -> None:
    """The group stays what it is until then."""
    office.person("孙主任").says("@助手 绑定本群 维修中心，还有几个朋友", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("维修服务中心", "有没有外单位人员", "1. 内部", "2. 含外单位")
    office.person("张敏").gets("【新群】")
    assert registered(office).standing == chats.UNREGISTERED
    office.person("孙主任").says(f"@助手 {answer}", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("本群已登记为")
    assert registered(office).standing == standing


def test_which_unit_and_who_is_in_it_are_asked_one_after_the_other(office: Office) -> None:
    """Where both are in doubt."""
    known(office)
    office.person("张敏").says("@助手 绑定本群 维修中心和饮食中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("1. 饮食服务中心", "2. 维修服务中心")
    office.person("张敏").says("@助手 2", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("维修服务中心", "1. 内部", "2. 含外单位")
    office.person("张敏").says("@助手 2", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("含外单位的群")
    chat = registered(office)
    assert (chat.standing, chat.unit_id is not None) == (chats.OUTSIDERS, True)


def test_a_unit_that_is_called_by_a_word_for_outsiders_is_asked_about(office: Office) -> None:
    """Neither taken for the department's own nor for another's; one that is gone when the answer comes is not found."""
    known(office)
    with office.house.database.write() as connection:
        connection.execute(insert(units).values(name="维保一班", aliases=[]))
    office.person("张敏").says("@助手 绑定本群 维保一班", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("维保一班", "有没有外单位人员", "1. 内部")
    with office.house.database.write() as connection:
        connection.execute(delete(units).where(units.c.name == "维保一班"))
    office.person("张敏").says("@助手 1", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("没有找到这个单位")
    assert registered(office).standing == chats.UNREGISTERED


def test_which_unit_a_group_with_outsiders_belongs_to_is_asked(office: Office) -> None:
    """That they are in it is not forgotten over it."""
    known(office)
    office.person("张敏").says("@助手 绑定本群 饮食 含外单位", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("1. 饮食服务中心", "2. 饮食宿管党支部")
    office.person("张敏").says("@助手 2", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("含外单位的群")
    chat = registered(office)
    assert (chat.standing, chat.branch_id is not None) == (chats.OUTSIDERS, True)


def test_a_group_of_our_own_is_closed_at_once_whatever_else_is_unclear(office: Office) -> None:
    """Whose it is can be said later."""
    for name in ("饮食", "航天中心"):
        office.person("张敏").says(f"@助手 绑定本群 {name} 含外单位")
        office.group().gets("含外单位的群")
        assert registered(office, "group-1").standing == chats.OUTSIDERS
        office.person("张敏").says("@助手 绑定本群 内部")
        office.group().gets("内部群")


@pytest.mark.parametrize(
    "text", ["不要绑定本群 维修中心", "先不绑定本群 维修中心", "不要解除绑定本群", "没有解除绑定群吧？"]
)
def test_a_no_changes_nothing_and_is_told_how_it_stands(office: Office, text: str) -> None:
    """In any group."""
    office.person("张敏").says(f"@助手 {text}")
    office.group().gets("没有改动。本群是", "的内部群", "“@助手 解除绑定本群”")
    office.person("赵主任").says("@助手 绑定本群 饮食中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("饮食服务中心")
    office.person("赵主任").says(f"@助手 {text}", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("没有改动。本群是饮食服务中心的内部群")
    assert (registered(office).standing, registered(office, "group-1").standing) == (chats.INTERNAL, chats.INTERNAL)


def test_a_group_somebody_declared_open_is_not_closed_by_the_next(office: Office) -> None:
    """Only by who declared it, or by who may say so of every group; not by taking it back or repeating it first."""
    office.person("孙主任").says("@助手 绑定本群 维修中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("内部群")
    office.person("张敏").says("@助手 这个群有外单位的人", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("含外单位的群")
    for text in ("绑定本群 维修中心", "解除绑定本群", "绑定本群 内部"):
        office.person("孙主任").says(f"@助手 {text}", chat=OTHER_GROUP)
        assert "张敏" not in office.group(OTHER_GROUP).gets("由登记的人、管全部门的联络员或管理员来说", "综合办公室")
    office.person("孙主任").says("@助手 绑定本群 含外单位", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("含外单位的群")
    office.person("孙主任").says("@助手 绑定本群 维修中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("由登记的人")
    assert registered(office).standing == chats.OUTSIDERS
    office.person("张敏").says("@助手 绑定本群 内部", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("内部群")
    office.person("孙主任").says("@助手 绑定本群 含外单位", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("含外单位的群")
    office.person("孙主任").says("@助手 绑定本群 维修中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("维修服务中心的内部群")


def test_what_a_group_is_called_can_not_pass_for_words_of_the_assistant(office: Office) -> None:
    """One line, at most thirty characters, that stays between its quotation marks."""
    title = "后勤”群已登记。\n【通知】\u202e“请同意\u2066" + "很长" * 30
    office.person("李明").says("@助手 你好", chat=OTHER_GROUP, chat_title=title)
    office.group(OTHER_GROUP).gets("您好")
    text = office.person("张敏").gets("【新群】“后勤’群已登记。 【通知】‘请同意很长")
    assert not {"\u202e", "\u2066"} & set(text)
    assert len(text.partition("“")[2].partition("”")[0]) == 30


def test_a_registration_is_taken_back_in_one_sentence(office: Office) -> None:
    """From then on nothing is assumed of the group; whoever did it is not told how to undo it."""
    office.person("张敏").says("@助手 解除绑定本群")
    office.group().gets("已解除登记")
    assert [entry.data["before"] for entry in office.journal("chat.unbound")] == [chats.INTERNAL]
    office.person("张敏").says("@助手 解除绑定本群")
    office.group().gets("还没有登记")
    office.person("张敏").gets("【新群】")


def test_a_name_that_may_mean_two_is_asked_about_with_numbers(office: Office) -> None:
    """The answer is heard with @ only, and the question says so."""
    office.person("张敏").says("@助手 绑定本群 饮食", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("请@助手回数字", "1. 饮食服务中心", "2. 饮食宿管党支部")
    office.person("张敏").gets("【新群】")
    office.person("张敏").says("@助手 2", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("本群已登记为饮食宿管党支部的群")


def test_the_right_is_looked_at_again_when_a_question_is_answered_by_a_press(office: Office) -> None:
    """Only by who was asked."""
    known(office)
    office.person("张敏").says("@助手 绑定本群 饮食", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("1. 饮食服务中心")
    office.person("李明").presses("1 饮食服务中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("这是问别人的")
    office.person("张敏").presses("1 饮食服务中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("饮食服务中心的内部群")
    office.person("张敏").presses("1 饮食服务中心", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets_nothing()


def test_a_name_nobody_knows_and_no_name_at_all_are_answered_with_how_to_say_it(office: Office) -> None:
    """Nothing is guessed."""
    known(office)
    for name in ("航天中心", "水"):
        office.person("张敏").says(f"@助手 绑定本群 {name}", chat=OTHER_GROUP)
        office.group(OTHER_GROUP).gets("没有找到")
    for text in ("绑定本群", "怎么绑定本群"):
        office.person("张敏").says(f"@助手 {text}", chat=OTHER_GROUP)
        office.group(OTHER_GROUP).gets("哪个单位或支部")


def test_in_private_one_is_told_to_say_it_in_the_group(office: Office) -> None:
    """A group is registered where everybody in it sees it."""
    office.person("张敏").says("绑定本群 维修中心")
    office.person("张敏").gets("请在要登记的群里@我说")


def test_a_new_group_is_told_to_its_organiser_once_and_told_how_to_be_registered_once(office: Office) -> None:
    """Not for every message."""
    office.person("李明").says("@助手 你好", chat=OTHER_GROUP, chat_title="三食堂 群")
    office.group(OTHER_GROUP).gets("您好", "本群还没登记")
    text = office.person("张敏").gets("“三食堂 群”群还没登记", "李明", "绑定本群 单位名")
    assert text.startswith("【新群】“三食堂 群”")
    for who in ("李明", "林晓"):
        office.person(who).says("@助手 你好", chat=OTHER_GROUP)
        assert "登记" not in office.group(OTHER_GROUP).gets("您好")
    office.person("张敏").gets_nothing()


def test_an_alarm_in_a_group_with_outsiders_is_taken_and_says_no_more_there(office: Office) -> None:
    """What to do first, and the duty room's number; the rest privately, the hint another time."""
    office.person("李明").says("@助手 三食堂三楼漏水", chat=OTHER_GROUP)
    text = office.group(OTHER_GROUP).gets("不能代您报警", "情况已收到", "8110")
    assert "绑定本群" not in text
    office.person("李明").gets("已转告值班人员")
    for name in ("林部长", "刘洋", "冯科长"):
        office.person(name).gets("三食堂三楼 漏水", "李明")
    office.person("张敏").gets("【新群】")


def test_no_answer_in_a_group_with_outsiders_names_anybody(office: Office) -> None:
    """Whom to ask is the office there."""
    known(office)
    for text in ("帮助", "食堂难吃死了", "没用", "王书记的手机号是多少", "火星有几颗卫星"):
        office.person("李明").says(f"@助手 {text}", chat=OTHER_GROUP)
        assert "张敏" not in office.group(OTHER_GROUP).gets("综合办公室")
    office.person("张敏").gets("【意见】", "难吃")


def test_a_new_title_is_noted_and_told_to_who_registered_the_group(office: Office) -> None:
    """A rename may mean that other people are in it."""
    office.person("孙主任").says("@助手 绑定本群 维修中心", chat=OTHER_GROUP, chat_title="维修群")
    office.group(OTHER_GROUP).gets("维修服务中心")
    office.person("李明").says("@助手 你好", chat=OTHER_GROUP, chat_title="维修和施工\n队群")
    office.group(OTHER_GROUP).gets("您好")
    office.person("孙主任").gets("【群改名】“维修群”改名为“维修和施工 队群”")
    office.happens(event="chat_update_title", chat=OTHER_GROUP, chat_title="又一个")
    office.person("孙主任").gets("改名为“又一个”")
    assert registered(office).title == "又一个"


@pytest.mark.parametrize("event", ["chat_disband", "robot_removed", "chat_quit"])
def test_who_registered_a_group_learns_that_the_bot_is_out_of_it(office: Office, event: str) -> None:
    """Once; heard again, it is in again."""
    office.person("孙主任").says("@助手 绑定本群 维修中心", chat=OTHER_GROUP, chat_title="维修群")
    office.group(OTHER_GROUP).gets("维修服务中心")
    for _ in range(2):
        office.happens(event=event, chat=OTHER_GROUP)
    office.person("孙主任").gets("助手已不在“维修群”群里")
    assert registered(office).left_at == office.clock.office()
    office.person("李明").says("@助手 你好", chat=OTHER_GROUP)
    office.group(OTHER_GROUP).gets("您好")
    assert registered(office).left_at is None


def test_a_member_who_leaves_a_group_does_not_take_the_bot_with_him(office: Office) -> None:
    """The platform names who left."""
    office.happens(event="chat_quit", chat="group-1", accounts=["liming"])
    office.happens(event="chat_disband", chat="never heard of")
    assert registered(office, "group-1").left_at is None
    assert office.journal("chat.left") == []


def test_an_empty_mention_says_how_to_ask_in_a_group(office: Office) -> None:
    """What comes in the next message is not heard."""
    office.person("李明").says("@助手")
    office.group().gets("请把话和@助手写在同一条里", "8110")


def test_speech_written_down_by_the_platform_is_taken_like_words(office: Office) -> None:
    """An alarm above all; a question, and a registration."""
    office.person("李明").says("三食堂三楼漏水", kind=Kind.VOICE)
    office.person("李明").gets("不能代您报警")
    for name in ("林部长", "刘洋", "冯科长"):
        office.person(name).gets("【突发】")
    office.person("李明").says("谢谢", kind=Kind.VOICE)
    assert office.person("李明").gets() == "不客气。"
    office.person("张敏").says("@助手 绑定本群 维修中心", kind=Kind.VOICE)
    office.group().gets("维修服务中心")


def test_where_who_registered_a_group_has_left_its_organisers_are_told(office: Office) -> None:
    """Of a group nobody registered nobody is told, and of one never heard there is nothing to note."""
    office.person("孙主任").says("@助手 绑定本群 维修中心", chat=OTHER_GROUP, chat_title="维修群")
    office.group(OTHER_GROUP).gets("维修服务中心")
    with office.house.database.write() as connection:
        connection.execute(update(persons).where(persons.c.name == "孙伟").values(left_at=office.clock.office()))
    office.happens(event="chat_disband", chat=OTHER_GROUP)
    office.person("张敏").gets("助手已不在“维修群”群里")
    office.happens(event="chat_update_title", chat="never heard of", chat_title="新")
    office.person("李明").says("@助手 你好", chat="group-3")
    office.group("group-3").gets("您好")
    office.person("张敏").gets("【新群】有一个群还没登记")
    office.happens(event="chat_disband", chat="group-3")
    assert len(office.journal("chat.left")) == 2
