"""What counts as a question about the policies, and how an answer is worded: the quote first, its source second."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from knowledge.answer import Answer
from knowledge.document import Document

SOURCE = "依据：{title}{number}{clause}，{date}"
WAY_OUT = "可问{contact}。"
KEPT = "这个问题已记下，补充文件后会更全。"
PRIVACY = "个人的电话、住址等信息不能在这里提供。需要联系请问{contact}。"
NO_TITLES = "目前还没有可以查询的文件。"
TITLES = "目前可查的文件有{count}份：\n{titles}"
MORE = "……等。说出文件名可以直接查。"
NOTHING_BEFORE = "请先提一个问题，再问出处。"
MOST_TITLES = 12
IS_QUESTION = "您是要查制度规定吗"

HANDLER = "ask"
POLICY, CLAUSE, SOURCE_OF, LIST, FOLLOW_UP, PRIVATE = (
    "ask.policy",
    "ask.clause",
    "ask.source",
    "ask.list_docs",
    "ask.followup",
    "ask.privacy",
)

_ASKING = re.compile(
    r"[?？]|什么|甚麼|什麼|啥|怎么|怎麼|怎样|怎樣|如何|咋|哪|谁|誰|几[个条次天点时項项]|幾|多少|多久|多长|多長|吗|嗎|呢|是否|能不能|可不可以|有没有|有沒有|"
    r"规定|規定|要求|制度|办法|辦法|条款|细则|标准|標準|流程|依据|職責|职责|请问|請問|为什么|為什麼|应当|應當|应该|應該|whether|what|how|when|who|rule",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"第\s*[一二三四五六七八九十百零〇两\d]{1,4}\s*[条條款章节節部项項]")
_TITLE = re.compile(r"《[^》]{2,60}》|〔\d{4}〕")
_SOURCE = re.compile(
    r"^(请问)?(出处|依据|原文|来源|出處|依據|來源|哪条规定|在哪条|出处呢|依据呢|出处在哪.{0,3}|依据是什么)[?？。]?$"
)
_LIST = re.compile(
    r"^(请问|现在|目前|你们?|您|这里|这儿|这边|咱们?|我们?|本?部门|后勤|助手|学校|都|一共|总共|还|想知道|看看|查查|[,，\s])*"
    r"(有|能查|可以查|能查到|收录了?|查得到)(哪些|什么|多少|哪几(份|个))(文件|制度|规定|资料|政策)|(文件|制度)(目录|清单|列表)"
)
_PRIVATE = re.compile(
    r"(手机号?|電話|电话|号码|住址|住哪|家庭|家住|身份证|微信号?|工资|薪水|年龄|多大岁数|毕业|哪儿?毕业|学历|病历|婚|老婆|老公|孩子|籍贯|生日)"
)
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{1,3}(书记|部长|主任|处长|科长|经理|总监|老师|师傅|同志|主管|局长|校长|校医|院长)|他|她|[张王李赵刘陈杨黄吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤][\u4e00-\u9fff]{1,2}的"
)
_FOLLOW = re.compile(r"^(那|那么|那麼|还有|還有|另外)(?P<rest>.{1,30}?)(呢|吗|嗎|咋办|怎么办|怎麼辦)?[?？]?$")
_ISSUING = re.compile(r"(关于)?(印发|公布|发布|转发|下发)《(?P<title>.+)》的?(通知|公告|决定)")
_ROW = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*\|[\s|:-]+\|\s*")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class AskFacts:
    """What was asked before: the last question of this sender within some minutes, empty where there is none."""

    last_question: str = ""


def read(message: Message, situation: Situation) -> list[Reading]:  # noqa: PLR0911 — one a reading
    """Read a message as a question about the policies. Pure."""
    text = message.text.strip()
    if not message.in_words or message.channel is Channel.GROUP or not _WORDS.search(text):
        return []
    facts = situation.facts.get(HANDLER)
    last = facts.last_question if isinstance(facts, AskFacts) else ""
    if _SOURCE.match(text):
        return [Reading(HANDLER, SOURCE_OF, 0.95, {"question": last})]
    if _LIST.search(text):
        return [Reading(HANDLER, LIST, 0.9)]
    if _PRIVATE.search(text) and _PERSON.search(text):
        return [Reading(HANDLER, PRIVATE, 0.9)]
    follow = _FOLLOW.match(text)
    if follow and last:
        return [Reading(HANDLER, FOLLOW_UP, 0.88, {"question": f"{last} {follow['rest']}", "asked": text})]
    if _CLAUSE.search(text) or _TITLE.search(text):
        return [Reading(HANDLER, CLAUSE, 0.88, {"question": text}, label=IS_QUESTION)]
    return [Reading(HANDLER, POLICY, 0.75 if is_question(text) else 0.5, {"question": text}, label=IS_QUESTION)]


def is_question(text: str) -> bool:
    """Say whether a text asks something, by its question words."""
    return bool(_ASKING.search(text))


def answer_text(answer: Answer, department: str, contact: str) -> str:
    """Word an answer: the quote, then its source; or the honest no with a way out."""
    if not answer.answered or answer.document is None:
        return f"{answer.reason}{WAY_OUT.format(contact=contact)}"
    return f"{_shown(answer.quote)}\n{source_text(answer.document, answer.clause, department)}"


def clause_text(answer: Answer, department: str) -> str:
    """Word the whole clause an answer stands in, with its source."""
    assert answer.document is not None and answer.passage is not None  # noqa: S101, PT018 — of an answered question
    return f"{_shown(answer.passage.text)}\n{source_text(answer.document, answer.clause, department)}"


def source_text(document: Document, clause: str, department: str) -> str:
    """Word a source; the issuer is named where it is not the department itself."""
    number = f"（{document.number}）" if document.number else ""
    place = f"，{clause}" if clause else ""
    inner = _ISSUING.fullmatch(document.title)
    title = f"《{inner['title'] if inner else document.title}》"
    foreign = document.issuer and department and department not in document.issuer
    issuer = document.issuer if foreign else ""
    return SOURCE.format(title=f"{issuer}{title}", number=number, clause=place, date=document.shown_date)


def _shown(quote: str) -> str:
    """Show a table's rows without their rules; every other line stands as it is."""
    lines = [line for line in quote.split("\n") if not _RULE.fullmatch(line)]
    return "\n".join(_cells(line) if _ROW.fullmatch(line) else line for line in lines)


def _cells(row: str) -> str:
    return "　".join(cell.strip() for cell in row.strip().strip("|").split("|"))


def titles_text(titles: Sequence[str]) -> str:
    """Word the list of documents."""
    if not titles:
        return NO_TITLES
    shown = "\n".join(f"{number}. {title}" for number, title in enumerate(titles[:MOST_TITLES], start=1))
    tail = f"\n{MORE}" if len(titles) > MOST_TITLES else ""
    return TITLES.format(count=len(titles), titles=shown) + tail
