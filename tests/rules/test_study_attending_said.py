"""What is said of leave, lateness, being online, others' sign-ins, corrections and the roster; what only sounds so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.messages import Channel
from bot.settings import Office
from bot.situation import Situation
from handlers.study import said
from handlers.study.facts import Asked, Facts, Known
from handlers.study.said.naming import names_in
from tests.each import each
from tests.fakes import message

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
OPEN = Known(12, "XX-0012", "学习", "维修中心党支部学习", "open", NOW, belongs="出席", is_here=True)
CLOSED = replace(OPEN, state="closed", is_here=False)
PLANNED = replace(OPEN, id=13, state="planned", is_here=False, starts_at=NOW + timedelta(days=1))
PEOPLE = ("李明", "王强", "吴秀英", "马德福", "林慧", "孙伟", "马师傅", "冯科长", "赵主任", "维修一班")

LATE = """
晚到十分钟 路上堵车=10/路上堵车|我可能晚到15min=15/|老冯晚到十分钟 车胎爆了=10/车胎爆了|马上到 晚几分钟=/
我晚到二十分钟，食堂有点事=20/食堂有点事|堵在东门了，晚来一会儿=/堵在东门了
我得迟个刻把钟，泵房刚出点毛病=15/泵房刚出点毛病|那个 嗯 学习我可能要晚半个小时到 在处理水管=30/在处理水管
迟到一会儿哈=/|我遲到十分鐘=10/|路上车坏了 估计晚15分=15/路上车坏了|赶不上开头了=/
晚刀十分钟=10/|晚20分钟 班车没赶上=20/班车没赶上
因参加协调会，本人将迟到约20分钟，特此说明=20/因参加协调会|半小时后到=30/
可能迟到几分钟，在赶过来=/在赶过来
稍晚几分钟，还在接待家长=/还在接待家长|晚点到=/|晚一个小时到=60/
"""
ONLINE = """
我能不能线上听=|在省里出差，申请线上参加这次学习=在省里出差|視頻參加可以嗎 我在外地=在外地
腾讯会议接入行不 人在北京=人在北京|腿摔了来不了现场，网上参加吧=|我线上参加=|线上签到=
出差在外 线上参加行吗=出差在外
"""
LEAVE = """
请假=/|请个假 家里老人住院了=/家里老人住院了|学习我请假，孩子发烧要去医院=/孩子发烧要去医院
王丽请假 孩子发烧=王丽/孩子发烧|王丽娟请假 孩子发烧=王丽娟/孩子发烧|欧阳明月来不了学习 加班=欧阳明月/加班
今儿个去不成咯 屋头来客人了=/屋头来客人了|老冯让我替他请假 他媳妇住院=老冯/他媳妇住院
陈师傅今天来不了 腰扭了=陈师傅/腰扭了|qingjia=/|有事请假=/有事|我们班小刘请假 去医院拆线=小刘/去医院拆线
替小王请个假，他闺女发烧了=小王/他闺女发烧了|今天的学习来不了了 家里漏水=/家里漏水
本人因病不能参加本次支部学习，特此请假。=/|学习请假一次 拉肚子=/拉肚子|俺身子不得劲 今个学习去不了=/俺身子不得劲
請假 家裏有事=/家里有事|学习请个价 带娃打疫苗=/带娃打疫苗
告个假=/|明天学习请假=/|领导 那个 我孙子发烧了 学习我就不去了啊=/我孙子发烧了
请假 XX-0012=/|我想请假=/|可以请假吗=/|帮李明请假，他发烧了=李明/他发烧了
"""
ON_DUTY = "公出|我公出，陪省厅检查组|王强请假，值班走不开|今天学习请假 出差|帮李明请假，他出差了"
DECIDED = """
同意=1|同意吴秀英=1|准假=1|不同意 人手紧=0|都同意=1|吴秀英的假准了=1|吴秀英不行，必须来=0|可以，让她线上吧=1
不准假=0|准了=1|全部不同意=0|驳回 时间太紧=0|同意 吴秀英 XX-0012=1|不同意 吴秀英 XX-0012=0|批准吴秀英请假=1
"""
PROXY = """
代李明签到=李明|帮老王签一下=老王|小张没带手机 我帮他签=小张|李明在现场，没签上，帮他签=李明
李明让我替他签个到=李明|麻烦把老赵也签上 他手机没电=老赵|给馬師傅簽到=马师傅|代签 马德福 孙伟=马德福,孙伟
以下人员已到：李明、马德福=李明,马德福|到：马德福、李明、张三=马德福,李明,张三
马德福林慧孙伟到了=马德福,林慧,孙伟|维修一班都到了=维修一班|马师傅和林慧已到场=马师傅,林慧
到了：马德福，林慧=马德福,林慧|我和林慧都到了，一起签了=林慧|现场到了这几位：李明 吴秀英=李明,吴秀英
给维修一班的马德福、孙伟签到，他们没有账号=马德福,孙伟
"""
MAKE_UP = """
补签 忘了|我忘记签到了怎么办|签到过了时间 我人在场的 补一下|会上没顾上签 给补一个呗|刚才忘签到了，我在场的
昨天学习我到了就是忘了签，能补签吗|補簽|申请补签，手机没信号，坐在老冯旁边|我人到了没来得及签，给补一下
"""
CORRECT = """
李明改为请假 家里有事=李明/请假/家里有事|李明记迟到=李明/迟到/
冯大海由缺勤改为请假，家人住院=冯大海/请假/家人住院|更正：李明为请假 家里有事=李明/请假/家里有事
李明其实到了 改正常=李明/正常/|把王强的缺勤改成公出 出差=王强/公出/出差
吴秀英不算迟到，是我让她晚来的=吴秀英/正常/是我让她晚来的|马师傅按缺席处理，人走了=马师傅/缺勤/人走了
刚才李明记错了 应该是请假=李明/请假/|签到记录改一下，李明应该算线上=李明/线上/|更正 李明是正常到会 不是迟到=李明/正常/
给李明补签 手机坏了=李明/补签/手机坏了|王强改成线上=王强/线上/
"""
ROSTER = """
名单加上王强=出席/王强|李明不用签=免签/李明|赵主任列席=列席/赵主任|孙伟退休返聘 不计入应到=不计/孙伟
把赵主任改成列席=列席/赵主任|签到名单加李明和王强=出席/李明,王强|吴秀英免签，她负责会务=免签/吴秀英
马师傅不计入应到 长期病休=不计/马师傅|把孙伟从名单里去掉=移出/孙伟|冯科长也参加，加进来=出席/冯科长
名单去掉李明=移出/李明|李明和王强免签=免签/李明,王强
"""
NOTHING = """
王主任到了吗|外卖到了|公出报销标准|孙主任给签了文件|小张不在，我帮他签了合同|食堂的菜晚到了半小时|快递晚到十分钟
王师傅来不了，水管谁修|车晚点十分钟|王强不用值班了|保洁员到了三楼开始打扫|线上会议室怎么借|师傅到了|代我开会
请假三天|请假要走什么流程|快递到了谁去拿一下|热水到了晚上就没了|大家晚上好|迟到怎么扣钱|校车晚点了吗
线上报修怎么弄|李明把3号楼灯修好了|代李明值班|材料到了，放二楼|四个孩子都发烧了 一个班的|请假条在哪拿|例会我请假
我们线上缴费吧|补签合同|撤销签到制度是什么|水到了三楼|帮我开门|李明没迟到吗|谁请假了|今年年假怎么请|林木到了，在后门
"""


def situation(*studies: Known, asked: bool = False) -> Situation:
    """Return what somebody meets. asked: he runs the study, and 吴秀英 waits for his word."""
    known = tuple(replace(one, is_mine=asked) for one in studies)
    waits = (Asked(1, 12, "请假", 7, "吴秀英"),) if asked else ()
    return Situation(NOW, Office(), facts={"checkin": Facts(studies=known, asked=waits, own=("钱桂兰",))})


def meant(text: str, given: Situation, channel: Channel = Channel.PRIVATE) -> tuple[str, dict[str, object]]:
    """Return intent and slots; the people who stand in the text are known as the rows would say."""
    facts = given.facts["checkin"]
    named = tuple(one for one in PEOPLE if one in text) if any(one.is_mine for one in facts.studies) else ()
    given = replace(given, facts={"checkin": replace(facts, named=named)})
    found = said.read(replace(message(text), channel=channel), given)
    return (found[0].intent, dict(found[0].slots)) if found else ("", {})


def lines(block: str) -> list[str]:
    """Return the sentences of a block."""
    return [one for line in block.split("\n") for one in line.split("|") if one]


@each("text", lines(LATE))
def test_lateness_with_its_minutes_and_reason(text: str) -> None:
    """However long it is said to be; without minutes where none are said."""
    text, _, slots = text.partition("=")
    minutes, _, why = slots.partition("/")
    intent, found = meant(text, situation(OPEN))
    assert (intent, str(found.get("late_minutes", ""))) == ("checkin.late", minutes)
    assert found["reason"] == why


@each("text", lines(ONLINE))
def test_being_online(text: str) -> None:
    """Asked or said."""
    text, _, why = text.partition("=")
    intent, found = meant(text, situation(OPEN))
    assert (intent, found["mode"]) == ("checkin.online", "online")
    assert why in str(found["reason"])


@each("text", lines(LEAVE))
def test_leave_of_oneself_and_of_another(text: str) -> None:
    """The reason is what is left; who is named first is who stays away."""
    text, _, slots = text.partition("=")
    who, _, why = slots.partition("/")
    intent, found = meant(text, situation(OPEN, PLANNED))
    assert (intent, found.get("person", "")) == ("checkin.leave", who)
    assert bool(found.get("by_other")) == bool(who)
    assert why in str(found["reason"])
    assert "请假" not in str(found["reason"]) or not why


@each("text", lines(ON_DUTY))
def test_duty_elsewhere_is_no_leave(text: str) -> None:
    """公出, and 请假 whose reason is duty."""
    intent, found = meant(text, situation(OPEN))
    assert (intent, found.get("what")) == ("checkin.leave", "公出")


@each("text", lines(DECIDED))
def test_the_word_on_what_waits(text: str) -> None:
    """Granted or not, by name, for all, or of the one that waits."""
    text, _, grants = text.partition("=")
    intent, found = meant(text, situation(OPEN, asked=True))
    assert (intent, found["grants"]) == ("checkin.decide", grants == "1")
    assert ("吴秀英" in text) == (found.get("people") == ["吴秀英"])
    assert "人手" not in text or found["reason"] == "人手紧"


@each("text", ["同意", "准了", "可以", "都同意", "不同意 人手紧", "行"])
def test_without_anything_that_waits_the_word_is_about_something_else(text: str) -> None:
    """The slices whose matter it is read it."""
    assert meant(text, situation(OPEN))[0] == ""


@each("text", lines(PROXY))
def test_signing_others_in(text: str) -> None:
    """Each name by itself, also where nothing stands between them."""
    text, _, who = text.partition("=")
    intent, found = meant(text, situation(OPEN, asked=True))
    assert (intent, found["people"]) == ("checkin.proxy", who.split(","))


@each("text", ["马德福林慧孙伟到了", "李明到了", "维修一班都到了", "到：李明、王强"])
def test_whoever_runs_nothing_says_of_nobody_that_he_came(text: str) -> None:
    """It is talk, or another matter."""
    assert meant(text, situation(OPEN))[0] == ""


@each("text", lines(MAKE_UP))
def test_a_sign_in_that_was_forgotten(text: str) -> None:
    """After the study, with or without a reason."""
    assert meant(text, situation(CLOSED))[0] == "checkin.makeup"


@each("text", lines(CORRECT))
def test_corrections(text: str) -> None:
    """Who, to what, why."""
    text, _, slots = text.partition("=")
    who, to, why = slots.split("/")
    intent, found = meant(text, situation(OPEN, asked=True))
    assert (intent, found["people"], found["to"], found["reason"]) == ("checkin.correct", [who], to, why)


@each("text", ["我没迟到", "我那天到了怎么记我缺勤", "怎么给我记了迟到", "我明明参加了，为什么算我缺席"])
def test_what_somebody_says_is_wrong_of_himself(text: str) -> None:
    """It is passed on."""
    intent, found = meant(text, situation(replace(CLOSED, status="缺勤")))
    assert (intent, found.get("self")) == ("checkin.correct", True)


@each(
    "text",
    ["撤销签到", "取消我的签到", "签错了，我还在路上", "我还没到呢，刚才手滑", "我没到", "点错了 我没去", "不是我签的"],
)
def test_taking_a_sign_in_back(text: str) -> None:
    """By whoever is there, in the books."""
    assert meant(text, situation(replace(OPEN, status="正常")))[0] == "checkin.undo"


def test_the_organiser_takes_back_anothers() -> None:
    """With his reason."""
    intent, found = meant("撤销李明的签到 他没来", situation(OPEN, asked=True))
    assert (intent, found["people"], found["reason"]) == ("checkin.undo", ["李明"], "他没来")


@each("text", lines(ROSTER))
def test_the_roster(text: str) -> None:
    """Who is put on it, set apart, taken off."""
    text, _, slots = text.partition("=")
    to, _, who = slots.partition("/")
    intent, found = meant(text, situation(OPEN, asked=True))
    assert (intent, found["to"], found["people"]) == ("checkin.roster", to, who.split(","))


@each("text", lines(NOTHING))
def test_what_only_sounds_like_it(text: str) -> None:
    """Others' arrivals, other matters, questions about rules: with a study open, said by anybody."""
    for asked in (False, True):
        assert meant(text, situation(OPEN, asked=asked))[0] == ""


