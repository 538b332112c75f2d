"""Repairs and hazards from the first word to the last: who is told, who says what, what if nobody answers."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Kind
from handlers.ticket.matter import Stage
from handlers.ticket.tickets import Ticket, by_number
from tests.conftest import MONDAY
from tests.office import OTHER_GROUP, Office
from tests.saying import says, silent
from tests.settled import set_to

LAMP = "图书馆二楼大厅灯不亮了"
EXIT = "东区5号楼消防通道堵了"


def reported(office: Office, text: str = LAMP, by: str = "李明") -> None:
    """Let something be reported and everybody have read it."""
    office.person(by).says(text)
    silent(office)


def ticket(office: Office, number: str = "BX-0001") -> Ticket:
    """Return a ticket as it stands."""
    with office.house.database.read() as connection:
        found = by_number(connection, number)
    assert found is not None
    return found


def test_one_sentence_opens_a_repair_and_tells_who_sees_to_it(office: Office) -> None:
    """The number, who was told and until when, as the department's own; the head reads whom to call, in four lines."""
    office.person("李明").says(LAMP)
    office.person("李明").gets("已登记〔BX-0001〕东校区图书馆二楼大厅灯，已通知水电管理科，10:30前响应（本部门设定")
    text = office.person("冯科长").gets("李明 13900010041", "请回“收到”“到场”“修好”", "10:30前响应（本部门设定）")
    assert text.startswith("【报修】")
    assert text.endswith("〔BX-0001〕")
    assert "灯" in text[:20]
    assert "请接单" in text.partition("\n")[0]
    assert [entry.data["number"] for entry in office.journal("ticket.repair")] == ["BX-0001"]


def test_responded_there_and_mended_are_three_times(office: Office) -> None:
    """Each is told to the reporter, nobody's name; at the end he is asked whether it is."""
    reported(office)
    office.forward(minutes=5)
    office.person("冯科长").says("收到")
    office.person("冯科长").gets("已响应", "〔BX-0001〕")
    office.person("李明").gets("水电管理科已响应，将尽快上门")
    office.forward(minutes=10)
    assert "已到场" in says(office, "冯科长", "到场了")
    office.forward(minutes=20)
    office.person("冯科长").says("修好了")
    office.person("冯科长").gets("已修好")
    office.person("李明").gets("已修好", "“满意”", "3天内回“不满意”（本部门设定）")
    state = ticket(office).state
    times = [at for at in (state.responded_at, state.arrived_at, state.done_at) if at]
    assert [int((at - MONDAY) / timedelta(minutes=1)) for at in times] == [5, 15, 35]
    office.person("李明").presses("满意")
    office.person("李明").gets("满意，已办结")
    office.forward(hours=3)


def test_nobody_answers_the_head_is_told_again_and_the_leader_once(office: Office) -> None:
    """At the department's minutes, in neutral words."""
    reported(office)
    office.forward(minutes=29)
    office.person("冯科长").gets_nothing()
    office.forward(minutes=1)
    office.person("冯科长").gets("请安排", "截至10:30还没有响应登记")
    office.forward(minutes=30)
    office.person("林部长").gets("截至11:00未收到水电管理科的响应登记（可能已上门未登记）")
    office.forward(hours=6)


def test_after_a_standstill_only_the_leader_is_told(office: Office) -> None:
    """Not the pile of all that was missed."""
    reported(office)
    office.clock.set(office.clock.office() + timedelta(hours=2))
    office.settle()
    office.person("林部长").gets("10:00登记，截至12:00")
    office.person("冯科长").gets_nothing()


def test_what_is_missing_is_asked_for_one_thing_at_a_time(office: Office) -> None:
    """Place, campus, room; the ticket is open meanwhile, and who sees to it reads what is added."""
    office.person("李明").says("灯坏了")
    office.person("李明").gets("已登记〔BX-0001〕灯", "在哪个楼")
    silent(office)
    office.person("李明").says("3号楼")
    office.person("李明").gets("已补充", "在哪个校区", "1. 东校区")
    office.person("冯科长").gets("【补充】", "3号楼")
    office.person("李明").says("东校区")
    office.person("李明").gets("已补充", "是哪个房间")
    silent(office)
    assert "已补充" in says(office, "李明", "402")
    assert ticket(office).where == "东校区3号楼402"
    assert ticket(office).asked == ""


def test_where_it_is_decides_whose_it_is(office: Office) -> None:
    """A door of no known place goes to the usual unit; who has it then reads that it is another's no more."""
    set_to(office, "报修默认单位", "物业")
    office.person("李明").says("电梯里的灯坏了")
    office.person("李明").gets("已通知物业服务中心", "在哪个楼")
    office.person("周主任").gets("请接单")
    office.person("李明").says("三食堂")
    office.person("李明").gets("已补充")
    office.person("周主任").gets("【补充】西校区三食堂")


