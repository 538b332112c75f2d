"""What is heard of what follows a study: papers, 补学, minutes, contributions; and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from bot.messages import Kind
from bot.settings import Office
from bot.situation import Situation
from handlers.study import said
from handlers.study.facts import Facts, Known
from tests.each import each
from tests.fakes import message

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
CLOSED = Known(12, "XX-0012", "学习", "理论学习", "closed", NOW, belongs="出席", status="正常", is_mine=True)
SITUATION = Situation(NOW, Office(), facts={"checkin": Facts(studies=(CLOSED,))})
NOW_OPEN = Situation(NOW, Office(), facts={"checkin": Facts(studies=(replace(CLOSED, state="open"),))})
#: intent → what is said, `=` and a part of the slots as they are printed.
SAID = {
    "study.submit": """
心得体会交了：通过这次学习，我认识到服务育人要从每个岗位做起=通过这次学习，我认识到服务育人要从每个岗位做起
交心得：听了书记的党课很受触动，食堂打饭窗口要多听学生意见。='kind': '心得'
我的学习心得 通过学习二十届四中全会精神 我认识到要把本职工作做好=我认识到
那个嗯我交一下心得啊就是这次学习吧我觉得服务意识还得提高宿舍查房得更仔细=服务意识
主题发言稿：各位同志，下面我围绕服务育人谈三点体会。='kind': '发言稿'
學習心得：通過這次學習，我對服務育人有了更深的認識。=通過這次學習
研究报告：关于提升食堂满意度的几点思考。一、现状。二、问题。三、对策。='kind': '研究报告'
学习笔记发您：1.服务育人是后勤的根本任务 2.环境育人靠细节=1.服务育人
心得重新交：按要求改了，补充了下一步打算，计划每周进宿舍一次=按要求改了
写好了，心得如下：学习之后感到自己理论功底还不够，要坚持读原文=学习之后
这是我的学习体会，服务师生要从小事做起，热水要热饭菜要香=服务师生
心德体会交了：通过学习我觉的自己还有差距，要向先进看齐=通过学习
我把心得写好了发您，主要体会是消防通道不能堵=消防通道
交作业 学习体会 这次的课很实在 我要把保洁标准落实好=这次的课
我心得交了='text': ''
调研报告交一下：宿舍热水供应调研，共走访六栋楼，发现三个问题=研究报告
XX-0012 心得：收获很大，回去以后马上整改='study': 12
通过参加这次专题学习，我更加深刻地认识到服务就是管理，管理就是服务=更加深刻
""",
    "study.owing": """
谁还没交心得|心得还差谁|哪些人没交学习体会|心得收齐了没|这次学习的心得交了几份|那个心得谁还没有交上来啊
看看谁的心得还没收到
发言稿还有谁没交='kind': '发言稿'
""",
    "study.urge": "催一下没交心得的|提醒还没交心得的同志|心得催一下",
    "study.pack": "心得打包|把大家的心得打包发我|学习心得汇总压缩一份给我|下载全部心得|發言稿打包='kind': '发言稿'",
    "study.return": """
退回李明的心得，太短了='why': '太短了'
李明的心得退回，照抄文件，请写自己的体会='who': '李明'
心得退给李明重写 没联系实际='who': '李明'
补学退回 李明 内容太少='kind': '补学', 'who': '李明', 'why': '内容太少'
李明的补学不行，退回去，没写体会='kind': '补学'
""",
    "study.wants": """
这次学习大家交一篇心得，下周五前|参会人员每人交一份心得体会，下周三下班前交|中心组学习要写心得，11月30日前交上来
昨天的学习每个人写个五百字心得周五交|请参加学习的同志下周五前交研究报告='kind': '研究报告'
""",
    "study.minutes": """
学习记录|出学习纪要|生成会议记录|把这次中心组学习的记录整理一份出来|学习纪要给我一份草稿|支部党员大会记录出一下|幫我出個學習紀要
学习记录定稿：一、学习内容。二、研讨情况。=一、学习内容
""",
    "checkin.makeup": """
