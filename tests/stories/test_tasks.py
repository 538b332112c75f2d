"""Supervised tasks from 交办 to 销号: who is told, who decides, what time brings."""

from __future__ import annotations

from tests.office import Office
from tests.saying import says, silent


def assigned(office: Office, text: str = "把食堂安全排查派给赵主任 下周五前完成", by: str = "王部长") -> None:
    """Let a task be given and everybody have read it."""
    says(office, by, text, "确认")


def test_a_task_goes_from_assigning_to_closing(office: Office) -> None:
    """One confirmation that carries everything; then each step is told to the other side, and only he closes it."""
    boss, owner = office.person("王部长"), office.person("赵主任")
    boss.says("把食堂安全排查派给赵主任 下周五前完成，物业配合")
    boss.gets("事项：食堂安全排查", "牵头：赵主任", "配合：周主任", "12月4日（周五）17:30", "共2人")
    owner.gets_nothing()
    boss.says("确认")
    boss.gets("已交办〔DB-0001〕食堂安全排查", "赵主任牵头")
    assert owner.gets("王部长交办", "12月4日", "〔DB-0001〕").startswith("【督办】食堂安全排查 请承办")
    office.person("周主任").gets("请您配合")
    owner.says("DB-0001 进展：已查完两栋")
    owner.gets("进展已记", "已查完两栋")
    boss.gets("已查完两栋")
    owner.says("那个排查弄完了")
    owner.gets("已申请办结，待王部长销号")
    boss.gets("申请办结", "同意请回“同意办结”")
    boss.says("退回 还差三号楼")
    boss.gets("已退回继续办理")
    owner.gets("未同意办结：还差三号楼")
    owner.says("申请办结")
    silent(office)
    boss.says("同意办结")
    boss.gets("已销号")
    owner.gets("予以销号")
    office.person("周主任").gets("销号")
    assert [entry.kind for kind in ("task.assigned", "task.done", "task.closed") for entry in office.journal(kind)] == [
        "task.assigned", "task.done", "task.done", "task.closed",
    ]  # fmt: skip
    office.forward(hours=24 * 20)


def test_received_takes_it_and_a_delay_is_granted_before_the_day(office: Office) -> None:
    """收到 takes the task; a delay needs a reason and the assigner's word; every day that stood is kept."""
    assigned(office)
    owner, boss = office.person("赵主任"), office.person("王部长")
    owner.says("收到")
    owner.gets("DB-0001")
    boss.gets("赵主任已接收")
    owner.says("申请延期到下周六")
    owner.gets("原因")
    owner.says("缺配件")
    owner.gets("已申请延期到12月7日（周一）", "批准前仍按12月4日")
    boss.gets("赵主任申请延期到12月7日", "缺配件")
    boss.says("同意延期")
    boss.gets("已同意延期到12月7日")
    owner.gets("期限改为12月7日")
    assert "已延期1次" in says(office, "王部长", "DB-0001")
    office.forward(hours=24 * 15)
    silent(office)
    assert "期限已过，不能再申请延期" in says(office, "赵主任", "申请延期到12月20日 缺人手")


def test_late_is_reminded_over_a_holiday_and_chief_leaders_once(office: Office) -> None:
    """Nothing on the first day, none on days off; after three workdays weekly, and to the assigner as well."""
    assigned(office, "把锅炉检查派给冯科长 12月31日前完成", by="林部长")
    office.forward(hours=24 * 38)
    office.person("冯科长").gets("请回“收到”")
    told = [text for text in office.screen.unseen[office.person("冯科长").account] if text.startswith("【督办】")]
    assert ["到期。办完" in one for one in told[:2]] == [False, True]
    assert "期限明天（12月31日 周四）17:30" in told[0]
    silent(office)
    office.forward(hours=24 * 16)
    assert any("冯科长承办" in one and "可能已办未登记" in one for one in office.screen.unseen["linhui"])
    silent(office)


