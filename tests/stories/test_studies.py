"""Studies at the office: opened, signed in to, closed; who is missing, and who hears it."""

from __future__ import annotations

import pytest

from handlers.study import codes, studies
from handlers.study.studies import Study
from tests.office import Office
from tests.saying import says, silent

OPEN = "开始签到 维修水电党支部学习 30分钟"


@pytest.fixture
def open_study(office: Office) -> Office:
    """Have the secretary of a branch of five open signing in for half an hour."""
    office.person("孙主任").says(OPEN)
    office.person("孙主任").gets("签到已开始：维修水电党支部学习，应到5人，10:30截止", "XX-0001")
    return office


def test_who_is_on_the_roster_signs_by_the_word_that_was_sent_to_him(open_study: Office) -> None:
    """He is acknowledged alone; what he says again changes nothing."""
    open_study.person("冯科长").gets("【签到】维修水电党支部学习", "签到开放到10:30", "回“签到”")
    silent(open_study)
    assert "已签到（10:00）：维修水电党支部学习。现在实到1人，应到5人" in says(open_study, "冯科长", "到了")
    assert "您10:00已签到" in says(open_study, "冯科长", "签到签到")
    assert len(open_study.journal("checkin.signed")) == 1


def test_who_is_missing_is_reminded_once_and_told_afterwards_how_to_make_it_up(open_study: Office) -> None:
    """At four fifths of the time and at its end; who signed hears nothing of either."""
    silent(open_study)
    says(open_study, "冯科长", "签到")
    open_study.forward(minutes=24)
    open_study.person("马师傅").gets("还没有收到您的签到", "10:30截止")
    open_study.person("冯科长").gets_nothing()
    silent(open_study)
    open_study.forward(minutes=6)
    open_study.person("孙主任").gets("签到已到时间结束", "应到5人，实到1人", "未到：林慧、孙伟、马德福、冯大海")
    open_study.person("马师傅").gets("没有您的签到", "11月26日", "补签")
    open_study.person("周主任").gets("【抄告】支部学习", "实到1人")
    open_study.person("冯科长").gets_nothing()
    silent(open_study)


def test_who_is_not_on_the_roster_is_taken_down_as_sitting_in(office: Office) -> None:
    """In the group of the study: he attends without being counted among those expected."""
    office.person("张敏").says("@助手 开始签到 机关党支部学习")
    silent(office)
    office.person("李明").says("@助手 签到")
    office.person("李明").gets("已记为列席（10:00）", "机关党支部学习", "张老师")
    office.group().gets_nothing()
    silent(office)
    assert "应到6人，实到0人，请假0人，公出0人，未到6人，列席1人" in says(office, "张敏", "签到情况")


def test_of_two_open_at_once_he_is_asked_which(open_study: Office) -> None:
    """Unless the number of the button says it."""
    says(open_study, "张敏", "开始签到 维修服务中心安全培训")
    asked = says(open_study, "马师傅", "签到")
    assert "请问签哪一个" in asked
    assert "2. 维修服务中心安全培训" in asked
    assert "已签到（10:00）：维修服务中心安全培训" in says(open_study, "马师傅", "2")
    assert "维修水电党支部学习" in says(open_study, "马师傅", "签到 XX-0001")


def test_the_group_reads_numbers_once_a_minute_at_most(office: Office) -> None:
    """However many sign in; nobody's name is among them, and each is acknowledged alone."""
    office.person("张敏").says("@助手 开始签到 机关党支部学习")
    office.group().gets("【签到】机关党支部学习", "请私聊我回“签到”")
    silent(office)
    for who in ("蒋主任", "陆主任", "韩委员"):
        office.person(who).says("@助手 签到")
        office.person(who).gets("已签到（10:00）")
    office.group().gets_nothing()
    office.forward(minutes=1)
    assert office.group().gets("已签到3人，应到6人").count("蒋") == 0
    office.forward(minutes=5)
    office.group().gets_nothing()
    silent(office)


def test_a_code_that_is_wrong_or_missing_signs_nobody_in(office: Office) -> None:
    """The one on the screen does, and the one before it."""
    says(office, "张敏", "开始签到 机关党支部学习 用签到码")
    study = office_study(office)
    code = codes.code_at(study.secret, office.clock.office(), 3)
    wrong = f"{(int(code) + 1) % 10000:04}"
    assert "要用签到码" in says(office, "蒋主任", "签到")
    assert f"签到码{wrong}不对" in says(office, "蒋主任", f"签到 {wrong}")
    office.forward(minutes=3)
    assert "已签到（10:03）" in says(office, "蒋主任", code)
    office.forward(minutes=3)
    assert "不对或已更换" in says(office, "陆主任", f"签到 {code}")


