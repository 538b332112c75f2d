"""What is said of meetings: called, moved, called off, asked for; items, minutes, decisions. Pure.

A question about rules (例会多久开一次) is none of ours, nor is being in a meeting (正在开会) or staying away from one.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.meeting.facts import Facts, facts_of
from handlers.meeting.heard import Called, hear, plain, read_moment
from handlers.meeting.heard.asking import asks_agenda, hear_question, is_dated, is_question
from handlers.meeting.heard.formal import is_formal, without_housekeeping
from handlers.meeting.heard.number import hear_count
from handlers.meeting.heard.papers import hear_paper
from handlers.meeting.heard.title import calls_meeting, read_title, speaks_of_meeting
from handlers.meeting.kinds import kind_named
from handlers.meeting.talk import CALENDAR, CANCEL, CHANGE, COLLECT, COUNT, CREATE, HANDLER, MINUTES, QUERY
from knowledge.text import chinese_marks
from scheduler.gathering.changing import hear_change
from scheduler.gathering.studied import speaks_of_study

SURE, LIKELY, FAIR, UNSURE = 0.95, 0.92, 0.86, 0.6
NAMED, MEDIA = 0.97, 0.96

_MAY_BE = re.compile(
    r"会|會|碰头|碰頭|碰个|碰個|碰一|议题|議題|议程|进展|進展|纪要|紀要|日历|日曆|推迟|推遲|提前|改到|改在|改为|改成|地点|顺延|延期|往后|往前|挪到|推到|换到|加上|叫上|去掉|增加|不用叫|别叫|"
    r"[约約](?:一下|下|上|请|請|个时间|個時間)|[约約][一-龥]{1,12}(?:主任|书记|書記|部长|部長|科长|科長|处长|處長|负责人|負責人)"
)
_STAYS = re.compile(
    r"请(?:个|一?下|半天|一天)?[病事]?假|参加不了|参加不上|来不了|去不了|到不了|参会不了|不能参加|无法参加|没法参加|不参加|不来|缺席|(?:我|本人).{0,4}(?:迟到|晚到|晚点到)|"
    r"替我|代我|派.{1,6}(?:去|参加|代)|让.{1,6}(?:替|代)|转给|收到|知悉|已阅|(?:^我?|我|本人)(?:会|将|一定|能)?(?:按时|准时|准点)(?:参加|到)|我(?:让|叫|派|请).{1,8}去[吧了。.]*$|我参加|能参加|会参加$|签到|签个到|补签|打卡|到了$|在路上"
)
_IN_IT = re.compile(
    r"(?:正在?|在|刚|刚刚|才|已经?)开(?:着|完)?会|开会(?:呢|中|了$|去了|来着|时|的时候|期间|完|迟到|前.{0,3}先)|开完会|散会|参加.{0,14}会的|交办|派给|交给|"
    r"会上(?:说|讲|提|强调|定|布置|安排|议定|决定|明确)(?!.{0,6}(?:[:：]|开会))|会议上|有会(?!议)[,，]?(?:不|没|先|晚)|会议(?:精神|材料|费|桌|系统|设备|照片|录像|平板|手册)|"
    r"(?:外出)?报备|赴[一-龥]{1,8}?(?:参加|出席|开会|学习|培训|调研|考察)|出差|期间.{0,4}工作由|去[一-龥]{0,4}(?:厅|局|委|省里?|市里?|区里|外地|外校|兄弟院校|教育部)[一-龥]{0,4}开会|(?:天天|整天|老是|总是|光)开会|"
    r"坏了|漏水了|不制冷|不制热|不亮|打不开|用不了|不能用|没反应|堵了|停电了|没水|没电|没网|没声音|"
    r"(?:空调|灯管?|投影仪?|话筒|音响|门锁?|窗户?|水管|水龙头|暖气片?|电脑|屏幕|插座)[^,，。\s]{0,4}(?:漏水|坏|不亮|不热|跳闸|黑屏)"
)
#: Who is in a meeting of others, unless a whole group is called to one.
_SPIRIT = re.compile(r"(?:学习|传达|贯彻|落实|宣传|宣讲)[^,，。;；]{0,16}会议?精神")
_GATHERS = re.compile(r"(?:会议室|报告厅|礼堂|活动室|\d{3}室).*(?:来|到|参加|集合|碰面|过来)[。.吧]?$")
_INVITES = re.compile(
    r"约(?:一下|下|上|请)?[一-龥、]{1,30}?(?:主任|书记|部长|科长|处长|负责人|班子)[^。]*(?:\d|[一二三四五六七八九十两])(?:点|[:：]\d)"
)
_SOMEBODY_IN = re.compile(
    r"(?:我(?!们)|他|她|领导|书记|主任).{0,8}(?:去|在|到|要|得|有).{0,8}开会(?!.*(?:通知|提醒|叫|请))"
)
_ALL_OF_THEM = re.compile(r"各|全体|所有|大家|班子成员|你们|主管以上|中层|班组长们")
_TO_REMEMBER = re.compile(r"提醒.{0,16}(?:开会|例会|会议)(?:要|的?时候?)?(?:带|穿|拿|记得|别忘|把|交|戴)")
_TO_ME = re.compile(r"(?:提醒|通知|叫|喊|告诉)(?:一下)?我(?!们)")
_CONDITION = re.compile(r"如果|假如|要是|万一|假设|倘若|听说|据说")
_WANTED = re.compile(
    r"通知|提醒|叫|召集|召开|安排|组织|发(?:布|个|一个|一下)?|请|参加|出席|定(?:于|在|个|一个)|拟|约|开(?:个|一个|次|一次|一下|下)|碰(?:个|一下)|要求|集合|新建|创建"
)
_CANCEL = re.compile(
    r"(?:取消|撤销|撤消|停开一?次?|停一[次回]|停掉|暂停|作废|撤掉|免掉|免开)(?:一下|掉)?.{0,22}?(?:会|会议|碰头)(?![议计场员室])(?!议室)|(?:会|会议|碰头)(?!议?室)(?:通知)?.{0,8}?(?:取消|不开|停开|停一次|停一回|暂停|作废|撤销|暂不开|先不开|不召开|不搞|不举行|黄了|撤了|免了|免开|算了|停了|作罢|不用开|不必开|开不成|不再开|没了$)|(?:^|[,，])(?:不开了|取消了?|免了|停了)[,，\s]+.{0,12}会$"
)
_AGENDA = re.compile(r"议题|议程|内容[::]|事项[::]")
_ALL = re.compile(r"(?:全部|所有|一切|每个)(?:的)?会")
_CALENDAR = re.compile(
    r"(?:请)?(?:发|给|要|下载|生成|导出|加到|加入|放到|添加到?)?(?:一下|一个|个|我|给我)*(?:会议|例会|手机|明天的|下周的|开会)*(?:的)?(?:日历|日程)(?:文件|提醒|里|邀请)?(?:给我|发我|一下|一份)?[。.]?"
)
_WHICH_TIME = re.compile(r"^(?:上一?次|上回|上个|下一?次|这次|这个|那个|这|那|本次|今年|我的|最近|咱们?|我们)+的?")
_NO_NAME = re.compile(r"什么|几|哪|啥|多少|没有|有会|开会|何时|谁")


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says of meetings."""
    if not may_be(message):
        return _file(message, situation)
    facts = facts_of(situation.facts.get(HANDLER))
    text = plain(message.text)
    now = situation.now.astimezone(situation.zone)
    found = _read(text, now, facts)
    return [found] if found else []


