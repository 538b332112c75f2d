"""What is said of not being there as planned: 请假, 公出, 晚到, 线上; of oneself or of another by name. Pure.

Each means something only beside a study that is open or to come; leave counted in days is being away, and what a
meeting is given leave of is the meeting's.
"""

from __future__ import annotations

import re
from typing import Any

from bot.router import Reading
from handlers.study.said.heard import Heard
from handlers.study.said.naming import NO_NAME, a_name
from handlers.study.said.telling import Told, day_of, why
from handlers.study.talk import HANDLER, LATE, LEAVE, ONLINE
from scheduler.excuses import DUTY, kind_of

_NAME = a_name()
ON_DUTY = "公出"
NUMBERED, NAMED, OPEN, PLANNED, ALONE, ASKED = 0.988, 0.975, 0.965, 0.95, 0.8, 0.4

_DAYS = re.compile(
    r"[\d一二两三四五六七八九十半几]+\s*天(?!的)|周.?[到至]|[号日][到至]|[到至](?:下?周|下?月|\d+[号日])|"
    r"年假|年休|产假|婚假|丧假|休假|调休|补休|探亲"
)
_RULES = re.compile(
    r"怎么|如何|流程|规定|制度|手续|审批|扣|工资|条子|假条|多少|几天|谁|哪|什么|次数|统计|名单|情况|台账|是不是|为什么|"
    r"你|同意|驳回|更正|改为|改成|改记|记为|报销|标准|补助|补贴|算不算|有没有|算[吗么]|代我|由.{1,4}代|换班|提醒|通知|取消|不请假|没请假|请假的|请了假的|撤销"
)
_OF_MEETING = re.compile(
    r"(?:例会|会议|碰头会|班子会|部务会|联席会|(?<![开去有委大])会)(?:我|的|就|也|，|,|\s)*"
    r"(?:请.{0,2}假|不参加|来不了|去不了|参加不了|不去)"
)
_ASKS_FOR_IT = (
    r"(?:要|想|得|需要?|申请|特此|能不能|能否|可否|可以|能|先|再|跟您|向您|说|又|也|今天|今儿|这次|本次|临时)*"
)
_LEAVE = re.compile(
    rf"{_ASKS_FOR_IT}(?:[请清](?:个|一?下|一次|半天|了)?(?:病|事|公)?[假价架](?:一次|半天|一下)?|告个?假|qing\s?jia)(?:吗|行吗|可以吗|了|吧|啊|哈)*"
)
_DUTY = re.compile(rf"{_ASKS_FOR_IT}(?:因公|在|是|要|去)*(?:公出|出公差)(?:了|中)?")
_COMES_NOT = re.compile(
    r"(?:恐怕|可能|实在|是|真|怕是|就|也|估计|得|要)*"
    r"(?:来不了|去不了|参加不了|到不了|来不成|去不成|参加不成|过不来|过不去|过不了|赶不过来|赶不回来|"
    r"不能(?:来|去|参加|到会|到场|出席|参会)|没法(?:来|去|参加)|没办法(?:来|去|参加)|没空(?:来|去|参加)?|没时间(?:来|去|参加)|"
    r"(?:就)?不(?:来|去|参加|过去|过来)(?:参加)?(?:学习|培训|党课|活动|听课?)?(?:了|啦)|缺席(?:一次)?|走不开|脱不开身|抽不开身|抽不出身)"
    r"(?:本次|这次|今天的?|明天的?)?(?:了|啦|啊|哈|哦|吧)*"
)
#: What stands behind the name of who stays away.
_NEXT = (
    r"[\s,，:：]|请|告|公出|因|来|去|参加|到不|不|没|过|赶|走|缺|脱|抽|今|明|下午|上午|这次|本次|学习|培训|党课|支部|要|想|得|说|也|"
    r"晚|迟|会|可能|估计|大概|恐怕|路|在|家|身体|出差|孩子"
)
_OTHER = re.compile(
    rf"^(?:领导[,，]?)?(?:我们?(?:这边|这儿|这里|[一-龥]{{0,4}}?[班组科室站]|单位|中心|支部)的?)?(?:(?:我)?(?:替|帮|代|给|为)(?P<for>{_NAME})|(?P<who>{_NAME})(?:(?:让|叫|托|请)我(?:替|帮|代|给)[他她])?)(?:同志)?(?={_NEXT})"
)
_LEADING = re.compile(
    r"^(?:我们?|本人|俺|咱|今[天儿日个]+|下午|上午|晚上|早上|这次|这回|本次|临时|[\s,，])*(?:[^,，\s]{0,6}[,，\s]+我)?"
)
_WORK = re.compile(r"修|换班|值班|派|让|叫|找|灯|水|电|饭|菜|车")

