"""What a group is said to be, out of a short sentence in Simplified characters. Pure.

The law: a word for outsiders counts unless a plain 不含, 没有 or 无 stands before it; a no, or a question, changes
nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.enrolment.outsiders import FOREIGN, MANY, PEOPLE, WITH, WITHOUT

NAMED, INTERNAL, OUTSIDERS, NOTHING, HOW = "named", "internal", "outsiders", "nothing", "how"
AS_IT_IS = "as it is"

_GROUP = r"(?:本|这个?|此|咱们?(?:这个?)?|我们(?:这个?)?)(?:工作|微信|钉钉|聊天)?群"
_VERB = r"(?:绑定|绑订|帮定|邦定|绑|登记|注册)"
_LINK = r"(?:一下)?(?:为|成|到|给|在|是)?"
_COMMAND = re.compile(
    rf"{_VERB}(?:一下)? ?{_GROUP}{_LINK}|[把将]?{_GROUP}(?:请|要|需要)?{_VERB}{_LINK}|"
    rf"{_VERB}(?:一下)?群(?![发众里])(?:聊|组)?{_LINK}|"
    rf"[把将]?{_GROUP}(?:设为|设置为|设成|改为|改成|归|属于|[和与跟](?=.{{2,20}}{_VERB}))"
)
_STATEMENT = re.compile(
    rf"{_GROUP}(?:以后|今后)?就?是(?P<name>.{{2,30}}?)"
    r"(?:的(?:工作|内部|微信|钉钉|交流|管理)?群|(?:工作|内部|微信|钉钉)群|(?<=中心)|(?<=支部)|(?<=党委)|(?<=总支)|(?<=[科部处室班组队]))"
)
_RELEASE = r"(?:解除|取消|撤销|解绑|解掉)"
_FREE = re.compile(rf"{_RELEASE}.{{0,6}}群|{_GROUP}.{{0,3}}{_RELEASE}")
_BOUND = re.compile(r"绑|登记|注册")

_NO = re.compile(r"(?:[不别勿没未莫甭非]|无[需须]|暂缓|拒绝|禁止|反对|停止)")
_NO_NO = re.compile(r"不好意思|没问题|没错|特别|分别|个别|别的|不过|要不")
_NOT_BOUND = re.compile(
    rf"{_GROUP}(?:先|暂时?|还|请|千万)*{_NO.pattern}"
    rf"(?:有|要|用|必|需要?|能|想|急着?|先|再|给|去)*(?:{_VERB}|{_RELEASE})"
)
_NOT_AFTER_ALL = re.compile(r"[\s,]*(?:先?不|先?不要|先?别|不行|不可以|不对)[。.!]*")
_ASKING = re.compile(r"[?？]|吗|什么|怎么|如何|咋|谁|哪|为啥|多少|有没有|是否|是不是|有无|(?:没有?)[。.!]*$")

_INSIDE = re.compile(r"(?:本?部门|我们)?(?:内部人员|内部群|内部)(?:的人)?")
_IN_IT = r"(?:里面?|里头|内|中)?"
_BY_NOW = r"(?:现在|目前|已经|今天|最近|以后|今后|也|还|又|新|刚刚?|就|都|是)*"
_HAS = rf"(?:含有?|有|包括|包含|混有|混了|加了|进了|来了?|拉了)了?{MANY.pattern}"
_ITS_GROUP = r"(?:的?(?:工作|微信|钉钉)?群)?"
_HERE = re.compile(rf"{_GROUP}{_IN_IT}{_BY_NOW}")
_FOREIGN_HERE = re.compile(
    rf"(?:{_GROUP}{_IN_IT}{_BY_NOW}(?:{_HAS})?|(?:[我咱]们的?)?群(?:里面?|里头|内|中){_BY_NOW}{_HAS}){FOREIGN.pattern}{PEOPLE.pattern}{_ITS_GROUP}"
)
_MARKS = r"[\s:,，。.、!;“”\"'「」()]"
_COURTESY = r"谢谢(?:您|你|大家|了)?|请?(?:大家|各位)?(?:注意|知悉|留意|知晓)(?:一下)?|即可|吧"
_TAIL = re.compile(rf"(?:{_COURTESY}|{_MARKS})+$")
_BEFORE_NAME = re.compile(rf"^(?:请|麻烦|帮忙|不好意思|同意|为|成|到|给|在|是|叫|归|属于|的|和|与|及|跟|{_MARKS})+")
_AFTER_NAME = re.compile(rf"(?:的?(?:工作|微信|钉钉)?群|绑定|登记|绑在一起|的|和|与|及|跟|{_COURTESY}|{_MARKS})+$")
_LONGEST_NAME = 40
_BLANK = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")

#: What may stand beside a unit's name and says nothing of who is in the group.
_SAYS_NOTHING = re.compile(
    rf"(?:{_COURTESY}|请|麻烦|帮忙|帮我|您|你好?|好的?|大家|各位|一下|了|的|为|成|到|给|在|是|归|属于|本|这个?|我们|咱们?|"
    r"所有|全体|全部|全|都|均|只有?|仅|就|也|内部|自己|工作|微信|钉钉|聊天|交流|管理|通知|群里?|人员?|员工|职工|同事|同志|师傅|成员|"
    r"暂时?|目前|现在|以后|今后|绑定|登记|注册|绑|同意|第|后勤(?:保障)?[部处]?|总务处|学校|本校|我校|部门|单位|[\W_])*"
)


@dataclass(frozen=True, slots=True)
class GroupClaim:
    """What was understood.

    slots: `is`, one of the words above; `name` of the unit or branch, as it was said; with outsiders also `whole`, what
    stood there with the words for outsiders in it: a unit may be called so.
    """

    confidence: float
    slots: dict[str, str]


def group_of(text: str) -> GroupClaim | None:
    """Read that somebody says what the group is, or asks how to; None where he says something else."""
    if "群" not in text:
        return None
    asks = _ASKING.search(text) is not None
    free, command = _FREE.search(text), _COMMAND.search(text)
    if free is not None and _BOUND.search(text):
        stays = asks or _refuses(text[: free.end()]) or _NOT_AFTER_ALL.fullmatch(text[free.end() :])
        return _claim(0.96, AS_IT_IS if stays else NOTHING)
    if _NOT_BOUND.search(text) or (command is not None and _refuses(text[: command.end()])):
        return _claim(0.96, AS_IT_IS)
    if command is None:
        return None if asks else _stated(_BLANK.sub("", text))
    return _claim(0.93, HOW) if asks else _commanded(f"{text[: command.start()]},{text[command.end() :]}")


def says_nothing(beside: str) -> bool:
    """Say whether what stands beside a unit's name leaves nothing unread."""
    return _SAYS_NOTHING.fullmatch(beside) is not None


