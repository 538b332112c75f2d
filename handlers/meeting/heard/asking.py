"""A question about a meeting one calls or is called to: when, where, who comes, what was decided. Pure.

One about the rules (例会多久开一次) is none of ours.
"""

from __future__ import annotations

import re

from handlers.meeting.heard.title import speaks_of_meeting, without_lookalikes

LONGEST = 40
ABOUT = {
    "stands": r"取消|还开|还在|还是|要去|要参加|开不开|照常|延期|改期|推迟",
    "number": r"第几次|几次|多少次|几回",
    "place": r"在哪|哪里|哪儿|什么地方|地点|在几|几楼|哪个(?:楼|会议室|地方|房间)",
    "time": r"几点|什么时候|什么时间|何时|哪天|几号|周几|星期几",
    "agenda": r"议题|议程|讨论什么|研究什么|说什么|内容",
    "people": r"谁参加|谁来|情况|应到|到会",
}

_ASKS = re.compile(
    r"[?？]|吗[。.]?$|么[。.]?$|(?:有|开|还有|共|到|收|请|来|缺|差|了|要|是)几[个位场]|几[楼层]|在几|还?开不开|会没有|什么|怎么|怎样|咋|如何|哪|几点|几号|几次|几时|何时|多久|多少|多长|是否|能不能|可不可以|可以不|要不要|请问|为什么|谁|啥|"
    r"有没有|是不是|第几|算不算|该不该|会不会|行不行|用不用|请教|想问|问一下|(?:开会|有会|开|参加|会)不[。.]?$|来着|了没有?[。.]?$"
)
_RULES = re.compile(
    r"多久|规定|制度|怎么|咋|如何|要求是|有何要求|什么要求|哪些要求|应该|应当|必须|可以不|能不能|可不可以|要不要|为什么|职责|流程|程序|办法|意义|作用|包括|区别|由谁|"
    r"讨论通过|定期|算不算|是不是|需要|怎样|扣|罚|原则|内容有|条件|标准|是啥|是什么意思|哪个中心|哪个学校|哪个单位|哪年|坚持|谁来?写|谁(?:负责)?(?:整理|记录|审)|议事"
)
#: Work on a rule asks nothing: 制度修订讨论会.
_ON_RULES = re.compile(
    r"(?:修订|起草|制定|修改|完善|拟定|审议|宣贯)(?:一下|好|完)?[^,，。?？\s]{0,12}?(?:规定|制度|办法|流程|程序|条例)|"
    r"(?:规定|制度|办法|流程|程序|条例)(?:的)?(?:修订|起草|制定|修改|审议|宣贯|征求意见)"
)
_AGENDA_ASKED = re.compile(
    r"(?:议题|议程)(?:是|有|都)*(?:什么|哪些|几|啥)|(?:今天|明天|后天|周.|本次|这次|下次).{0,6}会议?的?(?:议题|议程)[?？。.]?$"
)
_NO_QUESTION = re.compile(r"会计|谁还没|没回|没收到|会上(?!次)|会议上|会后")
_STAYS = re.compile(r"请.{0,3}假|不参加|来不了|去不了|不来|缺席|收到|签到|签个到|补签|打卡|迟到|晚到")
_WHO_COMES = re.compile(
    r"(?:会|会议|例会)(?!议?室).{0,8}?(?:都有?|还|现在|目前)*(?:谁|哪些人?|哪几[个位]|几个人?|多少人|有没有人)(?:要|还|都|没|不|会|能)*(?:请了?假|参加|报名|来(?!写|主持|负责|记|组织|定|整理|通知)|去|缺席|确认|到会|回|收到|知道)"
)
_BRING = re.compile(
    r"(?:这个|那个|明天|今天|后天|下周|周.|本次|这次).{0,6}会(?!议?室).{0,6}?(?:带|准备|交|穿|注意)(?:点|些)?(?:什么|哪些|啥)"
)
_MINUTES = re.compile(
    r"纪要.{0,4}(?:发我|给我|看看?|看一下|在哪|有没有|有吗|呢|出来|我要|调出来|找一下|找出来)|(?:看一?下?|要|查一?下?|找|调出?|给我|发我|发一?份).{0,8}纪要(?:看看|给我)?[。.]?$"
)
_SEND_ME = re.compile(
    r"(?:会议?|开会|例会)(?:的)?(?:时间|地点|地址|通知|信息|和|、|跟)+.{0,4}(?:再)?(?:发我|发一下|发下|告诉我|说一下|说一遍|给我|我看|忘了|是多少)"
)
_DECIDED = re.compile(
    r"会(?:议)?上?(?:都)?(?:定了|决定|议定|说了|讲了|布置了|通过了|强调了)(?:些|的)?(?:什么|啥|哪些)|会议?(?:有|做了|作了)(?:什么|哪些|啥)(?:决定|决议|安排)"
)
#: Asked of an assistant in the form of a question: it is to be done.
_WANTED = re.compile(
    r"(?:能不能|能否|可以|可不可以|能).{0,4}(?:帮|通知|提醒|安排|召集|约|发)|通知|提醒|召集|安排一|约一?下|哪些会|哪种会|哪类会|什么会议?要"
)
#: Words of home for the same: 啥时候, 多会儿.
_HOMELY = (
    ("啥时候", "什么时候"),
    ("啥时", "什么时候"),
    ("多会儿", "什么时候"),
    ("几时", "什么时候"),
    ("多咱", "什么时候"),
    ("啥地方", "什么地方"),
    ("哪块", "哪里"),
    ("哪疙瘩", "哪里"),
    ("哪嘎达", "哪里"),
    ("啥", "什么"),
)
#: 会 that tells the future: 明天会下雨吗.
_WILL = re.compile(
    r"(?<=[天午晚周月年日号一二三四五六们校堂还都才就也能])会(?!议|几|在几|在哪|还|取消|改|推|延|提前|的|是|什么|哪|谁|都|开|照|多少|吗?$|[,，。?？\s]|$)"
)
_BEFORE = re.compile(r"上次|上一次|上回|上周|昨天|前天|刚才|刚开|上个|最近|这次|本次|今天")
_QUERY = re.compile(
    r"(?:有|开|是)(?:什么|哪些|几个|多少|没有|啥)(?:[一-龥]{0,4})(?:会|会议|安排)|有[一-龥]{0,4}会(?:议|要开)?(?:吗|么|没有?)|有(?:会|会议)(?:吗|没)|"
    r"(?:会|会议|例会).{0,8}(?:几点|几号|什么时候|什么时间|何时|哪天|周几|星期几|在哪|在几|哪里|哪儿|哪个(?:楼|会议室|地方|房间)|什么地方|地点|第几次|几次|议题|讨论什么|说什么|研究什么|内容|谁(?:参加|主持|来(?!写)))|开会(?:不|没)[。.]?$|有会不[。.]?$|"
    r"(?:几点|什么时候|什么时间|何时|哪天|在哪|哪里|哪儿|周几|星期几|在几楼).{0,6}(?:开|有)?.{0,12}会|我的会议|会议安排|会议(?:列表|清单|日程)|会议?(?:情况|到会|应到|参会情况)|"
    r"(?:本周|这周|下周|今天|明天|后天|本月|下个?月|近期|最近)的?(?:会议?|会议安排)[?？。]?$|下次.{0,8}会[?？]?$|(?:会|例会)(?:定在|安排在|改到|是)(?:哪|几|什么)|"
    r"(?:会|会议|例会).{0,8}(?:取消|还开|照常|改期|推迟|开不开|延期).{0,3}(?:吗|没|不开|了没|[?？])|几次.{0,10}会|还开不开"
)
_LISTING = re.compile(
    r"(?:帮我?|给我|请|麻烦)*(?:再)?(?:看一?看|看看?|看一下|查一?查|查看?|查询|查一下|列一?下|列出?|说一?下)?(?:一下)?(?:我的?|近期|最近|本周|这周|下周|本月|这个月|今天|明天|后天)的?(?:我|我们|还|都)*(?:的)?(?:会议|会)(?:安排|日程|列表|清单|情况)?[。.]?|(?:会议|例会)(?:安排|列表|清单|日程|情况|报名情况|回复情况)[。.]?|"
    r"(?:到会|参会|应到)情况[。.]?|(?:今天|明天|后天|上午|下午|本周|下周)*有会没有?[。.]?"
)
_DATED = re.compile(r"今天|明天|后天|周|星期|礼拜|\d|下次|下一次|下回|这次|本次|上次|上一次|上午|下午|下周")
_SUBJECT_ONLY = re.compile(r"^(?:[一-龥]{0,10}会议?|碰头会)[?？]$")


