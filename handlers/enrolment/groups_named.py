"""What a group is said to be, out of a short sentence in Simplified characters. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAMED, INTERNAL, OUTSIDERS, NOTHING, HOW = "named", "internal", "outsiders", "nothing", "how"

_GROUP = r"(?:本|这个?|此|咱们?(?:这个?)?|我们(?:这个?)?)(?:工作|微信|钉钉|聊天)?群"
_VERB = r"(?:绑定|绑订|帮定|邦定|绑|登记|注册)"
_LINK = r"(?:一下)?(?:为|成|到|给|在|是)?"
_COMMAND = re.compile(
    rf"{_VERB}(?:一下)?{_GROUP}{_LINK}|[把将]?{_GROUP}(?:请|要|需要)?{_VERB}{_LINK}|{_VERB}(?:一下)?群(?![发众里])(?:聊|组)?{_LINK}|"
    rf"[把将]?{_GROUP}(?:设为|设置为|设成|改为|改成|归|属于|[和与跟](?=.{{2,20}}{_VERB}))"
)
_STATEMENT = re.compile(
    rf"{_GROUP}(?:以后|今后)?就?是(?P<name>.{{2,30}}?)"
    r"(?:的(?:工作|内部|微信|钉钉|交流|管理)?群|(?:工作|内部|微信|钉钉)群|(?<=中心)|(?<=支部)|(?<=党委)|(?<=总支)|(?<=[科部处室班组队]))[。.!]?"
)
_FREE = re.compile(rf"(?:解除|取消|撤销|解绑|解掉).{{0,6}}群|{_GROUP}.{{0,3}}(?:解除|取消|撤销|解绑)")
_BOUND = re.compile(r"绑|登记|注册")
_FOREIGN = r"(?:外单位|外人|外部|外来|外包|校外|施工|供应商|乙方|第三方|承包)"
_PEOPLE = r"(?:单位|公司|方|队)?的?(?:人员|人|同志|师傅|单位)?(?:在内|在里面|在里头|在)?了?"
_WITH = re.compile(rf"(?:群里?)?(?:含有?|有|包括|包含|混有|加了|进了)?{_FOREIGN}{_PEOPLE}[。.!]?(?=\s|$)")
_WITHOUT = re.compile(rf"(?:群里?)?(?:没有?|无|不含|不包括|没){_FOREIGN}{_PEOPLE}[。.!]?(?=\s|$)")
_INSIDE = re.compile(r"(?:本?部门|我们)?(?:内部人员|内部群|内部)(?:的人)?")
_IS = re.compile(r"^(?:里面?|里头|就?是|都是)+")
_ASKING = re.compile(r"[?？]|吗|什么|怎么|如何|咋|谁|哪|为啥|多少")
_AROUND_NAME = " :,，。.、!“”\"'「」"
_BEFORE_NAME = re.compile(r"^(?:请|麻烦|帮忙|为|成|到|给|在|是|叫|归|属于|[\s:,，。.“”\"'「])+")
_AFTER_NAME = re.compile(r"(?:的?(?:工作|微信|钉钉)?群|绑定|登记|绑在一起|吧|谢谢|即可|[\s:,，。.!”\"'」])+$")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class GroupClaim:
    """What was understood. slots: `is`, one of the words above, and `name` of the unit or branch, as it was said."""

    confidence: float
    slots: dict[str, str]


def group_of(text: str) -> GroupClaim | None:
    """Read that somebody says what the group is, or asks how to; None where he says something else."""
    if "群" not in text:
        return None
    if _FREE.search(text) and _BOUND.search(text):
        return _claim(0.96, NOTHING)
    command, asks = _COMMAND.search(text), _ASKING.search(text) is not None
    if command is None:
        return None if asks else _stated(text)
    return _claim(0.93, HOW) if asks else _commanded(text[: command.start()] + " " + text[command.end() :])


def _commanded(rest: str) -> GroupClaim:
    """Read what stands beside the command."""
    none_foreign = _WITHOUT.search(rest) is not None
    foreign = _WITH.search(rest) is not None and not none_foreign
    name = _name(_INSIDE.sub(" ", _WITH.sub(" ", _WITHOUT.sub(" ", rest))))
    if foreign:
        return _claim(0.96, OUTSIDERS, name)
    if name:
        return _claim(0.96, NAMED, name)
    return _claim(0.96, INTERNAL if none_foreign or _INSIDE.search(rest) else HOW)


def _stated(text: str) -> GroupClaim | None:
    """Read a plain statement about this group."""
    here = re.match(_GROUP, text)
    if here is None:
        return None
    rest = _IS.sub("", text[here.end() :])
    if _WITHOUT.fullmatch(rest) or _INSIDE.fullmatch(rest):
        return _claim(0.9, INTERNAL)
    if _WITH.fullmatch(rest):
        return _claim(0.9, OUTSIDERS)
    found = _STATEMENT.fullmatch(text)
    if found is None:
        return None
    return _claim(0.9, NAMED, _name(found["name"]))


def _name(text: str) -> str:
    return _AFTER_NAME.sub("", _BEFORE_NAME.sub("", text)).strip(_AROUND_NAME)[:_LONGEST_NAME]


def _claim(confidence: float, what: str, name: str = "") -> GroupClaim:
    return GroupClaim(confidence, {"is": what, "name": name})