_UNIT = r"(?:分钟?|min|刻钟?|个?半?小时|个?钟头?|会儿?|一会儿?|一下|些|点儿?|一点儿?)"
_COUNT = r"[\d一二两三四五六七八九十半几个把来多刻]{1,6}"
_LATER = re.compile(
    rf"(?:可能|大概|估计|恐怕|要|得|将|会|稍微?|略|先|约|应该|预计|或许|怕是|就)*"
    rf"(?:(?:晚|迟|推迟)\s*(?:[到道刀倒]|来)?\s*(?:大概|约|个)?(?:{_COUNT}\s*{_UNIT}|一会儿?|会儿|几分|些时候|一下)(?:左右)?(?:再?到|再?来|过来|过去|能到)?|"
    r"晚到|迟到|晚来|来晚|去晚|到晚|晚些?(?:时候)?(?:再)?(?:到|来|过来|过去)|晚点儿?(?:再)?(?:到|来|过来|过去)|"
    rf"{_COUNT}\s*{_UNIT}(?:以?后|之后)(?:再|才|能)*(?:到|来|过来|赶到)|稍后(?:再)?(?:到|来)|"
    r"后到|[晚迟][道刀倒](?=$|[\s,，])|赶不上(?:开头|开始|点)|赶不及)(?:了|啦|哈|啊|吧|一会儿?|一点|一些|几分钟?)*"
)
#: What may stand in the same clause before it: 食堂的菜晚到了 is nobody's lateness.
_MYSELF = re.compile(
    r"(?:^|[\s,，。;；、])(?:我们?|俺|咱|本人|自己|学习|培训|党课|活动|这次|今[天儿]|明[天儿]|下午|上午|可能|大概|估计|恐怕|怕|只能|将|稍|还有|再有|我这边|"
    r"的|那|就|了|嗯|呃|那个|领导|说|[他她]说|[他她])*$"
)
_NOT_LATE = re.compile(
    r"没(?:有)?迟到|不算迟到|不是迟到|记.{0,2}迟到|算.{0,2}迟到|改.{0,3}迟到|迟到(?:的|人|者|名单|几(?!分|个?小时|刻)|怎|会|要|算|扣|吗|多)|"
    r"(?:会|学习|党课|培训|党日|活动|讲座)(?:时间)?[再也要得需]?推迟|晚上|晚点名|晚饭|车晚|(?:班车|校车)[^,，。\s]{0,4}[晚迟]|扣|谁|规定|怎么(?!办)|吗|几点|处罚|批评"
)
_NUMBER = {one: value for value, one in enumerate("零一二三四五六七八九十")} | {"两": 2}
_MINUTES = re.compile(
    r"(?P<count>\d{1,3}|[一二两三四五六七八九]?十?[一二三四五六七八九]?)(?:来|多)?\s*(?:分|min)", re.IGNORECASE
)
_ONLINE = re.compile(
    r"(?:线上|网上|网络|视频|远程|云端|连线|腾讯会议|钉钉会议|企业微信会议|在线)(?:上|方式|形式|会议)*(?:来|去|的)?"
    r"(?:参加|参会|参与|听|接入|学习?|看|签到|加入|进来?|出席|上线|旁听|连)?"
)
_IS_ONLINE = re.compile(
    r"(?:线上|网上|网络|视频|远程|云端|腾讯会议|钉钉会议|企业微信会议|在线).{0,3}"
    r"(?:参加|参会|参与|听|接入|学|看|签到|加入|进|出席|旁听|可以|行|成|能)|(?:转|改|走|申请)(?:成|为|到)?线上|连线|线上(?:吧)?$"
)
_OTHER_THINGS = re.compile(
    r"报修|缴费|充值|办理|填报|怎么|如何|在哪|购|投诉|选课|预约|没到|谁|几个|多少人|名单|链接|会议号"
)


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    told = Told.of(heard)
    if heard.is_aside and not told.open:
        return None
    return _leave(heard, told) or _late(heard, told) or _online(heard, told)