补学 学习了《条例》全文，重点看了第三章，体会是要严格按规定办事='text': '学习了《条例》全文
已补学='text': ''
我补学完了，看了录像，主要学了服务育人那部分=看了录像
上次请假那次学习我自己补学了，读了材料两遍=读了材料两遍
補學：看了講話原文，體會很深=看了講話原文
呃那个前天学习没去成我补学了看的视频=看的视频
交补学笔记：学习了服务育人专题材料，一共三点体会=学习了
缺的那次课补上了，学的是党章第一章=党章第一章
""",
    "checkin.speech": """
登记 王部长 11月20日 讲党课《坚守初心》='part': '讲党课', 'on': '2026-11-20', 'title': '坚守初心'
记一下林部长昨天到饮食中心调研走访='title': '饮食中心'
我今天给新员工培训授课，题目食品安全操作规范='title': '食品安全操作规范'
赵主任在中心组作了主题发言《服务育人从细节做起》='title': '服务育人从细节做起'
何部长11月19日到物业中心蹲点调研，请登记='on': '2026-11-19'
今天上午我给新入职员工讲了一堂廉洁教育课='part': '培训授课'
我上午到水电中心走访了，记一下='title': '水电中心'
昨天下午我给支部上了一堂党课 题目是担当作为='on': '2026-11-20', 'title': '担当作为'
嗯帮我记一下昨儿个我上学生宿舍调研去了='on': '2026-11-20'
补登：王部长10月15日领学党的二十大报告='on': '2026-10-15', 'title': '党的二十大报告'
登记谈心谈话 王部长和李明 11月20日='title': '李明', 'who': '王部长'
我今天跟李明做了谈心谈话='title': '李明'
谈心谈话登记：今天和李明谈了，他最近家里有困难情绪不好={'part': '谈心谈话', 'refused': True}
王部长今年讲了几次党课='asks': True
领导班子今年调研走访次数='several': '领导班子'
我今年发言情况|我讲了几次课=['讲党课', '培训授课']
""",
}
#: While a study is open, and run by whoever says it: who does what.
NOW_SAID = """
领学：陈书记=领学陈书记|领学人是陈书记=领学陈书记
下面请王主任发言 题目《后勤服务育人的几点思考》=主题发言王主任《后勤服务育人的几点思考》
王部长作主题发言=主题发言王部长
今天领学是陈书记，主题发言王部长、林部长=领学陈书记 主题发言王部长 主题发言林部长
我发言 题目《食堂服务育人》=主题发言我《食堂服务育人》|主題發言：林部長《宿舍文化建設》=主题发言林部长《宿舍文化建设》
记一下 研讨发言 张敏 李强=研讨发言张敏 研讨发言李强|刚才蒋主任讲了节能降碳=主题发言蒋主任《节能降碳》
发言人：王部长=研讨发言王部长|总结讲话 陈书记=总结讲话陈书记|老李领学，然后王强研讨发言=领学老李 研讨发言王强
接下来由林部长主题发言，题目是宿舍管理的几点体会=主题发言林部长《宿舍管理的几点体会》|请王部长讲话=总结讲话王部长
领学人：李主任 主题发言：张敏=领学李主任 主题发言张敏
主题发言：马师傅《抢修要快》、李教授《安全用电》=主题发言马师傅《抢修要快》 主题发言李教授《安全用电》
"""
NOT_NOW = """
谁领学|李明讲过这个问题|张师傅讲三食堂漏水了|明天请王部长发言|领学改成陈书记|发言稿：各位同志|王主任的发言材料收到了|李强发言的时候晕倒了|主题发言有几个|请大家发言|下面请大家自由发言|领学内容是什么
"""
NOT = """
心得怎么写|心得要多少字|心得什么时候交|工作总结交了|心得能不能晚两天交|培训费怎么报销|上次会议纪要发我|学习记录要保存几年
党课是谁讲的|下周三王部长讲党课|周五上午林部长到饮食中心调研，请做好准备|补学怎么补|在哪补学，什么时候截止|剩菜能不能打包|退回的快递放哪了
让各中心交一份调研报告 下周五前|报告厅几点开门|我去维修中心上班了|三食堂着火了|明天调研|各支部今年党课次数
"""
CASES = [
    (intent, *one.partition("=")[::2])
    for intent, texts in SAID.items()
    for line in texts.strip().splitlines()
    for one in line.split("|")
]


@each(("intent", "text", "part"), CASES)
def test_what_follows_a_study_is_heard(intent: str, text: str, part: str) -> None:
    """In whatever words; what was written is kept as it was typed."""
    (reading,) = said.read(message(text), SITUATION)
    assert reading.intent == intent
    assert part in str(dict(reading.slots))


@each("one", [one for line in NOW_SAID.strip().splitlines() for one in line.split("|")])
def test_who_leads_and_speaks_is_heard_while_a_study_is_open(one: str) -> None:
    """By label or in a sentence, one or several, with a title."""
    text, _, wanted = one.partition("=")
    (reading,) = said.read(message(text), NOW_OPEN)
    each_part = [
        f"{p['part']}{p['name']}{'《' + p['title'] + '》' if p['title'] else ''}" for p in reading.slots["now"]
    ]
    assert (reading.intent, " ".join(each_part)) == ("checkin.speech", wanted)


@each("text", [one for line in NOT_NOW.strip().splitlines() for one in line.split("|")])
def test_what_is_no_part_of_a_study_that_is_open(text: str) -> None:
    """Questions, changes, papers, everybody."""
    assert not any("now" in one.slots for one in said.read(message(text), NOW_OPEN))


@each("text", [one for line in NOT.strip().splitlines() for one in line.split("|")])
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    """Questions for the rules, what is still to come, other papers."""
    heard = {one.intent for one in said.read(message(text), SITUATION)}
    assert not heard & {*SAID, "study.file_came"}


@each(
    "seed",
    ["我", "心得", "心得,", "补学，", "交", "退回", "谈心谈话，", "，", "学习的", "，。", "签到", "1", "王部长、"],
)
def test_no_text_makes_a_reading_slow(seed: str) -> None:
    """However long and odd; what is long is cut before it is looked at."""
    began = perf_counter()
    said.read(message((seed * 5000)[:4996] + "签到发言"), NOW_OPEN)
    said.read(message((seed * 60)[:58] + "不签"), NOW_OPEN)
    assert perf_counter() - began < 1


@each(
    ("name", "facts", "intent"),
    [
        ("学习心得.docx", Facts(studies=(CLOSED,)), "study.submit"),
        ("李明补学笔记.docx", Facts(studies=(CLOSED,)), "checkin.makeup"),
        ("维修水电党支部学习记录.docx", Facts(studies=(CLOSED,)), "study.minutes"),
        ("a.docx", Facts(studies=(CLOSED,), owed="心得"), "study.file_came"),
        ("a.docx", Facts(studies=(CLOSED,), awaited=(12, "补学", "checkin.makeup")), "checkin.makeup"),
        ("a.docx", Facts(studies=(CLOSED,)), ""),
        ("心得.docx", Facts(), ""),
        ("民主评议结果.docx", Facts(studies=(CLOSED,), owed="心得"), ""),
        ("谈心谈话学习记录.docx", Facts(studies=(CLOSED,), owed="心得"), ""),
    ],
)
def test_a_file_without_a_word_is_known_by_its_name_or_by_what_is_owed(name: str, facts: Facts, intent: str) -> None:
    """Nothing is swallowed that nobody waits for; papers about a person are never taken."""
    media: list[dict[str, Any]] = [{"number": 1, "kind": "file", "name": name}]
    came = replace(message(""), kind=Kind.FILE, data={"media": media})
    found = said.read(came, Situation(NOW, Office(), facts={"checkin": facts}))
    assert [one.intent for one in found if one.handler == "checkin"] == ([intent] if intent else [])
