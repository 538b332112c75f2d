"""An incident from the first word to the last: who is alarmed, who says what, who is told while nobody answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.incident.cases import load
from handlers.incident.matter import SCHOOL
from tests.office import OTHER_GROUP, Office
from tests.saying import says, silent

LEAK = "三食堂三楼漏水"
FIRE = "二食堂着火了"


def reported(office: Office, text: str = LEAK, by: str = "李明") -> None:
    """Let something be reported and everybody have read it."""
    office.person(by).says(text)
    silent(office)


def test_the_duty_officer_phones_before_the_chief_leader_is_told(office: Office) -> None:
    """An incident nobody has reached goes to the duty officer's phone first, then up, in neutral words."""
    office.person("李明").says(f"@助手 {LEAK}")
    office.person("林部长").gets("三食堂", "漏水")
    silent(office)
    office.forward(minutes=3)
    office.person("刘洋").gets("请电话联系林部长", "13900010004")
    office.forward(minutes=3)
    silent(office)
    office.forward(minutes=9)
    office.person("陈书记").gets("截至10:15未收到到场登记", "值班员正在电话核实")
    office.person("何部长").gets("可能在途或在现场未登记")


def test_one_sentence_alarms_the_leader_the_duty_officer_and_the_head(office: Office) -> None:
    """Each reads kind, place, what to do, whom to call and the number, in four lines; the reporter what to do first."""
    office.person("李明").says(LEAK)
    leader = office.person("林部长").gets("李明 13900010041", "请知悉并安排")
    head = office.person("冯科长").gets("请赴现场")
    duty = office.person("刘洋").gets("请立即核实")
    for text in (leader, head, duty):
        assert text.startswith("【突发】西校区三食堂三楼 漏水 ")
        assert text.count("\n") <= 3
        assert text.endswith("〔SJ-0001〕")
    answer = office.person("李明").gets("已登记〔SJ-0001〕", "先关水阀", "（系统默认）", "本助手不能代您报警", "8110")
    assert answer.count("\n") <= 3


def test_what_is_grave_tells_the_chiefs_at_once(office: Office) -> None:
    """And the line leader beside the unit's."""
    office.person("李明").says("三食堂锅炉超压了")
    office.person("陈书记").gets("【突发】", "锅炉压力容器", "请知悉")
    office.person("何部长").gets("锅炉压力容器")
    silent(office)


def test_what_only_few_may_know_is_told_to_few(office: Office) -> None:
    """No duty officer, no head, no group; the leader of the line, and the chiefs."""
    office.person("吴阿姨").says("3号楼有学生要跳楼")
    office.person("王部长").gets("心理危机", "请勿转发")
    office.person("陈书记").gets("心理危机")
    office.person("何部长").gets("心理危机")
    office.person("吴阿姨").gets("陪着本人不离开")


def test_what_sounds_doubtful_goes_to_the_duty_officer_alone(office: Office) -> None:
    """Who asks a question does not ring the leaders; 属实 does."""
    office.person("李明").says("好像三食堂漏水")
    office.person("刘洋").gets("【待核实】", "请核实后回“属实”或“误报”")
    office.person("李明").gets("值班人员正在核实")
    office.person("林部长").gets_nothing()
    office.person("刘洋").presses("属实")
    office.person("林部长").gets("【突发】")
    silent(office)


def test_a_doubtful_one_nobody_looks_at_reaches_the_leader(office: Office) -> None:
    """After the minutes of the first rung."""
    reported(office, "好像三食堂漏水")
    office.forward(minutes=3)
    office.person("林部长").gets("【待核实】", "值班员尚未核实")


def test_a_second_report_of_the_same_rings_nobody_again(office: Office) -> None:
    """It is kept with the first; who acts reads it; another place is another incident."""
    reported(office)
    office.person("吴阿姨").says("三食堂漏水，快来人")
    office.person("吴阿姨").gets("已有人上报", "〔SJ-0001〕")
    office.person("林部长").gets("又有人上报", "已并入〔SJ-0001〕")
    office.person("刘洋").gets("又有人上报")
    office.person("冯科长").gets_nothing()
    reported(office, "一食堂漏水")
    assert len(office.journal("incident.opened")) == 2


def test_a_stranger_is_alarmed_for_like_anybody(office: Office) -> None:
    """Marked as not enrolled."""
    office.person("林晓").says(LEAK)
    office.person("林晓").gets("已登记〔SJ-0001〕")
    office.person("林部长").gets("上报：未登记")
    silent(office)


def test_before_outsiders_only_that_it_was_taken_is_said(office: Office) -> None:
    """The number comes privately."""
    office.person("李明").says(f"@助手 {LEAK}", chat=OTHER_GROUP)
    text = office.group(OTHER_GROUP).gets("情况已收到", "8110")
    assert "SJ" not in text
    office.person("李明").gets("〔SJ-0001〕")
    silent(office)