def is_question(text: str) -> bool:
    """Whether a text asks anything at all, or wants something shown."""
    text = _ON_RULES.sub("事", _plainly(text))
    wanted = (_ASKS, _RULES, _MINUTES, _SEND_ME)
    return any(one.search(text) for one in wanted) or bool(_LISTING.fullmatch(text)) or asks_agenda(text)


def asks_agenda(text: str) -> bool:
    """Whether it asks for an agenda rather than giving one."""
    return _AGENDA_ASKED.search(text) is not None


def hear_question(text: str) -> str:
    """Return what of a meeting is asked: list, stands, number, place, time, agenda, people, bring, minutes, decided.

    Empty where no meeting is asked about, or the rules are.
    """
    if len(text) > LONGEST or re.search(r"规定|制度|应当|应该|必须", text):
        return ""
    for about, words in (("people", _WHO_COMES), ("bring", _BRING), ("minutes", _MINUTES), ("time", _SEND_ME)):
        if words.search(text) and not re.search(r"怎么|如何|咋|多久|几天", text):
            return about
    if _DECIDED.search(text) and _BEFORE.search(text):
        return "decided"
    if _RULES.search(text) or _STAYS.search(text) or _NO_QUESTION.search(text):
        return ""
    text = _plainly(text)
    cleaned = without_lookalikes(text)
    is_of_one = is_dated(text) and speaks_of_meeting(_WILL.sub(" ", text)) and not _WANTED.search(text)
    is_query = asks_agenda(text) or _QUERY.search(cleaned) or _LISTING.fullmatch(text) or _SUBJECT_ONLY.match(text)
    if not (is_query or is_of_one):
        return ""
    about = next((name for name, words in ABOUT.items() if re.search(words, text)), "list")
    return "" if about == "agenda" and not _DATED.search(text) else about


def _plainly(text: str) -> str:
    for said, plain in _HOMELY:
        text = text.replace(said, plain)
    return text


def is_dated(text: str) -> bool:
    """Whether it names a time, by which one meeting is meant and no kind of them."""
    return _DATED.search(text) is not None or "这个" in text or "那个" in text
