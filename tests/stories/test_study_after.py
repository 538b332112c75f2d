"""After a study: papers handed in, chased, given back and packed; made up later; minutes; the register."""

from __future__ import annotations

import io
import zipfile

import pytest
from sqlalchemy import select, update

from bot.documents import DOCX
from bot.messages import Kind
from bot.store import attachments, files, people
from bot.store.attachments import Attachment
from handlers.study import rows
from tests.office import DOOR, Office
from tests.saying import says, silent


@pytest.fixture
def over(office: Office) -> Office:
    """Have a study of a branch be over: 冯科长 and 马师傅 were there, 林部长, 孙主任 and 冯师傅 were not."""
    says(office, "孙主任", "开始签到 维修水电党支部学习 30分钟")
    says(office, "冯科长", "签到")
    says(office, "马师傅", "签到")
    says(office, "孙主任", "结束签到")
    return office


def sends(office: Office, who: str, name: str, text: str = "", content: bytes = b"one") -> str:
    """Let somebody send a file that is fetched at once, and return what he was answered."""
    somebody = office.person(who)
    somebody.says(text, kind=Kind.TEXT if text else Kind.FILE, media=[{"number": 1, "kind": "file", "name": name}])
    with office.house.database.write() as connection:
        now, number = office.clock.office(), str(office._said)
        kept = files.note(connection, office.house.files.keep(content), len(content), name, DOCX, now)
        attachments.note(connection, Attachment(DOOR, number, 1, "file", kept.id), now)
    answer = office.screen.unseen[somebody.account].pop(0)
    silent(office)
    return answer


def test_papers_are_wanted_handed_in_chased_given_back_and_packed(over: Office) -> None:
    """One confirmation; who owes is reminded privately, the organiser alone reads names; the zip says whose each is."""
    assert "已随这次学习存档" in says(over, "马师傅", "心得：这次学习很受教育，今后抢修要更快更细致")
    assert "确认后通知到会的2人，12月4日（周五）17:30截止" in says(over, "孙主任", "这次学习大家交一篇心得，下周五前")
    over.person("孙主任").says("确认")
    over.person("孙主任").gets("已通知2人")
    over.person("冯科长").gets("【心得】维修水电党支部学习 请在12月4日（周五）前交一篇心得", "〔XX-0001〕")
    over.person("马师傅").gets_nothing()
    assert "〔XX-0001〕交心得：维修水电党支部学习" in says(over, "冯科长", "我有哪些待办")
    assert "未交1人。\n未交：冯涛。" in says(over, "孙主任", "谁还没交心得")
    assert "已提醒没有交心得的1人" in says(over, "孙主任", "催一下没交心得的")
    assert "10:00刚提醒过" in says(over, "孙主任", "催一下没交心得的")
    silent(over)
    over.forward(hours=24 * 11)
    over.person("冯科长").gets("还没有收到您的心得", "12月4日（周五）截止")
    over.person("马师傅").gets_nothing()
    silent(over)
    over.forward(hours=10)
    over.person("孙主任").gets("应交2人，已交1人，未交1人\n未交：冯涛〔XX-0001〕")
    silent(over)


def test_papers_are_replaced_given_back_and_packed(over: Office) -> None:
    """A file alone is asked about; what comes late is kept and says so; the zip says whose each is."""
    says(over, "孙主任", "这次学习大家交一篇心得，下周五前", "确认")
    says(over, "马师傅", "心得：这次学习很受教育，今后抢修要更快更细致")
    over.forward(hours=24 * 12)
    silent(over)
    assert "请把心得的文件或文字发过来" in says(over, "冯科长", "心得交了")
    assert "12月4日（周五）已截止，照收，记为逾期" in sends(over, "冯科长", "a.docx")
    over.person("孙主任").says("退回冯科长的心得，太短了")
    over.person("孙主任").gets("已退回冯涛的心得，原因：太短了")
    over.person("冯科长").gets("【退回】维修水电党支部学习 您的心得请修改后重交", "太短了")
    assert "请问是要交的心得吗" in sends(over, "冯科长", "../b.docx", content=b"two")
    over.person("冯科长").says("是")
    over.person("冯科长").gets("替换上次交的")
    over.person("孙主任").gets("已全部交齐，共2人")
    says(over, "孙主任", "心得打包")
    packed = over.person("孙主任").gets_file("维修水电党支部学习心得")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as inside:
        names = inside.namelist()
        assert names == ["水电管理科-冯涛-b.docx", "维修一班-马德福-维修水电党支部学习心得.txt"]
        assert inside.read(names[0]) == b"two"


def test_what_is_wanted_can_be_taken_back_and_only_its_organiser_says_so(over: Office) -> None:
    """Nobody owes it any more, whoever was told reads one correction."""
    assert "没有找到您近期组织的学习" in says(over, "赵主任", "XX-0001 谁还没交心得")
    says(over, "孙主任", "这次学习大家交一篇心得，下周五前", "确认")
    over.person("孙主任").says("撤销")
    over.person("孙主任").gets("维修水电党支部学习不用交心得了")
    over.person("冯科长").gets("【更正】维修水电党支部学习不用交心得了")
    silent(over)
    over.forward(hours=24 * 12)
    over.person("冯科长").gets_nothing()
    silent(over)


