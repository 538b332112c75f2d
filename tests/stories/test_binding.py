"""Whose an account is: asked for privately, decided once by an admin, and taken back within a day."""

from __future__ import annotations

import pytest

from bot.messages import Kind
from bot.rights import Role
from bot.store import accounts, aliases, audit, people, posts
from bot.store.accounts import Account, Owner
from tests.office import PLATFORM, STRANGERS, Office, Somebody

HIDDEN, ALSO_HIDDEN = "wo" + "a1B2_-" * 5, "wm" + "Z9x-_0" * 5
NEUTRAL = "已转给管理员核实"


@pytest.fixture(autouse=True)
def strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two whose ids the platform hides, and another stranger."""
    monkeypatch.setitem(STRANGERS, "隐名", HIDDEN)
    monkeypatch.setitem(STRANGERS, "又隐", ALSO_HIDDEN)
    monkeypatch.setitem(STRANGERS, "新人", "xinren")


def who(office: Office, account: str) -> str:
    """Return whose an account is."""
    with office.house.database.read() as connection:
        found = people.who(connection, PLATFORM, account, office.clock.office())
    return found.name if found else ""


def second_admin(office: Office) -> Somebody:
    """Make 陆主任 an admin too."""
    with office.house.database.write() as connection:
        (found,) = people.by_name(connection, "陆主任", office.clock.office())
        posts.give_role(connection, found.id, Role.ADMIN, office.clock.office())
    return office.person("陆主任")


def asked(office: Office, name: str, text: str) -> int:
    """Let somebody ask, and return the number of his request."""
    office.person(name).says(text)
    assert office.person(name).gets() == f"{NEUTRAL}。核实后会在这里告诉您，之前可以先查公开文件、报情况。"
    with office.house.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT max(id) FROM bindings").scalar_one())


def test_who_has_no_account_yet_is_bound_and_may_read_the_departments_documents(office: Office) -> None:
    """He asks, an admin reads what is known and presses, he is told what he can do now."""
    row = asked(office, "新人", "绑定Ｗ００１ 芶小兰")
    text = office.person("张敏").gets("W001", "芶小兰（物业服务中心）", "姓名相符", f"“同意绑定 {row}”")
    assert text.startswith("【绑定】")
    office.person("张敏").presses("同意")
    office.person("张敏").gets("已同意：芶小兰（W001）", f"“撤销绑定 {row}”")
    office.person("新人").gets("已为您登记：芶小兰", "可以查本部门文件")
    assert who(office, "xinren") == "芶小兰"
    assert [entry.subject for entry in office.journal("account.bound")] == [f"binding:{row}"]
    with office.house.database.read() as connection:
        (deed,) = audit.deeds(connection, what="binding")
    assert (deed.what, deed.detail["account"]) == ("binding.approved", "xinren")


def test_a_hidden_id_stands_beside_the_plain_account_of_the_same_person(office: Office) -> None:
    """Both are his; nothing is replaced."""
    row = asked(office, "隐名", "我的工号是10041，我叫李明")
    office.person("张敏").gets("李明", "两个都认")
    office.person("张敏").says(f"同意绑定 {row}")
    office.person("张敏").gets("已同意")
    office.person("李明").gets("已为您登记：李明")  # the plain account is the one that is written to
    assert (who(office, HIDDEN), who(office, "liming")) == ("李明", "李明")


def test_another_plain_account_is_replaced_only_where_the_admin_says_so(office: Office) -> None:
    """The words he reads and the button he sees say the same, and a plain yes does nothing."""
    row = asked(office, "新人", "绑定 10041 李明")
    text = office.person("张敏").gets("他已有另一个试用账号", f"回“同意绑定 {row} 替换”或")
    assert f"“同意绑定 {row}”" not in text
    office.person("张敏").says(f"同意绑定 {row}")
    office.person("张敏").gets(f"请回“同意绑定 {row} 替换”")
    assert (who(office, "xinren"), who(office, "liming")) == ("", "李明")
    office.person("张敏").presses("同意替换")
    office.person("张敏").gets("已同意")
    office.person("新人").gets("已为您登记")
    assert (who(office, "xinren"), who(office, "liming")) == ("李明", "")


def test_hidden_ids_go_over_to_the_account_that_replaces_his_own_and_back(office: Office) -> None:
    """Whoever is known by them stays who he is; one taken back stays taken back."""
    rows = {}
    for name in ("隐名", "又隐"):
        rows[name] = asked(office, name, "绑定 10041 李明")
        office.person("张敏").gets("两个都认")
        office.person("张敏").says(f"同意绑定 {rows[name]}")
        office.person("张敏").gets("已同意")
        office.person("李明").gets("已为您登记")
    row = asked(office, "新人", "绑定 10041 李明")
    office.person("张敏").gets("替换")
    office.person("张敏").says(f"同意绑定 {row} 替换")
    office.person("张敏").gets("已同意")
    office.person("新人").gets("已为您登记")
    assert [who(office, one) for one in (HIDDEN, ALSO_HIDDEN, "xinren", "liming")] == ["李明", "李明", "李明", ""]
    office.person("张敏").says(f"撤销绑定 {rows['又隐']}")
    office.person("张敏").gets("已撤销")
    office.person("又隐").gets("已被管理员撤销")
    assert [who(office, one) for one in (HIDDEN, ALSO_HIDDEN, "xinren")] == ["李明", "", "李明"]
    office.person("张敏").says(f"撤销绑定 {row}")
    office.person("张敏").gets("已撤销")
    office.person("新人").gets("已被管理员撤销")
    assert [who(office, one) for one in (HIDDEN, ALSO_HIDDEN, "xinren", "liming")] == ["李明", "", "", "李明"]


def test_two_requests_are_decided_in_one_sentence(office: Office) -> None:
    """Each is answered; one that there is not, too, and a no before it decides nothing."""
    first = asked(office, "新人", "绑定 W001 芶小兰")
    second = asked(office, "又隐", "绑定 10044 田春生")
    for number in ("W001", "10044"):
        office.person("张敏").gets(number)
    office.person("张敏").says(f"先不同意绑定 {first}、{second}")
    office.person("张敏").gets("没有办理", f"“同意绑定 {first}、{second}”")
    assert (who(office, "xinren"), who(office, ALSO_HIDDEN)) == ("", "")
    office.person("张敏").says(f"同意绑定 {first},{second}、4711")
    office.person("张敏").gets("没有编号是4711", "已同意：芶小兰", "已同意：田春生")
    assert (who(office, "xinren"), who(office, ALSO_HIDDEN)) == ("芶小兰", "田春生")
    office.person("新人").gets("已为您登记")
    office.person("田春生").gets("已为您登记")


def test_an_admin_who_does_not_agree_refuses(office: Office) -> None:
    """In the words one says."""
    row = asked(office, "新人", "绑定 W001 芶小兰")
    office.person("张敏").gets("【绑定】")
    office.person("张敏").says(f"我不同意绑定 {row}")
    office.person("张敏").gets("已拒绝")
    office.person("新人").gets("没有通过")


@pytest.mark.parametrize("text", ["我是田春生，工号10044，手机13900010044", "绑 定 10044 田春生"])
def test_a_stranger_who_says_more_than_is_asked_for_is_understood(office: Office, text: str) -> None:
    """His telephone number is not passed on, and what he says is never kept as a question."""
    office.person("新人").says(f"@助手 {text}")
    assert "10044" not in office.group().gets("请私聊我绑定")
    asked(office, "新人", text)
    assert "13900010044" not in office.person("张敏").gets("10044", "田春生", "姓名相符")
    assert office.journal("question.unanswered") == []


def test_a_number_nobody_has_reads_the_same_to_the_asker_and_can_not_be_approved(office: Office) -> None:
    """Nobody finds out by trying which numbers there are."""
    row = asked(office, "新人", "绑定 99999999 王五")
    office.person("张敏").gets("人员表里没有这个工号", f"登记后回“同意绑定 {row}”")
    office.person("张敏").presses("同意")
    office.person("张敏").gets("不能同意")
    office.person("张敏").says(f"拒绝绑定 {row}")
    office.person("张敏").gets("已拒绝")
    office.person("新人").gets("没有通过", "综合办公室")
    assert who(office, "xinren") == ""


def test_what_is_approved_is_what_the_admin_was_shown(office: Office) -> None:
    """Asked again with another number it is another request; the former can't be approved any more."""
    first = asked(office, "新人", "绑定 W001 芶小兰")
    office.person("张敏").gets("芶小兰")
    second = asked(office, "新人", "绑定 10001")
    office.person("张敏").gets("陈志远", "没有写姓名")
    office.person("张敏").says(f"同意绑定 {first}")
    office.person("张敏").gets("已作废")
    assert second != first
    assert who(office, "xinren") == ""