def _leave(heard: Heard, told: Told) -> Reading | None:
    text = told.text
    if _DAYS.search(text) or (_OF_MEETING.search(text) and not told.names_study):
        return None
    other = _other(text)
    rest = text[other.end() :] if other else text
    asks, duty = _LEAVE.search(rest), _DUTY.search(rest)
    found = asks or duty or (_COMES_NOT.search(rest) if _comes_not(rest, told, is_other=other is not None) else None)
    if found is None or (other is not None and not told.at_hand and asks is None):
        return None
    if _RULES.search(rest.replace(found.group(), " ")) or _RULES.search(found.group()):
        return None
    if duty and not asks and not told.at_hand:
        return None
    reason = why(f"{rest[: found.start()]} {rest[found.end() :]}")
    is_duty = found is duty or (reason != "" and kind_of(reason) == DUTY)
    slots = _slots(heard, told, other, reason) | ({"what": ON_DUTY} if is_duty else {})
    if other and heard.is_aside and asks is None:
        return None
    return Reading(HANDLER, LEAVE, _sure(told, text, heard, slots), slots)


def _comes_not(rest: str, told: Told, *, is_other: bool) -> bool:
    """Whether not coming, without the word for leave, is said of a study: it is named, or oneself is."""
    if not told.at_hand or re.search(r"[?？]|吗", rest):
        return False
    if told.names_study:
        return True
    plainly = _COMES_NOT.match(_LEADING.sub("", rest)) is not None
    return bool(told.open) and plainly and (not is_other or _WORK.search(rest) is None)


def _late(heard: Heard, told: Told) -> Reading | None:
    text = told.text
    if not told.at_hand or _NOT_LATE.search(text) or not (found := _LATER.search(text)):
        return None
    other = _other(text)
    if other is None and not _MYSELF.search(text[: found.start()]):
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    rest = rest.removeprefix(other.group()) if other else rest
    minutes = minutes_in(text)
    reason = why(re.sub(r"马上就?到|尽快到|大?概?[一二三四五六七八九十\d]+点半?(?:能|才)?到|来晚了", " ", rest))
    slots = _slots(heard, told, other, reason) | ({"late_minutes": minutes} if minutes else {})
    return Reading(HANDLER, LATE, OPEN if told.open or told.names_study else PLANNED, slots)


def _online(heard: Heard, told: Told) -> Reading | None:
    text = told.text
    if not told.at_hand or not _IS_ONLINE.search(text) or _OTHER_THINGS.search(text):
        return None
    rest = re.sub(
        r"(?:我)?(?:能不能|能否|可否|可不可以|可以|申请|行不行?|行吗|可以吗|成不成?|成吗|能|吗|吧|想|要|走(?=视频|线上|网上)|请求)+",
        " ",
        text,
    )
    reason = why(_ONLINE.sub(" ", rest))
    return Reading(
        HANDLER, ONLINE, OPEN if told.open else PLANNED, _slots(heard, told, None, reason) | {"mode": "online"}
    )


def minutes_in(text: str) -> int | None:
    """Return how many minutes a text speaks of; None where it says none: 一会儿, 几分钟."""
    if re.search(r"半个?(?:小时|钟头?)", text):
        return 90 if re.search(r"一个半", text) else 30
    if re.search(r"三刻", text):
        return 45
    if re.search(r"[一个]?刻(?:把|来)?钟", text):
        return 15
    if found := re.search(r"(?P<count>[\d一二两])个?(?:小时|钟头)", text):
        return 60 * _numeral(found["count"])
    found = _MINUTES.search(text)
    return _numeral(found["count"]) or None if found and found["count"] else None


def _numeral(said: str) -> int:
    if said.isdecimal():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    return (_NUMBER.get(tens, 1) * 10 if ten else 0) + _NUMBER.get(ones, 0)


def _other(text: str) -> re.Match[str] | None:
    """Return who is named at the head of a text, where it is not oneself."""
    found = _OTHER.match(text)
    if found is None or NO_NAME.match(found["for"] or found["who"]):
        return None
    return found


def _slots(heard: Heard, told: Told, other: re.Match[str] | None, reason: str) -> dict[str, Any]:
    slots: dict[str, Any] = {"reason": reason} | ({"study": told.study} if told.study else {})
    slots |= {"person": other["for"] or other["who"], "by_other": True} if other else {}
    if (on := day_of(heard)) is not None:
        slots["on"] = on.isoformat()
    return slots | ({"named": True} if told.names_study else {})


def _sure(told: Told, text: str, heard: Heard, slots: dict[str, Any]) -> float:
    if told.study:
        return NUMBERED
    if told.at_hand and told.names_study:
        return NAMED
    zone = heard.now.tzinfo
    days = {one.starts_at.astimezone(zone).date().isoformat() for one in told.open + told.planned}
    if "on" in slots and slots["on"] not in days:
        return ALONE
    if told.open:
        return OPEN
    is_asked = re.search(r"[?？]|吗", text) is not None
    return PLANNED if told.planned else ASKED if is_asked else ALONE
