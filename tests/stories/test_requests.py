"""Requests and reports: filed, answered in a leader's own words, passed on, chased, taken back."""

from __future__ import annotations

from datetime import timedelta

from bot.store import stand_ins
from handlers.request import ledger
from tests.office import Office
from tests.stories.test_todo import person_id

BUY = "请示：关于采购消防器材的事，已调研，预算12万，请王部长批示"
FIRST = "QS-2026-001"


def filed(office: Office, text: str = BUY, by: str = "赵主任", to: str = "王部长") -> None:
    """Let somebody hand one in and confirm it, and the leader read it."""
    office.person(by).says(text)
    office.person(by).gets("1. 确认")
    office.person(by).says("确认")
    office.person(by).gets("已呈送")
    office.person(to).gets("请批示")


def test_a_request_is_confirmed_once_filed_answered_and_told_as_it_was_said(office: Office) -> None:
    """What it is, to whom, what belongs to 三重一大; the leader's words in quotes; nothing says 批准 but he."""
    office.person("赵主任").says(BUY)
    office.person("赵主任").gets(
        "【请示】呈王部长：关于采购消防器材的请示",
        "属“三重一大”（大额度资金使用），上报前应有：调研、专家论证、征求意见、合规审查、集体讨论、会议记录。文中已写：调研。",
        "2个工作日没有批示会提醒（本部门设定）",
    )
    office.person("王部长").gets_nothing()
    office.person("赵主任").says("确认")
    office.person("赵主任").gets("已呈送王部长。关于采购消防器材的请示〔QS-2026-001〕")
    text = office.person("王部长").gets(
        "赵主任：关于采购消防器材的事，已调研，预算12万", "“退回：原因”", "〔QS-2026-001〕"
    )
    assert text.startswith("【请示】关于采购消防器材的请示 请批示")
    office.person("王部长").says("我有哪些待办")
    office.person("王部长").gets("〔QS-2026-001〕关于采购消防器材的请示：请批示", "11月25日", "“QS-2026-001 同意”")
    office.person("赵主任").says("我的请示批了吗")
    office.person("赵主任").gets("待王部长批示（11月23日呈）")
    office.person("王部长").says("同意，按程序采购")
    office.person("王部长").gets("已按原话登记：“同意，按程序采购”，并告知赵主任")
    office.person("赵主任").gets("【批示】关于采购消防器材的请示\n王部长：“同意，按程序采购”〔QS-2026-001〕")
    office.person("赵主任").says(FIRST)
    office.person("赵主任").gets("王部长11月23日批：“同意，按程序采购”")
    office.person("李明").says(FIRST)
    office.person("李明").gets("由呈报人、受文领导和综合办查看")
    office.forward(hours=24 * 5)  # nobody is reminded of it


def test_what_is_missing_is_asked_and_only_one_leader_is_addressed(office: Office) -> None:
    """Matter, addressee; 分管 first; what is said instead of 确认 changes it."""
    office.person("李明").says("有个事要请示一下领导")
    office.person("李明").gets("一次说清")
    office.person("李明").says("三食堂想添一台蒸箱，预算8千")
    office.person("李明").gets("【请示】呈王部长（分管）")
    office.person("李明").says("呈何部长")
    office.person("李明").gets("【请示】呈何部长：")
    office.person("李明").says("不发")
    office.person("李明").gets()
    office.person("李明").says("向王部长和何部长请示换蒸箱的事")
    office.person("李明").gets("只呈一位领导", "1. 何部长", "2. 王部长")
    office.person("李明").says("2")
    office.person("李明").gets("【请示】呈王部长：")
    office.person("李明").says("算了")
    office.person("李明").gets()


def test_a_report_hides_no_request_and_one_addresses_a_leader_privately(office: Office) -> None:
    """Said once, never held up; what is a command of its own leaves the question be."""
    office.person("李明").says("报告：蒸箱已修好，另需经费2千，请批准")
    office.person("李明").gets("报告不夹带请示事项", "改为请示")
    office.person("李明").says("改为请示")
    office.person("李明").gets("【请示】呈王部长（分管）")
    office.person("李明").says("确认")
    office.person("李明").gets("已呈送王部长", "〔QS-2026-001〕")
    office.person("王部长").gets("【请示】")
    office.person("李明").says("@助手 请示：换蒸箱")
    office.group().gets("请私聊我办理")
    office.person("林晓").says("请示：换蒸箱")
    office.person("林晓").gets("还没有登记")
    office.person("李明").says("请示：换蒸箱，请吴秀英批示")
    office.person("李明").gets("吴阿姨不是领导或单位负责人")
    office.person("李明").says("郝部长")
    office.person("李明").gets("没有找到“郝部长”")
    office.person("李明").says("李明")
    office.person("李明").gets("不能呈给本人")
    office.person("李明").says("林部长")
    office.person("李明").gets("【请示】呈林部长：关于换蒸箱的请示")
    office.person("李明").says("我有哪些待办")
    office.person("李明").gets("没有待办事项")