def test_a_task_that_is_not_his_goes_back_and_on(office: Office) -> None:
    """不归我 returns it with a reason; the assigner hands it to another, who takes it anew; both are told."""
    assigned(office, "交办：二食堂地面防滑整改，赵主任承办，12月5日前，来源：巡查")
    owner, boss = office.person("赵主任"), office.person("王部长")
    owner.says("不归我，应由物业办")
    owner.gets("已退给王部长改派")
    boss.gets("反映不归其承办：应由物业办")
    boss.says("转办给周主任")
    boss.gets("由赵主任转给周主任承办")
    boss.says("确认")
    boss.gets("已转周主任承办")
    owner.gets("已由赵主任转给周主任")
    office.person("周主任").gets("请承办", "〔DB-0001〕")
    assert "来源：巡查" not in says(office, "周主任", "我的督办")
    assert "没有编号DB-0001" in says(office, "李明", "DB-0001")


def test_a_split_task_waits_for_its_parts(office: Office) -> None:
    """One for each unit, with the number of the whole; the whole can't be closed before they are."""
    assigned(office, "交办：冬季用电自查，周主任牵头，12月10日前")
    office.person("王部长").says("把DB-0001分给饮食中心、宿管中心各自报")
    office.person("王部长").gets("赵主任", "钱主任", "共2件")
    office.person("王部长").says("确认")
    office.person("王部长").gets("DB-0002、DB-0003")
    silent(office)
    assert "下面还有没办结的：DB-0002、DB-0003" in says(office, "王部长", "DB-0001 销号")
    says(office, "王部长", "DB-0002 销号", "DB-0003 销号")
    assert "已销号" in says(office, "王部长", "DB-0001 销号")


def test_a_bulletin_is_a_draft_until_it_is_sent(office: Office) -> None:
    """Units and no persons; who asked looks at it first; nothing goes out before 发出."""
    assigned(office)
    boss = office.person("王部长")
    boss.says("本月督办进展通报一下")
    boss.gets("督办共1件", "未发出", "共")
    assert boss.gets_file("关于2026年11月督办工作进展情况的通报（草稿）").content
    office.person("赵主任").gets_nothing()
    boss.says("不发")
    silent(office)
    office.person("陈书记").says("本月督办通报")
    office.person("陈书记").gets("发给各单位负责人")
    office.person("陈书记").gets_file("草稿")
    office.person("陈书记").says("发出")
    office.person("陈书记").gets("通报已发给")
    assert "草稿" not in office.person("赵主任").gets_file("通报").name
    silent(office)
    for given in office.screen.files.values():
        given.clear()


def test_milestones_undo_and_urging(office: Office) -> None:
    """A milestone is owed as well; a step is taken back; urging is once an hour and the assigner's."""
    assigned(office)
    assert "已定2个节点" in says(office, "赵主任", "节点：周三前出方案，下周五前验收")
    assert "节点“出方案”已完成" in says(office, "赵主任", "DB-0001 出方案完成")
    assert "已申请办结" in says(office, "赵主任", "DB-0001 申请办结")
    office.person("赵主任").says("撤销")
    office.person("赵主任").gets("刚才登记的“申请办结”已撤销，现在是“承办中”")
    office.person("王部长").gets("【更正】")
    assert "已催办" in says(office, "王部长", "催一下赵主任的排查")
    assert "60分钟内已经催过" in says(office, "王部长", "催一下赵主任的排查")
    assert "另有1件刚催过" in says(office, "王部长", "没办结的督办都催一遍")
    assert "您交办的督办（1件）" in says(office, "王部长", "我交办了哪些事")
    assert "没有逾期的督办" in says(office, "王部长", "哪些督办逾期了")
    assert "没有找到这件督办" in says(office, "王部长", "问问车队年检整改到哪一步了")
    assert "没有待批的延期申请" in says(office, "王部长", "同意延期")
    assert "催办由交办人来说" in says(office, "赵主任", "DB-0001 催一下")
    assert "联络员办理" in says(office, "李明", "把卫生检查派给赵主任 下周五前完成")