def test_a_stranger_is_asked_for_a_telephone_only_the_unit_reads(office: Office) -> None:
    """Marked as not enrolled; the number stands in no list and no group."""
    office.person("林晓").says(LAMP)
    office.person("林晓").gets("已登记〔BX-0001〕", "请回一个联系电话，只给上门的单位看")
    office.person("冯科长").gets("报修人：未登记")
    office.person("林晓").says("13711112222")
    office.person("林晓").gets("已补充")
    office.person("冯科长").gets("【补充】", "13711112222")
    assert "13711112222" in says(office, "冯科长", "BX-0001")
    assert "13711112222" not in says(office, "冯科长", "没修好的有哪些")
    assert "没有编号" in says(office, "李明", "BX-0001")


def test_the_same_fault_at_the_same_place_joins(office: Office) -> None:
    """Counted, nobody is sent anew; both hear that it is mended; another room is another ticket."""
    reported(office, "东区3号楼402灯不亮")
    assert "已有人报修〔BX-0001〕" in says(office, "吴阿姨", "东区3号楼402的灯坏了")
    office.person("冯科长").gets_nothing()
    assert "〔BX-0002〕" in says(office, "吴阿姨", "东区3号楼403灯坏了")
    assert office.journal("ticket.joined")[0].data["count"] == 2
    office.person("冯科长").says("BX-0001 修好了")
    office.person("冯科长").gets("已修好")
    office.person("李明").gets("已修好")
    office.person("吴阿姨").gets("已修好")


def test_a_group_reads_number_place_and_status(office: Office) -> None:
    """Nobody's name or number; what is missing is asked privately."""
    office.person("吴阿姨").says("@助手 东区3号楼灯坏了，我的电话13900010042")
    text = office.group().gets("〔BX-0001〕东区3号楼：已登记，已通知水电管理科")
    assert "吴" not in text + "1390"
    office.person("吴阿姨").gets("是哪个房间")
    silent(office)
    office.person("冯科长").says("修好了")
    assert office.group().gets("已修好") == "〔BX-0001〕东区3号楼：已修好。"
    silent(office)


def test_before_outsiders_only_that_it_was_taken_is_said(office: Office) -> None:
    """The number comes privately."""
    office.person("李明").says(f"@助手 {LAMP}", chat=OTHER_GROUP)
    assert "BX" not in office.group(OTHER_GROUP).gets("情况已收到")
    office.person("李明").gets("〔BX-0001〕")
    silent(office)


def test_what_can_wait_waits_at_night(office: Office) -> None:
    """The head reads it at seven, and has until half past eight; the reporter is told so."""
    office.forward(hours=13)
    office.person("吴阿姨").says(LAMP)
    office.person("吴阿姨").gets("11月24日8:30前响应")
    office.forward(hours=7)
    office.person("冯科长").gets_nothing()
    office.forward(hours=1)
    office.person("冯科长").gets("请接单", "8:30前响应")
    office.forward(minutes=90)
    office.person("冯科长").gets("请安排")
    office.forward(minutes=30)
    office.person("林部长").gets("截至9:00")


def test_what_is_urgent_at_night_goes_to_the_duty_officer(office: Office) -> None:
    """At once; nobody answers in a quarter of an hour, then to the head, then to the leader."""
    office.forward(hours=13)
    office.person("吴阿姨").says("东区3号楼402水龙头漏水")
    office.person("吴阿姨").gets("已通知值班员", "23:15前响应", "值班电话8110")
    office.person("刘洋").gets("【报修】", "请核实", "吴秀英 13900010042")
    office.person("冯科长").gets_nothing()
    office.forward(minutes=15)
    office.person("冯科长").gets("请安排", "截至23:15")
    office.forward(minutes=30)
    office.person("林部长").gets("截至23:45")
    assert "已响应" in says(office, "刘洋", "收到 BX-0001")
    office.forward(hours=9)


def test_what_is_not_the_units_goes_to_another(office: Office) -> None:
    """Named; that one is told at once, the time begins anew, the reporter knows."""
    reported(office)
    assert "请写明应由哪个单位办理" in says(office, "冯科长", "退回")
    office.forward(minutes=10)
    office.person("冯科长").says("退回，归物业")
    office.person("冯科长").gets("已转物业服务中心")
    office.person("周主任").gets("请接单", "10:40前响应")
    office.person("李明").gets("已转给物业服务中心办理")
    assert "已响应" in says(office, "周主任", "收到")


