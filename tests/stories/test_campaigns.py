"""Appraisals and campaigns from one sentence to the zip: who is asked, who owes, what is not taken."""

from __future__ import annotations

import io
import zipfile

from bot.documents import DOCX
from bot.messages import Channel, Kind, Message
from bot.store import attachments, files, people
from bot.store.attachments import Attachment
from bot.turn import Turn
from handlers.campaign import HeldCampaigns
from tests.office import DOOR, GROUP, PLATFORM, Office
from tests.saying import says, silent

SECRETARIES = ("陆主任", "赵主任", "孙主任")


def sends(office: Office, who: str, name: str, text: str = "", content: bytes = b"") -> str:
    """Let somebody send a file that is fetched at once, and return what he was answered."""
    somebody = office.person(who)
    kind = Kind.TEXT if text else Kind.FILE
    somebody.says(text, kind=kind, media=[{"number": 1, "kind": "file", "name": name}])
    if content:
        with office.house.database.write() as connection:
            now, number = office.clock.office(), str(office._said)
            kept = files.note(connection, office.house.files.keep(content), len(content), name, DOCX, now)
            attachments.note(connection, Attachment(DOOR, number, 1, "file", kept.id), now)
    answer = office.screen.unseen[somebody.account].pop(0)
    silent(office)
    return answer


def test_a_vague_day_is_asked_for_and_one_confirmation_tells_the_secretaries(office: Office) -> None:
    """Nothing is guessed; the plan carries days, audience and head count."""
    zhang = office.person("张老师")
    zhang.says("12月中旬进行示范岗中期检查 提醒各支部书记")
    zhang.gets("“12月中旬”请问“示范岗中期检查”具体是哪一天")
    for name in SECRETARIES:
        office.person(name).gets_nothing()
    zhang.says("12月15日")
    zhang.gets(
        "【评选】示范岗中期检查",
        "12月15日（周二）",
        "各支部书记3人，回“收到”",
        "确认后通知各支部书记（共3人）",
        "本部门设定",
    )
    zhang.says("确认")
    zhang.gets("已启动“示范岗中期检查”〔KH-0001〕，已通知3人")
    for name in SECRETARIES:
        text = office.person(name).gets("【评选】示范岗中期检查 12月15日", "请回“收到”", "〔KH-0001〕")
        assert "示范岗" in text[:20]
    assert [one.data["number"] for one in office.journal("campaign.begun")] == ["KH-0001"]


def test_from_the_first_word_to_the_zip(office: Office) -> None:
    """Asked for, handed in, replaced, returned with a reason, handed in again, passed, on paper, packed."""
    assert "每支部交承诺书" in says(office, "张老师", "收一下各支部的承诺书，月底前")
    office.person("张老师").says("确认")
    office.person("张老师").gets("已通知3人")
    office.person("陆主任").gets("【承诺】承诺书 11月30日前交承诺书", "发“交承诺书”", "不能代交")
    silent(office)
    assert "请把承诺书的文件发过来" in says(office, "陆主任", "交承诺书")
    assert "回执号〔KH-0001-" in sends(office, "陆主任", "a.docx", content=b"first")
    assert "第2次" in sends(office, "陆主任", "机关 承诺书.docx", "交承诺书", content=b"second")
    assert "是要交的承诺书吗" in sends(office, "赵主任", "cns.docx", content=b"third")
    assert "回执号" in says(office, "赵主任", "是")
    assert "未交1（维修水电党支部）" in says(office, "张老师", "承诺书还有谁没交")
    office.person("张老师").says("退回 机关党支部的承诺书 没有签字")
    office.person("张老师").gets("已退回机关党支部的承诺书，原因：没有签字")
    office.person("陆主任").gets("【退回】承诺书请修改重交：没有签字")
    assert "未交2" in says(office, "张老师", "承诺书还有谁没交")
    assert "第3次" in sends(office, "陆主任", "../../机关:承诺书.docx", "交承诺书", content=b"signed")
    office.person("张老师").says("孙主任 纸质已交，存综合办")
    office.person("张老师").gets("已登记维修水电党支部的承诺书为纸质已交，材料存综合办")
    silent(office)
    office.person("张老师").says("打包发我")
    office.person("张老师").gets("已打包2份，未交0")
    packed = zipfile.ZipFile(io.BytesIO(office.person("张老师").gets_file("承诺书材料").content))
    names = packed.namelist()
    assert names[:2] == ["饮食宿管党支部-赵国强-cns.docx", "机关党支部-陆明-机关承诺书.docx"]
    assert packed.read(names[1]) == b"signed"
    assert names[2].endswith(".xlsx")
    office.person("张老师").says("导出台账")
    office.person("张老师").gets("台账已私下发给您")
    office.person("张老师").gets_file("承诺书台账", ".xlsx")


