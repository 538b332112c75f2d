"""What people say to be reminded: 提醒我…, 叫我…, 定个闹钟; and what only talks about reminders. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.reminder import talk
from handlers.reminder.answers import read_answer
from handlers.reminder.known import Known, known_of
from handlers.reminder.quiet_said import read_quiet
from handlers.reminder.wish import pieces_of, policy_in, trimmed
from scheduler.audience import said_audience
from scheduler.when import Kind, read_time
from scheduler.when.lead import without_lead

LONGEST = 300  # so much of a text is read; what stands behind it is kept with the last thing
MERE_SUFFIX = OF_OTHERS = 0.86  # meetings and campaigns are surer of theirs
OF_OTHERS_SURE = 0.975

_MAY_BE = re.compile(
    r"[提题題]醒|记一下|记着|记住|记下|記一下|記住|提型|提星|叫(?:一下|下)?[我俺]|喊(?:一下|下)?[我俺]|催(?:一下|下)?我|通知我|招呼我|[闹鬧][钟鐘铃鈴]|忘了|备忘|備忘|照开|照開|顺延|順延|停一次"
    r"|补发|補發|跳过|跳過|稍[后後]|晚点|待会|等会|一会|分钟后再|分鐘後再|小时后再|已[办辦]|[办辦]好|提一?个醒|提醒一声|吱一声|言语一声|跟我[说說]|告诉我|告訴我|和我[说說]|吱一声|知会我|[办辦]完|搞定|做完|节前|節前"
)
_ME = r"(?:我(?!们|們)|俺|咱(?!们|們)|本人|自己)"
_ASKING_WELL = (
    r"(?:请|請|麻烦|麻煩|劳驾|帮忙|幫忙|帮我|幫我|帮|给我|記得|记得|别忘了?|別忘了?|不要忘了?|到时候?|到時候?|到点|到點"
    r"|届时|屆時|然后|再|也|都|就|能不能|能否|能|可不可以|可以|可否|你|您|小?助手|我?(?:想|要|需要)(?=[你您定设設建加订叫])|[,，]|\s)*"
)
_CALL = re.compile(
    rf"{_ASKING_WELL}(?P<verb>(?:提|题|題)[醒型星]|叫|喊|催|招呼|通知)(?:一下|一声|一聲|下)?{_ME}(?:一下|一声|一聲|下(?=[,，\s]|$))?"
    rf"|{_ASKING_WELL}(?P<chirp>(?:吱|言语|招呼|知会|说)(?:我)?一[声聲])(?=[,，。\s]|$)|{_ASKING_WELL}(?P<tell>[跟和](?:我)[说說](?:一下|一声|一聲)?|告[诉訴]我(?:一下|一声|一聲)?|知会我(?:一声|一下)?)(?:[,，。\s]*$)"
)
_PREFIX = re.compile(rf"^{_ASKING_WELL}(?:提|题|題)醒(?:一下|下)?[\s:：,，]+(?=\S)")
_SUFFIX = re.compile(
    rf"[\s,，。]*{_ASKING_WELL}(?:(?:提|题|題)醒(?:一下|一声|一遍|一次|下)?|叫一声)(?:吧|哈|哦|啊|谢谢|,|，|。|\s)*$"
)
_SET = re.compile(
    rf"{_ASKING_WELL}(?:设定|定|设置?|設置?|订|上|加|建|记|記|弄|来)(?:一?[个個条條])?(?P<what>.{{0,40}}?)的?(?:[闹鬧][钟鐘铃鈴]|(?:提|题|題)醒|备忘|備忘)(?:一下)?[\s:：,，]*"
    rf"|^(?:帮我|幫我|请|麻烦)?(?P<jot>记一下|记着|记住|记下|記一下|記住)[\s:：,，]+|^(?:[闹鬧][钟鐘铃鈴]|备忘|備忘)[\s:：,，]*(?=\S)"
)
_LEST = re.compile(
    r"[,，\s]*(?:(?:别|別|不要|免得|省得|以免)(?:让|讓)?我(?:又|再)?忘(?:记|記)?了?|我?怕(?:我|自己)?(?:又)?忘(?:记|記)?了?)[,，\s]*"
)
TELL, CHIRP = "告诉", "吱"
_WEAK = (CHIRP, "叫", "喊", "催", "招呼", "通知")
_ONE_CALL = re.compile(r"到[时時]候?|到[点點]|[届屆][时時]|一[声聲]")
_ABOUT = re.compile(
    r"有(?:啥|什么|哪些|几个|多少)[^,，。]{0,4}[提题題]醒|"
    r"(?:什么时候|什麼時候|何时|几时|几点|多久|多少天|怎么|怎麼|如何|为什么|为啥|咋|谁|谁来|会不会|有没有|是否|哪[里个些天]?|没有?|不会|上次|刚才|昨天|前天|已经|为何)"
    r"[^,，。]{0,8}?[提题題]醒|[提题題]醒(?:过|的?功能|服务|机制|制度|怎么|如何|是什么|什么(?:时候|意思)|没有|了吗|了没|吗|么[?？]|得|的(?:内容|规定|要求|方式|时间是)|牌|标语|事项有)"
    r"|[跟和给向]谁[^,，。]{0,4}(?:吱|言语|招呼|知会|说|提)"
    r"|(?:谢谢|感谢|多谢|温馨|友情|特别|善意|再次|安全|郑重|严正)[的您你]?(?:的)?[提题題]醒|[提题題]醒[:：]?(?:广大|各位师生|全校师生)"
)
_BY_SOMEBODY = re.compile(
    r"(?:他|她|领导|主任|书记|部长|处长|科长|经理|老师|师傅|同事|家长|学校|上级|医生|老婆|爱人|系统|手机)(?:又|刚|刚才|昨天|今天|已经|一直|老|总)?[提题題]醒"
)
_MUST_NOT = re.compile(
    r"(?:别|別|不用|不要|不必|甭|停止|取消|关掉|关闭|删掉|删除|撤销|撤回|无需)(?:再|给我)?(?:[提题題]醒|叫)"
)
_TOLD_OTHERS = re.compile(r"[提题題]醒(?!(?:一[下声聲遍次]|下)?(?:我(?!们|們)|[\s:：,，]|$))")
#: 给各楼长发个提醒, and 提醒一遍 behind: whom it is for stands elsewhere in the sentence.
_SENT_TO = re.compile(
    r"(?:给|給|向|跟|和)(?P<who>(?!我(?!们|們))[^,，。\s]{2,20}?)(?:(?:发|發|推|设|設)(?:一)?(?:个|個|条|條|下)?(?:提醒|通知提醒)|提(?:一)?个醒|提醒一声)(?:就说|说)?[\s:：,，]*"
)
#: What is handed in, brought or seen to by those who are reminded: no meeting is called by it.
_DOES = re.compile(
    r"(?:提|题|題)醒[^,，。]{1,16}?(?:交|报|報|带|帶|填|领|領|写|寫|缴|繳|关|關|查|检查|巡查|打扫|清点|签(?!到))"
)
_AWAY = re.compile(r"请假|請假|出差|休假|外出|不在|调休|年假|病假|事假")
_SEVERAL = re.compile(r"^(?:各|全体|所有)|(?:主任|书记|科长|负责人|班长|楼长|组长|党员|支部|中心)$")
_MEETS = re.compile(r"开会|開會|例会|例會|会议|會議|参会|到会|[^\s]会$")
_A_QUESTION = re.compile(r"[?？]\s*$|(?:吗|么|没有|了没)\s*[?？]?$")


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says about reminders."""
    text = message.text.strip()
    if message.channel is Channel.GROUP or not message.in_words or not text:
        return []
    found = _read(text[:LONGEST].rstrip(), message, situation)
    return [_whole(one, text[LONGEST:]) for one in found] if len(text) > LONGEST else found


