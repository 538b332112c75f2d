"""What follows a question: fragments, the neighbouring clause, another answer, the file, an alarm one word away."""

from __future__ import annotations

from tests.office import Office


def test_a_fragment_goes_on_from_the_question_before_and_the_clause_beside_is_at_hand(office: Office) -> None:
    """The whole clause, the next one, another answer: each with its source, for ten minutes."""
    office.policies()
    person = office.person("李明")
    person.says("突发事件多久到场")
    person.gets("15分钟内到达")
    person.says("那总结呢")
    assert person.gets("3个工作日内").startswith("第十条")
    person.says("下一条")
    assert person.gets("依据：《青衡大学后勤保障部突发事件处置办法》").startswith("第十一条")
    person.says("再下一条")
    person.gets("第十二条")
    person.says("还有别的规定吗")
    person.gets("依据：《")
    person.says("为什么")
    person.gets("为规范东校区、西校区后勤突发事件的处置", "依据")
    office.forward(minutes=11)
    person.says("出处")
    person.gets("请先提一个问题")


def test_the_document_is_handed_over_as_a_file_to_whoever_may_read_it(office: Office) -> None:
    """Privately, also when it was asked for in a group; a stranger gets only what is public."""
    office.policies()
    office.person("李明").says("@助手 换班要谁批")
    office.group().gets("带班领导批准")
    office.person("李明").says("@助手 把文件发我")
    office.group().gets("私下发给您")
    office.person("李明").gets("依据：《值班管理规定》", "按原文排印")
    assert office.person("李明").gets_file("值班管理规定").name.endswith(".docx")
    office.person("林晓").says("把值班管理规定发我一份")
    assert "没有收录这份文件" in office.person("林晓").gets()


def test_an_emergency_in_a_question_is_answered_and_reported_by_one_word(office: Office) -> None:
    """The rule first; 1 alarms with the words as they were asked, and nobody hears anything before."""
    office.policies()
    office.person("李明").says("要是发现三食堂燃气泄漏该怎么报告")
    assert office.person("李明").gets("依据：《", "要现在上报请回1").index("依据") < 200
    office.person("刘洋").gets_nothing()
    office.person("李明").says("不用")
    office.person("李明").gets("没有发出")
    office.person("李明").says("要是发现三食堂燃气泄漏该怎么报告")
    office.person("李明").gets("要现在上报请回1")
    office.person("李明").says("1")
    office.person("李明").gets("已登记〔SJ-0001〕")
    for name in ("王部长", "刘洋", "赵主任"):
        office.person(name).gets("【突发】", "三食堂", "燃气泄漏")


def test_who_is_named_in_a_text_is_who_it_was_then(office: Office) -> None:
    """Names stand as written, and are never taken for today's officers."""
    office.policies()
    office.person("李明").says("民主评议联络员是谁")
    text = office.person("李明").gets("张敏担任联络员", "人员为原文记载", "现任请问综合办公室 张敏")
    assert text.index("联络员") < text.index("依据") < text.index("原文记载")


def test_a_bare_title_is_answered_with_what_the_document_is_about(office: Office) -> None:
    """What it is for, its chapters, how to ask on."""
    office.policies()
    office.person("李明").says("会议管理规定")
    office.person("李明").gets(
        "为精简会议、提高议事效率", "依据：《会议管理规定》", "二、会议通知", "可以直接问具体事项"
    )


def test_a_private_question_leaves_no_words_in_the_journal(office: Office) -> None:
    """It is answered as any; what was shown is at hand afterwards, what was asked is not."""
    office.policies()
    person = office.person("李明")
    person.says("我生病住院了，换班要谁批")
    person.gets("带班领导批准")
    (entry,) = office.journal("question.answered")
    assert (entry.data["question"], entry.data["root"]) == ("", "")
    person.says("出处")
    person.gets("带班领导批准", "依据：《值班管理规定》")
    person.says("没用")
    person.gets("这类问题不记内容")
    assert all("住院" not in repr(one.data) for one in office.journal("feedback.negative"))
