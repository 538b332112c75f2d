"""The order in which the parts of the slice hear a message."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.study.facts import facts_of
from handlers.study.said import after, attending, counted, extended, planning, plans, running, showing, signing
from handlers.study.said.heard import Heard
from handlers.study.studies import CLOSED, OPEN
from handlers.study.talk import CHANGE, HANDLER, ROSTER, SPEECH, SUBMIT, WANTS
from scheduler.gathering import plain

LONGEST = 5000
_MAY_BE = re.compile(
    r"延|宽限|导出|導出|计划|計劃|频次|頻次|党日|党小组|小组|三会一课|组织生活|登记|补登|"
    r"体[会汇]|補|學|體|會|談|記|[心新][得德]|谈|调研|走访|记|纪要|打包|退|"
    r"大屏|投屏|投影|验证码|动态码|差|谁|誰|哪|过半|半数|几点|截止|催|提醒|签|簽|到|學習|学习|学|1|一|参加|參加|请假|請假|心得|体会|报告|发言|讲|党课|黨課|支部|中心组|培训|没来|来了|来的"
    r"|党|黨|主题|主題|专题|專題|讲座|講座|改|取消|停|民主|警示|qian|迟|晚|线上|补|缺|代|同意|不行|可以|准|会|公出|出差|加上|去掉|免|列席|在|齐|打卡|名|千|迁|\d|[零〇二三四五六七八九]{4}|出席|列席|出勤|考勤|名单|统计|台账"
    r"|補|學|連|導|课|qing|今儿|错|没去|去不|来不|假|赶|趕|撤|批|驳|駁|拒|手滑|误|网上|網上|视频|視頻|腾讯|连线",
    re.IGNORECASE,
)
#: A run of marks says no more than its beginning, and would be tried at every place of it.
_RUN = re.compile(r"([^\w《》\n]{6})[^\w《》\n]+")
Hear = Callable[[Heard], Reading | None]
#: Signing in first: it is most of what is said and means nothing else while signing in is open.
_PARTS: tuple[Hear, ...] = (
    signing.hear,
    counted.hear_first,
    after.hear,
    attending.hear,
    showing.hear,
    extended.hear,
    running.hear,
    plans.hear,
    counted.hear,
    planning.hear,
)

#: What a notice of a study to come, or a change of one, may be taken for.
_PLANNED_RATHER = frozenset({ROSTER, WANTS, SUBMIT, SPEECH})


def may_be(message: Message) -> bool:
    """Whether a message may be about studies at all: cheap, asked of every one."""
    if message.kind in (Kind.FILE, Kind.IMAGE) and message.channel is not Channel.GROUP:
        return True
    if plans.brought(message):
        return True
    if message.kind is Kind.RESULT:
        return bool(message.data.get("lost"))
    return message.in_words and len(message.text) <= LONGEST and bool(_MAY_BE.search(message.text))


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says of studies."""
    if not may_be(message):
        return []
    facts = facts_of(situation.facts.get(HANDLER))
    now = situation.now.astimezone(situation.zone)
    heard = Heard(_RUN.sub(r"\1", plain(message.text)), message, facts, now)
    found = next((reading for hear in _PARTS if (reading := hear(heard)) is not None), None)
    found = _of_planned(heard, found)
    return [found] if found else []


def _of_planned(heard: Heard, found: Reading | None) -> Reading | None:
    """Let a notice of a study to come be one, whatever is handed in after it.

    Who belongs to a study that is only planned is changed with its notice: those concerned are told.
    """
    if found is None or found.intent not in _PLANNED_RATHER:
        return found
    if found.intent == ROSTER and any(one.is_mine for one in heard.facts.of(OPEN, CLOSED)):
        return found
    other = planning.hear(heard)
    if other is None or (found.intent == ROSTER) != (other.intent == CHANGE):
        return found
    return other if other.intent == CHANGE or planning.is_whole(other) else found