def _whole(one: Reading, more: str) -> Reading:
    pieces = one.slots.get("pieces")
    if not pieces:
        return one
    *others, last = pieces
    return replace(one, slots={**one.slots, "pieces": [*others, {**last, "text": f"{last['text']}{more}"}]})


def _read(text: str, message: Message, situation: Situation) -> list[Reading]:
    known = known_of(situation)
    pressed = bool(message.data.get("pressed"))
    if answer := read_answer(text, known, situation.now.astimezone(situation.zone), pressed=pressed):
        return [answer]
    now = situation.now.astimezone(situation.zone)
    if quiet := read_quiet(text, now, known.calendar):
        return [quiet]
    if not _MAY_BE.search(text) or _MUST_NOT.search(policy_in(text)[1]):
        return []
    return _for_oneself(text, now, known) or _for_others(text, now, known)


def _for_oneself(text: str, now: datetime, known: Known) -> list[Reading]:
    if _ABOUT.search(text) or _BY_SOMEBODY.search(text):
        return []
    lead, plain = without_lead(text)
    holidays, plain = policy_in(plain)
    cut = _body_of(plain)
    if cut is None or (cut[2] == TELL and not lead):
        return []  # 「明天告诉我结果」 is said to somebody else
    body, confidence, verb = cut
    pieces = pieces_of(body, now, known.calendar)
    timed = any(one["kind"] != Kind.NONE.value or one["refused"] for one in pieces)
    has_words = any(one["text"] for one in pieces)
    if verb in _WEAK and not (timed or _ONE_CALL.search(text)):
        return []
    if not timed and confidence == MERE_SUFFIX:
        return []
    if not (timed or has_words) and (_A_QUESTION.search(text) or confidence < 0.9):  # noqa: PLR2004 — a mere suffix
        return []
    slots: dict[str, Any] = {"who": talk.SELF, "pieces": pieces}
    slots |= {"lead_s": int(lead.total_seconds())} if lead else {}
    slots |= {"holidays": holidays} if holidays else {}
    return [Reading(talk.HANDLER, talk.CREATE, confidence, slots)]