def test_held_with_its_reason(office: Office) -> None:
    """The reporter reads for what it waits; nobody is told upwards meanwhile."""
    reported(office)
    office.person("冯科长").says("挂起，等配件")
    office.person("冯科长").gets("已挂起（等配件）")
    office.person("李明").gets("暂时挂起，原因：等配件")
    office.forward(hours=6)
    assert "修好" in says(office, "冯科长", "换好了")


def test_somebody_is_sent_there(office: Office) -> None:
    """He reads whom to call, and records what he does himself."""
    reported(office)
    office.person("冯科长").says("派冯师傅去")
    office.person("冯科长").gets("已派冯师傅")
    office.person("冯师傅").gets("冯科长派您上门", "李明 13900010041")
    office.person("李明").gets("已响应")
    assert "已到场" in says(office, "冯师傅", "到了")
    assert "没有找到唯一的" in says(office, "冯科长", "BX-0001 派诸葛亮去")


def test_what_turns_out_to_be_an_incident_is_alarmed_as_one(office: Office) -> None:
    """With what was said of it; the ticket ends."""
    reported(office, "三食堂三楼水龙头漏水")
    office.person("冯科长").says("BX-0001 转突发")
    office.person("林部长").gets("【突发】", "三食堂三楼", "漏水")
    office.person("李明").gets("已转为突发事件处理")
    silent(office)
    assert ticket(office).state.stage is Stage.TURNED
    assert "已经结束" in says(office, "冯科长", "BX-0001 修好了")


def test_an_open_incident_comes_before_a_ticket(office: Office) -> None:
    """到场 without a number is the incident's; with the ticket's number it is the ticket's."""
    reported(office, "三食堂三楼漏水")
    reported(office)
    assert "〔SJ-0001〕" in says(office, "冯科长", "到场")
    assert "〔BX-0001〕" in says(office, "冯科长", "到场 BX-0001")
    assert ticket(office).state.stage is Stage.THERE


def test_two_tickets_are_asked_back_and_never_guessed(office: Office) -> None:
    """But for the one whose place is named, and the one he has answered for."""
    reported(office)
    reported(office, "体育馆灯坏了")
    office.person("冯科长").says("收到")
    office.person("冯科长").gets("是哪一单？", "BX-0001", "BX-0002")
    office.person("冯科长").says("2")
    office.person("冯科长").gets("已响应", "〔BX-000")
    silent(office)
    assert "〔BX-0002〕" in says(office, "冯科长", "体育馆修好了")


def test_a_picture_belongs_to_the_ticket(office: Office) -> None:
    """Without a word; who sees to it knows that there is one."""
    reported(office)
    office.person("李明").says("", kind=Kind.IMAGE)
    office.person("李明").gets("已补充")
    office.person("冯科长").gets("【补充】", "有图片或文件")


def test_its_reporter_may_ask_for_it_once_an_hour(office: Office) -> None:
    """The head reads it; he reads how it stands."""
    reported(office)
    office.person("李明").says("怎么还没人来修")
    office.person("李明").gets("已催办，水电管理科负责人会看到", "待响应")
    office.person("冯科长").gets("报修人催办", "10:00报修")
    assert "已经催过" in says(office, "李明", "催一下")
    office.person("冯科长").gets_nothing()


def test_its_reporter_may_say_that_nobody_need_come(office: Office) -> None:
    """The unit is told; nobody is told upwards."""
    reported(office)
    office.person("李明").says("不用来了，自己弄好了")
    office.person("李明").gets("已取消")
    office.person("冯科长").gets("报修人已取消，不用上门")
    office.forward(hours=2)


def test_not_mended_opens_it_again_for_three_days(office: Office) -> None:
    """It waits anew; later it is another repair."""
    reported(office)
    says(office, "冯科长", "修好了")
    office.person("李明").says("又坏了")
    office.person("李明").gets("返修，已重新派单")
    office.person("冯科长").gets("请接单", "第1次返修：又坏了", "10:30前响应")
    says(office, "冯科长", "修好了")
    office.forward(hours=73)
    assert "已过返修期限（本部门设定）" in says(office, "李明", "BX-0001 又坏了")


def test_nobody_records_what_is_not_his(office: Office) -> None:
    """By rows; who has nothing to do with it learns nothing of it."""
    reported(office)
    assert "请由办理单位登记" in says(office, "李明", "BX-0001 到场")
    for number in ("BX-0001", "BX-0099"):
        assert says(office, "吴阿姨", f"{number} 到场") == f"没有编号{number}的单子，请核对编号。"
    assert "请由报修人来说" in says(office, "冯科长", "BX-0001 满意")