def test_who_has_not_handed_in_is_reminded_and_the_organiser_told(office: Office) -> None:
    """On the days the office set, not the first; at the hour it is due the names go to the organiser alone."""
    says(office, "张老师", "收一下各支部的承诺书，11月27日前")
    office.person("张老师").says("确认")
    silent(office)
    office.person("陆主任").says("交承诺书：本支部承诺带头学习，带头服务。")
    office.person("陆主任").gets("回执号")
    office.forward(hours=24)
    office.person("孙主任").gets("【催交】承诺书 11月27日前交")
    office.person("赵主任").gets("【催交】承诺书")
    office.person("陆主任").gets_nothing()
    silent(office)
    office.forward(hours=79.9)
    office.person("张老师").gets("应交3，已交1，未交2（饮食宿管党支部、维修水电党支部）")
    silent(office)
    assert "应交3，已交1，未交2。名单由组织人掌握" in says(office, "陆主任", "承诺书还有谁没交")
    assert "承诺书“签订”今天截止：未交2、待审1〔KH-0001〕" in says(office, "张老师", "看看今天的早报")


def test_the_first_of_july_is_planned_back(office: Office) -> None:
    """In workdays, stage by stage; the first secretaries hear of it weeks before, not today."""
    says(office, "张老师", "七一表彰倒排一下计划")
    answer = says(office, "张老师", "明天就是7月1日吗")  # a question changes nothing
    assert "1. 推荐提名：2027年5月13日（周四）至2027年5月26日（周三），各支部书记3人，每支部交推荐表" in answer
    assert "4. 表彰：2027年7月1日（周四），由您办理" in answer
    assert "到2027年5月10日（周一）通知“推荐提名”" in says(office, "张老师", "确认")
    assert "推荐提名" in says(office, "张老师", "七一表彰进行到哪一步了")


def test_the_plan_is_changed_before_it_is_confirmed_and_taken_back_after(office: Office) -> None:
    """改到 and 加上; 撤销 leaves nobody owing."""
    says(office, "张老师", "征集服务育人案例 每个中心一篇 12月10日截止")
    answer = says(office, "张老师", "改到12月18日", "加上冯科长")
    assert "12月18日" in answer
    assert "冯科长" in answer
    says(office, "张老师", "确认")
    assert "已撤销" in says(office, "张老师", "撤销")
    assert "没有" in says(office, "赵主任", "我还要交什么")


def test_a_stage_moves_and_one_is_done_on_paper(office: Office) -> None:
    """What is still owed is due on the new day; of the rest only that it is done, and where the paper lies."""
    says(office, "张老师", "启动年度绩效考核，12月20日前交自评", "确认")
    assert "由12月20日（周日）（休息日）改为12月25日（周五）" in says(office, "张老师", "自评截止时间推迟到12月25日")
    assert "改为12月25日" in says(office, "张老师", "确认")
    assert "12月25日" in says(office, "赵主任", "我还要交什么")
    assert "已登记为完成，材料存综合办" in says(office, "张老师", "审核已完成，材料存综合办")
    assert "审核：" in says(office, "张老师", "考核进行到哪一步了")


def test_a_leaders_comment_has_all_three_parts(office: Office) -> None:
    """The missing one is asked for; it is reported, and told to the branch's secretary privately."""
    assert "还缺“方向”" in says(office, "王部长", "点评二支部 成绩：学习扎实 问题：台账不全")
    assert "\n方向：年底前补齐台账\n将报张老师，并私下告知赵主任" in says(office, "王部长", "方向：年底前补齐台账")
    office.person("王部长").says("确认")
    office.person("王部长").gets("点评已登记")
    office.person("张老师").gets("【点评】王部长点评饮食宿管党支部", "方向：年底前补齐台账")
    office.person("赵主任").gets("问题：台账不全")
    assert "联络员可代为登记" in says(office, "李明", "点评二支部 成绩：好 问题：无 方向：无")