def _body_of(text: str) -> tuple[str, float, str] | None:
    """Return what is to be reminded of, how sure it is, and the verb that says so."""
    if found := _CALL.search(text):
        return _without(text, found), 0.95, found["verb"] or (CHIRP if found["chirp"] else TELL)
    if found := _PREFIX.search(text):
        return text[found.end() :], 0.9, ""
    if (found := _SET.match(text)) and "提醒" not in (found["what"] or ""):
        return f"{found['what'] or ''} {text[found.end() :]}".strip(), _jotted(text) if found["jot"] else 0.93, ""
    if found := _LEST.search(text):
        return _without(text, found), 0.88, ""
    if (found := _SUFFIX.search(text)) and not _MEETS.search(text) and not said_audience(text[: found.start()])[0]:
        rest = text[: found.start()]
        return (rest, MERE_SUFFIX, "") if rest.strip() else None
    return None


def _jotted(text: str) -> float:
    """Return how sure it is that what is to be noted down is to be said again: an absence is its own slice's."""
    return MERE_SUFFIX if _AWAY.search(text) else 0.94


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()].rstrip(' ,，')} {text[found.end() :]}".strip()


def _for_others(text: str, now: datetime, known: Known) -> list[Reading]:
    """Read a reminder of somebody else; meetings and campaigns read theirs themselves, and more surely."""
    if _ABOUT.search(text) or _BY_SOMEBODY.search(text) or _A_QUESTION.search(text) or _MEETS.search(text):
        return []
    phrase, rest, is_sure = _who_else(text)
    if not phrase:
        return []
    lead, rest = without_lead(rest)
    holidays, rest = policy_in(rest)
    when = read_time(rest, now, known.calendar)
    if not trimmed(when.rest):
        return []
    slots: dict[str, Any] = {"who": phrase, "pieces": pieces_of(rest, now, known.calendar)[:1]}
    slots |= {"lead_s": int(lead.total_seconds())} if lead else {}
    slots |= {"holidays": holidays} if holidays else {}
    is_sure = is_sure or bool(_DOES.search(text) and when.kind is Kind.RECUR)
    return [Reading(talk.HANDLER, talk.CREATE, OF_OTHERS_SURE if is_sure else OF_OTHERS, slots)]


def _who_else(text: str) -> tuple[str, str, bool]:
    """Return whom else a text wants to be reminded, the text without them, and whether nothing else can be meant."""
    if sent := _SENT_TO.search(text):
        return sent["who"], text[: sent.start()] + " " + text[sent.end() :], True
    if _TOLD_OTHERS.search(text):
        return *said_audience(text), False
    if (behind := _SUFFIX.search(text)) is None:
        return "", text, False
    phrase, rest = said_audience(text[: behind.start()])
    return (phrase, rest, True) if _SEVERAL.search(phrase) else ("", text, False)