def test_what_one_gives_oneself_is_done_at_once_and_a_team_is_its_leader(office: Office) -> None:
    """Nobody else is told of it, so nothing is confirmed; a name with signs left out is found; yesterday is asked."""
    assert "由您承办" in says(office, "张敏", "督办：我自己整理值班表，明天前")
    assert "牵头：马师傅" in says(office, "张敏", "交办：清理仓库，维修一班负责，月底前")
    assert "牵头：许主任" in says(office, "张敏", "不发", "把车辆年检派给交通部")
    assert "“昨天前”已经过了" in says(office, "张敏", "把台账补录派给孙主任，昨天前完成")
    assert "没有发出" in says(office, "张敏", "不发")


def test_a_word_of_consent_that_fits_two_things_is_asked_about(office: Office) -> None:
    """同意 of a leader who has a request before him and a delay to decide on goes to neither unasked."""
    assigned(office)
    says(office, "张敏", "请示：关于加班，请王部长批示", "确认")
    says(office, "赵主任", "申请延期到12月9日 缺配件")
    assert "1. 延期：食堂安全排查\n2. 请示QS-2026-001" in says(office, "王部长", "同意")
    assert "已同意延期" in says(office, "王部长", "1")
    assert "已经过了" in says(office, "王部长", "改期限到11月20日")
    says(office, "王部长", "算了")
    says(office, "赵主任", "申请办结")
    assert "请您先回“同意办结”" in says(office, "王部长", "DB-0001 改期限到12月15日")
    assert "退回请写明原因" in says(office, "王部长", "DB-0001 退回")
    assert "已退回继续办理" in says(office, "王部长", "还差二号灶")


def test_what_is_said_to_be_done_waits_for_who_gave_it_and_a_long_text_is_told_in_full(office: Office) -> None:
    """The owner is late no more, the assigner reads in his list and digest what waits; nothing of a text is cut."""
    rule = "各食堂后厨、燃气、用电、消防通道逐项排查，建立台账；"
    office.person("王部长").says("把食堂安全排查派给赵主任 11月25日前完成。具体要求：" + rule * 90)
    office.person("王部长").says("确认")
    assert office.screen.unseen[office.person("赵主任").account][0].count(rule) == 90
    silent(office)
    says(office, "赵主任", "申请办结")
    office.forward(hours=70)
    silent(office)
    assert says(office, "赵主任", "我有哪些待办").endswith("〔DB-0001〕食堂安全排查（已申请办结，待销号）")
    waits = "待您审定：食堂安全排查，赵主任申请办结〔DB-0001〕"
    assert waits in says(office, "王部长", "我有哪些待办")
    says(office, "王部长", "提醒我今天下午三点交报表")
    digest = says(office, "王部长", "看看今天的早报")
    assert (waits in digest, "15:00 交报表" in digest) == (True, True)


def test_a_measure_of_an_incidents_summary_becomes_a_task(office: Office) -> None:
    """With its person and day, after one confirmation; a to-do list holds it once, taken or not."""
    office.person("李明").says("三食堂三楼漏水")
    silent(office)
    assert "措施1“更换水管”" in says(office, "林部长", "到场", "控制住了", "措施1：更换水管，孙主任负责，12月10日前")
    asked = says(office, "林部长", "措施1转督办")
    assert ("牵头：孙主任\n期限：12月10日（周四）17:30\n来源：突发事件整改" in asked) is True
    says(office, "林部长", "确认")
    assert says(office, "孙主任", "我有哪些待办").endswith("1. 〔DB-0001〕更换水管，12月10日（周四）17:30前")
    assert "没有这条整改措施" in says(office, "林部长", "措施3转督办")


def test_who_spoke_in_a_chiefs_name_reads_that_he_closed_it_and_nobody_reads_it_twice(office: Office) -> None:
    """Her word that comes after is answered by how the task stands."""
    assigned(office, "陈书记交办：水箱清洗，冯科长承办，许主任配合，12月15日前", by="张敏")
    says(office, "张敏", "DB-0001 转办给许主任", "确认")
    says(office, "许主任", "申请办结")
    office.person("陈书记").says("同意办结")
    office.person("张敏").gets("陈书记已同意办结，予以销号")
    office.person("许主任").gets("予以销号")
    silent(office)
    assert "已销号，不再变动" in says(office, "张敏", "同意办结")
    assert "没有您要登记的督办" in says(office, "刘洋", "同意办结")