def test_who_was_absent_makes_it_up_once_and_the_organiser_may_refuse_it(over: Office) -> None:
    """His status stays; he is reminded once before the last day; what comes later is marked."""
    assert "请说明补学了什么" in says(over, "冯师傅", "已补学")
    over.person("冯师傅").says("学习了讲话原文，重点看了服务育人一节")
    over.person("冯师傅").gets("已登记您的补学：维修水电党支部学习。考勤仍记缺勤，并注明已补学")
    over.person("孙主任").gets("【补学】冯大海已补学")
    over.person("孙主任").says("补学退回 冯师傅 内容太少")
    over.person("冯师傅").gets("您的补学请重做", "内容太少")
    silent(over)
    over.forward(hours=52)
    over.person("冯师傅").gets("【补学】维修水电党支部学习 还没有收到您的补学，11月26日（周四）截止")
    silent(over)
    assert "您已到会，不用补学" in says(over, "冯科长", "补学 学习了讲话原文")
    over.forward(hours=48)
    over.person("冯师傅").gets_nothing()
    assert "（逾期，期限是11月26日（周四））" in says(over, "冯师傅", "补学 看了讲话原文三遍，体会是巡检要按规程来")
    assert "已撤销补学登记" in says(over, "冯师傅", "撤销")


def test_the_draft_of_the_minutes_is_filed_paper_and_the_final_one_is_kept(over: Office) -> None:
    """Who was there, excused and absent in office order; nobody but who runs the study gets it, and never a group."""
    over.person("孙主任").says("@助手 出学习纪要")
    over.group().gets("文件已私下发给您")
    silent(over)
    paper = over.person("孙主任").gets_file("维修水电党支部学习记录（草稿）")
    with zipfile.ZipFile(io.BytesIO(paper.content)) as inside:
        text = inside.read("word/document.xml").decode()
    for part in ("（草稿）", "应到5人，实到2人", "出席：冯涛、马德福", "缺席：林慧、孙伟、冯大海", "记录人：孙伟"):
        assert part in text
    assert "由孙主任组织" in says(over, "冯师傅", "XX-0001 出学习纪要")
    assert "已存档：维修水电党支部学习的学习记录" in sends(over, "孙主任", "维修水电党支部学习记录.docx")


def test_the_register_counts_what_leaders_contribute_and_takes_nothing_of_a_talk(office: Office) -> None:
    """For oneself, by an organiser, not by anybody; asked for by whoever may see it; a talk is day and persons."""
    assert "已登记：王部长 11月20日 讲党课《坚守初心》。本年第1次" in says(
        office, "张老师", "登记 王部长 11月20日 讲党课《坚守初心》"
    )
    assert "已经登记过" in says(office, "王部长", "登记 我11月20日讲党课《坚守初心》")
    assert "已登记：王部长 11月22日 调研走访（饮食中心）" in says(
        office, "王部长", "我昨天到饮食中心调研走访了，记一下"
    )
    assert "讲党课1次、调研走访1次" in says(office, "王部长", "我今年发言情况")
    assert "讲党课1次" in says(office, "何部长", "王部长今年讲了几次党课")
    assert "王部长：讲党课1次、调研走访1次\n林部长：无" in says(office, "何部长", "领导班子今年发言情况")
    assert "由本人、组织人和主要领导查看" in says(office, "李明", "王部长今年讲了几次党课")
    assert "您不能替王部长登记" in says(office, "李明", "登记 王部长 11月20日 讲党课《坚守初心》")
    assert "已撤销登记" in says(office, "王部长", "撤销")
    said = "谈心谈话登记：今天和李明谈了，他最近家里有困难情绪不好"
    assert "谈话内容不进系统" in says(office, "王部长", said)
    assert "家里有困难" not in office.everything_kept()
    assert "谈心谈话（与李明）。只记日期和人员" in says(office, "王部长", "我今天跟李明做了谈心谈话")


def test_who_leads_and_speaks_is_noted_as_it_is_said_and_taken_back_at_once(office: Office) -> None:
    """By the organiser of anybody, by others of themselves alone; a guest is noted by name; nothing twice."""
    says(office, "孙主任", "开始签到 维修水电党支部学习 30分钟")
    answer = says(office, "孙主任", "今天领学是冯科长，主题发言马师傅《抢修要快》、李教授《安全用电》")
    assert "领学冯科长、主题发言马师傅《抢修要快》" in answer
    assert "没有李教授，按外请人员登记" in answer
    assert "已登记过" in says(office, "孙主任", "领学：冯科长")
    assert "由组织人孙主任登记" in says(office, "马师傅", "冯科长作研讨发言")
    assert "研讨发言" in says(office, "马师傅", "我来研讨发言")
    assert "领学1次" in says(office, "冯科长", "我今年发言情况")
    assert "主题发言1次、研讨发言1次" in says(office, "马师傅", "我今年发言情况")
    assert "已撤销刚才登记的发言" in says(office, "马师傅", "撤销")
    assert "主题发言1次\n" in says(office, "马师傅", "我今年发言情况") + "\n"


def test_reasons_of_leave_are_forgotten_after_their_time(over: Office) -> None:
    """Only the kind stays; that something was erased is counted."""
    with over.house.database.write() as connection:
        (person_id,) = (one.id for one in people.by_name(connection, "冯大海", over.clock.office()))
        late = update(rows.roster).where(rows.roster.c.person_id == person_id)
        connection.execute(late.values(status="请假", leave_kind="病假", reason="发烧去医院"))
    over.forward(hours=24 * 31)
    silent(over)
    with over.house.database.read() as connection:
        kept = connection.execute(select(rows.roster.c.reason, rows.roster.c.leave_kind)).all()
    assert ("", "病假") in [tuple(one) for one in kept]
    assert all(not one.reason for one in kept)
    assert [one.data for one in over.journal("study.reasons_forgotten")] == [{"reasons": 1}]
