"""What the office says to what was not answered: the list, an answer to a number, a reply to W-12, the pairs. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.router import Reading
from handlers.ask import talk
from handlers.ask.said.heard import Heard
from knowledge.text import fold, numeral

SURE = 0.95
_N = r"(?P<number>\d{1,6}|[一二三四五六七八九十]{1,3})"
_TELL = r"(?:是|为)?\s*[:：,，\s]\s*(?P<text>.+)"
_REVIEWS = (
    rf"(?:回答|答复|解答|答)\s*(?:第|问题)?\s*{_N}\s*(?:号|个|条|题)?(?:问题)?\s*[:：]\s*(?P<text>.+)",
    rf"(?:回答|答复)\s?(?:第|问题)?\s?{_N}\s?(?:号|个|条|题)?(?:问题)?[,，\s]\s*(?P<text>\S.{{3,}})",
    (
        rf"(?:给|把|对)?第\s*{_N}\s*(?:个|条|题|号)(?:问题)?[\s,，]*(?:就|可以)?(?:这样|这么|照这样|"
        rf"如下)(?:来)?(?:回答|答复|答){_TELL}"
    ),
    (
        rf"(?:给|把|对)?(?:问题\s*{_N}|第\s*(?P<ordinal>\d{{1,6}}|[一二三四五六七八九十]{{1,3}})\s*(?:个|条|题|"
        rf"号)问题|(?P<before>\d{{1,6}})\s*号问题)"
        rf"[\s,，的]*(?:就|可以|写|加|拟)?(?:个|一个|条)?(?:这样|这么|如下)?(?:来)?(?:回答|答复|答案|答){_TELL}"
    ),
)
_W = r"[〔\[【(（]?w\s*[-－—–]?\s*(?P<number>\d{1,6})[〕\]】)）]?"
_REPLIES = (
    rf"(?:答复|回复|回答|答|回)\s*(?:提问)?\s*{_W}\s*[:：,，\s]\s*(?P<text>.+)",
    rf"{_W}\s*(?:的)?(?:答复|回复|回答|答)(?:是|如下)?\s*[:：,，\s]\s*(?P<text>.+)",
    rf"{_W}\s*[:：]\s*(?P<text>.+)",
)
_WHICH = (
    r"(?:问题\s*(?P<number>\d{1,6}|[一二三四五六七八九十]{1,3})|第\s*(?P<ordinal>\d{1,6}|"
    r"[一二三四五六七八九十]{1,3})\s*(?:个|条|题|号)(?:问题)?|(?P<before>\d{1,6})\s*号问题)"
)
_SOLVED = (
    rf"{_WHICH}[\s,，]*(?:现在|目前|已经?|文件里?|都)*(?:解决|能答|能查到|可以查到|查得到|查到|有答案|"
    rf"有文件|有规定|答得上来?|能答上来?)(?:了|啦)*[。.]?"
)
_ASIDE = (
    (
        rf"(?:把)?{_WHICH}[\s,，]*(?:就|先)?(?:不用|不必|不需要|别|不要|不)(?:再)?(?:回答|答复|答|管|理|处理|"
        rf"列|留)(?:它|出来|了|啦)*[。.]?"
    ),
    rf"(?:把)?{_WHICH}[\s,，]*(?:删掉|去掉|划掉|忽略|放下|销掉|关掉)(?:吧|了)?[。.]?",
)
_SCOPE = r"(?P<scope>公开|本部门)"
_COLLECT = (
    rf"(?:请|帮我|可以)?(?:把|将)?(?:{_W}|这条|这个|刚才的?|刚才(?:那条|这条)|这个答复|刚才的答复)?[\s,，"
    rf"的]*(?:答复)?(?:收进|收入|收到|加进|加入|加到|存进|存入|写进|写入|录入|放进|纳入)"
    rf"问答库里?(?:吧|里)?(?:[\s,，]*(?:范围)?{_SCOPE})?[。.]?"
)
_P = r"[〔\[]?(?:p|问答)\s*[-－—–]?\s*(?P<number>\d{1,6})[〕\]]?"
_PAIRS_OF = {
    "approve": (
        rf"(?:审定|同意|批准|通过|核准)\s*{_P}[。.]?",
        rf"{_P}\s*(?:审定|同意|批准|通过|可以)(?:了)?[。.]?",
    ),
    "renew": (
        rf"(?:继续用|续用|续期|继续使用)\s*{_P}[。.]?",
        rf"{_P}\s*(?:继续用|接着用|继续使用|续用|续期|仍然?有效|还有效|照旧)[。.]?",
    ),
    "retire": (
        rf"(?:作废|停用|撤下|删除)\s*{_P}[。.]?",
        rf"(?:把)?{_P}\s*(?:作废|停用|撤下|删掉|删除|不用了|不要了)(?:吧)?[。.]?",
    ),
}
_PAIRS = (
    r"(?:请|帮我)?(?:看看|查看|看一下|列一下|列出|打开)?(?:我们的?|现在的?|"
    r"目前的?)?问答库(?:里)?(?:现在)?(?:都)?(?:有|收)?(?:了)?(?:哪些|什么|多少条?|几条)?(?:问答|"
    r"内容)?(?:清单|列表)?[?？。]?"
)
_NOT_ANSWERED = (
    r"(?:没|没有|还没|还没有|尚未|未|未能|没能|没人|没有人|无人)(?:人)?(?:给)?(?:被)?(?:答上来?|回答上来|"
    r"答出来|回答|解答|答复|答|查到|查着|查出来|帮上忙|有答案|答案|能回答|能答)|"
    r"答不上来?|回答不了|答不了|答不出来?|查不到|待答复?|待回答|未决"
)
_FILLER = (
    r"最近|本周|这周|上周|本月|这个月|上个月|今天|昨天|目前|现在|还|都|共|总共|大家|员工|职工|老师|同志们|"
    r"师傅们|人们|助手|机器|我们|你们?|您|"
    r"请|帮我|麻烦|给我|发我|发给我|发一下|发|把|将|看看|看一下|看下|查看|查一下|列一下|列出来|列出|列|"
    r"导出|导一下|下载|生成|做成|一份|一个|一下|"
    r"有|是|哪些|哪几个|哪个|什么|多少|几个|问题|提问|问的|问了|问过|问|的|了|过|上|清单|列表|名单|台账|"
    r"汇总|表格|表|电子表|excel|xlsx|"
    r"来|出|吗|呢|呀|么|吧|没有|[\s,，、。.?？:：]"
)
_FILE = re.compile(r"导出|导一下|下载|表格|电子表|excel|xlsx|发我一份表|做成表")
_worklist = re.compile(rf"(?:{_FILLER})*(?:{_NOT_ANSWERED})(?:{_FILLER}|{_NOT_ANSWERED})*")
_MINE = re.compile(r"我的(?:问题|提问)|为什么|怎么|如何|考试|考核|检查")
_ABOUT = re.compile(r"问|清单|答不上|有哪些")
_QUOTED = re.compile(r"〔W-(?P<number>\d{1,6})〕")
_COMMAND = re.compile(r"(?:收到|好的?|谢谢|撤销|转人工|帮助|收进|[^:：]{0,4}问答库)")


def _all(patterns: tuple[str, ...], flags: re.RegexFlag = re.DOTALL) -> list[re.Pattern[str]]:
    return [re.compile(one, flags | re.IGNORECASE) for one in patterns]


_reviews, _replies = _all(_REVIEWS), _all(_REPLIES)
_solved, _aside, _collect = _all((_SOLVED,)), _all(_ASIDE), _all((_COLLECT,))
_pairs = {what: _all(patterns) for what, patterns in _PAIRS_OF.items()}
_pairs_list = re.compile(_PAIRS)


def hear_office(heard: Heard) -> Reading | None:
    """Hear what the office says to what was not answered."""
    parts: tuple[Callable[[Heard], Reading | None], ...] = (_reply, _review, _settle, _pair, _list)
    return next((reading for one in parts if (reading := one(heard)) is not None), None)


def _review(heard: Heard) -> Reading | None:
    found = _first(_reviews, heard.text)
    return _reading(talk.REVIEW, number=_number(found), text=found["text"].strip()) if found else None


def _reply(heard: Heard) -> Reading | None:
    found = _first(_replies, heard.text)
    if found:
        return _reading(talk.REPLY, number=int(found["number"]), text=found["text"].strip())
    quoted = _QUOTED.search(str((heard.message.data.get("quote") or {}).get("text", "")))
    if quoted and len(heard.text) > 1 and not _COMMAND.match(heard.text):
        return _reading(talk.REPLY, number=int(quoted["number"]), text=heard.text)
    return None


def _settle(heard: Heard) -> Reading | None:
    text = heard.text.strip()
    if found := _first(_solved, text):
        return _reading(talk.SOLVED, number=_number(found))
    if found := _first(_aside, text):
        return _reading(talk.ASIDE, number=_number(found))
    if found := _first(_collect, text):
        return _reading(talk.COLLECT, number=int(found["number"] or 0), scope=found["scope"] or "")
    return None


def _pair(heard: Heard) -> Reading | None:
    for what, patterns in _pairs.items():
        if found := _first(patterns, heard.text):
            return _reading(talk.PAIR, what=what, number=int(found["number"]))
    return _reading(talk.PAIRS) if _pairs_list.fullmatch(heard.text.strip()) else None


def _list(heard: Heard) -> Reading | None:
    text = fold(heard.text)
    if not _worklist.fullmatch(text) or _MINE.search(text) or not _ABOUT.search(text):
        return None
    return _reading(talk.WORKLIST, file=bool(_FILE.search(text)))


def _first(patterns: list[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((found for one in patterns if (found := one.fullmatch(text.strip()))), None)


def _number(found: re.Match[str]) -> int:
    groups = found.groupdict()
    said = groups.get("number") or groups.get("ordinal") or groups.get("before") or "0"
    return numeral(said) or 0


def _reading(intent: str, **slots: Any) -> Reading:
    return Reading(talk.HANDLER, intent, SURE, slots)
