"""A question about the policies: its words, a clause by its number, the list of documents."""

from __future__ import annotations

import re

from bot.router import Reading
from handlers.ask.said.heard import Heard
from handlers.ask.talk import CLAUSE, HANDLER, LIST, POLICY
from knowledge.naming import issued
from knowledge.text import fold

IS_QUESTION = "您是要查制度规定吗"

_ASKING = re.compile(
    r"[?？]|什么|甚麼|什麼|啥|怎么|怎麼|怎样|怎樣|如何|咋|哪|谁|誰|几[个条次天点时項项]|幾|多少|多久|多长|多長|吗|嗎|呢|是否|能不能|可不可以|有没有|有沒有|"
    r"规定|規定|要求|制度|办法|辦法|条款|细则|标准|標準|流程|依据|職責|职责|请问|請問|为什么|為什麼|应当|應當|应该|應該|whether|what|how|when|who|rule",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"第\s*[一二三四五六七八九十百零〇两\d]{1,4}\s*[条條款章节節部项項]")
#: 第八条, after an answer: of the document at hand.
_BARE_CLAUSE = re.compile(
    r"(?:那|那么|看看?|查|我?要|请|给我|,|，|\s)*(?P<clause>第\s*[一二三四五六七八九十百零〇两\d]{1,4}\s*[条條款章节節项項])"
    r"(?:呢|是什么|说什么|说的什么|写的什么|怎么说的?|怎么写的|内容|的内容|[\s?？。])*"
)
#: A clause of a document, by name and number and nothing else: whatever the document is about, it is looked up.
_LOOKED_UP = re.compile(
    r"(?:请|帮我|查|查一下|查查|看|看看|看一下|念|念一下|把|给我|[,，\s])*[《]?[\u4e00-\u9fff]{2,24}(?:规定|办法|制度|公约|规则|方案|意见|预案|细则|条例)[》]?(?:的|里|里面|中)?\s*"
    r"第\s*[一二三四五六七八九十百零〇\d]{1,4}\s*(?:条|款|章|节|部分|项)(?:第\s*[一二三四五六七八九十\d]{1,3}\s*[款项])?"
    r"(?:的|写的|说的|讲的|写|说|讲|规定|内容|原文|是|什么|啥|怎么|给我|看看|念一下|发我|[\s,，?？。])*"
)
_TITLE = re.compile(r"《[^》]{2,60}》|〔\d{4}〕")
_KIND_OF_DOCUMENT = r"(?:规章制度|规章|文件|制度|规定|办法|资料|政策)"
_LIST = re.compile(
    r"^(?:请问|现在|目前|我们?|你们?|您|这里|这儿|这边|咱们?|我们?|本?部门|后勤|助手|学校|知识库|库|里面?|中|都|一共|总共|还|想知道|看看|查查|[,，\s])*"
    rf"(?:有|能查|可以查|能看|可以看|能查到|收录?了?|查得到|知道|了解|懂)(?:了?些)?(?:些|哪些|什么|啥|多少|几|哪几)(?:份|个|条)?{_KIND_OF_DOCUMENT}"
    r"(?:可以?查?|能查|可查|可以看|的)*(?:啊|呀|呢|吗|[\s?？。])*$"
    rf"|^(?:请|帮我|给我|把|你|,|，|\s)*(?:列(?:一下|出来?|一列)?|看看)(?:所有|全部)的?{_KIND_OF_DOCUMENT}|^(?:请|帮我|把|将)?(?:所有|全部)的?{_KIND_OF_DOCUMENT}(?:都)?列(?:出来?|一下|给我)|(?:文件|制度)(?:目录|清单|列表)"
)
#: What only rules answer: which documents there are on a matter; within how many days something must be done.
_OF_DOCUMENTS = re.compile(
    r"(?:有没有|有无|是否有|有)(?:什么|哪些)?(?:关于|有关)?[^,，。?？]{2,16}(?:规定|制度|办法|文件|预案|细则|规则|条例)"
    r"(?:吗|么|没有|没|呢|啊|[\s?？。])*$"
)
_OF_RULES = re.compile(
    r"(?:几|多少)个?(?:工作日|天|日|小时|分钟)(?:之|以)?内|多久(?:之|以)?内|(?:至少|需要?|要|须|得|应当?|必须)提前(?:几|多少|多久)|"
    r"(?:时限|期限|标准|流程|程序|要求|规定)(?:是否|是不是)?(?:都|也)?(?:一样|相同|一致)(?:吗|么|不|没)?[?？]?$"
)
_OF_TODAY = re.compile(r"我|今天|明天|后天|昨天|现在|这次|这个|本周|下周|上次|发我|通知大家|提醒")
OF_RULES, A_QUESTION, ANY_WORDS = 0.93, 0.75, 0.5


def hear_first(heard: Heard) -> Reading | None:
    """Hear what can mean nothing else: the list of documents, a bare clause of the one at hand."""
    shown, bare = heard.facts.shown.title, _BARE_CLAUSE.fullmatch(heard.text)
    if shown and bare:
        return Reading(HANDLER, CLAUSE, 0.88, {"question": f"《{issued(shown)}》{bare['clause']}"}, label=IS_QUESTION)
    return Reading(HANDLER, LIST, 0.9) if _LIST.search(fold(heard.text)) else None


def hear(heard: Heard) -> Reading | None:
    """Hear a question; whatever has words may be one."""
    text = heard.text
    if _LOOKED_UP.fullmatch(fold(text).strip()):
        return Reading(HANDLER, CLAUSE, OF_RULES + 0.03, {"question": text}, label=IS_QUESTION)
    if _CLAUSE.search(text) or _TITLE.search(text):
        return Reading(HANDLER, CLAUSE, 0.88, {"question": text}, label=IS_QUESTION)
    return Reading(HANDLER, POLICY, _sure(text), {"question": text}, label=IS_QUESTION)


def _sure(text: str) -> float:
    """Return how surely a text asks what the rules say: other features hear their own words in such a question."""
    folded = fold(text)
    if _OF_DOCUMENTS.search(folded) or (_OF_RULES.search(folded) and not _OF_TODAY.search(folded)):
        return OF_RULES
    return A_QUESTION if is_question(text) else ANY_WORDS


def is_question(text: str) -> bool:
    """Say whether a text asks something, by its question words."""
    return bool(_ASKING.search(text))
