"""How many people are hurt, ill, trapped, and in which way: totals before parts, 一家三口, 十几个, nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.incident.heard.plain import Plain
from knowledge.text import numeral

_N = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})"
_WHO = (
    r"(?:学生|同学|孩子|小孩|小朋友|幼儿|老师|教师|职工|员工|工人|师傅|保洁|阿姨|大爷|老人|厨师|服务员|保安|"
    r"司机|乘客|女生|男生|女的|男的|人员|人|家长|住户|外卖员|快递员|民工|老太太|老头|男子|女子|路人|访客|伤者|"
    r"病人|患者|宿管|研究生|本科生|留学生|新生)"
)
_AROUND = r"(?:大概|大约|约|差不多|估计|可能|至少|好像|将近|近|超过|不到)"
_COUNTED = re.compile(
    rf"(?P<about>{_AROUND})?(?:有)?(?P<low>{_N})(?:[-~到至](?P<high>{_N}))?(?P<odd>[多几来余])?(?:个|名|位|"
    rf"口|例|(?=人))(?P<odd2>多)?(?P<who>[^\s,，。！？\d]{{0,4}}?{_WHO})?(?P<after>左右|上下)?"
)
_TOTAL = re.compile(
    rf"(?:一共|总共|共计|合计|累计|总计|共|增加到|增至|达到?|已有|升到|变成)(?:了|有|"
    rf"已经)?(?P<about>{_AROUND})?(?P<low>{_N})(?P<odd>[多几来余])?(?:个|名|位|人|例|口)"
)
_NOW_TOTAL = re.compile(
    rf"(?:现在|目前|截至)[^\d,，。！？]{{0,6}}?(?P<low>{_N})(?P<odd>[多几来余])?(?:个|名|位|人|例|口)"
)
_SOME = re.compile(
    r"(?P<tens>[一二两三四五六七八九]?十|\d0)(?:几|多|来)(?:个|名|位|人)|(?P<pair>(?:一两|两三|三四|三五|"
    r"四五|五六|六七|七八|八九))(?:个|名|位|人)|(?P<vague>好几|几|很多|好多|许多|不少|多|一些|一群)(?:个|"
    r"名|位)?(?:人|学生|同学|孩子|工人)|(?<![第十])几(?:个|名|位)"
)
_ONE = re.compile(
    rf"有(?:一?个|位|名|一名)?[^\s,，。！？]{{0,6}}?{_WHO}|(?:一|1)(?:个|名|位)[^\s,，。！？]{{0,6}}?{_WHO}"
)
_FAMILY = re.compile(rf"一家(?P<low>{_N})口")
_NOBODY = re.compile(
    r"(?:没有?|无|未(?:造成|发现|见)?|没造成|未有)(?:任何)?(?:人员)?(?:人|人员)?(?:员)?(?:受?伤亡?|被困|"
    r"中毒|死亡|伤者|大碍)|人(?:员)?(?:都)?(?:没(?:什么)?(?:大)?事|没受伤|平安|安全|没伤着)|"
    r"没(?:有)?人(?:受伤|被困|在里面|员伤亡)|无人(?:员)?(?:受伤|伤亡|被困)"
)
_HOW = (
    (
        "死亡",
        re.compile(
            r"死亡|身亡|(?<![吃看听热冷累困饿笑烦气急忙吓渴堵疼痛臭脏吵闷])死了(?!机)|死人|没气了|没呼吸|"
            r"没心跳|去世|猝死|遇难|当场死"
        ),
    ),
    ("被困", re.compile(r"困|关在|关住|出不来|出不去|被埋|被压|卡在|夹在")),
    ("走失", re.compile(r"走失|走丢|失踪|失联|不见了|找不到|未归|没接到")),
    (
        "受伤",
        re.compile(
            r"受?伤|摔|骨折|流血|出血|砸|撞|触电|被电|电到|电着|烫|烧伤|割|夹到|咬|蜇|坠|跌|滑倒|磕|断腿|腿断|崴"
        ),
    ),
    (
        "不适",
        re.compile(
            r"吐|拉肚子|拉稀|腹泻|闹肚子|肚子|发烧|发热|高烧|头晕|晕|昏|恶心|吃坏|中毒|不舒服|难受|中暑|"
            r"抽搐|过敏|确诊|甲流|流感|水痘|诺如|阳性|疹|咳|噎|休克|心脏|胸痛|呼吸困难"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class People:
    """How many, None where it is not said, and what happened to them. is_about: only about so many."""

    count: int | None = None
    kind: str = ""
    is_about: bool = False


def people(plain: Plain) -> People:
    """Count those hurt, ill or trapped."""
    text = plain.folded
    kind = next((kind for kind, pattern in _HOW if pattern.search(text)), "")
    if _NOBODY.search(text):
        return People(0, "" if kind != "走失" else kind)
    total = next((found for pattern in (_TOTAL, _FAMILY, _NOW_TOTAL) if (found := pattern.search(text))), None)
    if total is not None:
        return _counted(total, kind)
    if some := _SOME.search(text):
        return _some(some, kind)
    found = next((one for one in _COUNTED.finditer(text) if _is_people(text, one)), None)
    if found is not None:
        return _counted(found, kind)
    return People(1, kind) if kind and _ONE.search(text) else People(None, kind)


def number_alone(plain: Plain) -> int | None:
    """Read an answer that is a number and little more: 两个, 3, 五六个人, 没有."""
    if re.fullmatch(r"\s*(?:没有?|无|没人|零)[^\d]{0,3}", plain.folded):
        return 0
    found = re.fullmatch(rf"\D{{0,4}}?(?P<n>{_N})[多几来]?(?:个|名|位|人)?[^\d]{{0,3}}", plain.folded)
    return numeral(found["n"]) if found else None


def _is_people(text: str, found: re.Match[str]) -> bool:
    """Whether what is counted are people: said so, or counted without a noun at the end or before an illness."""
    if found["who"] or text[found.end() - 1] in "名位口例" or "人" in found.group():
        return True
    rest = text[found.end() :]
    return (
        not rest.strip(" ,，。!！.")
        or re.match(r"[\s,，。]|(?:受伤|发烧|呕吐|拉肚子|甲流|流感|水痘|确诊|被困|晕|重伤|轻伤|不舒服)", rest)
        is not None
    )


def _counted(found: re.Match[str], kind: str) -> People:
    groups = found.groupdict()
    count = numeral(groups.get("high") or found["low"])
    odd = any(groups.get(name) for name in ("about", "odd", "odd2", "after", "high"))
    return People(count, kind, is_about=odd)


def _some(found: re.Match[str], kind: str) -> People:
    if found["tens"]:
        return People(numeral(found["tens"]), kind, is_about=True)
    if found["pair"]:
        return People(numeral(found["pair"][-1]), kind, is_about=True)
    return People(None, kind, is_about=True)
