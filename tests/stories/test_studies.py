"""Studies at the office: opened, signed in to, closed; who is missing, and who hears it."""

from __future__ import annotations

import pytest

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
    open_study.person("冯科长").gets_nothing()
    silent(open_study)
