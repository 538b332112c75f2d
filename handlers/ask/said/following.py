"""A fragment that goes on from the question before: 那总结呢, 多久, 那要是晚上呢, 为什么."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.ask.said.heard import Heard
from handlers.ask.talk import FOLLOW_UP, HANDLER
from knowledge.question import read_question
from knowledge.text import fold

GOES_ON = 0.88
LONGEST = 30  # signs; what is longer is a question of its own
SHORT, FEW = 10, 4  # signs of a bare fragment, and how many of them may carry meaning
#: What a voice message begins with; it leads on from nothing.
_FILLERS = re.compile(
    r"^(?:嗯+|呃+|额|哦+|噢|啊|诶|哎|唉|请问|再问一下|然后(?:呢|就是)?|就是说?|那个|这个|我想问(?:一下|下)?|想问(?:一下|下)?|"
    r",|，|\.|。|\s)+"
)
_LEAD = re.compile(r"(?:那么?|那麼|还有|還有|另外|要是|如果是?|假如|换成|換成|换作|要不|至于|,|，|\s)+(?P<rest>.+)")
_END = re.compile(r"(?P<rest>.+?)(?:呢|咧|嘞)[\s?？。]*")
_BARE = re.compile(
    r"(?:都|还|也|又|那|具体|大概|大约|一般|最[多少长短晚迟早快慢]|至[多少]|到底|究竟|总共|一共)*(?:(?:写|交|填|包括|包含|含|报|查|带|找)(?:些)?(?:什么|哪些|啥|多少)|多久|多长时间|多少|几[天日点个次年月人分]|谁|找谁|向谁|跟谁|报给谁|由谁|归谁|给谁|哪|什么时候|何时|在哪|怎么|如何|要不要|"
    r"需要|可以|能不能|有什么|什么).*"
)
#: Whether it holds as well (学生也算吗), and what follows where it is not done (不交会怎样).
_AS_WELL = re.compile(
    r"[^,，。]{1,8}(?:(?:是不是|是否|算不算)(?:也|都)(?:一样|这样|算|要|行|可以|适用)|(?:也|都|还|一样)(?:算|要|得|行|可以|能|适用|包括|是|有|一样|这样|需要)*(?:吗|么|嘛|不|没))"
)
_IF_NOT = re.compile(
    r"(?:要是|如果|万一)?(?:不|没|未|超|晚|迟|逾|漏)[^,，。]{0,4}(?:会怎么?样|怎么办|咋办|会咋样|有什么后果|算什么|算不算)"
)
_WHY = re.compile(
    r"(?:那|这是|请问|,|，|\s)*(?:为什么|為什麼|为啥|为何|什么原因|啥原因|凭什么|什么道理|什么目的)"
    r"(?:呢|啊|要这样|这么规定|这样规定|要这么规定|这样|要|规定|[\s?？。])*"
)


def hear(heard: Heard) -> Reading | None:
    """Hear a fragment; only where a question stands before it."""
    facts = heard.facts
    text = fold(heard.text).strip()
    if not facts.last_question or len(text) > LONGEST:
        return None
    if _WHY.fullmatch(text):
        return _reading(heard, "", why=True)
    rest = _rest(text)
    return _reading(heard, rest) if rest else None


def _rest(text: str) -> str:
    """Return what a fragment adds to the question before; empty where it is none."""
    bare = _FILLERS.sub("", text.rstrip("?？。.!！ "))
    lead = _LEAD.fullmatch(bare)
    end = _END.fullmatch(lead["rest"] if lead else bare)
    if lead or end:
        return (end["rest"] if end else lead["rest"] if lead else "").strip()
    if len(bare) <= SHORT and (_AS_WELL.fullmatch(bare) or _IF_NOT.fullmatch(bare)):
        return bare
    carried = sum(1 for weight in read_question(bare).content if weight)
    return bare if _BARE.fullmatch(bare) and len(bare) <= SHORT and carried <= FEW else ""


def _reading(heard: Heard, rest: str, *, why: bool = False) -> Reading:
    facts, shown = heard.facts, heard.facts.shown
    slots = {
        "question": f"{facts.last_question} {rest}".strip(),
        "asked": heard.text,
        "rest": rest,
        "before": list(facts.before),
        "root": facts.root,
        "file": shown.file,
        "title": shown.title,
        "clause": shown.clause,
    }
    return Reading(HANDLER, FOLLOW_UP, GOES_ON, {**slots, "why": True} if why else slots)
