"""What is said of an incident to whom: in groups kind, place and status; of what only few may know nothing at all."""

from __future__ import annotations

from tests.office import Office
from tests.saying import silent
from tests.stories.test_duty import handed_on
from tests.stories.test_incidents import reported

JUMP = "3号楼有学生要跳楼"


def test_of_what_only_few_may_know_a_group_reads_nothing(office: Office) -> None:
    """Neither when it is reported there, nor when a step is recorded, nor when somebody asks."""
    office.person("吴阿姨").says(f"@助手 {JUMP}")
    office.group().gets("情况已收到，已私下回复您", "8110")
    office.person("吴阿姨").gets("〔SJ-0001〕", "陪着本人不离开")
    silent(office)
    office.person("王部长").says("@助手 SJ-0001 到场")
    office.group().gets("已记录")
    silent(office)
    office.person("王部长").says("@助手 SJ-0001 现在什么情况")
    office.group().gets("情况已收到")
    office.person("王部长").says("已控制")
    office.group().gets_nothing()
    silent(office)


def test_who_acts_reads_whom_to_call_while_it_is_open_and_each_look_is_kept(office: Office) -> None:
    """Afterwards no more; nobody else at all."""
    reported(office)
    office.person("林部长").says("SJ-0001 进展")
    office.person("林部长").gets("上报：李明 13900010041")
    assert [one.data["part"] for one in office.journal("incident.looked")] == ["leader"]
    office.person("吴阿姨").says("SJ-0001 进展")
    assert "139" not in office.person("吴阿姨").gets()
    office.person("林部长").says("误报")
    silent(office)
    office.person("林部长").says("SJ-0001 进展")
    assert "139" not in office.person("林部长").gets()
    silent(office)


def test_what_sounds_the_same_may_be_another_one(office: Office) -> None:
    """The reporter says so in a word; then it is alarmed as any other."""
    reported(office)
    reporter = office.person("吴阿姨")
    reporter.says("三食堂漏水，快来人")
    reporter.gets("已有人上报", "〔SJ-0001〕", "是另一件")
    silent(office)
    reporter.says("不是同一件")
    reporter.gets("〔SJ-0002〕")
    office.person("林部长").gets("【突发】", "〔SJ-0002〕")
    silent(office)


def test_whoever_takes_a_shift_over_reads_what_is_open(office: Office) -> None:
    """Kind, place, status and what is missing; nothing of what only few may know."""
    handed_on(office)
    reported(office)
    reported(office, JUMP, by="吴阿姨")
    office.person("刘洋").says("接班")
    text = office.person("刘洋").gets("西校区三食堂三楼漏水：已上报", "还差：到场", "三号楼水泵待修")
    silent(office)
    assert "跳楼" not in text
    assert "心理危机" not in text
