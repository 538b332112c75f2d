"""What people say to a reminder that stands or has rung: 已办, 稍后, 别再提醒我了, 提醒改到10点. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.router import Reading
from handlers.reminder import talk
from handlers.reminder.known import Known
from scheduler.when import Kind, read_time

LONGEST_COMMAND = 40
FRESH = 0.87  # a little surer than that a meeting is moved

_NUMBER = r"(?:[#第]?(?P<row>\d{1,9})号?)"
_REMIND = r"[提题題]醒"
_ABOUT = r"(?P<about>[^,，。]{1,30}?)"
_DONE = re.compile(
    rf"(?:我)?(?:已经?|都)?(?:[办辦]|做|弄|搞|处理|處理|完成)(?:好|完|妥|定)?了?[\s,，]*(?:{_REMIND})?{_NUMBER}?[。.]?"
)
_DONE_WORDS = re.compile(r"(?:已[办辦]|(?:我|已经?|都)?(?:[办辦]|做|弄|处理|處理)(?:好|完|妥)了?|搞定了?|完成了)")
_LATER = re.compile(
    rf"(?:请|請)?(?P<when>.{{0,14}}?)(?:再|在|才)(?:{_REMIND}|叫|喊|说|說)(?:一次|一下|一声|一聲|一遍)?(?:我)?(?:一次|一下|一声|一聲|吧|一遍)?"
    rf"[\s,，]*(?:{_REMIND})?{_NUMBER}?[。.]?"
)
_LATER_WORDS = re.compile(
    rf"(?:稍[后後]|晚点|晚一点|等[会會]儿?|待[会會]儿?|一[会會]儿|过[会會]儿)(?:再说|再說|{_REMIND}(?:我)?|办)?[\s,，]*(?:{_REMIND})?{_NUMBER}?(?:吧)?[。.]?"
)
_BUSY = re.compile(
    r"^(?:(?:现在|这会儿?|我|正|手头)*(?:没空|没时间|忙着?|在忙|在开会|走不开|腾不出手|顾不上)(?:呢|着|了)?|(?:待|等|过|一)[会會]儿?(?:再说|再說|吧)?|先放(?:一)?放|回头再说)[,，。\s]*"
    rf"(?P<when>.{{1,14}}?)(?:再|来)?(?:{_REMIND}|叫|喊|说|說)(?:我)?(?:一次|一下|一声|一聲|吧)?[。.]?$"
)
_SENT_WRONG = re.compile(
    rf"(?:刚才|刚刚|刚|上一?[个条]|那[个条]|这[个条])*(?:发|设|定)?(?:的)?(?:那[个条])?{_REMIND}(?:我)?(?:发|设|定|写|弄|搞)?错(?:了|人了|时间了)?[,，。\s]*(?:请|帮我|麻烦|给我)*(?:撤回|撤销|撤銷|取消|收回|删掉|作废|撤了|撤)(?:了|吧|一下|掉)*[。.]?"
)
_AROUND = re.compile(
    r"知道了?|好[的了]?|(?:行了?)+|收到|明白了?|嗯+|哎呀|(?:我)?(?:已经?|都|早就?|刚刚?)[^,，。]{0,6}(?:过了?|完了?|好了?|了)|我?(?:在|正在?)[^,，。]{0,4}(?:开会|忙|上课|外面|路上)"
)
_NO_MORE = re.compile(
    rf"(?:你)?(?:别|不用|不要|不必|甭)(?:再|老|总)*(?:催|念叨|响|吵|{_REMIND})(?:我)?(?:了|啦|吧)*|(?:这|那)[个条](?:{_REMIND})?(?:就)?(?:不用|不要|取消|停)(?:管)?(?:了|吧)+"
)
_NOT_TO_ME = re.compile(
    r"(?:这[个条件]|那[个条件]|它)?(?:以后|今后|下次|以後)?(?:就)?(?:别|不用|不要|不必|甭)(?:再|給|给我|老|总)*(?:发|推|弹|響|响)(?:给|送|給)?(?:我)?(?:了|啦|吧)*[。.!！\s]*"
)
_MUTE = re.compile(
    rf"(?:请|請|以后|以後|后面|今后|你|就)*(?:别|別|不用|不要|不必|甭|停止|无需|不需要)(?:再|给我|給我|在|老是?|总是?|一直)*{_REMIND}(?:我)?(?P<about>[^,，。]{{0,30}}?)(?:的事|这事|这件事)?(?:了|啦|吧|的)*[。.\s]*{_NUMBER}?[。.]?"
    rf"|(?:[这這那][个個条條])?{_REMIND}(?:就)?(?:不要|别|別|不用|不必)(?:再)?(?:发|發|推|响|響|弹|来|來)(?:给我)?(?:了|啦)?[。.]?"
    rf"|不再{_REMIND}[\s,，]*(?:{_REMIND})?(?P<row2>\d{{1,9}})?[。.]?"
)
_DROP = re.compile(
    rf"(?:请|請|帮我|幫我|麻烦|把|我|想|要)*(?:取消|撤销|撤銷|撤回|删除?|刪除?|删掉|刪掉|去掉|关掉|關掉|关闭|关了|停掉|停了|作废)(?:一下|下|掉|了)?(?:我)?(?:的)?(?:刚才|剛才|刚刚|剛剛|刚设|上一[个個条條]|上个|那[个個条條]|这[个個条條]|最后一[个個]|今天|所有|全部)*(?:的)?(?:设|定|建)?(?:的)?"
    rf"(?:关于)?(?P<about>[^,，。]{{0,30}}?)(?:的|那个|这个)?(?:{_REMIND}|闹钟|鬧鐘){_NUMBER}?(?:吧|了|掉)*[。.]?"
    rf"|(?:把)?(?:我)?(?P<about2>[^,，。]{{0,30}}?)的?(?:那个|这个|那条)?(?:{_REMIND}|闹钟|鬧鐘)(?P<row2>\d{{1,9}})?(?:给|給)?(?:我)?(?:取消|撤销|撤銷|撤回|删|刪|删掉|刪掉|去掉|关掉|關掉|停掉|不要|不用|停)(?:掉|了|吧)*[。.]?"
)
_MOVE = re.compile(
    rf"(?:请|請|帮我|幫我|麻烦|把|将|將|我)*(?:刚才|剛才|那个|这个|上一个)?(?:的)?(?P<about>[^,，。]{{0,30}}?)的?(?:{_REMIND}|闹钟|鬧鐘){_NUMBER}?(?:的)?(?:时间|時間)?(?:给我)?"
    r"(?:改|调|調|挪|换|換|推迟|推遲|延后|延後|提前|延|推|改期|变更|调整|調整)(?:到|成|为|為|在|至|一下|[,，])*(?P<to>.{2,30})"
    rf"|(?P<to2>.{{2,24}}?)(?:再)?{_REMIND}(?:我)?(?:吧)?[,，]?(?:不要|不是|别)(?P<not>.{{1,16}})"
)
_MOVE_FRESH = re.compile(
    r"(?:不对[,，]?)?(?:还是)?(?:时间)?(?:改|调|換|换|推迟|提前|挪)(?:到|成|为|為|在|至)(?P<to>.{2,20}?)(?:提醒我?)?(?:吧)?[。.]?"
)
_LIST = re.compile(
    rf"(?:请|請|帮我|幫我|给我|我想)?(?:看看?|查一?下?|查看|列出?|显示|顯示)?(?:一下)?(?:今天|明天|后天|本周|这周|下周|这个月)*(?:我|俺)?(?:现在|目前|都|还|還|一共|今天|明天|这周|本周)*(?:设|設|定|有|建)?(?:了|过|過)?(?:的)?(?:有)?(?:哪些|哪几个|啥|什么|什麼|几个|多少|所有|全部)?(?:的|个|條|条)?(?:{_REMIND}|闹钟|鬧鐘)(?:列表|清单|清單|有哪些|都有哪些|有什么|情况)?(?:还)?(?:没到(?:时间|点)|没响|没提醒|没到期|待提醒|未到)?的?[?？。]?"
)
_EVERY = re.compile(r"所有|全部|都")
_LIST_MUST = re.compile(r"我|俺|啥|哪些|什么|查|看|列|所有|全部|几个|多少|清单|列表")
_DECIDE = re.compile(
    r"(?:那就|就|先|还是|請|请)?(?P<way>照开|照開|照常开?|顺延|順延|停一次|停开一次|不开了?|补发|補發|跳过|跳過)(?:吧|到下一个工作日|一次)?[\s,，]*(?P<row>\d{1,9})?[。.]?"
)
_WAYS = {
    "照": "照开", "顺": "顺延", "順": "顺延", "停": "停一次", "不": "停一次", "补": "补发", "補": "补发", "跳": "跳过",
}  # fmt: skip
_EVES = re.compile(
    r"(?:请|請)?(?P<way>启用|啟用|开启|打开|停用|关闭|取消|停止)节前(?:三件事)?(?:的)?提醒(?:三件事)?[。.]?"
)


def read_answer(text: str, known: Known, now: datetime, *, pressed: bool = False) -> Reading | None:
    """Read an answer or a command about reminders that stand; None where the text is none.

    pressed: it is what a button says, so that it is meant though nothing waits any more.
    """
    short = _core(text.strip().strip("!！~～ "), known)
    if not 1 <= len(short) <= LONGEST_COMMAND:
        return None
    return (
        _decision(short, known)
        or _rung(short, known, now, pressed=pressed)
        or _muted(short, known)
        or _standing(short, known, now)
    )


def _core(short: str, known: Known) -> str:
    """Return what is said to a reminder that rang without 知道了 before and the reason behind."""
    parts = [one for one in re.split(r"[,，。;；\s]+", short) if one]
    core = [one for one in parts if not _AROUND.fullmatch(one)]
    return core[0] if known.rung and len(parts) > len(core) == 1 else short


def _decision(text: str, known: Known) -> Reading | None:
    if eves := _EVES.fullmatch(text):
        return _reading(talk.EVES, 0.95, on=eves["way"] in ("启用", "啟用", "开启", "打开"))
    found = _DECIDE.fullmatch(text)
    if found is None or not (known.asked or found["row"]):
        return None
    row = int(found["row"] or 0)
    return _reading(talk.DECIDE, 0.93, way=_WAYS[found["way"][0]], row=row)


def _rung(text: str, known: Known, now: datetime, *, pressed: bool) -> Reading | None:
    """Read what is said to a reminder that rang."""
    found = _DONE.fullmatch(text)
    pressed = pressed and bool((found and found["row"]) or _LATER_WORDS.fullmatch(text))
    if found and _DONE_WORDS.match(text) and (known.rung or "醒" in text or pressed):
        return _reading(talk.DONE, 0.96 if "醒" in text else 0.87, row=int(found["row"] or 0))
    found = _LATER_WORDS.fullmatch(text)
    if found and (known.rung or pressed):
        return _reading(talk.SNOOZE, 0.93, row=int(found["row"] or 0))
    found = _LATER.fullmatch(text) or (_BUSY.fullmatch(text) if known.rung else None)
    if found and found["when"]:
        when = read_time(found["when"], now, known.calendar)
        if when.kind in (Kind.POINT, Kind.SPAN) and when.start and (known.rung or "再" in text):
            return _reading(
                talk.SNOOZE,
                0.96,
                row=int(found.groupdict().get("row") or 0),
                at=when.start.isoformat(),
                grain=str(when.grain),
            )
    return None


def _muted(text: str, known: Known) -> Reading | None:
    if found := _MUTE.fullmatch(text):
        row = int(found["row"] or found["row2"] or 0)
        return _reading(talk.MUTE, 0.93 if known.rung or row else 0.88, row=row, about=_about(found["about"]))
    if known.rung and (_NOT_TO_ME.fullmatch(text) or _NO_MORE.fullmatch(text)):
        return _reading(talk.MUTE, 0.93, row=0, about="")
    return None


def _standing(text: str, known: Known, now: datetime) -> Reading | None:
    if _SENT_WRONG.fullmatch(text):
        return _reading(talk.UNDO, 0.93, row=0, about="")
    if found := _DROP.fullmatch(text):
        row, about = int(found["row"] or found["row2"] or 0), _about(found["about"] or found["about2"])
        every = {"all": True} if not (row or about) and _EVERY.search(text) else {}
        return _reading(talk.UNDO, 0.93, row=row, about=about, **every)
    if found := _MOVE.fullmatch(text):
        return _moved(found, known, now)
    if known.fresh and (found := _MOVE_FRESH.fullmatch(text)):
        when = read_time(found["to"], now, known.calendar)
        if when.kind in (Kind.POINT, Kind.RECUR, Kind.SPAN) and not when.rest.strip(" 吧的"):
            return _reading(talk.CHANGE, FRESH, row=known.fresh, about="", to=found["to"].strip(" ,，。吧"))
    if _LIST.fullmatch(text) and _LIST_MUST.search(text):
        return _reading(talk.LIST, 0.93)
    return None


def _moved(found: re.Match[str], known: Known, now: datetime) -> Reading | None:
    to = found["to"] or found["to2"]
    when = read_time(to, now, known.calendar)
    if when.kind is Kind.NONE and not when.refused and not when.question:
        return None
    return _reading(talk.CHANGE, 0.93, row=int(found["row"] or 0), about=_about(found["about"]), to=to.strip(" ,，。"))


def _about(words: str | None) -> str:
    plain = re.sub(r"^(?:的|那个|这个|我|刚才|关于|把)+|(?:的|那个|这个|这件事|了)+$", "", (words or "").strip())
    return "" if plain in ("", "了", "吧", "一下", "它") else plain


def _reading(intent: str, confidence: float, **slots: Any) -> Reading:
    return Reading(talk.HANDLER, intent, confidence, slots)