@each("text", ["晚到十分钟 路上堵车", "王丽请假 孩子发烧", "请假", "我得迟个刻把钟"])
def test_in_the_group_leave_and_lateness_are_heard_while_signing_in_is_open(text: str) -> None:
    """Without it they are talk among people, and so is everything else there."""
    assert meant(text, situation(OPEN), Channel.GROUP)[0] in ("checkin.late", "checkin.leave")
    assert meant(text, situation(PLANNED), Channel.GROUP)[0] == ""


@each(
    ("text", "intent"),
    [("代李明签到", "proxy"), ("帮老王签一下 他手机没电", "proxy"), ("我线上参加", "online"), ("撤销签到", "undo")],
)
def test_in_the_group_what_belongs_to_signing_in_is_heard_while_it_is_open(text: str, intent: str) -> None:
    """It is answered privately; without a study of that group it is talk."""
    assert meant(text, situation(replace(OPEN, status="正常")), Channel.GROUP)[0] == f"checkin.{intent}"
    assert meant(text, situation(PLANNED), Channel.GROUP)[0] == ""


@each("text", ["帮我同事签到", "能不能帮我对象也签了", "李明改成请假", "改成请假"])
def test_what_only_the_organiser_may_is_read_of_anybody(text: str) -> None:
    """He is told who may."""
    assert meant(text, situation(OPEN))[0] in ("checkin.proxy", "checkin.correct")


@each("text", ["补签", "同意", "名单加上王强", "马德福林慧到了", "李明记迟到", "李明改成请假"])
def test_in_the_group_nothing_else_is_heard(text: str) -> None:
    """What concerns others or the books is said to the assistant."""
    assert meant(text, situation(replace(OPEN, status="正常"), asked=True), Channel.GROUP)[0] == ""


@each("text", ["张三李四王五", "张三、李四和王五", "张三 李四 王五", "张三，李四，王五。"])
def test_a_list_of_names_is_cut(text: str) -> None:
    """Of whom the office knows none."""
    assert names_in(text) == ["张三", "李四", "王五"]


def test_a_list_in_which_anything_else_stands_is_no_list() -> None:
    """外卖 is no name."""
    assert names_in("外卖") == []
    assert names_in("张三、外卖") == []
