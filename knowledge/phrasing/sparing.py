"""What is never said in other words, and never shown to a model: it is sent as it stands. Pure.

Party papers, speeches, leaders' words, what is marked internal, emergencies, clauses asked for by name, persons and
their numbers in a question, and texts that give orders to whoever reads them as a machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from knowledge.clauses import citation_in
from knowledge.document import PUBLIC, Document, Passage
from knowledge.secrecy import is_classified
from knowledge.text import fold
from knowledge.unlisted import is_unlisted


class Spared(StrEnum):
    """Why a text is sent as it stands."""

    PARTY = "party paper or speech"
    LEADER = "a leader's words"
    INTERNAL = "internal"
    NOT_PUBLIC = "not public"
    EMERGENCY = "emergency"
    AS_IT_STANDS = "asked for as it stands"
    PERSONAL = "a person in the question"
    ORDERS = "orders to the reader"


@dataclass(frozen=True, slots=True)
class Texts:
    """A question and what answers it. department: whether documents that are not public may be shown to a model."""

    question: str
    document: Document
    passage: Passage
    department: bool


_PARTY_TITLE: Final = re.compile(
    r"党内|党委|党组|党支部|党总支|党建|党员|党风|党章|党规|纪委|纪检|讲话|致辞|发言|报告会|中央|习近平|总书记|主题教育|巡视|巡察|意识形态|民主生活会"
)
_PARTY_ISSUER: Final = re.compile(r"党委|党组|党支部|党总支|纪委|中共|中央|组织部|宣传部|统战部")
_PARTY_NUMBER: Final = re.compile(r"^[\u4e00-\u9fff]{0,8}(?:党|委|纪)[\u4e00-\u9fff]{0,4}[〔\[(（]\d{4}")
_PARTY_TEXT: Final = re.compile(
    r"习近平|总书记|党中央|党章|党规|党内|党性|党的|全面从严治党|新时代中国特色|主义思想|中国共产党|意识形态|四个意识|两个维护|两个确立"
)
_POST: Final = r"(?:书记|校长|院长|部长|主任|处长|科长|局长|厅长|主席|领导|同志|委员|总理|省长|市长|经理|队长)"
_LEADER: Final = re.compile(
    rf"{_POST}[\u4e00-\u9fff]{{0,8}}?(?:指出|强调|要求|表示|认为|说|讲|谈到|提出|讲话|寄语|勉励|批示|指示|介绍|总结|发言)"
    r"|[“\"「][^”\"」]{4,}[”\"」].{0,6}(?:指出|强调|表示|说)|(?:指出|强调|表示)[:,]"
)
_INTERNAL: Final = re.compile(
    r"内部(?:资料|文件|使用|材料|掌握|参考|传阅)|工作秘密|不得外传|注意保存|阅后(?:即焚|收回)|请勿外传|仅供内部"
)
_EMERGENCY: Final = re.compile(
    r"着火|起火|火灾|火情|火警|失火|爆炸|触电|漏电|燃气|煤气|泄漏|中毒|晕倒|昏迷|受伤|流血|骨折|被困|溺水|坠落|倒塌|坍塌|救命|救人|报警"
    r"|打架|斗殴|自杀|轻生|猝死|急救|突发|事故|险情|应急|疏散|(?<!\d)(?:119|120|110)(?!\d)"
)
_AS_IT_STANDS: Final = re.compile(
    r"原文|原话|全文|全部内容|出处|逐字|怎么写的|如何表述|第.{1,5}[条款章节]|〔\d{4}〕|《[^》]+》"
)
_PERSONAL: Final = re.compile(
    r"\d{6,}|\w@\w|我(?:叫|是|的?(?:名字|工号|电话|身份证|手机))|工资|薪水|处分|举报|病历|住址"
)
_ORDERS: Final = re.compile(
    r"(?:忽略|无视|忘记|忘掉|不要理会|绕过|跳过).{0,12}(?:指令|指示|要求|规则|规定|限制|设定|提示)"
    r"|系统提示|提示词|你(?:现在)?(?:是|要扮演|必须回答)|(?:请|必须)?(?:只|直接)?(?:回答|输出|回复|打印)[:「“\"]|扮演|越狱"
    r"|ignore (?:all|previous|the)|system prompt|as an ai|assistant:|</?\w+>",
    re.IGNORECASE,
)


def spared(texts: Texts) -> Spared | None:
    """Return why an answer is sent as it stands; None where a model may be asked."""
    document, passage = texts.document, fold(texts.passage.text)
    title = fold(f"{document.title} {document.file} {texts.passage.heading}")
    question = fold(texts.question)
    checks = (
        (Spared.NOT_PUBLIC, document.scope != PUBLIC and not texts.department),
        (Spared.INTERNAL, _INTERNAL.search(f"{title} {passage}") or is_classified(texts.passage.text)),
        (Spared.PARTY, _is_of_the_party(document, title, passage)),
        (Spared.LEADER, _LEADER.search(passage)),
        (Spared.EMERGENCY, _EMERGENCY.search(question) or _EMERGENCY.search(f"{title} {passage}")),
        (Spared.AS_IT_STANDS, _AS_IT_STANDS.search(texts.question) or citation_in(question)),
        (Spared.PERSONAL, _PERSONAL.search(question) or is_unlisted(question) or is_classified(texts.question)),
        (Spared.ORDERS, _ORDERS.search(f"{question} {title} {passage}")),
    )
    return next((why for why, holds in checks if holds), None)


def _is_of_the_party(document: Document, title: str, passage: str) -> bool:
    number = fold(document.number or "").replace("(", "〔")
    return bool(
        _PARTY_TITLE.search(title)
        or _PARTY_ISSUER.search(fold(document.issuer or ""))
        or _PARTY_NUMBER.search(number)
        or _PARTY_TEXT.search(passage)
    )
