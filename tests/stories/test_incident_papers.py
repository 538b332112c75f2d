"""The papers of an incident: 首报 and 续报 to forward, the summary from the first draft to 审签, and its reminders."""

from __future__ import annotations

import io

import docx
from sqlalchemy import select

from bot.documents import DOCX
from bot.messages import Kind
from bot.situation import Situation
from bot.stage import OFFICE
from bot.store import attachments, files, pushes
from bot.store.attachments import Attachment
from bot.turn import Turn
from bot.word_file import document_of
from handlers.incident import cases
from handlers.incident.papers.answers import measures_of
from handlers.incident.papers.drafting import summary_of
from handlers.incident.papers.rows import papers
from handlers.incident.papers.summary import printed
from scheduler import owed
from tests.office import Office
from tests.saying import says, silent
from tests.stories.test_incidents import FIRE, LEAK, reported


def controlled(office: Office, text: str = FIRE, leader: str = "王部长") -> None:
    """Bring an incident under control, and everybody has read it."""
    reported(office, text)
    says(office, leader, "到场", "已控制")


def paper(office: Office, incident: int = 1) -> str:
    """Read the summary as it would be printed now."""
    with office.house.database.write() as connection:
        turn = Turn(connection, now=office.clock.office(), machine=office.clock.machine(), source="story")
        made = summary_of(turn, cases.load(connection, incident), Situation(turn.now, OFFICE))
        word = docx.Document(io.BytesIO(document_of(printed(made, turn.now)).content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in word.paragraphs), *cells])


def summary_owed(office: Office) -> list[tuple[str, str | None]]:
    """Return what is owed or was of the first incident's summary."""
    with office.house.database.read() as connection:
        rows = owed.on_subject(connection, "incident:1")
    return [(one.kind, one.settled_how) for one in rows if one.kind in ("incident.summary", "incident.draft")]


def test_a_first_report_holds_what_is_recorded_and_no_more(office: Office) -> None:
    """One screen, to be forwarded as it is; what nobody said is 正在核实; giving it ticks nothing."""
    reported(office, FIRE)
    text = says(office, "王部长", "给我一份首报")
    assert text.startswith("【首报】东校区二食堂火情\n时间：11月23日10:00接报\n地点：东校区二食堂\n类型：火情（较大）")
    assert "伤亡：正在核实\n" in text
    assert "已采取措施：正在核实\n" in text
    assert "现场负责人：正在核实\n联系电话：8110\n" in text
    assert text.endswith("后勤保障部 11月23日10:00")
    assert text.count("\n") <= 11
    assert "报告主要领导" in says(office, "王部长", "到场")
    (entry,) = office.journal("incident.paper_given")
    assert entry.data["paper"] == "首报"


def test_a_later_first_report_knows_who_heads_the_scene(office: Office) -> None:
    """By name, with his telephone; who was told by a person."""
    reported(office, FIRE)
    says(office, "王部长", "到场", "已报告陈书记", "已通知保卫处")
    text = says(office, "刘洋", "首报")
    assert "现场负责人：王建国\n联系电话：13900010003" in text
    assert "报告通知：已报告陈志远；已通知保卫处" in text
    assert "10:00分管领导王建国到达现场" in text


def test_a_follow_up_says_only_what_is_new(office: Office) -> None:
    """Numbered; with nothing new it says since when; one that is named again is given again."""
    reported(office, FIRE)
    says(office, "王部长", "首报")
    assert "自11月23日10:00的首报以来没有新的登记" in says(office, "王部长", "续报")
    office.forward(minutes=2)
    says(office, "王部长", "到场")
    first = says(office, "王部长", "续报")
    assert first.startswith("【续报一】东校区二食堂火情\n10:02 分管领导王建国到达现场\n后勤保障部")
    office.forward(minutes=3)
    says(office, "李明", "补充：后厨也有烟")
    second = says(office, "赵主任", "给我续报")
    assert second.startswith("【续报二】")
    assert "10:05 上报人李明补充：后厨也有烟" in second
    assert "到达现场" not in second
    assert says(office, "王部长", "续报一") == first


def test_a_report_for_the_leaders_begins_with_the_first(office: Office) -> None:
    """However it is asked for; then what is new."""
    reported(office, FIRE)
    assert says(office, "王部长", "帮我写个报告 发领导").startswith("【首报】")
    says(office, "王部长", "到场")
    assert says(office, "王部长", "帮我写个报告，发给领导").startswith("【续报一】")
    assert not office.journal("incident.reported_up")


