"""What is said around an answer: its source, its neighbours, another one, the file itself."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.ask.said.heard import Heard
from handlers.ask.talk import HANDLER, MORE, NEXT, ORIGINAL, SOURCE_OF
from knowledge.text import fold

SURE, UNSURE = 0.95, 0.6  # where something was shown before, and where nothing was
CLEAR = 0.9
_HEAD = (
    r"(?:请问|那|那么|这个|这条|这|刚才(?:说)?的?|上面的?|你说的|您说的|请|麻烦|给我|给|帮我|我要|我想|想|要|看看|看一下|看|"
    r"查一下|说一下|说说|有没有|有|发|一下|一份|的|是|再|就|,|，|\s)*"
)
_TAIL = (
    r"(?:呢|吗|么|啊|呀|是什么|是啥|在哪里?|在哪儿|看看|看一下|给我|发我|说一下|是哪条|有没有|怎么说的?|"
    r"[\s?？。.!！~])*"
)
_WHERE = r"(?:里|中|上|里面|上面)?(?:面)?(?:规定|写|说|讲|要求|提|明确)?(?:的|到的|着)?"
_SOURCE = re.compile(
    rf"{_HEAD}(?:把)?整条(?:内容)?(?:都)?(?:念|读|发)(?:给)?我?(?:听|看)?{_TAIL}|"
    rf"{_HEAD}(?:那个|那条|那)?(?:出自|来自|源自)(?:哪里?|哪儿|何处|什么(?:文件|地方)){_TAIL}|"
    rf"{_HEAD}(?:文件|制度|政策)依据(?:没|不)?{_TAIL}|"
    rf"{_HEAD}(?:出处|依据|原文|原话|来源|根据|原条文|条文原文|原条款|整条|整条内容|完整条款|条款全文|这条全文){_TAIL}|"
    rf"{_HEAD}(?:在|出自|来自)?(?:哪|什么)(?:一|个|份|几)?(?:条|项|款|个)?(?:规定|文件|制度|条款|办法|条文)?{_WHERE}"
    rf"(?:规定|文件|制度)?(?:的)?{_TAIL}"
)
_SOURCE_WORDS = re.compile(r"出处|自|依据|原文|原话|来源|根据|条|规定|文件|制度|办法|款")
_ORIGINAL_WORD = (
    r"(?:全文|原文件|原件|文件原件|整个文件|整份文件|完整文件|完整的文件|整篇文件|文件全文|电子版|完整版|附件原文)"
)
_KIND = r"(?:规定|办法|制度|公约|规则|方案|意见|文件|预案|细则|条例|通知)"
_VERB = (
    r"(?:发|传|转|下载|导出|调|找|拿)(?:一下|一份|个|份)?(?:给)?(?:我|过来|来|到我这里?|下来|到群里)?"
    r"(?:一下|一份|看看|看一下)?"
)
_ORIGINAL = (
    re.compile(
        rf"(?:能不能|能|可以|可否)?{_HEAD}(?:个|份)?{_ORIGINAL_WORD}(?:发来|发过来|给我|发我)?(?:不|没)?{_TAIL}"
    ),
    re.compile(rf"{_HEAD}(?:把|将)?(?:这个|这份|该|那个|那份)?文件(?:原件|全文)?{_VERB}{_TAIL}"),
    re.compile(rf"{_HEAD}{_VERB}(?:这个|这份|该|那个|那份)?(?:的)?(?:原)?文件{_TAIL}"),
    re.compile(rf"{_HEAD}(?:把|将)?(?P<name>[^,，。?？]{{2,40}}?{_KIND}》?)(?:的)?{_ORIGINAL_WORD}?{_VERB}{_TAIL}"),
    re.compile(rf"{_HEAD}(?:{_VERB})?(?P<name>[^,，。?？]{{2,40}}?)的?{_ORIGINAL_WORD}(?:{_VERB})?{_TAIL}"),
)
_NEXT = re.compile(
    rf"{_HEAD}(?:再|往|接着|继续|看)*(?P<way>下|上|前|后)(?:面)?一?(?:条|款|章|节)(?:规定)?(?:是)?(?:什么|啥)?(?:内容|写的?什么|讲什么|说什么)?{_TAIL}"
)
_MORE = re.compile(
    r"(?:(?:就|只有)(?:这些|这个|这一条)(?:吗|么)?|那|请问|,|，|\s)*(?:还有(?:没有|什么|哪些|啥)?(?:别的|其他的?|其它的?|更多)?|(?:有没有|有)?(?:别的|其他的?|其它的?)|"
    r"然后|接着|换一个|换一条|换条|换个|再来一条|再来一个|下一个|不是这条|不是这一条|不是这个规定|不是这份|更多|再(?:找找|查查|看看|找一下|查一下|找一个))(?:[,，\s]*再(?:找找|查查|看看|找一下|查一下))?"
    r"(?:相关|有关)?(?:规定|说法|要求|条款|文件|内容|答案|结果|条|地方|(?:也|有)*(?:提|说|讲|写)[到过]|也有|涉及|的)*"
    r"(?:呢|吗|么|没有|没|了|啊|[\s?？。.,，])*"
)


def hear(heard: Heard) -> Reading | None:
    """Hear a word about what was shown before, or for a document's file."""
    text = fold(heard.text).strip()
    if len(text) > 60:  # noqa: PLR2004 — no word about an answer is longer
        return None
    facts = heard.facts
    slots = {"question": facts.last_question, "more": facts.more, "shown": _slots(heard)}
    sure = SURE if facts.last_question or facts.shown.file else UNSURE
    if named := _file_asked_for(text):
        return Reading(HANDLER, ORIGINAL, CLEAR if named[0] else sure, {**slots, "name": named[0]})
    if way := _NEXT.fullmatch(text):
        return Reading(HANDLER, NEXT, sure, {**slots, "step": 1 if way["way"] in "下后" else -1})
    if _MORE.fullmatch(text):
        return Reading(HANDLER, MORE, sure, slots)
    if _SOURCE.fullmatch(text) and _SOURCE_WORDS.search(text):
        return Reading(HANDLER, SOURCE_OF, SURE, slots)
    return None


def _file_asked_for(text: str) -> tuple[str] | None:
    """Return the name of the document whose file is asked for, empty where it is the one at hand; None: no file is."""
    for pattern in _ORIGINAL:
        if match := pattern.fullmatch(text):
            return (str(match.groupdict().get("name") or "").strip("《》 "),)
    return None


def _slots(heard: Heard) -> dict[str, str]:
    shown = heard.facts.shown
    return {"file": shown.file, "title": shown.title, "clause": shown.clause, "head": shown.head}
