"""Swaps of shifts: both agree, the leader on duty approves, and it can be taken back for ten minutes."""

from __future__ import annotations

import pytest

from tests.office import Office
from tests.stories.test_duty import SATURDAY_DAY, SATURDAY_NIGHT, TONIGHT, officers, roster

SUNDAY_DAY = "东区 11-29 8:00 17:30 刘洋 王部长"

REFUSED = [
    ("李明", "我和吴秀英换周六的班", "只有您有班，吴秀英没有"),
    ("吴秀英", "我和李明换周六的班", "只有李明有班"),
    ("吴秀英", "我和孙伟换周六的班", "您和孙伟都没有班"),
    ("吴秀英", "周六夜班换给李明", "您没有班"),
    ("李明", "我和李明换周六的班", "不能和自己换班"),
    ("李明", "我和王大锤换周六的班", "没有找到“王大锤”"),
    ("李明", "我和刘洋换班", "要换哪一天的班"),
    ("李明", "同意换班 7", "没有编号是7的换班"),
    ("李明", "同意换班", "请写明换班的编号"),
    ("林晓", "我和李明换周六的班", "还没有登记"),
]


def asked(office: Office) -> None:
    """Let 刘洋 ask 李明 to take his Saturday night."""
    office.person("刘洋").says("周六夜班换给李明")
    office.person("刘洋").gets("已请李明确认", "撤销换班 1")
    office.person("李明").gets("【换班】刘洋想请您值", "同意换班 1")


def test_two_officers_swap_with_the_leaders_approval_and_it_can_be_taken_back(office: Office) -> None:
    """Both rows change; who was on before stays written."""
    roster(office, SATURDAY_DAY, SATURDAY_NIGHT)
    office.person("李明").says("我和刘洋换周六的班")
    office.person("李明").gets("已请刘洋确认", "王部长批准")
    office.person("刘洋").gets("【换班】李明想请您值11月28日（周六）8:00至17:30", "您的11月28日", "同意换班 1")
    office.person("刘洋").presses("同意")
    office.person("刘洋").gets("已同意，再报王部长批准")
    office.person("王部长").gets("【换班】请批准", "由李明换给刘洋", "由刘洋换给李明")
    assert officers(office, days=5) == {"李明"}
    office.person("王部长").presses("同意")
    for who in ("王部长", "李明", "刘洋"):
        office.person(who).gets("【换班】已批准", "撤销换班 1")
    assert (officers(office, days=5), officers(office, days=5, hours=8)) == ({"刘洋"}, {"李明"})
    office.person("李明").says("撤销换班 1")
    for who in ("李明", "刘洋", "王部长"):
        office.person(who).gets("【换班】李明撤销了换班")
    assert officers(office, days=5) == {"李明"}


def test_a_shift_is_given_away_and_undone_only_within_ten_minutes(office: Office) -> None:
    """周六夜班换给李明."""
    roster(office, SATURDAY_NIGHT)
    office.person("刘洋").says("周六夜班换给李明")
    office.person("刘洋").gets("已请李明确认")
    office.person("李明").gets("刘洋想请您值")
    office.person("李明").says("同意换班 1")
    office.person("李明").gets("已同意")
    office.person("王部长").gets("请批准")
    office.person("王部长").says("同意换班1")
    for who in ("王部长", "李明", "刘洋"):
        office.person(who).gets("由李明值")
    office.forward(minutes=11)
    office.person("刘洋").says("撤销换班 1")
    office.person("刘洋").gets("已超过10分钟")
    assert officers(office, days=5, hours=8) == {"李明"}


@pytest.mark.parametrize("by", ["刘洋", "王部长"])
def test_a_swap_that_is_refused_changes_nothing(office: Office, by: str) -> None:
    """By the other, or by the leader."""
    roster(office, SATURDAY_DAY, SATURDAY_NIGHT)
    office.person("李明").says("我和刘洋换周六的班")
    office.person("李明").gets("撤销换班 1")
    office.person("刘洋").gets("同意换班 1")
    if by == "王部长":
        office.person("刘洋").says("同意换班 1")
        office.person("刘洋").gets("再报王部长")
        office.person("王部长").gets("请批准")
    office.person(by).says("不同意换班 1")
    office.person(by).gets("已回绝")
    office.person("李明").gets("不同意换班（编号1），值班不变")
    if by == "王部长":
        office.person("刘洋").gets("值班不变")
    assert officers(office, days=5) == {"李明"}


def test_a_swap_that_can_not_be_is_refused_kindly(office: Office) -> None:
    """With the way out."""
    roster(office, SATURDAY_DAY, SATURDAY_NIGHT)
    for who, text, answer in REFUSED:
        office.person(who).says(text)
        office.person(who).gets(answer)


def test_only_those_concerned_decide_a_swap_and_a_changed_roster_ends_it(office: Office) -> None:
    """Nobody decides for another."""
    roster(office, SATURDAY_NIGHT)
    office.person("刘洋").says("周六夜班换给李明")
    office.person("刘洋").gets("已请李明确认")
    office.person("李明").gets("【换班】")
    office.person("刘洋").says("周六夜班换给孙伟")
    office.person("刘洋").gets("已有换班申请（编号1）")
    for who, answer in (("吴秀英", "不由您来定"), ("王部长", "还在等李明同意"), ("刘洋", "不由您来定")):
        office.person(who).says("同意换班 1")
        office.person(who).gets(answer)
    roster(office, "东区 11-28 17:30 8:00 孙伟 王部长")
    office.person("李明").says("同意换班 1")
    office.person("李明").gets("1号换班不能办了")
    office.person("李明").says("同意换班 1")
    office.person("李明").gets("已作废")