def test_results_of_persons_do_not_enter(office: Office) -> None:
    """Nor papers about them, nor votes; what was typed is not kept, the answer is private."""
    office.person("张老师").says("@助手 张三考核结果不合格")
    office.person("张老师").gets("您刚才的内容没有留存")
    assert "张三考核结果" not in office.everything_kept()
    zhang = office.person("张老师")
    name = "民主评议结果汇总.xlsx"
    office.deliver(
        Message(
            DOOR,
            office.next_id(),
            PLATFORM,
            zhang.account,
            Channel.GROUP,
            Kind.FILE,
            chat=GROUP,
            data={"media": [{"number": 1, "kind": "file", "name": name}]},
        )
    )
    zhang.gets("请勿在群内发送个人评议材料")
    office.group().gets_nothing()
    assert name not in office.everything_kept()
    assert "做不到真正匿名" in says(office, "张老师", "搞个匿名投票")


def test_a_pledge_is_nobody_elses_and_not_everybody_begins_one(office: Office) -> None:
    """The secretary of a leader hands in no pledge; staff is told whom to ask."""
    assert "林部长、陆主任2人" in says(office, "张老师", "收一下承诺书，12月10日前", "发给林部长、陆主任")
    says(office, "张老师", "确认")
    assert "承诺须由本人作出" in says(office, "张老师", "代林部长交承诺书")
    assert "由联络员、单位负责人或支部书记发起" in says(office, "李明", "启动年度绩效考核，12月20日前交自评")


def test_whoever_leaves_hands_over_what_he_runs_and_owes(office: Office) -> None:
    """A campaign has another organiser, a branch's paper another debtor; one's own pledge moves to nobody."""
    says(office, "张老师", "收一下各支部的承诺书，月底前", "确认")
    held = HeldCampaigns()
    with office.house.database.write() as connection:
        now = office.clock.office()
        ids = {one.name: one.id for one in people.people(connection, now)}
        turn = Turn(connection, now=now, machine=now, source="story")
        (runs,) = held.of(connection, ids["张敏"], now)
        assert held.move(turn, runs, ids["张敏"], ids["刘洋"])
        (owes,) = held.of(connection, ids["陆明"], now)
        assert held.move(turn, owes, ids["陆明"], ids["刘洋"])
        assert [one.line for one in held.of(connection, ids["刘洋"], now)] == ["承诺书〔KH-0001〕", "承诺书（承诺书）"]
        assert not held.of(connection, ids["陆明"], now)


def test_the_organiser_does_his_own_stages_and_is_reminded_of_them(office: Office) -> None:
    """On its day he hears of it; what is done needs no reminder."""
    says(office, "张老师", "开展示范岗评选", "12月11日")
    assert "时间比模板少" in says(office, "张老师", "改到12月10日")
    says(office, "张老师", "确认")
    office.forward(hours=24 * 12)
    texts = office.screen.unseen[office.person("张老师").account]
    assert any("“群众考评”" in text and "由您办理" in text for text in texts)
    silent(office)
    assert "材料存综合办" in says(office, "张老师", "群众考评已完成，票存综合办")
    assert "群众考评" in says(office, "张老师", "示范岗进行到哪一步了")


def test_a_file_that_could_not_be_fetched_is_owed_again(office: Office) -> None:
    """Its receipt is void, whoever sent it is told; what is known to be lost gets none."""
    says(office, "张老师", "收一下各支部的承诺书，月底前", "确认")
    says(office, "陆主任", "交承诺书")
    assert "“文件”，回执号" in sends(office, "陆主任", "")
    lost(office, "陆主任")
    office.person("陆主任").gets("【重交】承诺书的文件没有取到，刚才的回执作废")
    assert "承诺书" in says(office, "陆主任", "我还要交什么")
    assert "是要交的承诺书吗" in sends(office, "赵主任", "cns.docx")
    lost(office, "赵主任")
    office.person("赵主任").gets("文件没有取到")
    assert "没有取到，不能登记" in says(office, "赵主任", "是")
    assert "应交3，已交0" in says(office, "张老师", "承诺书还有谁没交")


def lost(office: Office, who: str) -> None:
    """Let the platform refuse the file of the last message."""
    of, now = str(office._said), office.clock.office()
    with office.house.database.write() as connection:
        attachments.note(connection, Attachment(DOOR, of, 1, "file", reason="expired"), now)
    data = {"event": "media", "of": of, "number": 1, "kind": "file", "lost": "expired"}
    account = office.person(who).account
    office.deliver(Message(DOOR, f"{of}/media/1", PLATFORM, account, Channel.PRIVATE, Kind.RESULT, data=data))