def test_what_was_closed_too_early_is_opened_again(open_study: Office) -> None:
    """Who was absent may sign again; the end of the time still comes."""
    silent(open_study)
    assert "应到5人，实到0人" in says(open_study, "孙主任", "结束签到")
    assert "没有结束，仍可签到" in says(open_study, "孙主任", "撤销")
    assert "实到1人，应到5人" in says(open_study, "冯科长", "签到")
    open_study.forward(minutes=31)
    open_study.person("孙主任").gets("还没有收到您的签到")
    open_study.person("孙主任").gets("应到5人，实到1人（正常1）")
    silent(open_study)


def test_only_whoever_runs_it_hears_names(open_study: Office) -> None:
    """Others hear who runs it, and where they stand themselves."""
    silent(open_study)
    assert says(open_study, "冯科长", "谁还没签") == "维修水电党支部学习由孙主任组织，请找组织人办理。您本人：未签到。"
    assert "还有5人未签到：林慧、孙伟、冯涛、马德福、冯大海" in says(open_study, "孙主任", "谁还没签")
    open_study.person("孙主任").says("@助手 签到情况")
    assert "冯涛" not in open_study.group().gets("应到5人，实到0人")


def test_signing_in_is_opened_by_whoever_may_and_for_whom_he_may(office: Office) -> None:
    """Others are refused kindly, and nobody is asked to sign."""
    assert "由单位负责人、支部书记或联络员办理" in says(office, "李明", "开始签到 饮食服务中心")
    assert "您不能给" in says(office, "孙主任", "开始签到 宿舍管理中心")
    assert office.journal("checkin.opened") == []
    assert "应到5人" in says(office, "孙主任", "开始签到 维修党支部学习 30分钟")


def office_study(office: Office, number: int = 1) -> Study:
    """Return a study as it stands."""
    with office.house.database.read() as connection:
        found = studies.find(connection, number)
    assert found is not None
    return found


def test_where_outsiders_listen_nothing_is_said_of_a_study(office: Office) -> None:
    """Who asks there is answered privately; the group hears neither numbers nor when it closes."""
    says(office, "孙主任", "@助手 开始签到 维修水电党支部学习")
    office.person("张敏").says("@助手 绑定本群 含外单位")
    silent(office)
    office.person("孙主任").says("@助手 签到情况")
    office.person("孙主任").gets("应到5人，实到0人")
    office.person("冯科长").says("@助手 签到")
    office.person("冯科长").gets("已签到")
    office.forward(minutes=31)
    office.group().gets_nothing()
    silent(office)


def test_whoever_has_nothing_to_do_with_a_study_hears_nothing_of_it(open_study: Office) -> None:
    """Neither that it takes place nor who runs it: branches keep apart."""
    silent(open_study)
    assert says(open_study, "李明", "谁还没签") == "现在没有您组织的签到，要了解情况请问组织人。"
    assert says(open_study, "赵主任", "签到情况") == "现在没有您组织的签到，要了解情况请问组织人。"


def test_of_several_the_one_that_is_named_is_meant_and_of_others_nothing_is_said(open_study: Office) -> None:
    """By its number, its title, its branch; whoever does not run the one he names hears nothing of it."""
    says(open_study, "陆主任", "开始签到 机关党支部学习 40分钟")
    says(open_study, "张敏", "开始签到 综合办公室培训 40分钟")
    assert "维修水电党支部学习 还有" in says(open_study, "张敏", "XX-0001 谁没签")
    assert "维修水电党支部学习 还有" in says(open_study, "张敏", "维修支部学习谁没签")
    assert "机关党支部学习 签到情况" in says(open_study, "张敏", "机关支部签到情况")
    assert "综合办公室培训 签到情况" in says(open_study, "张敏", "综合办公室培训签到情况")
    assert "没有您组织的签到" in says(open_study, "陆主任", "维修支部学习谁没签")
    assert "没有您组织的签到" in says(open_study, "陆主任", "结束签到 XX-0001")


def test_signing_in_is_extended_also_when_it_has_just_ended(open_study: Office) -> None:
    """Those who are missing hear it; nobody is late by it; what was closed is open again."""
    silent(open_study)
    assert "签到延长到10:40" in says(open_study, "孙主任", "签到延长10分钟")
    open_study.forward(minutes=35)
    silent(open_study)
    assert "已签到（10:35）" in says(open_study, "冯科长", "签到")
    open_study.forward(minutes=10)
    silent(open_study)
    open_study.person("孙主任").says("签到再开一刻钟")
    open_study.person("孙主任").gets("签到延长到11:00")
    open_study.person("马师傅").gets("签到延长到11:00", "到了请回“签到”")
    silent(open_study)
    assert "已签到（10:45）" in says(open_study, "马师傅", "到了")
    open_study.forward(minutes=16)
    open_study.person("孙主任").gets("应到5人，实到2人（正常2）")
    silent(open_study)