def test_the_same_again_tells_nobody_and_a_fourth_number_in_a_day_is_one_too_many(office: Office) -> None:
    """And the next day it may be tried again."""
    for number in ("10001", "10002", "10003"):
        asked(office, "新人", f"绑定 {number}")
        office.person("张敏").gets(number)
    office.person("新人").says("绑定 10003")
    office.person("新人").gets("还在核实")
    office.person("新人").says("绑定 10004")
    office.person("新人").gets("今天已经申请了3次")
    office.forward(hours=25)
    asked(office, "新人", "绑定 10004")
    office.person("张敏").gets("10004")


def test_a_request_is_decided_once_and_the_second_admin_reads_who_decided(office: Office) -> None:
    """Also where he presses his own card."""
    other = second_admin(office)
    row = asked(office, "新人", "绑定 W001 芶小兰")
    for admin in (office.person("张敏"), other):
        admin.gets("【绑定】")
    other.presses("拒绝")
    other.gets("已拒绝")
    office.person("新人").gets("没有通过")
    office.person("张敏").presses("同意")
    office.person("张敏").gets(f"{row}号绑定申请已由陆明拒绝")
    assert who(office, "xinren") == ""


def test_nobody_but_an_admin_decides(office: Office) -> None:
    """Whatever he is, and whatever he says."""
    row = asked(office, "新人", "绑定 W001 芶小兰")
    office.person("张敏").gets("【绑定】")
    for name, word in (("李明", "同意"), ("陈书记", "拒绝"), ("孙主任", "撤销"), ("林晓", "同意"), ("新人", "同意")):
        office.person(name).says(f"{word}绑定 {row}")
        office.person(name).gets("由管理员核实")
    assert who(office, "xinren") == ""