def test_the_first_report_is_offered_once(office: Office) -> None:
    """In the answer to the leader's first word, not to others and not again."""
    reported(office, FIRE)
    assert "要首报文字请回“首报”" in says(office, "王部长", "收到")
    assert "首报" not in says(office, "王部长", "到场")
    assert "首报" not in says(office, "赵主任", "到场")


def test_who_is_not_concerned_is_refused_kindly_and_learns_nothing(office: Office) -> None:
    """The reporter, and whoever guesses a number."""
    reported(office, FIRE)
    for said in ("首报", "给我续报", "总结", "SJ-0001 首报", "SJ-0099 首报"):
        answer = says(office, "李明", said)
        assert "分管领导、协管领导、单位负责人或值班员" in answer
        assert "SJ" not in answer
    assert not office.journal("incident.paper_given")


def test_papers_are_given_privately_only(office: Office) -> None:
    """In the group only that is said."""
    reported(office, FIRE)
    office.person("王部长").says("@助手 首报")
    assert office.group().gets("请私聊我") == "文字材料只能私下给您，请私聊我再说一次。"


def test_of_what_only_few_may_know_no_words_are_quoted(office: Office) -> None:
    """The reporter's words may hold a name; the duty officer does not even learn that there is one."""
    reported(office, "3号楼学生张小红要跳楼", by="吴阿姨")
    says(office, "王部长", "到场")
    text = says(office, "王部长", "首报")
    assert "心理危机" in text
    assert "张小红" not in text + paper(office)
    assert "吴秀英" not in text + paper(office)
    assert "没有可以给您的" in says(office, "刘洋", "首报")


def test_where_somebody_is_ill_no_words_are_quoted_either(office: Office) -> None:
    """What was done is taken from them, names are not."""
    reported(office, "一食堂王小明等5人吃坏肚子，已送医")
    text = says(office, "王部长", "首报")
    assert "王小明" not in text + paper(office)
    assert "已采取措施：已送医" in text
    assert "伤亡：5人" in text


def test_a_chief_is_told_of_each_leg_once_and_may_ask(office: Office) -> None:
    """Neutral words: what is there, no word on what is not."""
    reported(office, "三食堂锅炉超压了")
    office.person("林部长").says("到场")
    silent_but = office.person("陈书记").gets("已到场")
    assert "还差" not in silent_but
    silent(office)
    office.person("林部长").says("已控制")
    office.person("陈书记").gets("已控制")
    office.person("陈书记").gets_nothing()
    silent(office)
    for said in ("进展", "现在什么情况？", "SJ-0001 情况怎么样"):
        answer = says(office, "陈书记", said)
        assert answer.startswith("西校区三食堂锅炉压力容器：已控制。〔SJ-0001〕\n10:00 李明上报")
        assert "现场负责人：王建国" in answer or "现场负责人：林慧" in answer
        assert not any(word in answer for word in ("还差", "未", "没有"))


def test_the_draft_is_made_of_the_course(office: Office) -> None:
    """Times, roles and names; what nobody answered is a visible blank; marked as a draft until it is signed."""
    controlled(office)
    says(office, "王部长", "已报告陈书记", "已通知保卫处")
    assert "总结草稿见文件。还差：原因、责任、教训、措施" in says(office, "王部长", "起草总结")
    text = paper(office)
    assert text.startswith("关于东校区二食堂火情的总结报告（草稿）\n一、基本情况\n编号：SJ-0001")
    assert "2026年11月23日10:00，李明上报：二食堂着火了。" in text
    assert "分管领导王建国到达现场。" in text
    assert "已向陈志远报告（2026年11月23日10:00登记）。" in text
    assert "通知校办：未登记。" in text
    assert "向主要领导报告" not in text
    assert text.count("（待填）") >= 4
    assert "审签：" in text