def _refuses(said: str) -> bool:
    """Whether the last clause holds a no; that somebody is not in the group is none."""
    clause = re.split(r"[,，。;!?:]", said)[-1]
    return _NO.search(_NO_NO.sub("", WITH.sub("", WITHOUT.sub("", _BLANK.sub("", clause))))) is not None


def _commanded(said: str) -> GroupClaim:
    """Read what stands beside the command."""
    rest = _BLANK.sub("", said)
    ours = WITHOUT.sub(",", rest)
    name = _name(_INSIDE.sub(",", WITH.sub(",", ours)))
    if WITH.search(ours):
        return _claim(0.96, OUTSIDERS, name, _name(ours))
    if name:
        return _claim(0.96, NAMED, name)
    return _claim(0.96, INTERNAL if ours != rest or _INSIDE.search(rest) else HOW)


def _stated(text: str) -> GroupClaim | None:
    """Read a plain statement about this group."""
    said = _TAIL.sub("", text)
    if _FOREIGN_HERE.fullmatch(said):
        return _claim(0.9, OUTSIDERS)
    here = _HERE.match(said)
    if here is None:
        return None
    rest = said[here.end() :]
    if WITHOUT.fullmatch(rest) or _INSIDE.fullmatch(rest):
        return _claim(0.9, INTERNAL)
    ours = WITHOUT.sub(",", said)
    found = _STATEMENT.fullmatch(_TAIL.sub("", re.sub(r"[和与及跟],", ",", WITH.sub(",", ours))))
    if found is None:
        return None
    if not WITH.search(ours):
        return _claim(0.9, NAMED, _name(found["name"]))
    whole = _STATEMENT.fullmatch(ours)
    return _claim(0.9, OUTSIDERS, _name(found["name"]), _name(whole["name"]) if whole else "")


def _name(text: str) -> str:
    return _AFTER_NAME.sub("", _BEFORE_NAME.sub("", text))[:_LONGEST_NAME]


def _claim(confidence: float, what: str, name: str = "", whole: str = "") -> GroupClaim:
    return GroupClaim(confidence, {"is": what, "name": name, **({"whole": whole} if whole else {})})