def test_lists_show_neither_names_nor_telephones(office: Office) -> None:
    """One's own; for the head his unit's; in a group nothing."""
    reported(office)
    assert says(office, "李明", "我的报修") == "您报的单子：\n〔BX-0001〕东校区图书馆二楼大厅灯 待响应，10:00登记"
    assert "没办完的单子（1）" in says(office, "冯科长", "没修好的有哪些")
    assert says(office, "赵主任", "没修好的有哪些") == "没有没办完的单子。"
    assert says(office, "吴阿姨", "我的报修") == "您没有正在办理的单子。"
    office.person("冯科长").says("@助手 没修好的有哪些")
    office.group().gets("请私聊我看")


def test_a_hazard_goes_to_the_unit_and_to_the_line_leader(office: Office) -> None:
    """With the day until which it is put right; no chief is told."""
    office.person("李明").says(EXIT)
    office.person("李明").gets("已登记〔YH-0001〕", "物业服务中心、安全分管领导", "11月26日前整改（本部门设定）")
    office.person("周主任").gets("【隐患】", "请整改", "李明 13900010041", "整改期限11月26日")
    text = office.person("王部长").gets("【隐患】", "请知悉")
    assert "139" not in text


def test_a_hazard_is_put_right_and_looked_at_by_a_second_person(office: Office) -> None:
    """The head sets the day; who put it right does not sign it off; 不合格 sends it back."""
    reported(office, EXIT)
    office.person("周主任").says("两天内整改")
    office.person("周主任").gets("11月25日前整改")
    office.person("王部长").gets("物业服务中心已响应，11月25日前整改")
    office.person("李明").gets("11月25日前整改")
    assert "整改完成，待复查" in says(office, "周主任", "整改完成")
    assert "请由办理单位登记" in says(office, "周主任", "YH-0001 销号")
    office.person("王部长").says("不合格")
    office.person("王部长").gets("请继续整改")
    office.person("周主任").gets("复查不合格")
    silent(office)
    office.person("周主任").says("已整改完成")
    office.person("周主任").gets("整改完成，待复查")
    office.person("王部长").gets("请复查", "合格请回“销号”")
    office.person("王部长").presses("销号")
    office.person("王部长").gets("已销号")
    office.person("周主任").gets("已销号")
    office.person("李明").gets("整改完成，待复查")
    office.person("李明").gets("已销号")
    office.forward(hours=100)


def test_a_hazard_that_is_late_is_reminded_and_then_told_upwards_once(office: Office) -> None:
    """On the day, and a day later."""
    reported(office, EXIT)
    says(office, "周主任", "收到")
    office.forward(hours=79, minutes=29)
    office.person("周主任").gets_nothing()
    office.forward(minutes=1)
    office.person("周主任").gets("整改期限11月26日已到")
    office.forward(hours=24)
    office.person("王部长").gets("整改期限11月26日已过", "可能已改未登记")
    office.forward(hours=72)


def test_who_put_it_right_himself_does_not_sign_it_off(office: Office) -> None:
    """Also where he is the leader in charge."""
    reported(office, EXIT)
    assert "待复查" in says(office, "王部长", "YH-0001 整改完成")
    assert "请由另一位复查后登记" in says(office, "王部长", "YH-0001 销号")


def test_a_word_alone_opens_nothing(office: Office) -> None:
    """It is asked what is broken where."""
    assert "请一句话说清" in says(office, "李明", "报修")
    assert not office.journal("ticket.repair")


def test_where_the_school_has_its_own_system_no_second_ledger_is_kept(office: Office) -> None:
    """The way there is told."""
    set_to(office, "学校报修平台", "微信公众号“青衡后勤”里的线上报修")
    assert "请走学校的报修平台：微信公众号" in says(office, "李明", LAMP)
    assert not office.journal("ticket.repair")


def test_nobody_opens_tickets_without_end(office: Office) -> None:
    """An account has so many an hour; then the telephone is named."""
    set_to(office, "报修每小时上限", "2")
    for room in (401, 402):
        reported(office, f"东区3号楼{room}灯坏了", by="林晓")
    assert "请直接打值班电话8110" in says(office, "林晓", "东区3号楼403灯坏了")
    assert len(office.journal("ticket.repair")) == 2


def test_words_of_tickets_without_a_ticket_mean_nothing(office: Office) -> None:
    """They are answered as anything else, and change nothing."""
    for text in ("收到", "到了", "修好了", "满意", "催一下", "好了", "BX-", "YH-0", "BX-999999999999"):
        office.person("李明").says(text)
    silent(office)
    assert not [kind for kind in ("ticket.taken", "ticket.done", "ticket.added") if office.journal(kind)]