def test_elements_are_given_one_by_one_or_all_at_once(office: Office) -> None:
    """Echoed, kept as rows, changed by saying them again; a cause with a fire in it opens no incident."""
    controlled(office)
    assert "还差：责任、教训、措施" in says(office, "王部长", "原因：电线老化起火")
    said = "责任：巡查不到位；教训：要勤查；措施：更换线路，李明，12月1日前；培训，张三丰，月底前"
    answer = says(office, "赵主任", said)
    assert "措施1“更换线路”（李明，2026年12月1日）" in answer
    assert "要素已齐" in answer
    says(office, "王部长", "原因：油锅过热", "措施2：厨师培训，赵主任，12月5日前")
    says(office, "王部长", "措施：装报警器，李明，12月9日前", "删除措施1")
    text = paper(office)
    assert "油锅过热" in text
    assert "电线老化" not in text
    assert "更换线路" not in text
    assert "厨师培训\n赵主任\n2026年12月5日" in text
    with office.house.database.read() as connection:
        kept = [(one.number, one.person, one.person_id, str(one.due_on)) for one in measures_of(connection, 1)]
    assert [one[:2] for one in kept] == [(1, "赵主任"), (2, "李明")]
    assert all(one[2] for one in kept)
    assert len(office.journal("incident.opened")) == 1


def test_drafting_is_given_to_somebody_and_the_leader_signs(office: Office) -> None:
    """Handed in, returned with a reason, handed in again, signed; only then can it be closed."""
    controlled(office)
    says(office, "王部长", "已报告陈书记", "已通知保卫处、校办")
    office.person("王部长").says("总结交给李明写")
    office.person("王部长").gets("已请李明起草", "仍由您审签")
    office.person("李明").gets("总结请您起草", "11月26日18:00前交")
    assert "已记下：原因" in says(office, "李明", "原因：油锅过热")
    office.person("李明").says("总结：油锅过热，已换灶具。")
    office.person("李明").gets("总结已交，待分管领导审签", "还差：总结")
    office.person("王部长").gets("总结请审签", "李明已交总结")
    assert "还差：总结" in says(office, "王部长", "结案")
    office.person("王部长").says("退回：原因没写清")
    office.person("王部长").gets("总结已退回李明修改")
    office.person("李明").gets("总结退回修改", "王部长：原因没写清")
    assert summary_owed(office) == [("incident.summary", None), ("incident.draft", None)]
    assert "待分管领导审签" in says(office, "李明", "总结改好交了")
    office.person("王部长").presses("审签")
    office.person("王部长").gets("总结已审签", "可以结案")
    office.person("李明").gets("总结已审签")
    assert summary_owed(office) == [("incident.summary", "done"), ("incident.draft", "done")]
    text = paper(office)
    assert "（草稿）" not in text
    assert "起草：李明\n审签：王建国" in text
    assert "油锅过热，已换灶具。" in text
    assert "已结案" in says(office, "王部长", "结案")


def test_returning_wants_a_reason_and_the_drafter_signs_nothing(office: Office) -> None:
    """A press on 退回 asks for it; who handed it in has no word on it."""
    controlled(office)
    office.person("赵主任").says("总结交了")
    office.person("王部长").gets("总结请审签", "赵主任已交总结")
    silent(office)
    office.person("王部长").presses("退回")
    office.person("王部长").gets("请写明原因")
    says(office, "赵主任", "SJ-0001 审签")
    assert not office.journal("incident.summary_signed")
    assert not office.journal("incident.summary_returned")


def test_a_file_of_the_drafter_is_the_summary(office: Office) -> None:
    """Of anybody else it is what it was."""
    controlled(office)
    media = [{"number": 1, "kind": "file", "name": "火情总结.docx"}]
    office.person("冯师傅").says("", kind=Kind.FILE, media=media)
    silent(office)
    assert not office.journal("incident.summary")
    says(office, "王部长", "让李明起草总结")
    office.person("李明").says("", kind=Kind.FILE, media=media)
    office.person("李明").gets("总结已交，待分管领导审签")
    office.person("王部长").gets("李明已交文件“火情总结.docx”")
    assert "另附：火情总结.docx" in paper(office)


