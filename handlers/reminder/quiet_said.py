"""免打扰: until when somebody wants to be told nothing that can wait, or that he wants to hear again. Pure."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from bot.router import Reading
from handlers.reminder import talk
from scheduler.calendar import Calendar
from scheduler.when import Grain, Kind, When, read_time

SURE, LONGEST = 0.93, 40
SOON = timedelta(hours=1)
FEW = 3  # days, with today

_ON = re.compile(
    r"免打[扰擾]|勿打?[扰擾](?:模式)?|[静靜]音(?!室|器|设备)"
    r"|(?:别|別|不要|莫|不用)(?:再|来|老|总)?(?:打[扰擾]|[吵烦煩]|(?:给我)?(?:发|發|推)(?:送)?(?:给我|我)?(?:任何)?(?:消息|通知|信息|提醒|东西)?(?=$|[了啦吧,，。!！\s]))"
    r"|(?:让我|给我)?(?:安静|安靜|清静|消停)(?=一?会儿?|一下|到|$|[\d一二两三半]|个?半)"
)
#: Why somebody wants it, as a part of its own: 我在外地开会, 烦死了.
_WHY = re.compile(
    r"(?:我|俺|咱)?(?:这(?:几|两)天)?(?:在|上|要|正|刚下|下)?[^,，。\s]{0,4}"
    r"(?:开会|外地|出差|夜班|睡|休息|烦|累|困|忙|手术|考试|有事|吵)[^,，。\s]{0,6}"
)
_DAILY = re.compile(r"^(?:我|俺)?(?:白天|每天|天天|平时|夜里|上班时间|下班后?|周末)+$")
_FEW_DAYS = re.compile(r"这(?:几|两|些)天")
_OFF = re.compile(
    r"(?:请|帮我)*(?:取消|解除|关闭?掉?|關閉?|结束|停止|不用|退出)(?:一下|了)?(?:我的)?(?:免打[扰擾]|勿[扰擾](?:模式)?|[静靜]音)(?:了|吧|模式)*"
    r"|(?:请|帮我)*(?:恢复|恢復|继续|可以)(?:给我)?(?:发|發|推)?(?:送)?(?:消息|通知)(?:了|吧)*|(?:免打[扰擾]|[静靜]音)(?:关了?|取消|结束|解除)(?:吧|了)?"
)
_ABOUT = re.compile(r"[?？]|吗|怎么|如何|什么|规定|时段|时间是|设置在|投诉|学生|居民|施工|夜间|举报|师生|扰民")
_LENGTH = re.compile(
    r"(?P<length>(?:[\d一二两三四五六七八九十]+个?半?|半个?)(?:小时|钟头|分钟|分鐘|小時|天))(?!后|後|内|前)"
)
_ADDED = re.compile(
    r"在?开会(?:中|呢)?|请|麻烦|帮我|给我|把我|我|开启?|打开|[设設]置?[为為]?|设成|开个|开一下|模式|一下|直到|到|为止|之前|以前|以内|内|接下来|从现在(?:起|开始)?|现在|"
    r"正在|在?上课|要?休息|睡觉|午休|有事|先|都|这|的|了|吧|哈|啊|谢谢|[,，。.!！~～\s]"
)


def read_quiet(text: str, now: datetime, calendar: Calendar) -> Reading | None:
    """Read a wish to be left alone, or its end; None where the text is something else."""
    plain = text.strip()
    found = None if len(plain) > LONGEST or _ABOUT.search(plain) else _ON.search(plain)
    if len(plain) <= LONGEST and _OFF.fullmatch(plain.strip("。.!！~～ ")):
        return Reading(talk.HANDLER, talk.UNMUTE, SURE)
    if found is None:
        return None
    rest = _without_why(f"{plain[: found.start()]} {plain[found.end() :]}")
    if slots := _by_days(rest, now):
        return Reading(talk.HANDLER, talk.MUTE, SURE, {talk.EVERYTHING: True, **slots})
    when = read_time(_LENGTH.sub(lambda length: f"{length['length']}内", rest, count=1), now, calendar)
    said = _ADDED.sub("", rest if when.kind is Kind.NONE else when.rest)
    if said or when.refused or when.kind is Kind.RECUR:
        return None
    slots = _slots(when, now, is_until="到" in rest.replace(when.matched, ""))
    return Reading(talk.HANDLER, talk.MUTE, SURE, {talk.EVERYTHING: True, **slots})


def _without_why(rest: str) -> str:
    """Return what is left without the parts that only say why; a part with a time stays."""
    parts = [one for one in re.split(r"[,，。!！\s]+", rest) if one]
    return " ".join(one for one in parts if not _WHY.fullmatch(one) or _FEW_DAYS.match(one))


def _by_days(rest: str, now: datetime) -> dict[str, str]:
    """Return what is wished for some days or for every day; empty where another time is said, or none."""
    if _DAILY.fullmatch(_ADDED.sub("", rest)):
        return {"daily": "yes"}
    if _FEW_DAYS.search(rest) and not _ADDED.sub("", _FEW_DAYS.sub("", rest)):
        return {"until": datetime.combine(now.date() + timedelta(days=FEW), time(), tzinfo=now.tzinfo).isoformat()}
    return {}


def _slots(when: When, now: datetime, *, is_until: bool) -> dict[str, str]:
    """Return until when; `later` where it would only begin later, nothing where no time is said."""
    if when.kind is Kind.NONE or when.start is None:
        return {}
    if when.kind is Kind.SPAN and when.start > now + SOON and not is_until:
        return {"later": "yes"}
    if when.grain is Grain.DAY:
        is_today = when.start.date() <= now.date()
        if not (is_today or is_until or when.kind is Kind.DEADLINE):
            return {"later": "yes"}
        end = when.over_at if is_today else when.start
    else:
        end = when.start if is_until and when.kind is Kind.SPAN and when.start > now else when.end or when.start
    return {"until": end.isoformat()} if end else {}