def _file(message: Message, situation: Situation) -> list[Reading]:
    """Read a file: minutes, where the sender was asked for some a moment ago."""
    kind = facts_of(situation.facts.get(HANDLER)).wants_minutes
    return [_reading(MINUTES, MEDIA, {"kind": kind, "text": ""})] if is_file(message) and kind is not None else []


def is_file(message: Message) -> bool:
    """Whether it is a file or a picture without a word."""
    has_media = message.kind in (Kind.FILE, Kind.IMAGE) and bool(message.data.get("media"))
    return has_media and message.channel is not Channel.GROUP and not message.text.strip()


def may_be(message: Message) -> bool:
    """Whether a message may be about meetings at all: cheap, asked of every one."""
    if message.channel is Channel.GROUP:
        return False
    in_words = message.in_words or (message.kind is Kind.FILE and bool(message.text.strip()))
    return in_words and bool(_MAY_BE.search(message.text))


def _read(text: str, now: datetime, facts: Facts) -> Reading | None:
    if paper := hear_paper(text, facts):
        intent, confidence, said = paper
        written = {"text": chinese_marks(str(said["text"]))} if said.get("text") else {}
        return _reading(intent, confidence, {**said, **written})
    if count := hear_count(text):
        return _reading(COUNT, SURE, count)
    if _CALENDAR.fullmatch(text):
        return _reading(CALENDAR, LIKELY if facts.concerned else UNSURE, {})
    head = text if asks_agenda(text) else _AGENDA.split(text, maxsplit=1)[0]
    if is_formal(text):
        text, head = without_housekeeping(text), without_housekeeping(head)
    elif _CONDITION.search(head):
        return None
    elif is_question(head):
        return _question(head, now, facts)
    return _command(text, head, now, facts)


def _command(text: str, head: str, now: datetime, facts: Facts) -> Reading | None:
    """Read what somebody wants done. head: the text without its agenda."""
    if _STAYS.search(head) or _TO_ME.search(head) or speaks_of_study(head):
        return None
    if _CANCEL.search(head):
        return _cancel(head, now, facts)
    return _change(text, now, facts) or _create(text, head, now, facts)


