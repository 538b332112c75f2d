"""Who somebody says he is: a 工号, and perhaps a name, out of a short sentence in Simplified characters. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.store.names import DOUBLE_SURNAMES, RANKS
from knowledge.text import fold

_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?P<number>[A-Za-z]{0,3}\d{3,12})(?![0-9A-Za-z])")
_AFTER_WORD = re.compile(r"工号\D{0,4}?(?P<number>[A-Za-z]{0,3}\d{3,12})(?![0-9A-Za-z])")
_BIND = re.compile(r"绑定|绑订|帮定|邦定|绑一下|绑个?工号|bang ?ding", re.IGNORECASE)
_HIMSELF = re.compile(r"工号|账号|身份|本人|自己|怎么|咋|如何|一下")
_ALONE = re.compile(r"(?:我?(?:要|想|来|申请|需要)|请|帮我|麻烦)*(?:绑定|绑订|帮定|邦定)(?:吧|吗|申请)?[。.!?]*")
#: Where a stranger says he can be reached: no part of what he asks.
_REACHED_AT = re.compile(
    r"[\s,。;]*(?:我的)?(?:联系)?(?:手机号?码?|电话号?码?|号码|方式|微信号?|邮箱)?[是为:\s]{0,3}"
    r"(?<![0-9A-Za-z])(?:1[3-9]\d(?:[ -]?\d{4}){2}|[\w.+-]{1,40}@[\w.-]{1,40})(?![0-9A-Za-z])[(,]?(?:微信同号)?\)?",
    re.ASCII,
)
_TO_ENROL = re.compile(
    r"(?=.*(?:我|本人|自己|账号|工号))(?:我?(?:要|想|来|申请|需要)|请|帮我|麻烦|怎么|如何|在哪){1,3}登记(?:一下|我|我的|账号|工号|本人|自己|吧|吗)*[。.!?]*"
)
_MY_NUMBER = re.compile(r"^工号|我|俺|咱|本人|登记|姓名|报到")
_OF_OTHERS = re.compile(r"谁|查|电话|哪|什么|规定|制度|办法|手机|银行|饭卡|校园卡|微信|邮箱|他|她")
_ENROL = re.compile(r"(?:请|帮我|我要|申请)*登记(?:一下)?[\s:,，]*(?P<rest>.+)")
_I_AM = re.compile(r"(?:您好|你好)?[,，\s]*(?:我|俺|本人)(?:是|叫|名叫)?(?P<rest>.+)")
_SAID_AROUND = re.compile(
    r"我的|我是|我叫|俺的|俺是|俺叫|本人|名字|姓名|名叫|工号|账号|员工|职工|绑定|绑订|帮定|邦定|登记|申请|一下|帮我|"
    r"请问|谢谢|您好|你好|麻烦|助手|我要|我想|怎么|如何|身份|自己|今天|新来的|的"
)
_WORD = re.compile(r"[\u3400-\u9fff·]+")
_BEFORE_NAME = "我俺叫是为把给请号和个"
_LEAST_ALONE = 5  # signs of a number that is nothing but a number and a name
_NAME_LENGTHS = range(2, 5)


@dataclass(frozen=True, slots=True)
class Claim:
    """What was understood. slots: `number` and `name`, each empty where it is not said."""

    confidence: float
    slots: dict[str, Any]


def claim_of(text: str, *, is_stranger: bool) -> Claim | None:
    """Read that somebody says which 工号 is his, or asks how to; None where he says something else."""
    if _number_in(rest := _REACHED_AT.sub("", text)):
        text = rest
    slots = {"number": _number_in(text), "name": _name_in(text)}
    about_others = _OF_OTHERS.search(text) is not None
    if _BIND.search(text):
        return _asked_for(text, slots, about_others=about_others)
    if _TO_ENROL.fullmatch(text):
        return Claim(0.88, {"number": "", "name": ""})
    if about_others or not slots["number"]:
        return None
    if "工号" in text and _MY_NUMBER.search(text):
        return Claim(0.92, slots)
    if any((found := one.fullmatch(text)) and _is_only(found["rest"], **slots) for one in (_ENROL, _I_AM)):
        return Claim(0.9, slots)
    alone = is_stranger and len(slots["number"]) >= _LEAST_ALONE and _is_only(text, **slots)
    return Claim(0.7, slots) if alone else None


def _asked_for(text: str, slots: dict[str, Any], *, about_others: bool) -> Claim | None:
    """Read a text that asks to be bound in so many words."""
    if slots["number"] and not about_others:
        return Claim(0.95, slots)
    if "工号" in text:
        return Claim(0.92, slots)
    wants = _ALONE.fullmatch(text) or (_HIMSELF.search(text) and not about_others)
    return Claim(0.92, {"number": "", "name": ""}) if wants else None


def _number_in(text: str) -> str:
    found = _AFTER_WORD.search(text) or _NUMBER.search(text)
    return found["number"].upper() if found else ""


def _name_in(text: str) -> str:
    """Return the first word that looks like a person's name."""
    words = (word.lstrip(_BEFORE_NAME) for word in _WORD.findall(_SAID_AROUND.sub(" ", text)))
    return next((word for word in words if _is_name(word)), "")


def _is_name(word: str) -> bool:
    if "·" in word.strip("·"):
        return True
    simple = fold(word)
    return len(word) in _NAME_LENGTHS and (simple[0] in RANKS or simple[:2] in DOUBLE_SURNAMES)


def _is_only(text: str, number: str, name: str) -> bool:
    """Whether a text is that number and that name, and nothing else."""
    rest = text.upper().replace(number, " ", 1).replace(name, " ", 1)
    return bool(name) and not re.sub(r"[\s,，、:：.。!]|工号|姓名|我?是|名?叫", "", rest)
