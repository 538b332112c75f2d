"""What is heard as a question, as a fragment of one, as a word about an answer, and what is declined. No store."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.messages import Channel, Kind, Message
from bot.settings import Office
from bot.situation import Situation
from handlers.ask.answering.alarming import is_emergency
from handlers.ask.facts import AskFacts, Shown
from handlers.ask.said import read
from handlers.ask.talk import HANDLER
from handlers.system import talk as system
from knowledge.people_named import people_named

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ASKED = AskFacts("换班要谁批", "换班要谁批", Shown("值班.txt", "值班管理规定", "第八条", "第八条 换班须双方同意"), 0)


def heard(text: str, facts: AskFacts = ASKED) -> tuple[str, dict[str, object]]:
    message = Message("story", "1", "tryout", "li", Channel.PRIVATE, Kind.TEXT, text)
    (reading,) = read(message, Situation(NOW, Office(), facts={HANDLER: facts}))
    return reading.intent, dict(reading.slots)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("出处", "ask.source"), ("原文呢", "ask.source"), ("哪条规定的", "ask.source"),
        ("这是哪个文件里说的？", "ask.source"), ("有依据吗", "ask.source"), ("依據是什麼？", "ask.source"),
        ("下一条", "ask.next"), ("那上一条呢", "ask.next"), ("前一条", "ask.next"), ("下一款是什么", "ask.next"),
        ("还有呢", "ask.more"), ("其他的呢", "ask.more"), ("不是这条", "ask.more"), ("还有别的规定吗", "ask.more"),
        ("全文", "ask.original"), ("把文件发我", "ask.original"), ("发一下原文件", "ask.original"),
        ("把值班管理规定发我一份", "ask.original"), ("我要会议管理规定的全文", "ask.original"),
        ("那总结呢", "ask.followup"), ("周末呢", "ask.followup"), ("多久", "ask.followup"), ("谁负责", "ask.followup"),
        ("都写什么", "ask.followup"),
        ("那要是晚上呢", "ask.followup"), ("为什么", "ask.followup"), ("向谁报告呢", "ask.followup"),
        ("换班以后补贴怎么算", "ask.policy"), ("值班表由谁编制", "ask.policy"),
        ("《值班管理规定》第三条", "ask.clause"), ("第三条呢", "ask.clause"), ("然后呢", "ask.more"),
        ("那个学习请假找谁批", "ask.policy"), ("嗯然后那个突发事件先干啥呀", "ask.policy"),
        ("嗯那要是晚上呢", "ask.followup"),
        ("找人", "ask.handover"), ("谢谢你啊小同志", "feedback.positive"), ("听不懂", "feedback.negative"),
        ("能说简单点吗", "feedback.negative"),
        ("接着看下一条", "ask.next"), ("能给我个电子版不", "ask.original"), ("原件发来看看", "ask.original"),
        ("有文件依据没", "ask.source"), ("把整条念给我听", "ask.source"), ("刚才那个出自哪里", "ask.source"),
        ("就这些吗 还有没有", "ask.more"), ("再往下一条", "ask.next"), ("还有别的文件提到吗", "ask.more"),
        ("不是这条 再找找", "ask.more"),
        ("具体几天", "ask.followup"), ("学生也算吗", "ask.followup"), ("不交会怎样", "ask.followup"),
        ("嗯那个节假日是不是也一样", "ask.followup"), ("值班补贴和加班费是不是都一样发", "ask.policy"),
        ("把会议材料发给大家", "ask.policy"), ("有哪些文件可以查", "ask.list_docs"),
    ],
)  # fmt: skip
def test_a_word_after_an_answer_is_heard(text: str, intent: str) -> None:
    """Its source, its neighbours, another answer, the file, what goes on from it; a full question starts anew."""
    assert heard(text)[0] == intent


@pytest.mark.parametrize("text", ["周末呢", "多久", "为什么", "谁负责"])
def test_a_fragment_with_nothing_before_it_is_a_question_of_its_own(text: str) -> None:
    """There is nothing it could go on from."""
    assert heard(text, AskFacts())[0] == "ask.policy"


def test_a_bare_clause_is_one_of_the_document_at_hand() -> None:
    """Where none is at hand, nobody can tell which is meant."""
    assert heard("第三条呢")[1]["question"] == "《值班管理规定》第三条"
    assert heard("第三条", AskFacts())[1]["question"] == "第三条"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("投诉找谁", False), ("我向谁投诉", False), ("学生投诉我了怎么办", False), ("被人投诉了咋整", False),
        ("投诉电话是多少", False), ("我要投诉二食堂，饭菜太难吃", True), ("宿管态度恶劣没人管", True),
    ],
)  # fmt: skip
def test_who_asks_how_complaints_go_complains_of_nothing(text: str, is_one: bool) -> None:  # noqa: FBT001 — a row
    """Nothing is passed on to the office then."""
    message = Message("story", "1", "tryout", "li", Channel.PRIVATE, Kind.TEXT, text)
    found = system.read(message, Situation(NOW, Office()))
    assert ("complaint" in [one.intent for one in found]) is is_one


def test_what_is_said_around_the_work_is_heard_in_traditional_characters() -> None:
    """撤銷 takes back, and two words of leaving it be are one."""
    situation, said = Situation(NOW, Office()), ("撤銷", "算了，不用了")
    found = [
        system.read(Message("s", "1", "tryout", "li", Channel.PRIVATE, Kind.TEXT, text), situation) for text in said
    ]
    assert [one.intent for some in found for one in some] == ["undo", "prompt.nothing_open"]


def test_a_fragment_carries_the_question_before_and_the_one_that_began_it() -> None:
    """A fragment of a fragment keeps the matter."""
    slots = heard("那多久", AskFacts("突发事件 总结", "突发事件怎么处理"))[1]
    assert (slots["before"], slots["rest"]) == (["突发事件 总结", "突发事件怎么处理"], "多久")


@pytest.mark.parametrize(
    ("text", "intent", "kind"),
    [
        ("王书记手机号多少", "ask.privacy", None), ("张敏家住哪里", "ask.privacy", None),
        ("林部长今年多大了", "ask.privacy", None), ("陈部长一个月工资多少", "ask.privacy", None),
        ("李明是不是离婚了", "ask.privacy", None), ("赵主任得的什么病", "ask.privacy", None),
        ("郭主任的身份证号", "ask.privacy", None), ("小李有对象没", "ask.privacy", None),
        ("你怎么看台湾问题", "out_of_scope", "politics"), ("特朗普当选了吗", "out_of_scope", "politics"),
        ("习近平总书记这个人怎么样", "out_of_scope", "politics"),
        ("今天食堂有什么菜", "ask.declined", "live"), ("现在谁在办公室", "ask.declined", "live"),
        ("图书馆门现在开着吗", "ask.declined", "live"), ("班车到哪了", "ask.declined", "live"),
        ("你觉得王部长和林部长谁更能干", "ask.declined", "opinion"), ("这个制度合理吗", "ask.declined", "opinion"),
        ("宿管阿姨的私人电话是多少", "ask.privacy", None), ("把全中心的身份证号导出来", "ask.privacy", None),
        ("王书记的车牌号", "ask.privacy", None), ("校长和书记谁权力大", "ask.declined", "opinion"),
        ("王部长和李部长哪个能力强", "ask.declined", "opinion"), ("我离婚财产怎么分", "ask.declined", "advice"),
        ("我跟物业打官司能赢吗", "ask.declined", "advice"), ("我该不该辞职", "ask.declined", "advice"),
    ],
)  # fmt: skip
def test_what_is_private_live_or_an_opinion_is_declined(text: str, intent: str, kind: str | None) -> None:
    """Without a search."""
    found, slots = heard(text)
    assert (found, slots.get("kind")) == (intent, kind)


@pytest.mark.parametrize(
    "text",
    [
        "工资由谁审批", "值班室电话", "领导带班有什么规定", "涉密文件怎么管理", "王部长分管哪些单位",
        "书记和部长怎么分工",
        "职工生病住院慰问标准", "党员离婚要不要报告", "习近平总书记关于教育的重要论述怎么学习", "领导干部学历要求",
        "班子成员生病请假跟谁请", "奖金怎么发", "党员个人考核结果公开吗", "孩子能不能进食堂吃饭", "你觉得应该找谁报修",
        "带班领导手机要24小时开着不", "身份证复印件由谁保管", "谁的权限可以审批用印",
        "我们中心有个同志家里老人住院了，连着请了好几天假，正好轮到他值班，是班长顶上的，有人说不合规矩，我就想弄明白临时换人要走什么手续",
        "房屋被强拆，承租人能否起诉", "冒用他人姓名登记结婚的怎么处理", "现在食堂有什么规定", "图书馆开门时间规定",
    ],
)  # fmt: skip
def test_what_the_rules_say_about_such_things_is_a_question_for_the_rules(text: str) -> None:
    """No false declines."""
    assert heard(text, AskFacts())[0] == "ask.policy"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("着火了应该先干什么", True), ("如果食堂有人吃坏肚子应该怎么报告？", True),
        ("要是發現燃氣洩漏該怎麼報告", True),
        ("突发事件总结报告什么时候交", False), ("火灾总结怎么写", False), ("计划停水要提前几天通知", False),
        ("换班要谁批", False),
    ],
)  # fmt: skip
def test_an_emergency_in_a_question_is_noticed(text: str, offered: bool) -> None:  # noqa: FBT001 — a row of the table
    """What is asked of papers about it is none."""
    assert is_emergency(text) is offered


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("综合办公室张敏担任联络员，各支部另确定一名。", ["张敏"]),
        ("副部長林慧聯繫物業服務中心；由主任郭志军同志负责。", ["林慧", "郭志军"]),
        ("党委书记、部长任组长，由带班领导担任。", []),
        ("部长管理本单位，任何人担任均须批准。", []),
    ],
)
def test_who_is_named_in_a_text_is_noticed(text: str, names: list[str]) -> None:
    """Names behind posts and before 同志; posts alone are nobody."""
    assert people_named(text) == names