def test_it_is_passed_on_returned_handed_in_again_and_a_secretary_types_for_her_chief(office: Office) -> None:
    """Each word stands with whose it is and who typed it."""
    filed(office)
    office.person("王部长").says("拟同意，请何部长阅示")
    office.person("王部长").gets("已按原话登记", "已转何部长")
    office.person("赵主任").gets("已转何部长", "王部长：“拟同意，请何部长阅示”")
    office.person("何部长").gets("请批示", "王部长：“拟同意，请何部长阅示”")
    office.person("王部长").says(f"{FIRST} 同意")
    office.person("王部长").gets("这件请示呈的是何部长")
    office.person("张敏").says("QS-1 退回：预算再核")
    office.person("张敏").gets("已按原话登记：“退回：预算再核”")
    office.person("赵主任").gets("【退回】", "何部长（张敏代）：“退回：预算再核”")
    office.person("赵主任").says(f"{FIRST} 补充：预算改为9万")
    office.person("赵主任").gets("已补充并再次呈送何部长")
    office.person("何部长").gets("预算改为9万", "何部长：“退回：预算再核”")
    office.person("何部长").presses("同意")
    office.person("何部长").gets("“同意”")
    office.person("赵主任").gets("何部长：“同意”")
    with office.house.database.read() as connection:
        (line,) = ledger.records(connection, office.house.pump._zone)
    assert line["stage"] == "已批示"
    assert "何立群（张敏代）：退回：预算再核" in line["words"]
    office.person("李明").says("请示台账")
    office.person("李明").gets("由综合办和主要领导查看")
    office.person("张敏").says("请示台账")
    office.person("张敏").gets("见文件")
    office.person("张敏").gets_file("请示报告台账 2026-11-23", ".xlsx")


def test_silence_is_chased_a_chief_once_then_his_secretary_then_the_asker_reads_it(office: Office) -> None:
    """On the morning of the second workday, the next one, the one after."""
    filed(office, "请示：关于更换锅炉的事，请何部长批示", to="何部长")
    office.forward(hours=46)  # to Wednesday 8:00
    office.person("何部长").gets_nothing()
    office.forward(hours=1)
    office.person("何部长").gets("【请示】关于更换锅炉的请示 待批示", "赵主任于11月23日呈送")
    office.forward(hours=24)
    office.person("张敏").gets("待何部长批示", "可代为登记批示原话")
    office.forward(hours=24)
    office.person("赵主任").gets("尚未见批示", "已于11月23日呈何部长")
    office.forward(hours=24 * 4)
    office.person("赵主任").says("催一下我的请示")
    office.person("赵主任").gets("已再次提醒何部长")
    office.person("张敏").gets("赵主任请您早日批示")
    office.person("赵主任").says("催一下我的请示")
    office.person("赵主任").gets("今天已经提醒过")
    office.person("赵主任").says("撤回请示")
    office.person("赵主任").gets("已撤回关于更换锅炉的请示")
    office.person("何部长").gets("【撤回】")


def test_a_word_and_a_filing_are_taken_back_and_whoever_was_told_is_told(office: Office) -> None:
    """Within ten minutes; the request waits again before whom it was."""
    filed(office)
    office.person("王部长").says("转林部长阅示")
    office.person("王部长").gets("已转林部长")
    office.person("赵主任").gets("已转林部长")
    office.person("林部长").gets("请批示")
    office.person("王部长").says("撤销")
    office.person("王部长").gets("王部长的批示已撤销")
    office.person("赵主任").gets("【更正】")
    office.person("林部长").gets("【更正】")
    office.person("林部长").says("我的待办")
    office.person("林部长").gets("没有待办")
    office.person("王部长").says("待批的请示")
    office.person("王部长").gets("待您批示1件", FIRST)
    office.person("赵主任").says("撤销")
    office.person("赵主任").gets("已撤回〔QS-2026-001〕")
    office.person("王部长").gets("【更正】关于采购消防器材的请示已撤回〔QS-2026-001〕")


def test_a_report_waits_for_nothing_and_who_acts_for_one_away_reads_it_first(office: Office) -> None:
    """He himself gets a copy; 已阅 is told once."""
    with office.house.database.write() as connection:
        now = office.clock.office()
        stand_ins.go_away(
            connection, person_id(office, "王部长"), person_id(office, "林部长"), now - timedelta(hours=1)
        )
    office.person("赵主任").says("向王部长报告一下燃气检查已全部完成")
    office.person("赵主任").gets("【报告】呈王部长", "王部长外出，同时送代行的林部长")
    office.person("赵主任").says("确认")
    office.person("赵主任").gets("〔BG-2026-001〕")
    office.person("林部长").gets("【报告】", "赵主任：燃气检查已全部完成", "无须批复")
    office.person("王部长").gets("由林部长代行，此件供您知悉")
    office.person("林部长").says("已阅")
    office.person("林部长").gets("已按原话登记：“已阅”")
    office.person("赵主任").gets("【已阅】", "王部长（林慧代）：“已阅”")
    office.forward(hours=24 * 4)


def test_a_long_decision_is_recorded_as_said(office: Office) -> None:
    """It says much and names a day; it is still what the leader says to what waits for him."""
    filed(office)
    said = "退回：预算要分项列明，品牌型号要有三家比选，去年购置过的请说明现在的使用情况，"
    said += "综合办公室要会签，补充完整以后再报，本周五之前报来。"
    office.person("王部长").says(said)
    office.person("王部长").gets(f"已按原话登记：“{said}”")
    office.person("赵主任").gets("【退回】", said)