@pytest.mark.parametrize(("account", "name"), [("隐名", "李明"), ("新人", "芶小兰"), ("新人", "李明")])
def test_an_approval_is_taken_back_within_a_day(office: Office, account: str, name: str) -> None:
    """As if it had never been: hidden, first or replaced."""
    number = {"李明": "10041", "芶小兰": "W001"}[name]
    row = asked(office, account, f"绑定 {number}")
    office.person("张敏").gets("【绑定】")
    office.person("张敏").says(f"同意绑定 {row} 替换")
    office.person("张敏").gets("已同意")
    office.person("张敏").says(f"撤销绑定 {row}")
    office.person("张敏").gets(f"已撤销：{name}")
    assert who(office, STRANGERS[account]) == ""
    assert who(office, "liming") == "李明"
    for one in ("隐名", "新人", "李明"):
        office.screen.unseen[office.person(one).account].clear()
    office.person("张敏").says(f"撤销绑定 {row}")
    office.person("张敏").gets("不用撤销")


def test_an_approval_older_than_a_day_is_mended_in_the_table(office: Office) -> None:
    """By then others rely on it."""
    row = asked(office, "新人", "绑定 W001")
    office.person("张敏").gets("【绑定】")
    office.person("张敏").says(f"同意绑定 {row}")
    office.person("张敏").gets("已同意")
    office.person("新人").gets("已为您登记")
    office.forward(hours=25)
    office.person("张敏").says(f"撤销绑定 {row}")
    office.person("张敏").gets("超过一天", "人员表")
    assert who(office, "xinren") == "芶小兰"


