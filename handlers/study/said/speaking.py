"""Who leads, speaks, sums up at a study that is open: 领学：陈书记, 下面请王主任发言, 我发言 题目《…》. Pure.

Every clause must say so; a clause that is a title belongs to whoever was named before it.
"""

from __future__ import annotations

import re

from bot.router import Reading
from bot.store.names import SURNAMES
from handlers.study.heard.roles import Role, roles_of
from handlers.study.parts import DISCUSSES, HOSTS, LEADS, LESSON, SPEAKS, SUMS_UP, TEACHES
from handlers.study.said.heard import Heard
from handlers.study.said.naming import NO_NAME
from handlers.study.talk import HANDLER, SPEECH

SURE, LONGEST = 0.962, 160

_PARTS = (
    (LEADS, r"领学|领读|带学"),
    (SPEAKS, r"(?:主题|重点|交流|中心)发言"),
    (DISCUSSES, r"(?:研讨|讨论|自由)(?:发言)?|发言"),
    (SUMS_UP, r"总结(?:讲话)?|点评|讲话"),
    (HOSTS, r"主持"),
    (LESSON, r"讲党课|上党课"),
    (TEACHES, r"主讲|授课|讲课"),
)
_CLAUSES = re.compile(
    r"[,，;；。\n]+(?![^《]*》)|\s+(?=(?:领学|领读|(?:主题|重点|研讨)?发言|总结(?:讲话)?|主持|主讲|授课)人?[:：])"
)
_NOTES = re.compile(
    r"^(?:请|帮我?|麻烦)*(?:登记|记录|记)(?:一?下|上|个)?[:：,，\s]*|[,，\s]*(?:请)?(?:登记|记录|记)(?:一?下|上)[。.]?$"
)
_OPENING = re.compile(
    r"^(?:(?:现在|下面|接下来|接着|然后|首先|最后|第[一二三四五六]位?|下一[位个]|今天|今儿|本次|这次|这回|学习|会上|刚才|刚刚"
    r"|的|先|再|还|就|是|由|请|有请|让|轮到|该|到)+|[,，\s]+)+"
)
_NAME = r"(?P<who>[^,，。;；:：?？!！]{1,80}?)"
_ASKED_TO = r"(?:来|来个|同志|进行|作|做|开始|负责|给大家|为大家|分别|要|想|准备|也|,|，|\s)*"
_LABEL = {
    part: re.compile(rf"(?:{words})(?:人|的)*(?:[:：]\s*|\s*(?:是|由|为|有)\s*|\s+|(?=[{''.join(SURNAMES)}])){_NAME}$")
    for part, words in _PARTS
}
_DOES = {part: re.compile(rf"{_NAME}{_ASKED_TO}(?:{words})(?:了|吧|啊|一下|完了?|过了?)*$") for part, words in _PARTS}
_HAS_SPOKEN = re.compile(
    rf"{_NAME}(?:同志)?(?:讲|谈|发言|说)(?:了|过)(?:一?下|一?讲)?\s*(?:关于)?(?P<title>[^,，。?？]{{2,40}})$"
)
_TITLE = re.compile(
    r"(?:的?(?:发言)?(?:题目|主题|题为|内容)(?:是|为|叫)?[:：\s]*)?[《“\"](?P<quoted>[^》”\"]{1,60})[》”\"]"
    r"|(?:的?发言)?(?:题目|主题(?!发言)|题为|内容)(?:是|为|叫)?[:：\s]*(?P<named>[^,，。《》\s]{2,60})$"
)
_QUOTED = re.compile(r"《[^》]{0,100}》")
_ASKS = re.compile(r"[?？]|吗|谁|哪|什么|怎么|如何")
_NOT = re.compile(
    r"[?？]|吗|呢$|谁|哪|什么|怎么|没|不|改|换|取消|别|稿|材料|提纲|几|多少|次数|情况|统计|通知|提醒|明天|后天|下周|昨天|前天|上周|要求|规定|应当|必须"
    r"|晕|伤|火|漏|停电|请假|签到|到了|来了"
)
_A_POST = (
    r"(?:副?书记|副?部长|副?处长|副?主任|副?科长|副?院长|委员|经理|班长|组长|队长|老师|师傅"
    r"|教授|同志|站长|园长|校长|院士|专家)"
)
_PERSON = re.compile(
    rf"(?:[一-龥]{{0,8}}?{_A_POST}|[老小][{''.join(SURNAMES)}]|[{''.join(SURNAMES)}][一-龥]{{1,2}}|欧阳[一-龥]{{1,2}}|我|本人|俺)"
)


def hear_speaking(heard: Heard) -> Reading | None:
    """Read it, beside a study that is open."""
    if not heard.facts.open or len(heard.text) > LONGEST or _ASKS.search(_QUOTED.sub("", heard.text)):
        return None
    found: list[Role] = []
    for clause in filter(None, (one.strip() for one in _CLAUSES.split(_NOTES.sub("", heard.text)))):
        said = None if _NOT.search(_TITLE.sub("", clause)) else _clause(clause, heard)
        if said is None and not (found and _is_title(clause)):
            return None
        if said is None:
            title = _title(clause)
            found = [*found[:-1], Role(found[-1].part, found[-1].name, title)]
        else:
            found += said
    found = [_prepared(one) for one in found]
    return Reading(HANDLER, SPEECH, SURE, {"now": [one.data() for one in found]}) if found else None


def _clause(clause: str, heard: Heard) -> list[Role] | None:
    """Read one clause; None where it says nothing of the kind."""
    several = len(_QUOTED.findall(clause)) > 1  # each stands with its name
    title = "" if several else _title(clause)
    bare = _OPENING.sub("", clause if several else _TITLE.sub("", clause)).strip(" :：")
    for part, _ in _PARTS:
        for pattern in (_LABEL[part], _DOES[part]):
            match = pattern.fullmatch(bare)
            roles = _roles(part, match["who"], title, heard) if match else []
            if roles:
                return roles
    plain = _OPENING.sub("", clause).strip()
    spoken = _HAS_SPOKEN.fullmatch(plain) if plain != clause or "《" in clause else None
    return _roles(DISCUSSES, spoken["who"], spoken["title"].strip("《》"), heard) or None if spoken else None


def _roles(part: str, said: str, title: str, heard: Heard) -> list[Role]:
    """Return who is named; nothing where anything else stands among the names."""
    roles = roles_of(part, _OPENING.sub("", said).strip(), title)
    known = {*heard.facts.named, *heard.facts.own}
    fits = all(one.name in known or (_PERSON.fullmatch(one.name) and not NO_NAME.match(one.name)) for one in roles)
    return roles if fits else []


def _is_title(clause: str) -> bool:
    return _TITLE.fullmatch(clause) is not None


def _title(clause: str) -> str:
    found = _TITLE.search(clause)
    return (found["quoted"] or found["named"]).strip() if found else ""


def _prepared(role: Role) -> Role:
    """What has a title was prepared: a 主题发言."""
    return Role(SPEAKS, role.name, role.title) if role.part == DISCUSSES and role.title else role