def test_who_takes_a_shift_over_by_a_swap_is_the_one_who_is_asked(office: Office) -> None:
    """And not the one before."""
    roster(office, TONIGHT)
    office.person("刘洋").says("今晚的班换给李明")
    office.person("刘洋").gets("已请李明确认")
    office.person("李明").gets("【换班】")
    office.person("李明").says("同意换班 1")
    office.person("李明").gets("已同意")
    office.person("王部长").gets("请批准")
    office.person("王部长").says("同意换班 1")
    for who in ("王部长", "李明", "刘洋"):
        office.person(who).gets("已批准")
    office.forward(hours=7.5)
    office.person("李明").gets("今晚您值班")
    office.person("李明").says("在岗")
    office.person("李明").gets("已登记")


def test_a_request_is_withdrawn_before_it_is_decided(office: Office) -> None:
    """All who were asked are told; nobody else withdraws it."""
    roster(office, SATURDAY_NIGHT)
    asked(office)
    office.person("李明").says("撤销换班 1")
    office.person("李明").gets("不由您来定")
    office.person("李明").says("同意换班 1")
    office.person("李明").gets("再报王部长")
    office.person("王部长").gets("请批准")
    office.person("李明").says("同意换班 1")
    office.person("李明").gets("还在等王部长同意")
    office.person("刘洋").says("撤销换班 1")
    for who in ("刘洋", "李明", "王部长"):
        office.person(who).gets("刘洋不换班了（编号1）")
    office.person("刘洋").says("撤销换班 1")
    office.person("刘洋").gets("已经撤销")
    office.person("林晓").says("同意换班 1")
    office.person("林晓").gets("还没有登记")


def test_who_has_two_shifts_that_day_is_asked_which(office: Office) -> None:
    """With numbers."""
    roster(office, "东区 11-28 8:00 17:30 刘洋 王部长", SATURDAY_NIGHT)
    office.person("刘洋").says("周六的班换给李明")
    office.person("刘洋").gets("要换哪一个班", "1. 东校区11月28日（周六）8:00至17:30", "2. 东校区")
    office.person("刘洋").says("2")
    office.person("刘洋").gets("已请李明确认")
    office.person("李明").gets("11月28日（周六）17:30至次日8:00")


def test_shifts_of_two_days_are_swapped(office: Office) -> None:
    """Each for the other."""
    roster(office, SATURDAY_DAY, SUNDAY_DAY)
    office.person("李明").says("我周六的班和刘洋周日的班换一下")
    office.person("李明").gets("已请刘洋确认")
    office.person("刘洋").gets("11月28日（周六）8:00至17:30", "您的11月29日（周日）8:00至17:30")
    office.person("刘洋").says("同意换班 1")
    office.person("刘洋").gets("已同意")
    office.person("王部长").gets("请批准")
    office.person("王部长").says("同意换班 1")
    for who in ("王部长", "李明", "刘洋"):
        office.person(who).gets("已批准")
    assert (officers(office, days=5), officers(office, days=6)) == ({"刘洋"}, {"李明"})


def test_nobody_is_given_two_shifts_at_once_or_one_that_has_begun(office: Office) -> None:
    """Said at once."""
    roster(office, SATURDAY_NIGHT, "西区 11-28 17:30 8:00 李明 王部长", "东区 11-23 9:00 12:00 刘洋 王部长")
    office.person("刘洋").gets("今天您值班")
    office.person("刘洋").says("周六夜班换给李明")
    office.person("刘洋").gets("李明在11月28日（周六）17:30至次日8:00已有班")
    office.person("刘洋").says("今天的班换给李明")
    office.person("刘洋").gets("这个班已经开始")
    office.person("刘洋").says("在岗")
    office.person("刘洋").gets("已登记在岗")


def test_a_leader_who_takes_the_shift_himself_has_approved_it(office: Office) -> None:
    """One word, not two."""
    roster(office, SATURDAY_NIGHT)
    office.person("刘洋").says("周六夜班换给王部长")
    office.person("刘洋").gets("已请王建国确认")
    office.person("王部长").gets("想请您值")
    office.person("王部长").says("同意换班 1")
    for who in ("王部长", "刘洋"):
        office.person(who).gets("已批准", "由王建国值")


def test_without_a_leader_the_organiser_approves(office: Office) -> None:
    """And may take it back; a roster that was changed meanwhile stays."""
    roster(office, "东区 11-28 17:30 8:00 刘洋")
    asked(office)
    office.person("李明").says("同意换班 1")
    office.person("李明").gets("再报张老师批准")
    office.person("张敏").gets("请批准")
    office.person("张敏").says("同意换班 1")
    for who in ("张敏", "李明", "刘洋"):
        office.person(who).gets("已批准")
    roster(office, "东区 11-28 17:30 8:00 孙伟")
    office.person("张敏").says("撤销换班 1")
    office.person("张敏").gets("不能办了")
    assert officers(office, days=5, hours=8) == {"孙伟"}