def test_the_group_reads_kind_place_and_status(office: Office) -> None:
    """Nobody's name."""
    office.person("李明").says(f"@助手 {LEAK}")
    assert "李明" not in office.group().gets("三食堂三楼漏水")
    silent(office)
    office.person("林部长").says("到场")
    assert office.group().gets("负责人已到场") == "西校区三食堂三楼漏水：负责人已到场。〔SJ-0001〕"
    silent(office)


def test_a_button_says_its_word_with_the_number(office: Office) -> None:
    """收到, pressed, calms the first rungs; the last one stays."""
    reported(office)
    office.person("林部长").presses("收到")
    office.person("林部长").gets("收到", "还差：到场、控制、报告主要领导、总结")
    office.forward(minutes=14)
    office.person("刘洋").gets_nothing()
    office.forward(minutes=1)
    office.person("陈书记").gets("未收到到场登记")
    silent(office)


def test_on_the_way_moves_the_last_rung_once_and_within_bounds(office: Office) -> None:
    """Thirty minutes at most, whatever he says, and not a second time."""
    reported(office)
    assert "赶赴中" in says(office, "林部长", "赶赴中 90分钟")
    office.forward(minutes=29)
    says(office, "林部长", "赶赴中 20分钟")
    office.person("陈书记").gets_nothing()
    office.forward(minutes=1)
    office.person("陈书记").gets("未收到到场登记")
    silent(office)


def test_the_head_on_the_spot_calms_and_is_enough_for_what_is_plain(office: Office) -> None:
    """现场负责人到场: nobody is told upwards any more."""
    reported(office)
    assert "现场负责人已到场。还差：控制" in says(office, "冯科长", "到场")
    office.forward(hours=2)
    office.person("陈书记").gets_nothing()
    assert office.journal("incident.scene_head")
    assert not office.journal("incident.arrived")


def test_the_head_on_the_spot_is_not_the_leader_where_it_is_graver(office: Office) -> None:
    """It still lacks the leader in charge."""
    reported(office, FIRE)
    assert "还差：到场" in says(office, "赵主任", "到场")


def test_nobody_records_what_is_not_his(office: Office) -> None:
    """By rows, whatever he says he is; who has nothing to do with it learns nothing of it."""
    reported(office)
    assert "请由分管领导" in says(office, "李明", "SJ-0001 到场")
    for number in ("SJ-0001", "SJ-0099"):
        assert says(office, "吴阿姨", f"{number} 已控制") == f"没有编号{number}的事件，请核对编号。"
    assert not office.journal("incident.arrived")


def test_somebody_else_may_write_down_that_he_is_there(office: Office) -> None:
    """代记: with the time it happened, by whom; the man himself reads it."""
    reported(office)
    office.forward(minutes=2)
    office.person("刘洋").says("林部长10:01已到场")
    office.person("刘洋").gets("林部长已到场（代记）")
    office.person("林部长").gets("林部长已到场")
    (entry,) = office.journal("incident.arrived")
    assert (entry.at - office.clock.office()).total_seconds() == -60
    assert entry.data["late"]
    silent(office)


def test_two_open_ones_are_asked_back_and_never_guessed(office: Office) -> None:
    """With a button each."""
    reported(office)
    reported(office, "体育馆停水了")
    office.person("林部长").says("到场")
    office.person("林部长").gets("是哪一件？", "SJ-0001", "SJ-0002")
    office.person("林部长").says("SJ-0001")
    office.person("林部长").gets("已到场", "〔SJ-0001〕")
    silent(office)


def test_the_way_to_the_end(office: Office) -> None:
    """Four legs and the summary; before that it can't be closed, and what is missing is named."""
    reported(office, FIRE)
    assert "还差" in says(office, "王部长", "到场", "已控制", "结案")
    assert "还差：通知保卫处、校办、总结" in says(office, "王部长", "已报告陈书记")
    assert "还差：通知校办、总结" in says(office, "王部长", "已通知保卫处")
    assert "还差：总结" in says(office, "王部长", "已通知校办")
    assert "可以结案" in says(office, "王部长", "总结：油锅过热，已换灶具")
    office.person("王部长").says("结案")
    office.person("王部长").gets("已结案")
    office.person("李明").gets("已结案")
    silent(office)
    assert "已经办结" in says(office, "王部长", "SJ-0001 到场")


def test_a_false_alarm_is_told_once_to_exactly_those_who_were_told(office: Office) -> None:
    """The reporter proposes, somebody in charge confirms; nobody is named or blamed."""
    reported(office)
    office.person("李明").says("发错了")
    office.person("李明").gets("待负责人确认")
    for name in ("林部长", "刘洋", "冯科长"):
        office.person(name).gets("上报人称误报，待确认")
    office.person("刘洋").says("误报")
    for name in ("刘洋", "林部长", "冯科长", "李明"):
        office.person(name).gets("宁可误报不可不报")
    office.forward(hours=1)