def test_the_drafters_file_is_handed_on_as_it_came(office: Office) -> None:
    """To whoever asks for the summary, beside the draft, once it has been fetched."""
    controlled(office)
    says(office, "王部长", "让李明起草总结")
    office.person("李明").says("", kind=Kind.FILE, media=[{"number": 1, "kind": "file", "name": "火情总结.docx"}])
    silent(office)
    now, content = office.clock.office(), b"PK"
    with office.house.database.write() as connection:
        (came,) = connection.execute(select(papers.c.door, papers.c.message_id)).all()
        kept = files.note(connection, office.house.files.keep(content), len(content), "a.docx", DOCX, now)
        attachments.note(connection, Attachment(came.door, came.message_id, 1, "file", kept.id), now)
    assert "总结草稿见文件" in says(office, "王部长", "总结")
    assert [one.data["paper"] for one in office.journal("incident.paper_given")] == ["总结", "火情总结.docx"]
    with office.house.database.read() as connection:
        sent = connection.execute(select(pushes.pushes.c.file_name).where(pushes.pushes.c.file_id == kept.id)).scalars()
        assert list(sent) == ["火情总结.docx"]


def test_reminders_come_at_nine_on_workdays_until_it_is_signed(office: Office) -> None:
    """The day before and the day it is due; then once a day; the office hears of it once, after two working days."""
    controlled(office)
    office.forward(hours=46.9)
    office.person("王部长").gets_nothing()
    office.forward(hours=0.2)
    office.person("王部长").gets("请于11月26日18:00前交")
    office.forward(hours=24)
    office.person("王部长").gets("总结今天到期")
    office.forward(hours=24)
    office.person("王部长").gets("应于11月26日18:00前交，尚未收到登记")
    office.person("张老师").gets_nothing()
    office.forward(hours=71.9)
    office.person("王部长").gets("尚未收到登记")
    office.person("张老师").gets("截至11月30日09:00未收到登记，请协助了解")
    office.forward(hours=24)
    office.person("王部长").gets("尚未收到登记")
    office.person("张老师").gets_nothing()
    says(office, "王部长", "总结：油锅过热")
    office.forward(hours=72)
    office.person("王部长").gets_nothing()


def test_the_drafter_is_reminded_and_then_the_leader_of_his_word(office: Office) -> None:
    """Before the day only the drafter; what waits to be signed is the leader's."""
    controlled(office)
    says(office, "王部长", "让李明起草总结")
    office.forward(hours=47.1)
    office.person("李明").gets("请于11月26日18:00前交")
    office.person("王部长").gets_nothing()
    says(office, "李明", "总结写好了")
    office.forward(hours=24)
    office.person("王部长").gets("总结请审签", "请回“审签”")
    office.person("李明").gets_nothing()


def test_after_a_standstill_one_reminder_comes(office: Office) -> None:
    """Not one for each day."""
    controlled(office)
    office.clock.set(office.clock.office().replace(day=30, hour=3))
    office.settle()
    office.forward(minutes=2)
    office.person("王部长").gets("尚未收到登记")
    office.person("张老师").gets("请协助了解")


def test_of_a_drill_nothing_is_owed_and_everything_is_marked(office: Office) -> None:
    """A draft can be asked for."""
    reported(office, "消防演练现在开始，二食堂着火")
    says(office, "王部长", "到场", "已控制")
    assert not summary_owed(office)
    assert says(office, "王部长", "首报").startswith("【首报】【演练】")
    assert "总结草稿见文件" in says(office, "王部长", "总结")
    assert paper(office).startswith("关于【演练】东校区二食堂火情的总结报告（草稿）")
    office.forward(hours=120)


def test_what_was_handed_in_is_taken_back(office: Office) -> None:
    """撤销 within ten minutes: it is owed again, and can be handed in again."""
    controlled(office)
    says(office, "王部长", "总结：油锅过热")
    assert "已撤销" in says(office, "王部长", "撤销")
    assert summary_owed(office) == [("incident.summary", None)]
    assert "总结已交并审签" in says(office, "王部长", "总结：油锅过热")


def test_an_alarm_is_an_alarm_whatever_is_owed(office: Office) -> None:
    """A new fire beside the summary of the old one."""
    controlled(office)
    says(office, "李明", "图书馆着火了，现在什么情况")
    says(office, "王部长", "三食堂漏水，原因：水管爆了")
    assert len(office.journal("incident.opened")) == 3


def test_two_summaries_are_asked_back(office: Office) -> None:
    """And never guessed."""
    controlled(office, LEAK, "林部长")
    reported(office, "体育馆停水了")
    says(office, "林部长", "SJ-0002 到场", "SJ-0002 已控制")
    answer = says(office, "林部长", "总结：水管已换")
    assert "是哪一件" in answer
    assert "〔SJ-0002〕" in says(office, "林部长", "SJ-0002")