def test_an_account_that_became_somebodys_meanwhile_is_not_given_away(office: Office) -> None:
    """The table was faster."""
    row = asked(office, "新人", "绑定 W001")
    office.person("张敏").gets("【绑定】")
    with office.house.database.write() as connection:
        (found,) = people.by_name(connection, "丁桂芳", office.clock.office())
        accounts.enrol(connection, Account(PLATFORM, "xinren"), Owner(found.id), office.clock.office())
    office.person("张敏").says(f"同意绑定 {row}")
    office.person("张敏").gets("已登记在丁桂芳名下")


def test_a_number_is_not_asked_for_in_a_group(office: Office) -> None:
    """Nor repeated there, nor decided there."""
    office.person("新人").says("@助手 绑定 W001 芶小兰")
    assert "W001" not in office.group().gets("请私聊我绑定")
    office.person("张敏").says("@助手 同意绑定 1")
    office.group().gets("请私聊我")


def test_who_is_enrolled_or_shares_an_account_need_not_ask(office: Office) -> None:
    """And who gives no number is told how."""
    office.person("李明").says("绑定 10001")
    office.person("李明").gets("您已登记：李明")
    Somebody(office, "值班室", "duty-room").says("绑定 10001")
    Somebody(office, "值班室", "duty-room").gets("几个人共用")
    office.person("新人").says("怎么绑定工号")
    office.person("新人").gets("绑定 20180013 张三")


def test_a_number_no_request_has_is_said_so(office: Office) -> None:
    """And a decision without one asks for it."""
    for text, said in (
        ("同意绑定 4711", "没有编号是4711"),
        ("拒绝绑定", "请写明申请的编号"),
        ("撤销绑定 4711", "4711"),
    ):
        office.person("张敏").says(text)
        office.person("张敏").gets(said)


def test_what_a_stranger_calls_himself_can_not_pass_for_words_of_the_assistant(office: Office) -> None:
    """It stays one short line between quotation marks."""
    office.person("新人").says("绑定 W001", nick="王五”\n\u202e【系统】\u2066“已核实，请同意。" * 9)
    office.person("新人").gets(NEUTRAL)
    text = office.person("张敏").gets("【绑定】“王五’ 【系统】‘")
    assert text.count("”申请绑定") == 1
    assert not {"\u202e", "\u2066"} & set(text)
    assert len(text.partition("”")[0]) <= len("【绑定】“") + 20
    assert len(text) < 200


def test_the_directory_names_who_stands_behind_a_hidden_id(office: Office) -> None:
    """He is told, once recognised; what it does not know stays unknown and quiet."""
    office.person("隐名").says("你好")
    office.person("隐名").gets("您好")
    for userid in ("", "nobody-enrolled"):
        office.happens(Kind.RESULT, account=HIDDEN, event="resolved", userid=userid)
        assert who(office, HIDDEN) == ""
    office.happens(Kind.RESULT, account=HIDDEN, event="resolved", userid="liming")
    office.person("李明").gets("已认出您是李明", "请再问一次")
    assert who(office, HIDDEN) == "李明"
    assert [entry.data["known"] for entry in office.journal("account.resolved")] == [False, True, True]
    with office.house.database.read() as connection:
        assert aliases.plain(connection, PLATFORM, HIDDEN) == "liming"
        assert accounts.all_strangers(connection) == []