def _question(text: str, now: datetime, facts: Facts) -> Reading | None:
    """Read a question about a meeting; one about rules is left to whoever knows them."""
    about = hear_question(text)
    if not about or speaks_of_study(text):
        return None
    is_of_one = bool(facts.concerned) or is_dated(text) or about != "people"
    return _reading(QUERY, LIKELY if is_of_one else UNSURE, {"about": about, **_which(text, now, facts)})


def _cancel(text: str, now: datetime, facts: Facts) -> Reading | None:
    if re.search(r"系统提示|管理员", text) or not speaks_of_meeting(text.replace("取消", " ")):
        return None
    if re.search(r"会议室|请假|签到|换班|停[水电]|纪要|取消.{0,10}提醒|提醒取消", text):
        return None
    if _ALL.search(text):
        return _reading(CANCEL, LIKELY, {"all": True})
    scope = _scope(text)
    return _reading(CANCEL, SURE, {**_which(text, now, facts), **scope})


def _change(text: str, now: datetime, facts: Facts) -> Reading | None:
    changed = hear_change(text, now, facts.calendar)
    if changed is None:
        return None
    names_it = speaks_of_meeting(changed.whole)
    if not names_it and not facts.organised:
        return None
    slots = {**_which(changed.before, now, facts), **changed.slots(), **_scope(text)}
    return _reading(CHANGE, SURE if names_it else FAIR, slots)


def _create(text: str, head: str, now: datetime, facts: Facts) -> Reading | None:
    is_call = speaks_of_meeting(head) or _GATHERS.search(head) or _INVITES.search(head)
    if not is_call or _IN_IT.search(_SPIRIT.sub(" ", head)) or _is_in_one(head):
        return None
    called = hear(text, now, facts.calendar)
    has_time = bool(called.moment.matched) or called.moment.is_past
    if called.collected and not has_time and not calls_meeting(head.split("会前", maxsplit=1)[-1]):
        return _reading(
            COLLECT, LIKELY, {"what": called.collected.what, "by": called.collected.by, "audience": called.audience}
        )
    is_wanted = bool(_WANTED.search(head)) or calls_meeting(head)
    is_notice = has_time and bool(called.title or called.place or called.audience or calls_meeting(head))
    if not (is_notice or (is_wanted and (has_time or called.audience or calls_meeting(head)))):
        return None
    return _reading(CREATE, _confidence(called, head, has_time=has_time, is_wanted=is_wanted), called.slots())


def _is_in_one(head: str) -> bool:
    return _SOMEBODY_IN.search(head) is not None and not _ALL_OF_THEM.search(head)


def _confidence(called: Called, head: str, *, has_time: bool, is_wanted: bool) -> float:
    if _TO_REMEMBER.search(head):
        return UNSURE
    if has_time and called.title:
        return NAMED
    if has_time and (called.audience or calls_meeting(head)):
        return SURE
    return LIKELY if is_wanted else FAIR


def _which(text: str, now: datetime, facts: Facts) -> dict[str, Any]:
    """Read which meeting is meant: its day, its hour, its kind, its title."""
    moment = read_moment(text, now, facts.calendar)
    title = read_title(re.sub(r"取消|撤销|停一[次回]|停开|暂停|不开了?|作废", " ", moment.rest or text))
    title = _named(title)
    first = moment.day or moment.start
    said: dict[str, Any] = {"name": title, "kind": kind_named(title or text)}
    if first is not None:
        said["date"] = f"{first:%Y-%m-%d}"
    elif moment.is_past or not moment.matched:
        said["last"] = bool(re.search(r"上一?次|上回|上个", text))
    elif moment.matched:
        said["during"] = moment.matched
    if moment.start is not None and not moment.rule:
        said["at"] = f"{moment.start:%H:%M}"
    return {name: one for name, one in said.items() if one}


def _named(title: str) -> str:
    """Return the title without what asks for it: 上次联席会 is 联席会, 什么会 is none."""
    name = _WHICH_TIME.sub("", title)
    return "" if _NO_NAME.search(name) else name


def _scope(text: str) -> dict[str, str]:
    if re.search(
        r"以后都|今后|每次都|都改|长期|往后都|以后(?:的|每)|固定|从此|所有的?例会|以后就|永久|不再开|以后不开", text
    ):
        return {"scope": "all"}
    if re.search(
        r"这次|本次|这一次|这周|本周|下周[一二三四五六日]?的|明天|今天|后天|停一次|停一回|临时|\d+[月号日]", text
    ):
        return {"scope": "one"}
    return {}


def _reading(intent: str, confidence: float, slots: dict[str, Any]) -> Reading:
    return Reading(HANDLER, intent, confidence, slots, label=LABELS.get(intent, ""))


LABELS = {CREATE: "开会通知", CHANGE: "会议改期", CANCEL: "取消会议", QUERY: "查会议"}
