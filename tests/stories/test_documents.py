"""Documents that are handed over: to the person who asked, privately, as they were made, once."""

from __future__ import annotations

import pytest

from bot.documents import DOCX, Document
from bot.errors import AnotherTurn
from bot.store.pushes import Recipient
from bot.turn import GIVEN, Turn
from tests.giving import ASKED, REPORT, let_thanks_bring
from tests.office import Office


def test_a_document_reaches_who_asked(office: Office) -> None:
    """The bytes are those that were given, under the name they were given; nothing else is said."""
    let_thanks_bring(office.house)
    li = office.person("李明")
    li.says(ASKED)
    assert li.gets_file("三食堂漏水") == REPORT
    li.gets_nothing()


def test_asked_in_a_group_it_comes_privately(office: Office) -> None:
    """The group is told where it went, and gets no file."""
    let_thanks_bring(office.house)
    li = office.person("李明")
    li.says(f"@助手 {ASKED}")
    assert office.group().gets() == GIVEN
    assert li.gets_file().content == REPORT.content
    assert not office.screen.files[office.group().account]


def test_what_is_said_anyway_is_enough_for_the_group(office: Office) -> None:
    """The short sentence stands in only where nothing else was said."""

    def both(turn: Turn) -> None:
        turn.say("报告写好了，已私下发给您。")
        turn.give(REPORT)

    let_thanks_bring(office.house, both)
    li = office.person("李明")
    li.says(f"@助手 {ASKED}")
    assert office.group().gets() == "报告写好了，已私下发给您。"
    li.gets_file()


def test_a_document_goes_to_somebody_else_after_its_words(office: Office) -> None:
    """A push may carry one; the words are a message of their own."""
    wang = office.person("王部长")

    def send(turn: Turn) -> None:
        to = Recipient(platform="tryout", account=wang.account)
        turn.push(to, "请审阅情况报告。", audience="leader", document=REPORT)

    let_thanks_bring(office.house, send)
    office.person("李明").says(ASKED)
    wang.gets("请审阅")
    assert wang.gets_file() == REPORT


def test_a_name_that_no_device_takes_is_made_one(office: Office) -> None:
    """Folders and controls are gone, the ending stays."""
    let_thanks_bring(office.house, lambda turn: turn.give(Document("../a\\" + "报\n告" * 100 + ".docx", b"x", DOCX)))
    li = office.person("李明")
    li.says(ASKED)
    name = li.gets_file().name
    assert name.startswith("报告报告")
    assert name.endswith("告.docx")
    assert len(name.encode()) <= 240


def test_where_no_file_can_be_carried_words_are_said(office: Office) -> None:
    """He learns the name of what was made and whom to ask for it."""
    office.screen.freight = None
    let_thanks_bring(office.house)
    li = office.person("李明")
    li.says(ASKED)
    li.gets("“三食堂漏水情况报告.docx”已生成，这里收不了文件，请联系综合办公室 张敏领取。")


def test_a_document_too_large_for_the_way_is_told_in_words(office: Office) -> None:
    """What the platform would refuse is not even tried."""
    let_thanks_bring(office.house, lambda turn: turn.give(Document("大.zip", bytes((20 << 20) + 1), "application/zip")))
    li = office.person("李明")
    li.says(ASKED)
    li.gets("“大.zip”已生成，这里收不了文件")


def test_a_turn_that_fails_hands_over_nothing(office: Office) -> None:
    """Documents belong to the transaction as everything else does; the message is taken up again."""
    troubles = [AnotherTurn("once more")]

    def fail_once(turn: Turn) -> None:
        turn.push(Recipient(platform="tryout", account="wang"), "", audience="leader", document=REPORT)
        if troubles:
            raise troubles.pop()

    let_thanks_bring(office.house, fail_once)
    office.person("李明").says(ASKED)
    assert office.person("王部长").gets_file() == REPORT
    assert not office.screen.files["wang"]


def test_a_timer_has_nobody_to_give_to(office: Office) -> None:
    """Only `push` names somebody."""
    with office.house.database.write() as connection:
        turn = Turn(connection, now=office.clock.office(), machine=office.clock.machine(), source="timer:1")
        with pytest.raises(ValueError, match="nobody"):
            turn.give(REPORT)