def test_a_graver_grade_tells_whom_it_concerns_now(office: Office) -> None:
    """Up to 重大 the chiefs; down again is told to those who were told."""
    reported(office, FIRE)
    office.person("王部长").says("升级")
    office.person("王部长").gets("定为重大")
    office.person("陈书记").gets("【突发】", "火情")
    silent(office)
    assert "定为较大" in says(office, "王部长", "降级")


@pytest.mark.parametrize(("word", "status"), [("转报修", "转报修办理"), ("转隐患", "转隐患办理")])
def test_what_is_none_goes_where_it_belongs(office: Office, word: str, status: str) -> None:
    """And nothing of the incident is owed or rung any more; a ticket with what was said of it is open."""
    reported(office)
    office.person("刘洋").says(word)
    office.person("刘洋").gets(status)
    office.person("林部长").gets(status)
    office.person("冯科长").gets(status)
    office.person("李明").gets(status)
    office.person("李明").gets("已登记", "西校区三食堂三楼漏水")
    silent(office)
    office.forward(minutes=14)


def test_only_the_same_is_merged(office: Office) -> None:
    """Never where the place differs."""
    reported(office)
    reported(office, "体育馆漏水")
    assert "不能合并" in says(office, "林部长", "SJ-0002 合并到SJ-0001")
    office.forward(minutes=31)
    silent(office)
    reported(office, LEAK, by="吴阿姨")
    assert "并入〔SJ-0001〕" in says(office, "林部长", "SJ-0003 合并到SJ-0001")


def test_the_duty_officers_call_is_recorded(office: Office) -> None:
    """Not reached: the deputy at once; reached: the lower rungs are over."""
    reported(office, "一食堂吃坏肚子好几个")
    office.forward(minutes=3)
    office.person("刘洋").gets("请电话联系王部长")
    office.person("刘洋").presses("未打通")
    office.person("刘洋").gets("电话未打通", "已通知协管领导")
    office.person("林部长").gets("请协助处置", "暂未收到王部长的“收到”")
    silent(office)
    assert "请他到场后回" in says(office, "刘洋", "已打通")
    office.forward(minutes=11)
    office.person("林部长").gets_nothing()


def test_after_a_standstill_one_message_says_since_when(office: Office) -> None:
    """Not the pile of all that was missed."""
    reported(office)
    office.clock.set(office.clock.office() + timedelta(hours=3))
    office.settle()
    office.person("陈书记").gets("10:00上报，截至13:00未收到到场登记")
    office.person("何部长").gets("截至13:00")
    office.person("刘洋").gets_nothing()


def test_at_night_half_an_hour_is_given(office: Office) -> None:
    """Before 7:30, after 18:00 and on weekends."""
    office.forward(hours=10)
    reported(office)
    office.forward(minutes=29)
    office.person("陈书记").gets_nothing()
    silent(office)
    office.forward(minutes=1)
    office.person("陈书记").gets("20:00上报，截至20:30")
    silent(office)


def test_what_is_added_reaches_who_acts(office: Office) -> None:
    """And is kept with the incident."""
    reported(office)
    office.person("李明").says("补充：二楼也漏了")
    office.person("李明").gets("已补充")
    for name in ("林部长", "刘洋", "冯科长"):
        office.person(name).gets("【补充】", "二楼也漏了")


def test_a_building_on_two_campuses_alarms_both_and_asks_which(office: Office) -> None:
    """One question; the answer stands with the incident."""
    office.person("李明").says("3号楼停水了")
    office.person("林部长").gets("3号楼", "停水")
    office.person("李明").gets("在哪个校区", "东校区", "西校区")
    silent(office)
    office.person("李明").says("西校区")
    office.person("李明").gets("已补充")
    silent(office)
    with office.house.database.read() as connection:
        assert load(connection, 1).campus == "西校区"


def test_a_leader_who_is_a_chief_himself_reports_to_the_school(office: Office) -> None:
    """He reads one alarm, not two; the leg is 校领导."""
    office.person("李明").says("有记者来办公楼采访，网上都在传")
    office.person("陈书记").gets("办公楼 舆情", "请勿转发")
    office.person("陈书记").gets_nothing()
    silent(office)
    with office.house.database.read() as connection:
        assert load(connection, 1).state.chiefs == {SCHOOL}


def test_responsibility_moves_only_when_it_is_taken(office: Office) -> None:
    """转给: until the other says 收到 the first one is responsible."""
    reported(office)
    office.person("林部长").says("转给王部长负责")
    office.person("林部长").gets("待其回")
    office.person("王部长").gets("请您接手负责", "林部长转给您")
    with office.house.database.read() as connection:
        before = load(connection, 1).leader_id
    assert "收到" in says(office, "王部长", "收到")
    with office.house.database.read() as connection:
        assert load(connection, 1).leader_id != before
